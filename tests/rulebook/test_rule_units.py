"""Units of account, measures and sizes: what a threshold is in money on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from ruritania import DAY, Ruritania, rule, rules

from pa_dataflow.rulebook.conditions import Threshold
from pa_dataflow.rulebook.models import Unit
from pa_dataflow.rulebook.units import UnitValues

Build = Callable[..., Ruritania]

CROWN = Unit.model_validate(
    {
        "label": {"en": "crown", "es": "corona"},
        "currency": "RRK",
        # Out of order on purpose.
        "values": [{"from": "2025-01-01", "amount": "120.5"}, {"from": "2024-01-01", "amount": "100"}],
        "cite": [],
    }
)
UNITS = UnitValues({"xr.crown": CROWN})
BOTH = ("year_of_figures", "year_of_assessment")


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), Decimal(100)),
        (date(2024, 12, 31), Decimal(100)),
        (date(2025, 1, 1), Decimal("120.5")),
        (date(2099, 1, 1), Decimal("120.5")),
    ],
)
def test_a_unit_is_worth_its_last_value_known_by_the_day(day: date, amount: Decimal | None) -> None:
    assert UNITS.amount("xr.crown", day) == amount


def test_a_unit_changes_on_the_first_days_of_its_values() -> None:
    assert UNITS.boundaries("xr.crown") == {date(2024, 1, 1), date(2025, 1, 1)}


def test_a_threshold_in_units_is_the_exact_product() -> None:
    threshold = Threshold(Decimal("0.1"), "xr.crown")
    assert UNITS.limits(threshold, "RRK", date(2025, 6, 1)) == [Decimal("12.05")]


def test_a_threshold_in_units_of_another_currency_has_no_limit() -> None:
    assert UNITS.limits(Threshold(Decimal(1), "xr.crown"), "GGK", DAY) == []


def test_a_threshold_in_money_is_its_own_limit_and_only_in_its_currency() -> None:
    assert UNITS.limits(Threshold(Decimal(5), "RRK"), "RRK", DAY) == [Decimal(5)]
    assert UNITS.limits(Threshold(Decimal(5), "RRK"), "GGK", DAY) == []


def test_the_year_of_the_figures_is_the_one_before_and_counts_at_its_end() -> None:
    threshold = Threshold(Decimal(1), "xr.crown", ("year_of_figures",))
    assert UNITS.limits(threshold, "RRK", date(2025, 6, 1)) == [Decimal(100)]
    assert UNITS.limits(threshold, "RRK", date(2026, 6, 1)) == [Decimal("120.5")]


def test_where_it_is_open_which_year_counts_there_are_two_limits() -> None:
    threshold = Threshold(Decimal(1), "xr.crown", BOTH)
    assert UNITS.limits(threshold, "RRK", date(2025, 6, 1)) == [Decimal(100), Decimal("120.5")]


# In a rulebook

CROWNS = """\
units:
  crown:
    label: {en: "crown", es: "corona"}
    currency: RRK
    values: [{from: 2024-01-01, amount: 100}, {from: 2025-01-01, amount: 120}]
    cite: [{instrument: xr-data-act, at: "annex", confidence: primary}]
"""


def test_a_day_before_the_first_value_makes_the_comparison_unknown(ruritania: Build) -> None:
    law = ruritania(CROWNS + rules(rule("t", "defines: xr.minors", "{exporter.sales: {at_most: {crown: 1}}}")))
    facts = {"exporter.sales": "50 RRK"}
    days = [date(2023, 12, 31), date(2024, 1, 1)]
    assert [law.value("xr.minors", facts, day) for day in days] == [None, True]


def test_the_same_law_compares_with_the_value_of_each_day(ruritania: Build) -> None:
    law = ruritania(CROWNS + rules(rule("t", "defines: xr.minors", "{exporter.sales: {more_than: {crown: 1}}}")))
    facts = {"exporter.sales": "110 RRK"}
    assert law.value("xr.minors", facts, date(2024, 6, 1)) is True
    assert law.value("xr.minors", facts, date(2025, 6, 1)) is False


SIZES = """\
size:
  classes:
    - {class: micro, when: {exporter.sales: {at_most: {crown: 1}}},
       cite: [{instrument: xr-data-act, at: "s. 2", confidence: primary}]}
    - {class: medium, when: {exporter.sales: {at_most: {crown: 2}}},
       cite: [{instrument: xr-data-act, at: "s. 2", confidence: primary}]}
  otherwise: large
  unit_year: [year_of_figures, year_of_assessment]
