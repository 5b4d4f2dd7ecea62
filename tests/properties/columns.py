"""Many completions at once, by brute force: each symbol is a column of bits, one for each completion.

The values of a column are computed from the definitions of the law alone, two-valued; nothing of the engines is used.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from pa_dataflow import Outcome
from pa_dataflow.assessment.completions import CONDITIONS, MAY, REACHED
from pa_dataflow.assessment.laws_of_day import DayAction, LawsOfDay
from pa_dataflow.logic.domains import Domain
from pa_dataflow.logic.expressions import Expression, Literal
from pa_dataflow.logic.knowledge import Knowledge

MOST_ATOMS = 12
SAMPLED = 200


@dataclass(frozen=True)
class Variable:
    """One domain whose value isn't settled: the fact (or question) it is of, and its possible sets of true symbols."""

    fact: str
    domain: Domain
    known: frozenset[str]
    unknown: frozenset[str]

    @cached_property
    def choices(self) -> list[frozenset[str]]:
        """Every possible set of true symbols; only asked for where there are few."""
        settled = set(self.domain.symbols) - self.unknown
        return [one for one in self.domain.combinations() if one & settled == self.known]

    def drawn(self, choices: random.Random) -> frozenset[str]:
        """One of them at random."""
        if self.domain.kind == "free" and len(self.unknown) > MOST_ATOMS:
            return self.known | {symbol for symbol in sorted(self.unknown) if choices.random() < 0.5}
        return choices.choice(self.choices)


def fact_of(laws: LawsOfDay, domain: Domain) -> str:
    """The fact, measure or question that the domain is of."""
    atoms, bit = laws.atoms, laws.atoms.table.bit(domain.symbols[0])
    return next(name for name, bits in atoms.bits.items() if bits & bit)


def unknown_variables(laws: LawsOfDay, known: Knowledge) -> list[Variable]:
    """The domains of the day's inputs whose value isn't settled, sorted by name."""
    table, found = laws.atoms.table, []
    for domain in laws.atoms.domains.values():
        if not set(domain.symbols) & laws.encoding.inputs:
            continue
        values = {symbol: table.value(symbol, known) for symbol in domain.symbols}
        unknown = frozenset(symbol for symbol, value in values.items() if value is None)
        if unknown:
            true = frozenset(symbol for symbol, value in values.items() if value)
            found.append(Variable(fact_of(laws, domain), domain, true, unknown))
    return sorted(found, key=lambda one: one.domain.variable)


@dataclass(frozen=True)
class Completions:
    """Completions of what is known: all of them if ``exhaustive``, else some; ``rows`` say what is true in each."""

    variables: Sequence[Variable]
    rows: Sequence[tuple[frozenset[str], ...]]
    exhaustive: bool

    @classmethod
    def of(cls, laws: LawsOfDay, known: Knowledge, seed: object, most_atoms: int = MOST_ATOMS) -> Completions:
        """All completions if at most so many atoms are unknown, else a sample of them."""
        variables = unknown_variables(laws, known)
        if sum(len(one.unknown) for one in variables) <= most_atoms:
            return cls(variables, list(product(*(one.choices for one in variables))), True)
        choices = random.Random(str(seed))
        return cls(variables, [tuple(one.drawn(choices) for one in variables) for _ in range(SAMPLED)], False)

    @classmethod
    def grouped(
        cls, laws: LawsOfDay, known: Knowledge, fixed: Iterable[str], seed: object, groups: int = 12, size: int = 16
    ) -> Completions:
        """A sample in groups of ``size`` neighbours that agree on the facts in ``fixed`` and on nothing else."""
        variables, facts = unknown_variables(laws, known), set(fixed)
        choices = random.Random(str(seed))
        rows = []
        for _ in range(groups):
            same = {one.domain.variable: one.drawn(choices) for one in variables if one.fact in facts}
            for _ in range(size):
                rows.append(tuple(same.get(one.domain.variable) or one.drawn(choices) if one.fact not in facts
                                  else same[one.domain.variable] for one in variables))  # fmt: skip
        return cls(variables, rows, False)

    @cached_property
    def full(self) -> int:
        """The column that is true everywhere."""
        return (1 << len(self.rows)) - 1

    def inputs(self, laws: LawsOfDay, known: Knowledge) -> dict[str, int]:
        """The column of each input symbol."""
        table = laws.atoms.table
        columns = {
            symbol: self.full if table.value(symbol, known) else 0
            for symbol in laws.encoding.inputs
        }
        for place, row in enumerate(self.rows):
            for variable, true in zip(self.variables, row, strict=True):
                for symbol in true & variable.unknown:
                    columns[symbol] = columns.get(symbol, 0) | 1 << place
        return columns


class Columns:
    """What the laws of a day say of columns of inputs."""

    def __init__(self, laws: LawsOfDay, inputs: Mapping[str, int], full: int) -> None:
        self.laws, self.full = laws, full
        self.inputs = dict(inputs)
        self.values = dict(inputs)
        for program in (*(law.program for law in laws.laws), laws.actions_program, laws.joint):
            for name, body in program.definitions.items():
                self.values[name] = self._value(body)

    def _value(self, expression: Expression) -> int:
        if isinstance(expression, Literal):
            column = self.values[expression.symbol]
            return column if expression.positive else self.full & ~column
        if expression.all_of:
            found = self.full
            for part in expression.parts:
                found &= self._value(part)
                if not found:
                    break
            return found
        found = 0
        for part in expression.parts:
            found |= self._value(part)
            if found == self.full:
                break
        return found

    def __getitem__(self, symbol: str) -> int:
        return self.values[symbol]

    def with_actions(self, chosen: Mapping[str, int]) -> Columns:
        """The same after actions, each done where its column says so."""
        table, inputs = self.laws.atoms.table, dict(self.inputs)
        by_id = {action.id: action for action in self.laws.actions}
        for name, where in chosen.items():
            for symbol in _adds(self.laws, by_id[name]):
                if symbol in inputs:
                    inputs[symbol] |= where
        assert table is self.laws.atoms.table
        return Columns(self.laws, inputs, self.full)

    @cached_property
    def after(self) -> Columns:
        """The same after every action that is possible."""
        return self.with_actions({action.id: self[action.possible] for action in self.laws.actions})

    @cached_property
    def outcomes(self) -> dict[Outcome, int]:
        """Where each outcome is the answer."""
        may, reached, conditions = self[MAY], self[REACHED], self[CONDITIONS]
        permitted, refused = may & reached, self.full & ~may
        curable = self.after[MAY]
        return {
            Outcome.NOT_APPLICABLE: self.full & ~reached,
            Outcome.PERMITTED: permitted & ~conditions,
            Outcome.PERMITTED_WITH_CONDITIONS: permitted & conditions,
            Outcome.ACTION_REQUIRED: refused & curable,
            Outcome.PROHIBITED: refused & ~curable,
        }

    def outcome_at(self, place: int) -> Outcome:
        """The outcome in one completion."""
        return next(outcome for outcome, where in self.outcomes.items() if where >> place & 1)


def _adds(laws: LawsOfDay, action: DayAction) -> list[str]:
    names = laws.atoms.table.names
    return [names[place] for place in range(action.adds.bit_length()) if action.adds >> place & 1]
