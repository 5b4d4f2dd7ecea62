"""Law is data: no file of the program names a country, an article, a date of law or a fact."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pa_dataflow import Rulebook
from pa_dataflow.rulebook.ruleset import RuleSet

ROOT = Path(__file__).parents[1]
FILES = sorted(file for folder in ("src", "cli") for file in (ROOT / folder).rglob("*.py"))

_ARTICLE = re.compile(r"\bart(?:s|ículo|icle)?\.? ?\d|\b(?:Ley|Law|Decreto|Decree|DS|NOM)[ -]\d", re.IGNORECASE)
_DAY = re.compile(r"\"(?:19|20)\d\d-\d\d-\d\d\"|'(?:19|20)\d\d-\d\d-\d\d'|\b(?:19|20)\d\d, \d+, \d+\b")


@cache
def ruleset() -> RuleSet:
    return Rulebook.load().ruleset


def texts(file: Path) -> Iterator[tuple[int, str]]:
    """Every string, comment and name of a Python file, with its line."""
    wanted = (tokenize.STRING, tokenize.COMMENT, tokenize.NAME)
    for token in tokenize.generate_tokens(io.StringIO(file.read_text("utf-8")).readline):
        if token.type in wanted:
            yield token.start[0], token.string


def strings(file: Path) -> Iterator[tuple[int, str]]:
    """The value of every string of a Python file, with its line."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@cache
def names_of_countries() -> re.Pattern[str]:
    """The names of the countries whose law is in the rulebook and of their authorities, and ids that are theirs."""
    words: set[str] = set()
    for country in ruleset().countries.values():
        model = country.country
        words |= {model.name.en, model.name.es, model.authority.en, model.authority.es}
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    prefixes = "|".join(sorted(country.prefix for country in ruleset().countries.values()))
    return re.compile(rf"\b(?:{listed})|\b(?:{prefixes})[.-][a-z]")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_of_the_program_names_a_country_an_article_or_a_day_of_law(file: Path) -> None:
    found = [
        f"{line}: {text}" for line, text in texts(file) if names_of_countries().search(text) or _ARTICLE.search(text)
    ]
    found += _DAY.findall(file.read_text("utf-8"))
    assert found == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_of_the_program_names_a_fact_or_a_country_code(file: Path) -> None:
    known = {*ruleset().vocabulary.facts, *ruleset().countries} - {"purpose", "base", "claims"}
    assert [f"{line}: {text}" for line, text in strings(file) if text in known] == []


def test_the_search_would_find_them() -> None:
    assert names_of_countries().search("the law of Chile")
    assert names_of_countries().search("cl.transfer_ground")
    assert _ARTICLE.search("see art. 27")
    assert _ARTICLE.search("Ley 1581 de 2012")
    assert _DAY.search('parse_day("2026-12-01")')
    assert _DAY.search("date(2026, 12, 1)")
