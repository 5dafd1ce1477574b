"""Pages of organisations."""

from __future__ import annotations

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.people.forms import MergeForm, NewOrganisationForm, OrganisationForm
from app.people.policy import PeoplePermission
from app.people.queries import organisations as questions
from app.people.queries import persons
from app.people.routes import bp
from app.people.routes.directory import day_shown, paged, panels, sort_asked, sort_url, word_asked
from app.people.rules import OrganisationKind
from app.people.services import organisations as services
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.asked import moment
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
    return render(
        "people/organisation.html",
        organisation=found,
        merged=questions.merged_into(found.id, at=moment()),
        people=persons.people_of(found.id, at=moment()),
        panels=panels("organisation", Subject(id=found.id, code=found.code, title=found.name)),
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
@requires(PeoplePermission.MANAGE_ORGANISATIONS)
def edit_organisation(code: str) -> Response | tuple[str, int]:
    found = questions.organisation(code, on=clock.today(), at=NOW)
    form = OrganisationForm(obj=found)
    if form.submitted() and form.accepts(lambda: services.edit_organisation(found.id, form.version, form.decision())):
        flash(_("The organisation was saved."), "success")
        return redirect(url_for("people.organisation", code=code))
    return render("people/organisation_form.html", form=form, organisation=found)


@bp.route("/organisations/<code>/merge", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_ORGANISATIONS)
def merge_organisation(code: str) -> Response | tuple[str, int]:
    found = questions.organisation(code, on=clock.today(), at=NOW)
    g.organisations = questions.organisation_choices(at=NOW, but=found.id)
    form = MergeForm(last_day=found.valid_to)

    def deed() -> None:
        successor_id, last_day = form.decision()
        services.merge_organisation(found.id, form.version, successor_id=successor_id, last_day=last_day)

    if form.submitted() and form.accepts(deed):
        flash(_("The organisation was merged."), "success")
        return redirect(url_for("people.organisation", code=code))
    return render("people/organisation_merge.html", form=form, organisation=found)
