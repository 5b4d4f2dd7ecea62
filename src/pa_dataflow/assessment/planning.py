"""What can be done: paths to a permission, paths that assume something, and steps that end a doubt of law."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from pa_dataflow.assessment import phrases
from pa_dataflow.assessment.asked import Asked
from pa_dataflow.assessment.changes import MONTHS_AHEAD
from pa_dataflow.assessment.findings import State, duty_statuses
from pa_dataflow.assessment.laws_of_day import DayAction, LawsOfDay
from pa_dataflow.assessment.models import ActionReference, FactValue, Outcome, Path
from pa_dataflow.assessment.paths import Found, PathFinder, burden, done, hours, waiting_days
from pa_dataflow.assessment.readings import Contest, released
from pa_dataflow.engines.solver import BudgetExhausted
from pa_dataflow.logic.knowledge import Knowledge
from pa_dataflow.rulebook.dates import months_after

MOST_ASSUMPTIONS = 3  # a path that assumes more is a guess; the questions help more


@dataclass(frozen=True, slots=True)
class Plan:
    """Paths, whether these are all, and the steps after which no reading is against the transfer."""

    paths: list[Path]
    complete: bool
    safer: list[Path]


class Planner:
    """Plans for one transfer on one day."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._finder = PathFinder(asked.laws)

    def plan(self, outcome: Outcome, contested: Contest, most: int) -> Plan:
        """The lightest paths, and the smallest steps that end a doubt of law; nothing is raised at a limit."""
        if self.asked.gave_up:
            return Plan([], False, [])
        if not self.asked.covered or (outcome.may_go_ahead and not contested.questions):
            return Plan([], True, [])
        try:
            safer = self._safer(most) if contested.questions else []
            if outcome.may_go_ahead:
                return Plan([], True, safer)
            found = self._find(self.asked.known)
            paths = self._described(found.sets, self.asked.known, [], most)
            complete = found.complete and len(paths) == len(found.sets)
            if not paths and outcome is not Outcome.PROHIBITED:
                paths, complete = self._assuming()[:most], False
        except BudgetExhausted:
            self.asked.warn("budget", phrases.BUDGET)
            return Plan([], False, [])
        return Plan(paths, complete, safer)

    def _safer(self, most: int) -> list[Path]:
        """Smallest actions after which the transfer may go ahead under every reading."""
        free = released(self.asked.laws, self.asked.known)
        return self._described(self._find(free).sets, free, [], most)

    def _assuming(self) -> list[Path]:
        """Paths that work if some unknown points turn out well; they name what they assume."""
        guess = self.asked.options.hopeful(self.asked.known)
        if guess is None:
            return []
        hopeful = self.asked.known
        for name, value in guess.items():
            hopeful = hopeful.also(self.asked.laws.atoms.knowledge(name, value, self.asked.day))
        paths: list[Path] = []
        for chosen in self._find(hopeful).sets:
            actions = [action for action in self.asked.laws.actions if action.id in chosen]
            needed = dict(guess)
            for name in guess:
                rest = {other: value for other, value in needed.items() if other != name}
                known = self.asked.known
                for other, value in rest.items():
                    known = known.also(self.asked.laws.atoms.knowledge(other, value, self.asked.day))
                if self._works(known, actions):
                    needed = rest
            known = self.asked.known
            for other, value in needed.items():
                known = known.also(self.asked.laws.atoms.knowledge(other, value, self.asked.day))
            assumed = [self.asked.options.fact_value(name, value) for name, value in needed.items()]
            paths += self._described([chosen], known, assumed, 1)
        short = [path for path in paths if len(path.assumes) <= MOST_ASSUMPTIONS]
        return sorted(short, key=lambda path: len(path.assumes))

    def _described(
        self, sets: Iterable[frozenset[str]], known: Knowledge, assumed: list[FactValue], most: int
    ) -> list[Path]:
        """The lightest paths in full."""
        by_id = {action.id: action for action in self.asked.laws.actions}
        paths: list[Path] = []
        for actions in sorted(
            ([by_id[name] for name in sorted(chosen)] for chosen in sets), key=lambda chosen: burden(*chosen)
        ):
            if len(paths) == most:
                break
            paths.append(self._path(_in_order(actions), known, assumed))
        # Of ways that cost the same, those that nobody disputes come first.
        return [path for _, group in groupby(paths, _cost) for path in sorted(group, key=_is_disputed)]

    def _path(self, actions: Sequence[DayAction], known: Knowledge, assumed: list[FactValue]) -> Path:
        models = [action.entry.model for action in actions]
        waiting = waiting_days(actions)
        ready = self.asked.day + timedelta(days=waiting)
        after = done(known, actions)
        who = {party for model in models for party in model.who}
        return Path(
            actions=[
                ActionReference(id=action.id, label=model.label, how=model.how, who=model.who)
                for action, model in zip(actions, models, strict=True)
            ],
            assumes=assumed,
            also_owed=self._owed(after),
            hours=float(hours(actions)),
            waiting_days=waiting,
            hangs_on=[party for party in ("person", "authority", "importer") if party in who],
            holds_under_all_readings=self._finder.certain(released(self.asked.laws, known), actions),
            works_on=[self.asked.day, ready] if waiting else [self.asked.day],
            stops_on=self._stops_on(actions, ready, known),
        )

    def _find(self, known: Knowledge) -> Found:
        """All smallest sets of actions, by the law of the day and by that of the day on which their waiting ends."""
        return self._finder.find(known, lambda days: self._later(known, self.asked.day + timedelta(days=days)))

    def _works(self, known: Knowledge, actions: Sequence[DayAction]) -> bool:
        """Whether it is certain today, and on the day on which their waiting ends, that the transfer may go ahead."""
        laws, then = self._later(known, self.asked.day + timedelta(days=waiting_days(actions)))
        if not self._finder.certain(known, actions):
            return False
        return laws is self.asked.laws or self._finder.certain(known, actions, (laws, then))

    def _later(self, known: Knowledge, day: date) -> tuple[LawsOfDay, Knowledge]:
        """The laws of a later day and what is known then; what was assumed or released stays so."""
        laws = self.asked.calendar.on(day)
        if laws is self.asked.laws:
            return laws, known
        taken_back = (self.asked.known.true | self.asked.known.false) & ~(known.true | known.false)
        then = self.asked.calendar.atoms.known(self.asked.transfer, day, self.asked.strict).also(laws.prevailing)
        return laws, then.without(taken_back).also(known)

    def _stops_on(self, actions: Sequence[DayAction], ready: date, known: Knowledge) -> date | None:
        """The first day in the next 24 months on which the law no longer lets the transfer go ahead with these done."""
        until = months_after(self.asked.day, MONTHS_AHEAD)
        for day in self.asked.calendar.boundaries:
            if ready < day <= until:
                laws, then = self._later(known, day)
                if not self._finder.certain(known, actions, (laws, then)):
                    return day
        return None

    def _owed(self, known: Knowledge) -> list[str]:
        """The duties due before the transfer that are still outstanding once the actions are done."""
        state = State(self.asked.laws, known, self.asked.laws.conclude(known))
        return [
            duty
            for law in self.asked.laws.laws
            for duty, status in duty_statuses(state, law).items()
            if status in ("outstanding", "possibly_due") and law.duties[duty].model.due == "before_transfer"
        ]


def _cost(path: Path) -> tuple[object, ...]:
    return (path.hangs_on, path.waiting_days, path.hours, len(path.actions))


def _is_disputed(path: Path) -> bool:
    return not path.holds_under_all_readings


def _in_order(actions: Sequence[DayAction]) -> list[DayAction]:
    """Actions in the order in which they are best done: each after those it names."""
    left = {action.id: action for action in actions}
    ordered: list[DayAction] = []
    while left:
        ready = [action for action in left.values() if not set(action.entry.model.after) & left.keys()]
        for action in ready or list(left.values()):
            ordered.append(left.pop(action.id))
    return ordered
