"""One initiative's whole page: the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from flask import abort, current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.people.policy import PeoplePermission
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.amounts import sign_of
from app.plumbing.asked import moment
from app.plumbing.frame import MissionLink, can_now, current_mission, enter_mission, missions_in_view, seen_of
from app.plumbing.pages import render
from app.plumbing.panels import panels_of
from app.plumbing.policy import Subject
from app.plumbing.record import At
from app.plumbing.remembering import fragment, remembered
from app.portfolio import charts, queries
from app.portfolio.forms import PAGES
from app.portfolio.policy import InitiativePermission
from app.portfolio.routes import bp
from app.portfolio.routes.summary import summary
from app.portfolio.rules.words import LineState, PersonPart, Phase, Use
from app.portfolio.words import TABLES


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: where its heading is, and what it is called there and in the list of contents."""

    anchor: str
    title: str
    body: Markup | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """The page but for its frame: pieces that are the same for all who may do the same. ``slug`` is of its mission."""

    mission_id: int
    slug: str
    title: Markup
    tag: Markup
    body: Markup

    @property
    def size(self) -> int:
        return len(self.body)


@bp.route("/portfolio/initiatives/<code>")
@requires(InitiativePermission.VIEW, of=queries.initiative_subject)
def initiative(subject: Subject, code: str) -> tuple[str, int]:
    at, mission = moment(), current_mission()
    # The whole page is about the missions the reader may see, whatever else the initiative serves.
    subject = replace(subject, missions=seen_of(subject.missions))
    seen = frozenset(link.id for link in missions_in_view())
    key = ("initiative", subject, mission.id if mission else None, seen)
    found = remembered(
        key, lambda: _dossier(subject, mission, seen, at), at=at, size=lambda made: made.size if made else 0
    )
    if found is None:
        abort(404)
    if found.mission_id in subject.missions:
        enter_mission(found.slug)
    return render("portfolio/initiative/page.html", dossier=found, code=subject.code)


def _dossier(subject: Subject, mission: MissionLink | None, seen: frozenset[int], at: At) -> Dossier | None:
    page = queries.initiative_page(subject.id, mission=mission.id if mission else None, seen=seen, at=at)
    if page is None:
        return None
    day = at.day or clock.today()
    unit = _("mill. %(currency)s", currency=sign_of(page.service.currency))
    offered = panels_of("initiative", subject, at)
    panels = [Section(panel.anchor, panel.title, fragment(panel.template, **panel.values)) for panel in offered]
    return Dossier(
        mission_id=page.service.mission_id,
        slug=page.service.slug,
        title=fragment("portfolio/initiative/title.html", facts=page.facts),
        tag=fragment("portfolio/initiative/tag.html", page=page, marks=[panel.mark for panel in offered if panel.mark]),
        body=fragment(
            "portfolio/initiative/body.html",
            page=page,
            facts=page.facts,
            subject=subject,
            day=day,
            unit=unit,
            summary=summary(page, on=day),
            sections=_sections(panels),
            panels=panels,
            plan_figure=charts.plan_figure(page.facts, target=page.service.target_date, today=day),
            spans=charts.spans(page.facts),
            money_figure=charts.money_figure(page.sums, unit=unit),
            money_rows=charts.money_rows(page.sums, currency=page.service.currency),
            phases=list(Phase),
            may=InitiativePermission,
            reads_record=PeoplePermission.READ_RECORD,
            PersonPart=PersonPart,
            LineState=LineState,
            Use=Use,
            act_words=_act_words(),
            part_words=TABLES,
            edit_url=_edit_url(subject),
            pages=PAGES,
        ),
    )


def _sections(panels: list[Section]) -> list[Section]:
    """The list of contents. What higher chapters know of status comes first, the rest of theirs before the history."""
    return [
        Section("what", _("What and why")),
        *panels,
        Section("contributions", _("Contributions")),
        Section("plan", _("Plan")),
        Section("estimates", _("Estimates")),
        Section("money", _("Funding")),
        Section("participation", _("Who takes part")),
        Section("dependencies", _("Dependencies")),
        Section("benefits", _("Benefits")),
        Section("deliverables", _("Deliverables")),
        Section("gates", _("Gates")),
        Section("risks", _("Risks")),
        Section("rollouts", _("Rollout")),
        Section("assignments", _("Assignments")),
        Section("history", _("History")),
    ]


def _edit_url(subject: Subject) -> Callable[..., str | None]:
    """Where a part is added or edited, for those who may do so today; None for everyone else."""

    may = cache(lambda permission: can_now(permission, subject))
    # There is neither such a part nor row 0: one address is asked for, and those of all parts and rows made of it.
    before = url_for("portfolio.edit_part", code=subject.code, part="any", row=0).removesuffix("any/0/edit")

    def address(part: str, row: int | None = None) -> str | None:
        if not may(PAGES[part].permission):
            return None
        return f"{before}{part}/add" if row is None else f"{before}{part}/{row}/edit"

    return address


def _act_words() -> Callable[[str], str]:
    words: Mapping[Any, Any] = current_app.extensions["floke_act_words"]
    by_name = {str(act): said for act, said in words.items()}
    return lambda act: str(by_name.get(act, act))
