"""What every answer under the shipped law promises, on transfers made from cases and solver models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

import pytest
from columns import Columns, Completions
from real_transfers import (
    DEEP,
    LAWS,
    Asked,
    assessed,
    calendar,
    decided,
    for_transfers,
    known_of,
    laws_on,
    rulebook,
    stated,
)

from pa_dataflow import Outcome, Rulebook, Transfer
from pa_dataflow.assessment.completions import CONDITIONS, MAY, REACHED
from pa_dataflow.assessment.judge import SEVERITY, outcome_of
from pa_dataflow.assessment.laws_of_day import LawsOfDay
from pa_dataflow.engines.solver import Solver, equal_unless
from pa_dataflow.logic.knowledge import Knowledge, conclude
from pa_dataflow.logic.program import Program

MOST_COMPARED = 1024
AFTER = "may go ahead after all actions"
each_law = pytest.mark.parametrize("law", LAWS)


def is_covered(asked: Asked) -> bool:
    """Whether the exporter's law is in the rulebook; otherwise nothing is determined."""
    return asked.facts.get("exporter.country") in {None, "none", *LAWS}


def true_in(completions: Completions, asked: Asked, place: int) -> set[str]:
    """The input symbols that are true in one completion."""
    inputs = completions.inputs(laws_on(asked), known_of(asked))
    return {symbol for symbol, column in inputs.items() if column >> place & 1}


def completed(asked: Asked, true: set[str]) -> Asked:
    """The transfer with every fact stated as in the completion."""
    written = {name: value for name, value in asked.facts.items() if value != "unknown"}
    return Asked.of({**stated(laws_on(asked), true, asked.day), **written}, asked.day)


# the range


@each_law
def test_the_outcome_of_every_completion_lies_in_the_range(law: str) -> None:
    exhaustive: Counter[bool] = Counter()

    def check(asked: Asked) -> None:
        laws, known, answer = laws_on(asked), known_of(asked), assessed(asked)
        if not is_covered(asked):
            assert answer.outcome is Outcome.UNDETERMINED
            return
        completions = Completions.of(laws, known, asked)
        exhaustive[completions.exhaustive] += 1
        columns = Columns(laws, completions.inputs(laws, known), completions.full)
        found = {outcome for outcome, where in columns.outcomes.items() if where}
        told = set(answer.range) - {Outcome.UNDETERMINED}
        # By readings that nobody prefers, what is permitted may be conditional.
        doubtful = {Outcome.PERMITTED} if Outcome.PERMITTED_WITH_CONDITIONS in told else set()
        assert found - told <= doubtful
        if completions.exhaustive:
            assert told - found <= {Outcome.PERMITTED_WITH_CONDITIONS}

    for_transfers(law, check)
    print(f"{law}: all completions tried for {exhaustive[True]}, 200 sampled for {exhaustive[False]}")


@each_law
def test_a_completed_transfer_has_no_outcome_outside_the_range(law: str) -> None:
    def check(asked: Asked) -> None:
        if not is_covered(asked) or len(assessed(asked).range) == 1:
            return
        laws, known = laws_on(asked), known_of(asked)
        completions = Completions.of(laws, known, asked)
        columns = Columns(laws, completions.inputs(laws, known), completions.full)
        for where in columns.outcomes.values():
            if where:
                whole = completed(asked, true_in(completions, asked, where.bit_length() - 1))
                if is_covered(whole):
                    assert set(assessed(whole).range) <= set(assessed(asked).range)

    for_transfers(law, check)


