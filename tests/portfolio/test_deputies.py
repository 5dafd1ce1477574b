"""A deputy for some days: entrusted with the initiative on these days and on no other, on every page and in SQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.people.rules import Role
from app.plumbing import clock
from app.plumbing.access import where_allowed
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.policy import Actor, Entrusted
from app.plumbing.refusals import Refusal
from app.portfolio import services
from app.portfolio.models import Initiative, InitiativePerson
from app.portfolio.policy import POLICY, InitiativePermission
from app.portfolio.queries import initiative_facts, initiative_subject
from app.portfolio.rules.facts import Decision
from app.portfolio.rules.taking_part import Appointment, overlap
from app.portfolio.rules.words import PersonPart
from tests.operations.test_importing import file, refused, seeded
from tests.portfolio.factories import signed_in
from tests.portfolio.typed import filled
from tests.portfolio.worlds import World, a_world

__all__ = ["seeded"]

JULY = (date(2026, 7, 1), date(2026, 7, 31))
AGAIN = (date(2027, 7, 1), date(2027, 7, 31))


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


def added(initiative: int, decision: Decision) -> int:
    with unit_of_work(by=None):
        return services.add_part(services.PARTS["persons"], initiative, decision, version=None, on=JULY[0])


def deputy(world: World, days: tuple[date | None, date | None] = JULY) -> int:
    return added(world.a, Appointment(world.colleague, PersonPart.DEPUTY, *days))


@pytest.mark.db
@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 6, 30), False), (JULY[0], True), (JULY[1], True), (date(2026, 8, 1), False)],
    ids=str,
)
def test_a_deputy_is_entrusted_on_their_days_by_the_policy_and_by_its_sql(
    world: World, monkeypatch: pytest.MonkeyPatch, day: date, holds: bool
) -> None:
    deputy(world)
    monkeypatch.setattr(clock, "today", lambda: day)
    actor = Actor(world.colleague, frozenset({(Role.INITIATIVE_OWNER.value, world.mission)}))

    for predicate in (Entrusted(), POLICY[InitiativePermission.EDIT]):
        by_sql = set(
            db.session.scalars(
                select(Initiative.id).where(where_allowed(predicate, actor, initiative_facts(Initiative.id)))
            )
        )
        subjects = [subject for code in "ABCF" if (subject := initiative_subject(code)) is not None]
        assert by_sql == {subject.id for subject in subjects if predicate.holds(actor, subject)}
        assert (world.a in by_sql) is holds


@pytest.mark.db
def test_the_same_person_stands_in_again_next_year_but_not_twice_on_one_day(world: World) -> None:
    deputy(world)
    deputy(world, AGAIN)

    for days in ((JULY[1], None), (None, JULY[0]), (None, None), (date(2027, 7, 10), date(2027, 7, 11))):
        with pytest.raises(Refusal, match="on some of these days already"):
            deputy(world, days)
    db.session.rollback()
    rows = db.session.scalars(select(InitiativePerson.from_date).where(InitiativePerson.part == PersonPart.DEPUTY))
    assert sorted(filter(None, rows)) == [JULY[0], AGAIN[0]]


def test_there_is_one_owner_at_a_time(world: World) -> None:
    with pytest.raises(Refusal, match="is a deputy") as refused_:
        added(world.a, Appointment(world.colleague, PersonPart.OWNER, *JULY))
    assert refused_.value.field == "from_date"
    row = db.session.scalars(select(InitiativePerson.id).where(InitiativePerson.initiative_id == world.a)).one()
    with pytest.raises(Refusal, match="has an owner") as refused_, unit_of_work(by=None):
        decision = Appointment(world.owner, PersonPart.OWNER, date(2024, 1, 1), date(2026, 12, 31))
        services.edit_part(services.PARTS["persons"], world.a, row, decision, version=None, on=JULY[0])
    assert refused_.value.field == "to_date"


def test_spans_meet_at_both_ends() -> None:
    assert overlap(JULY, (JULY[1], None))
    assert not overlap(JULY, (date(2026, 8, 1), None))
    assert not overlap((None, date(2026, 6, 30)), JULY)
    assert overlap((None, None), JULY)


def test_the_page_says_who_stands_in_when_and_the_form_takes_the_days(
    world: World, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = signed_in(client, world.manager)
    form = "/portfolio/initiatives/A/persons/add"
    typed = {"person_id": str(world.colleague), "part": "deputy", "from_date": "01.07.2027", "to_date": "31.07.2027"}
    assert office.post(form, data={**filled(office.get(form).text), **typed}).status_code == 302

    page = office.get("/portfolio/initiatives/A").text
    assert "01.07.2027 til 31.07.2027" in page

    monkeypatch.setattr(clock, "today", lambda: AGAIN[0])
    assert "til 31.07.2027" in office.get("/portfolio/initiatives/A").text
    monkeypatch.setattr(clock, "today", lambda: date(2027, 8, 1))
    assert "Tidligere (1)" in " ".join(office.get("/portfolio/initiatives/A").text.split())


def test_a_deputy_sees_what_waits_on_their_days_only(
    world: World, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy(world, AGAIN)
    monkeypatch.setattr(clock, "today", lambda: AGAIN[0])
    assert signed_in(client, world.colleague).get("/portfolio/initiatives/A/facts").status_code == 200
    monkeypatch.setattr(clock, "today", lambda: date(2027, 8, 1))
    assert client.get("/portfolio/initiatives/A/facts").status_code == 403


def test_a_file_takes_the_days_too_and_is_held_to_the_same(seeded: Path) -> None:
    head = "initiative,person,part,from_date,to_date\n"
    from app.operations import importing

    rows = db.session.execute(
        select(Initiative.code, InitiativePerson.person_id).join(
            InitiativePerson, InitiativePerson.initiative_id == Initiative.id
        )
    ).first()
    assert rows is not None
    person = "P-OFFICE"
    faults = refused(
        file(
            seeded, "initiative-persons.csv",
            f"{head}{rows[0]},{person},deputy,2026-07-01,2026-07-31\n{rows[0]},{person},deputy,2026-07-20,\n",
        )
    )  # fmt: skip
    assert faults and all("has days in common" in fault for fault in faults)
    importing.apply(
        importing.read_own(
            file(
                seeded, "initiative-persons.csv",
                f"{head}{rows[0]},{person},deputy,2026-07-01,2026-07-31\n{rows[0]},{person},deputy,2027-07-01,2027-07-31\n",
            )
        ),
        by=None,
    )  # fmt: skip
    found = db.session.scalars(select(InitiativePerson.to_date).where(InitiativePerson.part == PersonPart.DEPUTY)).all()
    assert {JULY[1], AGAIN[1]} <= set(found)
