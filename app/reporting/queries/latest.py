"""The light an initiative has now: its latest given report, and the office's latest rating beside it.

A report is *stale* when a later round has been closed without one: the page then says «not reported since …», and
the old light counts for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    select,
    true,
)
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Mission, StatusWord, StatusWordText
from app.plumbing.formats import language
from app.plumbing.questions import Question, Shapes, given, given_any
from app.plumbing.record import At
from app.plumbing.totals import Among
from app.reporting.models import Assessment, ReportingRound, StatusReport
from app.reporting.rules import GIVEN, RoundState

RATING = ("code", "light", "position", "word", "own_word", "round_title", "round_code", "cut_off", "stale", "source")


def latest_lights(mission_id: int, *, at: At) -> Subquery:
    """Each initiative's latest given report in the mission, one row per initiative that ever gave one.

    Columns: ``initiative_id, report_id, code, light, position, word, own_word, round_title, round_code, cut_off,
    stale`` (1 or 0) ``, source``. ``word`` is in the reader's language where the scale has it; ``own_word`` is the
    reporter's own where it was mapped from another scale. Join it, or select from it.
    """
    return latest_of(StatusReport, mission_id, at, name="latest_light", given_only=True)


def latest_assessments(mission_id: int, *, at: At) -> Subquery:
    """Each initiative's latest rating by the office; columns as in :func:`latest_lights`."""
    return latest_of(Assessment, mission_id, at, name="latest_assessment", given_only=False)


def light_cells(mission_id: int, ids: Sequence[int] | None, *, at: At) -> dict[int, dict[str, Any]]:
    """The latest lights of these initiatives, or of all (None), by initiative. One statement."""
    return _cells(StatusReport, mission_id, ids, at)


def assessment_cells(mission_id: int, ids: Sequence[int] | None, *, at: At) -> dict[int, dict[str, Any]]:
    """The office's latest ratings of these initiatives, or of all (None), by initiative. One statement."""
    return _cells(Assessment, mission_id, ids, at)


def _cells(
    model: type[StatusReport] | type[Assessment], mission_id: int, ids: Sequence[int] | None, at: At
) -> dict[int, dict[str, Any]]:
    asked = {"mission_id": mission_id, "language": language(), **({"ids": ids} if ids is not None else {})}
    found = _rated(model, ids is not None)(at=at, **asked).mappings()
    return {row["initiative_id"]: dict(row) for row in found}


@Shapes
def _rated(at: At, model: type[StatusReport] | type[Assessment], some: bool) -> Select[*tuple[Any, ...]]:
    """The latest of the mission ``mission_id``, in the language ``language``; of the initiatives ``ids`` if some."""
    latest = latest_of(
        model, given("mission_id"), at, name="latest", given_only=model is StatusReport,
        words_in=given("language"), among=given_any("ids") if some else None,
    )  # fmt: skip
    return select(latest.c.initiative_id, *(latest.c[name] for name in RATING))


def fresh_lights(mission_id: int, *, at: At) -> Subquery:
    """The lights of today: each initiative's latest given report, but for stale ones. Columns ``initiative_id, code``.

    For narrowing a whole mission: it reads the last closed round and those after it, and no others.
    """
    return _fresh(StatusReport, mission_id, at)


def fresh_assessments(mission_id: int, *, at: At) -> Subquery:
    """The office's ratings of today; columns as in :func:`fresh_lights`."""
    return _fresh(Assessment, mission_id, at)


def light_of_today(
    at: At, model: type[StatusReport] | type[Assessment] = StatusReport, *, among: Among | None = None
) -> Subquery:
    """Each initiative's fresh light in the mission ``mission_id``: ``initiative_id, light``. For use in a question."""
    return _fresh(model, given("mission_id"), at, lit=True, among=among)


