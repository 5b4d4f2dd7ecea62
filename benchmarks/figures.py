"""What is measured, and what it may take at most."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from benchmarks.measure import Samples, calibration, each, printed, processes, repeated
from benchmarks.transfers import EXAMPLES, Question, made_questions
from pa_dataflow import Rulebook
from pa_dataflow.assessment import phrases
from pa_dataflow.assessment.findings import State
from pa_dataflow.assessment.laws_of_day import Calendar
from pa_dataflow.assessment.models import Outcome
from pa_dataflow.assessment.proof import Prover

WARMING, DECIDED, PROVED, ASSESSED, LOADED, STARTED = 200, 10_000, 1_000, 500, 5, 9
_TIMED = "from time import perf_counter_ns as t; s = t(); {code}; print(t() - s)"
_IMPORTS = {"import": "import pa_dataflow", "import_names": "from pa_dataflow import Rulebook, Transfer"}
_CHECK = "import sys; from pa_dataflow.cli.main import main; sys.argv = ['pa-dataflow', 'check', {file!r}]; main()"

FIGURES = {
    "decide": "a verdict on a transfer never seen before",
    "decide_settled": "- where logic alone settles it",
    "decide_open": "- where the solver is asked what the unknown may do",
    "decide_again": "- the same transfers again (nothing is remembered)",
    "prove": "building the proof of an answer",
    "assess": "a whole answer on a transfer never seen before",
    "load": "loading and checking the rulebook",
    "first": "compiling the law of a day, with its first verdict",
    "import": "`import pa_dataflow` in a fresh process",
    "import_names": "`from pa_dataflow import Rulebook, Transfer` in a fresh process",
    "check": "`pa-dataflow check` of one file, the whole process",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    ``shown`` is what counts: the median, or the best of several processes. ``unit`` is the calibration loop's time in
    the same run, ``target`` the most that ``shown`` may be; both in nanoseconds.
    """

    id: str
    samples: Samples
    unit: float
    target: float | None = None
    best_counts: bool = False

    @property
    def says(self) -> str:
        """What was measured."""
        return FIGURES[self.id]

    @property
    def shown(self) -> float:
        """The time that counts."""
        return self.samples.best if self.best_counts else self.samples.median

    @property
    def ratio(self) -> float:
        """How many calibration loops that is."""
        return self.shown / self.unit

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        return None if self.target is None else self.shown <= self.target


def measured(say: Callable[[str], None]) -> Iterator[Figure]:
    """Every figure, one after the other; ``say`` is told what comes next."""
    say("loading the rulebook and making transfers")
    rulebook = Rulebook.load()
    questions = made_questions(rulebook, WARMING + DECIDED + PROVED + ASSESSED)
    for question in questions[:WARMING]:
        rulebook.assess(question.transfer, question.day)
    decided = questions[WARMING : WARMING + DECIDED]
    proved, assessed = questions[-PROVED - ASSESSED : -ASSESSED], questions[-ASSESSED:]

    def decide(question: Question) -> object:
        return rulebook.decide(question.transfer, question.day)

    say(f"{DECIDED} verdicts")
    verdicts, unit = _with_unit(lambda: each(decided, decide))
    settled = [_is_settled(rulebook, question) for question in decided]
    yield Figure("decide", verdicts, unit, 30e3)
    for name, wanted in (("decide_settled", True), ("decide_open", False)):
        part = Samples(tuple(time for time, one in zip(verdicts.times, settled, strict=True) if one is wanted))
        yield Figure(name, part, unit)
    again, unit = _with_unit(lambda: each(decided, decide))
    yield Figure("decide_again", again, unit)

    say(f"{PROVED} proofs")
    proofs, unit = _with_unit(lambda: _proofs(rulebook, proved))
    yield Figure("prove", proofs, unit, 2e6)

    say(f"{ASSESSED} whole answers")
    answers, unit = _with_unit(lambda: each(assessed, lambda one: rulebook.assess(one.transfer, one.day)))
    yield Figure("assess", answers, unit, 10e6)

    say("loading, compiling and starting")
    loads, unit = _with_unit(lambda: repeated(LOADED, Rulebook.load))
    yield Figure("load", loads, unit)
    firsts, unit = _with_unit(lambda: _first_verdicts(decided[0]))
    yield Figure("first", firsts, unit)
    for name, code in _IMPORTS.items():
        imports, unit = _with_unit(partial(printed, STARTED, _TIMED.format(code=code)))
        yield Figure(name, imports, unit, 200e6, best_counts=True)
    checks, unit = _with_unit(partial(processes, STARTED, _CHECK.format(file=str(EXAMPLES / "cloud_hosting.yaml"))))
    yield Figure("check", checks, unit, 800e6, best_counts=True)


def _with_unit(work: Callable[[], Samples]) -> tuple[Samples, float]:
    """The samples of some work, and the calibration loop's time around it."""
    before = [calibration() for _ in range(9)]
    samples = work()
    return samples, statistics.median([*before, *(calibration() for _ in range(9))])


def _is_settled(rulebook: Rulebook, question: Question) -> bool:
    """Whether three-valued logic settles what the transfer's outcome hangs on, so that no solver is asked for it."""
    calendar = _calendar(rulebook)
    laws = calendar.on(question.day)
    known = calendar.atoms.known(question.transfer, question.day).also(laws.prevailing)
    true, false = laws.decided(known)
    wanted = laws.bits[0] | laws.bits[1] | laws.bits[2]
    return (true | false) & wanted == wanted


def _proofs(rulebook: Rulebook, questions: list[Question]) -> Samples:
    calendar = _calendar(rulebook)
    provers = []
    for question in questions:
        laws = calendar.on(question.day)
        bound = calendar.atoms.bind(question.transfer, question.day)
        known = bound.known.also(laws.prevailing)
        state = State(laws, known, laws.conclude(known), exact=True)
        provers.append((state, bound))
    says = phrases.DISCLAIMER
    return each(
        provers,
        lambda one: Prover(calendar.wording, one[0], one[1].values, one[1].presumed).outcome(Outcome.PERMITTED, says),
    )


def _first_verdicts(question: Question) -> Samples:
    """The first verdict of rulebooks that have not compiled any law yet."""
    fresh = [Rulebook.load() for _ in range(LOADED)]
    return each(fresh, lambda one: one.decide(question.transfer, question.day))


def _calendar(rulebook: Rulebook) -> Calendar:
    return rulebook._calendar
