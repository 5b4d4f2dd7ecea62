"""Listings of a rulebook: the rules in force on a day, and the facts that can be said of a transfer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pa_dataflow.report.layout import WIDTH, Page, cells, plain
from pa_dataflow.report.phrases import citations, long_date
from pa_dataflow.report.words import count, say
from pa_dataflow.rulebook.models import Citation
from pa_dataflow.rulebook.ruleset import AcceptanceEntry, CountryRules, RecognitionEntry, RuleSet, RuleVersion
from pa_dataflow.rulebook.wording import Wording
from pa_dataflow.source.errors import Place
from pa_dataflow.vocabulary.facts import Fact
from pa_dataflow.vocabulary.words import Language

_INDENT = 15
_TOPICS = {
    "defines": "list.concepts",
    "requires": "list.duties",
    "waives": "list.duties",
    "rejects": "list.claims",
}


class _Named:
    """A citation with the short name and the address of its instrument."""

    def __init__(self, citation: Citation, ruleset: RuleSet) -> None:
        instrument = ruleset.instruments[citation.instrument].model
        self.name = instrument.short
        self.url = instrument.url
        self.at = citation.at
        self.confidence = citation.confidence


def cited(cite: list[Citation], ruleset: RuleSet, lang: Language) -> str:
    """The citations in words."""
    return plain(citations([_Named(one, ruleset) for one in cite], lang))


def list_text(
    ruleset: RuleSet,
    day: date,
    lang: Language = "en",
    *,
    law: str | None = None,
    gate: str | None = None,
    effect: str | None = None,
    width: int = WIDTH,
    color: bool = False,
) -> str:
    """The rules in force on the day, by law and by gate or topic, each with its source and its place in the files.

    Parameters: ``law``, a country's code; ``gate``, an id; ``effect``, as written in rules. Each narrows the list.
    """
    page = Page(width, color)
    page.text(say("list.head", lang, day=long_date(day, lang)), style="bold")
    listed = 0
    for country in ruleset.countries.values():
        if law in (None, country.code):
            fitting = [rule for rule in country.rules if _fits(rule, day, gate, effect)]
            listed += len(fitting)
            lists = _lists(ruleset, country, day) if gate is None and effect is None else {}
            if fitting or lists:
                page.heading(say("list.law", lang, name=country.country.name(lang).upper()))
                for group, rules in _groups(country, fitting, lang):
                    page.text(group, indent=2, style="bold")
                    for rule in rules:
                        _line(page, say(f"effect.{rule.model.effect}", lang), rule.id,
                              cited(ruleset.alive(rule.model.cite, day), ruleset, lang), rule.place)  # fmt: skip
                for kind, entries in lists.items():
                    page.text(say(f"list.{kind}", lang), indent=2, style="bold")
                    for entry in entries:
                        _line(page, say(f"effect.{kind}", lang), entry.id, cited(entry.model.cite, ruleset, lang),
                              entry.place)  # fmt: skip
    if law is gate is effect is None:
        _proposals(page, ruleset, lang)
    page.gap()
    page.text(count("list.count", listed, lang) if listed else say("list.none", lang))
    return str(page)


def _proposals(page: Page, ruleset: RuleSet, lang: Language) -> None:
    """Write which proposals there are, and which of them are applied."""
    if ruleset.proposals:
        page.heading(say("list.proposals", lang))
        for name, file in sorted(ruleset.proposals.items()):
            applied = say("list.applied", lang) if name in ruleset.applied else ""
            page.text(f"{file.proposal.title(lang)} ({file.proposal.source}){applied}", indent=2, mark=f"{name}  ")


def facts_text(
    ruleset: RuleSet, lang: Language = "en", names: list[str] | None = None, *, width: int = WIDTH, color: bool = False
) -> str:
    """The vocabulary: with ``names`` all about those facts, else a line for each fact."""
    page = Page(width, color)
    facts = ruleset.vocabulary.facts
    if names is None:
        begun = ""
        for name, fact in sorted(facts.items()):
            group = name.partition(".")[0]
            if group != begun:
                page.gap()
                begun = group
            page.text(f"{fact.label(lang)} ({fact.type})", mark=f"{name}  ", mark_style="bold")
    else:
        for name in names:
            page.gap()
            fact_entry(page, ruleset, name, lang)
    return str(page)


def fact_entry(page: Page, ruleset: RuleSet, name: str, lang: Language) -> None:
    """Write all about one fact: question, help, type, values, and what counts if nobody says."""
    fact = ruleset.vocabulary.facts[name]
    page.text(f"{name}: {fact.label(lang)}", style="bold")
    kind = say(f"type.{fact.type}", lang)
    for code, text in (
        ("asks", fact.question(lang)),
        ("help", fact.help(lang)),
        ("type", say("type.open", lang, type=kind) if fact.open else kind),
    ):
        field(page, code, text, lang)
    _values(page, ruleset, fact, lang)
    presumed = ruleset.vocabulary.presumed.get(name)
    if presumed is not None:
        field(page, "presumed", Wording(ruleset).value(name, presumed)(lang), lang)
        if fact.assume is not None:
            field(page, "assumption", fact.assume(lang), lang)
        else:
            page.text(say("field.no_assumption", lang), indent=4)
    if fact.dpv is not None:
        field(page, "dpv", fact.dpv, lang)


def field(page: Page, code: str, text: str, lang: Language) -> None:
    """Write a field: its name, then its text hanging below."""
    page.text(f"{say(f'field.{code}', lang)}: {text}", indent=2)


def _values(page: Page, ruleset: RuleSet, fact: Fact, lang: Language) -> None:
    values = {**fact.values, **({"none": fact.none} if fact.none else {})}
    if fact.type in ("country", "country_set"):
        field(page, "values", say("values.countries", lang), lang)
    elif values:
        field(page, "values", "", lang)
    for value, label in values.items():
        page.text(label(lang), indent=4, mark=f"{value}: ", mark_style="bold")


def _fits(rule: RuleVersion, day: date, gate: str | None, effect: str | None) -> bool:
    model = rule.model
    return day in rule.span and effect in (None, model.effect) and (gate is None or gate in (model.closes, model.opens))


def _groups(law: CountryRules, rules: list[RuleVersion], lang: Language) -> Iterator[tuple[str, list[RuleVersion]]]:
    """The rules by gate, then by topic, each group with its heading."""
    for name, gate in law.gates.items():
        found = [rule for rule in rules if name in (rule.model.closes, rule.model.opens)]
        if found:
            yield f"{gate.model.asks(lang)} ({name})", sorted(found, key=lambda rule: rule.model.closes is None)
    for topic in dict.fromkeys(_TOPICS.values()):
        found = [rule for rule in rules if _TOPICS.get(rule.model.effect) == topic]
        if found:
            yield say(topic, lang), found


def _lists(ruleset: RuleSet, law: CountryRules, day: date) -> dict[str, list[RecognitionEntry] | list[AcceptanceEntry]]:
    """The recognitions and accepted schemes of the law on the day; a kind without any is left out."""
    recognised = [one for one in ruleset.recognition if one.model.by == law.code and day in one.span]
    accepted = [one for one in ruleset.accepted if one.model.by == law.code and day in one.span]
    found: dict[str, list[RecognitionEntry] | list[AcceptanceEntry]] = {"recognition": recognised, "accepted": accepted}
    return {kind: entries for kind, entries in found.items() if entries}


def _line(page: Page, effect: str, name: str, source: str, place: Place) -> None:
    """Write one rule, on one line if it fits, else with source and place below."""
    room = page.width - _INDENT
    where = f"{place.file}:{place.line}"
    below = f"{source} · {where}"
    lines = [f"{name} · {below}"] if cells(name) + cells(below) + 3 <= room else [name, below]
    if cells(lines[-1]) > room:
        lines[-1:] = [source, where]
    page.text(lines[0], indent=4, mark=f"{effect:<{_INDENT - 4}}")
    for line in lines[1:]:
        page.text(line, indent=_INDENT, style="dim")
