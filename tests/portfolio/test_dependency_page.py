"""The page of dependencies: what is listed, how it is narrowed, and what the whole network says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.missions.models import Mission
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.periods import Period
from app.plumbing.record import At
from app.portfolio import queries
from app.portfolio.models import Condition, ConditionStep, Dependency, ExternalNode, Initiative, InitiativeCondition
from app.portfolio.queries import AskedTies, Web
from app.portfolio.rules.acts import Act
from app.portfolio.rules.life import State
from app.portfolio.rules.words import ConditionKind, ConditionStage, ConditionTie, DependencyKind
from tests.portfolio.factories import (
    a_mission,
    an_initiative,
    an_organisation,
    dated,
    kept,
    looking,
    named,
)
from tests.statements import statements
from tests.walk import browser_of

pytestmark = pytest.mark.db

DAY = date(2026, 11, 22)
FINISH, START, _TOGETHER, SHARED = DependencyKind


def day(year: int, month: int = 1) -> Period:
    return Period(date(year, month, 1))


def waits(mission: int, one: Initiative, other: Initiative | ExternalNode, kind: DependencyKind = FINISH) -> Dependency:
    needs = {"needs_id": other.id} if isinstance(other, Initiative) else {"external_node_id": other.id}
    return kept(Dependency(mission_id=mission, initiative_id=one.id, kind=kind, **needs))


@pytest.fixture
def mission(app: Flask) -> int:
    """T2 waits for T10 (late) and for X1; T10 for T1, which is delivered; T3 shares with T10 and waits for an act."""
    with unit_of_work(by=None):
        mission, other = a_mission("barn"), a_mission("annet")
        hdir = an_organisation("HDIR", "Helsedirektoratet")
        t1 = an_initiative(mission, "T1", state=State.DELIVERED, actual_start=day(2025), actual_finish=day(2026))
        t2 = an_initiative(mission, "T2", planned_start=day(2027), planned_finish=day(2028))
        t3 = an_initiative(mission, "T3", lead_id=hdir.id, planned_start=day(2030), planned_finish=day(2031))
        t10 = an_initiative(mission, "T10", planned_start=day(2026, 12), planned_finish=day(2027, 6))
        node = kept(
            ExternalNode(mission_id=mission.id, code="X1", title="ID-porten", **dated("expected", day(2026, 12)))
        )
        act = kept(Condition(mission_id=mission.id, code="L1", kind=ConditionKind.LAW, title="Lov om deling"))
        kept(
            ConditionStep(condition_id=act.id, stage=ConditionStage.IN_FORCE, position=1, **dated("planned", day(2031)))
        )
        kept(
            InitiativeCondition(
                mission_id=mission.id, initiative_id=t3.id, condition_id=act.id, tie=ConditionTie.WAITS_FOR
            )
        )
        waits(mission.id, t2, t10)
        waits(mission.id, t2, node)
        waits(mission.id, t10, t1)
        waits(mission.id, t3, t10, SHARED)
        waits(other.id, an_initiative(other, "Z1"), an_initiative(other, "Z2"))
        named(Act.INITIATIVE_ADD, mission)
        return mission.id


def listed(app: Flask, mission: int, **wishes: Any) -> list[tuple[str, str]]:
    with looking(app):
        page = queries.ties(AskedTies(mission, **wishes), 1, 25, at=At())
        assert page.found == len(page.rows)
        return [(row.waiting.code, row.needed.code) for row in page.rows]


def test_each_tie_of_the_mission_stands_once_in_the_order_of_codes(app: Flask, mission: int) -> None:
    assert listed(app, mission) == [("T2", "T10"), ("T2", "X1"), ("T3", "T10"), ("T10", "T1")]


@pytest.mark.parametrize(
    ("wishes", "pairs"),
    [
        ({"initiative": "T1"}, [("T10", "T1")]),
        ({"initiative": "T99"}, []),
        ({"body": "HDIR"}, [("T3", "T10")]),
        ({"kind": "shared_solution"}, [("T3", "T10")]),
        ({"until": "open"}, [("T2", "T10"), ("T2", "X1")]),
        ({"until": "late"}, [("T2", "T10")]),
        ({"until": "late", "kind": "shared_solution"}, []),
        ({"sort": "needs"}, [("T10", "T1"), ("T2", "T10"), ("T3", "T10"), ("T2", "X1")]),
        ({"sort": "-until"}, [("T2", "T10"), ("T3", "T10"), ("T2", "X1"), ("T10", "T1")]),
        ({"sort": "slack"}, [("T2", "T10"), ("T2", "X1"), ("T3", "T10"), ("T10", "T1")]),
        ({"sort": "-slack"}, [("T2", "X1"), ("T2", "T10"), ("T3", "T10"), ("T10", "T1")]),
    ],
)
def test_the_list_is_narrowed_and_sorted(
    app: Flask, mission: int, wishes: dict[str, str], pairs: list[tuple[str, str]]
) -> None:
    assert listed(app, mission, **wishes) == pairs


def test_pages_beyond_the_last_are_the_last(app: Flask, mission: int) -> None:
    with looking(app):
        for wishes in ({}, {"until": "open"}):
            page = queries.ties(AskedTies(mission, **wishes), 9, 1, at=At())
            assert (page.number, len(page.rows)) == (page.found, 1)


def web_of(app: Flask, mission: int) -> Web:
    with looking(app):
        return queries.web(mission, on=DAY, at=At())


def keys(web: Web) -> dict[str, str]:
    return {row.code: key for key, row in web.nodes.items()}


def test_the_network_holds_what_still_waits_and_the_act_ends_the_longest_chain(app: Flask, mission: int) -> None:
    web = web_of(app, mission)

    assert [node.code for node, _ in web.chain] == ["L1", "T3"]
    assert sorted(web.nodes[key].code for key in web.network.placed) == ["L1", "T10", "T2", "T3", "X1"]


def test_one_blocker_frees_those_who_wait_for_nothing_else(app: Flask, mission: int) -> None:
    web = web_of(app, mission)
    at = keys(web)

    assert (web.freed(at["T10"]).behind, web.freed(at["T10"]).at_once) == (1, ())
    assert web.freed(at["L1"]).at_once == (at["T3"],)
    assert {row.node.code: row.behind for row in web.blockers} == {"T10": 1, "X1": 1, "L1": 1}


def test_the_number_of_statements_does_not_grow(app: Flask, mission: int) -> None:
    def asked() -> int:
        with looking(app), statements() as sent:
            queries.ties(AskedTies(mission), 1, 25, at=At())
            queries.web(mission, on=DAY, at=At())
        return len(sent)

    before = asked()
    with unit_of_work(by=None):
        barn = db.session.get_one(Mission, mission)
        t10 = db.session.scalars(select(Initiative).where(Initiative.code == "T10")).one()
        for number in range(20):
            waits(mission, an_initiative(barn, f"U{number}"), t10)
        named(Act.INITIATIVE_ADD, barn)

    assert asked() == before <= 11


@pytest.fixture
def pages(seeded_app: Flask) -> FlaskClient:
    return browser_of(seeded_app, Role.STEERING_GROUP)


def test_the_page_tells_the_chain_first_and_takes_the_seeds_longest(pages: FlaskClient) -> None:
    text = pages.get("/portfolio/dependencies").text

    assert "31. desember 2032" in text
    assert text.index('<svg class="net-drawing"') < text.index('id="list"')


@pytest.mark.parametrize("query", ["kind=love", "until=never", "sort=name", "chain=2"])
def test_an_answer_no_list_has_is_a_bad_request(pages: FlaskClient, query: str) -> None:
    assert pages.get(f"/portfolio/dependencies?{query}").status_code == 400


def test_one_initiatives_surroundings_and_an_earlier_day(pages: FlaskClient) -> None:
    assert "T42" in pages.get("/portfolio/dependencies?initiative=T06").text
    assert pages.get("/portfolio/dependencies?initiative=NOBODY").status_code == 200
    assert pages.get("/portfolio/dependencies?as_of=2024-01-01").status_code == 200
    assert pages.get("/portfolio/dependencies?as_of=2001-01-01").status_code == 200
