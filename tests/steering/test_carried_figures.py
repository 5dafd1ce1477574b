"""What the roll-up carries on from deed to deed is what counting anew finds, whatever the deeds were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.missions.models import Mission, StatusWord
from app.missions.rules import Light, Strength
from app.operations.seeding import replay_synthetic
from app.people.models import Organisation
from app.plumbing import answers, totals
from app.plumbing.answers import Answers
from app.plumbing.committer import unit_of_work
from app.plumbing.db import Historied, db
from app.plumbing.record import NOW, At, current_work
from app.portfolio.models import (
    Contribution,
    FundingLine,
    FundingSource,
    Initiative,
    InitiativeMission,
    InitiativeText,
    Need,
    Participation,
)
from app.portfolio.rules.acts import Act
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Adoption, Commitment, LineState, Use
from app.reporting import queries as reporting
from app.reporting.models import Assessment, StatusReport
from app.reporting.rules import ReportState
from app.steering import queries
from app.steering.queries.adopted import adopted
from app.steering.queries.matters import matters
from tests.statements import statements

M = TypeVar("M", bound=Historied)

FIRST = 4
WORDS = ("green", "yellow", "red", "on_hold")
DAY = date(2026, 11, 22)


def nth(model: type[M], place: int) -> M:
    rows = db.session.scalars(select(model).order_by(model.id)).all()
    return rows[place % len(rows)]


def move(place: int, number: int) -> Historied:
    row = nth(Initiative, place)
    row.state = list(State)[number % len(State)]
    return row


def adopt(place: int, number: int) -> Historied:
    row = nth(InitiativeMission, place)
    row.adoption = [None, *Adoption][number % (1 + len(Adoption))]
    return row


def estimate(place: int, number: int) -> Historied:
    row = nth(Initiative, place)
    row.build_low_ore = row.build_high_ore = None
    row.build_likely_ore = number or None
    return row


def entitle(place: int, number: int) -> Historied:
    row = nth(InitiativeText, place)
    row.title = f"Called {number}"
    return row


def need(place: int, number: int) -> Historied:
    row = nth(Need, place)
    if number % 5 == 0:
        owner = row.initiative_id
        db.session.delete(row)
        return db.session.get_one(Initiative, owner)
    row.amount_ore = number if number % 2 else 0
    return row


def further_need(place: int, number: int) -> Historied:
    owner, year = nth(Initiative, place).id, 2026 + number % 9
    found = db.session.scalars(select(Need).filter_by(initiative_id=owner, year=year, use=Use.RUN)).first()
    row = found or Need(initiative_id=owner, year=year, use=Use.RUN, amount_ore=0)
    row.amount_ore += 1000 + number
    db.session.add(row)
    return row


def line(place: int, number: int) -> Historied:
    row = nth(FundingLine, place)
    row.amount_ore = number
    return row


def run_money(place: int, number: int) -> Historied:
    owner, year, source = nth(Initiative, place).id, 2026 + number % 9, nth(FundingSource, number).id
    key = {"initiative_id": owner, "source_id": source, "use": Use.RUN, "state": LineState.GRANTED, "year": year}
    row = db.session.scalars(select(FundingLine).filter_by(**key)).first() or FundingLine(**key, amount_ore=0)
    row.amount_ore = 500 + number
    db.session.add(row)
    return row


def strengthen(place: int, number: int) -> Historied:
    row = nth(Contribution, place)
    row.strength = list(Strength)[number % len(Strength)]
    row.main = row.main and number % 3 > 0
    return row


def reserve(place: int, number: int) -> Historied:
    row = nth(Participation, place)
    row.commitment = Commitment.WITH_RESERVATION if number % 2 else Commitment.CONFIRMED
    row.reservation, row.answered_on = f"Only if {number}", DAY
    return row


def report(place: int, number: int) -> Historied:
    row = nth(StatusReport, place)
    row.overall = WORDS[number % len(WORDS)]
    row.state = ReportState.RETURNED if number % 7 == 0 else ReportState.ACCEPTED
    row.returned_because = "Say more."
    return row


def doubt(place: int, number: int) -> Historied:
    row = nth(Assessment, place)
    row.overall = WORDS[number % len(WORDS)]
    return row


def rename_bodies(place: int, number: int) -> Historied:
    for row in db.session.scalars(select(Organisation).order_by(Organisation.id)):
        row.name = f"Body {number}"
    return row


def recolour(place: int, number: int) -> Historied:
    row = nth(StatusWord, place)
    row.light = list(Light)[number % len(Light)]
    return row


DEEDS = (
    move, adopt, estimate, entitle, need, further_need, line, run_money, strengthen, reserve, report, doubt,
    rename_bodies, recolour,
)  # fmt: skip


def do(deed: Callable[[int, int], Historied], place: int, number: int) -> None:
    with unit_of_work(by=None):
        current_work().record(Act.PART_EDIT, deed(place, number))


def mission() -> int:
    return db.session.scalars(select(Mission.id).where(Mission.slug == "synthetic")).one()


def figures(mission_id: int, at: At) -> list[Any]:
    return [
        queries.mission_money(mission_id, at=at),
        queries.cover_by_area(mission_id, at=at),
        reporting.standing(mission_id, first=FIRST, at=at),
        queries.light_moves(mission_id, first=FIRST, at=at),
        adopted(mission_id, at=at),
        queries.run_gaps(mission_id, 2026, 2032, limit=FIRST, at=at),
        matters(mission_id, on=DAY, first=FIRST, at=at),
    ]


@pytest.mark.db
def test_carried_on_is_as_counted_anew(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    replay_synthetic(60)
    mission_id = mission()
    figures(mission_id, NOW)

    @settings(max_examples=40, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 400), st.integers(0, 10_000)), max_size=3))
    def check(deeds: list[tuple[Callable[[int, int], Historied], int, int]]) -> None:
        for deed, place, number in deeds:
            do(deed, place, number)
        carried = figures(mission_id, NOW)
        with monkeypatch.context() as elsewhere:
            # A process that has just started; this one goes on from what it carries.
            elsewhere.setitem(app.extensions, "floke_answers", Answers())
            anew = figures(mission_id, NOW)
        assert carried == anew
        # The past of this very moment is the present, too.
        assert figures(mission_id, At(deed=answers.seen().number)) == anew

    check()


def test_after_a_deed_only_the_touched_are_asked_for(app: Flask) -> None:
    replay_synthetic(60)
    mission_id = mission()
    figures(mission_id, NOW)
    do(further_need, 3, 7)
    with statements(remembered=True) as said:
        queries.mission_money(mission_id, at=NOW)

    assert said
    assert all("need_history" in one or "funding_line_history" in one or "deed" in one for one in said)


def test_too_many_touched_are_counted_anew(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    replay_synthetic(60)
    mission_id = mission()
    figures(mission_id, NOW)
    monkeypatch.setattr(totals, "MANY", 1)
    do(further_need, 3, 7)
    do(further_need, 4, 7)

    found = queries.mission_money(mission_id, at=NOW)

    answers.known().forget()
    assert found == queries.mission_money(mission_id, at=NOW)
