"""One law on one day: gates closed, open and unasked, rules that override others, grounds that owe duties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from ruritania import DAY, Ruritania, rule, rules

from pa_dataflow.rulebook.laws import boundaries

Build = Callable[..., Ruritania]

AT_HOME: dict[str, Any] = {"exporter.country": "XR"}
DISCLOSED = 'gates: {xr.other: {asks: {en: "May they be shown?", es: "¿Pueden mostrarse?"}}}\n'


def gate(law: Ruritania, facts: dict[str, Any], day: date = DAY, name: str = "xr.other", **more: Any) -> str:
    """The gate in a word; "?" where it isn't known whether it is closed."""
    asked, closed = (law.value(f"gate {name} {what}", facts, day, **more) for what in ("asked", "closed"))
    if closed is None:
        return "?"
    return "closed" if closed else "unasked" if asked is False else "open"


# Gates


@pytest.mark.parametrize(
    ("signed", "role", "status"),
    [
        (True, "controller", "unasked"),
        (True, "processor", "unasked"),
        (False, "controller", "closed"),
        (False, "processor", "open"),
        ("unknown", "controller", "?"),
        ("unknown", "processor", "open"),
        (False, "unknown", "?"),
        (True, "unknown", "unasked"),
    ],
)
def test_a_gate_is_closed_while_a_rule_closes_it_and_none_opens_it(
    ruritania: Build, signed: object, role: str, status: str
) -> None:
    closes = rule("closes", "closes: xr.other", "{contract.signed: false}")
    opens = rule("opens", "opens: xr.other", "{importer.role: processor}")
    law = ruritania(DISCLOSED + rules(closes, opens))
    assert gate(law, AT_HOME | {"contract.signed": signed, "importer.role": role}) == status


def test_a_gate_is_never_asked_where_the_law_does_not_apply(ruritania: Build) -> None:
    law = ruritania(DISCLOSED + rules(rule("closes", "closes: xr.other")))
    assert gate(law, AT_HOME) == "closed"
    assert gate(law, {"exporter.country": "XG"}) == "unasked"
    assert gate(law, {}) == "?"


def test_one_open_ground_is_enough_and_one_closing_rule_too(ruritania: Build) -> None:
    texts = [rule(f"closes-{role}", "closes: xr.other", f"{{importer.role: {role}}}") for role in
             ("controller", "processor")]  # fmt: skip
    texts += [rule("signed", "opens: xr.other", "{contract.signed: true}"),
              rule("agreed", "opens: xr.other", "{consent.act: {at_least: click}}")]  # fmt: skip
    law = ruritania(DISCLOSED + rules(*texts))
    said = AT_HOME | {"importer.role": "controller"}
    assert gate(law, said | {"contract.signed": False}) == "closed"
    assert gate(law, said | {"contract.signed": True}) == "open"
    assert gate(law, said | {"contract.signed": False, "consent.act": "click"}) == "open"
    assert gate(law, said | {"contract.signed": "unknown", "consent.act": "signed"}) == "open"


def test_a_gate_is_only_there_while_a_rule_that_closes_it_is_in_force(ruritania: Build) -> None:
    closes = rule("closes", "closes: xr.other", extra="in_force: {from: 2020-01-01, before: 2021-01-01}")
    law = ruritania(DISCLOSED + rules(closes, rule("opens", "opens: xr.other", "{contract.signed: true}")))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert ["xr.other" in law.law(day).gates for day in days] == [False, True, True, False]


def test_the_transfer_may_go_ahead_exactly_if_no_gate_is_closed(ruritania: Build) -> None:
    law = ruritania(DISCLOSED + rules(rule("closes", "closes: xr.other", "{importer.role: controller}")))
    signed = AT_HOME | {"contract.signed": True}
    assert law.value("law XR may", signed | {"importer.role": "processor"}) is True
    assert law.value("law XR may", signed | {"importer.role": "controller"}) is False
    assert law.value("law XR may", AT_HOME | {"contract.signed": False, "importer.role": "processor"}) is False
    assert law.value("law XR may", AT_HOME | {"contract.signed": False, "importer.role": "unknown"}) is False
    assert law.value("law XR may", signed) is None
    assert law.value("law XR may", {"exporter.country": "XG"}) is True


# Rules that override others

SPECIAL = rules(
    rule("general", "opens: xr.export", "{importer.role: processor}"),
    rule("special", "closes: xr.export", "{xr.sensitive_data: true}", extra="overrides: [xr.general, xr.contract]"),
    rule("more-special", "opens: xr.export", "{consent.act: signed}", extra="overrides: [xr.special]"),
)


@pytest.mark.parametrize(
    ("kinds", "consent", "holds"),
    [
        (["name"], "none", True),
        (["health"], "none", False),
        ("unknown", "none", None),
        (["health"], "signed", True),
        ("unknown", "signed", True),
        (["health"], "unknown", None),
        (["name"], "unknown", True),
    ],
)
def test_a_rule_holds_while_nothing_that_overrides_it_does(
    ruritania: Build, kinds: object, consent: str, holds: bool | None
) -> None:
    facts = AT_HOME | {"importer.role": "processor", "data.kinds": kinds, "consent.act": consent}
    assert ruritania(SPECIAL).value("XR rule xr.general", facts) is holds


