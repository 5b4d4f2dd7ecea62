"""Every refusal anywhere in the code has a sentence in both languages, and its blanks are among the details given."""

from __future__ import annotations

import ast
import importlib.util
import pkgutil
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import pa_dataflow
import pa_dataflow.cli
from pa_dataflow.source.errors import Place, Problem
from pa_dataflow.source.messages import SENTENCES, sentence
from pa_dataflow.source.rule_sentences import RULE_SENTENCES

# Calls that refuse something: the name, and where code and details stand (details None: keyword arguments).
CALLS = {"Problem": (0, 2), "ScalarError": (0, 1), "_wrong": (0, None), "wrong": (0, None), "_refuse": (0, None)}
OWN = {"suggestion", "also", "place"}


@dataclass(frozen=True)
class Refusal:
    code: str
    details: frozenset[str]
    whole: bool  # whether all details can be read off the code
    where: str


def modules() -> list[Path]:
    """The modules of the package, the command among them."""
    found = [
        *pkgutil.walk_packages(pa_dataflow.__path__, "pa_dataflow."),
        *pkgutil.walk_packages(pa_dataflow.cli.__path__, "pa_dataflow.cli."),  # lies elsewhere in a checkout
    ]
    specs = (importlib.util.find_spec(name) for name in dict.fromkeys(module.name for module in found))
    return sorted(Path(spec.origin) for spec in specs if spec and spec.origin)


def texts(node: ast.expr, around: ast.AST) -> Iterator[str]:
    """The texts an expression may be: constants, alternatives, and what a name was set to around it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body, around)
        yield from texts(node.orelse, around)
    elif isinstance(node, ast.Name):
        for other in ast.walk(around):
            if isinstance(other, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == node.id for t in other.targets
            ):
                yield from texts(other.value, around)


def keys(node: ast.expr | None, around: ast.AST) -> tuple[frozenset[str], bool]:
    """The keys of a mapping written out here or set to a name around here, and whether these are all."""
    if node is None:
        return frozenset(), True
    if isinstance(node, ast.Name):
        for other in ast.walk(around):
            targets = other.targets if isinstance(other, ast.Assign) else [getattr(other, "target", None)]
            value = getattr(other, "value", None)
            if isinstance(value, ast.Dict) and any(isinstance(t, ast.Name) and t.id == node.id for t in targets):
                return keys(value, around)
    if not isinstance(node, ast.Dict):
        return frozenset(), False
    found = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return frozenset(found), len(found) == len(node.keys)


def refusals() -> Iterator[Refusal]:
    for file in modules():
        tree = ast.parse(file.read_text("utf-8"))
        for around in ast.walk(tree):
            if not isinstance(around, ast.FunctionDef):
                continue
            for call in ast.walk(around):
                name = getattr(getattr(call, "func", None), "id", getattr(getattr(call, "func", None), "attr", ""))
                if isinstance(call, ast.Call) and name in CALLS and call.args:
                    yield from _refusal(call, name, around, f"{file.name}:{call.lineno}")


def _refusal(call: ast.Call, name: str, around: ast.AST, where: str) -> Iterator[Refusal]:
    at, details_at = CALLS[name]
    named = {word.arg: word.value for word in call.keywords if word.arg}
    spread = any(word.arg is None for word in call.keywords)
    given: frozenset[str] = frozenset()
    whole = True
    third = call.args[2] if len(call.args) > 2 else None
    if details_at is not None:
        node = named.get("details") or (call.args[details_at] if len(call.args) > details_at else None)
        given, whole = keys(node, around)
    elif isinstance(third, (ast.Dict, ast.Name)):  # conditions.Reader._wrong takes a mapping
        given, whole = keys(third, around)
        given |= frozenset(named) - OWN
    else:
        given, whole = frozenset(named) - OWN, True
    for code in texts(call.args[at], around):
        yield Refusal(code, given, whole and not spread, where)


FOUND = sorted(set(refusals()), key=lambda one: (one.code, one.where))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_refusals_are_found() -> None:
    codes = {refusal.code for refusal in FOUND}
    assert {"unknown_fact", "duplicate_id", "not_a_scenario", "unknown_proposal", "unknown_id", "not_a_date"} <= codes


@pytest.mark.parametrize("refusal", FOUND, ids=lambda one: f"{one.code}-{one.where}")
def test_every_refusal_has_a_sentence_that_its_details_fill(refusal: Refusal) -> None:
    fitting = [catalogue[refusal.code] for catalogue in (RULE_SENTENCES, SENTENCES) if refusal.code in catalogue]
    assert fitting, f"{refusal.code} has no sentence"
    if refusal.whole:
        assert any(all(blanks(text) <= refusal.details for text in texts.values()) for texts in fitting)


@pytest.mark.parametrize("kind", ["gate", "concept", "claim", "duty"])
def test_targets_of_every_kind_have_a_sentence(kind: str) -> None:
    assert f"unknown_{kind}" in RULE_SENTENCES  # rulebook.checks puts the code together


@pytest.mark.parametrize("code", RULE_SENTENCES)
def test_both_languages_say_the_same(code: str) -> None:
    found = RULE_SENTENCES[code]
    assert set(found) == {"en", "es"}
    assert blanks(found["en"]) == blanks(found["es"])
    assert all(text.endswith(".") for text in found.values())
    assert '"' not in found["es"]
    assert found["es"].count("«") == found["es"].count("»")


@pytest.mark.parametrize("code", RULE_SENTENCES)
def test_every_sentence_has_a_refusal(code: str) -> None:
    made = {"not_one_effect", "unknown_gate", "unknown_concept", "unknown_claim", "unknown_duty"}
    assert code in made | {refusal.code for refusal in FOUND}


def test_no_code_has_two_sentences() -> None:
    assert set(RULE_SENTENCES) & set(SENTENCES) == set()


def test_a_sentence_is_filled_with_its_details() -> None:
    listed = {"value": "x", "fact": "importer.role", "values": "controller, processor"}
    assert sentence(Problem("unknown_fact_value", None, listed), "es") == (
        "«x» no es un valor de importer.role; puede ser: controller, processor."
    )


def test_a_conflict_names_both_places() -> None:
    problem = Problem("duplicate_id", Place("b.yaml", 2, 1), {"id": "co.x"}, also=Place("a.yaml", 1, 1))
    assert sentence(problem, "es") == (
        "El identificador «co.x» ya está ocupado (aparece por primera vez en a.yaml:1:1)."
    )
