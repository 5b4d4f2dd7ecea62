"""What many answers come to: how many there are of each outcome, and which single steps would clear most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pa_dataflow.assessment.models import ActionReference, Assessment, Outcome, Output
from pa_dataflow.vocabulary.words import Words

MOST_STEPS = 5


class Clearing(Output):
    """A step that is a path all by itself, and for how many answers."""

    action: str
    label: Words
    answers: int


class Tally(Output):
    """The count of many answers.

    ``outcomes`` are from worst to best, without those that don't occur. ``stuck`` are the answers that say that the
    data may not be sent; ``clearing`` are the steps of which one alone changes that, those that do so most often first;
    ``complete`` tells whether all ways were looked for.
    """

    scenarios: int
    answers: int
    outcomes: dict[Outcome, int]
    stuck: int
    clearing: list[Clearing]
    complete: bool


def tally(answers: Sequence[tuple[str, Assessment]]) -> Tally:
    """Count answers, each given with the name of its scenario."""
    found = Counter(answer.outcome for _, answer in answers)
    stuck = [answer for _, answer in answers if answer.outcome.may_go_ahead is False]
    return Tally(
        scenarios=len({name for name, _ in answers}),
        answers=len(answers),
        outcomes={outcome: found[outcome] for outcome in reversed(Outcome) if found[outcome]},
        stuck=len(stuck),
        clearing=_clearing(stuck),
        complete=all(answer.paths_complete for answer in stuck),
    )


def _clearing(stuck: Sequence[Assessment]) -> list[Clearing]:
    """The steps that are enough alone; of those that are enough equally often, the first that is offered."""
    labels: dict[str, Words] = {}
    counted: Counter[str] = Counter()
    for answer in stuck:
        alone = {action.id: action.label for action in _enough(answer)}
        labels = {**alone, **labels}
        counted.update(alone.keys())
    return [Clearing(action=name, label=labels[name], answers=n) for name, n in counted.most_common(MOST_STEPS)]


def _enough(answer: Assessment) -> list[ActionReference]:
    """The actions that are a path alone; one that works only if something unknown is so is not enough."""
    return [path.actions[0] for path in answer.paths if len(path.actions) == 1 and not path.assumes]
