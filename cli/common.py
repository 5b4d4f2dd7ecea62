"""What the verbs share: exit codes, options, how problems are shown, where answers are written."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pa_dataflow.cli.speech import LANGUAGES, Option, Refused, spoken
from pa_dataflow.cli.words import say
from pa_dataflow.report.layout import WIDTH, cells, printable
from pa_dataflow.source.errors import Problem, closest

if TYPE_CHECKING:
    from pa_dataflow.library import Rulebook

Function = TypeVar("Function", bound=Callable[..., Any])

PROGRAM = "pa-dataflow"
STDIN = "-"
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


class Day(click.ParamType):
    """A day written year-month-day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; a wrong one is told with what was probably meant."""
        from pa_dataflow.source.scalars import ScalarError, parse_day

        try:
            return parse_day(value)
        except ScalarError as error:
            self.fail(error.problem().text(spoken()), param, ctx)


class OneOf(click.ParamType):
    """One of a few words."""

    name = "word"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The words, as the help shows them."""
        return f"[{'|'.join(self.words)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the word, or refuse it with the one that was meant."""
        if value in self.words:
            return str(value)
        return self._refuse(value, param, ctx)

    def _refuse(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        text = say("error.not_one_of", spoken(), value=printable(str(value)), allowed=", ".join(self.words))
        meant = closest(str(value), self.words)
        self.fail(text if meant is None else say("error.meant", spoken(), text=text, word=meant), param, ctx)


class SomeOf(OneOf):
    """Several of a few words with commas between, or ``none``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Take the words as a set."""
        if isinstance(value, frozenset):
            return value
        chosen = [word.strip() for word in str(value).split(",")]
        for word in chosen:
            if word not in self.words and (word != "none" or len(chosen) > 1):
                return self._refuse(word, param, ctx)
        return frozenset(chosen) - {"none"}


class Positive(click.ParamType):
    """A whole number of at least 1."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the number."""
        if str(value).isascii() and str(value).isdigit() and 0 < int(str(value)[:9]):
            return int(str(value)[:9])
        self.fail(say("error.not_positive", spoken(), value=printable(str(value))), param, ctx)


def option(*names: str, says: str, **more: Any) -> Callable[[Function], Function]:
    """An option with its help in both languages."""
    return click.option(*names, cls=Option, says=says, **more)


def lang_option(function: Function) -> Function:
    """The option --lang; the language was read from the arguments already, so this only checks it."""
    return option("--lang", says="help.lang", type=OneOf(LANGUAGES), expose_value=False)(function)


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


def color() -> bool:
    """Whether results may be coloured: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How many columns results may take: 80, or less on a narrower terminal."""
    return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns) if sys.stdout.isatty() else WIDTH


def tell(text: str) -> None:
    """Write a line of diagnostics."""
    click.echo(printable(text), err=True)


def show_problems(problems: Iterable[Problem], written: Mapping[str, str] | None = None) -> None:
    """Write problems as ``file:line:column: error: sentence``, with the line they stand in and a caret below.

    Parameters: ``written``, the text of inputs that are no files, such as standard input.
    """
    lang = spoken()
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
    """Write a temporary file beside the output, then put it in its place."""
    handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(output.stat().st_mode & 0o7777 if output.exists() else 0o666 & ~_umask())
        Path(name).replace(output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
