"""Every refusal below ``/api`` is a problem document (RFC 9457), whatever its cause; limits say when to come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.people.rules import Role
from app.plumbing.api import reading
from app.plumbing.limits import limiter
from tests.api.programs import Program, demo_person

Programs = Callable[..., Program]


@pytest.fixture
def office(seeded_app: Flask, program: Programs) -> Program:
    return program(demo_person(Role.PROGRAMME_MANAGER))


def is_problem(answer: TestResponse, code: int) -> dict[str, Any]:
    assert answer.status_code == code, answer.text
    assert answer.mimetype == "application/problem+json"
    said = answer.json
    assert said and {"type", "title", "status", "detail", "instance"} <= set(said)
    assert said["status"] == code and said["instance"] == answer.request.path and said["title"] and said["detail"]
    return said


def test_each_refusal_is_a_document(seeded_app: Flask, office: Program, program: Programs) -> None:
    reader = program(demo_person(Role.STEERING_GROUP))
    is_problem(office.get("/initiatives?limit=0"), 400)
    is_problem(office.get("/initiatives?q=%00"), 400)
    is_problem(seeded_app.test_client().get("/api/v1/initiatives"), 401)
    is_problem(reader.get("/record"), 403)
    is_problem(reader.get("/record/1"), 403)
    for path in (
        "/initiatives/NOPE",
        "/needs/999999",
        "/needs/x",
        "/nothing",
        "/plans",
        "/scenarios/A99",
        "/initiatives/ETI/x",
        "/",
    ):
        is_problem(office.get(path), 404)
    is_problem(seeded_app.test_client().get("/api/"), 404)
    is_problem(office.get("/initiatives", Accept="text/html"), 406)
    assert office.get("/initiatives", Accept="text/html, */*;q=0.1").status_code == 200
    foreign = office.client.get("/api/v1/missions", base_url="http://evil.example")
    is_problem(foreign, 400)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_is_written_yet(office: Program, method: str) -> None:
    for path in ("/initiatives", "/initiatives/ETI", "/scenarios/A1", "/jobs/1", "/openapi.json"):
        answer = office.client.open(
            f"/api/v1{path}", method=method, headers={"Authorization": f"Bearer {office.token}"}
        )
        is_problem(answer, 405)
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_head_and_options(office: Program) -> None:
    headers = {"Authorization": f"Bearer {office.token}"}
    got, head = office.get("/missions"), office.client.head("/api/v1/missions", headers=headers)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(got.data))
    options = office.client.options("/api/v1/missions")
    assert options.status_code == 200 and "GET" in options.headers["Allow"]
    # No page of another site may read with the reader's browser.
    assert not [name for name in (*options.headers.keys(), *got.headers.keys()) if name.startswith("Access-Control")]


def test_a_failure_of_ours_says_a_reference_and_no_more(
    seeded_app: Flask, office: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(reading, "rows", fails)
    said = is_problem(office.get("/initiatives"), 500)

    assert "secret" not in str(said)
    assert said["reference"] in caplog.text


def test_a_database_that_is_away_is_said_to_be(office: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    def fails(*_: Any) -> None:
        import sqlite3

        fault = sqlite3.OperationalError("database is locked")
        fault.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError("SELECT", {}, fault)

    monkeypatch.setattr(reading, "rows", fails)
    answer = office.get("/initiatives")

    is_problem(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0


def test_the_sentences_are_in_the_language_asked_for(office: Program) -> None:
    said = {
        language: office.get("/initiatives?limit=0", Accept_Language=language).json["errors"][0]["detail"]  # type: ignore[index]
        for language in ("en", "nb", "nn", "fr")
    }

    assert said["en"] == said["fr"] == "This must be a whole number from 1 to 200."
    assert said["nb"].startswith("Dette må være") and said["nn"].startswith("Dette må vere")


def test_a_token_that_asks_too_often_is_told_when_to_come_back(
    seeded_app: Flask, office: Program, program: Programs
) -> None:
    other = program(demo_person(Role.STEERING_GROUP))
    first = office.get("/missions/alvorlig-sykt-barn?fields=slug")
    assert first.headers["RateLimit-Limit"] == "600" and first.headers["RateLimit-Remaining"] == "599"
    for _ in range(599):
        office.get("/missions?limit=0")
    answer = office.get("/missions")

    is_problem(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert answer.headers["RateLimit-Remaining"] == "0"
    assert other.get("/missions").status_code == 200


def test_a_place_without_a_token_that_counts_is_slowed_down_and_others_are_not(
    seeded_app: Flask, office: Program
) -> None:
    limiter.reset()
    stranger = seeded_app.test_client()
    codes = [stranger.get("/api/v1/missions", headers={"Authorization": "Bearer x"}).status_code for _ in range(61)]

    assert codes == [401] * 60 + [429]
    assert office.get("/missions").status_code == 200
