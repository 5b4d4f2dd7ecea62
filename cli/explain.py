"""`pa-dataflow explain`: the proof of an answer, or the part of it that concerns one id."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pa_dataflow.cli import common
from pa_dataflow.cli.common import Exit, choice, option
from pa_dataflow.cli.speech import Argument, Command, spoken
from pa_dataflow.source.errors import InputError, Problem, TransferError, closest

if TYPE_CHECKING:
    from pa_dataflow.assessment.models import Assessment
    from pa_dataflow.library import Rulebook


@click.command(cls=Command, says="help.explain", more="help.explain.more")
@click.argument("file", cls=Argument, value="FILE")
@click.argument("name", cls=Argument, value="MAYBE_ID", required=False)
@option("--as-of", says="help.as_of", value="DAY", callback=common.some_days, multiple=True)
@common.rulebook_options
@option("--strict", says="help.strict", is_flag=True)
@common.lang_option
@choice("--format", "form", says="help.format_explain", words=("text", "json"), default="text")
def explain(
    file: str,
    name: str | None,
    as_of: tuple[date, ...],
    proposals: tuple[str, ...],
    rulebook: Path | None,
    strict: bool,
    form: str,
) -> Exit:
    """Explain the answers to one scenario, one for each day."""
    book = common.load(rulebook, proposals)
    written: dict[str, str] = {}
    try:
        transfer = common.read_scenario(file, written)
        days = as_of or transfer.dates or (common.today_for(file),)
        answers = [book.assess(transfer, day, strict=strict, max_paths=1) for day in dict.fromkeys(days)]
    except TransferError as error:
        common.show_problems(error.problems, spoken(), written)
        return Exit.BAD_INPUT
    if name is not None:
        _check_known(name, book, answers)
    with common.writing(None) as write:
        write(_json(answers, name) if form == "json" else _text(answers, name))
    return Exit.OK


def _check_known(name: str, book: Rulebook, answers: list[Assessment]) -> None:
    """Raises InputError if nothing in the rulebook or the proofs has that id."""
    from pa_dataflow.report.entries import known_ids
    from pa_dataflow.report.proof import ids

    known = known_ids(book.ruleset).union(*(ids(answer.proof) for answer in answers))
    if name not in known:
        raise InputError([Problem("unknown_id", None, {"name": name}, closest(name, known))])


def _text(answers: list[Assessment], name: str | None) -> str:
    from pa_dataflow.report.proof import absent_text, part, proof_text

    lang, width, color = spoken(), common.width(), common.color()
    parts = []
    for answer in answers:
        if name is not None and part(answer.proof, name) is None:
            parts.append(absent_text(answer, lang, name, width=width, color=color))
        else:
            parts.append(proof_text(answer, lang, name, width=width, color=color))
    return f"\n{'─' * width}\n\n".join(parts)


def _json(answers: list[Assessment], name: str | None) -> str:
    from pa_dataflow.report.json import proofs_json
    from pa_dataflow.report.proof import part

    return proofs_json((answer, answer.proof if name is None else part(answer.proof, name)) for answer in answers)
