"""Every route by every role answers as the policy says; every predicate holds as its SQL does, row by row."""

from __future__ import annotations

from enum import StrEnum

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.assembly import POLICY
from app.missions.models import Mission
from app.missions.queries import MISSION_FACTS, mission_subject
from app.people.rules import Role
from app.plumbing import record
from app.plumbing.access import where_allowed
from app.plumbing.db import db
from app.plumbing.limits import limiter
from app.plumbing.policy import Actor
from app.plumbing.record import NOW
from app.portfolio.models import Initiative
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries import initiative_facts, initiative_subject
from app.reporting.policy import ReportingPermission
from tests.architecture.test_hostile_input import questions
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
    "people.provider_link": "no provider is set up",
    "people.provider_link_begin": "no provider is set up",
    "people.provider_return": "no provider is set up",
    "people.provider_sign_in": "no provider is set up",
    "people.provider_unlink": "no provider is set up",
    "people.signed_out": "no provider is set up",
    "people.unlink_person": "no provider is set up",
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


# Two of a kind: the child in the address is part of one of them at most.
OTHERS = {"/portfolio/initiatives/": ("T11", "T12"), "/people/": ("P-KONTOR-2", "P-KONTOR-3")}


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_part_is_there_only_below_what_it_is_part_of(seeded_app: Flask, role: Role) -> None:
    """Whoever may change one thing does not reach the parts of another through its address.

    A form about a part that is gone may come back with what was typed (422); it is about nothing, and does nothing.
    """
    app = seeded_app
    app.config["WTF_CSRF_ENABLED"] = False
    wrong, tried = [], 0
    try:
        for method in ("GET", "POST"):
            for address in addresses(app, method):
                codes = next((codes for start, codes in OTHERS.items() if address.path.startswith(start)), ())
                others = [code for code in codes if code != address.values.get("code")]
                if not others or not {"row", "grant_id"} & set(address.values):
                    continue
                limiter.reset()
                browser = browser_of(app, role)
                typed = questions(browser.get(address.path).text, address.path)
                with app.test_request_context():
                    path = app.url_for(address.endpoint, **{**address.values, "code": others[0]})
                    before = record.head(NOW)
                data = MultiDict((name, answer) for name, answer, _ in typed)
                code = browser.open(path, method=method, data=data if method == "POST" else None).status_code
                with app.test_request_context():
                    after = record.head(NOW)
                tried += 1
                if before != after or code not in (*REFUSED, *((409, 422) if method == "POST" else ())):
                    wrong.append(f"{method} {path}: {code}{', and it did something' if before != after else ''}")
    finally:
        app.config["WTF_CSRF_ENABLED"] = True

    assert not wrong, "\n".join(wrong)
    assert tried > 60
