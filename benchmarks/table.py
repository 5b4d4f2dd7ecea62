"""The figures as a table for the terminal, for README.md and as JSON."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.measure import STEPS

BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"
HEAD = ("What", "Target", "Figure", "95 of 100", "Samples", "Ratio", "Met")


def rows(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """One row for each figure."""
    return [
        (
            figure.says,
            "–" if figure.target is None else _time(figure.target),
            _time(figure.shown) + (" (best)" if figure.best_counts else ""),
            _time(figure.samples.p95),
            str(len(figure.samples.times)),
            f"{figure.ratio:.3g}",
            {True: "yes", False: "no", None: "–"}[figure.met],
        )
        for figure in figures
    ]


def text(figures: Sequence[Figure]) -> str:
    """The table in columns."""
    listed = [HEAD, *rows(figures)]
    widths = [max(len(row[column]) for row in listed) for column in range(len(HEAD))]
    lines = [
        "  ".join(cell.ljust(width) if place == 0 else cell.rjust(width) for place, (cell, width) in
                  enumerate(zip(row, widths, strict=True))).rstrip()
        for row in listed
    ]  # fmt: skip
    return "\n".join([*lines, "", machine(figures)])


def markdown(figures: Sequence[Figure]) -> str:
    """The table in Markdown, with the note below it."""
    lines = [f"| {' | '.join(row)} |" for row in [HEAD, ("---", *["---:"] * 5, "---"), *rows(figures)]]
    return "\n".join([*lines, "", machine(figures)])


def machine(figures: Sequence[Figure]) -> str:
    """What the figures were measured on, and how."""
    unit = sum(figure.unit for figure in figures) / len(figures)
    return (
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}. Medians, or the best of "
        f"several processes. The transfers are cases and examples with a few facts changed at random. Ratio: how many "
        f"runs of a fixed loop of {STEPS} steps take as long; one took {_time(unit)} here."
    )


def as_json(figures: Sequence[Figure]) -> str:
    """The figures in nanoseconds."""
    content = [
        {
            "id": figure.id,
            "says": figure.says,
            "shown_ns": round(figure.shown),
            "median_ns": round(figure.samples.median),
            "p95_ns": round(figure.samples.p95),
            "best_ns": round(figure.samples.best),
            "samples": len(figure.samples.times),
            "unit_ns": round(figure.unit),
            "ratio": float(f"{figure.ratio:.4g}"),
            "target_ns": None if figure.target is None else round(figure.target),
            "met": figure.met,
        }
        for figure in figures
    ]
    return json.dumps({"python": platform.python_version(), "figures": content}, indent=2) + "\n"


def write_between(file: Path, content: str) -> None:
    """Put the content between the markers of the file; raises ValueError if they are missing."""
    before, begin, rest = file.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{file.name} lacks the markers {BEGIN} and {END}")
    file.write_text(f"{before}{BEGIN}\n{content}\n{END}{after}", "utf-8")


def _time(nanoseconds: float) -> str:
    for unit, size in (("µs", 1e3), ("ms", 1e6), ("s", 1e9)):
        number = nanoseconds / size
        if number < 999.5 or unit == "s":
            return f"{number:.3g} {unit}"
    raise AssertionError
