"""The public facade: load a rulebook, ask it about transfers."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pa_dataflow.assessment.assess import MOST_PATHS, assess
from pa_dataflow.assessment.laws_of_day import Calendar
from pa_dataflow.assessment.models import Assessment, Outcome, RulebookStamp, Verdict
from pa_dataflow.assessment.proofs import prove
from pa_dataflow.assessment.verdict import decide
from pa_dataflow.rulebook.folders import Folders, read_folders
from pa_dataflow.rulebook.proposals import build_with
from pa_dataflow.rulebook.ruleset import RuleSet
from pa_dataflow.source.errors import EngineError, InputError, PaDataflowError, RulebookError, TransferError
from pa_dataflow.vocabulary.transfer import Transfer
from pa_dataflow.vocabulary.words import Language

__all__ = [
    "Assessment",
    "EngineError",
    "InputError",
    "Outcome",
    "PaDataflowError",
    "Rulebook",
    "RulebookError",
    "Transfer",
    "TransferError",
    "Verdict",
]


class Rulebook:
    """A checked set of laws that answers questions about transfers; immutable and safe to share between threads."""

    def __init__(self, folders: Folders, ruleset: RuleSet) -> None:
        self._folders = folders
        self._proved = False
        self.ruleset = ruleset
        self._calendar = Calendar(ruleset)

    @classmethod
    def load(cls, path: str | Path | None = None, *, proved: bool | None = None) -> Rulebook:
        """Load the shipped law, or one's own rulebook from a folder.

        Parameters: ``proved``, whether to prove that no action harms and no presumption carries a permission; by
        default done for one's own rulebook (the shipped one is proved by its tests). Raises RulebookError with every
        problem found.
        """
        root: Path | Traversable = files("pa_dataflow.rules") if path is None else Path(path)
        folders = read_folders(root)
        rulebook = cls(folders, build_with(folders, ()))
        if proved if proved is not None else path is not None:
            rulebook.prove()
        return rulebook

    def with_proposals(self, *names: str) -> Rulebook:
        """A rulebook of its own with these proposals applied, in this order; proved if this one was.

        Raises RulebookError.
        """
        ruleset = build_with(self._folders, (*self.ruleset.applied, *names))
        changed = Rulebook(self._folders, ruleset)
        if self._proved:
            changed.prove()
        return changed

    def prove(self) -> None:
        """Prove for every period that no action closes a gate and no presumption carries a permission.

        Raises RulebookError with a witness for each that does.
        """
        problems = prove(self._calendar)
        if problems:
            raise RulebookError(problems)
        self._proved = True

    @property
    def proposals(self) -> tuple[str, ...]:
        """The ids of the proposals applied."""
        return self.ruleset.applied

    @property
    def hash(self) -> str:
        """SHA-256 over all rulebook files and proposals applied, in hexadecimal."""
        return self.ruleset.digest

    @property
    def law_known_through(self) -> date:
        """The last day for which the law of every country is known."""
        return min(country.country.law_known_through for country in self.ruleset.countries.values())

    @cached_property
    def version(self) -> str:
        """The version of the law: the day its newest part was brought up to."""
        newest = max(country.country.law_known_through for country in self.ruleset.countries.values())
        return newest.strftime("%Y.%m.%d")

    def check(self, transfer: Transfer) -> None:
        """Check names and values of all facts; raises TransferError with every problem and its place."""
        self._calendar.atoms.typed(transfer)

    def decide(self, transfer: Transfer, as_of: date, *, strict: bool = False) -> Verdict:
        """The short answer on a day, fast; raises TransferError.

        Parameters: ``strict`` switches presumptions off.
        """
        return decide(self._calendar, transfer, as_of, strict)

    def assess(
        self, transfer: Transfer, as_of: date, *, strict: bool = False, max_paths: int = MOST_PATHS
    ) -> Assessment:
        """The whole answer on a day, with reasons, paths and proof; raises TransferError."""
        stamp = RulebookStamp(version=self.version, hash=self.hash, proposals=list(self.proposals))
        return assess(self._calendar, transfer, as_of, stamp, strict=strict, max_paths=max_paths)

    def explain(self, assessment: Assessment, lang: Language = "en", of: str | None = None) -> str:
        """The proof of an answer as text, or the part of it about one rule, gate, duty, concept or fact.

        Raises KeyError if the proof doesn't speak of it.
        """
        from pa_dataflow.report.proof import proof_text

        return proof_text(assessment, lang, of=of)
