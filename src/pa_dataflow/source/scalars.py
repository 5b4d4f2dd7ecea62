"""Types for what a scalar may say (flag, number, day, amount, name), and the problems of a pydantic validation."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, TypeGuard, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, Field, RootModel, Tag, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from pa_dataflow.source.errors import PaDataflowError, Place, Problem, closest
from pa_dataflow.source.messages import SENTENCES, excerpt, pydantic_complaint
from pa_dataflow.source.reader import Text, leads_on, locate

MOST_DIGITS = 28  # what decimal arithmetic keeps exactly without being told to

T = TypeVar("T")

_TRUE = {"true", "yes", "y", "on", "si", "sí", "s", "verdadero", "cierto", "1"}
_FALSE = {"false", "no", "n", "off", "falso", "0"}
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_ONE_GROUP = re.compile(r"([-+]?[1-9]\d{0,2})([.,])(\d{3})", re.ASCII)
_GROUPS = re.compile(r"([-+]?[1-9]\d{0,2}([.,_ '\u2019\u00a0\u202f])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]|)(\d\d?)\2(\d\d?)(?:[T ].*)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_AMOUNT = re.compile(r"(\S(?:.*\S)?)[ \t]+([A-Z]{3})", re.ASCII)
_ANY_ORDER = re.compile(r"([A-Za-z]{3})\s*([-+\d].*)|([-+]?\d.*?)\s*([A-Za-z]{3})", re.ASCII)
_LONGEST_MEANT = 60  # a longer text gets no suggestion


class ScalarError(PaDataflowError):
    """A value is not what its type asks for; ``code``, ``details`` and ``suggestion`` are those of a ``Problem``."""

    def __init__(self, code: str, details: dict[str, str] | None = None, suggestion: str | None = None) -> None:
        self.code = code
        self.details = details or {}
        self.suggestion = suggestion
        super().__init__(str(self.problem()))

    def problem(self, place: Place | None = None) -> Problem:
        """The same as a ``Problem`` at a place."""
        return Problem(self.code, place, self.details, self.suggestion)


def parse_flag(value: object) -> bool:
    """Reads plain ``true`` or ``false``, or takes a bool.

    Raises ``ScalarError`` ``not_a_flag``, or ``quoted_flag`` for ``"true"`` in the quotes of a file.
    """
    if isinstance(value, bool):
        return value
    suggestion = None
    if isinstance(value, str):
        if value in ("true", "false"):
            if isinstance(value, Text) and value.quoted:
                raise ScalarError("quoted_flag", {"value": str(value)})
            return value == "true"
        word = value.casefold()
        suggestion = "true" if word in _TRUE else "false" if word in _FALSE else closest(word, ("true", "false"))
    raise ScalarError("not_a_flag", {"value": excerpt(value)}, suggestion)


def parse_number(value: object) -> Decimal:
    """Reads a decimal number exactly, from text, int, Decimal or a float as Python writes it.

    The result has neither exponent nor closing zeros, so equal numbers look alike. Raises ``ScalarError``
    ``not_a_number``, ``number_too_long`` or, where a point may separate thousands as in ``1.500``,
    ``ambiguous_number``.
    """
    number: Decimal | None = None
    suggestion = None
    if isinstance(value, str):
        _refuse_lone_group(value)
        if _NUMBER.fullmatch(value):
            try:
                number = Decimal(value)
            except InvalidOperation:  # the exponent is beyond even Decimal
                raise _too_long(value) from None
        else:
            suggestion = _number_meant(value)
    elif isinstance(value, Decimal):
        number = value
    elif isinstance(value, int) and not isinstance(value, bool):
        number = Decimal(value)
    elif isinstance(value, float):
        number = Decimal(float.__repr__(value))
    if number is None or not number.is_finite():
        raise ScalarError("not_a_number", {"value": excerpt(value)}, suggestion)

    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # a letter stands there only for NaN and Infinity
    if max(len(digits) + max(exponent, 0), -exponent) > MOST_DIGITS:
        raise _too_long(value)
    written = f"{number:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return Decimal(written) or Decimal(0)  # without the sign of -0


def parse_whole(value: object) -> int:
    """Reads a whole number, also from ``1e3`` or ``3.0``. Raises like ``parse_number``, or ``not_whole``."""
    number = parse_number(value)
    if number != int(number):
        raise ScalarError("not_whole", {"value": excerpt(value)})
    return int(number)


def parse_day(value: object) -> date:
    """Reads a day written ``YYYY-MM-DD``, or takes a date (but no datetime).

    Raises ``ScalarError`` ``not_a_date``, or ``impossible_date`` for one like 2026-02-30.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    suggestion = None
    if isinstance(value, str):
        if parts := _DAY.fullmatch(value):
            year, month, day = map(int, parts.groups())
            if found := _date(year, month, day):
                return found
            nearest = next(
                (found for last in (30, 29, 28) if last < day < 32 and (found := _date(year, month, last))), None
            )
            raise ScalarError("impossible_date", {"value": str(value)}, nearest.isoformat() if nearest else None)
        suggestion = _day_meant(value)
    raise ScalarError("not_a_date", {"value": excerpt(value)}, suggestion)