@each_law
def test_every_outcome_of_the_range_is_that_of_some_completion(law: str) -> None:
    """The solver hands over the completion, and the definitions alone confirm it."""
    wanted = {
        Outcome.NOT_APPLICABLE: {"reached": False},
        Outcome.PERMITTED: {"may": True, "reached": True, "conditions": False},
        Outcome.PERMITTED_WITH_CONDITIONS: {"may": True, "reached": True, "conditions": True},
        Outcome.ACTION_REQUIRED: {"may": False, "after": True},
        Outcome.PROHIBITED: {"may": False, "after": False},
    }

    def check(asked: Asked) -> None:
        laws, known = laws_on(asked), known_of(asked)
        for outcome in set(assessed(asked).range) & wanted.keys():
            true = laws.completions.example(known, **wanted[outcome])
            if true is None:
                assert outcome is Outcome.PERMITTED_WITH_CONDITIONS
                assert laws.completions.possible(known, **wanted[Outcome.PERMITTED])
                continue
            found = Columns(laws, {symbol: int(symbol in true) for symbol in laws.encoding.inputs}, 1)
            assert found.outcome_at(0) is outcome

    for_transfers(law, check)


# what is missing


@each_law
def test_no_fact_that_is_not_missing_changes_the_outcome(law: str) -> None:
    def check(asked: Asked) -> None:
        answer = assessed(asked)
        if not is_covered(asked):
            return
        laws, known, size = laws_on(asked), known_of(asked), 16
        deciding = {fact.id for fact in answer.missing.deciding}
        missing = deciding | {fact.id for fact in answer.missing.refining}
        block = (1 << size) - 1
        for fixed, outcomes in ((missing, True), (deciding, False)):
            completions = Completions.grouped(laws, known, fixed, asked, size=size)
            columns = Columns(laws, completions.inputs(laws, known), completions.full)
            results = columns.outcomes.values() if outcomes else [columns[MAY]]
            for result in results:
                for start in range(0, len(completions.rows), size):
                    assert result >> start & block in (0, block)

    for_transfers(law, check)


@each_law
def test_every_deciding_fact_decides_and_every_refining_fact_refines(law: str) -> None:
    """Some two completions that differ in this fact alone differ in the side, or in the outcome or a gate.

    They are looked for among all completions where there are few, else by two copies of the law that share all else.
    """

    def check(asked: Asked) -> None:
        answer = assessed(asked)
        if not is_covered(asked):
            return
        laws, known = laws_on(asked), known_of(asked)
        completions = Completions.of(laws, known, asked)
        few = completions.exhaustive and len(completions.rows) <= MOST_COMPARED
        columns = Columns(laws, completions.inputs(laws, known), completions.full) if few else None
        for facts, deciding in ((answer.missing.deciding, True), (answer.missing.refining, False)):
            for fact in facts:
                if fact.id == "exporter.country":
                    continue  # whose law it is comes first in any case
                gates = [f"gate {gate} closed" for one in laws.laws for gate in one.gates]
                symbols = [MAY] if deciding else [*gates, REACHED, CONDITIONS, AFTER]
                if columns is not None and fact.id in completions.relevant:
                    found = changing(completions, fact.id, [columns[MAY]] if deciding else columns.outcomes.values())
                    if found or deciding:
                        assert found
                        continue
                assert any(_Twins.of(laws).differ(known, fact.id, symbol) for symbol in symbols)

    for_transfers(law, check)


def changing(completions: Completions, name: str, results: Iterable[int]) -> bool:
    """Whether some result differs between two completions that differ in this fact alone."""
    others = [place for place, one in enumerate(completions.variables) if one.fact in completions.relevant - {name}]
    groups = grouped(completions, others).values()
    return any(len({result >> place & 1 for place in group}) > 1 for result in results for group in groups)


def grouped(completions: Completions, places: list[int]) -> dict[tuple[frozenset[str], ...], list[int]]:
    """The rows that agree on the variables in these places."""
    groups: dict[tuple[frozenset[str], ...], list[int]] = {}
    for number, row in enumerate(completions.rows):
        groups.setdefault(tuple(row[place] for place in places), []).append(number)
    return groups


