"""Who may do what, as it is enforced, and who holds which role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from flask import abort, current_app, flash, g, redirect, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.people.forms import RoleForm
from app.people.policy import PeoplePermission
from app.people.queries import persons
from app.people.routes import bp
from app.people.routes.directory import mission_names
from app.people.routes.returning import done
from app.people.rules import Reach, Role, reach
from app.people.services import roles as services
from app.people.words import CHAPTERS
from app.plumbing.access import can, policy, requires
from app.plumbing.asked import current_actor, moment
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """A permission in words, and how far it reaches: without signing in, and for each role."""

    permission: StrEnum
    words: LazyString
    signed_out: Reach
    reaches: tuple[Reach, ...]


def permission_table() -> Sequence[tuple[LazyString, Sequence[PermissionRow]]]:
    """The joined policy as a table, chapter by chapter, computed from the predicates the guards hold."""
    words: Mapping[StrEnum, LazyString] = current_app.extensions["floke_permission_words"]
    rows = [
        PermissionRow(
            permission=permission,
            words=words[permission],
            signed_out=reach(predicate, None),
            reaches=tuple(reach(predicate, role) for role in Role),
        )
        for permission, predicate in policy().items()
    ]
    order = list(CHAPTERS)
    rows.sort(key=lambda row: order.index(_chapter(row)))
    return [(CHAPTERS[chapter], list(found)) for chapter, found in groupby(rows, key=_chapter)]


def _chapter(row: PermissionRow) -> str:
    return row.permission.value.partition(":")[0]


@bp.get("/roles")
@requires(PeoplePermission.SEE_ROLES)
def roles() -> tuple[str, int]:
    holders = persons.holders(at=moment())
    return render(
        "people/roles.html",
        table_rows=permission_table(),
        roles=Role,
        holders={
            role: [(person, grant) for person in holders for grant in person.grants if grant.role is role]
            for role in Role
        },
        missions_by_id=mission_names(),
    )


def _grantable() -> list[tuple[int, str]]:
    """The missions for which the signed-in person may give roles."""
    return [
        (mission_id, name)
        for mission_id, name in mission_names().items()
        if can(PeoplePermission.MANAGE_PEOPLE, grant_scope(mission_id))
    ]


def grant_scope(mission_id: int | None) -> Subject:
    """What is asked of whoever gives or takes a role: to administer that mission, or all for a role for all."""
    return Subject(id=0, missions=frozenset() if mission_id is None else frozenset({mission_id}))


@bp.route("/people/<code>/roles/new", methods=["GET", "POST"])
@requires(PeoplePermission.MANAGE_PEOPLE)
def grant_role(code: str) -> Response | tuple[str, int]:
    person = persons.person(code, at=NOW)
    g.role_missions = _grantable()
    form = RoleForm()
    if form.submitted():
        role, mission_id = form.decision()
        if not can(PeoplePermission.MANAGE_PEOPLE, grant_scope(mission_id)):
            abort(403)
        if form.accepts(lambda: services.grant_role(person.id, role, mission_id)):
            flash(_("The role was given."), "success")
            return redirect(url_for("people.person", code=code))
    return render(
        "people/role_form.html",
        form=form,
        person=person,
        for_all=can(PeoplePermission.MANAGE_PEOPLE, grant_scope(None)),
    )


@bp.post("/people/<code>/roles/<int:grant_id>/revoke")
@requires(PeoplePermission.MANAGE_PEOPLE)
def revoke_role(code: str, grant_id: int) -> Response:
    person_id, grant = persons.grant_of(grant_id)
    if persons.person(code, at=NOW).id != person_id:
        abort(404)
    if not can(PeoplePermission.MANAGE_PEOPLE, grant_scope(grant.mission_id)):
        abort(403)
    done(lambda: services.revoke_role(grant_id), _("The role was taken back."))
    may_still = current_actor().person_id != person_id or grant.role is not Role.ADMINISTRATOR
    return redirect(url_for("people.person" if may_still else "people.account", code=code if may_still else None))
