"""Drop each single condition of each rule that carries a worked case (or of all rules); see that some case turns red.

A condition that can be dropped without any case noticing is either not needed or not shown by any case. What survives
has to be explained in drop_conditions_reasons.yaml, or the run fails.
"""

from __future__ import annotations

import argparse
import copy
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import yaml

from pa_dataflow import Rulebook
from pa_dataflow.analysis.expectations import differences
from pa_dataflow.assessment.assess import assess
from pa_dataflow.assessment.laws_of_day import Calendar
from pa_dataflow.assessment.models import Assessment, RulebookStamp, Verdict
from pa_dataflow.assessment.verdict import decide
from pa_dataflow.rulebook.cases import Case, read_cases
from pa_dataflow.rulebook.conditions import (
    ALWAYS,
    Accepted,
    AllOf,
    AnyOf,
    ConceptTest,
    Condition,
    FactTest,
    Leaf,
    Not,
    ReadingTest,
    Recognised,
    SizeTest,
    Threshold,
    leaves,
)
from pa_dataflow.rulebook.ruleset import RuleSet, RuleVersion

REASONS = Path(__file__).with_name("drop_conditions_reasons.yaml")
STAMP = RulebookStamp(version="-", hash="-", proposals=[])
SHARED = "/shared"


@dataclass(frozen=True)
class Mutant:
    """One rule with one condition dropped."""

    country: str
    rule: RuleVersion
    dropped: Condition
    when: Condition

    @property
    def place(self) -> str:
        """File and line of what was dropped."""
        place = next((leaf.place for leaf in leaves(self.dropped) if leaf.place), None) or self.rule.place
        return f"{place.file}:{place.line}"

    @property
    def text(self) -> str:
        """What was dropped, in short."""
        return shown(self.dropped)


# what can be dropped


def without_one(condition: Condition) -> Iterator[tuple[Condition, Condition]]:
    """Each condition that can be dropped, with what is left: parts of `all` and alternatives of `any`, at any depth."""
    if condition != ALWAYS:
        yield condition, ALWAYS
    yield from _inside(condition)


def _inside(condition: Condition) -> Iterator[tuple[Condition, Condition]]:
    if isinstance(condition, Not):
        for dropped, left in _inside(condition.part):
            yield dropped, Not(left)
    elif isinstance(condition, (AllOf, AnyOf)):
        parts, kind = condition.parts, type(condition)
        for place, part in enumerate(parts):
            before, after = parts[:place], parts[place + 1 :]
            if before or after:
                yield part, kind((*before, *after))
            for dropped, left in _inside(part):
                yield dropped, kind((*before, left, *after))


def mutants(country: str, rule: RuleVersion) -> list[Mutant]:
    """The rule without each of its conditions; what comes out the same is listed once."""
    found: dict[Condition, Mutant] = {}
    for dropped, left in without_one(rule.when):
        if left != rule.when:
            found.setdefault(left, Mutant(country, rule, dropped, left))
    return list(found.values())


def shown(condition: Condition) -> str:
    """A condition in one line, much as it is written."""
    if isinstance(condition, (AllOf, AnyOf)):
        word = "all" if isinstance(condition, AllOf) else "any"
        return f"{word}: [{', '.join(shown(part) for part in condition.parts)}]"
    return f"not: {shown(condition.part)}" if isinstance(condition, Not) else _leaf(condition)


def _leaf(leaf: Leaf) -> str:
    if isinstance(leaf, FactTest):
        return f"{leaf.fact}: {_values(leaf)}"
    if isinstance(leaf, ConceptTest):
        return f"{leaf.concept}: {str(leaf.holds).lower()}"
    if isinstance(leaf, SizeTest):
        return f"{leaf.concept}: [{', '.join(sorted(leaf.classes))}]"
    if isinstance(leaf, Recognised):
        return f"recognised: {'/'.join(sorted(leaf.by))} as {leaf.kind}"
    if isinstance(leaf, Accepted):
        return f"accepted: {leaf.scheme} by {leaf.by}"
    assert isinstance(leaf, ReadingTest)
    return f"reading: {leaf.question}={leaf.reading}"


