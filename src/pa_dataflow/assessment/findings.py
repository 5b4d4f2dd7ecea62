"""Gates and duties of one law for one transfer: their status, and the rules behind it."""

from __future__ import annotations

from dataclasses import dataclass

from pa_dataflow.assessment.laws_of_day import LawsOfDay
from pa_dataflow.assessment.models import (
    ArrivalDuties,
    Citation,
    DutyAssessment,
    DutyStatus,
    Exposure,
    GateAssessment,
    GateStatus,
    RuleReference,
)
from pa_dataflow.engines.solver import BudgetExhausted
from pa_dataflow.logic.knowledge import Knowledge, evaluate
from pa_dataflow.rulebook import models as language
from pa_dataflow.rulebook.dates import BEGINNING, NO_END
from pa_dataflow.rulebook.laws import LawInForce
from pa_dataflow.rulebook.ruleset import BreachEntry, DutyEntry, RuleVersion
from pa_dataflow.vocabulary.words import Words

_DUE = {
    "before_transfer": Words(en="before the transfer", es="antes del envío"),
    "at_transfer": Words(en="when the data are sent", es="al momento del envío"),
    "ongoing": Words(en="at all times", es="en todo momento"),
    "on_arrival": Words(en="once the data arrive", es="cuando llegan los datos"),
}


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one transfer on one day, before and after everything was concluded from it."""

    laws: LawsOfDay
    known: Knowledge
    concluded: Knowledge
    exact: bool = False

    def value(self, symbol: str) -> bool | None:
        """The symbol's value: by Kleene's logic, and if ``exact`` by all completions where that leaves it open."""
        value = self.laws.atoms.table.value(symbol, self.concluded)
        if value is None and self.exact:
            try:
                return self.laws.completions.value(self.known, symbol)
            except BudgetExhausted:
                self.laws.completions.exhausted = True
        return value

    def plain(self, symbol: str) -> bool | None:
        """The symbol's value by Kleene's logic."""
        return self.laws.atoms.table.value(symbol, self.concluded)


def gate_status(state: State, gate: str) -> GateStatus:
    """The gate's status in every completion, or unknown."""
    closed = state.value(f"gate {gate} closed")
    if closed is not False:
        return "closed" if closed else "unknown"
    return "unasked" if state.value(f"gate {gate} asked") is False else "open"


def closing_rules(state: State, law: LawInForce, gate: str) -> list[RuleVersion]:
    """The rules that close the gate; those that might, where none surely does."""
    return _sure_or_possible(state, law, law.closing(gate))


def opening_rules(state: State, law: LawInForce, gate: str) -> list[RuleVersion]:
    """The grounds that surely open the gate."""
    return [rule for rule in law.opening(gate) if state.plain(law.holds(rule)) is True]


def _sure_or_possible(state: State, law: LawInForce, rules: list[RuleVersion]) -> list[RuleVersion]:
    sure = [rule for rule in rules if state.plain(law.holds(rule)) is True]
    return sure or [rule for rule in rules if state.plain(law.holds(rule)) is None]


def used_ground(state: State, law: LawInForce, gate: str) -> RuleVersion | None:
    """The open ground that leaves least to do before the transfer; the first of equals."""
    grounds = opening_rules(state, law, gate)
    return min(grounds, key=lambda rule: _left_to_do(state, law, rule), default=None)


def _left_to_do(state: State, law: LawInForce, rule: RuleVersion) -> int:
    return sum(
        law.duties[duty].model.due == "before_transfer" and state.plain(f"duty {duty} met") is not True
        for duty in rule.model.owes
    )


def duty_statuses(state: State, law: LawInForce) -> dict[str, DutyStatus]:
    """The status of every duty in force: required by a rule, or owed by the ground that is used."""
    owed: set[str] = set()
    perhaps: set[str] = set()
    for gate in law.gates:
        asked = state.value(f"gate {gate} asked")
        if asked is False:
            continue
        ground = used_ground(state, law, gate)
        if ground is not None:
            (owed if asked else perhaps).update(ground.model.owes)
        elif state.value(f"gate {gate} closed") is not True:
            for rule in law.opening(gate):
                if state.plain(law.holds(rule)) is None:
                    perhaps.update(rule.model.owes)
    statuses: dict[str, DutyStatus] = {}
    for name, duty in law.duties.items():
        if duty.on_arrival:
            continue
        required = state.value(f"duty {name} due")
        if name in owed:
            required = True
        elif name in perhaps and required is False:
            required = None
        statuses[name] = _duty_status(state, name, required)
    return statuses


def _duty_status(state: State, duty: str, required: bool | None) -> DutyStatus:
    if required is False:
        return "not_due"
    if state.value(f"duty {duty} met"):
        return "met"
    return "outstanding" if required else "possibly_due"


