"""Expressions: junctions simplify constants, and negation is pushed inwards without changing what is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import INPUTS, MANY, completions, expressions, holds, used_in

from pa_dataflow.logic.expressions import (
    FALSE,
    TRUE,
    Expression,
    Junction,
    Literal,
    every,
    is_constant,
    literals,
    negate,
    some,
    symbols,
)

A, B = Literal("a"), Literal("b")
EVERYTHING_OPEN = dict.fromkeys(INPUTS)


@MANY
@given(expressions())
def test_negating_twice_changes_nothing(expression: Expression) -> None:
    assert negate(negate(expression)) == expression


@MANY
@given(expressions())
def test_a_negation_is_false_exactly_where_the_expression_is_true(expression: Expression) -> None:
    for truth in completions(EVERYTHING_OPEN):
        assert holds(negate(expression), truth) is not holds(expression, truth)


@MANY
@given(st.lists(expressions(), max_size=4))
def test_simplified_junctions_say_the_same_as_their_parts(parts: list[Expression]) -> None:
    for truth in completions(EVERYTHING_OPEN):
        assert holds(every(parts), truth) is all(holds(part, truth) for part in parts)
        assert holds(some(parts), truth) is any(holds(part, truth) for part in parts)


@MANY
@given(expressions())
def test_literals_come_left_to_right_and_repeated_ones_too(expression: Expression) -> None:
    assert [literal.symbol for literal in literals(expression)] == used_in(expression)
    assert symbols(expression) == set(used_in(expression))


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (every([]), TRUE),
        (some([]), FALSE),
        (every([A]), A),
        (some([A]), A),
        (every([TRUE, A, TRUE]), A),
        (some([FALSE, A, FALSE]), A),
        (every([A, FALSE, B]), FALSE),
        (some([A, TRUE, B]), TRUE),
        (every([TRUE, TRUE]), TRUE),
        (some([FALSE, FALSE]), FALSE),
        (negate(TRUE), FALSE),
        (negate(FALSE), TRUE),
        (every([A, A]), Junction(True, (A, A))),
    ],
)
def test_constants_and_single_parts_disappear(built: Expression, expected: Expression) -> None:
    assert built == expected


def test_what_a_person_wrote_as_one_leaf_stays_one_leaf() -> None:
    assert every([A], origin="leaf") == Junction(True, (A,), "leaf")
    assert some([A, TRUE], origin="leaf") == Junction(True, (), "leaf")
    assert every([some([A, B], origin="leaf")]) == Junction(False, (A, B), "leaf")
    assert negate(some([A, B], origin="leaf")) == Junction(True, (negate(A), negate(B)), "leaf")


@pytest.mark.parametrize(("constant", "other"), [(TRUE, FALSE), (FALSE, TRUE)])
def test_a_constant_is_one_whatever_its_origin(constant: Junction, other: Junction) -> None:
    assert is_constant(constant, constant)
    assert is_constant(Junction(constant.all_of, (), "leaf"), constant)
    assert not is_constant(constant, other)
    assert not is_constant(A, constant)
