"""Conditions: what each operator says about known, unknown and empty facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import chain, combinations
from typing import Any

import pytest
from ruritania import DAY, Ruritania, rule, rules

from pa_dataflow import RulebookError

Build = Callable[..., Ruritania]
Holds = Callable[..., bool | None]

LIST = """\
recognition:
  - {id: xr.graustark, by: XR, of: XG, as: adequacy, in_force: {from: 2024-01-01, before: 2025-01-01},
     cite: [{instrument: xr-data-act, at: "list", confidence: primary}], says: {en: "Yes.", es: "Sí."}}
  - {id: xr.league, by: XR, of: [mountain_league], as: trust, in_force: {from: 2010-01-01},
     cite: [{instrument: xr-data-act, at: "list", confidence: primary}], says: {en: "Yes.", es: "Sí."}}
safe_harbours:
  clauses: {label: {en: "clauses", es: "cláusulas"}, uses: {contract.clauses: {any_of: [model_clauses]}}}
accepted:
  - {id: xr.accepts, by: XR, scheme: clauses, in_force: {from: 2024-01-01}, scope: {importer.role: processor},
     cite: [{instrument: xr-data-act, at: "s. 1", confidence: primary}], says: {en: "Yes.", es: "Sí."}}
questions:
  xr.q.what:
    asks: {en: "What?", es: "¿Qué?"}
    readings:
      this: {says: {en: "This.", es: "Esto."}, source: "x"}
      that: {says: {en: "That.", es: "Eso."}, source: "y"}
