"""Several answers: the summary comes first, days stand side by side, and each answer follows whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from made_answers import DAY, answer, full, gate, law, made_scenarios, path, ruleset

from pa_dataflow.assessment.models import Assessment, Outcome
from pa_dataflow.report.layout import Page, cells
from pa_dataflow.report.markdown import MarkdownPage
from pa_dataflow.report.several import report, write_comparison, write_summary
from pa_dataflow.vocabulary.words import Language

LANGUAGES: tuple[Language, ...] = ("en", "es")


def summary(answers: Sequence[tuple[str, Assessment]], lang: Language, *, width: int = 80, color: bool = False) -> str:
    page = Page(width, color)
    write_summary(page, answers, lang)
    return str(page)


def parts(page: Callable[[], Page] = Page, lang: Language = "en") -> list[str]:
    return list(report(made_scenarios(), page, lang, ruleset()))


def every() -> list[tuple[str, Assessment]]:
    return [(name, one) for name, answers in made_scenarios() for one in answers]


# The order


def test_the_summary_comes_first_then_each_scenario_with_its_days_before_its_answers() -> None:
    begins = [re.sub(r"^\n─+\n\n", "", part).replace("\n\n", "\n").split("\n")[:2] for part in parts()]
    name = "Orders to a courier · shops/"
    assert begins[:4] == [
        ["ALL SCENARIOS", "6 scenarios, 7 answers. ✗ no: 1 · ✗ not yet: 3 · ? it depends: 1 · ✓ yes, with"],
        [f"{name}a.yaml", "SIDE BY SIDE"],
        [f"{name}a.yaml", "✗ NOT YET."],
        [f"{name}a.yaml", "✓ YES."],
    ]
    assert [lines[0] for lines in begins[4:]] == [f"{name}{letter}.yaml" for letter in "bcdef"]


def test_one_scenario_needs_no_summary() -> None:
    assert [part.count("ALL SCENARIOS") for part in report(made_scenarios()[:1], Page, "en")] == [0, 0, 0]
    assert [part.count("ALL SCENARIOS") for part in report(made_scenarios()[1:2], Page, "en")] == [0]


def test_no_scenarios_give_nothing() -> None:
    assert list(report([], Page, "en")) == []


@pytest.mark.parametrize(("page", "rule"), [(Page, f"\n{'─' * 80}\n\n"), (MarkdownPage, "\n---\n\n")])
def test_parts_are_set_apart_by_a_line(page: Callable[[], Page], rule: str) -> None:
    first, *others = parts(page)
    assert not first.startswith(rule)
    assert all(part.startswith(rule) and part.endswith("\n") for part in others)
    assert all(part.count(rule) == 1 for part in others)


# The summary


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [48, 60, 80])
def test_a_summary_keeps_the_width(lang: Language, width: int) -> None:
    text = summary([("f/" * 90, full()), *every()], lang, width=width)
    assert [line for line in text.split("\n") if cells(line) > width] == []
    assert len(re.findall(r"2026-12-0[12] ", text)) == 8


def test_a_line_names_day_answer_scenario_and_the_first_step_or_what_stands_in_the_way() -> None:
    lines = summary(every(), "en").split("\n")
    assert [line for line in lines if "shops/" in line] == [
        "2026-12-01  ✗ not yet                     shops/a.yaml  Do sign_contract (en)",
        "2026-12-02  ✓ yes                         shops/a.yaml  –",
        "2026-12-01  ✗ not yet                     shops/b.yaml  Do ask (en)",
        "2026-12-01  ✗ not yet                     shops/c.yaml  Do ask (en) (and 2 more)",
        "2026-12-01  ✗ no                          shops/d.yaml  co.never? (en) (and 1",
        "2026-12-01  ? it depends                  shops/e.yaml  ? co.a? (en)",
        "2026-12-01  ✓ yes, with conditions        shops/f.yaml  Keep proof (en)",
    ]


def test_file_names_stay_whole_where_other_columns_can_be_wrapped() -> None:
    name = "scenarios/of/one/firm.yaml"
    contested = answer(Outcome.PERMITTED_WITH_CONDITIONS, certainty="contested")
    assert name in summary([(name, contested), ("b.yaml", answer(paths=[path()]))], "es")


def test_steps_that_clear_most_are_told_with_how_many_answers_they_clear() -> None:
    text = summary(every(), "es")
    assert text.partition("PASOS QUE POR SÍ SOLOS RESUELVEN MÁS\n")[2].split("\n") == [
        "Respuestas que dicen «no» o «todavía no»: 4. En cuántas de ellas basta por sí",
        "solo cada paso:",
        "",
        "Respuestas  Paso",
        "2 de 4      Do sign_contract (es)",
        "1 de 4      Do ask (es)",
        "1 de 4      Do tell_sic (es)",
        "",
    ]


def test_it_is_told_if_no_single_step_is_enough() -> None:
    text = summary([("a.yaml", answer(paths=[path("sign", "ask")])), ("b.yaml", answer(Outcome.PERMITTED))], "en")
    assert text.endswith('Answers that say "no" or "not yet": 1. In none of them is a single step enough.\n')


def test_it_is_told_if_further_ways_were_not_looked_for() -> None:
    some = answer(paths=[path("sign")], paths_complete=False)
    for page, line in ((Page(), "1 of 2   Do sign (en)"), (MarkdownPage(), "| 1 of 2 | Do sign (en) |")):
        write_summary(page, [("a.yaml", some), ("b.yaml", answer())], "en")
        assert str(page).endswith(f"{line}\n\nThere may be further ways that were not looked for.\n")


def test_nothing_is_said_of_steps_if_no_answer_says_no() -> None:
    text = summary([("a.yaml", answer(Outcome.PERMITTED)), ("b.yaml", answer(Outcome.UNDETERMINED))], "en")
    assert "SINGLE STEPS" not in text
    assert "not yet" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_colour_adds_codes_and_nothing_else(lang: Language) -> None:
    plain, colored = summary(every(), lang), summary(every(), lang, color=True)
    assert "\x1b" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == plain


# Days


def test_days_stand_side_by_side() -> None:
    later = answer(Outcome.PERMITTED, as_of=DAY.replace(day=2), laws=[law(gates=[gate("open")])], certainty="contested")
    unknown = answer(Outcome.UNDETERMINED, laws=[law(gates=[gate("unknown", "g.a"), gate("closed", "g.b")])])
    page = Page()
    write_comparison(page, [answer(), later, unknown], "es")
    assert str(page).split("\n")[-5:] == [
        "Fecha       Respuesta         Qué lo impide",
        "2026-12-01  ✗ todavía no      co.transfer_ground? (es)",
        "2026-12-02  ✓ sí (discutida)  –",
        "2026-12-01  ? depende         g.b? (es) · ? g.a? (es)",
        "",
    ]


def test_what_nothing_opens_is_named_before_what_can_be_opened() -> None:
    gates = [gate("closed", "g.curable", curable=True), gate("closed", "g.never", curable=False)]
    page = Page()
    write_comparison(page, [answer(Outcome.PROHIBITED, laws=[law(gates=gates)])], "en")
    assert "g.never? (en) · g.curable? (en)" in str(page)
