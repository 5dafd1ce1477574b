"""Where every initiative of a mission stands: what the ranked list and one initiative's place are read from.

The bare scores are kept in the process beside the hash of the last deed that changed any of them, and the places beside
the weights they were reckoned with. Each question asks for that hash first, so what is kept is never older than the
database; reading the scores of ten thousand takes a second, and scores change seldom.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Select, func, select, type_coerce

from app.analysis.places import Places, Scored
from app.choices.models import Score
from app.choices.queries.weights import Weights
from app.plumbing.db import db
from app.plumbing.questions import Question, given
from app.plumbing.record import At, Deed, DeedChange
from app.portfolio.models import Initiative, InitiativeMission

# What the scores are made of: a deed that changed none of these tables changed no score. Codes stand for good.
MADE_OF = (Score.__tablename__, InitiativeMission.__tablename__)
# Places for so many missions or weights are kept: those that are tried come and go.
KEPT = 16

# Least, likely and most by criterion id, in hundredths of a point.
Bare = Mapping[int, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Standings:
    """``places`` are of the initiatives with a score on every criterion that may count; ``incomplete`` the others' ids.

    Both in the order of their codes. ``places`` is None where nothing weighs anything.
    """

    places: Places[int] | None
    incomplete: tuple[int, ...]


class _Kept:
    """The bare scores of one mission as of one deed, and the places reckoned from them."""

    def __init__(self, mark: str | None, scores: Mapping[int, Bare]) -> None:
        self.mark = mark
        self.scores = scores
        self.standings: OrderedDict[tuple[object, ...], Standings] = OrderedDict()


_kept: dict[int, _Kept] = {}


def standings(mission_id: int, weights: Weights, *, at: At) -> Standings:
    """Where all stand with these weights. One statement, and two more when something has changed."""
    # What a deed in the making has changed has no hash yet, and may never come true.
    if at.deed is not None or db.session.info.get("work") is not None:
        return _reckoned(_read(mission_id, at), weights)
    # Asked before the scores: what comes in between makes the scores newer than the hash, never older.
    mark = _last_change().scalar()
    kept = _kept.get(mission_id)
    if kept is None or kept.mark != mark or mark is None:
        kept = _kept[mission_id] = _Kept(mark, _read(mission_id, at))
    key = (tuple(row.id for row in weights.criteria), weights.proportion, weights.extreme)
    found = kept.standings.get(key)
    if found is None:
        found = kept.standings[key] = _reckoned(kept.scores, weights)
        while len(kept.standings) > KEPT:
            kept.standings.popitem(last=False)
    return found


def _reckoned(scores: Mapping[int, Bare], weights: Weights) -> Standings:
    if not weights.weigh:
        return Standings(None, tuple(scores))
    counted = [row.id for row in weights.counted]
    complete = {key: given for key, given in scores.items() if all(criterion in given for criterion in counted)}
    ids = [row.id for row in weights.criteria]
    scored = {key: _in_order(given, ids) for key, given in complete.items()}
    places = Places(scored, weights.proportion, weights.extreme)
    return Standings(places, tuple(key for key in scores if key not in complete))


def _in_order(given: Bare, criteria: Sequence[int]) -> Scored:
    """Scores in the order of the criteria; where there is none, none counts."""
    nothing = (0, 0, 0)
    low, likely, high = (tuple(one) for one in zip(*(given.get(key, nothing) for key in criteria), strict=True))
    return Scored(low, likely, high)


def _read(mission_id: int, at: At) -> dict[int, dict[int, tuple[int, int, int]]]:
    """The bare scores of all that serve the mission, by initiative in the order of codes, and criterion."""
    found: dict[int, dict[int, tuple[int, int, int]]] = {row[0]: {} for row in _served(mission=mission_id, at=at)}
    for initiative, criterion, low, likely, high in _bare(mission=mission_id, at=at):
        if initiative in found:
            found[initiative][criterion] = (low, likely, high)
    return found


@Question
def _last_change(at: At) -> Select[str]:
    """The hash of the last deed that changed any of the tables: no other database has it."""
    changes = select(func.max(DeedChange.deed))
    last = [changes.where(DeedChange.table_name == table).scalar_subquery() for table in MADE_OF]
    return select(Deed.hash).where(Deed.number.in_(last)).order_by(Deed.number.desc()).limit(1)


@Question
def _served(at: At) -> Select[*tuple[Any, ...]]:
    initiative, serves = at.rows(Initiative), at.rows(InitiativeMission)
    return (
        select(initiative.c.id)
        .select_from(initiative.join(serves, serves.c.initiative_id == initiative.c.id))
        .where(serves.c.mission_id == given("mission"))
        .order_by(initiative.c.code_key, initiative.c.id)
    )


@Question
def _bare(at: At) -> Select[*tuple[Any, ...]]:
    score = at.rows(Score)
    return select(
        score.c.initiative_id,
        score.c.criterion_id,
        *(type_coerce(score.c[bound], BigInteger) for bound in ("low", "likely", "high")),
    ).where(score.c.mission_id == given("mission"))
