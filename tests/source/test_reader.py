"""The YAML reader: everything stays text, everything has its place, and nothing odd gets through."""

from __future__ import annotations

import copy
import io
import pickle
import string
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_dataflow.source import reader
from pa_dataflow.source.errors import InputError, Place, Problem, RulebookError
from pa_dataflow.source.messages import SENTENCES, Lang, sentence
from pa_dataflow.source.reader import Mapping, Sequence, Text, locate, place_of, read, read_file

SCENARIO = """\
# A shop in Lima
as_of: 2026-12-01
exporter: {country: PE, role: controller, workers: 3}
data:
  categories: [name, "phone"]
  note: |
    two
    lines
importer:
  - country: NO
"""


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything here holds for both parsers, since a machine may lack libyaml."""
    if request.param == "python":
        monkeypatch.setattr(reader, "_new_parser", reader._PythonParser)
    elif reader._new_parser is reader._PythonParser:
        pytest.skip("PyYAML was built without libyaml")


def document(text: bytes | str) -> Any:
    return read(text, "shop.yaml")


def problems(text: bytes | str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(text, "shop.yaml")
    return caught.value.problems


def only_problem(text: bytes | str) -> Problem:
    (problem,) = problems(text)
    return problem


def at(line: int, column: int) -> Place:
    return Place("shop.yaml", line, column)


# What is read


@pytest.mark.parametrize(
    "written", ["NO", "ON", "yes", "010", "1e3", "12:30", "2026-12-01", "true", "null", "~", "4.6", "=", "0x1F", ".nan"]
)
def test_every_plain_scalar_stays_text(written: str) -> None:
    value = document(f"key: {written}")["key"]
    assert type(value) is Text
    assert value == written
    assert not value.quoted


def test_norway_stays_text_in_a_list() -> None:
    assert document("of: [SE, NO, DK]") == {"of": ["SE", "NO", "DK"]}


def test_a_key_named_on_stays_text() -> None:
    assert list(document("on: 1\n12:30: 2\nyes: 3")) == ["on", "12:30", "yes"]


def test_nothing_after_a_key_is_the_empty_text() -> None:
    assert document("a:\nb: 1") == {"a": "", "b": "1"}


@pytest.mark.parametrize("written", ["'true'", '"true"', "|-\n  true", ">-\n  true"])
def test_quotes_and_block_style_are_remembered(written: str) -> None:
    value = document(f"key: {written}")["key"]
    assert value == "true"
    assert value.quoted


def test_a_quoted_empty_text_is_a_document() -> None:
    assert document("''") == ""


def test_collections_are_dicts_and_lists() -> None:
    shop = document(SCENARIO)
    assert shop == {
        "as_of": "2026-12-01",
        "exporter": {"country": "PE", "role": "controller", "workers": "3"},
        "data": {"categories": ["name", "phone"], "note": "two\nlines\n"},
        "importer": [{"country": "NO"}],
    }
    assert type(shop) is Mapping
    assert type(shop["importer"]) is Sequence
    assert list(shop) == ["as_of", "exporter", "data", "importer"]


def test_a_byte_order_mark_is_accepted_and_counts_for_no_column() -> None:
    for text in (b"\xef\xbb\xbfa: 1", "\ufeffa: 1"):
        assert next(iter(document(text))).place == at(1, 1)


def test_windows_line_ends_are_accepted() -> None:
    shop = document(SCENARIO.replace("\n", "\r\n"))
    assert shop == document(SCENARIO)
    assert shop["importer"].place == document(SCENARIO)["importer"].place


def test_bytes_and_text_read_the_same() -> None:
    assert document(SCENARIO.encode()) == document(SCENARIO)


def test_40_levels_are_read() -> None:
    value = document("[" * 40 + "]" * 40)
    for _ in range(39):
        (value,) = value
    assert value == []


def test_the_quoted_merge_sign_is_an_ordinary_key() -> None:
    assert document("'<<': a") == {"<<": "a"}


# Where it stands


def test_values_keys_and_collections_know_their_places() -> None:
    shop = document(SCENARIO)
    assert shop.place == at(2, 1)
    assert shop["as_of"].place == at(2, 8)
    assert shop["exporter"].place == at(3, 11)
    assert shop["exporter"]["role"].place == at(3, 31)
    assert shop["data"]["categories"][1].place == at(5, 22)
    assert shop["importer"][0].place == at(10, 5)
    assert [key.place for key in shop["data"]] == [at(5, 3), at(6, 3)]


def test_columns_count_characters_rather_than_bytes() -> None:
    assert document("¿qué?: [🦙, x]")["¿qué?"][1].place == at(1, 12)


def test_only_what_was_read_has_a_place() -> None:
    assert place_of(document("a")) == at(1, 1)
    assert place_of("a") is None


def test_places_survive_copying_and_pickling() -> None:
    shop = document(SCENARIO)
    for twin in (pickle.loads(pickle.dumps(shop)), copy.deepcopy(shop)):
        assert twin == shop
        assert twin["importer"].place == at(10, 3)
        assert twin["data"]["categories"][1].place == at(5, 22)
        assert twin["data"]["categories"][1].quoted


def test_locate_finds_the_value_at_a_path() -> None:
    assert locate(document(SCENARIO), ("importer", 0, "country")) == at(10, 14)


def test_locate_finds_the_key_when_asked() -> None:
    shop = document(SCENARIO)
    assert locate(shop, ("exporter", "role"), key=True) == at(3, 25)
    assert locate(shop, ("exporter", "role", "[key]")) == at(3, 25)


def test_locate_gives_the_mapping_a_key_is_missing_from() -> None:
    assert locate(document(SCENARIO), ("exporter", "sector")) == at(3, 11)


def test_locate_goes_as_deep_as_it_can() -> None:
    shop = document(SCENARIO)
    assert locate(shop, ("importer", 7, "country")) == at(10, 3)
    assert locate(shop, ("as_of", "date")) == at(2, 8)
    assert locate(shop, ()) == at(2, 1)


def test_locate_passes_over_names_of_union_members() -> None:
    assert locate(document(SCENARIO), ("importer", "list[Party]", 0, "Party", "country")) == at(10, 14)


def test_locate_goes_through_plain_python_around_documents() -> None:
    assert locate({"files": [document("a: b")]}, ("files", 0, "a")) == at(1, 4)
    assert locate({"a": "b"}, ("a",)) is None


# What is refused


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "empty_document", (1, 1)),
        ("# nothing\n", "empty_document", (1, 1)),
        ("---\n...\n", "empty_document", (1, 1)),
        ("a\n---\nb", "second_document", (2, 1)),
        ("a: &x 1", "anchor", (1, 4)),
        ("a: &x [1]", "anchor", (1, 4)),
        ("a: *x", "alias", (1, 4)),
        ("*x : a", "alias", (1, 1)),
        ("a: !!str 1", "tag", (1, 4)),
        ("a: !x {b: c}", "tag", (1, 4)),
        ("a: ! b", "tag", (1, 4)),
        ("<<: {a: b}", "merge_key", (1, 1)),
        ("? [a, b]\n: c", "key_not_text", (1, 3)),
        ("{{a: b}: c}", "key_not_text", (1, 2)),
        ("a: [", "syntax", (1, 4)),
        ("a:\n\tb: c", "syntax", (2, 1)),
        ("a: b: c", "syntax", (1, 5)),
        ("b: 'x\nc: d\n", "syntax", (1, 4)),
        ("a: 1\nb\nc: 2", "syntax", (2, 1)),
        ('"\\uD800"', "syntax", None),
        ('"\\UFFFFFFFF"', "syntax", None),
        ("%YAML 1." + "9" * 5000 + "\n---\na", "syntax", None),
        ("a: b\x07", "control_character", (1, 5)),
        ("a: b\n\ufeffc: d", "control_character", (2, 1)),
        (b"a: b\n\xe9\xff", "not_utf8", (2, 1)),
        ("a: b\n", None, None),
        ("a: é\ud800", "not_utf8", (1, 5)),
        ("a: b\nc\0", "not_utf8", (2, 2)),
        ("a: b".encode("utf-16"), "not_utf8", (1, 1)),
        ("a: b".encode("utf-16-le"), "not_utf8", (1, 2)),
    ],
)
def test_what_must_not_be_in_a_document_is_refused_at_its_place(
    text: bytes | str, code: str | None, place: tuple[int, int] | None
) -> None:
    if code is None:
        assert document(text)
        return
    problem = only_problem(text)
    assert problem.code == code
    assert place is None or problem.place == at(*place)


def test_a_file_may_have_one_mebibyte_and_no_more() -> None:
    full = b"a: b" + b" " * (1024 * 1024 - 4)
    assert document(full) == {"a": "b"}
    assert only_problem(full + b" ").code == "file_too_large"


def test_the_size_of_a_text_is_that_of_its_bytes() -> None:
    assert only_problem("é" * (512 * 1024) + "a").code == "file_too_large"


def test_all_repeated_keys_are_reported_with_their_first_places() -> None:
    first, second, third = problems("a: 1\nb: {c: 1, c: 2}\na: 2\na: 3")
    assert [first.code, second.code, third.code] == ["duplicate_key"] * 3
    assert (first.place, first.also) == (at(2, 11), at(2, 5))
    assert (second.place, second.also) == (at(3, 1), at(1, 1))
    assert (third.place, third.also) == (at(4, 1), at(1, 1))
    assert str(second) == 'shop.yaml:3:1: The key "a" is repeated (first written at shop.yaml:1:1).'


def test_keys_are_repeated_even_if_one_is_quoted() -> None:
    assert only_problem("a: 1\n'a': 2").code == "duplicate_key"


def test_the_same_key_in_two_mappings_is_no_repetition() -> None:
    assert document("[{a: 1}, {a: 2}]") == [{"a": "1"}, {"a": "2"}]


def test_refused_keys_do_not_count_as_repeated() -> None:
    assert [problem.code for problem in problems("{[]: 1, {}: 2, *x : 3, '': 4}")] == [
        "key_not_text",
        "key_not_text",
        "alias",
    ]


def test_problems_are_collected_up_to_the_first_syntax_error() -> None:
    found = problems("a: &x 1\nb: !y 2\n<<: 3\nc: d: e\nf: &z 1")
    assert [problem.code for problem in found] == ["anchor", "tag", "merge_key", "syntax"]


def test_reading_stops_after_100_problems() -> None:
    found = problems("".join(f"k{number}: &x 1\n" for number in range(1000)))
    assert len(found) == 101
    assert found[-1].code == "too_many_problems"


def test_the_41st_level_is_refused_at_its_place() -> None:
    problem = only_problem("[" * 41 + "]" * 41)
    assert (problem.code, problem.place) == ("too_deep", at(1, 41))


@pytest.mark.parametrize("opening", ["[", "[\n", "- ", "{a: ", "[a, "])
def test_fifty_thousand_openings_are_too_deep_and_nothing_worse(opening: str) -> None:
    assert only_problem(opening * 50_000).code == "too_deep"


@pytest.mark.parametrize("opening", ["{", "{\n", "? ", "- ? "])
def test_a_mapping_as_a_key_is_reported_once_however_deep_it_goes(opening: str) -> None:
    codes = [problem.code for problem in problems(opening * 50_000)]
    assert codes in (["key_not_text", "too_deep"], ["too_deep"])


def test_a_bracket_left_open_is_shown_where_it_opens() -> None:
    problem = only_problem("a: 1\nb: {c: [d, e\n# the end\n")
    assert (problem.code, problem.place) == ("syntax", at(2, 8))
    assert "never closed" in problem.text("en")
    assert "no se cierra" in problem.text("es")


def test_an_unfinished_list_names_the_line_it_begins_on() -> None:
    assert "line 2" in only_problem("a: b\nc: [d,\n  e\nf: g\n").text("en")


def test_a_tab_is_called_a_tab() -> None:
    assert "tab" in only_problem("a:\n\tb: 1").text("en")
    assert "tabulación" in only_problem("a:\n\tb: 1").text("es")


def test_the_caller_chooses_the_error() -> None:
    with pytest.raises(RulebookError):
        read("", "rules.yaml", error=RulebookError)


# Files


def test_a_file_is_read_under_its_path_or_a_name_of_choice(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    assert place_of(read_file(path)) == Place(str(path), 2, 1)
    assert place_of(read_file(path, "shown.yaml")) == Place("shown.yaml", 2, 1)


@pytest.mark.parametrize(
    ("name", "why", "porque"),
    [("missing.yaml", "no such file", "no existe"), (".", "folder", "carpeta"), ("a\0b", "null byte", "null byte")],
)
def test_what_is_no_readable_file_is_an_input_error(tmp_path: Path, name: str, why: str, porque: str) -> None:
    with pytest.raises(RulebookError) as caught:
        read_file(tmp_path / name, "x.yaml", error=RulebookError)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("unreadable", Place("x.yaml", 1, 1))
    assert why in problem.text("en")
    assert porque in problem.text("es")


def test_no_more_of_an_endless_file_is_read_than_needed() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size in range(2 * 1024 * 1024)
            return b"a" * (size or 0)

    with pytest.raises(InputError) as caught:
        read_file(cast("Path", SimpleNamespace(open=lambda mode: Endless())), "endless.yaml")
    assert caught.value.problems[0].code == "file_too_large"


# Any input whatsoever


def is_read_or_refused(text: bytes | str) -> None:
    try:
        found = place_of(read(text, "any.yaml"))
        refused: tuple[Problem, ...] = ()
    except InputError as refusal:
        found, refused = None, refusal.problems
    assert bool(found) != bool(refused)
    for problem in refused:
        assert problem.place is not None
        assert min(problem.place.line, problem.place.column) > 0
        assert problem.code in SENTENCES
        assert problem.text("en").isprintable()
        assert problem.text("es").isprintable()


HARD_PARTS = (
    *"\"'[]{},#|>@`%\t\r\n\0\x07\x85\u2028\ufeff\\",
    *(": ", "- ", "? ", "&a ", "*a ", "!t ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "\\x", "\\ud800", "|9\n"),
)


@st.composite
def damaged(draw: Callable[..., Any]) -> bytes:
    text: str = SCENARIO
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 8)))
        text = text[:start] + draw(st.sampled_from(HARD_PARTS)) + text[end:]
    raw = text.encode()
    cut = draw(st.integers(0, len(raw)))
    stray: bytes = draw(st.binary(max_size=2))
    return raw[:cut] + stray + raw[cut:]


@given(st.binary())
def test_any_bytes_are_read_or_refused(text: bytes) -> None:
    is_read_or_refused(text)


@given(st.text(st.characters()) | st.lists(st.sampled_from(HARD_PARTS) | st.text(max_size=3)).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    is_read_or_refused(text)


@given(damaged())
def test_any_damage_to_a_document_is_read_or_refused(text: bytes) -> None:
    is_read_or_refused(text)


# What people read


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_every_code_has_a_sentence_in_both_languages_that_says_the_same(code: str) -> None:
    texts = SENTENCES[code]
    assert set(texts) == {"en", "es"}
    assert all(text.endswith(".") for text in texts.values())
    as_english = {{"problema": "problem"}.get(name, name) for name in fields(texts["es"])}
    assert as_english == fields(texts["en"])


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", 'The key "rol" is not known here. Did you mean "role"?'),
        ("es", "Aquí no se conoce la clave «rol». ¿Quiso decir «role»?"),
    ],
)
def test_a_suggestion_follows_the_sentence(lang: Lang, expected: str) -> None:
    assert sentence(Problem("unknown_key", None, {"key": "rol"}, "role"), lang) == expected


def test_the_second_place_follows_the_sentence() -> None:
    problem = Problem("duplicate_key", at(3, 1), {"key": "a"}, also=at(1, 1))
    assert sentence(problem, "es") == "La clave «a» está repetida (aparece por primera vez en shop.yaml:1:1)."


def test_a_code_without_sentence_is_shown_with_its_details() -> None:
    assert sentence(Problem("brand_new", None, {"rule": "x"}, "y")) == 'brand_new, rule: x. Did you mean "y"?'


def test_missing_details_do_not_hide_a_problem() -> None:
    assert sentence(Problem("unknown_key", None, {"k": "x"})) == "unknown_key, k: x."


def test_an_unknown_language_gets_english() -> None:
    assert sentence(Problem("merge_key"), "fr") == SENTENCES["merge_key"]["en"]


def test_what_people_wrote_cannot_upset_a_terminal() -> None:
    problem = only_problem('"\\e[2J": 1\n"\\e[2J": 2')
    assert problem.details["key"].isprintable()
    assert sentence(Problem("unknown_key", None, {"key": "\x1b[2J"}, "\x1b[2J")).isprintable()
