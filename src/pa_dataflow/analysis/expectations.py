"""Whether an answer is what a worked case expects, and where it differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pa_dataflow.assessment.models import Assessment, DutyAssessment
from pa_dataflow.rulebook.cases import Case

NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of an answer that isn't what the case expects: the key of ``expect``, and both sides as written."""

    part: str
    expected: str
    found: str


def differences(case: Case, answer: Assessment) -> list[Difference]:
    """Everything in which the answer differs from what the case expects; an empty list if the case is met.

    Closed gates and contested questions have to be exactly those; of duties, duties on arrival, rejected claims and
    paths only what the case names is compared. Where gates are closed the carrying rules have to be exactly those that
    are named, else those that are named have to be among them.
    """
    return list(_differences(case, answer))


def _differences(case: Case, answer: Assessment) -> Iterator[Difference]:
    expected = case.model.expect
    if answer.outcome != expected.outcome:
        yield Difference("outcome", expected.outcome, answer.outcome.value)
    yield from _sets("closed", expected.closed, answer.closed_gates)
    yield from _sets("contested", expected.contested, (question.id for question in answer.contested))
    if expected.carried_by is not None:
        carrying = set(answer.carrying_rules)
        yield from _sets("carried_by", expected.carried_by,
                         carrying if expected.closed else carrying & set(expected.carried_by))  # fmt: skip
    yield from _statuses("duties", expected.duties, (duty for law in answer.laws for duty in law.duties))
    yield from _statuses("on_arrival", expected.on_arrival, (duty for law in answer.on_arrival for duty in law.duties))
    rejected = {claim.claim: [rule.id for rule in claim.because] for claim in answer.rejected}
    for claim, rules in expected.rejected.items():
        yield from _sets(f"rejected {claim}", rules, rejected.get(claim, ()))
    found = [{action.id for action in path.actions} for path in answer.paths]
    for wanted in expected.paths_include:
        if set(wanted) not in found:
            yield Difference("paths_include", _listed(wanted), "; ".join(map(_listed, found)))


def _sets(part: str, expected: Iterable[str], found: Iterable[str]) -> Iterator[Difference]:
    wanted, seen = set(expected), set(found)
    if wanted != seen:
        yield Difference(part, _listed(wanted), _listed(seen))


def _statuses(part: str, expected: Mapping[str, str], duties: Iterable[DutyAssessment]) -> Iterator[Difference]:
    found = {duty.id: duty.status for duty in duties}
    for duty, status in expected.items():
        if found.get(duty, NOT_DUE) != status:
            yield Difference(f"{part} {duty}", status, found.get(duty, NOT_DUE))


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(sorted(names))}]"
