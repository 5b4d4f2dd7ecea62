"""The smallest sets that work, found by asking, are those found by trying every set."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pa_dataflow.assessment.paths import Found, smallest_sets

ITEMS = ("a", "b", "c", "d", "e", "f")
FAMILIES = st.lists(st.sets(st.sampled_from(ITEMS)), max_size=6)
MANY = settings(max_examples=max(200, settings().max_examples))


def closed_upwards(family: list[set[str]]) -> Callable[[frozenset[str]], bool]:
    """A set works if it holds one of the family."""
    return lambda chosen: any(one <= chosen for one in family)


def by_trying(works: Callable[[frozenset[str]], bool]) -> set[frozenset[str]]:
    """Every set that works and none of whose proper subsets does."""
    found: set[frozenset[str]] = set()
    for size in range(len(ITEMS) + 1):
        for chosen in map(frozenset, combinations(ITEMS, size)):
            if works(chosen) and not any(smaller <= chosen for smaller in found):
                found.add(chosen)
    return found


@MANY
@given(FAMILIES)
def test_all_smallest_sets_are_found_once(family: list[set[str]]) -> None:
    works = closed_upwards(family)
    found = smallest_sets(ITEMS, works)
    assert found.complete
    assert len(found.sets) == len(set(found.sets))
    assert set(found.sets) == by_trying(works)


@MANY
@given(FAMILIES, st.integers(0, 8))
def test_a_limit_of_steps_leaves_some_out_and_says_so(family: list[set[str]], steps: int) -> None:
    works = closed_upwards(family)
    found, all_of_them = smallest_sets(ITEMS, works, steps=steps), by_trying(works)
    assert set(found.sets) <= all_of_them
    assert len(found.sets) <= steps
    if found.complete:
        assert set(found.sets) == all_of_them


@MANY
@given(FAMILIES)
def test_the_questions_asked_are_few_for_each_border_found(family: list[set[str]]) -> None:
    """Each round finds a smallest set that works or a largest one that doesn't, and asks once about each item."""
    works, asked = closed_upwards(family), []
    found = smallest_sets(ITEMS, lambda chosen: asked.append(chosen) or works(chosen))
    rounds = len(found.sets) + len(largest_failing(works))
    assert len(asked) <= rounds * (len(ITEMS) + 1)


def largest_failing(works: Callable[[frozenset[str]], bool]) -> list[frozenset[str]]:
    """Every set that doesn't work though any item more would make it."""
    return [
        chosen
        for size in range(len(ITEMS) + 1)
        for chosen in map(frozenset, combinations(ITEMS, size))
        if not works(chosen) and all(works(chosen | {item}) for item in ITEMS if item not in chosen)
    ]


def test_where_nothing_works_nothing_is_found() -> None:
    assert smallest_sets(ITEMS, lambda chosen: False) == Found((), True)


def test_where_everything_works_nothing_is_needed() -> None:
    assert smallest_sets(ITEMS, lambda chosen: True).sets == (frozenset(),)


def test_without_items_there_is_nothing_or_the_empty_set() -> None:
    assert smallest_sets((), lambda chosen: False).sets == ()
    assert smallest_sets((), lambda chosen: True).sets == (frozenset(),)


def test_an_error_of_the_question_is_handed_on() -> None:
    def works(chosen: frozenset[str]) -> bool:
        raise LookupError(chosen)

    with pytest.raises(LookupError):
        smallest_sets(ITEMS, works)
