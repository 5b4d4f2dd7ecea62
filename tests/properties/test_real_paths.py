"""Paths under the shipped law: each works, none is larger than needed, and none is left out of complete ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from columns import Columns, Completions
from real_merging import after_actions
from real_transfers import DEEP, LAWS, Asked, assessed, calendar, decided, for_transfers, known_of, laws_on, rulebook

from pa_dataflow import Outcome
from pa_dataflow.assessment.completions import MAY
from pa_dataflow.assessment.laws_of_day import DayAction, LawsOfDay
from pa_dataflow.assessment.models import FactValue, Path
from pa_dataflow.engines.solver import Solver
from pa_dataflow.logic.knowledge import Knowledge

each_law = pytest.mark.parametrize("law", LAWS)
MOST_PATHS = 4  # that are looked at for one transfer


def typed(assumed: FactValue) -> Any:
    """The value of an assumption from how it is written."""
    if assumed.fact in rulebook().ruleset.questions:
        return assumed.value
    if assumed.value.startswith("["):
        return frozenset(one for one in assumed.value.strip("[]").split(", ") if one)
    value = {"true": True, "false": False}.get(assumed.value, assumed.value)
    return rulebook().ruleset.vocabulary.value(assumed.fact, value)


def assuming(asked: Asked, known: Knowledge, path: Path) -> Knowledge:
    """What is known if the path's assumptions are true."""
    for one in path.assumes:
        known = known.also(calendar().atoms.knowledge(one.fact, typed(one), asked.day))
    return known


def chosen(laws: LawsOfDay, names: Iterable[str]) -> list[DayAction]:
    by_id = {action.id: action for action in laws.actions}
    return [by_id[name] for name in sorted(names)]


def with_done(known: Knowledge, actions: Iterable[DayAction]) -> Knowledge:
    bits = 0
    for action in actions:
        bits |= action.adds
    return Knowledge(known.true | bits, known.false & ~bits)


def certain(laws: LawsOfDay, known: Knowledge, seed: object) -> bool:
    """Whether no gate is closed in any completion: by trying all, or else those the solver and chance find."""
    completions = Completions.of(laws, known, seed)
    columns = Columns(laws, completions.inputs(laws, known), completions.full)
    if completions.exhaustive or columns[MAY] != completions.full:
        return columns[MAY] == completions.full
    with Solver(laws.encoding.clauses) as solver:
        return not solver.possible([*laws.encoding.assumptions(known, laws.atoms.table), -laws.encoding.variable(MAY)])


def waiting(actions: Collection[DayAction]) -> int:
    return max((action.entry.model.burden.waiting_days for action in actions), default=0)


def works(asked: Asked, known: Knowledge, actions: list[DayAction]) -> bool:
    """Whether these actions make it certain, today and by the law of the day on which their waiting ends."""
    laws = laws_on(asked)
    if not certain(laws, with_done(known, actions), asked):
        return False
    ready = asked.day + timedelta(days=waiting(actions))
    later = calendar().on(ready)
    if later is laws:
        return True
    then = calendar().atoms.known(asked.transfer, ready).also(later.prevailing).also(known)
    return certain(later, with_done(then, actions), asked)


@each_law
def test_every_path_works_and_no_proper_part_of_it_does(law: str) -> None:
    seen: Counter[str] = Counter()

    def check(asked: Asked) -> None:
        laws = laws_on(asked)
        for path in assessed(asked).paths[:MOST_PATHS]:
            known, names = assuming(asked, known_of(asked), path), {action.id for action in path.actions}
            assert works(asked, known, chosen(laws, names))
            for name in names:
                assert not works(asked, known, chosen(laws, names - {name}))
            seen["assuming" if path.assumes else "certain"] += 1

    for_transfers(law, check)
    print(f"{law}: {seen['certain']} paths that are certain, {seen['assuming']} that assume something")
    assert seen["certain"] > 0 or not DEEP


