"""Fixed sentences that belong to the answer itself, so that every format carries them."""

from __future__ import annotations

from datetime import date

from pa_dataflow.assessment.models import Outcome
from pa_dataflow.vocabulary.words import Words

DISCLAIMER = Words(
    en="This is information about the law, not legal advice.",
    es="Esto es información sobre la ley, no asesoría jurídica.",
)
BUDGET = Words(
    en="The search was stopped at its limit, so the answer is incomplete.",
    es="La búsqueda se detuvo en su límite; por eso la respuesta está incompleta.",
)
NOBODY_EXPORTS = Words(
    en="The person hands the data directly to the foreign firm: nobody exports them. What counts is which laws reach "
    "that firm.",
    es="La persona entrega sus datos directamente a la empresa extranjera: nadie los exporta. Lo que importa es qué "
    "leyes alcanzan a esa empresa.",
)
NO_LAW_REACHES = Words(
    en="No law in the rulebook reaches this transfer.",
    es="Ninguna de las leyes cargadas alcanza esta operación.",
)
SOMEWHERE = Words(en="a country not stated", es="un país no indicado")

_MONTHS = [
    Words(en="January", es="enero"),
    Words(en="February", es="febrero"),
    Words(en="March", es="marzo"),
    Words(en="April", es="abril"),
    Words(en="May", es="mayo"),
    Words(en="June", es="junio"),
    Words(en="July", es="julio"),
    Words(en="August", es="agosto"),
    Words(en="September", es="septiembre"),
    Words(en="October", es="octubre"),
    Words(en="November", es="noviembre"),
    Words(en="December", es="diciembre"),
]
_ANSWERS = {
    Outcome.NOT_APPLICABLE: Words(
        en="No data-protection rule on transfers applies", es="No se aplica ninguna regla sobre envío de datos"
    ),
    Outcome.PERMITTED: Words(en="The data may be sent", es="Los datos pueden enviarse"),
    Outcome.PERMITTED_WITH_CONDITIONS: Words(
        en="The data may be sent, with conditions", es="Los datos pueden enviarse, con condiciones"
    ),
    Outcome.ACTION_REQUIRED: Words(
        en="The data may not be sent yet: something must be done first",
        es="Los datos todavía no pueden enviarse: antes hay que hacer algo",
    ),
    Outcome.PROHIBITED: Words(en="The data may not be sent", es="Los datos no pueden enviarse"),
    Outcome.UNDETERMINED: Words(
        en="It can't be said yet whether the data may be sent", es="Aún no puede decirse si los datos pueden enviarse"
    ),
}


def answer(outcome: Outcome, exporter: Words, importer: Words, day: date) -> Words:
    """The outcome in one sentence, with both countries and the day."""
    words = _ANSWERS[outcome]
    return Words(
        en=f"{words.en} ({exporter.en} to {importer.en}, {in_words(day).en}).",
        es=f"{words.es} ({exporter.es} a {importer.es}, {in_words(day).es}).",
    )


def in_words(day: date) -> Words:
    """A day as people write it."""
    return Words(
        en=f"{day.day} {_MONTHS[day.month - 1].en} {day.year}",
        es=f"{day.day} de {_MONTHS[day.month - 1].es} de {day.year}",
    )


def not_covered(exporter: Words) -> Words:
    """The exporter's law isn't in the rulebook."""
    return Words(
        en=f"The law of the sender's country ({exporter.en}) is not in this rulebook, so nothing can be permitted.",
        es=f"La ley del país de quien envía ({exporter.es}) no está cargada; por eso no puede darse un permiso.",
    )


def beyond_known_law(known_through: date) -> Words:
    """The day asked about lies beyond what the rulebook knows."""
    return Words(
        en=f"The law was last checked on {in_words(known_through).en}; later changes are not known.",
        es=f"La ley se revisó por última vez el {in_words(known_through).es}; no se conocen cambios posteriores.",
    )
