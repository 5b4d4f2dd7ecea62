"""Scalars get their type from the schema, exactly or not at all, and pydantic's complaints become problems."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    Tag,
    TypeAdapter,
    ValidationError,
)
from pydantic import field_validator as validates

from pa_dataflow.source.errors import Place, Problem
from pa_dataflow.source.messages import SENTENCES
from pa_dataflow.source.reader import read
from pa_dataflow.source.scalars import (
    Day,
    Exact,
    Flag,
    Name,
    ScalarError,
    Whole,
    parse_amount,
    parse_day,
    parse_flag,
    parse_name,
    parse_number,
    parse_whole,
    problems_of,
    typed,
)


def refusal(parse: Callable[[object], object], value: object) -> ScalarError:
    with pytest.raises(ScalarError) as caught:
        parse(value)
    return caught.value


def scalar(written: str) -> Any:
    return read(written, "shop.yaml")


# Flags


@pytest.mark.parametrize(("value", "flag"), [("true", True), ("false", False), (True, True), (False, False)])
def test_a_flag_is_true_or_false(value: object, flag: bool) -> None:
    assert parse_flag(value) is flag


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[(word, "true") for word in ("yes", "Yes", "on", "si", "sí", "Sí", "True", "TRUE", "y", "1", "ture")],
        *[(word, "false") for word in ("no", "NO", "off", "False", "n", "0", "fasle")],
        ("maybe", None),
        ("", None),
    ],
)
def test_nothing_else_is_a_flag_but_what_was_meant_is_suggested(written: str, meant: str | None) -> None:
    error = refusal(parse_flag, written)
    assert (error.code, error.suggestion) == ("not_a_flag", meant)


@pytest.mark.parametrize("written", ['"true"', "'false'", "|-\n  true"])
def test_a_quoted_flag_is_text(written: str) -> None:
    assert refusal(parse_flag, scalar(written)).code == "quoted_flag"


@pytest.mark.parametrize("value", [0, 1, 1.0, None, [], {}])
def test_no_number_is_a_flag(value: object) -> None:
    assert refusal(parse_flag, value).code == "not_a_flag"


# Numbers


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *[("4.6", "4.6"), ("1e3", "1000"), ("-2", "-2"), ("010", "10"), ("+.5", "0.5"), ("7.", "7"), ("-0", "0")],
        *[("4.60", "4.6"), ("1E-3", "0.001"), ("4.625", "4.625"), ("0.500", "0.5"), ("1234.500", "1234.5")],
        *[(3, "3"), (Decimal("4.60"), "4.6"), (0.1, "0.1"), (4.6, "4.6"), (1e21, "1000000000000000000000")],
        ("1234567890123456789.987654321", "1234567890123456789.987654321"),
    ],
)
def test_a_number_is_exact_and_looks_alike_however_written(value: object, number: str) -> None:
    assert str(parse_number(value)) == number


def test_a_quoted_number_is_a_number_if_the_schema_wants_one() -> None:
    assert parse_number(scalar("'4.6'")) == Decimal("4.6")


@pytest.mark.parametrize(
    "value",
    [
        *("", "x", "NaN", "nan", ".inf", "-Infinity", "0x1F", "1_0", "1e", "--1", "1 2", "٣", "²", "2%", " 1"),
        *(True, False, None, [], {}, float("nan"), float("inf"), Fraction(1, 3)),
        *(Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")),
    ],
)
def test_what_is_not_exactly_a_number_is_refused(value: object) -> None:
    assert refusal(parse_number, value).code == "not_a_number"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[("350 000", "350000"), ("350'000", "350000"), ("350_000", "350000"), ("1.234.567", "1234567")],
        *[("1,234,567", "1234567"), ("1,234.5", "1234.5"), ("1.234,50", "1234.50"), ("4,6", "4.6"), ("0,125", "0.125")],
        *[("1,23,4", None), ("1.234.567.8", None), ("1" * 80 + ",5", None)],
    ],
)
def test_separators_are_refused_with_the_number_that_was_meant(written: str, meant: str | None) -> None:
    error = refusal(parse_number, written)
    assert (error.code, error.suggestion) == ("not_a_number", meant)


@pytest.mark.parametrize(
    ("written", "small", "large"),
    [("1.500", "1.5", "1500"), ("350.000", "350", "350000"), ("1,125", "1.125", "1125"), ("-2,000", "-2", "-2000")],
)
def test_a_point_or_comma_that_may_separate_thousands_is_not_guessed_at(written: str, small: str, large: str) -> None:
    error = refusal(parse_number, written)
    assert (error.code, error.details["small"], error.details["large"]) == ("ambiguous_number", small, large)
    assert (parse_number(small), parse_number(large)) == (Decimal(small), Decimal(large))


@pytest.mark.parametrize(
    "value",
    ["1" * 29, "1e28", "1e-29", "1e999999999", "1e-999999999", "1e" + "9" * 40, "0e99", "1" * 10**6, 10**5000, 1e300],
    ids=lambda value: "a number",
)
def test_numbers_no_arithmetic_could_keep_exact_are_refused_at_once(value: object) -> None:
    assert refusal(parse_number, value).code == "number_too_long"


def test_28_digits_are_kept() -> None:
    assert parse_number("1e27") == 10**27
    assert parse_number("0." + "1" * 28) == Decimal("0." + "1" * 28)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_written_out_reads_as_itself(number: Decimal) -> None:
    parsed = parse_number(number)
    assert parsed == number
    assert str(parse_number(str(parsed))) == str(parsed)


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9).filter(
        lambda n: n == 0 or abs(n) > 1e-9
    )
)
def test_a_float_is_what_python_writes(number: float) -> None:
    assert parse_number(number) == Decimal(repr(number))


@pytest.mark.parametrize(("value", "whole"), [("7", 7), ("010", 10), ("1e3", 1000), ("3.0", 3), (5, 5), (2.0, 2)])
def test_a_whole_number_has_no_fraction(value: object, whole: int) -> None:
    number = parse_whole(value)
    assert number == whole
    assert type(number) is int


def test_other_numbers_are_not_whole() -> None:
    assert refusal(parse_whole, "3.5").code == "not_whole"
    assert refusal(parse_whole, True).code == "not_a_number"


# Days


def test_a_day_is_written_year_month_day() -> None:
    assert parse_day("2026-12-01") == date(2026, 12, 1)
    assert parse_day(scalar("'2024-02-29'")) == date(2024, 2, 29)
    assert parse_day(date(2026, 12, 1)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[("2026-12-1", "2026-12-01"), ("2026/12/01", "2026-12-01"), ("20261201", "2026-12-01")],
        *[("2026-12-01T10:00:00Z", "2026-12-01"), ("31/12/2026", "2026-12-31"), ("12/31/2026", "2026-12-31")],
        *[("1.1.2026", "2026-01-01"), ("01/12/2026", None), ("31/31/2026", None), ("2026-12", None), ("", None)],
        ("٢٠٢٦-12-01", None),
    ],
)
def test_other_notations_are_refused_and_suggested_if_they_mean_one_day(written: str, meant: str | None) -> None:
    error = refusal(parse_day, written)
    assert (error.code, error.suggestion) == ("not_a_date", meant)


@pytest.mark.parametrize("value", [datetime(2026, 12, 1), 20261201, 1.5, True, None, []])  # noqa: DTZ001
def test_other_values_are_not_days(value: object) -> None:
    assert refusal(parse_day, value).code == "not_a_date"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[("2026-02-30", "2026-02-28"), ("2024-02-30", "2024-02-29"), ("2026-04-31", "2026-04-30")],
        *[("2026-13-01", None), ("2026-00-10", None), ("0000-01-01", None), ("2026-04-32", None)],
    ],
)
def test_a_day_that_does_not_exist_is_told_from_a_wrong_notation(written: str, meant: str | None) -> None:
    error = refusal(parse_day, written)
    assert (error.code, error.suggestion) == ("impossible_date", meant)
    assert str(error).startswith(f"The day {written} does not exist.")


# Names


def test_a_name_is_an_ordinary_text_without_the_space_around_it() -> None:
    name = parse_name(scalar('"  Lima  "'))
    assert name == "Lima"
    assert type(name) is str
    assert type(parse_name(scalar("Lima"))) is str


@pytest.mark.parametrize(
    ("value", "code"), [("", "empty_text"), (" \n", "empty_text"), (5, "not_text"), ([], "not_text")]
)
def test_nothing_and_other_things_are_no_names(value: object, code: str) -> None:
    assert refusal(parse_name, value).code == code


# Amounts


@pytest.mark.parametrize(
    ("written", "amount"),
    [("350000 PEN", "350000"), ("0.50 CLF", "0.5"), ("1.1250 CLF", "1.125"), ("1e6 COP", "1000000"), ("5  MXN", "5")],
)
def test_an_amount_is_a_number_and_its_currency(written: str, amount: str) -> None:
    number, currency = parse_amount(scalar(written))
    assert str(number) == amount
    assert (currency, type(currency)) == (written[-3:], str)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[("PEN 350000", "350000 PEN"), ("350000 pen", "350000 PEN"), ("350000PEN", "350000 PEN")],
        *[("350 000 PEN", "350000 PEN"), ("1.234.567 CLP", "1234567 CLP"), ("COP 1,234.5", "1234.5 COP")],
        *[("350000", None), ("350000 SOLES", None), ("S/ 350000", None), ("PEN", None), ("", None), ("x PEN", None)],
    ],
)
def test_other_amounts_are_refused_with_what_was_meant(written: str, meant: str | None) -> None:
    error = refusal(parse_amount, written)
    assert (error.code, error.suggestion) == ("not_an_amount", meant)


@pytest.mark.parametrize(
    ("written", "small", "large"),
    [
        ("1.125 CLP", "1.1250 CLP", "1125 CLP"),
        ("350.000 COP", "350 COP", "350000 COP"),
        ("1,500 PEN", "1.5 PEN", "1500 PEN"),
    ],
)
def test_money_with_three_decimals_may_be_thousands(written: str, small: str, large: str) -> None:
    error = refusal(parse_amount, written)
    assert (error.code, error.details["small"], error.details["large"]) == ("ambiguous_number", small, large)
    assert parse_amount(small)[0] * 1000 == parse_amount(large)[0]


@pytest.mark.parametrize("value", [350000, Decimal(1), None, True, ["350000", "PEN"]])
def test_an_amount_without_currency_is_none(value: object) -> None:
    assert refusal(parse_amount, value).code == "not_an_amount"


@pytest.mark.parametrize("parse", [parse_flag, parse_number, parse_whole, parse_day, parse_name, parse_amount])
@given(
    value=st.text()
    | st.from_regex(r"[-+0-9.,eE/ PENT]{1,12}", fullmatch=True)
    | st.integers()
    | st.floats()
    | st.none()
)
def test_any_value_is_parsed_or_refused_in_both_languages(parse: Callable[[object], object], value: object) -> None:
    try:
        parse(value)
    except ScalarError as error:
        problem = error.problem(Place("any.yaml", 1, 1))
    else:
        return
    assert problem.code in SENTENCES
    assert not problem.text("en").startswith(problem.code)
    assert not problem.text("es").startswith(problem.code)


def test_enormous_texts_are_refused_quickly_and_shown_shortened() -> None:
    for parse in (parse_flag, parse_number, parse_day, parse_amount):
        for part in (" ", "1 ", "a", "1,", "9"):
            error = refusal(parse, "1" + part * 500_000 + "x")
            assert len(str(error)) < 300


# The same as pydantic types


class Party(BaseModel):
    model_config = ConfigDict(extra="forbid")
    country: Name
    role: Literal["controller", "processor"]
    workers: Whole = 0


class Scenario(BaseModel):
    model_config = ConfigDict(extra="forbid")
    as_of: Day = date(2026, 1, 1)
    share: Exact = Decimal(0)
    habitual: Flag = False
    exporter: Party | None = None
    importers: list[Party] = []
    notes: dict[str, Name] = {}


def checked(kind: Any, text: str) -> list[Problem]:
    document = read(text, "shop.yaml")
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(document)
    return problems_of(caught.value, document, kind)


def only(kind: Any, text: str) -> Problem:
    (problem,) = checked(kind, text)
    return problem


def at(line: int, column: int) -> Place:
    return Place("shop.yaml", line, column)


def test_the_schema_types_what_was_read() -> None:
    scenario = Scenario.model_validate(
        read(
            "{as_of: 2026-12-01, share: 4.6, habitual: true, exporter: {country: NO, role: processor, workers: 3}}", "f"
        )
    )
    assert scenario.as_of == date(2026, 12, 1)
    assert scenario.share == Decimal("4.6")
    assert scenario.habitual is True
    assert scenario.exporter == Party(country="NO", role="processor", workers=3)
    assert type(scenario.exporter.country) is str


def test_the_types_take_python_values_and_json() -> None:
    scenario = Scenario(as_of=date(2026, 12, 1), share=Decimal("4.6"), habitual=True)
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario
    assert Scenario.model_validate({"share": 4.6}).share == Decimal("4.6")


@pytest.mark.parametrize(("key", "value"), [("share", True), ("habitual", 1), ("habitual", "yes"), ("as_of", 1)])
def test_the_types_take_nothing_that_only_resembles(key: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Scenario.model_validate({key: value})


def test_the_types_describe_themselves_to_editors() -> None:
    properties = Scenario.model_json_schema()["properties"]
    assert properties["habitual"]["type"] == "boolean"
    assert properties["as_of"]["format"] == "date"
    assert {"type": "number"} in properties["share"]["anyOf"]
    assert properties["notes"]["additionalProperties"] == {"type": "string", "minLength": 1}


def test_pydantic_itself_says_the_same_sentence() -> None:
    with pytest.raises(ValidationError, match="The day 2026-02-30 does not exist"):
        Scenario.model_validate({"as_of": "2026-02-30"})


def test_any_parser_makes_a_type_whose_code_survives() -> None:
    def refuse(value: object) -> str:
        raise ScalarError("brand_new", {"value": str(value)}, "y")

    problem = only(dict[str, Annotated[str, BeforeValidator(typed(refuse))]], "a: x")
    assert problem == Problem("brand_new", at(1, 4), {"value": "x"}, "y")


# Pydantic's complaints


def test_a_wrong_value_is_shown_with_its_own_code_where_it_stands() -> None:
    problem = only(Scenario, "as_of: 2026-12-01\nhabitual: yes")
    assert problem == Problem("not_a_flag", at(2, 11), {"value": "yes"}, "true")


def test_a_missing_key_is_shown_where_its_mapping_begins() -> None:
    problem = only(Scenario, "exporter:\n  country: PE")
    assert problem == Problem("missing_key", at(2, 3), {"key": "role"})


def test_an_unknown_key_is_shown_itself_with_the_known_one() -> None:
    problem = only(Scenario, "habitual: true\nas_off: 2026-12-01")
    assert problem == Problem("unknown_key", at(2, 1), {"key": "as_off"}, "as_of")


def test_unknown_keys_deep_down_get_their_own_suggestions() -> None:
    problem = only(Scenario, "importers:\n  - {country: PE, role: processor, worker: 3}")
    assert problem == Problem("unknown_key", at(2, 36), {"key": "worker"}, "workers")


def test_a_misspelt_key_is_not_reported_as_missing_too() -> None:
    problem = only(Scenario, "exporter: {county: PE, role: processor}")
    assert (problem.code, problem.suggestion) == ("unknown_key", "country")


def test_without_the_model_an_unknown_key_gets_no_suggestion() -> None:
    document = read("as_off: 2026-12-01", "shop.yaml")
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate(document)
    assert problems_of(caught.value, document) == [Problem("unknown_key", at(1, 1), {"key": "as_off"})]


def test_keys_are_known_by_their_written_names() -> None:
    class Aliased(BaseModel):
        model_config = ConfigDict(extra="forbid")
        from_day: Day = Field(date(2026, 1, 1), alias="from")
        before_day: Day = Field(date(2026, 1, 1), validation_alias="before")

    assert [problem.suggestion for problem in checked(Aliased, "{frm: 2026-12-01, befor: 2026-12-01}")] == [
        "from",
        "before",
    ]


def test_an_unknown_value_is_shown_with_those_allowed() -> None:
    problem = only(Scenario, "exporter: {country: PE, role: controler}")
    details = {"value": "controler", "allowed": "controller, processor"}
    assert problem == Problem("unknown_value", at(1, 31), details, "controller")


def test_an_enum_is_treated_like_a_list_of_values() -> None:
    class Role(Enum):
        CONTROLLER = "controller"
        PROCESSOR = "processor"

    problem = only(dict[str, Role], "role: procesor")
    assert (problem.code, problem.suggestion) == ("unknown_value", "processor")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("exporter: PE", "not_a_mapping"),
        ("exporter: [PE]", "not_a_mapping"),
        ("importers: PE", "not_a_list"),
        ("importers: {country: PE}", "not_a_list"),
        ("exporter: {country: [PE], role: processor}", "not_text"),
        ("exporter: {country: PE, role: [processor]}", "not_text"),
        ("notes: {a: ''}", "empty_text"),
        ("as_of: {year: 2026}", "not_a_date"),
        ("share: [1]", "not_a_number"),
        ("- a", "not_a_mapping"),
    ],
)
def test_the_wrong_kind_of_thing_is_told_in_our_words(text: str, code: str) -> None:
    problem = only(Scenario, text)
    assert problem.code == code
    assert problem.place is not None


def test_all_problems_come_in_the_order_of_their_places() -> None:
    found = checked(Scenario, "share: x\nimporters: [{country: PE}]\nas_of: 2026-02-30\nnotes: []")
    assert [problem.code for problem in found] == ["not_a_number", "missing_key", "impossible_date", "not_a_mapping"]


def test_limits_and_forms_are_told_in_our_words() -> None:
    class Limited(BaseModel):
        share: Annotated[Exact, Field(ge=0)] = Decimal(0)
        short: Annotated[list[Name], Field(min_length=1)] = ["a"]
        code: Annotated[Name, Field(pattern="^[a-z]+$")] = "a"
        odd: Name = "a"

        @validates("odd")
        @classmethod
        def refuse(cls, value: str) -> str:
            raise ValueError(f"{value} is odd.")

    found = checked(Limited, "{share: -1, short: [], code: A1, odd: x}")
    assert [problem.text() for problem in found] == [
        "-1 is out of range: it must be ≥ 0.",
        "The number of entries here must be ≥ 1, not 0.",
        '"A1" does not have the expected form (^[a-z]+$).',
        '"x" is not valid here: x is odd.',
    ]


def test_a_wrong_key_of_a_dictionary_is_shown_itself() -> None:
    problem = only(dict[Day, Name], "2026-01-01: a\n2026-02-30: b")
    assert (problem.code, problem.place) == ("impossible_date", at(2, 1))


def test_python_values_have_problems_without_places() -> None:
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate({"habitual": "yes"})
    assert problems_of(caught.value, {"habitual": "yes"}, Scenario) == [
        Problem("not_a_flag", None, {"value": "yes"}, "true")
    ]


# Unions speak with one voice


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class All(Strict):
    all: list[Condition]


class Negated(Strict):
    not_: Condition = Field(alias="not")


class Compared(Strict):
    fact: Name
    at_least: Exact


Condition = All | Negated | Compared | Literal["always"]
for model in (All, Negated):
    model.model_rebuild(_types_namespace={"Condition": Condition})


def test_the_closest_member_of_a_union_complains_alone() -> None:
    assert only(Condition, "fact: x\nat_least: many").code == "not_a_number"
    assert only(Condition, "fact: x").details == {"key": "at_least"}
    assert only(Condition, "alwais").suggestion == "always"
    assert only(Condition, "al: []").suggestion == "all"


def test_the_closest_member_is_found_at_every_depth() -> None:
    found = checked(
        Condition,
        "all:\n"
        "  - not: {fact: x, at_least: many}\n"
        "  - all: [{fact: x, at_leats: 1}, {not: {fakt: x, at_least: 2}}]\n"
        "  - []",
    )
    assert [(problem.code, problem.suggestion, problem.place) for problem in found] == [
        ("not_a_number", None, at(2, 30)),
        ("unknown_key", "at_least", at(3, 21)),
        ("unknown_key", "fact", at(3, 42)),
        ("not_a_mapping", None, at(4, 5)),
    ]


def test_a_choice_of_scalars_complains_with_the_helpful_one() -> None:
    assert only(dict[str, Flag | Literal["unknown"] | list[Name]], "a: yes").code == "not_a_flag"
    assert only(dict[str, Flag | Literal["unknown"] | list[Name]], "a: unknwon").suggestion == "unknown"
    assert only(dict[str, Flag | Literal["unknown"] | list[Name]], "a: ['']").code == "empty_text"


class Opens(Strict):
    kind: Literal["opens"]
    gate: Name


class Closes(Strict):
    kind: Literal["closes"]
    gat: Name = "x"
    closes: Name = "x"


Effect = Annotated[Opens | Closes, Field(discriminator="kind")]


def test_a_tagged_union_complains_as_the_member_that_was_named() -> None:
    assert only(list[Effect], "- {kind: opens, gat: x}").suggestion == "gate"
    assert only(list[Effect], "- {kind: opens}") == Problem("missing_key", at(1, 3), {"key": "gate"})
    assert only(list[Effect], "- {kind: closes, closes: ''}") == Problem("empty_text", at(1, 26))


def test_a_tag_may_be_unknown_or_missing() -> None:
    details = {"value": "open", "allowed": "opens, closes"}
    assert only(list[Effect], "- {kind: open, gate: x}") == Problem("unknown_value", at(1, 10), details, "opens")
    assert only(list[Effect], "- {gate: x}") == Problem("missing_key", at(1, 3), {"key": "kind"})


def first_key(value: Any) -> str | None:
    return next(iter(value), None) if isinstance(value, dict) else None


class ByKey(RootModel[Any]):
    root: Annotated[
        Annotated[All, Tag("all")] | Annotated[Compared, Tag("fact")],
        Discriminator(first_key),
    ]


def test_a_tag_that_is_also_a_key_does_not_lead_astray() -> None:
    assert only(list[ByKey], "- {all: [], extra: 1}").place == at(1, 13)
    assert only(list[ByKey], "- {fact: x, at_leat: 1}").suggestion == "at_least"
    assert only(list[ByKey], "- {all: [], at_leat: 1}").suggestion is None
    assert only(list[ByKey], "- {all: [{fact: x}]}") == Problem("missing_key", at(1, 10), {"key": "at_least"})


@pytest.mark.skipif(sys.version_info < (3, 12), reason="`type` statements came with Python 3.12")
def test_type_statements_are_seen_through() -> None:
    names: dict[str, Any] = {"Party": Party}
    exec("type Parties = list[Party]", names)
    assert only(names["Parties"], "- {country: PE, role: processor, worker: 3}").suggestion == "workers"
