"""Small random laws, and what they mean by trying everything.

A law is drawn as plain data, written out as a rulebook, and judged here straight from the data: no atoms, no clauses,
no compiled program. Actions only ever help, unless a law is drawn ``careless``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations, product
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from tiny import action, duty, load, question, rule, transfer

from pa_dataflow import Outcome, Rulebook, Transfer
from pa_dataflow.assessment.judge import SEVERITY, outcome_of

SOME = settings(max_examples=max(50, settings().max_examples // 10))  # a law has to be written and loaded

Facts = Mapping[str, Any]
Readings = Mapping[str, str]
Test = Callable[[Facts, Readings], bool]

STEPS = ("none", "spoken", "signed")
MEMBERS = ("old", "model", "own")
VALUES: dict[str, list[Any]] = {
    "a": [False, True],
    "b": [False, True],
    "c": [False, True],
    "role": ["one", "two", "three"],
    "act": list(STEPS),
    "clauses": [tuple(one for place, one in enumerate(MEMBERS) if number >> place & 1) for number in range(8)],
    "staff": [3, 5, 7, 10, 20],
}
QUESTIONS = {"xr.q.held": ("yes", "no"), "xr.q.split": ("yes", "no", "maybe"), "xr.q.open": ("yes", "no")}
PREVAILING = {"xr.q.held": "yes", "xr.q.split": "yes"}
GATES = ("xr.export", "xr.second")
CONCEPTS = ("xr.first", "xr.other")


@dataclass(frozen=True)
class Condition:
    """A condition as it is written and as a test."""

    text: str
    test: Test


@dataclass(frozen=True)
class Rule:
    """One rule: effect and target, condition, the rules it overrides and the duties it owes."""

    name: str
    effect: str
    target: str
    when: Condition
    overrides: tuple[str, ...] = ()
    owes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """One action: what it brings about, when it is offered, and what rules it out."""

    name: str
    facts: Facts
    offered: Condition
    barred: Condition
    hours: int

    def possible(self, facts: Facts, readings: Readings) -> bool:
        """Whether it can be done."""
        return self.offered.test(facts, readings) and not self.barred.test(facts, readings)


@dataclass(frozen=True)
class Law:
    """A whole law; ``duties`` are due before the transfer and met by a fact."""

    rules: tuple[Rule, ...]
    actions: tuple[Action, ...]
    duties: Mapping[str, Condition]
    _outcomes: dict[Any, Outcome] = field(default_factory=dict, compare=False, repr=False)

    # what it says, by trying

    def holding(self, facts: Facts, readings: Readings) -> dict[str, bool]:
        """Which concepts and rules hold; concepts use later ones, and rules are overridden by later ones only."""
        truth: dict[str, bool] = {}
        told = {**facts, "truth": truth}
        for concept in reversed(CONCEPTS):
            defining = [one for one in self.rules if one.target == concept]
            truth.update({one.name: one.when.test(told, readings) for one in defining})
            truth[concept] = any(truth[one.name] for one in defining)
        for one in reversed(self.rules):
            if one.target not in CONCEPTS:
                beaten = any(one.name in other.overrides and truth.get(other.name) for other in self.rules)
                truth[one.name] = one.when.test(told, readings) and not beaten
        return truth

    def gates(self, facts: Facts, readings: Readings) -> dict[str, str]:
        """Closed, open or unasked, for each gate."""
        truth = self.holding(facts, readings)
        found = {}
        for gate in GATES:
            of = {
                effect: any(truth[one.name] for one in self.rules if (one.effect, one.target) == (effect, gate))
                for effect in ("closes", "opens")
            }
            asked = truth["scope"] and of["closes"]
            found[gate] = "unasked" if not asked else "open" if of["opens"] else "closed"
        return found

    def outcome(self, facts: Facts, readings: Readings) -> Outcome:
        """The outcome when everything is known."""
        key = (tuple(facts[name] for name in VALUES), tuple(readings.values()))
        if key not in self._outcomes:
            self._outcomes[key] = self._outcome(facts, readings)
        return self._outcomes[key]

    def _outcome(self, facts: Facts, readings: Readings) -> Outcome:
        truth = self.holding(facts, readings)
        if not truth["scope"]:
            return Outcome.NOT_APPLICABLE
        gates = self.gates(facts, readings)
        if "closed" in gates.values():
            possible = [one for one in self.actions if one.possible(facts, readings)]
            after = self.gates(done(facts, possible), readings)
            return Outcome.PROHIBITED if "closed" in after.values() else Outcome.ACTION_REQUIRED
        unmet = {name for name, met in self.duties.items() if not met.test(facts, readings)}
        outstanding = any(
            one.effect == "requires" and truth[one.name] and one.target in unmet for one in self.rules
        ) or any(
            status == "open"
            and all(
                unmet & set(one.owes)
                for one in self.rules
                if (one.effect, one.target) == ("opens", gate) and truth[one.name]
            )
            for gate, status in gates.items()
        )
        return Outcome.PERMITTED_WITH_CONDITIONS if outstanding else Outcome.PERMITTED

    @cached_property
    def mentioned(self) -> list[str]:
        """The facts and questions that anything in the law speaks of."""
        texts = [one.when.text for one in self.rules] + [one.offered.text for one in self.actions]
        texts += [one.barred.text for one in self.actions]
        texts += [_written_facts(one.facts) for one in self.actions] + [met.text for met in self.duties.values()]
        used = set(re.findall(r"[\w.]+(?=:)", " ".join(texts)))
        return [name for name in (*VALUES, *QUESTIONS) if name in used]

    def completions(self, facts: Facts, readings: Readings) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        """Every way the facts that aren't named and the questions without a reading may turn out.

        What the law doesn't speak of takes one value only.
        """
        known = {**facts, **readings}
        options = {**VALUES, **QUESTIONS}
        left = {
            name: values if name in self.mentioned else values[:1]
            for name, values in options.items()
            if name not in known
        }
        for chosen in product(*left.values()):
            whole = {**known, **dict(zip(left, chosen, strict=True))}
            yield {name: whole[name] for name in VALUES}, {name: whole[name] for name in QUESTIONS}

    def possible(self, facts: Facts, readings: Readings) -> frozenset[Outcome]:
        """The outcomes of all completions of facts and of unsettled questions."""
        return frozenset(self.outcome(whole, read) for whole, read in self.completions(facts, readings))

    def contested(self, facts: Facts) -> tuple[Outcome, frozenset[str]]:
        """The outcome by the prevailing readings, and the questions of the smallest departures that move it."""
        base = outcome_of(self.possible(facts, PREVAILING))
        if base is Outcome.UNDETERMINED:  # it is on neither side, so nothing moves it
            return base, frozenset()
        found: list[frozenset[str]] = []
        for size in range(1, len(PREVAILING) + 1):
            for names in combinations(PREVAILING, size):
                if any(smaller <= set(names) for smaller in found):
                    continue
                others = [[one for one in QUESTIONS[name] if one != PREVAILING[name]] for name in names]
                for chosen in product(*others):
                    other = outcome_of(self.possible(facts, {**PREVAILING, **dict(zip(names, chosen, strict=True))}))
                    sides = {base.may_go_ahead, other.may_go_ahead}
                    if sides == {True, False} or SEVERITY[other] > SEVERITY[base]:
                        found.append(frozenset(names))
                        break
        return base, frozenset().union(*found)

    def works(self, facts: Facts, chosen: Sequence[Action]) -> bool:
        """Whether the transfer may go ahead in every completion once those actions are done that can be done there."""
        return all(
            self.outcome(done(whole, [one for one in chosen if one.possible(whole, read)]), read).may_go_ahead
            for whole, read in self.completions(facts, PREVAILING)
        )

    def smallest(self, facts: Facts) -> list[frozenset[str]]:
        """The smallest sets that work, of actions that are surely offered and not surely ruled out."""
        completions = list(self.completions(facts, PREVAILING))
        sure = [
            one
            for one in self.actions
            if all(one.offered.test(*completion) for completion in completions)
            and not all(one.barred.test(*completion) for completion in completions)
        ]
        found: list[frozenset[str]] = []
        for size in range(len(sure) + 1):
            for chosen in combinations(sure, size):
                names = frozenset(one.name for one in chosen)
                if not any(smaller <= names for smaller in found) and self.works(facts, chosen):
                    found.append(names)
        return found

    # as a rulebook

    def on(self, day: date, lives: Sequence[date]) -> Law:
        """The law of the day, if its rules live as `life_of` says."""
        rules = tuple(
            one
            for place, one in enumerate(self.rules)
            for start, before in [life_of(place, lives)]
            if (start is None or start <= day) and (before is None or day < before)
        )
        return Law(rules, self.actions, self.duties)

    def rulebook(self, root: Path, lives: Sequence[date] = (), **more: Any) -> Rulebook:
        """The law as a loaded rulebook, unproved; with lives its rules begin and end as `life_of` says."""
        written = []
        for place, one in enumerate(self.rules):
            if one.name == "scope":
                continue
            rest = [f"overrides: [{', '.join(f'xr.{name}' for name in one.overrides)}]" if one.overrides else ""]
            rest += [f"owes: [{', '.join(f'xr.{name}' for name in one.owes)}]" if one.owes else ""]
            start, before = life_of(place, lives)
            rest.append(
                f"in_force: {{from: {start}}}" if start else f"in_force: {{before: {before}}}" if before else ""
            )
            target = one.target if one.target.startswith("xr.") else f"xr.{one.target}"
            written.append(rule(one.name, f"{one.effect}: {target}", one.when.text, ", ".join(filter(None, rest))))
        return load(
            root,
            *written,
            scope=self.scope.when.text,
            gates=GATES,
            concepts=CONCEPTS,
            actions=tuple(
                action(
                    one.name,
                    _written_facts(one.facts),
                    f"burden: {{hours_once: {one.hours}}},"
                    f" possible: {{when: {one.offered.text}, unless: {one.barred.text}}}",
                )
                for one in self.actions
            ),
            questions=tuple(
                question(name.removeprefix("xr.q."), readings, PREVAILING.get(name))
                for name, readings in QUESTIONS.items()
            ),
            duties=tuple(duty(name, "before_transfer", met.text) for name, met in self.duties.items()),
            **more,
        )

    @cached_property
    def scope(self) -> Rule:
        """The rule that says whom the law reaches."""
        return next(one for one in self.rules if one.name == "scope")


def life_of(place: int, days: Sequence[date]) -> tuple[date | None, date | None]:
    """When a rule begins and ends, by its place: some are always in force, others begin or end on one of the days."""
    if place == 0 or not days or place % 3 == 0:
        return None, None
    day = days[place // 3 % len(days)]
    return (day, None) if place % 3 == 1 else (None, day)


def done(facts: Facts, actions: Sequence[Action]) -> dict[str, Any]:
    """The facts once the actions have been done: they only add."""
    found = dict(facts)
    for one in actions:
        for name, value in one.facts.items():
            if isinstance(value, tuple):
                found[name] = tuple(member for member in MEMBERS if member in value or member in found[name])
            elif value in STEPS:
                found[name] = max(found[name], value, key=STEPS.index)
            else:
                found[name] = True
    return found


def stated(facts: Facts) -> Transfer:
    """The facts as a transfer from XR."""
    return transfer(**{name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()})


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _written_facts(facts: Facts) -> str:
    return f"{{{', '.join(f'{name}: {_written(value)}' for name, value in facts.items())}}}"


# drawing


class _Choices:
    """Small choices read off bytes; zero is simplest."""

    def __init__(self, content: bytes, few: bool = False) -> None:
        self._content = iter(content)
        # With few facts and questions, everything can be tried even if nothing is known.
        self.names = ("a", "b", "act", "clauses") if few else ("a", "act", "clauses", "b", "c", "role", "staff")
        self.questions = ["xr.q.held"] if few else list(QUESTIONS)

    def below(self, limit: int) -> int:
        return next(self._content, 0) % limit

    def of(self, items: Sequence[Any]) -> Any:
        return items[self.below(len(items))]

    def some(self, items: Sequence[Any]) -> list[Any]:
        return [one for one in items if self.below(2)] or [self.of(items)]

    # conditions; ``helped`` says whether truth may come (True) or go (False) with actions, None: whatever

    def condition(self, helped: bool | None, concepts: Sequence[str] = (), levels: int = 2) -> Condition:
        kind = self.below(8 if levels else 5)
        if kind >= 6:
            parts = [self.condition(helped, concepts, levels - 1) for _ in range(1 + self.below(3))]
            word, every = ("all", all) if self.below(2) else ("any", any)
            text = f"{{{word}: [{', '.join(part.text for part in parts)}]}}"
            return Condition(text, lambda facts, readings: every(part.test(facts, readings) for part in parts))
        if kind == 5:
            part = self.condition(None if helped is None else not helped, concepts, levels - 1)
            return Condition(f"{{not: {part.text}}}", lambda facts, readings: not part.test(facts, readings))
        if kind == 4:
            name = self.of(self.questions)
            reading = self.of(QUESTIONS[name])
            return Condition(f"{{reading: {{{name}: {reading}}}}}", lambda facts, readings: readings[name] == reading)
        if kind == 3 and concepts:
            concept, holds = self.of(concepts), self.below(2) == 0 if helped is None else helped
            return Condition(
                f"{{{concept}: {_written(holds)}}}", lambda facts, readings: facts["truth"][concept] is holds
            )
        return self._fact(helped)

    def _fact(self, helped: bool | None) -> Condition:
        # `a`, `act` and `clauses` are what actions bring about.
        name = self.of((*self.names, *(("a", "act", "clauses") if helped else ())))
        if name in ("a", "b", "c"):
            value = self.below(2) == 0 if helped is None or name != "a" else helped
            return Condition(f"{{{name}: {_written(value)}}}", lambda facts, readings: facts[name] is value)
        if name == "role":
            members = self.some(VALUES["role"])
            return Condition(
                f"{{role: {{in: [{', '.join(members)}]}}}}", lambda facts, readings: facts[name] in members
            )
        if name == "staff":
            limit, word = self.of((5, 10)), self.of(("at_least", "more_than", "at_most", "less_than"))
            test: Callable[[int], bool] = {
                "at_least": limit.__le__,
                "more_than": limit.__lt__,
                "at_most": limit.__ge__,
                "less_than": limit.__gt__,
            }[word]
            return Condition(f"{{staff: {{{word}: {limit}}}}}", lambda facts, readings: test(facts["staff"]))
        if name == "act":
            return self._act(helped)
        return self._clauses(helped)

    def _act(self, helped: bool | None) -> Condition:
        step = self.of(STEPS[1:])
        up = Condition(
            f"{{act: {{at_least: {step}}}}}",
            lambda facts, readings: STEPS.index(facts["act"]) >= STEPS.index(step),
        )
        if helped is True:
            return up
        if helped is False:
            return Condition("{act: none}", lambda facts, readings: facts["act"] == "none")
        members = self.some(STEPS)
        exact = Condition(f"{{act: {{in: [{', '.join(members)}]}}}}", lambda facts, readings: facts["act"] in members)
        return self.of((up, exact))

    def _clauses(self, helped: bool | None) -> Condition:
        members = self.some(MEMBERS)
        words = {True: ("any_of", "all_of"), False: ("only",), None: ("any_of", "all_of", "only")}[helped]
        word = self.of(words)
        test: Callable[[set[str]], bool] = {
            "any_of": lambda found: bool(found & set(members)),
            "all_of": lambda found: found >= set(members),
            "only": lambda found: found <= set(members),
        }[word]
        return Condition(
            f"{{clauses: {{{word}: [{', '.join(members)}]}}}}", lambda facts, readings: test(set(facts["clauses"]))
        )

    def law(self, careless: bool) -> Law:
        def free(helped: bool) -> bool | None:
            return None if careless else helped

        always = Condition("{all: [{exporter: XR}]}", lambda facts, readings: True)
        scope = always
        if self.below(4) == 3:
            scope = Condition("{all: [{exporter: XR}, {b: false}]}", lambda facts, readings: facts["b"] is False)
        rules = [Rule("scope", "defines", "xr.applies", scope)]
        for number, concept in enumerate(CONCEPTS):
            for place in range(1 + self.below(2)):
                when = self.condition(free(True), CONCEPTS[number + 1 :])
                rules.append(Rule(f"concept{number}{place}", "defines", concept, when))
        duties = {
            "first_duty": Condition("{c: true}", lambda facts, readings: facts["c"]),
            "other_duty": Condition("{clauses: {any_of: [own]}}", lambda facts, readings: "own" in facts["clauses"]),
        }
        for gate in GATES:
            short = gate.removeprefix("xr.")
            for place in range(1 + (self.below(4) == 3)):
                when = always if self.below(3) == 0 else self.condition(free(False), CONCEPTS if careless else ())
                rules.append(Rule(f"{short}_closes{place}", "closes", gate, when))
            for place in range(1 + self.below(3)):
                when = self.condition(free(True), CONCEPTS, self.below(3))
                owes = tuple(self.some(list(duties))) if self.below(4) == 3 else ()
                rules.append(Rule(f"{short}_opens{place}", "opens", gate, when, owes=owes))
            if self.below(4) == 3:
                beaten = self.of([one.name for one in rules if one.target == gate])
                when = Condition("{b: true}", lambda facts, readings: facts["b"])
                rules.append(Rule(f"{short}_special", "opens", gate, when, (beaten,)))
        if self.below(3) == 2:
            rules.append(Rule("duty", "requires", "first_duty", self.condition(None, CONCEPTS)))
        owed = {name for one in rules for name in (*one.owes, one.target)}
        actions = tuple(self._action(number) for number in range(self.below(6)))
        return Law(tuple(rules), actions, {name: met for name, met in duties.items() if name in owed})

    def _action(self, number: int) -> Action:
        facts = self.of(
            (
                {"a": True},
                {"act": self.of(STEPS[1:])},
                {"clauses": tuple(self.some(MEMBERS))},
                {"a": True, "clauses": ("model",)},
                {"act": "signed", "clauses": ("own",)},
            )
        )
        offered = Condition("{all: [{exporter: XR}]}", lambda facts, readings: True)
        if self.below(4) == 3:
            offered = Condition("{b: true}", lambda facts, readings: facts["b"])
        barred = Condition("{exporter: none}", lambda facts, readings: False)
        if self.below(4) == 3:
            barred = Condition("{c: true}", lambda facts, readings: facts["c"])
        return Action(f"do{number}", facts, offered, barred, self.below(4))

    def facts(self) -> dict[str, Any]:
        unknown = {self.of(list(VALUES)) for _ in range(self.below(4))}
        return {name: self.of(values) for name, values in VALUES.items() if name not in unknown}


def laws(careless: bool = False) -> st.SearchStrategy[Law]:
    """A random law."""
    return st.binary(min_size=160, max_size=160).map(lambda content: _Choices(content, few=careless).law(careless))


def partial_facts() -> st.SearchStrategy[dict[str, Any]]:
    """Values for some facts; up to three of them stay unknown."""
    return st.binary(min_size=24, max_size=24).map(lambda content: _Choices(content).facts())
