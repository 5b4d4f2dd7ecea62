"""The JSON Schemas in `schemas/` are those that are generated, and fit everything the project ships and answers."""

from __future__ import annotations

import importlib.util
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from pa_dataflow import Rulebook, Transfer
from pa_dataflow.report.json import assessments_json
from pa_dataflow.source.reader import Mapping, Text, read_file

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DAY = date(2026, 11, 22)


@cache
def schemas_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("schemas_script", ROOT / "scripts" / "schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def as_an_editor_sees_it(document: object) -> Any:
    """The document with the types of YAML 1.2: plain true and false, and plain numbers; all else is text."""
    if isinstance(document, Mapping):
        return {str(key): as_an_editor_sees_it(value) for key, value in document.items()}
    if isinstance(document, list):
        return [as_an_editor_sees_it(value) for value in document]
    assert isinstance(document, Text)
    if document.quoted:
        return str(document)
    if document in ("true", "false"):
        return document == "true"
    return float(document) if NUMBER.fullmatch(document) else str(document)


def kind_of(file: Path) -> str:
    return {"cases": "cases", "proposals": "proposal"}.get(file.parent.name, "rulebook")


RULE_FILES = [
    pytest.param(file, kind_of(file), id=str(file.relative_to(ROOT)))
    for file in sorted((ROOT / "rules").rglob("*.yaml"))
]


def test_the_stored_schemas_are_those_that_are_generated(tmp_path: Path) -> None:
    assert schemas_script().stale(ROOT / "schemas") == [], "run `make schemas`"


def test_check_tells_of_a_schema_that_is_out_of_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main = schemas_script().main
    assert main(["--folder", str(tmp_path)]) == 0
    assert main(["--folder", str(tmp_path), "--check"]) == 0
    (tmp_path / "verdict.schema.json").write_text("{}", "utf-8")
    (tmp_path / "older.schema.json").write_text("{}", "utf-8")
    assert main(["--folder", str(tmp_path), "--check"]) == 1
    told = capsys.readouterr().err
    assert "verdict.schema.json is out of date" in told
    assert "older.schema.json is out of date" in told


@pytest.mark.parametrize(("file", "kind"), RULE_FILES)
def test_a_shipped_rule_file_fits_its_schema(file: Path, kind: str) -> None:
    validator(kind).validate(as_an_editor_sees_it(read_file(file)))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_an_example_fits_the_schema_of_scenarios(file: Path) -> None:
    validator("scenario").validate(as_an_editor_sees_it(read_file(file)))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_the_answers_to_an_example_fit_their_schemas(file: Path) -> None:
    rulebook, transfer = Rulebook.load(), Transfer.from_file(file)
    answers = [rulebook.assess(transfer, day) for day in transfer.dates]
    for answer in answers:
        validator("assessment").validate(answer.model_dump(mode="json"))
        validator("verdict").validate(rulebook.decide(transfer, answer.as_of).model_dump(mode="json"))
    validator("answers").validate(json.loads(assessments_json(answers)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"exporter": {"county": "CL"}},
        {"exporter": {"country": "Chile"}},
        {"contract": {"signed": "yes"}},
        {"consent": {"act": "clicked"}},
        {"data": {"categories": ["name", "shoe_size"]}},
        {"exporter": {"annual_sales": 350000}},
        {"as_of": "1 December 2026"},
    ],
    ids=str,
)
def test_a_misspelt_scenario_does_not_fit(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        validator("scenario").validate(wrong)


@pytest.mark.parametrize(
    "right",
    [
        {"contract": {"signed": "unknown"}, "importer": {"country": "unknown"}, "data": {"categories": "unknown"}},
        {"exporter": {"country": "none", "annual_sales": "350000 PEN", "workers": 3}, "as_of": ["2026-12-01"]},
    ],
    ids=str,
)
def test_unknown_nobody_and_amounts_may_be_written(right: dict[str, Any]) -> None:
    validator("scenario").validate(right)


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({"closes": "xx.gate"}, True),
        ({}, False),
        ({"closes": "xx.gate", "opens": "xx.gate"}, False),
        ({"closes": "xx.gate", "when": {"all": [{"contract.signed": True}, {"not": {"purpose": "payroll"}}]}}, True),
        ({"closes": "xx.gate", "when": {"contract.signed": True, "purpose": "payroll"}}, False),
        ({"closes": "xx.gate", "when": {"exporter.annual_sales": {"at_most": {"uf": 2400}}}}, True),
        ({"closes": "xx.gate", "when": {"exporter.annual_sales": {"at_mots": {"uf": 2400}}}}, False),
        ({"closes": "xx.gate", "in_force": {"from": "$reform"}}, True),
        ({"closes": "xx.gate", "in_force": {"form": "2026-12-01"}}, False),
        ({"closes": "xx.gate", "says": {"en": "Only in English."}}, False),
    ],
    ids=str,
)
def test_a_rule_fits_only_if_it_is_one(changes: dict[str, Any], fits: bool) -> None:
    cite = [{"instrument": "xx-act", "at": "art. 1", "confidence": "primary"}]
    rule = {
        "id": "xx.r",
        "cite": cite,
        "checked": "2026-11-22",
        "says": {"en": "It is so.", "es": "Es así."},
        **changes,
    }
    assert validator("rulebook").is_valid({"rules": [rule]}) is fits
