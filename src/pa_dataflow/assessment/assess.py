"""The whole answer for one transfer on one day, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pa_dataflow.assessment import phrases
from pa_dataflow.assessment.asked import Asked
from pa_dataflow.assessment.changes import changes_on
from pa_dataflow.assessment.completions import CONDITIONS, MAY, REACHED
from pa_dataflow.assessment.findings import gate_status
from pa_dataflow.assessment.judge import SEVERITY, outcome_of, possible_outcomes
from pa_dataflow.assessment.laws_of_day import Calendar
from pa_dataflow.assessment.missing import Unknowns, telling
from pa_dataflow.assessment.models import (
    Assessment,
    Certainty,
    Condition,
    Exposure,
    FactValue,
    LawAssessment,
    Missing,
    MissingFact,
    Outcome,
    RulebookStamp,
)
from pa_dataflow.assessment.paths import PathFinder, done
from pa_dataflow.assessment.planning import Planner
from pa_dataflow.assessment.proof import Prover
from pa_dataflow.assessment.readings import NO_CONTEST, Contest, contest, released
from pa_dataflow.assessment.receipt import opened, sealed
from pa_dataflow.assessment.surroundings import Surroundings
from pa_dataflow.assessment.verdict import UNCONDITIONAL
from pa_dataflow.engines.solver import BudgetExhausted
from pa_dataflow.rulebook.laws import LawInForce
from pa_dataflow.vocabulary.transfer import Transfer

MOST_PATHS = 20


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
    return _Assessor(Asked(calendar, transfer, day, strict)).answer(stamp, max_paths)


class _Assessor:
    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._around = Surroundings(asked)

    def answer(self, stamp: RulebookStamp, max_paths: int) -> Assessment:
        asked = self.asked
        possible, contested = self._judge()
        outcome = outcome_of(possible, self.asked.covered) if possible else Outcome.UNDETERMINED
        if outcome in UNCONDITIONAL and contested.questions:
            outcome = Outcome.PERMITTED_WITH_CONDITIONS
        unknowns = self._unknowns(possible)
        found = Planner(self.asked).plan(outcome, contested, max_paths)
        laws = [law for law in self.asked.laws.laws if self.asked.state.value(law.applies) is not False]
        parts = [self._law(law) for law in laws]
        exposure: list[Exposure] = []
        for law, part in zip(laws, parts, strict=True):
            exposure += self.asked.findings.exposure(self.asked.state, law, part.gates, part.duties)
        known_through = self._around.known_through(laws)
        exporter, importer = asked.exporter, asked.importer
        says = phrases.answer(outcome, asked.place(exporter), asked.place(importer), asked.day)
        proof = Prover(
            self.asked.wording, self.asked.state, self.asked.bound.values, self.asked.bound.presumed
        ).outcome(outcome, says)
        changes = changes_on(
            self.asked.calendar, self.asked.transfer, self.asked.day, self.asked.strict, self.asked.covered
        )
        answer_range = self._range(possible, outcome)
        would_prohibit = self._would_prohibit(outcome, possible, unknowns)
        self._around.warn(laws, known_through)
        assessment = Assessment(
            title=self.asked.transfer.title,
            as_of=self.asked.day,
            outcome=outcome,
            range=answer_range,
            certainty=self._certainty(contested, known_through),
            exporter=exporter,
            importer=importer,
            laws=parts,
            on_arrival=self.asked.findings.on_arrival(self.asked.state),
            conditions=self._conditions(outcome, parts, contested),
            missing=self._missing(unknowns),
            would_make_prohibited=would_prohibit,
            paths=found.paths,
            paths_complete=found.complete,
            contested=[self._around.contested(entry.id, contested) for entry in contested.questions],
            safer=found.safer,
            notes=self._around.notes(parts, contested),
            rejected=self._around.rejected(laws),
            presumed=self._around.presumed(outcome),
            exposure=exposure,
            changes_on=changes,
            announcements=self._around.announcements(laws),
            law_known_through=known_through,
            warnings=self.asked.warnings,
            proof=proof,
            rulebook=stamp,
            receipt=opened(self.asked.bound, self.asked.day, self.asked.strict, stamp),
            disclaimer=phrases.DISCLAIMER,
        )
        return sealed(assessment)

    # the outcome

    def _judge(self) -> tuple[frozenset[Outcome], Contest]:
        try:
            possible = possible_outcomes(self.asked.laws, self.asked.known, self.asked.concluded)
            base = outcome_of(possible, self.asked.covered)
            found = contest(self.asked.laws, self.asked.known, self.asked.concluded, base, self.asked.covered)
        except BudgetExhausted:
            self.asked.warn("budget", phrases.BUDGET)
            self.asked.gave_up = True
            return frozenset(), NO_CONTEST
        return possible, found

    def _range(self, possible: frozenset[Outcome], outcome: Outcome) -> list[Outcome]:
        """Every outcome that completing the facts may lead to; permissions that would be contested are conditional."""
        if not possible:
            return list(Outcome)
        if not self.asked.covered and self.asked.exporter is not None:
            return [Outcome.UNDETERMINED]
        found = set(possible)
        if self.asked.covered and len(possible) == 1 and not self._hangs_on_facts():
            found = {outcome}
        elif found.intersection(UNCONDITIONAL) and self._may_be_contested():
            found.add(Outcome.PERMITTED_WITH_CONDITIONS)
        if not self.asked.covered:
            found.add(Outcome.UNDETERMINED)
        return sorted(found, key=SEVERITY.__getitem__)

    def _may_be_contested(self) -> bool:
        """Whether some completion may go ahead unconditionally by the prevailing readings and not by others."""
        if not self.asked.laws.prevailing_bits:
            return False
        free, permitted = released(self.asked.laws, self.asked.known), {"may": True, "conditions": False}
        questions = [entry.id for entry in self.asked.laws.questions if entry.model.prevailing]
        differ = self.asked.laws.completions.differ
        try:
            return differ(self.asked.known, questions, permitted, {"may": False}, free) or differ(
                self.asked.known, questions, permitted, {"conditions": True}, free
            )
        except BudgetExhausted:
            self.asked.laws.completions.exhausted = True
            return True

    def _hangs_on_facts(self) -> bool:
        """Whether an unknown fact may matter to the outcome under some reading."""
        free = self.asked.laws.conclude(released(self.asked.laws, self.asked.known))
        unsettled = self.asked.laws.unsettled_inputs(free, MAY, REACHED, CONDITIONS)
        return bool(unsettled & ~self.asked.laws.atoms.symbols_of(self.asked.ruleset.questions))

    def _certainty(self, contested: Contest, known_through: date | None) -> Certainty:
        if contested.questions:
            return "contested"
        return "beyond_known_law" if known_through is not None and self.asked.day > known_through else "certain"

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
        reaches = self.asked.state.value(law.applies)
        may, conditions = self.asked.state.value(law.may), self.asked.state.value(law.conditions)
        gates, duties = (
            self.asked.findings.gates(self.asked.state, law),
            self.asked.findings.duties(self.asked.state, law),
        )
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
        after = self.asked.laws.conclude(done(self.asked.known, PathFinder(self.asked.laws).useful(self.asked.known)))
        return self.asked.laws.atoms.table.value(law.may, after) is not False

    # what is unknown

    def _unknowns(self, possible: frozenset[Outcome]) -> Unknowns:
        found = Unknowns()
        gates = [
            f"gate {gate} closed"
            for law in self.asked.laws.laws
            for gate in law.gates
            if gate_status(self.asked.state, gate) == "unknown"
        ]
        if len(possible) != 1 or gates:
            may_fail = len(possible) != 1 and any(outcome.may_go_ahead is False for outcome in possible or Outcome)
            try:
                found = telling(self.asked.laws, self.asked.known, self.asked.concluded, gates, may_fail)
            except BudgetExhausted:
                self.asked.warn("budget", phrases.BUDGET)
        found = Unknowns(self._facts_of(found.deciding), self._facts_of(found.refining))
        exporter = self.asked.calendar.exporter
        if exporter and exporter not in self.asked.bound.values and exporter not in found.deciding:
            rest = tuple(name for name in found.refining if name != exporter)
            return Unknowns((exporter, *found.deciding), rest)
        return found

    def _facts_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names with measures replaced by the facts of them that nobody stated."""
        facts: list[str] = []
        for name in names:
            measure = self.asked.ruleset.measures.get(name)
            facts += [one.fact for one in measure.sum if one.fact not in self.asked.bound.values] if measure else [name]
        return tuple(dict.fromkeys(facts))

    def _missing(self, unknowns: Unknowns) -> Missing:
        return Missing(
            deciding=self._most_telling_first(unknowns.deciding), refining=self._most_telling_first(unknowns.refining)
        )

    def _most_telling_first(self, names: Iterable[str]) -> list[MissingFact]:
        found = [self._missing_fact(name) for name in names]
        order = {name: place for place, name in enumerate(self.asked.vocabulary.facts)}
        return sorted(found, key=lambda fact: (fact.kind == "question", -fact.settles, order.get(fact.id, 0), fact.id))

    def _missing_fact(self, name: str) -> MissingFact:
        may = self.asked.laws.bits[0]
        options = self.asked.options.of(name)
        settling = 0
        for value in options:
            after = self.asked.laws.decided(self.asked.known.also(self.asked.laws.atoms.knowledge(name, value)))
            settling += bool((after.true | after.false) & may)
        fact = self.asked.vocabulary.facts.get(name)
        return MissingFact(
            id=name,
            kind="fact" if fact else "question",
            label=self.asked.wording.label(name),
            question=fact.question if fact else self.asked.wording.label(name),
            help=fact.help if fact else None,
            values=self.asked.options.mattering(name, self.asked.concluded),
            settles=settling,
        )

    def _would_prohibit(self, outcome: Outcome, possible: frozenset[Outcome], unknowns: Unknowns) -> list[FactValue]:
        if outcome is not Outcome.ACTION_REQUIRED or Outcome.PROHIBITED not in possible:
            return []
        found = []
        try:
            for name in unknowns.refining:
                for value in self.asked.options.of(name):
                    known = self.asked.known.also(self.asked.laws.atoms.knowledge(name, value))
                    if possible_outcomes(self.asked.laws, known, self.asked.laws.decided(known)) == {
                        Outcome.PROHIBITED
                    }:
                        found.append(self.asked.options.fact_value(name, value))
        except BudgetExhausted:
            self.asked.warn("budget", phrases.BUDGET)
        return found
