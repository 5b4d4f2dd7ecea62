"""What all sections of an answer share: the page, the answer, its language, and names for ids and values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pa_dataflow.assessment.models import ActionReference, Assessment, Outcome, Path, RuleReference
from pa_dataflow.report.layout import Code, Page, Text
from pa_dataflow.report.phrases import citations, joined, lowered, quoted, unended, working_time
from pa_dataflow.report.words import count, say
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.vocabulary.facts import Vocabulary
from pa_dataflow.vocabulary.words import Language, Words


@dataclass(frozen=True)
class Sheet:
    """One answer on its way onto a page.

    Without a ``ruleset``, values, countries and readings are shown as they are written in files.
    """

    page: Page
    answer: Assessment
    lang: Language
    ruleset: RuleSet | None = None

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The facts that can be said of a transfer."""
        return self.ruleset.vocabulary if self.ruleset else None

    @property
    def countries(self) -> Mapping[str, Words]:
        """The names of countries by code."""
        return self.ruleset.vocabulary.countries if self.ruleset else {}

    def say(self, code: str, **details: object) -> str:
        """A fixed sentence in the answer's language."""
        return say(code, self.lang, **details)

    def outcome(self, outcome: Outcome) -> str:
        """The outcome as a word in quotation marks."""
        return quoted(self.say(outcome), self.lang)

    def outcomes(self, outcomes: Iterable[Outcome]) -> str:
        """Several outcomes, joined as alternatives."""
        return joined(dict.fromkeys(map(self.outcome, outcomes)), self.lang, either=True)

    def gate(self, name: str) -> str:
        """What the gate asks, or its id where the answer doesn't hold it."""
        found = self.answer.gate(name)
        return found.asks(self.lang) if found else name

    def duty(self, name: str) -> str:
        """The duty's label, or its id where the answer doesn't hold it."""
        duties = (duty for law in self.answer.laws for duty in law.duties)
        found = next((duty.label for duty in duties if duty.id == name), None)
        if found is None and self.ruleset:
            entries = (country.duties.get(name) for country in self.ruleset.countries.values())
            found = next((entry.model.label for entry in entries if entry), None)
        return unended(found(self.lang)) if found else name

    def breach(self, name: str) -> str:
        """The gate or duty that an infraction breaks, in words."""
        return self.gate(name) if self.answer.gate(name) else self.duty(name)

    def value(self, name: str, value: str) -> str:
        """The label of a fact's value or of a question's reading; the value where there is none."""
        label = None
        if self.ruleset and name in self.ruleset.vocabulary.facts:
            label = self.ruleset.vocabulary.members(name).get(value)
        elif self.ruleset and name in self.ruleset.questions:
            label = self.ruleset.questions[name].model.readings[value].says
        return label(self.lang) if label else value

    def who(self, parties: Sequence[str]) -> str:
        """The parties in words, in a sentence."""
        return joined((self.say(party) for party in parties), self.lang)

    def cost(self, path: Path) -> str:
        """What a way costs in work and waiting, in brackets; nothing if it costs nothing."""
        parts = []
        if path.hours > 0:
            parts.append(self.say("work", time=working_time(path.hours, self.lang)))
        if path.waiting_days > 0:
            parts.append(count("wait", path.waiting_days, self.lang))
        return f" ({joined(parts, self.lang)})" if parts else ""

    def labels(self, actions: Iterable[ActionReference]) -> str:
        """What to do, step after step, without full stop."""
        labels = [unended(action.label(self.lang)) for action in actions]
        return "; ".join(label if number == 0 else lowered(label) for number, label in enumerate(labels))

    def rules(self, intro: str, rules: Sequence[RuleReference], *, indent: int) -> None:
        """Write rules under an intro: what each says and brings with it, where the law says it, where it stands."""
        alone = len(rules) == 1
        if not alone:
            self.page.text(intro, indent=indent)
        for rule in rules:
            says = rule.says(self.lang)
            self.page.text(f"{intro} {says}".strip() if alone else says, indent=indent, mark="" if alone else "- ")
            inside = indent if alone else indent + 2
            owes = self.owes(rule)
            if owes:
                self.page.text(owes, indent=inside)
            self.source(rule, indent=inside)

    def owes(self, rule: RuleReference) -> str:
        """The duties that a rule brings with it, as a sentence; nothing if it brings none."""
        known = [lowered(label) for duty in rule.owes if (label := self.duty(duty)) != duty]
        return self.say("rule.owes", duties=f"{joined(known, self.lang)}.") if known else ""

    def source(self, rule: RuleReference, *, indent: int) -> None:
        """Write where a rule stands in the law and in the files."""
        self.page.text(citations(rule.cite, self.lang), indent=indent)
        self.page.text(self.where(rule), indent=indent, style="dim")

    def where(self, rule: RuleReference) -> Text:
        """The rule's id and its place in the files."""
        return (Code(rule.id), " · ", Code(rule.place))
