"""How often each initiative comes at each place: what is drawn from, and what came of it, for a page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from sqlalchemy import select

from app.analysis.places import Scored
from app.analysis.robustness.acceptability import Band, margin
from app.analysis.weights import Ray
from app.choices.models import RankAcceptability
from app.choices.queries import weights as weighing
from app.choices.queries.scores import InitiativeLine, lines_of, scores_of
from app.choices.queries.standings import standings
from app.choices.queries.weights import Weights
from app.plumbing.db import db
from app.plumbing.provenance import Source
from app.plumbing.queue.queries import JobView, latest_of
from app.plumbing.record import At

PLACES_JOB = "choices.places"
# Those at the top whose share is told beside the share of first places.
TOP = 5
# In so many groups of places, at most, all shares are told.
MOST_GROUPS = 10
STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class DrawnFrom:
    """Weights and scores that are possible, of those that are ranked; ``ids`` in the order of codes.

    Scores are hundredths of a point, by ``weights.criteria``.
    """

    weights: Weights
    ids: tuple[int, ...]
    scored: tuple[Scored, ...]
    fingerprint: str

    @property
    def rays(self) -> tuple[Ray, ...]:
        return self.weights.extreme


def drawn_from(mission_id: int, *, at: At) -> DrawnFrom | None:
    """What is drawn from with the mission's own weights; None where nothing is ranked. Ten statements at most."""
    weighed = weighing.of_mission(mission_id, at=at, levels=False)
    places = standings(mission_id, weighed, at=at).places
    if places is None or not len(places):
        return None
    scored = places.scored
    said = [
        [row.code for row in weighed.criteria],
        weighed.extreme,
        [[key, one.low, one.likely, one.high] for key, one in scored.items()],
    ]
    mark = hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()
    return DrawnFrom(weighed, tuple(scored), tuple(scored.values()), mark)


@dataclass(frozen=True, slots=True)
class PlacesOf:
    """How often one initiative came where. ``counts`` are draws by band of places, ``central`` weights (0–1) of those
    that put it first, by criterion."""

    initiative: InitiativeLine
    expected: float
    firsts: int
    counts: tuple[int, ...]
    central: tuple[float, ...] | None
    bands: tuple[Band, ...]
    draws: int

    @property
    def first(self) -> float:
        return self.firsts / self.draws

    @property
    def most_often(self) -> tuple[Band, float]:
        """The places it came at most often, and how large a share of the draws that is."""
        count, place = max((count, -place) for place, count in enumerate(self.counts))
        return self.bands[-place], count / self.draws

    @property
    def usual(self) -> Band:
        """The places between which it came in nine of ten draws: one in twenty above, one in twenty below."""
        summed = list(accumulate(self.counts))
        low = next(n for n, count in enumerate(summed) if count * 20 > self.draws)
        high = next(n for n, count in enumerate(summed) if count * 20 >= self.draws * 19)
        return self.bands[low][0], self.bands[max(low, high)][1]

    @property
    def cells(self) -> tuple[tuple[Band, float], ...]:
        """Where it came at all, each beside where it came most often (0–1)."""
        most = max(self.counts)
        return tuple((band, count / most) for band, count in zip(self.bands, self.counts, strict=True) if count)

    def within(self, first: int, last: int) -> float:
        """The share of draws at these places; they are whole bands."""
        inside = (count for (low, high), count in zip(self.bands, self.counts, strict=True) if first <= low <= last)
        return sum(inside) / self.draws


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """``found`` is None where nothing was drawn yet. ``stale``: weights or scores are others now.

    ``rankable``: something is ranked, so that it can be drawn. ``illustrative``: some of the scores or weights behind
    what is shown are made up.
    """

    weights: Weights
    rankable: bool
    found: PlacesFound | None
    stale: bool
    illustrative: bool
    job: JobView | None


