"""The answer: everything an assessment says, as frozen models with a published JSON Schema.

Ids are stable; texts come in both languages so that a program can show either. Lists are in a fixed order, so the
same input and rulebook give the same bytes.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from pa_dataflow.vocabulary.words import Words

SCHEMA_VERSION = "1.0"

GateStatus: TypeAlias = Literal["open", "closed", "unknown", "unasked"]
DutyStatus: TypeAlias = Literal["met", "outstanding", "possibly_due", "not_due"]
Certainty: TypeAlias = Literal["certain", "contested", "beyond_known_law"]


class Outcome(StrEnum):
    """What the answer is; the order is from best to worst."""

    NOT_APPLICABLE = "not_applicable"
    PERMITTED = "permitted"
    PERMITTED_WITH_CONDITIONS = "permitted_with_conditions"
    UNDETERMINED = "undetermined"
    ACTION_REQUIRED = "action_required"
    PROHIBITED = "prohibited"

    @property
    def may_go_ahead(self) -> bool | None:
        """True for the outcomes that let the transfer go ahead, False for those that don't, None if undetermined."""
        if self is Outcome.UNDETERMINED:
            return None
        return self not in (Outcome.ACTION_REQUIRED, Outcome.PROHIBITED)


class Output(BaseModel):
    """Base of all parts of an answer: frozen and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Citation(Output):
    """A provision: the instrument's id and short name, the pinpoint, and how well it was read."""

    instrument: str
    name: str
    at: str
    confidence: Literal["primary", "secondary", "recall", "inference"]
    url: str | None


class RuleReference(Output):
    """A rule that carries part of the answer; ``place`` is file and line in the rulebook."""

    id: str
    says: Words
    cite: list[Citation]
    in_force_from: date | None
    in_force_before: date | None
    checked: date
    place: str
    owes: list[str] = []


class GateAssessment(Output):
    """One gate: its status, the rules that close it, the grounds that open it and those that could.

    ``curable``: whether all possible actions together would open a closed gate; None if it isn't closed or isn't known.
    """

    id: str
    asks: Words
    status: GateStatus
    curable: bool | None
    closed_by: list[RuleReference]
    opened_by: list[RuleReference]
    could_open: list[RuleReference]


class DutyAssessment(Output):
    """One duty and whether it is met; ``because`` are the rules that require it."""

    id: str
    label: Words
    status: DutyStatus
    who: Literal["exporter", "importer", "both", "person", "authority"]
    due: Words
    before_transfer: bool
    to: Words | None
    evidence: Words | None
    because: list[RuleReference]


class LawAssessment(Output):
    """What one country's law says about the transfer."""

    law: str
    name: Words
    authority: Words
    reaches: Literal["yes", "no", "unknown"]
    outcome: Outcome
    gates: list[GateAssessment]
    duties: list[DutyAssessment]


class ArrivalDuties(Output):
    """What the law of the importer's country asks of whoever receives the data; it never touches the outcome."""

    law: str
    name: Words
    authority: Words
    duties: list[DutyAssessment]


class Condition(Output):
    """What makes a permission conditional: a duty to meet first, or a question to confirm."""

    kind: Literal["duty", "confirm_question"]
    id: str
    says: Words


class MissingFact(Output):
    """An unknown fact or unsettled question that can change the answer; ``settles`` counts values that settle it."""

    id: str
    kind: Literal["fact", "question"]
    label: Words
    question: Words
    help: Words | None
    values: list[str]
    settles: int


class Missing(Output):
    """What is unknown: ``deciding`` can change whether the transfer may go ahead, ``refining`` the rest."""

    deciding: list[MissingFact] = []
    refining: list[MissingFact] = []


class FactValue(Output):
    """A fact with a value, in words."""

    fact: str
    value: str
    says: Words


class ActionReference(Output):
    """Something that can be done, by whom, and how."""

    id: str
    label: Words
    how: Words
    who: list[Literal["exporter", "importer", "both", "person", "authority"]]


class Path(Output):
    """A smallest set of actions after which the transfer may go ahead.

    ``works_on`` are the days for which that was checked; ``stops_on`` is the first known day on which it fails.
    """

    actions: list[ActionReference]
    assumes: list[FactValue]
    also_owed: list[str]
    hours: float
    waiting_days: int
    hangs_on: list[Literal["person", "authority", "importer"]]
    holds_under_all_readings: bool
    works_on: list[date]
    stops_on: date | None


class ReadingOutcome(Output):
    """What the answer would be under one reading."""

    reading: str
    says: Words
    source: str
    outcome: Outcome


