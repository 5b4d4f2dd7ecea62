"""Transfers under the shipped law, made from its worked cases and from solver models, and changed at random.

Each law's transfers start from its cases and from models with each gate open and each gate closed. They are sorted by
outcome, drawn evenly from each, and then some facts are changed, taken away or made unknown.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pa_dataflow import Assessment, Outcome, Rulebook, Transfer, Verdict
from pa_dataflow.assessment.completions import MAY
from pa_dataflow.assessment.laws_of_day import Calendar, LawsOfDay
from pa_dataflow.engines.solver import Solver
from pa_dataflow.logic.knowledge import Knowledge
from pa_dataflow.rulebook.cases import Case, read_cases
from pa_dataflow.vocabulary.facts import UNKNOWN, Money, Value

LAWS = {"CO": "colombia", "CL": "chile", "PE": "peru", "MX": "mexico"}
# The usual run looks at 24 transfers a law, the deep one (HYPOTHESIS_PROFILE=deep) at 2,000.
DEEP = settings().max_examples >= 1_000
TRANSFERS = 2_000 if DEEP else 24
SMALLEST_SHARE = 0.02
DAYS = (date(2020, 6, 1), date(2026, 11, 22), date(2026, 12, 1), date(2026, 12, 15))


@dataclass(frozen=True)
class Asked:
    """A transfer and the day it is asked about."""

    items: tuple[tuple[str, Any], ...]
    day: date

    @classmethod
    def of(cls, facts: Mapping[str, Any], day: date) -> Asked:
        """The question as a value; lists are sorted, since their order says nothing."""
        return cls(tuple(sorted((name, _frozen(value)) for name, value in facts.items())), day)

    @property
    def facts(self) -> dict[str, Any]:
        """The facts as they would be written."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in self.items}

    @property
    def transfer(self) -> Transfer:
        """The transfer."""
        return Transfer.of(self.facts)

    def stating(self, **changes: Any) -> Asked:
        """The same with other facts; names with dots are given as a mapping with ``**``."""
        return Asked.of({**dict(self.items), **changes}, self.day)


def _frozen(value: Any) -> Any:
    if isinstance(value, (list, tuple, set, frozenset)) and not isinstance(value, Money):
        return tuple(sorted(str(one) for one in value))
    return value if isinstance(value, (bool, Decimal)) else str(value)


@cache
def rulebook() -> Rulebook:
    """The shipped law."""
    return Rulebook.load()


@cache
def calendar() -> Calendar:
    """Its compiled days."""
    return Calendar(rulebook().ruleset)


def laws_on(asked: Asked) -> LawsOfDay:
    """The laws of the day asked about."""
    return calendar().on(asked.day)


def known_of(asked: Asked, strict: bool = False) -> Knowledge:
    """What the facts, presumptions and prevailing readings settle."""
    return calendar().atoms.known(asked.transfer, asked.day, strict).also(laws_on(asked).prevailing)


@cache
def assessed(asked: Asked) -> Assessment:
    """The whole answer."""
    return rulebook().assess(asked.transfer, asked.day)


def decided(asked: Asked) -> Verdict:
    """The short answer."""
    return rulebook().decide(asked.transfer, asked.day)


# worked cases


@cache
def all_cases() -> list[Case]:
    """Every worked case that needs no proposal."""
    return [case for case in read_cases(files("pa_dataflow.rules")) if not case.model.proposals]


def cases(law: str) -> list[Asked]:
    """The worked cases of the law."""
    return [Asked.of(case.transfer.facts, case.day) for case in all_cases() if case.country == LAWS[law]]


# solver models


def models(law: str) -> Iterator[Asked]:
    """For each gate of the law a transfer with it open and one with it closed, by the law of each of some days."""
    for day in DAYS:
        laws = calendar().on(day)
        own = next(one for one in laws.laws if one.code == law)
        variable = laws.encoding.variable
        with Solver(laws.encoding.clauses) as solver:
            prevailing = laws.encoding.assumptions(laws.prevailing, laws.atoms.table)
            at_home = [variable(f"exporter.country={law}"), variable(own.applies)]
            for number, gate in enumerate(own.gates):
                asked, closed = variable(f"gate {gate} asked"), variable(f"gate {gate} closed")
                for wanted in ([asked, -closed], [asked, closed], [asked, -closed, variable(MAY)]):
                    _scatter(solver, laws, seed=f"{day} {number} {wanted}")
                    model = solver.model([*prevailing, *at_home, *wanted]) or solver.model([*prevailing, *wanted])
                    if model is not None:
                        true = {symbol for symbol in laws.encoding.inputs if variable(symbol) in model}
                        yield Asked.of(stated(laws, true, day), day)


def _scatter(solver: Solver, laws: LawsOfDay, seed: str) -> None:
    """Let the solver prefer random values, so that models aren't all alike."""
    choices = random.Random(seed)
    variables = sorted(laws.encoding.variable(symbol) for symbol in laws.encoding.inputs)
    solver.prefer([one if choices.random() < 0.3 else -one for one in variables])


def stated(laws: LawsOfDay, true: set[str], day: date) -> dict[str, Any]:
    """The facts of a complete state of the input symbols; a number that no value fits is left out."""
    found: dict[str, Any] = {}
    for name in calendar().atoms.bits:
        if name in rulebook().ruleset.vocabulary.facts:
            value = _value(laws, name, true, day)
            if value is not None:
                found[name] = value
    return found