class _Twins:
    """Two copies of a day's laws, each with what all actions lead to, whose facts are equal while selected."""

    _kept: ClassVar[dict[int, _Twins]] = {}

    @classmethod
    def of(cls, laws: LawsOfDay) -> _Twins:
        if id(laws) not in cls._kept:
            cls._kept[id(laws)] = cls(laws)
        return cls._kept[id(laws)]

    def __init__(self, laws: LawsOfDay) -> None:
        self.laws, self.encoding = laws, laws.encoding
        self.width = 2 * self.encoding.size
        size, table = self.encoding.size, laws.atoms.table
        single = [*self.encoding.clauses, *self.encoding.shifted()]
        for symbol in sorted(self.encoding.inputs):
            before, bit = self.encoding.variable(symbol), table.bit(symbol)
            ways = [self.encoding.variable(action.possible) for action in laws.actions if action.adds & bit]
            single += [
                [-before, before + size],
                [-before - size, before, *ways],
                *([-way, before + size] for way in ways),
            ]
        names = list(laws.atoms.bits)
        self.selectors = {name: 2 * self.width + place for place, name in enumerate(names, start=1)}
        equal = []
        for symbol in sorted(self.encoding.inputs):
            owner = next(name for name in names if laws.atoms.bits[name] & table.bit(symbol))
            variable = self.encoding.variable(symbol)
            equal += equal_unless(self.selectors[owner], variable, variable + self.width)
        self.solver = Solver(single, [self._moved(clause) for clause in single], equal)

    def _moved(self, clause: list[int]) -> list[int]:
        return [part + self.width if part > 0 else part - self.width for part in clause]

    def differ(self, known: Knowledge, name: str, symbol: str) -> bool:
        """Whether the symbol has both values in two completions that differ in this fact alone."""
        target = self.encoding.variable(MAY) + self.encoding.size if symbol == AFTER else self.encoding.variable(symbol)
        assumed = self.encoding.assumptions(known, self.laws.atoms.table)
        selected = [selector for other, selector in self.selectors.items() if other != name]
        return self.solver.possible([*assumed, *self._moved(assumed), *selected, target, *self._moved([-target])])


# contested readings


@each_law
def test_contested_are_the_questions_of_the_smallest_departures_that_move_or_worsen_the_answer(law: str) -> None:
    """Tried with all combinations of readings and facts, where there are few enough."""
    seen: Counter[str] = Counter()

    def check(asked: Asked) -> None:
        answer, laws = assessed(asked), laws_on(asked)
        free = known_of(asked).without(laws.prevailing_bits)
        completions = Completions.of(laws, free, asked)
        if not is_covered(asked) or not completions.exhaustive:
            seen["too many"] += 1
            return
        columns = Columns(laws, completions.inputs(laws, free), completions.full)
        questions = {one.id: one.model.prevailing for one in laws.questions if one.model.prevailing}
        places = [
            (place, one.fact)
            for place, one in enumerate(completions.variables)
            if one.fact in completions.relevant & questions.keys()
        ]
        outcomes: dict[frozenset[str], set[frozenset[Outcome]]] = {}
        for reading, rows in grouped(completions, [place for place, _ in places]).items():
            departing = frozenset(
                name
                for (_, name), true in zip(places, reading, strict=True)
                if true != frozenset({f"{name}={questions[name]}"})
            )
            outcomes.setdefault(departing, set()).add(frozenset(columns.outcome_at(row) for row in rows))
        (prevailing,) = outcomes.pop(frozenset())
        base = outcome_of(prevailing)
        moving = [] if base is Outcome.UNDETERMINED else [
            names for names, found in outcomes.items() if any(is_worse(base, outcome_of(one)) for one in found)
        ]  # fmt: skip
        smallest = [names for names in moving if not any(other < names for other in moving)]
        assert {one.id for one in answer.contested} == frozenset().union(*smallest)
        seen["contested" if smallest else "certain"] += 1

    for_transfers(law, check, share=0.6)
    print(f"{law}: {seen['contested']} contested, {seen['certain']} not, {seen['too many']} not tried")
    assert seen["contested"] > 0 or not DEEP


def is_worse(base: Outcome, other: Outcome) -> bool:
    """Whether the other outcome is on the other side, or worse."""
    return {base.may_go_ahead, other.may_go_ahead} == {True, False} or SEVERITY[other] > SEVERITY[base]


