"""Answers as Markdown: lists, tables and links, with the words and in the order of the text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from made_answers import answer, cited, duty, full, gate, law, missing, path, rule, ruleset
from parsed import PARSER, shown

from pa_dataflow.assessment.models import Assessment, Missing, Outcome
from pa_dataflow.report.layout import Text
from pa_dataflow.report.markdown import MarkdownPage
from pa_dataflow.report.text import answer_text, write_answer
from pa_dataflow.vocabulary.words import Language

LANGUAGES: tuple[Language, ...] = ("en", "es")


def markdown(assessment: Assessment, lang: Language = "en", **more: Any) -> str:
    page = MarkdownPage()
    write_answer(page, assessment, lang, ruleset=ruleset(), **more)
    return str(page)


def written(*texts: tuple[Text, dict[str, Any]]) -> str:
    page = MarkdownPage()
    for text, how in texts:
        page.text(text, **how)
    return str(page)


# Layout


def test_what_hangs_under_an_item_becomes_part_of_it() -> None:
    text = written(("Do.", {"indent": 2, "mark": "1. ", "style": "bold", "todo": True}), ("How.", {"indent": 5}),
                   ("no stop", {"indent": 5}), ("Next", {"indent": 5}), ("Other.", {"indent": 2}))  # fmt: skip
    assert text == "1. [ ] **Do.** How. no stop · Next\n\nOther.\n"


def test_lists_in_lists_are_indented_under_the_text_of_their_item() -> None:
    text = written(("a", {"mark": "10. "}), ("b", {"indent": 6, "mark": "- "}), ("c", {"indent": 8, "mark": "- "}),
                   ("d", {"indent": 6, "mark": "- "}), ("e", {"mark": "11. "}))  # fmt: skip
    assert text == "10. a\n    - b\n      - c\n    - d\n11. e\n"


def test_text_that_comes_back_to_an_outer_item_is_an_item_under_it() -> None:
    text = written(("a", {"mark": "- "}), ("b", {"indent": 2, "mark": "- "}), ("c", {"indent": 2}))
    assert text == "- a\n  - b\n  - c\n"


def test_what_a_list_leaves_out_is_its_last_item() -> None:
    page = MarkdownPage()
    page.items(["a", "b"], indent=2)
    page.more("and 3 more.", indent=4)
    page.heading("NEXT")
    page.more("Alone.", indent=4)
    assert str(page) == "- a\n- b\n- and 3 more.\n\n### Next\n\nAlone.\n"


@pytest.mark.parametrize(
    ("mark", "expected"),
    [("- ", "- a"), ("✗ ", "- ✗ a"), ("[ ] ", "- [ ] a"), ("[?] ", "- [ ] a"), ("[x] ", "- [x] a"), ("3. ", "3. a")],
)
def test_marks_become_bullets(mark: str, expected: str) -> None:
    assert written(("a", {"mark": mark})) == f"{expected}\n"


def test_a_line_between_parts_makes_no_heading_of_what_stands_before() -> None:
    page = MarkdownPage()
    page.rule()
    page.text("after")
    kinds, letters = shown(PARSER.parse(f"before\n{page}"))
    assert "hr" in kinds
    assert not any(kind.startswith("heading") for kind in kinds)
    assert letters == "beforeafter"


# The answer


@pytest.mark.parametrize(("outcome", "begins"), [
    (Outcome.PERMITTED, "## ✓ Sí. El 1 de diciembre de 2026 puede enviar estos datos de Colombia a Chile."),
    (Outcome.PROHIBITED, "## ✗ No. El 1 de diciembre de 2026 la ley no permite enviar estos datos"),
])  # fmt: skip
def test_the_answer_is_the_heading(outcome: Outcome, begins: str) -> None:
    assert markdown(answer(outcome), "es").split("\n")[2].startswith(begins)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_has_the_sections_of_the_text_in_the_same_order(lang: Language) -> None:
    text = answer_text(full(), lang, ruleset=ruleset()).split("\n")
    heads = [line for line in text if line.isupper() and "✗" not in line]
    assert re.findall(r"^### (.*)$", markdown(full(), lang), re.MULTILINE) == [head.capitalize() for head in heads]
    assert len(heads) == 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_says_whatever_the_text_says(lang: Language) -> None:
    def words(text: str) -> set[str]:
        return set(re.findall(r"\w+", text.lower()))

    read = "".join(shown(PARSER.parse(markdown(full(long=False), lang)))[1])
    missed = words(answer_text(full(long=False), lang, ruleset=ruleset())) - words(read)
    assert {word for word in missed if not any(word in other for other in words(read))} <= {"x"}  # [x] is a box


def test_steps_conditions_and_duties_are_to_be_ticked_off() -> None:
    text = markdown(full())
    assert "1. [ ] Keep proof (en).\n2. [ ] Settle this point of law: Which rules? (en).\n" in text
    assert "1. [ ] **Do sign_contract (en).** How sign_contract. (en)" in text
    met, open_ = duty("met", "co.met"), duty("outstanding", "co.open")
    text = markdown(answer(laws=[law(duties=[met, open_])]))
    assert text.index("- [ ] Do co.open (en) (outstanding).") < text.index("- [x] Do co.met (en) (met).")


def test_questions_are_numbered_with_their_values_below() -> None:
    text = markdown(answer(Outcome.UNDETERMINED, missing=Missing(deciding=[missing()])))
    assert (
        "1. **consent.act? (en)** · Help consent.act. (en) · In the file write consent.act: and one of:\n"
        "   - none: no consent (en)\n   - click: a click (en)\n" in text
    )


def test_gates_stand_in_a_table_with_their_rules_and_links_to_the_law() -> None:
    never = gate("closed", could_open=[rule("co.ground", cite=[cited(url="https://x.org"), cited(url=None)])] * 5,
                 curable=False)  # fmt: skip
    text = markdown(answer(laws=[law(gates=[gate("open", "co.base", opened_by=[rule("co.b")]), never])]))
    source = f"[Ley 1581, art. 26]({cited().url}) [text read]"
    sources = "[Ley 1581, art. 26](https://x.org) [text read]; Ley 1581, art. 26 [text read]"
    assert text[text.index("| Question") : text.index("\n\nLaw known")].split("\n") == [
        "| Question | Answer | Rule | Source |",
        "| --- | --- | --- | --- |",
        "| co.transfer_ground? (en) | ✗ No | In the way: says co.transfer.prohibition (en) | "
        f"{source} · `co.transfer.prohibition` · `rules/colombia/transfer.yaml:12` |",
        "|  |  | Nothing that can be done today opens this. | – |",
        *[f"|  |  | Would allow it: says co.ground (en) | {sources} |"] * 3,
        "|  |  | and 2 more: pa-dataflow explain FILE co.transfer_ground | – |",
        "| co.base? (en) | ✓ Yes | Allowed by: says co.b (en) | "
        f"{source} · `co.b` · `rules/colombia/transfer.yaml:12` |",
    ]


def test_a_gate_without_rules_still_has_its_row() -> None:
    text = markdown(answer(laws=[law(gates=[gate("open", "co.base")])]))
    assert "| co.base? (en) | ✓ Yes |  | – |" in text


def test_what_changes_on_a_day_is_a_list_under_the_day() -> None:
    assert (
        '- 1 January 2027: the answer changes from "not yet" to "yes".\n'
        '  - co.transfer_ground? (en) From "no" to "yes".\n  - Rules: co.ground\n' in markdown(full(long=False))
    )


def test_standing_lines_come_last() -> None:
    text = markdown(answer(paths=[path()]))
    assert text.endswith(
        "Law known up to 22 November 2026. Rules: version 2026.11.22, abababababab.\n\nNo proposals applied.\n\n"
        "Receipt: transfer cdcdcdcdcdcd, answer efefefefefef, program 0.1.0.\n\nThis is no legal advice.\n"
    )


def test_a_title_is_shown_as_it_is_written() -> None:
    title = "# <b>Orders</b> | *all* [here](https://x.org)\n\n- \x1b[2Jgone"
    tokens = PARSER.parse(markdown(answer(title=title), file="a_b.yaml"))
    assert tokens[1].content.startswith("\\# ")
    assert shown(tokens[:3]) == (
        ["paragraph_open", "paragraph_close"],
        "# <b>Orders</b> | *all* [here](https://x.org) - \\x1b[2Jgone · a_b.yaml",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_is_whole_and_free_of_white_space_at_its_end(lang: Language) -> None:
    lines = markdown(full(), lang).split("\n")
    assert [line for line in lines if line != line.rstrip()] == []
    kinds, _ = shown(PARSER.parse("\n".join(lines)))
    assert not {"softbreak", "hardbreak", "html_block", "html_inline", "code_block"} & set(kinds)
