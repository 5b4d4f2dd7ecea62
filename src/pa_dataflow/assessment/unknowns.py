"""The values unknown facts and questions may take, and a hopeful guess at them."""

from __future__ import annotations

from decimal import Decimal

from pa_dataflow.assessment.completions import CONDITIONS, MAY, REACHED
from pa_dataflow.assessment.laws_of_day import LawsOfDay
from pa_dataflow.assessment.missing import unknown_names
from pa_dataflow.assessment.models import FactValue
from pa_dataflow.logic.knowledge import Knowledge
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.rulebook.wording import Wording
from pa_dataflow.vocabulary.facts import Money, Value


class Options:
    """What can be said of the facts and questions of one rulebook."""

    def __init__(self, ruleset: RuleSet, laws: LawsOfDay, wording: Wording) -> None:
        self.ruleset = ruleset
        self.vocabulary = ruleset.vocabulary
        self.laws = laws
        self.wording = wording

    def of(self, name: str) -> list[Value | str]:
        """Values to try for a fact: all of a small domain; none and everything for a set; none for numbers."""
        if name in self.ruleset.questions:
            return list(self.ruleset.questions[name].model.readings)
        kind = self.vocabulary.facts[name].type
        if kind == "boolean":
            return [True, False]
        if kind in ("choice", "ordered"):
            return list(self.vocabulary.members(name))
        if kind == "country":
            prefix = f"{name}="
            return [symbol.removeprefix(prefix) for symbol in self.laws.atoms.domains[name].symbols]
        if kind in ("set", "country_set"):
            return [frozenset(), frozenset(self.vocabulary.members(name))]
        return []

    def mattering(self, name: str, concluded: Knowledge) -> list[str]:
        """The values a person can write, of a set only the members that can still change the outcome or a gate."""
        if name in self.ruleset.questions or self.vocabulary.facts[name].type not in ("set", "country_set"):
            return self.written(name)
        gates = [f"gate {gate} closed" for law in self.laws.laws for gate in law.gates]
        bits = self.laws.unsettled_inputs(concluded, MAY, REACHED, CONDITIONS, *gates)
        prefix, table = f"{name}:", self.laws.atoms.table
        symbols = self.laws.atoms.domains[name].symbols if name in self.laws.atoms.domains else ()
        return [symbol.removeprefix(prefix) for symbol in symbols if table.bit(symbol) & bits] or self.written(name)

    def written(self, name: str) -> list[str]:
        """The values a person can write for the fact, as words of the file; empty for numbers and countries."""
        if name in self.ruleset.questions:
            return list(self.ruleset.questions[name].model.readings)
        kind = self.vocabulary.facts[name].type
        if kind == "boolean":
            return ["true", "false"]
        return list(self.vocabulary.members(name)) if kind in ("choice", "ordered", "set") else []

    def text(self, value: Value | str) -> str:
        """A value as it is written in a scenario file."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, frozenset):
            return f"[{', '.join(sorted(value))}]"
        return str(value) if isinstance(value, (Decimal, Money)) else value

    def fact_value(self, name: str, value: Value | str) -> FactValue:
        """A fact with a value, for the answer."""
        return FactValue(fact=name, value=self.text(value), says=self.wording.stated(name, value))

    def hopeful(self, known: Knowledge) -> dict[str, Value | str] | None:
        """Values for what is unknown with which all possible actions would open every gate, or None if none do.

        Raises BudgetExhausted.
        """
        model = self.laws.completions.example(known, after=True)
        if model is None:
            return None
        guess: dict[str, Value | str] = {}
        unknown = self.laws.steering_inputs & ~(known.true | known.false)
        for name in unknown_names(self.laws, unknown):
            value = self._value(name, model)
            if value is not None:
                guess[name] = value
        return guess

    def _value(self, name: str, true: frozenset[str]) -> Value | str | None:
        if name not in self.laws.atoms.domains:
            return None  # a number: no value to name
        symbols = self.laws.atoms.domains[name].symbols
        if name in self.ruleset.questions:
            return next((symbol.removeprefix(f"{name}=") for symbol in symbols if symbol in true), None)
        kind = self.vocabulary.facts[name].type
        if kind == "boolean":
            return name in true
        if kind in ("set", "country_set"):
            return frozenset(symbol.removeprefix(f"{name}:") for symbol in symbols if symbol in true)
        if kind == "ordered":
            reached = [symbol.removeprefix(f"{name}>=") for symbol in symbols if symbol in true]
            return reached[-1] if reached else next(iter(self.vocabulary.members(name)))
        chosen = [symbol.removeprefix(f"{name}=") for symbol in symbols if symbol in true]
        unmentioned = [one for one in self.vocabulary.members(name) if f"{name}={one}" not in symbols]
        return next(iter(chosen + unmentioned), None)
