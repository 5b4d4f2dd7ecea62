"""An answer on incomplete facts is what all completions have in common: tried out, completion by completion."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain, combinations, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from overlay import GOOD, named, overlaid

from pa_dataflow import Outcome, Rulebook, Transfer
from pa_dataflow.vocabulary.facts import Vocabulary

TRANSFERS = 20  # of each pack
MOST = 130  # completions of one transfer
FIGURES = {"number": ["5", "10", "19", "100", "101", "1000"], "money": ["0 RRK", "221 RRK", "1100 RRK", "3000001 RRK"]}


def values(vocabulary: Vocabulary, name: str) -> list[Any]:
    """Every value of a fact; of numbers some."""
    kind, members = vocabulary.facts[name].type, sorted(vocabulary.members(name))
    if kind in ("set", "country_set"):
        return list(chain.from_iterable(combinations(members, size) for size in range(len(members) + 1)))
    return [True, False] if kind == "boolean" else FIGURES.get(kind) or members


def common(outcomes: set[Outcome]) -> Outcome:
    """The outcome that stands for all of them."""
    may_not = {outcome for outcome in outcomes if outcome.may_go_ahead is False}
    if Outcome.UNDETERMINED in outcomes or (may_not and outcomes - may_not):
        return Outcome.UNDETERMINED
    if may_not:
        return Outcome.PROHIBITED if may_not == {Outcome.PROHIBITED} else Outcome.ACTION_REQUIRED
    order = [Outcome.NOT_APPLICABLE, Outcome.PERMITTED, Outcome.PERMITTED_WITH_CONDITIONS]
    return max(outcomes, key=order.index)


def days(rulebook: Rulebook) -> list[date]:
    """The days around which the rules change."""
    starts = {day for rule in rulebook.ruleset.rules() for day in rule.span.boundaries}
    return sorted(day + timedelta(days=shift) for day in starts for shift in (-1, 0, 200))


def completed(facts: dict[str, Any], unknown: list[str], vocabulary: Vocabulary) -> Iterable[Transfer]:
    for chosen in product(*(values(vocabulary, name) for name in unknown)):
        yield Transfer.of(facts | dict(zip(unknown, chosen, strict=True)))


@pytest.mark.parametrize("pack", named(GOOD))
def test_the_answer_to_the_unknown_is_that_of_all_its_completions(pack: str, tmp_path: Path) -> None:
    rulebook = Rulebook.load(overlaid(GOOD / pack, tmp_path / "rules"), proved=False)
    vocabulary = rulebook.ruleset.vocabulary
    chance = Random(pack)  # the same in every run
    for _ in range(TRANSFERS):
        day = chance.choice(days(rulebook))
        facts = {name: chance.choice(values(vocabulary, name)) for name in vocabulary.facts}
        facts["exporter.country"] = chance.choice(["XR", "XR", "XR", facts["exporter.country"]])
        open_facts = [name for name, fact in vocabulary.facts.items() if fact.type not in FIGURES]
        unknown = chance.sample(open_facts, 2)
        transfers = list(completed(facts, unknown, vocabulary))
        if len(transfers) > MOST:
            continue
        outcomes = {rulebook.decide(transfer, day).outcome for transfer in transfers}
        print("N", pack, len(outcomes), sorted(o.value for o in outcomes))
        asked = Transfer.of(facts | dict.fromkeys(unknown, "unknown"))
        assert rulebook.decide(asked, day).outcome is common(outcomes), f"{facts} on {day}, unknown: {unknown}"
