"""Coming in with a one-time link, and asking for one."""

from __future__ import annotations

import hashlib

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.people import sign_in as signing
from app.people.forms import ChosenPasswordForm, ForgottenForm
from app.people.policy import PeoplePermission
from app.people.queries.links import link_behind
from app.people.routes import bp
from app.people.routes.device import device
from app.people.rules import Proof, Purpose
from app.people.services import invitations
from app.plumbing import clock, mail
from app.plumbing.access import requires
from app.plumbing.committer import unit_of_work
from app.plumbing.limits import limiter
from app.plumbing.pages import render
from app.plumbing.refusals import NotThere, Refusal


def _address() -> str:
    """Letters are counted for one address from everywhere: nobody's mailbox is filled through us."""
    return hashlib.sha256(request.form.get("email", "").strip().lower().encode()).hexdigest()


@bp.route("/sign-in/forgotten", methods=["GET", "POST"])
@requires(PeoplePermission.SIGN_IN, timeless=True)
@limiter.limit("5/hour;15/day", methods=["POST"], key_func=_address)
@limiter.limit("20/hour", methods=["POST"])
def forgotten_password() -> Response | tuple[str, int]:
    """Ask for a letter. The answer is the same for every address, and so is the work behind it."""
    form = ForgottenForm()
    if not mail.is_set_up():
        return render("people/forgotten.html", form=form, state="no-mail")
    if form.submitted():
        with unit_of_work(by=None):
            invitations.ask_reset(form.email.data, now=clock.now())
        return render("people/forgotten.html", form=form, state="asked")
    return render("people/forgotten.html", form=form, state="asking")


@bp.route("/links/<token>", methods=["GET", "POST"])
@requires(PeoplePermission.SIGN_IN, timeless=True)
@limiter.limit("60/hour", methods=["POST"])
def use_link(token: str) -> Response | tuple[str, int]:
    """Choose a password. Looking uses nothing up: programs that read letters open the links in them."""
    found = link_behind(token)
    form = ChosenPasswordForm()
    if found is None or not found.is_open(now=clock.now()):
        page, _code = render("people/link_over.html", mail_is_set_up=mail.is_set_up())
        return page, 410
    if form.submitted():
        try:
            password = form.decision()
            with unit_of_work(by=found.person_id):
                invitations.use_link(found.id, found.nonce, password, now=clock.now())
        except NotThere:
            page, _code = render("people/link_over.html", mail_is_set_up=mail.is_set_up())
            return page, 410
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            signed_in = signing.proceed(found.person_id, device(), Proof.PASSWORD)
            return redirect(url_for("steering.home" if signed_in else "people.sign_in_code"))
    return render("people/use_link.html", form=form, link=found, first=found.purpose is Purpose.INVITATION)
