"""When what we stand on gives way: which of the database's errors are no fault of ours, and what can be said of them.

An outage is told apart from a mistake in the program: it is answered with 503 or 507 and a sentence that is true (not
saved, or not known), and whatever was typed stays with the person who typed it.
"""

from __future__ import annotations

import logging
import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from app.plumbing.refusals import N_

log = logging.getLogger(__name__)


class Cause(StrEnum):
    FULL = "full"
    AWAY = "away"
    BUSY = "busy"


# What was not saved is said without «perhaps»; what is not known is said to be so.
SENTENCES = {
    Cause.FULL: N_("There is no space left where the data are kept. Nothing was saved."),
    Cause.AWAY: N_("The database does not answer just now. Nothing was saved."),
    Cause.BUSY: N_("Too many are writing at the same time just now. Nothing was saved."),
}
# To somebody who only wanted to read.
READING = {
    Cause.FULL: N_("There is no space left where the data are kept."),
    Cause.AWAY: N_("The database does not answer just now."),
    Cause.BUSY: N_("There is more to do than the database manages just now."),
}
UNCLEAR = N_("The database stopped answering in the middle of saving. It is not known whether it was saved.")

# SQLSTATE by class or whole: https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_STATE = {
    "08": Cause.AWAY,  # connection exceptions
    "53100": Cause.FULL,  # disk full
    "53": Cause.BUSY,  # out of memory, too many connections
    "55P03": Cause.BUSY,  # a lock was not to be had in time
    "40": Cause.BUSY,  # deadlock, serialization
    "57014": Cause.BUSY,  # a statement took too long
    "57": Cause.AWAY,  # shut down, crashed, starting up
    "25006": Cause.AWAY,  # read only: a standby, or one that was switched off
    "25P03": Cause.AWAY,  # the server ended a transaction that lay idle
    "25P04": Cause.AWAY,
    "58030": Cause.AWAY,  # an I/O error of the server
}

# SQLite's primary result codes: https://www.sqlite.org/rescode.html
_BY_CODE = {
    sqlite3.SQLITE_FULL: Cause.FULL,
    sqlite3.SQLITE_BUSY: Cause.BUSY,
    sqlite3.SQLITE_LOCKED: Cause.BUSY,
    sqlite3.SQLITE_IOERR: Cause.AWAY,
    sqlite3.SQLITE_CANTOPEN: Cause.AWAY,
    sqlite3.SQLITE_READONLY: Cause.AWAY,
    sqlite3.SQLITE_PROTOCOL: Cause.BUSY,
}


class Outage(Exception):
    """A unit of work that could not be saved because of what it stands on; nothing of it is there."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(SENTENCES[cause])
        self.cause = cause
        self.message = SENTENCES[cause]
        self.code = 507 if cause is Cause.FULL else 503


class Unclear(Outage):
    """The connection broke during the commit, and the database could not be asked what came of it."""

    def __init__(self) -> None:
        super().__init__(Cause.AWAY)
        self.args = (UNCLEAR,)
        self.message = UNCLEAR


def cause_of(fault: BaseException) -> Cause | None:
    """What gave way, or None for an error that is the program's own."""
    if isinstance(fault, Outage):
        return fault.cause
    if isinstance(fault, NoConnectionFree):
        return Cause.BUSY
    if not isinstance(fault, DBAPIError):
        return None
    if isinstance(fault.orig, sqlite3.Error):
        return _BY_CODE.get(getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(fault.orig, "sqlstate", None)
    if state is None:
        # The server said nothing: there is no connection to it, or there is none any more.
        return Cause.AWAY if fault.connection_invalidated or type(fault).__name__ == "OperationalError" else None
    return _BY_STATE.get(state) or _BY_STATE.get(state[:2])


def outage_of(fault: BaseException) -> Outage | None:
    """The fault as an outage, if it is one."""
    if isinstance(fault, Outage):
        return fault
    cause = cause_of(fault)
    return None if cause is None else Outage(cause)


def leaves_open(fault: BaseException) -> bool:
    """Whether this error of a commit tells nothing about it: the answer was lost, not given.

    SQLite answers for itself, and a server that names a reason has rolled back. Only «shutting down» is said by servers
    that may have written the commit already.
    """
    if not isinstance(fault, DBAPIError) or isinstance(fault.orig, sqlite3.Error):
        return False
    state = getattr(fault.orig, "sqlstate", None)
    return state is None or state[:2] in ("08", "57")
