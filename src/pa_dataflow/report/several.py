"""Several answers: what they come to, the days of a scenario side by side, then each of them whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from pa_dataflow.assessment.models import Assessment
from pa_dataflow.report.layout import Page
from pa_dataflow.report.phrases import unended
from pa_dataflow.report.sheet import Sheet
from pa_dataflow.report.tally import Tally, tally
from pa_dataflow.report.text import write_answer, write_name
from pa_dataflow.report.words import SIGNS, say
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.vocabulary.words import Language

_DOUBT = "? "  # stands before gates of which it isn't known whether they are closed


def report(
    scenarios: Sequence[tuple[str, Sequence[Assessment]]],
    page: Callable[[], Page],
    lang: Language,
    ruleset: RuleSet | None = None,
) -> Iterator[str]:
    """Everything there is to read about these scenarios, part by part, each on a page of its own.

    Parameters: ``scenarios``, the name of each with its answers, one for each day; ``page``, what makes a new page.
    """
    begun = False
    for write in _parts(scenarios, lang, ruleset):
        part = page()
        if begun:
            part.rule()
        begun = True
        write(part)
        yield str(part)


def write_summary(page: Page, answers: Sequence[tuple[str, Assessment]], lang: Language) -> None:
    """Write what the answers to many scenarios come to, and a line for each scenario and day."""
    counted = tally(answers)
    page.title(say("summary", lang))
    found = (f"{SIGNS[outcome]} {say(outcome, lang)}: {number}" for outcome, number in counted.outcomes.items())
    size = say("summary.size", lang, scenarios=counted.scenarios, answers=counted.answers)
    page.text(f"{size} {' · '.join(found)}")
    page.gap()
    head = [say(f"column.{name}", lang) for name in ("day", "answer", "scenario", "first")]
    sheets = [(name, Sheet(page, answer, lang)) for name, answer in answers]
    page.table(head, [[str(sheet.answer.as_of), _cell(sheet), name, _first(sheet)] for name, sheet in sheets])
    if counted.stuck:
        _clearing(page, counted, lang)


def write_comparison(page: Page, answers: Sequence[Assessment], lang: Language, *, file: str = "") -> None:
    """Write the answers for the same transfer on several days side by side: date, answer, what stands in the way."""
    write_name(page, answers[0].title, file)
    page.title(say("compare", lang))
    sheets = [Sheet(page, answer, lang) for answer in answers]
    head = [say(f"column.{name}", lang) for name in ("day", "answer", "blocked")]
    page.table(head, [[str(sheet.answer.as_of), _cell(sheet), " · ".join(_blocked(sheet))] for sheet in sheets])


def _parts(
    scenarios: Sequence[tuple[str, Sequence[Assessment]]], lang: Language, ruleset: RuleSet | None
) -> Iterator[Callable[[Page], None]]:
    if len(scenarios) > 1:
        every = [(name, answer) for name, answers in scenarios for answer in answers]
        yield partial(write_summary, answers=every, lang=lang)
    for name, answers in scenarios:
        if len(answers) > 1:
            yield partial(write_comparison, answers=answers, lang=lang, file=name)
        for answer in answers:
            yield partial(write_answer, assessment=answer, lang=lang, ruleset=ruleset, file=name)


def _clearing(page: Page, counted: Tally, lang: Language) -> None:
    """Write the single steps that would clear most of the answers that say no."""
    page.heading(say("clearing", lang))
    if counted.clearing:
        page.text(say("clearing.intro", lang, n=counted.stuck))
        page.gap()
        head = [say("column.cleared", lang), say("column.step", lang)]
        of = partial(say, "clearing.of", lang, all=counted.stuck)
        page.table(head, [[of(n=one.answers), unended(one.label(lang))] for one in counted.clearing])
    else:
        page.text(say("clearing.none", lang, n=counted.stuck))
    if not counted.complete:
        page.gap()
        page.text(say("path.incomplete", lang))


def _first(sheet: Sheet) -> str:
    """The first thing to do, or else what stands in the way, and how much more there is of it."""
    answer, lang = sheet.answer, sheet.lang
    todo = [action.label(lang) for action in answer.paths[0].actions] if answer.paths else []
    todo = todo or [one.says(lang) for one in answer.conditions] or _blocked(sheet)
    if len(todo) < 2:
        return "".join(map(unended, todo))
    return sheet.say("and_more", first=unended(todo[0]), n=len(todo) - 1)


def _blocked(sheet: Sheet) -> list[str]:
    """What the closed gates ask, first those that nothing opens; then those of which nobody knows yet, so marked."""
    every = (gate for law in sheet.answer.laws for gate in law.gates)
    gates = sorted(every, key=lambda gate: gate.curable is not False)
    signs = (("closed", ""), ("unknown", _DOUBT))
    return [sign + gate.asks(sheet.lang) for status, sign in signs for gate in gates if gate.status == status]


def _cell(sheet: Sheet) -> str:
    answer = sheet.answer
    word = f"{SIGNS[answer.outcome]} {sheet.say(answer.outcome)}"
    return sheet.say("cell.contested", outcome=word) if answer.certainty == "contested" else word
