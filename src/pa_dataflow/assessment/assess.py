"""The whole answer for one transfer on one day, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pa_dataflow.assessment import phrases
from pa_dataflow.assessment.changes import MONTHS_AHEAD, changes_on
from pa_dataflow.assessment.completions import CONDITIONS, MAY, REACHED
from pa_dataflow.assessment.findings import Findings, State, duty_statuses, gate_status
from pa_dataflow.assessment.judge import SEVERITY, outcome_of, possible_outcomes
from pa_dataflow.assessment.laws_of_day import Calendar, DayAction, LawsOfDay
from pa_dataflow.assessment.missing import Unknowns, telling
from pa_dataflow.assessment.models import (
    ActionReference,
    Announcement,
    Assessment,
    Certainty,
    Condition,
    ContestedQuestion,
    Exposure,
    FactValue,
    LawAssessment,
    Missing,
    MissingFact,
    Note,
    Outcome,
    Path,
    Presumption,
    ReadingOutcome,
    RejectedClaim,
    RulebookStamp,
    Warned,
)
from pa_dataflow.assessment.paths import Found, PathFinder, burden, done, hours, waiting_days
from pa_dataflow.assessment.proof import Prover
from pa_dataflow.assessment.readings import NO_CONTEST, Contest, contest, released
from pa_dataflow.assessment.receipt import opened, sealed
from pa_dataflow.assessment.unknowns import Options
from pa_dataflow.assessment.verdict import UNCONDITIONAL, is_covered
from pa_dataflow.engines.solver import BudgetExhausted
from pa_dataflow.logic.knowledge import Knowledge
from pa_dataflow.rulebook.atoms import Bound
from pa_dataflow.rulebook.dates import months_after
from pa_dataflow.rulebook.laws import LawInForce
from pa_dataflow.vocabulary.facts import NONE
from pa_dataflow.vocabulary.transfer import Transfer
from pa_dataflow.vocabulary.words import Words

MOST_PATHS = 20
MOST_ASSUMPTIONS = 3  # a path that assumes more is a guess; the questions help more


def assess(
    calendar: Calendar,
    transfer: Transfer,
    day: date,
    stamp: RulebookStamp,
    *,
    strict: bool = False,
    max_paths: int = MOST_PATHS,
) -> Assessment:
    """Assess the transfer on the day; raises TransferError for facts the vocabulary doesn't know."""
    bound = calendar.atoms.bind(transfer, day, strict)
    laws = calendar.on(day)
    return _Assessor(calendar, laws, transfer, day, bound, strict).answer(stamp, max_paths)


@dataclass(frozen=True, slots=True)
class _Paths:
    paths: list[Path]
    complete: bool
    safer: list[Path]


