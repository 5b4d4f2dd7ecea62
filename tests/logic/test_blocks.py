"""Blocks: each definition once, in an order that can be evaluated; what a guard skips matters to nothing else."""

from __future__ import annotations

from hypothesis import given
from programs import MANY, Definitions, definitions, used_in

from pa_dataflow.logic.blocks import Block, blocks
from pa_dataflow.logic.expressions import Junction, Literal, every, negate, some
from pa_dataflow.logic.program import Program

A, B, C = Literal("a"), Literal("b"), Literal("c")


@MANY
@given(definitions())
def test_every_definition_stands_in_one_block(found: Definitions) -> None:
    assert sorted(name for block in blocks(Program.of(found)) for name in block.names) == sorted(found)


@MANY
@given(definitions())
def test_blocks_and_the_names_in_them_come_after_what_they_need(found: Definitions) -> None:
    evaluated: set[str] = set()
    for block in blocks(Program.of(found)):
        assert block.guard is None or block.guard in evaluated
        for name in block.names:
            assert set(used_in(found[name])) & set(found) <= evaluated
            evaluated.add(name)


@MANY
@given(definitions())
def test_the_heads_of_a_guard_are_false_when_it_is(found: Definitions) -> None:
    for block in blocks(Program.of(found)):
        assert set(block.heads) <= set(block.names)
        for head in block.heads:
            body = found[head]
            assert isinstance(body, Junction)
            assert body.all_of
            assert body.parts[0] == Literal(str(block.guard))


@MANY
@given(definitions())
def test_what_is_skipped_with_a_guard_is_used_in_its_block_only(found: Definitions) -> None:
    for block in blocks(Program.of(found)):
        if block.guard is not None:
            skipped = set(block.names) - set(block.heads)
            assert {name for name, body in found.items() if skipped & set(used_in(body))} <= set(block.names)


@MANY
@given(definitions())
def test_a_definition_without_guard_stands_alone(found: Definitions) -> None:
    assert all(len(block.names) == 1 and not block.heads for block in blocks(Program.of(found)) if block.guard is None)


def test_grounds_are_skipped_with_their_gate() -> None:
    program = Program.of(
        {"asked": A, "ground": some([B, C]), "closed": every([Literal("asked"), negate(Literal("ground"))])}
    )
    assert blocks(program) == [Block(("asked",)), Block(("ground", "closed"), "asked", ("closed",))]


def test_a_ground_that_something_else_uses_is_not_skipped() -> None:
    program = Program.of(
        {
            "asked": A,
            "ground": some([B, C]),
            "closed": every([Literal("asked"), negate(Literal("ground"))]),
            "duty": Literal("ground"),
        }
    )
    assert all(block.guard is None for block in blocks(program))


def test_something_between_two_heads_of_one_guard_breaks_the_block_up() -> None:
    """`between` needs the first head, and the second head needs `between`: no order has the two heads together."""
    program = Program.of(
        {
            "asked": A,
            "inner": some([B, C]),
            "first": every([Literal("asked"), Literal("inner")]),
            "between": some([Literal("first"), A]),
            "second": every([Literal("asked"), Literal("between"), B]),
            "last": Literal("between"),
        }
    )
    found = blocks(program)
    assert all(block.guard is None for block in found)
    assert sorted(name for block in found for name in block.names) == sorted(program.definitions)