"""


@pytest.fixture
def holds(ruritania: Build) -> Holds:
    """Whether a condition holds for the facts: True, False or None for unknown."""

    def value(condition: str, facts: dict[str, Any], day: date = DAY, readings: Any = None) -> bool | None:
        tested = rule("tested", "defines: xr.minors", condition)
        return ruritania(LIST + rules(tested)).value("xr.minors", facts, day, readings=readings)

    return value


# One value


@pytest.mark.parametrize(
    ("condition", "role", "expected"),
    [
        ("{importer.role: controller}", "controller", True),
        ("{importer.role: controller}", "processor", False),
        ("{importer.role: {in: [controller]}}", "processor", False),
        ("{importer.role: {in: [controller, processor]}}", "processor", True),
        ("{not: {importer.role: controller}}", "processor", True),
        ("{importer.role: controller}", "unknown", None),
        ("{not: {importer.role: controller}}", "unknown", None),
    ],
)
def test_a_choice_is_one_of_the_values(holds: Holds, condition: str, role: str, expected: bool | None) -> None:
    assert holds(condition, {"importer.role": role}) is expected


def test_what_nobody_said_is_unknown(holds: Holds) -> None:
    assert holds("{importer.role: controller}", {}) is None
    assert holds("{contract.signed: true}", {}) is None
    assert holds("{contract.signed: false}", {}) is None
    assert holds("{data.kinds: {any_of: [name]}}", {}) is None
    assert holds("{exporter.workers: {at_least: 1}}", {}) is None


@pytest.mark.parametrize(("wanted", "said", "expected"), [
    ("true", True, True), ("true", False, False), ("false", False, True), ("false", True, False),
    ("false", "unknown", None),
])  # fmt: skip
def test_a_boolean_is_true_or_false(holds: Holds, wanted: str, said: object, expected: bool | None) -> None:
    assert holds(f"{{contract.signed: {wanted}}}", {"contract.signed": said}) is expected


@pytest.mark.parametrize(
    ("condition", "country", "expected"),
    [
        ("{importer.country: XG}", "XG", True),
        ("{importer.country: XG}", "XS", False),
        ("{importer.country: {in: [XG, XS]}}", "XS", True),
        ("{importer.country: {in: [XG, XS]}}", "XZ", False),
        ("{exporter.country: none}", "none", True),
    ],
)
def test_a_country_is_one_of_the_countries(holds: Holds, condition: str, country: str, expected: bool) -> None:
    assert holds(condition, {condition.strip("{").split(":")[0]: country}) is expected


# Steps

STEPS = ["none", "spoken", "click", "signed"]


@pytest.mark.parametrize("said", STEPS)
@pytest.mark.parametrize("wanted", STEPS)
def test_at_least_a_step_is_that_step_or_a_later_one(holds: Holds, wanted: str, said: str) -> None:
    reached = STEPS.index(said) >= STEPS.index(wanted)
    assert holds(f"{{consent.act: {{at_least: {wanted}}}}}", {"consent.act": said}) is reached


@pytest.mark.parametrize("said", STEPS)
@pytest.mark.parametrize("wanted", STEPS)
def test_a_step_by_itself_is_exactly_that_step(holds: Holds, wanted: str, said: str) -> None:
    assert holds(f"{{consent.act: {wanted}}}", {"consent.act": said}) is (said == wanted)


@pytest.mark.parametrize("said", STEPS)
def test_several_steps_are_any_of_them(holds: Holds, said: str) -> None:
    assert holds("{consent.act: {in: [none, click]}}", {"consent.act": said}) is (said in ("none", "click"))


def test_at_least_the_first_step_holds_even_if_nothing_is_known(holds: Holds) -> None:
    assert holds("{consent.act: {at_least: none}}", {"consent.act": "unknown"}) is True
    assert holds("{consent.act: {at_least: spoken}}", {"consent.act": "unknown"}) is None


# Sets

CLAUSES = ["model_clauses", "old_clauses", "own_clauses"]
SUBSETS = [list(chosen) for chosen in chain.from_iterable(combinations(CLAUSES, size) for size in range(4))]


@pytest.mark.parametrize("said", SUBSETS, ids="+".join)
@pytest.mark.parametrize("wanted", SUBSETS[1:], ids="+".join)
def test_any_of_all_of_and_only_compare_sets(ruritania: Build, wanted: list[str], said: list[str]) -> None:
    listed = f"[{', '.join(wanted)}]"
    operators = {"minors": "any_of", "sensitive_data": "all_of"}
    texts = [rule(name, f"defines: xr.{name}", f"{{contract.clauses: {{{operator}: {listed}}}}}")
             for name, operator in operators.items()]  # fmt: skip
    texts.append(rule("only", "defines: xr.only", f"{{contract.clauses: {{only: {listed}}}}}"))
    law = ruritania('concepts: {xr.only: {label: {en: "only", es: "solo"}}}\n' + rules(*texts))
    facts = {"contract.clauses": said, "data.kinds": []}
    assert law.value("xr.minors", facts) is bool(set(wanted) & set(said))
    assert law.value("xr.sensitive_data", facts) is (set(wanted) <= set(said))
    assert law.value("xr.only", facts) is (set(said) <= set(wanted))


@pytest.mark.parametrize(("said", "expected"), [([], True), (["own_clauses"], False), ("unknown", None)])
def test_only_the_empty_set_means_that_there_is_none(holds: Holds, said: object, expected: bool | None) -> None:
    assert holds("{contract.clauses: {only: []}}", {"contract.clauses": said}) is expected


def test_a_stated_set_is_complete(holds: Holds) -> None:
    assert holds("{contract.clauses: {any_of: [old_clauses]}}", {"contract.clauses": ["own_clauses"]}) is False


def test_sets_of_countries_compare_like_sets(holds: Holds) -> None:
    assert holds("{exporter.branches: {any_of: [XG, XS]}}", {"exporter.branches": ["XS"]}) is True
    assert holds("{exporter.branches: {only: [XG]}}", {"exporter.branches": ["XG", "XS"]}) is False
    assert holds("{exporter.branches: {all_of: [XG, XS]}}", {"exporter.branches": ["XS", "XG", "XZ"]}) is True


# Numbers

COMPARED = {"at_least": lambda number: number >= 10, "more_than": lambda number: number > 10,
            "at_most": lambda number: number <= 10, "less_than": lambda number: number < 10}  # fmt: skip


@pytest.mark.parametrize("said", ["9", "9.999999999999999999", "10", "10.0", "10.000000000000000001", "11", "-10"])
@pytest.mark.parametrize("operator", COMPARED)
def test_numbers_are_compared_exactly(holds: Holds, operator: str, said: str) -> None:
    expected = COMPARED[operator](Decimal(said))
    assert holds(f"{{exporter.workers: {{{operator}: 10}}}}", {"exporter.workers": said}) is expected


def test_money_is_compared_in_its_currency(holds: Holds) -> None:
    condition = '{exporter.sales: {at_most: "100.50 RRK"}}'
    assert holds(condition, {"exporter.sales": "100.50 RRK"}) is True
    assert holds(condition, {"exporter.sales": "100.51 RRK"}) is False
    assert holds(condition, {"exporter.sales": "1 GGK"}) is None


# Together


@pytest.mark.parametrize("first", [True, False, "unknown"])
@pytest.mark.parametrize("second", [True, False, "unknown"])
def test_all_any_and_not_follow_three_valued_logic(holds: Holds, first: object, second: object) -> None:
    parts = "[{contract.signed: true}, {importer.role: controller}]"
    roles = {True: "controller", False: "processor", "unknown": "unknown"}
    facts = {"contract.signed": first, "importer.role": roles[second]}
    values = [None if value == "unknown" else value for value in (first, second)]
    both = False if False in values else None if None in values else True
    either = True if True in values else None if None in values else False
    assert holds(f"{{all: {parts}}}", facts) is both
    assert holds(f"{{any: {parts}}}", facts) is either
    assert holds(f"{{not: {{all: {parts}}}}}", facts) is (None if both is None else not both)
    assert holds(f"{{not: {{any: {parts}}}}}", facts) is (None if either is None else not either)


def test_a_rule_without_a_condition_always_holds(holds: Holds) -> None:
    assert holds("", {}) is True


# Concepts, sizes, lists, schemes, readings


def test_a_concept_holds_or_does_not(holds: Holds) -> None:
    assert holds("{xr.sensitive_data: true}", {"data.kinds": ["health"]}) is True
    assert holds("{xr.sensitive_data: false}", {"data.kinds": ["health"]}) is False
    assert holds("{xr.sensitive_data: false}", {"data.kinds": ["name"]}) is True
    assert holds("{xr.sensitive_data: true}", {}) is None


def test_a_concept_that_no_rule_defines_does_not_hold(ruritania: Build) -> None:
    law = ruritania()
    assert law.value("xr.minors", {}) is False


def test_law_means_the_law_of_the_folder(holds: Holds) -> None:
    assert holds("{law.sensitive_data: true}", {"data.kinds": ["health"]}) is True
    assert holds("{law.applies: true}", {"exporter.country": "XG"}) is False


def test_a_size_is_that_of_the_figures_unless_stated(holds: Holds) -> None:
    assert holds("{xr.size: micro}", {"exporter.workers": "10"}) is True
    assert holds("{xr.size: micro}", {"exporter.workers": "11"}) is False
    assert holds("{xr.size: {in: [small, large]}}", {"exporter.workers": "11"}) is True
    assert holds("{xr.size: micro}", {}) is None
    assert holds("{xr.size: small}", {"exporter.size": "small", "exporter.workers": "11"}) is True


def test_a_recognition_counts_from_its_first_day_to_the_day_before_its_end(holds: Holds) -> None:
    condition, facts = "{recognised: {by: XR, as: adequacy}}", {"importer.country": "XG"}
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [holds(condition, facts, day) for day in days] == [False, True, True, False]


def test_a_dated_recognition_is_that_of_its_day(holds: Holds) -> None:
    condition = "{recognised: {by: XR, as: adequacy, dated: 2024-06-01}}"
    assert holds(condition, {"importer.country": "XG"}, date(2020, 1, 1)) is True
    assert holds(condition, {"importer.country": "XS"}, date(2024, 6, 1)) is False
    condition = "{recognised: {by: XR, as: adequacy, dated: 2025-01-01}}"
    assert holds(condition, {"importer.country": "XG"}, date(2024, 6, 1)) is False


def test_one_kind_of_recognition_is_not_another(holds: Holds) -> None:
    assert holds("{recognised: {by: XR, as: trust}}", {"importer.country": "XS"}) is True
    assert holds("{recognised: {by: XR, as: adequacy}}", {"importer.country": "XS"}, date(2024, 6, 1)) is False


def test_whose_country_is_unknown_may_be_recognised_or_not(holds: Holds) -> None:
    assert holds("{recognised: {by: XR, as: trust}}", {}) is None


def test_a_scheme_counts_if_accepted_used_and_within_the_scope(holds: Holds) -> None:
    condition = "{accepted: {by: XR, scheme: clauses}}"
    used = {"contract.clauses": ["model_clauses"], "importer.role": "processor"}
    assert holds(condition, used) is True
    assert holds(condition, used, date(2023, 12, 31)) is False
    assert holds(condition, {**used, "contract.clauses": []}) is False
    assert holds(condition, {**used, "importer.role": "controller"}) is False
    assert holds(condition, {"contract.clauses": ["model_clauses"]}) is None


def test_a_scheme_that_only_another_country_accepts_does_not_count(holds: Holds) -> None:
    used = {"contract.clauses": ["model_clauses"], "importer.role": "processor"}
    assert holds("{accepted: {by: XG, scheme: clauses}}", used) is False


def test_a_reading_is_unknown_until_one_is_taken(holds: Holds) -> None:
    condition = "{reading: {xr.q.what: this}}"
    assert holds(condition, {}) is None
    assert holds(condition, {}, readings={"xr.q.what": "this"}) is True
    assert holds(condition, {}, readings={"xr.q.what": "that"}) is False


# YAML 1.1 has no say


def test_norway_and_on_stay_names(ruritania: Build) -> None:
    countries = 'countries: {NO: {en: "Norway", es: "Noruega"}, ON: {en: "Onland", es: "Onlandia"}}\n'
    tested = rules(rule("tested", "defines: xr.minors", "{importer.country: {in: [NO, ON]}}"))
    law = ruritania(countries + tested)
    assert law.value("xr.minors", {"importer.country": "NO"}) is True
    assert law.value("xr.minors", {"importer.country": "ON"}) is True
    assert law.value("xr.minors", {"importer.country": "XG"}) is False


@pytest.mark.parametrize(("written", "number"), [("010", 10), ("1e3", 1000), ("1.0", 1), ("+5", 5)])
def test_numbers_mean_what_they_look_like(holds: Holds, written: str, number: int) -> None:
    condition = f"{{exporter.workers: {{at_least: {written}}}}}"
    assert holds(condition, {"exporter.workers": number}) is True
    assert holds(condition, {"exporter.workers": number - 1}) is False


@pytest.mark.parametrize("written", ["12:30", "0x1F", "1_000", ".nan", ".inf", "yes", "~"])
def test_what_is_no_decimal_number_is_refused(holds: Holds, written: str) -> None:
    with pytest.raises(RulebookError, match="is not a number"):
        holds(f"{{exporter.workers: {{at_least: {written}}}}}", {})
