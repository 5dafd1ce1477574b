"""The OpenAPI document is valid, complete and true: what schemathesis makes from it is answered as it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextvars import copy_context
from typing import Any

import pytest
from flask import Flask
from flask.globals import _cv_app
from hypothesis import HealthCheck, Phase, assume, given, seed, settings

from app.assembly import RESOURCES
from app.people.rules import Role, Scope
from app.plumbing.limits import limiter
from tests.api.programs import Program, demo_person, token_of

Programs = Callable[..., Program]

# Those of the contract that have tables, and what weighing and meetings added. Plans come with theirs.
COLLECTIONS = {
    "missions", "challenge-areas", "influences", "indicators", "measurements", "organisations", "people", "initiatives",
    "contributions", "participation", "evidence", "dependencies", "conditions", "funding-sources", "needs",
    "funding-lines", "benefits", "deliverables", "risks", "gates", "criteria", "scores", "score-opinions",
    "weighings", "reporting-rounds",
    "status-reports", "scenarios", "meetings", "agenda-items", "decisions", "record",
}  # fmt: skip


@pytest.fixture
def document(seeded_app: Flask) -> dict[str, Any]:
    answer = seeded_app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200 and answer.json
    return dict(answer.json)


def test_every_collection_of_the_contract_is_there(document: dict[str, Any]) -> None:
    assert {resource.name for resource in RESOURCES} == COLLECTIONS
    assert set(document["paths"]) == {
        *(path for name in COLLECTIONS for path in (f"/api/v1/{name}", f"/api/v1/{name}/{{key}}")),
        "/api/v1/scenarios/{key}/solve",
        "/api/v1/jobs/{key}",
    }


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    from schemathesis import openapi

    openapi.from_dict(document).validate()
    broken = {**document, "paths": {"/x": {"get": {"parameters": [{"name": "q"}]}}}}
    with pytest.raises(Exception, match="x"):
        openapi.from_dict(broken).validate()


def test_every_field_of_every_row_is_described(document: dict[str, Any], seeded_app: Flask, program: Programs) -> None:
    office = program(demo_person(Role.PROGRAMME_MANAGER))
    for resource in RESOURCES:
        listed = document["components"]["schemas"][resource.called]["properties"]
        rows = office.data(f"/{resource.name}?limit=200")
        assert rows, resource.name
        assert all(list(row) == list(listed) for row in rows), resource.name


def test_the_description_is_kept_by_whoever_has_it(seeded_app: Flask) -> None:
    client = seeded_app.test_client()
    tag = client.get("/api/v1/openapi.json").headers["ETag"]

    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": tag}).status_code == 304


@pytest.fixture
def answering(seeded_app: Flask) -> Iterator[Callable[..., Iterable[bytes]]]:
    """The application as a server calls it: each request in a context of its own, and without limits."""

    def called(environ: Any, start: Any) -> Iterable[bytes]:
        def outside() -> Iterable[bytes]:
            _cv_app.set(None)  # type: ignore[arg-type]  # as in tests.conftest.FreshClient
            return list(seeded_app.wsgi_app(environ, start))

        return copy_context().run(outside)

    limiter.enabled = False
    yield called
    limiter.enabled = True


def written_as_text(case: Any) -> bool:
    """Whether a number stands where a list of texts is asked for: in an address it is the text it is written as."""
    texts = {
        one.name
        for one in case.operation.query
        if one.definition["schema"].get("items", {}).get("type") == "string"
        and "enum" not in one.definition["schema"]["items"]
    }
    given = [some for name, some in (case.query or {}).items() if name in texts]
    parts = [part for some in given for part in (some if isinstance(some, list) else [some])]
    return any(isinstance(part, int | float) for part in parts)


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_what_is_made_from_the_document_is_answered_as_it_says(seeded_app: Flask, answering: Any, mode: str) -> None:
    """All checks of schemathesis; the whole of it is ``schemathesis run`` against a server (docs/developing.md)."""
    from schemathesis import GenerationMode, openapi

    token = token_of(demo_person(Role.PROGRAMME_MANAGER), scope=Scope.SOLVE)
    office = Program(seeded_app.test_client(), token)
    keys = {r.name: office.data(f"/{r.name}?limit=1")[0][r.key] for r in RESOURCES}
    asked = office.post("/scenarios/A1/solve").json
    assert asked
    keys["jobs"] = asked["id"]
    schema = openapi.from_wsgi("/api/v1/openapi.json", answering)
    calls = 0
    for result in schema.get_all_operations():
        operation: Any = getattr(result, "ok")()  # noqa: B009 - a fault has none, and fails here

        @seed(2026)
        @settings(
            max_examples=3, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=GenerationMode(mode)))
        def holds(case: Any) -> None:
            nonlocal calls
            assume(not written_as_text(case))
            calls += 1
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"})
            if "key" in case.path_parameters and mode == "positive":
                case.path_parameters["key"] = keys[case.path.split("/")[3]]
                case.call_and_validate(headers={"Authorization": f"Bearer {token}"})

        holds()

    assert calls >= 2 * len(COLLECTIONS)
