"""Further sections of an answer: duties, claims that don't help, disputes, presumptions, dates, proposals, fines."""

from __future__ import annotations

from pa_dataflow.assessment.models import Change, DutyAssessment
from pa_dataflow.report.phrases import citations, country, ended, figure, long_date, lowered, quoted, raised, unended
from pa_dataflow.report.sheet import Sheet

_BOXES = {"outstanding": "[ ] ", "possibly_due": "[?] ", "met": "[x] "}


def duties(sheet: Sheet) -> None:
    """Write the duties of each law, those due before the transfer to tick off, and what awaits the data on arrival."""
    due = [(law.name(sheet.lang), duty) for law in sheet.answer.laws for duty in law.duties if duty.status in _BOXES]
    if due or sheet.answer.on_arrival:
        sheet.page.heading(sheet.say("duties"))
    for name in dict.fromkeys(name for name, _ in due):
        own = sorted((duty for law, duty in due if law == name), key=lambda duty: list(_BOXES).index(duty.status))
        for code, write in (("duties.before", _due_before), ("duties.after", _due_after)):
            found = [duty for duty in own if duty.before_transfer == (code == "duties.before")]
            if found:
                sheet.page.gap()
                sheet.page.text(sheet.say(code, name=name), indent=2)
            for duty in found:
                write(sheet, duty)
    for arrival in sheet.answer.on_arrival:
        sheet.page.gap()
        sheet.page.text(sheet.say("duties.arrival", name=arrival.name(sheet.lang)), indent=2)
        for duty in arrival.duties:
            _due_after(sheet, duty, when=False)


def rejected(sheet: Sheet) -> None:
    """Write each claim that is no ground here, and why."""
    if sheet.answer.rejected:
        sheet.page.heading(sheet.say("rejected"))
        for claim in sheet.answer.rejected:
            law = country(claim.law, sheet.lang, sheet.countries)
            label = sheet.say("rejected.claim", claim=quoted(claim.label(sheet.lang), sheet.lang), law=law)
            sheet.page.text(label, indent=2, mark="✗ ", mark_style="red")
            sheet.rules("", claim.because, indent=4)


def disputes(sheet: Sheet) -> None:
    """Write the contested questions with the answer under each reading, and the notes."""
    answer, page, lang = sheet.answer, sheet.page, sheet.lang
    if not (answer.contested or answer.notes):
        return
    page.heading(sheet.say("disputes"))
    for question in answer.contested:
        page.text(question.asks(lang), indent=2)
        for reading in question.readings:
            parts = [f"{unended(reading.says(lang))} ({reading.source})."]
            parts.append(sheet.say("disputes.answer", outcome=sheet.outcome(reading.outcome)))
            if reading.reading == question.prevailing:
                parts.append(sheet.say("disputes.followed"))
            page.text(" ".join(parts), indent=4, mark="- ")
    for note in answer.notes:
        page.text(note.asks(lang), indent=2)
        page.items((reading(lang) for reading in note.readings), indent=4)


def presumed(sheet: Sheet) -> None:
    """Write what was taken for granted and carries nothing."""
    plain = [one for one in sheet.answer.presumed if not one.assumption]
    if plain:
        sheet.page.heading(sheet.say("presumed"))
        sheet.page.text(sheet.say("presumed.intro"), indent=2)
        sheet.page.text("; ".join(f"{one.label(sheet.lang)} ({one.fact})" for one in plain), indent=2)


def changes(sheet: Sheet) -> None:
    """Write the known days on which the answer, a gate or a duty changes."""
    if sheet.answer.changes_on:
        sheet.page.heading(sheet.say("changes"))
        for change in sheet.answer.changes_on:
            _change(sheet, change)


def announced(sheet: Sheet) -> None:
    """Write the proposals that could change the answer and are not applied."""
    page, lang = sheet.page, sheet.lang
    if sheet.answer.announcements:
        page.heading(sheet.say("announced"))
        for proposal in sheet.answer.announcements:
            status = sheet.say("announced_status" if proposal.status == "announced" else proposal.status)
            page.text(f"{unended(proposal.title(lang))} ({proposal.source}; {status}).", indent=2, mark="- ")
            page.text(proposal.says(lang), indent=4)
            page.text(sheet.say("announced.try", id=proposal.id), indent=4)


