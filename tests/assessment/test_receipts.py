"""Receipts: the same question gives the same bytes, and another question, rulebook or answer another hash."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from tiny import CLOSED, DAY, load, rule, transfer

from pa_dataflow import Assessment, Rulebook, Transfer

LAW = (rule("no", CLOSED), rule("yes", "opens: xr.export", "{all: [{a: true}, {clauses: {any_of: [model]}}]}"))


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = load(tmp_path, *LAW), Rulebook.load(tmp_path, proved=False)
    facts = {"exporter": "XR", "a": True, "clauses": ["model", "own"], "staff": 7}
    backwards = dict(reversed(facts.items())) | {"clauses": ["own", "model", "own"]}
    answers = [first.assess(Transfer.of(facts), DAY), second.assess(Transfer.of(backwards), DAY)]
    assert answers[0].model_dump_json() == answers[1].model_dump_json()


def test_a_rulebook_in_another_folder_is_the_same_rulebook(tmp_path: Path) -> None:
    first, second = load(tmp_path / "one" / "rules", *LAW), load(tmp_path / "two" / "rules", *LAW)
    assert first.hash == second.hash


def test_asking_other_things_in_between_changes_nothing(tmp_path: Path) -> None:
    rulebook = load(tmp_path, *LAW)
    first = rulebook.assess(transfer(), DAY).model_dump_json()
    rulebook.assess(transfer(a=False), date(2020, 1, 1))
    rulebook.decide(transfer(a=True, clauses=["model"]), date(2030, 1, 1))
    assert rulebook.assess(transfer(), DAY).model_dump_json() == first


def test_the_hash_of_the_question_changes_with_fact_day_and_strictness(tmp_path: Path) -> None:
    rulebook = load(tmp_path, *LAW)
    hashes = [
        rulebook.assess(transfer(), DAY).receipt.transfer,
        rulebook.assess(transfer(a=True), DAY).receipt.transfer,
        rulebook.assess(transfer(a=False), DAY).receipt.transfer,
        rulebook.assess(transfer(), date(2026, 7, 1)).receipt.transfer,
        rulebook.assess(transfer(), DAY, strict=True).receipt.transfer,
    ]
    assert len(set(hashes)) == len(hashes)


def test_the_hash_of_the_answer_changes_with_the_answer(tmp_path: Path) -> None:
    rulebook = load(tmp_path, *LAW)
    answers = [rulebook.assess(transfer(a=value), DAY) for value in (True, False)]
    assert answers[0].receipt.answer != answers[1].receipt.answer
    assert answers[0].receipt.rulebook == answers[1].receipt.rulebook == rulebook.hash


def test_the_hash_of_the_answer_can_be_checked_from_the_answer_itself(tmp_path: Path) -> None:
    answer = load(tmp_path, *LAW).assess(transfer(a=True), DAY)
    text = answer.model_dump_json(exclude={"receipt"})
    assert answer.receipt.answer == hashlib.sha256(text.encode()).hexdigest()
    read_again = Assessment.model_validate_json(answer.model_dump_json())
    assert read_again == answer
    assert read_again.model_dump_json() == answer.model_dump_json()


def test_another_rulebook_has_another_hash_whatever_changed(tmp_path: Path) -> None:
    first = load(tmp_path / "one", *LAW)
    second = load(tmp_path / "two", *LAW[:1], LAW[1].replace("a: true", "a: false"))
    assert first.hash != second.hash
    assert first.assess(transfer(), DAY).receipt.rulebook != second.assess(transfer(), DAY).receipt.rulebook
