"""Reads one YAML document into texts, lists and mappings that know their place; the schema types them later."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from pa_dataflow.source.errors import InputError, Place, Problem
from pa_dataflow.source.messages import complaint, excerpt

MOST_BYTES = 1024 * 1024
MOST_LEVELS = 40
MOST_PROBLEMS = 100

Document: TypeAlias = "Mapping | Sequence | Text"


class _Placed:
    """What stands somewhere in a file. The place is built when asked for, since few values are ever asked."""

    __slots__ = ()
    _file: str
    _line: int
    _column: int

    @property
    def place(self) -> Place:
        """Where the value begins."""
        return Place(self._file, self._line, self._column)


class Text(_Placed, str):
    """A scalar as it was written; ``quoted`` unless it is plain, so ``NO``, ``010`` and ``2026-12-01`` stay text."""

    __slots__ = ("_column", "_file", "_line", "quoted")
    quoted: bool

    def __new__(cls, value: str, file: str = "", line: int = 0, column: int = 0, quoted: bool = False) -> Text:
        text = str.__new__(cls, value)
        text._file = file
        text._line = line
        text._column = column
        text.quoted = quoted
        return text


class Sequence(_Placed, list["Document"]):
    """A list that knows where it begins."""

    __slots__ = ("_column", "_file", "_line")

    def __init__(self, file: str = "", line: int = 0, column: int = 0) -> None:
        self._file = file
        self._line = line
        self._column = column


class Mapping(_Placed, dict[str, "Document"]):
    """Keys with their values, in the order written; every key is a ``Text``, so it has its place too."""

    __slots__ = ("_column", "_file", "_line")

    def __init__(self, file: str = "", line: int = 0, column: int = 0) -> None:
        self._file = file
        self._line = line
        self._column = column


def read(text: bytes | str, file: str, *, error: type[InputError] = InputError) -> Document:
    """Reads one YAML document.

    ``file`` is the name that places show. Anchors, aliases, tags, merge keys, repeated keys and further
    documents are refused, as is what is not UTF-8, is larger than 1 MiB or is nested deeper than 40 levels.
    Raises ``error`` with the problems found, up to the first that makes going on pointless.
    """
    reading = _Reading(file)
    document = reading.run(text)
    if reading.problems or document is None:
        raise error(reading.problems)
    return document


def read_file(
    path: Path | Traversable, shown_as: str | None = None, *, error: type[InputError] = InputError
) -> Document:
    """Reads the YAML document in a file; places show ``shown_as``, or else the path. Raises like ``read``."""
    file = str(path) if shown_as is None else shown_as
    try:
        with path.open("rb") as stream:
            text = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as failure:  # ValueError: a name no file system can hold
        raise error([Problem("unreadable", Place(file, 1, 1), _why_unreadable(path, failure))]) from failure
    return read(text, file, error=error)


def place_of(value: object) -> Place | None:
    """Where a value or key stands, or None if it was not read from a file."""
    return value.place if isinstance(value, _Placed) else None


def locate(document: object, path: tuple[str | int, ...], *, key: bool = False) -> Place | None:
    """The place of what a path leads to, or of the last thing on the way that exists.

    ``path`` is a pydantic error's ``loc``: steps that lead nowhere, such as the names pydantic gives to the
    members of a union, are passed over. ``key`` asks for the place of the last key instead of its value.
    None only if nothing on the way was read from a file.
    """
    here: Any = document
    place = place_of(document)
    last: tuple[Any, str | int] | None = None
    for step in path:
        if leads_on(here, step):
            last = here, step
            here = here[step]
            place = place_of(here) or place
        elif step == "[key]":  # pydantic's way to say that the key before is the culprit
            key = True
    if key and last is not None and isinstance(last[0], dict):
        place = place_of(next(name for name in last[0] if name == last[1])) or place
    return place


def leads_on(value: object, step: str | int) -> bool:
    """Whether ``step`` is a key or an index of what stands in a document at ``value``."""
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and -1 < step < len(value)


class _EventSource(Protocol):
    def get_event(self) -> Any: ...


class _PythonParser(Reader, Scanner, Parser):
    """PyYAML's slow parser, for a Python without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Any:
        """The next event; raises ``YAMLError`` also where PyYAML lets other errors through."""
        try:
            event = super().get_event()  # type: ignore[no-untyped-call]
            if isinstance(event, ScalarEvent):
                event.value.encode()  # fails on "\ud800", which stands for half a character
        except (ValueError, OverflowError) as failure:
            raise ScannerError(None, None, "found unknown escape", self.get_mark()) from failure
        return event


