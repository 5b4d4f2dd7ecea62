"""Facts: what can be said about a transfer, with types, labels and presumptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from pa_dataflow.source.errors import Place, Problem, closest
from pa_dataflow.source.reader import Text, place_of
from pa_dataflow.source.scalars import Flag, Name, ScalarError, parse_amount, parse_flag, parse_number
from pa_dataflow.vocabulary.words import Words

FactType: TypeAlias = Literal["boolean", "choice", "ordered", "set", "number", "money", "country", "country_set"]

NONE = "none"
UNKNOWN = "unknown"


class Money(NamedTuple):
    """An exact amount in one currency (ISO 4217)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


Value: TypeAlias = bool | str | frozenset[str] | Decimal | Money


class Fact(BaseModel):
    """One kind of statement about a transfer: what happened or is the case, never what it amounts to in law."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    type: FactType
    values: dict[Name, Words] = Field(default_factory=dict)
    values_from: Literal["categories"] | None = None
    open: Flag = False
    none: Words | None = None
    plays: Literal["exporter_country", "importer_country", "claims", "size"] | None = None
    label: Words
    question: Words
    help: Words
    dpv: Name | None = None
    presume: Annotated[Any, Field(default=None)]
    assume: Words | None = None


class Category(BaseModel):
    """A neutral kind of data; whether it is sensitive is for each law to say."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    label: Words
    dpv: Name | None = None


class ValueProblem(ValueError):
    """A value doesn't fit its fact; ``problem`` says why and where."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class Vocabulary:
    """All facts of a rulebook, and the check that a value fits its fact.

    Parameters: ``facts`` by id, with the members that countries add already in ``values``; ``countries``, ISO 3166-1
    alpha-2 code to name.
    """

    def __init__(self, facts: Mapping[str, Fact], countries: Mapping[str, Words]) -> None:
        self.facts = dict(facts)
        self.countries = dict(countries)
        self.presumed: dict[str, Value] = {}

    def presume(self) -> list[Problem]:
        """Type the presumed values; returns the problems found, with their places."""
        problems = []
        for name, fact in self.facts.items():
            if fact.presume is not None:
                try:
                    self.presumed[name] = self.value(name, fact.presume)
                except ValueProblem as error:
                    problems.append(error.problem)
        return problems

    def playing(self, part: str) -> str | None:
        """The fact that plays this structural part, such as ``exporter_country``."""
        return next((name for name, fact in self.facts.items() if fact.plays == part), None)

    def members(self, name: str) -> Mapping[str, Words]:
        """The values a choice, ordered or set fact may take, with their labels; for countries all of them."""
        fact = self.facts[name]
        if fact.type in ("country", "country_set"):
            return {**self.countries, NONE: fact.none} if fact.none else self.countries
        return fact.values

    def value(self, name: str, raw: object) -> Value:
        """The typed value of what somebody wrote for the fact; raises ValueProblem."""
        fact = self.facts[name]
        try:
            if fact.type == "boolean":
                return parse_flag(raw)
            if fact.type == "number":
                return parse_number(raw)
            if fact.type == "money":
                return raw if isinstance(raw, Money) else Money(*parse_amount(raw))
        except ScalarError as error:
            raise ValueProblem(
                Problem(error.code, place_of(raw), {"fact": name, **error.details}, error.suggestion)
            ) from None
        if fact.type in ("set", "country_set"):
            if not isinstance(raw, (list, tuple, set, frozenset)):
                details = {"fact": name, "value": _shown(raw)}
                raise ValueProblem(Problem("fact_takes_a_list", place_of(raw), details, f"[{_shown(raw)}]"))
            return frozenset(self._member(name, item) for item in raw)
        return self._member(name, raw)

    def _member(self, name: str, raw: object) -> str:
        members = self.members(name)
        if isinstance(raw, str):
            if raw in members:
                return str(raw)
            code = "unknown_country" if self.facts[name].type.startswith("country") else "unknown_fact_value"
            known: Iterable[str] = members
            suggestion = closest(raw, known) or (
                raw.upper() if raw.upper() in members else self._country_named(raw) if "country" in code else None
            )
            details = {"fact": name, "value": str(raw), "values": _some(known)}
            raise ValueProblem(Problem(code, place_of(raw), details, suggestion))
        wanted = {"fact": name, "value": _shown(raw), "values": _some(members)}
        raise ValueProblem(Problem("not_one_value", place_of(raw), wanted))

    def _country_named(self, raw: str) -> str | None:
        folded = raw.casefold()
        return next(
            (code for code, names in self.countries.items() if folded in (names.en.casefold(), names.es.casefold())),
            None,
        )


def _some(values: Iterable[str]) -> str:
    listed = list(values)
    return ", ".join(listed[:12]) + (", ..." if len(listed) > 12 else "")


def _shown(raw: object) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return str(raw) if isinstance(raw, Text) or not isinstance(raw, (dict, list)) else type(raw).__name__.lower()


__all__ = ["NONE", "UNKNOWN", "Category", "Fact", "FactType", "Money", "Place", "Value", "ValueProblem", "Vocabulary"]
