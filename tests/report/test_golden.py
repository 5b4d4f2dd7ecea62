"""Whole reports word for word, so that a change of any sentence is seen and read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made_answers import full, made_scenarios, ruleset

from pa_dataflow.report.layout import Page
from pa_dataflow.report.markdown import MarkdownPage
from pa_dataflow.report.proof import proof_text
from pa_dataflow.report.several import report
from pa_dataflow.report.text import answer_text, write_answer
from pa_dataflow.vocabulary.words import Language


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_answer_with_every_part(golden: Callable[[Path, str], None], lang: Language) -> None:
    golden(
        Path("golden") / f"answer.{lang}.txt", answer_text(full(long=False), lang, ruleset=ruleset(), file="shop.yaml")
    )


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_answer_with_every_part_in_markdown(golden: Callable[[Path, str], None], lang: Language) -> None:
    page = MarkdownPage()
    write_answer(page, full(long=False), lang, ruleset=ruleset(), file="shop.yaml")
    golden(Path("golden") / f"answer.{lang}.md", str(page))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("kind", "page"), [("txt", Page), ("md", MarkdownPage)])
def test_a_summary(golden: Callable[[Path, str], None], lang: Language, kind: str, page: Callable[[], Page]) -> None:
    first, *_ = report(made_scenarios(), page, lang)
    golden(Path("golden") / f"summary.{lang}.{kind}", first)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_proof(golden: Callable[[Path, str], None], lang: Language) -> None:
    golden(Path("golden") / f"proof.{lang}.txt", proof_text(full(long=False), lang))