def _values(leaf: FactTest) -> str:
    if isinstance(leaf.values, bool):
        return str(leaf.values).lower()
    if isinstance(leaf.values, Threshold):
        unit = f" {leaf.values.unit}" if leaf.values.unit else ""
        return f"{leaf.operator} {leaf.values.number}{unit}"
    values = leaf.values if isinstance(leaf.values, str) else ", ".join(sorted(leaf.values))
    return f"{'' if leaf.operator == 'is' else leaf.operator + ' '}[{values}]"


# which rules carry cases


def agrees(case: Case, verdict: Verdict) -> bool:
    """Whether the quick answer is what the case expects, as far as it goes."""
    expected, carried = case.model.expect, verdict.carried_by
    if verdict.outcome != expected.outcome or sorted(verdict.closed) != sorted(expected.closed):
        return False
    wanted = expected.carried_by
    if wanted is None:
        return True
    return set(wanted) == set(carried) if expected.closed else set(wanted) <= set(carried)


def beyond_the_verdict(case: Case) -> bool:
    """Whether the case expects something that only the whole answer shows."""
    expected = case.model.expect
    beyond = (expected.contested, expected.duties, expected.on_arrival, expected.rejected, expected.paths_include)
    return any(beyond)


def is_met(case: Case, answer: Assessment) -> bool:
    """Whether the whole answer is what the case expects."""
    return not differences(case, answer)


def carrying(answer: Assessment) -> set[str]:
    """The rules that close a closed gate or open an open one."""
    found: set[str] = set()
    for gate in (gate for law in answer.laws for gate in law.gates):
        if gate.status == "closed":
            found |= {rule.id for rule in gate.closed_by}
        elif gate.status == "open":
            found |= {rule.id for rule in gate.opened_by}
    return found


class Bench:
    """The cases of the rulebook, ready to be run against changed rules."""

    def __init__(self, rulebook: Rulebook, countries: set[str] | None, shared: bool) -> None:
        self.ruleset = rulebook.ruleset
        self.calendar = Calendar(self.ruleset)
        self.cases: dict[str, list[Case]] = {}
        self.red: list[Case] = []
        self.unsure: set[int] = set()
        self.carried: dict[str, set[tuple[str, str]]] = {}
        for case in read_cases(files("pa_dataflow.rules")):
            code = self._code(case)
            if case.model.proposals or (countries is not None and code not in countries):
                continue
            answer = assess(self.calendar, case.transfer, case.day, STAMP)
            if not is_met(case, answer):
                self.red.append(case)
                continue
            self.cases.setdefault(code, []).append(case)
            verdict = decide(self.calendar, case.transfer, case.day)
            if not agrees(case, verdict):
                self.unsure.add(id(case))
            if not shared or SHARED in case.place.file:
                self._note(answer, case)

    def _code(self, case: Case) -> str:
        """The country of the folder in which the case stands, by the places of its rules."""
        prefix = f"rules/{case.country}/"
        return next(
            country.code
            for country in self.ruleset.countries.values()
            if any(rule.place.file.startswith(prefix) for rule in country.rules)
        )

    def _note(self, answer: Assessment, case: Case) -> None:
        names = carrying(answer)
        for country in self.ruleset.countries.values():
            for rule in country.rules:
                if rule.id in names and case.day in rule.span:
                    self.carried.setdefault(country.code, set()).add((rule.id, str(rule.span)))

    def mutants(self, every: bool) -> Iterator[Mutant]:
        """Every rule that carries a case, or every rule of a country with cases, without each of its conditions."""
        for code in sorted(self.cases):
            names = self.carried.get(code, set())
            for rule in self.ruleset.countries[code].rules:
                if every or (rule.id, str(rule.span)) in names:
                    yield from mutants(code, rule)

    def killer(self, mutant: Mutant) -> Case | None:
        """The first case found that turns red, or None: those that the quick answer shows, then the doubtful ones."""
        calendar = self._changed(mutant)
        cases = [case for case in self.cases.get(mutant.country, ()) if case.day in mutant.rule.span]
        cases.sort(key=lambda case: case.day != self._commonest(cases))
        slow: list[Case] = []
        for case in cases:
            verdict = decide(calendar, case.transfer, case.day)
            quickly = id(case) not in self.unsure
            if quickly and not agrees(case, verdict):
                if not is_met(case, assess(calendar, case.transfer, case.day, STAMP)):
                    return case
            elif not quickly or beyond_the_verdict(case):
                slow.append(case)
        for case in slow:
            if not is_met(case, assess(calendar, case.transfer, case.day, STAMP)):
                return case
        return None

    def _commonest(self, cases: list[Case]) -> object:
        days = [case.day for case in cases]
        return max(sorted(set(days)), key=days.count, default=None)

    def _changed(self, mutant: Mutant) -> Calendar:
        """The calendar with one rule changed; only that country's law is compiled anew, and only when it is needed."""
        country = self.ruleset.countries[mutant.country]
        rules = tuple(replace(one, when=mutant.when) if one is mutant.rule else one for one in country.rules)
        countries = {**self.ruleset.countries, mutant.country: replace(country, rules=rules)}
        ruleset: RuleSet = replace(self.ruleset, countries=countries)
        calendar = copy.copy(self.calendar)
        calendar.ruleset = ruleset
        calendar._days = {}
        calendar._laws = {key: law for key, law in self.calendar._laws.items() if key[0] != mutant.country}
        return calendar


