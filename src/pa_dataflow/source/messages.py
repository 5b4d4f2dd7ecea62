"""The sentences people read for each problem code, in English and Spanish, and what fills them."""

from __future__ import annotations

import re
from typing import Literal, get_args

from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from pa_dataflow.source.errors import Problem, closest
from pa_dataflow.source.rule_sentences import RULE_SENTENCES

Lang = Literal["en", "es"]

SENTENCES: dict[str, dict[Lang, str]] = {
    # Reading a file (source.reader)
    "alias": {
        "en": "Aliases such as *{name} are not allowed: write the value out, or quote a text that begins with *.",
        "es": "No se admiten alias como *{name}: escriba el valor completo o ponga entre comillas el texto que "
        "empieza con *.",
    },
    "anchor": {
        "en": "Anchors such as &{name} are not allowed: leave it out, or quote a text that begins with &.",
        "es": "No se admiten anclas como &{name}: quítela o ponga entre comillas el texto que empieza con &.",
    },
    "control_character": {
        "en": "The invisible character {character} is not allowed here; delete it.",
        "es": "El carácter invisible {character} no se admite aquí; bórrelo.",
    },
    "duplicate_key": {
        "en": 'The key "{key}" is repeated.',
        "es": "La clave «{key}» está repetida.",
    },
    "empty_document": {
        "en": "The file says nothing: it is empty or holds only comments.",
        "es": "El archivo no dice nada: está vacío o solo contiene comentarios.",
    },
    "file_too_large": {
        "en": "The file is larger than {limit}.",
        "es": "El archivo supera el máximo de {limit}.",
    },
    "key_not_text": {
        "en": "A key must be text, not a list or a group of keys.",
        "es": "Una clave debe ser texto, no una lista ni un grupo de claves.",
    },
    "merge_key": {
        "en": "The merge key << is not allowed: write the keys out.",
        "es": "No se admite la clave de fusión <<: escriba las claves una por una.",
    },
    "not_utf8": {
        "en": "The file is not UTF-8 text: save it as UTF-8 and try again.",
        "es": "El archivo no es texto en UTF-8: guárdelo en UTF-8 e inténtelo de nuevo.",
    },
    "second_document": {
        "en": "A second document begins here; a file holds only one.",
        "es": "Aquí empieza un segundo documento; cada archivo lleva uno solo.",
    },
    "syntax": {
        "en": "This is not well-formed YAML: {problem}.",
        "es": "El YAML está mal escrito: {problema}.",
    },
    "tag": {
        "en": "Tags such as {tag} are not allowed: leave it out, or quote a text that begins with !.",
        "es": "No se admiten etiquetas como {tag}: quítela o ponga entre comillas el texto que empieza con !.",
    },
    "too_deep": {
        "en": "This is nested too deeply: at most {limit} levels are allowed.",
        "es": "Hay demasiados niveles anidados: se admiten {limit} como máximo.",
    },
    "too_many_problems": {
        "en": "Reading stopped here: only the first {limit} problems are shown.",
        "es": "La lectura se detuvo aquí: solo se muestran los primeros {limit} problemas.",
    },
    "unreadable": {
        "en": "The file can't be read: {problem}.",
        "es": "No se puede leer el archivo: {problema}.",
    },
    # Single values (source.scalars)
    "ambiguous_number": {
        "en": '"{value}" could mean {small} or {large}: write the one you mean.',
        "es": "«{value}» puede significar {small} o {large}: escriba el que corresponda.",
    },
    "empty_text": {
        "en": "A text is expected here, but nothing is written.",
        "es": "Aquí se espera un texto, pero no hay nada escrito.",
    },
    "impossible_date": {
        "en": "The day {value} does not exist.",
        "es": "El día {value} no existe.",
    },
    "not_a_date": {
        "en": '"{value}" is not a date; dates are written year-month-day, such as 2026-12-01.',
        "es": "«{value}» no es una fecha; las fechas se escriben año-mes-día, por ejemplo 2026-12-01.",
    },
    "not_a_flag": {
        "en": '"{value}" is neither true nor false.',
        "es": "«{value}» no es ni true ni false.",
    },
    "not_a_number": {
        "en": '"{value}" is not a number; numbers have digits and a decimal point, and no thousands separators.',
        "es": "«{value}» no es un número; los números llevan cifras y punto decimal, sin separadores de miles.",
    },
    "not_an_amount": {
        "en": '"{value}" is not an amount; amounts are a number and the three letters of a currency, such as '
        "350000 PEN.",
        "es": "«{value}» no es un monto; los montos son un número y las tres letras de una moneda, por ejemplo "
        "350000 PEN.",
    },
    "not_text": {
        "en": "A text is expected here, not {value}.",
        "es": "Aquí se espera un texto, no {value}.",
    },
    "not_whole": {
        "en": '"{value}" is not a whole number.',
        "es": "«{value}» no es un número entero.",
    },
    "number_too_long": {
        "en": '"{value}" has too many digits; written out in full it may have {limit}.',
        "es": "«{value}» tiene demasiadas cifras; escrito por completo puede tener {limit}.",
    },
    "quoted_flag": {
        "en": '"{value}" is a text because it is in quotes; write {value} without quotes.',
        "es": "«{value}» es un texto porque está entre comillas; escriba {value} sin comillas.",
    },
    # The shape of a document, as its pydantic model asks for it (source.scalars.problems_of)
    "bad_form": {
        "en": '"{value}" does not have the expected form ({pattern}).',
        "es": "«{value}» no tiene la forma esperada ({pattern}).",
    },
    "invalid_value": {
        "en": '"{value}" is not valid here: {reason}.',
        "es": "«{value}» no es válido aquí: {reason}.",
    },
    "missing_key": {
        "en": 'The key "{key}" is missing here.',
        "es": "Aquí falta la clave «{key}».",
    },
    "not_a_list": {
        "en": 'A list is expected here, not "{value}".',
        "es": "Aquí se espera una lista, no «{value}».",
    },
    "not_a_mapping": {
        "en": 'Keys with their values (key: value) are expected here, not "{value}".',
        "es": "Aquí se esperan claves con sus valores (clave: valor), no «{value}».",
    },
    "out_of_range": {
        "en": "{value} is out of range: it must be {rule}.",
        "es": "{value} está fuera de rango: debe ser {rule}.",
    },
    "unknown_key": {
        "en": 'The key "{key}" is not known here.',
        "es": "Aquí no se conoce la clave «{key}».",
    },
    "unknown_value": {
        "en": '"{value}" is not one of the values allowed here: {allowed}.',
        "es": "«{value}» no es uno de los valores admitidos aquí: {allowed}.",
    },
    "wrong_length": {
        "en": "The number of entries here must be {rule}, not {length}.",
        "es": "El número de elementos debe ser aquí {rule}, no {length}.",
    },
}