def test_a_rule_whose_own_condition_fails_needs_no_override_to_fail(ruritania: Build) -> None:
    facts = AT_HOME | {"importer.role": "controller"}
    assert ruritania(SPECIAL).value("XR rule xr.general", facts) is False


def test_an_override_counts_only_while_it_is_in_force(ruritania: Build) -> None:
    special = rule("special", "closes: xr.export", extra="overrides: [xr.contract]\nin_force: {from: 2024-01-01}")
    law = ruritania(rules(special))
    facts = AT_HOME | {"contract.signed": True}
    assert law.value("XR rule xr.contract", facts, date(2023, 12, 31)) is True
    assert law.value("XR rule xr.contract", facts, date(2024, 1, 1)) is False


# Instruments that stand on a reading

DECREE = """\
questions:
  xr.q.decree:
    asks: {en: "Does it bind?", es: "¿Obliga?"}
    readings:
      binding: {says: {en: "Yes.", es: "Sí."}, source: "x"}
      gone: {says: {en: "No.", es: "No."}, source: "y"}
instruments:
  xr-decree:
    {title: {en: "Decree", es: "Decreto"}, short: "Decree", kind: decree, confidence: recall,
     in_force: {from: 2012-01-01, before: 2024-01-01}, stands_on: {xr.q.decree: binding}}
"""
BOTH_CITED = [("xr-decree", "xr-data-act"), ("xr-data-act", "xr-decree")]


def citing(first: str, second: str) -> str:
    text = rule("tested", "opens: xr.export", cite=first)
    return text.replace("primary}]", f'primary}}, {{instrument: {second}, at: "s. 1", confidence: primary}}]')


@pytest.mark.parametrize(("reading", "holds"), [("binding", True), ("gone", False), (None, None)])
def test_a_rule_stands_and_falls_with_the_reading_its_instrument_stands_on(
    ruritania: Build, reading: str | None, holds: bool | None
) -> None:
    law = ruritania(DECREE + rules(rule("tested", "opens: xr.export", cite="xr-decree")))
    readings = {"xr.q.decree": reading} if reading else {}
    assert law.value("XR rule xr.tested", AT_HOME, date(2023, 1, 1), readings=readings) is holds


def test_of_several_instruments_alive_the_first_counts(ruritania: Build) -> None:
    day, gone = date(2023, 1, 1), {"xr.q.decree": "gone"}
    for cited, holds in zip(BOTH_CITED, (False, True), strict=True):
        law = ruritania(DECREE + rules(citing(*cited)))
        assert law.value("XR rule xr.tested", AT_HOME, day, readings=gone) is holds


def test_when_the_contested_instrument_has_ended_the_next_one_counts(ruritania: Build) -> None:
    law = ruritania(DECREE + rules(citing("xr-decree", "xr-data-act")))
    gone = {"xr.q.decree": "gone"}
    assert law.value("XR rule xr.tested", AT_HOME, date(2023, 12, 31), readings=gone) is False
    assert law.value("XR rule xr.tested", AT_HOME, date(2024, 1, 1), readings=gone) is True


# Duties

DUTIES = """\
duties:
  xr.d.first:
    {label: {en: "First", es: "Primero"}, who: exporter, due: before_transfer,
     fulfilled_by: {contract.clauses: {any_of: [model_clauses]}}}
  xr.d.later: {label: {en: "Later", es: "Después"}, who: exporter, due: ongoing}
"""


def duty(law: Ruritania, facts: dict[str, Any], name: str = "xr.d.first") -> tuple[bool | None, ...]:
    return tuple(law.value(f"duty {name} {what}", AT_HOME | facts) for what in ("due", "met", "outstanding"))


def test_a_duty_is_due_while_required_and_not_waived(ruritania: Build) -> None:
    requires = rule("requires", "requires: xr.d.first", "{xr.sensitive_data: true}")
    waives = rule("waives", "waives: xr.d.first", "{importer.role: processor}")
    law = ruritania(DUTIES + rules(requires, waives))
    health, name = {"data.kinds": ["health"]}, {"data.kinds": ["name"]}
    model, none = {"contract.clauses": ["model_clauses"]}, {"contract.clauses": []}
    controller, processor = {"importer.role": "controller"}, {"importer.role": "processor"}
    assert duty(law, health | none | controller) == (True, False, True)
    assert duty(law, health | model | controller) == (True, True, False)
    assert duty(law, health | none | processor) == (False, False, False)
    assert duty(law, name | none | controller) == (False, False, False)
    assert duty(law, health | none) == (None, False, None)
    assert duty(law, health | controller) == (True, None, None)
    assert duty(law, health | controller | none | {"exporter.country": "XG"}) == (False, False, False)


