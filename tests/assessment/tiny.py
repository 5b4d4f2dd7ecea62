"""Tiny rulebooks for tests: one country, XR, whose law is given in a few lines.

Facts are booleans a to f, the choice `role`, the ordered `act` and the set `clauses`; nothing is presumed unless a test
says so. `xr.export` is the gate; rules are written by `rule`, actions by `action`, and nothing is proved while loading.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pa_dataflow import Rulebook, Transfer

DAY = date(2026, 6, 30)
SAYS = '{en: "-", es: "-"}'
CITE = '[{instrument: xr-act, at: "s. 1", confidence: primary}]'
BOOLEANS = ("a", "b", "c", "d", "e", "f")
CLOSED = "closes: xr.export"


def rule(name: str, effect: str, when: str = "", more: str = "") -> str:
    """One rule in one line."""
    condition = f", when: {when}" if when else ""
    rest = f", {more}" if more else ""
    return f"  - {{id: xr.{name}, cite: {CITE}, checked: 2026-06-30, {effect}{condition}{rest}, says: {SAYS}}}"


def action(name: str, brings_about: str, more: str = "") -> str:
    """One action in one line."""
    rest = f", {more}" if more else ""
    return f"  {name}: {{label: {SAYS}, how: {SAYS}, who: exporter, brings_about: {brings_about}{rest}}}"


def question(name: str, readings: tuple[str, ...], prevailing: str | None = None) -> str:
    """One question in one line."""
    listed = ", ".join(f"{reading}: {{says: {SAYS}, source: x}}" for reading in readings)
    held = f", prevailing: {prevailing}" if prevailing else ""
    return f"  xr.q.{name}: {{asks: {SAYS}, readings: {{{listed}}}{held}}}"


def duty(name: str, due: str, fulfilled_by: str = "") -> str:
    """One duty in one line."""
    met = f", fulfilled_by: {fulfilled_by}" if fulfilled_by else ""
    return f"  xr.{name}: {{label: {SAYS}, who: exporter, due: {due}{met}}}"


def write(
    root: Path,
    *rules: str,
    actions: tuple[str, ...] = (),
    questions: tuple[str, ...] = (),
    duties: tuple[str, ...] = (),
    gates: tuple[str, ...] = ("xr.export",),
    concepts: tuple[str, ...] = (),
    presume: Mapping[str, str] | None = None,
    assume: tuple[str, ...] = (),
    scope: str = "{exporter: XR}",
) -> Path:
    """Write the rulebook into the folder; presumed values are as written in YAML."""
    presumed = presume or {}

    def fact(name: str, rest: str) -> str:
        taken = f", presume: {presumed[name]}" if name in presumed else ""
        why = f", assume: {SAYS}" if name in assume else ""
        return f"  {name}: {{{rest}{taken}{why}, label: {SAYS}, question: {SAYS}, help: {SAYS}}}"

    facts = [
        fact("exporter", f"type: country, plays: exporter_country, none: {SAYS}"),
        fact("importer", "type: country, plays: importer_country"),
        *(fact(name, "type: boolean") for name in BOOLEANS),
        fact("role", f"type: choice, values: {{one: {SAYS}, two: {SAYS}, three: {SAYS}}}"),
        fact("act", f"type: ordered, values: {{none: {SAYS}, spoken: {SAYS}, signed: {SAYS}}}"),
        fact("clauses", f"type: set, values: {{old: {SAYS}, model: {SAYS}, own: {SAYS}}}"),
        fact("staff", "type: number"),
    ]
    listed = ("xr.applies", "xr.sensitive_data", "xr.minors", *concepts)
    files = {
        "regional/countries.yaml": [f"countries: {{XR: {SAYS}, XG: {SAYS}}}"],
        "vocabulary/facts.yaml": ["facts:", *facts],
        "xr/country.yaml": [
            f"country: {{code: XR, prefix: xr, name: {SAYS}, authority: {SAYS}, currency: XRK,"
            " law_known_through: 2026-12-31}",
            f"instruments: {{xr-act: {{title: {SAYS}, short: Act, kind: statute, in_force: {{from: 2000-01-01}},"
            " confidence: primary}}",
            f"concepts: {{{', '.join(f'{name}: {{label: {SAYS}}}' for name in listed)}}}",
            f"base_gates: [{gates[0]}]",
            f"gates: {{{', '.join(f'{gate}: {{asks: {SAYS}}}' for gate in gates)}}}",
            f"size: {{classes: [{{class: micro, when: {{staff: {{at_most: 10}}}}, cite: {CITE}}}], otherwise: large}}",
        ],
        "xr/rules.yaml": ["rules:", rule("scope", "defines: xr.applies", scope), *rules],
        "vocabulary/actions.yaml": ["actions:", *actions] if actions else [],
        "xr/questions.yaml": ["questions:", *questions] if questions else [],
        "xr/duties.yaml": ["duties:", *duties] if duties else [],
    }
    for name, lines in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if lines:
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def load(root: Path, *rules: str, **sections: Any) -> Rulebook:
    """Write the rulebook and load it, unproved."""
    return Rulebook.load(write(root, *rules, **sections), proved=False)


def transfer(**facts: Any) -> Transfer:
    """A transfer from XR with these facts."""
    return Transfer.of({"exporter": "XR", **facts})


def path_sets(paths: Any) -> list[list[str]]:
    """The actions of paths, each sorted, all sorted."""
    return sorted(sorted(action.id for action in path.actions) for path in paths)