SUGGESTION: dict[Lang, str] = {"en": ' Did you mean "{}"?', "es": " ¿Quiso decir «{}»?"}
ALSO: dict[Lang, str] = {"en": " (first written at {})", "es": " (aparece por primera vez en {})"}

# Words of libyaml or of PyYAML's own parser, and what they mean; the first that occurs in a complaint counts.
_COMPLAINTS: tuple[tuple[str, str, str], ...] = (
    (
        "never closed",
        "the bracket or brace that opens here is never closed",
        "el corchete o la llave que se abre aquí no se cierra",
    ),
    *(
        (word, "the quote that opens here is never closed", "las comillas que se abren aquí no se cierran")
        for word in ("unexpected end of stream", "unexpected document")
    ),
    ("tab character", "a tab stands where only spaces may", "hay una tabulación donde solo caben espacios"),
    (
        "cannot start any token",
        "a text can't begin with this character; put the text in quotes",
        "un texto no puede empezar con este carácter; ponga el texto entre comillas",
    ),
    (
        "mapping values are not allowed",
        "a colon can't stand here; check the indentation, or quote the text if the colon is part of it",
        "aquí no caben dos puntos; revise la sangría o, si son parte de un texto, póngalo entre comillas",
    ),
    (
        "sequence entries are not allowed",
        'a list entry ("- ") can\'t begin here; put it on a line of its own',
        "un elemento de lista («- ») no puede empezar aquí; póngalo en una línea aparte",
    ),
    (
        "mapping keys are not allowed",
        'a text that begins with "? " must be in quotes',
        "el texto que empieza con «? » debe ir entre comillas",
    ),
    (
        "',' or ']'",
        "in the list that begins on line {line}, a comma or the closing ] is missing before this",
        "en la lista que empieza en la línea {line} falta antes de esto una coma o el corchete ]",
    ),
    (
        "',' or '}'",
        "in the braces that open on line {line}, a comma or the closing } is missing before this",
        "en las llaves que se abren en la línea {line} falta antes de esto una coma o la llave }",
    ),
    ("expected ':'", "this line has no colon after its key", "a esta línea le faltan los dos puntos tras la clave"),
    (
        "node content",
        "a value is missing before this, or there is one comma or bracket too many",
        "falta un valor antes de esto, o sobra una coma o un corchete",
    ),
    *(
        (
            word,
            "a backslash in double quotes begins an unknown escape; write it twice or use single quotes",
            "la barra invertida entre comillas dobles inicia un escape desconocido; escríbala dos veces o use "
            "comillas simples",
        )
        for word in ("hexdecimal", "hexadecimal", "escape")
    ),
    (
        "alphabetic or numeric",
        "a text that begins with * or & must be in quotes",
        "el texto que empieza con * o & debe ir entre comillas",
    ),
    ("block scalar", "nothing else may follow | or > on its line", "nada más puede seguir a | o > en su línea"),
    *(
        (word, "a line that begins with % is not understood; delete it", "no se entiende la línea con %; bórrela")
        for word in ("directive", "incompatible YAML")
    ),
    ("tag", "a text that begins with ! must be in quotes", "el texto que empieza con ! debe ir entre comillas"),
    (
        "block collection",
        'an entry that begins with "- " is expected here; check the indentation',
        "aquí se espera un elemento que empiece con «- »; revise la sangría",
    ),
    *(
        (
            word,
            "this does not fit what stands before it; check the indentation, quotes and brackets",
            "esto no encaja con lo anterior; revise la sangría, las comillas y los corchetes",
        )
        for word in ("expected key", "<block end>", "<document start>")
    ),
)

