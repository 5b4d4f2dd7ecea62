"""An answer for people: first what a shopkeeper needs, then the reasons, then what it was made from."""

from __future__ import annotations

from pa_dataflow.assessment.models import Assessment, Outcome
from pa_dataflow.report import details, steps
from pa_dataflow.report.layout import WIDTH, Page, Style
from pa_dataflow.report.phrases import ended, long_date, lowered, quoted, route, short_hash
from pa_dataflow.report.reasons import why
from pa_dataflow.report.sheet import Sheet
from pa_dataflow.report.words import SIGNS
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.vocabulary.words import Language

_SECTIONS = (
    steps.to_do,
    steps.unknowns,
    why,
    details.duties,
    details.rejected,
    details.disputes,
    details.presumed,
    details.changes,
    details.announced,
    details.exposure,
)


def answer_text(
    assessment: Assessment,
    lang: Language = "en",
    *,
    width: int = WIDTH,
    color: bool = False,
    ruleset: RuleSet | None = None,
    file: str = "",
) -> str:
    """The whole answer as text that fits the width; see `write_answer`."""
    page = Page(width, color)
    write_answer(page, assessment, lang, ruleset=ruleset, file=file)
    return str(page)


def write_answer(
    page: Page, assessment: Assessment, lang: Language, *, ruleset: RuleSet | None = None, file: str = ""
) -> None:
    """Write the whole answer onto a page of any kind.

    Parameters: ``ruleset``, for the names of countries, values and readings; ``file``, the scenario's file.
    """
    sheet = Sheet(page, assessment, lang, ruleset)
    _head(sheet, file)
    for section in _SECTIONS:
        section(sheet)
    stamp(sheet)


def stamp(sheet: Sheet) -> None:
    """Write what stands under every answer: the law known, rulebook, proposals, receipt, and that this is no advice."""
    answer, page, lang = sheet.answer, sheet.page, sheet.lang
    book = {"version": answer.rulebook.version, "hash": short_hash(answer.rulebook.hash)}
    page.gap()
    if answer.law_known_through is not None:
        page.text(sheet.say("stamp.law", day=long_date(answer.law_known_through, lang), **book), style="dim")
    else:
        page.text(sheet.say("stamp.rules", **book), style="dim")
    if answer.rulebook.proposals:
        page.text(sheet.say("stamp.proposals", names=", ".join(answer.rulebook.proposals)))
    else:
        page.text(sheet.say("stamp.no_proposals"), style="dim")
    receipt = answer.receipt
    hashes = {"transfer": short_hash(receipt.transfer), "answer": short_hash(receipt.answer)}
    page.text(sheet.say("stamp.receipt", engine=receipt.engine_version, **hashes), style="dim")
    page.text(answer.disclaimer(lang))


def _head(sheet: Sheet, file: str) -> None:
    answer, page, lang = sheet.answer, sheet.page, sheet.lang
    write_name(page, answer.title, file)
    word = ended(sheet.say(answer.outcome))
    page.verdict(SIGNS[answer.outcome], word, _sentence(sheet), style=_style(answer.outcome))
    if answer.outcome is Outcome.UNDETERMINED and len(answer.range) > 1:
        page.text(sheet.say("answer.range", outcomes=sheet.outcomes(answer.range)))
    _certainty(sheet)
    for warning in answer.warnings:
        if warning.code == "no_law_reaches" and answer.outcome is Outcome.NOT_APPLICABLE:
            continue  # that is what the answer says already
        page.text(sheet.say("attention", text=warning.says(lang)), style="yellow")
    assumed = [one for one in answer.presumed if one.assumption]
    if assumed:
        page.gap()
        page.text(sheet.say("assumptions"))
        for one in assumed:
            reason = one.reason or one.label
            page.text(f"{ended(reason(lang))} ({one.fact})", indent=2, mark="- ")


def write_name(page: Page, title: str, file: str) -> None:
    """Write which scenario this is."""
    name = " · ".join(dict.fromkeys(part for part in (title, file) if part))
    if name:
        page.text(name, style="dim")
        page.gap()


def _sentence(sheet: Sheet) -> str:
    answer = sheet.answer
    code = f"answer.{answer.outcome}"
    if answer.outcome is Outcome.ACTION_REQUIRED and not answer.paths:
        code = "answer.action_required_without_path"
    kinds = {condition.kind for condition in answer.conditions}
    if answer.outcome is Outcome.PERMITTED_WITH_CONDITIONS and kinds == {"confirm_question"}:
        code = "answer.permitted_with_doubt"
    way = route(answer.exporter, answer.importer, sheet.lang, sheet.countries)
    return sheet.say(code, day=long_date(answer.as_of, sheet.lang), route=way)


def _certainty(sheet: Sheet) -> None:
    answer, page, lang = sheet.answer, sheet.page, sheet.lang
    if answer.certainty == "contested":
        others = [
            sheet.say("contested.reading", asks=question.asks(lang), says=quoted(reading.says(lang), lang),
                      source=reading.source, outcome=sheet.outcome(reading.outcome))
            for question in answer.contested
            for reading in question.readings
            if reading.outcome is not answer.outcome and reading.reading != question.prevailing
        ]  # fmt: skip
        page.text(sheet.say("contested" if others else "contested.below"), style="yellow")
        page.items(others, indent=2)
        if answer.safer:
            page.text(sheet.say("safer", steps=lowered(sheet.labels(answer.safer[0].actions))))
    known = {warning.code for warning in answer.warnings}
    if answer.certainty == "beyond_known_law" and "beyond_known_law" not in known and answer.law_known_through:
        page.text(sheet.say("beyond_known_law", day=long_date(answer.law_known_through, lang)), style="yellow")


def _style(outcome: Outcome) -> Style:
    may = outcome.may_go_ahead
    return "yellow" if may is None else "green" if may else "red"
