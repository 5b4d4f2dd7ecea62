"""Two promises of every rulebook, proved for each period between boundary dates.

No action closes a gate (so a closed gate is curable exactly if it opens when all possible actions are done), and no
presumption is what lets a transfer go ahead, but for the exceptions that the vocabulary names. Most proofs need only
the polarity of symbols; the solver looks at the rest and hands over a witness.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from pa_dataflow.assessment.laws_of_day import Calendar, DayAction, LawsOfDay
from pa_dataflow.engines.solver import Encoding, Solver
from pa_dataflow.logic.expressions import literals
from pa_dataflow.logic.knowledge import Knowledge, Symbols
from pa_dataflow.logic.program import Program
from pa_dataflow.rulebook.laws import LawInForce
from pa_dataflow.rulebook.ruleset import RuleVersion
from pa_dataflow.source.errors import Problem


def prove(calendar: Calendar) -> list[Problem]:
    """Every broken promise of any period, each once, with a witness; an empty list is the proof."""
    problems: dict[tuple[str, str], Problem] = {}
    proved: set[tuple[object, ...]] = set()
    first = min(calendar.boundaries, default=date.max) - timedelta(days=1)
    for day in (first, *calendar.boundaries):
        laws = calendar.on(day)
        actions = tuple(action.id for action in laws.actions)
        for law in laws.laws:
            # A law that stays the same while others change needs no new proof.
            key = (law.code, law.start, actions)
            if key not in proved:
                proved.add(key)
                proof = _Proof(laws, law)
                for problem in (*proof.harmful_actions(day), *proof.carrying_presumptions(day)):
                    problems.setdefault((problem.code, next(iter(problem.details.values()))), problem)
    return list(problems.values())


class _Proof:
    """Proofs about one law in one period."""

    def __init__(self, laws: LawsOfDay, law: LawInForce) -> None:
        self.laws, self.law, self.table = laws, law, laws.atoms.table
        self.helping = _polarity(law.program, self.table)

    def harmful_actions(self, day: date) -> Iterator[Problem]:
        """Gates of this law that some action closes, each once, at the rule that closes it."""
        for gate in self.law.gates:
            closing, _ = self.helping[f"gate {gate} closed"]
            harmful: dict[str, tuple[list[RuleVersion], str]] = {}
            for action in self.laws.actions:
                found = self._closed_by(action, gate) if action.adds & closing else None
                if found is not None:
                    harmful[action.id] = found
            if harmful:
                rules, witness = next(iter(harmful.values()))
                details = {
                    "gate": gate,
                    "rules": ", ".join(rule.id for rule in rules),
                    "actions": ", ".join(harmful),
                    "day": str(day),
                    "witness": witness,
                }
                yield Problem("harmful_action", rules[0].place if rules else self.law.gates[gate].place, details)

    def carrying_presumptions(self, day: date) -> Iterator[Problem]:
        """Presumptions without which a transfer that this law lets go ahead may not, save the named exceptions."""
        vocabulary, atoms = self.laws.atoms.vocabulary, self.laws.atoms
        by_truth, by_falsity = self.helping[self.law.may]
        for name, value in vocabulary.presumed.items():
            bits = atoms.bits.get(name, 0)
            if vocabulary.facts[name].assume is not None or not bits:
                continue
            presumed = atoms.knowledge(name, value)
            if presumed.true & by_truth or presumed.false & by_falsity:
                witness = self._presumption_witness(name, presumed)
                if witness is not None:
                    shown = f"[{', '.join(sorted(value))}]" if isinstance(value, frozenset) else str(value).lower()
                    details = {"fact": name, "value": shown, "day": str(day), "witness": witness}
                    yield Problem("presumption_carries", atoms.ruleset.fact_places.get(name), details)

    def _closed_by(self, action: DayAction, gate: str) -> tuple[list[RuleVersion], str] | None:
        """The rules that close the gate once the action has been done, and when; None if it never closes it."""
        encoding = self._encoding
        closes = encoding.variable(f"gate {gate} closed")
        doing = [self._doing[one.id] if one is action else -self._doing[one.id] for one in self.laws.actions]
        wanted = [encoding.variable(action.possible), -closes, closes + encoding.size, *doing, *self._kept.values()]
        model = self._solver.model(wanted)
        if model is None:
            return None
        told = self._told(wanted, f"gate {gate} closed")
        opening = {rule.id for rule in self.law.opening(gate)}
        turned = []
        for rule in self.law.rules.values():
            holds = encoding.variable(self.law.holds(rule))
            about = rule.model.closes == gate or opening.intersection(rule.model.overrides)
            if about and holds + encoding.size in model and holds not in model:
                turned.append(rule)
        return turned, told

    def _presumption_witness(self, name: str, presumed: Knowledge) -> str | None:
        """A transfer that may go ahead with the presumed value and may not with another one."""
        encoding, may = self._encoding, self._encoding.variable(self.law.may)
        doing = [-variable for variable in self._doing.values()]
        kept = [variable for other, variable in self._kept.items() if other != name]
        wanted = [*encoding.assumptions(presumed, self.table), may, -may - encoding.size, *doing, *kept]
        model = self._solver.model(wanted)
        return None if model is None else self._told(wanted, self.law.may)

    def _told(self, wanted: list[int], about: str) -> str:
        """What has to be true for what is wanted: the symbols that can't all be false, in order of name."""
        matters = self.law.program.cone(about)
        needed: list[str] = []
        fixed: list[int] = []
        for symbol in sorted(self._encoding.inputs & matters):
            variable = self._encoding.variable(symbol)
            if self._solver.possible([*wanted, *fixed, -variable]):
                fixed.append(-variable)
            else:
                needed.append(symbol)
                fixed.append(variable)
        return ", ".join(needed) or "-"

    @cached_property
    def _encoding(self) -> Encoding:
        programs = [self.law.program, self.laws.actions_program]
        return Encoding(programs, self.laws.atoms.domains.values())

    @cached_property
    def _doing(self) -> dict[str, int]:
        """For each action, the variable that is true when it is done between the two copies."""
        size = 2 * self._encoding.size
        return {action.id: size + place for place, action in enumerate(self.laws.actions, start=1)}

    @cached_property
    def _kept(self) -> dict[str, int]:
        """For each fact, the variable that is true when it is the same in both copies but for actions done."""
        size = 2 * self._encoding.size + len(self.laws.actions)
        return {name: size + place for place, name in enumerate(self.laws.atoms.bits, start=1)}

    @cached_property
    def _solver(self) -> Solver:
        """Two copies of the law: before, and after an action or with one fact changed."""
        encoding = self._encoding
        clauses = []
        for symbol in sorted(encoding.inputs):
            before, bit = encoding.variable(symbol), self.table.bit(symbol)
            after = before + encoding.size
            done = [self._doing[action.id] for action in self.laws.actions if action.adds & bit]
            owner = next((name for name, bits in self.laws.atoms.bits.items() if bits & bit), None)
            # Concepts of other laws, on which their actions depend, stay as they are.
            unless = [] if owner is None else [-self._kept[owner]]
            clauses += [[-variable, after] for variable in done]
            clauses += [[*unless, -before, after], [*unless, before, -after, *done]]
        solver = Solver(encoding.clauses, encoding.shifted(), clauses)
        solver.prefer([-encoding.variable(symbol) for symbol in sorted(encoding.inputs)])
        return solver


def _polarity(program: Program, table: Symbols) -> dict[str, tuple[int, int]]:
    """For each symbol, the bits of inputs whose truth helps it to be true, and of those whose falsity does."""
    helping: dict[str, tuple[int, int]] = {}
    for name, body in program.definitions.items():
        by_truth = by_falsity = 0
        for literal in literals(body):
            truth, falsity = helping.get(literal.symbol) or (table.bit(literal.symbol), 0)
            if not literal.positive:
                truth, falsity = falsity, truth
            by_truth |= truth
            by_falsity |= falsity
        helping[name] = (by_truth, by_falsity)
    return helping
