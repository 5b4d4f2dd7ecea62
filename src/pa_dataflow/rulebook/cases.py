"""Worked cases beside the law: a transfer as a lawyer would tell it, and the answer that is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from pydantic import Field, ValidationError

from pa_dataflow.rulebook.models import Model
from pa_dataflow.source.errors import Place, RulebookError
from pa_dataflow.source.reader import place_of, read
from pa_dataflow.source.scalars import Day, Name, problems_of
from pa_dataflow.vocabulary.transfer import Transfer

CaseDuty: TypeAlias = Literal["met", "outstanding", "possibly_due", "not_due"]


class Expectation(Model):
    """The answer a case expects: the outcome, exactly the closed gates and contested questions, the carrying rules.

    Of duties (status by id; ``not_due`` for one that isn't), duties on arrival and rejected claims (the rules that
    reject each) only those that are named are compared.
    """

    outcome: Name
    closed: list[Name] = Field(default_factory=list)
    carried_by: list[Name] | None = None
    contested: list[Name] = Field(default_factory=list)
    paths_include: list[list[Name]] = Field(default_factory=list)
    duties: dict[Name, CaseDuty] = Field(default_factory=dict)
    on_arrival: dict[Name, CaseDuty] = Field(default_factory=dict)
    rejected: dict[Name, list[Name]] = Field(default_factory=dict)


class CaseModel(Model):
    """One case as written."""

    case: Name
    as_of: Day
    proposals: list[Name] = Field(default=[], alias="with")
    given: dict[Name, Any]
    expect: Expectation
    source: dict[Name, Name] = Field(default_factory=dict)


class CaseFile(Model):
    """A file of cases."""

    cases: list[CaseModel]


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its transfer; ``country`` is the folder it stands in."""

    model: CaseModel
    transfer: Transfer
    country: str
    place: Place

    @property
    def day(self) -> date:
        """The day the case asks about."""
        return self.model.as_of


def read_cases(root: Path | Traversable) -> Iterator[Case]:
    """Every case of every country below the root of a rulebook; raises RulebookError for badly written ones."""
    for country in sorted(root.iterdir(), key=lambda one: one.name):
        folder = country / "cases"
        if country.is_dir() and folder.is_dir():
            for file in sorted(folder.iterdir(), key=lambda one: one.name):
                if file.name.endswith(".yaml"):
                    yield from _cases(file.read_bytes(), f"rules/{country.name}/cases/{file.name}", country.name)


def _cases(content: bytes, shown: str, country: str) -> Iterator[Case]:
    document = read(content, shown, error=RulebookError)
    wrapped = {"cases": document}
    try:
        parsed = CaseFile.model_validate(wrapped)
    except ValidationError as error:
        raise RulebookError(problems_of(error, wrapped, CaseFile)) from None
    for model, written in zip(parsed.cases, cast("list[Mapping[str, Any]]", document), strict=True):
        place = place_of(written) or Place(shown, 1, 1)
        yield Case(model, Transfer.of(model.given, dates=(model.as_of,), title=model.case), country, place)
