"""Questions asked often: the statement is made once in a process, and only filled in afterwards.

Making a select out of models costs SQLAlchemy ten to twenty times what carrying it out does. A page that asks thirty
questions would spend most of its time on saying the same thing again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVarTuple, cast

from sqlalchemy import BindParameter, Select, bindparam
from sqlalchemy.orm import Session

from app.plumbing import answers, watching
from app.plumbing.answers import Answer
from app.plumbing.columns import BIG
from app.plumbing.db import db
from app.plumbing.record import NOW, At

Ts = TypeVarTuple("Ts")

# The deed in a statement about the past, told when it is asked like everything else.
_DEED = "at_deed"
_THEN = At(deed=cast("int", bindparam(_DEED, type_=BIG)))


def given(name: str) -> BindParameter[Any]:
    """A value of the statement that is told when the question is asked."""
    return bindparam(name)


def given_any(name: str) -> BindParameter[Any]:
    """Values for ``column.in_(…)``, as many as there are when the question is asked; none of them finds nothing."""
    return bindparam(name, expanding=True)


class Question(Generic[*Ts]):
    """A statement of one moment, made when it is first asked.

    Decorates the function that makes it out of a moment; all that differs from one asking to the next stands in it as
    :func:`given`. It is asked with ``at`` and those values by name. The function must not read anything else that
    changes: language, person and day are values too.
    """

    def __init__(self, make: Callable[[At], Select[*Ts]]) -> None:
        self._make = make
        self._now: Select[*Ts] | None = None
        self._then: Select[*Ts] | None = None
        # The tables of today's statement, where nothing but deeds changes them; else None, and it is always asked.
        self._lasting: frozenset[str] | None = None

    def __call__(self, *, at: At = NOW, **values: Any) -> Answer[*Ts]:
        if at.deed is not None:
            if self._then is None:
                self._then = self._make(_THEN)
            watching.unsteady()
            return carried_out(self._then, {**values, _DEED: at.deed})
        if self._now is None:
            statement = self._make(NOW)
            self._lasting = answers.lasting(words_of(statement))
            self._now = statement
        if self._lasting is None or in_the_making():
            watching.unsteady()
            return carried_out(self._now, values)
        watching.read(self._lasting)
        mark = answers.seen().of(self._lasting)
        key = (self, *((name, tuple(some) if isinstance(some, list) else some) for name, some in values.items()))
        memory = answers.known()
        found = cast("Answer[*Ts] | None", memory.get(key, mark))
        if found is None:
            with watching.unwatched():
                found = carried_out(self._now, values)
            memory.keep(key, self._lasting, mark, found, len(found))
        return found


def words_of(statement: Select[*tuple[Any, ...]]) -> frozenset[str]:
    """Every name in the statement, whether of a table, a column or anything else."""
    return frozenset(re.findall(r"\w+", str(statement.compile(dialect=db.engine.dialect))))


def in_the_making() -> bool:
    """What a unit of work has changed is no deed yet, and may never be one."""
    session = db.session()
    return "work" in session.info or _waits(session)


def _waits(session: Session) -> bool:
    """Whether something in the session is still to be written."""
    return bool(session.new or session.deleted or session.identity_map.check_modified())


def carried_out(statement: Select[*Ts], values: dict[str, Any]) -> Answer[*Ts]:
    """In the session's transaction; past the session itself where nothing waits in it to be written first.

    The session would make each row anew, in case there are mapped things in it: half of what a small question costs. A
    question selects columns only.
    """
    session = db.session()
    carrier = session if _waits(session) else session.connection()
    return Answer(carrier.execute(statement, values).all())


class MakesShapes(Protocol):
    """Makes a statement of a moment and of whatever else decides what it looks like."""

    def __call__(self, at: At, /, *shape: Any) -> Select[*tuple[Any, ...]]: ...


class Shapes:
    """A :class:`Question` for each shape of a statement that has several, such as that of a list with filters.

    Decorates the function that makes the statement out of a moment and its shape. The shape says which parts there are
    (is there a search, and of how many words?), never what they hold. The latest used are kept.
    """

    def __init__(self, make: MakesShapes) -> None:
        def question(*shape: Hashable) -> Question[*tuple[Any, ...]]:
            return Question(lambda at: make(at, *shape))

        self._question = lru_cache(maxsize=256)(question)

    def __call__(self, *shape: Any) -> Question[*tuple[Any, ...]]:
        return self._question(*shape)
