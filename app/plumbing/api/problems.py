"""Problem documents (RFC 9457): what every refusal below ``/api`` looks like to a program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
# What a token that is missing or does not count is answered with (RFC 6750).
CHALLENGE = 'Bearer realm="Floke"'


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one input: the parameter's name and a sentence."""

    field: str
    detail: str


class Problem(HTTPException):
    """A refusal with its document; raised anywhere below a view of the API."""

    def __init__(
        self,
        code: int,
        detail: str,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


def bad_request(*errors: Fault) -> Problem:
    return Problem(400, _("The address cannot be understood."), errors=errors)


def not_found() -> Problem:
    return Problem(404, _("There is nothing here, or nothing this token may see."))


def below_api() -> bool:
    """Whether the address asked for is the API's, so that its errors are documents and not pages."""
    return request.path.startswith(PREFIX)


def titles() -> Mapping[int, str]:
    return {
        400: _("Bad request"),
        401: _("Not signed in"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Method not allowed"),
        406: _("Not acceptable"),
        413: _("Too large"),
        422: _("Not done"),
        429: _("Too many requests"),
        500: _("Something failed"),
        503: _("Not available just now"),
        507: _("No space left"),
    }


def details() -> Mapping[int, str]:
    return {
        400: _("The address cannot be understood."),
        404: _("There is nothing here, or nothing this token may see."),
        405: _("This address is not asked that way; the header Allow says which ways there are."),
        406: _("The answer is JSON; the request accepts none."),
        500: _("Something failed here. The reference finds it in the log."),
    }


def document(fault: HTTPException, *, reference: str = "") -> Response:
    """The fault as an answer. ``reference`` ties a failure of ours to the line in the log."""
    code = fault.code or 500
    said: dict[str, object] = {
        "type": "about:blank",
        "title": titles().get(code, fault.name),
        "status": code,
        "detail": fault.detail if isinstance(fault, Problem) else details().get(code, titles().get(code, fault.name)),
        "instance": quote(request.path),
    }
    if isinstance(fault, Problem) and fault.errors:
        said["errors"] = [{"field": error.field, "detail": error.detail} for error in fault.errors]
    if reference:
        said["reference"] = reference
    answer = Response(json.dumps(said, ensure_ascii=False), code, mimetype=MEDIA_TYPE)
    if isinstance(fault, Problem):
        answer.headers.extend(fault.headers)
    else:
        for name, value in fault.get_headers():
            if name.lower() not in ("content-type", "content-length"):
                answer.headers[name] = value
    return answer
