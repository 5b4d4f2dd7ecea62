"""Conditions as a tree: from what a rule author wrote to checked tests on facts, concepts, questions and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from pa_dataflow.rulebook.models import UnitYear
from pa_dataflow.source.errors import Place, Problem, closest
from pa_dataflow.source.reader import place_of
from pa_dataflow.source.scalars import ScalarError, parse_amount, parse_day, parse_flag, parse_number
from pa_dataflow.vocabulary.facts import Fact, ValueProblem, Vocabulary

COMPARISONS = ("at_least", "more_than", "at_most", "less_than")
SIZE_CLASSES = ("micro", "small", "medium", "large")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number to compare with.

    ``unit`` is a unit of account or a currency, and None for bare numbers; ``years`` are the candidate years whose
    value of the unit may count.
    """

    number: Decimal
    unit: str | None = None
    years: tuple[UnitYear, ...] = ("year_of_assessment",)


@dataclass(frozen=True, slots=True)
class FactTest:
    """A fact compared with a value: ``is`` one of the values, the set operators, or a comparison with a threshold."""

    fact: str
    operator: str
    values: frozenset[str] | bool | Threshold | str
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ConceptTest:
    """A concept of a law holds, or doesn't."""

    concept: str
    holds: bool
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SizeTest:
    """The firm is in one of these size classes by the law with this prefix."""

    concept: str
    classes: frozenset[str]
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The importer's country is recognised by these, on the day asked about or on the day ``dated``."""

    by: frozenset[str]
    kind: str
    dated: date | None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The law of ``by`` accepts the scheme on the day, and the transfer uses it."""

    by: str
    scheme: str
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ReadingTest:
    """An open question of law is read this way."""

    question: str
    reading: str
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part doesn't hold."""

    part: Condition


Leaf: TypeAlias = FactTest | ConceptTest | SizeTest | Recognised | Accepted | ReadingTest
Condition: TypeAlias = Leaf | AllOf | AnyOf | Not

