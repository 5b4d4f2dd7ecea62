"""Compliance paths: every smallest set of actions after which the transfer may go ahead.

Actions only add and never close a gate, so the sets that work are closed upwards, and their smallest members can be
enumerated with an oracle: take an unexplored set as large as possible; if it works, shrink it to a smallest one and
never look above it again; if it doesn't, never look below it again (the MARCO algorithm of Liffiton, Previti, Malik
and Marques-Silva, 2016). When no unexplored set is left, all smallest sets have been found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from pa_dataflow.assessment.completions import MAY
from pa_dataflow.assessment.laws_of_day import DayAction, LawsOfDay
from pa_dataflow.engines.solver import Solver
from pa_dataflow.logic.knowledge import Knowledge

MOST_STEPS = 400


@dataclass(frozen=True, slots=True)
class Found:
    """The smallest sets found, and whether these are all."""

    sets: tuple[frozenset[str], ...]
    complete: bool


def smallest_sets(items: Sequence[str], works: Callable[[frozenset[str]], bool], steps: int = MOST_STEPS) -> Found:
    """Enumerate the smallest subsets for which ``works`` (closed upwards) is true.

    Parameters: ``steps`` bounds how many sets are explored. Raises what ``works`` raises.
    """
    found: list[frozenset[str]] = []
    number = {item: place for place, item in enumerate(items, start=1)}
    limited: set[str] = set()  # items that some clause speaks of; the others are free, so they go into the seed
    with Solver() as unexplored:
        unexplored.prefer(list(number.values()))
        for _ in range(steps):
            model = unexplored.model([])
            if model is None:
                return Found(tuple(found), True)
            seed = frozenset(item for item in items if item not in limited or number[item] in model)
            if works(seed):
                smallest = _shrink(seed, works)
                found.append(smallest)
                limited |= smallest
                unexplored.add([-number[item] for item in sorted(smallest)])
            else:
                largest = _grow(seed, items, works)
                above = [item for item in items if item not in largest]
                limited |= set(above)
                unexplored.add([number[item] for item in above])
    return Found(tuple(found), False)


def _shrink(seed: frozenset[str], works: Callable[[frozenset[str]], bool]) -> frozenset[str]:
    for item in sorted(seed):
        if works(seed - {item}):
            seed = seed - {item}
    return seed


def _grow(seed: frozenset[str], items: Sequence[str], works: Callable[[frozenset[str]], bool]) -> frozenset[str]:
    for item in items:
        if item not in seed and not works(seed | {item}):
            seed = seed | {item}
    return seed


class PathFinder:
    """Finds paths for one transfer.

    Parameters: ``known``, what is known of facts and readings; with unsettled points unknown, a path is a set of
    actions after which the transfer may go ahead however they turn out.
    """

    def __init__(self, laws: LawsOfDay) -> None:
        self.laws = laws
        self._sure: dict[Knowledge, frozenset[str]] = {}

    def useful(self, known: Knowledge, later: Iterable[tuple[LawsOfDay, Knowledge]] = ()) -> list[DayAction]:
        """The actions that are possible and could change whether the transfer may go ahead, lightest first.

        Of two actions the heavier is left out if it brings about nothing that matters here beyond the lighter one. An
        action that something unknown may rule out stays, since it may not be needed where it is ruled out, but it
        takes no other one's place.

        Parameters: ``later``, the laws of days on which waiting times end, with what is known then.
        """
        concluded = self.laws.conclude(known)
        value = self.laws.atoms.table.value
        possible = [
            action
            for action in self.laws.actions
            if value(action.offered, concluded) is True and value(action.barred, concluded) is not True
        ]
        addable = 0
        for action in possible:
            addable |= action.adds & ~known.true
        matters = 0
        for laws, then in ((self.laws, known), *later):
            # What still matters when everything that actions can bring about is left open.
            matters |= addable & laws.unsettled_inputs(laws.conclude(then.without(addable)), MAY)
        kept: list[int] = []
        chosen: list[DayAction] = []
        for action in sorted(possible, key=burden):
            adds = action.adds & matters
            if adds and not any(adds & ~other == 0 for other in kept):
                if value(action.barred, concluded) is False:
                    kept.append(adds)
                chosen.append(action)
        return chosen

    def find(self, known: Knowledge, later: Callable[[int], tuple[LawsOfDay, Knowledge]]) -> Found:
        """All smallest sets of actions that make it certain, now and when their waiting times end.

        Parameters: ``later``, the laws after so many days, and what is known then. Raises BudgetExhausted.
        """
        waits = sorted({action.entry.model.burden.waiting_days for action in self.laws.actions} | {0})
        periods: dict[int, tuple[LawsOfDay, Knowledge, list[int]]] = {}
        for days in waits:
            laws, then = later(days)
            periods.setdefault(id(laws), (laws, then, []))[2].append(days)
        others = [(laws, then) for laws, then, _ in periods.values() if laws is not self.laws]
        useful = self.useful(known, others)
        found: list[frozenset[str]] = []
        complete = True
        # What has to wait until another law is in force is looked for by that law; within one period the sets that
        # work are closed upwards, which the search relies on.
        for laws, then, own in periods.values():
            actions = {action.id: action for action in useful if waiting_days([action]) <= max(own)}
            part = self._within(known, actions, None if laws is self.laws else (laws, then))
            found += [one for one in part.sets if waiting_days(actions[name] for name in one) in own]
            complete = complete and part.complete
        smallest = [one for one in found if not any(other < one for other in found)]
        return Found(tuple(smallest), complete)

    def _within(
        self, known: Knowledge, actions: Mapping[str, DayAction], then: tuple[LawsOfDay, Knowledge] | None
    ) -> Found:
        """The smallest sets among these actions that work now and, if given, by other laws later."""

        def works(chosen: frozenset[str]) -> bool:
            picked = [actions[name] for name in chosen]
            return self.certain(known, picked) and (then is None or self.certain(known, picked, then))

        if not works(frozenset(actions)):
            return Found((), True)
        return smallest_sets(sorted(actions), works)

    def certain(
        self, known: Knowledge, actions: Iterable[DayAction], then: tuple[LawsOfDay, Knowledge] | None = None
    ) -> bool:
        """Whether the transfer may go ahead in every completion once those actions are done that can be done there.

        Parameters: ``then``, the laws of a later day and what is known on it, by which that is judged instead. Raises
        BudgetExhausted.
        """
        actions = tuple(actions)
        sure = self._surely_possible(known) if actions else frozenset()
        laws, before = then or (self.laws, known)
        after = done(before, [action for action in actions if action.id in sure])
        doubtful = [action for action in actions if action.id not in sure]
        open_bits = reduce(or_, (action.adds & ~after.true for action in doubtful), 0)
        concluded, may = laws.decided(after.without(open_bits)), laws.bits[0]
        if (concluded.true | concluded.false) & may:
            return bool(concluded.true & may)
        if not doubtful:
            return laws.completions.value(after, MAY) is True
        chosen = actions if then is None else doubtful
        return laws.completions.may_after(known if then is None else after, {action.id for action in chosen})

    def _surely_possible(self, known: Knowledge) -> frozenset[str]:
        """The actions that are offered and not ruled out, whatever is unknown."""
        if known not in self._sure:
            concluded, value = self.laws.conclude(known), self.laws.atoms.table.value
            self._sure[known] = frozenset(
                action.id for action in self.laws.actions if value(action.possible, concluded) is True
            )
        return self._sure[known]


def burden(*actions: DayAction) -> tuple[object, ...]:
    """Lightest first: what hangs on nobody else, then waiting days, then hours, then how many steps."""
    models = [action.entry.model for action in actions]
    who = {party for model in models for party in model.who}
    return ("authority" in who, "person" in who, waiting_days(actions), hours(actions), len(actions), [
        action.id for action in actions
    ])  # fmt: skip


def waiting_days(actions: Iterable[DayAction]) -> int:
    """How long one has to wait when all are started at once."""
    return max((action.entry.model.burden.waiting_days for action in actions), default=0)


def hours(actions: Iterable[DayAction]) -> Decimal:
    """Working hours for one transfer: once, and for this counterparty."""
    burdens = [action.entry.model.burden for action in actions]
    return sum((one.hours_once + one.hours_per_counterparty for one in burdens), Decimal(0))


def done(known: Knowledge, actions: Iterable[DayAction]) -> Knowledge:
    """What is known once these actions have been done."""
    bits = 0
    for action in actions:
        bits |= action.adds
    return Knowledge(known.true | bits, known.false & ~bits)
