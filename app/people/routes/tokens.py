"""Tokens: one's own, made and revoked; and everybody's, for whoever keeps the house."""

from __future__ import annotations

from flask import g, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.people.forms import TokenForm
from app.people.policy import PeoplePermission
from app.people.queries import tokens as questions
from app.people.routes import bp
from app.people.routes.directory import mission_names
from app.people.routes.returning import done
from app.people.rules import Scope
from app.people.services import tokens
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.pages import render
from app.plumbing.policy import Subject


@bp.get("/account/tokens")
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
def own_tokens() -> tuple[str, int]:
    return render(
        "people/tokens.html",
        rows=questions.tokens(current_user.id, now=clock.now()),
        missions_by_id=mission_names(),
        everybody=Subject(id=0),
        manage=PeoplePermission.MANAGE_TOKENS,
    )


@bp.route("/account/tokens/new", methods=["GET", "POST"])
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
def make_token() -> tuple[str, int]:
    """The answer to the form is the one page that shows the token: no address leads back to it."""
    g.token_missions = list(mission_names().items())
    form = TokenForm()
    secret = tokens.new_secret()

    def deed() -> None:
        name, scope, days, mission_id = form.decision()
        tokens.make(current_user.id, secret, name=name, scope=scope, days=days, mission_id=mission_id, now=clock.now())

    if form.submitted() and form.accepts(deed):
        return render(
            "people/token_made.html", token=secret.text, name=form.name.data, solves=form.scope.data is Scope.SOLVE
        )
    return render("people/token_form.html", form=form)


@bp.post("/account/tokens/<int:token_id>/revoke")
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
def revoke_own_token(token_id: int) -> Response:
    done(lambda: tokens.revoke(token_id, of=current_user.id, now=clock.now()), _("The token was revoked."))
    return redirect(url_for("people.own_tokens"))


@bp.get("/tokens")
@requires(PeoplePermission.MANAGE_TOKENS, of=lambda: Subject(id=0), timeless=True)
def all_tokens(everybody: Subject) -> tuple[str, int]:
    return render("people/all_tokens.html", rows=questions.tokens(now=clock.now()), missions_by_id=mission_names())


@bp.post("/tokens/<int:token_id>/revoke")
@requires(PeoplePermission.MANAGE_TOKENS, of=lambda token_id: Subject(id=0), timeless=True)
def revoke_token(everybody: Subject, token_id: int) -> Response:
    done(lambda: tokens.revoke(token_id, now=clock.now()), _("The token was revoked."))
    return redirect(url_for("people.all_tokens"))
