"""What facts are after actions: they only add. Booleans become true, sets are united, ordered facts move up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from real_transfers import Asked, rulebook

from pa_dataflow.vocabulary.facts import UNKNOWN


def joined(asked: Asked, fact: str, value: Any) -> Any:
    """The value of the fact after something brought this about; an unknown set holds that and nothing else."""
    vocabulary = rulebook().ruleset.vocabulary
    stated = asked.facts.get(fact)
    if stated is None:
        stated = vocabulary.presumed.get(fact)
    if stated is None or stated == UNKNOWN:
        return value
    kind = vocabulary.facts[fact].type
    if kind in ("set", "country_set"):
        return frozenset(stated) | value
    if kind == "ordered":
        steps = list(vocabulary.members(fact))
        return max(stated, value, key=steps.index)
    return value


def after_actions(asked: Asked, actions: Iterable[str]) -> Asked:
    """The transfer with these actions done."""
    for name in sorted(actions):
        brought = rulebook().ruleset.actions[name].brings_about
        asked = asked.stating(**{fact: joined(asked, fact, value) for fact, value in brought.items()})
    return asked