def test_a_duty_that_nothing_shows_as_met_is_outstanding(ruritania: Build) -> None:
    law = ruritania(DUTIES + rules(rule("requires", "requires: xr.d.later")))
    assert duty(law, {}, "xr.d.later") == (True, False, True)


def test_only_duties_due_before_the_transfer_are_conditions(ruritania: Build) -> None:
    first = ruritania(DUTIES + rules(rule("requires", "requires: xr.d.first")))
    later = ruritania(DUTIES + rules(rule("requires", "requires: xr.d.later")))
    facts = AT_HOME | {"contract.signed": True, "contract.clauses": []}
    assert first.value("law XR conditions", facts) is True
    assert first.value("law XR conditions", facts | {"contract.clauses": ["model_clauses"]}) is False
    assert later.value("law XR conditions", facts) is False


@pytest.mark.parametrize(
    ("clauses", "role", "conditions"),
    [
        (["own_clauses"], "controller", True),
        (["own_clauses", "model_clauses"], "controller", False),
        (["own_clauses"], "processor", False),
        (["own_clauses"], "unknown", None),
        ([], "controller", False),
    ],
)
def test_what_the_only_open_ground_owes_is_a_condition(
    ruritania: Build, clauses: list[str], role: str, conditions: bool | None
) -> None:
    owing = rule("owing", "opens: xr.export", "{contract.clauses: {any_of: [own_clauses]}}", extra="owes: [xr.d.first]")
    free = rule("free", "opens: xr.export", "{importer.role: processor}")
    law = ruritania(DUTIES + rules(owing, free))
    facts = AT_HOME | {"contract.signed": False, "contract.clauses": clauses, "importer.role": role}
    assert law.value("law XR conditions", facts) is conditions


# Days on which the law changes

DATED = """\
recognition:
  - {id: xr.list, by: XR, of: XG, as: adequacy, in_force: {from: 2021-01-01, before: 2022-01-01},
     cite: [{instrument: xr-data-act, at: "list", confidence: primary}], says: {en: "Yes.", es: "Sí."}}
accepted:
  - {id: xr.accepts, by: XR, scheme: clauses, in_force: {from: 2023-01-01},
     cite: [{instrument: xr-data-act, at: "s. 1", confidence: primary}], says: {en: "Yes.", es: "Sí."}}
safe_harbours:
  clauses: {label: {en: "clauses", es: "cláusulas"}, uses: {recognised: {by: XR, as: adequacy}}}
"""


def test_a_law_changes_when_its_rules_lists_and_acceptances_begin_and_end(ruritania: Build) -> None:
    accepted = rule("tested", "opens: xr.export", "{accepted: {by: XR, scheme: clauses}}",
                    extra="in_force: {before: 2026-01-01}")  # fmt: skip
    law = ruritania(DATED + rules(accepted))
    days = boundaries(law.ruleset, law.ruleset.countries["XR"])
    assert days == sorted(set(days))
    assert {date(2010, 1, 1), date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1), date(2026, 1, 1)} <= {*days}


def test_a_law_in_force_says_from_when_until_when_it_is_so(ruritania: Build) -> None:
    law = ruritania(
        rules(rule("tested", "closes: xr.export", extra="in_force: {from: 2020-01-01, before: 2021-01-01}"))
    )
    found = law.law(date(2020, 6, 1))
    assert (found.start, found.before) == (date(2020, 1, 1), date(2021, 1, 1))
    assert "xr.tested" in found.rules
    assert "xr.tested" not in law.law(date(2021, 1, 1)).rules


# A list, a scheme or a reading counts on the day wherever it is used

WHERE = {
    "rule": rules(rule("t", "opens: xr.export", "{recognised: {by: XR, as: adequacy}}")),
    "scheme": rules(rule("t", "opens: xr.export", "{accepted: {by: XR, scheme: clauses}}")),
    "size": rules(rule("t", "opens: xr.export", "{xr.size: micro}")),
    "concept": rules(
        rule("t", "opens: xr.export", "{xr.minors: true}"),
        rule("m", "defines: xr.minors", "{recognised: {by: XR, as: adequacy}}"),
    ),
}
SIZE_BY_LIST = """\
size:
  classes:
    - {class: micro, when: {recognised: {by: XR, as: adequacy}},
       cite: [{instrument: xr-data-act, at: "s. 2", confidence: primary}]}
"""


@pytest.mark.parametrize("where", WHERE)
def test_a_list_counts_on_its_days_wherever_it_is_used(ruritania: Build, where: str) -> None:
    dated = DATED.replace("from: 2023-01-01", "from: 2012-01-01")
    law = ruritania(dated + WHERE[where], files={"ruritania/size.yaml": SIZE_BY_LIST})
    facts = AT_HOME | {"importer.country": "XG", "contract.signed": False}
    days = [date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1)]
    assert [gate(law, facts, day, "xr.export") for day in days] == ["closed", "open", "open", "closed"]
