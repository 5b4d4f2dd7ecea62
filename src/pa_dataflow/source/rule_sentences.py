"""The sentences for what is wrong in rulebooks and transfers: names, dates, conditions and how entries fit together."""

from __future__ import annotations

from typing import Literal

RULE_SENTENCES: dict[str, dict[Literal["en", "es"], str]] = {
    # A transfer (vocabulary.transfer, rulebook.atoms)
    "fact_twice": {
        "en": 'The fact "{fact}" is written twice.',
        "es": "El dato «{fact}» está escrito dos veces.",
    },
    "not_a_scenario": {
        "en": "A scenario is expected here: keys such as exporter, importer and data, each with its values.",
        "es": "Aquí se espera un escenario: claves como exporter, importer y data, cada una con sus valores.",
    },
    "unknown_fact": {
        "en": 'There is no fact called "{name}".',
        "es": "No existe ningún dato llamado «{name}».",
    },
    # Values of facts (vocabulary.facts)
    "fact_takes_a_list": {
        "en": '{fact} takes a list, not "{value}".',
        "es": "{fact} lleva una lista, no «{value}».",
    },
    "not_one_value": {
        "en": "{fact} takes one value, not {value}; it may be: {values}.",
        "es": "{fact} lleva un solo valor, no {value}; puede ser: {values}.",
    },
    "unknown_country": {
        "en": '"{value}" is not a country ({fact}); countries are written with two capital letters, such as CL.',
        "es": "«{value}» no es un país ({fact}); los países se escriben con dos letras mayúsculas, por ejemplo CL.",
    },
    "unknown_fact_value": {
        "en": '"{value}" is not a value of {fact}; it may be: {values}.',
        "es": "«{value}» no es un valor de {fact}; puede ser: {values}.",
    },
    # Conditions (rulebook.conditions)
    "empty_list": {
        "en": "{fact}: {operator}: needs at least one value; only the operator only: takes an empty list.",
        "es": "{fact}: {operator}: necesita al menos un valor; solo el operador only: admite una lista vacía.",
    },
    "foreign_concept": {
        "en": 'The concept "{name}" belongs to another law; a condition may use those of its own folder only.',
        "es": "El concepto «{name}» es de otra ley; una condición solo puede usar los de su propia carpeta.",
    },
    "not_a_condition": {
        "en": 'A condition (name: value) is expected here, not "{found}".',
        "es": "Aquí se espera una condición (nombre: valor), no «{found}».",
    },
    "not_a_list_of_conditions": {
        "en": "A list with at least one condition is expected here.",
        "es": "Aquí se espera una lista con al menos una condición.",
    },
    "not_one_test": {
        "en": "A condition has exactly one key, but here stands: {keys}. Join several with all: or any:.",
        "es": "Una condición tiene exactamente una clave, pero aquí hay: {keys}. Una varias con all: o any:.",
    },
    "note_only_question": {
        "en": 'The question "{name}" is only printed (note_only); no condition may hang on it.',
        "es": "La cuestión «{name}» solo se imprime (note_only); ninguna condición puede depender de ella.",
    },
    "threshold_with_unit": {
        "en": "{fact} is a bare number: compare it with {value} alone, without unit or currency.",
        "es": "{fact} es un número sin unidad: compárelo con {value} solo, sin unidad ni moneda.",
    },
    "threshold_without_currency": {
        "en": "{fact} is an amount of money: {value} needs a currency or a unit of account.",
        "es": "{fact} es un monto de dinero: {value} necesita una moneda o una unidad de cuenta.",
    },
    "unknown_name": {
        "en": 'There is no fact, concept or measure called "{name}".',
        "es": "No existe ningún dato, concepto ni medida con el nombre «{name}».",
    },
    "unknown_operator": {
        "en": "{fact} is compared with one of: {operators}; here stands: {found}.",
        "es": "{fact} se compara con uno de estos operadores: {operators}; aquí dice: {found}.",
    },
    "unknown_reading": {
        "en": 'The question {name} has no reading "{reading}"; its readings are: {readings}.',
        "es": "La cuestión {name} no tiene la lectura «{reading}»; sus lecturas son: {readings}.",
    },
    "unknown_recognition": {
        "en": 'No country is recognised as "{name}" anywhere in this rulebook.',
        "es": "En este conjunto de reglas ningún país está reconocido como «{name}».",
    },
    "unknown_recogniser": {
        "en": '"{name}" keeps no list of recognised countries in this rulebook.',
        "es": "En este conjunto de reglas, «{name}» no tiene ninguna lista de países reconocidos.",
    },
    "unknown_unit": {
        "en": 'There is no unit of account called "{unit}" in this folder.',
        "es": "En esta carpeta no existe la unidad de cuenta «{unit}».",
    },
    "wrong_keys": {
        "en": "Exactly these keys are expected here: {keys}.",
        "es": "Aquí se esperan exactamente estas claves: {keys}.",
    },
    # Names that lead nowhere (rulebook.checks)
    "unknown_action": {
        "en": 'There is no action called "{name}".',
        "es": "No existe ninguna acción llamada «{name}».",
    },
    "unknown_claim": {
        "en": 'No transfer can claim "{name}": it is not a value of the fact that lists claims.',
        "es": "Ningún envío puede invocar «{name}»: no es un valor del dato que enumera lo que se invoca.",
    },
    "unknown_concept": {
        "en": 'There is no concept called "{name}" in this folder.',
        "es": "En esta carpeta no existe el concepto «{name}».",
    },
    "unknown_date": {
        "en": 'No date is called "{name}", or it is counted from itself.',
        "es": "Ninguna fecha se llama «{name}», o se cuenta a partir de sí misma.",
    },
    "unknown_duty": {
        "en": 'There is no duty called "{name}".',
        "es": "No existe ninguna obligación llamada «{name}».",
    },
    "unknown_gate": {
        "en": 'There is no gate called "{name}".',
        "es": "No existe ningún requisito (gate) llamado «{name}».",
    },
    "unknown_infraction": {
        "en": 'There is no infraction called "{name}".',
        "es": "No existe ninguna infracción llamada «{name}».",
    },
    "unknown_instrument": {
        "en": 'There is no instrument called "{name}".',
        "es": "No existe ningún instrumento llamado «{name}».",
    },
    "unknown_law": {
        "en": 'This rulebook holds no law of the country "{name}".',
        "es": "Este conjunto de reglas no contiene ninguna ley del país «{name}».",
    },
    "unknown_neighbour": {
        "en": '"{name}" is no rule, gate, duty or instrument next to which a question could be printed.',
        "es": "«{name}» no es una regla, un requisito (gate), una obligación ni un instrumento junto al que pueda "
        "imprimirse una cuestión.",
    },
    "unknown_question": {
        "en": 'There is no question "{name}" with that reading.',
        "es": "No existe la cuestión «{name}» con esa lectura.",
    },
    "unknown_rule": {
        "en": 'There is no rule called "{name}".',
        "es": "No existe ninguna regla llamada «{name}».",
    },
    "unknown_scheme": {
        "en": 'There is no safe harbour called "{name}".',
        "es": "No existe ningún puerto seguro llamado «{name}».",
    },
    # How entries fit together (rulebook.checks, rulebook.cycles, rulebook.models, rulebook.folders)
    "action_does_not_add": {
        "en": "The action {action} may only add: make {fact} true, give it members or move it up.",
        "es": "La acción {action} solo puede añadir: volver verdadero {fact}, darle elementos o subirlo de grado.",
    },
    "backward_dates": {
        "en": "The end {before} does not come after the beginning {start}.",
        "es": "El final {before} no es posterior al comienzo {start}.",
    },
    "country_twice": {
        "en": "Another folder is about the country {country} already.",
        "es": "Otra carpeta trata ya del país {country}.",
    },
    "cycle": {
        "en": "These go round in a circle: {cycle}.",
        "es": "Aquí hay un círculo: {cycle}.",
    },
    "duplicate_id": {
        "en": 'The id "{id}" is already taken.',
        "es": "El identificador «{id}» ya está ocupado.",
    },
    "fact_without_values": {
        "en": "The fact {fact} needs values to choose from.",
        "es": "El dato {fact} necesita valores entre los que elegir.",
    },
    "gate_never_closed": {
        "en": "No rule closes the gate {gate}, so it is never asked.",
        "es": "Ninguna regla cierra el requisito (gate) {gate}, de modo que nunca se plantea.",
    },
    "harmful_action": {
        "en": "The rule {rules} closes the gate {gate} once somebody does {actions} (on {day}); an action may never "
        "close one. It happens when: {witness}.",
        "es": "La regla {rules} cierra el requisito (gate) {gate} cuando alguien hace {actions} (el {day}); ninguna "
        "acción puede cerrar uno. Ocurre cuando: {witness}.",
    },
    "missing_base_gate": {
        "en": "The law of {name} names no gate for the lawful base (base_gates).",
        "es": "La ley de {name} no indica ningún requisito (gate) sobre la base de licitud (base_gates).",
    },
    "missing_citation": {
        "en": "A citation is missing: every rule says where it stands in the law.",
        "es": "Falta la cita: toda regla dice en qué norma consta.",
    },
    "missing_concept": {
        "en": "The concept {name}, which every country must define, is missing.",
        "es": "Falta el concepto {name}, que todo país debe definir.",
    },
    "missing_size": {
        "en": "The law of {name} does not say how it sorts firms by size (size).",
        "es": "La ley de {name} no dice cómo clasifica a las empresas por tamaño (size).",
    },
    "name_twice": {
        "en": 'The name "{name}" is used for a fact and for a concept.',
        "es": "El nombre «{name}» se usa para un dato y para un concepto.",
    },
    "no_country": {
        "en": "The rulebook holds no country: at least one folder needs a country.yaml.",
        "es": "El conjunto de reglas no contiene ningún país: al menos una carpeta necesita un country.yaml.",
    },
    "no_rulebook": {
        "en": "There is no rulebook here: a folder with folders of YAML files is expected.",
        "es": "Aquí no hay ningún conjunto de reglas: se espera una carpeta con carpetas de archivos YAML.",
    },
    "not_a_number_fact": {
        "en": '"{name}" is no fact of type number or money, so it can\'t be added up.',
        "es": "«{name}» no es un dato de tipo number o money, así que no puede sumarse.",
    },
    "not_a_rulebook_file": {
        "en": "A rulebook file is made of sections, such as rules: or gates:, each with its entries.",
        "es": "Un archivo de reglas se compone de secciones, como rules: o gates:, cada una con sus entradas.",
    },
    "not_an_open_fact": {
        "en": 'No fact called "{fact}" lets countries add values.',
        "es": "Ningún dato llamado «{fact}» admite que los países añadan valores.",
    },
    "not_one_effect": {
        "en": "Rule {rule} must have exactly one effect (closes, opens, defines, requires, waives or rejects); "
        "it has: {found}.",
        "es": "La regla {rule} debe tener exactamente un efecto (closes, opens, defines, requires, waives o rejects); "
        "tiene: {found}.",
    },
    "opens_what_nothing_closes": {
        "en": "Rule {rule} opens the gate {gate}, which no rule closes.",
        "es": "La regla {rule} abre el requisito (gate) {gate}, que ninguna regla cierra.",
    },
    "outside_instruments": {
        "en": "Rule {rule} is in force on days on which no instrument it cites is; those live from {start} until "
        "{before}.",
        "es": "La regla {rule} rige en días en que no está vigente ninguna norma que cita; estas rigen desde {start} "
        "hasta {before}.",
    },
    "overlapping_versions": {
        "en": "Two versions of {id} are in force on the same day.",
        "es": "Dos versiones de {id} están vigentes el mismo día.",
    },
    "owes_on_arrival": {
        "en": "Rule {rule} owes {duty}, which is due on arrival; only a rule that requires it can bring that about.",
        "es": "La regla {rule} trae consigo (owes) {duty}, que se debe a la llegada; eso solo lo logra una regla "
        "que lo exige (requires).",
    },
    "owes_without_opens": {
        "en": "Rule {rule} has owes:, which only a rule that opens a gate may have.",
        "es": "La regla {rule} lleva owes:, que solo cabe en una regla que abre un requisito (gate).",
    },
    "part_missing": {
        "en": "No fact plays the part {part} (plays: {part}).",
        "es": "Ningún dato hace el papel {part} (plays: {part}).",
    },
    "part_of_wrong_type": {
        "en": "Only a fact of type {type} can play the part {part}.",
        "es": "Solo un dato de tipo {type} puede hacer el papel {part}.",
    },
    "part_twice": {
        "en": "The part {part} is played by {fact} already.",
        "es": "El papel {part} ya lo hace {fact}.",
    },
    "presumption_carries": {
        "en": "The presumption {fact}: {value} alone lets a transfer go ahead on {day}; presume the cautious value, or "
        "give the reason in assume:. It happens when: {witness}.",
        "es": "La presunción {fact}: {value} basta por sí sola para permitir un envío el {day}; presuma el valor "
        "prudente o dé la razón en assume:. Ocurre cuando: {witness}.",
    },
    "size_without_presumption": {
        "en": "{fact} plays the part size and needs a presumed value, which stands for the firm's figures.",
        "es": "{fact} hace el papel size y necesita un valor presunto, que remita a las cifras de la empresa.",
    },
    "wrong_prefix": {
        "en": 'The id "{id}" must begin with "{prefix}" in this folder.',
        "es": "En esta carpeta, el identificador «{id}» debe empezar por «{prefix}».",
    },
    # Proposals (rulebook.proposals)
    "nothing_to_repeal": {
        "en": 'There is no rule or recognition "{id}" to repeal.',
        "es": "No hay ninguna regla ni reconocimiento «{id}» que derogar.",
    },
    "nothing_to_replace": {
        "en": 'There is no entry "{id}" to replace.',
        "es": "No hay ninguna entrada «{id}» que sustituir.",
    },
    "unknown_proposal": {
        "en": 'There is no proposal called "{name}".',
        "es": "No existe ningún proyecto llamado «{name}».",
    },
    # What somebody asks about (report.proof, cli)
    "unknown_id": {
        "en": 'Nothing in the rulebook is called "{name}".',
        "es": "Nada se llama «{name}» en este conjunto de reglas.",
    },
}
