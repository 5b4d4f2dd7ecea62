"""Conditions, facts and values in words, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pa_dataflow.rulebook.conditions import (
    Accepted,
    AllOf,
    AnyOf,
    ConceptTest,
    Condition,
    FactTest,
    Not,
    ReadingTest,
    Recognised,
    SizeTest,
    Threshold,
)
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.vocabulary.facts import Money, Value
from pa_dataflow.vocabulary.words import Words

_COMPARED = {
    "at_least": Words(en="at least", es="al menos"),
    "more_than": Words(en="more than", es="más de"),
    "at_most": Words(en="at most", es="como máximo"),
    "less_than": Words(en="less than", es="menos de"),
}
_SETS = {
    "any_of": Words(en="includes any of", es="incluye alguno de"),
    "all_of": Words(en="includes all of", es="incluye todos estos"),
    "only": Words(en="has nothing but", es="no contiene más que"),
}
YES, NO = Words(en="yes", es="sí"), Words(en="no", es="no")
NOTHING = Words(en="nothing", es="nada")
_SIZES = {
    "micro": Words(en="micro", es="micro"),
    "small": Words(en="small", es="pequeña"),
    "medium": Words(en="medium", es="mediana"),
    "large": Words(en="large", es="grande"),
}


class Wording:
    """Puts parts of one rulebook into words."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.vocabulary = ruleset.vocabulary
        self._leaves: dict[int, Words] = {}
        self.concepts = {name: one.label for country in ruleset.countries.values() for name, one in
                         country.concepts.items()}  # fmt: skip

    def label(self, name: str) -> Words:
        """What a fact, concept or question is called."""
        if name in self.vocabulary.facts:
            return self.vocabulary.facts[name].label
        if name in self.ruleset.questions:
            return self.ruleset.questions[name].model.asks
        return self.concepts.get(name) or Words(en=name, es=name)

    def value(self, name: str, value: Value | str) -> Words:
        """A value of a fact (or a reading of a question)."""
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, frozenset):
            return self.values(name, sorted(value), joint=True)
        if isinstance(value, (Decimal, Money)):
            return Words(en=str(value), es=str(value))
        if name in self.ruleset.questions:
            return self.ruleset.questions[name].model.readings[value].says
        return self.vocabulary.members(name).get(value) or Words(en=value, es=value)

    def values(self, name: str, listed: Iterable[str], *, joint: bool = False) -> Words:
        """Several values of a fact, as an enumeration with "or", or with "and" if they hold together."""
        words = [self.value(name, one) for one in listed]
        if not words:
            return NOTHING
        last = Words(en="and", es="y") if joint else Words(en="or", es="o")
        return Words(
            en=_enumerated([one.en for one in words], last.en), es=_enumerated([one.es for one in words], last.es)
        )

    def stated(self, name: str, value: Value | str) -> Words:
        """A fact with its value."""
        label, shown = self.label(name), self.value(name, value)
        return Words(en=f"{label.en}: {shown.en}", es=f"{label.es}: {shown.es}")

    def condition(self, condition: Condition) -> Words:
        """One leaf or a whole condition of the rulebook (leaves are kept by identity); nested parts in brackets."""
        if isinstance(condition, (AllOf, AnyOf)):
            joint = Words(en="and", es="y") if isinstance(condition, AllOf) else Words(en="or", es="o")
            parts = [self.condition(part) for part in condition.parts]
            if not parts:
                return Words(en="always", es="siempre")
            return Words(
                en=f" {joint.en} ".join(_bracketed(part.en, len(parts)) for part in parts),
                es=f" {joint.es} ".join(_bracketed(part.es, len(parts)) for part in parts),
            )
        if isinstance(condition, Not):
            inner = self.condition(condition.part)
            return Words(en=f"not ({inner.en})", es=f"no ({inner.es})")
        found = self._leaves.get(id(condition))
        if found is None:
            found = self._leaves[id(condition)] = self._leaf(condition)
        return found

    def _leaf(self, leaf: Condition) -> Words:
        if isinstance(leaf, FactTest):
            return self._fact(leaf)
        if isinstance(leaf, ConceptTest):
            return _colon(self.label(leaf.concept), YES if leaf.holds else NO)
        if isinstance(leaf, SizeTest):
            sizes = [_SIZES[one] for one in _SIZES if one in leaf.classes]
            listed = Words(
                en=_enumerated([one.en for one in sizes], "or"), es=_enumerated([one.es for one in sizes], "o")
            )
            return _colon(Words(en="size of the firm", es="tamaño de la empresa"), listed)
        if isinstance(leaf, ReadingTest):
            question = self.ruleset.questions[leaf.question].model
            return _colon(question.asks, question.readings[leaf.reading].says)
        if isinstance(leaf, Recognised):
            by = ", ".join(sorted(leaf.by))
            dated_en = f" on {leaf.dated.isoformat()}" if leaf.dated else ""
            dated_es = f" al {leaf.dated.isoformat()}" if leaf.dated else ""
            return Words(
                en=f"the destination is recognised by {by} ({leaf.kind}){dated_en}",
                es=f"el país de destino está reconocido por {by} ({leaf.kind}){dated_es}",
            )
        assert isinstance(leaf, Accepted)
        scheme = self.ruleset.schemes[leaf.scheme].label
        return Words(en=f"{leaf.by} accepts and the transfer uses: {scheme.en}",
                     es=f"{leaf.by} acepta y la operación usa: {scheme.es}")  # fmt: skip

    def _fact(self, test: FactTest) -> Words:
        label, values = self.label(test.fact), test.values
        if isinstance(values, bool):
            return _colon(label, YES if values else NO)
        if isinstance(values, Threshold):
            unit = f" {values.unit.split('.')[-1].upper()}" if values.unit else ""
            word = _COMPARED[test.operator]
            limit = f"{values.number:,}{unit}"
            return Words(en=f"{label.en}: {word.en} {limit}", es=f"{label.es}: {word.es} {limit}")
        if isinstance(values, str):
            step = self.value(test.fact, values)
            return Words(en=f"{label.en}: at least {step.en}", es=f"{label.es}: al menos {step.es}")
        listed = self.values(test.fact, sorted(values), joint=test.operator == "all_of")
        if test.operator in _SETS:
            word = _SETS[test.operator]
            return Words(en=f"{label.en} {word.en}: {listed.en}", es=f"{label.es} {word.es}: {listed.es}")
        return _colon(label, listed)


def _colon(first: Words, second: Words) -> Words:
    return Words(en=f"{first.en}: {second.en}", es=f"{first.es}: {second.es}")


def _bracketed(text: str, count: int) -> str:
    return f"({text})" if count > 1 and (" and " in text or " or " in text or " y " in text or " o " in text) else text


def _enumerated(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
