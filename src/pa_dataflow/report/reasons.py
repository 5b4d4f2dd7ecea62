"""The part of an answer that says why: law by law, gate by gate, with the rules and where the law says it."""

from __future__ import annotations

from collections.abc import Iterator

from pa_dataflow.assessment.models import GateAssessment, LawAssessment, RuleReference
from pa_dataflow.report.layout import Style, Text
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
    gates = sorted((gate for gate in law.gates if gate.status in _ORDER), key=lambda one: _ORDER.index(one.status))
    if page.wide and gates:
        head = [sheet.say(code) for code in ("field.asks", "column.answer", "column.rule", "field.cite")]
        page.table(head, [row for gate in gates for row in _rows(sheet, gate)])
    else:
        for gate in gates:
            _gate(sheet, gate)
    unasked = sum(gate.status == "unasked" for gate in law.gates)
    if unasked:
        page.text(count("gates.unasked", unasked, lang), indent=2, style="dim")


def _gate(sheet: Sheet, gate: GateAssessment) -> None:
    status = gate.status
    asks = f"{gate.asks(sheet.lang)} {sheet.say(f'gate.{status}').capitalize()}."
    sheet.page.text(asks, indent=2, mark=f"{_SIGNS[status]} ", mark_style=_STYLES[status])
    intro, rules = _carried_by(sheet, gate)
    if rules:
        sheet.rules(intro, rules, indent=4)
    if status == "open":
        return
    if gate.curable is False:
        sheet.page.text(sheet.say("gate.no_path"), indent=4, style="bold")
    if gate.could_open:
        _grounds(sheet, gate)


def _grounds(sheet: Sheet, gate: GateAssessment) -> None:
    """Write in short the grounds that would open the gate."""
    sheet.page.text(sheet.say("gate.could_open"), indent=4)
    for rule in gate.could_open[:MOST_GROUNDS]:
        source = citations(rule.cite, sheet.lang)
        sheet.page.text((f"{rule.says(sheet.lang)} (", *source, ")"), indent=4, mark="- ")
    more = len(gate.could_open) - MOST_GROUNDS
    if more > 0:
        sheet.page.more(sheet.say("gate.more_grounds", n=more, gate=gate.id), indent=6, style="dim")


def _carried_by(sheet: Sheet, gate: GateAssessment) -> tuple[str, list[RuleReference]]:
    """The rules on which a gate's status rests, with the words before them."""
    if gate.status == "open":
        return sheet.say("gate.opened_by"), gate.opened_by
    return sheet.say("gate.closed_by" if gate.status == "closed" else "gate.perhaps_closed_by"), gate.closed_by


def _rows(sheet: Sheet, gate: GateAssessment) -> Iterator[list[Text]]:
    """A gate as rows of a table: the gate itself in the first, and in each a rule or a remark."""
    begun: list[Text] = [
        gate.asks(sheet.lang),
        f"{_SIGNS[gate.status]} {sheet.say(f'gate.{gate.status}').capitalize()}",
    ]
    for row in _lines(sheet, gate) or [["", ""]]:
        yield [*begun, *row]
        begun = ["", ""]


def _lines(sheet: Sheet, gate: GateAssessment) -> list[list[Text]]:
    """What there is to say of a gate: rules and remarks, each with its source."""
    lang = sheet.lang
    intro, rules = _carried_by(sheet, gate)
    lines: list[list[Text]] = []
    for rule in rules:
        says = f"{intro} {rule.says(lang)} {sheet.owes(rule)}".rstrip()
        lines.append([says, (*citations(rule.cite, lang), " · ", *sheet.where(rule))])
    if gate.status == "open":
        return lines
    if gate.curable is False:
        lines.append([sheet.say("gate.no_path"), ""])
    for rule in gate.could_open[:MOST_GROUNDS]:
        lines.append([f"{sheet.say('gate.could_open')} {rule.says(lang)}", citations(rule.cite, lang)])
    more = len(gate.could_open) - MOST_GROUNDS
    if more > 0:
        lines.append([sheet.say("gate.more_grounds", n=more, gate=gate.id), ""])
    return lines
