"""The examples: their answers are stored in docs/examples, and every rule an answer names can be looked up."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from shown import EXAMPLES, NAMES, ROOT, Golden, called, without_hashes

from pa_dataflow import Rulebook, Transfer
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.vocabulary.words import Language

STORED = Path("../../docs/examples")
LANGUAGES: tuple[Language, ...] = ("en", "es")
ANSWERED = (0, 1, 3)

_PLACED = re.compile(r"\b([a-z]{2,3}(?:\.[a-z0-9_-]+)+) · (rules/\S+\.yaml:[0-9]+)")
_ENTRY = re.compile(r"^(\S+) \((?:rule|regla)\)$", re.MULTILINE)
_LISTED = re.compile(r"(?:Rules|Reglas): ((?:[a-z]{2,3}\.[\w.-]+(?:, )?)+)")


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@cache
def answered(name: str, lang: Language) -> str:
    result = called("check", f"examples/{name}.yaml", "--lang", lang)
    assert result.exit_code in ANSWERED, result.output
    assert result.stderr == ""
    return result.stdout


@cache
def rulebook() -> Rulebook:
    return Rulebook.load()


def ruleset() -> RuleSet:
    return rulebook().ruleset


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


def looked_up(rules: list[str], lang: Language) -> dict[str, str]:
    """What `rules show` says of each of these rules, in all its versions."""
    shown = called("rules", "show", *rules, "--lang", lang)
    assert shown.exit_code == 0, shown.output
    _, *parts = _ENTRY.split(shown.stdout)
    said: defaultdict[str, str] = defaultdict(str)
    for rule, text in zip(parts[::2], parts[1::2], strict=True):
        said[rule] += joined(text)
    return said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_an_answer_can_be_looked_up_with_its_place_and_its_text(name: str, lang: Language) -> None:
    answer = joined(answered(name, lang))
    placed = sorted(set(_PLACED.findall(answer)))
    assert placed
    shown = looked_up([rule for rule, _ in placed], lang)
    for rule, place in placed:
        assert place in shown[rule]
        version = next(
            one for one in ruleset().rules() if one.id == rule and place == f"{one.place.file}:{one.place.line}"
        )
        assert version.model.says(lang) in shown[rule]
        if version.model.effect not in ("requires", "waives"):  # of these the answer names the duty
            assert version.model.says(lang) in answer


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_listed_with_a_change_exists(name: str) -> None:
    listed = {
        rule for found in _LISTED.findall(joined(answered(name, "en"))) for rule in found.rstrip(", ").split(", ")
    }
    assert listed <= {rule.id for rule in ruleset().rules()}


@pytest.mark.parametrize("name", NAMES)
def test_the_verdict_on_an_example_is_that_of_its_answer(name: str) -> None:
    transfer = Transfer.from_file(EXAMPLES / f"{name}.yaml")
    for day in transfer.dates:
        assert rulebook().decide(transfer, day).outcome is rulebook().assess(transfer, day).outcome


@pytest.mark.parametrize("name", NAMES)
def test_an_example_begins_with_its_story_in_both_languages(name: str) -> None:
    head = (EXAMPLES / f"{name}.yaml").read_text("utf-8").partition("\ntitle:")[0]
    spanish, _, english = head.partition("\n#\n")
    assert spanish.startswith("# ")
    assert english.startswith("# ")


def test_the_examples_have_different_outcomes() -> None:
    transfers = [Transfer.from_file(EXAMPLES / f"{name}.yaml") for name in NAMES]
    found = {rulebook().decide(transfer, day).outcome.value for transfer in transfers for day in transfer.dates}
    assert found >= {"permitted", "permitted_with_conditions", "action_required", "prohibited", "undetermined"}