def exposure(sheet: Sheet) -> None:
    """Write the infractions that the transfer would be as proposed, with their ranges."""
    page, lang = sheet.page, sheet.lang
    if sheet.answer.exposure:
        page.heading(sheet.say("exposure"))
        for one in sheet.answer.exposure:
            ranges = "; ".join(_range(sheet, unit, limits) for unit, limits in one.range.items())
            label = raised(unended(one.label(lang)))
            page.text(ended(f"{label}: {ranges}" if ranges else label), indent=2, mark="- ")
            if one.note is not None:
                page.text(one.note(lang), indent=4)
            if one.cite:
                page.text(citations(one.cite, lang), indent=4)
            page.text(sheet.say("exposure.for", what=" · ".join(map(sheet.breach, one.breach_of))), indent=4)


def _due_before(sheet: Sheet, duty: DutyAssessment) -> None:
    page, lang = sheet.page, sheet.lang
    label = f"{unended(duty.label(lang))} ({sheet.say(duty.status)})."
    page.text(label, indent=2, mark=_BOXES[duty.status])
    parts = []
    if duty.who != "exporter":
        parts.append(sheet.say("duty.who", who=sheet.say(duty.who)))
    if duty.to is not None:
        parts.append(sheet.say("duty.to", to=unended(duty.to(lang))))
    if duty.evidence is not None and duty.status != "met":
        parts.append(sheet.say("duty.evidence", evidence=ended(duty.evidence(lang))))
    if parts:
        page.text(" ".join(parts), indent=6)
    for rule in duty.because:
        sheet.source(rule, indent=6)


def _due_after(sheet: Sheet, duty: DutyAssessment, *, when: bool = True) -> None:
    lang = sheet.lang
    name = unended(duty.label(lang))
    parts = [f"{name}: {unended(duty.due(lang))}" if when else name]
    if when and duty.who != "exporter":
        parts.append(lowered(sheet.say("duty.who", who=sheet.say(duty.who))))
    if duty.to is not None:
        parts.append(lowered(sheet.say("duty.to", to=unended(duty.to(lang)))))
    if duty.status != "outstanding":
        parts.append(sheet.say(duty.status))
    cite = citations([citation for rule in duty.because for citation in rule.cite], lang)
    label = "; ".join(map(unended, parts))
    sheet.page.text((f"{label} (", *cite, ").") if cite else f"{label}.", indent=2, mark="- ")


def _change(sheet: Sheet, change: Change) -> None:
    page, lang = sheet.page, sheet.lang
    code = "change.same" if change.before == change.after else "change.outcome"
    details = {"before": sheet.outcome(change.before), "after": sheet.outcome(change.after)}
    page.text(sheet.say(code, day=long_date(change.on, lang), **details), indent=2, mark="- ")
    for gate in change.gates:
        before, after = sheet.say(f"gate.{gate.before}"), sheet.say(f"gate.{gate.after}")
        before, after = quoted(before, lang), quoted(after, lang)
        page.point(sheet.say("change.gate", gate=gate.asks(lang), before=before, after=after), indent=4)
    for duty in change.duties:
        before, after = sheet.say(duty.before), sheet.say(duty.after)
        before, after = quoted(before, lang), quoted(after, lang)
        page.point(sheet.say("change.duty", duty=unended(duty.label(lang)), before=before, after=after), indent=4)
    if change.rules:
        page.point(sheet.say("change.rules", rules=", ".join(change.rules)), indent=4, style="dim")


def _range(sheet: Sheet, unit: str, limits: list[str]) -> str:
    least, most = figure(limits[0], sheet.lang), figure(limits[-1], sheet.lang)
    code = "one" if len(limits) == 1 else "most" if limits[0] == "0" else "range"
    return sheet.say(f"exposure.{code}", least=least, most=most, unit=unit.upper())
