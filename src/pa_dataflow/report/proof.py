"""The proof of an answer as a tree in text: from the outcome down to the facts, or only what concerns one id."""

from __future__ import annotations

from collections.abc import Iterator

from pa_dataflow.assessment.models import Assessment, ProofNode
from pa_dataflow.report.layout import WIDTH, Page, Style
from pa_dataflow.report.phrases import long_date, raised
from pa_dataflow.report.sheet import Sheet
from pa_dataflow.report.text import stamp
from pa_dataflow.report.words import say
from pa_dataflow.vocabulary.words import Language

_SIGNS: dict[bool | None, str] = {True: "✓", False: "✗", None: "?"}
_STYLES: dict[bool | None, Style] = {True: "green", False: "red", None: "yellow"}
_ORIGINS = {"stated": "stated", "presumed": "presumed_fact", "derived": "derived", "unknown": "unknown_fact"}
_LEGEND = (("✓", "proof.holds"), ("✗", "proof.fails"), ("?", "gate.unknown"))
_STEP = 2
_DEEPEST = 18  # below that the indent stays, so that lines keep some room


def proof_text(
    assessment: Assessment, lang: Language = "en", of: str | None = None, *, width: int = WIDTH, color: bool = False
) -> str:
    """The proof as a tree, or only the branches that lead to the id ``of``, with all that stands below it.

    Raises KeyError if the proof doesn't speak of the id.
    """
    page = Page(width, color)
    title = assessment.title or say(assessment.outcome, lang)
    page.text(say("proof", lang, title=title, day=long_date(assessment.as_of, lang)), style="bold")
    tree = assessment.proof
    if of is not None:
        page.text(say("proof.part", lang, id=of))
        found = part(tree, of)
        if found is None:
            raise KeyError(of)
        tree = found
    page.gap()
    sheet = Sheet(page, assessment, lang)
    _node(sheet, tree, 0, set())
    page.gap()
    legend = (f"{sign} {say(code, lang)}" for sign, code in _LEGEND)
    page.text("   ".join(legend), style="dim")
    stamp(sheet)
    return str(page)


def absent_text(assessment: Assessment, lang: Language, of: str, *, width: int = WIDTH, color: bool = False) -> str:
    """What stands in place of a proof that doesn't speak of the id."""
    page = Page(width, color)
    page.text(say("proof.absent", lang, id=of))
    stamp(Sheet(page, assessment, lang))
    return str(page)


def part(tree: ProofNode, of: str) -> ProofNode | None:
    """The tree cut down to the branches that lead to the id, or None if it stands nowhere in it."""
    if tree.id == of:
        return tree
    kept = [found for node in tree.because if (found := part(node, of)) is not None]
    return tree.model_copy(update={"because": kept}) if kept else None


def ids(tree: ProofNode) -> Iterator[str]:
    """Every id in the tree."""
    if tree.id is not None:
        yield tree.id
    for node in tree.because:
        yield from ids(node)


def _node(sheet: Sheet, node: ProofNode, depth: int, shown: set[tuple[str, str, bool | None]]) -> None:
    page, lang = sheet.page, sheet.lang
    text = _text(sheet, node)
    if node.id is not None:
        text += f" · {node.id}"
    again = False
    if node.id is not None and node.because:
        key = (node.says(lang), node.id, node.holds)
        again = key in shown
        shown.add(key)
    if again:
        text += f" ({say('proof.above', lang)})"
    indent = _STEP * min(depth, _DEEPEST)
    given = node.kind == "fact" and node.holds is None and node.origin in ("stated", "presumed")
    sign = "·" if given else _SIGNS[node.holds]
    page.text(text, indent=indent, mark=f"{sign} ", mark_style=_STYLES[node.holds])
    if not again:
        for below in node.because:
            _node(sheet, below, depth + 1, shown)


def _text(sheet: Sheet, node: ProofNode) -> str:
    """What the step says, with where a fact comes from and what it was given as."""
    text = node.says(sheet.lang)
    gate = sheet.answer.gate(node.id) if node.kind == "gate" and node.id else None
    if gate is not None:
        return f"{gate.asks(sheet.lang)} {raised(sheet.say(f'gate.{gate.status}'))}."
    if node.kind != "fact" or node.origin is None:
        return text
    given = "" if node.value is None else _given(text, node.value(sheet.lang))
    return f"{text} [{sheet.say(_ORIGINS[node.origin])}{given}]"


def _given(asked: str, given: str) -> str:
    """The value a fact was given, without the label it shares with what is asked; nothing if both are the same."""
    if asked == given:
        return ""
    pairs = enumerate(zip(f"{asked}: ", given, strict=False))
    differs = next((at for at, (one, other) in pairs if one != other), len(asked) + 2)
    label = given.rfind(": ", 0, differs)
    return f": {given[label + 2 :]}" if label >= 0 else f": {given[differs:].removeprefix(': ')}"
