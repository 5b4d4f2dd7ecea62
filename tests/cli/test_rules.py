"""`rules`: lists, entries and facts of a rulebook."""

from __future__ import annotations

import pytest
from running import Run


def test_the_rules_of_a_day(run: Run) -> None:
    ran = run("rules", "list", "--as-of", "2026-06-01")
    assert (ran.code, ran.err) == (0, "")
    assert "xr.no-export" in ran.out
    assert "No rule fits." in run("rules", "list", "--as-of", "2009-12-31").out


def test_today_by_default(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    monkeypatch.setattr("pa_dataflow.cli.common.today", lambda: date(2026, 11, 22))
    assert run("rules", "list", "--lang", "es").out.startswith("Reglas vigentes el 22 de noviembre de 2026\n")


def test_the_list_is_narrowed(run: Run) -> None:
    opening = run("rules", "list", "--country", "xr", "--gate", "xr.export", "--effect", "opens").out
    assert "xr.contract" in opening
    assert "xr.no-export" not in opening


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["list", "--country", "ZZ"], 'The rulebook holds no law of "ZZ"; it holds: XR.'),
        (["list", "--gate", "xr.exprt"], 'There is no gate called "xr.exprt". Did you mean "xr.export"?'),
        (["list", "--effect", "close"], '--effect: "close" is not one of: closes, opens,'),
        (["show", "xr.contract", "xr.contrat"], 'called "xr.contrat". Did you mean "xr.contract"?'),
        (["facts", "contract.signd"], 'There is no fact called "contract.signd". Did you mean "contract.signed"?'),
    ],
)
def test_wrong_names_are_refused_with_those_that_were_meant(run: Run, args: list[str], said: str) -> None:
    ran = run("rules", *args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_several_entries(run: Run) -> None:
    out = run("rules", "show", "xr.contract", "xr.export", "--lang", "es").out
    assert out.index("xr.contract (regla)") < out.index("xr.export (requisito)")


def test_facts(run: Run) -> None:
    assert "contract.signed  signed contract (boolean)" in run("rules", "facts").out
    assert "Question: Is there a contract?" in run("rules", "facts", "contract.signed").out


def test_a_group_of_facts(run: Run) -> None:
    out = run("rules", "facts", "contract").out
    assert "contract.signed: " in out
    assert "contract.clauses: " in out
    assert "consent.act" not in out


def test_without_a_verb_the_help_is_shown(run: Run) -> None:
    ran = run("rules", "--lang", "es", law=False)
    assert ran.code == 0
    assert ran.out.startswith("Uso: pa-dataflow rules [OPCIONES] ORDEN ...")
