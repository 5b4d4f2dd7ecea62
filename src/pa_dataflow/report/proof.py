"""The proof of an answer as a tree in text: from the outcome down to the facts, or only what concerns one id."""

from __future__ import annotations

from collections.abc import Iterator

from pa_dataflow.assessment.models import Assessment, ProofNode
from pa_dataflow.report.layout import WIDTH, Page, Style
from pa_dataflow.report.phrases import long_date
from pa_dataflow.report.sheet import Sheet
from pa_dataflow.report.text import stamp
from pa_dataflow.report.words import say
from pa_dataflow.vocabulary.words import Language

_SIGNS: dict[bool | None, str] = {True: "✓", False: "✗", None: "?"}
_STYLES: dict[bool | None, Style] = {True: "green", False: "red", None: "yellow"}
_ORIGINS = {"stated": "stated", "presumed": "presumed_fact", "derived": "derived", "unknown": "unknown_fact"}
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
    _node(page, tree, lang, 0, set())
    page.gap()
    page.text(say("proof.legend", lang), style="dim")
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


def _node(page: Page, node: ProofNode, lang: Language, depth: int, shown: set[tuple[str, str, bool | None]]) -> None:
    text = node.says(lang)
    origin = _ORIGINS.get(node.origin or "")
    if origin is not None and node.kind == "fact":
        value = f": {node.value(lang)}" if node.value is not None and node.value(lang) != text else ""
        text += f" [{say(origin, lang)}{value}]"
    if node.id is not None:
        text += f" · {node.id}"
    again = False
    if node.id is not None and node.because:
        key = (node.kind, node.id, node.holds)
        again = key in shown
        shown.add(key)
    if again:
        text += f" ({say('proof.above', lang)})"
    indent = _STEP * min(depth, _DEEPEST)
    page.text(text, indent=indent, mark=f"{_SIGNS[node.holds]} ", mark_style=_STYLES[node.holds])
    if not again:
        for below in node.because:
            _node(page, below, lang, depth + 1, shown)