def parse_name(value: object) -> str:
    """Takes a text without the space around it, as a plain ``str``. Raises ``not_text`` or ``empty_text``."""
    if not isinstance(value, str):
        raise ScalarError("not_text", {"value": excerpt(value)})
    name = str(value).strip()
    if not name:
        raise ScalarError("empty_text")
    return name


def parse_amount(value: object) -> tuple[Decimal, str]:
    """Reads an amount of money such as ``350000 PEN``: a number, then the ISO 4217 code of its currency.

    Raises ``ScalarError`` ``not_an_amount``, ``number_too_long`` or ``ambiguous_number``; money with exactly
    three decimals counts as ambiguous, because ``1.125 CLP`` is mostly meant to be above a thousand.
    """
    meant = None
    if isinstance(value, str):
        if parts := _AMOUNT.fullmatch(value):
            figure, currency = parts.groups()
            _refuse_lone_group(figure, f" {currency}")
            try:
                return parse_number(figure), currency
            except ScalarError as failure:
                if failure.code == "number_too_long":
                    raise
                meant = failure.suggestion and f"{failure.suggestion} {currency}"
        else:
            meant = _amount_meant(value)
    raise ScalarError("not_an_amount", {"value": excerpt(value)}, meant)


def typed(parse: Callable[[object], T]) -> Callable[[object], T]:
    """The same parser as a pydantic validator: a ``ScalarError`` becomes a custom error with the same code."""

    def validate(value: object) -> T:
        try:
            return parse(value)
        except ScalarError as failure:
            context = dict(failure.details)
            if failure.suggestion is not None:
                context["suggestion"] = failure.suggestion
            sentence = SENTENCES.get(failure.code, {}).get("en", failure.code)
            raise PydanticCustomError(failure.code, sentence, context) from None

    return validate


Flag = Annotated[bool, BeforeValidator(typed(parse_flag))]
Exact = Annotated[Decimal, BeforeValidator(typed(parse_number))]
Whole = Annotated[int, BeforeValidator(typed(parse_whole))]
Day = Annotated[date, BeforeValidator(typed(parse_day))]
Name = Annotated[str, Field(min_length=1), BeforeValidator(typed(parse_name))]


def _too_long(value: object) -> ScalarError:
    return ScalarError("number_too_long", {"value": excerpt(value), "limit": str(MOST_DIGITS)})


def _refuse_lone_group(figure: str, unit: str = "") -> None:
    """Refuses ``1,500`` and ``1.500``, which are a thousand times more in one country than in the next.

    A plain number may have three decimals after a point if the last is no zero: who means 1.5 writes no 1.500.
    """
    parts = _ONE_GROUP.fullmatch(figure)
    if parts is None or (parts[2] == "." and not unit and not figure.endswith("0")):
        return
    whole, _, decimals = parts.groups()
    small = f"{whole}.{decimals.rstrip('0')}".rstrip(".")
    if unit and not decimals.endswith("0"):
        small += "0"  # four decimals, so that it can't be taken for a group again
    details = {"value": excerpt(figure + unit), "small": small + unit, "large": whole + decimals + unit}
    raise ScalarError("ambiguous_number", details)


