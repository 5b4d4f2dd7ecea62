"""Lays text out as Markdown that GitHub shows well and that can be read as it is, in an e-mail for instance.

Every paragraph and every item is one line, since comments on GitHub keep line ends, and there is no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from pa_dataflow.report.escaping import escaped
from pa_dataflow.report.layout import NOTHING, Page, Style, Text, cells
from pa_dataflow.report.phrases import raised

_ENDED = re.compile(r"[.?!…:][\"»)*]*$")
_BOXES = {"[x] ": "- [x] ", "[ ] ": "- [ ] ", "[?] ": "- [ ] "}


@dataclass(frozen=True)
class _Item:
    """An item of a list: its indent and that of its text on a page of text, and how far it is indented here."""

    indent: int
    hang: int
    column: int
    bullet: str

    @property
    def inside(self) -> int:
        """How far what stands under the item is indented here."""
        return self.column + len(self.bullet)


class MarkdownPage(Page):
    """A page of Markdown: what hangs under an item becomes part of it, all else a paragraph of its own."""

    wide: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._open: list[_Item] = []  # the items in which the page stands, from the outermost
        self._last: _Item | None = None  # the item that the last line belongs to

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
        """Add a paragraph, an item if it has a mark, or more text of the item under which it hangs."""
        shown = escaped(text)
        if not shown:
            return
        if style == "bold":
            shown = f"**{shown.strip()}**"
        while self._open and self._open[-1].hang > indent:
            self._open.pop()
        if mark:
            self._item(shown, indent, indent + cells(mark), _bullet(mark, todo))
        elif not self._open:
            self._block(shown)
        elif self._open[-1] is self._last:
            self._lines[-1] += f"{' ' if _ENDED.search(self._lines[-1]) else ' · '}{shown}"
        else:  # another item lies between
            self.point(text, indent=indent, style=style)

    def point(self, text: Text, *, indent: int, style: Style | None = None) -> None:
        """Add one of several things that are said under an item, as an item of its own."""
        self.text(text, indent=indent, mark="- ", style=style)

    def more(self, text: str, *, indent: int, style: Style | None = None) -> None:
        """Say at the end of a list what it leaves out, as its last item."""
        while self._open and self._open[-1].indent > indent:
            self._open.pop()
        if self._open:
            self.text(text, indent=self._open[-1].indent, mark="- ")
        else:
            self.text(text)

    def verdict(self, sign: str, word: str, sentence: str, *, style: Style) -> None:
        """Write the answer, in a word and in a sentence, as a heading."""
        self._block(f"## {sign} {escaped(raised(word))} {escaped(sentence)}")

    def title(self, text: str) -> None:
        """Begin a part that stands beside answers."""
        self._block(f"## {escaped(_without_capitals(text))}")

    def heading(self, text: str) -> None:
        """Begin a section."""
        self._block(f"### {escaped(_without_capitals(text))}")

    def gap(self) -> None:
        """Nothing: blocks are set apart anyway."""

    def rule(self) -> None:
        """Set what follows apart from what was written before, also by a line left free, else it makes a heading."""
        self._lines += ["", "---"]
        self._close()

    def table(self, head: Sequence[Text], rows: Sequence[Sequence[Text]]) -> None:
        """Add a table, each row in one line."""
        self._block(_row(head))
        self._lines.append(f"|{' --- |' * len(head)}")
        self._lines += [_row([*row[:-1], row[-1] or NOTHING]) for row in rows]

    def _item(self, shown: str, indent: int, hang: int, bullet: str) -> None:
        column = self._open[-1].inside if self._open else 0
        line = " " * column + bullet + shown
        kind = bullet.split()[0]
        if self._last is None:
            self._block(line)
        else:
            self._lines.append(line)
        self._last = _Item(indent, hang, column, f"{kind} ")
        self._open.append(self._last)

    def _block(self, line: str) -> None:
        """Begin a block outside of all lists."""
        if self._lines:
            self._lines.append("")
        self._lines.append(line)
        self._close()

    def _close(self) -> None:
        self._open.clear()
        self._last = None


def _row(cells: Sequence[Text]) -> str:
    """The cells as a row of a table; a bar inside a cell would end it."""
    return f"| {' | '.join(escaped(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _bullet(mark: str, todo: bool) -> str:
    """The bullet for a mark: numbers and dashes as they are, boxes to tick, and other signs after a dash."""
    if mark in _BOXES:
        return _BOXES[mark]
    if mark == "- ":
        return mark
    if mark[0].isdigit():
        return f"{mark}[ ] " if todo else mark
    return f"- {mark}"


def _without_capitals(heading: str) -> str:
    """A heading that is set in capitals where headings can't be shown otherwise."""
    return heading.capitalize() if heading.isupper() else heading
