"""Lay `.links/pa_dataflow`: one folder of links in which the whole package stands at its import path.

The command and the rules live at the top of the tree (`cli/`, `rules/`) and become `pa_dataflow.cli` and
`pa_dataflow.rules` only when the package is built or installed. Python follows that mapping; mypy and import-linter
look for a package in one folder and can't. So this script reads the mapping from pyproject.toml and links

    .links/pa_dataflow/<name>  ->  src/pa_dataflow/<name>   for everything there,
    .links/pa_dataflow/cli     ->  cli,
    .links/pa_dataflow/rules   ->  rules.

mypy finds the folder through `mypy_path` in pyproject.toml; import-linter needs it first on its path
(`PYTHONPATH=.links lint-imports`). The links are relative and git ignores them. `make test` lays them anew each time,
which adds links for new modules and drops those whose module is gone:

    python scripts/links.py
"""

from __future__ import annotations

import os
import shutil
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def wanted(root: Path) -> dict[Path, Path]:
    """Each link (relative to `.links`) and the file or folder it stands for, from `package-dir`."""
    with (root / "pyproject.toml").open("rb") as file:
        mapping: dict[str, str] = tomllib.load(file)["tool"]["setuptools"]["package-dir"]
    links: dict[Path, Path] = {}
    for package, folder in mapping.items():
        place = Path(*package.split("."))
        if len(place.parts) == 1:  # the package itself: a real folder, so that others can be linked into it
            entries = (entry for entry in (root / folder).iterdir() if entry.name != "__pycache__")
            links |= {place / entry.name: entry for entry in entries}
        else:
            links[place] = root / folder
    return links


def lay(root: Path) -> Path:
    """Bring `.links` up to date and return it; links that already fit stay untouched."""
    base = root / ".links"
    links = {base / place: target for place, target in wanted(root).items()}
    for folder in {link.parent for link in links}:
        folder.mkdir(parents=True, exist_ok=True)
        for entry in folder.iterdir():
            if entry not in links:
                remove(entry)
    for link, target in links.items():
        text = os.path.relpath(target, link.parent)
        if link.is_symlink() and os.readlink(link) == text:  # noqa: PTH115 (pathlib would tidy the text)
            continue
        remove(link)
        link.symlink_to(text, target_is_directory=target.is_dir())
    return base


def remove(entry: Path) -> None:
    """Remove a link, or a file or folder (such as a cache) that stands where none should."""
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink(missing_ok=True)


if __name__ == "__main__":
    lay(ROOT)
