"""Generate `schemas/`: JSON Schemas of what people write and of what the library answers.

    python scripts/schemas.py            write them anew
    python scripts/schemas.py --check    exit with 1 if a stored one is not what would be written

Those of rulebook files, proposals and cases come from the pydantic models of the rule language, that of scenario files
from the vocabulary of the shipped rulebook, and those of answers from the models of answers. Editors complete and check
YAML files with them; docs/rule-language.md says how. The library itself doesn't read them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from pa_dataflow import Assessment, Outcome, Rulebook, Verdict
from pa_dataflow.assessment.models import SCHEMA_VERSION
from pa_dataflow.report.tally import Tally
from pa_dataflow.rulebook.cases import CaseFile
from pa_dataflow.rulebook.conditions import COMPARISONS
from pa_dataflow.rulebook.models import EFFECTS, ProposalFile, Sections
from pa_dataflow.vocabulary.facts import NONE, UNKNOWN, Vocabulary

Schema: TypeAlias = dict[str, Any]

FOLDER = Path(__file__).resolve().parent.parent / "schemas"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
CONDITIONS = ("when", "scope", "uses", "fulfilled_by")  # the keys that hold a condition
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
UNSAID: Schema = {"const": UNKNOWN}


class _Written(GenerateJsonSchema):
    """The schema of what an author writes: no null, numbers as numbers, a single value where a list of one would do."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Nobody writes null: what isn't there is left out."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Defaults are left out, since most only say that nothing is there."""
        return self.generate_inner(schema["schema"])

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """Numbers are exact when they are read, and plain numbers when they are written."""
        return {"type": "number"}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        """Days are written year-month-day."""
        return dict(DAY)

    def union_schema(self, schema: core_schema.UnionSchema) -> JsonSchemaValue:
        """A text besides a day is a named date."""
        generated = super().union_schema(schema)
        if generated.get("anyOf") == [DAY, {"type": "string"}]:
            named = {"type": "string", "pattern": "^[$a-z]"}
            return {"anyOf": [DAY, named], "description": "A day, or a named date such as $reform."}
        return generated

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Where a single value is taken for a list of one, both may be written."""
        generated = super().function_before_schema(schema)
        single = getattr(schema["function"]["function"], "__name__", "") == "_as_list"
        return {"anyOf": [generated["items"], generated]} if single else generated

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Titles of fields only repeat their keys."""
        return False


def generated() -> dict[str, str]:
    """The text of each schema file by name; the same models and rulebook give the same bytes."""
    vocabulary = Rulebook.load().ruleset.vocabulary
    schemas = {
        "assessment": _answered(Assessment),
        "answers": _answers(),
        "verdict": _answered(Verdict),
        "rulebook": _authored(Sections, "A file of a rulebook; every section may be left out."),
        "proposal": _authored(ProposalFile, "A file of rules/proposals: a draft law as an overlay."),
        "cases": _cases(vocabulary),
        "scenario": _scenario(vocabulary),
    }
    return {f"{name}.schema.json": _text(name, schema) for name, schema in schemas.items()}


def stale(folder: Path) -> list[str]:
    """The names of stored schemas that are missing, out of date or no longer generated."""
    wanted = generated()
    stored = {file.name: file.read_text("utf-8") for file in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | stored.keys() if wanted.get(name) != stored.get(name))


def main(arguments: list[str] | None = None) -> int:
    """Write the schemas, or check them; the exit code."""
    parser = argparse.ArgumentParser(prog="python scripts/schemas.py", description="Generate the JSON Schemas.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if one is out of date")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the schemas stand")
    asked = parser.parse_args(arguments)
    if asked.check:
        names = stale(asked.folder)
        for name in names:
            print(f"{name} is out of date: run `make schemas`", file=sys.stderr)
        return 1 if names else 0
    asked.folder.mkdir(exist_ok=True)
    wanted = generated()
    for file in asked.folder.glob("*.json"):
        if file.name not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (asked.folder / name).write_text(text, "utf-8")
    return 0


# What the library answers


def _answered(model: type[BaseModel]) -> Schema:
    return model.model_json_schema(mode="serialization")


def _answers() -> Schema:
    """The document that `pa-dataflow check --format json` prints."""
    one, summary = _answered(Assessment), _answered(Tally)
    definitions = {**one.pop("$defs"), **summary.pop("$defs")}
    return {
        "title": "Answers",
        "description": "What `pa-dataflow check --format json` prints: one answer for each scenario and day, "
        "and what they come to where there are several scenarios.",
        "type": "object",
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "summary": {"$ref": "#/$defs/Tally"},
            "assessments": {"type": "array", "items": {"$ref": "#/$defs/Assessment"}},
        },
        "required": ["schema_version", "assessments"],
        "additionalProperties": False,
        "$defs": {**definitions, "Assessment": one, "Tally": summary},
    }


# What authors of rulebooks write


def _authored(model: type[BaseModel], description: str) -> Schema:
    schema = model.model_json_schema(schema_generator=_Written)
    definitions = schema.setdefault("$defs", {})
    for one in definitions.values():
        for key in CONDITIONS:
            if key in one.get("properties", {}):
                one["properties"][key] = {"$ref": "#/$defs/Condition"}
    if "Rule" in definitions:
        definitions["Rule"]["oneOf"] = [{"required": [effect]} for effect in EFFECTS]
        definitions |= _conditions()
    return {**schema, "description": description}


def _conditions() -> Schema:
    """A condition and what it compares with; names are checked by the rulebook, not here."""
    condition = {"$ref": "#/$defs/Condition"}
    several = {"type": "array", "minItems": 1, "items": condition}
    text: Schema = {"type": "string", "minLength": 1}
    scalar: Schema = {"type": ["string", "number", "boolean"]}
    listed: Schema = {"type": "array", "items": scalar}
    in_units = {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": {"type": "number"}}
    limit = {"anyOf": [{"type": ["string", "number"]}, in_units]}
    operators = {
        **dict.fromkeys(("in", "any_of", "all_of", "only"), listed),
        **dict.fromkeys(COMPARISONS, limit),
    }
    special: Schema = {
        "all": several,
        "any": several,
        "not": condition,
        "recognised": {
            "type": "object",
            "properties": {"by": {"anyOf": [text, {"type": "array", "items": text}]}, "as": text, "dated": DAY},
            "required": ["by", "as"],
            "additionalProperties": False,
        },
        "accepted": {
            "type": "object",
            "properties": {"by": text, "scheme": text},
            "required": ["by", "scheme"],
            "additionalProperties": False,
        },
        "reading": {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": text},
    }
    one_key = {"type": "object", "minProperties": 1, "maxProperties": 1}
    return {
        "Condition": {
            "description": "Exactly one key: all, any, not, recognised, accepted, reading, a fact, or a concept.",
            **one_key,
            "properties": special,
            "additionalProperties": {"$ref": "#/$defs/Test"},
        },
        "Test": {
            "description": "A value, or one operator with what it compares with.",
            "anyOf": [scalar, {**one_key, "properties": operators, "additionalProperties": False}],
        },
    }


def _cases(vocabulary: Vocabulary) -> Schema:
    schema = _authored(CaseFile, "")
    definitions = schema["$defs"]
    case = definitions.pop("CaseModel")
    case["properties"]["given"] = _facts(vocabulary)
    definitions["Expectation"]["properties"]["outcome"] = {"enum": [outcome.value for outcome in Outcome]}
    return {
        "title": "Cases",
        "description": "A file of rules/COUNTRY/cases: transfers, each with the answer that is expected.",
        "type": "array",
        "items": case,
        "$defs": {**definitions, "Country": _countries(vocabulary)},
    }


# What people write about a transfer


def _scenario(vocabulary: Vocabulary) -> Schema:
    facts = _facts(vocabulary)
    head = {
        "title": {"type": "string", "description": "What this scenario is called in answers."},
        "as_of": {"anyOf": [DAY, {"type": "array", "items": DAY, "minItems": 1}], "description": "The day or days."},
    }
    return {
        "title": "Scenario",
        "description": "A transfer and the days on which it is asked about. What is not said is unknown.",
        **facts,
        "properties": {**head, **facts["properties"]},
        "$defs": {"Country": _countries(vocabulary)},
    }


def _facts(vocabulary: Vocabulary) -> Schema:
    """Objects within objects, as the dots of the facts' ids say."""
    root: Schema = _object()
    for name, fact in vocabulary.facts.items():
        *groups, last = name.split(".")
        place = root
        for group in groups:
            place = place["properties"].setdefault(group, _object())
        place["properties"][last] = {
            "description": f"{fact.question.en} / {fact.question.es}",
            **_value(vocabulary, name),
        }
    return root


