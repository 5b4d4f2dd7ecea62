"""Programs: definitions come after what they need, and circles are named."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import INPUTS, MANY, Definitions, crowded_table, definitions, knowledge_of, used_in

from pa_dataflow.logic.expressions import Literal, every, negate
from pa_dataflow.logic.knowledge import conclude
from pa_dataflow.logic.program import CyclicDefinitions, Program

NAMES = ("p0", "p1", "p2", "p3", "a")


@MANY
@given(definitions())
def test_every_definition_comes_after_those_it_needs(found: Definitions) -> None:
    order = list(Program.of(found).definitions)
    assert sorted(order) == sorted(found)
    for place, name in enumerate(order):
        assert set(used_in(found[name])) & set(found) <= set(order[:place])


@MANY
@given(definitions())
def test_bodies_are_kept_and_inputs_are_what_nothing_defines(found: Definitions) -> None:
    program = Program.of(found)
    assert dict(program.definitions) == dict(found)
    assert program.inputs == {symbol for body in found.values() for symbol in used_in(body)} - set(found)


@MANY
@given(st.lists(st.tuples(st.sampled_from(NAMES[:4]), st.sampled_from(NAMES)), max_size=8))
def test_a_circle_is_refused_and_named_and_nothing_else_is(needs: list[tuple[str, str]]) -> None:
    found = {name: every(Literal(used) for user, used in needs if user == name) for name, _ in needs}
    circle = next((name for name in found if name in reaching(found, set(used_in(found[name])))), None)
    if circle is None:
        assert sorted(Program.of(found).definitions) == sorted(found)
        return
    with pytest.raises(CyclicDefinitions) as caught:
        Program.of(found)
    named = caught.value.cycle
    assert named[0] == named[-1]
    assert all(needed in used_in(found[name]) for name, needed in pairwise(named))


def test_a_definition_that_needs_itself_is_a_circle() -> None:
    with pytest.raises(CyclicDefinitions, match="p -> p"):
        Program.of({"p": negate(Literal("p"))})


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    chain = {f"p{number}": Literal(f"p{number + 1}") for number in range(20_000)}
    assert next(iter(Program.of(chain).definitions)) == "p19999"


def reaching(found: Definitions, names: set[str]) -> set[str]:
    """The names and all they depend on, by going on until nothing new is found."""
    seen = set(names)
    while True:
        more = {used for name in seen & set(found) for used in used_in(found[name])} - seen
        if not more:
            return seen
        seen |= more


@MANY
@given(definitions(), st.sets(st.sampled_from((*INPUTS, "p0", "p1")), max_size=3))
def test_the_cone_of_names_is_all_they_depend_on(found: Definitions, names: set[str]) -> None:
    assert Program.of(found).cone(*sorted(names)) == reaching(found, names)


@MANY
@given(definitions(), st.sets(st.sampled_from(INPUTS)))
def test_dependents_are_the_definitions_whose_cone_holds_one_of_the_symbols(
    found: Definitions, inputs: set[str]
) -> None:
    program = Program.of(found)
    assert program.dependents(inputs) == {name for name in found if reaching(found, {name}) & inputs}


@MANY
@given(definitions(), st.sets(st.sampled_from([f"p{number}" for number in range(8)])))
def test_a_part_keeps_order_and_bodies(found: Definitions, names: set[str]) -> None:
    program = Program.of(found)
    part = program.part(names)
    assert list(part.definitions) == [name for name in program.definitions if name in names]
    assert all(part.definitions[name] == found[name] for name in part.definitions)


@MANY
@given(definitions())
def test_what_a_definition_uses_is_what_stands_in_it(found: Definitions) -> None:
    program = Program.of(found)
    assert {name: program.uses(name) for name in found} == {name: set(used_in(body)) for name, body in found.items()}


@MANY
@given(definitions(), knowledge_of(), st.sets(st.sampled_from([f"p{number}" for number in range(8)])))
def test_inlining_changes_no_value_of_what_is_left(
    found: Definitions, values: dict[str, bool | None], keep: set[str]
) -> None:
    program, table = Program.of(found), crowded_table()
    shorter = program.inlined(keep)
    known = table.known(values)
    left = table.bits([*INPUTS, *shorter.definitions])
    expected = conclude(program, known, table)
    assert conclude(shorter, known, table) == (expected.true & left, expected.false & left)


@MANY
@given(definitions(), st.sets(st.sampled_from([f"p{number}" for number in range(8)])))
def test_only_what_is_used_once_and_not_kept_is_inlined(found: Definitions, keep: set[str]) -> None:
    written = [symbol for body in found.values() for symbol in used_in(body)]
    gone = {name for name in found if name not in keep and written.count(name) == 1}
    shorter = Program.of(found).inlined(keep).definitions
    assert set(found) - set(shorter) == gone
    assert not any(gone & set(used_in(body)) for body in shorter.values())
