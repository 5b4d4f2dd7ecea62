"""`explain`: the whole proof, or the part about one id."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Run

from pa_dataflow.report.layout import cells

Scenario = Callable[..., Path]


def test_the_whole_proof(run: Run, scenario: Scenario) -> None:
    ran = run("explain", scenario("a.yaml", False), "--lang", "es")
    assert (ran.code, ran.err) == (0, "")
    assert "¿Pueden salir los datos? No. · xr.export" in ran.out
    assert "contrato firmado: sí [indicado: no] · contract.signed" in " ".join(ran.out.split())
    assert [line for line in ran.out.split("\n") if cells(line) > 80] == []


def test_the_part_about_a_rule(run: Run, scenario: Scenario) -> None:
    out = run("explain", scenario("a.yaml", False), "xr.contract").out
    assert "xr.contract" in out
    assert "xr.no-export" not in out


def test_a_known_id_that_plays_no_part(run: Run, scenario: Scenario) -> None:
    ran = run("explain", scenario("a.yaml", False), "xr.health")
    assert ran.code == 0
    assert ran.out.startswith("xr.health plays no part in this answer.")


def test_an_unknown_id_is_refused_with_the_one_that_was_meant(run: Run, scenario: Scenario) -> None:
    ran = run("explain", scenario("a.yaml", False), "xr.contrat", "--lang", "es")
    assert (ran.code, ran.out) == (2, "")
    assert "«xr.contrat»" in ran.err
    assert "¿Quiso decir «xr.contract»?" in ran.err


def test_json(run: Run, scenario: Scenario) -> None:
    file = scenario("a.yaml", False)
    whole, part, absent = (
        json.loads(run("explain", file, *name, "--format", "json").out)["explanations"][0]
        for name in ([], ["xr.contract"], ["xr.health"])
    )
    assert whole["proof"]["kind"] == "outcome"
    assert "xr.no-export" in json.dumps(whole["proof"])
    assert "xr.no-export" not in json.dumps(part["proof"])
    assert absent["proof"] is None
    assert absent["disclaimer"]


def test_several_days_are_explained_one_after_the_other(run: Run, scenario: Scenario) -> None:
    out = run("explain", scenario("a.yaml", False), "--as-of", "2026-06-01", "--as-of", "2026-06-02").out
    assert out.index("1 June 2026") < out.index("2 June 2026")


@pytest.mark.parametrize("content", ["[]", "exporter: {countri: XR}"])
def test_wrong_input(run: Run, content: str) -> None:
    ran = run("explain", "-", input=content)
    assert (ran.code, ran.out) == (2, "")
    assert "-:1:" in ran.err


def test_the_answer_does_not_change_the_exit_code(run: Run, scenario: Scenario) -> None:
    assert [run("explain", scenario("a.yaml", signed)).code for signed in (True, False, None)] == [0, 0, 0]
