"""From folders to a checked rulebook: every refusal of the language that needs more than one entry to see.

All problems are collected, so that an author sees them at once; `build` raises one RulebookError with the lot.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pa_dataflow.rulebook.country_checks import CountryChecks
from pa_dataflow.rulebook.cycles import find_cycles
from pa_dataflow.rulebook.folders import Folders
from pa_dataflow.rulebook.gathered import Gathered, key_of
from pa_dataflow.rulebook.ruleset import AcceptanceEntry, ActionEntry, CountryRules, RecognitionEntry, RuleSet
from pa_dataflow.source.errors import Place, Problem, RulebookError, closest
from pa_dataflow.source.reader import place_of
from pa_dataflow.vocabulary.facts import Value, ValueProblem


def build(folders: Folders, sets: Mapping[str, tuple[date, Place]] | None = None) -> RuleSet:
    """Check everything and put it together.

    Parameters: ``sets``, named dates that proposals move, with the place that says so. Raises RulebookError.
    """
    return _Builder(folders, dict(sets or {})).build()


class _Builder:
    def __init__(self, folders: Folders, sets: Mapping[str, tuple[date, Place]]) -> None:
        self._known = Gathered(folders, sets)

    def build(self) -> RuleSet:
        known = self._known
        checks = CountryChecks(known)
        countries: dict[str, CountryRules] = {}
        for folder in known.folders:
            if folder.prefix:
                country = checks.country(folder)
                if country.code in countries:
                    known.wrong("country_twice", folder.entries("country")[0].place, country=country.code)
                countries[country.code] = country
        if not countries:
            known.wrong("no_country", None)
        self._check_proposals(countries)
        actions = self._actions()
        recognition, accepted = self._recognition(), self._accepted()
        schemes = known.all("safe_harbours")
        ruleset = RuleSet(
            vocabulary=known.vocabulary,
            fact_places={name: entry.place for name, entry in known.all("facts").items()},
            countries=countries,
            actions=actions,
            questions=known.questions,
            instruments=known.instruments,
            units=known.units(),
            measures={name: entry.model for name, entry in known.all("measures").items()},
            recognition=recognition,
            schemes={name: entry.model for name, entry in schemes.items()},
            scheme_uses={name: known.condition(entry.model.uses, None) for name, entry in schemes.items()},
            accepted=accepted,
            proposals={name: overlay.model for name, overlay in known.source.proposals.items()},
            applied=known.source.applied,
            digest=known.source.digest,
        )
        known.problems += find_cycles(ruleset)
        if known.problems:
            raise RulebookError({str(problem): problem for problem in known.problems}.values())
        return ruleset

    def _check_proposals(self, countries: Mapping[str, CountryRules]) -> None:
        for overlay in self._known.source.proposals.values():
            proposal = overlay.model.proposal
            if proposal.law is not None and proposal.law not in countries:
                self._known.wrong("unknown_law", overlay.place, closest(proposal.law, countries), name=proposal.law)
            if proposal.announce and proposal.announce.start >= proposal.announce.before:
                days = {"start": str(proposal.announce.start), "before": str(proposal.announce.before)}
                self._known.wrong("backward_dates", overlay.place, **days)

    def _actions(self) -> dict[str, ActionEntry]:
        found = {}
        known = self._known.all("actions")
        for folder in self._known.folders:
            for entry in folder.entries("actions"):
                values: dict[str, Value] = {}
                written = entry.written.get("brings_about", {})
                for name, raw in entry.model.brings_about.items():
                    place = place_of(key_of(written, name)) or entry.place
                    fact = self._known.vocabulary.facts.get(name)
                    if fact is None:
                        self._known.wrong("unknown_fact", place, closest(name, self._known.vocabulary.facts), name=name)
                        continue
                    try:
                        value = self._known.vocabulary.value(name, raw)
                    except ValueProblem as error:
                        self._known.problems.append(error.problem)
                        continue
                    adds = {
                        "boolean": value is True,
                        "ordered": value != next(iter(fact.values), None),
                        "set": bool(value),
                        "country_set": bool(value),
                    }.get(fact.type, False)
                    if not adds:
                        self._known.wrong("action_does_not_add", place, action=entry.id, fact=name)
                    values[name] = value
                for other in entry.model.after:
                    if other not in known:
                        self._known.wrong(
                            "unknown_action", entry.place_in("after", other), closest(other, known), name=other
                        )
                span = self._known.span(entry.model.possible, entry.place_in("possible"), folder.prefix)
                when = self._known.condition(entry.model.possible.when, folder.prefix)
                barred = entry.model.possible.unless
                unless = None if barred is None else self._known.condition(barred, folder.prefix)
                found[entry.id] = ActionEntry(entry.id, entry.model, values, span, when, unless, entry.place)
        return found

    def _recognition(self) -> tuple[RecognitionEntry, ...]:
        found: list[RecognitionEntry] = []
        for folder in self._known.folders:
            for entry in folder.entries("recognition"):
                countries: set[str] = set()
                for name in entry.model.of:
                    if name in self._known.groups:
                        countries.update(self._known.groups[name])
                    elif name in self._known.vocabulary.countries:
                        countries.add(name)
                    else:
                        self._known.not_a_country(entry.place_in("of", name), "of", name)
                if entry.model.by not in self._known.vocabulary.countries and entry.model.by not in self._known.groups:
                    self._known.not_a_country(entry.place_in("by"), "by", entry.model.by)
                span = self._known.span(entry.model.in_force, entry.place_in("in_force"), folder.prefix)
                self._known.cited(entry.model.cite, entry)
                scope = self._known.condition(entry.model.scope, folder.prefix)
                new = RecognitionEntry(entry.id, entry.model, frozenset(countries), span, scope, entry.place)
                for other in found:
                    same = other.model.by == new.model.by and other.model.kind == new.model.kind
                    if same and entry.model.scope is None and other.model.scope is None:
                        shared = other.countries & new.countries
                        if shared and other.span.overlaps(new.span):
                            details = {"id": f"{new.id} ({', '.join(sorted(shared))})"}
                            self._known.problems.append(
                                Problem("overlapping_versions", new.place, details, also=other.place)
                            )
                found.append(new)
        return tuple(found)

    def _accepted(self) -> tuple[AcceptanceEntry, ...]:
        found = []
        schemes = self._known.all("safe_harbours")
        for folder in self._known.folders:
            for entry in folder.entries("accepted"):
                if entry.model.scheme not in schemes:
                    place = entry.place_in("scheme")
                    self._known.wrong(
                        "unknown_scheme", place, closest(entry.model.scheme, schemes), name=entry.model.scheme
                    )
                if entry.model.by not in self._known.vocabulary.countries:
                    self._known.not_a_country(entry.place_in("by"), "by", entry.model.by)
                span = self._known.span(entry.model.in_force, entry.place_in("in_force"), folder.prefix)
                self._known.cited(entry.model.cite, entry)
                scope = self._known.condition(entry.model.scope, folder.prefix)
                found.append(AcceptanceEntry(entry.id, entry.model, span, scope, entry.place))
        return tuple(found)
