"""README.md and README.es.md: real inputs with their real outputs, code that runs, every outcome and every example."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from shown import EXAMPLES, NAMES, ROOT, Golden, block, called, fenced, with_block, without_hashes

from pa_dataflow import Outcome, Rulebook, Transfer
from pa_dataflow.report.words import WORDS
from pa_dataflow.vocabulary.words import Language

LANGUAGES: tuple[Language, ...] = ("en", "es")
PAGES: dict[Language, Path] = {"en": Path("../../README.md"), "es": Path("../../README.es.md")}
REASONS: dict[Language, str] = {"en": "\nWHY\n", "es": "\nPOR QUÉ\n"}
CUT = "[...]"


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def readme(lang: Language = "en") -> str:
    return (ROOT / PAGES[lang].name).read_text("utf-8")


def excerpt(answers: str, lang: Language) -> str:
    """Both days side by side, and of the second answer what a shopkeeper needs."""
    compared, _, second = re.split(r"\n─+\n\n", answers)
    needed = second.partition(REASONS[lang])[0].partition("\n\n")[2]
    return f"{compared.rstrip()}\n\n{CUT}\n\n{needed.rstrip()}\n\n{CUT}"


@cache
def rulebook() -> Rulebook:
    return Rulebook.load()


def rows(lang: Language, name: str) -> list[list[str]]:
    """The cells of the table between these markers, without its head."""
    lines = [line for line in block(readme(lang), name).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_block_holds_the_two_commands(lang: Language) -> None:
    first = readme(lang).split("```")[1]
    assert [line.partition("#")[0].split() for line in first.strip().splitlines()] == [
        ["make", "demo"],
        ["make", "test"],
    ]


def test_input_and_output_are_those_of_the_example(golden: Golden) -> None:
    written = (EXAMPLES / "courier.yaml").read_text("utf-8").partition("\ntitle:")
    result = called("check", "examples/courier.yaml", "--lang", "en")
    text = with_block(readme(), "input", fenced(written[1].lstrip() + written[2], "yaml"))
    golden(PAGES["en"], with_block(text, "output", fenced(excerpt(without_hashes(result.stdout), "en"), "text")))


def test_the_spanish_input_is_the_example_with_a_spanish_title_and_its_output_is_real(
    golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = readme("es")
    written = block(text, "input").strip().removeprefix("```yaml\n").removesuffix("```")
    example = (EXAMPLES / "courier.yaml").read_text("utf-8").partition("\ntitle:")[2]
    assert written.partition("\n")[2] == example.partition("\n")[2]
    monkeypatch.chdir(tmp_path)
    Path("tienda.yaml").write_text(written, "utf-8")
    result = called("check", "tienda.yaml", "--lang", "es")
    golden(PAGES["es"], with_block(text, "output", fenced(excerpt(without_hashes(result.stdout), "es"), "text")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_code_prints_what_is_shown(lang: Language, golden: Golden) -> None:
    code = block(readme(lang), "library").strip().removeprefix("```python\n").removesuffix("```")
    assert len(code.strip().splitlines()) <= 10
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, PAGES[lang].name, "exec"), {})
    golden(PAGES[lang], with_block(readme(lang), "library output", fenced(out.getvalue(), "text")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_outcome_is_explained_with_its_word(lang: Language) -> None:
    shown = {row[0].strip("`"): row[1] for row in rows(lang, "outcomes")}
    assert shown == {one.value: WORDS[one.value][lang] for one in Outcome}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_is_listed_with_its_answers(lang: Language, golden: Golden) -> None:
    listed = {re.sub(r"\[(\w+)\]\(.*\)", r"\1", row[0]): row[1] for row in rows(lang, "examples")}
    assert sorted(listed) == NAMES
    head = block(readme(lang), "examples").splitlines()[:2]
    lines = [f"| [{name}](examples/{name}.yaml) | {listed[name]} | {answers(name, lang)} |" for name in NAMES]
    golden(PAGES[lang], with_block(readme(lang), "examples", "\n".join([*head, *lines]) + "\n"))


def answers(name: str, lang: Language) -> str:
    """What the example's answers come to, each with its day where they differ."""
    told = list(dict.fromkeys(outcome for _, outcome in outcomes(name, lang)))
    if len(told) == 1:
        return told[0]
    return "; ".join(f"{day}: {outcome}" for day, outcome in outcomes(name, lang))


def outcomes(name: str, lang: Language) -> Iterator[tuple[str, str]]:
    transfer = Transfer.from_file(EXAMPLES / f"{name}.yaml")
    for day in transfer.dates:
        yield day.isoformat(), WORDS[rulebook().decide(transfer, day).outcome.value][lang]


def test_the_examples_go_in_every_direction() -> None:
    codes = ("CL", "CO", "MX", "PE")
    facts = [Transfer.from_file(EXAMPLES / f"{name}.yaml").facts for name in NAMES]
    found = {(one["exporter.country"], one["importer.country"]) for one in facts}
    assert found >= {(sender, to) for sender in codes for to in codes if sender != to}


def test_the_figures_are_those_that_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.figures import FIGURES

    lines = [line for line in block(readme(), "benchmarks").splitlines() if line.startswith("| ")]
    for says in FIGURES.values():
        assert sum(says in line for line in lines) == 1, says
