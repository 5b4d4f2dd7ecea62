"""The command as a whole: languages, help, wrong usage, the version, and how it behaves as a program."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running import BASE, Run

from pa_dataflow.cli import common
from pa_dataflow.cli.speech import language
from pa_dataflow.report.layout import cells

Scenario = Callable[..., Path]


# Languages


@pytest.mark.parametrize(
    ("args", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "es_PE.UTF-8"}, "es"),
        ([], {"LANG": "C"}, "en"),
        ([], {"LC_ALL": "C", "LANG": "es_PE.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "es_MX", "LANG": "en_US"}, "es"),
        (["check", "--lang", "es"], {}, "es"),
        (["check", "--lang=en"], {"LANG": "es_CL"}, "en"),
        (["--lang", "fr"], {"LANG": "es_CL"}, "es"),
        (["check", "--", "--lang", "es"], {}, "en"),
        (["check", "--lang"], {"LANG": "es"}, "es"),
    ],
)
def test_which_language_is_spoken(args: list[str], environment: dict[str, str], expected: str) -> None:
    assert language(args, environment) == expected


def test_the_locale_decides_unless_an_option_does(run: Run, scenario: Scenario) -> None:
    file = scenario("a.yaml", True)
    assert "✓ SÍ." in run("check", file, env={"LANG": "es_CO.UTF-8"}).out
    assert "✓ YES." in run("check", file, "--lang", "en", env={"LANG": "es_CO.UTF-8"}).out


# Help


@pytest.mark.parametrize(
    "verb", [[], ["check"], ["explain"], ["rules"], ["rules", "list"], ["rules", "show"], ["rules", "facts"]]
)
@pytest.mark.parametrize(("lang", "words"), [("en", ["Usage: ", "Options:", "Show this help"]),
                                             ("es", ["Uso: ", "Opciones:", "Muestra esta ayuda"])])  # fmt: skip
def test_help_in_both_languages(run: Run, verb: list[str], lang: str, words: list[str]) -> None:
    ran = run(*verb, "--help", "--lang", lang, law=False)
    ran = ran if ran.code == 0 else run(*verb, "--lang", lang, "--help", law=False)
    assert (ran.code, ran.err) == (0, "")
    assert all(word in ran.out for word in words)
    assert all(cells(line) <= 80 for line in ran.out.split("\n"))
    if lang == "es":
        assert not re.search(r"\b(Usage|Options|Commands|Show|the|TEXT|PATH)\b", ran.out)


def test_without_a_verb_the_help_is_shown(run: Run) -> None:
    ran = run(law=False)
    assert ran.code == 0
    assert ran.out.startswith("Usage: pa-dataflow [OPTIONS] COMMAND ...")


# Wrong usage


@pytest.mark.parametrize(
    ("args", "english", "spanish"),
    [
        (
            ["chek"],
            'There is no command "chek". Did you mean "check"?',
            "No existe la orden «chek». ¿Quiso decir «check»?",
        ),
        (
            ["check", "--formt", "json", "x"],
            'no option --formt. Did you mean "--format"?',
            "No existe la opción --formt.",
        ),
        (["check"], "FILES is missing.", "Falta ARCHIVOS."),
        (["explain"], "FILE is missing.", "Falta ARCHIVO."),
        (["check", "x", "--as-of"], "The option --as-of needs a value.", "La opción --as-of necesita un valor."),
        (["check", "x", "--strict=1"], "The option --strict takes no value.", "La opción --strict no lleva valor."),
        (["explain", "x", "y", "z"], "There is an argument too many: z.", "Sobra un argumento: z."),
        (
            ["check", "x", "--as-of", "1/12/2026"],
            '--as-of: "1/12/2026" is not a date',
            "--as-of: «1/12/2026» no es una fecha",
        ),
        (["check", "x", "--as-of", "2026-02-30"], "does not exist.", "El día 2026-02-30 no existe. ¿Quiso decir"),
        (
            ["check", "x", "--format", "jsn"],
            '"jsn" is not one of: text, markdown, json, jsonl. Did you',
            "«jsn» no es uno de: text,",
        ),
        (["check", "x", "--fail-on", "prohibitd"], 'Did you mean "prohibited"?', "¿Quiso decir «prohibited»?"),
        (["check", "x", "--fail-on", "none,prohibited"], '"none" is not one of', "«none» no es uno de"),
        (["check", "x", "--max-paths", "0"], '"0" is not a whole number', "«0» no es un número entero de 1 o más."),
        (["check", "x", "--lang", "fr"], '"fr" is not one of: es, en.', "«fr» no es uno de: es, en."),
    ],
)
def test_wrong_usage_is_told_in_the_readers_language(run: Run, args: list[str], english: str, spanish: str) -> None:
    for lang, said in (("en_US", english), ("es_CO", spanish)):
        ran = run(*args, law=False, env={"LANG": lang})
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert "--help" in ran.err


def test_the_version_names_program_law_and_hash(run: Run) -> None:
    ran = run("--version", "--lang", "es", law=False)
    assert ran.code == 0
    assert re.fullmatch(r"pa-dataflow \S+\nley \d{4}\.\d\d\.\d\d, SHA-256 [0-9a-f]{64}\n", ran.out)


# Colour and width


class Terminal:
    """A standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_only_on_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: bool
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert common.color() is expected


@pytest.mark.parametrize(("columns", "expected"), [("60", 60), ("200", 80)])
def test_text_is_never_wider_than_the_terminal_nor_than_eighty(
    monkeypatch: pytest.MonkeyPatch, columns: str, expected: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert common.width() == 80
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert common.width() == expected


# As a program


PROGRAM = [sys.executable, "-c", "from pa_dataflow.cli.main import main; main()"]


def program(*args: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **more.pop("env", {})}  # type: ignore[dict-item]
    words = [*PROGRAM, *map(str, args)]
    return subprocess.run(words, capture_output=True, check=False, env=environment, **more)  # type: ignore[call-overload,no-any-return]


def test_output_is_utf8_whatever_the_locale(scenario: Scenario) -> None:
    file = scenario("a.yaml", False, "importr: {x: ñ}")
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = program("check", scenario("b.yaml", False), file, "--rulebook", BASE, "--lang", "es", env=plain)
    assert done.returncode == 2
    assert "✗ TODAVÍA NO." in done.stdout.decode("utf-8")
    assert "No existe ningún dato" in done.stderr.decode("utf-8")


def test_a_reader_that_goes_away_ends_the_run_quietly(scenario: Scenario) -> None:
    files = " ".join(str(scenario(f"{number}.yaml", False)) for number in range(60))
    command = f"{sys.executable} -c 'from pa_dataflow.cli.main import main; main()' check {files} --rulebook {BASE}"
    shell = f"{command} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, check=False)
    assert done.stderr == b""
    assert done.returncode == 130


def test_an_interruption_is_quiet(run: Run, scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pa_dataflow.cli.common.load", interrupted)
    ran = run("check", scenario("a.yaml", True))
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "")


def test_file_names_cannot_steer_the_terminal(run: Run) -> None:
    ran = run("check", "\x1b[2Jnone.yaml")
    assert ran.code == 2
    assert "\x1b" not in ran.err
