"""The engines are tested on the small programs of tests/logic."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "logic"))
