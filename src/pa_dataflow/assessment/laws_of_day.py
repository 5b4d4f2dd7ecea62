"""Everything compiled for one day: the laws in force, their joint answer, possible actions and prevailing readings."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock

from pa_dataflow.assessment.compiled_law import CompiledLaw
from pa_dataflow.assessment.completions import CONDITIONS, MAY, REACHED, Completions
from pa_dataflow.assessment.models import RuleReference
from pa_dataflow.engines.native import Evaluator, compile_program, compile_selection
from pa_dataflow.engines.solver import Encoding
from pa_dataflow.logic.expressions import FALSE, Expression, Literal, every, some
from pa_dataflow.logic.knowledge import NOTHING, Knowledge
from pa_dataflow.logic.program import Program
from pa_dataflow.rulebook.atoms import Atoms
from pa_dataflow.rulebook.laws import LawInForce, Translator, boundaries, law_on
from pa_dataflow.rulebook.ruleset import ActionEntry, QuestionEntry, RuleSet
from pa_dataflow.rulebook.wording import Wording


@dataclass(frozen=True)
class DayAction:
    """An action that exists on the day, the bits it adds, and three symbols.

    ``offered``: its facts allow it; ``barred``: something rules it out; ``possible``: offered and not barred. The
    solver knows two more, ``chosen`` and ``done``, which is chosen and possible.
    """

    entry: ActionEntry
    adds: int
    possible: str
    offered: str
    barred: str

    @property
    def id(self) -> str:
        """The action's id."""
        return self.entry.id

    @property
    def chosen(self) -> str:
        """The symbol for its being chosen."""
        return f"action {self.id} chosen"

    @property
    def done(self) -> str:
        """The symbol for its being chosen and possible."""
        return f"action {self.id} done"


@dataclass(frozen=True, slots=True)
class GateForm:
    """A gate as bits: what the hot path needs of it."""

    id: str
    closed: int
    asked: int
    closing: tuple[tuple[str, int], ...]
    opening: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LawForm:
    """A law as bits."""

    code: str
    applies: int
    gates: tuple[GateForm, ...]


