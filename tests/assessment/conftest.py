"""What the tests of assessments share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from random_laws import Law

from pa_dataflow import Rulebook


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Rulebook]:
    """Loads a random law as a rulebook; one folder is enough, since a rulebook is read when it is loaded."""
    root = tmp_path_factory.mktemp("law")

    def load(law: Law, **more: Any) -> Rulebook:
        return law.rulebook(root, **more)

    return load
