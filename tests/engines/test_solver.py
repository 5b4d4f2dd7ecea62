"""The solver agrees with trying everything, and when its limit is reached it says so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import INPUTS, MANY, Definitions, completions, crowded_table, definitions, knowledge_of, table_row

from pa_dataflow.engines.solver import BudgetExhausted, Encoding, Solver, equal_unless
from pa_dataflow.logic.domains import Domain
from pa_dataflow.logic.expressions import Literal, every, some
from pa_dataflow.logic.knowledge import Symbols
from pa_dataflow.logic.program import Program
from pa_dataflow.source.errors import EngineError

Values = dict[str, bool | None]

NO_DOMAINS: tuple[Domain, ...] = ()
DOMAINS = st.sampled_from(
    [
        NO_DOMAINS,
        (Domain("v", "choice", ("a", "b", "c")),),
        (Domain("v", "choice", ("a", "b", "c"), exhaustive=True),),
        (Domain("v", "steps", ("a", "b", "c")),),
        (Domain("v", "free", ("a", "b")), Domain("w", "steps", ("c", "d"))),
        (Domain("v", "choice", ("a", "b"), exhaustive=True), Domain("w", "choice", ("c", "d"))),
    ]
)


def possible_rows(found: Definitions, domains: tuple[Domain, ...], values: Values) -> Iterator[dict[str, bool]]:
    """Every row of the truth table that the domains and what is known allow."""
    for inputs in completions(values):
        true = {name for name, value in inputs.items() if value}
        if all(true & set(domain.symbols) in list(domain.combinations()) for domain in domains):
            yield table_row(found, inputs)


def encoded(found: Definitions, domains: tuple[Domain, ...]) -> Encoding:
    """The clauses of the program; a domain that nothing in it mentions is left out by the encoding."""
    return Encoding([Program.of(found)], domains)


@MANY
@given(definitions(), DOMAINS, knowledge_of(), st.integers(0, 7), st.booleans())
def test_a_value_is_possible_exactly_if_some_row_has_it(
    found: Definitions, domains: tuple[Domain, ...], values: Values, number: int, wanted: bool
) -> None:
    name = sorted(found)[number % len(found)]
    encoding, table = encoded(found, domains), crowded_table()
    relevant = {symbol: value for symbol, value in values.items() if symbol in encoding.inputs}
    assumed = encoding.assumptions(table.known(relevant), table)
    literal = encoding.literal(Literal(name, wanted))
    mentioned = tuple(domain for domain in domains if set(domain.symbols) & encoding.inputs)
    left = {symbol: relevant.get(symbol) for symbol in INPUTS}
    rows = [row for row in possible_rows(found, mentioned, left) if row[name] is wanted]
    with Solver(encoding.clauses) as solver:
        assert solver.possible([*assumed, literal]) is bool(rows)
        model = solver.model([*assumed, literal])
    if model is None:
        assert not rows
    else:
        symbols = {*encoding.inputs, *encoding.defined}
        answer = {symbol: encoding.variable(symbol) in model for symbol in symbols}
        assert answer in [{symbol: row[symbol] for symbol in symbols} for row in rows]


@MANY
@given(definitions(), DOMAINS)
def test_inputs_are_the_undefined_symbols_and_those_of_their_domains(
    found: Definitions, domains: tuple[Domain, ...]
) -> None:
    used = set(Program.of(found).inputs)
    whole = used.union(*(domain.symbols for domain in domains if used & set(domain.symbols)))
    encoding = encoded(found, domains)
    assert encoding.inputs == whole
    assert encoding.defined == set(found)
    assert {abs(part) for clause in encoding.clauses for part in clause} <= set(range(1, encoding.size + 1))


@MANY
@given(definitions(), knowledge_of(), knowledge_of())
def test_a_second_copy_is_independent_of_the_first(found: Definitions, first: Values, second: Values) -> None:
    encoding, table = encoded(found, NO_DOMAINS), crowded_table()
    target = encoding.variable(sorted(found)[-1])
    own = [*encoding.assumptions(table.known(first), table), target]
    other = [*encoding.assumptions(table.known(second), table), -target]
    moved = [part + encoding.size if part > 0 else part - encoding.size for part in other]
    with Solver(encoding.clauses) as single, Solver(encoding.clauses, encoding.shifted()) as double:
        assert double.possible([*own, *moved]) is (single.possible(own) and single.possible(other))


@MANY
@given(definitions(), st.sampled_from(INPUTS))
def test_two_copies_with_equal_inputs_but_one_differ_exactly_if_that_input_matters(
    found: Definitions, free: str
) -> None:
    encoding = encoded(found, NO_DOMAINS)
    inputs = sorted(encoding.inputs)
    target = encoding.variable(sorted(found)[-1])
    selectors = {symbol: 2 * encoding.size + place for place, symbol in enumerate(inputs, start=1)}
    equal = [
        clause
        for symbol in inputs
        for clause in equal_unless(
            selectors[symbol], encoding.variable(symbol), encoding.variable(symbol) + encoding.size
        )
    ]
    with Solver(encoding.clauses, encoding.shifted(), equal) as solver:
        selected = [selectors[symbol] for symbol in inputs if symbol != free]
        differ = solver.possible([*selected, target, -target - encoding.size])
    rows = {tuple(row[name] for name in INPUTS): row for row in possible_rows(found, (), dict.fromkeys(INPUTS))}
    place = INPUTS.index(free)
    matters = any(
        row[sorted(found)[-1]] is not rows[(*key[:place], not key[place], *key[place + 1 :])][sorted(found)[-1]]
        for key, row in rows.items()
    )
    assert differ is matters


def test_assumptions_speak_of_known_inputs_only() -> None:
    encoding = Encoding([Program.of({"p": every([Literal("a"), Literal("b")])})], ())
    table = Symbols()
    known = table.known({"a": True, "b": None, "p": False, "elsewhere": True})
    assert encoding.assumptions(known, table) == [encoding.variable("a")]


def test_programs_may_use_what_others_define() -> None:
    low, high = Program.of({"p": Literal("a")}), Program.of({"q": some([Literal("p"), Literal("b")])})
    encoding = Encoding([low, high], ())
    assert encoding.inputs == {"a", "b"}
    with Solver(encoding.clauses) as solver:
        assert not solver.possible([encoding.variable("a"), -encoding.variable("q")])


def test_a_clause_that_was_added_holds_from_then_on() -> None:
    with Solver([[1, 2]]) as solver:
        assert solver.possible([-1])
        solver.add([1])
        assert not solver.possible([-1])
        assert solver.model([-2]) == {1}


def test_assumptions_leave_no_trace() -> None:
    with Solver([[1, 2]]) as solver:
        assert not solver.possible([-1, -2])
        assert solver.possible([])
        assert solver.model([-1]) == {2}
        assert solver.found() == {2}


@pytest.mark.parametrize("signs", list(product((1, -1), repeat=3)))
def test_preferred_values_are_taken_where_nothing_speaks_against_them(signs: tuple[int, ...]) -> None:
    wanted = [sign * number for number, sign in enumerate(signs, start=1)]
    with Solver([[1, -1], [2, -2], [3, -3]]) as solver:
        solver.prefer(wanted)
        assert solver.model([]) == {part for part in wanted if part > 0}


def pigeons(count: int) -> list[list[int]]:
    """So many pigeons in one hole less: impossible, and hard to see for a solver."""
    holes = range(count - 1)
    at = {pair: number for number, pair in enumerate(product(range(count), holes), start=1)}
    clauses = [[at[pigeon, hole] for hole in holes] for pigeon in range(count)]
    clauses += [
        [-at[first, hole], -at[second, hole]] for hole in holes for first, second in combinations(range(count), 2)
    ]
    return clauses


def test_a_reached_limit_is_an_error_and_never_an_answer() -> None:
    with Solver(pigeons(9), conflicts=20) as solver:
        for _ in range(2):
            with pytest.raises(BudgetExhausted):
                solver.possible([])
            with pytest.raises(EngineError):
                solver.model([])


def test_the_limit_is_counted_for_each_question_anew() -> None:
    clauses = [[*clause, -100] for clause in pigeons(9)]
    with Solver(clauses, conflicts=20) as solver:
        with pytest.raises(BudgetExhausted):
            solver.possible([100])
        for _ in range(50):
            assert solver.possible([-100])


def test_within_the_limit_the_impossible_is_found_impossible() -> None:
    with Solver(pigeons(5)) as solver:
        assert not solver.possible([])
        assert solver.model([]) is None
