"""The fixture that all tests of the rule language share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from ruritania import Ruritania, build


@pytest.fixture
def ruritania(tmp_path: Path) -> Callable[..., Ruritania]:
    """Ruritania's law with a text added to it; ``without`` names base files to leave out, ``files`` adds others."""

    def built(text: str = "", *, without: tuple[str, ...] = (), files: Mapping[str, str] | None = None) -> Ruritania:
        return build(tmp_path / f"rules-{len(list(tmp_path.iterdir()))}", text, without, files)

    return built
