"""What is known about symbols, and three-valued evaluation (Kleene's strong logic).

Knowledge is two integers used as bit sets, the symbols known true and the symbols known false; a symbol in
neither is unknown. Bits come from one `Symbols` table, which only grows, so that a bit means the same for
all programs that share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pa_dataflow.logic.expressions import Expression, Literal
from pa_dataflow.logic.program import Program


class Knowledge(NamedTuple):
    """Bit sets of the symbols known true and known false; disjoint."""

    true: int = 0
    false: int = 0

    def also(self, other: Knowledge) -> Knowledge:
        """This knowledge with the other added; where they differ the other holds."""
        return Knowledge((self.true & ~other.false) | other.true, (self.false & ~other.true) | other.false)

    def without(self, bits: int) -> Knowledge:
        """This knowledge with the symbols of ``bits`` unknown."""
        return Knowledge(self.true & ~bits, self.false & ~bits)


NOTHING = Knowledge()


class Symbols:
    """Numbers for symbol names; the number is the position of the symbol's bit."""

    def __init__(self) -> None:
        self._index: dict[str, int] = {}
        self.names: list[str] = []

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self._index

    def index(self, name: str) -> int:
        """The number of the symbol, a new one if it wasn't known."""
        found = self._index.get(name)
        if found is None:
            found = self._index[name] = len(self.names)
            self.names.append(name)
        return found

    def bit(self, name: str) -> int:
        """The bit of the symbol."""
        return 1 << self.index(name)

    def bits(self, names: Iterable[str]) -> int:
        """The bits of all these symbols together."""
        total = 0
        for name in names:
            total |= self.bit(name)
        return total

    def value(self, name: str, known: Knowledge) -> bool | None:
        """What is known of the symbol: True, False, or None for unknown."""
        bit = self.bit(name)
        return True if known.true & bit else False if known.false & bit else None

    def known(self, values: Mapping[str, bool | None]) -> Knowledge:
        """The knowledge that these values describe."""
        return Knowledge(
            self.bits(name for name, value in values.items() if value is True),
            self.bits(name for name, value in values.items() if value is False),
        )


def evaluate(expression: Expression, known: Knowledge, table: Symbols) -> bool | None:
    """The value of the expression under what is known; None if that doesn't settle it term by term."""
    if isinstance(expression, Literal):
        value = table.value(expression.symbol, known)
        return value if value is None or expression.positive else not value
    settling = not expression.all_of
    result: bool | None = expression.all_of
    for part in expression.parts:
        value = evaluate(part, known, table)
        if value is settling:
            return settling
        if value is None:
            result = None
    return result


def conclude(program: Program, known: Knowledge, table: Symbols) -> Knowledge:
    """What is known once every definition has been evaluated in order."""
    true, false = known
    for name, body in program.definitions.items():
        value = evaluate(body, Knowledge(true, false), table)
        if value is True:
            true |= table.bit(name)
        elif value is False:
            false |= table.bit(name)
    return Knowledge(true, false)
