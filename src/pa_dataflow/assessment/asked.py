"""One transfer on one day as it is asked about: what everything else in an assessment starts from."""

from __future__ import annotations

from datetime import date

from pa_dataflow.assessment import phrases
from pa_dataflow.assessment.findings import Findings, State
from pa_dataflow.assessment.laws_of_day import Calendar
from pa_dataflow.assessment.models import Warned
from pa_dataflow.assessment.unknowns import Options
from pa_dataflow.assessment.verdict import is_covered
from pa_dataflow.vocabulary.transfer import Transfer
from pa_dataflow.vocabulary.words import Words


class Asked:
    """The transfer taken apart, what follows from it by the prevailing readings, and the warnings met on the way.

    Raises TransferError for facts the vocabulary doesn't know.
    """

    def __init__(self, calendar: Calendar, transfer: Transfer, day: date, strict: bool) -> None:
        self.calendar, self.laws = calendar, calendar.on(day)
        self.ruleset, self.vocabulary = calendar.ruleset, calendar.ruleset.vocabulary
        self.transfer, self.day, self.strict = transfer, day, strict
        self.bound = calendar.atoms.bind(transfer, day, strict)
        self.known = self.bound.known.also(self.laws.prevailing)
        self.concluded = self.laws.conclude(self.known)
        self.state = State(self.laws, self.known, self.concluded, exact=True)
        self.covered = is_covered(calendar.exporter, self.ruleset.countries, transfer)
        self.findings = Findings(self.laws)
        self.wording = calendar.wording
        self.options = Options(self.ruleset, self.laws, self.wording)
        self.warnings: list[Warned] = []
        self.gave_up = False
        self.laws.completions.exhausted = False

    @property
    def exporter(self) -> str | None:
        """The code of the exporter's country, ``none`` where nobody exports, or None if it isn't stated."""
        return self._country(self.calendar.exporter)

    @property
    def importer(self) -> str | None:
        """The code of the importer's country, or None if it isn't stated."""
        return self._country(self.calendar.importer)

    def place(self, code: str | None) -> Words:
        """What a country is called."""
        return self.vocabulary.countries.get(code or "") or phrases.SOMEWHERE

    def warn(self, code: str, says: Words) -> None:
        """Note something to know about the answer as a whole, once."""
        warning = Warned.model_validate({"code": code, "says": says})
        if warning not in self.warnings:
            self.warnings.append(warning)

    def _country(self, fact: str | None) -> str | None:
        value = self.bound.values.get(fact) if fact else None
        return value if isinstance(value, str) else None
