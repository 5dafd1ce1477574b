"""How many questions something costs: the statements sent to the database while it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from app.plumbing import answers


@contextmanager
def statements(*, remembered: bool = False) -> Iterator[list[str]]:
    """The questions sent to the database meanwhile.

    They are asked as by a process that has just started, unless what earlier questions found may be ``remembered``.
    """
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            said.append(statement)

    if not remembered:
        answers.known().forget()
        # What deeds have touched is found out now, so that it does not count.
        answers.seen()
    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)
