"""Rulebooks for tests: a small base, copied and laid over with the files that a pack changes."""

from __future__ import annotations

import shutil
from pathlib import Path

PACKS = Path(__file__).parent
BASE, GOOD, BAD = PACKS / "base", PACKS / "good", PACKS / "bad"


def overlaid(pack: Path, root: Path) -> Path:
    """The base with the pack's files, if it has any, laid over it, in the folder ``root``."""
    shutil.copytree(BASE, root)
    for folder in (one for one in pack.glob("*") if one.is_dir()):
        shutil.copytree(folder, root / folder.name, dirs_exist_ok=True)
    return root


def named(folder: Path) -> list[str]:
    """The names of the packs in a folder."""
    return sorted(one.name for one in folder.iterdir() if one.is_dir())
