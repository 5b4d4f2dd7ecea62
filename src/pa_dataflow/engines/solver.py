"""The exact engine: programs as clauses, questions about all completions answered by a SAT solver.

Kleene's logic treats every unknown apart; the solver knows that one fact has one value wherever it is used.
Work is bounded: when the budget of conflicts is used up, `BudgetExhausted` is raised, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType

from pa_dataflow.logic.domains import Domain
from pa_dataflow.logic.expressions import Expression, Literal
from pa_dataflow.logic.knowledge import Knowledge, Symbols
from pa_dataflow.logic.program import Program
from pa_dataflow.source.errors import EngineError

CONFLICTS_PER_QUESTION = 50_000


class BudgetExhausted(EngineError):
    """The solver reached its limit before it had an answer."""


class Encoding:
    """The clauses of some programs and of the domains of their inputs.

    Variables are positive integers; ``variable`` gives that of a symbol. A second copy of all variables is the
    same clauses with ``size`` added to each, see `shifted`.
    """

    def __init__(self, programs: Iterable[Program], domains: Iterable[Domain]) -> None:
        self._variables: dict[str, int] = {}
        self.size = 0
        self.clauses: list[list[int]] = []
        self.defined: set[str] = set()
        self._pairs: list[tuple[int, int]] = []
        for program in programs:
            for name, body in program.definitions.items():
                self.defined.add(name)
                self._define(self.variable(name), body)
        self.inputs = frozenset(self._variables.keys() - self.defined)
        for domain in domains:
            if any(symbol in self._variables for symbol in domain.symbols):
                self.inputs |= {symbol for symbol in domain.symbols if self.variable(symbol)}
                for clause in domain.clauses():
                    self.clauses.append([self.literal(part) for part in clause])

    def variable(self, symbol: str) -> int:
        """The variable of the symbol."""
        found = self._variables.get(symbol)
        if found is None:
            found = self._variables[symbol] = self._new()
        return found

    def reserve(self, symbols: Iterable[str]) -> None:
        """Give these symbols variables, though no program speaks of them."""
        for symbol in symbols:
            self.variable(symbol)

    def literal(self, literal: Literal) -> int:
        """The variable, negative if the literal is."""
        variable = self.variable(literal.symbol)
        return variable if literal.positive else -variable

    def assumptions(self, known: Knowledge, table: Symbols) -> list[int]:
        """What is known of the inputs, as literals for the solver."""
        if not self._pairs:
            self._pairs = [(table.bit(symbol), self._variables[symbol]) for symbol in sorted(self.inputs)]
        true, both = known.true, known.true | known.false
        return [variable if true & bit else -variable for bit, variable in self._pairs if both & bit]

    def shifted(self) -> Iterator[list[int]]:
        """The clauses over the second copy of all variables."""
        for clause in self.clauses:
            yield [part + self.size if part > 0 else part - self.size for part in clause]

    def _new(self) -> int:
        self.size += 1
        return self.size

    def _define(self, name: int, body: Expression) -> None:
        """Clauses for name <-> body, with new variables for nested junctions."""
        if isinstance(body, Literal):
            part = self.literal(body)
            self.clauses += [[-name, part], [name, -part]]
            return
        parts = [self._named(part) for part in body.parts]
        if not body.all_of:
            # A disjunction is the negation of the conjunction of its negated parts.
            name, parts = -name, [-part for part in parts]
        self.clauses += [[-name, part] for part in parts]
        self.clauses.append([name, *(-part for part in parts)])

    def _named(self, expression: Expression) -> int:
        if isinstance(expression, Literal):
            return self.literal(expression)
        name = self._new()
        self._define(name, expression)
        return name


class Solver:
    """Answers whether clauses can be satisfied under assumptions; use it as a context manager."""

    def __init__(self, *clauses: Iterable[list[int]], conflicts: int = CONFLICTS_PER_QUESTION) -> None:
        from pysat.solvers import Minisat22  # 45 ms to import: only when a question needs it

        self._solver = Minisat22()
        self._conflicts = conflicts
        for group in clauses:
            self._solver.append_formula(group)

    def __enter__(self) -> Solver:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._solver.delete()

    def add(self, clause: list[int]) -> None:
        """Demand one more clause from now on."""
        self._solver.add_clause(clause)

    def possible(self, assumptions: Sequence[int]) -> bool:
        """Whether some assignment satisfies all clauses and the assumptions; raises BudgetExhausted."""
        self._solver.conf_budget(self._conflicts)
        answer = self._solver.solve_limited(assumptions=assumptions)
        if answer is None:
            raise BudgetExhausted("the solver reached its limit of conflicts")
        return bool(answer)

    def model(self, assumptions: Sequence[int]) -> frozenset[int] | None:
        """The variables that are true in some such assignment, or None if there is none; raises BudgetExhausted."""
        return self.found() if self.possible(assumptions) else None

    def found(self) -> frozenset[int]:
        """The variables that are true in the assignment found last."""
        return frozenset(part for part in self._solver.get_model() if part > 0)

    def prefer(self, literals: list[int]) -> None:
        """Try these values first when a model is looked for."""
        self._solver.set_phases(literals)


def equal_unless(selector: int, first: int, second: int) -> list[list[int]]:
    """Clauses: while the selector holds, the two variables are equal."""
    return [[-selector, -first, second], [-selector, first, -second]]
