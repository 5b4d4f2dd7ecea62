"""The rule language: one pydantic model for each thing that may stand in a rulebook file.

Conditions are kept as written here; ``rulebook.conditions`` reads them, because that needs the vocabulary.
Dates may be written as ``$name``, a named date of the same folder.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from pa_dataflow.source.scalars import Day, Exact, Flag, Name, Whole, parse_day, typed
from pa_dataflow.vocabulary.facts import Category, Fact
from pa_dataflow.vocabulary.words import Words

Confidence: TypeAlias = Literal["primary", "secondary", "recall", "inference"]
Party: TypeAlias = Literal["exporter", "importer", "both", "person", "authority"]
UnitYear: TypeAlias = Literal["year_of_figures", "year_of_assessment"]
SizeClass: TypeAlias = Literal["micro", "small", "medium", "large"]
Effect: TypeAlias = Literal["closes", "opens", "defines", "requires", "waives", "rejects"]
EFFECTS: tuple[Effect, ...] = ("closes", "opens", "defines", "requires", "waives", "rejects")

_NAMED_DATE = re.compile(r"\$[a-z][a-z0-9_]*|[a-z_]+\.dates\.[a-z][a-z0-9_]*")


def _date_or_name(value: object) -> date | str:
    if isinstance(value, str) and _NAMED_DATE.fullmatch(value):
        return str(value)
    return parse_day(value)


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


DateOrName: TypeAlias = Annotated[date | str, BeforeValidator(typed(_date_or_name))]
Condition: TypeAlias = Any


class Model(BaseModel):
    """Base of all models of the language: frozen, and no key that isn't known."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Traced(Model):
    """Base of all that makes provisions of law computable; ``provisions`` are their ids in the notes on the law."""

    provisions: list[Name] = []


class Life(Model):
    """From which day something is in force, and the first day on which it no longer is."""

    start: DateOrName | None = Field(default=None, alias="from")
    before: DateOrName | None = None


class Citation(Model):
    """Where a statement of law stands."""

    instrument: Name
    at: Name
    confidence: Confidence


class Country(Traced):
    """The country a folder is about."""

    code: Name
    prefix: Name
    name: Words
    authority: Words
    currency: Name
    law_known_through: Day


class Concept(Traced):
    """A conclusion that a law draws from facts."""

    label: Words


class RelativeDate(Model):
    """A named date counted from another one."""

    months: Annotated[Whole, Field(ge=0, le=1200)] = 0
    days: Annotated[Whole, Field(ge=0, le=36500)] = 0
    years: Annotated[Whole, Field(ge=0, le=100)] = 0
    after: Name


class UnitValue(Model):
    """What one unit is worth from a day on."""

    start: Day = Field(alias="from")
    amount: Exact


class Unit(Traced):
    """A unit of account that a law counts in, with its dated values."""

    label: Words
    currency: Name
    values: list[UnitValue]
    cite: list[Citation]


class Addend(Model):
    """One weighted number of a measure."""

    fact: Name
    times: Exact = Decimal(1)
    per: Annotated[Exact, Field(gt=0)] = Decimal(1)


class Measure(Traced):
    """A weighted sum of number facts, compared like a number."""

    label: Words
    sum: list[Addend]
    cite: list[Citation]


class SizeRule(Traced):
    """One line of the list of sizes; the first that fits counts."""

    size: SizeClass = Field(alias="class")
    when: Condition
    cite: list[Citation]


class Sizes(Model):
    """How a law sorts firms by size."""

    classes: list[SizeRule]
    otherwise: SizeClass = "large"
    unit_year: list[UnitYear] = ["year_of_assessment"]


class Instrument(Traced):
    """A statute, decree, circular, judgment or treaty, with its own life."""

    title: Words
    short: Name
    kind: Name
    in_force: Life
    confidence: Confidence
    url: Name | None = None
    stands_on: dict[Name, Name] = Field(default_factory=dict)


class Breach(Model):
    """The infraction that a closed gate or an unmet duty is."""

    infraction: Name
    when: Condition = None


class Gate(Traced):
    """A question one law asks before data may be processed, disclosed or leave."""

    asks: Words
    breach: list[Breach] = []


class Reading(Model):
    """One way to read an open point of law, and who holds it."""

    says: Words
    source: Name


class Question(Traced):
    """A point of law that is contested or unsettled."""

    asks: Words
    readings: dict[Name, Reading]
    prevailing: Name | None = None
    note_only: Flag = False
    near: list[Name] = []
    in_force: Life = Life()


class Within(Model):
    """A deadline counted from an event."""

    within: Name
    after: Words


class Window(Model):
    """A deadline told in words."""

    text: Words


class Duty(Traced):
    """Something owed before, with or after the transfer."""

    label: Words
    who: Party
    due: Literal["before_transfer", "at_transfer", "ongoing", "on_arrival"] | Within | Window
    to: Words | None = None
    fulfilled_by: Condition = None
    evidence: Words | None = None
    breach: list[Breach] = []


