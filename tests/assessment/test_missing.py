"""What is missing is exact: a fact is asked for if and only if, alone, it can change the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import CLOSED, DAY, action, duty, load, rule, transfer

from pa_dataflow import Assessment, Outcome, Rulebook, Transfer

CLOSES = rule("no", CLOSED)


def missing(answer: Assessment) -> tuple[list[str], list[str]]:
    return sorted(one.id for one in answer.missing.deciding), sorted(one.id for one in answer.missing.refining)


def test_a_fact_whose_values_all_lead_to_the_same_answer_is_not_asked_for(tmp_path: Path) -> None:
    """Term by term the law can't tell, but either way one of the grounds holds."""
    opens = [rule("one", "opens: xr.export", "{a: true}"), rule("two", "opens: xr.export", "{a: false}")]
    answer = load(tmp_path, CLOSES, *opens).assess(transfer(), DAY)
    assert answer.outcome is Outcome.PERMITTED
    assert missing(answer) == ([], [])


def test_two_facts_that_matter_only_together_are_both_asked_for(tmp_path: Path) -> None:
    answer = load(tmp_path, CLOSES, rule("yes", "opens: xr.export", "{all: [{a: true}, {b: true}]}")).assess(
        transfer(), DAY
    )
    assert missing(answer) == (["a", "b"], [])
    assert answer.range == [Outcome.PERMITTED, Outcome.PROHIBITED]


def test_what_cannot_matter_any_more_is_not_asked_for(tmp_path: Path) -> None:
    rulebook = load(tmp_path, CLOSES, rule("yes", "opens: xr.export", "{all: [{a: true}, {b: true}]}"))
    assert missing(rulebook.assess(transfer(a=False), DAY)) == ([], [])
    assert missing(rulebook.assess(transfer(a=True), DAY)) == (["b"], [])


def test_a_fact_that_decides_on_a_duty_only_refines(tmp_path: Path) -> None:
    rulebook = load(
        tmp_path,
        CLOSES,
        rule("yes", "opens: xr.export", "{a: true}"),
        rule("owed", "requires: xr.notice", "{b: true}"),
        duties=(duty("notice", "before_transfer", "{c: true}"),),
    )
    answer = rulebook.assess(transfer(a=True), DAY)
    assert answer.outcome is Outcome.PERMITTED_WITH_CONDITIONS
    assert answer.range == [Outcome.PERMITTED, Outcome.PERMITTED_WITH_CONDITIONS]
    assert missing(answer) == ([], ["b", "c"])


def test_a_fact_that_makes_a_closed_gate_incurable_refines_and_is_named(tmp_path: Path) -> None:
    rulebook = load(
        tmp_path,
        CLOSES,
        rule("yes", "opens: xr.export", "{all: [{a: true}, {role: {in: [one, two]}}]}"),
        actions=(action("do_a", "{a: true}"),),
    )
    answer = rulebook.assess(transfer(a=False), DAY)
    assert answer.outcome is Outcome.ACTION_REQUIRED
    assert missing(answer) == ([], ["role"])
    assert [(one.fact, one.value) for one in answer.would_make_prohibited] == [("role", "three")]


@pytest.mark.parametrize(
    ("when", "settles"),
    [
        ("{role: one}", 3),
        ("{all: [{role: one}, {b: true}]}", 2),
        ("{any: [{role: one}, {b: true}]}", 1),
        ("{act: {at_least: spoken}}", 3),
        ("{clauses: {any_of: [model]}}", 2),
    ],
)
def test_the_most_telling_fact_is_the_one_of_whose_values_most_settle_the_answer(
    tmp_path: Path, when: str, settles: int
) -> None:
    answer = load(tmp_path, CLOSES, rule("yes", "opens: xr.export", when)).assess(transfer(), DAY)
    found = {one.id: one.settles for one in answer.missing.deciding}
    name = next(name for name in ("role", "act", "clauses") if name in found)
    assert found[name] == settles
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_whose_law_it_is_comes_first(tmp_path: Path) -> None:
    rulebook: Rulebook = load(tmp_path, CLOSES)
    answer = rulebook.assess(Transfer.of({}), DAY)
    assert answer.outcome is Outcome.UNDETERMINED
    assert "exporter" in missing(answer)[0]


def test_the_range_of_an_unknown_exporter_holds_what_stating_it_leads_to(tmp_path: Path) -> None:
    rulebook = load(tmp_path, CLOSES, scope="{all: [{exporter: XR}, {a: true}]}")
    answer = rulebook.assess(Transfer.of({"a": False}), DAY)
    assert answer.outcome is Outcome.UNDETERMINED
    assert rulebook.assess(transfer(a=False), DAY).outcome is Outcome.NOT_APPLICABLE
    assert Outcome.NOT_APPLICABLE in answer.range


def test_numbers_count_by_the_thresholds_the_law_has(tmp_path: Path) -> None:
    rulebook = load(tmp_path, CLOSES, rule("yes", "opens: xr.export", "{staff: {at_most: 10}}"))
    assert missing(rulebook.assess(transfer(), DAY)) == (["staff"], [])
    assert rulebook.assess(transfer(staff=10), DAY).outcome is Outcome.PERMITTED
    assert rulebook.assess(transfer(staff=11), DAY).outcome is Outcome.PROHIBITED
