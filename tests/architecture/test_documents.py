"""What is written about the house is true of it: links lead somewhere, and nothing that exists is left out."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from app.operations.cli import COMMANDS
from app.people.rules import Role
from app.plumbing.db import Base

# Taken in a browser; tests/journeys/test_screenshot.py holds that it is there.
MADE = {Path("docs/screenshot.png")}
DOCUMENTS = (Path("README.md"), Path("CHANGELOG.md"), Path("seed/README.md"), *sorted(Path("docs").rglob("*.md")))

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)")
# A path of ours in code quotes: with a folder, without placeholders.
PATH = re.compile(r"`((?:app|docs|tests|seed|tools|migrations)/[\w./-]+)`")


def test_links_and_named_files_are_there() -> None:
    gone = [
        f"{document}: {named}"
        for document in DOCUMENTS
        for text in [document.read_text(encoding="utf-8")]
        for named, path in (
            *((link, document.parent / link) for link in LINK.findall(text)),
            *((name, Path(name)) for name in PATH.findall(text)),
        )
        if not path.exists() and path not in MADE
    ]

    assert not gone, "\n".join(gone)


def test_every_table_is_told_of(app: Flask) -> None:
    told = set(re.findall(r"`([a-z_]+)`", Path("docs/data-model.md").read_text(encoding="utf-8")))
    tables = {table.name for table in Base.metadata.tables.values() if "history_of" not in table.info}

    assert tables
    assert not tables - told, "give them a line in docs/data-model.md"


def test_every_chapter_command_and_role_is_told_of() -> None:
    readme = Path("README.md").read_text(encoding="utf-8")
    chapters = {f"`{path.parent}`" for path in Path("app").glob("*/__init__.py")}

    assert not {chapter for chapter in chapters if chapter not in readme}
    assert not {command for command in COMMANDS if command not in readme}
    assert all(Path(f"docs/guide/{role.value.replace('_', '-')}.md").exists() for role in Role)


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in Path("docs/decisions").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))
