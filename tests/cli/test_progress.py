"""The progress bar shows only where somebody watches and the results go elsewhere, and never changes what is judged."""

from __future__ import annotations

import io
import sys

import pytest

from pa_dataflow.cli.common import MANY, with_progress

NAMES = [f"{number}.yaml" for number in range(MANY)]


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_many_scenarios_are_judged_in_order_behind_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert list(with_progress(NAMES)) == NAMES
    assert "pa-dataflow" in screen.getvalue()


@pytest.mark.parametrize(("errors", "results"), [(io.StringIO(), io.StringIO()), (Screen(), Screen())])
def test_no_bar_where_nobody_watches_or_where_it_would_stand_in_the_results(
    errors: io.StringIO, results: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", errors)
    monkeypatch.setattr(sys, "stdout", results)
    assert list(with_progress(NAMES)) == NAMES
    assert errors.getvalue() == results.getvalue() == ""
