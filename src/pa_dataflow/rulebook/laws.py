"""One country's law on one day, compiled: rules in force as a stratified program over atoms.

Names of derived symbols: a concept's own id; ``CODE rule ID`` (the rule holds and nothing overrides it);
``gate ID asked``, ``opened``, ``closed`` and ``owing`` (every open ground still owes something due before the
transfer); ``duty ID due``, ``met`` and ``outstanding``; ``law CODE may`` (no gate closed) and ``law CODE conditions``
(something due before the transfer is outstanding).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pa_dataflow.logic.expressions import FALSE, Expression, Literal, every, negate, some
from pa_dataflow.logic.program import Program
from pa_dataflow.rulebook.atoms import cut_symbol
from pa_dataflow.rulebook.conditions import (
    SIZE_CLASSES,
    Accepted,
    AllOf,
    AnyOf,
    ConceptTest,
    Condition,
    FactTest,
    Not,
    ReadingTest,
    Recognised,
    SizeTest,
    Threshold,
)
from pa_dataflow.rulebook.dates import BEGINNING, NO_END
from pa_dataflow.rulebook.ruleset import CountryRules, DutyEntry, GateEntry, RuleSet, RuleVersion


@dataclass(frozen=True)
class LawInForce:
    """The law of one country on the days from ``start`` to the day before ``before``."""

    country: CountryRules
    start: date
    before: date
    rules: Mapping[str, RuleVersion]
    gates: Mapping[str, GateEntry]
    duties: Mapping[str, DutyEntry]
    program: Program

    @property
    def code(self) -> str:
        """The country's ISO code."""
        return self.country.code

    @property
    def applies(self) -> str:
        """The symbol of the concept that says whether this law reaches the transfer."""
        return self.country.concept("applies")

    @property
    def may(self) -> str:
        """The symbol that is true when no gate of this law is closed."""
        return f"law {self.code} may"

    @property
    def conditions(self) -> str:
        """The symbol that is true when something due before the transfer is outstanding."""
        return f"law {self.code} conditions"

    def closing(self, gate: str) -> list[RuleVersion]:
        """The rules in force that close the gate."""
        return self.by_effect("closes", gate)

    def opening(self, gate: str) -> list[RuleVersion]:
        """The rules in force that open the gate."""
        return self.by_effect("opens", gate)

    def by_effect(self, effect: str, target: str) -> list[RuleVersion]:
        """The rules in force with this effect on this target."""
        return self._by_effect.get((effect, target), [])

    def stronger(self, rule: RuleVersion) -> list[RuleVersion]:
        """The rules in force that override this one when they hold."""
        return self._stronger.get(rule.id, [])

    @cached_property
    def _by_effect(self) -> dict[tuple[str, str], list[RuleVersion]]:
        found: dict[tuple[str, str], list[RuleVersion]] = {}
        for rule in self.rules.values():
            found.setdefault((rule.model.effect, rule.model.target), []).append(rule)
        return found

    @cached_property
    def _stronger(self) -> dict[str, list[RuleVersion]]:
        found: dict[str, list[RuleVersion]] = {}
        for rule in self.rules.values():
            for weaker in rule.model.overrides:
                found.setdefault(weaker, []).append(rule)
        return found

    def holds(self, rule: RuleVersion) -> str:
        """The symbol that is true when the rule holds and nothing overrides it."""
        return rule_symbol(self.code, rule.id)


def rule_symbol(code: str, rule: str) -> str:
    """The symbol of a rule in one country's law; a regional rule stands in several laws."""
    return f"{code} rule {rule}"


def boundaries(ruleset: RuleSet, country: CountryRules) -> list[date]:
    """Every day on which something this law's program depends on begins or has ended, in order."""
    spans = [rule.span for rule in country.rules]
    spans += [entry.span for entry in ruleset.recognition]
    spans += [entry.span for entry in ruleset.accepted]
    # Which citation a rule stands on changes when a cited instrument ends.
    cited = {citation.instrument for rule in country.rules for citation in rule.model.cite}
    spans += [ruleset.instruments[name].span for name in cited if ruleset.instruments[name].model.stands_on]
    return sorted({day for span in spans for day in span.boundaries})


def law_on(ruleset: RuleSet, country: CountryRules, day: date, days: Iterable[date]) -> LawInForce:
    """Compile the country's law as it stands on the day; ``days`` are its boundaries."""
    listed = list(days)
    start = max((one for one in listed if one <= day), default=BEGINNING)
    before = min((one for one in listed if one > day), default=NO_END)
    return _Compiler(ruleset, country, day).law(start, before)


