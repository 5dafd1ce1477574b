"""Who waits for whom: no circle is ever stored, also when two people try at once."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Event, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.plumbing.clock import today
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.refusals import Refusal
from app.portfolio import services
from app.portfolio.models import Dependency, Initiative
from app.portfolio.rules.waiting import DependencyFacts
from app.portfolio.rules.words import DependencyKind
from tests.portfolio.factories import signed_in
from tests.portfolio.test_editing_parts import version_of
from tests.portfolio.typed import filled
from tests.portfolio.worlds import World, a_world

DEPENDENCIES = services.PARTS["dependencies"]
WAITS = DependencyKind.FINISH_TO_START
SHARED = DependencyKind.SHARED_SOLUTION


def wait(one: int, other: int, kind: DependencyKind = WAITS, *, by: int | None = None) -> int:
    with unit_of_work(by=by):
        return services.add_part(DEPENDENCIES, one, DependencyFacts(other, None, kind), version=None, on=today())


def pairs() -> list[tuple[int, int | None]]:
    db.session.rollback()
    rows = db.session.execute(select(Dependency.initiative_id, Dependency.needs_id).order_by(Dependency.id))
    return [(row.initiative_id, row.needs_id) for row in rows]


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


@pytest.mark.db
def test_a_circle_is_refused_with_the_path_written_out(world: World) -> None:
    wait(world.c, world.f)
    wait(world.f, world.a, DependencyKind.START_TO_START)
    with pytest.raises(Refusal) as refused:
        wait(world.a, world.c)
    assert str(refused.value) == "This closes a circle in which nobody can begin: A → C → F → A."
    assert refused.value.field == "needs_id"
    assert pairs() == [(world.c, world.f), (world.f, world.a)]


def test_the_circle_stands_beside_the_question_and_what_was_typed_stays(world: World, client: FlaskClient) -> None:
    wait(world.c, world.f)
    wait(world.f, world.a)
    office = signed_in(client, world.manager)
    page = office.get("/portfolio/initiatives/A/dependencies/add")
    typed = {"kind": "finish_to_start", "needs_id": str(world.c), "reason": "Trenger modellen"}
    answer = office.post("/portfolio/initiatives/A/dependencies/add", data={**filled(page.text), **typed})
    assert answer.status_code == 422
    assert "A → C → F → A" in answer.text
    kept = filled(answer.text)
    assert {name: kept[name] for name in typed} == typed


def test_editing_a_dependency_may_not_close_a_circle_either(world: World) -> None:
    wait(world.c, world.a)
    row = wait(world.a, world.b)
    with pytest.raises(Refusal, match="A → C → A"), unit_of_work(by=None):
        services.edit_part(DEPENDENCIES, world.a, row, DependencyFacts(world.c, None, WAITS), version=None, on=today())


def test_a_shared_solution_makes_nobody_wait_and_is_stored_once(world: World) -> None:
    wait(world.a, world.c)
    before = version_of(world.a), version_of(world.c)
    row = wait(world.c, world.a, SHARED)
    assert pairs()[-1] == (world.a, world.c)
    assert (version_of(world.a), version_of(world.c)) == (before[0] + 1, before[1] + 1), "both have changed"
    with pytest.raises(Refusal, match="registered already"):
        wait(world.a, world.c, SHARED)
    with unit_of_work(by=None):
        services.remove_part(DEPENDENCIES, world.c, row, version=None)
    assert pairs() == [(world.a, world.c)]


def test_a_shared_solution_is_edited_from_either_side(world: World, client: FlaskClient) -> None:
    row = wait(world.a, world.c, SHARED)
    office = signed_in(client, world.manager)
    page = office.get(f"/portfolio/initiatives/C/dependencies/{row}/edit")
    assert filled(page.text)["needs_id"] == str(world.a), "seen from C, the other end is A"
    answer = office.post(
        f"/portfolio/initiatives/C/dependencies/{row}/edit", data={**filled(page.text), "kind": "finish_to_start"}
    )
    assert answer.status_code == 302
    assert pairs() == [(world.c, world.a)], "now C waits for A"


def test_nobody_waits_for_oneself_or_for_what_serves_no_common_mission(world: World) -> None:
    with pytest.raises(Refusal, match="itself"):
        wait(world.a, world.a)


@pytest.mark.parametrize("kind", [WAITS, SHARED])
def test_one_waits_for_another_initiative_or_for_something_outside(kind: DependencyKind) -> None:
    for needs, node in ((1, 1), (None, None)):
        with pytest.raises(Refusal, match="Choose one"):
            DependencyFacts(needs, node, kind).check(on=date(2026, 1, 1))


@pytest.mark.db
def test_who_comes_while_another_has_not_yet_saved_waits_and_then_sees_the_circle(real_app: Flask) -> None:
    with real_app.app_context():
        world = a_world()
    written, go_on, outcomes = Event(), Event(), []

    def first() -> None:
        with real_app.app_context(), unit_of_work(by=None):
            services.add_part(DEPENDENCIES, world.a, DependencyFacts(world.b, None, WAITS), version=None, on=today())
            written.set()
            go_on.wait(20)

    def second() -> None:
        with real_app.app_context():
            try:
                wait(world.b, world.a)
                outcomes.append("stored")
            except Refusal as refusal:
                outcomes.append(str(refusal))

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    assert written.wait(20)
    threads[1].start()
    threads[1].join(1)
    assert outcomes == [], "the second one waits for the first"
    go_on.set()
    for thread in threads:
        thread.join()
    assert outcomes == ["This closes a circle in which nobody can begin: B → A → B."]


@pytest.mark.db
def test_two_people_cannot_close_a_circle_between_them(real_app: Flask) -> None:
    with real_app.app_context():
        world = a_world()
    pairs_tried = [(world.a, world.b), (world.b, world.c), (world.c, world.a)] * 4
    barrier, outcomes = Barrier(len(pairs_tried)), []

    def attempt(one: int, other: int) -> None:
        with real_app.app_context():
            barrier.wait()
            try:
                wait(one, other)
                outcomes.append("stored")
            except Refusal as refusal:
                outcomes.append(str(refusal))

    threads = [Thread(target=attempt, args=pair) for pair in pairs_tried]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with real_app.app_context():
        stored = pairs()
        assert len(set(stored)) == len(stored) == 2, "the third side would close the circle"
        assert outcomes.count("stored") == 2
        assert len(outcomes) == len(pairs_tried)
        assert all("circle" in said or "already" in said for said in outcomes if said != "stored")
        assert db.session.scalar(select(Initiative.id).where(Initiative.id == world.a)) == world.a
