"""Hand-made answers for the tests of reports: small by default, with every part filled in by `full`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path as File
from typing import Any

from pa_dataflow.assessment.models import (
    ActionReference,
    Announcement,
    ArrivalDuties,
    Assessment,
    Change,
    Citation,
    Condition,
    ContestedQuestion,
    DutyAssessment,
    DutyChange,
    Exposure,
    FactValue,
    GateAssessment,
    GateChange,
    LawAssessment,
    Missing,
    MissingFact,
    Note,
    Outcome,
    Path,
    Presumption,
    ProofNode,
    ReadingOutcome,
    Receipt,
    RejectedClaim,
    RulebookStamp,
    RuleReference,
    Warned,
)
from pa_dataflow.library import Rulebook
from pa_dataflow.rulebook.dates import Span
from pa_dataflow.rulebook.models import Question, Reading
from pa_dataflow.rulebook.ruleset import QuestionEntry, RuleSet
from pa_dataflow.source.errors import Place
from pa_dataflow.vocabulary.facts import Fact, FactType, Vocabulary
from pa_dataflow.vocabulary.words import Words

DAY = date(2026, 12, 1)
LONG = "co.transfer." + "muy-largo-" * 12 + "fin"
URL = "https://www.ejemplo.gov.co/normas/" + "a" * 90


def both(text: str) -> Words:
    return Words(en=f"{text} (en)", es=f"{text} (es)")


def cited(**changes: Any) -> Citation:
    given = {"instrument": "co-ley", "name": "Ley 1581", "at": "art. 26", "confidence": "primary", "url": URL}
    return Citation(**{**given, **changes})


def rule(name: str = "co.transfer.prohibition", **changes: Any) -> RuleReference:
    given = {"id": name, "says": both(f"says {name}"), "cite": [cited()], "in_force_before": None,
             "in_force_from": date(2012, 10, 18), "checked": date(2026, 11, 22),
             "place": "rules/colombia/transfer.yaml:12"}  # fmt: skip
    return RuleReference(**{**given, **changes})


def gate(status: str = "closed", name: str = "co.transfer_ground", **changes: Any) -> GateAssessment:
    given = {"id": name, "asks": both(f"{name}?"), "status": status, "closed_by": [rule()], "opened_by": [],
             "could_open": [], "curable": None}  # fmt: skip
    return GateAssessment(**{**given, **changes})


def duty(status: str = "outstanding", name: str = "co.proof", **changes: Any) -> DutyAssessment:
    given = {"id": name, "label": both(f"Do {name}"), "status": status, "who": "exporter", "due": both("before"),
             "before_transfer": True, "to": None, "evidence": None, "because": [rule("co.proof.rule")]}  # fmt: skip
    return DutyAssessment(**{**given, **changes})


def law(**changes: Any) -> LawAssessment:
    given = {"law": "CO", "name": Words(en="Colombia", es="Colombia"), "authority": both("SIC"), "reaches": "yes",
             "outcome": Outcome.ACTION_REQUIRED, "gates": [gate()], "duties": []}  # fmt: skip
    return LawAssessment(**{**given, **changes})


def action(name: str = "sign_contract", **changes: Any) -> ActionReference:
    given = {"id": name, "label": both(f"Do {name}"), "how": both(f"How {name}."), "who": ["exporter"]}
    return ActionReference(**{**given, **changes})


def path(*actions: str, **changes: Any) -> Path:
    given = {"actions": [action(name) for name in actions or ("sign_contract",)], "assumes": [], "also_owed": [],
             "hours": 2.0, "waiting_days": 0, "hangs_on": [], "holds_under_all_readings": True,
             "works_on": [DAY], "stops_on": None}  # fmt: skip
    return Path(**{**given, **changes})


def missing(name: str = "consent.act", **changes: Any) -> MissingFact:
    given = {"id": name, "kind": "fact", "label": both(name), "question": both(f"{name}?"),
             "help": both(f"Help {name}."), "values": ["none", "click"], "settles": 1}  # fmt: skip
    return MissingFact(**{**given, **changes})


def contested(**changes: Any) -> ContestedQuestion:
    readings = [
        ReadingOutcome(reading="decree", says=both("the decree rules"), source="DUR 1074", outcome=Outcome.PERMITTED),
        ReadingOutcome(reading="circular", says=both("the circular rules"), source="Circular 3",
                       outcome=Outcome.ACTION_REQUIRED),
    ]  # fmt: skip
    given = {"id": "co.q.transmission", "asks": both("Which rules?"), "prevailing": "decree", "readings": readings}
    return ContestedQuestion(**{**given, **changes})


def proof() -> ProofNode:
    fact = ProofNode(says=Words(en="signed contract: yes", es="contrato firmado: sí"), holds=False, kind="fact",
                     id="contract.signed", origin="stated",
                     value=Words(en="signed contract: no", es="contrato firmado: no"))  # fmt: skip
    ground = ProofNode(says=both("contract"), holds=False, kind="rule", id="co.contract", because=[fact])
    closing = ProofNode(says=both("closed"), holds=True, kind="rule", id="co.transfer.prohibition")
    node = ProofNode(says=both("gate"), holds=False, kind="gate", id="co.transfer_ground", because=[closing, ground])
    country = ProofNode(says=both("Colombia"), holds=False, kind="law", id="CO", because=[node, ground])
    return ProofNode(says=both("not yet"), holds=False, kind="outcome", id="action_required", because=[country])


def answer(outcome: Outcome = Outcome.ACTION_REQUIRED, **changes: Any) -> Assessment:
    given: dict[str, Any] = {
        "title": "Orders to a courier", "as_of": DAY, "outcome": outcome, "range": [outcome], "certainty": "certain",
        "exporter": "CO", "importer": "CL", "laws": [law(outcome=outcome)], "on_arrival": [],
        "conditions": [], "missing": Missing(), "would_make_prohibited": [],
        "paths": [], "paths_complete": True, "contested": [], "safer": [], "notes": [],
        "rejected": [], "presumed": [], "exposure": [], "changes_on": [], "announcements": [],
        "law_known_through": date(2026, 11, 22), "warnings": [], "proof": proof(),
        "rulebook": RulebookStamp(version="2026.11.22", hash="ab" * 32, proposals=[]),
        "receipt": Receipt(engine_version="0.1.0", transfer="cd" * 32, rulebook="ab" * 32, answer="ef" * 32),
        "disclaimer": Words(en="This is no legal advice.", es="Esto no es asesoría jurídica."),
    }  # fmt: skip
    return Assessment(**{**given, **changes})


def full(long: bool = True) -> Assessment:
    """An answer with every part; ``long`` puts in texts, ids and addresses that are too long for a line."""
    word = "Responsabilidaddemostradaquenoseacaba" * 4 if long else "accountability"
    long_rule = rule("co.ground", owes=["co.proof"])
    if long:
        says = both(f"A long text about {word} and {URL}. " * 3)
        long_rule = rule(LONG, says=says, cite=[cited(at="art. " + "9, " * 60)],
                         place="rules/" + "carpeta/" * 20 + "archivo.yaml:123", owes=["co.proof"])  # fmt: skip
    gates = [gate("open", "co.base", opened_by=[long_rule]), gate("closed", could_open=[long_rule] * 9),
             gate("unknown", "co.sensitive"), gate("unasked", "co.minors"), gate("unasked", "co.credit")]  # fmt: skip
    duties = [duty(to=both("SIC"), evidence=both(f"Proof {word}")), duty("possibly_due", "co.maybe", who="both"),
              duty("met", "co.met"), duty("not_due", "co.not_due"),
              duty("outstanding", "co.later", before_transfer=False, to=both("SIC"))]  # fmt: skip
    gate_change = GateChange(gate="co.transfer_ground", asks=both("co.transfer_ground?"), before="closed", after="open")
    duty_change = DutyChange(duty="co.proof", label=both("Do co.proof"), before="outstanding", after="not_due")
    ways = [path("sign_contract", "tell_sic", hours=3.5, waiting_days=10, also_owed=["co.proof"], hangs_on=["person"],
                 assumes=[FactValue(fact="a.b", value="true", says=both("a is b"))], holds_under_all_readings=False,
                 works_on=[DAY, date(2026, 12, 11)]), *[path(f"way_{n}", hours=n) for n in range(1, 9)]]  # fmt: skip
    there = duty("outstanding", "cl.on_arrival", before_transfer=False, who="importer")
    arrival = ArrivalDuties(law="CL", name=both("Chile"), authority=both("Agencia"), duties=[there])
    return answer(
        on_arrival=[arrival], certainty="contested",
        laws=[law(gates=gates, duties=duties), law(law="CL", reaches="unknown", gates=[], duties=[]),
              law(law="PE", name=Words(en="Peru", es="Perú"), reaches="no")],
        conditions=[Condition(kind="duty", id="co.proof", says=both("Keep proof")),
                    Condition(kind="confirm_question", id="co.q.transmission", says=both("Which rules?"))],
        missing=Missing(
            deciding=[missing(), missing("importer.country", values=[]),
                      missing("contract.signed", values=["true", "false"])],
            refining=[missing("data.kinds", help=None, values=[f"{word}_{n}" for n in range(20)]),
                      missing("co.q.transmission", kind="question", values=["decree", "circular"])]),
        would_make_prohibited=[FactValue(fact="a.b", value="true", says=both("a is b"))],
        paths=ways, paths_complete=False, contested=[contested()], safer=[path("tell_sic")],
        notes=[Note(id="co.q.note", asks=both("A note?"), readings=[both("yes"), both("no")])],
        rejected=[RejectedClaim(claim="treaty", label=both("a treaty"), law="CO", because=[long_rule])],
        presumed=[Presumption(fact="consent.withdrawn", value="false", label=both("withdrawn: no"), assumption=True,
                              reason=both("Nobody took consent back.")),
                  Presumption(fact="filings", value="[]", label=both("filings: nothing"), assumption=False,
                              reason=None)],
        exposure=[Exposure(infraction="co.fine", label=both("unlawful export"), range={"smmlv": ["0", "2000"],
                           "COP": ["1500000"]}, cite=[cited()], breach_of=["co.transfer_ground", "co.proof"],
                           note=both("At the authority's discretion."))],
        changes_on=[Change(on=date(2027, 1, 1), before=Outcome.ACTION_REQUIRED, after=Outcome.PERMITTED,
                           gates=[gate_change], duties=[],
                           rules=[long_rule.id]),
                    Change(on=date(2027, 6, 1), before=Outcome.PERMITTED, after=Outcome.PERMITTED, gates=[],
                           duties=[duty_change], rules=[])],
        announcements=[Announcement(id="cl.postponement", title=both("Postponement"), status="pending",
                                    source="Boletín 18.623-07", says=both("One year later."))],
        warnings=[Warned(code="nobody_exports", says=both("Nobody exports."))],
        rulebook=RulebookStamp(version="2026.11.22", hash="ab" * 32, proposals=["cl.postponement"]),
    )  # fmt: skip


def made_scenarios() -> list[tuple[str, list[Assessment]]]:
    """Scenarios with their answers, as `check` gets them: every outcome, and steps that clear more than one of them."""
    doubtful = Missing(deciding=[missing()])
    return [
        ("shops/a.yaml", [answer(paths=[path("sign_contract"), path("ask", "tell_sic")]),
                          answer(Outcome.PERMITTED, as_of=DAY.replace(day=2), laws=[])]),
        ("shops/b.yaml", [answer(paths=[path("ask"), path("sign_contract")])]),
        ("shops/c.yaml", [answer(paths=[path("ask", "tell_sic", "wait"), path("tell_sic")])]),
        ("shops/d.yaml", [answer(Outcome.PROHIBITED, laws=[law(gates=[
            gate("closed", "co.first", curable=True), gate("closed", "co.never", curable=False)])])]),
        ("shops/e.yaml", [answer(Outcome.UNDETERMINED, missing=doubtful, laws=[law(gates=[gate("unknown", "co.a")])])]),
        ("shops/f.yaml", [answer(Outcome.PERMITTED_WITH_CONDITIONS, certainty="contested", laws=[], conditions=[
            Condition(kind="duty", id="co.proof", says=both("Keep proof"))])]),
    ]  # fmt: skip


def ruleset() -> RuleSet:
    """A rulebook with names for what the answers speak of, and no law."""

    def fact(kind: FactType, **values: str) -> Fact:
        shown = {name: both(label) for name, label in values.items()}
        return Fact(type=kind, values=shown, label=both("label"), question=both("q?"), help=both("h"))

    facts = {
        "consent.act": fact("ordered", none="no consent", click="a click"),
        "contract.signed": fact("boolean"),
        "importer.country": fact("country"),
        "data.kinds": fact("set", health="health"),
        "exporter.annual_sales": fact("money"),
    }
    countries = {"CO": Words(en="Colombia", es="Colombia"), "CL": Words(en="Chile", es="Chile")}
    readings = {"decree": Reading(says=both("the decree"), source="DUR"),
                "circular": Reading(says=both("the circular"), source="CE")}  # fmt: skip
    question = QuestionEntry(
        "co.q.transmission", Question(asks=both("Which?"), readings=readings), Span(), Place("f", 1, 1)
    )
    names = Vocabulary(facts, countries)
    return replace(base(), vocabulary=names, questions={question.id: question})


@cache
def base() -> RuleSet:
    """The smallest rulebook there is: one imaginary country."""
    return Rulebook.load(File(__file__).parent.parent / "packs" / "base", proved=False).ruleset
