"""What reporting adds to the register of initiatives: the latest light, its round and whether it is still fresh."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import Subquery, and_, case, exists, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Mission, StatusWord, StatusWordText
from app.missions.rules import Light
from app.plumbing.db import db
from app.plumbing.formats import language, short_date
from app.plumbing.record import At
from app.portfolio.columns import Cell, RegisterColumn
from app.portfolio.queries.joined import Joined
from app.reporting.models import Assessment, StatusReport
from app.reporting.queries import latest_assessments, latest_lights
from app.reporting.rules import GIVEN

# The code of «not reported» in the filter; no scale has a reportable word of that code.
NOT_REPORTED = "none"


def _latest_light(at: At, mission_id: int) -> Joined:
    """Each initiative's latest given report. It is stale when a later round has been closed without one."""
    return _joined(latest_lights(mission_id, at=at))


def _latest_rating(at: At, mission_id: int) -> Joined:
    """The office's latest rating of each initiative."""
    return _joined(latest_assessments(mission_id, at=at))


def _joined(latest: Subquery) -> Joined:
    names = ("code", "light", "word", "own_word", "round_title", "round_code", "cut_off", "stale", "source")
    fresh = latest.c.stale == 0
    return Joined(
        table=latest,
        initiative_id=latest.c.initiative_id,
        values={name: latest.c[name] for name in names},
        # Best first; what is not reported has no place.
        order=(case((fresh, latest.c.position)),),
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


def _rating_options(at: At, mission_id: int) -> Sequence[tuple[str, str]]:
    """The words the office has used, and none."""
    return [*_light_options(at, mission_id)[:-1], (NOT_REPORTED, gettext("None"))]


def _rating_text(cell: Cell) -> str:
    """The office's own word where it was mapped, as it stands in the file it came with."""
    return "" if cell["code"] is None else str(cell["own_word"] or cell["word"])


def only_the_office_speaks(at: At, mission_id: int) -> bool:
    """Initiatives are rated, and nobody has reported: a list without the ratings would say that nothing is known."""
    report, rating = at.of(StatusReport), at.of(Assessment)
    reported = exists().where(report.mission_id == mission_id, report.state.in_(GIVEN))
    return bool(db.session.scalar(select(exists().where(rating.mission_id == mission_id) & ~reported)))


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

RATING = RegisterColumn(
    key="office",
    label=_("The office says"),
    joined=_latest_rating,
    template="reporting/rating_cell.html",
    text=_rating_text,
    options=_rating_options,
    unasked=only_the_office_speaks,
)
