"""Open questions of law: whether another combination of readings would change the answer, and which questions do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from pa_dataflow.assessment.completions import CONDITIONS, MAY, REACHED
from pa_dataflow.assessment.judge import SEVERITY, outcome_of, possible_outcomes
from pa_dataflow.assessment.laws_of_day import LawsOfDay
from pa_dataflow.assessment.models import Outcome
from pa_dataflow.engines.solver import BudgetExhausted
from pa_dataflow.logic.knowledge import Knowledge
from pa_dataflow.rulebook.ruleset import QuestionEntry

MOST_COMBINATIONS = 512


@dataclass(frozen=True, slots=True)
class Contest:
    """What the readings do to the answer: the questions it hangs on, and the outcome under each reading of them."""

    questions: tuple[QuestionEntry, ...]
    outcomes: dict[str, dict[str, Outcome]]


NO_CONTEST = Contest((), {})


def released(laws: LawsOfDay, known: Knowledge) -> Knowledge:
    """What is known if no reading is taken for granted."""
    return known.without(laws.prevailing_bits)


def contest(laws: LawsOfDay, known: Knowledge, concluded: Knowledge, base: Outcome, covered: bool) -> Contest:
    """Find the smallest departures from the prevailing readings that move the answer to the other side or worsen it.

    Raises BudgetExhausted when there are more combinations than can be tried.
    """
    if base.may_go_ahead is None or (_is_settled(laws, concluded, base) and laws.untouched_by_readings(concluded)):
        return NO_CONTEST
    free = laws.conclude_released(concluded)
    if base is Outcome.ACTION_REQUIRED and _cured_by_any_reading(laws, known, free):
        return NO_CONTEST
    decisive = laws.bits[0] | laws.bits[1] | laws.bits[2]
    settled = (free.true | free.false) & decisive == decisive
    if settled and free.true & decisive == concluded.true & decisive and base is not Outcome.ACTION_REQUIRED:
        return NO_CONTEST
    questions = _relevant(laws, known, free, base)
    found: list[frozenset[str]] = []
    tried = 0
    for size in range(1, len(questions) + 1):
        for chosen in combinations(questions, size):
            names = frozenset(entry.id for entry in chosen)
            if any(smaller <= names for smaller in found):
                continue
            for readings in _departures(chosen):
                tried += 1
                if tried > MOST_COMBINATIONS:
                    raise BudgetExhausted("more combinations of readings than can be tried")
                other = known
                for question, reading in readings:
                    other = other.also(laws.atoms.reading(question, reading))
                if _moves(base, _outcome(laws, other, covered)):
                    found.append(names)
                    break
    contested = tuple(entry for entry in questions if any(entry.id in names for names in found))
    outcomes = {
        entry.id: {
            reading: _outcome(laws, known.also(laws.atoms.reading(entry.id, reading)), covered)
            for reading in entry.model.readings
        }
        for entry in contested
    }
    return Contest(contested, outcomes)


def _is_settled(laws: LawsOfDay, concluded: Knowledge, base: Outcome) -> bool:
    """Whether Kleene's logic alone shows a permission no worse than this one; what only the solver saw it doesn't."""
    may, reached, conditions = laws.bits
    needed = {
        Outcome.NOT_APPLICABLE: may | reached | conditions,
        Outcome.PERMITTED: may | conditions,
        Outcome.PERMITTED_WITH_CONDITIONS: may,
    }.get(base)
    return needed is not None and (concluded.true | concluded.false) & needed == needed


def _outcome(laws: LawsOfDay, known: Knowledge, covered: bool) -> Outcome:
    return outcome_of(possible_outcomes(laws, known, laws.decided(known)), covered)


def _moves(base: Outcome, other: Outcome) -> bool:
    sides = {base.may_go_ahead, other.may_go_ahead}
    return sides == {True, False} or SEVERITY[other] > SEVERITY[base]


def _cured_by_any_reading(laws: LawsOfDay, known: Knowledge, free: Knowledge) -> bool:
    """Whether something is closed, and all possible actions would open it, however the questions are read."""
    return bool(free.false & laws.bits[0]) and laws.may_after(released(laws, known), free) is True


def _relevant(laws: LawsOfDay, known: Knowledge, free: Knowledge, base: Outcome) -> list[QuestionEntry]:
    """The questions with a prevailing reading on which the outcome may depend once no reading is taken for granted."""
    inputs = laws.unsettled_inputs(free, MAY, REACHED, CONDITIONS)
    if base is Outcome.ACTION_REQUIRED:
        # Whether a path is left may hang on a reading as well.
        inputs |= laws.unsettled_inputs(laws.decided(laws.all_actions_done(released(laws, known), free)), MAY)
    return [entry for entry in laws.questions if entry.model.prevailing and laws.atoms.symbols_of([entry.id]) & inputs]


def _departures(questions: tuple[QuestionEntry, ...]) -> Iterator[tuple[tuple[str, str], ...]]:
    others = [
        [(entry.id, reading) for reading in entry.model.readings if reading != entry.model.prevailing]
        for entry in questions
    ]
    yield from product(*others)
