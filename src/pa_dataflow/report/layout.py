"""Lays text out in lines of a terminal: wrapped by words, indented, with colour only where it is asked for.

Sections of a report write onto a page; what kind of page it is (`Page` here, `MarkdownPage` there) decides the looks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar, Literal, TypeAlias

Style: TypeAlias = Literal["bold", "dim", "red", "green", "yellow"]


@dataclass(frozen=True)
class Link:
    """A piece of text that leads to an address, on pages that have links."""

    text: str
    url: str


@dataclass(frozen=True)
class Code:
    """A piece of text that is written exactly so, such as an id."""

    text: str


Text: TypeAlias = str | tuple[str | Link | Code, ...]

WIDTH = 80
LEAST_ROOM = 24  # an indent never leaves less than this for the text, nor the columns of a table for the last one
NARROWEST = 10  # no column of a table is made narrower than this
NOTHING = "–"  # stands in the last column where there is nothing to say

_CODES: dict[Style, str] = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_WHITE = "\t\r\n\u00a0\u202f"  # not printable by Python's measure, but harmless
_SPACES = re.compile(r"[ \t\r\n]+")
_SEAM = re.compile(r"(?<=[/._\-?&=:,])")  # where an address or an id that is too long may be broken


class Page:
    """Lines that grow from top to bottom.

    Parameters: ``width``, the most columns a line may take; ``color``, whether terminal codes may be used.
    """

    wide: ClassVar[bool] = False  # whether several columns of a table may hold whole sentences

    def __init__(self, width: int = WIDTH, color: bool = False) -> None:
        self.width = max(width, 2 * LEAST_ROOM)
        self.color = color
        self._lines: list[str] = []
        self._begun = 0  # how many lines there were when the section's heading was written

    def text(
        self,
        text: Text,
        *,
        indent: int = 0,
        mark: str = "",
        style: Style | None = None,
        mark_style: Style | None = None,
        todo: bool = False,
    ) -> None:
        """Add a paragraph; ``mark`` (a bullet, a number) stands before it and the other lines hang under the text.

        Parameters: ``todo``, whether this is something to tick off, on pages where that can be shown.
        """
        if cells(mark) > self.width - LEAST_ROOM:  # it takes a line of its own
            self._lines += [self.styled(line, mark_style or style) for line in wrap(mark, self.width)]
            mark = "  "
        indent = min(indent, self.width - cells(mark) - LEAST_ROOM)
        hang = indent + cells(mark)
        for number, line in enumerate(wrap(plain(text), self.width - hang)):
            lead = " " * indent + self.styled(mark, mark_style or style) if number == 0 else " " * hang
            self._lines.append((lead + self.styled(line, style)).rstrip())

    def items(self, texts: Iterable[Text], *, indent: int = 0) -> None:
        """Add a list with dashes."""
        for text in texts:
            self.text(text, indent=indent, mark="- ")

    def point(self, text: Text, *, indent: int, style: Style | None = None) -> None:
        """Add one of several things that are said under an item."""
        self.text(text, indent=indent, style=style)

    def more(self, text: str, *, indent: int, style: Style | None = None) -> None:
        """Say at the end of a list what it leaves out."""
        self.text(text, indent=indent, style=style)

    def verdict(self, sign: str, word: str, sentence: str, *, style: Style) -> None:
        """Write the answer in a word and in a sentence."""
        self.text(f"{sign} {word.upper()}", style=style)
        self.text(sentence, style="bold")

    def title(self, text: str) -> None:
        """Begin a part that stands beside answers."""
        self.heading(text)

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.gap()
        self.text(text, style="bold")
        self._begun = len(self._lines)

    def gap(self) -> None:
        """Leave a line free, unless one is free already or a section has just begun."""
        if self._lines and self._lines[-1] and len(self._lines) != self._begun:
            self._lines.append("")

    def rule(self) -> None:
        """Set what follows apart from what was written before."""
        self._lines += ["", "─" * self.width, ""]

    def table(self, head: Sequence[Text], rows: Sequence[Sequence[Text]]) -> None:
        """Add a table; cells are wrapped, and the last column gets the room that the others leave."""
        written = [[*map(plain, row[:-1]), plain(row[-1]) or NOTHING] for row in [head, *rows]]
        widths = self._widths(written)
        for number, row in enumerate(written):
            cut = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
            for line in zip_longest(*cut, fillvalue=""):
                padded = "  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(line, widths, strict=True))
                self._lines.append(self.styled(padded.rstrip(), "bold" if number == 0 else None))

    def styled(self, text: str, style: Style | None) -> str:
        """The text in that style, or as it is where colour is off."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.color and style and text else text

    def _widths(self, rows: Sequence[Sequence[str]]) -> list[int]:
        """The widths of a table's columns: as wide as their cells, the widest cut down until the last has room."""
        columns = [[printable(cell) for cell in column] for column in zip(*rows, strict=True)][:-1]
        widths = [max(map(cells, column)) for column in columns]
        whole = [max(cells(word) for cell in column for word in _SPACES.split(cell)) for column in columns]
        room = self.width - 2 * len(widths)
        while sum(widths) > room - LEAST_ROOM and max(widths) > NARROWEST:
            loose = [column for column, width in enumerate(widths) if width > max(whole[column], NARROWEST)]
            widest = max(loose or range(len(widths)), key=widths.__getitem__)  # words are broken only if they must be
            widths[widest] -= 1
        return [*widths, room - sum(widths)]

    def __str__(self) -> str:
        return "\n".join(self._lines).rstrip("\n") + "\n"


def plain(text: Text) -> str:
    """The text without what only some pages can show."""
    return text if isinstance(text, str) else "".join(part if isinstance(part, str) else part.text for part in text)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns; a word that is wider is broken after its punctuation."""
    lines: list[str] = []
    line, used = "", 0
    for word in _SPACES.split(printable(text).strip(" ")):
        for number, piece in enumerate(_pieces(word, width)):
            room = cells(piece)
            space = 1 if line and number == 0 else 0
            if line and used + space + room > width:
                lines.append(line)
                line, used, space = "", 0, 0
            line += " " * space + piece
            used += space + room
    return [*lines, line]


def cells(text: str) -> int:
    """How many columns the text takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def printable(text: str) -> str:
    """The text with control characters made visible, so that nothing a user wrote can steer a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _WHITE else char.encode("unicode_escape").decode() for char in text
    )


def _pieces(word: str, width: int) -> list[str]:
    """The word whole if it fits, else in parts that do."""
    if cells(word) <= width:
        return [word]
    pieces: list[str] = []
    for part in _SEAM.split(word):
        while cells(part) > width:
            cut = _fitting(part, width)
            pieces.append(part[:cut])
            part = part[cut:]
        if part:
            pieces.append(part)
    return pieces


def _fitting(text: str, width: int) -> int:
    """How many characters fit into the width; at least one."""
    used = 0
    for number, char in enumerate(text):
        used += _cells(char)
        if used > width:
            return max(number, 1)
    return len(text)


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
