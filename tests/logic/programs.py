"""Small random programs and what they mean, by truth tables that share no code with what is tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import strategies as st

from pa_dataflow.logic.expressions import Expression, Junction, Literal
from pa_dataflow.logic.knowledge import Knowledge, Symbols

INPUTS = ("a", "b", "c", "d")
Definitions = Mapping[str, Expression]
Values = Mapping[str, bool | None]


def expressions(names: tuple[str, ...], leaves: int = 8) -> st.SearchStrategy[Expression]:
    """Any expression over the names: nested, empty, with one part or the same part twice."""
    return st.recursive(
        st.builds(Literal, st.sampled_from(names), st.booleans()),
        lambda parts: st.builds(Junction, st.booleans(), st.lists(parts, max_size=4).map(tuple)),
        max_leaves=leaves,
    )


@st.composite
def definitions(draw: st.DrawFn, most: int = 8) -> Definitions:
    """Definitions over a, b, c and d, without cycles but in any order; many are conjunctions that begin with a guard."""
    count = draw(st.integers(1, most))
    names = draw(st.permutations([f"p{number}" for number in range(count)]))
    found: dict[str, Expression] = {}
    for name in names:
        body = draw(expressions((*INPUTS, *found)))
        if found and draw(st.booleans()):
            guard = Literal(draw(st.sampled_from(sorted(found))))
            body = Junction(True, (guard, *(body.parts if isinstance(body, Junction) and body.all_of else (body,))))
        found[name] = body
    return {name: found[name] for name in draw(st.permutations(sorted(found)))}


def knowledge_of(names: tuple[str, ...] = INPUTS) -> st.SearchStrategy[dict[str, bool | None]]:
    """Each name true, false or unknown."""
    return st.fixed_dictionaries({name: st.sampled_from((True, False, None)) for name in names})


def completions(values: Values) -> Iterator[dict[str, bool]]:
    """Every way the unknown ones may turn out."""
    options = [(True, False) if value is None else (value,) for value in values.values()]
    for chosen in product(*options):
        yield dict(zip(values, chosen, strict=True))


def holds(expression: Expression, truth: Mapping[str, bool]) -> bool:
    """The value of the expression when everything is known."""
    if isinstance(expression, Literal):
        return truth[expression.symbol] == expression.positive
    values = [holds(part, truth) for part in expression.parts]
    return all(values) if expression.all_of else any(values)


def table_row(found: Definitions, inputs: Mapping[str, bool]) -> dict[str, bool]:
    """The values of inputs and definitions when all inputs are known."""
    truth = dict(inputs)

    def value(name: str) -> bool:
        if name not in truth:
            body = found[name]
            for used in used_in(body):
                value(used)
            truth[name] = holds(body, truth)
        return truth[name]

    for name in found:
        value(name)
    return truth


def used_in(expression: Expression) -> list[str]:
    """The symbols of the expression as often as they stand there."""
    if isinstance(expression, Literal):
        return [expression.symbol]
    return [symbol for part in expression.parts for symbol in used_in(part)]


def crowded_table(symbols: int = 70) -> Symbols:
    """A table of symbols that already holds so many others that the next bit fits no machine word."""
    table = Symbols()
    for number in range(symbols):
        table.index(f"other {number}")
    return table


def values_in(known: Knowledge, table: Symbols, names: Mapping[str, object]) -> dict[str, bool | None]:
    """What is known of the names."""
    return {name: table.value(name, known) for name in names}
