"""Guards: the policy's table made to hold at the edge, in templates and in list queries.

A route says which permission it needs with :func:`requires`; a test proves that each one does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app, redirect, request, url_for
from sqlalchemy import ColumnElement, and_, false, or_, true
from werkzeug.wrappers import Response

from app.plumbing import watching
from app.plumbing.asked import current_actor, moment, reader
from app.plumbing.policy import (
    Actor,
    Anyone,
    Both,
    Either,
    Entrusted,
    HasRole,
    Policy,
    Predicate,
    SignedIn,
    Subject,
)
from app.plumbing.refusals import N_, Refusal

View = TypeVar("View", bound=Callable[..., Any])


class PlumbingPermission(StrEnum):
    """What machines and browsers ask for before anybody has signed in."""

    PROBE = "plumbing:probe"
    DESCRIBE = "plumbing:describe"


POLICY: Policy = {PlumbingPermission.PROBE: Anyone(), PlumbingPermission.DESCRIBE: Anyone()}


def policy() -> Policy:
    """The joined table of all chapters."""
    table: Policy = current_app.extensions["floke_policy"]
    return table


def can(permission: StrEnum, subject: Subject | None = None) -> bool:
    """Whether the current person may do this to the subject."""
    answer = policy()[permission].holds(reader(), subject)
    watching.allowed((permission, subject), answer)
    return answer


def requires(
    permission: StrEnum, *, of: Callable[..., Subject | None] | None = None, timeless: bool = False
) -> Callable[[View], View]:
    """Let a view run only for those the policy allows.

    ``of`` is given the address' values and finds the subject, which the view then receives as its first argument;
    where it finds none the page does not exist. Who has not signed in is asked to; who may not is told so (403), or,
    where they may not even see the subject's mission, that there is no such page (404).

    An address that takes answers is of today: at an earlier day it shows no form and carries out no deed, unless it is
    ``timeless`` (signing in, one's own account, jobs), where the day one looks at makes no difference.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            predicate = policy()[permission]
            actor = current_actor()
            if actor.person_id is None and not isinstance(predicate, Anyone):
                return _ask_to_sign_in()
            if of is None:
                if not predicate.holds(actor, None):
                    abort(403)
                if not timeless:
                    _only_today()
                return view(**values)
            subject = of(**values)
            if subject is None:
                abort(404)
            if not predicate.holds(actor, subject):
                abort(403 if _sees_mission_of(actor, subject) else 404)
            if not timeless:
                _only_today()
            return view(subject, **values)

        guarded.permission = permission  # type: ignore[attr-defined]  # the architecture tests read all three
        guarded.of = of  # type: ignore[attr-defined]  # as above
        guarded.timeless = timeless  # type: ignore[attr-defined]  # as above
        return guarded  # type: ignore[return-value]  # same call, guarded

    return guard


def _only_today() -> None:
    """Nobody edits the past."""
    takes_answers = request.url_rule is not None and "POST" in (request.url_rule.methods or ())
    if takes_answers and moment().deed is not None:
        if request.method == "POST":
            raise Refusal(N_("The past cannot be edited. Go back to today first."))
        abort(404)


def _sees_mission_of(actor: Actor, subject: Subject) -> bool:
    return not subject.missions or any(mission is None or mission in subject.missions for _, mission in actor.roles)


def _ask_to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("people.sign_in", next=wanted))


@dataclass(frozen=True, slots=True)
class SqlFacts:
    """How a table's rows tell what a predicate asks: which missions a row belongs to, whom it is entrusted to."""

    in_missions: Callable[[Collection[int]], ColumnElement[bool]]
    entrusted_to: Callable[[int], ColumnElement[bool]]


def where_allowed(predicate: Predicate, actor: Actor, facts: SqlFacts) -> ColumnElement[bool]:
    """The predicate as SQL: the rows for which ``predicate.holds(actor, row)``."""
    match predicate:
        case Anyone():
            return true()
        case _ if actor.person_id is None:
            return false()
        case SignedIn():
            return true()
        case HasRole(role):
            if (role, None) in actor.roles:
                return true()
            missions = actor.missions_with(role)
            return facts.in_missions(missions) if missions else false()
        case Entrusted():
            return facts.entrusted_to(actor.person_id)
        case Either(parts):
            return or_(false(), *(where_allowed(part, actor, facts) for part in parts))
        case Both(parts):
            return and_(true(), *(where_allowed(part, actor, facts) for part in parts))
    raise TypeError(f"no SQL form of {type(predicate).__name__}")


def allowed_rows(permission: StrEnum, facts: SqlFacts) -> ColumnElement[bool]:
    """The rows on which the current person has this permission."""
    return where_allowed(policy()[permission], current_actor(), facts)


def allowed_all(permission: StrEnum, mission_id: int) -> bool:
    """Whether the current person has this permission on whatever belongs to the mission: no row has to be asked.

    What else a row belongs to, or is entrusted to, can only add to what one may do with it.
    """
    return policy()[permission].holds(current_actor(), Subject(id=0, missions=frozenset({mission_id})))
