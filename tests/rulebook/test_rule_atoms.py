"""Binding a transfer: what is known of it, presumed for it, and unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from ruritania import DAY, Ruritania, rule, rules

from pa_dataflow import Transfer
from pa_dataflow.vocabulary.facts import Money

Build = Callable[..., Ruritania]

MENTIONING_ALL = rules(
    rule("a", "defines: xr.minors", "{consent.act: {at_least: click}}"),
    rule("b", "defines: xr.minors", "{importer.role: controller}"),
    rule("c", "defines: xr.minors", "{exporter.branches: {any_of: [XG]}}"),
    rule("d", "defines: xr.minors", '{exporter.sales: {at_least: "100 RRK"}}'),
    rule("e", "defines: xr.minors", '{exporter.sales: {more_than: "100 RRK"}}'),
    rule("f", "defines: xr.minors", '{exporter.sales: {at_most: "5 GGK"}}'),
    rule("g", "defines: xr.minors", "{exporter.workers: {at_least: 7}}"),
    rule("h", "defines: xr.minors", "{contract.clauses: {only: [own_clauses]}}"),
)


@pytest.fixture
def known(ruritania: Build) -> Callable[..., dict[str, bool | None]]:
    """What is known of the symbols that begin with a word, for the facts given."""
    law = ruritania(MENTIONING_ALL)

    def found(start: str, facts: dict[str, Any], *, strict: bool = False) -> dict[str, bool | None]:
        table, bound = law.atoms.table, law.bind(facts, strict=strict)
        return {name: table.value(name, bound.known) for name in list(table.names) if name.startswith(start)}

    return found


Known = Callable[..., dict[str, bool | None]]


# Values


def test_an_ordered_fact_reaches_every_step_up_to_its_value(known: Known) -> None:
    assert known("consent.act", {"consent.act": "click"}) == {
        "consent.act>=spoken": True,
        "consent.act>=click": True,
        "consent.act>=signed": False,
    }


def test_a_choice_is_its_value_and_no_other(known: Known) -> None:
    assert known("importer.role", {"importer.role": "controller"}) == {"importer.role=controller": True}
    assert known("importer.role", {"importer.role": "processor"}) == {"importer.role=controller": False}


def test_a_set_has_its_members_and_no_others(known: Known) -> None:
    assert known("contract.clauses", {"contract.clauses": ["old_clauses"]}) == {
        "contract.clauses:model_clauses": False,
        "contract.clauses:old_clauses": True,
        "contract.clauses:own_clauses": False,
    }


def test_a_number_is_compared_with_every_threshold_of_its_currency(known: Known) -> None:
    assert known("exporter.sales", {"exporter.sales": "100 RRK"}) == {
        "exporter.sales>=100 RRK": True,
        "exporter.sales>100 RRK": False,
        "exporter.sales>5 GGK": None,
    }
    assert known("exporter.sales", {"exporter.sales": "6 GGK"}) == {
        "exporter.sales>=100 RRK": None,
        "exporter.sales>100 RRK": None,
        "exporter.sales>5 GGK": True,
    }


def test_python_values_mean_the_same_as_written_ones(known: Known) -> None:
    for name, written, value in (
        ("exporter.sales", "100 RRK", Money(Decimal(100), "RRK")),
        ("exporter.workers", "7", 7),
        ("exporter.workers", "7", Decimal("7.0")),
        ("contract.signed", "true", True),
        ("exporter.branches", ["XG"], frozenset({"XG"})),
    ):
        assert known(name, {name: written}) == known(name, {name: value})


def test_only_what_some_condition_mentions_has_a_symbol(ruritania: Build) -> None:
    assert "contract.clauses:own_clauses" not in ruritania().atoms.table
    assert "contract.clauses:own_clauses" in ruritania(MENTIONING_ALL).atoms.table


def test_a_fact_that_no_condition_mentions_changes_nothing(ruritania: Build) -> None:
    law = ruritania()
    assert law.bind({"contract.clauses": ["own_clauses"]}).known == law.bind({}).known


# The unknown


@pytest.mark.parametrize(
    "name",
    ["contract.signed", "importer.role", "exporter.branches", "exporter.sales", "exporter.workers", "consent.act",
     "contract.clauses", "importer.country"],
)  # fmt: skip
def test_unknown_is_a_value_of_every_fact_and_settles_nothing(known: Known, name: str) -> None:
    found = known(name, {name: "unknown"})
    assert found
    assert set(found.values()) == {None}


def test_unknown_is_no_value_that_was_stated(ruritania: Build) -> None:
    bound = ruritania(MENTIONING_ALL).bind({"importer.role": "unknown", "contract.signed": True})
    assert bound.values == {"contract.signed": True}


def test_a_fact_nobody_stated_settles_nothing(known: Known) -> None:
    assert known("importer.role", {}) == {"importer.role=controller": None}


# Presumptions


def test_what_was_not_said_is_presumed(ruritania: Build) -> None:
    bound = ruritania(MENTIONING_ALL).bind({"importer.role": "controller"})
    assert bound.presumed == {
        "claims": frozenset(),
        "consent.act": "none",
        "exporter.branches": frozenset(),
        "exporter.size": "from_figures",
        "filings": frozenset(),
    }


def test_a_presumption_counts_like_a_statement(known: Known) -> None:
    assert known("consent.act", {}) == known("consent.act", {"consent.act": "none"})
    assert known("exporter.branches", {}) == {"exporter.branches:XG": False}


def test_a_statement_beats_a_presumption(ruritania: Build, known: Known) -> None:
    assert known("exporter.branches", {"exporter.branches": ["XG"]}) == {"exporter.branches:XG": True}
    assert "exporter.branches" not in ruritania().bind({"exporter.branches": ["XG"]}).presumed


def test_saying_unknown_beats_a_presumption_too(ruritania: Build, known: Known) -> None:
    assert known("exporter.branches", {"exporter.branches": "unknown"}) == {"exporter.branches:XG": None}
    assert "exporter.branches" not in ruritania().bind({"exporter.branches": "unknown"}).presumed


def test_strict_presumes_nothing(ruritania: Build, known: Known) -> None:
    assert ruritania(MENTIONING_ALL).bind({}, strict=True).presumed == {}
    assert set(known("consent.act", {}, strict=True).values()) == {None}
    assert known("consent.act", {"consent.act": "none"}, strict=True) == known("consent.act", {"consent.act": "none"})


# The quick way and the thorough one


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"contract.signed": True, "importer.role": "processor", "consent.act": "signed"},
        {"exporter.sales": "99.99 RRK", "exporter.workers": "7", "contract.clauses": []},
        {"exporter.country": "XR", "importer.country": "XZ", "exporter.branches": ["XG", "XS"]},
        {"consent.act": "unknown", "exporter.branches": "unknown"},
    ],
)
def test_binding_quickly_knows_what_typed_values_mean(ruritania: Build, facts: dict[str, Any]) -> None:
    law = ruritania(MENTIONING_ALL)
    known = law.atoms.known(Transfer.of(facts), DAY)
    for name, value in law.atoms.typed(Transfer.of(facts)).items():
        own = law.atoms.bits.get(name, 0)
        meant = law.atoms.knowledge(name, value, DAY)
        assert (known.true & own, known.false & own) == (meant.true, meant.false)


def test_nothing_is_both_true_and_false(ruritania: Build) -> None:
    law = ruritania(MENTIONING_ALL)
    for facts in ({}, {"consent.act": "click"}, {"exporter.sales": "7 RRK", "contract.clauses": ["own_clauses"]}):
        known = law.bind(facts).known
        assert known.true & known.false == 0


def test_what_an_action_adds_takes_nothing_away(ruritania: Build) -> None:
    atoms = ruritania(MENTIONING_ALL).atoms
    added = atoms.added("consent.act", "click")
    assert added.true == atoms.table.bits(["consent.act>=spoken", "consent.act>=click"])
    assert added.false == 0


def test_a_threshold_in_units_is_bound_by_the_day(ruritania: Build) -> None:
    units = """\
units:
  crown:
    label: {en: "crown", es: "corona"}
    currency: RRK
    values: [{from: 2024-01-01, amount: 100}, {from: 2025-01-01, amount: 120}]
    cite: [{instrument: xr-data-act, at: "annex", confidence: primary}]
"""
    law = ruritania(units + rules(rule("t", "defines: xr.minors", "{exporter.sales: {at_least: {crown: 1}}}")))
    symbol = "exporter.sales>=1 xr.crown"
    for day, value in ((date(2024, 6, 1), True), (date(2025, 6, 1), False), (date(2023, 6, 1), None)):
        known = law.bind({"exporter.sales": "110 RRK"}, day).known
        assert law.atoms.table.value(symbol, known) is value
