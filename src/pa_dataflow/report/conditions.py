"""Conditions in words a lawyer can read: each test on a line, joined under «all of this» and «any of this»."""

from __future__ import annotations

from collections.abc import Iterator

from pa_dataflow.report.words import say
from pa_dataflow.rulebook.conditions import (
    Accepted,
    AllOf,
    AnyOf,
    ConceptTest,
    Condition,
    FactTest,
    Leaf,
    Not,
    ReadingTest,
    Recognised,
    SizeTest,
    leaves,
)
from pa_dataflow.rulebook.wording import Wording
from pa_dataflow.vocabulary.words import Language


def lines(condition: Condition, wording: Wording, lang: Language, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The condition line by line, each with its depth; every test ends with the id it is about."""
    if isinstance(condition, (AllOf, AnyOf)) and len(condition.parts) == 1:
        yield from lines(condition.parts[0], wording, lang, depth)
    elif isinstance(condition, (AllOf, AnyOf)):
        code = "always" if not condition.parts else "all" if isinstance(condition, AllOf) else "any"
        yield depth, say(f"when.{code}", lang)
        for part in condition.parts:
            yield from lines(part, wording, lang, depth + 1)
    elif isinstance(condition, Not):
        yield depth, say("when.not", lang)
        yield from lines(condition.part, wording, lang, depth + 1)
    else:
        name = name_of(condition)
        yield depth, wording.condition(condition)(lang) + (f" ({name})" if name else "")


def name_of(leaf: Leaf) -> str | None:
    """The id of the fact, concept, question or scheme that the test is about; None for lists of countries."""
    if isinstance(leaf, FactTest):
        return leaf.fact
    if isinstance(leaf, (ConceptTest, SizeTest)):
        return leaf.concept
    if isinstance(leaf, ReadingTest):
        return leaf.question
    return leaf.scheme if isinstance(leaf, Accepted) else None


def names_in(condition: Condition) -> set[str]:
    """The ids of everything that the condition tests, lists of countries aside."""
    return {name for leaf in leaves(condition) if not isinstance(leaf, Recognised) and (name := name_of(leaf))}
