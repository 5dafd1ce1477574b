"""The record, and its proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from flask import current_app, redirect, request, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response

from app.people.policy import PeoplePermission
from app.people.queries import deeds as questions
from app.people.queries.deeds import DeedFilter, deed_subject
from app.people.routes import bp
from app.people.routes.directory import mission_names, paged
from app.plumbing.access import requires
from app.plumbing.asked import current_actor, moment
from app.plumbing.committer import unit_of_work
from app.plumbing.pages import here, render
from app.plumbing.periods import Precision, read
from app.plumbing.policy import Subject
from app.plumbing.queue import queries as jobs
from app.plumbing.queue.services import promise
from app.plumbing.refusals import Refusal

VERIFY = "record.verify"


def act_words(act: str) -> str:
    """What the deed is called; a name from a newer or older version of the program is shown as it stands."""
    words: Mapping[StrEnum, LazyString] = current_app.extensions["floke_act_words"]
    # A StrEnum is equal to its value, so the record's own word finds its entry.
    found = {member.value: said for member, said in words.items()}.get(act)
    return act if found is None else str(found)


@bp.get("/record")
@requires(PeoplePermission.READ_RECORD)
def record() -> tuple[str, int]:
    actor = request.args.get("actor", "")
    chosen = DeedFilter(
        act=request.args.get("act", ""),
        actor=int(actor) if actor.isascii() and actor.isdigit() and len(actor) < 18 else None,
        subject=request.args.get("subject", "").strip(),
        first=_day("first"),
        last=_day("last"),
    )
    rows, page = paged(lambda offset, limit: questions.deeds(chosen, offset=offset, limit=limit, at=moment()))
    return render(
        "people/record.html",
        rows=rows,
        page=page,
        chosen=chosen,
        head=questions.head(),
        actors=questions.actors(),
        acts=sorted(((act, act_words(act)) for act in questions.acts()), key=lambda act: act[1]),
        act_words=act_words,
        verified=jobs.last(VERIFY),
        filtered=chosen != DeedFilter(),
        unread=[name for name in ("first", "last") if request.args.get(name) and getattr(chosen, name) is None],
        here=here,
        missions_by_id=mission_names(),
    )


@bp.get("/record/<int:number>")
@requires(PeoplePermission.READ_RECORD, of=deed_subject)
def deed(subject: Subject, number: int) -> tuple[str, int]:
    found, changes = questions.deed(number)
    return render(
        "people/deed.html",
        deed=found,
        changes=changes,
        head=questions.head(),
        act_words=act_words,
        missions_by_id=mission_names(),
    )


@bp.post("/record/verify")
@requires(PeoplePermission.READ_RECORD, timeless=True)
def verify_record() -> Response:
    with unit_of_work(by=current_actor().person_id):
        job_id = promise(VERIFY)
    return redirect(url_for("people.job", job_id=job_id))


def _day(name: str) -> date | None:
    """The day in the address, Norwegian or ISO; None for what is not a day."""
    try:
        period = read(request.args.get(name, "").strip())
    except Refusal:
        return None
    return period.first if period.precision is Precision.DAY else None
