"""A transfer as somebody described it: a frozen value that remembers where each fact was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import Any

from pa_dataflow.source.errors import Place, Problem, TransferError
from pa_dataflow.source.reader import Mapping as WrittenMapping
from pa_dataflow.source.reader import Text, place_of, read, read_file
from pa_dataflow.source.scalars import ScalarError, parse_day

_HEAD = ("as_of", "title")
_PLAIN_FLAGS = {"true": True, "false": False}  # typed here, once, because every question about the transfer needs it


@dataclass(frozen=True, slots=True)
class Transfer:
    """One proposed communication of data, as facts by dotted id.

    Values are as written; the rulebook checks names and values against its vocabulary. ``dates`` are those the
    scenario asks about and may be empty.
    """

    facts: Mapping[str, Any]
    dates: tuple[date, ...] = ()
    title: str = ""
    file: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, facts: Mapping[str, Any], *, dates: tuple[date, ...] = (), title: str = "") -> Transfer:
        """A transfer from nested or dotted Python values."""
        flat: dict[str, Any] = {}
        places: dict[str, Place] = {}
        problems = list(_flatten(facts, "", flat, places))
        if problems:
            raise TransferError(problems)
        return cls(MappingProxyType(flat), dates, title, "", MappingProxyType(places))

    @classmethod
    def from_file(cls, path: str | Path) -> Transfer:
        """Read a scenario file; raises TransferError with places for anything that isn't a scenario."""
        document = read_file(Path(path), error=TransferError)
        return cls.from_document(document, str(path))

    @classmethod
    def from_text(cls, text: bytes | str, file: str = "-") -> Transfer:
        """Read a scenario from text; ``file`` is the name shown in messages."""
        return cls.from_document(read(text, file, error=TransferError), file)

    @classmethod
    def from_document(cls, document: object, file: str) -> Transfer:
        """Take a document that was already read as a scenario."""
        if not isinstance(document, WrittenMapping):
            raise TransferError([Problem("not_a_scenario", place_of(document) or Place(file, 1, 1))])
        problems: list[Problem] = []
        dates = _dates(document.get("as_of"), problems)
        title = document.get("title", "")
        flat: dict[str, Any] = {}
        places: dict[str, Place] = {}
        facts = {key: value for key, value in document.items() if key not in _HEAD}
        problems += _flatten(facts, "", flat, places)
        found = cls(MappingProxyType(flat), dates, str(title), file, MappingProxyType(places))
        if problems:
            raise TransferError(problems, partial=found)
        return found

    def changed(self, **changes: Any) -> Transfer:
        """A copy with other facts; dots are written as ``__`` and None takes a fact away."""
        facts = dict(self.facts)
        for name, value in changes.items():
            fact = name.replace("__", ".")
            if value is None:
                facts.pop(fact, None)
            else:
                facts[fact] = value
        return Transfer(MappingProxyType(facts), self.dates, self.title, self.file, self.places)


def _dates(raw: object, problems: list[Problem]) -> tuple[date, ...]:
    if raw is None:
        return ()
    found: list[date] = []
    for item in raw if isinstance(raw, list) else [raw]:
        try:
            found.append(parse_day(item))
        except ScalarError as error:
            problems.append(Problem(error.code, place_of(item), error.details, error.suggestion))
    return tuple(dict.fromkeys(found))


def _flatten(
    nested: Mapping[str, Any], prefix: str, flat: dict[str, Any], places: dict[str, Place]
) -> Iterator[Problem]:
    for key, value in nested.items():
        name = intern(f"{prefix}{key}")  # one object for all transfers: quicker to find, and in memory once
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{name}.", flat, places)
            continue
        place = place_of(key) or place_of(value)
        if name in flat:
            yield Problem("fact_twice", place, {"fact": name}, also=places.get(name))
        flat[name] = _PLAIN_FLAGS.get(value, value) if isinstance(value, Text) and not value.quoted else value
        if place:
            places[name] = place
