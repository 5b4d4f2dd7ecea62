"""The proof of an answer: a tree from the outcome over laws, gates and rules down to the facts."""

from __future__ import annotations

from collections.abc import Mapping

from pa_dataflow.assessment.findings import State, closing_rules, gate_status
from pa_dataflow.assessment.models import Outcome, ProofNode
from pa_dataflow.logic.knowledge import evaluate
from pa_dataflow.rulebook.conditions import (
    Accepted,
    AllOf,
    AnyOf,
    ConceptTest,
    Condition,
    FactTest,
    Leaf,
    Not,
    ReadingTest,
    SizeTest,
)
from pa_dataflow.rulebook.laws import LawInForce
from pa_dataflow.rulebook.ruleset import RuleVersion
from pa_dataflow.rulebook.wording import Wording
from pa_dataflow.vocabulary.facts import Value
from pa_dataflow.vocabulary.words import Words

_GATE_STATUS = {
    "open": Words(en="open", es="abierta"),
    "closed": Words(en="closed", es="cerrada"),
    "unknown": Words(en="unknown", es="por saber"),
    "unasked": Words(en="not asked", es="no se pregunta"),
}
_ALL = Words(en="all of these", es="todo esto")
_ANY = Words(en="at least one of these", es="al menos uno de estos")
_NOT = Words(en="not this", es="esto no")
MOST_CASES = 6


