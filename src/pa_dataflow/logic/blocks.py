"""Groups of definitions that matter only while a guard may hold, so that an engine can skip them together.

Many definitions are conjunctions that begin with the same symbol, their guard; what is used by nothing else needs no
value once the guard is surely false. (A gate that isn't asked needs none of its grounds.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pa_dataflow.logic.expressions import Expression, Literal, every, symbols
from pa_dataflow.logic.program import CyclicDefinitions, Program


@dataclass(frozen=True, slots=True)
class Block:
    """Definitions to evaluate together; with a guard, only while it may hold.

    ``heads`` are false when the guard is; ``names`` holds all in order, heads included.
    """

    names: tuple[str, ...]
    guard: str | None = None
    heads: tuple[str, ...] = ()


def blocks(program: Program) -> list[Block]:
    """The definitions of the program in an order that can be evaluated, those with a guard grouped by it."""
    groups = _groups(program)
    while True:
        home = {name: guard for guard, (_, names) in groups.items() for name in names}
        needs: dict[str, set[str]] = {}
        for name, body in program.definitions.items():
            node = f"guard {home[name]}" if name in home else name
            used = symbols(body) & program.definitions.keys()
            needs.setdefault(node, set()).update(f"guard {home[one]}" if one in home else one for one in used)
            needs[node].discard(node)
        try:
            order = Program.of(
                {node: every(Literal(one) for one in sorted(used)) for node, used in needs.items()}
            ).definitions
        except CyclicDefinitions as error:
            # Something between two heads of one guard depends on both: leave that guard alone.
            groups.pop(next(node.removeprefix("guard ") for node in error.cycle if node.startswith("guard ")))
            continue
        return list(_in_order(program, groups, order))


def _in_order(program: Program, groups: dict[str, tuple[set[str], set[str]]], order: Iterable[str]) -> Iterator[Block]:
    place = {name: number for number, name in enumerate(program.definitions)}
    for node in order:
        guard = node.removeprefix("guard ")
        if node.startswith("guard ") and guard in groups:
            heads, names = groups[guard]
            yield Block(tuple(sorted(names, key=place.__getitem__)), guard, tuple(sorted(heads)))
        else:
            yield Block((node,))


def _groups(program: Program) -> dict[str, tuple[set[str], set[str]]]:
    """For each guard: the heads, and all names that matter only for them (heads included)."""
    users: dict[str, set[str]] = {name: set() for name in program.definitions}
    for name, body in program.definitions.items():
        for used in symbols(body) & program.definitions.keys():
            users[used].add(name)
    groups: dict[str, tuple[set[str], set[str]]] = {}
    taken: set[str] = set()
    for guard, heads in _heads(program).items():
        names = set(heads)
        for name in reversed(list(program.definitions)):
            if name != guard and name not in taken and users[name] and users[name] <= names:
                names.add(name)
        if len(names) > len(heads) and not names & taken and guard not in names:
            groups[guard] = (heads, names)
            taken |= names
    return groups


def _heads(program: Program) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, body in program.definitions.items():
        guard = _guard(body)
        if guard is not None and guard in program.definitions:
            found.setdefault(guard, set()).add(name)
    return found


def _guard(body: Expression) -> str | None:
    if isinstance(body, Literal) or not body.all_of or not body.parts:
        return None
    first = body.parts[0]
    return first.symbol if isinstance(first, Literal) and first.positive else None
