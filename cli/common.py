"""What the verbs share: exit codes, options, how problems are shown, where answers are written."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pa_dataflow.cli.speech import LANGUAGES, Option, Refused, spoken
from pa_dataflow.cli.words import say
from pa_dataflow.report.layout import WIDTH, cells, printable
from pa_dataflow.source.errors import InputError, Problem, TransferError, closest
from pa_dataflow.vocabulary.words import Language

if TYPE_CHECKING:
    from pa_dataflow.library import Rulebook
    from pa_dataflow.vocabulary.transfer import Transfer

Function = TypeVar("Function", bound=Callable[..., Any])

PROGRAM = "pa-dataflow"
STDIN = "-"
MANY = 10  # scenarios worth a progress bar
_TAB = "\t"


class Exit(IntEnum):
    """What the exit code says; see section 5 of the design."""

    OK = 0
    FAILING = 1
    BAD_INPUT = 2
    UNDETERMINED = 3
    BAD_RULEBOOK = 4
    INTERNAL = 70
    INTERRUPTED = 130


def one_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read a day written year-month-day; a wrong one is told with what was probably meant."""
    from pa_dataflow.source.scalars import ScalarError, parse_day

    try:
        return None if value is None else parse_day(value)
    except ScalarError as error:
        raise click.BadParameter(error.problem().text(spoken()), ctx, param) from None


