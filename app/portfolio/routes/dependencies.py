"""Who waits for whom in the mission: the longest chain, what one blocker frees, the list, and dated conditions."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.formats import long_date
from app.plumbing.frame import MissionLink, current_mission
from app.plumbing.pages import ROWS, Slice, addresses, here, page_number, render
from app.plumbing.record import At
from app.plumbing.words import choices
from app.portfolio import charts, queries
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries import LATE, OPEN, TIE_SORTS, AskedTies, Freed, Web
from app.portfolio.routes import bp
from app.portfolio.routes.address import Chip, Filter
from app.portfolio.rules.words import DependencyKind

# Up to so many ties the whole network is worked out with the page; of more, when it is asked for.
MOST_AT_ONCE = 600
# As many as can be read on a wall.
MOST_DRAWN = 48
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """One initiative's neighbourhood: what it waits for and what comes loose when it is done."""

    code: str
    freed: Freed | None


@bp.route("/portfolio/dependencies")
@requires(InitiativePermission.LIST)
def dependencies() -> tuple[str, int]:
    mission, at = current_mission(), moment()
    if mission is None:
        return render("portfolio/register/without_mission.html")
    asked = _asked(mission)
    page = queries.ties(asked, page_number(), ROWS, at=at)
    day = at.day or clock.today()
    whole = _wish("chain") == "1" or bool(asked.initiative) or page.all <= MOST_AT_ONCE
    web = queries.web(mission.id, on=day, at=at) if whole and page.all else None
    chosen = _chosen(web, asked.initiative) if web else None
    shown = _shown(web, chosen) if web else []
    filters = _filters(mission, asked, at=at)
    return render(
        "portfolio/dependencies/page.html",
        asked=asked,
        page=page,
        slice=Slice(number=page.number, size=ROWS, total=page.found),
        web=web,
        chosen=chosen,
        drawing=charts.drawn(web.nodes, shown, [(t.waiting, t.needed) for t in web.ties], web.network.chain)
        if web
        else None,
        origin=web.origin(shown) if web else "",
        said=_said(web),
        filters=filters,
        chips=_chips(filters, asked),
        most_named=MOST_NAMED,
        day=day,
        url_of=addresses(".initiative", "code"),
        sort_url=lambda sort: here(sort=None if sort == "code" else sort, page=None),
        clear_url=url_for(".dependencies"),
        may=InitiativePermission,
    )


def _wish(name: str) -> str:
    return " ".join(request.args.get(name, "").split())[:60]


def _asked(mission: MissionLink) -> AskedTies:
    """What the address asks for; an answer that no list has is a bad request."""
    asked = AskedTies(
        mission.id, _wish("initiative"), _wish("body"), _wish("kind"), _wish("until"), _wish("sort") or "code"
    )
    known = {
        asked.kind: {"", *DependencyKind},
        asked.until: {"", OPEN, LATE},
        asked.sort.removeprefix("-"): {*TIE_SORTS},
        _wish("chain"): {"", "1"},
    }
    if any(wish not in words for wish, words in known.items()):
        abort(400)
    return asked


def _filters(mission: MissionLink, asked: AskedTies, *, at: At) -> list[Filter]:
    waits = ((OPEN, _("Somebody still waits")), (LATE, _("Comes late")))
    bodies = queries.leads(mission.id, at=at)
    return [
        Filter("until", _("Which"), waits, asked.until),
        Filter("body", _("Lead, at either end"), tuple(bodies), asked.body),
        Filter("kind", _("How"), choices(DependencyKind), asked.kind),
    ]


def _chips(filters: list[Filter], asked: AskedTies) -> list[Chip]:
    chips = [
        Chip(f"{wish.label}: {wish.words}", here(**{wish.name: None, "page": None})) for wish in filters if wish.chosen
    ]
    if asked.initiative:
        chips.insert(0, Chip(asked.initiative, here(initiative=None, page=None)))
    return chips


def _chosen(web: Web, code: str) -> Chosen | None:
    """The initiative asked for; without ties it frees nobody."""
    if not code:
        return None
    node = next((row for row in web.nodes.values() if row.kind == "initiative" and row.code == code), None)
    return Chosen(code, web.freed(node.key) if node is not None else None)


def _shown(web: Web, chosen: Chosen | None) -> list[str]:
    """What the picture shows: the neighbourhood of the one chosen, else the longest chain and what is tied to it."""
    if chosen is not None:
        return web.around(chosen.freed.node.key, MOST_DRAWN) if chosen.freed else []
    return web.about_the_chain(MOST_DRAWN)


def _said(web: Web | None) -> str:
    """The page's first sentence on the longest chain."""
    if web is None or web.network.finish is None:
        return ""
    ends, target = web.network.finish, web.target
    if target is None:
        return _("The longest chain ends on %(day)s.", day=long_date(ends))
    days = (target - ends).days
    if days < 0:
        return ngettext(
            "The longest chain ends on %(day)s, %(num)s day after the target date.",
            "The longest chain ends on %(day)s, %(num)s days after the target date.",
            -days,
            day=long_date(ends),
        )
    if days == 0:
        return _("The longest chain ends on the very target date, %(day)s.", day=long_date(ends))
    return ngettext(
        "The longest chain ends on %(day)s, %(num)s day before the target date.",
        "The longest chain ends on %(day)s, %(num)s days before the target date.",
        days,
        day=long_date(ends),
    )