class _Assessor:
    def __init__(
        self,
        calendar: Calendar,
        laws: LawsOfDay,
        transfer: Transfer,
        day: date,
        bound: Bound,
        strict: bool,
    ) -> None:
        self.calendar, self.laws = calendar, laws
        self.ruleset, self.vocabulary = calendar.ruleset, calendar.ruleset.vocabulary
        self.transfer, self.day, self.bound, self.strict = transfer, day, bound, strict
        self.known = bound.known.also(laws.prevailing)
        self.concluded = laws.conclude(self.known)
        self.state = State(laws, self.known, self.concluded, exact=True)
        self.covered = is_covered(calendar.exporter, self.ruleset.countries, transfer)
        self.findings = Findings(laws)
        self.wording = calendar.wording
        self.options = Options(self.ruleset, laws, self.wording)
        self.finder = PathFinder(laws)
        self.warnings: list[Warned] = []
        self.gave_up = False
        laws.completions.exhausted = False

    def answer(self, stamp: RulebookStamp, max_paths: int) -> Assessment:
        possible, contested = self._judge()
        outcome = outcome_of(possible, self.covered) if possible else Outcome.UNDETERMINED
        if outcome in UNCONDITIONAL and contested.questions:
            outcome = Outcome.PERMITTED_WITH_CONDITIONS
        unknowns = self._unknowns(possible)
        found = self._paths(outcome, contested, max_paths)
        laws = [law for law in self.laws.laws if self.state.value(law.applies) is not False]
        parts = [self._law(law) for law in laws]
        exposure: list[Exposure] = []
        for law, part in zip(laws, parts, strict=True):
            exposure += self.findings.exposure(self.state, law, part.gates, part.duties)
        known_through = self._known_through(laws)
        exporter, importer = self._country(self.calendar.exporter), self._country(self.calendar.importer)
        says = phrases.answer(outcome, self._place(exporter), self._place(importer), self.day)
        proof = Prover(self.wording, self.state, self.bound.values, self.bound.presumed).outcome(outcome, says)
        changes = changes_on(self.calendar, self.transfer, self.day, self.strict, self.covered)
        self._warn(laws, known_through)
        assessment = Assessment(
            title=self.transfer.title,
            as_of=self.day,
            outcome=outcome,
            range=self._range(possible, outcome),
            certainty=self._certainty(contested, known_through),
            exporter=exporter,
            importer=importer,
            laws=parts,
            conditions=self._conditions(outcome, parts, contested),
            missing=self._missing(unknowns),
            would_make_prohibited=self._would_prohibit(outcome, possible, unknowns),
            paths=found.paths,
            paths_complete=found.complete,
            contested=[self._contested(entry.id, contested) for entry in contested.questions],
            safer=found.safer,
            notes=self._notes(parts),
            rejected=self._rejected(laws),
            presumed=self._presumed(outcome),
            exposure=exposure,
            changes_on=changes,
            announcements=self._announcements(laws),
            law_known_through=known_through,
            warnings=self.warnings,
            proof=proof,
            rulebook=stamp,
            receipt=opened(self.bound, self.day, self.strict, stamp),
            disclaimer=phrases.DISCLAIMER,
        )
        return sealed(assessment)

    # the outcome

    def _judge(self) -> tuple[frozenset[Outcome], Contest]:
        try:
            possible = possible_outcomes(self.laws, self.known, self.concluded)
            base = outcome_of(possible, self.covered)
            found = contest(self.laws, self.known, self.concluded, base, self.covered)
        except BudgetExhausted:
            self._warned("budget", phrases.BUDGET)
            self.gave_up = True
            return frozenset(), NO_CONTEST
        return possible, found

    def _range(self, possible: frozenset[Outcome], outcome: Outcome) -> list[Outcome]:
        """Every outcome that completing the facts may lead to; permissions that would be contested are conditional."""
        if not possible:
            return list(Outcome)
        found = set(possible)
        if len(possible) == 1 and not self._hangs_on_facts():
            found = {outcome}
        elif found.intersection(UNCONDITIONAL) and self._may_be_contested():
            found.add(Outcome.PERMITTED_WITH_CONDITIONS)
        if not self.covered:
            found.add(Outcome.UNDETERMINED)
        return sorted(found, key=SEVERITY.__getitem__)

    def _may_be_contested(self) -> bool:
        """Whether some completion may go ahead unconditionally by the prevailing readings and not by others."""
        if not self.laws.prevailing_bits:
            return False
        free, permitted = released(self.laws, self.known), {"may": True, "conditions": False}
        questions = [entry.id for entry in self.laws.questions if entry.model.prevailing]
        differ = self.laws.completions.differ
        try:
            return differ(self.known, questions, permitted, {"may": False}, free) or differ(
                self.known, questions, permitted, {"conditions": True}, free
            )
        except BudgetExhausted:
            return True

    def _hangs_on_facts(self) -> bool:
        """Whether an unknown fact may matter to the outcome under some reading."""
        free = self.laws.conclude(released(self.laws, self.known))
        unsettled = self.laws.unsettled_inputs(free, MAY, REACHED, CONDITIONS)
        return bool(unsettled & ~self.laws.atoms.symbols_of(self.ruleset.questions))

    def _certainty(self, contested: Contest, known_through: date | None) -> Certainty:
        if contested.questions:
            return "contested"
        return "beyond_known_law" if known_through is not None and self.day > known_through else "certain"

    def _conditions(self, outcome: Outcome, parts: Sequence[LawAssessment], contested: Contest) -> list[Condition]:
        if outcome is not Outcome.PERMITTED_WITH_CONDITIONS:
            return []
        found = [
            Condition(kind="duty", id=duty.id, says=duty.label)
            for part in parts
            for duty in part.duties
            if duty.before_transfer and duty.status in ("outstanding", "possibly_due")
        ]
        found += [
            Condition(kind="confirm_question", id=entry.id, says=entry.model.asks) for entry in contested.questions
        ]
        return found

    def _law(self, law: LawInForce) -> LawAssessment:
        reaches = self.state.value(law.applies)
        may, conditions = self.state.value(law.may), self.state.value(law.conditions)
        gates, duties = self.findings.gates(self.state, law), self.findings.duties(self.state, law)
        if may is None or reaches is None:
            outcome = Outcome.UNDETERMINED
        elif may:
            outcome = Outcome.PERMITTED if conditions is False else Outcome.PERMITTED_WITH_CONDITIONS
        else:
            outcome = Outcome.ACTION_REQUIRED if self._curable(law) else Outcome.PROHIBITED
        return LawAssessment(
            law=law.code,
            name=law.country.country.name,
            authority=law.country.country.authority,
            reaches="unknown" if reaches is None else "yes",
            outcome=outcome,
            gates=gates,
            duties=duties,
        )

    def _curable(self, law: LawInForce) -> bool:
        after = self.laws.conclude(done(self.known, self.finder.useful(self.known)))
        return self.laws.atoms.table.value(law.may, after) is not False

    # what is unknown

    def _unknowns(self, possible: frozenset[Outcome]) -> Unknowns:
        found = Unknowns()
        gates = [
            f"gate {gate} closed"
            for law in self.laws.laws
            for gate in law.gates
            if gate_status(self.state, gate) == "unknown"
        ]
        if len(possible) != 1 or gates:
            may_fail = len(possible) != 1 and any(outcome.may_go_ahead is False for outcome in possible or Outcome)
            try:
                found = telling(self.laws, self.known, self.concluded, gates, may_fail)
            except BudgetExhausted:
                self._warned("budget", phrases.BUDGET)
        found = Unknowns(self._facts_of(found.deciding), self._facts_of(found.refining))
        exporter = self.calendar.exporter
        if exporter and exporter not in self.bound.values and exporter not in found.deciding:
            rest = tuple(name for name in found.refining if name != exporter)
            return Unknowns((exporter, *found.deciding), rest)
        return found

    def _facts_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names with measures replaced by the facts of them that nobody stated."""
        facts: list[str] = []
        for name in names:
            measure = self.ruleset.measures.get(name)
            facts += [one.fact for one in measure.sum if one.fact not in self.bound.values] if measure else [name]
        return tuple(dict.fromkeys(facts))

    def _missing(self, unknowns: Unknowns) -> Missing:
        return Missing(
            deciding=self._most_telling_first(unknowns.deciding), refining=self._most_telling_first(unknowns.refining)
        )

    def _most_telling_first(self, names: Iterable[str]) -> list[MissingFact]:
        found = [self._missing_fact(name) for name in names]
        order = {name: place for place, name in enumerate(self.vocabulary.facts)}
        return sorted(found, key=lambda fact: (fact.kind == "question", -fact.settles, order.get(fact.id, 0), fact.id))

    def _missing_fact(self, name: str) -> MissingFact:
        may = self.laws.bits[0]
        options = self.options.of(name)
        settling = 0
        for value in options:
            after = self.laws.decided(self.known.also(self.laws.atoms.knowledge(name, value)))
            settling += bool((after.true | after.false) & may)
        fact = self.vocabulary.facts.get(name)
        return MissingFact(
            id=name,
            kind="fact" if fact else "question",
            label=self.wording.label(name),
            question=fact.question if fact else self.wording.label(name),
            help=fact.help if fact else None,
            values=self.options.mattering(name, self.concluded),
            settles=settling,
        )

    def _would_prohibit(self, outcome: Outcome, possible: frozenset[Outcome], unknowns: Unknowns) -> list[FactValue]:
        if outcome is not Outcome.ACTION_REQUIRED or Outcome.PROHIBITED not in possible:
            return []
        found = []
        try:
            for name in unknowns.refining:
                for value in self.options.of(name):
                    known = self.known.also(self.laws.atoms.knowledge(name, value))
                    if possible_outcomes(self.laws, known, self.laws.decided(known)) == {Outcome.PROHIBITED}:
                        found.append(self.options.fact_value(name, value))
        except BudgetExhausted:
            self._warned("budget", phrases.BUDGET)
        return found

    # paths

    def _paths(self, outcome: Outcome, contested: Contest, most: int) -> _Paths:
        if self.gave_up:
            return _Paths([], False, [])
        if not self.covered or (outcome.may_go_ahead and not contested.questions):
            return _Paths([], True, [])
        try:
            safer = self._safer(most) if contested.questions else []
            if outcome.may_go_ahead:
                return _Paths([], True, safer)
            found = self._find(self.known)
            paths = self._described(found.sets, self.known, [], most)
            complete = found.complete and len(paths) == len(found.sets)
            if not paths and outcome is not Outcome.PROHIBITED:
                paths, complete = self._assuming()[:most], False
        except BudgetExhausted:
            self._warned("budget", phrases.BUDGET)
            return _Paths([], False, [])
        return _Paths(paths, complete, safer)

    def _safer(self, most: int) -> list[Path]:
        """Smallest actions after which the transfer may go ahead under every reading."""
        free = released(self.laws, self.known)
        return self._described(self._find(free).sets, free, [], most)

    def _assuming(self) -> list[Path]:
        """Paths that work if some unknown points turn out well; they name what they assume."""
        guess = self.options.hopeful(self.known)
        if guess is None:
            return []
        hopeful = self.known
        for name, value in guess.items():
            hopeful = hopeful.also(self.laws.atoms.knowledge(name, value, self.day))
        paths: list[Path] = []
        for chosen in self._find(hopeful).sets:
            actions = [action for action in self.laws.actions if action.id in chosen]
            needed = dict(guess)
            for name in guess:
                rest = {other: value for other, value in needed.items() if other != name}
                known = self.known
                for other, value in rest.items():
                    known = known.also(self.laws.atoms.knowledge(other, value, self.day))
                if self.finder.certain(done(known, actions)):
                    needed = rest
            known = self.known
            for other, value in needed.items():
                known = known.also(self.laws.atoms.knowledge(other, value, self.day))
            assumed = [self.options.fact_value(name, value) for name, value in needed.items()]
            paths += self._described([chosen], known, assumed, 1)
        short = [path for path in paths if len(path.assumes) <= MOST_ASSUMPTIONS]
        return sorted(short, key=lambda path: len(path.assumes))

    def _described(
        self, sets: Iterable[frozenset[str]], known: Knowledge, assumed: list[FactValue], most: int
    ) -> list[Path]:
        """The lightest paths in full."""
        by_id = {action.id: action for action in self.laws.actions}
        paths: list[Path] = []
        for actions in sorted(
            ([by_id[name] for name in sorted(chosen)] for chosen in sets), key=lambda chosen: burden(*chosen)
        ):
            if len(paths) == most:
                break
            paths.append(self._path(_in_order(actions), known, assumed))
        return paths

    def _path(self, actions: Sequence[DayAction], known: Knowledge, assumed: list[FactValue]) -> Path:
        models = [action.entry.model for action in actions]
        waiting = waiting_days(actions)
        ready = self.day + timedelta(days=waiting)
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
            holds_under_all_readings=self.finder.certain(released(self.laws, after)),
            works_on=[self.day, ready] if waiting else [self.day],
            stops_on=self._stops_on(actions, ready, known),
        )

    def _find(self, known: Knowledge) -> Found:
        """All smallest sets of actions, by the law of the day and by that of the day on which their waiting ends."""
        return self.finder.find(known, lambda days: self._later(known, self.day + timedelta(days=days)))

    def _later(self, known: Knowledge, day: date) -> tuple[LawsOfDay, Knowledge]:
        """The laws of a later day and what is known then; what was assumed or released stays so."""
        laws = self.calendar.on(day)
        if laws is self.laws:
            return laws, known
        taken_back = (self.known.true | self.known.false) & ~(known.true | known.false)
        then = self.calendar.atoms.known(self.transfer, day, self.strict).also(laws.prevailing)
        return laws, then.without(taken_back).also(known)

    def _stops_on(self, actions: Sequence[DayAction], ready: date, known: Knowledge) -> date | None:
        """The first day in the next 24 months on which the law no longer lets the transfer go ahead with these done."""
        until = months_after(self.day, MONTHS_AHEAD)
        for day in self.calendar.boundaries:
            if ready < day <= until:
                laws, then = self._later(known, day)
                if not PathFinder(laws).certain(done(then, actions)):
                    return day
        return None

    def _owed(self, known: Knowledge) -> list[str]:
        """The duties due before the transfer that are still outstanding once the actions are done."""
        state = State(self.laws, known, self.laws.conclude(known))
        return [
            duty
            for law in self.laws.laws
            for duty, status in duty_statuses(state, law).items()
            if status in ("outstanding", "possibly_due") and law.duties[duty].model.due == "before_transfer"
        ]

    # around the answer

    def _contested(self, question: str, contested: Contest) -> ContestedQuestion:
        model = self.ruleset.questions[question].model
        return ContestedQuestion(
            id=question,
            asks=model.asks,
            prevailing=model.prevailing,
            readings=[
                ReadingOutcome(reading=name, says=reading.says, source=reading.source,
                               outcome=contested.outcomes[question][name])
                for name, reading in model.readings.items()
            ],
        )  # fmt: skip

    def _notes(self, parts: Sequence[LawAssessment]) -> list[Note]:
        near: set[str] = set()
        for part in parts:
            for gate in part.gates:
                rules = [*gate.closed_by, *gate.opened_by]
                if gate.status != "unasked":
                    near.add(gate.id)
                near.update(rule.id for rule in rules)
                near.update(cited.instrument for rule in rules for cited in rule.cite)
            for duty in part.duties:
                near.add(duty.id)
                near.update(rule.id for rule in duty.because)
        return [
            Note(id=name, asks=entry.model.asks, readings=[one.says for one in entry.model.readings.values()])
            for name, entry in self.ruleset.questions.items()
            if entry.model.note_only and self.day in entry.span and near.intersection(entry.model.near)
        ]

    def _rejected(self, laws: Sequence[LawInForce]) -> list[RejectedClaim]:
        fact = self.vocabulary.playing("claims")
        claimed = self.bound.values.get(fact) if fact else None
        if not fact or not isinstance(claimed, frozenset):
            return []
        found = []
        for claim in sorted(claimed):
            for law in laws:
                rules = [rule for rule in law.by_effect("rejects", claim) if self.state.plain(law.holds(rule)) is True]
                if rules:
                    label = self.wording.value(fact, claim)
                    because = [self.findings.rule(law, rule) for rule in rules]
                    found.append(RejectedClaim(claim=claim, label=label, law=law.code, because=because))
        return found

    def _presumed(self, outcome: Outcome) -> list[Presumption]:
        """The presumed facts without which the outcome wouldn't follow; those a permission leans on are assumptions."""
        found = []
        for name, value in sorted(self.bound.presumed.items()):
            if self._leans_on(name):
                fact = self.vocabulary.facts[name]
                found.append(
                    Presumption(
                        fact=name,
                        value=self.options.text(value),
                        label=self.wording.stated(name, value),
                        assumption=fact.assume is not None and outcome.may_go_ahead is True,
                        reason=fact.assume,
                    )
                )
        return found

    def _leans_on(self, name: str) -> bool:
        bits = self.laws.atoms.bits.get(name, 0)
        if not bits & self.laws.outcome_inputs:
            return False
        decisive = self.laws.bits[0] | self.laws.bits[1] | self.laws.bits[2]
        without = self.laws.decided(self.known.without(bits))
        return (without.true & decisive, without.false & decisive) != (
            self.concluded.true & decisive,
            self.concluded.false & decisive,
        )

    def _announcements(self, laws: Sequence[LawInForce]) -> list[Announcement]:
        codes = {law.code for law in laws}
        return [
            Announcement(id=name, title=one.title, status=one.status, source=one.source, says=one.says)
            for name, file in sorted(self.ruleset.proposals.items())
            if name not in self.ruleset.applied
            for one in [file.proposal]
            if one.announce and one.announce.start <= self.day < one.announce.before and one.law in codes
        ]

    def _known_through(self, laws: Sequence[LawInForce]) -> date | None:
        countries = [law.country for law in laws] or list(self.ruleset.countries.values())
        return min((one.country.law_known_through for one in countries), default=None)

    def _warn(self, laws: Sequence[LawInForce], known_through: date | None) -> None:
        exporter = self._country(self.calendar.exporter)
        if exporter == NONE:
            self._warned("nobody_exports", phrases.NOBODY_EXPORTS)
        elif not self.covered:
            self._warned("law_not_covered", phrases.not_covered(self._place(exporter)))
        if not laws:
            self._warned("no_law_reaches", phrases.NO_LAW_REACHES)
        if self.laws.completions.exhausted:
            self._warned("budget", phrases.BUDGET)
        if known_through is not None and self.day > known_through:
            self._warned("beyond_known_law", phrases.beyond_known_law(known_through))

    def _warned(self, code: str, says: Words) -> None:
        warning = Warned.model_validate({"code": code, "says": says})
        if warning not in self.warnings:
            self.warnings.append(warning)

    def _country(self, fact: str | None) -> str | None:
        value = self.bound.values.get(fact) if fact else None
        return value if isinstance(value, str) else None

    def _place(self, code: str | None) -> Words:
        return self.vocabulary.countries.get(code or "") or phrases.SOMEWHERE


def _in_order(actions: Sequence[DayAction]) -> list[DayAction]:
    """Actions in the order in which they are best done: each after those it names."""
    left = {action.id: action for action in actions}
    ordered: list[DayAction] = []
    while left:
        ready = [action for action in left.values() if not set(action.entry.model.after) & left.keys()]
        for action in ready or list(left.values()):
            ordered.append(left.pop(action.id))
    return ordered
