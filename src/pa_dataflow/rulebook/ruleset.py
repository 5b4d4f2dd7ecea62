"""A checked rulebook: typed entries by id, conditions read, dates resolved. Immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pa_dataflow.rulebook.conditions import Condition
from pa_dataflow.rulebook.dates import Span
from pa_dataflow.rulebook.models import (
    Acceptance,
    Action,
    Citation,
    Concept,
    Country,
    Duty,
    Gate,
    Infraction,
    Instrument,
    Measure,
    ProposalFile,
    Question,
    Recognition,
    Rule,
    SafeHarbour,
    Sizes,
    Unit,
)
from pa_dataflow.source.errors import Place
from pa_dataflow.vocabulary.facts import Value, Vocabulary


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One version of a rule, with the days on which it is in force."""

    model: Rule
    span: Span
    when: Condition
    place: Place

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.model.id


@dataclass(frozen=True, slots=True)
class BreachEntry:
    """The infraction that something is, and when."""

    infraction: str
    when: Condition


@dataclass(frozen=True, slots=True)
class GateEntry:
    """A gate and the infractions that ignoring it is."""

    id: str
    model: Gate
    breaches: tuple[BreachEntry, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """A duty and what fulfils it; None if nothing shows that it is met."""

    id: str
    model: Duty
    fulfilled_by: Condition | None
    breaches: tuple[BreachEntry, ...]
    place: Place

    @property
    def on_arrival(self) -> bool:
        """Whether it is owed by whoever receives the data in this country, whatever law they left under."""
        return self.model.due == "on_arrival"


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """An action, what it brings about as typed values, and when it is possible."""

    id: str
    model: Action
    brings_about: Mapping[str, Value]
    span: Span
    when: Condition
    unless: Condition | None
    place: Place


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question of law and the days on which it is open."""

    id: str
    model: Question
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class InstrumentEntry:
    """An instrument and its life."""

    id: str
    model: Instrument
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class RecognitionEntry:
    """A recognition with its countries spelled out."""

    id: str
    model: Recognition
    countries: frozenset[str]
    span: Span
    scope: Condition
    place: Place


@dataclass(frozen=True, slots=True)
class AcceptanceEntry:
    """A law's acceptance of a scheme."""

    id: str
    model: Acceptance
    span: Span
    scope: Condition
    place: Place


@dataclass(frozen=True, slots=True)
class SizeLine:
    """One line of a law's list of sizes."""

    size: str
    when: Condition


@dataclass(frozen=True)
class CountryRules:
    """Everything one country's folder says."""

    country: Country
    concepts: Mapping[str, Concept]
    base_gates: tuple[str, ...]
    gates: Mapping[str, GateEntry]
    duties: Mapping[str, DutyEntry]
    rules: tuple[RuleVersion, ...]
    infractions: Mapping[str, Infraction]
    sizes: Sizes
    size_lines: tuple[SizeLine, ...]

    @property
    def code(self) -> str:
        """The country's ISO code."""
        return self.country.code

    @property
    def prefix(self) -> str:
        """The prefix of the folder's ids."""
        return self.country.prefix

    def concept(self, name: str) -> str:
        """The full id of a concept that every country defines, such as ``applies``."""
        return f"{self.prefix}.{name}"


@dataclass(frozen=True)
class RuleSet:
    """A whole rulebook after all checks."""

    vocabulary: Vocabulary
    fact_places: Mapping[str, Place]
    countries: Mapping[str, CountryRules]
    actions: Mapping[str, ActionEntry]
    questions: Mapping[str, QuestionEntry]
    instruments: Mapping[str, InstrumentEntry]
    units: Mapping[str, Unit]
    measures: Mapping[str, Measure]
    recognition: tuple[RecognitionEntry, ...]
    schemes: Mapping[str, SafeHarbour]
    scheme_uses: Mapping[str, Condition]
    accepted: tuple[AcceptanceEntry, ...]
    proposals: Mapping[str, ProposalFile]
    applied: tuple[str, ...]
    digest: str

    def rules(self) -> Iterator[RuleVersion]:
        """Every version of every rule, country by country."""
        for country in self.countries.values():
            yield from country.rules

    def conditions(self) -> Iterator[Condition]:
        """Every condition anywhere in the rulebook."""
        for rule in self.rules():
            yield rule.when
        for country in self.countries.values():
            yield from (line.when for line in country.size_lines)
            for duty in country.duties.values():
                yield from (breach.when for breach in duty.breaches)
                if duty.fulfilled_by is not None:
                    yield duty.fulfilled_by
            for gate in country.gates.values():
                yield from (breach.when for breach in gate.breaches)
        for action in self.actions.values():
            yield action.when
            if action.unless is not None:
                yield action.unless
        yield from (entry.scope for entry in self.recognition)
        yield from self.scheme_uses.values()
        yield from (entry.scope for entry in self.accepted)

    def alive(self, citations: list[Citation], day: date) -> list[Citation]:
        """The citations whose instrument is in force on the day; all of them if none is."""
        found = [one for one in citations if day in self.instruments[one.instrument].span]
        return found or citations
