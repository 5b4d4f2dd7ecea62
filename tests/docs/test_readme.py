"""README.md shows a real input with its real output, code that runs, and every outcome."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
from shown import EXAMPLES, ROOT, Golden, block, called, fenced, with_block, without_hashes

from pa_dataflow import Outcome
from pa_dataflow.report.words import WORDS

README = Path("../../README.md")
CUT = "[...]"


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


def excerpt(answers: str) -> str:
    """Both days side by side, and of the second answer what a shopkeeper needs."""
    compared, _, second = re.split(r"\n─+\n\n", answers)
    needed = second.partition("\nWHY\n")[0].partition("\n\n")[2]
    return f"{compared.rstrip()}\n\n{CUT}\n\n{needed.rstrip()}\n\n{CUT}"


def test_the_first_block_holds_the_two_commands() -> None:
    first = readme().split("```")[1]
    assert [line.partition("#")[0].split() for line in first.strip().splitlines()] == [
        ["make", "demo"],
        ["make", "test"],
    ]


def test_input_and_output_are_those_of_the_example(golden: Golden) -> None:
    written = (EXAMPLES / "courier.yaml").read_text("utf-8").partition("\ntitle:")
    result = called("check", "examples/courier.yaml", "--lang", "en")
    text = with_block(readme(), "input", fenced(written[1].lstrip() + written[2], "yaml"))
    golden(README, with_block(text, "output", fenced(excerpt(without_hashes(result.stdout)), "text")))


def test_the_code_prints_what_is_shown(golden: Golden) -> None:
    code = block(readme(), "library").strip().removeprefix("```python\n").removesuffix("```")
    assert len(code.strip().splitlines()) <= 10
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    golden(README, with_block(readme(), "library output", fenced(out.getvalue(), "text")))


def test_every_outcome_is_explained_with_its_word() -> None:
    rows = [
        [cell.strip(" `") for cell in line.strip("|").split("|")] for line in block(readme(), "outcomes").splitlines()
    ]
    assert {row[0]: row[1] for row in rows[2:]} == {one.value: WORDS[one.value]["en"] for one in Outcome}


def test_the_figures_are_those_that_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.figures import FIGURES

    rows = [line for line in block(readme(), "benchmarks").splitlines() if line.startswith("| ")]
    for says in FIGURES.values():
        assert sum(says in row for row in rows) == 1, says
