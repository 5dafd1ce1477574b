"""A program has an alternative solved: the token that may, the job that tells, the answer, and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.choices.models import Scenario
from app.choices.services import scenarios
from app.people.rules import Role, Scope
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.limits import limiter
from app.plumbing.queue import running, services
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import JobState
from app.plumbing.record import Deed
from tests.api.programs import Program, demo_person
from tests.api.test_problems import is_problem
from tests.api.test_who_may_read_what import HERE, a_scenario
from tests.api.test_who_may_read_what import world as world  # two missions, alternatives that are not shared
from tests.people import factories as people
from tests.walk import MISSION, browser_of

Programs = Callable[..., Program]


@pytest.fixture
def solver(seeded_app: Flask, program: Programs) -> Program:
    """The office, by a token that may have alternatives solved."""
    return program(demo_person(Role.PROGRAMME_MANAGER), scope=Scope.SOLVE)


def jobs() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Job).where(Job.name == "choices.solve")) or 0


def scenario_of(code: str) -> int:
    return db.session.scalars(select(Scenario.id).where(Scenario.code == code)).one()


def below(address: str) -> str:
    return address.removeprefix("/api/v1")


# --- the whole way ---------------------------------------------------------------------------------------------


def test_an_alternative_is_solved_and_the_answer_read(seeded_app: Flask, solver: Program) -> None:
    assert solver.get("/scenarios/A1").json["solution"] is None  # type: ignore[index]
    asked = solver.post("/scenarios/A1/solve")
    assert asked.status_code == 202 and asked.mimetype == "application/json"
    address = below(asked.headers["Location"])
    waiting = solver.get(address)
    assert waiting.json and waiting.json == asked.json
    assert waiting.json["state"] == "queued" and waiting.json["finished_at"] is None

    running.perform(waiting.json["id"])

    over = solver.get(address, If_None_Match=waiting.headers["ETag"])
    assert over.status_code == 200 and over.json
    assert (over.json["state"], over.json["progress"]) == ("done", 100)
    assert solver.get(address, If_None_Match=over.headers["ETag"]).status_code == 304
    one = solver.get(below(over.json["result"]))
    assert one.json and one.json["code"] == "A1"
    said = one.json["solution"]
    assert said["job"] == over.json["id"] and not said["stale"] and not said["clashes"]
    assert said["best"]["proven"] and float(said["best"]["value"]) > 0
    assert_whole(said)
    assert solver.get("/scenarios/A1?fields=solution").json["solution"] == said  # type: ignore[index]
    assert solver.get("/scenarios/A1", If_None_Match=one.headers["ETag"]).status_code == 304
    assert solver.get("/scenarios/A1?as_of=2026-11-03&fields=solution").json["solution"] is None  # type: ignore[index]


def assert_whole(said: dict[str, Any]) -> None:
    """The parts agree: what is core is in the best, and money is paid for what is chosen."""
    best, robust = said["best"], said["robust"]
    chosen = set(best["initiatives"])
    placed = {row["initiative"]: row for row in robust["initiatives"]}
    assert chosen <= set(placed)
    portfolios = [set(each["initiatives"]) for each in robust["portfolios"]]
    assert chosen in portfolios
    for code, row in placed.items():
        inside = sum(code in portfolio for portfolio in portfolios)
        assert row["inside"] == inside
        standing = {0: "exterior", len(portfolios): "core"}.get(inside, "borderline")
        assert row["standing"] == standing, code
    assert {line["initiative"] for line in best["paid"]} <= chosen
    shares = [float(each["best_for"]) for each in robust["portfolios"]]
    assert sum(shares) == pytest.approx(1)
    assert shares[portfolios.index(chosen)] > 0
    # What comes in and out from one sum to the next ends with what is chosen.
    bought: set[str] = set()
    for point in best["frontier"]["points"]:
        bought = (bought - set(point["goes_out"])) | set(point["comes_in"])
    assert best["frontier"]["complete"]
    assert (bought, best["frontier"]["points"][-1]["cost_ore"]) == (chosen, best["cost_ore"])
    assert {row["because"] for row in said["settled"]} <= {
        "goes_on", "must", "no_scores", "waits_for_no_scores", "waits_for_gone", "shut_out_by_delivered", "picked_out",
    }  # fmt: skip


def test_an_answer_is_stale_when_the_alternative_has_changed(seeded_app: Flask, solver: Program) -> None:
    job = solver.post("/scenarios/A1/solve").json["id"]  # type: ignore[index]
    running.perform(job)
    row_id = scenario_of("A1")
    with unit_of_work(by=None):
        scenarios.set_capacity(row_id, {}, version=None)

    said = solver.get("/scenarios/A1").json["solution"]  # type: ignore[index]
    assert said["stale"] and said["best"]["initiatives"]


def test_demands_that_clash_are_the_answer_too(seeded_app: Flask, solver: Program) -> None:
    with unit_of_work(by=None):
        scenarios.set_money(scenario_of("A1"), {}, version=None)
    job = solver.post("/scenarios/A1/solve").json["id"]  # type: ignore[index]
    running.perform(job)

    said = solver.get("/scenarios/A1").json["solution"]  # type: ignore[index]
    assert said["clashes"] and said["best"] is None and said["robust"] is None
    assert all(clash["demand"].partition(":")[2] for clash in said["clashes"])


def test_asked_for_again_while_it_waits_it_is_done_once(seeded_app: Flask, solver: Program, program: Programs) -> None:
    first = solver.post("/scenarios/A1/solve")
    other = program(people.a_person("", Role.PROGRAMME_MANAGER), scope=Scope.SOLVE)
    again = other.post("/scenarios/A1/solve")

    assert (again.status_code, again.headers["Location"]) == (202, first.headers["Location"])
    assert jobs() == 1
    # Whoever may ask for the same work may follow it, whoever was first.
    assert other.get(below(first.headers["Location"])).json == first.json
    assert solver.post("/scenarios/A2/solve").headers["Location"] != first.headers["Location"]
    with unit_of_work(by=None):
        services.stop(first.json["id"])  # type: ignore[index]
    assert solver.post("/scenarios/A1/solve").headers["Location"] != first.headers["Location"]


def test_asking_is_no_deed_and_the_job_knows_who_asked(seeded_app: Flask, solver: Program) -> None:
    before = db.session.scalar(select(func.max(Deed.number)))
    solver.post("/scenarios/A1/solve", data=b"{}", Content_Type="application/json")

    db.session.rollback()
    assert db.session.scalar(select(func.max(Deed.number))) == before
    row = db.session.scalars(select(Job).where(Job.name == "choices.solve")).one()
    assert (row.person_id, row.state) == (demo_person(Role.PROGRAMME_MANAGER), JobState.QUEUED)


def test_a_job_that_failed_says_why_in_the_language_asked_for(seeded_app: Flask, solver: Program) -> None:
    asked = solver.post("/scenarios/A1/solve")
    job = db.session.get_one(Job, asked.json["id"])  # type: ignore[index]
    job.state, job.finished_at = JobState.FAILED, clock.now()
    job.message = "The work was interrupted again and again."
    db.session.commit()

    said = {
        language: solver.get(below(asked.headers["Location"]), Accept_Language=language).json["message"]  # type: ignore[index]
        for language in ("en", "nb")
    }
    assert said["en"] == job.message and said["nb"] not in ("", said["en"])


# --- who may ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", Scope, ids=str)
@pytest.mark.parametrize("role", Role, ids=str)
def test_the_persons_permission_and_the_tokens_scope_both_count(
    seeded_app: Flask, program: Programs, role: Role, scope: Scope
) -> None:
    may = role is Role.PROGRAMME_MANAGER and scope is Scope.SOLVE
    answer = program(demo_person(role), scope=scope).post("/scenarios/A1/solve")

    assert answer.status_code == (202 if may else 403), answer.text
    if scope is Scope.READ:
        assert 'error="insufficient_scope"' in answer.headers["WWW-Authenticate"]
        assert 'scope="solve"' in answer.headers["WWW-Authenticate"]
    assert jobs() == (1 if may else 0)


@pytest.mark.parametrize("scope", Scope, ids=str)
def test_a_token_reads_as_much_whatever_else_it_may(seeded_app: Flask, program: Programs, scope: Scope) -> None:
    plain, both = (program(demo_person(Role.STEERING_GROUP), scope=each) for each in (Scope.READ, scope))

    assert plain.get("/scenarios").json == both.get("/scenarios").json
    assert plain.get("/record").status_code == both.get("/record").status_code == 403


def test_what_one_may_not_see_is_not_there_to_be_solved(world: Flask, program: Programs) -> None:
    mine = a_scenario(HERE, demo_person(Role.PROGRAMME_MANAGER))
    code = db.session.scalars(select(Scenario.code).where(Scenario.id == mine)).one()
    office = program(demo_person(Role.PROGRAMME_MANAGER), scope=Scope.SOLVE)
    colleague = program(people.a_person("", Role.PROGRAMME_MANAGER), scope=Scope.SOLVE)
    elsewhere = program(
        demo_person(Role.PROGRAMME_MANAGER),
        scope=Scope.SOLVE,
        mission_id=db.session.scalars(select(Scenario.mission_id).where(Scenario.code == "A2", Scenario.shared)).one(),
    )
    address = f"/scenarios/{code}/solve?mission={HERE}"

    is_problem(colleague.post(address), 404)  # not shared
    is_problem(elsewhere.post(address), 404)  # another mission than the token's
    assert jobs() == 0
    asked = office.post(address)
    assert asked.status_code == 202
    for other in (colleague, elsewhere):
        is_problem(other.get(below(asked.headers["Location"])), 404)
    assert office.get(below(asked.headers["Location"])).json == asked.json


def test_a_code_of_several_missions_asks_which_one_is_meant(world: Flask, program: Programs) -> None:
    office = program(demo_person(Role.PROGRAMME_MANAGER), scope=Scope.SOLVE)
    assert len(db.session.scalars(select(Scenario.id).where(Scenario.code == "A1")).all()) == 2

    said = is_problem(office.post("/scenarios/A1/solve"), 400)
    assert said["errors"][0]["field"] == "mission" and jobs() == 0
    asked = office.post(f"/scenarios/A1/solve?mission={MISSION}")
    assert asked.json and asked.json["result"] == f"/api/v1/scenarios/A1?mission={MISSION}"


def test_a_job_is_for_who_asked_for_the_administrator_and_for_who_may_ask(
    seeded_app: Flask, solver: Program, program: Programs
) -> None:
    address = below(solver.post("/scenarios/A1/solve").headers["Location"])
    sees = {role: program(demo_person(role)).get(address).status_code for role in Role}

    assert sees == {
        Role.ADMINISTRATOR: 200, Role.PROGRAMME_MANAGER: 200, Role.STEERING_GROUP: 404, Role.INITIATIVE_OWNER: 404,
    }  # fmt: skip
    is_problem(seeded_app.test_client().get(f"/api/v1{address}"), 401)


def test_other_jobs_and_other_words_are_no_address(seeded_app: Flask, solver: Program) -> None:
    with unit_of_work(by=demo_person(Role.PROGRAMME_MANAGER)):
        other = services.promise("record.verify")
    for key in (other, 999999, "x", "1e3", "-1", "0"):
        is_problem(solver.get(f"/jobs/{key}"), 404)
    address = below(solver.post("/scenarios/A1/solve").headers["Location"])
    assert is_problem(solver.get(f"{address}?x=1"), 400)["errors"][0]["field"] == "x"


def test_a_cookie_alone_has_nothing_solved(seeded_app: Flask) -> None:
    browser = browser_of(seeded_app, Role.PROGRAMME_MANAGER)
    assert browser.get("/choices/scenarios").status_code == 200
    is_problem(browser.post("/api/v1/scenarios/A1/solve"), 401)
    is_problem(browser.post("/api/v1/scenarios/A1/solve", data={"csrf_token": "x"}), 401)

    assert jobs() == 0


# --- refusals --------------------------------------------------------------------------------------------------


def test_what_is_archived_is_not_solved(seeded_app: Flask, solver: Program) -> None:
    with unit_of_work(by=None):
        scenarios.archive_scenario(scenario_of("A1"), on=clock.today(), version=None)

    assert "archived" in is_problem(solver.post("/scenarios/A1/solve", Accept_Language="en"), 422)["detail"]
    assert jobs() == 0


def test_what_cannot_be_understood_asks_for_nothing(seeded_app: Flask, solver: Program) -> None:
    assert is_problem(solver.post("/scenarios/A1/solve?as_of=2026-01-01"), 400)["errors"][0]["field"] == "as_of"
    assert is_problem(solver.post("/scenarios/A1/solve", data=b'{"seconds": 5}'), 400)["errors"][0]["field"] == "body"
    assert is_problem(solver.post("/scenarios/A1/solve?mission="), 400)["errors"][0]["field"] == "mission"
    is_problem(solver.post("/scenarios/A99/solve"), 404)
    is_problem(solver.post(f"/scenarios/A1/solve?mission={MISSION}x"), 404)
    is_problem(solver.post("/scenarios/A1/solve", Accept="text/html"), 406)
    answer = solver.get("/scenarios/A1/solve")
    is_problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert jobs() == 0


def test_nobody_has_more_than_sixty_solved_in_an_hour(seeded_app: Flask, solver: Program, program: Programs) -> None:
    limiter.reset()
    second = program(demo_person(Role.PROGRAMME_MANAGER), scope=Scope.SOLVE)
    codes = [solver.post("/scenarios/A99/solve").status_code for _ in range(60)]
    answer = second.post("/scenarios/A1/solve")

    assert codes == [404] * 60
    is_problem(answer, 429)
    assert 60 < int(answer.headers["Retry-After"]) <= 3601
    assert second.get("/scenarios/A1").status_code == 200
    assert (
        program(people.a_person("", Role.PROGRAMME_MANAGER), scope=Scope.SOLVE).post("/scenarios/A1/solve").status_code
        == 202
    )
