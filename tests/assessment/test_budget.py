"""When the solver gives up, the answer is undetermined or says that it is incomplete; it is never a permission."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from random_laws import SOME, Law, laws, partial_facts, stated
from tiny import CLOSED, DAY, action, load, rule, transfer

from pa_dataflow import Outcome, Rulebook
from pa_dataflow.engines.solver import BudgetExhausted, Solver

# Each ground asks for one combination of a with b or c, so that term by term nothing is settled.
GROUNDS = "{any: [{all: [{a: true}, {b: true}]}, {all: [{a: true}, {b: false}]}, {all: [{a: false}, {c: true}]}]}"


class Limited:
    """Lets the solver answer so many questions in all, then never again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 0
        ask = Solver.possible

        def possible(solver: Solver, assumptions: Sequence[int]) -> bool:
            if self.left == 0:
                raise BudgetExhausted("the solver reached its limit of conflicts")
            self.left -= 1
            return ask(solver, assumptions)

        monkeypatch.setattr(Solver, "possible", possible)


def questions_needed(rulebook: Rulebook, limited: Limited) -> int:
    limited.left = 10_000
    rulebook.assess(transfer(), DAY)
    return 10_000 - limited.left


def test_whenever_the_solver_gives_up_the_answer_is_the_true_one_or_undetermined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rulebook = load(
        tmp_path, rule("no", CLOSED), rule("yes", "opens: xr.export", GROUNDS), actions=(action("do_c", "{c: true}"),)
    )
    limited = Limited(monkeypatch)
    needed = questions_needed(rulebook, limited)
    limited.left = needed
    whole = rulebook.assess(transfer(), DAY)
    assert "budget" not in [one.code for one in whole.warnings]
    for count in range(needed):
        limited.left = count
        answer = rulebook.assess(transfer(), DAY)
        assert answer.outcome in (whole.outcome, Outcome.UNDETERMINED)
        assert set(whole.range) <= set(answer.range)
        assert "budget" in [one.code for one in answer.warnings]
        assert {gate.status for law in answer.laws for gate in law.gates} <= {"unknown", "open"}
        limited.left = count
        assert rulebook.decide(transfer(), DAY).outcome in (whole.outcome, Outcome.UNDETERMINED)


def test_what_needs_no_solver_is_answered_without_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = load(tmp_path, rule("no", CLOSED), rule("yes", "opens: xr.export", GROUNDS))
    Limited(monkeypatch)
    assert rulebook.assess(transfer(a=True, b=True, c=False), DAY).outcome is Outcome.PERMITTED
    assert rulebook.decide(transfer(a=False, b=True, c=False), DAY).outcome is Outcome.PROHIBITED


@SOME
@given(laws(), partial_facts())
def test_no_random_law_permits_more_without_its_solver(loaded: Any, law: Law, facts: dict[str, object]) -> None:
    rulebook, asked = loaded(law), stated(facts)
    whole = rulebook.assess(asked, DAY)
    with pytest.MonkeyPatch.context() as monkeypatch:
        limited = Limited(monkeypatch)
        for count in (0, 1, 2, 5):
            limited.left = count
            answer = rulebook.assess(asked, DAY)
            assert answer.outcome in (whole.outcome, Outcome.UNDETERMINED)
            assert set(whole.range) <= set(answer.range)
            limited.left = count
            assert rulebook.decide(asked, DAY).outcome in (whole.outcome, Outcome.UNDETERMINED)
