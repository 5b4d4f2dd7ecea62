"""The examples: their answers are stored in docs/examples, and every rule an answer names can be looked up."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from conftest import Golden
from shown import EXAMPLES, NAMES, ROOT, called, without_hashes

from pa_dataflow import Rulebook, Transfer
from pa_dataflow.vocabulary.words import Language

STORED = Path("../../docs/examples")
LANGUAGES: tuple[Language, ...] = ("en", "es")
ANSWERED = (0, 1, 3)

_PLACED = re.compile(r"([a-z]{2}(?:\.[a-z0-9_-]+)+) · (rules/\S+\.yaml:[0-9]+)")
_LISTED = re.compile(r"(?:Rules|Reglas): ((?:[a-z]{2}\.[\w.-]+(?:, )?)+)")


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@cache
def answered(name: str, lang: Language) -> str:
    result = called("check", f"examples/{name}.yaml", "--lang", lang)
    assert result.exit_code in ANSWERED, result.output
    assert result.stderr == ""
    return result.stdout


def joined(text: str) -> str:
    """The text in one line, as it was before it was wrapped."""
    return " ".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_answer_to_an_example_is_the_stored_one(name: str, lang: Language, golden: Golden) -> None:
    golden(STORED / f"{name}.{lang}.txt", without_hashes(answered(name, lang)))


def test_the_answer_in_json_is_the_stored_one(golden: Golden) -> None:
    result = called("check", "examples/cloud_hosting.yaml", "--format", "json")
    assert result.exit_code in ANSWERED
    golden(STORED / "cloud_hosting.json", without_hashes(result.stdout))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_an_answer_can_be_looked_up_with_its_place_and_its_text(name: str, lang: Language) -> None:
    answer = joined(answered(name, lang))
    placed = sorted(set(_PLACED.findall(answer)))
    assert placed
    for rule, place in placed:
        shown = joined(called("rules", "show", rule, "--lang", lang).stdout)
        assert place in shown
        says = Rulebook.load().ruleset
        texts = [version.model.says(lang) for version in says.rules() if version.id == rule]
        assert any(text in answer and text in shown for text in texts), rule


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_listed_with_a_change_exists(name: str) -> None:
    listed = {rule for found in _LISTED.findall(joined(answered(name, "en"))) for rule in found.rstrip(",").split(", ")}
    known = {rule.id for rule in Rulebook.load().ruleset.rules()}
    assert listed <= known


@pytest.mark.parametrize("name", NAMES)
def test_the_verdict_on_an_example_is_that_of_its_answer(name: str) -> None:
    rulebook, transfer = Rulebook.load(), Transfer.from_file(EXAMPLES / f"{name}.yaml")
    for day in transfer.dates:
        assert rulebook.decide(transfer, day).outcome is rulebook.assess(transfer, day).outcome


@pytest.mark.parametrize("name", NAMES)
def test_an_example_begins_with_its_story_in_both_languages(name: str) -> None:
    head = (EXAMPLES / f"{name}.yaml").read_text("utf-8").partition("\ntitle:")[0]
    spanish, _, english = head.partition("\n#\n")
    assert spanish.startswith("# ")
    assert english.startswith("# ")


def test_the_examples_have_different_outcomes() -> None:
    rulebook = Rulebook.load()
    transfers = [Transfer.from_file(EXAMPLES / f"{name}.yaml") for name in NAMES]
    found = {rulebook.decide(transfer, day).outcome.value for transfer in transfers for day in transfer.dates}
    assert found >= {"permitted", "permitted_with_conditions", "action_required", "prohibited", "undetermined"}
