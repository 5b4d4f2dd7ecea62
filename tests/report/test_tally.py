"""What many answers come to: counts of outcomes, and the single steps that are enough for most of them."""

from __future__ import annotations

from typing import Any

import pytest
from made_answers import DAY, action, answer, both, full, made_scenarios, path
from pydantic import ValidationError

from pa_dataflow.assessment.models import Assessment, FactValue, Outcome
from pa_dataflow.report.tally import MOST_STEPS, Tally, tally


def counted(*answers: Assessment) -> Tally:
    """The tally of answers to scenarios of their own."""
    return tally([(f"{number}.yaml", one) for number, one in enumerate(answers)])


def steps(*answers: Assessment) -> list[tuple[str, int]]:
    return [(one.action, one.answers) for one in counted(*answers).clearing]


def test_outcomes_are_counted_from_worst_to_best_without_those_that_do_not_occur() -> None:
    found = counted(answer(Outcome.PERMITTED), answer(Outcome.PROHIBITED), answer(Outcome.PERMITTED))
    assert list(found.outcomes.items()) == [(Outcome.PROHIBITED, 1), (Outcome.PERMITTED, 2)]
    assert (found.scenarios, found.answers, found.stuck) == (3, 3, 1)


def test_a_scenario_on_two_days_is_one_scenario_and_two_answers() -> None:
    found = tally([("a.yaml", answer()), ("a.yaml", answer(as_of=DAY.replace(day=2))), ("b.yaml", answer())])
    assert (found.scenarios, found.answers) == (2, 3)


def test_the_step_that_is_enough_most_often_comes_first() -> None:
    assert steps(answer(paths=[path("sign"), path("ask")]), answer(paths=[path("ask")])) == [("ask", 2), ("sign", 1)]


def test_of_steps_that_are_enough_equally_often_the_first_offered_comes_first() -> None:
    assert steps(answer(paths=[path("sign"), path("ask")])) == [("sign", 1), ("ask", 1)]


def test_a_step_that_needs_others_is_not_enough() -> None:
    assert steps(answer(paths=[path("sign", "ask")])) == []


def test_a_step_that_works_only_if_something_unknown_is_so_is_not_enough() -> None:
    hope = FactValue(fact="a.b", value="true", says=both("a is b"))
    assert steps(answer(paths=[path("sign", assumes=[hope]), path("ask")])) == [("ask", 1)]


@pytest.mark.parametrize("outcome", [one for one in Outcome if one.may_go_ahead is not False])
def test_answers_that_do_not_say_no_have_nothing_to_clear(outcome: Outcome) -> None:
    found = counted(answer(outcome, paths=[path("sign")], safer=[path("ask")]))
    assert (found.stuck, found.clearing) == (0, [])


def test_a_step_counts_once_for_an_answer_that_offers_it_twice() -> None:
    assert steps(answer(paths=[path("sign"), path("sign", hours=9)])) == [("sign", 1)]


def test_at_most_five_steps_are_named() -> None:
    ways = [path(f"step_{number}") for number in range(MOST_STEPS + 2)]
    assert steps(answer(paths=ways)) == [(f"step_{number}", 1) for number in range(MOST_STEPS)]


def test_a_step_is_named_as_the_first_answer_names_it() -> None:
    def named(label: str) -> Any:
        return path().model_copy(update={"actions": [action("sign", label=both(label))]})

    found = counted(answer(paths=[named("first")]), answer(paths=[named("second")]))
    assert [(one.label.en, one.answers) for one in found.clearing] == [("first (en)", 2)]


def test_it_is_known_whether_all_ways_were_looked_for() -> None:
    some = answer(paths=[path("sign")], paths_complete=False)
    assert counted(answer()).complete
    assert not counted(answer(), some).complete
    assert counted(answer(), answer(Outcome.UNDETERMINED, paths_complete=False)).complete


def test_every_answer_is_counted_once() -> None:
    answers = [(name, one) for name, several in made_scenarios() for one in several]
    found = tally(answers)
    assert sum(found.outcomes.values()) == found.answers == len(answers)
    assert sum(number for outcome, number in found.outcomes.items() if outcome.may_go_ahead is False) == found.stuck


def test_no_answers_come_to_nothing() -> None:
    assert tally([]) == Tally(scenarios=0, answers=0, outcomes={}, stuck=0, clearing=[], complete=True)


def test_a_tally_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        counted(full()).stuck = 2  # type: ignore[misc]
