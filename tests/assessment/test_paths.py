"""Paths: smallest sets of actions, the lightest first, that hold on the day and when their waiting times end."""

from __future__ import annotations

from pathlib import Path

from tiny import CLOSED, DAY, action, load, path_sets, question, rule, transfer

from pa_dataflow import Outcome

CLOSES = rule("no", CLOSED)
BOTH = rule("yes", "opens: xr.export", "{any: [{all: [{a: true}, {b: true}]}, {c: true}]}")
A, B, C = (action(f"do_{name}", f"{{{name}: true}}", f"burden: {{hours_once: {hours}}}") for name, hours in
           (("a", 1), ("b", 1), ("c", 5)))  # fmt: skip
NOTHING = {"a": False, "b": False, "c": False}


def test_all_smallest_sets_the_lightest_first(tmp_path: Path) -> None:
    answer = load(tmp_path, CLOSES, BOTH, actions=(A, B, C)).assess(transfer(**NOTHING), DAY)
    assert answer.outcome is Outcome.ACTION_REQUIRED
    assert [[one.id for one in path.actions] for path in answer.paths] == [["do_a", "do_b"], ["do_c"]]
    assert [path.hours for path in answer.paths] == [2, 5]
    assert answer.paths_complete


def test_fewer_paths_than_there_are_is_said(tmp_path: Path) -> None:
    rulebook = load(tmp_path, CLOSES, BOTH, actions=(A, B, C))
    answer = rulebook.assess(transfer(**NOTHING), DAY, max_paths=1)
    assert path_sets(answer.paths) == [["do_a", "do_b"]]
    assert not answer.paths_complete


def test_what_is_done_already_is_not_asked_for_again(tmp_path: Path) -> None:
    answer = load(tmp_path, CLOSES, BOTH, actions=(A, B)).assess(transfer(**NOTHING | {"a": True}), DAY)
    assert path_sets(answer.paths) == [["do_b"]]


def test_where_no_action_helps_it_is_prohibited_and_there_are_no_paths(tmp_path: Path) -> None:
    answer = load(tmp_path, CLOSES, BOTH, actions=(A,)).assess(transfer(**NOTHING), DAY)
    assert answer.outcome is Outcome.PROHIBITED
    assert (answer.paths, answer.paths_complete) == ([], True)


def test_an_action_that_is_not_possible_is_no_way_out(tmp_path: Path) -> None:
    impossible = action("do_c", "{c: true}", "possible: {when: {role: one}}")
    ended = action("do_a", "{a: true}", "possible: {before: 2026-06-30}")
    rulebook = load(tmp_path, CLOSES, rule("yes", "opens: xr.export", "{any: [{c: true}, {a: true}]}"),
                    actions=(impossible, ended))  # fmt: skip
    assert rulebook.assess(transfer(**NOTHING, role="one"), DAY).outcome is Outcome.ACTION_REQUIRED
    assert rulebook.assess(transfer(**NOTHING, role="two"), DAY).outcome is Outcome.PROHIBITED


def test_a_path_works_however_the_unknown_turns_out(tmp_path: Path) -> None:
    """Without knowing b, only what helps in both cases is a path."""
    opens = [
        rule("one", "opens: xr.export", "{all: [{a: true}, {role: one}]}"),
        rule("two", "opens: xr.export", "{all: [{c: true}, {role: {in: [two, three]}}]}"),
    ]
    answer = load(tmp_path, CLOSES, *opens, actions=(A, C)).assess(transfer(a=False, c=False), DAY)
    assert answer.outcome is Outcome.ACTION_REQUIRED
    assert path_sets(answer.paths) == [["do_a", "do_c"]]
    assert [path.assumes for path in answer.paths] == [[]]


def test_where_nothing_is_certain_a_path_says_what_it_assumes(tmp_path: Path) -> None:
    opens = rule("yes", "opens: xr.export", "{all: [{a: true}, {role: one}]}")
    answer = load(tmp_path, CLOSES, opens, actions=(A,)).assess(transfer(a=False), DAY)
    assert answer.outcome is Outcome.ACTION_REQUIRED
    (path,) = answer.paths
    assert [one.id for one in path.actions] == ["do_a"]
    assert [(one.fact, one.value) for one in path.assumes] == [("role", "one")]
    assert not answer.paths_complete


UNTIL_MID_JULY = "in_force: {before: 2026-07-15}"


