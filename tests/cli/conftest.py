"""Runs the command inside the test, on an imaginary country's law and on hand-made answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from running import BASE, MadeRulebook, Ran, Run

from pa_dataflow.cli.main import command


@pytest.fixture
def run() -> Run:
    """Run the command with these arguments; `law` gives it the imaginary country's rules."""

    def run(
        *args: object, input: bytes | str | None = None, env: Mapping[str, str] | None = None, law: bool = True
    ) -> Ran:
        words = [str(arg) for arg in args]
        if (law and words and words[0] in ("check", "explain")) or (law and words[:1] == ["rules"] and words[1:]):
            words += ["--rulebook", str(BASE)]
        neutral: dict[str, str | None] = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": "C", "NO_COLOR": None,
                                          "PA_DATAFLOW_DEBUG": None}  # fmt: skip
        result = CliRunner().invoke(command, words, input=input, env={**neutral, **(env or {})})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def scenario(tmp_path: Path) -> Callable[..., Path]:
    """Write a scenario file; facts are given as ``signed`` and more lines."""

    def scenario(name: str, signed: bool | None = None, *lines: str, day: str | None = "2026-06-01") -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = [f"title: scenario {file.stem}", "exporter: {country: XR}", "importer: {country: XG, role: controller}"]
        text += [] if day is None else [f"as_of: {day}"]
        text += [] if signed is None else [f"contract: {{signed: {str(signed).lower()}}}"]
        file.write_text("\n".join([*text, *lines, ""]), "utf-8")
        return file

    return scenario


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Callable[..., MadeRulebook]:
    """Make the command use hand-made answers."""

    def made(*answers: Any) -> MadeRulebook:
        rulebook = MadeRulebook(*answers)
        monkeypatch.setattr("pa_dataflow.cli.common.load", lambda path, proposals: rulebook)
        return rulebook

    return made