@each_law
def test_whoever_does_what_a_path_says_may_go_ahead(law: str) -> None:
    """On paper: the facts are written down, and the short answer is asked for on each day the path names."""
    shorter: Counter[bool] = Counter()

    def check(asked: Asked) -> None:
        answer = assessed(asked)
        for path in answer.paths[:MOST_PATHS]:
            if any(one.fact in rulebook().ruleset.questions for one in path.assumes):
                continue  # a reading can't be stated as a fact
            stating = asked.stating(**{one.fact: typed(one) for one in path.assumes})
            names = {action.id for action in path.actions}
            after = after_actions(stating, names)
            for day in path.works_on:
                assert decided(Asked(after.items, day)).outcome.may_go_ahead is True
            for name in names if known_beforehand(stating, names) else ():
                part = after_actions(stating, names - {name})
                days = [decided(Asked(part.items, day)).outcome.may_go_ahead for day in path.works_on]
                shorter[all(days)] += 1
                assert not all(days)

    for_transfers(law, check)
    print(f"{law}: {shorter[False]} proper parts of paths were not enough")
    assert shorter[False] > 0 or not DEEP


def known_beforehand(asked: Asked, names: Iterable[str]) -> bool:
    """Whether every fact that the actions touch is settled before; else stating it says more than the action brings."""
    vocabulary, actions = rulebook().ruleset.vocabulary, rulebook().ruleset.actions
    touched = {fact for name in names for fact in actions[name].brings_about}
    return all(asked.facts.get(fact, vocabulary.presumed.get(fact, "unknown")) != "unknown" for fact in touched)


@each_law
def test_where_a_step_of_a_path_is_ruled_out_the_rest_is_enough(law: str) -> None:
    """A path may hold a step that something unknown could make impossible; then the path doesn't need it."""

    def check(asked: Asked) -> None:
        laws = laws_on(asked)
        for path in assessed(asked).paths[:MOST_PATHS]:
            known = assuming(asked, known_of(asked), path)
            completions = Completions.of(laws, known, asked)
            before = Columns(laws, completions.inputs(laws, known), completions.full)
            actions = chosen(laws, [action.id for action in path.actions])
            after = before.with_actions({action.id: before[action.possible] for action in actions})
            assert after[MAY] == completions.full

    for_transfers(law, check)


@each_law
def test_complete_paths_leave_no_other_way_out(law: str) -> None:
    """The solver looks for actions that would work and hold none of the paths, nor lighter steps in their stead."""
    seen: Counter[str] = Counter()

    def check(asked: Asked) -> None:
        answer = assessed(asked)
        if answer.outcome.may_go_ahead is not False or not answer.paths_complete:
            return
        laws, known = laws_on(asked), known_of(asked)
        paths = [frozenset(action.id for action in path.actions) for path in answer.paths]
        if any(path.waiting_days and calendar().on(path.works_on[-1]) is not laws for path in answer.paths):
            return
        other = another_way(laws, known, paths)
        while other is not None:
            smallest = shrunk(laws, known, other)
            if exchanged(laws, known, smallest, paths) is None:
                assert waits_for_another_law(asked, smallest)
            seen["exchanged"] += 1
            paths.append(smallest)
            other = another_way(laws, known, paths)
        seen["complete"] += 1

    for_transfers(law, check, share=0.3)
    print(f"{law}: {seen['complete']} complete lists of paths, {seen['exchanged']} ways out with heavier steps")
    assert seen["complete"] > 0 or not DEEP


