"""One organisation takes over another; and how that is undone."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.people.forms import MergeForm, UnmergeForm
from app.people.policy import PeoplePermission
from app.people.queries import organisations as questions
from app.people.queries.organisations import organisation_subject
from app.people.routes import bp
from app.people.routes.returning import done
from app.people.services import merging as services
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.forms.base import version_sent
from app.plumbing.merging import going_on
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


def _with_number(told: str, moved: int) -> str:
    number = ngettext("%(num)s thing moved.", "%(num)s things moved.", moved)
    return f"{told} {number}" if moved else told


@bp.route("/organisations/<code>/merge", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_ORGANISATIONS, of=organisation_subject)
def merge_organisation(subject: Subject, code: str) -> Response | tuple[str, int]:
    today = clock.today()
    found = questions.organisation(code, on=today, at=NOW)
    g.organisations = questions.organisation_choices(at=NOW, but=found.id)
    form = MergeForm(last_day=found.valid_to)
    moved: list[int] = []

    def deed() -> None:
        successor_id, last_day = form.decision()
        moved.append(services.merge(found.id, form.version, successor_id=successor_id, last_day=last_day, on=today))

    if form.submitted() and form.accepts(deed):
        flash(_with_number(_("The organisation was merged."), moved[0]), "success")
        return redirect(url_for("people.organisation", code=code))
    return render("people/organisation_merge.html", form=form, organisation=found, moving=going_on(found.id, on=today))


@bp.post("/organisations/<code>/move-on")
@requires(PeoplePermission.MANAGE_ORGANISATIONS, of=organisation_subject)
def move_on(subject: Subject, code: str) -> Response:
    done(
        lambda: services.move_on(subject.id, version_sent(), on=clock.today()),
        _("What the organisation left behind is its successor's now."),
    )
    return redirect(url_for("people.organisation", code=code))


@bp.route("/organisations/<code>/undo-merge", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_ORGANISATIONS, of=organisation_subject)
def undo_merge(subject: Subject, code: str) -> Response | tuple[str, int]:
    found = questions.organisation(code, on=clock.today(), at=NOW)
    form = UnmergeForm()
    back: list[int] = []
    if form.submitted() and form.accepts(
        lambda: back.append(services.undo_merge(found.id, form.version, last_day=form.last_day.data))
    ):
        flash(_with_number(_("The merger was undone."), back[0]), "success")
        return redirect(url_for("people.organisation", code=code))
    return render("people/organisation_unmerge.html", form=form, organisation=found)
