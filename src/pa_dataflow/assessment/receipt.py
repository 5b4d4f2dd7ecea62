"""Receipts: hashes with which anybody can show later what was asked, of which rulebook, and what it answered."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from pa_dataflow.assessment.models import Assessment, Receipt, RulebookStamp
from pa_dataflow.rulebook.atoms import Bound


def engine_version() -> str:
    """The version of this library."""
    try:
        return version("pa-dataflow")
    except PackageNotFoundError:
        return "0+unknown"


def sealed(bound: Bound, day: date, strict: bool, stamp: RulebookStamp, answer: Assessment | None = None) -> Receipt:
    """The receipt of a transfer; with an answer, its hash too (the receipt itself is left out of it)."""
    facts = {name: _plain(value) for name, value in sorted(bound.values.items())}
    asked = {"as_of": day.isoformat(), "strict": strict, "facts": facts}
    return Receipt(
        engine_version=engine_version(),
        transfer=_hash(json.dumps(asked, sort_keys=True, ensure_ascii=False)),
        rulebook=stamp.hash,
        answer=_hash(answer.model_dump_json(exclude={"receipt"})) if answer else "",
    )


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value if isinstance(value, bool) else str(value)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
