"""One outcome stands for all that are possible; the order is from best to worst."""

from __future__ import annotations

from itertools import combinations

import pytest

from pa_dataflow import Outcome
from pa_dataflow.assessment.judge import SEVERITY, outcome_of

MAY = (Outcome.NOT_APPLICABLE, Outcome.PERMITTED, Outcome.PERMITTED_WITH_CONDITIONS)
MAY_NOT = (Outcome.ACTION_REQUIRED, Outcome.PROHIBITED)
SETS = [frozenset(chosen) for size in range(1, 6) for chosen in combinations((*MAY, *MAY_NOT), size)]


@pytest.mark.parametrize("possible", SETS, ids=lambda possible: "+".join(sorted(possible)))
def test_what_stands_for_several_outcomes(possible: frozenset[Outcome]) -> None:
    found = outcome_of(possible)
    if possible & set(MAY) and possible & set(MAY_NOT):
        assert found is Outcome.UNDETERMINED
    elif possible <= set(MAY):
        assert found is max(possible, key=SEVERITY.__getitem__)
    else:
        assert found is (Outcome.PROHIBITED if possible == {Outcome.PROHIBITED} else Outcome.ACTION_REQUIRED)


@pytest.mark.parametrize("possible", SETS, ids=lambda possible: "+".join(sorted(possible)))
def test_nothing_is_determined_where_the_exporters_law_is_not_known(possible: frozenset[Outcome]) -> None:
    assert outcome_of(possible, covered=False) is Outcome.UNDETERMINED


def test_sides_of_the_outcomes() -> None:
    assert [outcome.may_go_ahead for outcome in Outcome] == [True, True, True, None, False, False]
    assert sorted(Outcome, key=SEVERITY.__getitem__) == list(Outcome)