class Infraction(Traced):
    """A class of breach with its range of fines, in the unit the law counts in."""

    label: Words
    cite: list[Citation]
    range: dict[Name, list[Exact]] = Field(default_factory=dict)
    note: Words | None = None


class Fee(Model):
    """Money an authority or provider charges."""

    amount: Exact
    currency: Name


class Burden(Model):
    """What an action costs; hours are working hours of a small firm, honest estimates."""

    hours_once: Exact = Decimal(0)
    hours_per_counterparty: Exact = Decimal(0)
    hours_per_year: Exact = Decimal(0)
    waiting_days: Whole = 0
    needs_expert: Flag = False
    fee: Fee | None = None


class Possible(Model):
    """Days on which, and facts under which, an action can be done at all; ``unless`` rules it out once it is known."""

    start: DateOrName | None = Field(default=None, alias="from")
    before: DateOrName | None = None
    when: Condition = None
    unless: Condition = None


class Action(Traced):
    """Something a party, the person or an authority can do, and the facts it brings about."""

    label: Words
    how: Words
    who: Annotated[list[Party], BeforeValidator(_as_list)]
    brings_about: dict[Name, Any]
    burden: Burden = Burden()
    after: list[Name] = []
    possible: Possible = Possible()


class Rule(Traced):
    """One provision made computable: condition, one effect, citation, dates."""

    id: Name
    cite: list[Citation]
    in_force: Life | None = None
    checked: Day
    closes: Name | None = None
    opens: Name | None = None
    defines: Name | None = None
    requires: Name | None = None
    waives: Name | None = None
    rejects: Name | None = None
    when: Condition = None
    overrides: list[Name] = []
    owes: list[Name] = []
    says: Words

    @model_validator(mode="after")
    def _one_effect(self) -> Rule:
        found = [effect for effect in EFFECTS if getattr(self, effect) is not None]
        if len(found) != 1:
            written = ", ".join(found) or "none"
            raise PydanticCustomError("not_one_effect", "{rule}: {found}", {"rule": self.id, "found": written})
        return self

    @property
    def effect(self) -> Effect:
        """Which effect the rule has."""
        return next(effect for effect in EFFECTS if getattr(self, effect) is not None)

    @property
    def target(self) -> str:
        """The gate, concept, duty or claim that the effect is about."""
        target = getattr(self, self.effect)
        assert isinstance(target, str)
        return target


class Recognition(Traced):
    """One country (or group) counts others as adequate."""

    id: Name
    by: Name
    of: Annotated[list[Name], BeforeValidator(_as_list)]
    kind: Name = Field(alias="as")
    in_force: Life
    scope: Condition = None
    cite: list[Citation]
    says: Words


class SafeHarbour(Traced):
    """A scheme, clause set or certificate, and when a transfer uses it."""

    label: Words
    uses: Condition


class Acceptance(Traced):
    """A law accepts a scheme, for what exactly and from when."""

    id: Name
    by: Name
    scheme: Name
    in_force: Life
    scope: Condition = None
    cite: list[Citation]
    says: Words


class Announcement(Model):
    """The days whose answers mention a proposal."""

    start: Day = Field(alias="from")
    before: Day


class Proposal(Traced):
    """A draft law, circular or agreement, kept as an overlay."""

    id: Name
    title: Words
    status: Literal["draft", "pending", "announced", "hypothetical"]
    source: Name
    says: Words
    law: Name | None = None
    announce: Announcement | None = None


class Sections(Model):
    """Everything a rulebook file may hold; each section may be left out."""

    country: Country | None = None
    concepts: dict[Name, Concept] = Field(default_factory=dict)
    base_gates: list[Name] = []
    dates: dict[Name, Day | RelativeDate] = Field(default_factory=dict)
    units: dict[Name, Unit] = Field(default_factory=dict)
    measures: dict[Name, Measure] = Field(default_factory=dict)
    size: Sizes | None = None
    instruments: dict[Name, Instrument] = Field(default_factory=dict)
    gates: dict[Name, Gate] = Field(default_factory=dict)
    questions: dict[Name, Question] = Field(default_factory=dict)
    duties: dict[Name, Duty] = Field(default_factory=dict)
    infractions: dict[Name, Infraction] = Field(default_factory=dict)
    facts: dict[Name, Fact] = Field(default_factory=dict)
    categories: dict[Name, Category] = Field(default_factory=dict)
    values: dict[Name, dict[Name, Words]] = Field(default_factory=dict)
    actions: dict[Name, Action] = Field(default_factory=dict)
    rules: list[Rule] = []
    recognition: list[Recognition] = []
    safe_harbours: dict[Name, SafeHarbour] = Field(default_factory=dict)
    accepted: list[Acceptance] = []
    countries: dict[Name, Words] = Field(default_factory=dict)
    groups: dict[Name, list[Name]] = Field(default_factory=dict)


class ProposalFile(Model):
    """An overlay file: the proposal, and what it changes."""

    proposal: Proposal
    sets: dict[Name, Day] = Field(default_factory=dict)
    adds: Sections = Sections()
    replaces: Sections = Sections()
    repeals: list[Name] = []
