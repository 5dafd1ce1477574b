"""Home: what waits for me, then my missions, then what my role wants to see first."""

from __future__ import annotations

from flask import render_template

from app.missions import queries as missions
from app.missions.policy import MissionPermission
from app.people.rules import Role
from app.plumbing import clock, panels
from app.plumbing.access import requires
from app.plumbing.asked import current_actor, moment
from app.plumbing.frame import current_mission
from app.reporting import queries as reporting
from app.steering import queries
from app.steering.policy import SteeringPermission
from app.steering.routes import bp

# How many changed lights one sees at once; the register has them all.
MOVES = 25


@bp.get("/")
@requires(SteeringPermission.HOME)
def home() -> str:
    """Home by role; a person with several roles sees the parts of each."""
    at = moment()
    on = at.day or clock.today()
    actor = current_actor()
    mission = current_mission()
    pages = [
        page for link in missions.visible_missions() if (page := missions.mission_page(link.id, at=at)) is not None
    ]
    mine = queries.entrusted_to(actor.person_id, on=on, at=at) if actor.person_id is not None else frozenset()
    confidence = reporting.confidence_by_initiative(mission.id, mine, at=at) if mission and mine else []
    moves = None
    if mission and actor.has_anywhere(Role.STEERING_GROUP):
        moves = queries.light_moves(mission.id, first=MOVES, at=at)
    return render_template(
        "steering/home.html",
        on=on,
        waiting=panels.waiting(),
        pages=pages,
        months_left={page.slug: page.months_left(on=on) for page in pages},
        my_initiatives=confidence,
        moves=moves,
        illustrative=queries.some_illustrative(at=at),
        MissionPermission=MissionPermission,
        scale={word.code: word for word in reporting.mission_scale(mission.id, at=at)} if moves and mission else {},
    )