class Translator:
    """Turns conditions into expressions for one day."""

    def __init__(self, ruleset: RuleSet, day: date) -> None:
        self.ruleset = ruleset
        self.vocabulary = ruleset.vocabulary
        self.day = day
        self._known: dict[int, Expression] = {}

    def expression(self, condition: Condition) -> Expression:
        """The condition over atoms; lists of countries and schemes are those of the day.

        The condition has to be one of the rulebook's own, since answers are kept by identity.
        """
        found = self._known.get(id(condition))
        if found is None:
            found = self._known[id(condition)] = self._translated(condition)
        return found

    def _translated(self, condition: Condition) -> Expression:
        if isinstance(condition, AllOf):
            return every(self.expression(part) for part in condition.parts)
        if isinstance(condition, AnyOf):
            return some(self.expression(part) for part in condition.parts)
        if isinstance(condition, Not):
            return negate(self.expression(condition.part))
        if isinstance(condition, FactTest):
            return self._fact(condition)
        if isinstance(condition, ConceptTest):
            return Literal(condition.concept, condition.holds)
        if isinstance(condition, SizeTest):
            return some((Literal(f"{condition.concept}={one}") for one in sorted(condition.classes)), condition)
        if isinstance(condition, ReadingTest):
            return Literal(f"{condition.question}={condition.reading}")
        if isinstance(condition, Recognised):
            return self._recognised(condition)
        return self._accepted(condition)

    def _fact(self, test: FactTest) -> Expression:
        name, values = test.fact, test.values
        if isinstance(values, bool):
            return Literal(name, values)
        if isinstance(values, Threshold):
            symbol = cut_symbol(name, values, test.operator in ("more_than", "at_most"))
            return Literal(symbol, test.operator in ("at_least", "more_than"))
        if isinstance(values, str):
            return self._from_step(name, values)
        kind = self.vocabulary.facts[name].type
        if kind == "ordered":
            return some((self._at_step(name, value) for value in sorted(values)), test) if len(values) != 1 else \
                self._at_step(name, *values)  # fmt: skip
        if kind not in ("set", "country_set"):
            return some((Literal(f"{name}={value}") for value in sorted(values)), test)
        members = [f"{name}:{value}" for value in sorted(values)]
        if test.operator == "any_of":
            return some((Literal(member) for member in members), test)
        if test.operator == "all_of":
            return every((Literal(member) for member in members), test)
        others = sorted(set(self.vocabulary.members(name)) - values)
        return every((Literal(f"{name}:{other}", False) for other in others), test)

    def _from_step(self, name: str, step: str) -> Expression:
        steps = list(self.vocabulary.members(name))
        return every(()) if step == steps[0] else Literal(f"{name}>={step}")

    def _at_step(self, name: str, step: str) -> Expression:
        steps = list(self.vocabulary.members(name))
        following = steps[steps.index(step) + 1 :][:1]
        return every([self._from_step(name, step), *(Literal(f"{name}>={later}", False) for later in following)])

    def _recognised(self, test: Recognised) -> Expression:
        importer = self.vocabulary.playing("importer_country")
        day = test.dated or self.day
        ways: list[Expression] = []
        for entry in self.ruleset.recognition:
            if entry.model.by in test.by and entry.model.kind == test.kind and day in entry.span:
                listed = some(Literal(f"{importer}={country}") for country in sorted(entry.countries))
                ways.append(every([listed, self.expression(entry.scope)]))
        return some(ways, test)

    def _accepted(self, test: Accepted) -> Expression:
        scopes = [
            self.expression(entry.scope)
            for entry in self.ruleset.accepted
            if entry.model.by == test.by and entry.model.scheme == test.scheme and self.day in entry.span
        ]
        return every([some(scopes), self.expression(self.ruleset.scheme_uses[test.scheme])], test)


