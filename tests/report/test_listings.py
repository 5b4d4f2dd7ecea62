"""Listings of a rulebook: rules in force on a day, everything about one entry, and the facts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from made_answers import base

from pa_dataflow.library import Rulebook
from pa_dataflow.report.entries import entry_text, known_ids
from pa_dataflow.report.layout import cells
from pa_dataflow.report.rules import facts_text, list_text
from pa_dataflow.rulebook.ruleset import RuleSet

DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """The smallest rulebook with one entry more of each kind."""
    root = tmp_path_factory.mktemp("rules")
    for file in (Path(__file__).parent.parent / "packs" / "base").rglob("*.yaml"):
        copy = root / file.parent.name / file.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (root / "ruritania" / "more.yaml").write_text(MORE, "utf-8")
    (root / "proposals").mkdir()
    (root / "proposals" / "later.yaml").write_text(PROPOSAL, "utf-8")
    (root / "regional" / "schemes.yaml").write_text(SCHEMES, "utf-8")
    return Rulebook.load(root, proved=False).ruleset


SCHEMES = """
safe_harbours:
  model-clauses:
    label: {en: "model clauses", es: "cláusulas modelo"}
    uses: {contract.clauses: {any_of: [model_clauses]}}
"""
PROPOSAL = """
proposal:
  id: xr.later
  title: {en: "A later start", es: "Un comienzo posterior"}
  status: pending
  source: "Bill 7"
  says: {en: "All starts later.", es: "Todo empieza más tarde."}
  law: XR
  announce: {from: 2026-01-01, before: 2027-01-01}
sets: {xr.dates.reform: 2028-01-01}
repeals: [xr.strict]
"""
MORE = """
dates: {reform: 2027-01-01}
units:
  crown:
    currency: RRK
    label: {en: "crowns", es: "coronas"}
    values: [{from: 2020-01-01, amount: 10}]
    cite: [{instrument: xr-data-act, at: "s. 2", confidence: primary}]
questions:
  xr.q.paper:
    asks: {en: "Must it be on paper?", es: "¿Debe constar en papel?"}
    readings:
      paper: {says: {en: "Yes.", es: "Sí."}, source: "Court"}
      any: {says: {en: "No.", es: "No."}, source: "Office"}
    prevailing: any
  xr.q.note:
    asks: {en: "Who counts?", es: "¿Quién cuenta?"}
    readings: {all: {says: {en: "All.", es: "Todos."}, source: "Office"}}
    note_only: true
    near: [xr.strict]
duties:
  xr.tell:
    label: {en: "Tell the Office", es: "Avise a la Oficina"}
    who: both
    due: {within: "2 business_days", after: {en: "the export", es: "el envío"}}
    to: {en: "the Office", es: "la Oficina"}
    fulfilled_by: {any: [{contract.signed: true}, {not: {importer.role: processor}}]}
    evidence: {en: "the receipt", es: "el acuse"}
rules:
  - id: xr.strict
    cite: [{instrument: xr-data-act, at: "s. 6", confidence: recall}]
    in_force: {from: $reform}
    checked: 2026-06-30
    opens: xr.export
    when:
      all:
        - reading: {xr.q.paper: paper}
        - xr.size: {in: [micro, small]}
        - exporter.sales: {more_than: {crown: 5}}
        - accepted: {by: XR, scheme: model-clauses}
    overrides: [xr.contract]
    owes: [xr.tell]
    says: {en: "From the reform on, strictly.", es: "Desde la reforma, con rigor."}
  - id: xr.must-tell
    cite: [{instrument: xr-data-act, at: "s. 7", confidence: primary}]
    checked: 2026-06-30
    requires: xr.tell
    says: {en: "Tell the Office.", es: "Hay que avisar."}
  - id: xr.no-treaty
    cite: [{instrument: xr-data-act, at: "s. 8", confidence: primary}]
    checked: 2026-06-30
    rejects: treaty
    says: {en: "A treaty does not help.", es: "Un tratado no sirve."}
recognition:
  - id: xr.recognition.league
    by: XR
    of: [mountain_league]
    as: adequacy
    in_force: {from: 2020-01-01}
    cite: [{instrument: xr-data-act, at: "s. 10", confidence: primary}]
    says: {en: "The league is adequate.", es: "La liga es adecuada."}
accepted:
  - id: xr.accepts.model-clauses
    by: XR
    scheme: model-clauses
    in_force: {from: 2020-01-01}
    cite: [{instrument: xr-data-act, at: "s. 11", confidence: primary}]
    says: {en: "Model clauses are fine.", es: "Se aceptan."}