class Findings:
    """Builds the parts of an answer that speak of rules, gates and duties."""

    def __init__(self, laws: LawsOfDay) -> None:
        self.laws = laws
        self.ruleset = laws.atoms.ruleset
        self.day = laws.day

    def citation(self, cited: language.Citation) -> Citation:
        """A citation with the instrument's name."""
        model = self.ruleset.instruments[cited.instrument].model
        return Citation(
            instrument=cited.instrument, name=model.short, at=cited.at, confidence=cited.confidence, url=model.url
        )

    def rule(self, law: LawInForce, rule: RuleVersion) -> RuleReference:
        """A rule as the answer names it."""
        symbol = law.holds(rule)
        if symbol not in self.laws.references:
            self.laws.references[symbol] = self._reference(rule)
        return self.laws.references[symbol]

    def _reference(self, rule: RuleVersion) -> RuleReference:
        alive = self.ruleset.alive(rule.model.cite, self.day)
        return RuleReference(
            id=rule.id,
            says=rule.model.says,
            cite=[self.citation(one) for one in alive],
            in_force_from=None if rule.span.start == BEGINNING else rule.span.start,
            in_force_before=None if rule.span.before == NO_END else rule.span.before,
            checked=rule.model.checked,
            place=f"{rule.place.file}:{rule.place.line}",
            owes=list(rule.model.owes),
        )

    def gates(self, state: State, law: LawInForce) -> list[GateAssessment]:
        """Every gate of the law in force, in the order of the rulebook."""
        found = []
        after = state.laws.all_actions_done(state.known, state.concluded)
        for name, gate in law.gates.items():
            status = gate_status(state, name)
            asked = status != "unasked"
            opening = opening_rules(state, law, name) if asked else []
            closed = status in ("closed", "unknown")
            others = [rule for rule in law.opening(name) if rule not in opening] if closed else []
            found.append(
                GateAssessment(
                    id=name,
                    asks=gate.model.asks,
                    status=status,
                    curable=self._curable(state, law, name, after) if status == "closed" else None,
                    closed_by=[self.rule(law, rule) for rule in closing_rules(state, law, name)] if asked else [],
                    opened_by=[self.rule(law, rule) for rule in opening],
                    could_open=[self.rule(law, rule) for rule in others],
                )
            )
        return found

    def _curable(self, state: State, law: LawInForce, gate: str, after: Knowledge) -> bool | None:
        closed = state.laws.gate_after(law.code, gate, after)
        return None if closed is None else not closed

    def duties(self, state: State, law: LawInForce) -> list[DutyAssessment]:
        """Every duty that is or may be due."""
        return [
            self._duty(state, law, law.duties[name], status)
            for name, status in duty_statuses(state, law).items()
            if status != "not_due"
        ]

    def on_arrival(self, state: State) -> list[ArrivalDuties]:
        """What the law of the country where the data arrive asks of whoever receives them; it informs only."""
        found: list[ArrivalDuties] = []
        importer = self.ruleset.vocabulary.playing("importer_country")
        for compiled in self.laws.compiled:
            law = compiled.law
            if not importer or state.plain(f"{importer}={law.code}") is not True:
                continue
            here = State(state.laws, state.known, Knowledge(*compiled.arrival(*state.known)))
            duties = [
                self._duty(here, law, duty, status)
                for name, duty in law.duties.items()
                if duty.on_arrival and (status := _duty_status(here, name, here.plain(f"duty {name} due"))) != "not_due"
            ]
            if duties:
                country = law.country.country
                found.append(ArrivalDuties(law=law.code, name=country.name, authority=country.authority, duties=duties))
        return found

    def _duty(self, state: State, law: LawInForce, duty: DutyEntry, status: DutyStatus) -> DutyAssessment:
        rules = law.by_effect("requires", duty.id)
        grounds = [used_ground(state, law, gate) for gate in law.gates]
        because = [rule for rule in rules if state.plain(law.holds(rule)) is not False]
        because += [ground for ground in grounds if ground is not None and duty.id in ground.model.owes]
        return DutyAssessment(
            id=duty.id,
            label=duty.model.label,
            status=status,
            who=duty.model.who,
            due=_due(duty.model),
            before_transfer=duty.model.due == "before_transfer",
            to=duty.model.to,
            evidence=duty.model.evidence,
            because=[self.rule(law, rule) for rule in because],
        )

    def exposure(
        self, state: State, law: LawInForce, gates: list[GateAssessment], duties: list[DutyAssessment]
    ) -> list[Exposure]:
        """The infractions that closed gates and duties outstanding before the transfer would be."""
        breaches: dict[str, list[str]] = {}
        translator = self.laws.translator
        table = state.laws.atoms.table

        def note(of: str, entries: tuple[BreachEntry, ...]) -> None:
            for breach in entries:
                if evaluate(translator.expression(breach.when), state.concluded, table) is not False:
                    breaches.setdefault(breach.infraction, []).append(of)

        for gate in gates:
            if gate.status == "closed":
                note(gate.id, law.gates[gate.id].breaches)
        for duty in duties:
            if duty.status == "outstanding" and duty.before_transfer:
                note(duty.id, law.duties[duty.id].breaches)
        found = []
        for name, of in breaches.items():
            infraction = law.country.infractions[name]
            found.append(
                Exposure(
                    infraction=name,
                    label=infraction.label,
                    range={unit: [str(number) for number in numbers] for unit, numbers in infraction.range.items()},
                    cite=[self.citation(one) for one in self.ruleset.alive(infraction.cite, self.day)],
                    breach_of=of,
                    note=infraction.note,
                )
            )
        return found


def _due(duty: language.Duty) -> Words:
    if isinstance(duty.due, language.Within):
        number, _, unit = duty.due.within.partition(" ")
        es = _UNITS.get(unit, unit.replace("_", " "))
        return Words(
            en=f"within {number} {unit.replace('_', ' ')} after {duty.due.after.en}",
            es=f"dentro de {number} {es} desde {duty.due.after.es}",
        )
    return duty.due.text if isinstance(duty.due, language.Window) else _DUE[duty.due]


_UNITS = {
    "business_days": "días hábiles",
    "days": "días corridos",
    "calendar_days": "días corridos",
    "hours": "horas",
    "months": "meses",
}
