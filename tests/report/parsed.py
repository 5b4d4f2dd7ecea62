"""Markdown as a reader sees it, for the tests of what is written in it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pa_dataflow.report.layout import printable

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(tokens: list[Token]) -> tuple[list[str], str]:
    """The kinds of blocks and pieces in a parsed text, and the letters a reader sees."""
    kinds, letters = [], ""
    for token in tokens:
        if token.type != "inline":
            kinds.append(token.type)
        for piece in token.children or []:
            kinds += [] if piece.type == "text" else [piece.type]
            letters += piece.content
    return kinds, letters


def seen(text: str) -> str:
    """What a reader should see of a text: controls made visible, white space run together."""
    return re.sub(r"[ \t\r\n]+", " ", printable(text)).strip()
