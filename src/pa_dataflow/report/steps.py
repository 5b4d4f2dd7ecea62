"""The part of an answer that tells people what to do: steps, other ways, and what they have to find out."""

from __future__ import annotations

from collections.abc import Sequence

from pa_dataflow.assessment.models import MissingFact, Path
from pa_dataflow.report.phrases import ended, joined, long_date, lowered
from pa_dataflow.report.sheet import Sheet
from pa_dataflow.report.words import count

MOST_OTHER_WAYS = 5
MOST_VALUES = 12
MOST_QUESTIONS = 8


def to_do(sheet: Sheet) -> None:
    """Write what to do: conditions, the lightest way step by step, the other ways in short, the safer steps."""
    answer, page = sheet.answer, sheet.page
    if not (answer.conditions or answer.paths or answer.safer or answer.would_make_prohibited):
        return
    page.heading(sheet.say("to_do"))
    if answer.conditions:
        page.text(sheet.say("conditions"), indent=2)
        for number, condition in enumerate(answer.conditions, 1):
            says = condition.says(sheet.lang)
            if condition.kind == "confirm_question":
                says = sheet.say("condition.confirm_question", says=says)
            page.text(ended(says), indent=2, mark=f"{number}. ", todo=True)
    if answer.paths:
        _way(sheet, answer.paths[0], "path.lightest")
        _others(sheet, answer.paths[1:])
    if answer.safer:
        _way(sheet, answer.safer[0], "path.safer")
    if answer.would_make_prohibited:
        page.gap()
        page.text(sheet.say("would_prohibit"), indent=2)
        page.items((one.says(sheet.lang) for one in answer.would_make_prohibited), indent=4)


def unknowns(sheet: Sheet) -> None:
    """Write the questions that are still open, the deciding ones first, and how to answer them in the file."""
    missing = sheet.answer.missing
    if not (missing.deciding or missing.refining):
        return
    sheet.page.heading(sheet.say("unknown"))
    first = 1
    for intro, facts in (("unknown.deciding", missing.deciding), ("unknown.refining", missing.refining)):
        if facts:
            if first > 1:
                sheet.page.gap()
            sheet.page.text(sheet.say(intro if len(facts) > 1 else f"{intro}_one"), indent=2)
            shown = facts[:MOST_QUESTIONS]
            for number, fact in enumerate(shown, first):
                _question(sheet, number, fact, helped=facts is missing.deciding)
            first += len(shown)
            if len(facts) > len(shown):
                others = ", ".join(fact.id for fact in facts[MOST_QUESTIONS:])
                sheet.page.text(sheet.say("unknown.more", n=len(facts) - len(shown), facts=others), indent=2)


def _way(sheet: Sheet, path: Path, code: str) -> None:
    page, lang = sheet.page, sheet.lang
    page.gap()
    page.text(sheet.say(code, cost=sheet.cost(path)), indent=2)
    for number, action in enumerate(path.actions, 1):
        mark = f"{number}. "
        page.text(ended(action.label(lang)), indent=2, mark=mark, style="bold", todo=True)
        page.text(action.how(lang), indent=2 + len(mark))
        if action.who != ["exporter"]:
            page.text(sheet.say("duty.who", who=sheet.who(action.who)), indent=2 + len(mark))
    if path.also_owed:
        page.text(sheet.say("path.also_owed"), indent=2)
        page.items((sheet.duty(duty) for duty in path.also_owed), indent=4)
    if path.assumes:
        page.text(sheet.say("path.assumes"), indent=2)
        page.items((one.says(lang) for one in path.assumes), indent=4)
    if path.hangs_on:
        page.text(sheet.say("path.hangs_on", who=sheet.who(path.hangs_on)), indent=2)
    if not path.holds_under_all_readings:
        page.text(sheet.say("path.one_reading"), indent=2)
    if path.waiting_days and path.works_on:
        days = joined((sheet.say("path.day", day=long_date(day, lang)) for day in path.works_on), lang)
        page.text(sheet.say("path.works_on", days=days), indent=2, style="dim")
    if path.stops_on:
        page.text(sheet.say("path.stops_on", day=long_date(path.stops_on, lang)), indent=2)


def _others(sheet: Sheet, paths: Sequence[Path]) -> None:
    page = sheet.page
    if paths:
        page.gap()
        page.text(sheet.say("path.others"), indent=2)
        for path in paths[:MOST_OTHER_WAYS]:
            page.text(f"{sheet.labels(path.actions)}{sheet.cost(path)}.", indent=2, mark="- ")
            if path.also_owed:
                owed = joined((lowered(sheet.duty(duty)) for duty in path.also_owed), sheet.lang)
                page.point(f"{sheet.say('path.also_owed')} {ended(owed)}", indent=4)
            if not path.holds_under_all_readings:
                page.point(sheet.say("path.one_reading"), indent=4)
        more = len(paths) - MOST_OTHER_WAYS
        if more > 0:
            page.more(count("path.more", more, sheet.lang), indent=4)
    if not sheet.answer.paths_complete and paths:
        page.more(sheet.say("path.incomplete"), indent=4)
    elif not sheet.answer.paths_complete:
        page.text(sheet.say("path.incomplete"), indent=2)


def _question(sheet: Sheet, number: int, fact: MissingFact, *, helped: bool) -> None:
    page = sheet.page
    mark = f"{number}. "
    inside = 2 + len(mark)
    page.text(fact.question(sheet.lang), indent=2, mark=mark, style="bold")
    if helped and fact.help is not None:
        page.text(fact.help(sheet.lang), indent=inside)
    if fact.kind == "question":
        page.text(sheet.say("unknown.question"), indent=inside)
        page.items((sheet.value(fact.id, reading) for reading in fact.values), indent=inside + 2)
        return
    kind = sheet.vocabulary.facts[fact.id].type if sheet.vocabulary and fact.id in sheet.vocabulary.facts else None
    if kind == "boolean" or (kind is None and set(fact.values) == {"true", "false"}):
        yes, no = sheet.say("yes"), sheet.say("no")
        page.text(sheet.say("unknown.write", fact=fact.id, example=f"true ({yes}) / false ({no})"), indent=inside)
    elif kind in ("number", "money", "country", "country_set") or not fact.values:
        example = sheet.say(f"example.{kind or 'number'}")
        page.text(sheet.say("unknown.write", fact=fact.id, example=example), indent=inside)
    else:
        page.text(sheet.say("unknown.write_set" if kind == "set" else "unknown.write_one", fact=fact.id), indent=inside)
        _values(sheet, fact, inside + 2)


def _values(sheet: Sheet, fact: MissingFact, indent: int) -> None:
    for value in fact.values[:MOST_VALUES]:
        label = sheet.value(fact.id, value)
        sheet.page.text(value if label == value else f"{value}: {label}", indent=indent, mark="- ")
    more = len(fact.values) - MOST_VALUES
    if more > 0:
        sheet.page.more(sheet.say("unknown.more_values", n=more, fact=fact.id), indent=indent)
