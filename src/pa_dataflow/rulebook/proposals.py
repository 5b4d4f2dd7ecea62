"""Applying a proposal: an overlay that sets dates, adds, replaces and repeals entries, as a rulebook of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from pa_dataflow.rulebook.checks import build
from pa_dataflow.rulebook.folders import Entry, Folder, Folders, Overlay, entries_of
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.source.errors import Place, Problem, RulebookError, closest
from pa_dataflow.source.reader import place_of

REPEALABLE = ("rules", "recognition", "accepted")


class UnknownProposal(RulebookError):
    """No proposal has that id."""


def build_with(folders: Folders, names: Iterable[str]) -> RuleSet:
    """The rulebook with these proposals applied, in this order; raises RulebookError."""
    sets: dict[str, tuple[date, Place]] = {}
    problems: list[Problem] = []
    for name in names:
        overlay = folders.proposals.get(name)
        if overlay is None:
            raise UnknownProposal([Problem("unknown_proposal", None, {"name": name}, closest(name, folders.proposals))])
        for full, day in overlay.model.sets.items():
            sets[full] = (day, _place_of(overlay, "sets", full))
        folders = _apply(folders, overlay, problems)
    if problems:
        raise RulebookError(problems)
    return build(folders, sets)


def _apply(folders: Folders, overlay: Overlay, problems: list[Problem]) -> Folders:
    name = overlay.model.proposal.id
    changed = {folder.name: {key: list(entries) for key, entries in folder.sections.items()} for folder in
               folders.folders}  # fmt: skip
    for part, replacing in (("adds", False), ("replaces", True)):
        written = overlay.written.get(part)
        if not written:
            continue
        found = [(_home(folders, overlay, entry), section, entry) for section, entry in
                 entries_of(getattr(overlay.model, part), written)]  # fmt: skip
        for home, section, entry in found if replacing else ():
            entries = changed.setdefault(home, {}).setdefault(section, [])
            if not any(one.id == entry.id for one in entries):
                suggestion = closest(entry.id, [one.id for one in entries])
                problems.append(Problem("nothing_to_replace", entry.place, {"id": entry.id}, suggestion))
        replaced = {(home, section, entry.id) for home, section, entry in found if replacing}
        for home, section, name in replaced:
            changed[home][section] = [one for one in changed[home][section] if one.id != name]
        for home, section, entry in found:
            changed.setdefault(home, {}).setdefault(section, []).append(entry)
    for repealed in overlay.model.repeals:
        known = set()
        for sections in changed.values():
            for section in REPEALABLE:
                known |= {one.id for one in sections.get(section, ())}
                sections[section] = [one for one in sections.get(section, ()) if one.id != repealed]
        if repealed not in known:
            place = _place_of(overlay, "repeals", repealed)
            problems.append(Problem("nothing_to_repeal", place, {"id": repealed}, closest(repealed, known)))
    digest = hashlib.sha256(f"{folders.digest}+{name}".encode()).hexdigest()
    result = [Folder(key, {section: tuple(found) for section, found in sections.items()}) for key, sections in
              changed.items()]  # fmt: skip
    return folders.with_folders(result, name, digest)


def _home(folders: Folders, overlay: Overlay, entry: Entry) -> str:
    """The folder an entry belongs to: by the prefix of its id, else the proposal's country, else the regional one."""
    prefix = entry.id.replace("-", ".").split(".")[0]
    named = next((folder.name for folder in folders.folders if folder.prefix == prefix), None)
    law = overlay.model.proposal.law
    of_law = next((folder.name for folder in folders.folders if folder.code == law), None) if law else None
    return named or of_law or "regional"


def _place_of(overlay: Overlay, part: str, name: str) -> Place:
    written = overlay.written.get(part) or ()
    return next((place_of(key) or overlay.place for key in written if key == name), overlay.place)
