"""What reporting adds to the register of initiatives: the latest light, its round and whether it is still fresh."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import and_, case, func, literal, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Mission, StatusWord, StatusWordText
from app.missions.rules import Light
from app.plumbing.db import db
from app.plumbing.formats import language, short_date
from app.plumbing.record import At
from app.portfolio.columns import Cell, RegisterColumn
from app.portfolio.queries.joined import Joined
from app.reporting.models import ReportingRound, StatusReport
from app.reporting.rules import GIVEN, RoundState

# The code of «not reported» in the filter; no scale has a reportable word of that code.
NOT_REPORTED = "none"


def _latest_light(at: At, mission_id: int) -> Joined:
    """Each initiative's latest given report. It is stale when a later round has been closed without one."""
    report, rounds, word, mission = at.of(StatusReport), at.of(ReportingRound), at.of(StatusWord), at.of(Mission)
    wanted, own, ended = at.again(StatusWordText), at.again(StatusWordText), at.again(ReportingRound)
    last_closed = (
        select(func.max(ended.cut_off))
        .where(ended.mission_id == mission_id, ended.state == RoundState.CLOSED)
        .scalar_subquery()
    )
    ranked = (
        select(
            report.initiative_id.label("initiative_id"),
            word.code.label("code"),
            word.light.label("light"),
            word.position.label("position"),
            coalesce(wanted.title, own.title, word.code).label("word"),
            report.overall_word.label("own_word"),
            rounds.title.label("round_title"),
            rounds.code.label("round_code"),
            rounds.cut_off.label("cut_off"),
            case((rounds.cut_off < last_closed, 1), else_=0).label("stale"),
            func.row_number()
            .over(partition_by=report.initiative_id, order_by=(rounds.cut_off.desc(), report.id.desc()))
            .label("place"),
        )
        .join(rounds, rounds.id == report.round_id)
        .join(mission, mission.id == report.mission_id)
        .join(word, and_(word.scale_id == report.scale_id, word.code == report.overall))
        .outerjoin(wanted, and_(wanted.word_id == word.id, wanted.language == language()))
        .outerjoin(own, and_(own.word_id == word.id, own.language == mission.language))
        .where(report.mission_id == mission_id, report.state.in_(GIVEN))
        .subquery()
    )
    latest = select(ranked).where(ranked.c.place == 1).subquery("latest_light")
    names = ("code", "light", "word", "own_word", "round_title", "round_code", "cut_off", "stale")
    fresh = latest.c.stale == 0
    return Joined(
        table=latest,
        initiative_id=latest.c.initiative_id,
        values={name: latest.c[name] for name in names},
        # Best first; what is not reported comes after everything that is.
        order=(coalesce(case((fresh, latest.c.position), else_=literal(10**6)), 10**6),),
        matches=lambda value: (
            coalesce(latest.c.stale, 1) == 1 if value == NOT_REPORTED else and_(fresh, latest.c.code == value)
        ),
    )


def _light_options(at: At, mission_id: int) -> Sequence[tuple[str, str]]:
    """The words of the mission's scale, best first, and «not reported»."""
    mission, word = at.of(Mission), at.of(StatusWord)
    wanted, own = at.again(StatusWordText), at.again(StatusWordText)
    rows = db.session.execute(
        select(word.code, coalesce(wanted.title, own.title, word.code))
        .join(mission, mission.scale_id == word.scale_id)
        .outerjoin(wanted, and_(wanted.word_id == word.id, wanted.language == language()))
        .outerjoin(own, and_(own.word_id == word.id, own.language == mission.language))
        .where(mission.id == mission_id, word.light != Light.NONE)
        .order_by(word.position)
    )
    return [*((code, title) for code, title in rows), (NOT_REPORTED, gettext("Not reported"))]


def _light_text(cell: Cell) -> str:
    if cell["code"] is None:
        return gettext("Not reported")
    if cell["stale"]:
        return gettext("Not reported since %(date)s", date=short_date(cell["cut_off"]))
    return str(cell["word"])


LIGHT = RegisterColumn(
    key="light",
    label=_("Status"),
    joined=_latest_light,
    template="reporting/light_cell.html",
    text=_light_text,
    options=_light_options,
)
