"""Every address of a page, filled in with things that are in the seed. Those of the API are in tests/api."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.routing import Rule

from app.people.models import ApiToken, OneTimeLink, Person, RoleGrant, SignIn
from app.people.queries.links import TOKEN
from app.people.rules import LINK_LASTS, Proof, Purpose, Role, Scope
from app.people.sign_in import SESSION_KEY, SignedIn, key_hash
from app.plumbing import clock, sealing
from app.plumbing.db import db
from app.plumbing.policy import ANONYMOUS, Actor
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import JobState
from app.portfolio.models import Initiative
from app.portfolio.services.parts import PARTS

NONCE = "only-for-tests"
MISSION = "alvorlig-sykt-barn"
# An initiative with most kinds of parts, an owner of its own and a report in the open round.
INITIATIVE = "T10"

VALUES: dict[str, Any] = {
    "slug": MISSION,
    "round_code": "2026-T3",
    "criterion_code": "NYTTE",
    "scenario_code": "A1",
    "interplay_code": "S1",
    "meeting_code": "M2026-2",
    "case_number": 1,
    "decision_code": "V2026-1",
    "number": 5,
    "source": "1A",
    "target": "1B",
    "sign_in_id": 1,
    "token_id": 1,
    "grant_id": 1,
    "job_id": 1,
    "position": 1,
    "opinion_id": 1,
}
CODES = {"people.organisation": "HDIR", "people.person": "P-HDIR-1", "missions": "I01"}


@dataclass(frozen=True, slots=True)
class Address:
    """One route with values that exist."""

    endpoint: str
    method: str
    path: str
    values: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def addresses(app: Flask, method: str) -> list[Address]:
    """Every address that answers ``method``, several where a route stands for several things (kinds of parts)."""
    with app.test_request_context():
        prepare()
        found = [
            Address(rule.endpoint, method, rule.rule and app.url_for(rule.endpoint, **values), values)
            for rule in app.url_map.iter_rules()
            if rule.endpoint != "static" and not rule.endpoint.startswith("api.") and method in (rule.methods or set())
            for values in fillings(rule)
        ]
    return sorted(found, key=lambda address: (address.path, address.endpoint))


def prepare() -> None:
    """A job, a sign-in, a token and an invitation to look at: the only things the seed has none of."""
    if db.session.get(Job, 1) is None:
        db.session.add(
            Job(id=1, name="record.verify", arguments="{}", state=JobState.QUEUED, enqueued_at=clock.now(), person_id=1)
        )
    if db.session.get(SignIn, 1) is None:
        db.session.add(SignIn(id=1, person_id=1, key_hash="0" * 64, began_at=clock.now(), seen_at=clock.now()))
    if db.session.get(ApiToken, 1) is None:
        day = timedelta(days=1)
        db.session.add(
            ApiToken(id=1, person_id=1, name="Walk", prefix="floke_walk", token_hash="0" * 64, scope=Scope.READ,
                     made_at=clock.now(), expires_at=clock.now() + day)
        )  # fmt: skip
    if db.session.get(OneTimeLink, 1) is None:
        invited = db.session.scalars(select(Person.id).where(Person.code == CODES["people.person"])).one()
        lasts = LINK_LASTS[Purpose.INVITATION]
        db.session.add(
            OneTimeLink(id=1, person_id=invited, purpose=Purpose.INVITATION, nonce=NONCE, made_at=clock.now(),
                        ends_at=clock.now() + lasts)
        )  # fmt: skip
    db.session.commit()


def fillings(rule: Rule) -> Iterator[dict[str, Any]]:
    values = {name: VALUES[name] for name in rule.arguments if name in VALUES}
    if "token" in rule.arguments:
        values["token"] = sealing.signed(TOKEN, 1, NONCE)
    if "code" in rule.arguments:
        values["code"] = next(
            (code for start, code in CODES.items() if rule.endpoint.startswith(start)), code_of_person(rule)
        )
    if "part" in rule.arguments:
        for part, kind in PARTS.items():
            if f"portfolio.add_{part}" in current_app.view_functions:
                continue  # it has addresses of its own
            if "row" not in rule.arguments:
                yield {**values, "part": part}
            elif row := a_row_of(kind.model):
                yield {**values, "code": row[1], "part": part, "row": row[0]}
        return
    if "row" in rule.arguments:
        part = rule.rule.split("/")[4]
        if row := a_row_of(PARTS[part].model):
            yield {**values, "code": row[1], "row": row[0]}
        return
    yield values


def code_of_person(rule: Rule) -> str:
    """People's endpoints are named after what they do (grant_role), so the path tells what the code is of."""
    if rule.rule.startswith("/people/"):
        return "P-HDIR-1"
    return "HDIR" if rule.rule.startswith("/organisations/") else INITIATIVE


def a_row_of(model: Any) -> tuple[int, str] | None:
    """A row of this part and the code of its initiative."""
    found = db.session.execute(
        select(func.min(model.id), func.min(Initiative.code)).join(Initiative, Initiative.id == model.initiative_id)
        .where(model.id == select(func.min(model.id)).scalar_subquery())
    ).one()  # fmt: skip
    return (found[0], found[1]) if found[0] is not None else None


def actor_of(role: Role | None) -> Actor:
    """The demo person of a role as the policy sees them; nobody for None."""
    if role is None:
        return ANONYMOUS
    person = db.session.scalars(select(Person.id).where(Person.demo_role == role)).one()
    held = db.session.execute(select(RoleGrant.role, RoleGrant.mission_id).where(RoleGrant.person_id == person))
    return Actor(person, frozenset((str(name), mission) for name, mission in held))


def browser_of(app: Flask, role: Role | None) -> FlaskClient:
    """A client signed in as the demo person of the role."""
    client = app.test_client()
    if role is None:
        return client
    person = actor_of(role).person_id
    key = f"walk-{role}-{db.session.scalar(select(func.count()).select_from(SignIn))}"
    now = clock.now()
    db.session.add(SignIn(person_id=person, key_hash=key_hash(key), proof=Proof.DEMO, began_at=now, seen_at=now))
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = str(person)
        session["_fresh"] = True
        session[SESSION_KEY] = key
    return client


@contextmanager
def looking(app: Flask, role: Role | None) -> Iterator[None]:
    """A request of the demo person of the role, without a page around it."""
    actor = actor_of(role)
    with app.test_request_context():
        if actor.person_id is not None:
            g._login_user = SignedIn(actor.person_id, actor, display_name="", language="nb", sign_in_id=0)
        yield
