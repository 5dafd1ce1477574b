"""Who a request is from: the sign-in row behind the session cookie."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Flask, session
from flask_login import LoginManager, UserMixin
from sqlalchemy import select

from app.people.models import Identity, Person, RoleGrant, SignIn
from app.people.rules import Role
from app.plumbing.db import db
from app.plumbing.policy import Actor
from app.plumbing.words import word

SESSION_KEY = "sign_in"


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):
    """The signed-in person, as guards and templates see them."""

    id: int
    actor: Actor
    display_name: str
    language: str
    sign_in_id: int

    @property
    def role_words(self) -> list[str]:
        held = {role for role, _ in self.actor.roles}
        return [word(role) for role in Role if role in held]


def key_hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def load(person_id: str) -> SignedIn | None:
    """The person whose sign-in row this session's key opens; None when it was ended or the person is inactive."""
    key = session.get(SESSION_KEY, "")
    found = db.session.execute(
        select(Person.id, Person.language, Identity.name, SignIn.id)
        .join(SignIn, SignIn.person_id == Person.id)
        .outerjoin(Identity, Identity.person_id == Person.id)
        .where(SignIn.key_hash == key_hash(key), SignIn.ended_at.is_(None), Person.active)
    ).first()
    if found is None or str(found[0]) != person_id:
        return None
    roles = frozenset(
        (str(role), mission)
        for role, mission in db.session.execute(
            select(RoleGrant.role, RoleGrant.mission_id).where(RoleGrant.person_id == found[0])
        )
    )
    return SignedIn(
        id=found[0],
        actor=Actor(person_id=found[0], roles=roles),
        display_name=found[2] or "",
        language=found[1],
        sign_in_id=found[3],
    )


def init_app(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # the key in the cookie is what proves the session; see SignIn
    manager.user_loader(load)
