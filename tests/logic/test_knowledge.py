"""Three-valued evaluation: what it says is so in every completion, and what is complete it says in full."""

from __future__ import annotations

from collections import Counter

from hypothesis import assume, given
from programs import (
    INPUTS,
    MANY,
    Definitions,
    completions,
    crowded_table,
    definitions,
    expressions,
    holds,
    knowledge_of,
    table_row,
    used_in,
    values_in,
)

from pa_dataflow.logic.expressions import FALSE, TRUE, Expression, Literal, negate, some
from pa_dataflow.logic.knowledge import NOTHING, Knowledge, Symbols, conclude, evaluate
from pa_dataflow.logic.program import Program

Values = dict[str, bool | None]


# evaluate


@MANY
@given(expressions())
def test_with_everything_known_the_value_is_that_of_the_truth_table(expression: Expression) -> None:
    table = crowded_table()
    for truth in completions(dict.fromkeys(INPUTS)):
        assert evaluate(expression, table.known(truth), table) is holds(expression, truth)


@MANY
@given(expressions(), knowledge_of())
def test_a_value_is_so_in_every_completion(expression: Expression, values: Values) -> None:
    table = crowded_table()
    found = evaluate(expression, table.known(values), table)
    if found is not None:
        assert all(holds(expression, truth) is found for truth in completions(values))


@MANY
@given(expressions(), knowledge_of())
def test_where_no_unknown_symbol_stands_twice_unknown_means_that_both_values_are_possible(
    expression: Expression, values: Values
) -> None:
    unknown = Counter(symbol for symbol in used_in(expression) if values[symbol] is None)
    assume(max(unknown.values(), default=0) <= 1)
    table = crowded_table()
    possible = {holds(expression, truth) for truth in completions(values)}
    assert evaluate(expression, table.known(values), table) is (possible.pop() if len(possible) == 1 else None)


@MANY
@given(expressions(), knowledge_of())
def test_the_negation_of_unknown_is_unknown(expression: Expression, values: Values) -> None:
    table = crowded_table()
    known = table.known(values)
    value = evaluate(expression, known, table)
    assert evaluate(negate(expression), known, table) is (None if value is None else not value)


def test_a_tautology_over_an_unknown_stays_unknown() -> None:
    table = Symbols()
    program = Program.of({"p": some([Literal("a"), Literal("a", False)]), "yes": TRUE, "no": FALSE})
    concluded = values_in(conclude(program, NOTHING, table), table, program.definitions)
    assert concluded == {"p": None, "yes": True, "no": False}


# conclude


@MANY
@given(definitions())
def test_complete_inputs_give_the_row_of_the_truth_table(found: Definitions) -> None:
    program, table = Program.of(found), crowded_table()
    for inputs in completions(dict.fromkeys(INPUTS)):
        row = table_row(found, inputs)
        assert values_in(conclude(program, table.known(inputs), table), table, row) == row


@MANY
@given(definitions(), knowledge_of())
def test_what_is_concluded_is_so_in_every_completion(found: Definitions, values: Values) -> None:
    program, table = Program.of(found), crowded_table()
    concluded = values_in(conclude(program, table.known(values), table), table, found)
    for inputs in completions(values):
        row = table_row(found, inputs)
        assert all(value in (None, row[name]) for name, value in concluded.items())


@MANY
@given(definitions(), knowledge_of(), knowledge_of())
def test_learning_more_takes_nothing_back(found: Definitions, values: Values, more: Values) -> None:
    program, table = Program.of(found), crowded_table()
    before = conclude(program, table.known(values), table)
    learned = {name: more[name] if value is None else value for name, value in values.items()}
    after = conclude(program, table.known(learned), table)
    assert before.true & ~after.true == before.false & ~after.false == 0


@MANY
@given(definitions(), knowledge_of())
def test_nothing_is_both_true_and_false(found: Definitions, values: Values) -> None:
    table = crowded_table()
    concluded = conclude(Program.of(found), table.known(values), table)
    assert concluded.true & concluded.false == 0


# knowledge and its symbols


@MANY
@given(knowledge_of(), knowledge_of())
def test_added_knowledge_wins_where_it_differs(first: Values, second: Values) -> None:
    table = crowded_table()
    joined = table.known(first).also(table.known(second))
    assert values_in(joined, table, first) == {
        name: value if second[name] is None else second[name] for name, value in first.items()
    }


@MANY
@given(knowledge_of())
def test_what_is_taken_away_is_unknown(values: Values) -> None:
    table = crowded_table()
    left = table.known(values).without(table.bits(("a", "b")))
    assert values_in(left, table, values) == {**values, "a": None, "b": None}


def test_a_symbol_keeps_its_number_and_every_symbol_has_its_own_bit() -> None:
    table = crowded_table(70)
    first = table.bit("new")
    table.bit("newer")
    assert table.bit("new") == first == 1 << 70
    assert "new" in table
    assert "newest" not in table
    assert len(table) == 72
    assert table.bits(("new", "newer", "new")) == 3 << 70
    assert table.names[70:] == ["new", "newer"]


def test_known_values_go_in_and_come_out() -> None:
    table = crowded_table()
    values = {"a": True, "b": False, "c": None}
    known = table.known(values)
    assert values_in(known, table, values) == values
    assert known == Knowledge(table.bit("a"), table.bit("b"))
