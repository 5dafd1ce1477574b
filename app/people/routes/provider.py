"""Signing in through an OpenID provider, linking one's account to it, and signing out of it.

A round begins with a link, not with a form: the content security policy lets forms lead to this service only, and a
browser holds the redirects after a form to it too. It ends with a GET from the provider, the one GET that changes
something; the state in the session of the browser that began it is what a token is in a form.
"""

from __future__ import annotations

import logging

from flask import abort, current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.config import Settings
from app.people import provider as providers
from app.people import sign_in as signing
from app.people.forms import ConfirmForm
from app.people.policy import PeoplePermission
from app.people.provider import Assertion, Failed, Failure, Provider, rounds
from app.people.queries import external as questions
from app.people.queries.persons import person_subject
from app.people.routes import bp
from app.people.routes.admission import admitted
from app.people.routes.device import device
from app.people.routes.returning import done, local
from app.people.rules import Proof
from app.people.services import external as services
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.formats import language
from app.plumbing.limits import limiter
from app.plumbing.pages import render
from app.plumbing.policy import Subject

log = logging.getLogger(__name__)

ROUNDS = "rounds"
TO_LINK = "to_link"
# An address to come back to that is longer would not fit beside the rest in the cookie.
LONGEST_WANTED = 600

ANSWER_CODES = {Failure.UNREACHABLE: 503, Failure.STALE: 400, Failure.DECLINED: 403}


def _provider() -> Provider:
    found = providers.here()
    if found is None:
        abort(404)
    return found


def _address(endpoint: str) -> str:
    """The address of a page of ours as the provider knows it, from the settings and not from the request."""
    settings: Settings = current_app.extensions["floke_settings"]
    return settings.public_url + url_for(endpoint) if settings.public_url else url_for(endpoint, _external=True)


@bp.get("/sign-in/provider")
@requires(PeoplePermission.SIGN_IN, timeless=True)
@limiter.limit("30/minute;300/hour")
def provider_sign_in() -> Response | tuple[str, int]:
    if current_user.is_authenticated:
        return redirect(local(request.args.get("next")) or url_for("steering.home"))
    return _begun(_provider(), links=None)


@bp.get("/account/provider/begin")
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
@limiter.limit("30/minute;300/hour")
def provider_link_begin() -> Response | tuple[str, int]:
    """Changes nothing yet: what comes back is shown, and linked only when the person says so."""
    return _begun(_provider(), links=current_user.id)


def _begun(provider: Provider, *, links: int | None) -> Response | tuple[str, int]:
    wanted = local(request.args.get("next"))
    trip = rounds.begun(
        wanted=wanted if wanted and len(wanted) <= LONGEST_WANTED else None, links=links, now=clock.now()
    )
    try:
        address = provider.address_for(
            trip, _address("people.provider_return"), languages=_languages(), now=clock.now()
        )
    except Failed as failed:
        return _told(provider, failed, wanted)
    session[ROUNDS] = rounds.kept(session.get(ROUNDS), trip, now=clock.now())
    return redirect(address)


def _languages() -> str:
    """The language of the page first; «no» for those that know of one Norwegian only."""
    return {"nb": "nb no", "nn": "nn nb no"}.get(language(), "en")


@bp.get("/sign-in/provider/return")
@requires(PeoplePermission.SIGN_IN, timeless=True)
@limiter.limit("30/minute;300/hour")
def provider_return() -> Response | tuple[str, int]:
    provider = _provider()
    trip, session[ROUNDS] = rounds.taken(session.get(ROUNDS), request.args.get("state", ""))
    wanted = local(trip.wanted) if trip else None
    try:
        if trip is None or not trip.is_fresh(now=clock.now()):
            raise Failed(Failure.STALE)
        found = provider.assertion_for(
            trip, request.args.to_dict(), _address("people.provider_return"), now=clock.now()
        )
        if trip.links is not None:
            return _to_confirm(found, trip.links)
        person_id = admitted(found, provider.settings, language=language())
    except Failed as failed:
        return _told(provider, failed, wanted)
    strong = provider.settings.is_strong(found.level)
    signed_in = signing.proceed(person_id, device(), Proof.PROVIDER_STRONG if strong else Proof.PROVIDER)
    log.info("person %s came through the provider%s", person_id, ", two factors" if strong else "")
    if not signed_in:
        return redirect(url_for("people.sign_in_code", next=wanted))
    return redirect(wanted or url_for("steering.home"))


def _told(provider: Provider, failed: Failed, wanted: str | None) -> tuple[str, int]:
    """What happened, why and what to do, with a way to try again."""
    log.warning("no sign-in through the provider: %s", failed)
    page, _code = render(
        "people/provider_failed.html", failure=failed.failure, provider=provider.settings, wanted=wanted
    )
    return page, ANSWER_CODES.get(failed.failure, 403)


def _to_confirm(found: Assertion, person_id: int) -> Response:
    """Whoever is signed in here may not be who is signed in there: the person looks, and says so with a form."""
    if not current_user.is_authenticated or current_user.id != person_id:
        raise Failed(Failure.STALE)
    session[TO_LINK] = {"person": person_id, "subject": found.subject, "name": found.name or found.email or ""}
    return redirect(url_for("people.provider_link"))


@bp.route("/account/provider", methods=["GET", "POST"])
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
def provider_link() -> Response | tuple[str, int]:
    provider = _provider()
    waiting = session.get(TO_LINK) or {}
    if waiting.get("person") != current_user.id:
        return redirect(url_for("people.account"))
    form = ConfirmForm()
    if form.submitted() and form.accepts(
        lambda: services.link(current_user.id, provider.settings.issuer, waiting["subject"], now=clock.now())
    ):
        session.pop(TO_LINK)
        flash(_("Your account is linked. From now on you can sign in with %(name)s.", name=provider.settings.name),
              "success")  # fmt: skip
        return redirect(url_for("people.account"))
    return render("people/provider_link.html", form=form, provider=provider.settings, there=waiting["name"])


@bp.post("/account/provider/remove")
@requires(PeoplePermission.OWN_ACCOUNT, timeless=True)
def provider_unlink() -> Response:
    issuer = _provider().settings.issuer
    done(lambda: services.unlink(current_user.id, issuer, needs_password=True), _("The link was removed."))
    return redirect(url_for("people.account"))


@bp.post("/people/<code>/provider/remove")
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def unlink_person(subject: Subject, code: str) -> Response:
    issuer = _provider().settings.issuer
    done(lambda: services.unlink(subject.id, issuer), _("The link was removed."))
    return redirect(url_for("people.person", code=code))


@bp.get("/signed-out")
@requires(PeoplePermission.SIGN_IN)
def signed_out() -> Response | tuple[str, int]:
    """Signed out here, but perhaps not at the provider: a link and not a redirect leads there (see above)."""
    provider = _provider()
    there = provider.sign_out_address(_address("people.sign_in"))
    return render("people/signed_out.html", provider=provider.settings, there=there)


def linked_since(person_id: int) -> tuple[str, object] | None:
    """The provider's name and when the person was linked to it (None when not); None without a provider."""
    found = providers.here()
    return None if found is None else (found.settings.name, questions.linked_at(person_id, found.settings.issuer))
