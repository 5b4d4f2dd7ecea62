"""Answers as JSON: complete, in the order of the model, and the same bytes for the same answer."""

from __future__ import annotations

import json

from made_answers import answer, full, proof

from pa_dataflow.assessment.models import Assessment
from pa_dataflow.report.json import assessment_line, assessments_json, proofs_json


def test_a_document_holds_every_answer_whole() -> None:
    document = json.loads(assessments_json([full(), answer()]))
    assert list(document) == ["schema_version", "assessments"]
    assert [Assessment.model_validate(one) for one in document["assessments"]] == [full(), answer()]


def test_a_line_holds_one_answer() -> None:
    line = assessment_line(full())
    assert line.count("\n") == 1
    assert Assessment.model_validate_json(line) == full()


def test_letters_are_written_as_they_are_and_keys_in_the_order_of_the_model() -> None:
    text = assessments_json([answer(title="Envío a Perú")])
    assert "Envío a Perú" in text
    keys = list(json.loads(text)["assessments"][0])
    assert keys == list(Assessment.model_fields)


def test_the_same_answers_give_the_same_bytes() -> None:
    assert assessments_json([full()]) == assessments_json([full()])


def test_no_answers_are_an_empty_document() -> None:
    assert json.loads(assessments_json([])) == {"schema_version": "1.0", "assessments": []}


def test_proofs_carry_what_their_answer_was_made_from() -> None:
    first, second = json.loads(proofs_json([(full(), proof()), (answer(), None)]))["explanations"]
    assert first["proof"]["id"] == "action_required"
    assert first["rulebook"]["proposals"] == ["cl.postponement"]
    assert {"receipt", "disclaimer", "law_known_through", "as_of", "outcome"} <= set(first)
    assert second["proof"] is None
