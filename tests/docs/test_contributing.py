"""CONTRIBUTING.md: its rule, cases and country load beside the shipped law, and its refusals are real."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest
from shown import ROOT, Golden, fenced, with_block

from pa_dataflow import Rulebook, RulebookError
from pa_dataflow.rulebook.cases import read_cases

PAGE = Path("../../CONTRIBUTING.md")
HARMFUL = """gates:
  xr.paper: {asks: {en: "May it be on paper?", es: "¿Puede estar en papel?"}}
rules:
  - id: xr.no-paper
    cite: [{instrument: xr-data-act, at: "s. 6", confidence: primary}]
    checked: 2026-06-30
    closes: xr.paper
    when: {contract.signed: true}
    says: {en: "Nothing may be on paper.", es: "Nada puede estar en papel."}
"""
_FILE = re.compile(r"^ *<!-- file: (\S+) -->\n( *```yaml\n.*?) *```\n", re.DOTALL | re.MULTILINE)


def page() -> str:
    return (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def files() -> dict[str, str]:
    """The files that the page shows."""
    return {name: textwrap.dedent(body).partition("\n")[2] for name, body in _FILE.findall(page())}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped law, with relative places in messages."""
    shutil.copytree(ROOT / "rules", tmp_path / "rules", ignore=shutil.ignore_patterns("__*"))
    monkeypatch.chdir(tmp_path)
    return Path("rules")


def add(root: Path, name: str, content: str) -> None:
    file = root / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, "utf-8")


def refusals(root: Path) -> str:
    """What the loader says of the rulebook."""
    with pytest.raises(RulebookError) as caught:
        Rulebook.load(root)
    return "\n".join(str(problem) for problem in caught.value.problems)


def test_the_rule_of_the_page_loads_is_proved_and_decides_its_cases(root: Path) -> None:
    for name, content in files().items():
        if name.startswith("colombia"):
            add(root, name, content)
    rulebook = Rulebook.load(root)
    cases = [case for case in read_cases(root) if case.model.source.get("note") == "CE 099/2027"]
    assert len(cases) == 2
    for case in cases:
        answer = rulebook.assess(case.transfer, case.day)
        expected = case.model.expect
        assert (answer.outcome, answer.closed_gates) == (expected.outcome, expected.closed), case.model.case
        assert set(expected.carried_by or ()) <= set(answer.carrying_rules)


def test_a_rule_with_slips_is_refused_as_shown(root: Path, golden: Golden) -> None:
    rule = files()["colombia/loyalty.yaml"]
    wrong = rule.replace("opens: co.transfer_ground", "opens: co.transfer_grounds")
    wrong = wrong.replace("{instrument: co-sic-ce-099-2027,", "{instrument: co-sic-ce-99-2027,")
    add(root, "colombia/loyalty.yaml", wrong)
    golden(PAGE, with_block(page(), "refused", fenced(refusals(root), "text")))


def test_a_rule_that_an_action_would_trigger_is_refused_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    shutil.copytree(ROOT / "tests" / "packs" / "base", tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    add(Path("rules"), "ruritania/wrong.yaml", HARMFUL)
    golden(PAGE, with_block(page(), "harmful", fenced(refusals(Path("rules")), "text")))


def test_the_country_of_the_page_loads(root: Path) -> None:
    add(root, "ruritania/country.yaml", files()["ruritania/country.yaml"])
    add(root, "regional/ruritania.yaml", 'countries: {XR: {en: "Ruritania", es: "Ruritania"}}\n')
    assert "XR" in Rulebook.load(root).ruleset.countries
