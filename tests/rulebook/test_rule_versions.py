"""Several versions of one rule, and proposals: what is in force on which day, and what a draft changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from ruritania import Ruritania, rule, rules

from pa_dataflow import RulebookError
from pa_dataflow.rulebook.dates import Span
from pa_dataflow.rulebook.proposals import build_with
from pa_dataflow.rulebook.ruleset import RuleSet

Build = Callable[..., Ruritania]
SPOKEN, SIGNED = "{consent.act: {at_least: spoken}}", "{consent.act: signed}"


def versions(ruleset: RuleSet, name: str) -> list[Span]:
    return sorted((one.span for one in ruleset.rules() if one.id == name), key=lambda span: span.start)


# Versions


def test_the_version_of_the_day_is_in_force_and_no_other(ruritania: Build) -> None:
    first = rule("tested", "opens: xr.export", SPOKEN, extra="in_force: {before: 2024-07-01}")
    second = rule("tested", "opens: xr.export", SIGNED, extra="in_force: {from: 2024-07-01}")
    law = ruritania(rules(first, second))
    facts = {"exporter.country": "XR", "consent.act": "spoken"}
    assert law.value("XR rule xr.tested", facts, date(2024, 6, 30)) is True
    assert law.value("XR rule xr.tested", facts, date(2024, 7, 1)) is False


def test_versions_may_leave_days_without_any(ruritania: Build) -> None:
    first = rule("tested", "opens: xr.export", SPOKEN, extra="in_force: {before: 2020-01-01}")
    second = rule("tested", "opens: xr.export", SIGNED, extra="in_force: {from: 2024-07-01}")
    law = ruritania(rules(second, first))
    assert "xr.tested" not in law.law(date(2022, 1, 1)).rules
    assert "xr.tested" in law.law(date(2019, 12, 31)).rules


def test_a_later_version_may_have_another_effect(ruritania: Build) -> None:
    first = rule("tested", "opens: xr.export", extra="in_force: {before: 2024-07-01}")
    second = rule("tested", "closes: xr.export", extra="in_force: {from: 2024-07-01}")
    law = ruritania(rules(first, second))
    facts = {"exporter.country": "XR", "contract.signed": False}
    assert law.value("gate xr.export closed", facts, date(2024, 6, 30)) is False
    assert law.value("gate xr.export closed", facts, date(2024, 7, 1)) is True


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{before: 2024-07-02}", "{from: 2024-07-01}"),
        ("{from: 2020-01-01}", "{from: 2024-07-01}"),
        ("{from: 2020-01-01, before: 2025-01-01}", "{from: 2021-01-01, before: 2022-01-01}"),
        ("{}", "{}"),
    ],
)
def test_versions_may_not_share_a_day(ruritania: Build, first: str, second: str) -> None:
    texts = [rule("tested", "opens: xr.export", extra=f"in_force: {life}") for life in (first, second)]
    with pytest.raises(RulebookError) as caught:
        _ = ruritania(rules(*texts)).ruleset
    (problem,) = caught.value.problems
    assert problem.code == "overlapping_versions"
    assert problem.also is not None
    assert problem.place is not None
    assert problem.also.line < problem.place.line


def test_a_circle_that_no_single_day_has_is_none(ruritania: Build) -> None:
    first = rule("a", "defines: xr.minors", "{xr.sensitive_data: false}", extra="in_force: {before: 2020-01-01}")
    second = rule("b", "defines: xr.sensitive_data", "{xr.minors: false}", extra="in_force: {from: 2020-01-01}")
    law = ruritania(rules(first, second))
    assert law.value("xr.minors", {"data.kinds": ["name"]}, date(2019, 12, 31)) is True
    assert law.value("xr.sensitive_data", {"data.kinds": ["name"]}, date(2020, 1, 1)) is True


def test_a_circle_of_one_day_is_refused(ruritania: Build) -> None:
    first = rule("a", "defines: xr.minors", "{xr.sensitive_data: false}", extra="in_force: {before: 2020-01-02}")
    second = rule("b", "defines: xr.sensitive_data", "{xr.minors: false}", extra="in_force: {from: 2020-01-01}")
    with pytest.raises(RulebookError) as caught:
        _ = ruritania(rules(first, second)).ruleset
    assert [problem.code for problem in caught.value.problems] == ["cycle"]


# Proposals

HEAD = """\
proposal:
  {id: xr.bill, title: {en: "Bill", es: "Proyecto"}, status: draft, source: "x", says: {en: "Less.", es: "Menos."}}
