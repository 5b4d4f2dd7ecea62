"""One law in force as generated functions."""

from __future__ import annotations

from functools import cached_property

from pa_dataflow.engines.native import Evaluator, compile_complete, compile_program
from pa_dataflow.logic.expressions import symbols
from pa_dataflow.logic.knowledge import Symbols
from pa_dataflow.logic.program import Program
from pa_dataflow.rulebook.laws import LawInForce


class CompiledLaw:
    """One law in force as generated functions: one for everything it defines, and quicker ones for the outcome.

    For the outcome its scope is looked at first: a law that surely doesn't reach the transfer has no closed gate and
    nothing due. Then comes what gates need, by the function for complete facts where all inputs are known.
    """

    def __init__(self, law: LawInForce, table: Symbols) -> None:
        self.law = law
        self._table = table
        self._gates: dict[str, Evaluator] = {}
        self._contestable: dict[int, tuple[Evaluator, int]] = {}
        self._named: dict[int, tuple[Evaluator, int]] = {}
        self.closed = tuple((gate, table.bit(f"gate {gate} closed")) for gate in law.gates)
        self._scope_names = law.program.cone(law.applies) & law.program.definitions.keys()
        scope = law.program.part(self._scope_names)
        reach = scope.inlined({law.applies})
        self._reach, self._reach_bits = compile_program(reach, table), table.bits(reach.definitions)
        self._scope = compile_program(scope, table, skipping=False)
        self.applies = table.bit(law.applies)
        idle = [f"gate {gate} {what}" for gate in law.gates for what in ("asked", "closed")]
        duties = [name for name, duty in law.duties.items() if not duty.on_arrival]
        idle += [f"duty {duty} {what}" for duty in duties for what in ("due", "outstanding")]
        self._idle_true = table.bit(law.may)
        self._idle_false = table.bits([*idle, law.conditions, law.applies])

    def short(self, true: int, false: int) -> tuple[int, int]:
        """The bits known true and false with everything concluded that gates and outcome need."""
        if self._reach(true, false)[1] & self.applies:
            return true | self._idle_true, false | self._idle_false
        true, false = self._scope(true, false)
        inputs = self._inputs
        return (self._complete if (true | false) & inputs == inputs else self._outcome)(true, false)

    def whole(self, true: int, false: int) -> tuple[int, int]:
        """The bits known true and false with everything that this law defines, if it may reach the transfer."""
        true, false = self._scope(true, false)
        if false & self.applies:
            return true | self._idle_true, false | self._idle_false
        return self._whole(true, false)

    def gate(self, name: str) -> Evaluator:
        """The function that concludes only whether the gate is closed, from facts and readings."""
        found = self._gates.get(name)
        if found is None:
            symbol = f"gate {name} closed"
            cone = self.law.program.cone(symbol) & self.law.program.definitions.keys()
            program = self.law.program.part(cone).inlined({symbol, f"gate {name} asked"})
            found = self._gates[name] = compile_program(program, self._table)
        return found

    def arrival(self, true: int, false: int) -> tuple[int, int]:
        """The bits known true and false with the duties on arrival concluded, which don't hang on the law's scope."""
        return self._arrival(true, false)

    def contestable(self, readings: int) -> tuple[Evaluator, int]:
        """The function that concludes again what depends on these readings, and the bits to forget before."""
        found = self._contestable.get(readings)
        if found is None:
            table = self._table
            symbols = {name for place, name in enumerate(table.names) if readings >> place & 1}
            scope = self.law.program.part(self._scope_names)
            parts = [program.part(program.dependents(symbols)) for program in (scope, self._short_program)]
            if parts[0].definitions:
                # Where even the scope is contested everything has to be looked at again.
                parts = [scope, self._short_program]
            definitions = {**parts[0].definitions, **parts[1].definitions}
            # What was inlined must not keep its value by the prevailing readings either.
            outdated = table.bits(definitions) | table.bits(self.law.program.dependents(symbols))
            found = self._contestable[readings] = (compile_program(Program(definitions), table), outdated)
        return found

    def untouched(self, readings: int, true: int, false: int) -> bool:
        """Whether what was concluded for the outcome stays as it is when these readings are unknown.

        It does if every definition that names one of them keeps its value: all others depend on them through those.
        Definitions without a value were skipped; they matter only if another one changes.
        """
        if false & self.applies:
            outdated = readings | self._reach_bits
            return bool(self._reach(true & ~outdated, false & ~outdated)[1] & self.applies)
        evaluator, bits = self._naming(readings)
        known = bits & (true | false)
        again_true, again_false = evaluator(true & ~(bits | readings), false & ~(bits | readings))
        return not ((again_true ^ true) | (again_false ^ false)) & known

    def _naming(self, readings: int) -> tuple[Evaluator, int]:
        """The definitions that name one of these readings, as a function, and their bits."""
        found = self._named.get(readings)
        if found is None:
            table = self._table
            names = {name for place, name in enumerate(table.names) if readings >> place & 1}
            both = {**self.law.program.part(self._scope_names).definitions, **self._short_program.definitions}
            direct = Program({name: body for name, body in both.items() if symbols(body) & names})
            found = (compile_program(direct, table, skipping=False), table.bits(direct.definitions))
            self._named[readings] = found
        return found

    # Generated when they are first needed: most laws don't reach most transfers.

    @cached_property
    def _short_program(self) -> Program:
        law = self.law
        needed = law.program.cone(law.may, law.conditions) & law.program.definitions.keys()
        shown = {law.may, law.conditions}
        for gate in law.gates:
            shown |= {f"gate {gate} asked", f"gate {gate} closed"}
            shown |= {law.holds(rule) for rule in (*law.closing(gate), *law.opening(gate))}
        return law.program.part(needed - self._scope_names).inlined(shown)

    @cached_property
    def _inputs(self) -> int:
        return self._table.bits(self._short_program.inputs)

    @cached_property
    def _outcome(self) -> Evaluator:
        return compile_program(self._short_program, self._table)

    @cached_property
    def _complete(self) -> Evaluator:
        return compile_complete(self._short_program, self._table)

    @cached_property
    def _arrival(self) -> Evaluator:
        names = [name for name, duty in self.law.duties.items() if duty.on_arrival]
        symbols = (f"duty {name} {what}" for name in names for what in ("due", "met"))
        program = self.law.program.part(self.law.program.cone(*symbols) & self.law.program.definitions.keys())
        return compile_program(program, self._table, skipping=False)

    @cached_property
    def _whole(self) -> Evaluator:
        return compile_program(self.law.program, self._table, skipping=False)
