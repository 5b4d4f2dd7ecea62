"""Answers as JSON: one document, or one answer a line; the same answers give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pa_dataflow.assessment.models import SCHEMA_VERSION, Assessment, ProofNode
from pa_dataflow.report.tally import Tally


def assessments_json(assessments: Iterable[Assessment], summary: Tally | None = None) -> str:
    """All answers as one JSON document, with what they come to where there is more than one scenario."""
    counted = {} if summary is None else {"summary": summary.model_dump(mode="json")}
    return _document({**counted, "assessments": [assessment.model_dump(mode="json") for assessment in assessments]})


def assessment_line(assessment: Assessment) -> str:
    """One answer as a line of JSON Lines."""
    return json.dumps(assessment.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")) + "\n"


def proofs_json(proofs: Iterable[tuple[Assessment, ProofNode | None]]) -> str:
    """Proofs, or parts of them, as one JSON document, each with what its answer was made from."""
    kept = ("title", "as_of", "outcome", "certainty", "law_known_through", "rulebook", "receipt", "disclaimer")
    entries = []
    for assessment, tree in proofs:
        dumped = assessment.model_dump(mode="json", include=set(kept))
        entry = {name: dumped[name] for name in kept}
        entries.append({**entry, "proof": None if tree is None else tree.model_dump(mode="json")})
    return _document({"explanations": entries})


def _document(content: dict[str, Any]) -> str:
    return json.dumps({"schema_version": SCHEMA_VERSION, **content}, ensure_ascii=False, indent=2) + "\n"
