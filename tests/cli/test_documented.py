"""docs/commands.md shows what `check` prints of the examples, as a summary and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from running import DOCS  # puts tests/docs on the path
from shown import ROOT, called, fenced, with_block

Golden = Callable[[Path, str], None]

COMMANDS = DOCS / "commands.md"
CUT = "[...]"


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def page() -> str:
    return COMMANDS.read_text("utf-8")


def test_the_summary_of_the_examples_is_shown(golden: Golden) -> None:
    answers = called("check", "examples", "--lang", "en").stdout
    summary = re.split(r"\n─+\n", answers)[0]
    golden(COMMANDS, with_block(page(), "summary", fenced(f"{summary}\n{CUT}", "text")))


def test_an_answer_in_markdown_is_shown(golden: Golden) -> None:
    asked = ("examples/courier.yaml", "--as-of", "2026-12-01", "--format", "markdown", "--lang", "en")
    answer, ends, _ = called("check", *asked).stdout.partition("\n### Duties\n")
    assert ends
    golden(COMMANDS, with_block(page(), "markdown", fenced(f"{answer}\n{CUT}", "markdown")))
