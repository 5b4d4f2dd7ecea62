"""docs/scenario-files.md and docs/commands.md: what they list is what the vocabulary and the command hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shown import ROOT, Golden, called, fenced, with_block

from pa_dataflow import Rulebook, Transfer
from pa_dataflow.cli.common import Exit
from pa_dataflow.vocabulary.facts import Value, Vocabulary

SCENARIOS, COMMANDS = Path("../../docs/scenario-files.md"), Path("../../docs/commands.md")
VERBS = (("check",), ("explain",), ("rules", "list"), ("rules", "show"), ("rules", "facts"))
KINDS = {
    "boolean": "`true` or `false`",
    "choice": "one of these",
    "ordered": "one of these steps, each including the ones before it",
    "set": "a list of these",
    "number": "a number",
    "money": "an amount such as `350000 PEN`",
    "country": "a country such as `CL`",
    "country_set": "a list of countries such as `[CL, CO]`",
}
WRONG = """exporter: {country: Chile, role: controller}
consent: {act: clicked}
contract: {singed: true}
"""


def text(page: Path) -> str:
    return (ROOT / "docs" / page.name).read_text("utf-8")


def facts_in_markdown(vocabulary: Vocabulary) -> Iterator[str]:
    """Every fact with what may be said of it, in the order of the vocabulary, under the first part of its name."""
    groups: dict[str, list[str]] = {}
    for name in vocabulary.facts:
        groups.setdefault(name.partition(".")[0] if "." in name else "", []).append(name)
    for group, names in sorted(groups.items(), key=lambda item: item[0]):
        yield f"### {group or 'without a group'}\n"
        for name in names:
            fact = vocabulary.facts[name]
            yield f"**`{name}`** {fact.label.en}. *{fact.question.en}* {fact.help.en}\n"
            none = f", or `none` ({fact.none.en})" if fact.none else ""
            shown = fact.type in ("choice", "ordered", "set")
            yield f"Write {KINDS[fact.type]}{none}{':' if shown else '.'}\n"
            if shown:
                yield "\n".join(f"- `{value}`: {words.en}" for value, words in vocabulary.members(name).items()) + "\n"
            if name in vocabulary.presumed:
                leaned_on = ", and the answer says so where it leans on it" if fact.assume else ""
                yield f"If nobody says: `{as_written(vocabulary.presumed[name])}`{leaned_on}.\n"


def as_written(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(sorted(value))}]" if isinstance(value, frozenset) else str(value)


def test_every_fact_is_listed(golden: Golden) -> None:
    listed = "\n".join(facts_in_markdown(Rulebook.load().ruleset.vocabulary))
    golden(SCENARIOS, with_block(text(SCENARIOS), "facts", f"\n{listed}\n"))


def test_a_wrong_scenario_is_refused_as_shown(golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(WRONG, "utf-8")
    result = called("check", "shop.yaml", "--as-of", "2026-12-01", "--lang", "en")
    assert result.exit_code == Exit.BAD_INPUT
    golden(SCENARIOS, with_block(text(SCENARIOS), "refused", fenced(result.stderr, "text")))


def test_the_first_example_of_the_page_is_a_scenario() -> None:
    written = text(SCENARIOS).split("```yaml\n")[1].partition("```")[0]
    transfer = Transfer.from_text(written)
    Rulebook.load().check(transfer)
    assert transfer.facts["exporter.country"] == "CL"
    assert len(transfer.dates) == 2


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_the_help_of_a_verb_is_shown(verb: tuple[str, ...], golden: Golden) -> None:
    result = called(*verb, "--help", "--lang", "en")
    golden(COMMANDS, with_block(text(COMMANDS), f"help {' '.join(verb)}", fenced(result.stdout, "text")))


def test_every_exit_code_is_told() -> None:
    rows = [line.split("|")[1].strip() for line in text(COMMANDS).splitlines() if line.startswith("| ")]
    assert {int(code) for code in rows if code.isdecimal()} == {code.value for code in Exit}
