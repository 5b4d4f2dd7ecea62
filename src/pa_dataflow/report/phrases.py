"""Small pieces of sentences: dates, lists, amounts of time and money, countries, citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from pa_dataflow.report.layout import Link
from pa_dataflow.report.words import say
from pa_dataflow.vocabulary.words import Language, Words

_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
}  # fmt: skip
_HASH = 12
_WITH_ARTICLE = re.compile(r"United .*|Netherlands|Philippines|Bahamas|Maldives|.* (Republic|Islands|Territories)")


class Cited(Protocol):
    """What a citation shows: the instrument's short name and address, the place in it, how well it was read."""

    @property
    def name(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    @property
    def url(self) -> str | None: ...


def long_date(day: date, lang: Language) -> str:
    """The day as people say it: 1 de diciembre de 2026."""
    month = _MONTHS[lang][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if lang == "es" else f"{day.day} {month} {day.year}"


def joined(items: Iterable[str], lang: Language, *, either: bool = False) -> str:
    """The items as a list in a sentence, joined by «y» or, for alternatives, by «o»."""
    listed = list(items)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {_conjunction(listed[-1], lang, either)} {listed[-1]}"


def quoted(text: str, lang: Language) -> str:
    """The text in the quotation marks of the language."""
    return f"«{text}»" if lang == "es" else f'"{text}"'


def ended(text: str) -> str:
    """The text as a sentence, with a full stop unless it has an end already."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def unended(text: str) -> str:
    """The text without the full stop at its end, to go on after it."""
    return text.removesuffix(".")


def lowered(text: str) -> str:
    """The text to stand inside a sentence: its first word without the capital, unless it is an acronym."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def raised(text: str) -> str:
    """The text to begin a sentence."""
    return text[:1].upper() + text[1:]


def working_time(hours: float, lang: Language) -> str:
    """Hours of work, in round words."""
    minutes = max(5, round(hours * 12) * 5)
    if minutes < 60:
        return say("minutes", lang, n=minutes)
    halves = round(hours * 2)
    whole, half = divmod(halves, 2)
    if whole == 1:
        return say("hours_one_half" if half else "hours_one", lang)
    return say("hours_half" if half else "hours_many", lang, n=whole)


def figure(number: str, lang: Language) -> str:
    """A number with its thousands set apart, in the way that can't be mistaken for decimals."""
    whole, point, decimals = number.partition(".")
    if len(whole) > 4 and whole.isdigit():
        groups = f"{int(whole):,}"
        whole = groups.replace(",", "\u00a0") if lang == "es" else groups
    return whole + point + decimals


def country(code: str | None, lang: Language, countries: Mapping[str, Words]) -> str:
    """The country's name as it stands in a sentence, or its code where there is no name."""
    if code is None:
        return say("route.nowhere", lang)
    name = countries[code](lang) if code in countries else code
    return f"the {name}" if lang == "en" and _WITH_ARTICLE.fullmatch(name) else name


def route(exporter: str | None, importer: str | None, lang: Language, countries: Mapping[str, Words]) -> str:
    """From where to where, also where nobody exports or a country is not stated."""
    goal = country(importer, lang, countries)
    if exporter == "none":
        return say("route.direct", lang, importer=goal)
    return say("route", lang, exporter=country(exporter, lang, countries), importer=goal)


def citations(cited: Sequence[Cited], lang: Language) -> tuple[str | Link, ...]:
    """The provisions, each with how well it was read: Data Act, s. 7 [texto leído]."""
    parts: list[str | Link] = []
    for one in cited:
        name = f"{one.name}, {one.at}"
        parts += ["; "] if parts else []
        parts += [Link(name, one.url) if one.url else name, f" [{say(one.confidence, lang)}]"]
    return tuple(parts)


def short_hash(digest: str) -> str:
    """The first characters of a hash, enough for people to tell two apart."""
    return digest.rpartition(":")[2][:_HASH]


def _conjunction(following: str, lang: Language, either: bool) -> str:
    if lang == "en":
        return "or" if either else "and"
    sound = following.lstrip("«").lower()
    if either:
        return "u" if sound.startswith(("o", "ho")) else "o"
    return "e" if sound.startswith(("i", "hi", "í")) and not sound.startswith("hie") else "y"
