"""Signing in and out."""

from __future__ import annotations

import hashlib

from flask import Response as Page
from flask import abort, redirect, request, url_for
from flask_limiter.util import get_remote_address
from flask_login import current_user
from werkzeug.wrappers import Response

from app.people import provider as providers
from app.people import sign_in as signing
from app.people.forms import SignInForm
from app.people.policy import PeoplePermission
from app.people.queries import sign_ins as questions
from app.people.routes import bp
from app.people.routes.demo import is_open as demo_is_open
from app.people.routes.device import device
from app.people.routes.returning import local
from app.people.rules import Proof
from app.people.services import sign_ins
from app.plumbing import mail
from app.plumbing.access import requires
from app.plumbing.committer import unit_of_work
from app.plumbing.limits import limiter
from app.plumbing.pages import render
from app.plumbing.refusals import N_, Refusal


def _address_and_place() -> str:
    """Attempts are counted for one address from one place: nobody can lock another out from elsewhere."""
    address = hashlib.sha256(request.form.get("email", "").strip().lower().encode()).hexdigest()
    return f"{get_remote_address()} {address}"


def _failed(answer: Page) -> bool:
    return answer.status_code == 422


@bp.route("/sign-in", methods=["GET", "POST"])
@requires(PeoplePermission.SIGN_IN, timeless=True)
@limiter.limit("5/minute;30/hour", methods=["POST"], key_func=_address_and_place, deduct_when=_failed)
@limiter.limit("40/minute;400/hour", methods=["POST"], deduct_when=_failed)
def sign_in() -> Response | tuple[str, int]:
    wanted = local(request.values.get("next"))
    if current_user.is_authenticated:
        return redirect(wanted or url_for("steering.home"))
    form = SignInForm()
    provider = providers.here()
    passwords = provider is None or provider.settings.passwords
    if not passwords and request.method == "POST":
        abort(404)
    if form.submitted():
        person_id = sign_ins.proven(form.email.data, form.password.data)
        if person_id is not None:
            with unit_of_work(by=person_id):
                sign_ins.renew_hash(person_id, form.password.data)
            if not signing.proceed(person_id, device(), Proof.PASSWORD):
                return redirect(url_for("people.sign_in_code", next=wanted))
            return redirect(wanted or url_for("steering.home"))
        # One sentence for both: it does not tell who is here.
        form.refuse(Refusal(N_("The address and the password do not belong together."), field="password"))
    demo = questions.demo_persons() if demo_is_open() else ()
    return render(
        "people/sign_in.html",
        form=form,
        wanted=wanted,
        demo=demo,
        asked=bool(form.errors),
        mail_is_set_up=mail.is_set_up(),
        provider=provider.settings if provider else None,
        passwords=passwords,
    )


@bp.post("/sign-out")
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
def sign_out() -> Response:
    through_provider = current_user.proof in (Proof.PROVIDER, Proof.PROVIDER_STRONG) and providers.here() is not None
    signing.end()
    return redirect(url_for("people.signed_out" if through_provider else "people.sign_in"))
