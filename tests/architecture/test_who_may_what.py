"""Every route by every role answers as the policy says; every predicate holds as its SQL does, row by row."""

from __future__ import annotations

from enum import StrEnum

import pytest
from flask import Flask
from sqlalchemy import select

from app.assembly import POLICY
from app.missions.models import Mission
from app.missions.queries import MISSION_FACTS, mission_subject
from app.people.rules import Role
from app.plumbing.access import where_allowed
from app.plumbing.db import db
from app.plumbing.limits import limiter
from app.plumbing.policy import Actor
from app.portfolio.models import Initiative
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries import initiative_facts, initiative_subject
from app.reporting.policy import ReportingPermission
from tests.walk import actor_of, addresses, browser_of, looking

ROLES = (None, *Role)
REFUSED = (403, 404)

# Answers that say «you got in»: shown, led on, a form that is not filled in, something that is not so just now.
LET_IN = (200, 302, 303, 400, 409, 422, 503)

# Let in, and then not there, for a reason of its own.
NOT_HERE: dict[str, str] = {
    "people.demo_sign_in": "the walk names no role",
    "people.end_sign_in": "the sign-in belongs to somebody else",
    "people.revoke_own_token": "the token belongs to somebody else",
    "people.revoke_role": "the grant belongs to somebody else",
    "people.job": "the job belongs to somebody else",
    "people.stop_job": "the job belongs to somebody else",
    "people.retry_job": "the job belongs to somebody else",
    "reporting.receipt": "the report has not been sent",
    "reporting.report": "the report is nobody's but the owner's yet",
}


@pytest.mark.parametrize("role", ROLES, ids=str)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_route_lets_in_whom_the_policy_lets_in(seeded_app: Flask, role: Role | None, method: str) -> None:
    app = seeded_app
    app.config["WTF_CSRF_ENABLED"] = False
    wrong = []
    try:
        for address in addresses(app, method):
            limiter.reset()
            view = app.view_functions[address.endpoint]
            of = getattr(view, "of", None)
            with looking(app, role):
                subject = of(**address.values) if of else None
                assert subject or not of or not role, f"the walk fills {address} with something that is not there"
                may = POLICY[getattr(view, "permission")].holds(actor_of(role), subject)  # noqa: B009 - a view has no such type
            answer = browser_of(app, role).open(address.path, method=method)
            got_in = answer.status_code in LET_IN and "/sign-in" not in answer.headers.get("Location", "")
            if address.endpoint in ("people.sign_out", "people.sign_in_code"):
                continue  # they lead to the sign-in page, as a refusal would
            if may and answer.status_code == 404 and address.endpoint in NOT_HERE:
                continue
            if may != got_in:
                wrong.append(f"{address}: policy {'allows' if may else 'refuses'}, answer {answer.status_code}")
            if not may and role is not None and answer.status_code not in REFUSED:
                wrong.append(f"{address}: refused with {answer.status_code} instead of 403 or 404")
    finally:
        app.config["WTF_CSRF_ENABLED"] = True

    assert not wrong, "\n".join(wrong)


ACTORS = [
    Actor(),
    *(Actor(1, frozenset({(role.value, None)})) for role in Role),
    *(Actor(1, frozenset({(role.value, 1)})) for role in Role),
    *(Actor(1, frozenset({(role.value, 99)})) for role in Role),
    Actor(1, frozenset({(Role.STEERING_GROUP.value, 99), (Role.INITIATIVE_OWNER.value, 1)})),
]


@pytest.mark.parametrize("permission", POLICY, ids=str)
def test_a_predicate_is_its_sql_form_on_every_row(seeded_app: Flask, permission: StrEnum) -> None:
    predicate = POLICY[permission]
    owners = {actor_of(Role.INITIATIVE_OWNER), *ACTORS}
    subjects = [s for code in db.session.scalars(select(Initiative.code)) if (s := initiative_subject(code))]
    missions = [s for slug in db.session.scalars(select(Mission.slug)) if (s := mission_subject(slug))]

    for actor in owners:
        by_sql = set(
            db.session.scalars(
                select(Initiative.id).where(where_allowed(predicate, actor, initiative_facts(Initiative.id)))
            )
        )
        assert by_sql == {s.id for s in subjects if predicate.holds(actor, s)}, actor
        by_sql = set(db.session.scalars(select(Mission.id).where(where_allowed(predicate, actor, MISSION_FACTS))))
        assert by_sql == {s.id for s in missions if predicate.holds(actor, s)}, actor


def test_whoever_may_change_an_initiative_may_see_it(seeded_app: Flask) -> None:
    """An owner whose roles were taken away is let in to nothing, though still written down as owner."""
    subject = initiative_subject("T10")
    assert subject is not None
    owner = next(iter(subject.entrusted_to))
    former, present = Actor(owner), Actor(owner, frozenset({(Role.INITIATIVE_OWNER.value, None)}))

    for permission in (InitiativePermission.EDIT, InitiativePermission.DECIDE_GATE, ReportingPermission.WRITE_REPORT):
        assert POLICY[permission].holds(present, subject)
        assert not POLICY[permission].holds(former, subject)
        assert not db.session.scalars(
            select(Initiative.id).where(where_allowed(POLICY[permission], former, initiative_facts(Initiative.id)))
        ).all()
