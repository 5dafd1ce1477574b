"""Pages of organisations."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.people.forms import NewOrganisationForm, OrganisationForm
from app.people.policy import PeoplePermission
from app.people.queries import organisations as questions
from app.people.queries import persons
from app.people.queries.organisations import organisation_subject
from app.people.routes import bp
from app.people.routes.directory import day_shown, paged, panels, sort_asked, sort_url, word_asked
from app.people.rules import OrganisationKind
from app.people.services import organisations as services
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.frame import can_now
from app.plumbing.merging import going_on
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.get("/organisations")
@requires(PeoplePermission.SEE_DIRECTORY)
def organisations() -> tuple[str, int]:
    chosen = questions.OrganisationFilter(
        on=day_shown(),
        q=request.args.get("q", ""),
        validity=request.args.get("validity", ""),
        kind=word_asked("kind", OrganisationKind),
    )
    sort = sort_asked(questions.SORTS)
    rows, page = paged(
        lambda offset, limit: questions.organisations(chosen, sort=sort, offset=offset, limit=limit, at=moment())
    )
    return render(
        "people/organisations.html",
        rows=rows,
        page=page,
        chosen=chosen,
        sort=sort,
        sort_url=sort_url,
        kinds=OrganisationKind,
        manage=PeoplePermission.MANAGE_ORGANISATIONS,
    )


@bp.get("/organisations/<code>")
@requires(PeoplePermission.SEE_DIRECTORY)
def organisation(code: str) -> tuple[str, int]:
    found = questions.organisation(code, on=day_shown(), at=moment())
    subject = Subject(id=found.id, code=found.code, title=found.name)
    may_move = found.successor_id is not None and can_now(PeoplePermission.MANAGE_ORGANISATIONS, subject)
    ended = may_move and not found.is_valid
    left_behind = going_on(found.id, to=found.successor_id, on=clock.today()) if ended else ()
    return render(
        "people/organisation.html",
        organisation=found,
        subject=subject,
        merged=questions.merged_into(found.id, at=moment()),
        people=persons.people_of(found.id, at=moment()),
        panels=panels("organisation", subject),
        left_behind=left_behind,
        manage=PeoplePermission.MANAGE_ORGANISATIONS,
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_ORGANISATIONS)
def add_organisation() -> Response | tuple[str, int]:
    form = NewOrganisationForm()
    if form.submitted() and form.accepts(lambda: services.add_organisation(form.code.data, form.decision())):
        flash(_("The organisation was added."), "success")
        return redirect(url_for("people.organisation", code=form.code.data))
    return render("people/organisation_form.html", form=form, organisation=None)


@bp.route("/organisations/<code>/edit", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_ORGANISATIONS, of=organisation_subject)
def edit_organisation(subject: Subject, code: str) -> Response | tuple[str, int]:
    found = questions.organisation(code, on=clock.today(), at=NOW)
    form = OrganisationForm(obj=found)
    if form.submitted() and form.accepts(lambda: services.edit_organisation(found.id, form.version, form.decision())):
        flash(_("The organisation was saved."), "success")
        return redirect(url_for("people.organisation", code=code))
    return render("people/organisation_form.html", form=form, organisation=found)
