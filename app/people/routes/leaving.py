"""Somebody leaves, comes back, or is erased."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.people.forms import EraseForm, LeaveForm
from app.people.policy import PeoplePermission
from app.people.queries import heirs as candidates
from app.people.queries import persons
from app.people.queries.persons import person_subject
from app.people.routes import bp
from app.people.routes.returning import done
from app.people.services import leaving as services
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.asked import current_actor
from app.plumbing.forms.base import version_sent
from app.plumbing.leaving import belongings_of, followers_of
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.route("/people/<code>/leave", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def leave(subject: Subject, code: str) -> Response | tuple[str, int]:
    today = clock.today()
    things = [one for _estate, one in belongings_of(subject.id, on=today)]
    offered = candidates.heirs(but=subject.id)
    g.heirs = [(heir.id, heir.words) for heir in offered]
    form = LeaveForm.of(things, offered)
    left: list[int] = []

    def deed() -> None:
        left.append(services.leave(subject.id, form.version, heirs, on=today, now=clock.now()))

    if form.submitted():
        heirs = form.heirs(things)
        if not form.errors and form.accepts(deed):
            closed = _("The access was closed.")
            told = ngettext("%(num)s thing was handed over.", "%(num)s things were handed over.", left[0])
            flash(f"{closed} {told}" if left[0] else closed, "success")
            themselves = subject.id == current_actor().person_id
            return redirect(url_for("people.sign_in") if themselves else url_for("people.person", code=code))
    return render(
        "people/person_leave.html",
        form=form,
        person=persons.person(code, at=NOW),
        things=things,
        followers=followers_of(subject.id, on=today),
    )


@bp.post("/people/<code>/come-back")
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def come_back(subject: Subject, code: str) -> Response:
    done(
        lambda: services.come_back(subject.id, version_sent()),
        _("The access was opened. Give the roles that are wanted now."),
    )
    return redirect(url_for("people.person", code=code))


@bp.route("/people/<code>/erase", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def erase_person(subject: Subject, code: str) -> Response | tuple[str, int]:
    today = clock.today()
    form = EraseForm()
    if form.submitted() and form.accepts(lambda: services.erase(subject.id, on=today, now=clock.now())):
        flash(_("The identity was erased."), "success")
        return redirect(url_for("people.people"))
    return render(
        "people/person_erase.html",
        form=form,
        person=persons.person(code, at=NOW),
        things=belongings_of(subject.id, on=today),
    )
