"""docs/pairs.md and docs/pares.md: everyday transfers between every two countries whose law is in the rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from shown import ROOT, Golden

from pa_dataflow import Assessment, Outcome, Rulebook, Transfer
from pa_dataflow.report.words import WORDS
from pa_dataflow.source.reader import read_file
from pa_dataflow.vocabulary.words import Language

EVERYDAY = ROOT / "docs" / "everyday"
NAMES = ("courier", "hosting", "payroll", "newsletter", "hotel")
DAYS = (date(2026, 11, 22), date(2026, 12, 1))
PAGES: dict[Language, Path] = {"en": Path("../../docs/pairs.md"), "es": Path("../../docs/pares.md")}
HEAD: dict[Language, str] = {
    "en": """# Five everyday transfers between the members and Costa Rica

A small firm in the country of the row, a recipient in that of the column. Each transfer stands in [everyday](everyday),
with the same facts for all; what only one law asks for isn't said. Below the answer is the lightest way to a yes, with
its working hours. Today is 22 November 2026; on 1 December the new law of Chile begins. A test writes this page.
""",
    "es": """# Cinco envíos de todos los días entre los países miembros y Costa Rica

Una empresa pequeña del país de la fila y un destinatario del país de la columna. Cada envío está en
[everyday](everyday), con los mismos datos para todos; no se dice lo que solo pide una de las leyes. Bajo la respuesta
está el camino más liviano hacia el sí, con sus horas de trabajo. Hoy es 22 de noviembre de 2026; el 1 de diciembre
comienza la ley nueva de Chile. Esta página la escribe una prueba.
""",
}
SAID: dict[str, dict[Language, str]] = {
    "from": {"en": "from \\ to", "es": "de \\ a"},
    "contested": {"en": "contested", "es": "discutida"},
    "hours": {"en": "{hours:g} h", "es": "{hours:g} h"},
    "if": {"en": "if {assumed}", "es": "si {assumed}"},
    "ask": {"en": "it depends on {count} facts", "es": "depende de {count} datos"},
}


@cache
def rulebook() -> Rulebook:
    return Rulebook.load()


@cache
def everyday(name: str) -> Mapping[str, Any]:
    return dict(read_file(EVERYDAY / f"{name}.yaml"))


def transfer(name: str, exporter: str, importer: str) -> Transfer:
    """The everyday transfer between these two, of people who live where the exporter is."""
    facts = {
        group: dict(facts) if isinstance(facts, Mapping) else facts for group, facts in everyday(name)["given"].items()
    }
    facts["exporter"]["country"], facts["importer"]["country"] = exporter, importer
    facts["subjects"]["located_in"] = [exporter]
    return Transfer.of(facts)


@cache
def answer(name: str, exporter: str, importer: str, day: date) -> Assessment:
    return rulebook().assess(transfer(name, exporter, importer), day)


def cell(found: Assessment, lang: Language) -> str:
    """The outcome, and the lightest path to a yes or what it hangs on."""
    lines = [f"**{WORDS[found.outcome.value][lang]}**" + (f" ({SAID['contested'][lang]})" if found.contested else "")]
    if found.paths:
        path = found.paths[0]
        lines += [" + ".join(action.label(lang) for action in path.actions)]
        lines += [SAID["if"][lang].format(assumed=one.says(lang)) for one in path.assumes]
        lines += [SAID["hours"][lang].format(hours=path.hours)]
    elif found.outcome is Outcome.UNDETERMINED:
        lines += [SAID["ask"][lang].format(count=len(found.missing.deciding))]
    return "<br>".join(lines)


def page(lang: Language) -> Iterator[str]:
    countries = list(rulebook().ruleset.countries)
    names = {code: country.country.name(lang) for code, country in rulebook().ruleset.countries.items()}
    yield HEAD[lang]
    for name in NAMES:
        yield f"## {everyday(name)['title'][lang]}\n"
        for day in DAYS:
            yield f"**{day.isoformat()}**\n"
            yield f"| {SAID['from'][lang]} | " + " | ".join(names[code] for code in countries) + " |"
            yield "| --- |" + " --- |" * len(countries)
            for exporter in countries:
                cells = ["–" if exporter == to else cell(answer(name, exporter, to, day), lang) for to in countries]
                yield f"| {names[exporter]} | " + " | ".join(cells) + " |"
            yield ""


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_of_pairs_shows_the_answers(lang: Language, golden: Golden) -> None:
    golden(PAGES[lang], "\n".join(page(lang)))


@pytest.mark.parametrize("name", NAMES)
def test_everyday_transfers_name_no_country(name: str) -> None:
    assert "country" not in (EVERYDAY / f"{name}.yaml").read_text("utf-8").partition("given:")[2]