def _object() -> Schema:
    return {"type": "object", "properties": {}, "additionalProperties": False}


def _value(vocabulary: Vocabulary, name: str) -> Schema:
    """What may be written for a fact; of any fact it may be said that it isn't known."""
    fact = vocabulary.facts[name]
    if fact.type == "boolean":
        return {"anyOf": [{"type": "boolean"}, UNSAID]}
    if fact.type == "number":
        return {"anyOf": [{"type": "number"}, UNSAID]}
    if fact.type == "money":
        return {"anyOf": [{"type": "string", "pattern": "^[0-9.]+ [A-Z]{3}$"}, UNSAID]}
    if fact.type in ("set", "country_set"):
        members = {"type": "array", "items": _member(vocabulary, name)}
        return {"anyOf": [members, UNSAID]}
    return {"anyOf": [_member(vocabulary, name), UNSAID]}


def _member(vocabulary: Vocabulary, name: str) -> Schema:
    fact = vocabulary.facts[name]
    if not fact.type.startswith("country"):
        return {"enum": list(vocabulary.members(name))}
    country = {"$ref": "#/$defs/Country"}
    return {"anyOf": [country, {"const": NONE}]} if fact.none else country


def _countries(vocabulary: Vocabulary) -> Schema:
    """Two capital letters for each country."""
    return {"description": "ISO 3166-1 alpha-2 code of a country.", "enum": sorted(vocabulary.countries)}


def _text(name: str, schema: Schema) -> str:
    content = {"$schema": DRAFT, "$id": f"urn:pa-dataflow:schema:{name}", **schema}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main())
