"""What the command says besides its answers, in English and Spanish: help, errors and notes."""

from __future__ import annotations

from pa_dataflow.vocabulary.words import Language

WORDS: dict[str, dict[Language, str]] = {
    # Help: the command and its verbs
    "help": {
        "en": "May this firm send these personal data to that country, on that day, and if not, what makes it lawful? "
        "It answers by the laws of the Pacific Alliance, with the reasons.",
        "es": "¿Puede esta empresa enviar estos datos personales a ese país, en esa fecha? Y si no, ¿qué lo haría "
        "lícito? Responde según las leyes de la Alianza del Pacífico y dice por qué.",
    },
    "help.end": {
        "en": "Texts are in Spanish where LC_ALL, LC_MESSAGES or LANG begins with es, else in English; --lang decides. "
        "Exit codes: 0 all may go ahead; 1 some answer counts as failing (--fail-on); 2 wrong input or option; "
        "3 undetermined; 4 invalid rulebook; 70 internal error; 130 interrupted.",
        "es": "Los textos salen en español si LC_ALL, LC_MESSAGES o LANG empieza por es, y si no, en inglés; --lang lo "
        "decide. Códigos de salida: 0 todo puede enviarse; 1 alguna respuesta cuenta como fallo (--fail-on); 2 "
        "entrada u opción incorrecta; 3 sin determinar; 4 reglas inválidas; 70 error interno; 130 interrumpido.",
    },
    "help.check": {
        "en": "Answer scenario files: may the data be sent, why, and what to do.",
        "es": "Responde a archivos de escenario: si los datos pueden enviarse, por qué y qué hacer.",
    },
    "help.check.more": {
        "en": "FILES are scenario files, folders (every .yaml or .yml file in them) or - for standard input. The day "
        "is that of --as-of, else that of the file, else today. A file that can't be used is reported, and the others "
        "are still answered.",
        "es": "ARCHIVOS son archivos de escenario, carpetas (todos sus archivos .yaml o .yml) o - para la entrada "
        "estándar. La fecha es la de --as-of; si no, la del archivo; si no, hoy. Si un archivo no sirve, se avisa y se "
        "responde igual a los demás.",
    },
    "help.explain": {
        "en": "Explain an answer step by step, down to each fact.",
        "es": "Explica una respuesta paso a paso, hasta cada dato.",
    },
    "help.explain.more": {
        "en": "With an ID (of a rule, gate, fact, duty, question or concept), only the steps that concern it.",
        "es": "Con un ID (de una regla, requisito, dato, obligación, duda jurídica o concepto), solo los pasos que lo "
        "tocan.",
    },
    "help.rules": {
        "en": "Look up the law as this program knows it.",
        "es": "Consulta la ley tal como la conoce este programa.",
    },
    "help.rules.list": {
        "en": "List the rules in force on a day, by law and gate.",
        "es": "Enumera las reglas vigentes en una fecha, por ley y requisito.",
    },
    "help.rules.show": {
        "en": "Show all about rules, gates, duties, questions, instruments, steps, lists or proposals.",
        "es": "Muestra todo sobre reglas, requisitos, obligaciones, dudas, normas, pasos, listas o proyectos.",
    },
    "help.rules.facts": {
        "en": "List what can be said in a scenario file, or all about a fact or a group of facts.",
        "es": "Enumera lo que puede decirse en un escenario, o todo sobre un dato o un grupo de datos.",
    },
    # Help: options
    "help.help": {"en": "Show this help and exit.", "es": "Muestra esta ayuda y termina."},
    "help.version": {
        "en": "Show the versions of program and law and exit.",
        "es": "Muestra las versiones del programa y de la ley y termina.",
    },
    "help.as_of": {
        "en": "The day whose law counts, year-month-day. Repeat it to compare days.",
        "es": "Fecha cuya ley cuenta, año-mes-día. Repítala para comparar fechas.",
    },
    "help.as_of_one": {
        "en": "The day whose law counts, year-month-day (today if left out).",
        "es": "Fecha cuya ley cuenta, año-mes-día (si falta, hoy).",
    },
    "help.with": {
        "en": "Answer as if this proposal were law. May be repeated.",
        "es": "Responde como si este proyecto ya fuera ley. Puede repetirse.",
    },
    "help.strict": {
        "en": "Take nothing for granted: what is not stated is unknown.",
        "es": "No da nada por supuesto: lo que no se dice no se sabe.",
    },
    "help.lang": {"en": "Language of the texts.", "es": "Idioma de los textos."},
    "help.format": {
        "en": "text for people (default); markdown for web pages and messages; json and jsonl (one answer a line) for "
        "programs.",
        "es": "text para personas (es lo normal); markdown para páginas y mensajes; json y jsonl (una respuesta por "
        "línea) para programas.",
    },
    "help.format_explain": {
        "en": "text for people (default), json for programs.",
        "es": "text para personas (es lo normal), json para programas.",
    },
    "help.output": {
        "en": "Write the answers into this file instead; it changes only once all is done.",
        "es": "Escribe las respuestas en este archivo, que solo cambia cuando todo ha terminado.",
    },
    "help.fail_on": {
        "en": "Outcomes that count as failing, with commas: {names}; or none. Default: action_required,prohibited.",
        "es": "Resultados que cuentan como fallo, separados por comas: {names}; o none. Normalmente: "
        "action_required,prohibited.",
    },
    "help.rulebook": {
        "en": "Use the rules in this folder instead of the shipped law.",
        "es": "Usa las reglas de esta carpeta en vez de la ley incluida.",
    },
    "help.max_paths": {
        "en": "How many ways to look for at most (default 20).",
        "es": "Cuántos caminos buscar como máximo (normalmente 20).",
    },
    "help.country": {"en": "Only the law of this country.", "es": "Solo la ley de este país."},
    "help.gate": {"en": "Only the rules of this gate.", "es": "Solo las reglas de este requisito."},
    "help.effect": {"en": "Only rules with this effect.", "es": "Solo reglas con este efecto."},
    # Help: the parts that click writes, and what stands for values
    "usage": {"en": "Usage: ", "es": "Uso: "},
    "options": {"en": "Options", "es": "Opciones"},
    "commands": {"en": "Commands", "es": "Órdenes"},
    "OPTIONS": {"en": "[OPTIONS]", "es": "[OPCIONES]"},
    "COMMAND": {"en": "COMMAND ...", "es": "ORDEN ..."},
    "FILES": {"en": "FILES...", "es": "ARCHIVOS..."},
    "FILE": {"en": "FILE", "es": "ARCHIVO"},
    "ID": {"en": "ID", "es": "ID"},
    "MAYBE_ID": {"en": "[ID]", "es": "[ID]"},
    "IDS": {"en": "ID...", "es": "ID..."},
    "MAYBE_NAME": {"en": "[NAME]", "es": "[NOMBRE]"},
    "DAY": {"en": "DATE", "es": "FECHA"},
    "PROPOSAL": {"en": "PROPOSAL", "es": "PROYECTO"},
    "LIST": {"en": "LIST", "es": "LISTA"},
    "FOLDER": {"en": "FOLDER", "es": "CARPETA"},
    "NUMBER": {"en": "N", "es": "N"},
    "COUNTRY": {"en": "COUNTRY", "es": "PAÍS"},
    # Errors
    "error": {"en": "error: {text}", "es": "error: {text}"},
    "error.see_help": {"en": "See {command} --help", "es": "Vea {command} --help"},
    "error.meant": {"en": '{text} Did you mean "{word}"?', "es": "{text} ¿Quiso decir «{word}»?"},
    "error.no_such_option": {"en": "There is no option {name}.", "es": "No existe la opción {name}."},
    "error.no_such_command": {"en": 'There is no command "{name}".', "es": "No existe la orden «{name}»."},
    "error.bad_value": {"en": "{what}: {text}", "es": "{what}: {text}"},
    "error.missing": {"en": "{what} is missing.", "es": "Falta {what}."},
    "error.needs_value": {"en": "The option {name} needs a value.", "es": "La opción {name} necesita un valor."},
    "error.takes_no_value": {"en": "The option {name} takes no value.", "es": "La opción {name} no lleva valor."},
    "error.too_many": {"en": "There is an argument too many: {words}.", "es": "Sobra un argumento: {words}."},
    "error.not_one_of": {
        "en": '"{value}" is not one of: {allowed}.',
        "es": "«{value}» no es uno de: {allowed}.",
    },
    "error.not_positive": {
        "en": '"{value}" is not a whole number of at least 1.',
        "es": "«{value}» no es un número entero de 1 o más.",
    },
    "error.no_law": {
        "en": 'The rulebook holds no law of "{name}"; it holds: {known}.',
        "es": "No está la ley de «{name}»; están: {known}.",
    },
    "error.no_scenarios": {
        "en": "There are no scenario files (.yaml or .yml) in this folder.",
        "es": "En esta carpeta no hay archivos de escenario (.yaml o .yml).",
    },
    "error.cannot_write": {"en": "{name} can't be written: {reason}.", "es": "No se puede escribir {name}: {reason}."},
    "error.output_is_input": {
        "en": "{name} is also a scenario that is read; writing the answers there would destroy it.",
        "es": "{name} es también un escenario que se lee; escribir ahí las respuestas lo destruiría.",
    },
    "error.no_folder": {"en": "its folder does not exist", "es": "no existe su carpeta"},
    "error.is_folder": {"en": "it is a folder", "es": "es una carpeta"},
    "error.engine": {
        "en": "No answer could be computed: {what}",
        "es": "No se pudo calcular una respuesta: {what}",
    },
    "error.internal": {
        "en": "Internal error: {what}. Please report it, with the scenario if you can "
        "(PA_DATAFLOW_DEBUG=1 shows where it happened).",
        "es": "Error interno: {what}. Por favor, infórmenos de él, si puede con el escenario "
        "(PA_DATAFLOW_DEBUG=1 muestra dónde ocurrió).",
    },
    # Notes
    "note.today": {
        "en": "{name}: note: no date is given, so today's law counts: {day}.",
        "es": "{name}: nota: no se indica fecha; cuenta la ley de hoy: {day}.",
    },
    "version": {
        "en": "pa-dataflow {engine}\nlaw {law}, SHA-256 {hash}",
        "es": "pa-dataflow {engine}\nley {law}, SHA-256 {hash}",
    },
}


def say(code: str, lang: Language, **details: object) -> str:
    """The sentence with this code, its braces filled with the details."""
    return WORDS[code][lang].format_map(details)
