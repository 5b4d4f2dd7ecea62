"""Whole reports word for word, so that a change of any sentence is seen and read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made_answers import full, ruleset

from pa_dataflow.report.proof import proof_text
from pa_dataflow.report.text import answer_text
from pa_dataflow.vocabulary.words import Language


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_answer_with_every_part(golden: Callable[[Path, str], None], lang: Language) -> None:
    golden(
        Path("golden") / f"answer.{lang}.txt", answer_text(full(long=False), lang, ruleset=ruleset(), file="shop.yaml")
    )


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_proof(golden: Callable[[Path, str], None], lang: Language) -> None:
    golden(Path("golden") / f"proof.{lang}.txt", proof_text(full(long=False), lang))
