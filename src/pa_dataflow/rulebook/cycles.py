"""Concepts and overrides that need themselves: refused, with the circle named."""

from __future__ import annotations

from collections.abc import Iterable

from pa_dataflow.logic.expressions import Expression, Literal, every
from pa_dataflow.logic.program import CyclicDefinitions, Program
from pa_dataflow.rulebook.conditions import ConceptTest, Condition, SizeTest, leaves
from pa_dataflow.rulebook.ruleset import CountryRules, RuleSet, RuleVersion
from pa_dataflow.source.errors import Place, Problem


def find_cycles(ruleset: RuleSet) -> list[Problem]:
    """One problem for each country whose concepts go in a circle on some day."""
    problems = []
    for country in ruleset.countries.values():
        cycle = _cycle(country, country.rules)
        if cycle:
            # Versions of different times together may look like a circle that no single day has.
            days = sorted({day for rule in country.rules for day in rule.span.boundaries})
            on_a_day = (_cycle(country, [rule for rule in country.rules if day in rule.span]) for day in days)
            cycle = next((found for found in on_a_day if found), [] if days else cycle)
        if cycle:
            problems.append(Problem("cycle", _place(country, cycle), {"cycle": " -> ".join(cycle)}))
    return problems


def _cycle(country: CountryRules, rules: Iterable[RuleVersion]) -> list[str]:
    graph: dict[str, set[str]] = {f"{country.prefix}.size": set()}
    for line in country.size_lines:
        graph[f"{country.prefix}.size"] |= _needs(line.when)
    listed = list(rules)
    for rule in listed:
        node = graph.setdefault(f"rule {rule.id}", set())
        node |= _needs(rule.when)
        node |= {f"rule {other.id}" for other in listed if rule.id in other.model.overrides}
        if rule.model.defines:
            graph.setdefault(rule.model.defines, set()).add(f"rule {rule.id}")
    definitions: dict[str, Expression] = {
        name: every([Literal(need) for need in sorted(needs)]) for name, needs in graph.items()
    }
    try:
        Program.of(definitions)
    except CyclicDefinitions as error:
        return error.cycle
    return []


def _needs(condition: Condition) -> set[str]:
    return {leaf.concept for leaf in leaves(condition) if isinstance(leaf, (ConceptTest, SizeTest))}


def _place(country: CountryRules, cycle: list[str]) -> Place | None:
    return next((rule.place for rule in country.rules if f"rule {rule.id}" in cycle), None)
