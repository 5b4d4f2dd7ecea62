"""Wrapping, indents and colour: lines never take more columns than they may, and lose nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_dataflow.report.layout import Page, cells, printable, wrap

NARROW = st.integers(min_value=2, max_value=90)


@given(st.text(), NARROW)
def test_lines_are_never_wider_than_they_may_be(text: str, width: int) -> None:
    assert all(cells(line) <= width for line in wrap(text, width))


@given(st.text(alphabet="ab /-.", max_size=200), NARROW)
def test_wrapping_loses_and_adds_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


@given(
    st.text(), st.integers(min_value=0, max_value=200), st.text(max_size=60), st.integers(min_value=20, max_value=100)
)
def test_a_page_keeps_its_width_whatever_indent_and_mark(text: str, indent: int, mark: str, width: int) -> None:
    page = Page(width)
    page.text(text, indent=indent, mark=printable(mark))
    assert all(cells(line) <= page.width for line in str(page).split("\n"))


def test_a_long_address_is_broken_after_its_punctuation() -> None:
    lines = wrap("see https://www.example.org/norms/of/the/country?id=1", 24)
    assert lines == ["see https://www.example.", "org/norms/of/the/", "country?id=1"]


def test_a_word_without_punctuation_is_broken_where_the_line_ends() -> None:
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_wide_and_combining_characters_take_the_columns_they_take() -> None:
    assert cells("Perú") == 4
    assert cells("Peru\u0301") == 4
    assert cells("東京") == 4
    assert wrap("東京東京", 4) == ["東京", "東京"]


@pytest.mark.parametrize(
    ("text", "shown"), [("\x1b[2Jx", "\\x1b[2Jx"), ("a\u202eb", "a\\u202eb"), ("a\u00a0b", "a\u00a0b")]
)
def test_what_could_steer_a_terminal_is_made_visible(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_other_lines_hang_under_the_text_behind_the_mark() -> None:
    page = Page(48)
    page.text("one two three four five six seven eight nine ten eleven", indent=2, mark="1. ")
    assert str(page) == "  1. one two three four five six seven eight\n     nine ten eleven\n"


def test_colour_changes_nothing_but_the_codes() -> None:
    plain, colored = Page(40), Page(40, color=True)
    for page in (plain, colored):
        page.heading("HEAD")
        page.text("some words that go over more than one single line", mark="✗ ", mark_style="red", style="bold")
    assert re.sub(r"\x1b\[\d+m", "", str(colored)) == str(plain)
    assert "\x1b" in str(colored)
    assert "\x1b" not in str(plain)


def test_a_table_wraps_its_last_column() -> None:
    page = Page(48)
    page.table(["Day", "Answer", "Why"], [["2026-12-01", "✗ no", "a long reason that needs more than one line"],
                                          ["2026-12-02", "✓ yes", ""]])  # fmt: skip
    assert str(page).split("\n") == [
        "Day         Answer  Why",
        "2026-12-01  ✗ no    a long reason that needs",
        "                    more than one line",
        "2026-12-02  ✓ yes   –",
        "",
    ]


def test_gaps_do_not_add_up() -> None:
    page = Page()
    page.gap()
    page.text("a")
    page.gap()
    page.gap()
    page.text("b")
    assert str(page) == "a\n\nb\n"
