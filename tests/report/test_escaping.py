"""Texts that Markdown must not take for something else: every letter is shown, and no more is escaped than needs be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsed import PARSER, seen, shown

from pa_dataflow.report.escaping import escaped
from pa_dataflow.report.layout import Code, Link, printable
from pa_dataflow.report.markdown import MarkdownPage

TROUBLE = st.text(alphabet="ab1 *_`[]()!<>&#;~|\\\\-+.=$:/x\"'¿\n\t", max_size=40)


@given(st.text() | TROUBLE)
def test_a_paragraph_shows_every_letter_and_nothing_else(text: str) -> None:
    kinds, letters = shown(PARSER.parse(escaped(text)))
    assert letters.strip() == seen(text)
    assert set(kinds) <= {"paragraph_open", "paragraph_close"}


@given(st.text() | TROUBLE)
def test_an_item_shows_every_letter_and_nothing_else(text: str) -> None:
    kinds, letters = shown(PARSER.parse(f"- {escaped(text)}\n- next"))
    assert letters.strip() == f"{seen(text)}next"
    assert [kind for kind in kinds if kind.endswith("_open")].count("list_item_open") == 2
    assert not any(kind.startswith(("heading", "ordered", "blockquote", "hr")) for kind in kinds)


@given(st.text() | TROUBLE)
def test_bold_text_is_bold_and_shows_every_letter(text: str) -> None:
    page = MarkdownPage()
    page.text(text, mark="1. ", style="bold", todo=True)
    page.text("(More.)", indent=3)
    kinds, letters = shown(PARSER.parse(str(page)))
    if seen(text):
        assert kinds.count("strong_open") == 1
        assert re.fullmatch(rf"\[ \] {re.escape(seen(text))} (· )?\(More\.\)", letters)


@given(TROUBLE, TROUBLE)
def test_cells_keep_to_their_columns(first: str, second: str) -> None:
    page = MarkdownPage()
    page.table(["a", "b"], [[first, second], ["", ""]])
    tokens = PARSER.parse(str(page))
    cells = [tokens[at + 1].children or [] for at, token in enumerate(tokens) if token.type == "td_open"]
    texts = ["".join(piece.content for piece in cell).strip() for cell in cells]
    assert texts == [seen(first), seen(second) if second else "–", "", "–"]


@given(TROUBLE)
def test_the_name_of_a_link_shows_every_letter(text: str) -> None:
    if seen(text):
        kinds, letters = shown(PARSER.parse(escaped(("see ", Link(text, "https://x.org/a_(b)?c=*d*&e=f g")))))
        assert letters == "see " + re.sub(r"[ \t\r\n]+", " ", printable(text))
        assert kinds == ["paragraph_open", "link_open", "link_close", "paragraph_close"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("data.kinds: by_click (a/b_c.yaml:3) [text read]; 5", "data.kinds: by_click (a/b_c.yaml:3) [text read]; 5"),
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        ("[a](b)", r"[a\](b)"),
        ("a < b & c; <b> &amp;", r"a < b & c; \<b> \&amp;"),
        ("(see https://x.org/a_b.html).", "(see https://x.org/a_b.html)."),
        ("see www.x.org/~a.", r"see [www.x.org/\~a](https://www.x.org/~a)."),
        ("!www.x.org/~a", r"\![www.x.org/\~a](https://www.x.org/~a)"),
        ("<https://x.org>", r"\<[https://x.org>](https://x.org%3E)"),
        ("# a", r"\# a"),
        ("#1", "#1"),
        ("1. a", r"1\. a"),
        ("- a", r"\- a"),
        ("[x] a", r"\[x] a"),
        ("one\n\ntwo", "one two"),
        ("\x1b[2J", r"\\x1b[2J"),
    ],
)  # fmt: skip
def test_only_what_would_be_misread_is_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    assert escaped((Link("a", "javascript:alert(1)"),)) == "a"
    assert escaped((Link("a", "https://x.org/a b(c)|d"),)) == "[a](https://x.org/a%20b%28c%29%7Cd)"


def test_ids_are_code() -> None:
    assert escaped((Code("co.a_b"), " · ", Code("x`y"))) == "`co.a_b` · `` x`y ``"


def test_nothing_is_nothing() -> None:
    assert escaped("") == escaped(()) == escaped(" \n") == ""
