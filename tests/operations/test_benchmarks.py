"""The measuring itself: that it runs, not how fast anything is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.clients import Unexpected
from benchmarks.visits import form_in

# What outsiders may rely on in a row.
PROMISED = {"page", "size", "cpu_ms", "bare_cpu_ms", "p50_ms", "p95_ms", "requests_per_s", "sql", "bytes"}


def test_a_form_is_read_as_a_browser_would_post_it() -> None:
    page = b"""<form><input name="q" value="x"></form>
    <form method="post"><input type="hidden" name="version" value="3"><textarea name="summary">
a &amp; b</textarea>
    <input type="checkbox" name="one" checked><input type="checkbox" name="two"><input type="submit" name="go">
    <input type="radio" name="light" value="green"><input type="radio" name="light" value="red" checked>
    <select name="phase"><option value="">-</option><option value="idea" selected>Idea</option></select></form>"""

    assert form_in(page, "version") == {
        "version": "3",
        "summary": "a & b",
        "one": "on",
        "light": "red",
        "phase": "idea",
    }
    with pytest.raises(Unexpected):
        form_in(page, "password")


@pytest.mark.processes
def test_pages_are_measured_at_the_smallest_size(tmp_path: Path) -> None:
    rows = tmp_path / "rows.json"
    measured = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages", "--size", "45", "--repetitions", "6", "--seconds", "1",
         "--json", str(rows)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert measured.returncode == 0, measured.stdout + measured.stderr
    found = {row["page"]: row for row in json.loads(rows.read_text())}
    assert {"register", "one initiative", "roll-up", "edit POST", "report POST", "sign-in POST"} <= found.keys()
    for name, row in found.items():
        assert row.keys() >= PROMISED, name
        assert row["cpu_ms"] > row["bare_cpu_ms"] > 0, name
        assert row["sql"] > 0, name
        assert name in measured.stdout
