"""Everything a rulebook's entries may refer to: ids, vocabulary, dates, instruments, names of all kinds.

Each method checks its part and notes problems; nothing here looks at what a country's rules say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pa_dataflow.rulebook.conditions import Condition, Names, Reader
from pa_dataflow.rulebook.dates import NamedDates, Span, UnknownDate
from pa_dataflow.rulebook.folders import PER_FOLDER, VERSIONED, Entry, Folder, Folders
from pa_dataflow.rulebook.models import Breach, Citation, Life, Possible, UnitYear
from pa_dataflow.rulebook.ruleset import BreachEntry, InstrumentEntry, QuestionEntry
from pa_dataflow.source.errors import Place, Problem, closest
from pa_dataflow.source.reader import place_of
from pa_dataflow.vocabulary.facts import Fact, Vocabulary
from pa_dataflow.vocabulary.words import Words

PARTS = {"exporter_country": "country", "importer_country": "country", "claims": "set", "size": "choice"}
_PREFIXED = ("concepts", "gates", "questions", "duties", "infractions", "actions", "rules", "facts", "recognition",
             "accepted", "measures")  # fmt: skip


class Gathered:
    """The folders of a rulebook with all names known; problems are collected in ``problems``."""

    def __init__(self, folders: Folders, sets: Mapping[str, tuple[date, Place]]) -> None:
        self.source = folders
        self.folders = folders.folders
        self.problems: list[Problem] = []
        self.sets = sets
        self._check_ids()
        self.groups = {name: tuple(entry.model) for name, entry in self.all("groups").items()}
        self.vocabulary = self._vocabulary()
        self.dates = self._named_dates()
        self.instruments = self._instruments()
        self.gates, self.duties = self.all("gates"), self.all("duties")
        self.infractions = self.all("infractions")
        self.names = self._names()
        self.questions = self._questions()

    def all(self, section: str) -> dict[str, Entry]:
        return {entry.id: entry for folder in self.folders for entry in folder.entries(section)}

    def wrong(self, code: str, place: Place | None, suggestion: str | None = None, **details: str) -> None:
        self.problems.append(Problem(code, place, details, suggestion))

    def not_a_country(self, place: Place | None, fact: str, name: str) -> None:
        suggestion = closest(name, [*self.vocabulary.countries, *self.groups])
        self.wrong("unknown_country", place, suggestion, fact=fact, value=name, values="ISO 3166-1 alpha-2")

    def span(self, life: Life | Possible, place: Place, prefix: str | None) -> Span:
        return self.dated(life, place, prefix) or Span()

    def dated(self, life: Life | Possible, place: Place, prefix: str | None) -> Span | None:
        """The days of a life, or None if a date in it is unknown."""
        try:
            span = self.dates.span(Life.model_validate({"from": life.start, "before": life.before}), prefix)
        except UnknownDate as error:
            name = str(error.args[0])
            self.wrong("unknown_date", place, closest(name, self.dates.names), name=name)
            return None
        if span.start >= span.before:
            self.wrong("backward_dates", place, start=str(span.start), before=str(span.before))
        return span

    def condition(
        self, raw: Any, prefix: str | None, years: tuple[UnitYear, ...] = ("year_of_assessment",)
    ) -> Condition:
        reader = Reader(self.names, prefix, years)
        condition = reader.read(raw)
        self.problems += reader.problems
        return condition

    def cited(self, citations: list[Citation], entry: Entry) -> list[InstrumentEntry]:
        if not citations:
            self.wrong("missing_citation", entry.place_in("cite"))
        found = []
        for citation in citations:
            instrument = self.instruments.get(citation.instrument)
            if instrument is None:
                suggestion = closest(citation.instrument, self.instruments)
                place = entry.place_in("cite", citation.instrument)
                self.wrong("unknown_instrument", place, suggestion, name=citation.instrument)
            else:
                found.append(instrument)
        return found

    def breaches(self, breaches: Iterable[Breach], entry: Entry, prefix: str) -> tuple[BreachEntry, ...]:
        for breach in breaches:
            known = [name for name in self.infractions if name.startswith(f"{prefix}.")]
            if breach.infraction not in known:
                suggestion = closest(breach.infraction, known)
                place = entry.place_in("breach", breach.infraction)
                self.wrong("unknown_infraction", place, suggestion, name=breach.infraction)
        return tuple(BreachEntry(one.infraction, self.condition(one.when, prefix)) for one in breaches)

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
            self.wrong("wrong_prefix", entry.place, id=entry.id, prefix=expected)
        if section == "values":
            for member in entry.model:
                if not member.startswith(f"{prefix}_"):
                    place = place_of(key_of(entry.written, member)) or entry.place
                    self.wrong("wrong_prefix", place, id=member, prefix=f"{prefix}_")

    def _check_parts(self, facts: Mapping[str, Fact], entries: Mapping[str, Entry]) -> None:
        """Each structural part is played by one fact of the right type."""
        playing: dict[str, str] = {}
        for name, fact in facts.items():
            if fact.plays is None:
                continue
            place = entries[name].place_in("plays")
            if fact.plays in playing:
                self.wrong("part_twice", place, part=fact.plays, fact=playing[fact.plays])
            playing[fact.plays] = name
            if fact.type != PARTS[fact.plays]:
                self.wrong("part_of_wrong_type", place, part=fact.plays, type=PARTS[fact.plays])
            if fact.plays == "size" and fact.presume is None:
                self.wrong("size_without_presumption", place, fact=name)
        for part in ("exporter_country", "importer_country"):
            if part not in playing:
                self.wrong("part_missing", None, part=part)

    def _vocabulary(self) -> Vocabulary:
        facts: dict[str, Fact] = {}
        categories = {name: entry.model.label for name, entry in self.all("categories").items()}
        for name, entry in self.all("facts").items():
            fact: Fact = entry.model
            extra: dict[str, Words] = categories if fact.values_from == "categories" else {}
            facts[name] = fact.model_copy(update={"values": {**fact.values, **extra}})
            if fact.type in ("choice", "ordered", "set") and not facts[name].values and not fact.open:
                self.wrong("fact_without_values", entry.place, fact=name)
        for folder in self.folders:
            for entry in folder.entries("values"):
                found = facts.get(entry.id)
                if found is None or not found.open:
                    known = [name for name, fact in facts.items() if fact.open]
                    self.wrong("not_an_open_fact", entry.place, closest(entry.id, known), fact=entry.id)
                else:
                    facts[entry.id] = found.model_copy(update={"values": {**found.values, **entry.model}})
        self._check_parts(facts, self.all("facts"))
        countries = self.all("countries")
        for name, entry in self.all("groups").items():
            for member in entry.model:
                if member not in countries:
                    place = entry.place_of_member(member)
                    self.wrong("unknown_country", place, fact=name, value=member, values="ISO 3166-1 alpha-2")
        vocabulary = Vocabulary(facts, {code: entry.model for code, entry in self.all("countries").items()})
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
                self.wrong("unknown_date", place, closest(name, written), name=name)
        dates = NamedDates(written, {name: day for name, (day, _) in self.sets.items()})
        for folder in self.folders:
            for entry in folder.entries("dates"):
                try:
                    dates.day(f"{folder.prefix}.dates.{entry.id}", folder.prefix)
                except UnknownDate as error:
                    self.wrong("unknown_date", entry.place, name=str(error.args[0]))
        return dates

    def _names(self) -> Names:
        concepts = self.all("concepts")
        questions = self.all("questions")
        prefixes = [folder.prefix for folder in self.folders if folder.prefix]
        for name, entry in concepts.items():
            if name in self.vocabulary.facts:
                self.wrong("name_twice", entry.place, name=name)
        return Names(
            vocabulary=self.vocabulary,
            concepts=frozenset(concepts),
            sizes=frozenset(f"{prefix}.size" for prefix in prefixes),
            questions={name: tuple(entry.model.readings) for name, entry in questions.items()},
            note_only=frozenset(name for name, entry in questions.items() if entry.model.note_only),
            schemes=frozenset(self.all("safe_harbours")),
            units=frozenset(self.units()),
            measures=frozenset(self._measures()),
            kinds=frozenset(entry.model.kind for entry in self.all("recognition").values())
            | self.source.recognition_words,
            recognisers=self.source.recognition_words
            | frozenset(entry.model.by for entry in self.all("recognition").values())
            | frozenset(entry.model.code for folder in self.folders for entry in folder.entries("country")),
        )

    def _measures(self) -> dict[str, Entry]:
        facts = self.vocabulary.facts
        numbers = [name for name, fact in facts.items() if fact.type in ("number", "money")]
        found = self.all("measures")
        for name, entry in found.items():
            if name in facts or name in self.all("concepts"):
                self.wrong("name_twice", entry.place, name=name)
            for addend in entry.model.sum:
                if addend.fact not in numbers:
                    suggestion = closest(addend.fact, numbers)
                    place = entry.place_in("sum", addend.fact)
                    self.wrong("not_a_number_fact", place, suggestion, name=addend.fact)
        return found

    def units(self) -> dict[str, Any]:
        return {
            f"{folder.prefix}.{entry.id}": entry.model for folder in self.folders for entry in folder.entries("units")
        }

    # entries

    def _instruments(self) -> dict[str, InstrumentEntry]:
        found = {}
        questions = self.all("questions")
        for folder in self.folders:
            for entry in folder.entries("instruments"):
                span = self.span(entry.model.in_force, entry.place_in("in_force"), folder.prefix)
                found[entry.id] = InstrumentEntry(entry.id, entry.model, span, entry.place)
                for question, reading in entry.model.stands_on.items():
                    if question in questions and questions[question].model.note_only:
                        self.wrong("note_only_question", entry.place_in("stands_on"), name=question)
                    place = entry.place_in("stands_on", question)
                    if question not in questions:
                        self.wrong("unknown_question", place, closest(question, questions), name=question)
                        continue
                    readings = questions[question].model.readings
                    if reading not in readings:
                        details = {"name": question, "reading": reading, "readings": ", ".join(readings)}
                        self.wrong("unknown_reading", place, closest(reading, readings), **details)
        return found

    def _questions(self) -> dict[str, QuestionEntry]:
        found = {}
        rules = {entry.id for folder in self.folders for entry in folder.entries("rules")}
        neighbours = rules | self.gates.keys() | self.instruments.keys() | self.duties.keys()
        for folder in self.folders:
            for entry in folder.entries("questions"):
                model = entry.model
                span = self.span(model.in_force, entry.place_in("in_force"), folder.prefix)
                found[entry.id] = QuestionEntry(entry.id, model, span, entry.place)
                if model.prevailing is not None and model.prevailing not in model.readings:
                    suggestion = closest(model.prevailing, model.readings)
                    details = {"name": entry.id, "reading": model.prevailing, "readings": ", ".join(model.readings)}
                    self.wrong("unknown_reading", entry.place_in("prevailing"), suggestion, **details)
                for name in model.near:
                    if name not in neighbours:
                        place = entry.place_in("near", name)
                        self.wrong("unknown_neighbour", place, closest(name, neighbours), name=name)
        return found


def key_of(written: Any, name: str) -> Any:
    return next((key for key in written if key == name), None) if isinstance(written, Mapping) else None
