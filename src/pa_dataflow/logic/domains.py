"""What combinations of input symbols are possible: one value of a choice, steps of an ordered fact, free members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pa_dataflow.logic.expressions import Literal


@dataclass(frozen=True, slots=True)
class Domain:
    """The input symbols of one variable, and how they hang together.

    ``kind``: ``choice`` (at most one is true; exactly one if ``exhaustive``), ``steps`` (each symbol implies those
    before it), ``free`` (any combination).
    """

    variable: str
    kind: str
    symbols: tuple[str, ...]
    exhaustive: bool = False

    def clauses(self) -> Iterator[tuple[Literal, ...]]:
        """The clauses that every possible combination satisfies."""
        if self.kind == "choice":
            for number, first in enumerate(self.symbols):
                for second in self.symbols[number + 1 :]:
                    yield (Literal(first, False), Literal(second, False))
            if self.exhaustive:
                yield tuple(Literal(symbol) for symbol in self.symbols)
        elif self.kind == "steps":
            for lower, higher in zip(self.symbols, self.symbols[1:], strict=False):
                yield (Literal(higher, False), Literal(lower))

    def combinations(self) -> Iterator[frozenset[str]]:
        """Every possible set of true symbols; exponential only for ``free``."""
        if self.kind == "choice":
            if not self.exhaustive:
                yield frozenset()
            for symbol in self.symbols:
                yield frozenset((symbol,))
        elif self.kind == "steps":
            for length in range(len(self.symbols) + 1):
                yield frozenset(self.symbols[:length])
        else:
            for pattern in range(1 << len(self.symbols)):
                yield frozenset(symbol for place, symbol in enumerate(self.symbols) if pattern >> place & 1)
