"""Dates, lists, amounts, countries and citations as people say them."""

from __future__ import annotations

from datetime import date

import pytest
from made_answers import cited, ruleset

from pa_dataflow.report import phrases
from pa_dataflow.report.layout import Link, plain
from pa_dataflow.vocabulary.words import Language


def test_dates_are_written_out() -> None:
    assert phrases.long_date(date(2026, 12, 1), "es") == "1 de diciembre de 2026"
    assert phrases.long_date(date(2026, 12, 1), "en") == "1 December 2026"


@pytest.mark.parametrize(
    ("items", "either", "expected"),
    [
        ([], False, ""),
        (["uno"], False, "uno"),
        (["uno", "dos"], False, "uno y dos"),
        (["uno", "dos", "tres"], False, "uno, dos y tres"),
        (["padre", "hijo"], False, "padre e hijo"),
        (["agua", "hielo"], False, "agua y hielo"),
        (["uno", "otro"], True, "uno u otro"),
        (["«sí»", "«no»"], True, "«sí» o «no»"),
    ],
)
def test_lists_in_spanish_mind_the_sound_that_follows(items: list[str], either: bool, expected: str) -> None:
    assert phrases.joined(items, "es", either=either) == expected


def test_lists_in_english() -> None:
    assert phrases.joined(["a", "b", "c"], "en") == "a, b and c"
    assert phrases.joined(["a", "b"], "en", either=True) == "a or b"


@pytest.mark.parametrize(
    ("hours", "english", "spanish"),
    [
        (0.02, "5 minutes", "unos 5 minutos"),
        (0.5, "30 minutes", "unos 30 minutos"),
        (0.99, "1 hour", "cerca de 1 hora"),
        (1, "1 hour", "cerca de 1 hora"),
        (1.4, "1.5 hours", "cerca de 1 hora y media"),
        (2, "2 hours", "unas 2 horas"),
        (7.6, "7.5 hours", "unas 7 horas y media"),
        (40, "40 hours", "unas 40 horas"),
    ],
)
def test_working_time_is_rounded(hours: float, english: str, spanish: str) -> None:
    assert phrases.working_time(hours, "en") == english
    assert phrases.working_time(hours, "es") == spanish


@pytest.mark.parametrize(
    ("number", "english", "spanish"),
    [("2000", "2000", "2000"), ("100000", "100,000", "100\u00a0000"), ("12345.5", "12,345.5", "12\u00a0345.5")],
)
def test_thousands_are_set_apart_without_doubt(number: str, english: str, spanish: str) -> None:
    assert phrases.figure(number, "en") == english
    assert phrases.figure(number, "es") == spanish


@pytest.mark.parametrize(
    ("exporter", "importer", "lang", "expected"),
    [
        ("CO", "CL", "es", "de Colombia a Chile"),
        ("CO", "CL", "en", "from Colombia to Chile"),
        ("none", "CL", "es", "directamente de la persona a un destinatario en Chile"),
        ("XX", None, "es", "de XX a un país que no se indica"),
        (None, "CL", "en", "from a country that is not stated to Chile"),
    ],
)
def test_routes(exporter: str | None, importer: str | None, lang: Language, expected: str) -> None:
    assert phrases.route(exporter, importer, lang, ruleset().vocabulary.countries) == expected


def test_citations_say_how_well_they_were_read() -> None:
    found = phrases.citations([cited(), cited(name="DUR 1074", at="art. 1", confidence="recall")], "es")
    assert plain(found) == "Ley 1581, art. 26 [texto leído]; DUR 1074, art. 1 [de memoria, sin comprobar]"


def test_citations_lead_to_the_address_of_what_they_cite() -> None:
    first, _, _, second, _ = phrases.citations([cited(), cited(name="DUR 1074", url=None)], "es")
    assert first == Link("Ley 1581, art. 26", cited().url or "")
    assert second == "DUR 1074, art. 26"


@pytest.mark.parametrize(("text", "lowered"), [("Firme esto", "firme esto"), ("SIC: avise", "SIC: avise"), ("A", "A")])
def test_words_that_move_into_a_sentence_lose_their_capital(text: str, lowered: str) -> None:
    assert phrases.lowered(text) == lowered


def test_hashes_are_cut() -> None:
    assert phrases.short_hash("sha256:0123456789abcdef") == "0123456789ab"
