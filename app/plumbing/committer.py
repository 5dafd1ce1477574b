"""The one committer: every deed is one transaction, and nothing else commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.plumbing import constraints, record
from app.plumbing.db import WRITES, db
from app.plumbing.record import Work


@contextmanager
def unit_of_work(by: int | None, *, at: datetime | None = None) -> Iterator[Work]:
    """Do one deed: begin, let the services work, write the record, commit, then keep the promises.

    Anything raised inside rolls all of it back; what the database refuses becomes a :class:`Refusal`. ``by`` is the
    acting person's id, None for the program itself.
    """
    session = db.session
    session.rollback()  # what was read so far may be old, and SQLite must take its write lock at the very start
    session.connection(execution_options={WRITES: True})
    work = Work(by=by, at=at)
    session.info["work"] = work
    try:
        yield work
        session.flush()
        record.write(session, work)
        session.commit()
    except IntegrityError as fault:
        session.rollback()
        raise constraints.refusal_of(fault) from fault
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("work", None)
    for keep in work.promises:
        keep()
