"""Programs: definitions come after what they need, and circles are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import INPUTS, Definitions, definitions, used_in

from pa_dataflow.logic.expressions import Expression, Literal, every, negate
from pa_dataflow.logic.program import CyclicDefinitions, Program

NAMES = ("p0", "p1", "p2", "p3", "a")


@given(definitions())
def test_every_definition_comes_after_those_it_needs(found: Definitions) -> None:
    order = list(Program.of(found).definitions)
    assert sorted(order) == sorted(found)
    for place, name in enumerate(order):
        assert set(used_in(found[name])) & set(found) <= set(order[:place])


@given(definitions())
def test_bodies_are_kept_and_inputs_are_what_nothing_defines(found: Definitions) -> None:
    program = Program.of(found)
    assert dict(program.definitions) == dict(found)
    assert program.inputs == {symbol for body in found.values() for symbol in used_in(body)} - set(found)


@given(
    st.dictionaries(
        st.sampled_from(NAMES[:4]),
        st.lists(st.builds(Literal, st.sampled_from(NAMES), st.booleans()), max_size=2).map(every),
        min_size=1,
    )
)
def test_a_circle_is_refused_and_named_and_nothing_else_is(found: dict[str, Expression]) -> None:
    try:
        order = list(Program.of(found).definitions)
    except CyclicDefinitions as error:
        assert error.cycle[0] == error.cycle[-1]
        for name, needed in zip(error.cycle, error.cycle[1:], strict=False):
            assert needed in used_in(found[name])
    else:
        assert all(set(used_in(found[name])) & set(found) <= set(order[:place]) for place, name in enumerate(order))


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


@given(definitions(), st.sets(st.sampled_from((*INPUTS, "p0", "p1")), max_size=3))
def test_the_cone_of_names_is_all_they_depend_on(found: Definitions, names: set[str]) -> None:
    assert Program.of(found).cone(*sorted(names)) == reaching(found, names)


@given(definitions(), st.sets(st.sampled_from(INPUTS)))
def test_dependents_are_the_definitions_whose_cone_holds_one_of_the_symbols(
    found: Definitions, inputs: set[str]
) -> None:
    program = Program.of(found)
    assert program.dependents(inputs) == {name for name in found if reaching(found, {name}) & inputs}


@given(definitions(), st.sets(st.sampled_from([f"p{number}" for number in range(8)])))
def test_a_part_keeps_order_and_bodies(found: Definitions, names: set[str]) -> None:
    program = Program.of(found)
    part = program.part(names)
    assert list(part.definitions) == [name for name in program.definitions if name in names]
    assert all(part.definitions[name] == found[name] for name in part.definitions)


@given(definitions())
def test_what_a_definition_uses_is_what_stands_in_it(found: Definitions) -> None:
    program = Program.of(found)
    assert {name: program.uses(name) for name in found} == {name: set(used_in(body)) for name, body in found.items()}