_new_parser: Callable[[str], _EventSource]
try:
    from yaml._yaml import CParser

    _new_parser = CParser
except ImportError:
    _new_parser = _PythonParser

# What no YAML parser accepts. Looked for beforehand because libyaml tells neither line nor column of it.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

_REFUSED = Text("")  # stands for keys and aliases that were refused
_ABOUT_THE_BEGINNING = ("unexpected end of stream", "unexpected document", "expected ':'")

_Around: TypeAlias = "list[tuple[Mapping | Sequence | None, Text | None]]"


class _Reading:
    """One run over one text, and the problems it found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def run(self, text: bytes | str) -> Document | None:
        """The document, worth something only if no problem was found."""
        written = self._decoded(text)
        return None if written is None else self._built(written)

    def _refuse(self, code: str, place: Place, also: Place | None = None, **details: str) -> None:
        self.problems.append(Problem(code, place, details, also=also))

    def _decoded(self, text: bytes | str) -> str | None:
        """The text without byte order mark, or None if no parser should see it."""
        try:
            raw = text if isinstance(text, bytes) else text.encode()
            if len(raw) > MOST_BYTES:
                self._refuse("file_too_large", Place(self.file, 1, 1), limit=f"{MOST_BYTES // 1024**2} MiB")
                return None
            written = raw.decode()
        except UnicodeDecodeError as failure:
            self._refuse("not_utf8", self._end_of(failure.object[: failure.start].decode()))
            return None
        except UnicodeEncodeError as failure:
            self._refuse("not_utf8", self._end_of(failure.object[: failure.start]))
            return None
        written = written.removeprefix("\ufeff")
        if "\0" in written:
            self._refuse("not_utf8", self._end_of(written[: written.index("\0")]))
            return None
        if found := _FORBIDDEN.search(written):
            place = self._end_of(written[: found.start()])
            self._refuse("control_character", place, character=f"U+{ord(found[0]):04X}")
            return None
        return written

    def _end_of(self, text: str) -> Place:
        """The place right after ``text``, with lines counted as the parser counts them."""
        lines = f"{text}.".splitlines()
        return Place(self.file, len(lines), len(lines[-1]))

    def _built(self, written: str) -> Document | None:
        """Builds the document in one loop over the events, which stays flat however deep the text is."""
        file = self.file
        get_event = _new_parser(written).get_event
        root: Document | None = None
        inner: Mapping | Sequence | None = None
        key: Text | None = None
        around: _Around = []  # what to go back to when inner ends
        node: Document
        while len(self.problems) < MOST_PROBLEMS:
            try:
                event = get_event()
            except yaml.YAMLError as failure:
                self._syntax(failure, written, inner)
                break
            kind = type(event)
            mark = event.start_mark
            if kind is ScalarEvent:
                node = Text(event.value, file, mark.line + 1, mark.column + 1, bool(event.style))
            elif kind is MappingStartEvent:
                node = Mapping(file, mark.line + 1, mark.column + 1)
            elif kind is SequenceStartEvent:
                node = Sequence(file, mark.line + 1, mark.column + 1)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                inner, key = around.pop()
                continue
            elif kind is AliasEvent:
                self._refuse("alias", Place(file, mark.line + 1, mark.column + 1), name=excerpt(event.anchor))
                node = _REFUSED
            elif kind is DocumentStartEvent and root is not None:
                self._refuse("second_document", Place(file, mark.line + 1, mark.column + 1))
                break
            elif kind is StreamEndEvent:
                break
            else:
                continue

            if kind is not AliasEvent and (event.anchor is not None or event.tag is not None):
                self._decorated(event, node.place)

            if isinstance(inner, Sequence):
                inner.append(node)
            elif inner is None:
                root = node
            elif key is None:
                key = self._key(node, inner, around)
            else:
                if key is not _REFUSED:
                    inner[key] = node
                key = None

            if not isinstance(node, Text):
                if len(around) == MOST_LEVELS:
                    self._refuse("too_deep", node.place, limit=str(MOST_LEVELS))
                    break
                around.append((inner, key))
                inner, key = node, None
        else:
            self._refuse("too_many_problems", Place(file, mark.line + 1, mark.column + 1), limit=str(MOST_PROBLEMS))

        if not self.problems and (root is None or (root == "" and not root.quoted)):
            self._refuse("empty_document", Place(file, 1, 1))
        return root

    def _key(self, node: Document, mapping: Mapping, around: _Around) -> Text:
        """The key to write under, or ``_REFUSED``."""
        if not isinstance(node, Text):
            if not any(key is _REFUSED for _, key in around):  # else one of its like around it has been reported
                self._refuse("key_not_text", node.place)
            return _REFUSED
        if node in mapping:
            first = next(name for name in mapping if name == node)
            self._refuse("duplicate_key", node.place, place_of(first), key=excerpt(node))
            return _REFUSED
        if node == "<<" and not node.quoted:
            self._refuse("merge_key", node.place)
            return _REFUSED
        return node

    def _decorated(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self._refuse("anchor", place, name=excerpt(event.anchor))
        if event.tag is not None:
            self._refuse("tag", place, tag=excerpt(event.tag.replace("tag:yaml.org,2002:", "!!")))

    def _syntax(self, failure: yaml.YAMLError, written: str, inner: Mapping | Sequence | None) -> None:
        """Points at where the reader should look, which may be where something began that never ended."""
        began = getattr(failure, "context_mark", None)
        stopped = getattr(failure, "problem_mark", None) or began
        words = ": ".join(filter(None, (getattr(failure, "context", None), getattr(failure, "problem", str(failure)))))
        if stopped is None:
            place = Place(self.file, 1, 1)
        elif "exceeded max" in words:  # libyaml looks so far ahead that its own limit may come before ours
            self._refuse("too_deep", Place(self.file, stopped.line + 1, stopped.column + 1), limit=str(MOST_LEVELS))
            return
        elif began is not None and any(part in words for part in _ABOUT_THE_BEGINNING):
            place = Place(self.file, began.line + 1, began.column + 1)
        elif inner is not None and stopped.index >= len(written.rstrip()) and _is_bracket(written, inner.place):
            place, words = inner.place, "never closed"
        else:
            place = Place(self.file, stopped.line + 1, stopped.column + 1)
            if written[stopped.index : stopped.index + 1] == "\t":
                words = "tab character"
        line = place.line if began is None else began.line + 1
        self.problems.append(Problem("syntax", place, complaint(words, line)))


def _is_bracket(written: str, place: Place) -> bool:
    return written.splitlines()[place.line - 1][place.column - 1] in "[{"


def _why_unreadable(path: Path | Traversable, failure: OSError | ValueError) -> dict[str, str]:
    if isinstance(failure, FileNotFoundError):
        return {"problem": "there is no such file", "problema": "no existe"}
    if path.is_dir():  # which Windows calls a lack of permission
        return {"problem": "it is a folder", "problema": "es una carpeta"}
    if isinstance(failure, PermissionError):
        return {"problem": "permission is missing", "problema": "falta el permiso"}
    reason = excerpt(getattr(failure, "strerror", None) or failure)
    return {"problem": reason, "problema": f"el sistema dice «{reason}»"}