class ContestedQuestion(Output):
    """A question of law on which the answer hangs, with the outcome under each reading."""

    id: str
    asks: Words
    prevailing: str | None
    readings: list[ReadingOutcome]


class Note(Output):
    """A question of law that is printed near what it concerns and never branched on."""

    id: str
    asks: Words
    readings: list[Words]


class RejectedClaim(Output):
    """A mechanism the user believes in, and why it is no ground here."""

    claim: str
    label: Words
    law: str
    because: list[RuleReference]


class Presumption(Output):
    """A fact nobody stated that was taken for granted; ``assumption`` if the permission leans on it."""

    fact: str
    value: str
    label: Words
    assumption: bool
    reason: Words | None


class GateChange(Output):
    """A gate whose status changes on a day."""

    gate: str
    asks: Words
    before: GateStatus
    after: GateStatus


class DutyChange(Output):
    """A duty that begins, ends or changes its status on a day."""

    duty: str
    label: Words
    before: DutyStatus
    after: DutyStatus


class Change(Output):
    """A known day on which the answer changes, and the rules behind it."""

    on: date
    before: Outcome
    after: Outcome
    gates: list[GateChange]
    duties: list[DutyChange]
    rules: list[str]


class Announcement(Output):
    """A proposal that could change this answer; not applied."""

    id: str
    title: Words
    status: str
    source: str
    says: Words


class Exposure(Output):
    """An infraction that the transfer as proposed would be: class and range in the law's unit."""

    infraction: str
    label: Words
    range: dict[str, list[str]]
    cite: list[Citation]
    breach_of: list[str]
    note: Words | None


class ProofNode(Output):
    """One step of the proof: what holds or doesn't, and what it follows from; ``value`` is what a fact was given as."""

    says: Words
    holds: bool | None
    kind: Literal["outcome", "law", "gate", "rule", "concept", "fact", "question", "list", "all", "any", "duty", "case"]
    id: str | None = None
    origin: Literal["stated", "presumed", "derived", "unknown"] | None = None
    value: Words | None = None
    because: list[ProofNode] = []


class Warned(Output):
    """Something to know about the answer as a whole."""

    code: Literal["law_not_covered", "beyond_known_law", "budget", "nobody_exports", "no_law_reaches"]
    says: Words


class RulebookStamp(Output):
    """Which rulebook answered: version, hash of all its files, proposals applied."""

    version: str
    hash: str
    proposals: list[str]


class Receipt(Output):
    """Hashes that let anybody replay the assessment: of the transfer, the rulebook and the answer."""

    engine_version: str
    transfer: str
    rulebook: str
    answer: str


class Assessment(Output):
    """The whole answer for one transfer on one day."""

    schema_version: Literal["1.0"] = "1.0"
    title: str
    as_of: date
    outcome: Outcome
    range: list[Outcome]
    certainty: Certainty
    exporter: str | None
    importer: str | None
    laws: list[LawAssessment]
    on_arrival: list[ArrivalDuties]
    conditions: list[Condition]
    missing: Missing
    would_make_prohibited: list[FactValue]
    paths: list[Path]
    paths_complete: bool
    contested: list[ContestedQuestion]
    safer: list[Path]
    notes: list[Note]
    rejected: list[RejectedClaim]
    presumed: list[Presumption]
    exposure: list[Exposure]
    changes_on: list[Change]
    announcements: list[Announcement]
    law_known_through: date | None
    warnings: list[Warned]
    proof: ProofNode
    rulebook: RulebookStamp
    receipt: Receipt
    disclaimer: Words

    def gate(self, name: str) -> GateAssessment | None:
        """The gate with that id, whichever law asks it."""
        return next((gate for law in self.laws for gate in law.gates if gate.id == name), None)

    @property
    def closed_gates(self) -> list[str]:
        """The ids of all closed gates."""
        return [gate.id for law in self.laws for gate in law.gates if gate.status == "closed"]

    @property
    def carrying_rules(self) -> list[str]:
        """The rules that carry the answer: those that close its closed gates, or else the grounds that open gates."""
        gates = [gate for law in self.laws for gate in law.gates]
        closed = [gate for gate in gates if gate.status == "closed"]
        rules = [rule for gate in closed for rule in gate.closed_by] or [
            rule for gate in gates if gate.status == "open" for rule in gate.opened_by
        ]
        return [rule.id for rule in rules]


class Verdict(Output):
    """The short answer: outcome, the laws that decide, closed gates and carrying rules."""

    outcome: Outcome
    laws: list[str]
    closed: list[str]
    carried_by: list[str]
