"""The fixed sentences of every report, in English and Spanish; what varies stands in braces."""

from __future__ import annotations

from pa_dataflow.report.rule_words import RULE_WORDS
from pa_dataflow.vocabulary.words import Language

WORDS: dict[str, dict[Language, str]] = {
    # Outcomes: as a word in a sentence, and as the sentence that answers
    "permitted": {"en": "yes", "es": "sí"},
    "permitted_with_conditions": {"en": "yes, with conditions", "es": "sí, con condiciones"},
    "undetermined": {"en": "it depends", "es": "depende"},
    "action_required": {"en": "not yet", "es": "todavía no"},
    "prohibited": {"en": "no", "es": "no"},
    "not_applicable": {"en": "these laws do not apply", "es": "estas leyes no se aplican"},
    "answer.permitted": {
        "en": "On {day} you may send these data {route}.",
        "es": "El {day} puede enviar estos datos {route}.",
    },
    "answer.permitted_with_conditions": {
        "en": "On {day} you may send these data {route}, provided that you first do what is listed below.",
        "es": "El {day} puede enviar estos datos {route}, siempre que antes cumpla lo que se indica abajo.",
    },
    "answer.permitted_with_doubt": {
        "en": "On {day} you may send these data {route}, but the law can be read in another way and it is wise to "
        "settle that first.",
        "es": "El {day} puede enviar estos datos {route}, pero la ley admite otra lectura y conviene despejar antes "
        "esa duda.",
    },
    "answer.undetermined": {
        "en": "With what you have told us, nobody can say yet whether you may send these data {route} on {day}.",
        "es": "Con lo que usted ha indicado, todavía no se puede saber si el {day} puede enviar estos datos {route}.",
    },
    "answer.range": {
        "en": "Depending on what is still unknown, the answer is {outcomes}.",
        "es": "Según lo que falta por saber, la respuesta será {outcomes}.",
    },
    "answer.action_required": {
        "en": "On {day} you may not send these data {route}. You may once you have taken the steps below.",
        "es": "El {day} no puede enviar estos datos {route}. Podrá hacerlo cuando haya dado los pasos que siguen.",
    },
    "answer.action_required_without_path": {
        "en": "On {day} you may not send these data {route}. There is a way, but this program did not find the exact "
        "steps.",
        "es": "El {day} no puede enviar estos datos {route}. Hay una forma de hacerlo, pero este programa no encontró "
        "los pasos exactos.",
    },
    "answer.prohibited": {
        "en": "On {day} the law does not allow you to send these data {route}, and no step known to this program "
        "changes that.",
        "es": "El {day} la ley no permite enviar estos datos {route}, y ningún paso que este programa conozca lo "
        "remedia.",
    },
    "answer.not_applicable": {
        "en": "On {day} none of the data protection laws examined here reaches this transfer {route}.",
        "es": "El {day} ninguna de las leyes de datos personales que aquí se examinan alcanza este envío {route}.",
    },
    "route": {"en": "from {exporter} to {importer}", "es": "de {exporter} a {importer}"},
    "route.direct": {
        "en": "straight from the person to a recipient in {importer}",
        "es": "directamente de la persona a un destinatario en {importer}",
    },
    "route.nowhere": {"en": "a country that is not stated", "es": "un país que no se indica"},
    # Below the answer
    "contested": {"en": "This answer is contested.", "es": "Esta respuesta es discutida."},
    "contested.below": {
        "en": "This answer is contested: see the points of law in dispute below.",
        "es": "Esta respuesta es discutida: vea más abajo las dudas jurídicas.",
    },
    "contested.reading": {
        "en": "{asks} Another reading: {says} ({source}). Read that way, the answer is {outcome}.",
        "es": "{asks} Otra lectura: {says} ({source}). Leída así la ley, la respuesta es {outcome}.",
    },
    "cell.contested": {"en": "{outcome} (contested)", "es": "{outcome} (discutida)"},
    "safer": {"en": "The safer step: {steps}.", "es": "Lo más seguro: {steps}."},
    "beyond_known_law": {
        "en": "That day lies beyond the law this program knows (up to {day}); the law may have changed by then.",
        "es": "Esa fecha es posterior a la ley que este programa conoce (hasta el {day}); para entonces la ley puede "
        "haber cambiado.",
    },
    "attention": {"en": "Attention: {text}", "es": "Atención: {text}"},
    "assumptions": {
        "en": "As you did not say otherwise, this answer takes the following for granted:",
        "es": "Como usted no dijo otra cosa, esta respuesta da por cierto lo siguiente:",
    },
    # What to do
    "to_do": {"en": "WHAT TO DO", "es": "QUÉ HACER"},
    "conditions": {"en": "Before sending:", "es": "Antes de enviar:"},
    "condition.confirm_question": {
        "en": "Settle this point of law: {says}",
        "es": "Despeje esta duda jurídica: {says}",
    },
    "path.lightest": {"en": "The lightest way{cost}:", "es": "El camino más sencillo{cost}:"},
    "path.others": {"en": "Other ways:", "es": "Otros caminos:"},
    "path.more_one": {"en": "and one more way.", "es": "y un camino más."},
    "path.more_many": {"en": "and {n} more ways.", "es": "y {n} caminos más."},
    "path.incomplete": {
        "en": "There may be further ways that were not looked for.",
        "es": "Puede haber otros caminos que no se buscaron.",
    },
    "path.safer": {
        "en": "To be on the safe side, whatever the reading{cost}:",
        "es": "Para quedar a salvo con cualquier lectura{cost}:",
    },
    "path.hangs_on": {
        "en": "This does not depend on you alone, but also on {who}.",
        "es": "No depende solo de usted, sino también de {who}.",
    },
    "path.assumes": {"en": "This way works only if:", "es": "Este camino vale solo si:"},
    "path.also_owed": {
        "en": "It also obliges you, before sending, to:",
        "es": "También le obliga, antes de enviar, a:",
    },
    "path.one_reading": {
        "en": "Under another reading of the law this way may not be enough.",
        "es": "Con otra lectura de la ley, este camino podría no bastar.",
    },
    "path.works_on": {"en": "Checked against the law {days}.", "es": "Comprobado con la ley {days}."},
    "path.stops_on": {
        "en": "This is no longer enough from {day}, when the law changes.",
        "es": "Esto ya no bastará desde el {day}, cuando cambia la ley.",
    },
    "path.day": {"en": "of {day}", "es": "del {day}"},
    "would_prohibit": {
        "en": "Take care: no step helps if it turns out that:",
        "es": "Cuidado: ningún paso sirve si resulta que:",
    },
    "work": {"en": "about {time} of work", "es": "{time} de trabajo"},
    "minutes": {"en": "{n} minutes", "es": "unos {n} minutos"},
    "hours_one": {"en": "1 hour", "es": "cerca de 1 hora"},
    "hours_many": {"en": "{n} hours", "es": "unas {n} horas"},
    "hours_half": {"en": "{n}.5 hours", "es": "unas {n} horas y media"},
    "hours_one_half": {"en": "1.5 hours", "es": "cerca de 1 hora y media"},
    "wait_one": {"en": "1 day of waiting", "es": "1 día de espera"},
    "wait_many": {"en": "{n} days of waiting", "es": "{n} días de espera"},
    # Who
    "exporter": {"en": "you", "es": "usted"},
    "importer": {"en": "the firm that receives the data", "es": "la empresa que recibe los datos"},
    "both": {"en": "both firms", "es": "ambas empresas"},
    "person": {"en": "the person whose data they are", "es": "la persona titular de los datos"},
    "authority": {"en": "the authority", "es": "la autoridad"},
    # What is unknown
    "unknown": {"en": "WHAT IS STILL UNKNOWN", "es": "QUÉ FALTA SABER"},
    "unknown.deciding": {
        "en": "These decide whether you may send the data. Begin with the first; it may make others needless:",
        "es": "Esto decide si puede enviar los datos. Empiece por la primera pregunta; según lo que responda, quizá "
        "sobren las demás:",
    },
    "unknown.deciding_one": {
        "en": "This decides whether you may send the data:",
        "es": "Esto decide si puede enviar los datos:",
    },
    "unknown.refining_one": {
        "en": "This does not decide whether you may send the data, but makes the answer more exact:",
        "es": "Esto no decide si puede enviar los datos, pero afina la respuesta:",
    },
    "unknown.more": {"en": "And {n} more: {facts}.", "es": "Y {n} más: {facts}."},
    "unknown.refining": {
        "en": "These do not decide whether you may send the data, but make the answer more exact:",
        "es": "Esto no decide si puede enviar los datos, pero afina la respuesta:",
    },
    "unknown.question": {
        "en": "This is an open point of law, which no fact settles. It can be read thus:",
        "es": "Es una duda jurídica abierta, que ningún dato resuelve. Puede leerse así:",
    },
    "unknown.write_one": {
        "en": "In the file write {fact}: and one of:",
        "es": "En el archivo escriba {fact}: y uno de:",
    },
    "unknown.write_set": {
        "en": "In the file write {fact}: [...] with those that are true of:",
        "es": "En el archivo escriba {fact}: [...] con los que correspondan de:",
    },
    "unknown.write": {"en": "In the file write {fact}: {example}", "es": "En el archivo escriba {fact}: {example}"},
    "unknown.more_values": {
        "en": "(and {n} more: pa-dataflow rules facts {fact})",
        "es": "(y {n} más: pa-dataflow rules facts {fact})",
    },
    "yes": {"en": "yes", "es": "sí"},
    "no": {"en": "no", "es": "no"},
    "example.number": {"en": "a number, such as 3", "es": "un número, por ejemplo 3"},
    "example.money": {"en": "an amount, such as 350000 PEN", "es": "un monto, por ejemplo 350000 PEN"},
    "example.country": {"en": "a country, such as CL", "es": "un país, por ejemplo CL"},
    "example.country_set": {"en": "countries, such as [CL, PE]", "es": "países, por ejemplo [CL, PE]"},
    # Why
    "why": {"en": "WHY", "es": "POR QUÉ"},
    "law": {"en": "The law of {name}: {outcome}", "es": "Ley de {name}: {outcome}"},
    "law.authority": {"en": "Authority: {authority}", "es": "Autoridad: {authority}"},
    "law.not_reached": {
        "en": "The law of {name} does not reach this transfer.",
        "es": "La ley de {name} no alcanza este envío.",
    },
    "law.perhaps": {
        "en": "It is unknown whether this law reaches the transfer.",
        "es": "No se sabe si esta ley alcanza el envío.",
    },
    "gate.open": {"en": "yes", "es": "sí"},
    "gate.closed": {"en": "no", "es": "no"},
    "gate.unknown": {"en": "not known", "es": "no se sabe"},
    "gate.unasked": {"en": "not asked", "es": "no se plantea"},
    "gate.closed_by": {"en": "In the way:", "es": "Lo impide:"},
    "gate.perhaps_closed_by": {"en": "Possibly in the way:", "es": "Quizá lo impida:"},
    "gate.opened_by": {"en": "Allowed by:", "es": "Lo permite:"},
    "gate.could_open": {"en": "Would allow it:", "es": "Lo permitiría:"},
    "gate.no_path": {
        "en": "Nothing that can be done today opens this.",
        "es": "Nada de lo que hoy puede hacerse lo permite.",
    },
    "gate.more_grounds": {
        "en": "and {n} more: pa-dataflow explain FILE {gate}",
        "es": "y {n} más: pa-dataflow explain ARCHIVO {gate}",
    },
    "gates.unasked_one": {
        "en": "This law asks one more question, which does not arise here.",
        "es": "Esta ley hace otra pregunta que aquí no se plantea.",
    },
    "gates.unasked_many": {
        "en": "This law asks {n} more questions, which do not arise here.",
        "es": "Esta ley hace otras {n} preguntas que aquí no se plantean.",
    },
    "rule.owes": {"en": "It brings with it: {duties}", "es": "Lleva consigo: {duties}"},
    "primary": {"en": "text read", "es": "texto leído"},
    "secondary": {"en": "second-hand source", "es": "fuente secundaria"},
    "recall": {"en": "from memory, not checked", "es": "de memoria, sin comprobar"},
    "inference": {"en": "our inference", "es": "deducción nuestra"},
    # Duties
    "duties": {"en": "DUTIES", "es": "OBLIGACIONES"},
    "duties.before": {"en": "Law of {name}, before the transfer:", "es": "Ley de {name}, antes del envío:"},
    "duties.after": {
        "en": "Law of {name}, with the transfer and after it:",
        "es": "Ley de {name}, con el envío y después:",
    },
    "duties.arrival": {
        "en": "Law of {name}, for whoever receives the data there; this doesn't change the answer:",
        "es": "Ley de {name}, para quien recibe los datos allí; esto no cambia la respuesta:",
    },
    "met": {"en": "met", "es": "cumplida"},
    "outstanding": {"en": "outstanding", "es": "pendiente"},
    "possibly_due": {"en": "possibly due", "es": "quizá exigible"},
    "not_due": {"en": "not due", "es": "no exigible"},
    "duty.who": {"en": "Who: {who}.", "es": "Quién: {who}."},
    "duty.to": {"en": "To: {to}.", "es": "Ante: {to}."},
    "duty.evidence": {"en": "Proof: {evidence}", "es": "Prueba: {evidence}"},
    # Further sections
    "rejected": {"en": "WHAT DOES NOT HELP HERE", "es": "LO QUE AQUÍ NO SIRVE"},
    "rejected.claim": {
        "en": "{claim} is not enough under the law of {law}.",
        "es": "{claim} no basta según la ley de {law}.",
    },
    "disputes": {"en": "POINTS OF LAW IN DISPUTE", "es": "DUDAS JURÍDICAS"},
    "disputes.followed": {"en": "(the reading followed here)", "es": "(la lectura que aquí se sigue)"},
    "disputes.answer": {"en": "The answer would be: {outcome}.", "es": "La respuesta sería: {outcome}."},
    "presumed": {"en": "TAKEN FOR GRANTED", "es": "LO QUE SE DA POR SUPUESTO"},
    "presumed.intro": {
        "en": "Nobody said so; write it in the file if it is otherwise.",
        "es": "Nadie lo dijo; si no es así, escríbalo en el archivo.",
    },
    "changes": {"en": "DATES ON WHICH THIS CHANGES", "es": "FECHAS EN QUE ESTO CAMBIA"},
    "change.outcome": {
        "en": "{day}: the answer changes from {before} to {after}.",
        "es": "{day}: la respuesta pasa de {before} a {after}.",
    },
    "change.same": {
        "en": "{day}: the answer stays {after}, but:",
        "es": "{day}: la respuesta sigue siendo {after}, pero:",
    },
    "change.gate": {"en": "{gate} From {before} to {after}.", "es": "{gate} De {before} a {after}."},
    "change.duty": {
        "en": "Duty: {duty}. From {before} to {after}.",
        "es": "Obligación: {duty}. De {before} a {after}.",
    },
    "change.rules": {"en": "Rules: {rules}", "es": "Reglas: {rules}"},
    "announced": {"en": "ANNOUNCED, NOT YET LAW", "es": "ANUNCIADO, TODAVÍA NO ES LEY"},
    "announced.try": {
        "en": "See the answer with it: --with {id}",
        "es": "Vea la respuesta con este proyecto: --with {id}",
    },
    "draft": {"en": "draft", "es": "borrador"},
    "pending": {"en": "pending", "es": "en trámite"},
    "announced_status": {"en": "announced", "es": "anunciado"},
    "hypothetical": {"en": "hypothetical", "es": "hipotético"},
    "exposure": {"en": "WHAT YOU RISK", "es": "A QUÉ SE EXPONE"},
    "exposure.range": {"en": "{least} to {most} {unit}", "es": "de {least} a {most} {unit}"},
    "exposure.most": {"en": "up to {most} {unit}", "es": "hasta {most} {unit}"},
    "exposure.one": {"en": "{most} {unit}", "es": "{most} {unit}"},
    "exposure.for": {"en": "For: {what}", "es": "Por: {what}"},
    # What stands under every answer
    "stamp.law": {
        "en": "Law known up to {day}. Rules: version {version}, {hash}.",
        "es": "Ley conocida hasta el {day}. Reglas: versión {version}, {hash}.",
    },
    "stamp.rules": {"en": "Rules: version {version}, {hash}.", "es": "Reglas: versión {version}, {hash}."},
    "stamp.proposals": {"en": "Proposals applied: {names}.", "es": "Proyectos aplicados: {names}."},
    "stamp.no_proposals": {"en": "No proposals applied.", "es": "Sin proyectos aplicados."},
    "stamp.receipt": {
        "en": "Receipt: transfer {transfer}, answer {answer}, program {engine}.",
        "es": "Recibo: envío {transfer}, respuesta {answer}, programa {engine}.",
    },
    # Several answers
    "compare": {"en": "SIDE BY SIDE", "es": "LADO A LADO"},
    "summary": {"en": "ALL SCENARIOS", "es": "TODOS LOS ESCENARIOS"},
    "column.day": {"en": "Date", "es": "Fecha"},
    "column.answer": {"en": "Answer", "es": "Respuesta"},
    "column.blocked": {"en": "What stands in the way", "es": "Qué lo impide"},
    "column.scenario": {"en": "Scenario", "es": "Escenario"},
    "column.first": {"en": "First step, or what stands in the way", "es": "Primer paso, o qué lo impide"},
    "column.rule": {"en": "Rule", "es": "Regla"},
    "column.step": {"en": "Step", "es": "Paso"},
    "column.cleared": {"en": "Answers", "es": "Respuestas"},
    "summary.size": {
        "en": "{scenarios} scenarios, {answers} answers.",
        "es": "{scenarios} escenarios, {answers} respuestas.",
    },
    "and_more": {"en": "{first} (and {n} more)", "es": "{first} (y {n} más)"},
    "clearing": {"en": "SINGLE STEPS THAT CLEAR MOST", "es": "PASOS QUE POR SÍ SOLOS RESUELVEN MÁS"},
    "clearing.intro": {
        "en": 'Answers that say "no" or "not yet": {n}. How many of them each step clears by itself:',
        "es": "Respuestas que dicen «no» o «todavía no»: {n}. En cuántas de ellas basta por sí solo cada paso:",
    },
    "clearing.none": {
        "en": 'Answers that say "no" or "not yet": {n}. In none of them is a single step enough.',
        "es": "Respuestas que dicen «no» o «todavía no»: {n}. En ninguna de ellas basta un solo paso.",
    },
    "clearing.of": {"en": "{n} of {all}", "es": "{n} de {all}"},
    # Proof
    "proof": {"en": "Why, step by step: {title}, {day}", "es": "Por qué, paso a paso: {title}, {day}"},
    "proof.part": {"en": "Only what concerns {id}.", "es": "Solo lo relativo a {id}."},
    "proof.absent": {
        "en": "{id} plays no part in this answer.",
        "es": "{id} no interviene en esta respuesta.",
    },
    "proof.above": {"en": "explained above", "es": "explicado arriba"},
    "stated": {"en": "stated", "es": "indicado"},
    "presumed_fact": {"en": "taken for granted", "es": "supuesto"},
    "derived": {"en": "derived", "es": "deducido"},
    "unknown_fact": {"en": "unknown", "es": "no se sabe"},
    "proof.holds": {"en": "holds", "es": "se da"},
    "proof.fails": {"en": "does not hold", "es": "no se da"},
    **RULE_WORDS,
}

SIGNS = {
    "permitted": "✓",
    "permitted_with_conditions": "✓",
    "undetermined": "?",
    "action_required": "✗",
    "prohibited": "✗",
    "not_applicable": "–",
}


def say(code: str, lang: Language, **details: object) -> str:
    """The sentence with this code, its braces filled with the details."""
    return WORDS[code][lang].format_map(details)


def count(code: str, number: int, lang: Language) -> str:
    """The sentence for one or for several."""
    return say(f"{code}_one" if number == 1 else f"{code}_many", lang, n=number)
