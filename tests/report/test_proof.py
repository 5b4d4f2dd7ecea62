"""The proof as text: a tree with signs, where each fact comes from, and the part about one id."""

from __future__ import annotations

import pytest
from made_answers import answer, full, proof

from pa_dataflow.assessment.models import ProofNode
from pa_dataflow.report.layout import cells
from pa_dataflow.report.proof import absent_text, ids, part, proof_text
from pa_dataflow.vocabulary.words import Words


def test_the_tree_goes_from_the_outcome_to_the_facts() -> None:
    lines = proof_text(answer(), "es").split("\n")
    assert lines[:9] == [
        "Por qué, paso a paso: Orders to a courier, 1 de diciembre de 2026",
        "",
        "✗ not yet (es) · action_required",
        "  ✗ Colombia (es) · CO",
        "    ✗ co.transfer_ground? (es) No. · co.transfer_ground",
        "      ✓ closed (es) · co.transfer.prohibition",
        "      ✗ contract (es) · co.contract",
        "        ✗ contrato firmado: sí [indicado: no] · contract.signed",
        "    ✗ contract (es) · co.contract (explicado arriba)",
    ]


def test_a_proof_ends_with_what_it_was_made_from() -> None:
    text = proof_text(answer(), "es")
    assert "✓ se da ✗ no se da ? no se sabe" in " ".join(text.split())
    assert "abababababab" in text
    assert text.endswith("Esto no es asesoría jurídica.\n")


def test_the_part_about_one_id_keeps_the_way_to_it_and_all_below_it() -> None:
    text = proof_text(answer(), "en", "co.contract")
    assert "Only what concerns co.contract." in text
    assert "co.transfer_ground" in text
    assert "contract.signed" in text
    assert "co.transfer.prohibition" not in text


def test_an_id_the_proof_does_not_speak_of_is_refused() -> None:
    with pytest.raises(KeyError, match=r"co\.other"):
        proof_text(answer(), "en", "co.other")
    assert absent_text(answer(), "es", "co.other").startswith("co.other no interviene en esta respuesta.\n")


@pytest.mark.parametrize(
    ("asked", "given", "shown"),
    [
        ("a: b: yes", "a: b: no", "[stated: no]"),
        ("a: b: yes", "a: b: yes", "[stated]"),
        ("country", "country: Chile", "[stated: Chile]"),
        ("kinds includes any of: x", "kinds: nothing", "[stated: nothing]"),
    ],
)
def test_the_value_given_stands_without_the_label_asked_about(asked: str, given: str, shown: str) -> None:
    fact = ProofNode(says=Words(en=asked, es=asked), holds=False, kind="fact", id="f", origin="stated",
                     value=Words(en=given, es=given))  # fmt: skip
    assert f"✗ {asked} {shown} · f\n" in proof_text(answer(proof=fact), "en")


def test_a_given_fact_that_is_only_looked_up_has_no_sign_of_doubt() -> None:
    fact = ProofNode(says=Words(en="country", es="país"), holds=None, kind="fact", id="f", origin="stated")
    assert "\n· country [stated] · f\n" in proof_text(answer(proof=fact), "en")
    unknown = fact.model_copy(update={"origin": "unknown"})
    assert "\n? country [unknown] · f\n" in proof_text(answer(proof=unknown), "en")


@pytest.mark.parametrize("width", [48, 80])
def test_deep_trees_keep_the_width(width: int) -> None:
    tree = proof()
    for number in range(60):
        tree = ProofNode(says=Words(en="word " * 30, es="palabra " * 30), holds=True, kind="all", id=f"x.{number}",
                         because=[tree])  # fmt: skip
    text = proof_text(answer(proof=tree), "es", width=width)
    assert all(cells(line) <= width for line in text.split("\n"))


def test_parts_and_ids() -> None:
    assert part(proof(), "nothing") is None
    assert part(proof(), "action_required") == proof()
    assert set(ids(proof())) == {"action_required", "CO", "co.transfer_ground", "co.transfer.prohibition",
                                 "co.contract", "contract.signed"}  # fmt: skip


def test_an_answer_without_title_is_named_by_its_outcome() -> None:
    assert proof_text(full().model_copy(update={"title": ""}), "es").startswith("Por qué, paso a paso: todavía no,")
