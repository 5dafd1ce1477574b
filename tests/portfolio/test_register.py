"""The register: what is found, in which order, on which day, and at what price."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask, g

from app.missions.models import Mission
from app.missions.rules import Light
from app.people.rules import Role
from app.people.sign_in import SignedIn
from app.plumbing import record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db, opened
from app.plumbing.keys import sort_key
from app.plumbing.periods import Period, Precision
from app.plumbing.policy import Actor
from app.plumbing.provenance import Source
from app.plumbing.record import NOW, At, current_work
from app.portfolio.models import FundingLine, FundingSource, Initiative, Need
from app.portfolio.queries import Asked, Register, leads
from app.portfolio.rules.acts import Act
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Adoption, Instrument, Kind, LineState, Phase, Use
from app.reporting.columns import LIGHT
from app.steering import queries as steering
from app.steering.rules import Followed
from tests.portfolio.factories import (
    a_contribution,
    a_mission,
    a_person,
    a_report,
    a_round,
    an_area,
    an_initiative,
    an_organisation,
    appointed,
    kept,
    light_words,
    looking,
    named,
)
from tests.statements import statements

pytestmark = pytest.mark.db

DAY = date(2026, 11, 1)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def mission(app: Flask) -> int:
    """T2, T10 and ETI in one mission; a stranger in another."""
    with unit_of_work(by=None, at=MONDAY):
        mission, other = a_mission("barn"), a_mission("annet")
        light_words(mission)
        hdir = an_organisation("HDIR", "Helsedirektoratet")
        aare = an_organisation("AARE", "Åre kommune")
        first, second = an_area(mission, "1A"), an_area(mission, "3")
        t2 = an_initiative(
            mission, "T2", "Økonomisk ramme", lead_id=aare.id, phase=Phase.IDEA, kind=Kind.MONEY,
            build_likely_ore=100, planned_finish=Period(date(2027, 1, 1), Precision.YEAR),
        )  # fmt: skip
        t10 = an_initiative(
            mission, "T10", "Barnekoordinator", lead_id=hdir.id, phase=Phase.EXECUTION, source=Source.ILLUSTRATIVE,
            build_likely_ore=300, forecast_finish=Period(date(2026, 1, 1), Precision.QUARTER),
        )  # fmt: skip
        eti = an_initiative(mission, "ETI", "Enklere tilgang til informasjon", summary="Samler kilder")
        an_initiative(other, "ZZ", "Barnekoordinator i et annet oppdrag")
        a_contribution(t10, first, main=True)
        a_contribution(t10, second)
        a_contribution(t2, second, main=True)
        appointed(t10, a_person("Kari"))
        a_report(a_round(mission, "T1", date(2026, 4, 30)), eti, Light.YELLOW, mission)
        a_report(a_round(mission, "T2", date(2026, 8, 31)), t10, Light.RED, mission)
        named(Act.INITIATIVE_ADD, mission)
        return mission.id


def found(app: Flask, mission: int, *, at: At = NOW, **wishes: Any) -> list[str]:
    offered = wishes.get("offered", {})
    offers = {"light": LIGHT.offer(at, mission)} if offered or "light" in wishes.get("sort", "") else {}
    with looking(app):
        register = Register(Asked(mission_id=mission, day=DAY, **wishes), offers, at=at)
        rows = [row.code for row in register.rows()]
        assert register.counts().found == len(rows)
        first = register.page(1, 2)
        assert ([row.code for row in first.rows], first.counts) == (rows[:2], register.counts())
        beyond = register.page(99, 2)
        last = max(1, -(-len(rows) // 2))
        assert (beyond.number, [row.code for row in beyond.rows]) == (last, rows[2 * (last - 1) :])
        return rows


def test_only_the_missions_own_are_listed_in_natural_order_of_codes(app: Flask, mission: int) -> None:
    assert found(app, mission) == ["ETI", "T2", "T10"]


@pytest.mark.parametrize(
    ("wishes", "codes"),
    [
        ({"q": "okonomisk"}, ["T2"]),
        ({"q": "KILDER enklere"}, ["ETI"]),
        ({"q": "t02"}, ["T2"]),
        ({"q": "Åre"}, ["T2"]),
        ({"q": "100%"}, []),
        ({"area": "3"}, ["T2", "T10"]),
        ({"area": "none"}, ["ETI"]),
        ({"phase": "execution"}, ["T10"]),
        ({"phase": "none"}, ["ETI"]),
        ({"kind": "money"}, ["T2"]),
        ({"lead": "HDIR"}, ["T10"]),
        ({"lead": "none"}, ["ETI"]),
        ({"source": "illustrative"}, ["T10"]),
        ({"without_assignment": True}, ["ETI", "T2", "T10"]),
        ({"offered": {"light": "red"}}, ["T10"]),
        ({"offered": {"light": "yellow"}}, []),  # ETI said so, but has been silent since
        ({"offered": {"light": "none"}}, ["ETI", "T2"]),
        ({"offered": {"light": "red"}, "area": "1A", "q": "barn"}, ["T10"]),
    ],
)
def test_a_filter_keeps_what_it_says(app: Flask, mission: int, wishes: dict[str, Any], codes: list[str]) -> None:
    assert found(app, mission, **wishes) == codes


@pytest.mark.parametrize(
    ("sort", "codes"),
    [
        ("-code", ["T10", "T2", "ETI"]),
        ("title", ["T10", "ETI", "T2"]),
        ("lead", ["T10", "T2", "ETI"]),
        ("-lead", ["T2", "T10", "ETI"]),  # what has none comes last either way
        ("phase", ["T2", "T10", "ETI"]),
        ("finish", ["T10", "T2", "ETI"]),
        ("-build", ["T10", "T2", "ETI"]),
        ("light", ["T10", "ETI", "T2"]),
    ],
)
def test_rows_sort_by_size_and_by_norwegian_order(app: Flask, mission: int, sort: str, codes: list[str]) -> None:
    assert found(app, mission, sort=sort) == codes


def test_a_row_tells_what_the_register_shows(app: Flask, mission: int) -> None:
    with looking(app):
        register = Register(Asked(mission, DAY, q="T10"), {"light": LIGHT.offer(NOW, mission)}, at=NOW)
        (row,) = register.rows()
        counts = register.counts()

    assert (counts.all, counts.found) == (3, 1)
    assert (row.title, row.owner, row.lead) == ("Barnekoordinator", "Kari", "Helsedirektoratet")
    assert row.finish == Period(date(2026, 1, 1), Precision.QUARTER)
    assert [(mark.code, mark.main) for mark in row.areas] == [("1A", True), ("3", False)]
    assert row.origins.all_illustrative
    assert (row.offered["light"]["word"], row.offered["light"]["stale"]) == ("vesentlige avvik", 0)


def test_the_past_keeps_its_titles_and_its_order(app: Flask, mission: int) -> None:
    with unit_of_work(by=None, at=TUESDAY):
        with looking(app):
            row = Register(Asked(mission, DAY, q="ETI"), {}, at=NOW).rows()[0]
        eti = opened(Initiative, row.id, None)
        eti.phase, eti.sort_key = Phase.IDEA, sort_key("Aller først")
        current_work().record(Act.INITIATIVE_EDIT, eti)

    before = record.at_day(date(2026, 3, 2))
    assert found(app, mission, sort="title") == ["ETI", "T10", "T2"]
    assert found(app, mission, sort="title", at=before) == ["T10", "ETI", "T2"]
    assert found(app, mission, phase="idea", at=before) == ["T2"]
    assert found(app, mission, at=record.at_day(date(2026, 3, 1))) == []


def test_my_own_are_those_entrusted_to_me_on_the_day(app: Flask, mission: int) -> None:
    with unit_of_work(by=None, at=TUESDAY), looking(app):
        rows = {row.code: row.id for row in Register(Asked(mission, DAY), {}, at=NOW).rows()}
        me = a_person("Ola")
        for code, until in (("ETI", date(2026, 10, 31)), ("T2", None)):
            part = appointed(Initiative(id=rows[code]), me, from_date=date(2026, 1, 1), to_date=until)
        named(Act.PERSON_PUT, part)

    assert found(app, mission, entrusted_to=me.id) == ["T2"]


def test_the_number_of_statements_does_not_grow_with_the_rows(app: Flask, mission: int) -> None:
    def price() -> int:
        with looking(app), statements() as said:
            register = Register(Asked(mission, DAY), {"light": LIGHT.offer(NOW, mission)}, at=NOW)
            register.page(1, 25)
            leads(mission, at=NOW)
        return len(said)

    few = price()
    with unit_of_work(by=None, at=TUESDAY):
        row = db.session.get_one(Mission, mission)
        for number in range(30):
            an_initiative(row, f"N{number}", lead_id=an_organisation().id)
        named(Act.INITIATIVE_ADD, row)

    assert price() == few <= 7


def test_readers_of_another_mission_only_find_nothing(app: Flask, mission: int) -> None:
    with looking(app):
        actor = Actor(1, frozenset({(Role.STEERING_GROUP.value, mission + 1)}))
        g._login_user = SignedIn(id=1, actor=actor, display_name="", language="nb", sign_in_id=0)
        assert Register(Asked(mission, DAY), {}, at=NOW).rows() == []


@pytest.fixture
def adopted(app: Flask) -> int:
    """P1 has all it needs; P2 has not begun; P3 lacks money to run; R1 was stopped; N1 was not adopted."""
    with unit_of_work(by=None, at=MONDAY):
        mission = a_mission("vedtatt")
        source = kept(FundingSource(code="KILDE", name="Kilden", instrument=Instrument.SUBSIDY))
        for code, adoption, state in (
            ("P1", Adoption.PRIORITISED, State.ONGOING),
            ("P2", Adoption.PRIORITISED, State.IN_PORTFOLIO),
            ("P3", Adoption.PRIORITISED, State.DELIVERED),
            ("R1", Adoption.RECOMMENDED, State.STOPPED),
            ("N1", None, State.PROPOSED),
        ):
            row = an_initiative(mission, code, adoption=adoption, state=state)
            in_order = code in ("P1", "P2")
            # Granted as one total without a year, and more than is needed: it fills no other use's lack.
            build = 900 if in_order or code == "P3" else 299
            for part in (
                Need(year=2027, use=Use.BUILD, amount_ore=300),
                Need(year=2028, use=Use.RUN, amount_ore=100),
                FundingLine(source_id=source.id, use=Use.BUILD, state=LineState.GRANTED, amount_ore=build),
                FundingLine(
                    source_id=source.id, use=Use.RUN, year=2028, amount_ore=100,
                    state=LineState.GRANTED if in_order else LineState.APPLIED,
                ),
            ):  # fmt: skip
                part.initiative_id = row.id
                kept(part)
        other = a_mission("enda-et")
        an_initiative(other, "X9", adoption=Adoption.PRIORITISED)
        named(Act.INITIATIVE_ADD, mission)
        return mission.id


@pytest.mark.parametrize(
    ("wishes", "codes"),
    [
        ({"adoption": "prioritised"}, ["P1", "P2", "P3"]),
        ({"adoption": "recommended"}, ["R1"]),
        ({"adoption": "none"}, ["N1"]),
        ({"lacks": "progress"}, ["N1", "P2", "R1"]),
        ({"lacks": "money"}, ["N1", "P3"]),  # what was stopped needs none
        ({"adoption": "prioritised", "lacks": "progress"}, ["P2"]),
        ({"adoption": "prioritised", "lacks": "money"}, ["P3"]),
        ({"sort": "adoption"}, ["P1", "P2", "P3", "R1", "N1"]),
        ({"sort": "-adoption"}, ["R1", "P1", "P2", "P3", "N1"]),
        ({"sort": "adoption", "lacks": "progress"}, ["P2", "R1", "N1"]),
    ],
)
def test_what_was_adopted_and_what_became_of_it_can_be_asked_for(
    app: Flask, adopted: int, wishes: dict[str, Any], codes: list[str]
) -> None:
    assert found(app, adopted, **wishes) == codes
    assert found(app, adopted, **wishes, at=record.at_day(date(2026, 3, 2))) == codes


def test_the_roll_up_counts_what_became_of_what_was_adopted(app: Flask, adopted: int) -> None:
    for at in (NOW, record.at_day(date(2026, 3, 2))):
        counted = steering.adopted(adopted, at=at)
        assert counted.rows == {
            Adoption.PRIORITISED: Followed(number=3, idle=1, short=1),
            Adoption.RECOMMENDED: Followed(number=1, idle=1, short=0),
        }
        assert counted.neither == 1
