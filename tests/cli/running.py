"""What the command's tests run with: the result of a run, and a rulebook of hand-made answers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(TESTS / "report"))  # made_answers
sys.path.insert(0, str(TESTS / "docs"))  # shown
DOCS = TESTS.parent / "docs"
BASE = TESTS / "packs" / "base"


@dataclass(frozen=True)
class Ran:
    """What a run of the command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


class MadeRulebook:
    """A rulebook that gives hand-made answers."""

    def __init__(self, *answers: Any) -> None:
        from made_answers import base

        self.answers = answers
        self.ruleset = base()
        self.asked: list[dict[str, Any]] = []

    def assess(self, transfer: object, as_of: object, **more: Any) -> Any:
        self.asked.append({"as_of": as_of, **more})
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer
