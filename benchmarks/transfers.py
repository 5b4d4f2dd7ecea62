"""Transfers that nobody has asked about before, made from the cases and examples by seeded changes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from pa_dataflow import Rulebook, Transfer
from pa_dataflow.rulebook.cases import read_cases
from pa_dataflow.vocabulary.facts import Money, Value, Vocabulary

EXAMPLES = Path(__file__).parent.parent / "examples"
SEED = 20261201
DAYS = (date(2026, 11, 22), date(2026, 12, 1))
MOST_CHANGES = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A transfer and the day it is asked about."""

    transfer: Transfer
    day: date


def made_questions(rulebook: Rulebook, count: int) -> list[Question]:
    """So many questions, no two alike; the same in every run with the same rulebook."""
    rng = random.Random(SEED)
    vocabulary = rulebook.ruleset.vocabulary
    bases = [_stated(vocabulary, transfer) for transfer in _bases()]
    made: list[Question] = []
    seen: set[str] = set()
    while len(made) < count:
        facts = _changed(rng, vocabulary, rng.choice(bases))
        day = rng.choice(DAYS)
        key = f"{day} {sorted((name, _text(value)) for name, value in facts.items())}"
        if key not in seen:
            seen.add(key)
            made.append(Question(Transfer.of({name: _plain(value) for name, value in facts.items()}), day))
    return made


def _bases() -> Iterator[Transfer]:
    """The transfers of all cases and examples."""
    for case in read_cases(files("pa_dataflow.rules")):
        yield case.transfer
    for file in sorted(EXAMPLES.glob("*.yaml")):
        yield Transfer.from_file(file)


def _stated(vocabulary: Vocabulary, transfer: Transfer) -> dict[str, Value]:
    return {name: vocabulary.value(name, raw) for name, raw in transfer.facts.items() if raw != "unknown"}


def _changed(rng: random.Random, vocabulary: Vocabulary, base: Mapping[str, Value]) -> dict[str, Value]:
    """The base with a few facts left out or said otherwise."""
    facts = dict(base)
    for _ in range(rng.randint(1, MOST_CHANGES)):
        name = rng.choice(sorted(facts) if rng.random() < 0.8 else sorted(vocabulary.facts))
        if name in facts and rng.random() < 0.25:
            del facts[name]
        else:
            facts[name] = _any_value(rng, vocabulary, name)
    return facts


def _any_value(rng: random.Random, vocabulary: Vocabulary, name: str) -> Value:
    kind = vocabulary.facts[name].type
    if kind == "boolean":
        return rng.random() < 0.5
    if kind == "number":
        return Decimal(rng.randint(0, 500))
    if kind == "money":
        return Money(Decimal(rng.randint(1, 5000) * 1_000_000), rng.choice(("CLP", "COP", "PEN", "USD")))
    members = sorted(vocabulary.members(name))
    if kind in ("set", "country_set"):
        return frozenset(rng.sample(members, min(len(members), rng.choice((0, 1, 1, 2, 3, 5)))))
    return rng.choice(members)


def _plain(value: Value) -> Any:
    """The value as a program hands it over: texts, booleans, numbers and lists."""
    if isinstance(value, frozenset):
        return sorted(value)
    return str(value) if isinstance(value, Money) else value


def _text(value: Value) -> str:
    return ",".join(sorted(value)) if isinstance(value, frozenset) else str(value)