class Prover:
    """Builds the proof of one answer.

    Parameters: ``values`` and ``presumed``, the facts stated and presumed.
    """

    def __init__(
        self, wording: Wording, state: State, values: Mapping[str, Value], presumed: Mapping[str, Value]
    ) -> None:
        self.ruleset = wording.ruleset
        self.state = state
        self.values = values
        self.presumed = presumed
        self.wording = wording
        self.translator = state.laws.translator
        self._concepts: dict[str, ProofNode] = {}
        self._rules: dict[str, ProofNode] = {}

    def outcome(self, outcome: Outcome, says: Words) -> ProofNode:
        """The root of the tree."""
        laws = [self._law(law) for law in self.state.laws.laws if self.state.plain(law.applies) is not False]
        laws += [self._applies(law) for law in self.state.laws.laws if self.state.plain(law.applies) is False]
        return ProofNode(says=says, holds=outcome.may_go_ahead, kind="outcome", id=outcome.value, because=laws)

    def _law(self, law: LawInForce) -> ProofNode:
        gates = [self._gate(law, gate) for gate in law.gates if gate_status(self.state, gate) != "unasked"]
        may = self.state.value(law.may)
        name = law.country.country.name
        return ProofNode(says=name, holds=may, kind="law", id=law.code, because=[self._applies(law), *gates])

    def _applies(self, law: LawInForce) -> ProofNode:
        return self._concept(law, law.applies)

    def _gate(self, law: LawInForce, gate: str) -> ProofNode:
        status = gate_status(self.state, gate)
        asks, words = law.gates[gate].model.asks, _GATE_STATUS[status]
        because = [self._rule(law, rule) for rule in closing_rules(self.state, law, gate)]
        opening = law.opening(gate)
        sure = [rule for rule in opening if self.state.plain(law.holds(rule)) is True]
        because += [self._rule(law, rule) for rule in (sure if status == "open" and sure else opening)]
        if status != "unknown" and self.state.plain(f"gate {gate} closed") is None:
            because += self._cases(gate)
        return ProofNode(
            says=Words(en=f"{asks.en} {words.en}", es=f"{asks.es} {words.es}"),
            holds=None if status == "unknown" else status == "open",
            kind="gate",
            id=gate,
            because=because,
        )

    def _cases(self, gate: str) -> list[ProofNode]:
        """The values of one unknown fact that split the question, where only the solver saw that all agree."""
        laws, known = self.state.laws, self.state.known
        symbol = f"gate {gate} closed"
        inputs = laws.cone(symbol) & ~(known.true | known.false)
        names = sorted(name for name, bits in laws.atoms.bits.items() if bits & inputs)
        for name in names:
            nodes = []
            for value in self._possible_values(name):
                case = known.also(laws.atoms.knowledge(name, value))
                closed = laws.atoms.table.value(symbol, laws.conclude(case))
                stated = self.wording.stated(name, value)
                says = Words(en=f"if {stated.en}", es=f"si {stated.es}")
                nodes.append(ProofNode(says=says, holds=None if closed is None else not closed, kind="case", id=name))
            if nodes and len(nodes) <= MOST_CASES and all(node.holds is not None for node in nodes):
                return nodes
        return []

    def _possible_values(self, name: str) -> list[Value | str]:
        if name in self.ruleset.questions:
            return list(self.ruleset.questions[name].model.readings)
        kind = self.ruleset.vocabulary.facts[name].type
        if kind == "boolean":
            return [True, False]
        return list(self.ruleset.vocabulary.members(name)) if kind in ("choice", "ordered") else []

    def _rule(self, law: LawInForce, rule: RuleVersion) -> ProofNode:
        symbol = law.holds(rule)
        if symbol not in self._rules:
            self._rules[symbol] = self._proved(law, rule)
        return self._rules[symbol]

    def _proved(self, law: LawInForce, rule: RuleVersion) -> ProofNode:
        because = [self._condition(law, rule.when)] if rule.when != AllOf(()) else []
        for other in law.stronger(rule):
            if self.state.plain(law.holds(other)) is not False:
                node = self._rule(law, other)
                because.append(ProofNode(says=_NOT, holds=_opposite(node.holds), kind="all", because=[node]))
        holds = self.state.value(law.holds(rule))
        return ProofNode(says=rule.model.says, holds=holds, kind="rule", id=rule.id, because=because)

    def _condition(self, law: LawInForce, condition: Condition) -> ProofNode:
        if isinstance(condition, (AllOf, AnyOf)):
            joint = isinstance(condition, AllOf)
            parts = [self._condition(law, part) for part in condition.parts]
            # What settles a junction is enough: one failing part of "all", one holding part of "any".
            settling = [part for part in parts if part.holds is (not joint)]
            holds = (not joint) if settling else None if any(part.holds is None for part in parts) else joint
            return ProofNode(
                says=_ALL if joint else _ANY,
                holds=holds,
                kind="all" if joint else "any",
                because=settling or parts,
            )
        if isinstance(condition, Not):
            inner = self._condition(law, condition.part)
            return ProofNode(says=_NOT, holds=_opposite(inner.holds), kind="all", because=[inner])
        value = evaluate(self.translator.expression(condition), self.state.concluded, self.state.laws.atoms.table)
        return self._leaf(law, condition, value)

    def _leaf(self, law: LawInForce, leaf: Leaf, value: bool | None) -> ProofNode:
        says = self.wording.condition(leaf)
        if isinstance(leaf, ConceptTest):
            inner = self._concept(law, leaf.concept)
            return ProofNode(
                says=says, holds=value, kind="concept", id=leaf.concept, origin="derived", because=inner.because
            )
        if isinstance(leaf, SizeTest):
            return ProofNode(says=says, holds=value, kind="concept", id=leaf.concept, origin="derived")
        if isinstance(leaf, ReadingTest):
            return ProofNode(says=says, holds=value, kind="question", id=leaf.question)
        if isinstance(leaf, FactTest):
            return self._fact(leaf.fact, says, value)
        if isinstance(leaf, Accepted):
            uses = self._condition(law, self.ruleset.scheme_uses[leaf.scheme])
            return ProofNode(says=says, holds=value, kind="list", id=leaf.scheme, because=[uses])
        importer = self.ruleset.vocabulary.playing("importer_country") or ""
        fact = self._fact(importer, self.wording.label(importer), None)
        return ProofNode(says=says, holds=value, kind="list", id="/".join(sorted(leaf.by)), because=[fact])

    def _fact(self, name: str, says: Words, value: bool | None) -> ProofNode:
        if name in self.values:
            stated = self.wording.stated(name, self.values[name])
            return ProofNode(says=says, holds=value, kind="fact", id=name, origin="stated", value=stated)
        if name in self.presumed:
            presumed = self.wording.stated(name, self.presumed[name])
            return ProofNode(says=says, holds=value, kind="fact", id=name, origin="presumed", value=presumed)
        return ProofNode(says=says, holds=value, kind="fact", id=name, origin="unknown")

    def _concept(self, law: LawInForce, name: str) -> ProofNode:
        if name not in self._concepts:
            rules = law.by_effect("defines", name)
            holding = [rule for rule in rules if self.state.plain(law.holds(rule)) is True]
            self._concepts[name] = ProofNode(
                says=self.wording.label(name),
                holds=self.state.value(name),
                kind="concept",
                id=name,
                origin="derived",
                because=[self._rule(law, rule) for rule in holding[:1] or rules],
            )
        return self._concepts[name]


def _opposite(value: bool | None) -> bool | None:
    return None if value is None else not value
