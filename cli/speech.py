"""Click's commands and options in two languages: help, usage lines, and wrong usage told in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import click

from pa_dataflow.cli.words import say
from pa_dataflow.source.errors import closest
from pa_dataflow.vocabulary.words import Language

LANGUAGES = ("es", "en")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language(args: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language to speak: that of --lang, else that of the first locale variable that is set; else English."""
    chosen = ""
    for number, arg in enumerate(args):
        if arg == "--":
            break
        if arg == "--lang" and number + 1 < len(args):
            chosen = args[number + 1]
        elif arg.startswith("--lang="):
            chosen = arg.removeprefix("--lang=")
    if chosen in LANGUAGES:
        return cast("Language", chosen)
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return "es" if locale.lower().startswith("es") else "en"


def spoken() -> Language:
    """The language of the run that is under way."""
    context = click.get_current_context(silent=True)
    found = context.find_root().obj if context else None
    return cast("Language", found) if found in LANGUAGES else "en"


class Refused(click.UsageError):
    """A wrong option or argument, told by a sentence of `cli.words`, with the word that was meant."""

    def __init__(self, code: str, *, meant: str | None = None, **details: object) -> None:
        text = say(code, spoken(), **details)
        super().__init__(text if meant is None else say("error.meant", spoken(), text=text, word=meant))


class Option(click.Option):
    """An option whose help is a code of `cli.words`; ``value`` is the code of what stands for its value."""

    def __init__(self, *args: Any, says: str, value: str | None = None, details: Any = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.says = says
        self.value = value
        self.details: dict[str, str] = details or {}

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The line of the help page."""
        self.help = say(self.says, spoken(), **self.details)
        if self.value is not None:
            self.metavar = say(self.value, spoken())
        return super().get_help_record(ctx)


class Argument(click.Argument):
    """An argument that is called by a code of `cli.words`."""

    def __init__(self, *args: Any, value: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.value = value

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What the usage line calls it."""
        return [say(self.value, spoken())]


class Command(click.Command):
    """A command whose help is a code of `cli.words`; the code with ``.more`` and ``.end`` goes on."""

    def __init__(self, *args: Any, says: str, more: str | None = None, end: str | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.says = says
        self.more = more
        self.end = end

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line in the list of commands."""
        return say(self.says, spoken())

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line behind the command's name."""
        pieces = [say("OPTIONS", spoken())]
        for parameter in self.get_params(ctx):
            pieces += parameter.get_usage_pieces(ctx)
        return pieces

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("usage", spoken()))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        for code in (self.says, self.more):
            self._paragraph(formatter, code)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        options = (option for option in self.get_params(ctx) if isinstance(option, click.Option))
        with formatter.section(say("options", spoken())):
            formatter.write_dl([record for option in options if (record := option.get_help_record(ctx))])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what stands under the options."""
        self._paragraph(formatter, self.end)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The --help option, with its help in the language spoken."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("help.help", spoken())
        return option

    def _paragraph(self, formatter: click.HelpFormatter, code: str | None) -> None:
        if code is not None:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(say(code, spoken()))


class Group(Command, click.Group):
    """A command with commands below it; without one of them it shows its help."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, invoke_without_command=True, **rest)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line behind the command's name."""
        return [*super().collect_usage_pieces(ctx), say("COMMAND", spoken())]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lists of options and of commands."""
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(say("commands", spoken())):
            formatter.write_dl([(name, command.get_short_help_str()) for name, command in commands if command])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; raises Refused with the one that was meant."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            known = self.list_commands(ctx)
            raise Refused("error.no_such_command", meant=closest(args[0], known), name=args[0])
        return super().resolve_command(ctx, args)


def complaint(error: click.ClickException, lang: Language) -> str:
    """What click finds wrong, as a sentence in the language."""
    if isinstance(error, Refused):
        return error.message
    if isinstance(error, click.NoSuchOption):
        text = say("error.no_such_option", lang, name=error.option_name)
        return say("error.meant", lang, text=text, word=error.possibilities[0]) if error.possibilities else text
    if isinstance(error, click.MissingParameter):
        return say("error.missing", lang, what=_hint(error, lang))
    if isinstance(error, click.BadParameter):
        return say("error.bad_value", lang, what=_hint(error, lang), text=error.message)
    if isinstance(error, click.BadOptionUsage):
        code = "error.takes_no_value" if "does not take" in error.message else "error.needs_value"
        return say(code, lang, name=error.option_name)
    head, _, words = error.format_message().partition("(")
    if head.startswith("Got unexpected extra argument"):
        return say("error.too_many", lang, words=words.rstrip(")"))
    return error.format_message()


def _hint(error: click.BadParameter, lang: Language) -> str:
    """The option or argument that an error is about."""
    if isinstance(error.param, Argument):
        return say(error.param.value, lang).strip("[].")
    return error.param.opts[0] if error.param else str(error.param_hint or "")
