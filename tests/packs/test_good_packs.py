"""Small rulebooks that each show a part of the language, and what they decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from overlay import GOOD, named, overlaid

from pa_dataflow import Assessment, Rulebook, Transfer
from pa_dataflow.rulebook.conditions import COMPARISONS
from pa_dataflow.rulebook.models import EFFECTS, Proposal, ProposalFile, Sections
from pa_dataflow.source.reader import read_file


def gates(status: str) -> Callable[[Assessment], list[str]]:
    return lambda answer: sorted(gate.id for law in answer.laws for gate in law.gates if gate.status == status)


# What a case may expect besides the outcome, and how an answer shows it.
SHOWN: dict[str, Callable[[Assessment], Any]] = {
    "closed": gates("closed"),
    "open": gates("open"),
    "unasked": gates("unasked"),
    "carried_by": lambda answer: sorted(answer.carrying_rules),
    "duties": lambda answer: {duty.id: duty.status for law in answer.laws for duty in law.duties},
    "on_arrival": lambda answer: {duty.id: duty.status for law in answer.on_arrival for duty in law.duties},
    "conditions": lambda answer: sorted(one.id for one in answer.conditions),
    "missing": lambda answer: [fact.id for fact in answer.missing.deciding],
    "paths": lambda answer: sorted(sorted(action.id for action in path.actions) for path in answer.paths),
    "safer": lambda answer: sorted(sorted(action.id for action in path.actions) for path in answer.safer),
    "contested": lambda answer: [question.id for question in answer.contested],
    "notes": lambda answer: [note.id for note in answer.notes],
    "assumed": lambda answer: [one.fact for one in answer.presumed if one.assumption],
    "rejected": lambda answer: {claim.claim: [rule.id for rule in claim.because] for claim in answer.rejected},
    "exposure": lambda answer: [one.infraction for one in answer.exposure],
    "changes_on": lambda answer: [change.on.isoformat() for change in answer.changes_on],
    "announcements": lambda answer: [one.id for one in answer.announcements],
}
UNORDERED = ("closed", "open", "unasked", "carried_by", "conditions", "paths", "safer")


def cases() -> list[Any]:
    found = []
    for pack in named(GOOD):
        for case in read_file(GOOD / pack / "expected.yaml"):
            days = case["as_of"] if isinstance(case["as_of"], list) else [case["as_of"]]
            found += [pytest.param(pack, case, day, id=f"{pack}: {case['case']} ({day})") for day in days]
    return found


@pytest.mark.parametrize(("pack", "case", "day"), cases())
def test_a_good_pack_decides_as_expected(pack: str, case: Mapping[str, Any], day: str, tmp_path: Path) -> None:
    rulebook = Rulebook.load(overlaid(GOOD / pack, tmp_path / "rules")).with_proposals(*case.get("with", []))
    transfer, as_of = Transfer.of(case["given"]), date.fromisoformat(day)
    strict = case.get("strict") == "true"
    answer = rulebook.assess(transfer, as_of, strict=strict)
    shown = {"outcome": answer.outcome.value} | {name: show(answer) for name, show in SHOWN.items()}
    expected = {name: sorted(value) if name in UNORDERED else value for name, value in case["expect"].items()}
    assert {name: shown[name] for name in expected} == expected
    verdict = rulebook.decide(transfer, as_of, strict=strict)
    assert verdict.outcome is answer.outcome
    assert sorted(verdict.closed) == shown["closed"]


@pytest.mark.parametrize("pack", named(GOOD))
def test_an_answer_does_not_depend_on_the_days_asked_before(pack: str, tmp_path: Path) -> None:
    root = overlaid(GOOD / pack, tmp_path / "rules")
    asked = [
        (Transfer.of(case["given"]), date.fromisoformat(day))
        for case in read_file(GOOD / pack / "expected.yaml")
        for day in (case["as_of"] if isinstance(case["as_of"], list) else [case["as_of"]])
    ]
    forwards, backwards = Rulebook.load(root, proved=False), Rulebook.load(root, proved=False)
    first = [forwards.decide(transfer, day) for transfer, day in asked]
    assert first == [backwards.decide(transfer, day) for transfer, day in reversed(asked)][::-1]


def test_every_section_effect_and_comparison_is_shown_by_some_pack() -> None:
    written = "\n".join(file.read_text() for file in GOOD.glob("*/*/*.yaml"))
    base = "\n".join(file.read_text() for file in GOOD.parent.glob("base/*/*.yaml"))
    sections = [*Sections.model_fields, *ProposalFile.model_fields]
    assert [section for section in sections if f"\n{section}:" not in f"\n{written}\n{base}"] == []
    parts = [*Proposal.model_fields, *EFFECTS, "overrides", "owes", *COMPARISONS, "any_of", "all_of", "only", "in"]
    parts += ["all", "any", "not", "recognised", "accepted", "reading", "stands_on", "fulfilled_by", "scope", "dated"]
    assert [part for part in parts if f"{part}:" not in written + base] == []
