"""Questions about all ways the unknown may turn out, asked of solvers that live as long as the compiled day.

Every question is put as assumptions, so solvers keep no trace of a transfer. Each thread has its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from pa_dataflow.engines.solver import Solver, equal_unless
from pa_dataflow.logic.knowledge import Knowledge

if TYPE_CHECKING:
    from pa_dataflow.assessment.laws_of_day import LawsOfDay

MAY = "transfer may"
REACHED = "transfer reached"
CONDITIONS = "transfer conditions"
_NAMES = {"may": MAY, "reached": REACHED, "conditions": CONDITIONS}


class Completions(threading.local):
    """The completions of what is known under one day's laws.

    Values are asked for by symbol or by name: ``may``, ``reached``, ``conditions``, and ``after``, which is ``may``
    once all actions are done that are possible there. Methods raise BudgetExhausted when the solver's limit is reached.
    """

    def __init__(self, laws: LawsOfDay) -> None:
        self._laws = laws
        self.exhausted = False  # whether an answer was given up at the limit since this was last set
        self._solvers: dict[str, Solver] = {}
        self._stated: tuple[Knowledge, tuple[int, ...]] | None = None  # many questions in a row are about the same

    def possible(self, known: Knowledge, **values: bool) -> bool:
        """Whether some completion has these values."""
        return self._solver(values).possible(self._assumed(known, values))

    def example(self, known: Knowledge, **values: bool) -> frozenset[str] | None:
        """The input symbols that are true in some completion with these values, or None.

        Always the same one: symbols are kept false in order of name as far as that is possible.
        """
        solver, encoding, table = self._solver(values), self._laws.encoding, self._laws.atoms.table
        assumed = self._assumed(known, values)
        if not solver.possible(assumed):
            return None
        true = set()
        for symbol in sorted(encoding.inputs):
            value = table.value(symbol, known)
            if value is None:
                variable = encoding.variable(symbol)
                value = not solver.possible([*assumed, -variable])
                assumed.append(variable if value else -variable)
            if value:
                true.add(symbol)
        return frozenset(true)

    def value(self, known: Knowledge, symbol: str) -> bool | None:
        """The value the symbol has in every completion, or None if it has both."""
        encoding, solver = self._laws.encoding, self._solver({})
        assumed, variable = self._literals_of(known), encoding.variable(symbol)
        if not solver.possible([*assumed, -variable]):
            return True
        return None if solver.possible([*assumed, variable]) else False

    def may_after(self, known: Knowledge, chosen: Collection[str]) -> bool:
        """Whether the transfer may go ahead in every completion once those of these actions are done that can be."""
        values = {"after": False}
        return not self._solver(values).possible(self._assumed(known, values, chosen))

    def differ(
        self,
        known: Knowledge,
        names: Collection[str],
        first: dict[str, bool],
        second: dict[str, bool],
        other: Knowledge | None = None,
    ) -> bool:
        """Whether two completions that differ only in these facts and questions have these values.

        Parameters: ``other``, what is known for the second completion, if that isn't the same.
        """
        after = "after" in first or "after" in second
        solver, width = self._comparison(after)
        assumed = self._literals_of(known)
        wanted = [*assumed, *_moved(self._literals_of(other) if other else assumed, width)]
        wanted += [selector for name, selector in self._selectors(width).items() if name not in names]
        wanted += [*self._literals(first), *_moved(self._literals(second), width)]
        if after:
            chosen = self._chosen()
            wanted += [*chosen, *_moved(chosen, width)]
        return solver.possible(wanted)

    def _assumed(self, known: Knowledge, values: dict[str, bool], chosen: Collection[str] | None = None) -> list[int]:
        assumed = [*self._literals_of(known), *self._literals(values)]
        return [*assumed, *self._chosen(chosen)] if "after" in values else assumed

    def _literals_of(self, known: Knowledge) -> tuple[int, ...]:
        """What is known, as literals."""
        if self._stated is None or self._stated[0] != known:
            self._stated = (known, tuple(self._laws.encoding.assumptions(known, self._laws.atoms.table)))
        return self._stated[1]

    def _chosen(self, names: Collection[str] | None = None) -> list[int]:
        """Which actions are to be done, all if none are named."""
        variable = self._laws.encoding.variable
        return [
            variable(action.chosen) if names is None or action.id in names else -variable(action.chosen)
            for action in self._laws.actions
        ]

    def _literals(self, values: dict[str, bool]) -> list[int]:
        encoding = self._laws.encoding
        variables = {
            name: encoding.size + encoding.variable(MAY)
            if name == "after"
            else encoding.variable(_NAMES.get(name, name))
            for name in values
        }
        return [variables[name] if value else -variables[name] for name, value in values.items()]

    def _solver(self, values: Iterable[str]) -> Solver:
        if "after" in values:
            return self._kept("after", lambda: self._single(after=True))
        return self._kept("plain", lambda: self._single(after=False))

    def _kept(self, name: str, clauses: Callable[[], Iterator[list[int]]]) -> Solver:
        if name not in self._solvers:
            self._solvers[name] = Solver(clauses())
        return self._solvers[name]

    def _single(self, after: bool) -> Iterator[list[int]]:
        encoding = self._laws.encoding
        yield from encoding.clauses
        if after:
            yield from encoding.shifted()
            yield from _after_actions(self._laws)

    def _comparison(self, after: bool) -> tuple[Solver, int]:
        """Two copies of all laws (with what they say after all actions) whose facts are equal while selected."""
        encoding = self._laws.encoding
        width = encoding.size * (2 if after else 1)

        def clauses() -> Iterator[list[int]]:
            for clause in self._single(after):
                yield clause
                yield _moved(clause, width)
            table = self._laws.atoms.table
            selectors = self._selectors(width)
            bits = self._laws.atoms.bits
            for symbol in sorted(encoding.inputs):
                owner = next(name for name in selectors if bits[name] & table.bit(symbol))
                variable = encoding.variable(symbol)
                yield from equal_unless(selectors[owner], variable, variable + width)

        return self._kept(f"comparison {after}", clauses), width

    def _selectors(self, width: int) -> dict[str, int]:
        return {name: 2 * width + place for place, name in enumerate(self._laws.atoms.bits, start=1)}


def _moved(literals: Iterable[int], width: int) -> list[int]:
    return [part + width if part > 0 else part - width for part in literals]


def _after_actions(laws: LawsOfDay) -> Iterator[list[int]]:
    """Clauses that make the second copy's inputs those of the first with every chosen and possible action done."""
    encoding, table = laws.encoding, laws.atoms.table
    for action in laws.actions:
        possible, chosen, done = (encoding.variable(name) for name in (action.possible, action.chosen, action.done))
        yield from ([-done, possible], [-done, chosen], [done, -possible, -chosen])
    for symbol in sorted(encoding.inputs):
        before = encoding.variable(symbol)
        after = before + encoding.size
        bit = table.bit(symbol)
        ways = [encoding.variable(action.done) for action in laws.actions if action.adds & bit]
        yield [-before, after]
        yield [-after, before, *ways]
        for way in ways:
            yield [-way, after]
