"""The fast engine: a program as one generated Python function over bit sets.

Each definition becomes a pair of tests, surely true and surely false; conjunctions of literals become single
mask comparisons, and what matters only under a guard is skipped when the guard is false (its value stays unknown).
Symbol numbers are the only thing that reaches the generated text, never a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, cast

from pa_dataflow.logic.blocks import Block, blocks
from pa_dataflow.logic.expressions import Expression, Literal
from pa_dataflow.logic.knowledge import Symbols
from pa_dataflow.logic.program import Program

Evaluator: TypeAlias = Callable[[int, int], tuple[int, int]]


def compile_program(program: Program, table: Symbols, *, skipping: bool = True) -> Evaluator:
    """Generate the function from bits known true and false to the same with every definition concluded.

    Parameters: ``skipping``, whether what matters only under a guard is left unknown when the guard is surely false.
    """
    lines = ["def evaluator(t, f):"]
    for block in blocks(program) if skipping else [Block(tuple(program.definitions))]:
        indent = "    "
        if block.guard is not None:
            lines.append(f"    if f & {table.bit(block.guard)}: f |= {table.bits(block.heads)}")
            lines.append("    else:")
            indent = "        "
        for name in block.names:
            body, bit = program.definitions[name], table.bit(name)
            # Most definitions are false of most transfers, so that is tried first.
            lines.append(f"{indent}if {_test(body, False, table)}: f |= {bit}")
            lines.append(f"{indent}elif {_test(body, True, table)}: t |= {bit}")
    lines.append("    return t, f")
    return cast(Evaluator, _compiled(lines))


def compile_complete(program: Program, table: Symbols) -> Evaluator:
    """The same for knowledge in which all inputs are known, which needs one test for each definition."""
    lines = ["def evaluator(t, f):"]
    always = 0
    for block in blocks(program):
        indent, own = "    ", table.bits(block.names)
        if block.guard is not None:
            lines.append(f"    if not t & {table.bit(block.guard)}: f |= {table.bits(block.heads)}")
            lines.append("    else:")
            indent = "        "
        for name in block.names:
            test = _test_complete(program.definitions[name], True, table)
            lines.append(f"{indent}if {test}: t |= {table.bit(name)}")
        if block.guard is not None:
            lines.append(f"{indent}f |= {own} & ~t")
        else:
            always |= own
    lines.append(f"    return t, f | ({always} & ~t)")
    return cast(Evaluator, _compiled(lines))


def compile_selection(choices: Iterable[tuple[Expression, int]], table: Symbols) -> Evaluator:
    """Generate the function that joins the bits of those choices whose condition surely, and perhaps, holds."""
    lines = ["def evaluator(t, f):", "    s = p = 0"]
    for condition, bits in choices:
        lines.append(f"    if {_test(condition, True, table)}: s |= {bits}")
        lines.append(f"    elif not ({_test(condition, False, table)}): p |= {bits}")
    lines.append("    return s, p")
    return cast(Evaluator, _compiled(lines))


def _compiled(lines: list[str]) -> object:
    namespace: dict[str, object] = {}
    exec(compile("\n".join(lines), "<generated program>", "exec"), {"__builtins__": {}}, namespace)
    return namespace["evaluator"]


def _parts(expression: Expression) -> tuple[list[Literal], list[Expression]]:
    if isinstance(expression, Literal):
        return [expression], []
    plain = [part for part in expression.parts if isinstance(part, Literal)]
    return plain, [part for part in expression.parts if not isinstance(part, Literal)]


def _test(expression: Expression, holds: bool, table: Symbols) -> str:
    """Source text that is true when the expression surely has the value ``holds``."""
    plain, nested = _parts(expression)
    in_true = table.bits(part.symbol for part in plain if part.positive == holds)
    in_false = table.bits(part.symbol for part in plain if part.positive != holds)
    joint = isinstance(expression, Literal) or expression.all_of == holds
    tests = []
    for name, mask in (("t", in_true), ("f", in_false)):
        if mask:
            several = joint and mask & (mask - 1)
            tests.append(f"({name} & {mask}) == {mask}" if several else f"{name} & {mask}")
    tests += [f"({_test(part, holds, table)})" for part in nested]
    return (" and " if joint else " or ").join(tests) or str(joint)


def _test_complete(expression: Expression, holds: bool, table: Symbols) -> str:
    """Source text that is true when the expression has the value ``holds`` and nothing is unknown."""
    plain, nested = _parts(expression)
    wanted = table.bits(part.symbol for part in plain if part.positive == holds)
    unwanted = table.bits(part.symbol for part in plain if part.positive != holds)
    joint = isinstance(expression, Literal) or expression.all_of == holds
    tests = []
    if wanted:
        several = joint and wanted & (wanted - 1)
        tests.append(f"(t & {wanted}) == {wanted}" if several else f"t & {wanted}")
    if unwanted:
        several = not joint and unwanted & (unwanted - 1)
        tests.append(f"(t & {unwanted}) != {unwanted}" if several else f"not t & {unwanted}")
    tests += [f"({_test_complete(part, holds, table)})" for part in nested]
    return (" and " if joint else " or ").join(tests) or str(joint)
