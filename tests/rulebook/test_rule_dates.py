"""Dates of law: months counted to the end of shorter months, named and relative dates, lives of instruments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruritania import Ruritania, rule, rules

from pa_dataflow import RulebookError
from pa_dataflow.rulebook.dates import BEGINNING, NO_END, NamedDates, Span, UnknownDate, months_after, union
from pa_dataflow.rulebook.models import Life, RelativeDate

Build = Callable[..., Ruritania]
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 1, 15), 1, date(2025, 2, 15)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 3, 31), 1, date(2025, 4, 30)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 2, 28), 1, date(2025, 3, 28)),
        (date(2025, 11, 30), 13, date(2026, 12, 30)),
        (date(2025, 6, 1), 0, date(2025, 6, 1)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(DAYS, st.integers(0, 240))
def test_months_later_lie_in_the_month_that_many_months_on(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


# Spans


def test_a_span_holds_its_first_day_and_not_its_end() -> None:
    span = Span(date(2025, 1, 1), date(2025, 2, 1))
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 1)]
    assert [day in span for day in days] == [False, True, True, False]


def test_a_span_without_dates_holds_every_day() -> None:
    assert date.min in Span()
    assert date(2999, 1, 1) in Span()
    assert Span().boundaries == set()


def test_spans_that_only_touch_do_not_overlap() -> None:
    first, second = Span(before=date(2025, 1, 1)), Span(date(2025, 1, 1))
    assert not first.overlaps(second)
    assert not second.overlaps(first)
    assert first.overlaps(Span(date(2024, 12, 31)))


NEAR = st.integers(1, 30).map(lambda day: date(2025, 1, day))
SPANS = st.tuples(NEAR, NEAR).map(lambda ends: Span(min(ends), max(ends) + timedelta(days=1)))


@given(SPANS, SPANS)
def test_spans_overlap_exactly_if_they_share_a_day(first: Span, second: Span) -> None:
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(40)]
    assert first.overlaps(second) == any(day in first and day in second for day in days)


@given(SPANS, st.lists(SPANS, max_size=4))
def test_a_span_is_covered_exactly_if_each_of_its_days_lies_in_another(span: Span, others: list[Span]) -> None:
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(40)]
    assert span.covered_by(others) == all(any(day in other for other in others) for day in days if day in span)


def test_the_union_reaches_from_the_first_start_to_the_last_end() -> None:
    spans = [Span(date(2020, 1, 1), date(2021, 1, 1)), Span(date(2019, 1, 1), date(2020, 6, 1))]
    assert union(spans) == Span(date(2019, 1, 1), date(2021, 1, 1))
    assert union([*spans, Span(date(2020, 1, 1))]).before == NO_END
    assert union([*spans, Span()]).start == BEGINNING


# Named and relative dates

NAMES = NamedDates(
    {
        "xr.dates.reform": date(2025, 1, 31),
        "xr.dates.grace": RelativeDate(months=1, after="reform"),
        "xr.dates.review": RelativeDate(years=1, months=1, days=3, after="grace"),
        "xg.dates.reform": date(2030, 1, 1),
        "xg.dates.after_theirs": RelativeDate(days=1, after="xr.dates.reform"),
        "xr.dates.hen": RelativeDate(days=21, after="egg"),
        "xr.dates.egg": RelativeDate(days=150, after="hen"),
    },
    {},
)


def test_a_name_means_the_date_of_its_own_folder() -> None:
    assert NAMES.day("$reform", "xr") == date(2025, 1, 31)
    assert NAMES.day("$reform", "xg") == date(2030, 1, 1)


def test_a_full_name_means_the_same_date_everywhere() -> None:
    assert NAMES.day("xr.dates.reform", "xg") == date(2025, 1, 31)


def test_a_date_means_itself() -> None:
    assert NAMES.day(date(2001, 2, 3), None) == date(2001, 2, 3)


def test_a_relative_date_is_counted_from_its_own_folders_date() -> None:
    assert NAMES.day("$grace", "xr") == date(2025, 2, 28)
    assert NAMES.day("xr.dates.grace", "xg") == date(2025, 2, 28)
    assert NAMES.day("$after_theirs", "xg") == date(2025, 2, 1)


def test_years_and_months_are_counted_before_days() -> None:
    assert NAMES.day("$review", "xr") == date(2026, 3, 31)


def test_what_a_proposal_sets_moves_everything_counted_from_it() -> None:
    moved = NamedDates({"xr.dates.reform": date(2025, 1, 31), "xr.dates.grace": RelativeDate(months=1, after="reform")},
                       {"xr.dates.reform": date(2026, 5, 15)})  # fmt: skip
    assert moved.day("$grace", "xr") == date(2026, 6, 15)


@pytest.mark.parametrize("name", ["$nothing", "xz.dates.reform", "$hen", "$egg"])
def test_a_date_nobody_wrote_or_counted_from_itself_is_unknown(name: str) -> None:
    with pytest.raises(UnknownDate):
        NAMES.day(name, "xr")


def test_a_life_has_open_ends_where_nothing_is_written() -> None:
    assert NAMES.span(Life(), "xr") == Span()
    assert NAMES.span(Life(**{"from": "$reform"}), "xr") == Span(date(2025, 1, 31))
    assert NAMES.span(Life(before="$grace"), "xr") == Span(before=date(2025, 2, 28))


# The life of a rule

DECREES = """\
dates: {reform: 2020-01-01}
instruments:
  xr-first:
    {title: {en: "First", es: "Primero"}, short: "First", kind: decree, confidence: primary,
     in_force: {from: 2012-01-01, before: $reform}}
  xr-second:
    {title: {en: "Second", es: "Segundo"}, short: "Second", kind: decree, confidence: primary,
     in_force: {from: $reform}}