"""


def flat(text: str) -> str:
    return " ".join(text.split())


def test_rules_in_force_stand_under_their_gate_with_source_and_place(law: RuleSet) -> None:
    text = list_text(law, DAY, "en")
    assert "May the data leave? (xr.export)" in text
    assert "closes xr.no-export Data Act, s. 4 [text read]" in flat(text)
    assert re.search(r"ruritania/law\.yaml:\d+", "".join(text.split()))
    assert text.endswith("\n6 rules\n")


def test_rules_that_are_not_yet_in_force_are_left_out(law: RuleSet) -> None:
    assert "xr.strict" not in list_text(law, DAY)
    assert "xr.strict" in list_text(law, date(2027, 1, 1))


def test_lists_of_the_law_stand_below_its_rules(law: RuleSet) -> None:
    text = list_text(law, DAY, "es")
    assert text.index("Obligaciones") < text.index("Países reconocidos") < text.index("Esquemas aceptados")
    assert "recognition.league" not in list_text(law, date(2019, 1, 1))


def test_the_list_is_narrowed(law: RuleSet) -> None:
    narrowed, whole = list_text(law, DAY, law="XR"), list_text(law, DAY)
    assert whole.startswith(narrowed[: narrowed.rindex("\n6 rules")])
    assert "No rule fits." in list_text(law, DAY, law="XG")
    closing = list_text(law, DAY, effect="closes")
    assert "xr.no-export" in closing
    assert "xr.contract" not in closing
    assert "xr.league" not in closing
    gate = list_text(law, DAY, gate="xr.export")
    assert "xr.contract" in gate
    assert "xr.must-tell" not in gate


def test_everything_about_a_rule(law: RuleSet) -> None:
    text = flat(entry_text(law, "xr.strict", "es"))
    for told in (
        "xr.strict (regla)",
        "Dice: Desde la reforma, con rigor.",
        "Efecto: permite «¿Pueden salir los datos?» (xr.export)",
        "Cuándo: - todo esto:",
        "(xr.q.paper)",
        "tamaño de la empresa: micro o pequeña (xr.size)",
        "(exporter.sales)",
        "(model-clauses)",
        "Vigencia: desde el 1 de enero de 2027",
        "Fuente: Data Act, s. 6 [de memoria, sin comprobar]",
        "Última comparación con el texto: 30 de junio de 2026",
        "Prevalece sobre: xr.contract",
        "Lleva consigo: xr.tell",
    ):
        assert told in text
    assert "Gives way to: xr.strict" in entry_text(law, "xr.contract", "en")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("xr.export", "Closed by: xr.no-export Opened by: xr.contract, xr.strict Breach: xr.fine"),
        ("xr.tell", "Who: both firms Due: within 2 business days, from: the export To: the Office"),
        ("xr.tell", "Met when: - any of this: - signed contract: yes (contract.signed) - not this:"),
        ("xr.tell", "Required by: xr.must-tell, xr.strict"),
        ("xr.q.paper", "Reading: paper: Yes. [Court] Reading: any: No. [Office] Prevailing reading: any"),
        ("xr.q.note", "only printed, decides nothing Concerns: xr.strict"),
        ("xr-data-act", "Kind: statute In force: from 1 January 2010 How it was read: text read Cited by: xr.scope"),
        ("sign_contract", "Who: you and the firm that receives the data Brings about: signed contract: yes"),
        ("sign_contract", "Costs: about 2 hours of work"),
        ("xr.recognition.league", "By: Ruritania Countries: Graustark, Syldavia In force: from 1 January 2020"),
        ("xr.accepts.model-clauses", "By: Ruritania Scheme: model-clauses"),
        (
            "model-clauses",
            "Used when: clauses includes any of: model clauses (contract.clauses) Accepted by: xr.accepts",
        ),
        ("xr.later", "Status: pending Source: Bill 7 Law: Ruritania Mentioned in answers: from 1 January 2026"),
        ("xr.later", "Sets: xr.dates.reform = 2028-01-01 Repeals: xr.strict"),
        ("xr.sensitive_data", "Defined by: xr.health"),
        ("xr.fine", "xr.fine (infraction) unlawful export Source: Data Act, s. 9 [text read]"),
        ("contract.signed", "signed contract Question: Is there a contract? Help: Signed by both."),
        ("contract.signed", "Used by: xr.contract"),
        ("xr.no-treaty", "Effect: rejects a treaty (treaty)"),
    ],
)
def test_everything_about_other_entries(law: RuleSet, name: str, told: str) -> None:
    assert told in flat(entry_text(law, name, "en"))


def test_every_known_id_can_be_shown_within_the_width(law: RuleSet) -> None:
    for name in known_ids(law):
        for lang in ("en", "es"):
            text = entry_text(law, name, lang, width=60)
            assert name in text.replace("\n", "").replace(" ", "")
            assert all(cells(line) <= 60 for line in text.split("\n"))


def test_facts_are_listed_with_label_and_type() -> None:
    text = facts_text(base(), "es")
    assert "contract.signed  contrato firmado (boolean)" in text
    assert text.index("claims") < text.index("consent.act") < text.index("contract.signed")


def test_everything_about_a_fact() -> None:
    text = flat(facts_text(base(), "en", ["consent.act"]))
    assert "consent.act: consent Question: How did people agree? Help: The strongest act." in text
    assert "Type: one of the values, from least to most Values: none: none spoken: spoken click: a click" in text
    assert "If nobody says: none" in text
    assert "cautious: it never lets a transfer go ahead" in text


def test_countries_are_not_spelled_out() -> None:
    text = flat(facts_text(base(), "es", ["exporter.country"]))
    assert "Valores: códigos de país de dos letras none: nadie" in text


def test_the_whole_list_names_the_proposals_and_a_narrower_one_does_not() -> None:
    shipped = Rulebook.load().with_proposals("cl.postponement").ruleset
    assert re.search(r"cl\.postponement .*, applied", flat(list_text(shipped, DAY, "en")))
    assert "cl.postponement" not in list_text(shipped, DAY, "en", law="CO")