def _number_meant(text: str) -> str | None:
    if len(text) <= _LONGEST_MEANT:
        if parts := _GROUPS.fullmatch(text):
            whole, mark, decimals = parts.groups()
            return whole.replace(mark, "") + (f".{decimals}" if decimals else "")
        if _DECIMAL_COMMA.fullmatch(text):
            return text.replace(",", ".")
    return None


def _amount_meant(text: str) -> str | None:
    if len(text) <= _LONGEST_MEANT and (parts := _ANY_ORDER.fullmatch(text.strip())):
        candidate = f"{parts[2] or parts[3]} {(parts[1] or parts[4]).upper()}"
        try:
            parse_amount(candidate)
        except ScalarError as failure:
            return failure.suggestion
        return candidate
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_meant(text: str) -> str | None:
    """The only day that a text in another notation can mean, or None."""
    if parts := _YEAR_FIRST.fullmatch(text):
        orders = [(parts[1], parts[3], parts[4])]
    elif parts := _YEAR_LAST.fullmatch(text):
        orders = [(parts[4], parts[3], parts[1]), (parts[4], parts[1], parts[3])]
    else:
        return None
    days = {day for order in orders if (day := _date(*map(int, order)))}
    return days.pop().isoformat() if len(days) == 1 else None


class _Member(str):
    """A step of a pydantic ``loc`` that names a member of a union instead of something in the document."""


class _Fault(NamedTuple):
    """A problem and the steps to it; a missing or unknown key is the last step."""

    steps: tuple[str | int, ...]
    problem: Problem
    wrong_kind: bool  # a list for a text, and the like


def problems_of(error: ValidationError, document: object, model: object = None) -> list[Problem]:
    """Turns a pydantic error into problems with places, in their order.

    ``document`` is what was validated, and ``model`` the model or type it was validated against: with it,
    unknown keys get the known one that was meant. Of a union, only the member speaks that comes closest.
    """
    faults = [_fault(entry, document, model) for entry in error.errors(include_url=False)]
    unions = max(len(_spots(fault)) for fault in faults)
    for depth in range(unions, 0, -1):
        faults = _closest_members(faults, depth)
    problems = [fault.problem for fault in _without_echoes(faults)]
    return sorted(problems, key=lambda problem: (problem.place is not None, problem.place))


def _fault(entry: ErrorDetails, document: object, model: object) -> _Fault:
    """Follows one error's ``loc`` through the document and the types at once, to tell keys from union members."""
    here: Any = document
    steps: list[str | int] = []
    kinds: list[Any] = [] if model is None else [model]
    owners = kinds
    for position, step in enumerate(entry["loc"], 1):
        choices = [_choices(kind) for kind in kinds]
        kinds = [kind for choice in choices for kind in choice]
        if choices and all(len(choice) > 1 for choice in choices):
            steps.append(_Member(step))
            kinds = [kind for kind in kinds if _is_called(kind, step)] or kinds
        elif leads_on(here, step):
            steps.append(step)
            here = here[step]
            owners, kinds = kinds, [inner for kind in kinds for inner in _inside(kind, step)]
        elif step == "[key]" or (entry["type"] == "missing" and position == len(entry["loc"])):
            steps.append(step)
        else:
            steps.append(_Member(step))
    known = [name for kind in owners if _is_model(kind) for name in _fields(kind)]
    code, details, suggestion = pydantic_complaint(entry, known)
    path = tuple(step for step in steps if not isinstance(step, _Member))
    if entry["type"] == "union_tag_invalid":
        path += (entry["ctx"]["discriminator"].strip("'"),)
    place = locate(document, path, key=code == "unknown_key")
    collection = isinstance(entry["input"], dict | list)
    wrong_kind = code in ("not_a_mapping", "not_a_list", "not_text") or (collection and code.startswith("not_"))
    return _Fault(tuple(steps), Problem(code, place, details, suggestion), wrong_kind)


