"""Known days on which the answer changes, and the rules behind each change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pa_dataflow.assessment.findings import State, duty_statuses, gate_status
from pa_dataflow.assessment.laws_of_day import Calendar
from pa_dataflow.assessment.models import Change, DutyChange, DutyStatus, GateChange, GateStatus, Outcome
from pa_dataflow.assessment.verdict import judged
from pa_dataflow.rulebook.dates import months_after
from pa_dataflow.rulebook.ruleset import RuleVersion
from pa_dataflow.vocabulary.transfer import Transfer
from pa_dataflow.vocabulary.words import Words

MONTHS_AHEAD = 24


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The answer in short on one day: gates that are asked, duties that are or may be due, rules that hold."""

    outcome: Outcome
    gates: dict[str, GateStatus]
    duties: dict[str, DutyStatus]
    holding: frozenset[str]


def changes_on(calendar: Calendar, transfer: Transfer, day: date, strict: bool, covered: bool) -> list[Change]:
    """Every day in the next 24 months on which the outcome, a gate or a duty is another than on the day before it."""
    laws = calendar.on(day)
    known = calendar.atoms.known(transfer, day, strict)
    concluded = laws.decided(known.also(laws.prevailing))
    reaching = [law.code for law in laws.laws if laws.atoms.table.value(law.applies, concluded) is not False]
    countries = reaching or [law.code for law in laws.laws]
    days = {one for code in countries for one in calendar.boundaries_of(code)}
    until = months_after(day, MONTHS_AHEAD)
    before = snapshot(calendar, transfer, day, strict, covered)
    found = []
    for later in sorted(one for one in days if day < one <= until):
        then = calendar.on(later).completions  # what an earlier answer gave up on that day doesn't count
        then.exhausted = then.exhausted and then is laws.completions
        after = snapshot(calendar, transfer, later, strict, covered)
        laws.completions.exhausted = laws.completions.exhausted or then.exhausted
        if (after.outcome, after.gates, after.duties) != (before.outcome, before.gates, before.duties):
            found.append(_change(calendar, later, before, after))
        before = after
    return found


def snapshot(calendar: Calendar, transfer: Transfer, day: date, strict: bool, covered: bool) -> Snapshot:
    """The outcome, and every gate and duty by law in force on the day."""
    laws = calendar.on(day)
    known = calendar.atoms.known(transfer, day, strict).also(laws.prevailing)
    concluded = laws.conclude(known)
    outcome = judged(laws, known, concluded, covered)
    state = State(laws, known, concluded, exact=True)
    reaching = [law for law in laws.laws if state.plain(law.applies) is not False]
    gates = {gate: gate_status(state, gate) for law in reaching for gate in law.gates}
    duties = {duty: status for law in reaching for duty, status in duty_statuses(state, law).items()}
    return Snapshot(
        outcome,
        {gate: status for gate, status in gates.items() if status != "unasked"},
        {duty: status for duty, status in duties.items() if status != "not_due"},
        frozenset(rule.id for law in reaching for rule in law.rules.values() if state.plain(law.holds(rule)) is True),
    )


def _change(calendar: Calendar, day: date, before: Snapshot, after: Snapshot) -> Change:
    labels = _labels(calendar)
    gates = [
        GateChange(
            gate=name,
            asks=labels[name],
            before=before.gates.get(name, "unasked"),
            after=after.gates.get(name, "unasked"),
        )
        for name in sorted(before.gates.keys() | after.gates.keys())
        if before.gates.get(name, "unasked") != after.gates.get(name, "unasked")
    ]
    duties = [
        DutyChange(
            duty=name,
            label=labels[name],
            before=before.duties.get(name, "not_due"),
            after=after.duties.get(name, "not_due"),
        )
        for name in sorted(before.duties.keys() | after.duties.keys())
        if before.duties.get(name, "not_due") != after.duties.get(name, "not_due")
    ]
    turning = [rule for rule in calendar.ruleset.rules() if day in rule.span.boundaries]
    changed = {change.gate for change in gates} | {change.duty for change in duties}
    about = [rule for rule in turning if _about(rule) & changed]
    behind = [rule for rule in about if rule.id in before.holding | after.holding] or about or turning
    return Change(
        on=day,
        before=before.outcome,
        after=after.outcome,
        gates=gates,
        duties=duties,
        rules=sorted({rule.id for rule in behind}),
    )


def _labels(calendar: Calendar) -> dict[str, Words]:
    """What gates ask and duties are called."""
    found: dict[str, Words] = {}
    for country in calendar.ruleset.countries.values():
        found.update({name: gate.model.asks for name, gate in country.gates.items()})
        found.update({name: duty.model.label for name, duty in country.duties.items()})
    return found


def _about(rule: RuleVersion) -> set[str]:
    return {rule.model.target, *rule.model.owes}
