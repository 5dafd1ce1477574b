"""One's own account, and the language of the interface."""

from __future__ import annotations

from flask import abort, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.people import sign_in as signing
from app.people.forms import PasswordForm
from app.people.policy import PeoplePermission
from app.people.queries import persons
from app.people.queries import sign_ins as questions
from app.people.queries.factors import factor_of
from app.people.routes import bp
from app.people.routes.directory import mission_names
from app.people.routes.provider import linked_since
from app.people.routes.returning import done, local
from app.people.services import sign_ins
from app.people.services.persons import choose_language as keep_language
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.committer import unit_of_work
from app.plumbing.pages import render
from app.plumbing.record import NOW


@bp.get("/account")
@requires(PeoplePermission.OWN_ACCOUNT)
def account() -> tuple[str, int]:
    return render(
        "people/account.html",
        person=persons.own(current_user.id, at=NOW),
        factor=factor_of(current_user.id),
        sign_ins=questions.open_sign_ins(current_user.id, now=clock.now(), limits=signing.limits()),
        missions_by_id=mission_names(),
        link=linked_since(current_user.id),
    )


@bp.route("/account/password", methods=["GET", "POST"])
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
def change_password() -> Response | tuple[str, int]:
    form = PasswordForm()

    def deed() -> None:
        present, wanted = form.decision()
        sign_ins.change_password(current_user.id, present, wanted, keep=current_user.sign_in_id, now=clock.now())

    if form.submitted() and form.accepts(deed):
        flash(_("Password changed. Every other sign-in was ended."), "success")
        return redirect(url_for("people.account"))
    return render("people/password.html", form=form)


@bp.post("/account/sign-ins/<int:sign_in_id>/end")
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
def end_sign_in(sign_in_id: int) -> Response:
    done(lambda: sign_ins.end_one(current_user.id, sign_in_id, now=clock.now()), _("The sign-in was ended."))
    return redirect(url_for("people.account"))


@bp.post("/account/sign-ins/end-others")
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
def end_other_sign_ins() -> Response:
    done(
        lambda: sign_ins.end_others(current_user.id, keep=current_user.sign_in_id, now=clock.now()),
        _("Every other sign-in was ended."),
    )
    return redirect(url_for("people.account"))


@bp.post("/language")
@requires(PeoplePermission.SEE_HELP, timeless=True)
def choose_language() -> Response:
    """Also without signing in. The choice follows the browser, and the person to their next one."""
    code = request.form.get("language", "")
    if code not in g.floke_languages:
        abort(400)
    session["language"] = code
    if current_user.is_authenticated and current_user.language != code:
        with unit_of_work(by=current_user.id):
            keep_language(current_user.id, code)
    return redirect(local(request.form.get("next")) or url_for("steering.home"))