def _fresh(
    model: type[StatusReport] | type[Assessment],
    mission_id: int | BindParameter[int],
    at: At,
    *,
    lit: bool = False,
    among: Among | None = None,
) -> Subquery:
    rated, rounds, word = at.rows(model), at.rows(ReportingRound), at.rows(StatusWord)
    source = rounds.join(rated, rated.c.round_id == rounds.c.id)
    if lit:
        source = source.join(word, and_(word.c.scale_id == rated.c.scale_id, word.c.code == rated.c.overall))
    ranked = (
        select(
            rated.c.initiative_id,
            word.c.light.label("light") if lit else rated.c.overall.label("code"),
            func.row_number()
            .over(partition_by=rated.c.initiative_id, order_by=(rounds.c.cut_off.desc(), rated.c.id.desc()))
            .label("place"),
        )
        .select_from(source)
        .where(rounds.c.mission_id == mission_id)
        .where(coalesce(rounds.c.cut_off >= last_closed(mission_id, at=at), true()))
    )
    if model is StatusReport:
        ranked = ranked.where(rated.c.state.in_(GIVEN))
    if among is not None:
        ranked = ranked.where(among(rated.c.initiative_id))
    every = ranked.subquery()
    return select(every).where(every.c.place == 1).subquery("fresh" if not lit else None)


def only_the_office_speaks(mission_id: int, *, at: At) -> bool:
    """Initiatives are rated, and nobody has reported: a list without the ratings would say that nothing is known."""
    return bool(_only_rated(at=at, mission_id=mission_id).scalar())


@Question
def _only_rated(at: At) -> Select[*tuple[Any, ...]]:
    report, rating = at.rows(StatusReport), at.rows(Assessment)
    reported = exists().where(report.c.mission_id == given("mission_id"), report.c.state.in_(GIVEN))
    return select(exists().where(rating.c.mission_id == given("mission_id")) & ~reported)


def last_closed(mission_id: int | BindParameter[int], *, at: At) -> ScalarSelect[date]:
    """The cut-off of the mission's last closed round, to be used inside another statement."""
    ended = at.again(ReportingRound)
    return (
        select(func.max(ended.cut_off))
        .where(ended.mission_id == mission_id, ended.state == RoundState.CLOSED)
        .scalar_subquery()
    )


def latest_of(
    model: type[StatusReport] | type[Assessment],
    mission_id: int | BindParameter[int],
    at: At,
    *,
    name: str,
    given_only: bool,
    words_in: str | BindParameter[str] | None = None,
    among: BindParameter[Any] | None = None,
) -> Subquery:
    """What :func:`latest_lights` is, of either kind; ``among`` keeps it to some initiatives."""
    rated: type[Any] = at.of(model)
    words_in = language() if words_in is None else words_in
    rounds, word, mission = at.again(ReportingRound), at.again(StatusWord), at.again(Mission)
    wanted, own = at.again(StatusWordText), at.again(StatusWordText)
    ranked = (
        select(
            rated.initiative_id.label("initiative_id"),
            rated.id.label("report_id"),
            word.code.label("code"),
            word.light.label("light"),
            word.position.label("position"),
            coalesce(wanted.title, own.title, word.code).label("word"),
            rated.overall_word.label("own_word"),
            rounds.title.label("round_title"),
            rounds.code.label("round_code"),
            rounds.cut_off.label("cut_off"),
            case((rounds.cut_off < last_closed(mission_id, at=at), 1), else_=0).label("stale"),
            rated.source.label("source"),
            func.row_number()
            .over(partition_by=rated.initiative_id, order_by=(rounds.cut_off.desc(), rated.id.desc()))
            .label("place"),
        )
        .join(rounds, rounds.id == rated.round_id)
        .join(mission, mission.id == rated.mission_id)
        .join(word, and_(word.scale_id == rated.scale_id, word.code == rated.overall))
        .outerjoin(
            wanted,
            and_(wanted.word_id == word.id, wanted.language == (words_in if words_in is not None else language())),
        )
        .outerjoin(own, and_(own.word_id == word.id, own.language == mission.language))
        .where(rated.mission_id == mission_id)
    )
    if among is not None:
        ranked = ranked.where(rated.initiative_id.in_(among))
    if given_only:
        ranked = ranked.where(rated.state.in_(GIVEN))
    every = ranked.subquery()
    return select(every).where(every.c.place == 1).subquery(name)
