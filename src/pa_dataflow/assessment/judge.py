"""Which outcomes are possible, given what is known: Kleene's logic first, the solver where it says unknown."""

from __future__ import annotations

from collections.abc import Iterable

from pa_dataflow.assessment.laws_of_day import LawsOfDay
from pa_dataflow.assessment.models import Outcome
from pa_dataflow.logic.knowledge import Knowledge

SEVERITY = {outcome: place for place, outcome in enumerate(Outcome)}


def possible_outcomes(laws: LawsOfDay, known: Knowledge, concluded: Knowledge) -> frozenset[Outcome]:
    """Every outcome that some completion of the unknown facts and readings has.

    Parameters: ``concluded``, what follows from what is known. Raises BudgetExhausted.
    """
    may, reached, conditions = (_value(concluded, bit) for bit in laws.bits)
    found: set[Outcome] = set()
    if reached is False or (reached is None and laws.completions.possible(known, reached=False)):
        found.add(Outcome.NOT_APPLICABLE)
    if may is not False and reached is not False:
        if may and reached and conditions is not None:
            found.add(Outcome.PERMITTED_WITH_CONDITIONS if conditions else Outcome.PERMITTED)
        else:
            for value, outcome in ((False, Outcome.PERMITTED), (True, Outcome.PERMITTED_WITH_CONDITIONS)):
                if conditions in (None, value) and laws.completions.possible(
                    known, may=True, reached=True, conditions=value
                ):
                    found.add(outcome)
    if may is not True:
        after = laws.may_after(known, concluded)
        if may is False and after is not None:
            found.add(Outcome.ACTION_REQUIRED if after else Outcome.PROHIBITED)
        else:
            for value, outcome in ((True, Outcome.ACTION_REQUIRED), (False, Outcome.PROHIBITED)):
                if after in (None, value) and laws.completions.possible(known, may=False, after=value):
                    found.add(outcome)
    return frozenset(found)


def outcome_of(possible: Iterable[Outcome], covered: bool = True) -> Outcome:
    """The one outcome that stands for all the possible ones.

    Parameters: ``covered`` is False when the exporter's law, or whose it is, isn't known: then nothing is permitted,
    and nothing that another law asks for can be said to be enough.
    """
    if not covered:
        return Outcome.UNDETERMINED
    listed = sorted(possible, key=SEVERITY.__getitem__)
    may = [outcome for outcome in listed if outcome.may_go_ahead]
    may_not = [outcome for outcome in listed if outcome.may_go_ahead is False]
    if may and may_not:
        return Outcome.UNDETERMINED
    if may:
        return may[-1]
    return Outcome.PROHIBITED if may_not == [Outcome.PROHIBITED] else Outcome.ACTION_REQUIRED


def _value(known: Knowledge, bit: int) -> bool | None:
    return True if known.true & bit else False if known.false & bit else None
