"""`python -m benchmarks`: measure, print the table, and write it into README.md or a JSON file if asked to."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import table
from benchmarks.figures import measured

README = Path(__file__).parent.parent / "README.md"


def main() -> None:
    """Run all benchmarks; the exit code is 0 whether or not the targets are met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how fast the library is.")
    parser.add_argument("--write-readme", action="store_true", help="put the table into README.md")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures into this file")
    asked = parser.parse_args()
    figures = list(measured(lambda text: print(f"... {text}", file=sys.stderr)))
    print(table.text(figures))
    if asked.write_readme:
        table.write_between(README, table.markdown(figures))
    if asked.json:
        asked.json.write_text(table.as_json(figures), "utf-8")


if __name__ == "__main__":
    main()
