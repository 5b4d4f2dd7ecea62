"""The progress bar shows only where somebody watches and no results come meanwhile; it never changes what is judged."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Run

from pa_dataflow.cli.common import MANY, tell, with_progress

NAMES = [f"{number}.yaml" for number in range(MANY)]


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("meanwhile", [True, False])
def test_many_scenarios_are_judged_in_order_behind_a_bar(meanwhile: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert list(with_progress(NAMES, meanwhile=meanwhile)) == NAMES
    assert "pa-dataflow" in screen.getvalue()


class Terminal(io.TextIOWrapper):
    """A terminal that takes bytes, as standard error does in a program."""

    def isatty(self) -> bool:
        return True


def test_diagnostics_stand_on_lines_of_their_own_above_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    screen = Terminal(written, "utf-8", errors="backslashreplace", write_through=True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    for name in with_progress(NAMES, meanwhile=False):
        tell(f"{name}: note")
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written.getvalue().decode()).replace("\r", "\n").split("\n")
    assert [line for line in lines if "note" in line] == [f"{name}: note" for name in NAMES]


def test_the_bar_shows_on_the_terminal_of_the_results_if_these_come_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    errors, results = Screen(), Screen()
    monkeypatch.setattr(sys, "stderr", errors)
    monkeypatch.setattr(sys, "stdout", results)
    assert list(with_progress(NAMES, meanwhile=False)) == NAMES
    assert "pa-dataflow" in errors.getvalue()
    assert results.getvalue() == ""


@pytest.mark.parametrize(("errors", "results"), [(io.StringIO(), io.StringIO()), (Screen(), Screen())])
def test_no_bar_where_nobody_watches_or_where_it_would_stand_in_the_results(
    errors: io.StringIO, results: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", errors)
    monkeypatch.setattr(sys, "stdout", results)
    assert list(with_progress(NAMES, meanwhile=True)) == NAMES
    assert errors.getvalue() == results.getvalue() == ""


@pytest.mark.parametrize(
    ("form", "output", "meanwhile"),
    [("text", None, False), ("markdown", None, False), ("json", None, False), ("jsonl", None, True),
     ("jsonl", "answers.jsonl", False)],
)  # fmt: skip
def test_only_lines_of_json_come_while_others_are_judged(
    run: Run, scenario: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str,
    output: str | None, meanwhile: bool,
) -> None:  # fmt: skip
    seen: list[bool] = []

    def watched(names: list[str], *, meanwhile: bool) -> list[str]:
        seen.append(meanwhile)
        return names

    monkeypatch.setattr("pa_dataflow.cli.common.with_progress", watched)
    run("check", scenario("a.yaml", True), "--format", form, *([] if output is None else ["-o", tmp_path / output]))
    assert seen == [meanwhile]
