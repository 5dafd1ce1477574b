"""What reporting adds to the register of initiatives: the latest light, its round and whether it is still fresh."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import and_, case, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Mission, StatusWord, StatusWordText
from app.missions.rules import Light
from app.plumbing.db import db
from app.plumbing.formats import language, short_date
from app.plumbing.record import At
from app.portfolio.columns import Cell, RegisterColumn
from app.portfolio.queries.joined import Joined
from app.reporting.queries import latest_lights

# The code of «not reported» in the filter; no scale has a reportable word of that code.
NOT_REPORTED = "none"


def _latest_light(at: At, mission_id: int) -> Joined:
    """Each initiative's latest given report. It is stale when a later round has been closed without one."""
    latest = latest_lights(mission_id, at=at)
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
