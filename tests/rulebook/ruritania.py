"""A small rulebook for the tests of the rule language: the base pack with whatever a test adds to Ruritania's law."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pa_dataflow.logic.knowledge import Knowledge, conclude
from pa_dataflow.rulebook.atoms import Atoms, Bound
from pa_dataflow.rulebook.folders import Folders, read_folders
from pa_dataflow.rulebook.laws import LawInForce, boundaries, law_on
from pa_dataflow.rulebook.proposals import build_with
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.vocabulary.transfer import Transfer

BASE = Path(__file__).parents[1] / "packs" / "base"
DAY = date(2026, 6, 1)


class Ruritania:
    """Ruritania's law, and what follows from it for a transfer on a day."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders

    @cached_property
    def ruleset(self) -> RuleSet:
        return build_with(self.folders, ())

    @cached_property
    def atoms(self) -> Atoms:
        return Atoms(self.ruleset)

    def law(self, day: date = DAY) -> LawInForce:
        country = self.ruleset.countries["XR"]
        return law_on(self.ruleset, country, day, boundaries(self.ruleset, country))

    def bind(self, facts: Mapping[str, Any], day: date = DAY, *, strict: bool = False) -> Bound:
        return self.atoms.bind(Transfer.of(facts), day, strict)

    def value(
        self, symbol: str, facts: Mapping[str, Any], day: date = DAY, *, readings: Mapping[str, str] | None = None
    ) -> bool | None:
        """What is known of a symbol, such as a concept or "gate xr.export closed", for the transfer on the day."""
        known: Knowledge = self.bind(facts, day).known
        for question, reading in (readings or {}).items():
            known = known.also(self.atoms.reading(question, reading))
        assert symbol in self.law(day).program.definitions, f"{symbol} is not defined on {day}"
        return self.atoms.table.value(symbol, conclude(self.law(day).program, known, self.atoms.table))


def build(root: Path, text: str, without: Iterable[str] = (), files: Mapping[str, str] | None = None) -> Ruritania:
    """The base in the folder ``root``, with a text added, without some of its files and with others."""
    shutil.copytree(BASE, root)
    for name in without:
        (root / name).unlink()
    for name, content in {"ruritania/added.yaml": text or "{}", **(files or {})}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content)
    return Ruritania(read_folders(root))


def rule(name: str, effect: str, when: str = "", *, extra: str = "", cite: str = "xr-data-act") -> str:
    """The text of one rule, for a list of rules: a condition in braces, and further lines."""
    lines = [
        f"- id: xr.{name}",
        f'cite: [{{instrument: {cite}, at: "s. 1", confidence: primary}}]',
        "checked: 2026-06-30",
        effect,
        *([f"when: {when}"] if when else []),
        *extra.splitlines(),
        'says: {en: "Thus it is.", es: "Así es."}',
    ]
    return "\n".join(["  " + lines[0], *("    " + line for line in lines[1:])]) + "\n"


def rules(*texts: str) -> str:
    """A section of rules."""
    return "rules:\n" + "".join(texts)