@dataclass(frozen=True, slots=True)
class PlacesFound:
    """What was drawn, those with the best mean place first. ``rows`` are those asked for of ``total``.

    ``leaders`` came first in some draws, most often first; ``groups`` are places told together.
    """

    draws: int
    drawn_at: datetime
    total: int
    criteria: tuple[str, ...]
    rows: tuple[PlacesOf, ...]
    leaders: tuple[PlacesOf, ...]
    leading: int
    groups: tuple[Band, ...]
    top: int

    @property
    def margin(self) -> float:
        """How far a share may be from the true one (0–1)."""
        return margin(self.draws)


# More than these nobody compares.
MOST_LEADERS = 10


def places_page(mission_id: int, *, at: At, first: int = 0, count: int | None = None) -> PlacesPage:
    """``count`` rows from the ``first`` (0 …) on, all if not said. Some twenty statements."""
    now = drawn_from(mission_id, at=at)
    row = _latest(mission_id, at)
    found = None if row is None else _shaped(row, first, count, at)
    weights = now.weights if now is not None else weighing.of_mission(mission_id, at=at, levels=False)
    return PlacesPage(
        weights=weights,
        rankable=now is not None,
        found=found,
        illustrative=found is not None and _rests_on_what_is_made_up(found, weights, mission_id, at),
        stale=row is not None and (now is None or now.fingerprint != row.fingerprint),
        job=latest_of(PLACES_JOB, mission_id=mission_id) if at.deed is None else None,
    )


def _rests_on_what_is_made_up(found: PlacesFound, weights: Weights, mission_id: int, at: At) -> bool:
    if any(row.origins.of("weight").source is Source.ILLUSTRATIVE for row in weights.criteria):
        return True
    given = scores_of([row.initiative.id for row in found.rows], mission_id, at=at)
    return any(score.illustrative for own in given.values() for score in own.values())


def _latest(mission_id: int, at: At) -> Any:
    x = RankAcceptability.__table__.c
    query = select(x.fingerprint, x.draws, x.drawn_at, x.answer).where(x.mission_id == mission_id)
    if at.deed is not None:
        query = query.where(x.at_deed <= at.deed)
    return db.session.execute(query.order_by(x.id.desc()).limit(1)).first()


def _shaped(row: Any, first: int, count: int | None, at: At) -> PlacesFound:
    said = json.loads(row.answer)
    bands = tuple((low, high) for low, high in said["bands"])
    ordered = sorted(said["rows"], key=lambda each: each["expected"])
    shown = ordered[first : len(ordered) if count is None else first + count]
    leading = sorted((each for each in ordered if each["first"]), key=lambda each: -each["first"])
    leaders = leading[:MOST_LEADERS]
    lines = {line.id: line for line in lines_of({each["id"] for each in (*shown, *leaders)}, at=at)}

    def shape(rows: Sequence[Mapping[str, Any]]) -> tuple[PlacesOf, ...]:
        return tuple(_place(each, lines[each["id"]], bands, row.draws) for each in rows if each["id"] in lines)

    groups = _groups(bands)
    return PlacesFound(
        draws=row.draws,
        drawn_at=row.drawn_at,
        total=len(ordered),
        criteria=tuple(said["criteria"]),
        rows=shape(shown),
        leaders=shape(leaders),
        leading=len(leading),
        groups=groups,
        top=max((high for _, high in bands if high <= TOP), default=bands[0][1]),
    )


def _place(each: Mapping[str, Any], line: InitiativeLine, bands: tuple[Band, ...], draws: int) -> PlacesOf:
    before, some = each["from"], each["counts"]
    return PlacesOf(
        initiative=line,
        expected=each["expected"],
        firsts=each["first"],
        counts=(*([0] * before), *some, *([0] * (len(bands) - before - len(some)))),
        central=None if each["central"] is None else tuple(each["central"]),
        bands=bands,
        draws=draws,
    )


def _groups(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Bands put together, in round numbers, to no more than a page can show side by side."""
    step = next((step for step in STEPS if len(bands) <= step * MOST_GROUPS), STEPS[-1])
    return tuple((bands[n][0], bands[min(n + step, len(bands)) - 1][1]) for n in range(0, len(bands), step))
