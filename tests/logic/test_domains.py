"""Domains: the clauses of a variable allow exactly the combinations it lists."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_dataflow.logic.domains import Domain

DOMAINS = st.builds(
    Domain,
    st.just("v"),
    st.sampled_from(("choice", "steps", "free")),
    st.integers(0, 5).map(lambda count: tuple(f"v{number}" for number in range(count))),
    st.booleans(),
)


@given(DOMAINS)
def test_the_clauses_allow_exactly_the_combinations(domain: Domain) -> None:
    clauses = list(domain.clauses())
    allowed = {
        frozenset(symbol for symbol, value in zip(domain.symbols, pattern, strict=True) if value)
        for pattern in product((False, True), repeat=len(domain.symbols))
        if all(
            any(pattern[domain.symbols.index(part.symbol)] is part.positive for part in clause) for clause in clauses
        )
    }
    listed = list(domain.combinations())
    assert len(listed) == len(set(listed))
    assert set(listed) == allowed


@pytest.mark.parametrize(
    ("kind", "exhaustive", "expected"),
    [
        ("choice", True, [{"x"}, {"y"}]),
        ("choice", False, [set(), {"x"}, {"y"}]),
        ("steps", False, [set(), {"x"}, {"x", "y"}]),
        ("free", False, [set(), {"x"}, {"y"}, {"x", "y"}]),
    ],
)
def test_what_may_be_true_together(kind: str, exhaustive: bool, expected: list[set[str]]) -> None:
    found = list(Domain("v", kind, ("x", "y"), exhaustive).combinations())
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))
