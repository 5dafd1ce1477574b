"""One's second factor: the code when signing in, setting it up, new recovery codes, and taking it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.people import sign_in as signing
from app.people.forms import CodeForm, FirstCodeForm, MovedFactorForm
from app.people.policy import PeoplePermission
from app.people.queries import persons
from app.people.queries.factors import factor_of
from app.people.queries.persons import person_subject
from app.people.routes import bp
from app.people.routes.device import device
from app.people.routes.returning import done, local
from app.people.rules import Proof, needs_factor
from app.people.services import second_factors
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.committer import unit_of_work
from app.plumbing.formats import clock_time
from app.plumbing.limits import limiter
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW
from app.plumbing.refusals import N_, Refusal

if TYPE_CHECKING:
    from app.config import Settings
    from app.plumbing.forms import Form


@bp.route("/sign-in/code", methods=["GET", "POST"])
@requires(PeoplePermission.SIGN_IN, timeless=True)
@limiter.limit("30/minute;300/hour", methods=["POST"])
def sign_in_code() -> Response | tuple[str, int]:
    """The second step. Nobody is signed in before it, and without the first there is no such page."""
    wanted = local(request.values.get("next"))
    person_id = signing.half_way()
    if current_user.is_authenticated:
        return redirect(wanted or url_for("steering.home"))
    if person_id is None:
        return redirect(url_for("people.sign_in", next=wanted))
    form = CodeForm()
    if form.submitted():
        proof = _proven(form, person_id, form.code.data)
        if proof is not None:
            signing.begin(person_id, device(), proof)
            if proof is Proof.RECOVERY:
                flash(_("That recovery code is used up. Is the telephone lost? Set up another one."), "warning")
                return redirect(url_for("people.second_factor"))
            return redirect(wanted or url_for("steering.home"))
    return render("people/sign_in_code.html", form=form, wanted=wanted)


@bp.route("/account/second-factor/set-up", methods=["GET", "POST"])
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
@limiter.limit("30/minute;300/hour", methods=["POST"])
def set_up_factor() -> Response | tuple[str, int]:
    """Looking keeps nothing: the key that is shown travels sealed in the form, and counts once a code proves it."""
    person_id = current_user.id
    form = MovedFactorForm() if factor_of(person_id) else FirstCodeForm()
    codes: list[str] = []
    if form.submitted() and _may_set_up(form, person_id):

        def deed() -> None:
            codes.extend(second_factors.set_up(person_id, form.offer.data, form.code.data, now=clock.now()))

        if form.accepts(deed):
            signing.begin(person_id, device(), Proof.CODE)
            return _codes_shown(codes)
    offer, secret = _offer(form, person_id)
    form.offer.data = offer
    return render(
        "people/second_factor_set_up.html",
        form=form,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        picture=_picture(secret),
        must=current_user.must_enrol,
    )


@bp.route("/account/second-factor", methods=["GET", "POST"])
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
@limiter.limit("30/minute;300/hour", methods=["POST"])
def second_factor() -> Response | tuple[str, int]:
    """What one has, and with a code: new recovery codes, or taking it away where no role asks for it."""
    person_id, form = current_user.id, CodeForm()
    found = factor_of(person_id)
    if found is None:
        return redirect(url_for("people.set_up_factor"))
    must = needs_factor(current_user.actor.roles, _settings().second_factor_roles)
    removes = request.form.get("what") == "remove"
    if form.submitted():
        if removes and must:
            form.refuse(Refusal(N_("Your role asks for a second factor. Set up another one instead.")))
        elif _proven(form, person_id, form.code.data) is not None:
            codes: list[str] = []
            if removes and form.accepts(lambda: second_factors.remove(person_id)):
                flash(_("The second factor was removed. You sign in with your password alone."), "success")
                return redirect(url_for("people.account"))
            if not removes and form.accepts(lambda: codes.extend(second_factors.renew_recovery_codes(person_id))):
                return _codes_shown(codes)
    return render("people/second_factor.html", form=form, factor=found, must=must)


@bp.post("/people/<code>/second-factor/reset")
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def reset_factor(subject: Subject, code: str) -> Response:
    done(
        lambda: second_factors.reset(subject.id, now=clock.now()),
        _("The second factor was removed, and every sign-in of the person ended."),
    )
    return redirect(url_for("people.person" if subject.id != current_user.id else "people.sign_in", code=code))


def _may_set_up(form: FirstCodeForm, person_id: int) -> bool:
    """A second factor takes another's place only for who proves it; not tried while the new code is wrong anyway, for
    a code that was tried cannot be used again."""
    fits = second_factors.fits(person_id, form.offer.data, form.code.data, now=clock.now())
    return form.present is None or not fits or _proven(form, person_id, form.present.data, "present") is not None


def _proven(form: Form, person_id: int, typed: str, field: str = "code") -> Proof | None:
    """What the code proves; None, with the reason beside the field, where it proves nothing."""
    with unit_of_work(by=person_id):
        tried = second_factors.prove(person_id, typed, now=clock.now())
    if tried.proof is None and tried.not_before is not None and tried.not_before > clock.now():
        form.refuse(
            Refusal(
                N_("Too many wrong codes. Try again %(time)s, or use a recovery code."),
                field=field,
                time=clock_time(tried.not_before),
            )
        )
    elif tried.proof is None:
        form.refuse(
            Refusal(N_("This code is not right, or was used already. Wait for the next one in the app."), field=field)
        )
    return tried.proof


def _offer(form: FirstCodeForm, person_id: int) -> tuple[str, str]:
    """The offer that came back, so that a slip of the finger asks for no new picture; a new one where none did."""
    kept = form.offer.data or ""
    try:
        return kept, second_factors.offered_secret(person_id, kept)
    except Refusal:
        fresh = second_factors.offered(person_id)
        return fresh, second_factors.offered_secret(person_id, fresh)


def _picture(secret: str) -> str:
    """The key as a QR code, dark on light in either colour scheme: cameras expect it so."""
    import pyotp
    import segno

    who = persons.own(current_user.id, at=NOW)
    uri = pyotp.TOTP(secret).provisioning_uri(name=who.email or who.code, issuer_name=f"Floke {request.host}")
    return str(segno.make(uri, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff"))


def _codes_shown(codes: list[str]) -> tuple[str, int]:
    return render("people/recovery_codes.html", codes=codes)


def _settings() -> Settings:
    return cast("Settings", current_app.extensions["floke_settings"])
