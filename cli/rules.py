"""`pa-dataflow rules`: looks up the law as the rulebook holds it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pa_dataflow.cli import common
from pa_dataflow.cli.common import Exit, choice, option
from pa_dataflow.cli.speech import Argument, Command, Group, Refused, spoken
from pa_dataflow.source.errors import InputError, Problem, closest

EFFECTS = ("closes", "opens", "defines", "requires", "waives", "rejects")


@click.group(cls=Group, says="help.rules")
@common.lang_option
@click.pass_context
def rules(ctx: click.Context) -> Exit:
    """Show the help where no further verb is given."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return Exit.OK


@rules.command("list", cls=Command, says="help.rules.list")
@option("--as-of", says="help.as_of_one", value="DAY", callback=common.one_day)
@option("--country", says="help.country", value="COUNTRY")
@option("--gate", says="help.gate", value="ID")
@choice("--effect", says="help.effect", words=EFFECTS)
@common.rulebook_options
@common.lang_option
def list_rules(
    as_of: date | None,
    country: str | None,
    gate: str | None,
    effect: str | None,
    proposals: tuple[str, ...],
    rulebook: Path | None,
) -> Exit:
    """List the rules in force on a day."""
    from pa_dataflow.report.rules import list_text

    ruleset = common.load(rulebook, proposals).ruleset
    if country is not None and country.upper() not in ruleset.countries:
        known = ruleset.countries
        raise Refused("error.no_law", name=country, known=", ".join(known))
    gates = [name for law in ruleset.countries.values() for name in law.gates]
    if gate is not None and gate not in gates:
        raise InputError([Problem("unknown_gate", None, {"name": gate}, closest(gate, gates))])
    text = list_text(
        ruleset,
        as_of or common.today(),
        spoken(),
        law=country and country.upper(),
        gate=gate,
        effect=effect,
        width=common.width(),
        color=common.color(),
    )
    return _print(text)


@rules.command("show", cls=Command, says="help.rules.show")
@click.argument("names", cls=Argument, value="IDS", nargs=-1, required=True)
@common.rulebook_options
@common.lang_option
def show(names: tuple[str, ...], proposals: tuple[str, ...], rulebook: Path | None) -> Exit:
    """Show all about some entries."""
    from pa_dataflow.report.entries import entry_text, known_ids

    ruleset = common.load(rulebook, proposals).ruleset
    _check(names, known_ids(ruleset), "unknown_id")
    texts = [entry_text(ruleset, name, spoken(), width=common.width(), color=common.color()) for name in names]
    return _print("\n".join(texts))


@rules.command("facts", cls=Command, says="help.rules.facts")
@click.argument("name", cls=Argument, value="MAYBE_NAME", required=False)
@common.rulebook_options
@common.lang_option
def facts(name: str | None, proposals: tuple[str, ...], rulebook: Path | None) -> Exit:
    """Show the facts that can be said of a transfer."""
    from pa_dataflow.report.rules import facts_text

    ruleset = common.load(rulebook, proposals).ruleset
    chosen = None
    if name is not None:
        known = ruleset.vocabulary.facts
        chosen = [name] if name in known else sorted(fact for fact in known if fact.startswith(f"{name}."))
        if not chosen:
            _check((name,), set(known), "unknown_fact")
    return _print(facts_text(ruleset, spoken(), chosen, width=common.width(), color=common.color()))


def _check(names: tuple[str, ...], known: set[str], code: str) -> None:
    """Raises InputError with every name that isn't known."""
    unknown = [name for name in names if name not in known]
    if unknown:
        raise InputError(Problem(code, None, {"name": name}, closest(name, known)) for name in unknown)


def _print(text: str) -> Exit:
    with common.writing(None) as write:
        write(text)
    return Exit.OK