def test_a_path_that_would_come_too_late_is_none(tmp_path: Path) -> None:
    opens = rule("yes", "opens: xr.export", "{a: true}", UNTIL_MID_JULY)
    for days, expected in ((10, [["do_a"]]), (15, [])):
        rulebook = load(
            tmp_path / str(days),
            CLOSES,
            opens,
            actions=(action("do_a", "{a: true}", f"burden: {{waiting_days: {days}}}"),),
        )
        assert path_sets(rulebook.assess(transfer(a=False), DAY).paths) == expected


def test_a_slow_action_does_not_hide_a_quick_one(tmp_path: Path) -> None:
    rulebook = load(
        tmp_path,
        CLOSES,
        rule("yes", "opens: xr.export", "{any: [{a: true}, {b: true}]}", UNTIL_MID_JULY),
        rule("later", "opens: xr.export", "{c: true}", "in_force: {from: 2026-07-15}"),
        actions=(action("quick", "{a: true}"), action("slow", "{b: true}", "burden: {waiting_days: 30}")),
    )
    answer = rulebook.assess(transfer(**NOTHING), DAY)
    assert answer.outcome is Outcome.ACTION_REQUIRED
    assert path_sets(answer.paths) == [["quick"]]
    assert answer.paths_complete


def test_actions_come_in_the_order_in_which_they_can_be_done(tmp_path: Path) -> None:
    opens = rule("yes", "opens: xr.export", "{all: [{a: true}, {b: true}]}")
    first, then = action("z_first", "{a: true}"), action("a_then", "{b: true}", "after: [z_first]")
    (path,) = load(tmp_path, CLOSES, opens, actions=(then, first)).assess(transfer(a=False, b=False), DAY).paths
    assert [one.id for one in path.actions] == ["z_first", "a_then"]


def test_a_path_that_fails_under_another_reading_says_so(tmp_path: Path) -> None:
    opens = [
        rule("sure", "opens: xr.export", "{b: true}"),
        rule("held", "opens: xr.export", "{all: [{a: true}, {reading: {xr.q.one: yes}}]}"),
    ]
    held = question("one", ("yes", "no"), "yes")
    answer = load(tmp_path, CLOSES, *opens, questions=(held,), actions=(A, B)).assess(transfer(a=False, b=False), DAY)
    assert {path.actions[0].id: path.holds_under_all_readings for path in answer.paths} == {"do_a": False, "do_b": True}


def test_what_only_today_makes_certain_is_no_path_if_its_waiting_ends_under_another_law(tmp_path: Path) -> None:
    rulebook = load(
        tmp_path,
        CLOSES,
        rule("yes", "opens: xr.export", "{a: true}", UNTIL_MID_JULY),
        rule("later", "opens: xr.export", "{all: [{a: true}, {role: one}]}", "in_force: {from: 2026-07-15}"),
        actions=(action("do_a", "{a: true}", "burden: {waiting_days: 30}"),),
    )
    answer = rulebook.assess(transfer(a=False), DAY)
    assert [path for path in answer.paths if not path.assumes] == []
    assert path_sets(rulebook.assess(transfer(a=False, role="one"), DAY).paths) == [["do_a"]]
    assert rulebook.assess(transfer(a=False, role="two"), DAY).paths == []


def test_a_step_that_may_turn_out_to_be_ruled_out_is_no_certain_path(tmp_path: Path) -> None:
    rulebook = load(
        tmp_path,
        CLOSES,
        rule("yes", "opens: xr.export", "{a: true}"),
        actions=(action("do_a", "{a: true}", "possible: {unless: {role: one}}"),),
    )
    answer = rulebook.assess(transfer(a=False), DAY)
    assert answer.range == [Outcome.ACTION_REQUIRED, Outcome.PROHIBITED]
    assert [[one.fact for one in path.assumes] for path in answer.paths] == [["role"]]
    assert "one" not in [one.value for path in answer.paths for one in path.assumes]
    assert path_sets(rulebook.assess(transfer(a=False, role="two"), DAY).paths) == [["do_a"]]


def test_a_step_that_is_ruled_out_only_where_it_is_not_needed_stays_a_path(tmp_path: Path) -> None:
    rulebook = load(
        tmp_path,
        CLOSES,
        rule("yes", "opens: xr.export", "{any: [{a: true}, {role: one}]}"),
        actions=(action("do_a", "{a: true}", "possible: {unless: {role: one}}"),),
    )
    (path,) = rulebook.assess(transfer(a=False), DAY).paths
    assert [one.id for one in path.actions] == ["do_a"]
    assert path.assumes == []