class _Compiler:
    def __init__(self, ruleset: RuleSet, country: CountryRules, day: date) -> None:
        self.ruleset = ruleset
        self.country = country
        self.day = day
        self.translator = Translator(ruleset, day)
        self.rules = {rule.id: rule for rule in country.rules if day in rule.span}
        self.definitions: dict[str, Expression] = {}

    def law(self, start: date, before: date) -> LawInForce:
        self._sizes()
        self._rules()
        gates = {
            name: gate
            for name, gate in self.country.gates.items()
            if any(rule.model.closes == name for rule in self.rules.values())
        }
        duties = self._duties()
        applies = Literal(self.country.concept("applies"))
        owing = [self._gate(name, applies) for name in gates]
        code = self.country.code
        self.definitions[f"law {code} may"] = every(Literal(f"gate {name} closed", False) for name in gates)
        due_first = [Literal(f"duty {name} outstanding") for name in duties if self._is_first(name)]
        self.definitions[f"law {code} conditions"] = some([*due_first, *owing])
        program = Program.of(self.definitions)
        return LawInForce(self.country, start, before, self.rules, gates, duties, program)

    def _effects(self, effect: str, target: str) -> list[Expression]:
        return [Literal(self._holds(rule)) for rule in self.rules.values() if getattr(rule.model, effect) == target]

    def _holds(self, rule: RuleVersion) -> str:
        return rule_symbol(self.country.code, rule.id)

    def _sizes(self) -> None:
        """The first line that fits the figures, or the size that was stated instead of them."""
        name = self.country.concept("size")
        earlier: list[Expression] = []
        ways: dict[str, list[Expression]] = {size: [] for size in SIZE_CLASSES}
        for line in self.country.size_lines:
            fits = self.translator.expression(line.when)
            ways[line.size].append(every([fits, *(negate(other) for other in earlier)]))
            earlier.append(fits)
        ways[self.country.sizes.otherwise].append(every(negate(other) for other in earlier))
        stated = self.ruleset.vocabulary.playing("size")
        for size, found in ways.items():
            by_figures = some(found)
            if stated:
                from_figures = Literal(f"{stated}={self.ruleset.vocabulary.presumed[stated]}")
                by_figures = some([Literal(f"{stated}={size}"), every([from_figures, by_figures])])
            self.definitions[f"{name}={size}"] = by_figures

    def _rules(self) -> None:
        for rule in self.rules.values():
            stronger = [other for other in self.rules.values() if rule.id in other.model.overrides]
            self.definitions[self._holds(rule)] = every(
                [
                    self.translator.expression(rule.when),
                    self._standing(rule),
                    *(Literal(self._holds(other), False) for other in stronger),
                ]
            )
        for concept in self.country.concepts:
            self.definitions[concept] = some(self._effects("defines", concept))

    def _standing(self, rule: RuleVersion) -> Expression:
        """The readings on which the rule's first citation stands, where its instrument's force is itself contested."""
        alive = self.ruleset.alive(rule.model.cite, self.day)
        stands_on = self.ruleset.instruments[alive[0].instrument].model.stands_on
        return every(Literal(f"{question}={reading}") for question, reading in stands_on.items())

    def _duties(self) -> dict[str, DutyEntry]:
        owed = {duty for rule in self.rules.values() for duty in rule.model.owes}
        in_force = {rule.model.requires for rule in self.rules.values() if rule.model.requires} | owed
        duties = {name: duty for name, duty in self.country.duties.items() if name in in_force}
        applies = Literal(self.country.concept("applies"))
        arrives = self._arrives()
        for name, duty in duties.items():
            required = some(self._effects("requires", name))
            waived = some(self._effects("waives", name))
            reaches = arrives if duty.on_arrival else applies
            self.definitions[f"duty {name} due"] = every([reaches, required, negate(waived)])
            met = FALSE if duty.fulfilled_by is None else self.translator.expression(duty.fulfilled_by)
            self.definitions[f"duty {name} met"] = every([met])
            self.definitions[f"duty {name} outstanding"] = every(
                [Literal(f"duty {name} due"), Literal(f"duty {name} met", False)]
            )
        return duties

    def _arrives(self) -> Expression:
        """The data come to this country from somewhere else."""
        exporter, importer = (self.ruleset.vocabulary.playing(f"{side}_country") for side in ("exporter", "importer"))
        code = self.country.code
        here = [Literal(f"{importer}={code}")] if importer else [FALSE]
        return every([*here, *([Literal(f"{exporter}={code}", False)] if exporter else [])])

    def _is_first(self, duty: str) -> bool:
        return self.country.duties[duty].model.due == "before_transfer"

    def _gate(self, name: str, applies: Expression) -> Expression:
        """Define the gate; returns when every open ground of it still owes something due before the transfer."""
        opening = [rule for rule in self.rules.values() if rule.model.opens == name]
        asked, opened = Literal(f"gate {name} asked"), Literal(f"gate {name} opened")
        self.definitions[asked.symbol] = every([applies, some(self._effects("closes", name))])
        self.definitions[opened.symbol] = some(self._effects("opens", name))
        self.definitions[f"gate {name} closed"] = every([asked, negate(opened)])
        owing: list[Expression] = [asked, opened]
        for rule in opening:
            unmet = [Literal(f"duty {duty} met", False) for duty in rule.model.owes if self._is_first(duty)]
            owing.append(some([Literal(self._holds(rule), False), *unmet]))
        if not any(rule.model.owes for rule in opening):
            return FALSE
        self.definitions[f"gate {name} owing"] = every(owing)
        return Literal(f"gate {name} owing")