"""


def life(law: Ruritania, name: str = "xr.tested") -> list[Span]:
    return [version.span for version in law.ruleset.rules() if version.id == name]


def test_a_rule_without_dates_lives_as_long_as_what_it_cites(ruritania: Build) -> None:
    law = ruritania(DECREES + rules(rule("tested", "closes: xr.export", cite="xr-first")))
    assert life(law) == [Span(date(2012, 1, 1), date(2020, 1, 1))]


def test_a_rule_may_live_through_one_instrument_after_another(ruritania: Build) -> None:
    text = rule("tested", "closes: xr.export", cite="xr-first").replace(
        "confidence: primary}]", 'confidence: primary}, {instrument: xr-second, at: "s. 1", confidence: primary}]'
    )
    assert life(ruritania(DECREES + rules(text))) == [Span(date(2012, 1, 1))]


def test_a_rule_that_writes_one_end_takes_the_other_from_what_it_cites(ruritania: Build) -> None:
    text = rule("tested", "closes: xr.export", cite="xr-first", extra="in_force: {from: 2015-01-01}")
    assert life(ruritania(DECREES + rules(text))) == [Span(date(2015, 1, 1), date(2020, 1, 1))]
    text = rule("tested", "closes: xr.export", cite="xr-first", extra="in_force: {before: 2015-01-01}")
    assert life(ruritania(DECREES + rules(text))) == [Span(date(2012, 1, 1), date(2015, 1, 1))]


def test_two_countries_may_each_have_a_reform(ruritania: Build) -> None:
    graustark = """\
country: {code: XG, prefix: xg, name: {en: "Graustark", es: "Graustark"}, currency: GGK,
          authority: {en: "Prince", es: "Príncipe"}, law_known_through: 2026-06-30}
concepts:
  xg.applies: {label: {en: "the law applies", es: "la ley se aplica"}}
  xg.sensitive_data: {label: {en: "sensitive data", es: "datos sensibles"}}
  xg.minors: {label: {en: "minors", es: "menores"}}
dates: {reform: 2024-04-04}
base_gates: [xg.export]
gates:
  xg.export: {asks: {en: "May the data leave?", es: "¿Pueden salir los datos?"}}
size: {classes: []}
rules:
  - id: xg.closed
    cite: [{instrument: xr-data-act, at: "s. 1", confidence: primary}]
    in_force: {from: $reform}
    checked: 2026-06-30
    closes: xg.export
    says: {en: "The border is closed.", es: "La frontera está cerrada."}
"""
    text = DECREES + rules(rule("tested", "closes: xr.export", extra="in_force: {from: $reform}"))
    law = ruritania(text, files={"graustark/law.yaml": graustark})
    assert life(law)[0].start == date(2020, 1, 1)
    assert life(law, "xg.closed")[0].start == date(2024, 4, 4)


def test_a_rule_may_not_live_on_a_day_on_which_nothing_it_cites_does(ruritania: Build) -> None:
    text = rule("tested", "closes: xr.export", cite="xr-first", extra="in_force: {before: 2020-01-02}")
    with pytest.raises(RulebookError, match=r"xr\.tested"):
        _ = ruritania(DECREES + rules(text)).ruleset
