"""`check`: which scenarios it reads, on which days, what it prints where, and its exit codes."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from made_answers import answer, full
from running import MadeRulebook, Run

from pa_dataflow.assessment.models import Outcome
from pa_dataflow.report.layout import cells
from pa_dataflow.source.errors import EngineError

Scenario = Callable[..., Path]
Made = Callable[..., MadeRulebook]

YES, NOT_YET, UNKNOWN = True, False, None


# Exit codes


@pytest.mark.parametrize(("signed", "code"), [(YES, 0), (NOT_YET, 1), (UNKNOWN, 3)])
def test_the_exit_code_tells_the_answer(run: Run, scenario: Scenario, signed: bool | None, code: int) -> None:
    ran = run("check", scenario("a.yaml", signed))
    assert ran.code == code
    assert ran.err == ""


def test_the_worst_answer_counts(run: Run, scenario: Scenario) -> None:
    files = [scenario("a.yaml", YES), scenario("b.yaml", UNKNOWN), scenario("c.yaml", NOT_YET)]
    assert run("check", *files).code == 1
    assert run("check", *files[:2]).code == 3
    assert run("check", *files[:1]).code == 0


@pytest.mark.parametrize(
    ("outcome", "certainty", "fail_on", "code"),
    [
        (Outcome.PERMITTED, "certain", "none", 0),
        (Outcome.NOT_APPLICABLE, "certain", "action_required", 0),
        (Outcome.PROHIBITED, "certain", "prohibited", 1),
        (Outcome.PROHIBITED, "certain", "action_required", 0),
        (Outcome.PROHIBITED, "certain", "none", 0),
        (Outcome.PERMITTED_WITH_CONDITIONS, "certain", "conditions", 1),
        (Outcome.PERMITTED_WITH_CONDITIONS, "certain", "contested", 0),
        (Outcome.PERMITTED_WITH_CONDITIONS, "contested", "contested", 1),
        (Outcome.UNDETERMINED, "certain", "action_required, undetermined", 1),
        (Outcome.UNDETERMINED, "certain", "none", 3),
    ],
)
def test_fail_on_chooses_what_counts(
    run: Run, scenario: Scenario, made: Made, outcome: Outcome, certainty: str, fail_on: str, code: int
) -> None:
    made(answer(outcome, certainty=certainty))
    assert run("check", scenario("a.yaml"), "--fail-on", fail_on).code == code


def test_by_default_only_no_and_not_yet_fail(run: Run, scenario: Scenario, made: Made) -> None:
    made(answer(Outcome.PERMITTED_WITH_CONDITIONS, certainty="contested"))
    assert run("check", scenario("a.yaml")).code == 0


def test_wrong_input_outweighs_a_failing_answer_and_the_rest_is_still_answered(run: Run, scenario: Scenario) -> None:
    bad = scenario("b.yaml", None, "importr: {role: x}")
    ran = run("check", scenario("a.yaml", NOT_YET), bad, scenario("c.yaml", YES))
    assert ran.code == 2
    assert "scenario a" in ran.out
    assert "scenario c" in ran.out
    assert "scenario b" not in ran.out
    assert f"{bad}:5:11: error: There is no fact called" in ran.err


def test_an_internal_error_ends_the_run_with_one_line(run: Run, scenario: Scenario, made: Made) -> None:
    made(answer(Outcome.PERMITTED), ZeroDivisionError("division\nby zero"), answer(Outcome.PERMITTED))
    files = [scenario(f"{name}.yaml") for name in "abc"]
    ran = run("check", *files, "--format", "jsonl")
    assert ran.code == 70
    assert (ran.out.count("\n"), ran.err.count("\n")) == (1, 1)
    assert "Internal error: ZeroDivisionError: division by zero. Please report it" in ran.err


def test_a_traceback_is_shown_when_asked_for(run: Run, scenario: Scenario, made: Made) -> None:
    made(ZeroDivisionError("x"))
    assert "Traceback" in run("check", scenario("a.yaml"), env={"PA_DATAFLOW_DEBUG": "1"}).err
    assert "Traceback" not in run("check", scenario("a.yaml")).err


def test_a_failing_engine_never_looks_like_an_answer(run: Run, scenario: Scenario, made: Made) -> None:
    made(EngineError("limit reached"))
    ran = run("check", scenario("a.yaml"))
    assert (ran.code, ran.out) == (70, "")
    assert "No answer could be computed: EngineError: limit reached" in ran.err


def test_an_invalid_rulebook_ends_the_run(run: Run, scenario: Scenario, tmp_path: Path) -> None:
    (tmp_path / "law" / "land").mkdir(parents=True)
    (tmp_path / "law" / "land" / "x.yaml").write_text("gats: {}\n")
    ran = run("check", scenario("a.yaml"), "--rulebook", tmp_path / "law", law=False)
    assert ran.code == 4
    assert 'x.yaml:1:1: error: The key "gats" is not known here. Did you mean "gates"?' in ran.err
    assert "    gats: {}\n    ^\n" in ran.err
    assert run("check", scenario("a.yaml"), "--rulebook", tmp_path / "none", law=False).code == 4


def test_an_unknown_proposal_is_a_wrong_option(run: Run, scenario: Scenario) -> None:
    ran = run("check", scenario("a.yaml", YES), "--with", "xr.later")
    assert ran.code == 2
    assert 'pa-dataflow: error: There is no proposal called "xr.later".' in ran.err


# Where scenarios come from


def test_folders_are_searched_in_order_hidden_ones_left_out(run: Run, scenario: Scenario, tmp_path: Path) -> None:
    for name in ("d/b/two.yaml", "d/a/one.yml", "d/.git/three.yaml", "d/note.txt"):
        scenario(name, YES)
    ran = run("check", tmp_path / "d", "--format", "jsonl")
    assert [json.loads(line)["title"] for line in ran.out.splitlines()] == ["scenario one", "scenario two"]


def test_a_folder_without_scenarios_is_wrong_input(run: Run, scenario: Scenario, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("check", tmp_path / "empty", scenario("a.yaml", YES))
    assert ran.code == 2
    assert f"{tmp_path}/empty: error: There are no scenario files" in ran.err
    assert "scenario a" in ran.out


def test_standard_input(run: Run, scenario: Scenario) -> None:
    ran = run("check", "-", input=scenario("a.yaml", YES).read_bytes())
    assert ran.code == 0
    assert "scenario a · -" in ran.out


def test_problems_in_standard_input_are_shown_with_their_line(run: Run) -> None:
    ran = run("check", "-", input="exporter: {country: XR}\nimporter: {role: controler}\n")
    assert ran.code == 2
    assert (
        '-:2:18: error: "controler" is not a value of importer.role; it may be: controller, processor. Did you'
        in ran.err
    )
    assert "    importer: {role: controler}\n                     ^\n" in ran.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "is not UTF-8"),
        (b"", "says nothing"),
        (b"a: [", "never closed"),
        (b"[]", "A scenario is expected here"),
        (b"as_of: 2026-02-30", "2026-02-30 does not exist"),
        (b"exporter: {country: XR, country: XG}", "is repeated"),
        (b"x: " + b"[" * 500, "nested too deeply"),
    ],
)
def test_broken_input_is_told_never_raised(run: Run, content: bytes, said: str) -> None:
    ran = run("check", "-", input=content)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_file_that_does_not_exist(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path / "none.yaml", env={"LANG": "es_PE.UTF-8"})
    assert ran.code == 2
    assert "No se puede leer el archivo: no existe." in ran.err


def test_all_problems_are_told_in_the_order_of_their_places(run: Run, scenario: Scenario) -> None:
    bad = scenario("a.yaml", None, "consent: {act: clik}", "claims: treaty", "contract: {signd: true}")
    err = run("check", bad).err
    places = [line.split(":")[1] for line in err.splitlines() if "error:" in line]
    assert places == ["5", "6", "7"]


def test_long_lines_are_cut_around_the_caret(run: Run) -> None:
    kinds = "name, " * 40 + "wrong" + ", phone" * 40
    ran = run("check", "-", input=f"as_of: 2026-06-01\ndata: {{kinds: [{kinds}]}}\n")
    told, line, caret = ran.err.splitlines()
    assert '"wrong" is not a value of data.kinds' in told
    assert cells(line) <= 80
    assert line[caret.index("^") :].startswith("wrong")


# Days


def test_the_day_of_the_file_counts_unless_one_is_asked_for(run: Run, scenario: Scenario, made: Made) -> None:
    rulebook = made(answer())
    file = scenario("a.yaml", day="[2026-12-01, 2027-01-01]")
    run("check", file)
    run("check", file, "--as-of", "2025-01-01")
    assert [asked["as_of"] for asked in rulebook.asked] == [date(2026, 12, 1), date(2027, 1, 1), date(2025, 1, 1)]


def test_without_a_day_today_counts_and_is_told(
    run: Run, scenario: Scenario, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    rulebook = made(answer())
    monkeypatch.setattr("pa_dataflow.cli.common.today", lambda: date(2026, 11, 22))
    ran = run("check", scenario("a.yaml", day=None), "--lang", "es")
    assert rulebook.asked[0]["as_of"] == date(2026, 11, 22)
    assert "a.yaml: nota: no se indica fecha; cuenta la ley de hoy: 2026-11-22." in ran.err


def test_several_days_stand_side_by_side_before_each_answer(run: Run, scenario: Scenario) -> None:
    days = ["--as-of", "2026-06-01", "--as-of", "2026-06-02", "--as-of", "2026-06-01"]
    ran = run("check", scenario("a.yaml", NOT_YET), *days)
    assert ran.out.index("SIDE BY SIDE") < ran.out.index("2026-06-02  ✗ not yet") < ran.out.index("On 1 June 2026")
    assert ran.out.count("✗ NOT YET.") == 2


def test_options_reach_the_rulebook(run: Run, scenario: Scenario, made: Made) -> None:
    rulebook = made(answer())
    run("check", scenario("a.yaml"), "--strict", "--max-paths", "3")
    assert rulebook.asked == [{"as_of": date(2026, 6, 1), "strict": True, "max_paths": 3}]


# Text


@pytest.mark.parametrize(("form", "title"), [("text", "ALL SCENARIOS\n"), ("markdown", "## All scenarios\n")])
def test_many_scenarios_begin_with_a_summary(run: Run, scenario: Scenario, form: str, title: str) -> None:
    first, second = scenario("a.yaml", YES), scenario("b.yaml", NOT_YET)
    out = run("check", first, second, "--format", form).out
    assert out.startswith(title)
    assert "2 scenarios, 2 answers. ✗ not yet: 1 · ✓ yes: 1" in out
    assert out.index("scenario a") < out.index("scenario b")
    assert title not in run("check", first, "--format", form).out


def test_the_summary_names_the_step_that_clears_most(run: Run, scenario: Scenario) -> None:
    files = [scenario(f"{number}.yaml", NOT_YET) for number in range(3)]
    assert "3 of 3   Sign a contract\n" in run("check", *files).out
    assert "| 3 of 3 | Sign a contract |\n" in run("check", *files, "--format", "markdown").out


def test_what_cannot_be_used_is_not_counted(run: Run, scenario: Scenario) -> None:
    files = [scenario("a.yaml", YES), scenario("b.yaml", YES), scenario("c.yaml", None, "importr: {role: x}")]
    ran = run("check", *files)
    assert ran.out.startswith("ALL SCENARIOS\n2 scenarios, 2 answers. ✓ yes: 2\n")
    assert "c.yaml:5:11: error:" in ran.err
    assert "ALL SCENARIOS" not in run("check", *files[1:]).out


def test_text_fits_eighty_columns_in_both_languages(run: Run, scenario: Scenario, made: Made) -> None:
    made(full())
    for lang in ("es", "en"):
        out = run("check", scenario("a.yaml"), scenario("b.yaml"), "--lang", lang).out
        assert [line for line in out.split("\n") if cells(line) > 80] == []


# Markdown


def test_markdown_holds_every_answer_under_a_heading(run: Run, scenario: Scenario) -> None:
    days = ["--as-of", "2026-06-01", "--as-of", "2026-06-02"]
    ran = run("check", scenario("a.yaml", NOT_YET), scenario("b.yaml", YES), *days, "--format", "markdown")
    heads = [line[3:].partition(" from ")[0] for line in ran.out.split("\n") if line.startswith("## ")]
    assert heads == [
        "All scenarios",
        "Side by side",
        "✗ Not yet. On 1 June 2026 you may not send these data",
        "✗ Not yet. On 2 June 2026 you may not send these data",
        "Side by side",
        "✓ Yes. On 1 June 2026 you may send these data",
        "✓ Yes. On 2 June 2026 you may send these data",
    ]
    assert ran.code == 1


def test_markdown_speaks_spanish(run: Run, scenario: Scenario) -> None:
    out = run("check", scenario("a.yaml", NOT_YET), "--format", "markdown", "--lang", "es").out
    assert "## ✗ Todavía no. El 1 de junio de 2026 no puede enviar estos datos" in out
    assert "1. [ ] **" in out


def test_markdown_goes_into_a_file(run: Run, scenario: Scenario, tmp_path: Path) -> None:
    file, out = scenario("a.yaml", NOT_YET), tmp_path / "answer.md"
    assert run("check", file, "--format", "markdown", "-o", out).out == ""
    assert out.read_text("utf-8") == run("check", file, "--format", "markdown").out


def test_results_carry_no_colour_where_they_do_not_go_to_a_terminal(run: Run, scenario: Scenario) -> None:
    assert "\x1b" not in run("check", scenario("a.yaml", NOT_YET)).out


# JSON


def test_json_is_one_document(run: Run, scenario: Scenario) -> None:
    ran = run("check", scenario("a.yaml", YES), scenario("b.yaml", NOT_YET), "--format", "json")
    document = json.loads(ran.out)
    assert document["schema_version"] == "1.0"
    assert [one["outcome"] for one in document["assessments"]] == ["permitted", "action_required"]


def test_json_of_many_scenarios_says_what_they_come_to(run: Run, scenario: Scenario) -> None:
    files = [scenario("a.yaml", YES), scenario("b.yaml", NOT_YET)]
    summary = json.loads(run("check", *files, "--format", "json").out)["summary"]
    assert summary["outcomes"] == {"action_required": 1, "permitted": 1}
    assert [(one["action"], one["answers"]) for one in summary["clearing"]] == [("sign_contract", 1)]
    assert "summary" not in json.loads(run("check", files[0], "--format", "json").out)


def test_json_lines_hold_an_answer_each(run: Run, scenario: Scenario) -> None:
    days = ["--as-of", "2026-06-01", "--as-of", "2026-06-02"]
    ran = run("check", scenario("a.yaml", YES), *days, "--format", "jsonl")
    assert [json.loads(line)["as_of"] for line in ran.out.splitlines()] == ["2026-06-01", "2026-06-02"]


def test_json_of_bad_input_alone_is_an_empty_document(run: Run) -> None:
    ran = run("check", "-", "--format", "json", input="[]")
    assert ran.code == 2
    assert json.loads(ran.out)["assessments"] == []


@pytest.mark.parametrize("form", ["text", "markdown", "json", "jsonl"])
def test_the_same_input_gives_the_same_bytes(run: Run, scenario: Scenario, form: str) -> None:
    file = scenario("a.yaml", NOT_YET)
    assert run("check", file, "--format", form) == run("check", file, "--format", form)


# Output files


def test_the_output_file_holds_what_would_have_been_printed(run: Run, scenario: Scenario, tmp_path: Path) -> None:
    file = scenario("a.yaml", NOT_YET)
    ran = run("check", file, "-o", tmp_path / "out.txt", "--lang", "es")
    assert (ran.code, ran.out) == (1, "")
    assert (tmp_path / "out.txt").read_text("utf-8") == run("check", file, "--lang", "es").out
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.yaml", "out.txt"]


def test_the_output_file_stays_whole_if_the_run_fails(run: Run, scenario: Scenario, made: Made, tmp_path: Path) -> None:
    made(answer(), ZeroDivisionError("x"))
    out = tmp_path / "out.txt"
    out.write_text("before")
    assert run("check", scenario("a.yaml"), scenario("b.yaml"), "-o", out).code == 70
    assert out.read_text() == "before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.yaml", "b.yaml", "out.txt"]


def test_the_output_file_is_replaced_not_rewritten(
    run: Run, scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.txt"
    out.write_text("before")
    out.chmod(0o640)
    replaced: list[tuple[Path, Path]] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        assert out.read_text() == "before"
        replaced.append((self, target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    assert run("check", scenario("a.yaml", YES), "-o", out).code == 0
    assert [(one.parent, target) for one, target in replaced] == [(tmp_path, out.resolve())]
    assert stat.S_IMODE(out.stat().st_mode) == 0o640


def test_a_dash_is_standard_output(run: Run, scenario: Scenario) -> None:
    file = scenario("a.yaml", YES)
    assert run("check", file, "-o", "-").out == run("check", file).out


@pytest.mark.parametrize(("name", "said"), [("none/out.txt", "its folder does not exist"), (".", "it is a folder")])
def test_an_output_that_cannot_be_written_is_a_wrong_option(
    run: Run, scenario: Scenario, tmp_path: Path, name: str, said: str
) -> None:
    ran = run("check", scenario("a.yaml", YES), "-o", tmp_path / name)
    assert ran.code == 2
    assert said in ran.err


def test_answers_never_overwrite_the_scenario(run: Run, scenario: Scenario, tmp_path: Path) -> None:
    file = scenario("a.yaml", YES)
    before = file.read_bytes()
    for given in (file, tmp_path):
        assert run("check", given, "-o", file).code == 2
        assert file.read_bytes() == before


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="there are no device files here")  # noqa: PTH110
def test_a_device_is_written_to_not_replaced(run: Run, scenario: Scenario) -> None:
    assert run("check", scenario("a.yaml", YES), "-o", "/dev/null").code == 0
    assert not Path("/dev/null").is_file()
