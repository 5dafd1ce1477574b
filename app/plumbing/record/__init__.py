"""The record: every deed in a gapless chain, and the former state of every row it changed.

One mechanism for three things: the audit trail, the history behind ``?as_of=``, and the proof that neither was
altered. SQLAlchemy-Continuum was weighed and left (docs/decisions/0001-history-and-record.md): its transaction numbers
have gaps and its versions carry no hash.

The record holds ids, never names or addresses.
"""

from app.plumbing.record.chain import GENESIS, Deed, DeedChange, DeedHead, canonical, historied_tables
from app.plumbing.record.moment import NOW, At, at_day, first_day, head
from app.plumbing.record.proof import Verdict, verify
from app.plumbing.record.work import Work, current_work
from app.plumbing.record.writing import is_kept, write

__all__ = [
    "GENESIS",
    "NOW",
    "At",
    "Deed",
    "DeedChange",
    "DeedHead",
    "Verdict",
    "Work",
    "at_day",
    "canonical",
    "current_work",
    "first_day",
    "head",
    "historied_tables",
    "is_kept",
    "verify",
    "write",
]
