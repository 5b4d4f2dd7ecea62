"""Timing: samples in nanoseconds, and a fixed loop that shows how fast the machine is at that moment."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter_ns
from typing import TypeVar

STEPS = 20_000

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Samples:
    """Measured times of one thing, in nanoseconds."""

    times: tuple[int, ...]

    @property
    def median(self) -> float:
        """The time that half of them don't exceed."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """The time that 95 of 100 don't exceed."""
        return sorted(self.times)[round(0.95 * (len(self.times) - 1))]

    @property
    def best(self) -> float:
        """The shortest time."""
        return min(self.times)


def each(items: Iterable[Item], work: Callable[[Item], object]) -> Samples:
    """Time the work on every item once."""
    times = []
    gc.collect()
    for item in items:
        start = perf_counter_ns()
        work(item)
        times.append(perf_counter_ns() - start)
    return Samples(tuple(times))


def repeated(count: int, work: Callable[[], object]) -> Samples:
    """Time the same work so many times."""
    return each(range(count), lambda _: work())


def processes(count: int, code: str) -> Samples:
    """Time fresh Python processes that run the code, from start to end; raises if one fails for another reason than
    that the answer is no."""
    return Samples(tuple(_process(code) for _ in range(count)))


def printed(count: int, code: str) -> Samples:
    """The numbers of nanoseconds that fresh Python processes print."""
    runs = (subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(count))
    return Samples(tuple(int(run.stdout) for run in runs))


def calibration() -> int:
    """The time of a fixed loop over dictionaries, integers wider than a machine word, and calls."""
    table = {number: 1 << number % 700 for number in range(256)}
    start = perf_counter_ns()
    known = total = 0
    for step in range(STEPS):
        bit = table[step & 255]
        if known & bit:
            total += _step(total, step)
        known ^= bit
    return perf_counter_ns() - start


def _step(total: int, step: int) -> int:
    return (total ^ step) & 1023


def _process(code: str) -> int:
    start = perf_counter_ns()
    run = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    time = perf_counter_ns() - start
    if run.returncode not in (0, 1, 3):
        raise RuntimeError(run.stderr.decode())
    return time
