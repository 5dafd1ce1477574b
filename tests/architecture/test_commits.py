"""Only ``unit_of_work`` commits, only edges read the clock, and nobody leaves the session's back door open."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

APP = Path("app")

# The one committer, and what works below the session: migrations and the copying of whole databases.
MAY_COMMIT = {APP / "plumbing" / "committer.py"}

# Below the edges the date is told, never read.
CLOCKLESS = ("rules.py", "policy.py", "models.py")
CLOCK_CALLS = {"now", "today", "utcnow"}


def calls(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, what it is called on, and the called name, of each method call."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, ast.unparse(node.func.value), node.func.attr


def test_only_the_unit_of_work_commits() -> None:
    found = [
        f"{path}:{line}: do it in `with unit_of_work(by=…)`, which commits"
        for path in APP.rglob("*.py")
        if path not in MAY_COMMIT
        for line, on, name in calls(path)
        if name == "commit" and "session" in on
    ]

    assert not found, "\n".join(found)


def test_nothing_below_the_edges_reads_a_clock() -> None:
    found = [
        f"{path}:{line}: take the day or the moment as an argument (`*, on: date`)"
        for path in APP.rglob("*.py")
        if path.name in CLOCKLESS or "rules" in path.parts or "analysis" in path.parts
        for line, on, name in calls(path)
        if name in CLOCK_CALLS and on.rpartition(".")[2] in {"date", "datetime", "clock"}
    ]

    assert not found, "\n".join(found)


def test_only_the_clock_reads_the_clock() -> None:
    found = [
        f"{path}:{line}: ask app.plumbing.clock, which tests can hold still"
        for path in APP.rglob("*.py")
        if path != APP / "plumbing" / "clock.py"
        for line, on, name in calls(path)
        if name in CLOCK_CALLS and on in {"date", "datetime", "datetime.date", "datetime.datetime"}
    ]

    assert not found, "\n".join(found)


def test_no_junk_drawers() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "tools"}
    found = [f"{path}: name it after its idea" for path in APP.rglob("*.py") if path.stem in drawers]

    assert not found, "\n".join(found)