@dataclass(frozen=True)
class LawsOfDay:
    """The compiled laws of all countries in the rulebook on one day."""

    day: date
    atoms: Atoms
    compiled: tuple[CompiledLaw, ...]
    joint: Program
    actions: tuple[DayAction, ...]
    actions_program: Program
    questions: tuple[QuestionEntry, ...]
    prevailing: Knowledge

    def conclude(self, known: Knowledge) -> Knowledge:
        """What is known of every symbol of every law, with Kleene's logic."""
        true, false = known
        for law in self.compiled:
            true, false = law.whole(true, false)
        return Knowledge(*self._joint(*self._actions(true, false)))

    def decided(self, known: Knowledge) -> Knowledge:
        """What is known of gates and outcome only, which is quicker."""
        true, false = known
        for law in self.compiled:
            true, false = law.short(true, false)
        return Knowledge(*self._joint(true, false))

    def may_after(self, known: Knowledge, concluded: Knowledge) -> bool | None:
        """Whether no gate is closed once every possible action has been done; None where that isn't settled.

        Only gates that aren't open now are looked at again, since no action closes a gate.
        """
        after = self.all_actions_done(known, concluded)
        settled: bool | None = True
        for law in self.compiled:
            for gate, closed in law.closed:
                if not concluded.false & closed:
                    true, false = law.gate(gate)(*after)
                    if true & closed:
                        return False
                    if not false & closed:
                        settled = None
        return settled

    def gate_after(self, code: str, gate: str, after: Knowledge) -> bool | None:
        """Whether the gate is closed given other facts and readings; None where that isn't settled."""
        law = next(one for one in self.compiled if one.law.code == code)
        return self.atoms.table.value(f"gate {gate} closed", Knowledge(*law.gate(gate)(*after)))

    def all_actions_done(self, known: Knowledge, concluded: Knowledge) -> Knowledge:
        """What is known with all surely possible actions done, and what perhaps possible ones add left open."""
        sure, perhaps = self._possible_actions(*concluded)
        perhaps &= ~sure & ~known.true
        return Knowledge(known.true | sure, known.false & ~sure & ~perhaps)

    def untouched_by_readings(self, concluded: Knowledge) -> bool:
        """Whether nothing that matters to the outcome changes if no prevailing reading is taken for granted."""
        return all(law.untouched(self.prevailing_bits, *concluded) for law in self.compiled)

    def conclude_released(self, concluded: Knowledge) -> Knowledge:
        """What still follows for the outcome if no prevailing reading is taken for granted."""
        true, false = concluded.without(self.prevailing_bits | self._joint_bits)
        for law in self.compiled:
            if not concluded.false & law.applies or law.applies & law.contestable(self.prevailing_bits)[1]:
                evaluator, bits = law.contestable(self.prevailing_bits)
                true, false = evaluator(true & ~bits, false & ~bits)
        return Knowledge(*self._joint(true, false))

    @property
    def laws(self) -> tuple[LawInForce, ...]:
        """The law of each country as it stands on the day."""
        return tuple(one.law for one in self.compiled)

    @cached_property
    def _joint(self) -> Evaluator:
        return compile_program(self.joint, self.atoms.table)

    @cached_property
    def _actions(self) -> Evaluator:
        return compile_program(self.actions_program, self.atoms.table)

    @cached_property
    def _joint_bits(self) -> int:
        return self.atoms.table.bits(self.joint.definitions)

    @cached_property
    def bits(self) -> tuple[int, int, int]:
        """The bits of: the transfer may go ahead; some law reaches it; something due before it is outstanding."""
        table = self.atoms.table
        return table.bit(MAY), table.bit(REACHED), table.bit(CONDITIONS)

    @cached_property
    def prevailing_bits(self) -> int:
        """The bits of all readings of questions that are open on the day and have a prevailing one."""
        return self.atoms.symbols_of(entry.id for entry in self.questions if entry.model.prevailing)

    @cached_property
    def forms(self) -> tuple[LawForm, ...]:
        """All laws and gates as bits."""
        bit = self.atoms.table.bit
        return tuple(
            LawForm(
                law.code,
                bit(law.applies),
                tuple(
                    GateForm(
                        gate,
                        bit(f"gate {gate} closed"),
                        bit(f"gate {gate} asked"),
                        tuple((rule.id, bit(law.holds(rule))) for rule in law.closing(gate)),
                        tuple((rule.id, bit(law.holds(rule))) for rule in law.opening(gate)),
                    )
                    for gate in law.gates
                ),
            )
            for law in self.laws
        )

    @cached_property
    def translator(self) -> Translator:
        """Conditions of the rulebook as expressions of the day."""
        return Translator(self.atoms.ruleset, self.day)

    @cached_property
    def references(self) -> dict[str, RuleReference]:
        """Rules as answers name them, kept because they are the same in every answer of the day."""
        return {}

    @cached_property
    def completions(self) -> Completions:
        """All ways the unknown may turn out under these laws."""
        return Completions(self)

    @cached_property
    def _possible_actions(self) -> Evaluator:
        """What the surely and the perhaps possible actions add, each condition looked at once."""
        program = self.actions_program.inlined({action.possible for action in self.actions})
        adds: dict[Expression, int] = {}
        for action in self.actions:
            body = program.definitions[action.possible]
            adds[body] = adds.get(body, 0) | action.adds
        return compile_selection(adds.items(), self.atoms.table)

    def unsettled_inputs(self, concluded: Knowledge, *symbols: str) -> int:
        """The bits of the unknown inputs on which these symbols still depend, given what was concluded."""
        table, definitions = self.atoms.table, self._whole.definitions
        settled = concluded.true | concluded.false
        found, seen, waiting = 0, set(symbols), list(symbols)
        while waiting:
            name = waiting.pop()
            bit = table.bit(name)
            if settled & bit:
                continue
            if name not in definitions:
                found |= bit
                continue
            for used in self._whole.uses(name):
                if used not in seen:
                    seen.add(used)
                    waiting.append(used)
        return found

    @cached_property
    def encoding(self) -> Encoding:
        """All laws as clauses for the solver."""
        programs = [law.program for law in self.laws]
        found = Encoding([*programs, self.actions_program, self.joint], self.atoms.domains.values())
        found.reserve(name for action in self.actions for name in (action.chosen, action.done))
        return found

    def cone(self, *symbols: str) -> int:
        """The bits of the inputs that these symbols depend on."""
        return self.atoms.table.bits(self._whole.cone(*symbols) - self._whole.definitions.keys())

    @cached_property
    def steering_inputs(self) -> int:
        """The bits of the inputs that can change whether the transfer may go ahead, or which actions are possible."""
        return self.cone(MAY, *(action.possible for action in self.actions))

    @cached_property
    def outcome_inputs(self) -> int:
        """The bits of the inputs that can change the outcome."""
        return self.cone(MAY, REACHED, CONDITIONS)

    @cached_property
    def _whole(self) -> Program:
        definitions: dict[str, Expression] = {}
        for program in (*(law.program for law in self.laws), self.actions_program, self.joint):
            definitions.update(program.definitions)
        return Program(definitions)


