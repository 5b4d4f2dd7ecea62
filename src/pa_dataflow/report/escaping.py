"""Texts as Markdown that shows them as they are, with a backslash only where they would be taken for something else."""

from __future__ import annotations

import re
from urllib.parse import quote

from pa_dataflow.report.layout import Code, Link, Text, printable

_SPACES = re.compile(r"[ \t\r\n]+")
_SPECIAL = re.compile(
    r"[\\`*~$]"
    r"|<(?=[a-zA-Z/!?])|&(?=#?\w+;)"  # tags, comments, entities
    r"|\](?=[(\[:])"  # links
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis; inside a word an underscore is only that
)
_IN_A_LINK = re.compile(rf"{_SPECIAL.pattern}|[\[\]]")
_ADDRESS = re.compile(r"([!<]?(?:https?://|www\.)\S*[^\s?!.,:'\")])")
_FIRST = re.compile(r"^(?:(#{1,6}(?=\s|$)|[-+](?=[\s-]|$)|>|\[(?=[ xX]\]))|([0-9]{1,9})([.)](?=\s|$)))")
_LAST = re.compile(r"(?<=\s)(#+)$")
_WEB = ("https://", "http://")
_SAFE = "/:?#@!$&'*+,;=%~"  # what stays as it is in an address; brackets and spaces don't


def escaped(text: Text) -> str:
    """The text in one line of Markdown that shows it as it is."""
    parts = [text] if isinstance(text, str) else text
    line = "".join(_literal(part) if isinstance(part, str) else _shown(part) for part in parts).strip(" ")
    if not parts or isinstance(parts[0], str):
        line = _FIRST.sub(_at_start, line)
    return _LAST.sub(r"\\\1", line)


def _literal(text: str) -> str:
    """The text with a backslash before whatever means something in Markdown.

    Addresses become links by themselves, backslashes and all; so one that needs any is written as a link.
    """
    return "".join(
        _address(piece) if number % 2 else _backslashed(piece)
        for number, piece in enumerate(_ADDRESS.split(_one_line(text)))
    )


def _address(text: str) -> str:
    if not _IN_A_LINK.search(text):
        return text
    if text[0] in "!<":  # these would make something else of it
        return f"\\{text[0]}{_link(text[1:], text[1:])}"
    return _link(text, text)


def _shown(part: Link | Code) -> str:
    text = _one_line(part.text)
    if isinstance(part, Code):
        return f"`{text}`" if "`" not in text else f"`` {text} ``"
    return _link(text, part.url) if part.url.startswith(_WEB) else _literal(text)


def _link(text: str, url: str) -> str:
    name = _IN_A_LINK.sub(r"\\\g<0>", text)
    return f"[{name}]({quote(url if url.startswith(_WEB) else f'https://{url}', safe=_SAFE)})"


def _backslashed(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _at_start(found: re.Match[str]) -> str:
    """What would begin a heading, a quotation, a list or a box to tick, made harmless."""
    return f"{found[2]}\\{found[3]}" if found[2] else f"\\{found[0]}"


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", printable(text))