"""
REFORM = "dates: {reform: 2024-07-01, later: {months: 6, after: reform}}\n"


def applied(law: Ruritania, *names: str) -> RuleSet:
    return build_with(law.folders, names or ("xr.bill",))


def inside(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def test_a_proposal_changes_nothing_until_it_is_applied(ruritania: Build) -> None:
    bill = HEAD + "repeals: [xr.contract]\n"
    law, plain = ruritania(files={"proposals/bill.yaml": bill}), ruritania()
    assert [one.id for one in law.ruleset.rules()] == [one.id for one in plain.ruleset.rules()]
    assert law.ruleset.applied == ()
    assert applied(law).applied == ("xr.bill",)
    assert [one.id for one in applied(law).rules()] == [
        one.id for one in plain.ruleset.rules() if "contract" not in one.id
    ]


def test_a_proposal_makes_a_rulebook_with_a_hash_of_its_own(ruritania: Build) -> None:
    files = {"proposals/bill.yaml": HEAD, "proposals/other.yaml": HEAD.replace("xr.bill", "xr.other_bill")}
    law = ruritania(files=files)
    digests = {law.ruleset.digest, *(applied(law, *names).digest for names in (
        ("xr.bill",), ("xr.other_bill",), ("xr.bill", "xr.other_bill"), ("xr.other_bill", "xr.bill")))}  # fmt: skip
    assert len(digests) == 5


def test_a_date_that_is_set_moves_the_rules_and_the_dates_counted_from_it(ruritania: Build) -> None:
    text = REFORM + rules(
        rule("first", "opens: xr.export", extra="in_force: {from: $reform}"),
        rule("second", "opens: xr.export", extra="in_force: {from: $later}"),
    )
    law = ruritania(text, files={"proposals/bill.yaml": HEAD + "sets: {xr.dates.reform: 2026-01-31}\n"})
    assert versions(law.ruleset, "xr.second") == [Span(date(2025, 1, 1))]
    assert versions(applied(law), "xr.first") == [Span(date(2026, 1, 31))]
    assert versions(applied(law), "xr.second") == [Span(date(2026, 7, 31))]


def test_what_a_proposal_adds_belongs_to_the_country_of_its_prefix(ruritania: Build) -> None:
    added = rules(rule("added", "closes: xr.export", "{xr.sensitive_data: true}"))
    law = ruritania(files={"proposals/bill.yaml": HEAD + "adds:\n" + inside(added)})
    assert "xr.added" in [one.id for one in applied(law).countries["XR"].rules]


def test_what_a_proposal_replaces_is_gone_with_all_its_versions(ruritania: Build) -> None:
    text = rules(
        rule("tested", "opens: xr.export", SPOKEN, extra="in_force: {before: 2020-01-01}"),
        rule("tested", "opens: xr.export", SIGNED, extra="in_force: {from: 2024-07-01}"),
    )
    new = rules(rule("tested", "opens: xr.export", extra="in_force: {from: 2022-01-01}"))
    law = ruritania(text, files={"proposals/bill.yaml": HEAD + "replaces:\n" + inside(new)})
    assert versions(applied(law), "xr.tested") == [Span(date(2022, 1, 1))]


def test_a_proposal_may_replace_a_rule_by_several_versions(ruritania: Build) -> None:
    new = rules(
        rule("contract", "opens: xr.export", SPOKEN, extra="in_force: {before: 2020-01-01}"),
        rule("contract", "opens: xr.export", SIGNED, extra="in_force: {from: 2020-01-01}"),
    )
    law = ruritania(files={"proposals/bill.yaml": HEAD + "replaces:\n" + inside(new)})
    assert [span.start for span in versions(applied(law), "xr.contract")] == [date(2010, 1, 1), date(2020, 1, 1)]


def test_a_proposal_may_replace_the_sizes_of_its_country(ruritania: Build) -> None:
    bill = HEAD.replace('source: "x"', 'source: "x", law: XR') + "replaces:\n  size: {classes: [], otherwise: micro}\n"
    law = ruritania(files={"proposals/bill.yaml": bill})
    assert applied(law).countries["XR"].sizes.otherwise == "micro"
    assert applied(law).countries["XR"].size_lines == ()


def test_a_repealed_recognition_is_gone_and_its_kind_may_still_be_asked_for(ruritania: Build) -> None:
    text = """\
recognition:
  - {id: xr.list, by: XR, of: XG, as: adequacy, in_force: {from: 2021-01-01}, says: {en: "Yes.", es: "Sí."},
     cite: [{instrument: xr-data-act, at: "list", confidence: primary}]}
""" + rules(rule("t", "opens: xr.export", "{recognised: {by: XR, as: adequacy}}"))
    law = ruritania(text, files={"proposals/bill.yaml": HEAD + "repeals: [xr.list]\n"})
    assert [one.id for one in law.ruleset.recognition] == ["xr.list"]
    assert applied(law).recognition == ()


def test_proposals_are_applied_in_the_order_named(ruritania: Build) -> None:
    added = rules(rule("added", "closes: xr.export"))
    adding = HEAD + "adds:\n" + inside(added)
    repealing = HEAD.replace("xr.bill", "xr.other_bill") + "repeals: [xr.added]\n"
    law = ruritania(files={"proposals/a.yaml": adding, "proposals/b.yaml": repealing})
    assert "xr.added" not in [one.id for one in applied(law, "xr.bill", "xr.other_bill").rules()]
    with pytest.raises(RulebookError) as caught:
        applied(law, "xr.other_bill", "xr.bill")
    assert [problem.code for problem in caught.value.problems] == ["nothing_to_repeal"]


def test_a_proposal_nobody_wrote_is_told_with_the_one_that_was_meant(ruritania: Build) -> None:
    law = ruritania(files={"proposals/bill.yaml": HEAD})
    with pytest.raises(RulebookError) as caught:
        applied(law, "xr.bil")
    assert [(problem.code, problem.suggestion) for problem in caught.value.problems] == [
        ("unknown_proposal", "xr.bill")
    ]
