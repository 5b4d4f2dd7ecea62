"""What a scenario or a transfer can get wrong: each mistake is told where it stands, with what would be right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pa_dataflow import Rulebook, Transfer, TransferError
from pa_dataflow.source.errors import Place, Problem

BASE = Path(__file__).parents[1] / "packs" / "base"
DAY = date(2026, 6, 1)


@cache
def rulebook() -> Rulebook:
    return Rulebook.load(BASE)


def refused(call: Callable[..., object], *arguments: Any) -> list[Problem]:
    with pytest.raises(TransferError) as caught:
        call(*arguments)
    return list(caught.value.problems)


def problems(scenario: str) -> list[Problem]:
    """What the rulebook says about a scenario of the right shape."""
    transfer = Transfer.from_text(scenario, "shop.yaml")
    found = refused(rulebook().check, transfer)
    assert refused(rulebook().assess, transfer, DAY) == found
    return found


def problem(scenario: str) -> Problem:
    (found,) = problems(scenario)
    return found


def unshaped(scenario: str | bytes) -> Problem:
    (found,) = refused(Transfer.from_text, scenario, "shop.yaml")
    return found


def at(line: int, column: int) -> Place:
    return Place("shop.yaml", line, column)


# The shape of a scenario


@pytest.mark.parametrize("text", ["just a sentence", "- exporter: {country: XR}", "[]", "'{}'"])
def test_a_scenario_is_a_group_of_keys(text: str) -> None:
    found = unshaped(text)
    assert (found.code, found.place) == ("not_a_scenario", at(1, 1))
    assert "exporter, importer and data" in found.text("en")


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty_document"), ("a: [", "syntax"), ("a: 1\n---\nb: 2", "second_document"), (b"\xff", "not_utf8")],
)
def test_what_is_no_document_is_no_scenario(text: str | bytes, code: str) -> None:
    assert unshaped(text).code == code


def test_a_fact_may_be_written_nested_or_with_dots_but_not_both() -> None:
    found = unshaped("exporter:\n  country: XR\nexporter.country: XG\n")
    assert (found.code, found.place, found.also) == ("fact_twice", at(3, 1), at(2, 3))
    assert found.text() == 'The fact "exporter.country" is written twice (first written at shop.yaml:2:3).'


def test_two_facts_written_twice_are_both_told() -> None:
    text = "a: {b: 1, c: 2}\na.b: 3\na.c: 4\n"
    assert [found.place for found in refused(Transfer.from_text, text, "shop.yaml")] == [at(2, 1), at(3, 1)]


def test_a_fact_that_python_gives_twice_is_refused_too() -> None:
    (found,) = refused(Transfer.of, {"exporter": {"country": "XR"}, "exporter.country": "XR"})
    assert (found.code, found.place) == ("fact_twice", None)


@pytest.mark.parametrize(
    ("written", "code", "suggestion"),
    [
        ("2026-02-29", "impossible_date", "2026-02-28"),
        ("31/12/2026", "not_a_date", "2026-12-31"),
        ("1/2/2026", "not_a_date", None),
        ("today", "not_a_date", None),
        ("{day: 1}", "not_a_date", None),
    ],
)
def test_the_day_of_a_scenario_is_a_day(written: str, code: str, suggestion: str | None) -> None:
    found = unshaped(f"title: a shop\nas_of: {written}\n")
    assert (found.code, found.place, found.suggestion) == (code, at(2, 8), suggestion)


def test_every_wrong_day_of_a_list_is_told() -> None:
    found = refused(Transfer.from_text, "as_of: [2026-01-01, soon, 2026-13-01]\n", "shop.yaml")
    assert [(one.code, one.place) for one in found] == [("not_a_date", at(1, 21)), ("impossible_date", at(1, 27))]


def test_wrong_days_and_facts_written_twice_are_told_together() -> None:
    found = refused(Transfer.from_text, "a: {b: 1}\na.b: 2\nas_of: soon\n", "shop.yaml")
    assert [one.code for one in found] == ["fact_twice", "not_a_date"]


def test_a_file_that_is_not_there_is_told() -> None:
    (found,) = refused(Transfer.from_file, "nowhere/shop.yaml")
    assert (found.code, found.place) == ("unreadable", Place("nowhere/shop.yaml", 1, 1))


# Names and values, which the rulebook checks


@pytest.mark.parametrize(
    ("scenario", "place", "suggestion"),
    [
        ("exporter: {cuntry: XR}", at(1, 12), "exporter.country"),
        ("exporter.sale: 5 RRK", at(1, 1), "exporter.sales"),
        ("colour: blue", at(1, 1), None),
    ],
)
def test_an_unknown_fact_is_shown_with_the_one_that_was_meant(
    scenario: str, place: Place, suggestion: str | None
) -> None:
    found = problem(scenario)
    assert (found.code, found.place, found.suggestion) == ("unknown_fact", place, suggestion)


@pytest.mark.parametrize(
    ("scenario", "code", "place", "suggestion"),
    [
        ("importer: {role: procesor}", "unknown_fact_value", at(1, 18), "processor"),
        ("importer: {role: [controller]}", "not_one_value", at(1, 18), None),
        ("importer: {country: Zembla}", "unknown_country", at(1, 21), "XZ"),
        ("importer: {country: xz}", "unknown_country", at(1, 21), "XZ"),
        ("importer: {country: none}", "unknown_country", at(1, 21), None),
        ("data: {kinds: name}", "fact_takes_a_list", at(1, 15), "[name]"),
        ("data: {kinds: [name, fone]}", "unknown_fact_value", at(1, 22), "phone"),
        ("data: {kinds: [[name]]}", "not_one_value", at(1, 16), None),
        ("exporter: {branches: [XG, Ruritania]}", "unknown_country", at(1, 27), "XR"),
        ("consent: {act: clik}", "unknown_fact_value", at(1, 16), "click"),
        ("contract: {signed: yes}", "not_a_flag", at(1, 20), "true"),
        ("contract: {signed: NO}", "not_a_flag", at(1, 20), "false"),
        ('contract: {signed: "true"}', "quoted_flag", at(1, 20), None),
        ("exporter: {sales: 350000}", "not_an_amount", at(1, 19), None),
        ("exporter: {sales: RRK 5}", "not_an_amount", at(1, 19), "5 RRK"),
        ("exporter: {sales: 1.500 RRK}", "ambiguous_number", at(1, 19), None),
        ("exporter: {workers: 12:30}", "not_a_number", at(1, 21), None),
        ("exporter: {workers: few}", "not_a_number", at(1, 21), None),
        ("exporter: {workers: 1e99}", "number_too_long", at(1, 21), None),
    ],
)
def test_a_value_that_does_not_fit_is_told_where_it_stands(
    scenario: str, code: str, place: Place, suggestion: str | None
) -> None:
    found = problem(scenario)
    assert (found.code, found.place, found.suggestion) == (code, place, suggestion)
    for lang in ("en", "es"):
        assert not found.text(lang).startswith(code)


def test_all_mistakes_are_told_at_once_in_the_order_of_their_places() -> None:
    found = problems("importer: {role: boss}\nexporter: {workers: few, colour: red}\ndata: {kinds: name}\n")
    assert [(one.code, one.place) for one in found] == [
        ("unknown_fact_value", at(1, 18)),
        ("not_a_number", at(2, 21)),
        ("unknown_fact", at(2, 26)),
        ("fact_takes_a_list", at(3, 15)),
    ]


def test_an_error_reads_like_a_compiler_message() -> None:
    with pytest.raises(TransferError) as caught:
        rulebook().check(Transfer.from_text("exporter: {cuntry: XR}", "shop.yaml"))
    assert str(caught.value) == (
        'shop.yaml:1:12: There is no fact called "exporter.cuntry". Did you mean "exporter.country"?'
    )


def test_a_mistake_in_python_values_has_no_place_but_is_told() -> None:
    (found,) = refused(rulebook().check, Transfer.of({"importer": {"role": "boss"}}))
    assert (found.code, found.place) == ("unknown_fact_value", None)


@pytest.mark.parametrize(
    "facts",
    [
        {"contract.signed": 1},
        {"contract.signed": 1.0},
        {"contract.signed": "yes"},
        {"contract.signed": None},
        {"exporter.workers": True},
        {"exporter.workers": float("nan")},
        {"exporter.sales": Decimal(5)},
        {"exporter.sales": ("5", "RRK", "x")},
        {"data.kinds": "name"},
        {"data.kinds": {"name": True}},
        {"importer.role": ["controller"]},
        {"importer.role": 3},
        {"importer.country": DAY},
        {"importer.country": datetime(2026, 6, 1)},  # noqa: DTZ001
    ],
)
def test_python_values_of_the_wrong_type_are_refused_by_decide_and_assess_alike(facts: Mapping[str, Any]) -> None:
    transfer = Transfer.of({"exporter.country": "XR", **facts})
    assert refused(rulebook().assess, transfer, DAY)
    assert [one.code for one in refused(rulebook().check, transfer)] != []


def test_decide_refuses_what_it_uses() -> None:
    for scenario in ("contract: {signed: yes}", 'contract: {signed: "true"}', "exporter: {country: Ruritania}"):
        transfer = Transfer.from_text(scenario, "shop.yaml")
        assert refused(rulebook().decide, transfer, DAY) == refused(rulebook().assess, transfer, DAY)


def test_decide_refuses_unknown_facts_as_well() -> None:
    transfer = Transfer.from_text("exporter: {country: XR}\ncolour: red\n", "shop.yaml")
    assert [one.code for one in refused(rulebook().decide, transfer, DAY)] == ["unknown_fact"]


# What is no mistake


@pytest.mark.parametrize(
    "scenario",
    [
        "{}",
        "title: only a title",
        "exporter: {country: none}",
        "data: {kinds: []}",
        "data: {kinds: unknown}",
        "contract: {signed: unknown}",
        "exporter: {sales: unknown, workers: unknown}",
        "importer: {country: unknown}",
        "exporter: {workers: 010}",
        "exporter: {workers: 1e3}",
        "exporter: {sales: 0.00 RRK}",
    ],
)
def test_these_are_fine(scenario: str) -> None:
    transfer = Transfer.from_text(scenario)
    rulebook().check(transfer)
    assert rulebook().decide(transfer, DAY).outcome == rulebook().assess(transfer, DAY).outcome