def _closest_members(faults: list[_Fault], depth: int) -> list[_Fault]:
    """Where several members of a union complain at this depth of unions, keeps the complaints of the closest."""
    kept: list[_Fault] = []
    unions: dict[tuple[str | int, ...], dict[str | int, list[_Fault]]] = {}
    for fault in faults:
        spots = _spots(fault)
        if len(spots) < depth:
            kept.append(fault)
            continue
        before, member = fault.steps[: spots[-1]], fault.steps[spots[-1]]
        inner = fault._replace(steps=before + fault.steps[spots[-1] + 1 :])
        unions.setdefault(before, {}).setdefault(member, []).append(inner)
    for before, members in unions.items():
        said = [_without_echoes(member) for member in members.values()]
        kept += min(said, key=partial(_distance, len(before)))
    return kept


def _distance(level: int, faults: list[_Fault]) -> tuple[bool, int, bool, int]:
    """How far a member of a union at ``level`` is from what was written; the least is the closest."""
    wrong_kind = any(len(fault.steps) == level and fault.wrong_kind for fault in faults)
    odd_keys = [f for f in faults if len(f.steps) == level + 1 and f.problem.code in ("missing_key", "unknown_key")]
    helpless = all(fault.problem.suggestion is None for fault in faults)
    return wrong_kind, sum(fault.problem.suggestion is None for fault in odd_keys), helpless, len(faults)


def _without_echoes(faults: list[_Fault]) -> list[_Fault]:
    """Leaves out missing keys that are there, but misspelt."""
    misspelt = {(*f.steps[:-1], f.problem.suggestion) for f in faults if f.problem.code == "unknown_key"}
    return [f for f in faults if f.problem.code != "missing_key" or f.steps not in misspelt]


def _spots(fault: _Fault) -> list[int]:
    return [spot for spot, step in enumerate(fault.steps) if isinstance(step, _Member)]


def _choices(kind: Any) -> list[Any]:
    """The members of a union but None, or else the type itself, out of its wrappings."""
    if hasattr(kind, "__value__"):  # a `type` statement, or typing_extensions before Python 3.12
        return _choices(kind.__value__)
    if get_origin(kind) is Annotated:
        return _choices(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        members = [member for member in get_args(kind) if member is not NoneType]
        return members if len(members) > 1 else _choices(members[0])
    if _is_model(kind) and issubclass(kind, RootModel):
        return _choices(kind.model_fields["root"].annotation)
    return [kind]


def _is_called(member: Any, label: object) -> bool:
    """Whether pydantic calls a member of a union so: by its name, its tag or the value that tells it apart."""
    if any(isinstance(mark, Tag) and mark.tag == label for mark in getattr(member, "__metadata__", ())):
        return True
    kind = _choices(member)[0]
    told_apart = [get_args(f.annotation) for f in kind.model_fields.values()] if _is_model(kind) else []
    return getattr(kind, "__name__", None) == label or any(label in values for values in told_apart)


def _inside(kind: Any, step: object) -> list[Any]:
    """The types that what stands at ``step`` inside a ``kind`` may have, as far as they can be told."""
    if _is_model(kind):
        return [inner for key, inner in _fields(kind).items() if key == step]
    origin, inner = get_origin(kind), [arg for arg in get_args(kind) if arg is not Ellipsis]
    if not isinstance(origin, type) or not issubclass(origin, abc.Iterable):
        return []
    return inner[1:] if issubclass(origin, abc.Mapping) else inner


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a model as documents write them, with their types."""
    return {
        field.validation_alias if isinstance(field.validation_alias, str) else field.alias or name: field.annotation
        for name, field in model.model_fields.items()
    }


def _is_model(kind: Any) -> TypeGuard[type[BaseModel]]:
    return get_origin(kind) is None and isinstance(kind, type) and issubclass(kind, BaseModel)