# the report


def reasons() -> dict[tuple[str, str], str]:
    """The survivors that are explained: rule and dropped condition to the reason."""
    listed = yaml.safe_load(REASONS.read_text(encoding="utf-8")) if REASONS.exists() else None
    return {(one["rule"], one["dropped"]): one["reason"] for one in listed or ()}


def main() -> int:
    """Run, print the survivors, and fail if one of them has no reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--country", action="append", help="only the cases and rules of this country (ISO code)")
    parser.add_argument("--shared", action="store_true", help="only rules that carry shared cases")
    parser.add_argument("--all", action="store_true", help="also rules that carry no case")
    parser.add_argument("--killers", action="store_true", help="print which case notices each dropped condition")
    options = parser.parse_args()
    started = time.perf_counter()
    bench = Bench(Rulebook.load(), set(options.country) if options.country else None, options.shared)
    for case in bench.red:
        print(f"already red, left out: {case.place.file}:{case.place.line} {case.model.case}")
    known, survivors, count = reasons(), [], 0
    rules: set[tuple[str, str]] = set()
    for mutant in bench.mutants(options.all):
        count += 1
        rules.add((mutant.country, f"{mutant.rule.id} {mutant.rule.span}"))
        killer = bench.killer(mutant)
        if killer is None:
            survivors.append(mutant)
        elif options.killers:
            print(f"{mutant.place}  {mutant.rule.id}  {mutant.text}  <- {killer.model.case}")
    unexplained = [one for one in survivors if (one.rule.id, one.text) not in known]
    for title, listed in (
        ("survives, explained", [one for one in survivors if one not in unexplained]),
        ("survives without a reason", unexplained),
    ):
        for one in listed:
            why = known.get((one.rule.id, one.text))
            print(f"{title}: {one.place}  {one.rule.id}  {one.text}" + (f"  ({why})" if why else ""))
    stale = (
        []
        if options.country or options.shared
        else sorted(known.keys() - {(one.rule.id, one.text) for one in survivors})
    )
    for name, text in stale:
        print(f"reason no longer needed: {name}  {text}")
    cases, seconds = sum(map(len, bench.cases.values())), time.perf_counter() - started
    print(
        f"{cases} cases, {len(rules)} rules, {count} conditions dropped: "
        f"{count - len(survivors)} noticed, {len(survivors) - len(unexplained)} explained, "
        f"{len(unexplained)} not explained ({seconds:.0f} s)"
    )
    return 1 if unexplained or stale or bench.red else 0


if __name__ == "__main__":
    sys.exit(main())