# the short answer


@each_law
def test_the_verdict_says_what_the_assessment_says(law: str) -> None:
    """The same outcome, no closed gate that the assessment doesn't name, and on complete facts all gates and rules."""
    complete: Counter[bool] = Counter()

    def check(asked: Asked) -> None:
        verdict, answer = decided(asked), assessed(asked)
        assert verdict.outcome is answer.outcome
        assert set(verdict.closed) <= set(answer.closed_gates)
        whole = not unknown_facts(asked)
        complete[whole] += 1
        if whole:
            assert sorted(verdict.closed) == sorted(answer.closed_gates)
            assert sorted(verdict.carried_by) == sorted(answer.carrying_rules)

    for_transfers(law, check)
    print(f"{law}: {complete[True]} transfers with complete facts")
    assert complete[True] > 0 or not DEEP


def unknown_facts(asked: Asked) -> list[str]:
    """The unknown facts on which a law that may reach the transfer may depend."""
    laws, known, table = laws_on(asked), known_of(asked), calendar().atoms.table
    concluded = laws.conclude(known)
    inputs = 0
    for one in laws.laws:
        if table.value(one.applies, concluded) is not False:
            inputs |= laws.cone(one.may, one.conditions, one.applies)
    inputs &= ~(known.true | known.false)
    return [name for name in rulebook().ruleset.vocabulary.facts if calendar().atoms.bits.get(name, 0) & inputs]


@each_law
def test_generated_functions_say_what_the_definitions_say(law: str) -> None:
    """Every value they give is the interpreter's, and they give all of a law's values where it reaches the transfer.

    The quick functions do so for scope, gates and outcome.
    """

    def check(asked: Asked) -> None:
        laws, known, table = laws_on(asked), known_of(asked), calendar().atoms.table
        programs = (*(one.program for one in laws.laws), laws.actions_program, laws.joint)
        whole = Program({name: body for program in programs for name, body in program.definitions.items()})
        expected = conclude(whole, known, table)
        full, quick = laws.conclude(known), laws.decided(known)
        for found in (full, quick):
            assert found.true & ~expected.true == found.false & ~expected.false == 0
        reaching = [one for one in laws.laws if table.value(one.applies, expected) is not False]
        shown = {MAY, REACHED, CONDITIONS, *(one.applies for one in laws.laws)}
        shown |= {f"gate {gate} closed" for one in laws.laws for gate in one.gates}
        gates = {f"gate {gate} asked" for one in reaching for gate in one.gates}
        defined = {name for one in reaching for name in one.program.definitions}
        for found, names in ((full, shown | defined), (quick, shown | gates)):
            assert [name for name in sorted(names) if table.value(name, found) is not table.value(name, expected)] == []

    for_transfers(law, check)


# bytes


@pytest.fixture(scope="module")
def other_rulebook() -> Rulebook:
    return Rulebook.load()


@each_law
def test_the_same_input_gives_the_same_bytes(law: str, other_rulebook: Rulebook) -> None:
    def check(asked: Asked) -> None:
        backwards = {
            name: list(reversed(value)) if isinstance(value, list) else value
            for name, value in reversed(asked.facts.items())
        }
        again = other_rulebook.assess(Transfer.of(backwards), asked.day)
        assert again.model_dump_json() == assessed(asked).model_dump_json()

    for_transfers(law, check, share=0.5)


# presumptions


@each_law
def test_without_presumptions_more_is_possible_and_nothing_less(law: str) -> None:
    """Every outcome that is possible with presumptions is possible in `strict`, where they are unknown facts."""

    def check(asked: Asked) -> None:
        answer, strict = assessed(asked), rulebook().assess(asked.transfer, asked.day, strict=True)
        assert set(answer.range) <= set(strict.range)
        if strict.outcome is not Outcome.UNDETERMINED:
            assert strict.outcome.may_go_ahead is answer.outcome.may_go_ahead
        assert strict.presumed == []

    for_transfers(law, check, share=0.3)
