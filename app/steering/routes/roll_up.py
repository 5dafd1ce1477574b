"""The mission on one page, for the steering group: on a projector, on paper, on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask_babel import gettext, ngettext
from markupsafe import Markup

from app.missions import queries as missions
from app.missions.policy import MissionPermission
from app.missions.queries import AreaRow, IndicatorRow, MissionPage
from app.plumbing import answers, clock, record
from app.plumbing.access import requires
from app.plumbing.amounts import millions
from app.plumbing.asked import moment
from app.plumbing.formats import million, point
from app.plumbing.frame import enter_mission
from app.plumbing.policy import Subject
from app.plumbing.provenance import Source
from app.plumbing.record import At
from app.plumbing.remembering import fragment, remembered
from app.portfolio.rules.words import Adoption, Lack
from app.reporting import queries as reporting
from app.reporting.rules import TELLING
from app.steering import charts, queries
from app.steering.policy import SteeringPermission
from app.steering.routes import bp
from app.steering.rules import AreaCover, Money, Question, better_than_baseline

# A steering group reads a page, not a list of thousands: the first are shown, how many there are is always told.
MOST = 25


@dataclass(frozen=True, slots=True)
class RollUp:
    """The page but for its frame and its links for those who edit: the same for all who may read it."""

    title: str
    body: Markup


@bp.get("/missions/<slug>")
@requires(SteeringPermission.READ_ROLL_UP, of=missions.mission_subject)
def mission(subject: Subject, slug: str) -> str:
    """The roll-up. ``?as_of=`` shows it as it was."""
    enter_mission(slug)
    at = moment()
    on = at.day or clock.today()
    found = remembered(
        ("roll-up", subject, on),
        lambda: _rolled_up(subject, on, at),
        at=at,
        size=lambda made: len(made.body) if made else 0,
    )
    if found is None:
        return render_template("steering/before.html", first_day=record.first_day())
    return render_template(
        "steering/mission.html",
        subject=subject,
        EDIT_MISSION=MissionPermission.EDIT,
        found=found,
        on=on,
        head=answers.head(at),
    )


def _rolled_up(subject: Subject, on: date, at: At) -> RollUp | None:
    page = missions.mission_page(subject.id, at=at)
    if page is None:
        return None
    areas = missions.areas(subject.id, at=at)
    cover = queries.cover_by_area(subject.id, at=at)
    indicators = missions.indicators(subject.id, at=at)
    money = queries.mission_money(subject.id, at=at)
    ratings = reporting.standing(subject.id, first=MOST, at=at)
    moves = queries.light_moves(subject.id, first=MOST, at=at)
    scale = reporting.mission_scale(subject.id, at=at)
    idle = [area for area in areas if not cover.get(area.id, AreaCover(area.id)).under_way]
    body = fragment(
        "steering/roll_up.html",
        page=page,
        sentence=_sentence(indicators, areas, idle, money, page, on=on),
        months_left=page.months_left(on=on),
        areas=areas,
        cover=cover,
        indicators=indicators,
        money=money,
        build_figure=charts.money_figure(money.years, use="build", currency=page.currency),
        run_figure=charts.money_figure(money.years, use="run", currency=page.currency),
        build_rows=_rows(money, "needed_build", "granted_build", "spent"),
        run_rows=_rows(money, "needed_run", "granted_run", "run_gap"),
        run_gap=money.run_gap_until(page.target_date, on=on),
        yearless=queries.yearless_grants(subject.id, at=at),
        gaps=queries.run_gaps(subject.id, on.year, page.target_date.year, at=at),
        ratings=ratings,
        words={word.light: word for word in reversed(scale)},
        scale={word.code: word for word in scale},
        moves=moves,
        changes=queries.changes_since(subject.id, moves.later, at=at) if moves.later else [],
        matters=queries.matters(subject.id, on=on, first=MOST, at=at),
        adopted=queries.adopted(subject.id, at=at),
        cases=queries.open_cases(subject.id, at=at)[:MOST],
        idle=idle,
        illustrative=_any_illustrative(areas, indicators),
        telling=TELLING,
        Question=Question,
        Adoption=Adoption,
        Lack=Lack,
    )
    return RollUp(page.title, body)


def _sentence(
    indicators: Sequence[IndicatorRow],
    areas: Sequence[AreaRow],
    idle: Sequence[AreaRow],
    money: Money,
    page: MissionPage,
    *,
    on: date,
) -> str:
    """What matters most, in words; each part can be traced to the section below it, and nothing is said of what the
    mission has none of.
    """
    better = better_than_baseline([row.verdict for row in indicators])
    parts = []
    if indicators:
        parts.append(
            ngettext(
                "%(better)s of %(num)s indicator is better than the baseline",
                "%(better)s of %(num)s indicators are better than the baseline",
                len(indicators),
                better=better,
            )
        )
    if idle:
        parts.append(
            ngettext(
                "area %(codes)s has no initiative under way",
                "areas %(codes)s have no initiative under way",
                len(idle),
                codes=_listed(area.code for area in idle),
            )
        )
    elif areas:
        parts.append(gettext("every challenge area has initiatives under way"))
    gap = money.run_gap_until(page.target_date, on=on)
    if gap:
        parts.append(
            gettext(
                "%(amount)s is missing for operation until %(year)s",
                amount=million(gap, page.currency, 0),
                year=page.target_date.year,
            )
        )
    elif money.total("needed_run"):
        parts.append(gettext("nothing is missing for operation"))
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    return (
        found[0] if len(found) == 1 else gettext("%(first)s and %(last)s", first=", ".join(found[:-1]), last=found[-1])
    )


def _rows(money: Money, *names: str) -> list[list[str]]:
    """The table twin of a figure: a row for each year, in millions."""
    return [
        [
            str(year.year) if year.year is not None else gettext("Year not published"),
            *(millions(getattr(year, name), point=point()) for name in names),
        ]
        for year in money.years
    ]


def _any_illustrative(*rows: Sequence[AreaRow] | Sequence[IndicatorRow]) -> bool:
    return any(row.origins.row.source is Source.ILLUSTRATIVE for some in rows for row in some)
