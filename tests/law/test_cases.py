"""Every case beside the law gets the answer it expects."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pytest

from pa_dataflow import Rulebook
from pa_dataflow.analysis.expectations import differences
from pa_dataflow.rulebook.cases import Case, read_cases

CASES = list(read_cases(files("pa_dataflow.rules")))


@cache
def rulebook(*proposals: str) -> Rulebook:
    loaded = Rulebook.load()
    return loaded.with_proposals(*proposals) if proposals else loaded


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.country}: {case.model.case}")
def test_case(case: Case) -> None:
    answer = rulebook(*case.model.proposals).assess(case.transfer, case.day)
    assert differences(case, answer) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.country}: {case.model.case}")
def test_the_verdict_of_a_case_is_that_of_its_assessment(case: Case) -> None:
    loaded = rulebook(*case.model.proposals)
    assert loaded.decide(case.transfer, case.day).outcome == loaded.assess(case.transfer, case.day).outcome
