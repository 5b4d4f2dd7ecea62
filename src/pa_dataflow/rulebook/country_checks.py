"""What one country's folder says, checked: gates, duties, rules with their versions and effects, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pa_dataflow.rulebook.dates import Span, union
from pa_dataflow.rulebook.folders import Entry, Folder
from pa_dataflow.rulebook.gathered import Gathered
from pa_dataflow.rulebook.models import Rule
from pa_dataflow.rulebook.ruleset import CountryRules, DutyEntry, GateEntry, RuleVersion, SizeLine
from pa_dataflow.source.errors import Problem, RulebookError, closest
from pa_dataflow.source.reader import place_of

REQUIRED_CONCEPTS = ("applies", "sensitive_data", "minors")


class CountryChecks:
    """Checks the folders of countries; problems go to those of ``gathered``."""

    def __init__(self, gathered: Gathered) -> None:
        self._known = gathered

    def country(self, folder: Folder) -> CountryRules:
        """Everything the folder says about its country."""
        entry = folder.entries("country")[0]
        country, prefix = entry.model, entry.model.prefix
        if country.code not in self._known.vocabulary.countries:
            self._known.not_a_country(entry.place_in("code"), "country", country.code)
        concepts = {one.id: one.model for one in folder.entries("concepts")}
        for name in REQUIRED_CONCEPTS:
            if f"{prefix}.{name}" not in concepts:
                self._known.wrong("missing_concept", entry.place, name=f"{prefix}.{name}")
        gates = {}
        for one in folder.entries("gates"):
            breaches = self._known.breaches(one.model.breach, one, prefix)
            gates[one.id] = GateEntry(one.id, one.model, breaches, one.place)
        base_gates = tuple(one.id for one in folder.entries("base_gates"))
        for one in folder.entries("base_gates"):
            if one.id not in gates:
                self._known.wrong("unknown_gate", one.place, closest(one.id, gates), name=one.id)
        if not base_gates:
            self._known.wrong("missing_base_gate", entry.place, name=country.code)
        duties = {}
        for one in folder.entries("duties"):
            met = None if one.model.fulfilled_by is None else self._known.condition(one.model.fulfilled_by, prefix)
            breaches = self._known.breaches(one.model.breach, one, prefix)
            duties[one.id] = DutyEntry(one.id, one.model, met, breaches, one.place)
        for one in folder.entries("infractions"):
            self._known.cited(one.model.cite, one)
            for unit in one.model.range:
                if f"{prefix}.{unit}" not in self._known.names.units:
                    known = [name.split(".")[1] for name in self._known.names.units]
                    place = one.place_in("range", unit)
                    self._known.wrong(
                        "unknown_unit", place, closest(unit, known), unit=unit, units=", ".join(sorted(known))
                    )
        for section in ("units", "measures"):
            for one in folder.entries(section):
                self._known.cited(one.model.cite, one)
        shared = [one for other in self._known.folders if other.prefix is None for one in other.entries("rules")]
        rules = tuple(self._rule(one, prefix, concepts) for one in [*folder.entries("rules"), *shared])
        self._versions(rules)
        self._closable(folder, rules)
        sizes = folder.entries("size")
        if not sizes:
            self._known.wrong("missing_size", entry.place, name=country.code)
            raise RulebookError(self._known.problems)
        for line, written in zip(sizes[0].model.classes, sizes[0].written["classes"], strict=True):
            self._known.cited(line.cite, Entry("size", line, place_of(written) or sizes[0].place, written))
        years = tuple(sizes[0].model.unit_year)
        lines = tuple(
            SizeLine(line.size, self._known.condition(line.when, prefix, years)) for line in sizes[0].model.classes
        )
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
        cited = self._known.cited(rule.cite, entry)
        lives = union(one.span for one in cited) if cited else Span()
        span = lives
        if rule.in_force is not None:
            place = entry.place_in("in_force")
            written = self._known.dated(rule.in_force, place, prefix)
            if written is not None:
                span = Span(
                    written.start if rule.in_force.start is not None else lives.start,
                    written.before if rule.in_force.before is not None else lives.before,
                )
            if written is not None and cited and not span.covered_by(one.span for one in cited):
                details = {"rule": rule.id, "start": str(lives.start), "before": str(lives.before)}
                self._known.wrong("outside_instruments", place, **details)
        effect, target = rule.effect, rule.target
        if target.startswith("law."):
            target = f"{prefix}.{target.removeprefix('law.')}"
            rule = rule.model_copy(update={effect: target})
        claims = self._known.vocabulary.playing("claims")
        own = f"{prefix}."
        gates = [name for name in self._known.gates if name.startswith(own)]
        duties = [name for name in self._known.duties if name.startswith(own)]
        known: Iterable[str] = {
            "closes": gates,
            "opens": gates,
            "defines": list(concepts),
            "requires": duties,
            "waives": duties,
            "rejects": list(self._known.vocabulary.members(claims)) if claims else [],
        }[effect]
        if target not in known:
            kind = {"closes": "gate", "opens": "gate", "defines": "concept", "rejects": "claim"}.get(effect, "duty")
            self._known.wrong(f"unknown_{kind}", entry.place_in(effect), closest(target, known), name=target)
        for duty in rule.owes:
            if duty not in duties:
                self._known.wrong("unknown_duty", entry.place_in("owes", duty), closest(duty, duties), name=duty)
            elif self._known.duties[duty].model.due == "on_arrival":
                self._known.wrong("owes_on_arrival", entry.place_in("owes", duty), rule=rule.id, duty=duty)
        if rule.owes and effect != "opens":
            self._known.wrong("owes_without_opens", entry.place_in("owes"), rule=rule.id)
        ids = {
            one.id
            for folder in self._known.folders
            if folder.prefix in (None, prefix)
            for one in folder.entries("rules")
        }
        for other in rule.overrides:
            if other not in ids:
                self._known.wrong("unknown_rule", entry.place_in("overrides", other), closest(other, ids), name=other)
        return RuleVersion(rule, span, self._known.condition(rule.when, prefix), entry.place)

    def _versions(self, rules: Iterable[RuleVersion]) -> None:
        seen: dict[str, list[RuleVersion]] = {}
        for rule in rules:
            for other in seen.setdefault(rule.id, []):
                if rule.span.overlaps(other.span):
                    details = {"id": rule.id}
                    self._known.problems.append(Problem("overlapping_versions", rule.place, details, also=other.place))
            seen[rule.id].append(rule)

    def _closable(self, folder: Folder, rules: Iterable[RuleVersion]) -> None:
        listed = list(rules)
        closed = {rule.model.closes for rule in listed if rule.model.closes}
        for rule in listed:
            if rule.model.opens and rule.model.opens in self._known.gates and rule.model.opens not in closed:
                self._known.wrong("opens_what_nothing_closes", rule.place, rule=rule.id, gate=rule.model.opens)
        opened = {rule.model.opens for rule in listed}
        for entry in folder.entries("gates"):
            if entry.id not in closed | opened:
                self._known.wrong("gate_never_closed", entry.place, gate=entry.id)
