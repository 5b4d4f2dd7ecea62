"""Every provision of the notes on the law is named by an entry of the rulebook, or accounted for with a reason."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from pa_dataflow.analysis.provisions import Carrier, provisions
from pa_dataflow.rulebook.folders import read_folders
from pa_dataflow.source.errors import Place

LAW = Path(__file__).parents[2] / "docs" / "law"
BINDING = {"decides", "obliges", "permits", "classifies"}
REASONS = {"informs only", "needs judgement", "outside transfers", "no text in the note", "repealed before 2020"}
DUPLICATE = "duplicate of "
ENOUGH = 0.95


@cache
def rows() -> dict[str, dict[str, str]]:
    with (LAW / "provisions.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@cache
def named() -> dict[str, list[Carrier]]:
    return provisions(read_folders(files("pa_dataflow.rules")))


@cache
def accounted() -> dict[str, dict[str, str]]:
    loaded = yaml.safe_load((LAW / "not-encoded.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_the_list_is_the_one_recorded() -> None:
    recorded = (LAW / "provisions.csv.sha256").read_text(encoding="ascii").split()
    assert recorded == [hashlib.sha256((LAW / "provisions.csv").read_bytes()).hexdigest(), "provisions.csv"]


def test_the_list_is_whole() -> None:
    with (LAW / "provisions.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(rows()) == 1107


def test_every_provision_is_named_or_accounted_for() -> None:
    assert sorted(set(rows()) - set(named()) - set(accounted())) == []


def test_no_provision_is_both() -> None:
    assert sorted(set(named()) & set(accounted())) == []


def test_no_unknown_provision_is_named() -> None:
    assert {id: carriers for id, carriers in named().items() if id not in rows()} == {}


def test_what_is_accounted_for_stands_in_the_list() -> None:
    assert sorted(set(accounted()) - set(rows())) == []


def test_every_reason_is_one_of_the_known_ones() -> None:
    for id, why in accounted().items():
        assert set(why) == {"reason", "note"}, id
        assert why["note"].endswith("."), id
        if why["reason"].startswith(DUPLICATE):
            assert why["reason"].removeprefix(DUPLICATE) in named(), id
        else:
            assert why["reason"] in REASONS, id


@pytest.mark.parametrize("country", sorted({row["country"] for row in rows().values()}))
def test_nearly_everything_that_binds_is_encoded(country: str) -> None:
    """Of what decides, obliges, permits or classifies; a duplicate counts with the row that it repeats, not twice."""
    binding = {id for id, row in rows().items() if row["country"] == country and row["kind"] in BINDING}
    duplicates = {id for id in binding & set(accounted()) if accounted()[id]["reason"].startswith(DUPLICATE)}
    assert len(binding & set(named())) >= ENOUGH * len(binding - duplicates)


SMALL = {
    "ruritania/law.yaml": """
instruments:
  xr-data-act:
    provisions: [XR-ACT]
    title: {en: "Data Act", es: "Ley de Datos"}
    short: "Data Act"
    kind: statute
    in_force: {from: 2010-01-01}
    confidence: primary
country:
  provisions: [XR-OFFICE]
  code: XR
  prefix: xr
  name: {en: "Ruritania", es: "Ruritania"}
  authority: {en: "Royal Data Office", es: "Oficina Real de Datos"}
  currency: RRK
  law_known_through: 2026-06-30
size:
  classes:
    - class: small
      provisions: [XR-SMALL]
      when: {exporter.workers: {at_most: 50}}
      cite: [{instrument: xr-data-act, at: "s. 3", confidence: primary}]
rules:
  - id: xr.scope
    cite: [{instrument: xr-data-act, at: "s. 1", confidence: primary}]
    provisions: [XR-SCOPE, XR-ACT]
    checked: 2026-06-30
    defines: xr.applies
    says: {en: "The law binds all.", es: "La ley obliga a todos."}
""",
    "proposals/longer.yaml": """
proposal:
  id: xr.stricter
  provisions: [XR-BILL]
  title: {en: "A stricter Act", es: "Una ley más estricta"}
  status: pending
  source: "Bill 7"
  says: {en: "It would be stricter.", es: "Sería más estricta."}
adds:
  duties:
    xr.log: {label: {en: "Keep a log", es: "Llevar un registro"}, who: both, due: ongoing, provisions: [XR-LOG]}
""",
}


def test_every_kind_of_entry_carries_provisions(tmp_path: Path) -> None:
    for name, text in SMALL.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for provision, carriers in provisions(read_folders(tmp_path)).items():
        found[provision] = {(carrier.section, carrier.id) for carrier in carriers}
    assert found == {
        "XR-ACT": {("instruments", "xr-data-act"), ("rules", "xr.scope")},
        "XR-OFFICE": {("country", "country")},
        "XR-SMALL": {("size", "small")},
        "XR-SCOPE": {("rules", "xr.scope")},
        "XR-BILL": {("proposals", "xr.stricter")},
        "XR-LOG": {("duties", "xr.log")},
    }


def test_a_carrier_says_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "ruritania").mkdir()
    (tmp_path / "ruritania" / "law.yaml").write_text(SMALL["ruritania/law.yaml"], encoding="utf-8")
    [carrier] = provisions(read_folders(tmp_path))["XR-SMALL"]
    assert carrier.place == Place(str(tmp_path / "ruritania" / "law.yaml"), 20, 7)
