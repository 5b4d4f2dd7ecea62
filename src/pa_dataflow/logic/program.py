"""A stratified program: named definitions in an order in which each needs only earlier ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pa_dataflow.logic.expressions import Expression, Literal, every, literals, negate, some, symbols


class CyclicDefinitions(ValueError):
    """Some definitions need each other; ``cycle`` names them in order, the first one again at the end."""

    def __init__(self, cycle: list[str]) -> None:
        self.cycle = cycle
        super().__init__(" -> ".join(cycle))


@dataclass(frozen=True)
class Program:
    """Definitions of derived symbols over input symbols.

    Parameters: ``definitions``, name to expression, sorted so that a definition comes after those it needs.
    """

    definitions: Mapping[str, Expression]

    @classmethod
    def of(cls, definitions: Mapping[str, Expression]) -> Program:
        """Sort the definitions; raises CyclicDefinitions."""
        return cls({name: definitions[name] for name in _ordered(definitions)})

    @cached_property
    def inputs(self) -> frozenset[str]:
        """The symbols that are used but not defined."""
        used: set[str] = set()
        for body in self.definitions.values():
            used |= symbols(body)
        return frozenset(used - self.definitions.keys())

    def cone(self, *names: str) -> set[str]:
        """Every symbol the named ones depend on, themselves included."""
        seen: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                if name in self.definitions:
                    waiting.extend(self._uses[name])
        return seen

    def part(self, names: set[str]) -> Program:
        """The definitions of these names only, in the same order; what they use of others becomes input."""
        return Program({name: body for name, body in self.definitions.items() if name in names})

    def inlined(self, keep: Collection[str]) -> Program:
        """The same values for the names to keep, with fewer definitions: what is used once stands where it is used."""
        uses: dict[str, int] = {}
        for body in self.definitions.values():
            for literal in literals(body):
                uses[literal.symbol] = uses.get(literal.symbol, 0) + 1
        bodies: dict[str, Expression] = {}
        inlined: dict[str, Expression] = {}
        for name, body in self.definitions.items():
            whole = _substituted(body, inlined)
            if name not in keep and uses.get(name, 0) == 1:
                inlined[name] = whole
            else:
                bodies[name] = whole
        return Program(bodies)

    def dependents(self, inputs: set[str]) -> set[str]:
        """The defined names that depend on any of these symbols."""
        found: set[str] = set()
        for name, used in self._uses.items():
            if used & inputs or used & found:
                found.add(name)
        return found

    def uses(self, name: str) -> frozenset[str]:
        """The symbols in the definition of the name."""
        return self._uses[name]

    @cached_property
    def _uses(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(symbols(body)) for name, body in self.definitions.items()}


def _substituted(expression: Expression, bodies: Mapping[str, Expression]) -> Expression:
    if isinstance(expression, Literal):
        body = bodies.get(expression.symbol)
        return expression if body is None else body if expression.positive else negate(body)
    parts = [_substituted(part, bodies) for part in expression.parts]
    return every(parts) if expression.all_of else some(parts)


def _ordered(definitions: Mapping[str, Expression]) -> Iterator[str]:
    """Depth-first order without recursion, so that long chains of concepts can't exhaust the stack."""
    done: set[str] = set()
    for root in definitions:
        if root in done:
            continue
        path: list[str] = [root]
        on_path = {root}
        iterators = [iter(sorted(symbols(definitions[root]) & definitions.keys()))]
        while path:
            needed = next(iterators[-1], None)
            if needed is None:
                name = path.pop()
                on_path.discard(name)
                iterators.pop()
                done.add(name)
                yield name
            elif needed in on_path:
                raise CyclicDefinitions([*path[path.index(needed) :], needed])
            elif needed not in done:
                path.append(needed)
                on_path.add(needed)
                iterators.append(iter(sorted(symbols(definitions[needed]) & definitions.keys())))
