"""The description of the API (OpenAPI 3.1), written from the same declarations that answer the requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.plumbing.api import parameters
from app.plumbing.api.actions import JOB, Action
from app.plumbing.api.parameters import Parameter
from app.plumbing.api.problems import MEDIA_TYPE as PROBLEM_TYPE
from app.plumbing.api.resources import Resource
from app.plumbing.api.shown import DATE, Schema
from app.plumbing.periods import Precision

Document = dict[str, Any]

ABOUT = """Read what Floke holds, and have alternatives solved. Ask with a token made under *My account* or by
`floke tokens create`, in the header `Authorization: Bearer …`. A token sees what its person sees on the pages, and
nothing else.

Lists are in the order rows were made and go on at `next`. Amounts are whole øre (hundredths of the currency) and are
called `…_ore`; decimals are strings; an inexact date is a period with its first and last day. Every read takes `as_of`.
Words of closed lists and names of fields are the same in every language."""

HEADERS: Document = {
    "RateLimit-Limit": {
        "description": "How many may be made: by a token in a minute; of long work, by a person in an hour.",
        "schema": {"type": "string"},
    },
    "RateLimit-Remaining": {"description": "How many are left.", "schema": {"type": "string"}},
    "RateLimit-Reset": {"description": "Seconds until there are more.", "schema": {"type": "string"}},
}
ETAG: Document = {"ETag": {"description": "Send it as `If-None-Match` next time.", "schema": {"type": "string"}}}

REFUSALS: Mapping[str, str] = {
    "400": "The address has a fault; `errors` names each.",
    "401": "There is no token, or it does not count.",
    "403": "The token's person may not do this at all, or the token was not made for it.",
    "404": "There is nothing here, or nothing this token may see.",
    "406": "The request accepts no JSON.",
    "429": "Too many requests; `Retry-After` says when to ask again.",
    "503": "The database does not answer just now; `Retry-After` says when to ask again.",
}
# What only an address that has something done may say besides.
REFUSED_DEEDS: Mapping[str, str] = {"422": "It is not done, and `detail` says why."}
NUMBER: Document = {"type": "integer", "minimum": 1, "maximum": 10**15 - 1}


def document(resources: Sequence[Resource], actions: Sequence[Action], version: str) -> Document:
    """The whole description."""
    schemas: Document = {"Problem": PROBLEM, "Period": PERIOD}
    paths: Document = {}
    for resource in resources:
        name = resource.called
        schemas[name] = _object(resource, resource.fields)
        schemas[f"{name}List"] = _list(name)
        alone = name
        if resource.alone:
            alone = f"{name}Alone"
            schemas[alone] = _object(resource, resource.fields_alone)
        paths[f"/api/v1/{resource.name}"] = {"get": _get_list(resource)}
        paths[f"/api/v1/{resource.name}/{{key}}"] = {"get": _get_one(resource, alone)}
    for action in actions:
        paths[f"/api/v1/{action.resource.name}/{{key}}/{action.name}"] = {"post": _post(action)}
    schemas["Job"] = {
        "type": "object",
        "description": "Work that goes on after the answer. Ask again every second or two until it has ended.",
        "properties": dict(JOB),
        "required": list(JOB),
        "additionalProperties": False,
    }
    paths["/api/v1/jobs/{key}"] = {"get": _get_job()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Floke", "version": version, "description": ABOUT},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "tags": [
            *({"name": resource.name, "description": resource.about} for resource in resources),
            {"name": "jobs", "description": "Work that goes on after the answer."},
        ],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas,
            "responses": {
                f"Refused{code}": _refusal(code, said) for code, said in {**REFUSALS, **REFUSED_DEEDS}.items()
            },
        },
    }


PROBLEM: Document = {
    "type": "object",
    "description": "A problem document (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["field", "detail"],
            },
        },
        "reference": {"type": "string", "description": "Finds the failure in the log."},
    },
    "required": ["type", "title", "status", "detail", "instance"],
}

PERIOD: Document = {
    "type": "object",
    "description": "A date that says how exact it is: some day from the first to the last.",
    "properties": {
        "first": DATE,
        "last": DATE,
        "precision": {"type": "string", "enum": [precision.value for precision in Precision]},
    },
    "required": ["first", "last", "precision"],
    "additionalProperties": False,
}


def _object(resource: Resource, fields: Mapping[str, Schema]) -> Document:
    return {
        "type": "object",
        "description": f"{resource.about} Every field is there unless `fields` left it out.",
        "properties": dict(fields),
        "required": [resource.id],
        "additionalProperties": False,
    }


def _list(name: str) -> Document:
    return {
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
            "next": {"type": ["string", "null"], "description": "The address of the next page, if there is one."},
            "deed": {"type": "integer", "description": "The number of the last deed of the record at that moment."},
        },
        "required": ["data", "next", "deed"],
        "additionalProperties": False,
    }


def _get_list(resource: Resource) -> Document:
    link = {"Link": {"description": "The next page, as `rel=next`.", "schema": {"type": "string"}}}
    return {
        "operationId": f"list-{resource.name}",
        "summary": f"List {resource.name}",
        "tags": [resource.name],
        "parameters": [_parameter(parameter) for parameter in parameters.for_list(resource)],
        "responses": _responses(f"{resource.called}List", {**ETAG, **link}, without=("404",)),
    }


def _key(resource: Resource) -> Document:
    schema: Document = {"type": "string", "minLength": 1}
    if resource.key == resource.id:
        schema = dict(NUMBER)
    return {"name": "key", "in": "path", "required": True, "schema": schema, "description": f"Its `{resource.key}`."}


def _post(action: Action) -> Document:
    resource = action.resource
    headers: Document = {
        "Location": {"required": True, "description": "The address of the job.", "schema": {"type": "string"}}
    }
    return {
        "operationId": f"{action.name}-{resource.name}",
        "summary": action.about,
        "description": f"Needs a token made with the scope `{action.scope.value}`. Nothing is sent but the address.",
        "tags": [resource.name],
        "security": [{"token": [action.scope.value]}],
        "parameters": [_key(resource), *(_parameter(parameter) for parameter in parameters.for_action(resource))],
        "responses": {
            "202": {
                "description": "It will be done; the job tells how far it has come.",
                "headers": {**headers, **HEADERS},
                "content": _content("Job"),
            },
            **{code: {"$ref": f"#/components/responses/Refused{code}"} for code in (*REFUSALS, *REFUSED_DEEDS)},
        },
    }


def _get_job() -> Document:
    key: Document = {
        "name": "key",
        "in": "path",
        "required": True,
        "schema": dict(NUMBER),
        "description": "Its number.",
    }
    return {
        "operationId": "get-job",
        "summary": "How far work that was asked for has come",
        "tags": ["jobs"],
        "parameters": [key],
        "responses": _responses("Job", ETAG, without=("403",)),
    }


def _get_one(resource: Resource, name: str) -> Document:
    return {
        "operationId": f"get-{resource.name}",
        "summary": f"One of {resource.name}",
        "tags": [resource.name],
        "parameters": [
            _key(resource),
            *(_parameter(parameter) for parameter in parameters.for_one(resource)),
        ],
        "responses": _responses(name, ETAG),
    }


def _parameter(parameter: Parameter) -> Document:
    said: Document = {"name": parameter.name, "in": "query", "required": False, "description": parameter.about}
    if parameter.many or parameter.listed:
        said["schema"] = {"type": "array", "items": dict(parameter.schema), "minItems": 1, "maxItems": parameters.MANY}
        said |= {"style": "form", "explode": parameter.many}
    else:
        said["schema"] = dict(parameter.schema)
    return said


def _responses(name: str, headers: Document, without: Sequence[str] = ()) -> Document:
    return {
        "200": {"description": "As asked.", "headers": {**headers, **HEADERS}, "content": _content(name)},
        "304": {"description": "Nothing changed since the `ETag` that was sent.", "headers": ETAG},
        **{code: {"$ref": f"#/components/responses/Refused{code}"} for code in REFUSALS if code not in without},
    }


def _content(name: str) -> Document:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _refusal(code: str, about: str) -> Document:
    headers: Document = {}
    if code == "401":
        headers["WWW-Authenticate"] = {"required": True, "schema": {"type": "string"}}
    if code in ("429", "503"):
        headers["Retry-After"] = {"required": True, "schema": {"type": "string"}}
    return {
        "description": about,
        "headers": headers,
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
