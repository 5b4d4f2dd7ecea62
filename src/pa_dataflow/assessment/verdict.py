"""The hot path: from a transfer to a short answer, without explanation."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from pa_dataflow.assessment.judge import outcome_of, possible_outcomes
from pa_dataflow.assessment.laws_of_day import Calendar, LawsOfDay
from pa_dataflow.assessment.models import Outcome, Verdict
from pa_dataflow.assessment.readings import contest
from pa_dataflow.engines.solver import BudgetExhausted
from pa_dataflow.logic.knowledge import Knowledge
from pa_dataflow.vocabulary.facts import NONE
from pa_dataflow.vocabulary.transfer import Transfer

UNCONDITIONAL = (Outcome.NOT_APPLICABLE, Outcome.PERMITTED)  # what a contested reading makes conditional


def decide(calendar: Calendar, transfer: Transfer, day: date, strict: bool = False) -> Verdict:
    """The verdict on the day; its outcome is that of the assessment. Raises TransferError."""
    laws = calendar.on(day)
    known = calendar.atoms.known(transfer, day, strict).also(laws.prevailing)
    true, false = concluded = laws.decided(known)
    covered = is_covered(calendar.exporter, calendar.ruleset.countries, transfer)
    outcome = judged(laws, known, concluded, covered)
    reached: list[str] = []
    closed: list[str] = []
    closing: list[str] = []
    opening: list[str] = []
    for law in laws.forms:
        if false & law.applies:
            continue
        reached.append(law.code)
        for gate in law.gates:
            if false & gate.asked:
                continue
            if true & gate.closed:
                closed.append(gate.id)
                closing += [rule for rule, bit in gate.closing if true & bit]
            elif false & gate.closed:
                opening += [rule for rule, bit in gate.opening if true & bit]
    return Verdict(outcome=outcome, laws=reached, closed=closed, carried_by=closing or opening)


def judged(laws: LawsOfDay, known: Knowledge, concluded: Knowledge, covered: bool) -> Outcome:
    """The outcome, with contested permissions made conditional; undetermined when a limit is reached."""
    try:
        outcome = outcome_of(possible_outcomes(laws, known, concluded), covered)
        if outcome in UNCONDITIONAL and contest(laws, known, concluded, outcome, covered).questions:
            return Outcome.PERMITTED_WITH_CONDITIONS
    except BudgetExhausted:
        laws.completions.exhausted = True
        return Outcome.UNDETERMINED
    return outcome


def is_covered(exporter: str | None, countries: Container[str], transfer: Transfer) -> bool:
    """Whether the law of the exporter, if anybody exports, is in the rulebook."""
    country = transfer.facts.get(exporter) if exporter else None
    return country is not None and (country == NONE or country in countries)
