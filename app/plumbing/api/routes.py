"""The addresses: a list and a row of each resource, what may be done to a row, and the description of them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from app.plumbing import answers, clock
from app.plumbing.access import PlumbingPermission, requires
from app.plumbing.api import actions as acting
from app.plumbing.api import asked as asking
from app.plumbing.api import limits, openapi, reading
from app.plumbing.api.actions import Action
from app.plumbing.api.guard import MEDIA_TYPE, does, reads
from app.plumbing.api.problems import Fault, bad_request, below_api, not_found
from app.plumbing.api.resources import Resource
from app.plumbing.asked import current_actor
from app.plumbing.formats import language

# What a client may keep, and must ask about before it shows it again.
KEEPING = "private, no-cache"


def blueprint(resources: Sequence[Resource], actions: Sequence[Action], *, see_jobs: StrEnum) -> Blueprint:
    """The addresses of these resources and actions below ``/api/v1``. ``see_jobs`` is who may see a job."""
    bp = Blueprint("api", __name__, url_prefix="/api/v1")
    for resource in resources:
        endpoint = resource.name.replace("-", "_")
        bp.add_url_rule(f"/{resource.name}", endpoint, reads(resource.permission)(_list(resource)))
        bp.add_url_rule(f"/{resource.name}/<key>", f"{endpoint}_one", reads(resource.permission)(_one(resource)))

    for action in actions:
        endpoint = f"{action.resource.name}_{action.name}".replace("-", "_")
        view = does(action.permission, action.scope)(_do(action))
        bp.add_url_rule(f"/{action.resource.name}/<key>/{action.name}", endpoint, view, methods=["POST"])
    bp.add_url_rule("/jobs/<key>", "job", reads(see_jobs, of_one=True)(_job(actions, see_jobs)))

    @cache
    def described() -> str:
        version = current_app.extensions["floke_version"]
        return json.dumps(openapi.document(resources, actions, version), ensure_ascii=False)

    @bp.get("/openapi.json")
    @requires(PlumbingPermission.DESCRIBE)
    def description() -> Answer:
        answer = Response(described(), mimetype=MEDIA_TYPE)
        answer.headers["Cache-Control"] = "no-cache"
        answer.add_etag()
        return answer.make_conditional(request)

    return bp


def _list(resource: Resource) -> Callable[[], Response]:
    def view() -> Response:
        asked = asking.of_list(resource, request.args)
        record = answers.seen()
        tag = _tag(record.hash)
        if request.if_none_match.contains(tag):
            return _kept(Response(status=304), tag)
        # What the tag says, the list is made of: as long as it is the same, so is the list.
        memory, key = answers.known(), (tag, language())
        found = memory.get(key, record.latest)
        if found is None:
            rows, more = reading.rows(resource, asked)
            following = _next(rows[-1][resource.id]) if more else None
            body = _text({"data": rows, "next": following, "deed": record.number})
            memory.keep(key, answers.RECORD, record.latest, found := (body, following), len(body) // answers.ROW)
        body, following = found
        answer = Response(body, mimetype=MEDIA_TYPE)
        if following:
            answer.headers["Link"] = f'<{following}>; rel="next"'
        return _kept(answer, tag)

    return view


def _one(resource: Resource) -> Callable[[str], Answer]:
    def view(key: str) -> Answer:
        asked = asking.of_one(resource, request.args)
        found = reading.ones(resource, key, asked)
        if len(found) > 1:
            raise bad_request(Fault("mission", _("Several missions have this code. Say which one is meant.")))
        if not found:
            raise not_found()
        answer = _json(found[0])
        answer.add_etag()
        answer.headers["Cache-Control"] = KEEPING
        return answer.make_conditional(request)

    return view


def _do(action: Action) -> Callable[[str], Answer]:
    def view(key: str) -> Answer:
        said, address = acting.ask(action, key)
        answer = _json(said)
        answer.status_code = 202
        answer.headers["Location"] = address
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return view


def _job(actions: Sequence[Action], see: StrEnum) -> Callable[[str], Answer]:
    def view(key: str) -> Answer:
        if request.args:
            raise bad_request(*(Fault(name, _("There is no such parameter.")) for name in request.args))
        if not (key.isascii() and key.isdigit() and len(key) <= 15):
            raise not_found()
        answer = _json(acting.job_of(int(key), actions, see=see))
        answer.add_etag()
        answer.headers["Cache-Control"] = KEEPING
        return answer.make_conditional(request)

    return view


def _tag(digest: str) -> str:
    """What a list hangs on: the head of the record, the day (parts in an initiative have dates), who asks, and what.

    It is known before a single row is read, so that a program that asks again and again costs next to nothing.
    """
    query = sorted(request.args.items(multi=True))
    text = repr((digest, clock.today(), current_actor(), request.path, query, current_app.extensions["floke_version"]))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _kept(answer: Response, tag: str) -> Response:
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = KEEPING
    return answer


def _next(row_id: int) -> str:
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "after"]
    return f"{request.path}?{urlencode([*query, ('after', asking.cursor(row_id))])}"


def _json(said: Any) -> Response:
    return Response(_text(said), mimetype=MEDIA_TYPE)


def _text(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def complete(answer: Response) -> Response:
    """What every answer below ``/api`` says besides: how often one may ask, and what it varies by."""
    if below_api():
        limits.tell(answer)
        answer.headers["Vary"] = "Authorization, Accept, Accept-Language"
    return answer
