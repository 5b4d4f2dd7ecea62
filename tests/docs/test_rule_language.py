"""docs/rule-language.md: its blocks are a rulebook that is proved and judges its cases; its lists are complete."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from shown import ROOT, Golden, with_block

from pa_dataflow import Rulebook
from pa_dataflow.rulebook.cases import Case, read_cases
from pa_dataflow.rulebook.models import EFFECTS, ProposalFile, Sections
from pa_dataflow.source.rule_sentences import RULE_SENTENCES

PAGE = Path("../../docs/rule-language.md")
_FILE = re.compile(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```\n", re.DOTALL)


def page() -> str:
    return (ROOT / "docs" / "rule-language.md").read_text("utf-8")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped vocabulary with the files that the page shows."""
    root = tmp_path_factory.mktemp("page") / "rules"
    shutil.copytree(ROOT / "rules" / "vocabulary", root / "vocabulary")
    files: defaultdict[str, str] = defaultdict(str)
    for name, content in _FILE.findall(page()):
        files[name] += content
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    return root


def test_the_law_of_the_page_loads_and_is_proved_and_so_is_its_proposal(rules: Path) -> None:
    rulebook = Rulebook.load(rules)
    assert rulebook.with_proposals("xr.stricter").hash != rulebook.hash


def test_the_cases_of_the_page_are_judged_as_they_expect(rules: Path) -> None:
    cases = list(read_cases(rules))
    assert len(cases) > 3
    for case in cases:
        _judge(rules, case)


def _judge(rules: Path, case: Case) -> None:
    expected = case.model.expect
    answer = Rulebook.load(rules).with_proposals(*case.model.proposals).assess(case.transfer, case.day)
    assert (answer.outcome, answer.closed_gates) == (expected.outcome, expected.closed), case.model.case
    assert set(expected.carried_by or ()) <= set(answer.carrying_rules)
    paths = [{action.id for action in path.actions} for path in answer.paths]
    assert all(set(wanted) in paths for wanted in expected.paths_include), paths


def test_every_section_and_effect_is_shown() -> None:
    shown = "\n".join(content for _, content in _FILE.findall(page()))
    sections = [*Sections.model_fields, *ProposalFile.model_fields]
    in_vocabulary = {"categories"}
    assert [name for name in sections if f"{name}:" not in shown and name not in in_vocabulary] == []
    assert [effect for effect in EFFECTS if f" {effect}: " not in shown] == []


def test_the_refusals_are_those_of_the_loader(golden: Golden) -> None:
    lines = ["| code | sentence |", "| --- | --- |"]
    lines += [f"| `{code}` | {texts['en'].replace('|', '/')} |" for code, texts in sorted(RULE_SENTENCES.items())]
    golden(PAGE, with_block(page(), "refusals", "\n".join(lines) + "\n"))
