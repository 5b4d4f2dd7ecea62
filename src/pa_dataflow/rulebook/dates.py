"""Dates of law: named and relative dates, and the life of something in force."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pa_dataflow.rulebook.models import Life, RelativeDate

BEGINNING = date.min
NO_END = date.max


@dataclass(frozen=True, slots=True)
class Span:
    """From the day ``start`` until the day before ``before``."""

    start: date = BEGINNING
    before: date = NO_END

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.before

    def overlaps(self, other: Span) -> bool:
        """Whether some day lies in both."""
        return self.start < other.before and other.start < self.before

    def covered_by(self, spans: Iterable[Span]) -> bool:
        """Whether the spans together leave no day of this one out."""
        reached = self.start
        for span in sorted(spans, key=lambda one: one.start):
            if span.start <= reached:
                reached = max(reached, span.before)
        return reached >= self.before

    @property
    def boundaries(self) -> set[date]:
        """The days on which it begins or has ended."""
        return {self.start, self.before} - {BEGINNING, NO_END}


class UnknownDate(KeyError):
    """A named date that nobody defined, or one that is counted from itself."""


class NamedDates:
    """The named dates of all folders by full name, such as ``xr.dates.reform``.

    Parameters: ``written``, full name to date or relative date; ``sets``, dates that proposals move.
    """

    def __init__(self, written: Mapping[str, date | RelativeDate], sets: Mapping[str, date]) -> None:
        self._written = {**written, **sets}
        self.names = frozenset(self._written)

    def day(self, name: date | str, prefix: str | None) -> date:
        """The day a date or a name stands for; raises UnknownDate."""
        return self._resolve(name, prefix, ())

    def span(self, life: Life, prefix: str | None) -> Span:
        """The days of a life; open ends where nothing is written. Raises UnknownDate."""
        return Span(
            BEGINNING if life.start is None else self.day(life.start, prefix),
            NO_END if life.before is None else self.day(life.before, prefix),
        )

    def _resolve(self, name: date | str, prefix: str | None, seen: tuple[str, ...]) -> date:
        if isinstance(name, date):
            return name
        full = f"{prefix}.dates.{name.removeprefix('$')}" if "." not in name else name
        written = self._written.get(full)
        if written is None or full in seen:
            raise UnknownDate(full)
        if isinstance(written, date):
            return written
        start = self._resolve(written.after, full.split(".")[0], (*seen, full))
        try:
            return months_after(start, 12 * written.years + written.months) + timedelta(days=written.days)
        except (OverflowError, ValueError):
            raise UnknownDate(full) from None  # beyond the calendar


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def union(spans: Iterable[Span]) -> Span:
    """The span from the first start to the last end."""
    listed = list(spans)
    return Span(min(span.start for span in listed), max(span.before for span in listed))
