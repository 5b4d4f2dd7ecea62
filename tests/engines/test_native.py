"""Generated Python says what the interpreter says.

Every value it gives is the interpreter's, and it gives all of them but those that a block skips because its guard is
surely false; those stay unknown, and heads of blocks are never skipped. Without skipping it gives them all.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from programs import INPUTS, MANY, Definitions, completions, crowded_table, definitions, knowledge_of, table_row

from pa_dataflow.engines.native import compile_complete, compile_program
from pa_dataflow.logic.blocks import blocks
from pa_dataflow.logic.expressions import FALSE, TRUE, Expression, Junction, Literal, every, negate, some
from pa_dataflow.logic.knowledge import Knowledge, Symbols, conclude
from pa_dataflow.logic.program import Program


def skipped(program: Program, concluded: Knowledge, table: Symbols) -> int:
    """The bits of what matters only under a guard that is surely false."""
    return table.bits(
        name
        for block in blocks(program)
        if block.guard is not None and table.value(block.guard, concluded) is False
        for name in block.names
        if name not in block.heads
    )


@MANY
@given(definitions(), knowledge_of())
def test_the_generated_function_concludes_what_the_interpreter_does(
    found: Definitions, values: dict[str, bool | None]
) -> None:
    program, table = Program.of(found), crowded_table()
    known = table.known(values)
    expected = conclude(program, known, table)
    unseen = skipped(program, expected, table)
    assert compile_program(program, table)(*known) == (expected.true & ~unseen, expected.false & ~unseen)


@MANY
@given(definitions(), knowledge_of())
def test_every_head_of_a_block_has_the_value_the_interpreter_gives_it(
    found: Definitions, values: dict[str, bool | None]
) -> None:
    program, table = Program.of(found), crowded_table()
    known = table.known(values)
    expected = conclude(program, known, table)
    given_values = Knowledge(*compile_program(program, table)(*known))
    for block in blocks(program):
        for head in block.heads or block.names:
            assert table.value(head, given_values) is table.value(head, expected)


@MANY
@given(definitions(), knowledge_of())
def test_without_skipping_it_concludes_everything(found: Definitions, values: dict[str, bool | None]) -> None:
    program, table = Program.of(found), crowded_table()
    known = table.known(values)
    assert compile_program(program, table, skipping=False)(*known) == conclude(program, known, table)


@MANY
@given(definitions())
def test_on_complete_facts_the_quick_function_says_the_same_as_the_careful_one(found: Definitions) -> None:
    program, table = Program.of(found), crowded_table()
    quick = compile_complete(program, table)
    for inputs in completions(dict.fromkeys(INPUTS)):
        known = table.known(inputs)
        expected = conclude(program, known, table)
        unseen = skipped(program, expected, table)
        assert quick(*known) == (expected.true & ~unseen, expected.false & ~unseen)


@pytest.mark.parametrize("all_of", [True, False])
@pytest.mark.parametrize("width", [0, 1, 2, 63, 64, 65, 300])
def test_wide_junctions_with_literals_of_both_signs(all_of: bool, width: int) -> None:
    names = [f"i{number}" for number in range(width)]
    body = Junction(all_of, tuple(Literal(name, number % 3 != 0) for number, name in enumerate(names)))
    program, table = Program.of({"wide": body, "not wide": negate(body)}), crowded_table()
    generated, quick = compile_program(program, table), compile_complete(program, table)
    choices = random.Random(width)
    settling = {name: (number % 3 != 0) is all_of for number, name in enumerate(names)}
    rows = [settling, *({**settling, name: not settling[name]} for name in names[:70])]
    rows += [{name: choices.random() < 0.5 for name in names} for _ in range(20)]
    for row in rows:
        known = table.known(row)
        truth = table_row(program.definitions, row)
        assert generated(*known) == conclude(program, known, table)
        assert table.value("wide", Knowledge(*generated(*known))) is truth["wide"]
        assert quick(*known) == generated(*known)
        partly = known.without(table.bits(choices.sample(names, width // 2)))
        assert generated(*partly) == conclude(program, partly, table)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (TRUE, True),
        (FALSE, False),
        (Junction(True, (TRUE, FALSE)), False),
        (Junction(False, (TRUE, FALSE)), True),
        (Junction(True, (Junction(False, (Junction(True, ()),)),)), True),
        (every([], origin="leaf"), True),
    ],
)
def test_constants_of_any_form_are_concluded_from_nothing(body: Expression, value: bool) -> None:
    program, table = Program.of({"p": body}), crowded_table()
    assert table.value("p", Knowledge(*compile_program(program, table)(0, 0))) is value
    assert table.value("p", Knowledge(*compile_complete(program, table)(0, 0))) is value


def test_what_is_known_of_other_symbols_passes_through() -> None:
    table = crowded_table(3)
    program = Program.of({"p": Literal("a")})
    assert compile_program(program, table)(0b001, 0b110) == (0b001, 0b110)
    assert compile_complete(program, table)(0b001, 0b110 | table.bit("a")) == (0b001, 0b110 | table.bits(("a", "p")))


def test_names_never_reach_the_generated_text() -> None:
    nasty = "'\n    raise SystemExit  #"
    table = crowded_table()
    program = Program.of({f"p{nasty}": some([Literal(nasty), Literal(f"b{nasty}", False)])})
    known = table.known({nasty: False, f"b{nasty}": True})
    assert compile_program(program, table)(*known) == conclude(program, known, table)
    assert compile_complete(program, table)(*known) == conclude(program, known, table)


def test_a_deeply_nested_condition_compiles() -> None:
    body: Expression = Literal("a")
    for level in range(25):
        body = Junction(level % 2 == 0, (body, Literal(f"i{level}", level % 3 == 0)))
    program, table = Program.of({"p": body}), crowded_table()
    known = table.known({"a": True, **{f"i{level}": level % 2 == 0 for level in range(25)}})
    assert compile_program(program, table)(*known) == conclude(program, known, table)
