"""Small random programs and what they mean, by truth tables that share no code with what is tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from hypothesis import settings
from hypothesis import strategies as st

from pa_dataflow.logic.expressions import Expression, Junction, Literal
from pa_dataflow.logic.knowledge import Knowledge, Symbols

MANY = settings(max_examples=max(200, settings().max_examples))  # small programs are cheap to run

INPUTS = ("a", "b", "c", "d")
Definitions = Mapping[str, Expression]
Values = Mapping[str, bool | None]


class _Choices:
    """Small choices read off bytes, which are drawn and shrunk much faster than nested strategies; zero is simplest."""

    def __init__(self, content: bytes) -> None:
        self._content = iter(content)

    def below(self, limit: int) -> int:
        return next(self._content, 0) % limit

    def expression(self, names: Sequence[str], levels: int = 3) -> Expression:
        kind = self.below(4 if levels else 2)
        if kind < 2:
            return Literal(names[self.below(len(names))], kind == 0)
        return Junction(kind == 2, tuple(self.expression(names, levels - 1) for _ in range(self.below(4))))

    def shuffled(self, items: Sequence[str]) -> list[str]:
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in items]

    def definitions(self, most: int) -> Definitions:
        found: dict[str, Expression] = {}
        for name in self.shuffled([f"p{number}" for number in range(1 + self.below(most))]):
            guarded = self.below(2) and found
            body = self.expression((*INPUTS, *sorted(found)))
            if guarded:
                guard = Literal(sorted(found)[self.below(2) % len(found)])
                body = Junction(True, (guard, *(body.parts if isinstance(body, Junction) and body.all_of else (body,))))
            found[name] = body
        return {name: found[name] for name in self.shuffled(sorted(found))}


def expressions() -> st.SearchStrategy[Expression]:
    """Expressions over a, b, c and d: nested, empty, with one part or the same part twice."""
    return st.binary(min_size=32, max_size=32).map(lambda content: _Choices(content).expression(INPUTS))


def definitions(most: int = 8) -> st.SearchStrategy[Definitions]:
    """Definitions over a, b, c and d, without circles but in any order; many conjunctions begin with a guard."""
    return st.binary(min_size=96, max_size=96).map(lambda content: _Choices(content).definitions(most))


def knowledge_of(names: Sequence[str] = INPUTS) -> st.SearchStrategy[dict[str, bool | None]]:
    """Each name true, false or unknown."""
    values = (None, True, False)
    return st.integers(0, 3 ** len(names) - 1).map(
        lambda drawn: {name: values[drawn // 3**place % 3] for place, name in enumerate(names)}
    )


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
