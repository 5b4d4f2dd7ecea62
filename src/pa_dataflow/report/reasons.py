"""The part of an answer that says why: law by law, gate by gate, with the rules and where the law says it."""

from __future__ import annotations

from pa_dataflow.assessment.models import GateAssessment, LawAssessment, RuleReference
from pa_dataflow.report.layout import Style
from pa_dataflow.report.phrases import citations
from pa_dataflow.report.sheet import Sheet
from pa_dataflow.report.words import count

MOST_GROUNDS = 3

_ORDER = ("closed", "unknown", "open")
_SIGNS = {"closed": "✗", "unknown": "?", "open": "✓"}
_STYLES: dict[str, Style] = {"closed": "red", "unknown": "yellow", "open": "green"}


def why(sheet: Sheet) -> None:
    """Write the reasons: the laws in their order, the closed gates of each first."""
    if not sheet.answer.laws:
        return
    sheet.page.heading(sheet.say("why"))
    for number, law in enumerate(sheet.answer.laws):
        if number:
            sheet.page.gap()
        _law(sheet, law)


def _law(sheet: Sheet, law: LawAssessment) -> None:
    page, lang = sheet.page, sheet.lang
    if law.reaches == "no":
        page.text(sheet.say("law.not_reached", name=law.name(lang)), indent=2)
        return
    page.text(sheet.say("law", name=law.name(lang), outcome=sheet.outcome(law.outcome)), indent=2, style="bold")
    page.text(sheet.say("law.authority", authority=law.authority(lang)), indent=2)
    if law.reaches == "unknown":
        page.text(sheet.say("law.perhaps"), indent=2)
    for gate in sorted((gate for gate in law.gates if gate.status in _ORDER), key=lambda one: _ORDER.index(one.status)):
        _gate(sheet, gate)
    unasked = sum(gate.status == "unasked" for gate in law.gates)
    if unasked:
        page.text(count("gates.unasked", unasked, lang), indent=2, style="dim")


def _gate(sheet: Sheet, gate: GateAssessment) -> None:
    status = gate.status
    asks = f"{gate.asks(sheet.lang)} {sheet.say(f'gate.{status}').capitalize()}."
    sheet.page.text(asks, indent=2, mark=f"{_SIGNS[status]} ", mark_style=_STYLES[status])
    if status == "open":
        _rules(sheet, "gate.opened_by", gate.opened_by)
        return
    _rules(sheet, "gate.closed_by" if status == "closed" else "gate.perhaps_closed_by", gate.closed_by)
    if gate.curable is False:
        sheet.page.text(sheet.say("gate.no_path"), indent=4, style="bold")
    if gate.could_open:
        _grounds(sheet, gate)


def _grounds(sheet: Sheet, gate: GateAssessment) -> None:
    """Write in short the grounds that would open the gate."""
    sheet.page.text(sheet.say("gate.could_open"), indent=4)
    for rule in gate.could_open[:MOST_GROUNDS]:
        sheet.page.text(f"{rule.says(sheet.lang)} ({citations(rule.cite, sheet.lang)})", indent=4, mark="- ")
    more = len(gate.could_open) - MOST_GROUNDS
    if more > 0:
        sheet.page.text(sheet.say("gate.more_grounds", n=more, gate=gate.id), indent=6, style="dim")


def _rules(sheet: Sheet, intro: str, rules: list[RuleReference]) -> None:
    if rules:
        sheet.rules(sheet.say(intro), rules, indent=4)
