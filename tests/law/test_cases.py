"""Every case beside the law gets the outcome, closed gates, contested questions and carrying rules it expects."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pytest

from pa_dataflow import Rulebook
from pa_dataflow.rulebook.cases import Case, read_cases

CASES = list(read_cases(files("pa_dataflow.rules")))


@cache
def rulebook(*proposals: str) -> Rulebook:
    loaded = Rulebook.load()
    return loaded.with_proposals(*proposals) if proposals else loaded


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.country}: {case.model.case}")
def test_case(case: Case) -> None:
    expected = case.model.expect
    answer = rulebook(*case.model.proposals).assess(case.transfer, case.day)
    assert answer.outcome == expected.outcome
    assert sorted(answer.closed_gates) == sorted(expected.closed)
    assert sorted(question.id for question in answer.contested) == sorted(expected.contested)
    if expected.carried_by is not None:
        assert set(expected.carried_by) <= set(answer.carrying_rules)
        if expected.closed:
            assert set(expected.carried_by) == set(answer.carrying_rules)
    paths = [{action.id for action in path.actions} for path in answer.paths]
    for wanted in expected.paths_include:
        assert set(wanted) in paths


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.country}: {case.model.case}")
def test_the_verdict_of_a_case_is_that_of_its_assessment(case: Case) -> None:
    loaded = rulebook(*case.model.proposals)
    assert loaded.decide(case.transfer, case.day).outcome == loaded.assess(case.transfer, case.day).outcome
