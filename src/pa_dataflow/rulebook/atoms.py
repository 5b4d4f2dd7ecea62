"""Atoms: the boolean symbols into which facts, thresholds and readings are taken apart, and binding of stated facts.

A transfer becomes `Knowledge` of these symbols; everything after that is logic. Only what some condition mentions
gets a symbol, so whatever has none can't change an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pa_dataflow.logic.domains import Domain
from pa_dataflow.logic.knowledge import NOTHING, Knowledge, Symbols
from pa_dataflow.rulebook.conditions import FactTest, Recognised, Threshold, leaves
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.rulebook.units import UnitValues
from pa_dataflow.source.errors import Place, Problem, TransferError, closest
from pa_dataflow.vocabulary.facts import UNKNOWN, Money, Value, ValueProblem
from pa_dataflow.vocabulary.transfer import Transfer


@dataclass(frozen=True, slots=True)
class Cut:
    """A threshold of one number fact or measure: at least ``limit``, or more than it if ``strict``."""

    limit: Threshold
    strict: bool
    symbol: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A transfer taken apart: what is known, which facts were stated, and which values were presumed."""

    known: Knowledge
    values: Mapping[str, Value]
    presumed: Mapping[str, Value]


class Atoms:
    """The symbols of one rulebook and how values of facts set them."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.vocabulary = ruleset.vocabulary
        self.units = UnitValues(ruleset.units)
        self.table = Symbols()
        self.domains: dict[str, Domain] = {}
        self._cuts: dict[str, list[Cut]] = {}
        self._plain: dict[str, dict[object, Knowledge]] = {}
        self._sets: dict[str, tuple[dict[object, int], int]] = {}
        self._flags: dict[str, tuple[Knowledge, Knowledge]] = {}
        self.bits: dict[str, int] = {}
        self._collect()
        currencies = {country.prefix: country.country.currency for country in ruleset.countries.values()}
        self._measures = {name: currencies.get(name.split(".")[0]) for name in ruleset.measures if name in self._cuts}
        self._tabulate()
        self._presumed = {name: self._typed(name, value) for name, value in self.vocabulary.presumed.items()
                          if name in self.bits}  # fmt: skip
        self._presumed_known = NOTHING
        for known in self._presumed.values():
            self._presumed_known = self._presumed_known.also(known)

    # which symbols there are

    def _collect(self) -> None:
        mentioned: dict[str, set[str]] = {}
        cuts: dict[str, set[tuple[Threshold, bool]]] = {}
        for condition in self.ruleset.conditions():
            for leaf in leaves(condition):
                if isinstance(leaf, FactTest):
                    self._mention(leaf, mentioned, cuts)
                elif isinstance(leaf, Recognised):
                    self._mention_countries(mentioned)
        for part in ("exporter_country", "importer_country"):
            name = self.vocabulary.playing(part)
            if name:
                mentioned.setdefault(name, set()).update(self.ruleset.countries)
        size = self.vocabulary.playing("size")
        if size:
            mentioned.setdefault(size, set()).update(self.vocabulary.members(size))
        for name in sorted(mentioned):
            self._add_domain(name, mentioned[name])
        for name in sorted(cuts):
            self._add_cuts(name, cuts[name])
        for question, entry in sorted(self.ruleset.questions.items()):
            if not entry.model.note_only:
                symbols = tuple(f"{question}={reading}" for reading in entry.model.readings)
                self._register(Domain(question, "choice", symbols, exhaustive=True))

    def _mention(
        self, leaf: FactTest, mentioned: dict[str, set[str]], cuts: dict[str, set[tuple[Threshold, bool]]]
    ) -> None:
        if isinstance(leaf.values, Threshold):
            cuts.setdefault(leaf.fact, set()).add((leaf.values, leaf.operator in ("more_than", "at_most")))
            return
        members = mentioned.setdefault(leaf.fact, set())
        if leaf.operator == "only":
            members.update(self.vocabulary.members(leaf.fact))
        elif isinstance(leaf.values, frozenset):
            members.update(leaf.values)

    def _mention_countries(self, mentioned: dict[str, set[str]]) -> None:
        name = self.vocabulary.playing("importer_country")
        if name:
            for entry in self.ruleset.recognition:
                mentioned.setdefault(name, set()).update(entry.countries)

    def _add_domain(self, name: str, members: set[str]) -> None:
        kind = self.vocabulary.facts[name].type
        if kind == "boolean":
            self._register(Domain(name, "free", (name,)))
        elif kind == "ordered":
            steps = list(self.vocabulary.members(name))[1:]
            self._register(Domain(name, "steps", tuple(f"{name}>={step}" for step in steps)))
        elif kind in ("set", "country_set"):
            self._register(Domain(name, "free", tuple(f"{name}:{member}" for member in sorted(members))))
        else:
            whole = members >= self.vocabulary.members(name).keys()
            self._register(Domain(name, "choice", tuple(f"{name}={member}" for member in sorted(members)), whole))

    def _add_cuts(self, name: str, cuts: set[tuple[Threshold, bool]]) -> None:
        by_unit: dict[str, list[Cut]] = {}
        for limit, strict in sorted(cuts, key=lambda cut: (_scale(cut[0]), cut[0].number, cut[1])):
            cut = Cut(limit, strict, cut_symbol(name, limit, strict))
            by_unit.setdefault(_scale(limit), []).append(cut)
            self._cuts.setdefault(name, []).append(cut)
        for unit, listed in by_unit.items():
            variable = f"{name} in {unit}" if unit else name
            self._register(Domain(variable, "steps", tuple(cut.symbol for cut in listed)), fact=name)

    def _register(self, domain: Domain, fact: str | None = None) -> None:
        self.domains[domain.variable] = domain
        variable = fact or domain.variable
        self.bits[variable] = self.bits.get(variable, 0) | self.table.bits(domain.symbols)

    # what values mean

    def _tabulate(self) -> None:
        for name, domain in self.domains.items():
            fact = self.vocabulary.facts.get(name)
            every = self.table.bits(domain.symbols)
            if fact is None or name in self._cuts:
                continue
            if fact.type in ("set", "country_set"):
                listed = {symbol.removeprefix(f"{name}:"): self.table.bit(symbol) for symbol in domain.symbols}
                self._sets[name] = (
                    {member: listed.get(member, 0) for member in self.vocabulary.members(name)},
                    every,
                )
            elif fact.type == "boolean":
                yes, no = Knowledge(every, 0), Knowledge(0, every)
                self._flags[name] = (yes, no)
            elif fact.type == "ordered":
                values: dict[object, Knowledge] = {}
                reached = 0
                for value in self.vocabulary.members(name):
                    if f"{name}>={value}" in self.table:
                        reached |= self.table.bit(f"{name}>={value}")
                    values[value] = Knowledge(reached, every & ~reached)
                self._plain[name] = values
            else:
                self._plain[name] = {}
                for value in self.vocabulary.members(name):
                    own = self.table.bit(f"{name}={value}") if f"{name}={value}" in domain.symbols else 0
                    self._plain[name][value] = Knowledge(own, every & ~own)
        for question, entry in self.ruleset.questions.items():
            every = self.bits.get(question, 0)
            for reading in entry.model.readings if every else ():
                own = self.table.bit(f"{question}={reading}")
                self._plain.setdefault(question, {})[reading] = Knowledge(own, every & ~own)

    def knowledge(self, name: str, value: Value | str, day: date | None = None) -> Knowledge:
        """What is known when the fact (or question) has this typed value."""
        if name in self._plain:
            return self._plain[name].get(value, NOTHING)
        if name in self._flags:
            return self._flags[name][0 if value else 1]
        if name in self._sets:
            listed, every = self._sets[name]
            true = 0
            assert isinstance(value, frozenset)
            for member in value:
                true |= listed.get(member, 0)
            return Knowledge(true, every & ~true)
        if name in self._cuts and day is not None:
            return self._compared(name, value, day)
        return NOTHING

    def added(self, name: str, value: Value) -> Knowledge:
        """What becomes known when an action brings the value about: it only adds."""
        return Knowledge(self.knowledge(name, value).true, 0)

    def reading(self, question: str, reading: str) -> Knowledge:
        """What is known when the question is read this way."""
        return self._plain[question][reading]

    def _typed(self, name: str, value: Value) -> Knowledge:
        return self.knowledge(name, value)

    def _compared(self, name: str, value: Value | str, day: date) -> Knowledge:
        true = false = 0
        for cut in self._cuts[name]:
            holds = self._exceeds(value, cut, day)
            if holds is True:
                true |= self.table.bit(cut.symbol)
            elif holds is False:
                false |= self.table.bit(cut.symbol)
        return Knowledge(true, false)

    def _exceeds(self, value: Value | str, cut: Cut, day: date) -> bool | None:
        """Whether the value reaches the cut on the day; None where currencies differ or unit values disagree."""
        if isinstance(value, Decimal):
            limits, amount = ([cut.limit.number] if cut.limit.unit is None else []), value
        elif isinstance(value, Money):
            limits, amount = self.units.limits(cut.limit, value.currency, day), value.amount
        else:
            return None
        answers = {amount > limit if cut.strict else amount >= limit for limit in limits}
        return answers.pop() if len(answers) == 1 else None

    # binding

    def bind(self, transfer: Transfer, day: date, strict: bool = False) -> Bound:
        """Take a transfer apart; raises TransferError with every unknown name or wrong value.

        Parameters: ``strict`` switches presumptions off.
        """
        values = self.typed(transfer)
        presumed = {} if strict else {
            name: value for name, value in self.vocabulary.presumed.items() if name not in transfer.facts
        }  # fmt: skip
        known = self.known(transfer, day, strict)
        return Bound(known, values, presumed)

    def known(self, transfer: Transfer, day: date, strict: bool = False) -> Knowledge:
        """What the transfer's facts settle; the quick way, which checks only what it needs."""
        plain, sets, flags = self._plain, self._sets, self._flags
        true = false = spoken_of = 0
        for name, raw in transfer.facts.items():
            try:
                values = plain.get(name)
                if values is not None:
                    more_true, more_false = values[raw]
                elif name in sets:
                    listed, every = sets[name]
                    if raw.__class__ is not list and not isinstance(raw, (tuple, set, frozenset, list)):
                        raise TypeError("not a list")
                    more_true = 0
                    for member in raw:
                        more_true |= listed[member]
                    more_false = every & ~more_true
                elif name in flags:
                    holds = raw if raw is True or raw is False else self.vocabulary.value(name, raw)
                    more_true, more_false = flags[name][0 if holds else 1]
                elif name in self._cuts:
                    more_true, more_false = self._compared(name, self.vocabulary.value(name, raw), day)
                    spoken_of |= self.bits[name]
                elif name in self.vocabulary.facts:
                    continue
                else:
                    raise KeyError(name)
            except (KeyError, TypeError, ValueProblem):
                if name not in self.vocabulary.facts or raw != UNKNOWN:
                    self.typed(transfer)  # raises with every problem and its place
                    raise
                spoken_of |= self.bits.get(name, 0)
            else:
                true |= more_true
                false |= more_false
        for name in self._measures:
            if (amount := self._measured(name, transfer)) is not None:
                known = self._compared(name, amount, day)
                true |= known[0]
                false |= known[1]
        if not strict:
            unsaid = ~(true | false | spoken_of)
            true |= self._presumed_known[0] & unsaid
            false |= self._presumed_known[1] & unsaid
        return Knowledge(true, false)

    def _measured(self, name: str, transfer: Transfer) -> Decimal | None:
        """The weighted sum of a measure, or None if one of its facts is unknown or in another currency."""
        total = Decimal(0)
        currency = self._measures[name]
        for addend in self.ruleset.measures[name].sum:
            raw = transfer.facts.get(addend.fact)
            if raw is None or raw == UNKNOWN:
                return None
            value = self.vocabulary.value(addend.fact, raw)
            if isinstance(value, Money):
                if value.currency != currency:
                    return None
                value = value.amount
            assert isinstance(value, Decimal)
            total += value * addend.times / addend.per
        return total

    def typed(self, transfer: Transfer) -> dict[str, Value]:
        """The typed value of every stated fact; raises TransferError with every problem found."""
        problems: list[Problem] = []
        values: dict[str, Value] = {}
        for name, raw in transfer.facts.items():
            place = transfer.places.get(name) or (Place(transfer.file, 1, 1) if transfer.file else None)
            if name not in self.vocabulary.facts:
                suggestion = closest(name, self.vocabulary.facts)
                problems.append(Problem("unknown_fact", place, {"name": name}, suggestion))
            elif not (isinstance(raw, str) and raw == UNKNOWN):
                try:
                    values[name] = self.vocabulary.value(name, raw)
                except ValueProblem as error:
                    found = error.problem
                    problems.append(Problem(found.code, found.place or place, found.details, found.suggestion))
        if problems:
            raise TransferError(problems)
        return values

    def symbols_of(self, names: Iterable[str]) -> int:
        """The bits of all symbols of these facts and questions."""
        total = 0
        for name in names:
            total |= self.bits.get(name, 0)
        return total


def cut_symbol(name: str, limit: Threshold, strict: bool) -> str:
    """The symbol of a threshold."""
    scale = _scale(limit)
    return f"{name}{'>' if strict else '>='}{limit.number}{' ' if scale else ''}{scale}"


def _scale(limit: Threshold) -> str:
    """What thresholds must share to be comparable with each other: unit and candidate years."""
    if limit.unit is None:
        return ""
    return limit.unit if limit.years == ("year_of_assessment",) else f"{limit.unit} {'/'.join(limit.years)}"
