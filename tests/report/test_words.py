"""The catalogues of sentences: both languages, the same details, nothing unused, and Spanish written as Spanish is."""

from __future__ import annotations

import ast
import re
import string
from importlib.resources import files
from pathlib import Path

import pytest

from pa_dataflow.cli import words as command
from pa_dataflow.report import words as report
from pa_dataflow.vocabulary.words import Language

CATALOGUES: dict[str, dict[str, dict[Language, str]]] = {"report": report.WORDS, "cli": command.WORDS}
ENTRIES = [(name, code) for name, catalogue in CATALOGUES.items() for code in catalogue]


def fields(template: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(template) if name})


@pytest.mark.parametrize(("catalogue", "code"), ENTRIES)
def test_both_languages_say_the_same(catalogue: str, code: str) -> None:
    texts = CATALOGUES[catalogue][code]
    assert set(texts) == {"en", "es"}
    assert fields(texts["en"]) == fields(texts["es"])
    assert all(text.strip() for text in texts.values())


@pytest.mark.parametrize(("catalogue", "code"), ENTRIES)
def test_spanish_is_punctuated_as_spanish(catalogue: str, code: str) -> None:
    text = CATALOGUES[catalogue][code]["es"]
    assert '"' not in text
    assert text.count("«") == text.count("»")
    assert text.count("?") == text.count("¿")
    assert text.count("!") == text.count("¡")


def texts_in(package: str) -> tuple[set[str], set[str]]:
    """The string constants of a package's modules, and the patterns of its f-strings."""
    constants: set[str] = set()
    patterns: set[str] = set()
    for file in Path(str(files(package))).glob("*.py"):
        if file.name in ("words.py", "rule_words.py"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (re.escape(one.value) if isinstance(one, ast.Constant) else "[a-z_]+" for one in node.values)
                patterns.add("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
    return constants, patterns - {"[a-z_]+", "[a-z_]+\\.[a-z_]+"}


@pytest.mark.parametrize(("catalogue", "package"), [("report", "pa_dataflow.report"), ("cli", "pa_dataflow.cli")])
def test_every_sentence_is_used(catalogue: str, package: str) -> None:
    constants, patterns = texts_in(package)
    # Words that models hold, such as outcomes, parties and kinds of instruments.
    held = constants | texts_in("pa_dataflow.assessment")[0] | texts_in("pa_dataflow.rulebook")[0]
    counted = {f"{code}_{number}" for code in held for number in ("one", "many")}
    fielded = {f"field.{code}" for code in constants}
    unused = [
        code
        for code in CATALOGUES[catalogue]
        if code not in held | counted | fielded
        and code not in KINDS
        and not any(re.fullmatch(pattern, code) for pattern in patterns)
    ]
    assert unused == []


KINDS = {"statute", "decree", "circular", "resolution", "judgment", "treaty", "constitution", "regulation",
         "guidance", "opinion", "publication", "soft_law", "business_days", "calendar_days", "days", "hours",
         "months"}  # fmt: skip


def test_sentences_are_filled() -> None:
    assert report.say("wait_many", "es", n=3) == "3 días de espera"
    assert report.count("wait", 1, "en") == "1 day of waiting"
    assert command.say("error.no_such_option", "es", name="--x") == "No existe la opción --x."
