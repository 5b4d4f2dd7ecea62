"""The promises of the shipped law, tried on transfers: presumptions carry nothing, and actions close nothing."""

from __future__ import annotations

import random

import pytest
from columns import Columns, Completions
from real_merging import after_actions
from real_transfers import LAWS, Asked, decided, for_transfers, known_of, laws_on, pool, rulebook

from pa_dataflow.assessment.laws_of_day import Calendar
from pa_dataflow.assessment.proofs import prove

each_law = pytest.mark.parametrize("law", LAWS)


def test_the_solver_proves_both_promises_for_every_period() -> None:
    assert prove(Calendar(rulebook().ruleset)) == []


@each_law
def test_no_presumption_is_what_lets_a_transfer_go_ahead(law: str) -> None:
    """Whatever else somebody states instead of what is presumed, a transfer that may go ahead still may."""
    vocabulary = rulebook().ruleset.vocabulary
    values = {name: [value for value in pool(law).values[name] if value not in (None, "unknown")]
              for name in pool(law).values if name in vocabulary.presumed}  # fmt: skip

    def check(asked: Asked) -> None:
        if decided(asked).outcome.may_go_ahead is not True:
            return
        for name, others in values.items():
            if name not in asked.facts and vocabulary.facts[name].assume is None:
                for other in others:
                    assert decided(asked.stating(**{name: other})).outcome.may_go_ahead is True

    for_transfers(law, check)


@each_law
def test_doing_a_possible_action_never_closes_a_gate(law: str) -> None:
    """Tried for every action at once, each in eight completions."""

    def check(asked: Asked) -> None:
        laws, known = laws_on(asked), known_of(asked)
        completions = Completions.grouped(laws, known, (), asked, groups=1, size=8)
        inputs = completions.inputs(laws, known)
        size, count = len(completions.rows), len(laws.actions)
        copies = sum(1 << size * number for number in range(count))
        before = Columns(laws, {name: column * copies for name, column in inputs.items()}, (1 << size * count) - 1)
        own = {action.id: completions.full << size * number for number, action in enumerate(laws.actions)}
        after = before.with_actions({action.id: before[action.possible] & own[action.id] for action in laws.actions})
        for one in laws.laws:
            for gate in one.gates:
                closed = f"gate {gate} closed"
                assert after[closed] & ~before[closed] == 0

    for_transfers(law, check)


@each_law
def test_doing_an_action_never_takes_a_permission_away(law: str) -> None:
    """The same with what people write: the facts that an action brings about are stated."""

    def check(asked: Asked) -> None:
        if decided(asked).outcome.may_go_ahead is not True:
            return
        laws = laws_on(asked)
        concluded = laws.conclude(known_of(asked))
        possible = [one.id for one in laws.actions if laws.atoms.table.value(one.possible, concluded)]
        for name in random.Random(str(asked)).sample(possible, min(12, len(possible))):
            assert decided(after_actions(asked, [name])).outcome.may_go_ahead is True

    for_transfers(law, check)
