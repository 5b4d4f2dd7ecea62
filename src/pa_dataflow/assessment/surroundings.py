"""What stands around an answer: contested points, notes, rejected claims, presumptions, announcements, warnings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pa_dataflow.assessment import phrases
from pa_dataflow.assessment.asked import Asked
from pa_dataflow.assessment.models import (
    Announcement,
    ContestedQuestion,
    LawAssessment,
    Note,
    Outcome,
    Presumption,
    ReadingOutcome,
    RejectedClaim,
)
from pa_dataflow.assessment.readings import Contest
from pa_dataflow.rulebook.laws import LawInForce
from pa_dataflow.vocabulary.facts import NONE


class Surroundings:
    """Builds what stands around the answer to one transfer on one day."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def contested(self, question: str, contested: Contest) -> ContestedQuestion:
        """A question of law with the outcome under each reading."""
        model = self.asked.ruleset.questions[question].model
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

    def notes(self, parts: Sequence[LawAssessment], contested: Contest) -> list[Note]:
        """The questions printed next to what carries the answer; what makes it contested is told elsewhere."""
        told = {entry.id for entry in contested.questions}
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
                near.update(cited.instrument for rule in duty.because for cited in rule.cite)
        return [
            Note(id=name, asks=entry.model.asks, readings=[one.says for one in entry.model.readings.values()])
            for name, entry in self.asked.ruleset.questions.items()
            if name not in told and self.asked.day in entry.span and near.intersection(entry.model.near)
        ]

    def rejected(self, laws: Sequence[LawInForce]) -> list[RejectedClaim]:
        """The mechanisms the user believes in that are no ground here, with the reason."""
        fact = self.asked.vocabulary.playing("claims")
        claimed = self.asked.bound.values.get(fact) if fact else None
        if not fact or not isinstance(claimed, frozenset):
            return []
        found = []
        for claim in sorted(claimed):
            for law in laws:
                rules = [
                    rule for rule in law.by_effect("rejects", claim) if self.asked.state.plain(law.holds(rule)) is True
                ]
                if rules:
                    label = self.asked.wording.value(fact, claim)
                    because = [self.asked.findings.rule(law, rule) for rule in rules]
                    found.append(RejectedClaim(claim=claim, label=label, law=law.code, because=because))
        return found

    def presumed(self, outcome: Outcome) -> list[Presumption]:
        """The presumed facts without which the outcome wouldn't follow; those a permission leans on are assumptions."""
        found = []
        for name, value in sorted(self.asked.bound.presumed.items()):
            if self._leans_on(name):
                fact = self.asked.vocabulary.facts[name]
                found.append(
                    Presumption(
                        fact=name,
                        value=self.asked.options.text(value),
                        label=self.asked.wording.stated(name, value),
                        assumption=fact.assume is not None and outcome.may_go_ahead is True,
                        reason=fact.assume,
                    )
                )
        return found

    def _leans_on(self, name: str) -> bool:
        bits = self.asked.laws.atoms.bits.get(name, 0)
        if not bits & self.asked.laws.outcome_inputs:
            return False
        decisive = self.asked.laws.bits[0] | self.asked.laws.bits[1] | self.asked.laws.bits[2]
        without = self.asked.laws.decided(self.asked.known.without(bits))
        return (without.true & decisive, without.false & decisive) != (
            self.asked.concluded.true & decisive,
            self.asked.concluded.false & decisive,
        )

    def announcements(self, laws: Sequence[LawInForce]) -> list[Announcement]:
        """The proposals that could change the answer, told and not applied."""
        codes = {law.code for law in laws}
        return [
            Announcement(id=name, title=one.title, status=one.status, source=one.source, says=one.says)
            for name, file in sorted(self.asked.ruleset.proposals.items())
            if name not in self.asked.ruleset.applied
            for one in [file.proposal]
            if one.announce and one.announce.start <= self.asked.day < one.announce.before and one.law in codes
        ]

    def known_through(self, laws: Sequence[LawInForce]) -> date | None:
        """The last day for which the law of every country that reaches the transfer is known."""
        countries = [law.country for law in laws] or list(self.asked.ruleset.countries.values())
        return min((one.country.law_known_through for one in countries), default=None)

    def warn(self, laws: Sequence[LawInForce], known_through: date | None) -> None:
        """Note what is to be known about the answer as a whole."""
        exporter = self.asked.exporter
        if exporter == NONE:
            self.asked.warn("nobody_exports", phrases.NOBODY_EXPORTS)
        elif not self.asked.covered:
            self.asked.warn("law_not_covered", phrases.not_covered(self.asked.place(exporter)))
        if not laws:
            self.asked.warn("no_law_reaches", phrases.NO_LAW_REACHES)
        if self.asked.laws.completions.exhausted:
            self.asked.warn("budget", phrases.BUDGET)
        if known_through is not None and self.asked.day > known_through:
            self.asked.warn("beyond_known_law", phrases.beyond_known_law(known_through))
