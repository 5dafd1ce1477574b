"""The one committer: every deed is one transaction, and nothing else commits."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from app.plumbing import constraints, outages, record
from app.plumbing.db import WORK, WRITES, db
from app.plumbing.record import Work

log = logging.getLogger(__name__)


@contextmanager
def unit_of_work(by: int | None, *, at: datetime | None = None) -> Iterator[Work]:
    """Do one deed: begin, let the services work, write the record, commit, then keep the promises.

    Anything raised inside rolls all of it back; what the database refuses becomes a :class:`Refusal`, and a database
    that is away, full or overrun an :class:`~app.plumbing.outages.Outage`. ``by`` is the acting person's id, None for
    the program itself.
    """
    session = db.session
    work = Work(by=by, at=at)
    try:
        session.rollback()  # what was read so far may be old, and SQLite must take its write lock at the very start
        session.info[WORK] = work
        session.connection(execution_options={WRITES: True})
        yield work
        session.flush()
        record.write(session, work)
        _commit(work)
    except IntegrityError as fault:
        session.rollback()
        raise constraints.refusal_of(fault) from fault
    except BaseException as fault:
        with suppress(SQLAlchemyError):  # a connection that broke has nothing left to roll back
            session.rollback()
        outage = outages.outage_of(fault)
        if outage is None or outage is fault:
            raise
        log.warning("not saved (%s): %s", outage.cause, fault)
        raise outage from fault
    finally:
        session.info.pop(WORK, None)
    for keep in work.promises:
        keep()


def _commit(work: Work) -> None:
    """Commit. Raises :class:`~app.plumbing.outages.Unclear` only when the database cannot be asked what came of it."""
    try:
        db.session.commit()
    except SQLAlchemyError as fault:
        if not outages.leaves_open(fault):
            raise
        with suppress(SQLAlchemyError):
            db.session.rollback()
        try:
            kept = record.is_kept(db.session, work)
        except SQLAlchemyError as also:
            log.error("a commit broke off and the database cannot be asked about it: %s; %s", fault, also)
            raise outages.Unclear from fault
        if kept is None:
            raise outages.Unclear from fault
        if not kept:
            raise
        log.warning("a commit broke off, but deed %s is there: %s", work.deed, fault)
