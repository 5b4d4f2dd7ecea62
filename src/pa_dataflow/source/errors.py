"""Typed errors: what is wrong, where it stands, what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what somebody wrote.

    ``code`` is stable and names the refusal; ``details`` fill the sentence of that code in
    ``source.messages``; ``also`` is the second place of a conflict between two.
    """

    code: str
    place: Place | None = None
    details: dict[str, str] = field(default_factory=dict)
    suggestion: str | None = None
    also: Place | None = None

    def text(self, lang: str = "en") -> str:
        """The sentence a person reads, without the place."""
        from pa_dataflow.source.messages import sentence

        return sentence(self, lang)

    def __str__(self) -> str:
        return self.text() if self.place is None else f"{self.place}: {self.text()}"


class PaDataflowError(Exception):
    """Base of every error this library raises on purpose."""


class InputError(PaDataflowError):
    """What was handed over can't be used; all problems found are listed, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=_by_place))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TransferError(InputError):
    """A scenario or transfer is badly written, or says something the vocabulary doesn't know.

    ``partial`` is the transfer as far as it could be read, so that its facts can be checked as well.
    """

    def __init__(self, problems: Iterable[Problem], partial: Any = None) -> None:
        super().__init__(problems)
        self.partial = partial


class RulebookError(InputError):
    """A rulebook breaks the rule language or one of its proofs."""


class EngineError(PaDataflowError):
    """An engine failed or reached a limit; never to be read as a permission."""


def _by_place(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return (place.file, place.line, place.column) if place else ("", 0, 0)


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was most likely meant to be, or None."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
