"""All about one entry of a rulebook: a rule with its versions, a gate, a duty, a question, an instrument, an action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pa_dataflow.report.conditions import lines, names_in
from pa_dataflow.report.layout import WIDTH, Page
from pa_dataflow.report.phrases import country, figure, joined, long_date, quoted, working_time
from pa_dataflow.report.rules import cited, fact_entry, field
from pa_dataflow.report.words import WORDS, count, say
from pa_dataflow.rulebook.conditions import ALWAYS, Condition
from pa_dataflow.rulebook.dates import BEGINNING, NO_END, Span
from pa_dataflow.rulebook.models import Breach, Burden, Citation, Duty, ProposalFile, Sections, Within
from pa_dataflow.rulebook.ruleset import ActionEntry, DutyEntry, GateEntry, QuestionEntry, RuleSet, RuleVersion
from pa_dataflow.rulebook.wording import Wording
from pa_dataflow.source.errors import Place
from pa_dataflow.vocabulary.words import Language, Words


def known_ids(ruleset: RuleSet) -> set[str]:
    """Every id that `entry_text` can show."""
    laws = ruleset.countries.values()
    return {
        *(rule.id for rule in ruleset.rules()),
        *(name for law in laws for part in (law.gates, law.duties, law.concepts, law.infractions) for name in part),
        *ruleset.questions,
        *ruleset.instruments,
        *ruleset.actions,
        *(one.id for one in ruleset.recognition),
        *(one.id for one in ruleset.accepted),
        *ruleset.schemes,
        *ruleset.proposals,
        *ruleset.vocabulary.facts,
    }


def entry_text(ruleset: RuleSet, name: str, lang: Language = "en", *, width: int = WIDTH, color: bool = False) -> str:
    """All about the entry with this id; several if the id stands for several. The id must be one of `known_ids`."""
    page = Page(width, color)
    _Entry(page, ruleset, lang).show(name)
    return str(page)


class _Entry:
    def __init__(self, page: Page, ruleset: RuleSet, lang: Language) -> None:
        self.page = page
        self.ruleset = ruleset
        self.lang = lang
        self.wording = Wording(ruleset)
        self.rules = list({(rule.id, rule.place, rule.model.target): rule for rule in ruleset.rules()}.values())

    def show(self, name: str) -> None:
        ruleset = self.ruleset
        for rule in self.rules:
            if rule.id == name:
                self._rule(rule)
        for law in ruleset.countries.values():
            if name in law.gates:
                self._gate(law.gates[name])
            if name in law.duties:
                self._duty(law.duties[name])
            if name in law.concepts:
                self._concept(name, law.concepts[name].label)
            if name in law.infractions:
                infraction = law.infractions[name]
                self._head("infraction", name, infraction.label(self.lang))
                self._ranges(infraction.range)
                if infraction.note is not None:
                    self.page.text(infraction.note(self.lang), indent=2)
                self._cite(infraction.cite)
        if name in ruleset.questions:
            self._question(ruleset.questions[name])
        if name in ruleset.instruments:
            self._instrument(name)
        if name in ruleset.actions:
            self._action(ruleset.actions[name])
        self._lists(name)
        if name in ruleset.proposals:
            self._proposal(ruleset.proposals[name])
        if name in ruleset.vocabulary.facts:
            fact_entry(self.page, ruleset, name, self.lang)
            self._ids("used_by", (rule.id for rule in self.rules if name in names_in(rule.when)))

    # pieces

    def _head(self, kind: str, name: str, text: str = "") -> None:
        self.page.gap()
        self.page.text(f"{name} ({self._say(f'kind.{kind}')})", style="bold")
        if text:
            self.page.text(text, indent=2)

    def _say(self, code: str, **details: object) -> str:
        return say(code, self.lang, **details)

    def _field(self, code: str, text: str) -> None:
        if text:
            field(self.page, code, text, self.lang)

    def _words(self, code: str, words: Words | None) -> None:
        self._field(code, words(self.lang) if words else "")

    def _ids(self, code: str, names: Iterable[str]) -> None:
        self._field(code, ", ".join(dict.fromkeys(names)))

    def _cite(self, cite: list[Citation]) -> None:
        self._field("cite", cited(cite, self.ruleset, self.lang))

    def _place(self, place: Place) -> None:
        self._field("place", f"{place.file}:{place.line}")

    def _life(self, span: Span, code: str = "in_force") -> None:
        start, before = long_date(span.start, self.lang), long_date(span.before, self.lang)
        bounds = (span.start != BEGINNING, span.before != NO_END)
        kind = {(True, True): "both", (True, False): "from", (False, True): "until", (False, False): "always"}[bounds]
        self._field(code, self._say(f"life.{kind}", start=start, before=before))

    def _condition(self, code: str, condition: Condition | None) -> None:
        if condition is None:
            return
        written = list(lines(condition, self.wording, self.lang))
        if len(written) == 1:
            self._field(code, written[0][1])
            return
        field(self.page, code, "", self.lang)
        for depth, line in written:
            self.page.text(line, indent=4 + 2 * depth, mark="- ")

    def _breaches(self, breaches: list[Breach]) -> None:
        self._ids("breach", (breach.infraction for breach in breaches))

    def _ranges(self, ranges: Mapping[str, list[Decimal]]) -> None:
        for unit, limits in ranges.items():
            numbers = [figure(str(limit), self.lang) for limit in limits]
            self._field("range", f"{' – '.join(numbers)} {unit.upper()}")

    def _targeting(self, effect: str, target: str) -> list[str]:
        return [rule.id for rule in self.rules if getattr(rule.model, effect) == target]

    def _country(self, code: str) -> str:
        return country(code, self.lang, self.ruleset.vocabulary.countries)

    # kinds of entries

    def _rule(self, rule: RuleVersion) -> None:
        model = rule.model
        self._head("rule", rule.id)
        self._words("says", model.says)
        self._field("effect", f"{self._say(f'effect.{model.effect}')} {self._target(model.effect, model.target)}")
        self._condition("when", rule.when if rule.when != ALWAYS else None)
        self._life(rule.span)
        self._cite(model.cite)
        urls = (self.ruleset.instruments[one.instrument].model.url for one in model.cite)
        for url in dict.fromkeys(url for url in urls if url):
            self._field("url", url)
        self._field("checked", long_date(model.checked, self.lang))
        self._ids("overrides", model.overrides)
        self._ids("overridden", (other.id for other in self.rules if rule.id in other.model.overrides))
        self._ids("owes", model.owes)
        self._place(rule.place)

    def _target(self, effect: str, target: str) -> str:
        for law in self.ruleset.countries.values():
            if effect in ("closes", "opens") and target in law.gates:
                return f"{quoted(law.gates[target].model.asks(self.lang), self.lang)} ({target})"
            if effect in ("requires", "waives") and target in law.duties:
                return f"{quoted(law.duties[target].model.label(self.lang), self.lang)} ({target})"
            if effect == "defines" and target in law.concepts:
                return f"{quoted(law.concepts[target].label(self.lang), self.lang)} ({target})"
        claims = self.ruleset.vocabulary.playing("claims")
        return f"{self.wording.value(claims, target)(self.lang)} ({target})" if claims else target

    def _gate(self, gate: GateEntry) -> None:
        self._head("gate", gate.id, gate.model.asks(self.lang))
        self._ids("closed_by", self._targeting("closes", gate.id))
        self._ids("opened_by", self._targeting("opens", gate.id))
        self._breaches(gate.model.breach)
        self._place(gate.place)

    def _duty(self, entry: DutyEntry) -> None:
        duty = entry.model
        self._head("duty", entry.id, duty.label(self.lang))
        self._field("who", self._say(duty.who))
        self._field("due", self._due(duty))
        self._words("to", duty.to)
        self._condition("fulfilled_by", entry.fulfilled_by)
        self._words("evidence", duty.evidence)
        owing = (rule.id for rule in self.rules if entry.id in rule.model.owes)
        self._ids("required_by", [*self._targeting("requires", entry.id), *owing])
        self._ids("waived_by", self._targeting("waives", entry.id))
        self._breaches(duty.breach)
        self._place(entry.place)

    def _due(self, duty: Duty) -> str:
        if isinstance(duty.due, str):
            return self._say(duty.due)
        if isinstance(duty.due, Within):
            number, _, unit = duty.due.within.partition(" ")
            within = f"{number} {self._say(unit)}" if unit in WORDS else duty.due.within
            return self._say("within", within=within, after=duty.due.after(self.lang))
        return duty.due.text(self.lang)

    def _concept(self, name: str, label: Words) -> None:
        self._head("concept", name, label(self.lang))
        self._ids("defined_by", self._targeting("defines", name))
        self._ids("used_by", (rule.id for rule in self.rules if name in names_in(rule.when)))

    def _question(self, entry: QuestionEntry) -> None:
        question = entry.model
        self._head("question", entry.id, question.asks(self.lang))
        for name, reading in question.readings.items():
            self._field("reading", f"{name}: {reading.says(self.lang)} [{reading.source}]")
        if question.note_only:
            self.page.text(self._say("note_only"), indent=2)
        else:
            self._field("prevailing", question.prevailing or self._say("no_prevailing"))
        self._ids("near", question.near)
        self._ids("used_by", (rule.id for rule in self.rules if entry.id in names_in(rule.when)))
        self._life(entry.span)
        self._place(entry.place)

    def _instrument(self, name: str) -> None:
        entry = self.ruleset.instruments[name]
        model = entry.model
        self._head("instrument", name, model.title(self.lang))
        self._field("kind", self._say(model.kind) if model.kind in WORDS else model.kind)
        self._life(entry.span)
        self._field("confidence", self._say(model.confidence))
        self._field("url", model.url or "")
        self._ids("stands_on", (f"{question}: {reading}" for question, reading in model.stands_on.items()))
        citing = (rule.id for rule in self.rules if any(one.instrument == name for one in rule.model.cite))
        self._ids("cited_by", citing)
        self._place(entry.place)

    def _action(self, entry: ActionEntry) -> None:
        action = entry.model
        self._head("action", entry.id, action.label(self.lang))
        self._words("how", action.how)
        self._field("who", joined((self._say(party) for party in action.who), self.lang))
        for fact, value in entry.brings_about.items():
            self._field("brings_about", f"{self.wording.stated(fact, value)(self.lang)} ({fact})")
        self._field("burden", self._burden(action.burden))
        self._ids("after", action.after)
        if entry.span != Span() or entry.when != ALWAYS:
            self._life(entry.span, "possible")
            self._condition("scope", entry.when if entry.when != ALWAYS else None)
        self._place(entry.place)

    def _burden(self, burden: Burden) -> str:
        parts = []
        if burden.hours_once:
            parts.append(self._say("work", time=working_time(float(burden.hours_once), self.lang)))
        for code in ("hours_per_counterparty", "hours_per_year"):
            if getattr(burden, code):
                parts.append(self._say(code, time=working_time(float(getattr(burden, code)), self.lang)))
        if burden.waiting_days:
            parts.append(count("wait", burden.waiting_days, self.lang))
        if burden.needs_expert:
            parts.append(self._say("needs_expert"))
        if burden.fee is not None:
            amount = figure(str(burden.fee.amount), self.lang)
            parts.append(self._say("fee", amount=amount, currency=burden.fee.currency))
        return "; ".join(parts)

    def _lists(self, name: str) -> None:
        """Recognitions, accepted schemes and safe harbours."""
        for recognition in self.ruleset.recognition:
            if recognition.id == name:
                self._head("recognition", name, recognition.model.says(self.lang))
                self._field("by", self._country(recognition.model.by))
                self._field("of", ", ".join(sorted(map(self._country, recognition.countries))))
                self._condition("scope", recognition.scope if recognition.scope != ALWAYS else None)
                self._life(recognition.span)
                self._cite(recognition.model.cite)
                self._place(recognition.place)
        for accepted in self.ruleset.accepted:
            if accepted.id == name:
                self._head("accepted", name, accepted.model.says(self.lang))
                self._field("by", self._country(accepted.model.by))
                self._field("scheme", accepted.model.scheme)
                self._condition("scope", accepted.scope if accepted.scope != ALWAYS else None)
                self._life(accepted.span)
                self._cite(accepted.model.cite)
                self._place(accepted.place)
        if name in self.ruleset.schemes:
            self._head("scheme", name, self.ruleset.schemes[name].label(self.lang))
            self._condition("uses", self.ruleset.scheme_uses[name])
            self._ids("accepted_by", (one.id for one in self.ruleset.accepted if one.model.scheme == name))

    def _proposal(self, overlay: ProposalFile) -> None:
        proposal = overlay.proposal
        self._head("proposal", proposal.id, proposal.title(self.lang))
        self._words("says", proposal.says)
        self._field("status", self._say("announced_status" if proposal.status == "announced" else proposal.status))
        self._field("cite", proposal.source)
        self._field("law", self._country(proposal.law) if proposal.law else "")
        if proposal.announce is not None:
            self._life(Span(proposal.announce.start, proposal.announce.before), "announced")
        self._ids("sets", (f"{name} = {day}" for name, day in overlay.sets.items()))
        self._ids("adds", _ids_in(overlay.adds))
        self._ids("replaces", _ids_in(overlay.replaces))
        self._ids("repeals", overlay.repeals)


def _ids_in(sections: Sections) -> list[str]:
    """The ids of all entries of these sections."""
    found: list[str] = []
    for section in sections.model_fields_set:
        value = getattr(sections, section)
        if isinstance(value, dict):
            found += value
        elif isinstance(value, list):
            found += [one if isinstance(one, str) else one.id for one in value]
    return sorted(found)
