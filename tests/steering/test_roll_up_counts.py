"""What the roll-up counts in the database is what one would count by hand, today and at any earlier moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.config import LANGUAGES
from app.missions.models import Mission
from app.missions.rules import Light, Strength
from app.operations.seeding import replay_synthetic
from app.people.models import Organisation
from app.plumbing.db import db
from app.plumbing.record import NOW, At, Deed
from app.portfolio.models import Contribution, Initiative, InitiativeMission, Participation
from app.portfolio.rules.words import Commitment
from app.reporting import queries as reporting
from app.reporting.queries import Confidence, Shown
from app.reporting.rules import PRESSING, TELLING, Difference
from app.steering import queries
from app.steering.queries.cover import COVERING
from app.steering.queries.matters import matters
from app.steering.rules import Question

FIRST = 7


def moments() -> list[At]:
    """Now, and a handful of deeds from the first to the last."""
    last = db.session.scalar(select(func.max(Deed.number))) or 0
    return [NOW, *(At(deed=max(1, last * part // 5)) for part in range(1, 6))]


def check_lights(mission_id: int, at: At) -> int:
    rows = reporting.confidence_by_initiative(mission_id, at=at)
    found = reporting.standing(mission_id, first=FIRST, at=at)

    order = {light: place for place, light in enumerate(TELLING)}
    presses = [row for row in rows if row.light in PRESSING or row.difference is Difference.WORSE]
    worst_first = sorted(presses, key=lambda row: order[row.light])
    assert found.counts == Counter(row.light for row in rows)
    assert list(found.counts) == sorted(found.counts, key=order.__getitem__)
    assert_shown(found.pressing, worst_first)
    assert_shown(found.calm, [row for row in rows if row not in presses])
    assert_shown(found.doubted, [row for row in worst_first if row.difference is Difference.WORSE])
    assert_shown(found.reds, [row for row in rows if row.light is Light.RED])
    return len(rows)


def assert_shown(shown: Shown, expected: list[Confidence]) -> None:
    assert shown.number == len(expected)
    assert list(shown.rows) == expected[:FIRST]


def check_cover(mission_id: int, at: At) -> None:
    initiative, part = at.of(Initiative), at.of(Contribution)
    latest = reporting.light_cells(mission_id, None, at=at)
    counted: defaultdict[int, Counter[str]] = defaultdict(Counter)
    lights: defaultdict[int, Counter[Light]] = defaultdict(Counter)
    for area, strength, main, one, state, build in db.session.execute(
        select(part.area_id, part.strength, part.main, initiative.id, initiative.state, initiative.build_likely_ore)
        .join(initiative, initiative.id == part.initiative_id)
        .where(part.mission_id == mission_id)
    ):
        if state not in COVERING:
            continue
        counted[area].update(
            contributing=1,
            strong=strength is Strength.STRONG,
            main=main,
            under_way=state.value == "ongoing",
            delivered=state.value in ("delivered", "in_realisation"),
            build_ore=build or 0 if main else 0,
        )
        if main:
            said = latest.get(one)
            lights[area][said["light"] if said and not said["stale"] else Light.NONE] += 1
    found = queries.cover_by_area(mission_id, at=at)
    assert {*found} == {*counted}
    for area, cover in found.items():
        assert {name: getattr(cover, name) for name in counted[area]} == counted[area]
        assert cover.lights == lights[area]


def check_all() -> None:
    mission_id = db.session.execute(
        select(Mission.id)
        .join(InitiativeMission, InitiativeMission.mission_id == Mission.id)
        .group_by(Mission.id)
        .order_by(func.count().desc())
    ).scalar()
    assert mission_id is not None
    numbers = []
    for at in moments():
        numbers.append(check_lights(mission_id, at))
        check_cover(mission_id, at)
        few, all_ = (queries.light_moves(mission_id, first=first, at=at) for first in (3, 1000))
        assert few.moves == all_.moves[:3]
        assert few.number == all_.number == len(all_.moves)
    assert numbers[0] > 2 * FIRST


def test_the_seed_is_counted_as_by_hand(seeded_app: Flask) -> None:
    check_all()


@pytest.mark.db
def test_two_hundred_made_up_ones_are_counted_as_by_hand(app: Flask) -> None:
    replay_synthetic(200)

    check_all()


def test_reservations_are_told_in_the_words_of_their_rows(seeded_app: Flask) -> None:
    mission_id = db.session.scalars(select(Mission.id).where(Mission.slug == "alvorlig-sykt-barn")).one()
    part, initiative, body = NOW.of(Participation), NOW.of(Initiative), NOW.of(Organisation)
    expected = {
        tuple(row)
        for row in db.session.execute(
            select(initiative.code, part.reservation, body.name)
            .join(initiative, initiative.id == part.initiative_id)
            .join(body, body.id == part.organisation_id)
            .where(part.commitment == Commitment.WITH_RESERVATION)
        )
    }

    told = matters(mission_id, on=date(2026, 11, 22), first=100, at=NOW)

    found = [row for row in told.rows if row.question is Question.RESERVATION]
    assert {(row.code, row.fact, row.body) for row in found} == expected
    assert expected
    assert all(row.title and row.title_language in LANGUAGES for row in found)
    assert told.number == len(told.rows)
