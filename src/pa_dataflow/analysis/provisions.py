"""Which entries of a rulebook make which provisions of the notes on the law computable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pa_dataflow.rulebook.folders import Entry, Folders, Overlay, entries_of
from pa_dataflow.rulebook.models import Sizes, Traced
from pa_dataflow.source.errors import Place
from pa_dataflow.source.reader import place_of


@dataclass(frozen=True, slots=True)
class Carrier:
    """An entry that names a provision: its section, its id and where it stands.

    Of a line of the sizes the id is the class; of an entry that a proposal brings, the section is its own.
    """

    section: str
    id: str
    place: Place


def provisions(folders: Folders) -> dict[str, list[Carrier]]:
    """Every provision that an entry names, with its carriers in the order of folders and files, proposals last.

    A rule with several versions carries a provision once for each version that names it.
    """
    found: dict[str, list[Carrier]] = {}
    for provision, carrier in _named(folders):
        found.setdefault(provision, []).append(carrier)
    return found


def _named(folders: Folders) -> Iterator[tuple[str, Carrier]]:
    for folder in folders.folders:
        for section, entries in folder.sections.items():
            for entry in entries:
                yield from _of_entry(section, entry)
    for overlay in folders.proposals.values():
        yield from _of_proposal(overlay)


def _of_proposal(overlay: Overlay) -> Iterator[tuple[str, Carrier]]:
    proposal = overlay.model.proposal
    carrier = Carrier("proposals", proposal.id, overlay.place)
    yield from ((provision, carrier) for provision in proposal.provisions)
    for part, sections in (("adds", overlay.model.adds), ("replaces", overlay.model.replaces)):
        for section, entry in entries_of(sections, overlay.written.get(part) or {}):
            yield from _of_entry(section, entry)


def _of_entry(section: str, entry: Entry) -> Iterator[tuple[str, Carrier]]:
    if isinstance(entry.model, Traced):
        carrier = Carrier(section, entry.id, entry.place)
        yield from ((provision, carrier) for provision in entry.model.provisions)
    elif isinstance(entry.model, Sizes):
        for line, written in zip(entry.model.classes, entry.written["classes"], strict=True):
            carrier = Carrier(section, line.size, place_of(written) or entry.place)
            yield from ((provision, carrier) for provision in line.provisions)
