"""Each worked case of the law notes stands beside the law once; the page names those that are answered otherwise."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pa_dataflow.rulebook.cases import read_cases

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "law" / "case-differences.md"

SHARED = [
    "cl-01-old-regime-day-before-plain",
    "cl-02-new-regime-first-day-same-facts",
    "cl-08-contract-derogation-hotel-booking",
    "cl-13-adolescent-15-sensitive",
    "cl-17-public-source-data-old-regime",
    "cl-19-bundled-consent-presumed-not-free",
    "cl-20-msme-first-year-sanction-grading",
    "cl-21-uncertified-compliance-model",
    "cl-22-foreign-seller-targeting-chile",
    "cl-25-chilean-processor-returns-data",
    "CO-G06",
    "CO-G08",
    "CO-G09",
    "CO-G10",
    "CO-G12",
    "CO-G13",
    "CO-G14",
    "CO-G16",
    "CO-G17",
    "CO-G23",
    "CO-G26",
    "CO-G28",
    "mx-05-cloud-ownership-claim",
    "mx-12-intragroup-same-policies",
    "mx-13-intragroup-without-policies",
    "mx-14a-compatible-purpose-day-before",
    "mx-15b-union-membership-2025",
    "mx-17-minors-parent-consent",
    "mx-18-web-scraped",
    "mx-20-anonymised",
    "mx-21-pseudonymised",
    "mx-23-micro-no-data-person",
    "mx-26-contract-in-interest",
    "mx-27-cbpr-or-treaty-only",
    "mx-29-sensitive-employee-parent",
    "mx-32-plain-2024",
    "pe-007-sensitive-bare-click",
    "pe-008-minor-under-14",
    "pe-009-minor-16-own-consent",
    "pe-013-foreign-seller-after-targeting",
    "pe-016-odp-small-not-yet",
    "pe-018-onward-subprocessor-not-authorised",
    "pe-019-public-source-first-contact",
    "pe-020-anonymised",
    "pe-021-foreign-adequacy-list-not-enough",
    "pe-024-income-data-oral-consent",
    "pe-026-group-code-no-longer-a-guarantee",
    "pe-027-offence-data",
    "reg-02-co-to-cl-not-listed",
    "reg-04-co-to-cr-listed-candidate",
    "reg-06-pe-to-co-ripd-clauses",
    "reg-09-cl-to-pe-day-before",
    "reg-10-cl-to-pe-day-after",
    "reg-12-cl-postponement-scenario",
    "reg-15-co-to-uy-eu-reference",
    "reg-18-localisation-mandate",
    "reg-22-global-cbpr-processor",
    "reg-25-cr-accession-hypothetical",
    "reg-26-minors-consent-not-helped-by-treaty",
    "reg-29-mx-to-cr-candidate",
]

# The outcome that the law notes expect, where ours is another.
DIFFERENT = {
    "pe-013-foreign-seller-after-targeting": "permitted_with_conditions",
    "reg-18-localisation-mandate": "undetermined",
}


def found() -> dict[str, str]:
    """The outcome that our case file expects of each worked case."""
    cases = [case.model for case in read_cases(ROOT / "rules")]
    return {case.source["shared_case"]: case.expect.outcome for case in cases if "shared_case" in case.source}


def test_each_worked_case_stands_beside_the_law_exactly_once() -> None:
    cases = [case.model.source for case in read_cases(ROOT / "rules")]
    stands = Counter(source["shared_case"] for source in cases if "shared_case" in source)
    assert stands == Counter(SHARED)


def test_the_page_names_every_case_that_is_answered_otherwise() -> None:
    page = PAGE.read_text("utf-8")
    assert [case for case in DIFFERENT if f"`{case}`" not in page] == []


def test_a_case_that_is_listed_as_different_is_so() -> None:
    outcomes = found()
    assert {case: outcomes[case] for case in DIFFERENT if outcomes[case] == DIFFERENT[case]} == {}
