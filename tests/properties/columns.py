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
from pa_dataflow.logic.knowledge import Knowledge, conclude
from pa_dataflow.logic.program import Program

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
        if self.domain.kind == "free":  # its symbols are true or not each for itself, and there may be very many
            unknown = sorted(self.unknown)
            ways = product((False, True), repeat=len(unknown))
            return [self.known | {one for one, true in zip(unknown, way, strict=True) if true} for way in ways]
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


def open_inputs(laws: LawsOfDay, known: Knowledge) -> set[str]:
    """The inputs that the outcome may still depend on, by Kleene's logic: what it settles is left aside."""
    program = _whole(laws)
    before = conclude(program, known, laws.atoms.table)
    found = _open(laws, program, before, (MAY, REACHED, CONDITIONS))
    if laws.atoms.table.value(MAY, before) is not True:
        sure = perhaps = 0
        unsettled = []
        for action in laws.actions:
            possible = laws.atoms.table.value(action.possible, before)
            sure |= action.adds if possible else 0
            perhaps |= action.adds if possible is None else 0
            unsettled += [action.possible] if possible is None else []
        then = Knowledge(known.true | sure, known.false & ~sure & ~perhaps)
        found |= _open(laws, program, conclude(program, then, laws.atoms.table), (MAY,))
        found |= _open(laws, program, before, unsettled)
    return found


def _whole(laws: LawsOfDay) -> Program:
    programs = (*(law.program for law in laws.laws), laws.actions_program, laws.joint)
    return Program({name: body for program in programs for name, body in program.definitions.items()})


def _open(laws: LawsOfDay, program: Program, concluded: Knowledge, symbols: Iterable[str]) -> set[str]:
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(symbols)
    while waiting:
        name = waiting.pop()
        if name in seen or laws.atoms.table.value(name, concluded) is not None:
            continue
        seen.add(name)
        if name in program.definitions:
            waiting += program.uses(name)
        else:
            found.add(name)
    return found


@dataclass(frozen=True)
class Completions:
    """Completions of what is known; ``rows`` say what is true in each.

    If ``exhaustive`` every combination of what the outcome may depend on is there; all else is drawn at random.
    """

    variables: Sequence[Variable]
    rows: Sequence[tuple[frozenset[str], ...]]
    exhaustive: bool
    relevant: frozenset[str]

    @classmethod
    def of(cls, laws: LawsOfDay, known: Knowledge, seed: object, most_atoms: int = MOST_ATOMS) -> Completions:
        """All completions if the outcome depends on so few atoms, else a sample of them."""
        choices = random.Random(str(seed))
        variables, inputs = unknown_variables(laws, known), open_inputs(laws, known)
        relevant = [bool(one.unknown & inputs) for one in variables]
        facts = frozenset(one.fact for one, matters in zip(variables, relevant, strict=True) if matters)
        atoms = sum(len(one.unknown) for one, matters in zip(variables, relevant, strict=True) if matters)
        if atoms > most_atoms:
            rows = [tuple(one.drawn(choices) for one in variables) for _ in range(SAMPLED)]
            return cls(variables, rows, False, facts)
        options = [one.choices if matters else [None] for one, matters in zip(variables, relevant, strict=True)]
        rows = [
            tuple(one.drawn(choices) if true is None else true for one, true in zip(variables, row, strict=True))
            for row in product(*options)
        ]
        return cls(variables, rows, True, facts)

    @classmethod
    def grouped(
        cls, laws: LawsOfDay, known: Knowledge, fixed: Iterable[str], seed: object, groups: int = 12, size: int = 16
    ) -> Completions:
        """A sample in groups of ``size`` neighbours that agree on the facts in ``fixed`` and on nothing else."""
        variables, facts = unknown_variables(laws, known), frozenset(fixed)
        choices = random.Random(str(seed))
        rows = []
        for _ in range(groups):
            same = [one.drawn(choices) if one.fact in facts else None for one in variables]
            rows += [
                tuple(one.drawn(choices) if true is None else true for one, true in zip(variables, same, strict=True))
                for _ in range(size)
            ]
        return cls(variables, rows, False, facts)

    @cached_property
    def full(self) -> int:
        """The column that is true everywhere."""
        return (1 << len(self.rows)) - 1

    def inputs(self, laws: LawsOfDay, known: Knowledge) -> dict[str, int]:
        """The column of each input symbol."""
        table = laws.atoms.table
        columns = {symbol: self.full if table.value(symbol, known) else 0 for symbol in laws.encoding.inputs}
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
        inputs = dict(self.inputs)
        by_id = {action.id: action for action in self.laws.actions}
        for name, where in chosen.items():
            for symbol in _adds(self.laws, by_id[name]):
                if symbol in inputs:
                    inputs[symbol] |= where
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
