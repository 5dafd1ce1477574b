"""Every closed list has words in the interface, and every question says which moment it is asked of."""

from __future__ import annotations

import ast
from pathlib import Path

from app.assembly import TABLE_WORDS, WORDS
from app.plumbing.columns import Word
from app.plumbing.db import Base
from app.plumbing.periods import Precision
from app.plumbing.provenance import Source
from app.plumbing.record import historied_tables

# Shown by a rule of their own: periods by their form, sources by their tag.
NOT_IN_WORDS = {Precision, Source}


def test_every_word_a_row_can_hold_has_words_in_the_interface() -> None:
    lists = {
        column.type.words
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Word)
    }
    silent = [
        f"{words.__name__}.{member.name}: say what it is called in the chapter's words.py"
        for words in lists - NOT_IN_WORDS
        if words.__module__.startswith("app.") and not words.__module__.startswith("app.plumbing")
        for member in words
        if member not in WORDS.get(words, {})
    ]

    assert not silent, "\n".join(silent)


def test_every_table_of_the_record_has_a_name_in_the_interface() -> None:
    assert sorted(set(historied_tables()) - set(TABLE_WORDS)) == [], "name it in TABLES of the chapter's words.py"


def test_questions_about_historied_tables_say_the_moment() -> None:
    """A query that reads through ``at.of`` cannot forget the past; one that takes no ``at`` may only find a subject."""
    forgetful = []
    for path in Path("app").glob("*/queries*"):
        for file in [path] if path.suffix else sorted(path.glob("*.py")):
            if path.parts[1] in ("plumbing", "people"):
                continue
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                    continue
                arguments = {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}
                if "at" not in arguments and not present_by_nature(node):
                    forgetful.append(f"{file}:{node.lineno}: {node.name} takes no `at`")

    assert not forgetful, "\n".join(forgetful)


def present_by_nature(node: ast.FunctionDef) -> bool:
    """Subjects of today's permissions, choices of a form, and what is not read from historied tables."""
    return (
        "subject" in node.name
        or "visible" in node.name
        or "choices" in node.name
        or "options" in node.name
        or ("today's" in (ast.get_docstring(node) or "") or "present" in (ast.get_docstring(node) or "").lower())
    )
