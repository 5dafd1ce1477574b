"""What every benchmark of the analysis takes and tells: arguments, a table, the machine's load, files for others."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

Row = Mapping[str, object]


def arguments(name: str, description: str, seconds: float) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=description)
    parser.add_argument("--instances", type=Path, help="the folder with the instances")
    parser.add_argument("--best-known", type=Path, help="a CSV of best known values")
    parser.add_argument("--seconds", type=float, default=seconds, help="the most for each instance")
    parser.add_argument("--json", type=Path, help="write the rows here")
    parser.add_argument("--solutions", type=Path, help="write a solution for each instance into this folder")
    return parser


def machine() -> str:
    """When, on what and beside how much other work this was measured."""
    one, five, _ = os.getloadavg()
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    return f"{when} UTC, {os.cpu_count()} cores, Python {platform.python_version()}, load {one:.1f} ({five:.1f})"


def line(*cells: object) -> None:
    """One row of a table, at once: a run of many minutes shows how far it is."""
    first, *others = (_word(cell) for cell in cells)
    print(first.ljust(28), *(word.rjust(10) for word in others), flush=True)


def bar(what: str, measured: float, least: float, aim: float, unit: str) -> None:
    """One line: what was measured beside what it should be."""
    reached = "aim reached" if measured <= aim else "bar reached" if measured <= least else "MISSED"
    print(f"{what}: {measured:.3f} {unit} (at least {least} {unit}, aim {aim} {unit}): {reached}", flush=True)


def write(folder: Path | None, name: str, solution: object) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.json").write_text(json.dumps(solution) + "\n")


def write_rows(path: Path | None, rows: Sequence[Row]) -> None:
    if path is not None:
        path.write_text(json.dumps(list(rows), indent=1) + "\n")


def _word(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return str(cell)
