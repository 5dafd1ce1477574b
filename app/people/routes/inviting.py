"""How an administrator lets somebody in, and out: invitations, links for a new password, and ending sign-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import abort, current_app, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.people.policy import PeoplePermission
from app.people.queries import access, persons
from app.people.queries.persons import person_subject
from app.people.routes import bp
from app.people.routes.returning import done
from app.people.services import invitations, sign_ins
from app.plumbing import clock, mail
from app.plumbing.access import requires
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW

if TYPE_CHECKING:
    from app.config import Settings


@bp.post("/people/<code>/invitation")
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def invite_person(subject: Subject, code: str) -> Response:
    return invited(subject.id, code)


@bp.post("/people/<code>/invitation/withdraw")
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def withdraw_invitation(subject: Subject, code: str) -> Response:
    done(lambda: invitations.withdraw(subject.id, now=clock.now()), _("The invitation was withdrawn."))
    return redirect(url_for("people.person", code=code))


@bp.post("/people/<code>/password/link")
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def send_reset(subject: Subject, code: str) -> Response:
    made = done(
        lambda: invitations.send_reset(subject.id, now=clock.now()),
        _("A link for a new password is on its way.") if mail.is_set_up() else _("A link for a new password was made."),
    )
    return redirect(_next(code, made))


@bp.get("/people/<code>/link")
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def link_to_hand_over(subject: Subject, code: str) -> tuple[str, int]:
    """The link itself, where no letter brings it."""
    found = access.to_hand_over(subject.id, now=clock.now())
    if found is None:
        abort(404)
    path = url_for("people.use_link", token=found.token, as_of=None)
    settings = cast("Settings", current_app.extensions["floke_settings"])
    return render(
        "people/link_to_hand_over.html",
        person=persons.person(code, at=NOW),
        link=found,
        # The host of this request is one of ours; anything else was answered with 400.
        address=f"{settings.public_url or request.host_url.rstrip('/')}{path}",
        mail_is_set_up=mail.is_set_up(),
    )


@bp.post("/people/<code>/sign-ins/end")
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def end_sign_ins_of(subject: Subject, code: str) -> Response:
    done(
        lambda: sign_ins.end_others(subject.id, keep=None, now=clock.now()),
        _("Every sign-in of the person was ended."),
    )
    return redirect(url_for("people.person", code=code))


def invited(person_id: int, code: str) -> Response:
    """Invite, and lead to what comes next: the person's page, or the link where no letter brings it."""
    made = done(
        lambda: invitations.invite(person_id, now=clock.now()),
        _("The invitation is on its way.") if mail.is_set_up() else _("The invitation was made."),
    )
    return redirect(_next(code, made))


def _next(code: str, made: bool) -> str:
    by_hand = made and not mail.is_set_up()
    return url_for("people.link_to_hand_over" if by_hand else "people.person", code=code)
