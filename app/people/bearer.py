"""Whom a request below ``/api`` speaks for: the token in its header, and nothing else."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, Request
from flask_login import UserMixin

from app.people.queries.tokens import bearing
from app.people.rules import Scope, narrowed
from app.people.services import tokens
from app.plumbing import clock
from app.plumbing.api.problems import PREFIX
from app.plumbing.committer import unit_of_work
from app.plumbing.outages import Outage
from app.plumbing.policy import Actor

log = logging.getLogger(__name__)

# How exactly «last used» is kept: each request would be a write.
USE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Bearer(UserMixin):
    """The person a token speaks for, with the roles the token leaves them. ``scope`` is what the token may do."""

    id: int
    actor: Actor
    token_id: int
    scope: Scope


def load(request: Request) -> Bearer | None:
    """The bearer of this request's token; None where there is none that counts, and on every page."""
    sent = request.authorization
    if not request.path.startswith(PREFIX) or sent is None or sent.type != "bearer" or not sent.token:
        return None
    now = clock.now()
    found = bearing(tokens.token_hash(sent.token), now=now)
    if found is None:
        return None
    if found.used_at is None or now - found.used_at >= USE:
        try:
            with unit_of_work(by=found.person_id):
                tokens.use(found.token_id, now=now)
        except Outage as fault:
            log.warning("the use of a token was not noted: %s", fault)
    roles = narrowed(found.roles, found.mission_id)
    return Bearer(id=found.person_id, actor=Actor(found.person_id, roles), token_id=found.token_id, scope=found.scope)


def init_app(app: Flask) -> None:
    """After the sign-in: the same place tells pages and API who asks."""
    app.login_manager.request_loader(load)  # type: ignore[attr-defined]  # Flask-Login puts it there