"""


def sizes(law: Ruritania, day: date, **facts: str) -> dict[str, bool | None]:
    given = {f"exporter.{name}": value for name, value in facts.items()}
    return {size: law.value(f"xr.size={size}", given, day) for size in ("micro", "small", "medium", "large")}


@pytest.mark.parametrize(
    ("sales", "size"), [("100 RRK", "micro"), ("120.01 RRK", "medium"), ("200 RRK", "medium"), ("241 RRK", "large")]
)
def test_the_first_class_that_fits_under_both_years_counts(ruritania: Build, sales: str, size: str) -> None:
    found = sizes(ruritania(CROWNS + SIZES, without=("ruritania/size.yaml",)), date(2025, 6, 1), sales=sales)
    assert found == {name: name == size for name in found}


def test_between_the_two_years_a_class_is_unknown_and_the_rest_are_not(ruritania: Build) -> None:
    law = ruritania(CROWNS + SIZES, without=("ruritania/size.yaml",))
    found = sizes(law, date(2025, 6, 1), sales="110 RRK")
    assert found == {"micro": None, "small": False, "medium": None, "large": False}


def test_if_one_of_the_two_years_has_no_value_the_class_is_unknown(ruritania: Build) -> None:
    law = ruritania(CROWNS + SIZES, without=("ruritania/size.yaml",))
    assert sizes(law, date(2024, 6, 1), sales="50 RRK")["micro"] is None


def test_once_the_unit_rests_both_years_agree(ruritania: Build) -> None:
    law = ruritania(CROWNS + SIZES, without=("ruritania/size.yaml",))
    assert sizes(law, date(2026, 6, 1), sales="110 RRK")["micro"] is True


def test_a_stated_size_counts_whatever_the_figures_say(ruritania: Build) -> None:
    law = ruritania(CROWNS + SIZES, without=("ruritania/size.yaml",))
    found = sizes(law, date(2025, 6, 1), size="small", sales="1000 RRK")
    assert found == {"micro": False, "small": True, "medium": False, "large": False}


def test_without_figures_every_class_that_may_fit_is_unknown(ruritania: Build) -> None:
    law = ruritania(CROWNS + SIZES, without=("ruritania/size.yaml",))
    assert sizes(law, DAY) == {"micro": None, "small": False, "medium": None, "large": None}


def test_a_list_without_classes_has_only_what_it_says_otherwise(ruritania: Build) -> None:
    law = ruritania("size: {classes: [], otherwise: small}\n", without=("ruritania/size.yaml",))
    assert sizes(law, DAY) == {"micro": False, "small": True, "medium": False, "large": False}


# Measures

SCORE = """\
measures:
  xr.score:
    label: {en: "score", es: "puntaje"}
    sum: [{fact: exporter.workers, times: 0.10}, {fact: exporter.sales, times: 0.90, per: 1000000}]
    cite: [{instrument: xr-data-act, at: "s. 2", confidence: primary}]
"""


@pytest.fixture
def low(ruritania: Build) -> Callable[..., bool | None]:
    """Whether the score is at most 4.6."""
    law = ruritania(SCORE + rules(rule("t", "defines: xr.minors", "{xr.score: {at_most: 4.6}}")))
    return lambda **facts: law.value("xr.minors", {f"exporter.{name}": value for name, value in facts.items()})


@pytest.mark.parametrize(
    ("workers", "sales"), [("19", "3000000 RRK"), ("28", "2000000 RRK"), ("37", "1000000 RRK"), ("46", "0 RRK")]
)
def test_a_sum_that_meets_the_limit_exactly_is_not_above_it(
    low: Callable[..., bool | None], workers: str, sales: str
) -> None:
    assert low(workers=workers, sales=sales) is True
    assert low(workers=f"{workers}.00001", sales=sales) is False


@pytest.mark.parametrize(
    "facts",
    [{}, {"workers": "1"}, {"sales": "1 RRK"}, {"workers": "unknown", "sales": "1 RRK"},
     {"workers": "1", "sales": "1 GGK"}],
)  # fmt: skip
def test_a_sum_with_an_unknown_or_foreign_part_is_unknown(low: Callable[..., bool | None], facts: dict) -> None:
    assert low(**facts) is None