ALWAYS = AllOf(())


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every leaf of the condition, in the order written."""
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    else:
        yield condition


@dataclass(frozen=True, slots=True)
class Names:
    """Every name a condition may use. ``questions`` maps a question to its readings (empty if note only)."""

    vocabulary: Vocabulary
    concepts: frozenset[str]
    sizes: frozenset[str]
    questions: dict[str, tuple[str, ...]]
    note_only: frozenset[str]
    schemes: frozenset[str]
    units: frozenset[str]
    measures: frozenset[str]
    recognisers: frozenset[str]
    kinds: frozenset[str]


class Reader:
    """Reads conditions of one folder; problems are collected in ``problems``.

    Parameters: ``prefix``, the country's, that ``law.`` stands for (None where it may not be used); ``years``, the
    candidate years for units of account.
    """

    def __init__(self, names: Names, prefix: str | None, years: tuple[UnitYear, ...] = ("year_of_assessment",)) -> None:
        self.names = names
        self.prefix = prefix
        self.years = years
        self.problems: list[Problem] = []
        self._special: dict[str, Callable[[Any, Place | None], Condition]] = {
            "all": lambda raw, place: AllOf(self._parts(raw, place)),
            "any": lambda raw, place: AnyOf(self._parts(raw, place)),
            "not": lambda raw, place: Not(self.read(raw)),
            "recognised": self._recognised,
            "accepted": self._accepted,
            "reading": self._reading,
        }

    def read(self, raw: Any) -> Condition:
        """The checked condition; where it is wrong, a problem is noted and something harmless returned."""
        if raw is None:
            return ALWAYS
        place = place_of(raw)
        if not isinstance(raw, dict):
            return self._wrong("not_a_condition", place, {"found": str(raw)})
        if len(raw) != 1:
            return self._wrong("not_one_test", place, {"keys": ", ".join(map(str, raw)) or "-"})
        key, value = next(iter(raw.items()))
        at = place_of(key) or place
        special = self._special.get(key)
        return special(value, at) if special else self._leaf(str(key), value, at)

    def _parts(self, raw: Any, place: Place | None) -> tuple[Condition, ...]:
        if not isinstance(raw, list) or not raw:
            self._wrong("not_a_list_of_conditions", place_of(raw) or place, {})
            return ()
        return tuple(self.read(part) for part in raw)

    def _leaf(self, name: str, raw: Any, place: Place | None) -> Condition:
        if name.startswith("law.") and self.prefix:
            name = f"{self.prefix}.{name.removeprefix('law.')}"
        foreign = not name.startswith(f"{self.prefix}.")
        if foreign and (name in self.names.sizes or name in self.names.concepts):
            return self._wrong("foreign_concept", place, {"name": name})
        if name in self.names.sizes:
            return self._size(name, raw, place)
        if name in self.names.concepts:
            try:
                return ConceptTest(name, parse_flag(raw), place)
            except ScalarError as error:
                return self._wrong(error.code, place_of(raw) or place, error.details, error.suggestion)
        if name in self.names.measures:
            return self._comparison(name, raw, place)
        fact = self.names.vocabulary.facts.get(name)
        if fact is None:
            known = [*self.names.vocabulary.facts, *self.names.concepts, *self._special, *self.names.sizes]
            return self._wrong("unknown_name", place, {"name": name}, closest(name, known))
        try:
            return self._fact(name, fact, raw, place)
        except ValueProblem as error:
            self.problems.append(error.problem)
            return ALWAYS

    def _fact(self, name: str, fact: Fact, raw: Any, place: Place | None) -> Condition:
        value = self.names.vocabulary.value
        if fact.type in ("number", "money"):
            return self._comparison(name, raw, place)
        if fact.type == "boolean":
            typed = value(name, raw)
            assert isinstance(typed, bool)
            return FactTest(name, "is", typed, place)
        operators: tuple[str, ...] = ("any_of", "all_of", "only") if fact.type in ("set", "country_set") else ("in",)
        if fact.type == "ordered":
            operators += ("at_least",)
        if isinstance(raw, dict):
            if len(raw) != 1 or next(iter(raw)) not in operators:
                wanted = {"fact": name, "operators": ", ".join(operators), "found": ", ".join(map(str, raw))}
                return self._wrong("unknown_operator", place_of(raw) or place, wanted)
            operator, listed = next(iter(raw.items()))
            if operator == "at_least":
                return FactTest(name, "at_least", str(value(name, listed)), place)
            if not isinstance(listed, list):
                details = {"fact": name, "value": str(listed)}
                return self._wrong("fact_takes_a_list", place_of(listed) or place, details, f"[{listed}]")
            if not listed and operator != "only":
                return self._wrong("empty_list", place_of(listed) or place, {"fact": name, "operator": str(operator)})
            members = self._members(name, fact, listed)
            return FactTest(name, "is" if operator == "in" else str(operator), members, place)
        if fact.type in ("set", "country_set"):
            wanted = {"fact": name, "operators": ", ".join(operators), "found": str(raw)}
            return self._wrong("unknown_operator", place_of(raw) or place, wanted, f"{{any_of: [{raw}]}}")
        return FactTest(name, "is", self._members(name, fact, [raw]), place)

    def _members(self, name: str, fact: Fact, listed: list[Any]) -> frozenset[str]:
        value = self.names.vocabulary.value
        if fact.type in ("set", "country_set"):
            found = value(name, listed)
            assert isinstance(found, frozenset)
            return found
        return frozenset(str(value(name, item)) for item in listed)

    def _comparison(self, name: str, raw: Any, place: Place | None) -> Condition:
        if not isinstance(raw, dict) or len(raw) != 1 or next(iter(raw)) not in COMPARISONS:
            found = ", ".join(map(str, raw)) if isinstance(raw, dict) else str(raw)
            wanted = {"fact": name, "operators": ", ".join(COMPARISONS), "found": found}
            return self._wrong("unknown_operator", place_of(raw) or place, wanted)
        operator, limit = next(iter(raw.items()))
        fact = self.names.vocabulary.facts.get(name)
        try:
            threshold = self._threshold(limit)
            if fact is not None and (fact.type == "money") == (threshold.unit is None):
                code = "threshold_without_currency" if fact.type == "money" else "threshold_with_unit"
                return self._wrong(code, place_of(limit) or place, {"fact": name, "value": str(threshold.number)})
            return FactTest(name, str(operator), threshold, place)
        except ScalarError as error:
            return self._wrong(error.code, place_of(limit) or place, {"fact": name, **error.details}, error.suggestion)

    def _threshold(self, raw: Any) -> Threshold:
        if isinstance(raw, dict):
            if len(raw) == 1:
                unit, number = next(iter(raw.items()))
                qualified = f"{self.prefix}.{unit}"
                if qualified in self.names.units:
                    return Threshold(parse_number(number), qualified, self.years)
            known = [unit.split(".")[-1] for unit in self.names.units]
            unit = ", ".join(map(str, raw))
            raise ScalarError("unknown_unit", {"unit": unit, "units": ", ".join(sorted(known))}, closest(unit, known))
        if isinstance(raw, str) and " " in raw.strip():
            amount, currency = parse_amount(raw)
            return Threshold(amount, currency)
        return Threshold(parse_number(raw))

    def _size(self, name: str, raw: Any, place: Place | None) -> Condition:
        listed = raw.get("in") if isinstance(raw, dict) and len(raw) == 1 else [raw]
        if listed == []:
            return self._wrong("empty_list", place_of(listed) or place, {"fact": name, "operator": "in"})
        if not isinstance(listed, list) or not all(item in SIZE_CLASSES for item in listed):
            found = ", ".join(map(str, listed)) if isinstance(listed, list) else str(raw)
            wanted = {"fact": name, "value": found, "values": ", ".join(SIZE_CLASSES)}
            return self._wrong("unknown_fact_value", place_of(raw) or place, wanted, closest(found, SIZE_CLASSES))
        return SizeTest(name, frozenset(str(item) for item in listed), place)

    def _keys(self, raw: Any, place: Place | None, needed: set[str], optional: set[str]) -> bool:
        if isinstance(raw, dict) and needed <= raw.keys() <= needed | optional:
            return True
        keys = ", ".join(sorted(needed | optional))
        self._wrong("wrong_keys", place_of(raw) or place, {"keys": keys})
        return False

    def _recognised(self, raw: Any, place: Place | None) -> Condition:
        if not self._keys(raw, place, {"by", "as"}, {"dated"}):
            return ALWAYS
        by = frozenset(str(item) for item in (raw["by"] if isinstance(raw["by"], list) else [raw["by"]]))
        for name in by - self.names.recognisers:
            suggestion = closest(name, self.names.recognisers)
            self._wrong("unknown_recogniser", place_of(raw["by"]) or place, {"name": name}, suggestion)
        if raw["as"] not in self.names.kinds:
            suggestion = closest(raw["as"], self.names.kinds)
            self._wrong("unknown_recognition", place_of(raw["as"]) or place, {"name": str(raw["as"])}, suggestion)
        dated = None
        if "dated" in raw:
            try:
                dated = parse_day(raw["dated"])
            except ScalarError as error:
                self._wrong(error.code, place_of(raw["dated"]) or place, error.details, error.suggestion)
        return Recognised(by, str(raw["as"]), dated, place)

    def _accepted(self, raw: Any, place: Place | None) -> Condition:
        if not self._keys(raw, place, {"by", "scheme"}, set()):
            return ALWAYS
        if raw["scheme"] not in self.names.schemes:
            suggestion = closest(raw["scheme"], self.names.schemes)
            self._wrong("unknown_scheme", place_of(raw["scheme"]) or place, {"name": str(raw["scheme"])}, suggestion)
            return ALWAYS
        if raw["by"] not in self.names.vocabulary.countries:
            details = {"fact": "by", "value": str(raw["by"]), "values": "ISO 3166-1 alpha-2"}
            suggestion = closest(raw["by"], self.names.vocabulary.countries)
            self._wrong("unknown_country", place_of(raw["by"]) or place, details, suggestion)
        return Accepted(str(raw["by"]), str(raw["scheme"]), place)

    def _reading(self, raw: Any, place: Place | None) -> Condition:
        if not isinstance(raw, dict) or len(raw) != 1:
            return self._wrong("wrong_keys", place_of(raw) or place, {"keys": "question: reading"})
        question, reading = next(iter(raw.items()))
        at = place_of(question) or place
        readings = self.names.questions.get(question)
        if readings is None:
            return self._wrong("unknown_question", at, {"name": str(question)}, closest(question, self.names.questions))
        if question in self.names.note_only:
            return self._wrong("note_only_question", at, {"name": str(question)})
        if reading not in readings:
            details = {"name": str(question), "reading": str(reading), "readings": ", ".join(readings)}
            return self._wrong("unknown_reading", place_of(reading) or at, details, closest(reading, readings))
        return ReadingTest(str(question), str(reading), place)

    def _wrong(
        self, code: str, place: Place | None, details: dict[str, str], suggestion: str | None = None
    ) -> Condition:
        self.problems.append(Problem(code, place, details, suggestion))
        return ALWAYS
