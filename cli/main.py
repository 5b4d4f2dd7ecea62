"""The entry point: languages, encodings, and what every way to fail is called and exits with."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import click

from pa_dataflow.cli.common import PROGRAM, Exit, lang_option, show_problems, tell
from pa_dataflow.cli.speech import Group, Option, complaint, language
from pa_dataflow.cli.words import say
from pa_dataflow.source.errors import EngineError, InputError, RulebookError
from pa_dataflow.vocabulary.words import Language

_VERBS = ("check", "explain", "rules")


class Root(Group):
    """The whole command. Verbs are imported when they are called or shown in the help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the verbs."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb with this name."""
        if cmd_name == "check":
            from pa_dataflow.cli.check import check

            return check
        if cmd_name == "explain":
            from pa_dataflow.cli.explain import explain

            return explain
        if cmd_name == "rules":
            from pa_dataflow.cli.rules import rules

            return rules
        return None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; a reader that went away, as in ``| head``, ends the run quietly."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.INTERRUPTED
        return code

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        """Run the command and leave with its exit code."""
        lang = language(sys.argv[1:] if args is None else list(args), os.environ)
        extra["standalone_mode"] = False
        extra["prog_name"] = PROGRAM
        try:
            code = super().main(args, obj=lang, **extra)
        except click.Abort:
            code = Exit.INTERRUPTED
        except Exception as error:
            code = _failed(error, lang)
        sys.exit(int(code or Exit.OK))


@click.group(cls=Root, says="help", end="help.end")
@lang_option
@click.option("--version", cls=Option, says="help.version", is_flag=True)
@click.pass_context
def command(ctx: click.Context, version: bool) -> int:
    """Show the version or, without a verb, the help."""
    if version:
        _show_version(ctx.obj)
        ctx.exit()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return Exit.OK


def main() -> None:
    """Run the command as a program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    command.main()


def _show_version(lang: Language) -> None:
    from pa_dataflow.assessment.receipt import engine_version
    from pa_dataflow.library import Rulebook

    rulebook = Rulebook.load()
    click.echo(say("version", lang, engine=engine_version(), law=rulebook.version, hash=rulebook.hash))


def _failed(error: Exception, lang: Language) -> Exit:
    """Tell what went wrong and say which exit code it has."""
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        path = context.command_path if context else PROGRAM
        tell(f"{path}: {say('error', lang, text=complaint(error, lang))}")
        tell(say("error.see_help", lang, command=path))
        return Exit.BAD_INPUT
    if isinstance(error, InputError):
        from pa_dataflow.rulebook.proposals import UnknownProposal

        show_problems(error.problems, lang)
        lawless = isinstance(error, RulebookError) and not isinstance(error, UnknownProposal)
        return Exit.BAD_RULEBOOK if lawless else Exit.BAD_INPUT
    what = " ".join(f"{type(error).__name__}: {error}".split())
    tell(f"{PROGRAM}: {say('error.engine' if isinstance(error, EngineError) else 'error.internal', lang, what=what)}")
    if os.environ.get("PA_DATAFLOW_DEBUG") == "1":
        traceback.print_exception(error)
    return Exit.INTERNAL
