"""From folders to a checked rulebook: every refusal of the language that needs more than one entry to see.

All problems are collected, so that an author sees them at once; `build` raises one RulebookError with the lot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pa_dataflow.rulebook.conditions import Condition, Names, Reader
from pa_dataflow.rulebook.cycles import find_cycles
from pa_dataflow.rulebook.dates import NamedDates, Span, UnknownDate, union
from pa_dataflow.rulebook.folders import PER_FOLDER, VERSIONED, Entry, Folder, Folders
from pa_dataflow.rulebook.models import Breach, Citation, Life, Possible, Rule, UnitYear
from pa_dataflow.rulebook.ruleset import (
    AcceptanceEntry,
    ActionEntry,
    BreachEntry,
    CountryRules,
    DutyEntry,
    GateEntry,
    InstrumentEntry,
    QuestionEntry,
    RecognitionEntry,
    RuleSet,
    RuleVersion,
    SizeLine,
)
from pa_dataflow.source.errors import Place, Problem, RulebookError, closest
from pa_dataflow.source.reader import place_of
from pa_dataflow.vocabulary.facts import Fact, Value, ValueProblem, Vocabulary
from pa_dataflow.vocabulary.words import Words

PARTS = {"exporter_country": "country", "importer_country": "country", "claims": "set", "size": "choice"}
REQUIRED_CONCEPTS = ("applies", "sensitive_data", "minors")
_PREFIXED = ("concepts", "gates", "questions", "duties", "infractions", "actions", "rules", "facts", "recognition",
             "accepted", "measures")  # fmt: skip


def build(folders: Folders, sets: Mapping[str, tuple[date, Place]] | None = None) -> RuleSet:
    """Check everything and put it together.

    Parameters: ``sets``, named dates that proposals move, with the place that says so. Raises RulebookError.
    """
    return _Builder(folders, dict(sets or {})).build()


class _Builder:
    def __init__(self, folders: Folders, sets: dict[str, tuple[date, Place]]) -> None:
        self.source = folders
        self.folders = folders.folders
        self.problems: list[Problem] = []
        self.sets = sets

    def build(self) -> RuleSet:
        self._check_ids()
        self.groups = {name: tuple(entry.model) for name, entry in self._all("groups").items()}
        self.vocabulary = self._vocabulary()
        self.dates = self._named_dates()
        self.instruments = self._instruments()
        self.gates = self._all("gates")
        self.duties = self._all("duties")
        self.infractions = self._all("infractions")
        self.names = self._names()
        questions = self._questions()
        countries = {}
        for folder in self.folders:
            if folder.prefix:
                country = self._country(folder)
                if country.code in countries:
                    self._wrong("country_twice", folder.entries("country")[0].place, country=country.code)
                countries[country.code] = country
        if not countries:
            self._wrong("no_country", None)
        self._check_proposals(countries)
        actions = self._actions()
        recognition, accepted = self._recognition(), self._accepted()
        schemes = self._all("safe_harbours")
        ruleset = RuleSet(
            vocabulary=self.vocabulary,
            fact_places={name: entry.place for name, entry in self._all("facts").items()},
            countries=countries,
            actions=actions,
            questions=questions,
            instruments=self.instruments,
            units=self._units(),
            measures={name: entry.model for name, entry in self._all("measures").items()},
            recognition=recognition,
            schemes={name: entry.model for name, entry in schemes.items()},
            scheme_uses={name: self._condition(entry.model.uses, None) for name, entry in schemes.items()},
            accepted=accepted,
            proposals={name: overlay.model for name, overlay in self.source.proposals.items()},
            applied=self.source.applied,
            digest=self.source.digest,
        )
        self.problems += find_cycles(ruleset)
        if self.problems:
            raise RulebookError({str(problem): problem for problem in self.problems}.values())
        return ruleset

    # ids and names

    def _all(self, section: str) -> dict[str, Entry]:
        return {entry.id: entry for folder in self.folders for entry in folder.entries(section)}

    def _wrong(self, code: str, place: Place | None, suggestion: str | None = None, **details: str) -> None:
        self.problems.append(Problem(code, place, details, suggestion))

    def _check_ids(self) -> None:
        seen: dict[tuple[str, str], Entry] = {}
        for folder in self.folders:
            for section, entries in folder.sections.items():
                for entry in entries:
                    self._check_prefix(folder, section, entry)
                    key = (f"{folder.name} {section}" if section in PER_FOLDER else section, entry.id)
                    if key in seen and section not in VERSIONED:
                        details = {"id": entry.id}
                        self.problems.append(Problem("duplicate_id", entry.place, details, also=seen[key].place))
                    seen.setdefault(key, entry)

    def _check_prefix(self, folder: Folder, section: str, entry: Entry) -> None:
        prefix = folder.prefix
        if prefix is None:
            return
        expected = f"{prefix}." if section in _PREFIXED else f"{prefix}-" if section == "instruments" else ""
        if not entry.id.startswith(expected):
            self._wrong("wrong_prefix", entry.place, id=entry.id, prefix=expected)
        if section == "values":
            for member in entry.model:
                if not member.startswith(f"{prefix}_"):
                    place = place_of(_key(entry.written, member)) or entry.place
                    self._wrong("wrong_prefix", place, id=member, prefix=f"{prefix}_")

    def _not_a_country(self, place: Place | None, fact: str, name: str) -> None:
        suggestion = closest(name, [*self.vocabulary.countries, *self.groups])
        self._wrong("unknown_country", place, suggestion, fact=fact, value=name, values="ISO 3166-1 alpha-2")

    def _check_proposals(self, countries: Mapping[str, CountryRules]) -> None:
        for overlay in self.source.proposals.values():
            proposal = overlay.model.proposal
            if proposal.law is not None and proposal.law not in countries:
                self._wrong("unknown_law", overlay.place, closest(proposal.law, countries), name=proposal.law)
            if proposal.announce and proposal.announce.start >= proposal.announce.before:
                days = {"start": str(proposal.announce.start), "before": str(proposal.announce.before)}
                self._wrong("backward_dates", overlay.place, **days)

    def _check_parts(self, facts: Mapping[str, Fact], entries: Mapping[str, Entry]) -> None:
        """Each structural part is played by one fact of the right type."""
        playing: dict[str, str] = {}
        for name, fact in facts.items():
            if fact.plays is None:
                continue
            place = entries[name].place_in("plays")
            if fact.plays in playing:
                self._wrong("part_twice", place, part=fact.plays, fact=playing[fact.plays])
            playing[fact.plays] = name
            if fact.type != PARTS[fact.plays]:
                self._wrong("part_of_wrong_type", place, part=fact.plays, type=PARTS[fact.plays])
            if fact.plays == "size" and fact.presume is None:
                self._wrong("size_without_presumption", place, fact=name)
        for part in ("exporter_country", "importer_country"):
            if part not in playing:
                self._wrong("part_missing", None, part=part)

    def _vocabulary(self) -> Vocabulary:
        facts: dict[str, Fact] = {}
        categories = {name: entry.model.label for name, entry in self._all("categories").items()}
        for name, entry in self._all("facts").items():
            fact: Fact = entry.model
            extra: dict[str, Words] = categories if fact.values_from == "categories" else {}
            facts[name] = fact.model_copy(update={"values": {**fact.values, **extra}})
            if fact.type in ("choice", "ordered", "set") and not facts[name].values and not fact.open:
                self._wrong("fact_without_values", entry.place, fact=name)
        for folder in self.folders:
            for entry in folder.entries("values"):
                found = facts.get(entry.id)
                if found is None or not found.open:
                    known = [name for name, fact in facts.items() if fact.open]
                    self._wrong("not_an_open_fact", entry.place, closest(entry.id, known), fact=entry.id)
                else:
                    facts[entry.id] = found.model_copy(update={"values": {**found.values, **entry.model}})
        self._check_parts(facts, self._all("facts"))
        countries = self._all("countries")
        for name, entry in self._all("groups").items():
            for member in entry.model:
                if member not in countries:
                    place = entry.place_of_member(member)
                    self._wrong("unknown_country", place, fact=name, value=member, values="ISO 3166-1 alpha-2")
        vocabulary = Vocabulary(facts, {code: entry.model for code, entry in self._all("countries").items()})
        self.problems += vocabulary.presume()
        return vocabulary

    def _named_dates(self) -> NamedDates:
        written = {
            f"{folder.prefix}.dates.{entry.id}": entry.model
            for folder in self.folders
            for entry in folder.entries("dates")
        }
        for name, (_, place) in self.sets.items():
            if name not in written:
                self._wrong("unknown_date", place, closest(name, written), name=name)
        dates = NamedDates(written, {name: day for name, (day, _) in self.sets.items()})
        for folder in self.folders:
            for entry in folder.entries("dates"):
                try:
                    dates.day(f"{folder.prefix}.dates.{entry.id}", folder.prefix)
                except UnknownDate as error:
                    self._wrong("unknown_date", entry.place, name=str(error.args[0]))
        return dates

    def _names(self) -> Names:
        concepts = self._all("concepts")
        questions = self._all("questions")
        prefixes = [folder.prefix for folder in self.folders if folder.prefix]
        for name, entry in concepts.items():
            if name in self.vocabulary.facts:
                self._wrong("name_twice", entry.place, name=name)
        return Names(
            vocabulary=self.vocabulary,
            concepts=frozenset(concepts),
            sizes=frozenset(f"{prefix}.size" for prefix in prefixes),
            questions={name: tuple(entry.model.readings) for name, entry in questions.items()},
            note_only=frozenset(name for name, entry in questions.items() if entry.model.note_only),
            schemes=frozenset(self._all("safe_harbours")),
            units=frozenset(self._units()),
            measures=frozenset(self._measures()),
            kinds=frozenset(entry.model.kind for entry in self._all("recognition").values())
            | self.source.recognition_words,
            recognisers=self.source.recognition_words
            | frozenset(entry.model.by for entry in self._all("recognition").values())
            | frozenset(entry.model.code for folder in self.folders for entry in folder.entries("country")),
        )

    def _measures(self) -> dict[str, Entry]:
        facts = self.vocabulary.facts
        numbers = [name for name, fact in facts.items() if fact.type in ("number", "money")]
        found = self._all("measures")
        for name, entry in found.items():
            if name in facts or name in self._all("concepts"):
                self._wrong("name_twice", entry.place, name=name)
            for addend in entry.model.sum:
                if addend.fact not in numbers:
                    suggestion = closest(addend.fact, numbers)
                    place = entry.place_in("sum", addend.fact)
                    self._wrong("not_a_number_fact", place, suggestion, name=addend.fact)
        return found

    def _units(self) -> dict[str, Any]:
        return {
            f"{folder.prefix}.{entry.id}": entry.model for folder in self.folders for entry in folder.entries("units")
        }

    # entries

    def _span(self, life: Life | Possible, place: Place, prefix: str | None) -> Span:
        return self._dated(life, place, prefix) or Span()

    def _dated(self, life: Life | Possible, place: Place, prefix: str | None) -> Span | None:
        """The days of a life, or None if a date in it is unknown."""
        try:
            span = self.dates.span(Life.model_validate({"from": life.start, "before": life.before}), prefix)
        except UnknownDate as error:
            name = str(error.args[0])
            self._wrong("unknown_date", place, closest(name, self.dates.names), name=name)
            return None
        if span.start >= span.before:
            self._wrong("backward_dates", place, start=str(span.start), before=str(span.before))
        return span

    def _condition(
        self, raw: Any, prefix: str | None, years: tuple[UnitYear, ...] = ("year_of_assessment",)
    ) -> Condition:
        reader = Reader(self.names, prefix, years)
        condition = reader.read(raw)
        self.problems += reader.problems
        return condition

    def _instruments(self) -> dict[str, InstrumentEntry]:
        found = {}
        questions = self._all("questions")
        for folder in self.folders:
            for entry in folder.entries("instruments"):
                span = self._span(entry.model.in_force, entry.place_in("in_force"), folder.prefix)
                found[entry.id] = InstrumentEntry(entry.id, entry.model, span, entry.place)
                for question, reading in entry.model.stands_on.items():
                    if question in questions and questions[question].model.note_only:
                        self._wrong("note_only_question", entry.place_in("stands_on"), name=question)
                    place = entry.place_in("stands_on", question)
                    if question not in questions:
                        self._wrong("unknown_question", place, closest(question, questions), name=question)
                        continue
                    readings = questions[question].model.readings
                    if reading not in readings:
                        details = {"name": question, "reading": reading, "readings": ", ".join(readings)}
                        self._wrong("unknown_reading", place, closest(reading, readings), **details)
        return found

    def _questions(self) -> dict[str, QuestionEntry]:
        found = {}
        rules = {entry.id for folder in self.folders for entry in folder.entries("rules")}
        neighbours = rules | self.gates.keys() | self.instruments.keys() | self.duties.keys()
        for folder in self.folders:
            for entry in folder.entries("questions"):
                model = entry.model
                span = self._span(model.in_force, entry.place_in("in_force"), folder.prefix)
                found[entry.id] = QuestionEntry(entry.id, model, span, entry.place)
                if model.prevailing is not None and model.prevailing not in model.readings:
                    suggestion = closest(model.prevailing, model.readings)
                    details = {"name": entry.id, "reading": model.prevailing, "readings": ", ".join(model.readings)}
                    self._wrong("unknown_reading", entry.place_in("prevailing"), suggestion, **details)
                for name in model.near:
                    if name not in neighbours:
                        place = entry.place_in("near", name)
                        self._wrong("unknown_neighbour", place, closest(name, neighbours), name=name)
        return found

    def _cited(self, citations: list[Citation], entry: Entry) -> list[InstrumentEntry]:
        if not citations:
            self._wrong("missing_citation", entry.place_in("cite"))
        found = []
        for citation in citations:
            instrument = self.instruments.get(citation.instrument)
            if instrument is None:
                suggestion = closest(citation.instrument, self.instruments)
                place = entry.place_in("cite", citation.instrument)
                self._wrong("unknown_instrument", place, suggestion, name=citation.instrument)
            else:
                found.append(instrument)
        return found

    def _breaches(self, breaches: Iterable[Breach], entry: Entry, prefix: str) -> tuple[BreachEntry, ...]:
        for breach in breaches:
            known = [name for name in self.infractions if name.startswith(f"{prefix}.")]
            if breach.infraction not in known:
                suggestion = closest(breach.infraction, known)
                place = entry.place_in("breach", breach.infraction)
                self._wrong("unknown_infraction", place, suggestion, name=breach.infraction)
        return tuple(BreachEntry(one.infraction, self._condition(one.when, prefix)) for one in breaches)

    def _country(self, folder: Folder) -> CountryRules:
        entry = folder.entries("country")[0]
        country, prefix = entry.model, entry.model.prefix
        if country.code not in self.vocabulary.countries:
            self._not_a_country(entry.place_in("code"), "country", country.code)
        concepts = {one.id: one.model for one in folder.entries("concepts")}
        for name in REQUIRED_CONCEPTS:
            if f"{prefix}.{name}" not in concepts:
                self._wrong("missing_concept", entry.place, name=f"{prefix}.{name}")
        gates = {}
        for one in folder.entries("gates"):
            breaches = self._breaches(one.model.breach, one, prefix)
            gates[one.id] = GateEntry(one.id, one.model, breaches, one.place)
        base_gates = tuple(one.id for one in folder.entries("base_gates"))
        for one in folder.entries("base_gates"):
            if one.id not in gates:
                self._wrong("unknown_gate", one.place, closest(one.id, gates), name=one.id)
        if not base_gates:
            self._wrong("missing_base_gate", entry.place, name=country.code)
        duties = {}
        for one in folder.entries("duties"):
            met = None if one.model.fulfilled_by is None else self._condition(one.model.fulfilled_by, prefix)
            breaches = self._breaches(one.model.breach, one, prefix)
            duties[one.id] = DutyEntry(one.id, one.model, met, breaches, one.place)
        for one in folder.entries("infractions"):
            self._cited(one.model.cite, one)
            for unit in one.model.range:
                if f"{prefix}.{unit}" not in self.names.units:
                    known = [name.split(".")[1] for name in self.names.units]
                    place = one.place_in("range", unit)
                    self._wrong("unknown_unit", place, closest(unit, known), unit=unit, units=", ".join(sorted(known)))
        for section in ("units", "measures"):
            for one in folder.entries(section):
                self._cited(one.model.cite, one)
        shared = [one for other in self.folders if other.prefix is None for one in other.entries("rules")]
        rules = tuple(self._rule(one, prefix, concepts) for one in [*folder.entries("rules"), *shared])
        self._versions(rules)
        self._closable(folder, rules)
        sizes = folder.entries("size")
        if not sizes:
            self._wrong("missing_size", entry.place, name=country.code)
            raise RulebookError(self.problems)
        for line, written in zip(sizes[0].model.classes, sizes[0].written["classes"], strict=True):
            self._cited(line.cite, Entry("size", line, place_of(written) or sizes[0].place, written))
        years = tuple(sizes[0].model.unit_year)
        lines = tuple(SizeLine(line.size, self._condition(line.when, prefix, years)) for line in sizes[0].model.classes)
        return CountryRules(
            country=country,
            concepts=concepts,
            base_gates=base_gates,
            gates=gates,
            duties=duties,
            rules=rules,
            infractions={one.id: one.model for one in folder.entries("infractions")},
            sizes=sizes[0].model,
            size_lines=lines,
        )

    def _rule(self, entry: Entry, prefix: str, concepts: Mapping[str, Any]) -> RuleVersion:
        rule: Rule = entry.model
        cited = self._cited(rule.cite, entry)
        lives = union(one.span for one in cited) if cited else Span()
        span = lives
        if rule.in_force is not None:
            place = entry.place_in("in_force")
            written = self._dated(rule.in_force, place, prefix)
            if written is not None:
                span = Span(
                    written.start if rule.in_force.start is not None else lives.start,
                    written.before if rule.in_force.before is not None else lives.before,
                )
            if written is not None and cited and not span.covered_by(one.span for one in cited):
                details = {"rule": rule.id, "start": str(lives.start), "before": str(lives.before)}
                self._wrong("outside_instruments", place, **details)
        effect, target = rule.effect, rule.target
        if target.startswith("law."):
            target = f"{prefix}.{target.removeprefix('law.')}"
            rule = rule.model_copy(update={effect: target})
        claims = self.vocabulary.playing("claims")
        own = f"{prefix}."
        gates = [name for name in self.gates if name.startswith(own)]
        duties = [name for name in self.duties if name.startswith(own)]
        known: Iterable[str] = {
            "closes": gates,
            "opens": gates,
            "defines": list(concepts),
            "requires": duties,
            "waives": duties,
            "rejects": list(self.vocabulary.members(claims)) if claims else [],
        }[effect]
        if target not in known:
            kind = {"closes": "gate", "opens": "gate", "defines": "concept", "rejects": "claim"}.get(effect, "duty")
            self._wrong(f"unknown_{kind}", entry.place_in(effect), closest(target, known), name=target)
        for duty in rule.owes:
            if duty not in duties:
                self._wrong("unknown_duty", entry.place_in("owes", duty), closest(duty, duties), name=duty)
        if rule.owes and effect != "opens":
            self._wrong("owes_without_opens", entry.place_in("owes"), rule=rule.id)
        ids = {one.id for folder in self.folders if folder.prefix in (None, prefix) for one in folder.entries("rules")}
        for other in rule.overrides:
            if other not in ids:
                self._wrong("unknown_rule", entry.place_in("overrides", other), closest(other, ids), name=other)
        return RuleVersion(rule, span, self._condition(rule.when, prefix), entry.place)

    def _versions(self, rules: Iterable[RuleVersion]) -> None:
        seen: dict[str, list[RuleVersion]] = {}
        for rule in rules:
            for other in seen.setdefault(rule.id, []):
                if rule.span.overlaps(other.span):
                    details = {"id": rule.id}
                    self.problems.append(Problem("overlapping_versions", rule.place, details, also=other.place))
            seen[rule.id].append(rule)

    def _closable(self, folder: Folder, rules: Iterable[RuleVersion]) -> None:
        listed = list(rules)
        closed = {rule.model.closes for rule in listed if rule.model.closes}
        for rule in listed:
            if rule.model.opens and rule.model.opens in self.gates and rule.model.opens not in closed:
                self._wrong("opens_what_nothing_closes", rule.place, rule=rule.id, gate=rule.model.opens)
        opened = {rule.model.opens for rule in listed}
        for entry in folder.entries("gates"):
            if entry.id not in closed | opened:
                self._wrong("gate_never_closed", entry.place, gate=entry.id)

    def _actions(self) -> dict[str, ActionEntry]:
        found = {}
        known = self._all("actions")
        for folder in self.folders:
            for entry in folder.entries("actions"):
                values: dict[str, Value] = {}
                written = entry.written.get("brings_about", {})
                for name, raw in entry.model.brings_about.items():
                    place = place_of(_key(written, name)) or entry.place
                    fact = self.vocabulary.facts.get(name)
                    if fact is None:
                        self._wrong("unknown_fact", place, closest(name, self.vocabulary.facts), name=name)
                        continue
                    try:
                        value = self.vocabulary.value(name, raw)
                    except ValueProblem as error:
                        self.problems.append(error.problem)
                        continue
                    adds = {
                        "boolean": value is True,
                        "ordered": value != next(iter(fact.values), None),
                        "set": bool(value),
                        "country_set": bool(value),
                    }.get(fact.type, False)
                    if not adds:
                        self._wrong("action_does_not_add", place, action=entry.id, fact=name)
                    values[name] = value
                for other in entry.model.after:
                    if other not in known:
                        self._wrong("unknown_action", entry.place_in("after", other), closest(other, known), name=other)
                span = self._span(entry.model.possible, entry.place_in("possible"), folder.prefix)
                when = self._condition(entry.model.possible.when, folder.prefix)
                barred = entry.model.possible.unless
                unless = None if barred is None else self._condition(barred, folder.prefix)
                found[entry.id] = ActionEntry(entry.id, entry.model, values, span, when, unless, entry.place)
        return found

    def _recognition(self) -> tuple[RecognitionEntry, ...]:
        found: list[RecognitionEntry] = []
        for folder in self.folders:
            for entry in folder.entries("recognition"):
                countries: set[str] = set()
                for name in entry.model.of:
                    if name in self.groups:
                        countries.update(self.groups[name])
                    elif name in self.vocabulary.countries:
                        countries.add(name)
                    else:
                        self._not_a_country(entry.place_in("of", name), "of", name)
                if entry.model.by not in self.vocabulary.countries and entry.model.by not in self.groups:
                    self._not_a_country(entry.place_in("by"), "by", entry.model.by)
                span = self._span(entry.model.in_force, entry.place_in("in_force"), folder.prefix)
                self._cited(entry.model.cite, entry)
                scope = self._condition(entry.model.scope, folder.prefix)
                new = RecognitionEntry(entry.id, entry.model, frozenset(countries), span, scope, entry.place)
                for other in found:
                    same = other.model.by == new.model.by and other.model.kind == new.model.kind
                    if same and entry.model.scope is None and other.model.scope is None:
                        shared = other.countries & new.countries
                        if shared and other.span.overlaps(new.span):
                            details = {"id": f"{new.id} ({', '.join(sorted(shared))})"}
                            self.problems.append(Problem("overlapping_versions", new.place, details, also=other.place))
                found.append(new)
        return tuple(found)

    def _accepted(self) -> tuple[AcceptanceEntry, ...]:
        found = []
        schemes = self._all("safe_harbours")
        for folder in self.folders:
            for entry in folder.entries("accepted"):
                if entry.model.scheme not in schemes:
                    place = entry.place_in("scheme")
                    self._wrong("unknown_scheme", place, closest(entry.model.scheme, schemes), name=entry.model.scheme)
                if entry.model.by not in self.vocabulary.countries:
                    self._not_a_country(entry.place_in("by"), "by", entry.model.by)
                span = self._span(entry.model.in_force, entry.place_in("in_force"), folder.prefix)
                self._cited(entry.model.cite, entry)
                scope = self._condition(entry.model.scope, folder.prefix)
                found.append(AcceptanceEntry(entry.id, entry.model, span, scope, entry.place))
        return tuple(found)


def _key(written: Any, name: str) -> Any:
    return next((key for key in written if key == name), None) if isinstance(written, Mapping) else None
