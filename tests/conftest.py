"""What all tests share: golden files, hypothesis profiles, and tests that need the second engine."""

from __future__ import annotations

import difflib
import importlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

Golden = Callable[[Path, str], None]

# The same examples in every run, so that a failure belongs to the change under test and not to chance.
# HYPOTHESIS_PROFILE=deep searches longer, and elsewhere each time.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile(
    "deep", max_examples=5_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a stored file, or store it under --update-golden; paths are relative to the test's folder."""
    update: bool = request.config.getoption("--update-golden")

    def compare(path: Path, text: str) -> None:
        file = request.path.parent / path
        stored = file.read_bytes().decode() if file.exists() else None
        if text == stored:
            return
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            return
        name = "nothing stored" if stored is None else "stored"
        lines = difflib.unified_diff((stored or "").splitlines(), text.splitlines(), name, "now", lineterm="")
        difference = "\n".join(lines) or "only line ends differ"
        pytest.fail(f"{path} differs; if the new text is right, run `make golden`\n{difference}", pytrace=False)

    return compare


@cache
def without_durable() -> str | None:
    """Why the durable-rules engine can't be used here; None if it can."""
    try:
        importlib.import_module("durable.lang")
    except ImportError as error:
        return f"the durable-rules engine is not usable here ({error})"
    return None


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("durable") and (reason := without_durable()):
        pytest.skip(reason)