_BUILT_IN = frozenset(get_args(ErrorType))
_CODES = {
    **dict.fromkeys(("dict_type", "mapping_type", "model_type", "model_attributes_type"), "not_a_mapping"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), "not_a_list"),
    **dict.fromkeys(("string_type", "string_sub_type"), "not_text"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "not_a_flag"),
    **dict.fromkeys(("int_type", "int_parsing", "decimal_type", "decimal_parsing"), "not_a_number"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "not_a_date"),
    "int_from_float": "not_whole",
    "string_too_short": "empty_text",
}
_LIMITS = {
    "greater_than": ("gt", ">"),
    "greater_than_equal": ("ge", "≥"),
    "less_than": ("lt", "<"),
    "less_than_equal": ("le", "≤"),
    "too_short": ("min_length", "≥"),
    "too_long": ("max_length", "≤"),
}
_QUOTED = re.compile(r"'([^']*)'")
_MOST_SHOWN = 12  # of the values allowed
_LONGEST = 60


def excerpt(value: object) -> str:
    """A value as a message may show it: short, and without what could upset a terminal."""
    if isinstance(value, bool | None):
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list | tuple | set | frozenset):
        return "[…]"
    try:
        text = str(value)
    except ValueError:  # Python refuses to write out integers of thousands of digits
        return type(value).__name__
    return _printable(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def complaint(words: str, line: int) -> dict[str, str]:
    """Puts a YAML parser's complaint plainly.

    ``line`` is where the list or the braces began that the complaint is about. The result has the
    details of a ``syntax`` problem.
    """
    for fragment, english, spanish in _COMPLAINTS:
        if fragment in words:
            return {"problem": english.replace("{line}", str(line)), "problema": spanish.replace("{line}", str(line))}
    return {"problem": words, "problema": f"el lector de YAML dice «{words}»"}


def pydantic_complaint(entry: ErrorDetails, known: list[str]) -> tuple[str, dict[str, str], str | None]:
    """Puts one error of pydantic in our terms: code, details and suggestion; ``known`` are the keys it could be.

    Errors with a code of our own keep it; what pydantic says that has no code here becomes ``invalid_value``.
    """
    kind, context, value = entry["type"], entry.get("ctx", {}), excerpt(entry["input"])
    key = str(entry["loc"][-1]) if entry["loc"] else ""
    if kind not in _BUILT_IN:
        details = {name: str(detail) for name, detail in context.items() if name != "suggestion"}
        return kind, details, context.get("suggestion")
    if kind == "missing":
        return "missing_key", {"key": key}, None
    if kind == "union_tag_not_found":
        return "missing_key", {"key": context["discriminator"].strip("'")}, None
    if kind == "extra_forbidden":
        # A key may be known to another member of a union than the one that complains.
        return "unknown_key", {"key": excerpt(key)}, None if key in known else closest(key, known)
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        if isinstance(entry["input"], dict | list) and kind != "union_tag_invalid":
            return "not_text", {"value": value}, None
        listed = context.get("expected") or context["expected_tags"]
        words = _QUOTED.findall(listed)
        word = context.get("tag", value)
        shown = ", ".join(words[:_MOST_SHOWN]) + ", …" * (len(words) > _MOST_SHOWN)
        return "unknown_value", {"value": excerpt(word), "allowed": shown or listed}, closest(word, words)
    if kind in _LIMITS:
        name, sign = _LIMITS[kind]
        if "actual_length" in context:
            return "wrong_length", {"rule": f"{sign} {context[name]}", "length": str(context["actual_length"])}, None
        return "out_of_range", {"value": value, "rule": f"{sign} {context[name]}"}, None
    if kind == "string_pattern_mismatch":
        return "bad_form", {"value": value, "pattern": context["pattern"]}, None
    if kind in _CODES:
        return _CODES[kind], {"value": value}, None
    return "invalid_value", {"value": value, "reason": str(context.get("error", entry["msg"])).rstrip(".")}, None


def sentence(problem: Problem, lang: str = "en") -> str:
    """The sentence for a problem, with its suggestion and its second place; never raises.

    ``lang`` is ``en`` or ``es``; any other gets English. A code without a sentence, or with details
    missing, is shown as code and details.
    """
    language: Lang = "es" if lang == "es" else "en"
    details = {name: _printable(str(value)) for name, value in problem.details.items()}
    try:
        text = (RULE_SENTENCES.get(problem.code) or SENTENCES[problem.code])[language].format_map(details)
    except (LookupError, ValueError):
        text = problem.code + "".join(f", {name}: {value}" for name, value in details.items()) + "."
    if problem.also is not None:
        text = text.removesuffix(".") + ALSO[language].format(problem.also) + "."
    if problem.suggestion is not None:
        text += SUGGESTION[language].format(_printable(problem.suggestion))
    return text


def _printable(text: str) -> str:
    """Line breaks, escape sequences and the like become visible, so that no input can rewrite a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