def some_days(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[date, ...]:
    """Read days, each only once."""
    days = (one_day(ctx, param, one) for one in value)
    return tuple(dict.fromkeys(day for day in days if day is not None))


def a_number(ctx: click.Context, param: click.Parameter, value: str) -> int:
    """Read a whole number of at least 1."""
    if re.fullmatch("0*[1-9][0-9]{0,8}", value):
        return int(value)
    raise click.BadParameter(say("error.not_positive", spoken(), value=value), ctx, param)


def one_of(words: Sequence[str]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A check that takes one of these words and refuses others with the one that was meant."""

    def take(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None or value in words:
            return value
        text = say("error.not_one_of", spoken(), value=value, allowed=", ".join(words))
        meant = closest(value, words)
        raise click.BadParameter(
            text if meant is None else say("error.meant", spoken(), text=text, word=meant), ctx, param
        )

    return take


def some_of(words: Sequence[str]) -> Callable[[click.Context, click.Parameter, str], frozenset[str]]:
    """A check that takes several of these words with commas between, or ``none``."""

    def take(ctx: click.Context, param: click.Parameter, value: str) -> frozenset[str]:
        if value == "none":
            return frozenset()
        chosen = [word.strip() for word in value.split(",")]
        for word in chosen:
            one_of(words)(ctx, param, word)
        return frozenset(chosen)

    return take


def option(*names: str, says: str, **more: Any) -> Callable[[Function], Function]:
    """An option with its help in both languages."""
    return click.option(*names, cls=Option, says=says, **more)


def choice(*names: str, says: str, words: Sequence[str], **more: Any) -> Callable[[Function], Function]:
    """An option that takes one of a few words."""
    return option(*names, says=says, metavar=f"[{'|'.join(words)}]", callback=one_of(words), **more)


def lang_option(function: Function) -> Function:
    """The option --lang; the language was read from the arguments already, so this only checks it."""
    return choice("--lang", says="help.lang", words=LANGUAGES, expose_value=False)(function)


def rulebook_options(function: Function) -> Function:
    """The options that say which rules count."""
    chosen = option("--with", "proposals", says="help.with", value="PROPOSAL", multiple=True)(function)
    return option("--rulebook", says="help.rulebook", value="FOLDER", type=click.Path(path_type=Path))(chosen)


def load(rulebook: Path | None, proposals: Iterable[str]) -> Rulebook:
    """The rulebook with its proposals; raises RulebookError."""
    from pa_dataflow.library import Rulebook

    loaded = Rulebook.load(rulebook)
    return loaded.with_proposals(*proposals) if proposals else loaded


def today() -> date:
    """The day it is where the command runs."""
    return datetime.now(tz=UTC).astimezone().date()


def today_for(scenario: str) -> date:
    """Today, for a scenario that names no day; tells so."""
    day = today()
    tell(say("note.today", spoken(), name=scenario, day=day))
    return day


def read_scenario(name: str, written: dict[str, str]) -> Transfer:
    """Read a scenario file or standard input, whose text is put into ``written``; raises TransferError."""
    from pa_dataflow.vocabulary.transfer import Transfer

    if name != STDIN:
        return Transfer.from_file(name)
    content = sys.stdin.buffer.read()
    written[STDIN] = content.decode(errors="replace")
    return Transfer.from_text(content, STDIN)


def all_problems(rulebook: Rulebook, error: TransferError) -> list[Problem]:
    """The problems of the error, and those of the facts that could be read in spite of it."""
    found = {str(problem): problem for problem in error.problems}
    if error.partial is not None:
        try:
            rulebook.check(error.partial)
        except InputError as more:
            found.update({str(problem): problem for problem in more.problems})
    return list(InputError(found.values()).problems)


def with_progress(names: list[str], *, meanwhile: bool) -> Iterable[str]:
    """The names one by one, with a progress bar where many are judged and somebody watches.

    Parameters: ``meanwhile``, whether results are printed before all are judged; on a terminal the bar would stand in
    their midst, so there is none.
    """
    if len(names) < MANY or not sys.stderr.isatty() or (meanwhile and sys.stdout.isatty()):
        return names
    from rich.console import Console
    from rich.progress import track

    return track(names, description=PROGRAM, console=Console(stderr=True), transient=True)


def color() -> bool:
    """Whether results may be coloured: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How many columns results may take: 80, or less on a narrower terminal."""
    return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns) if sys.stdout.isatty() else WIDTH


def tell(text: str) -> None:
    """Write a line of diagnostics; above the progress bar where there is one, which click would write through."""
    print(printable(text), file=sys.stderr)


def show_problems(problems: Iterable[Problem], lang: Language, written: Mapping[str, str] | None = None) -> None:
    """Write problems as ``file:line:column: error: sentence``, with the line they stand in and a caret below.

    Parameters: ``written``, the text of inputs that are no files, such as standard input.
    """
    for problem in problems:
        where = PROGRAM if problem.place is None else str(problem.place)
        tell(f"{where}: {say('error', lang, text=problem.text(lang))}")
        if problem.place is not None:
            line = _line_of(problem.place.file, problem.place.line, written or {})
            if line.strip():
                _point(line, problem.place.column)


@contextlib.contextmanager
def writing(output: Path | None) -> Iterator[Callable[[str], None]]:
    """Where results go: standard output at once, or a file that is replaced when all is done.

    Raises Refused if the file can't be written.
    """
    if output is None:
        yield lambda text: click.echo(text, nl=False, color=color())
        return
    reason = "error.is_folder" if output.is_dir() else None if output.parent.is_dir() else "error.no_folder"
    if reason is not None:
        raise Refused("error.cannot_write", name=printable(str(output)), reason=say(reason, spoken()))
    parts: list[str] = []
    yield parts.append
    try:
        _replace(output, "".join(parts).encode(errors="backslashreplace"))
    except OSError as error:
        raise Refused("error.cannot_write", name=printable(str(output)), reason=error.strerror) from error


def _replace(output: Path, content: bytes) -> None:
    """Write a temporary file beside the output, then put it in its place; a device such as /dev/null stays."""
    if output.exists() and not output.is_file():
        output.write_bytes(content)
        return
    target = output.resolve()
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _line_of(file: str, line: int, written: Mapping[str, str]) -> str:
    """The line of a file or other input; empty if it can't be read."""
    text = written.get(file)
    if text is None:
        try:
            text = Path(file).read_text("utf-8", errors="replace")
        except (OSError, ValueError):
            return ""
    lines = text.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _point(line: str, column: int) -> None:
    """Write the part of a line around a column, and a caret below the column."""
    shown = line.replace(_TAB, " ")
    start = max(0, column - 1 - WIDTH // 2) if cells(shown) > WIDTH - 4 else 0
    tell(f"    {shown[start : start + WIDTH - 4]}")
    tell(f"    {' ' * cells(printable(shown[start : column - 1]))}^")
