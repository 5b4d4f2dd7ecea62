"""Two promises of every rulebook, proved for each period between boundary dates.

No action closes a gate (so a closed gate is curable exactly if it opens when all possible actions are done), and no
presumption is what lets a transfer go ahead, but for the exceptions that the vocabulary names. Most proofs need only
the polarity of symbols; the solver looks at the rest and hands over a witness.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pa_dataflow.assessment.completions import MAY
from pa_dataflow.assessment.laws_of_day import Calendar, DayAction, LawsOfDay
from pa_dataflow.engines.solver import Solver
from pa_dataflow.logic.expressions import literals
from pa_dataflow.logic.knowledge import Knowledge
from pa_dataflow.source.errors import Problem


def prove(calendar: Calendar) -> list[Problem]:
    """Every broken promise of any period, each once, with a witness; an empty list is the proof."""
    problems: dict[tuple[str, str], Problem] = {}
    first = min(calendar.boundaries, default=date(2020, 1, 1)) - timedelta(days=1)
    for day in (first, *calendar.boundaries):
        laws = calendar.on(day)
        for problem in (*_harmful_actions(laws, day), *_carrying_presumptions(laws, day)):
            problems.setdefault((problem.code, next(iter(problem.details.values()))), problem)
    return list(problems.values())


class _Polarity:
    """For each symbol, the bits of inputs whose truth helps it to be true, and of those whose falsity does."""

    def __init__(self, laws: LawsOfDay) -> None:
        table = laws.atoms.table
        self.helping: dict[str, tuple[int, int]] = {}
        programs = [law.program for law in laws.laws] + [laws.joint]
        for program in programs:
            for name, body in program.definitions.items():
                by_truth = by_falsity = 0
                for literal in literals(body):
                    known = self.helping.get(literal.symbol)
                    truth, falsity = known if known else (table.bit(literal.symbol), 0)
                    if not literal.positive:
                        truth, falsity = falsity, truth
                    by_truth |= truth
                    by_falsity |= falsity
                self.helping[name] = (by_truth, by_falsity)


def _harmful_actions(laws: LawsOfDay, day: date) -> Iterator[Problem]:
    polarity = _Polarity(laws)
    for law in laws.laws:
        for gate in law.gates:
            closed = f"gate {gate} closed"
            closing, _ = polarity.helping[closed]
            for action in laws.actions:
                if action.adds & closing:
                    witness = _action_witness(laws, action, closed)
                    if witness is not None:
                        details = {"action": action.id, "gate": gate, "day": str(day), "witness": _told(laws, witness)}
                        yield Problem("harmful_action", action.entry.place, details)


def _action_witness(laws: LawsOfDay, action: DayAction, closed: str) -> frozenset[str] | None:
    """A state in which the gate isn't closed, but is once the action has been done."""
    encoding, table = laws.encoding, laws.atoms.table
    clauses = []
    for symbol in encoding.inputs:
        before, after = encoding.variable(symbol), encoding.variable(symbol) + encoding.size
        if action.adds & table.bit(symbol):
            clauses.append([after])
        else:
            clauses += [[-before, after], [before, -after]]
    possible, closes = encoding.variable(action.possible), encoding.variable(closed)
    with Solver(encoding.clauses, encoding.shifted(), clauses) as solver:
        model = solver.model([possible, -closes, closes + encoding.size])
    return None if model is None else _inputs(laws, model)


def _carrying_presumptions(laws: LawsOfDay, day: date) -> Iterator[Problem]:
    vocabulary, atoms = laws.atoms.vocabulary, laws.atoms
    by_truth, by_falsity = _Polarity(laws).helping[MAY]
    for name, value in vocabulary.presumed.items():
        bits = atoms.bits.get(name, 0)
        if vocabulary.facts[name].assume is not None or not bits:
            continue
        presumed = atoms.knowledge(name, value)
        if presumed.true & by_truth or presumed.false & by_falsity:
            witness = _presumption_witness(laws, name, presumed)
            if witness is not None:
                details = {
                    "fact": name,
                    "value": ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value),
                    "day": str(day),
                    "witness": _told(laws, witness),
                }
                yield Problem("presumption_carries", atoms.ruleset.fact_places.get(name), details)


def _presumption_witness(laws: LawsOfDay, name: str, presumed: Knowledge) -> frozenset[str] | None:
    """A transfer that may go ahead with the presumed value and may not with another one."""
    encoding, table = laws.encoding, laws.atoms.table
    own = laws.atoms.bits[name]
    clauses, wanted = [], []
    for symbol in encoding.inputs:
        before, after = encoding.variable(symbol), encoding.variable(symbol) + encoding.size
        bit = table.bit(symbol)
        if not bit & own:
            clauses += [[-before, after], [before, -after]]
        elif presumed.true & bit:
            wanted.append(before)
        elif presumed.false & bit:
            wanted.append(-before)
    may = encoding.variable(MAY)
    with Solver(encoding.clauses, encoding.shifted(), clauses) as solver:
        model = solver.model([*wanted, may, -may - encoding.size])
    return None if model is None else _inputs(laws, model)


def _inputs(laws: LawsOfDay, model: frozenset[int]) -> frozenset[str]:
    return frozenset(symbol for symbol in laws.encoding.inputs if laws.encoding.variable(symbol) in model)


def _told(laws: LawsOfDay, true: frozenset[str]) -> str:
    """The witness in short: what is true in it."""
    return ", ".join(sorted(true))
