"""Time: every case can be asked about on any day, and its answer changes on known days only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from real_transfers import LAWS, TRANSFERS, Asked, all_cases, calendar, cases, decided, rulebook

from pa_dataflow import Outcome
from pa_dataflow.assessment.changes import MONTHS_AHEAD
from pa_dataflow.rulebook.dates import months_after

FIRST, LAST = date(2020, 1, 1), date(2029, 12, 31)
# The usual run asks about each case on every other of the days, half the cases on the rest.
STRIDE = 1 if TRANSFERS >= 1_000 else 2
each_law = pytest.mark.parametrize("law", LAWS)


def days_of_change() -> list[date]:
    """Every day on which something in the rulebook begins or has ended, or a unit gets another value; each new year."""
    units = {day for unit in rulebook().ruleset.units for day in calendar().atoms.units.boundaries(unit)}
    years = {date(year, 1, 1) for year in range(FIRST.year, LAST.year + 1)}
    return sorted(day for day in {*calendar().boundaries, *units, *years} if FIRST <= day <= LAST)


def on(asked: Asked, day: date) -> Outcome:
    return decided(Asked(asked.items, day)).outcome


@each_law
def test_from_one_known_day_to_the_next_no_outcome_changes(law: str) -> None:
    """Asked on each such day and on the last day before the next one; no case makes the engine fail on any of them."""
    days = days_of_change()
    spans = list(zip(days, [*days[1:], LAST], strict=True))
    for number, asked in enumerate(cases(law)):
        for day, following in spans[number % STRIDE :: STRIDE]:
            assert on(asked, day) is on(asked, following - timedelta(days=1 if following != LAST else 0))


@each_law
def test_the_days_told_are_those_on_which_the_outcome_changes(law: str) -> None:
    days = days_of_change()
    changed = 0
    for asked in cases(law)[::STRIDE]:
        until = months_after(asked.day, MONTHS_AHEAD)
        told = {one.on: (one.before, one.after) for one in rulebook().assess(asked.transfer, asked.day).changes_on}
        for day in days:
            if asked.day < day <= until:
                before, after = on(asked, day - timedelta(days=1)), on(asked, day)
                if day in told:
                    assert told[day] == (before, after)
                else:
                    assert before is after
                changed += before is not after
    assert changed > 0


def test_there_are_cases_before_and_after_the_great_days() -> None:
    days = {case.day for case in all_cases()}
    assert min(days) < date(2017, 8, 10) <= max(days)
    assert any(day < date(2026, 12, 1) for day in days)
    assert any(day >= date(2026, 12, 1) for day in days)
