"""Adding, editing and removing the parts of an initiative: three views for all of them.

A part whose permission is its own (a grant, a gate, an appointment) has addresses of its own beneath the same path;
a fixed path goes before a variable one, so ``url_for("portfolio.add_part", part="grants")`` leads there.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from flask import abort, request, url_for

from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.forms import Form
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW
from app.portfolio import services
from app.portfolio.forms import PAGES
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries import editing, initiative_subject
from app.portfolio.queries.editing import Opened
from app.portfolio.routes import bp
from app.portfolio.routes.facts import Answer, opened, saved

ADD = "/portfolio/initiatives/<code>/{part}/add"
EDIT = "/portfolio/initiatives/<code>/{part}/<int:row>/edit"
REMOVE = "/portfolio/initiatives/<code>/{part}/<int:row>/remove"


def subject_of_part(code: str, part: str, row: int = 0) -> Subject | None:
    """The initiative, where the part is one that whoever edits the initiative may edit."""
    page = PAGES.get(part)
    return initiative_subject(code) if page and page.permission is InitiativePermission.EDIT else None


def subject_of_row(code: str, row: int = 0) -> Subject | None:
    """The initiative that a part with a permission of its own belongs to."""
    return initiative_subject(code)


@bp.route(ADD.format(part="<part>"), methods=["GET", "POST"])
@requires(InitiativePermission.EDIT, of=subject_of_part)
def add_part(subject: Subject, code: str, part: str) -> Answer:
    return _add(subject, part)


@bp.route(EDIT.format(part="<part>"), methods=["GET", "POST"])
@requires(InitiativePermission.EDIT, of=subject_of_part)
def edit_part(subject: Subject, code: str, part: str, row: int) -> Answer:
    return _edit(subject, part, row)


@bp.route(REMOVE.format(part="<part>"), methods=["GET", "POST"])
@requires(InitiativePermission.EDIT, of=subject_of_part)
def remove_part(subject: Subject, code: str, part: str, row: int) -> Answer:
    return _remove(subject, part, row)


def _add(subject: Subject, part: str) -> Answer:
    page, kind = PAGES[part], services.PARTS[part]
    about = opened(subject, page.permission)
    form = page.form(about, page.proposes(about))
    if form.submitted() and form.accepts(
        lambda: services.add_part(kind, subject.id, form.decision(), version=form.version, on=clock.today())
    ):
        return saved(subject, page.anchor)
    return render(
        "portfolio/edit/form.html", form=form, subject=subject, about=about, heading=page.add, notice=page.notice
    )


def _edit(subject: Subject, part: str, row: int) -> Answer:
    page, kind = PAGES[part], services.PARTS[part]
    about = opened(subject, page.permission)
    form = page.edit_form(about, _values(about, part, row))
    if form.submitted() and form.accepts(
        lambda: services.edit_part(kind, subject.id, row, form.decision(), version=form.version, on=clock.today())
    ):
        return saved(subject, page.anchor)
    removes = url_for("portfolio.remove_part", code=subject.code, part=part, row=row)
    return render(
        "portfolio/edit/form.html", form=form, subject=subject, about=about, heading=page.edit, removes=(removes, page)
    )


def _remove(subject: Subject, part: str, row: int) -> Answer:
    page, kind = PAGES[part], services.PARTS[part]
    about = opened(subject, page.permission)
    stands = page.form(about, _values(about, part, row), typed=False)
    form = Form()
    if form.submitted() and form.accepts(lambda: services.remove_part(kind, subject.id, row, version=form.version)):
        return saved(subject, page.anchor)
    return render(
        "portfolio/edit/remove.html",
        form=form,
        subject=subject,
        about=about,
        heading=page.remove,
        shown=stands.in_words(),
    )


def _values(about: Opened, part: str, row: int) -> dict[str, Any]:
    """What the form of a stored part is filled from.

    A part that somebody has removed meanwhile is no page to open, but what was typed about it is not thrown away.
    """
    kind = services.PARTS[part]
    values = editing.values_of(kind.model, row, at=NOW)
    if values is None or not kind.belongs(SimpleNamespace(**values), about.id):
        if request.method == "GET":
            abort(404)
        return {}
    mission = values.get("mission_id")
    if part == "assignments":
        mission = editing.mission_of_assignment(values["assignment_id"], at=NOW)
    if mission not in (None, *about.missions):
        abort(404)  # it is the initiative's part in a mission where the person may not do this
    return PAGES[part].completes(about, values)


def _of_part(answers: Callable[..., Answer], part: str) -> Callable[..., Answer]:
    def view(subject: Subject, code: str, **values: Any) -> Answer:
        return answers(subject, part, **values)

    return view


for _name, _page in PAGES.items():
    if _page.permission is InitiativePermission.EDIT:
        continue
    for _verb, _path, _answers in (("add", ADD, _add), ("edit", EDIT, _edit), ("remove", REMOVE, _remove)):
        bp.add_url_rule(
            _path.format(part=_name),
            endpoint=f"{_verb}_{_name}",
            view_func=requires(_page.permission, of=subject_of_row)(_of_part(_answers, _name)),
            methods=["GET", "POST"],
        )
