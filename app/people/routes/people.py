"""Pages of people."""

from __future__ import annotations

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.people.forms import NewPasswordForm, NewPersonForm, PersonForm
from app.people.policy import PeoplePermission
from app.people.queries import access, organisations, persons
from app.people.queries.persons import person_subject
from app.people.routes import bp
from app.people.routes.directory import mission_names, paged, panels, sort_asked, sort_url, word_asked
from app.people.routes.inviting import invited
from app.people.routes.provider import linked_since
from app.people.routes.roles import grant_scope
from app.people.rules import Role
from app.people.services import persons as services
from app.people.services import sign_ins
from app.people.sign_in import limits
from app.plumbing import clock
from app.plumbing.access import can, requires
from app.plumbing.asked import moment
from app.plumbing.formats import language
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.get("/people")
@requires(PeoplePermission.SEE_DIRECTORY)
def people() -> tuple[str, int]:
    access = request.args.get("access", "open")
    chosen = persons.PersonFilter(
        q=request.args.get("q", ""),
        organisation=request.args.get("organisation", ""),
        role=word_asked("role", Role),
        access=access if access in ("open", "closed") else "",
        addresses=can(PeoplePermission.SEE_ADDRESSES),
    )
    sort = sort_asked(persons.SORTS)
    rows, page = paged(lambda offset, limit: persons.people(chosen, sort=sort, offset=offset, limit=limit, at=moment()))
    return render(
        "people/people.html",
        rows=rows,
        page=page,
        chosen=chosen,
        sort=sort,
        sort_url=sort_url,
        roles=Role,
        missions_by_id=mission_names(),
        may_see_addresses=can(PeoplePermission.SEE_ADDRESSES),
        manage=PeoplePermission.MANAGE_PEOPLE,
        everybody=Subject(id=0),
    )


@bp.get("/people/<code>")
@requires(PeoplePermission.SEE_DIRECTORY)
def person(code: str) -> tuple[str, int]:
    found = persons.person(code, at=moment())
    subject = Subject(id=found.id, code=found.code, title=found.name)
    return render(
        "people/person.html",
        person=found,
        subject=subject,
        missions_by_id=mission_names(),
        may_see_addresses=can(PeoplePermission.SEE_ADDRESSES) or found.id == current_user.id,
        panels=panels("person", subject),
        link=linked_since(found.id),
        manage=PeoplePermission.MANAGE_PEOPLE,
        record=PeoplePermission.READ_RECORD,
        grant_scope=grant_scope,
        access=access.access_of(found.id, now=clock.now(), limits=limits())
        if can(PeoplePermission.MANAGE_PEOPLE, subject)
        else None,
    )


@bp.route("/people/new", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_PEOPLE, of=lambda: Subject(id=0))
def add_person(everybody: Subject) -> Response | tuple[str, int]:
    g.organisations = organisations.organisation_choices(at=NOW, on=clock.today())
    form = NewPersonForm(language=language(), invite=True)
    added: list[tuple[int, str]] = []

    def deed() -> None:
        person = services.add_person(form.decision())
        added.append((person.id, person.code))

    if form.submitted() and form.accepts(deed):
        person_id, code = added[0]
        if form.invite.data and form.email.data:
            return invited(person_id, code)
        flash(_("The person was added. Give a role, and send an invitation."), "success")
        return redirect(url_for("people.person", code=code))
    return render("people/person_form.html", form=form, person=None)


@bp.route("/people/<code>/edit", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def edit_person(subject: Subject, code: str) -> Response | tuple[str, int]:
    found = persons.person(code, at=NOW)
    g.organisations = organisations.organisation_choices(at=NOW)
    form = PersonForm(obj=found)
    if form.submitted() and form.accepts(lambda: services.edit_person(found.id, form.version, form.decision())):
        flash(_("The person was saved."), "success")
        return redirect(url_for("people.person", code=code))
    return render("people/person_form.html", form=form, person=found)


@bp.route("/people/<code>/password", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_PEOPLE, of=person_subject)
def set_password(subject: Subject, code: str) -> Response | tuple[str, int]:
    form = NewPasswordForm()
    keep = current_user.sign_in_id if subject.id == current_user.id else None
    if form.submitted() and form.accepts(
        lambda: sign_ins.set_password(subject.id, form.password.data, keep=keep, now=clock.now())
    ):
        flash(_("The password was set, and every sign-in of the person ended."), "success")
        return redirect(url_for("people.person", code=code))
    return render("people/person_password.html", form=form, person=persons.person(code, at=NOW))
