"""Whole answers on small random laws, compared with trying every completion, reading and set of actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from typing import Any

from hypothesis import given
from random_laws import GATES, PREVAILING, QUESTIONS, SOME, VALUES, Action, Law, done, laws, partial_facts, stated
from tiny import DAY

from pa_dataflow import Assessment, Outcome
from pa_dataflow.assessment.judge import outcome_of
from pa_dataflow.assessment.laws_of_day import Calendar
from pa_dataflow.assessment.proofs import prove

Facts = Mapping[str, Any]
Readings = Mapping[str, str]


def expected_outcome(law: Law, facts: Facts) -> tuple[Outcome, frozenset[str]]:
    base, contested = law.contested(facts)
    return (Outcome.PERMITTED_WITH_CONDITIONS if base is Outcome.PERMITTED and contested else base), contested


@SOME
@given(laws(), partial_facts())
def test_outcome_and_contested_questions_are_those_found_by_trying_everything(
    loaded: Any, law: Law, facts: Facts
) -> None:
    rulebook, transfer = loaded(law), stated(facts)
    outcome, contested = expected_outcome(law, facts)
    answer = rulebook.assess(transfer, DAY)
    assert answer.outcome is outcome
    assert {question.id for question in answer.contested} == contested
    assert (answer.certainty == "contested") is bool(contested)
    assert rulebook.decide(transfer, DAY).outcome is outcome


@SOME
@given(laws(), partial_facts())
def test_the_range_holds_the_outcome_of_every_completion(loaded: Any, law: Law, facts: Facts) -> None:
    answer = loaded(law).assess(stated(facts), DAY)
    wholes = {tuple(whole.items()): whole for whole, _ in law.completions(facts, PREVAILING)}
    found: set[Outcome] = set()
    for whole in wholes.values():
        outcome, _ = expected_outcome(law, whole)
        found |= law.possible(whole, PREVAILING) if outcome is Outcome.UNDETERMINED else {outcome}
    assert found <= {*answer.range}
    if not set(PREVAILING) & set(law.mentioned):
        assert set(answer.range) == law.possible(facts, PREVAILING)


@SOME
@given(laws(), partial_facts())
def test_a_gate_is_closed_open_or_unasked_if_it_is_so_in_every_completion(loaded: Any, law: Law, facts: Facts) -> None:
    answer = loaded(law).assess(stated(facts), DAY)
    seen: dict[str, Counter[str]] = {gate: Counter() for gate in GATES}
    for whole, read in law.completions(facts, PREVAILING):
        for gate, status in law.gates(whole, read).items():
            seen[gate][status] += 1
    for gate, statuses in seen.items():
        found = answer.gate(gate)
        if found is None:  # the law reaches the transfer in no completion
            assert set(statuses) == {"unasked"}
        elif statuses["closed"]:
            assert found.status == ("closed" if len(statuses) == 1 else "unknown")
        else:
            assert found.status == ("unasked" if not statuses["open"] else "open")


def flipping(
    law: Law, facts: Facts, name: str, readings: Readings = PREVAILING
) -> list[list[tuple[dict[str, Any], dict[str, str]]]]:
    """Completions grouped so that those of one group differ in this fact or question only."""
    groups: dict[Any, list[tuple[dict[str, Any], dict[str, str]]]] = {}
    for whole, read in law.completions(facts, readings):
        key = tuple((other, value) for other, value in {**whole, **read}.items() if other != name)
        groups.setdefault(key, []).append((whole, read))
    return list(groups.values())


@SOME
@given(laws(), partial_facts())
def test_a_fact_is_missing_exactly_if_changing_it_alone_can_change_the_answer(
    loaded: Any, law: Law, facts: Facts
) -> None:
    missing = loaded(law).assess(stated(facts), DAY).missing
    deciding, refining = {fact.id for fact in missing.deciding}, {fact.id for fact in missing.refining}
    assert not deciding & refining
    for name in (*VALUES, *QUESTIONS):
        if name in facts or name in PREVAILING:
            assert name not in deciding | refining
            continue
        groups = flipping(law, facts, name)
        outcomes = [{law.outcome(*one) for one in group} for group in groups]
        sides = any(len({outcome.may_go_ahead for outcome in group}) > 1 for group in outcomes)
        gates = any(len({tuple(law.gates(*one).values()) for one in group}) > 1 for group in groups)
        changes = any(len(group) > 1 for group in outcomes)
        assert (name in deciding) is sides
        if changes and not sides:
            assert name in refining
        if name in refining:
            assert changes or gates


def burden(actions: list[Action]) -> tuple[object, ...]:
    return sum(one.hours for one in actions), len(actions), [one.name for one in actions]


@SOME
@given(laws(), partial_facts())
def test_every_path_works_none_is_larger_than_needed_and_the_lightest_is_among_them(
    loaded: Any, law: Law, facts: Facts
) -> None:
    answer: Assessment = loaded(law).assess(stated(facts), DAY)
    if answer.outcome.may_go_ahead:
        assert answer.paths == []
        return
    smallest = law.smallest(facts)
    by_name = {one.name: one for one in law.actions}
    sure = [path for path in answer.paths if not path.assumes]
    for path in sure:
        assert {action.id for action in path.actions} in smallest
    for wanted in smallest:
        lightest = burden([by_name[name] for name in sorted(wanted)])
        assert any(burden([by_name[one] for one in sorted(a.id for a in path.actions)]) <= lightest for path in sure)
    brought = [{(name, value) for name, value in _parts(one)} for one in law.actions]
    if answer.paths_complete and not any(first & second for first, second in combinations(brought, 2)):
        assert {frozenset(action.id for action in path.actions) for path in sure} == set(smallest)


def _parts(action: Action) -> list[tuple[str, Any]]:
    found = []
    for name, value in action.facts.items():
        found += [(name, one) for one in value] if isinstance(value, tuple) else [(name, True)]
    return found


@SOME
@given(laws(), partial_facts())
def test_a_path_with_assumptions_works_where_they_are_true(loaded: Any, law: Law, facts: Facts) -> None:
    by_name = {one.name: one for one in law.actions}
    for path in loaded(law).assess(stated(facts), DAY).paths:
        assumed = {one.fact: _read(one.fact, one.value) for one in path.assumes}
        chosen = [by_name[action.id] for action in path.actions]
        known = {**facts, **{name: value for name, value in assumed.items() if name in VALUES}}
        readings = {**PREVAILING, **{name: value for name, value in assumed.items() if name in QUESTIONS}}
        for whole, read in law.completions(known, readings):
            possible = [one for one in chosen if one.possible(whole, read)]
            assert law.outcome(done(whole, possible), read).may_go_ahead


def _read(name: str, text: str) -> Any:
    if name in QUESTIONS:
        return text
    return next(value for value in VALUES[name] if _shown(value) == text)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(sorted(value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


# the promises of a rulebook, on laws that don't keep them


@SOME
@given(laws(careless=True))
def test_the_harmful_actions_are_those_that_close_a_gate_somewhere(loaded: Any, law: Law) -> None:
    problems = prove(Calendar(loaded(law).ruleset))
    harmful: set[tuple[str, str]] = set()
    for whole, read in law.completions({}, {}):
        before = law.gates(whole, read)
        for one in law.actions:
            if one.possible(whole, read):
                after = law.gates(done(whole, [one]), read)
                harmful |= {(gate, one.name) for gate in GATES if after[gate] == "closed" != before[gate]}
    told = [one.details for one in problems if one.code == "harmful_action"]
    assert {(one["gate"], name) for one in told for name in one["actions"].split(", ")} == harmful


PRESUMED = {"a": "false", "b": "true", "role": "two", "act": "none", "clauses": "[]"}
TAKEN: dict[str, Any] = {"a": False, "b": True, "role": "two", "act": "none", "clauses": ()}


@SOME
@given(laws(careless=True))
def test_the_carrying_presumptions_are_those_without_which_something_may_not_go_ahead(loaded: Any, law: Law) -> None:
    problems = prove(Calendar(loaded(law, presume=PRESUMED).ruleset))
    carrying = {
        name
        for name, value in TAKEN.items()
        if any(
            (found := {one[0][name]: law.outcome(*one).may_go_ahead for one in group}).get(value)
            and not all(found.values())
            for group in flipping(law, {}, name, readings={})
        )
    }
    assert {str(one.details["fact"]) for one in problems if one.code == "presumption_carries"} == carrying


@SOME
@given(laws(careless=True))
def test_an_assumption_that_is_named_may_carry(loaded: Any, law: Law) -> None:
    ruleset = loaded(law, presume=PRESUMED, assume=tuple(PRESUMED)).ruleset
    assert [one for one in prove(Calendar(ruleset)) if one.code == "presumption_carries"] == []


@SOME
@given(laws(), partial_facts())
def test_the_outcome_that_stands_for_several_is_never_better_than_any_on_its_side(law: Law, facts: Facts) -> None:
    possible = law.possible(facts, PREVAILING)
    outcome = outcome_of(possible)
    assert outcome is Outcome.UNDETERMINED or all(one.may_go_ahead is outcome.may_go_ahead for one in possible)
