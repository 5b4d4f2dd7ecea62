"""`pa-dataflow check`: answers scenario files, one after the other, on one or several days."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pa_dataflow.cli import common
from pa_dataflow.cli.common import STDIN, Exit, choice, option
from pa_dataflow.cli.speech import Argument, Command, Refused, spoken
from pa_dataflow.cli.words import say
from pa_dataflow.report.layout import Page
from pa_dataflow.source.errors import TransferError

if TYPE_CHECKING:
    from pa_dataflow.assessment.models import Assessment
    from pa_dataflow.library import Rulebook
    from pa_dataflow.rulebook.ruleset import RuleSet

FAILINGS = ("action_required", "prohibited", "contested", "conditions", "undetermined")
FORMATS = ("text", "markdown", "json", "jsonl")
_SUFFIXES = (".yaml", ".yml")


@click.command(cls=Command, says="help.check", more="help.check.more")
@click.argument("files", cls=Argument, value="FILES", nargs=-1, required=True)
@option("--as-of", says="help.as_of", value="DAY", callback=common.some_days, multiple=True)
@common.rulebook_options
@option("--strict", says="help.strict", is_flag=True)
@common.lang_option
@choice("--format", "form", says="help.format", words=FORMATS, default="text")
@option("-o", "--output", says="help.output", value="FILE", type=click.Path(path_type=Path))
@option("--fail-on", says="help.fail_on", value="LIST", details={"names": ", ".join(FAILINGS)},
        callback=common.some_of(FAILINGS), default="action_required,prohibited")  # fmt: skip
@option("--max-paths", says="help.max_paths", value="NUMBER", callback=common.a_number, default="20")
def check(
    files: tuple[str, ...],
    as_of: tuple[date, ...],
    proposals: tuple[str, ...],
    rulebook: Path | None,
    strict: bool,
    form: str,
    output: Path | None,
    fail_on: frozenset[str],
    max_paths: int,
) -> Exit:
    """Answer every scenario; what can't be used is told, and the rest is still answered."""
    target = None if output is None or str(output) == STDIN else output
    with common.writing(target) as write:
        run = _Run(files, target, common.load(rulebook, proposals), fail_on)
        run.answer(_writer(form, write, target, run.rulebook), as_of, strict, max_paths)
    return run.exit


class _Run:
    """One run over many scenarios, and what it comes to."""

    def __init__(self, files: Iterable[str], output: Path | None, rulebook: Rulebook, fail_on: frozenset[str]) -> None:
        self.files = files
        self.output = output
        self.rulebook = rulebook
        self.fail_on = fail_on
        self.bad = False
        self.kinds: set[str] = set()

    @property
    def exit(self) -> Exit:
        """The exit code of what was answered so far."""
        if self.bad:
            return Exit.BAD_INPUT
        if self.kinds & self.fail_on:
            return Exit.FAILING
        return Exit.UNDETERMINED if "undetermined" in self.kinds else Exit.OK

    def answer(self, writer: _Writer, as_of: tuple[date, ...], strict: bool, max_paths: int) -> None:
        """Answer every scenario and hand the answers on."""
        for name in common.with_progress(list(self._names()), meanwhile=writer.at_once and self.output is None):
            written: dict[str, str] = {}
            try:
                transfer = common.read_scenario(name, written)
                days = as_of or transfer.dates or (common.today_for(name),)
                answers = [
                    self.rulebook.assess(transfer, day, strict=strict, max_paths=max_paths)
                    for day in dict.fromkeys(days)
                ]
            except TransferError as error:
                self.bad = True
                common.show_problems(common.all_problems(self.rulebook, error), spoken(), written)
                continue
            for answer in answers:
                self.kinds |= _kinds(answer)
            writer.add(name, answers)
        writer.end()

    def _names(self) -> Iterator[str]:
        """Every scenario file, folders spelled out; what has none is told."""
        for name in dict.fromkeys(self.files):
            path = Path(name)
            if name == STDIN or not path.is_dir():
                self._refuse_output(path)
                yield name
                continue
            found = sorted(_scenarios_in(path))
            if not found:
                self.bad = True
                common.tell(f"{name}: {say('error', spoken(), text=say('error.no_scenarios', spoken()))}")
            for file in found:
                self._refuse_output(file)
                yield str(file)

    def _refuse_output(self, path: Path) -> None:
        if self.output is not None and self.output.exists() and path.exists() and self.output.samefile(path):
            raise Refused("error.output_is_input", name=str(self.output))


class _Writer(ABC):
    """Takes the answers of one scenario after the other; ``at_once`` tells whether it writes them as they come."""

    at_once = False

    def __init__(self, write: Callable[[str], None]) -> None:
        self.write = write

    @abstractmethod
    def add(self, name: str, answers: list[Assessment]) -> None:
        """Take the answers of one scenario, one for each day."""

    @abstractmethod
    def end(self) -> None:
        """Write what comes after all answers."""


class _Lines(_Writer):
    at_once = True

    def add(self, name: str, answers: list[Assessment]) -> None:
        from pa_dataflow.report.json import assessment_line

        for answer in answers:
            self.write(assessment_line(answer))

    def end(self) -> None:
        pass


class _Document(_Writer):
    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__(write)
        self.answers: list[tuple[str, Assessment]] = []

    def add(self, name: str, answers: list[Assessment]) -> None:
        self.answers += [(name, answer) for answer in answers]

    def end(self) -> None:
        from pa_dataflow.report.json import assessments_json
        from pa_dataflow.report.tally import tally

        counted = tally(self.answers)
        answers = (answer for _, answer in self.answers)
        self.write(assessments_json(answers, counted if counted.scenarios > 1 else None))


class _Pages(_Writer):
    """Writes for people: what all answers come to stands first, so nothing is written before the end."""

    def __init__(self, write: Callable[[str], None], page: Callable[[], Page], ruleset: RuleSet) -> None:
        super().__init__(write)
        self.page = page
        self.ruleset = ruleset
        self.scenarios: list[tuple[str, list[Assessment]]] = []

    def add(self, name: str, answers: list[Assessment]) -> None:
        self.scenarios.append((name, answers))

    def end(self) -> None:
        from pa_dataflow.report.several import report

        for part in report(self.scenarios, self.page, spoken(), self.ruleset):
            self.write(part)


def _writer(form: str, write: Callable[[str], None], output: Path | None, rulebook: Rulebook) -> _Writer:
    if form == "json":
        return _Document(write)
    if form == "jsonl":
        return _Lines(write)
    if form == "markdown":
        from pa_dataflow.report.markdown import MarkdownPage

        return _Pages(write, MarkdownPage, rulebook.ruleset)
    width, color = common.width(), common.color() and output is None
    return _Pages(write, lambda: Page(width, color), rulebook.ruleset)


def _scenarios_in(folder: Path) -> Iterator[Path]:
    """Every YAML file below the folder, those in hidden folders left out."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in _SUFFIXES and path.is_file() and not hidden:
            yield path


def _kinds(answer: Assessment) -> set[str]:
    """What an answer counts as for --fail-on."""
    kinds = {"conditions" if answer.outcome == "permitted_with_conditions" else str(answer.outcome)}
    return kinds | {"contested"} if answer.certainty == "contested" else kinds
