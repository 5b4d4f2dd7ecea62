"""Receipts: hashes with which anybody can show later what was asked, of which rulebook, and what it answered."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from pa_dataflow.assessment.models import Assessment, Receipt, RulebookStamp
from pa_dataflow.rulebook.atoms import Bound


@cache
def engine_version() -> str:
    """The version of this library."""
    try:
        return version("pa-dataflow")
    except PackageNotFoundError:
        return "0+unknown"


def opened(bound: Bound, day: date, strict: bool, stamp: RulebookStamp) -> Receipt:
    """The receipt of a question that has no answer yet."""
    facts = {name: _plain(value) for name, value in sorted(bound.values.items())}
    asked = {"as_of": day.isoformat(), "strict": strict, "facts": facts}
    return Receipt(
        engine_version=engine_version(),
        transfer=_hash(json.dumps(asked, sort_keys=True, ensure_ascii=False)),
        rulebook=stamp.hash,
        answer="",
    )


def sealed(answer: Assessment) -> Assessment:
    """The answer with its own hash in the receipt; the receipt itself is left out of the hash."""
    receipt = answer.receipt.model_copy(update={"answer": _hash(answer.model_dump_json(exclude={"receipt"}))})
    return answer.model_copy(update={"receipt": receipt})


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value if isinstance(value, bool) else str(value)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
