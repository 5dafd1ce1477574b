"""Who a request is from: the sign-in row behind the session cookie."""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import Select, select, true
from werkzeug.wrappers import Response

from app.config import Settings
from app.people.models import Identity, Person, RoleGrant, SignIn
from app.people.queries import sign_ins as questions
from app.people.rules import STRONG, Limits, Proof, Role, is_open, needs_factor
from app.people.services import sign_ins
from app.plumbing import answers, clock
from app.plumbing.committer import unit_of_work
from app.plumbing.outages import Outage
from app.plumbing.policy import Actor
from app.plumbing.questions import Question, given
from app.plumbing.record import At, DeedHead
from app.plumbing.words import word

log = logging.getLogger(__name__)

SESSION_KEY = "sign_in"
HALF_KEY = "half_sign_in"

# What is open to those who must set up a second factor first.
WITHOUT_FACTOR = frozenset(
    {None, "static", "people.set_up_factor", "people.sign_out", "people.choose_language", "people.help_page",
     "people.accessibility"}
)  # fmt: skip

# How exactly «last seen» is kept: each visit would be a write.
VISIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):
    """The signed-in person, as guards and templates see them."""

    id: int
    actor: Actor
    display_name: str
    language: str
    sign_in_id: int
    proof: Proof = Proof.PASSWORD
    # Their role asks for two factors and they proved one: they hold no role until a second is set up.
    must_enrol: bool = False
    seen_at: datetime | None = None

    @property
    def role_words(self) -> list[str]:
        held = {role for role, _ in self.actor.roles}
        return [word(role) for role in Role if role in held]


def key_hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@Question
def _opened_by(at: At) -> Select[*tuple[Any, ...]]:
    """The sign-in of a key and its person, a row for each role they hold (one without a role if they hold none).

    With it comes the head of the record, which every page asks for next.
    """
    return (
        select(
            Person.id, Person.language, Identity.name, SignIn.id.label("sign_in_id"), SignIn.began_at, SignIn.seen_at,
            SignIn.ended_at, SignIn.proof, RoleGrant.role, RoleGrant.mission_id,
            DeedHead.number.label("head_number"), DeedHead.hash.label("head_hash"),
        )
        .join(SignIn, SignIn.person_id == Person.id)
        .outerjoin(Identity, Identity.person_id == Person.id)
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .join(DeedHead, true())
        .where(SignIn.key_hash == given("key_hash"), Person.active)
    )  # fmt: skip


def load(person_id: str) -> SignedIn | None:
    """The person whose sign-in row this session's key opens; None when it was ended or the person is inactive."""
    rows = _opened_by(key_hash=key_hash(session.get(SESSION_KEY, ""))).all()
    if not rows:
        return None
    found = rows[0]
    answers.told(found.head_number, found.head_hash)
    times = (found.began_at, found.seen_at, found.ended_at)
    if str(found.id) != person_id or not is_open(*times, now=clock.now(), limits=limits()):
        return None
    roles = frozenset((str(row.role), row.mission_id) for row in rows if row.role is not None)
    settings: Settings = current_app.extensions["floke_settings"]
    must_enrol = found.proof not in STRONG and needs_factor(roles, settings.second_factor_roles)
    return SignedIn(
        id=found.id,
        actor=Actor(person_id=found.id, roles=frozenset() if must_enrol else roles),
        display_name=found.name or "",
        language=found.language,
        sign_in_id=found.sign_in_id,
        proof=found.proof,
        must_enrol=must_enrol,
        seen_at=found.seen_at,
    )


def limits() -> Limits:
    """How long a sign-in lasts here."""
    found: Limits = current_app.extensions["floke_sign_in_limits"]
    return found


def proceed(person_id: int, device: str, proof: Proof) -> bool:
    """Sign in whoever proved who they are, or go half way and ask for a code next; whether they are in.

    ``proof`` is what they proved so far. The way in for every kind of sign-in: nobody's second factor is passed by.
    """
    if proof in STRONG or not questions.has_factor(person_id):
        begin(person_id, device, proof)
        return True
    key = secrets.token_urlsafe(32)
    with unit_of_work(by=person_id):
        sign_ins.begin_half(person_id, key_hash=key_hash(key), now=clock.now())
    _empty_session()
    session.permanent = True
    session[HALF_KEY] = key
    return False


def half_way() -> int | None:
    """Whose password was right on this browser a moment ago; None where nobody's."""
    key = session.get(HALF_KEY)
    return None if key is None else questions.half_way(key_hash(key), now=clock.now())


def begin(person_id: int, device: str, proof: Proof) -> None:
    """Sign the person in on this browser, under a new random key. ``proof`` is what they proved.

    What the session held before is forgotten, its CSRF token too: a session somebody prepared for this browser is
    worth nothing. The language chosen here stays.
    """
    key = secrets.token_urlsafe(32)
    with unit_of_work(by=person_id):
        sign_ins.end_half(key_hash(session.get(HALF_KEY, "")))
        sign_ins.begin(person_id, key_hash=key_hash(key), device=device, now=clock.now(), proof=proof)
    _empty_session()
    session.permanent = True
    session[SESSION_KEY] = key
    person = load(str(person_id))
    if person is not None:
        login_user(person)


def end() -> None:
    """Sign out of this browser: the row is ended, so that a copy of the cookie opens nothing."""
    with unit_of_work(by=current_user.id):
        sign_ins.end_this(current_user.sign_in_id, now=clock.now())
    logout_user()
    _empty_session()


def _empty_session() -> None:
    """Forget what this browser held, but for the language chosen here."""
    kept = session.get("language")
    session.clear()
    if kept:
        session["language"] = kept


def _lead_to_second_factor() -> Response | None:
    """Whoever must set up a second factor is led there from everywhere. They hold no role meanwhile, so what is not
    asked for through a page is refused by the policy all the same."""
    if not getattr(current_user, "must_enrol", False) or request.endpoint in WITHOUT_FACTOR:
        return None
    return redirect(url_for("people.set_up_factor"))


def _note_visit() -> None:
    """Keep «last seen» fresh. A page is shown even when this cannot be written."""
    if request.endpoint in (None, "static") or SESSION_KEY not in session or not current_user.is_authenticated:
        return
    now = clock.now()
    if current_user.seen_at is None or abs(now - current_user.seen_at) < VISIT:
        return
    session.modified = True  # the cookie is dated anew, so that it lasts as long as the row
    try:
        with unit_of_work(by=current_user.id):
            sign_ins.see(current_user.sign_in_id, now=now)
    except Outage as fault:
        log.warning("a visit was not noted: %s", fault)


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["floke_sign_in_limits"] = Limits(
        idle=timedelta(minutes=settings.idle_minutes), longest=timedelta(minutes=settings.longest_minutes)
    )
    manager = LoginManager(app)
    manager.session_protection = None  # the key in the cookie is what proves the session; see SignIn
    manager.user_loader(load)
    app.before_request(_note_visit)
    app.before_request(_lead_to_second_factor)
