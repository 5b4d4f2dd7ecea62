"""Rulebooks that are wrong in one way each: every refusal names the right place and says what would be right.

Each pack lies over the base. Its `expected.txt` holds what the loader answers: code and place, the line with a mark
below it, and the sentence in both languages.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from overlay import BAD, PACKS, named, overlaid

import pa_dataflow
from pa_dataflow import Rulebook, RulebookError
from pa_dataflow.source.errors import Problem
from pa_dataflow.source.messages import SENTENCES
from pa_dataflow.source.rule_sentences import RULE_SENTENCES

Golden = Callable[[Path, str], None]
ALL_SENTENCES = {**SENTENCES, **RULE_SENTENCES}

# Files that nobody wants to keep: too long, or no text at all.
GENERATED = {
    "control_character": b"dates: {reform: 2025-01-01\x07}\n",
    "file_too_large": b"# " + b"x" * 1024 * 1024,
    "not_utf8": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "not_utf8_but_latin_1": 'gates:\n  xr.other: {asks: {en: "Why?", es: "¿Por qué?"}}\n'.encode("latin-1"),
    "too_deep": b"gates: " + b"[" * 40 + b"]" * 40,
    "too_many_problems": b"dates:\n" + b"  reform: 2025-01-01\n" * 200,
}
ELSEWHERE = ("no_rulebook",)  # a folder that isn't there
APPLIED = {"unknown_proposal": ("xr.bil",)}  # instead of the proposals that the pack holds
WIDTH = 118
PACKS_OF_REFUSALS = sorted({*named(BAD), *GENERATED, *ELSEWHERE})


def load(pack: str, root: Path) -> None:
    """Load the pack and apply its proposals."""
    if pack != "no_rulebook":
        overlaid(BAD / pack, root)
    if pack in GENERATED:
        (root / "ruritania" / "wrong.yaml").write_bytes(GENERATED[pack])
    rulebook = Rulebook.load(root)
    rulebook.with_proposals(*APPLIED.get(pack, rulebook.ruleset.proposals))


def told(problems: Iterable[Problem], root: Path) -> str:
    """Problems as the golden files show them; of very many only the first and the last."""
    listed = [_told(problem).replace(f"{root}/", "").replace(str(root), "rules") for problem in problems]
    if len(listed) > 10:
        listed = [listed[0], f"({len(listed) - 2} more)\n", listed[-1]]
    return "\n".join(listed)


def _told(problem: Problem) -> str:
    place = problem.place
    lines = [f"{problem.code} at {place or 'no place'}"]
    if place is not None and Path(place.file).is_file():
        written = Path(place.file).read_bytes().decode(errors="replace").splitlines()
        line = written[place.line - 1] if len(written) >= place.line else ""
        lines.append(f"  | {line[:WIDTH]}".rstrip())
        if place.column <= WIDTH:
            lines.append(f"  | {' ' * (place.column - 1)}^")
    lines += [f"  {problem.text(lang)}" for lang in ("en", "es")]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("pack", PACKS_OF_REFUSALS)
def test_a_bad_pack_is_refused_at_the_right_place(pack: str, tmp_path: Path, golden: Golden) -> None:
    root = tmp_path / "rules"
    with pytest.raises(RulebookError) as caught:
        load(pack, root)
    golden(BAD.relative_to(PACKS) / pack / "expected.txt", told(caught.value.problems, root))


@pytest.mark.parametrize("pack", PACKS_OF_REFUSALS)
def test_a_pack_is_named_after_a_refusal_that_it_shows(pack: str) -> None:
    assert pack.startswith(("several", *shown(BAD / pack / "expected.txt")))


def test_problems_come_in_the_order_of_their_places(tmp_path: Path) -> None:
    for pack in (pack for pack in named(BAD) if pack.startswith("several")):
        with pytest.raises(RulebookError) as caught:
            load(pack, tmp_path / pack)
        places = [problem.place for problem in caught.value.problems if problem.place]
        assert len({place.file for place in places}) == 3
        assert places == sorted(places)


def test_fifty_thousand_brackets_are_refused_like_forty_one(tmp_path: Path) -> None:
    root = overlaid(BAD / "too_deep", tmp_path / "rules")
    (root / "ruritania" / "wrong.yaml").write_bytes(b"[" * 50_000)
    with pytest.raises(RulebookError) as caught:
        Rulebook.load(root)
    assert [problem.code for problem in caught.value.problems] == ["too_deep"]


# Every refusal has a pack

SOURCE = Path(pa_dataflow.__file__).parent
MODULES = [file for part in ("rulebook", "source", "vocabulary") for file in (SOURCE / part).glob("*.py")]
RAISING = ("Problem", "ScalarError", "PydanticCustomError", "_wrong", "wrong", "_refuse")
# Codes for what no rulebook can get wrong: the test that shows them, and a piece of it.
SHOWN_BY = {
    "bad_form": ("source/test_scalars.py", "does not have the expected form"),
    "out_of_range": ("source/test_scalars.py", "is out of range"),
    "wrong_length": ("source/test_scalars.py", "The number of entries here"),
    "invalid_value": ("source/test_scalars.py", "is not valid here"),
    "unreadable": ("source/test_reader.py", '"unreadable"'),
    "fact_twice": ("vocabulary/test_transfer_errors.py", '"fact_twice"'),
    "not_a_scenario": ("vocabulary/test_transfer_errors.py", '"not_a_scenario"'),
}


def shown(file: Path) -> list[str]:
    """The codes in a golden file."""
    return [line.split(" at ")[0] for line in file.read_text().splitlines() if line[:1].isalpha()]


@cache
def shown_somewhere() -> set[str]:
    """The codes in all golden files."""
    return {code for file in BAD.glob("*/expected.txt") for code in shown(file)}


def raised(tree: ast.AST) -> Iterator[str]:
    """Every code that a module raises, puts together or mentions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from put_together(node)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "code":
            values = [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value]
            yield from (value.value for value in values if isinstance(value, ast.Constant))
    firsts = first_arguments(tree)
    yield from (first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str))
    keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in keys)
    yield from (node.value for node in constants if node.value in ALL_SENTENCES)


def put_together(function: ast.FunctionDef) -> Iterator[str]:
    """Codes such as f"unknown_{kind}", with any text of the function in place of the kind."""
    texts = [node.value for node in ast.walk(function) if isinstance(node, ast.Constant)]
    for first in first_arguments(function):
        if isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
            codes = (f"{first.values[0].value}{text}" for text in texts)
            yield from (code for code in codes if code in ALL_SENTENCES)


def first_arguments(tree: ast.AST) -> list[ast.expr]:
    """The first argument of every call that makes a problem."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return [call.args[0] for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in RAISING]


CODES = sorted({code for file in (*MODULES, SOURCE / "assessment" / "proofs.py")
                for code in raised(ast.parse(file.read_text()))})  # fmt: skip


def test_the_scan_finds_the_codes_of_every_part() -> None:
    assert {"anchor", "not_a_flag", "missing_key", "not_one_effect", "unknown_name", "unknown_claim", "cycle",
            "nothing_to_repeal", "fact_twice", "harmful_action", "no_rulebook"} <= {*CODES}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_has_a_pack_or_a_test(code: str) -> None:
    if code in SHOWN_BY:
        file, piece = SHOWN_BY[code]
        assert piece in (PACKS.parent / file).read_text()
    else:
        assert code in shown_somewhere()


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_has_a_sentence_in_both_languages(code: str) -> None:
    assert code in ALL_SENTENCES
    assert all(ALL_SENTENCES[code][lang].endswith(".") for lang in ("en", "es"))