def another_way(laws: LawsOfDay, known: Knowledge, paths: list[frozenset[str]]) -> frozenset[str] | None:
    """Surely possible actions that hold none of these paths and after which no gate is closed in any completion."""
    encoding, table, size = laws.encoding, laws.atoms.table, laws.encoding.size
    actions = surely_possible(laws, known)
    picked = {action.id: 2 * size + place for place, action in enumerate(actions, start=1)}
    clauses = []
    for symbol in sorted(encoding.inputs):
        before = encoding.variable(symbol)
        ways = [picked[action.id] for action in actions if action.adds & table.bit(symbol)]
        clauses += [[-before, before + size], [-before - size, before, *ways], *([-way, before + size] for way in ways)]
    clauses += [[-picked[name] for name in sorted(path)] for path in paths if path <= picked.keys()]
    assumed = [*encoding.assumptions(known, table), encoding.variable(MAY) + size]
    with Solver(encoding.clauses, encoding.shifted(), clauses) as solver:
        for _ in range(20):
            model = solver.model(assumed)
            if model is None:
                return None
            found = [action.id for action in actions if picked[action.id] in model]
            if certain(laws, with_done(known, chosen(laws, found)), paths):
                return frozenset(found)
            solver.add([picked[name] for name in picked if name not in found])  # these alone are not enough
    return None


def surely_possible(laws: LawsOfDay, known: Knowledge) -> list[DayAction]:
    """The actions that are offered in every completion and aren't ruled out in all of them."""
    return [
        action
        for action in laws.actions
        if laws.completions.value(known, action.offered) is True
        and laws.completions.value(known, action.barred) is not True
    ]


def shrunk(laws: LawsOfDay, known: Knowledge, names: frozenset[str]) -> frozenset[str]:
    for name in sorted(names):
        if certain(laws, with_done(known, chosen(laws, names - {name})), names):
            names -= {name}
    return names


def burden(action: DayAction) -> tuple[object, ...]:
    model = action.entry.model
    own = model.burden
    hours: Decimal = own.hours_once + own.hours_per_counterparty
    return "authority" in model.who, "person" in model.who, own.waiting_days, hours, action.id


def exchanged(
    laws: LawsOfDay, known: Knowledge, names: frozenset[str], paths: list[frozenset[str]]
) -> frozenset[str] | None:
    """A path that comes out when steps are exchanged for lighter ones that do as much, one after another."""
    waiting_list, seen = [names], {names}
    while waiting_list:
        current = waiting_list.pop()
        if current in paths:
            return current
        for heavier in chosen(laws, current):
            for lighter in laws.actions:
                if lighter.id in current or burden(lighter) >= burden(heavier) or not heavier.adds & lighter.adds:
                    continue
                other = current - {heavier.id} | {lighter.id}
                if certain(laws, with_done(known, chosen(laws, other)), other):
                    other = shrunk(laws, known, other)
                    if other not in seen:
                        seen.add(other)
                        waiting_list.append(other)
    return None


def waits_for_another_law(asked: Asked, names: frozenset[str]) -> bool:
    """Whether what works today would not when the waiting ends."""
    actions = chosen(laws_on(asked), names)
    return not works(asked, known_of(asked), actions)


@each_law
def test_a_prohibition_has_no_path_and_an_action_required_usually_has(law: str) -> None:
    seen: Counter[bool] = Counter()

    def check(asked: Asked) -> None:
        answer = assessed(asked)
        if answer.outcome is Outcome.PROHIBITED:
            assert answer.paths == []
        if answer.outcome is Outcome.ACTION_REQUIRED and answer.range == [Outcome.ACTION_REQUIRED]:
            seen[bool(answer.paths)] += 1

    for_transfers(law, check)
    print(f"{law}: action required with paths {seen[True]}, without {seen[False]}")
    assert seen[True] > seen[False]


@each_law
def test_a_path_stops_on_the_first_day_on_which_it_is_no_longer_enough(law: str) -> None:
    def check(asked: Asked) -> None:
        for path in assessed(asked).paths[:2]:
            if path.assumes:
                continue
            ready, actions = path.works_on[-1], chosen(laws_on(asked), [action.id for action in path.actions])
            for day in calendar().boundaries:
                if ready < day <= ready + timedelta(days=600) and (path.stops_on is None or day <= path.stops_on):
                    laws = calendar().on(day)
                    then = calendar().atoms.known(asked.transfer, day).also(laws.prevailing)
                    assert certain(laws, with_done(then, actions), asked) is (day != path.stops_on)

    for_transfers(law, check, share=0.5)
