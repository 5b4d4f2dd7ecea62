"""Which unknown facts and unsettled questions can change the answer: exact, by comparing two completions.

A fact matters if two completions that differ in nothing else have different answers. If no fact matters in that
sense, the answer is the same in all completions, since any two are joined by changing one fact at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pa_dataflow.assessment.completions import CONDITIONS, MAY, REACHED
from pa_dataflow.assessment.laws_of_day import LawsOfDay
from pa_dataflow.logic.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Names of facts and questions: ``deciding`` ones can change the side, ``refining`` ones the outcome or a gate."""

    deciding: tuple[str, ...] = ()
    refining: tuple[str, ...] = ()


def unknown_names(laws: LawsOfDay, bits: int) -> list[str]:
    """The facts and questions that have one of these symbols, in order of name."""
    return sorted(name for name, own in laws.atoms.bits.items() if own & bits)


def telling(
    laws: LawsOfDay, known: Knowledge, concluded: Knowledge, open_gates: Sequence[str], may_fail: bool
) -> Unknowns:
    """Sort the unknown names by what they can change; raises BudgetExhausted.

    Parameters: ``open_gates``, the symbols of gates that may be closed or not; ``may_fail``, whether it depends on the
    unknown if some path would open all gates.
    """
    bits = laws.unsettled_inputs(concluded, MAY, REACHED, CONDITIONS, *open_gates)
    if may_fail:
        # What all actions would lead to depends on everything that isn't known, settled today or not.
        bits |= laws.steering_inputs & ~(known.true | known.false)
    deciding: list[str] = []
    refining: list[str] = []
    for name in unknown_names(laws, bits):
        if laws.completions.differ(known, [name], {"may": True}, {"may": False}):
            deciding.append(name)
        elif _refines(laws, known, name, may_fail) or any(
            laws.completions.differ(known, [name], {gate: True}, {gate: False}) for gate in open_gates
        ):
            refining.append(name)
    return Unknowns(tuple(deciding), tuple(refining))


def _refines(laws: LawsOfDay, known: Knowledge, name: str, may_fail: bool) -> bool:
    """Whether changing only this fact can change the outcome without changing the side."""
    differ = laws.completions.differ
    reached = {"may": True, "reached": True}
    if differ(known, [name], reached, {"may": True, "reached": False}):
        return True
    if differ(known, [name], {**reached, "conditions": True}, {**reached, "conditions": False}):
        return True
    return may_fail and differ(known, [name], {"may": False, "after": True}, {"may": False, "after": False})
