"""Rulebook files as read: which sections stand in which folder, each entry with its place.

Nothing is checked here beyond the shape of each entry; `rulebook.checks` looks at how entries fit together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from pa_dataflow.rulebook.models import ProposalFile, Sections
from pa_dataflow.source.errors import InputError, Place, Problem, RulebookError
from pa_dataflow.source.reader import Mapping as Written
from pa_dataflow.source.reader import place_of, read
from pa_dataflow.source.scalars import problems_of

PER_FOLDER = ("country", "size", "dates", "units", "base_gates")  # the same id in two folders is two things
VERSIONED = ("rules", "values")  # the same id may stand here several times
SINGLE = ("country", "size")
CASES = "cases"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section: its id, its model, where it stands and how it was written."""

    id: str
    model: Any
    place: Place
    written: Mapping[str, Any] = field(compare=False, default_factory=dict)

    def place_in(self, key: str, member: str | None = None) -> Place:
        """The place of what was written under the key, or of a member of it; that of the entry where there is none."""
        found = self.written.get(key) if isinstance(self.written, Mapping) else None
        return _place_of_member(found, member) or place_of(found) or self.place

    def place_of_member(self, member: str) -> Place:
        """The place of a member of an entry that is a list."""
        return _place_of_member(self.written, member) or self.place


@dataclass(frozen=True)
class Folder:
    """All sections of one folder; ``name`` is that of the folder, such as ``colombia``."""

    name: str
    sections: Mapping[str, tuple[Entry, ...]]

    def entries(self, section: str) -> tuple[Entry, ...]:
        """The entries of one section, in the order of files and lines."""
        return self.sections.get(section, ())

    @property
    def code(self) -> str | None:
        """The country's ISO code, or None."""
        country = self.entries("country")
        return str(country[0].model.code) if country else None

    @property
    def prefix(self) -> str | None:
        """The country's prefix, or None for a folder that belongs to no country."""
        country = self.entries("country")
        return str(country[0].model.prefix) if country else None


@dataclass(frozen=True, slots=True)
class Overlay:
    """A proposal file: its model, and how it was written."""

    model: ProposalFile
    written: Mapping[str, Any]
    place: Place


@dataclass(frozen=True)
class Folders:
    """Every folder of a rulebook, its proposals, and a digest of all bytes read.

    ``recognition_words`` are the kinds of recognition and their givers before any proposal: a proposal that repeals the
    last entry of a kind doesn't make the word unknown.
    """

    folders: tuple[Folder, ...]
    proposals: Mapping[str, Overlay]
    digest: str
    recognition_words: frozenset[str]
    applied: tuple[str, ...] = ()

    def with_folders(self, folders: Iterable[Folder], applied: str, digest: str) -> Folders:
        """The same with other folders, after a proposal was applied."""
        return replace(self, folders=tuple(folders), applied=(*self.applied, applied), digest=digest)


def read_folders(root: Path | Traversable) -> Folders:
    """Read all files under the root; raises RulebookError with every problem of shape found."""
    problems: list[Problem] = []
    sections: dict[str, dict[str, list[Entry]]] = {}
    proposals: dict[str, Overlay] = {}
    digest = hashlib.sha256()
    for folder, shown, content in _files(root):
        digest.update(b"\0".join((folder.encode(), Path(shown).name.encode(), content, b"")))
        try:
            document = read(content, shown, error=RulebookError)
        except InputError as error:
            problems += error.problems
            continue
        if not isinstance(document, Written):
            problems.append(Problem("not_a_rulebook_file", place_of(document)))
            continue
        model = ProposalFile if folder == "proposals" else Sections
        try:
            parsed = model.model_validate(document)
        except ValidationError as error:
            problems += problems_of(error, document, model)
            continue
        if isinstance(parsed, ProposalFile):
            overlay = Overlay(parsed, document, place_of(document) or Place(shown, 1, 1))
            name = parsed.proposal.id
            if name in proposals:
                problems.append(Problem("duplicate_id", overlay.place, {"id": name}, also=proposals[name].place))
            proposals[name] = overlay
        else:
            for name, entry in entries_of(parsed, document):
                sections.setdefault(folder, {}).setdefault(name, []).append(entry)
    if problems:
        raise RulebookError(problems)
    folders = tuple(
        Folder(name, {section: tuple(entries) for section, entries in found.items()})
        for name, found in sorted(sections.items())
    )
    words = {
        word
        for folder in folders
        for entry in folder.entries("recognition")
        for word in (entry.model.by, entry.model.kind)
    }
    return Folders(folders, proposals, digest.hexdigest(), frozenset(words))


def entries_of(parsed: Sections, document: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """The entries of a parsed file with their section, each with its place in the document."""
    for section, written in document.items():
        value = getattr(parsed, section)
        at = place_of(section) or Place("", 0, 0)
        if section in SINGLE:
            yield section, Entry(section, value, at, written)
        elif isinstance(value, dict):
            keys = {key.strip(): key for key in written}
            for name, model in value.items():
                yield section, Entry(name, model, place_of(keys[name]) or at, written[keys[name]])
        else:
            for model, one in zip(value, written, strict=True):
                name = model if isinstance(model, str) else model.id
                yield section, Entry(name, model, _place_of_id(one) or at, one)


def _place_of_member(written: Any, member: str | None) -> Place | None:
    """Where the member stands in a list of texts, in the keys of a mapping, or in the values of a list of mappings."""
    if member is None or isinstance(written, str):
        return place_of(written) if written == member else None
    parts: list[Any] = list(written or ())
    if isinstance(written, Mapping):
        parts += [value for value in written.values() if isinstance(value, str)]
    for part in parts:
        found = place_of(part) if part == member else None
        if found is None and not isinstance(part, str):
            found = _place_of_member(part, member)
        if found is not None:
            return found
    return None


def _place_of_id(written: Any) -> Place | None:
    return place_of(written.get("id")) if isinstance(written, Mapping) else place_of(written)


def _files(root: Path | Traversable) -> Iterator[tuple[str, str, bytes]]:
    """Folder name, path as shown in messages, and content of each rulebook file, sorted by path; cases are left out."""
    if not root.is_dir():
        raise RulebookError([Problem("no_rulebook", Place(str(root), 1, 1))])
    shown_root = str(root) if isinstance(root, Path) and not _is_installed(root) else "rules"
    for folder in sorted(cast("Iterable[Traversable]", root.iterdir()), key=lambda one: one.name):
        if folder.is_dir() and not folder.name.startswith(("_", ".")):
            for file in sorted(folder.iterdir(), key=lambda one: one.name):
                if file.is_file() and file.name.endswith((".yaml", ".yml")):
                    yield folder.name, f"{shown_root}/{folder.name}/{file.name}", file.read_bytes()


def _is_installed(root: Path) -> bool:
    return (root / "__init__.py").exists()
