"""Days on which the answer changes: all within two years, none on which nothing does, each with its rule."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from random_laws import SOME, Law, laws, partial_facts, stated
from tiny import CLOSED, DAY, duty, load, rule, transfer

from pa_dataflow import Outcome

CLOSES = rule("no", CLOSED)


def test_the_day_a_ground_ends_is_told_with_its_rule(tmp_path: Path) -> None:
    rulebook = load(
        tmp_path,
        CLOSES,
        rule("yes", "opens: xr.export", "{a: true}", "in_force: {before: 2026-12-01}"),
        rule("other", "opens: xr.export", "{b: true}", "in_force: {from: 2027-03-01}"),
    )
    changes = rulebook.assess(transfer(a=True, b=True), DAY).changes_on
    assert [(one.on.isoformat(), one.before, one.after, one.rules) for one in changes] == [
        ("2026-12-01", Outcome.PERMITTED, Outcome.PROHIBITED, ["xr.yes"]),
        ("2027-03-01", Outcome.PROHIBITED, Outcome.PERMITTED, ["xr.other"]),
    ]
    assert [(one.gate, one.before, one.after) for one in changes[0].gates] == [("xr.export", "open", "closed")]


def test_a_day_on_which_nothing_changes_for_this_transfer_is_not_told(tmp_path: Path) -> None:
    rulebook = load(
        tmp_path,
        CLOSES,
        rule("always", "opens: xr.export", "{a: true}"),
        rule("yes", "opens: xr.export", "{a: true}", "in_force: {before: 2026-12-01}"),
    )
    assert rulebook.assess(transfer(a=True), DAY).changes_on == []


@pytest.mark.parametrize(("day", "told"), [(DAY, False), (date(2026, 9, 1), True), (date(2028, 9, 1), False)])
def test_only_the_next_two_years_are_looked_at(tmp_path: Path, day: date, told: bool) -> None:
    rulebook = load(tmp_path, rule("no", CLOSED, "{a: true}", "in_force: {from: 2028-09-01}"))
    assert [one.on for one in rulebook.assess(transfer(a=True), day).changes_on] == [date(2028, 9, 1)] * told


def test_a_duty_that_begins_is_a_change_too(tmp_path: Path) -> None:
    rulebook = load(
        tmp_path,
        rule("no", CLOSED, "{b: true}"),
        rule("owed", "requires: xr.notice", "{a: true}", "in_force: {from: 2026-09-01}"),
        duties=(duty("notice", "ongoing"),),
    )
    (change,) = rulebook.assess(transfer(a=True, b=False), DAY).changes_on
    assert (change.before, change.after) == (Outcome.PERMITTED, Outcome.PERMITTED)
    assert [(one.duty, one.before, one.after) for one in change.duties] == [("xr.notice", "not_due", "outstanding")]
    assert change.rules == ["xr.owed"]


DAYS = (date(2026, 9, 1), date(2027, 1, 1), date(2027, 7, 15))


@SOME
@given(laws(), partial_facts())
def test_changes_are_the_days_on_which_the_answer_of_the_day_differs_from_that_of_the_day_before(
    loaded: Any, law: Law, facts: dict[str, Any]
) -> None:
    """Each rule but the scope is given a life by its place, so that every day begins or ends some."""
    rulebook = loaded(law, lives=DAYS)
    changes = {one.on: one for one in rulebook.assess(stated(facts), DAY).changes_on}
    asked = sorted({DAY, *(day - timedelta(days=one) for day in DAYS for one in (0, 1))})
    answers = {day: rulebook.assess(stated(facts), day) for day in asked}
    for before, after in pairwise(asked):
        moved = _short(answers[before]) != _short(answers[after])
        if after in DAYS:
            assert moved is (after in changes)
            if moved:
                assert (changes[after].before, changes[after].after) == (
                    answers[before].outcome,
                    answers[after].outcome,
                )
        else:
            assert not moved
    assert set(changes) <= set(DAYS)


def _short(answer: Any) -> Any:
    gates = {gate.id: gate.status for law in answer.laws for gate in law.gates if gate.status != "unasked"}
    duties = {one.id: one.status for law in answer.laws for one in law.duties}
    return answer.outcome, gates, duties


@SOME
@given(laws(), partial_facts())
def test_on_each_day_the_rules_of_that_day_decide(loaded: Any, law: Law, facts: dict[str, Any]) -> None:
    rulebook = loaded(law, lives=DAYS)
    for day in sorted({DAY, *(one - timedelta(days=less) for one in DAYS for less in (0, 1))}):
        base, contested = law.on(day, DAYS).contested(facts)
        expected = Outcome.PERMITTED_WITH_CONDITIONS if base is Outcome.PERMITTED and contested else base
        assert rulebook.decide(stated(facts), day).outcome is expected
