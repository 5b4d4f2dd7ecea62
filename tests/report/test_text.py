"""The answer as text: what each outcome says first, what every section holds, and that it fits a terminal."""

from __future__ import annotations

import re

import pytest
from made_answers import (
    LONG,
    URL,
    action,
    answer,
    both,
    contested,
    duty,
    full,
    gate,
    law,
    missing,
    path,
    rule,
    ruleset,
)

from pa_dataflow.assessment.models import Condition, FactValue, Missing, Outcome, Warned
from pa_dataflow.report.layout import cells
from pa_dataflow.report.text import answer_text
from pa_dataflow.vocabulary.words import Language

LANGUAGES: tuple[Language, ...] = ("en", "es")


def flat(text: str) -> str:
    """The text as one line."""
    return re.sub(r"[ \n]+", " ", text)


def spanish(*args: object, **more: object) -> str:
    return flat(answer_text(*args, "es", ruleset=ruleset(), **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "begins"),
    [
        (Outcome.PERMITTED, "✓ SÍ. El 1 de diciembre de 2026 puede enviar estos datos de Colombia a Chile."),
        (
            Outcome.PERMITTED_WITH_CONDITIONS,
            "✓ SÍ, CON CONDICIONES. El 1 de diciembre de 2026 puede enviar estos datos",
        ),
        (Outcome.UNDETERMINED, "? DEPENDE. Con lo que usted ha indicado, todavía no se puede saber"),
        (Outcome.ACTION_REQUIRED, "✗ TODAVÍA NO. El 1 de diciembre de 2026 no puede enviar estos datos"),
        (
            Outcome.PROHIBITED,
            "✗ NO. El 1 de diciembre de 2026 la ley no permite enviar estos datos de Colombia a Chile",
        ),
        (Outcome.NOT_APPLICABLE, "– ESTAS LEYES NO SE APLICAN. El 1 de diciembre de 2026 ninguna de las leyes"),
    ],
)
def test_the_answer_comes_first_and_says_it_without_colour(outcome: Outcome, begins: str) -> None:
    assert spanish(answer(outcome)).startswith(f"Orders to a courier {begins}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [48, 60, 80])
@pytest.mark.parametrize("known", [True, False])
def test_no_line_is_wider_than_the_terminal(lang: Language, width: int, known: bool) -> None:
    text = answer_text(full(), lang, width=width, ruleset=ruleset() if known else None, file="f/" * 90)
    assert [line for line in text.split("\n") if cells(line) > width] == []


def test_long_ids_and_addresses_are_wrapped_not_cut() -> None:
    text = re.sub(r"\s", "", answer_text(full()))
    assert LONG in text
    assert URL in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_colour_adds_codes_and_nothing_else(lang: Language) -> None:
    plain, colored = answer_text(full(), lang), answer_text(full(), lang, color=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", colored) == plain


def test_sections_come_in_the_order_a_reader_needs_them() -> None:
    text = answer_text(full(), "es")
    heads = ["QUÉ HACER", "QUÉ FALTA SABER", "POR QUÉ", "OBLIGACIONES", "LO QUE AQUÍ NO SIRVE", "DUDAS JURÍDICAS",
             "LO QUE SE DA POR SUPUESTO", "FECHAS EN QUE ESTO CAMBIA", "ANUNCIADO, TODAVÍA NO ES LEY",
             "A QUÉ SE EXPONE"]  # fmt: skip
    found = [line for line in text.split("\n") if line in heads]
    assert found == heads


def test_empty_sections_are_left_out() -> None:
    text = answer_text(answer(Outcome.PERMITTED, laws=[law(outcome=Outcome.PERMITTED, gates=[])]), "es")
    assert [line for line in text.split("\n") if line.isupper()] == ["✓ SÍ.", "POR QUÉ"]


# The answer and its certainty


def test_an_undetermined_answer_tells_its_range() -> None:
    outcomes = [Outcome.PERMITTED, Outcome.ACTION_REQUIRED]
    text = spanish(answer(Outcome.UNDETERMINED, range=outcomes))
    assert "la respuesta será «sí» o «todavía no»." in text


def test_a_contested_answer_tells_who_reads_otherwise_and_the_safer_step() -> None:
    text = spanish(answer(Outcome.PERMITTED_WITH_CONDITIONS, certainty="contested", contested=[contested()],
                          safer=[path("tell_sic")]))  # fmt: skip
    assert "Esta respuesta es discutida." in text
    assert (
        "- Which rules? (es) Otra lectura: «the circular rules (es)» (Circular 3). Leída así la ley, la respuesta es "
        "«todavía no»." in text
    )
    assert text.count("Otra lectura:") == 1
    assert "Lo más seguro: do tell_sic (es)." in text
    assert "the decree rules (es) (DUR 1074). La respuesta sería: «sí». (la lectura que aquí se sigue)" in text


def test_a_contested_answer_whose_readings_agree_one_by_one_points_below() -> None:
    text = spanish(answer(certainty="contested", contested=[contested()]))
    assert "Esta respuesta es discutida: vea más abajo las dudas jurídicas." in text


def test_a_doubt_alone_is_a_reservation() -> None:
    doubt = Condition(kind="confirm_question", id="co.q", says=both("Which rules?"))
    text = spanish(answer(Outcome.PERMITTED_WITH_CONDITIONS, conditions=[doubt]))
    assert "pero la ley admite otra lectura y conviene despejar antes esa duda." in text
    assert "1. Despeje esta duda jurídica: Which rules? (es)." in text


def test_warnings_and_days_beyond_the_known_law_stand_at_the_top() -> None:
    text = spanish(answer(certainty="beyond_known_law"))
    assert "Esa fecha es posterior a la ley que este programa conoce (hasta el 22 de noviembre de 2026)" in text
    warned = Warned(code="beyond_known_law", says=both("Known to November."))
    text = spanish(answer(certainty="beyond_known_law", warnings=[warned]))
    assert "Atención: Known to November. (es)" in text
    assert "Esa fecha es posterior" not in text


def test_assumptions_stand_at_the_top_and_presumptions_below() -> None:
    text = answer_text(full(), "es")
    assert text.index("Nobody took consent back. (es). (consent.withdrawn)") < text.index("QUÉ HACER")
    assert text.index("filings: nothing (es) (filings)") > text.index("LO QUE SE DA POR SUPUESTO")


# What to do


def test_the_lightest_way_is_told_step_by_step() -> None:
    steps = [action("sign"), action("tell", who=["importer", "authority"])]
    way = path(hours=3.5, waiting_days=10).model_copy(update={"actions": steps, "hangs_on": ["authority"]})
    text = spanish(answer(paths=[way]))
    assert "El camino más sencillo (unas 3 horas y media de trabajo y 10 días de espera):" in text
    assert "1. Do sign (es). How sign. (es) 2. Do tell (es). How tell. (es)" in text
    assert "Quién: la empresa que recibe los datos y la autoridad." in text
    assert "No depende solo de usted, sino también de la autoridad." in text


def test_at_most_five_other_ways_are_told_and_the_rest_counted() -> None:
    text = spanish(full())
    assert "- Do way_5 (es) (unas 5 horas de trabajo)." in text
    assert "Do way_6" not in text
    assert "y 3 caminos más." in text
    assert "Puede haber otros caminos que no se buscaron." in text


def test_what_a_way_assumes_and_owes_is_told() -> None:
    text = spanish(full())
    assert "También le obliga, antes de enviar, a: - Do co.proof (es)" in text
    assert "Este camino vale solo si: - a is b (es)" in text
    assert "Con otra lectura de la ley, este camino podría no bastar." in text
    assert "Cuidado: ningún paso sirve si resulta que: - a is b (es)" in text


def test_without_a_way_the_answer_promises_no_steps() -> None:
    text = spanish(answer(paths=[], paths_complete=False))
    assert "este programa no encontró los pasos exactos" in text
    assert "pasos que siguen" not in text


def test_what_would_prohibit_is_told_without_a_way_too() -> None:
    text = spanish(answer(would_make_prohibited=[FactValue(fact="a", value="b", says=both("a is b"))]))
    assert "QUÉ HACER Cuidado: ningún paso sirve" in text


# What is unknown


def test_questions_tell_how_to_answer_them_in_the_file() -> None:
    unknown = Missing(
        deciding=[
            missing(),
            missing("contract.signed", values=["true", "false"]),
            missing("importer.country", values=[]),
        ],
        refining=[missing("data.kinds", values=["health"]), missing("exporter.annual_sales", values=[])],
    )
    text = spanish(answer(Outcome.UNDETERMINED, missing=unknown))
    assert (
        "1. consent.act? (es) Help consent.act. (es) En el archivo escriba consent.act: y uno de: "
        "- none: no consent (es) - click: a click (es)" in text
    )
    assert "En el archivo escriba contract.signed: true (sí) / false (no)" in text
    assert "En el archivo escriba importer.country: un país, por ejemplo CL" in text
    assert "4. data.kinds? (es) En el archivo escriba data.kinds: [...] con los que correspondan de: - health" in text
    assert "En el archivo escriba exporter.annual_sales: un monto, por ejemplo 350000 PEN" in text


def test_without_a_vocabulary_values_are_shown_as_written() -> None:
    text = flat(answer_text(answer(missing=Missing(deciding=[missing()])), "en"))
    assert "In the file write consent.act: and one of: - none - click" in text


def test_long_lists_of_values_are_cut_with_the_command_that_shows_the_rest() -> None:
    unknown = Missing(refining=[missing("data.kinds", values=[f"v{n}" for n in range(20)])])
    assert "(y 8 más: pa-dataflow rules facts data.kinds)" in spanish(answer(missing=unknown))


# Why


def test_closed_gates_come_before_unknown_and_open_ones() -> None:
    gates = [gate("open", "g.open", opened_by=[rule()]), gate("unknown", "g.unknown"), gate("unasked", "g.unasked"),
             gate("closed", "g.closed", could_open=[rule("co.ground")])]  # fmt: skip
    text = spanish(answer(laws=[law(gates=gates)]))
    marks = ["✗ g.closed? (es) No.", "? g.unknown? (es) No se sabe.", "✓ g.open? (es) Sí.",
             "Esta ley hace otra pregunta que aquí no se plantea."]  # fmt: skip
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_rules_come_with_citation_confidence_and_place() -> None:
    text = spanish(answer())
    assert (
        "Lo impide: says co.transfer.prohibition (es) Ley 1581, art. 26 [texto leído] "
        "co.transfer.prohibition · rules/colombia/transfer.yaml:12" in text
    )


def test_only_the_first_grounds_are_told() -> None:
    text = spanish(answer(laws=[law(gates=[gate(could_open=[rule(f"co.ground.{n}") for n in range(5)])])]))
    assert "co.ground.2" in text
    assert "co.ground.3" not in text
    assert "y 2 más: pa-dataflow explain ARCHIVO co.transfer_ground" in text


def test_laws_that_do_not_reach_the_transfer_are_named() -> None:
    assert "La ley de Perú no alcanza este envío." in spanish(full())
    assert "No se sabe si esta ley alcanza el envío." in spanish(full())


# Further sections


def test_duties_are_a_list_to_tick_off() -> None:
    duties = [duty("met", "co.met"), duty("outstanding", "co.later", before_transfer=False, who="both", to=both("SIC")),
              duty("outstanding", "co.proof", evidence=both("a form")), duty("possibly_due", "co.maybe"),
              duty("not_due", "co.never")]  # fmt: skip
    text = spanish(answer(laws=[law(duties=duties)]))
    marks = ["Ley de Colombia, antes del envío:", "[ ] Do co.proof (es) (pendiente). Prueba: a form (es).",
             "[?] Do co.maybe (es)", "[x] Do co.met (es) (cumplida).", "Ley de Colombia, con el envío y después:",
             "- Do co.later (es): before (es); quién: ambas empresas; ante: SIC (es) (Ley 1581, art. 26"]  # fmt: skip
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "co.never" not in text


def test_what_awaits_the_data_on_arrival_stands_apart() -> None:
    text = spanish(full())
    head = "Ley de Chile (es), para quien recibe los datos allí; esto no cambia la respuesta:"
    assert text.index("Ley de Colombia, con el envío") < text.index(head) < text.index("- Do cl.on_arrival (es) (Ley")


def test_fines_are_told_with_their_unit_and_what_they_are_for() -> None:
    text = spanish(full())
    assert "- Unlawful export (es): hasta 2000 SMMLV; 1\u00a0500\u00a0000 COP." in text
    assert "Por: co.transfer_ground? (es) · Do co.proof (es)" in text


def test_changes_tell_the_day_and_what_changes() -> None:
    text = spanish(full())
    assert (
        "- 1 de enero de 2027: la respuesta pasa de «todavía no» a «sí». co.transfer_ground? (es) De «no» a «sí»."
        in text
    )
    assert (
        "- 1 de junio de 2027: la respuesta sigue siendo «sí», pero: Obligación: Do co.proof (es). De «pendiente» a "
        "«no exigible»." in text
    )


def test_proposals_are_offered_and_told_when_applied() -> None:
    text = spanish(full())
    assert "Postponement (es) (Boletín 18.623-07; en trámite). One year later. (es)" in text
    assert "--with cl.postponement" in text
    assert "Proyectos aplicados: cl.postponement." in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_answer_ends_with_what_it_was_made_from(lang: Language) -> None:
    text = answer_text(answer(), lang)
    assert "2026.11.22" in text
    assert "abababababab" in text
    assert "cdcdcdcdcdcd" in text
    assert text.rstrip().endswith(answer().disclaimer(lang))


def test_without_a_known_last_day_the_rules_are_still_named() -> None:
    assert "Reglas: versión 2026.11.22, abababababab." in spanish(answer(law_known_through=None))


def test_the_same_answer_gives_the_same_text() -> None:
    assert answer_text(full(), "es") == answer_text(full(), "es")


def test_a_title_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in answer_text(answer(title="\x1b[2Jgone"))
