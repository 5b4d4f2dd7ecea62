"""Open questions of law: all combinations of readings are tried, and only what moves or worsens the answer counts."""

from __future__ import annotations

from pathlib import Path

from tiny import CLOSED, DAY, action, load, path_sets, question, rule, transfer

from pa_dataflow import Outcome

ONE, TWO = question("one", ("yes", "no"), "yes"), question("two", ("yes", "no"), "yes")
CLOSES = rule("no", CLOSED)


def test_two_readings_may_move_an_answer_that_neither_moves_alone(tmp_path: Path) -> None:
    opens = rule(
        "yes", "opens: xr.export", "{any: [{reading: {xr.q.one: yes}}, {reading: {xr.q.two: yes}}, {a: true}]}"
    )
    rulebook = load(tmp_path, CLOSES, opens, questions=(ONE, TWO), actions=(action("do_a", "{a: true}"),))
    answer = rulebook.assess(transfer(a=False), DAY)
    assert answer.outcome is Outcome.PERMITTED_WITH_CONDITIONS
    assert answer.certainty == "contested"
    assert [entry.id for entry in answer.contested] == ["xr.q.one", "xr.q.two"]
    # Alone, each question leaves the answer as it is.
    assert {reading.outcome for entry in answer.contested for reading in entry.readings} == {Outcome.PERMITTED}
    assert [(one.kind, one.id) for one in answer.conditions] == [
        ("confirm_question", "xr.q.one"),
        ("confirm_question", "xr.q.two"),
    ]
    assert path_sets(answer.safer) == [["do_a"]]
    assert rulebook.decide(transfer(a=False), DAY).outcome is answer.outcome


def test_a_question_that_the_smallest_departure_does_without_is_not_contested(tmp_path: Path) -> None:
    opens = rule("yes", "opens: xr.export", "{reading: {xr.q.one: yes}}")
    other = rule("more", "opens: xr.export", "{all: [{reading: {xr.q.two: no}}, {reading: {xr.q.one: no}}]}")
    rulebook = load(tmp_path, CLOSES, opens, other, questions=(ONE, TWO))
    answer = rulebook.assess(transfer(), DAY)
    assert [entry.id for entry in answer.contested] == ["xr.q.one"]
    assert {one.reading: one.outcome for one in answer.contested[0].readings} == {
        "yes": Outcome.PERMITTED,
        "no": Outcome.PROHIBITED,
    }


def test_a_reading_that_would_only_help_is_no_contest(tmp_path: Path) -> None:
    duty_bound = rule("yes", "opens: xr.export", "{any: [{a: true}, {reading: {xr.q.one: no}}]}")
    rulebook = load(tmp_path, rule("no", CLOSED, "{b: true}"), duty_bound, questions=(ONE,))
    assert rulebook.assess(transfer(a=True, b=True), DAY).certainty == "certain"
    assert rulebook.assess(transfer(a=True, b=False), DAY).outcome is Outcome.PERMITTED


def test_a_reading_with_which_it_may_go_ahead_after_all_moves_the_answer(tmp_path: Path) -> None:
    opens = rule("yes", "opens: xr.export", "{reading: {xr.q.one: no}}")
    answer = load(tmp_path, CLOSES, opens, questions=(ONE,)).assess(transfer(), DAY)
    assert answer.outcome is Outcome.PROHIBITED
    assert [entry.id for entry in answer.contested] == ["xr.q.one"]
    assert answer.certainty == "contested"


def test_a_reading_with_which_no_action_helps_makes_the_answer_worse(tmp_path: Path) -> None:
    opens = rule("yes", "opens: xr.export", "{all: [{a: true}, {reading: {xr.q.one: yes}}]}")
    rulebook = load(tmp_path, CLOSES, opens, questions=(ONE,), actions=(action("do_a", "{a: true}"),))
    answer = rulebook.assess(transfer(a=False), DAY)
    assert answer.outcome is Outcome.ACTION_REQUIRED
    assert [path.holds_under_all_readings for path in answer.paths] == [False]
    assert [entry.id for entry in answer.contested] == ["xr.q.one"]


def test_every_reading_of_a_question_is_tried_not_only_the_second(tmp_path: Path) -> None:
    three = question("three", ("first", "second", "third"), "first")
    opens = rule("yes", "opens: xr.export", "{any: [{reading: {xr.q.three: first}}, {reading: {xr.q.three: second}}]}")
    answer = load(tmp_path, CLOSES, opens, questions=(three,)).assess(transfer(), DAY)
    assert [(one.reading, one.outcome) for one in answer.contested[0].readings] == [
        ("first", Outcome.PERMITTED),
        ("second", Outcome.PERMITTED),
        ("third", Outcome.PROHIBITED),
    ]


def test_a_question_without_prevailing_reading_works_like_an_unknown_fact(tmp_path: Path) -> None:
    opens = rule("yes", "opens: xr.export", "{any: [{reading: {xr.q.open: yes}}, {a: true}]}")
    rulebook = load(tmp_path, CLOSES, opens, questions=(question("open", ("yes", "no")),))
    answer = rulebook.assess(transfer(a=False), DAY)
    assert answer.outcome is Outcome.UNDETERMINED
    assert answer.range == [Outcome.PERMITTED, Outcome.PROHIBITED]
    assert [(one.id, one.kind) for one in answer.missing.deciding] == [("xr.q.open", "question")]
    assert answer.contested == []
    assert rulebook.assess(transfer(a=True), DAY).outcome is Outcome.PERMITTED


def test_a_doubt_that_only_the_solver_sees_is_seen(tmp_path: Path) -> None:
    """Whatever b is, one of the grounds holds; by the other reading the second one never does."""
    opens = [
        rule("one", "opens: xr.export", "{b: true}"),
        rule("two", "opens: xr.export", "{all: [{reading: {xr.q.one: yes}}, {b: false}]}"),
    ]
    rulebook = load(tmp_path, CLOSES, *opens, questions=(ONE,))
    answer = rulebook.assess(transfer(), DAY)
    assert answer.outcome is Outcome.PERMITTED_WITH_CONDITIONS
    assert [entry.id for entry in answer.contested] == ["xr.q.one"]
    assert rulebook.decide(transfer(), DAY).outcome is answer.outcome


def test_more_combinations_than_can_be_tried_are_never_a_permission(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(10)]
    listed = ", ".join(f"{{reading: {{xr.q.{name}: yes}}}}" for name in names)
    questions = tuple(question(name, ("yes", "no"), "yes") for name in names)
    rulebook = load(tmp_path, CLOSES, rule("yes", "opens: xr.export", f"{{any: [{listed}]}}"), questions=questions)
    answer = rulebook.assess(transfer(), DAY)
    assert answer.outcome is Outcome.UNDETERMINED
    assert "budget" in [one.code for one in answer.warnings]
    assert answer.range == list(Outcome)
    assert (answer.paths, answer.paths_complete) == ([], False)
    assert rulebook.decide(transfer(), DAY).outcome is Outcome.UNDETERMINED
