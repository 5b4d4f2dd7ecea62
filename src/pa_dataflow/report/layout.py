"""Lays text out in lines of a terminal: wrapped by words, indented, with colour only where it is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["bold", "dim", "red", "green", "yellow"]

WIDTH = 80
LEAST_ROOM = 24  # an indent never leaves less than this for the text

_CODES: dict[Style, str] = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_WHITE = "\t\r\n\u00a0\u202f"  # not printable by Python's measure, but harmless
_SPACES = re.compile(r"[ \t\r\n]+")
_SEAM = re.compile(r"(?<=[/._\-?&=:,])")  # where an address or an id that is too long may be broken


class Page:
    """Lines that grow from top to bottom.

    Parameters: ``width``, the most columns a line may take; ``color``, whether terminal codes may be used.
    """

    def __init__(self, width: int = WIDTH, color: bool = False) -> None:
        self.width = max(width, 2 * LEAST_ROOM)
        self.color = color
        self._lines: list[str] = []
        self._begun = 0  # how many lines there were when the section's heading was written

    def text(
        self, text: str, *, indent: int = 0, mark: str = "", style: Style | None = None, mark_style: Style | None = None
    ) -> None:
        """Add a paragraph; ``mark`` (a bullet, a number) stands before it and the other lines hang under the text."""
        if cells(mark) > self.width - LEAST_ROOM:  # it takes a line of its own
            self._lines += [self.styled(line, mark_style or style) for line in wrap(mark, self.width)]
            mark = "  "
        indent = min(indent, self.width - cells(mark) - LEAST_ROOM)
        hang = indent + cells(mark)
        for number, line in enumerate(wrap(text, self.width - hang)):
            lead = " " * indent + self.styled(mark, mark_style or style) if number == 0 else " " * hang
            self._lines.append((lead + self.styled(line, style)).rstrip())

    def items(self, texts: Iterable[str], *, indent: int = 0) -> None:
        """Add a list with dashes."""
        for text in texts:
            self.text(text, indent=indent, mark="- ")

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.gap()
        self.text(text, style="bold")
        self._begun = len(self._lines)

    def gap(self) -> None:
        """Leave a line free, unless one is free already or a section has just begun."""
        if self._lines and self._lines[-1] and len(self._lines) != self._begun:
            self._lines.append("")

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table whose last column is wrapped into the room that the others leave."""
        widths = [max(cells(printable(row[column])) for row in [head, *rows]) for column in range(len(head) - 1)]
        for number, row in enumerate([head, *rows]):
            style: Style | None = "bold" if number == 0 else None
            cut = [wrap(cell, width) for cell, width in zip(row[:-1], widths, strict=True)]
            lead = "".join(
                lines[0] + " " * (width - cells(lines[0]) + 2) for lines, width in zip(cut, widths, strict=True)
            )
            self.text(row[-1] or "–", mark=lead, style=style)

    def styled(self, text: str, style: Style | None) -> str:
        """The text in that style, or as it is where colour is off."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.color and style and text else text

    def __str__(self) -> str:
        return "\n".join(self._lines).rstrip("\n") + "\n"


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
