"""Names and order say nothing: with rules and questions renamed and everything shuffled, all outcomes stay the same."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from real_transfers import LAWS, Asked, assessed, for_transfers

from pa_dataflow import Rulebook, Transfer
from pa_dataflow.source.reader import Text, read

SHUFFLED = ("facts", "actions", "categories", "gates", "duties", "questions", "instruments", "infractions", "concepts")
PLAIN = re.compile(r"[\w$.+-]+")

Documents = dict[str, list[Mapping[str, Any]]]


def documents() -> Documents:
    """The files of the shipped law by folder; cases and proposals are left out."""
    found: Documents = {}
    for folder in sorted(files("pa_dataflow.rules").iterdir(), key=lambda one: one.name):
        if folder.is_dir() and folder.name not in ("proposals", "__pycache__"):
            for file in sorted(folder.iterdir(), key=lambda one: one.name):
                if file.name.endswith(".yaml"):
                    found.setdefault(folder.name, []).append(read(file.read_bytes(), file.name))
    return found


def new_names(found: Documents) -> dict[str, str]:
    """Another id for every rule and every question, in another alphabetical order; the country's prefix stays."""
    choices = random.Random("names")
    rules = {str(rule["id"]) for folder in found.values() for one in folder for rule in one.get("rules", ())}
    questions = {str(name) for folder in found.values() for one in folder for name in one.get("questions", ())}
    numbers = choices.sample(range(10_000, 99_999), len(rules | questions))
    names = dict(zip(sorted(rules | questions), numbers, strict=True))
    return {
        name: f"{name.split('.')[0]}.{'q.' if name in questions else ''}n{number}" for name, number in names.items()
    }


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The document with each of these names replaced, wherever it stands as a whole."""
    if isinstance(value, Mapping):
        return {renamed(key, names): renamed(one, names) for key, one in value.items()}
    if isinstance(value, Text):
        return names.get(str(value), value)
    return [renamed(one, names) for one in value]


def written(value: Any) -> str:
    """The document as YAML in flow style; what was quoted stays quoted, since that is no flag, date or number."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{written(key)}: {written(one)}' for key, one in value.items())}}}"
    if isinstance(value, str):
        quoted = getattr(value, "quoted", False) or not PLAIN.fullmatch(value)
        return json.dumps(value, ensure_ascii=False) if quoted else str(value)
    return f"[{', '.join(written(one) for one in value)}]"


def shuffled(items: Sequence[Any], choices: random.Random) -> list[Any]:
    return choices.sample(items, len(items))


def write_shuffled(root: Path, found: Documents, names: Mapping[str, str]) -> None:
    """Write the law with new names, rules and entries in any order, in other files."""
    choices = random.Random("order")
    for folder, listed in found.items():
        (root / folder).mkdir(parents=True)
        parts: list[dict[str, Any]] = []
        for one in listed:
            for section, entries in renamed(one, names).items():
                if section in SHUFFLED:
                    parts += [{section: {name: entry}} for name, entry in entries.items()]
                elif section in ("rules", "recognition", "accepted"):
                    parts += [{section: [entry]} for entry in entries]
                else:
                    parts.append({section: entries})
        texts: dict[str, list[str]] = {}
        for part in shuffled(parts, choices):
            section, entries = next(iter(part.items()))
            number = choices.randrange(3) if section in (*SHUFFLED, "rules", "recognition", "accepted") else len(texts)
            texts.setdefault(f"{section} {number}", []).append(written(entries)[1:-1])
        for name, entries in texts.items():
            section = name.split()[0]
            opening, closing = "[]" if section in ("rules", "recognition", "accepted", "base_gates") else "{}"
            text = f"{section}: {opening}{', '.join(entries)}{closing}\n"
            (root / folder / f"{choices.randrange(10**9)}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def other_names() -> dict[str, str]:
    return new_names(documents())


@pytest.fixture(scope="module")
def other_rulebook(tmp_path_factory: pytest.TempPathFactory, other_names: dict[str, str]) -> Rulebook:
    root = tmp_path_factory.mktemp("renamed") / "rules"
    write_shuffled(root, documents(), other_names)
    return Rulebook.load(root, proved=False)


def test_every_rule_and_question_got_another_name(other_rulebook: Rulebook, other_names: dict[str, str]) -> None:
    before = Rulebook.load().ruleset
    rules = {rule.id for rule in before.rules()}
    assert {rule.id for rule in other_rulebook.ruleset.rules()} == {other_names[name] for name in rules}
    assert set(other_rulebook.ruleset.questions) == {other_names[name] for name in before.questions}
    assert not set(other_names) & set(other_names.values())
    assert other_rulebook.hash != Rulebook.load().hash


@pytest.mark.parametrize("law", LAWS)
def test_outcomes_gates_and_doubts_stay_the_same(
    law: str, other_rulebook: Rulebook, other_names: dict[str, str]
) -> None:
    def check(asked: Asked) -> None:
        answer = assessed(asked)
        other = other_rulebook.assess(Transfer.of(dict(reversed(asked.facts.items()))), asked.day)
        assert (other.outcome, other.range, other.certainty) == (answer.outcome, answer.range, answer.certainty)
        assert sorted(other.closed_gates) == sorted(answer.closed_gates)
        assert {one.id for one in other.contested} == {other_names[one.id] for one in answer.contested}
        assert set(other.carrying_rules) == {other_names[rule] for rule in answer.carrying_rules}
        for before, after in (
            (answer.missing.deciding, other.missing.deciding),
            (answer.missing.refining, other.missing.refining),
        ):
            assert {one.id for one in after} == {other_names.get(one.id, one.id) for one in before}
        paths = [[{action.id for action in path.actions} for path in one.paths if not path.assumes]
                 for one in (answer, other)]  # fmt: skip
        assert paths[0] == paths[1]
        assert other_rulebook.decide(asked.transfer, asked.day).outcome is answer.outcome

    for_transfers(law, check, share=0.5)