class Calendar:
    """Compiles the laws of a day when they are first asked for, and keeps them; safe to share between threads."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.atoms = Atoms(ruleset)
        self.exporter = ruleset.vocabulary.playing("exporter_country")
        self.importer = ruleset.vocabulary.playing("importer_country")
        self._lock = Lock()
        self._days: dict[int, LawsOfDay] = {}
        self._laws: dict[tuple[str, date], CompiledLaw] = {}
        self._country_days = {code: boundaries(ruleset, country) for code, country in ruleset.countries.items()}
        days = {day for listed in self._country_days.values() for day in listed}
        for action in ruleset.actions.values():
            days |= action.span.boundaries
        for question in ruleset.questions.values():
            days |= question.span.boundaries
        for instrument in ruleset.instruments.values():
            days |= instrument.span.boundaries
        self.wording = Wording(ruleset)
        self.boundaries = sorted(days)

    def on(self, day: date) -> LawsOfDay:
        """The laws in force on the day."""
        key = bisect_right(self.boundaries, day)
        found = self._days.get(key)
        if found is None:
            with self._lock:
                found = self._days.get(key) or self._compile(day)
                self._days[key] = found
        return found

    def boundaries_of(self, code: str) -> set[date]:
        """The days on which one country's law, or a unit it counts in, changes."""
        prefix = f"{self.ruleset.countries[code].prefix}."
        units = {name for name in self.ruleset.units if name.startswith(prefix)}
        return set(self._country_days[code]).union(*(self.atoms.units.boundaries(unit) for unit in units))

    def _compile(self, day: date) -> LawsOfDay:
        compiled = tuple(self._law(code, day) for code in self.ruleset.countries)
        laws = [one.law for one in compiled]
        joint = Program.of(
            {
                MAY: every(Literal(law.may) for law in laws),
                REACHED: some(Literal(law.applies) for law in laws),
                CONDITIONS: some(Literal(law.conditions) for law in laws),
            }
        )
        actions, actions_program = self._actions(day)
        questions = tuple(
            entry for entry in self.ruleset.questions.values() if not entry.model.note_only and day in entry.span
        )
        prevailing = NOTHING
        for entry in self.ruleset.questions.values():
            if entry.model.prevailing and not entry.model.note_only:
                prevailing = prevailing.also(self.atoms.reading(entry.id, entry.model.prevailing))
        return LawsOfDay(day, self.atoms, compiled, joint, actions, actions_program, questions, prevailing)

    def _law(self, code: str, day: date) -> CompiledLaw:
        days = self._country_days[code]
        start = max((one for one in days if one <= day), default=date.min)
        found = self._laws.get((code, start))
        if found is None:
            law = law_on(self.ruleset, self.ruleset.countries[code], day, days)
            found = self._laws[(code, start)] = CompiledLaw(law, self.atoms.table)
        return found

    def _actions(self, day: date) -> tuple[tuple[DayAction, ...], Program]:
        translator = Translator(self.ruleset, day)
        actions: list[DayAction] = []
        definitions: dict[str, Expression] = {}
        scopes = {one.prefix: one.concept("applies") for one in self.ruleset.countries.values()}
        for entry in self.ruleset.actions.values():
            adds = 0
            for name, value in entry.brings_about.items():
                adds |= self.atoms.added(name, value).true
            if adds and day in entry.span:
                possible, offered, barred = (f"action {entry.id} {what}" for what in ("possible", "offered", "barred"))
                # What a country's folder offers makes sense only where its law reaches the transfer.
                own = [Literal(concept) for prefix, concept in scopes.items() if entry.id.startswith(f"{prefix}.")]
                definitions[barred] = FALSE if entry.unless is None else translator.expression(entry.unless)
                definitions[offered] = every([*own, translator.expression(entry.when)])
                definitions[possible] = every([Literal(offered), Literal(barred, False)])
                actions.append(DayAction(entry, adds, possible, offered, barred))
        return tuple(actions), Program.of(definitions)
