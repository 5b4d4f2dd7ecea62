"""What documentation shows of the command's output, and how texts in Markdown files are compared with what is real."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from click.testing import CliRunner, Result

from pa_dataflow.cli.main import command

Golden: TypeAlias = Callable[[Path, str], None]  # the fixture of tests/conftest.py

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
NAMES = sorted(file.stem for file in EXAMPLES.glob("*.yaml"))

_HASH = re.compile(r"\b[0-9a-f]{12}(?:[0-9a-f]{52})?\b")


def called(*arguments: str) -> Result:
    """The result of `pa-dataflow` with these arguments; paths are relative to the folder the test stands in."""
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


def without_hashes(text: str) -> str:
    """The text with dots for hashes, which change with every rule anywhere."""
    return _HASH.sub(lambda found: "." * len(found[0]), text)


def block(text: str, name: str) -> str:
    """What stands between the markers of that name in a Markdown text."""
    found = re.search(rf"<!-- {name}: begin -->\n(.*?)<!-- {name}: end -->", text, re.DOTALL)
    assert found is not None, f"the markers of {name} are missing"
    return found[1]


def with_block(text: str, name: str, content: str) -> str:
    """The Markdown text with this content between the markers of that name."""
    return text.replace(f"{begin(name)}{block(text, name)}", f"{begin(name)}{content}")


def begin(name: str) -> str:
    """The line of the first marker."""
    return f"<!-- {name}: begin -->\n"


def fenced(content: str, language: str) -> str:
    """The content as a block of code."""
    return f"```{language}\n{content.rstrip()}\n```\n"