def _value(laws: LawsOfDay, name: str, true: set[str], day: date) -> Any:
    vocabulary = rulebook().ruleset.vocabulary
    kind = vocabulary.facts[name].type
    if kind in ("number", "money"):
        return _number(laws, name, true, day)
    symbols = laws.atoms.domains[name].symbols
    if kind == "boolean":
        return name in true
    if kind in ("set", "country_set"):
        return [symbol.removeprefix(f"{name}:") for symbol in symbols if symbol in true]
    if kind == "ordered":
        reached = [symbol.removeprefix(f"{name}>=") for symbol in symbols if symbol in true]
        return reached[-1] if reached else next(iter(vocabulary.members(name)))
    chosen = [symbol.removeprefix(f"{name}=") for symbol in symbols if symbol in true]
    unmentioned = [one for one in vocabulary.members(name) if f"{name}={one}" not in symbols]
    return next(iter([*chosen, *unmentioned]), None)


def _number(laws: LawsOfDay, name: str, true: set[str], day: date) -> Any:
    """The amount that reaches the same thresholds in one currency, as it is written."""
    table, wanted = laws.atoms.table, true & {*laws.encoding.inputs}
    for text in amounts(name):
        known = laws.atoms.knowledge(name, rulebook().ruleset.vocabulary.value(name, text), day)
        reached = {symbol for symbol in wanted if known.true & table.bit(symbol)}
        missed = {symbol for symbol in wanted if known.false & table.bit(symbol)}
        if reached and not missed:
            return text
    return None


@cache
def amounts(name: str) -> tuple[str, ...]:
    """Amounts around which the law distinguishes, in each currency it counts in."""
    plain = ("0", "1", "10", "50", "200")
    if rulebook().ruleset.vocabulary.facts[name].type == "number":
        return plain
    currencies = sorted({unit.currency for unit in rulebook().ruleset.units.values()})
    sizes = ("1000000", "90000000", "900000000", "2000000000", "9000000000", "70000000000", "900000000000")
    return tuple(f"{size} {currency}" for currency in currencies for size in sizes)


# drawing


@dataclass(frozen=True)
class _Pool:
    """Where the transfers of a law start from, by outcome, and the facts that may be changed."""

    starts: Mapping[Outcome, tuple[Asked, ...]]
    values: Mapping[str, tuple[Any, ...]]


@cache
def pool(law: str) -> _Pool:
    """The starting points of the law's transfers."""
    starts: dict[Outcome, list[Asked]] = {}
    for asked in (*cases(law), *models(law)):
        starts.setdefault(decided(asked).outcome, []).append(asked)
    atoms = calendar().atoms
    bits = 0
    for day in DAYS:
        laws = calendar().on(day)
        own = next(one for one in laws.laws if one.code == law)
        bits |= laws.cone(own.may, own.conditions, own.applies)
    vocabulary = rulebook().ruleset.vocabulary
    names = sorted(name for name, own in atoms.bits.items() if own & bits and name in vocabulary.facts)
    return _Pool({outcome: tuple(found) for outcome, found in starts.items()}, {name: _values(name) for name in names})


def _values(name: str) -> tuple[Any, ...]:
    """Values that a fact may be changed to: what says nothing first, then some of its type."""
    vocabulary = rulebook().ruleset.vocabulary
    kind = vocabulary.facts[name].type
    if kind == "boolean":
        typed: list[Any] = [True, False]
    elif kind in ("number", "money"):
        typed = list(amounts(name))
    elif kind in ("choice", "ordered"):
        typed = list(vocabulary.members(name))
    elif kind == "country":
        symbols = calendar().atoms.domains[name].symbols
        typed = [symbol.removeprefix(f"{name}=") for symbol in symbols]
    else:
        symbols = calendar().atoms.domains[name].symbols
        members = sorted(symbol.removeprefix(f"{name}:") for symbol in symbols)
        typed = [(), *((member,) for member in members), tuple(members), tuple(members[::2]), tuple(members[1::2])]
    return (None, UNKNOWN, *typed)


@st.composite
def transfers(draw: st.DrawFn, law: str) -> Asked:
    """A transfer of the law: a case or model of a drawn outcome with up to six facts changed or taken away."""
    found = pool(law)
    start = draw(st.sampled_from(found.starts[draw(st.sampled_from(sorted(found.starts)))]))
    facts = dict(start.items)
    names = list(found.values)
    for number, choice in draw(st.lists(st.tuples(st.integers(0, len(names) - 1), st.integers(0, 255)), max_size=4)):
        name = names[number]
        value = found.values[name][choice % len(found.values[name])]
        if value is None:
            facts.pop(name, None)
        else:
            facts[name] = value
    for name in draw(st.lists(st.sampled_from(sorted(facts)), max_size=2)) if facts else ():
        facts.pop(name, None)
    return Asked.of(facts, draw(st.sampled_from((*(start.day,) * 6, *DAYS))))


def for_transfers(law: str, check: Callable[[Asked], None], share: float = 1.0) -> None:
    """Check a property of the transfers of a law; the sample has to hold most outcomes, a deep one enough of each.

    In the usual run it is the same sample for each property. Parameters: ``share``, how much of the sample to look at.
    """
    seen: Counter[Outcome] = Counter()
    pool(law)

    @settings(max_examples=int(TRANSFERS * share), suppress_health_check=list(HealthCheck))
    @given(transfers(law))
    def sample(asked: Asked) -> None:
        seen[decided(asked).outcome] += 1
        check(asked)

    sample()
    count = sum(seen.values())
    print(f"{law}: {count} transfers, " + ", ".join(f"{one.value} {seen[one] / count:.1%}" for one in Outcome))
    if DEEP:
        assert min(seen[one] for one in Outcome) >= SMALLEST_SHARE * count
    elif share == 1:
        assert len(seen) > len(Outcome) / 2


def presumed(name: str) -> Value | None:
    """The value that is presumed of a fact nobody states."""
    return rulebook().ruleset.vocabulary.presumed.get(name)
