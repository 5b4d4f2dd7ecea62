"""Boolean expressions in negation normal form.

Only literals and junctions exist: `not` is pushed inwards when an expression is built (De Morgan), which
three-valued logic allows, so every later step has two cases instead of three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A symbol or its negation."""

    symbol: str
    positive: bool = True


@dataclass(frozen=True, slots=True)
class Junction:
    """A conjunction (``all_of``) or disjunction of parts.

    ``origin`` is what a person wrote as one leaf (say, a list of forty countries); proofs show it instead of the parts.
    """

    all_of: bool
    parts: tuple[Expression, ...]
    origin: object = None


Expression: TypeAlias = Literal | Junction

TRUE = Junction(all_of=True, parts=())
FALSE = Junction(all_of=False, parts=())


def every(parts: Iterable[Expression], origin: object = None) -> Expression:
    """The conjunction of the parts, simplified where a part is constant."""
    return _junction(True, parts, origin)


def some(parts: Iterable[Expression], origin: object = None) -> Expression:
    """The disjunction of the parts, simplified where a part is constant."""
    return _junction(False, parts, origin)


def negate(expression: Expression) -> Expression:
    """The negation, in negation normal form; it keeps the origins."""
    if isinstance(expression, Literal):
        return Literal(expression.symbol, not expression.positive)
    return Junction(not expression.all_of, tuple(negate(part) for part in expression.parts), expression.origin)


def literals(expression: Expression) -> Iterator[Literal]:
    """Every literal of the expression, left to right, repeated ones too."""
    if isinstance(expression, Literal):
        yield expression
    else:
        for part in expression.parts:
            yield from literals(part)


def symbols(expression: Expression) -> set[str]:
    """The names of all symbols in the expression."""
    return {literal.symbol for literal in literals(expression)}


def _junction(all_of: bool, parts: Iterable[Expression], origin: object) -> Expression:
    kept: list[Expression] = []
    neutral, absorbing = (TRUE, FALSE) if all_of else (FALSE, TRUE)
    for part in parts:
        if is_constant(part, absorbing):
            return absorbing if origin is None else Junction(absorbing.all_of, (), origin)
        if not is_constant(part, neutral):
            kept.append(part)
    if len(kept) == 1 and origin is None:
        return kept[0]
    return Junction(all_of, tuple(kept), origin)


def is_constant(expression: Expression, constant: Junction) -> bool:
    """Whether the expression is that constant, whatever its origin."""
    return isinstance(expression, Junction) and not expression.parts and expression.all_of == constant.all_of
