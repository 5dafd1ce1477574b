"""Somebody leaves: what is theirs in the portfolio goes to others in the same deed, or the deed is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.people.models import Person, RoleGrant
from app.people.rules import Role
from app.people.services import leaving, roles
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.leaving import NOBODY, Belonging, belongings_of, followers_of
from app.plumbing.record import Deed, verify
from app.plumbing.refusals import Changed, Refusal
from app.portfolio import services
from app.portfolio.models import Benefit, Initiative, InitiativePerson, Risk
from app.portfolio.queries import initiative_subject
from app.portfolio.rules.benefits import BenefitFacts
from app.portfolio.rules.delivery import RiskFacts
from app.portfolio.rules.facts import Decision
from app.portfolio.rules.taking_part import Appointment
from app.portfolio.rules.words import (
    BenefitClass,
    BenefitKind,
    Handling,
    PersonPart,
    RiskDimension,
    RiskNature,
    Trend,
)
from tests.missions.factories import named
from tests.portfolio.factories import a_person
from tests.portfolio.worlds import World, a_world

pytestmark = pytest.mark.db

DAY = date(2026, 11, 22)
BEFORE = date(2026, 11, 21)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "today", lambda: DAY)
    made = a_world()
    with unit_of_work(by=None):  # whoever closes an access must not be the last administrator
        named("person:role:grant", a_person("Anne", Role.ADMINISTRATOR))
    return made


def added(part: str, initiative: int, decision: Decision) -> int:
    with unit_of_work(by=None):
        version = db.session.get_one(Initiative, initiative, populate_existing=True).version
        return services.add_part(services.PARTS[part], initiative, decision, version=version, on=DAY)


def things(person_id: int) -> dict[str, Belonging]:
    return {one.key: one for _estate, one in belongings_of(person_id, on=DAY)}


def leave(person_id: int, heirs: Mapping[str, int | None], version: int | None = None) -> int:
    with unit_of_work(by=None):
        return leaving.leave(person_id, version, heirs, on=DAY, now=NOW)


def left_to(person_id: int, heir: int | None) -> int:
    return leave(person_id, dict.fromkeys(things(person_id), heir))


def parts(initiative: int) -> list[tuple[object, ...]]:
    db.session.rollback()
    x = InitiativePerson
    rows = db.session.execute(
        select(x.person_id, x.part, x.from_date, x.to_date).where(x.initiative_id == initiative).order_by(x.id)
    )
    return [tuple(row) for row in rows]


def a_risk(world: World, owner: int) -> int:
    return added(
        "risks",
        world.b,
        RiskFacts(
            code="R1", nature=RiskNature.THREAT, dimension=RiskDimension.TIME, cause="Fordi", event="Det kan skje",
            effect="Derfor", likelihood=2, consequence=3, handling=Handling.REDUCE, measure="Følges opp",
            trend=Trend.STEADY, owner_id=owner,
        ),
    )  # fmt: skip


def a_benefit(world: World, responsible: int) -> int:
    return added(
        "benefits",
        world.b,
        BenefitFacts(
            code="G1", title="Mindre tid", kind=next(iter(BenefitKind)), benefit_class=BenefitClass.NOT_PRICED,
            responsible_id=responsible,
        ),
    )  # fmt: skip


def test_an_owner_is_followed_by_another_from_today_and_was_the_owner_until_yesterday(world: World) -> None:
    assert left_to(world.owner, world.colleague) == 1

    assert parts(world.a) == [
        (world.owner, PersonPart.OWNER, date(2024, 1, 1), BEFORE),
        (world.colleague, PersonPart.OWNER, DAY, None),
    ]
    subject = initiative_subject("A")
    assert subject is not None and subject.entrusted_to == {world.colleague}
    assert not db.session.get_one(Person, world.owner).active
    assert not db.session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == world.owner)).all()
    assert verify().faults == ()


def test_everything_is_one_deed_filed_under_the_person(world: World) -> None:
    before = db.session.scalars(select(Deed.number).order_by(Deed.number.desc())).first() or 0
    a_risk(world, world.owner)

    left_to(world.owner, world.colleague)

    (_risk, deed) = db.session.execute(
        select(Deed.act, Deed.subject_table, Deed.subject_id).where(Deed.number > before).order_by(Deed.number)
    ).all()
    assert tuple(deed) == ("person:access:deactivate", "person", world.owner)


def test_risks_and_benefits_are_handed_over_one_by_one_and_may_be_left_to_nobody(world: World) -> None:
    risk, benefit = a_risk(world, world.owner), a_benefit(world, world.owner)
    found = things(world.owner)
    assert sorted(one.kind for one in found.values()) == ["Gevinstansvarlig", "Risikoeier", "Tiltakseier"]
    owner = next(key for key in found if key.startswith("part_"))

    leave(world.owner, {owner: world.colleague, f"risk_{risk}": world.manager, f"benefit_{benefit}": None})

    assert db.session.get_one(Risk, risk).owner_id == world.manager
    assert db.session.get_one(Benefit, benefit).responsible_id is None
    assert not things(world.owner)


def test_a_closed_risk_stays_with_whoever_had_it(world: World) -> None:
    risk = a_risk(world, world.owner)
    with unit_of_work(by=None):
        row = db.session.get_one(Risk, risk)
        row.closed_on = BEFORE
        named("initiative:part:edit", row)

    left_to(world.owner, world.colleague)

    assert db.session.get_one(Risk, risk).owner_id == world.owner


def test_an_initiative_is_not_left_to_nobody(world: World) -> None:
    (key,) = things(world.owner)

    with pytest.raises(Refusal, match="must have somebody") as refused:
        leave(world.owner, {key: None})

    assert refused.value.field == key
    assert db.session.get_one(Person, world.owner).active
    assert [row[0] for row in parts(world.a)] == [world.owner]


def test_whoever_takes_over_must_see_it_be_here_and_be_somebody_else(world: World) -> None:
    with unit_of_work(by=None):
        stranger = a_person("Uten rolle")
        closed = a_person("Sluttet", Role.INITIATIVE_OWNER, active=False)
        named("person:identity:add", stranger)
        ids = {"stranger": stranger.id, "closed": closed.id}

    for heir, words in ((ids["stranger"], "no role"), (ids["closed"], "is closed"), (world.owner, "who leaves")):
        with pytest.raises(Refusal, match=words):
            left_to(world.owner, heir)
    assert [row[0] for row in parts(world.a)] == [world.owner]


def test_what_came_to_them_while_the_page_was_open_is_not_passed_over(world: World) -> None:
    chosen = dict.fromkeys(things(world.owner), world.colleague)
    added("persons", world.b, Appointment(world.owner, PersonPart.OWNER, date(2026, 1, 1)))

    with pytest.raises(Refusal, match="has changed meanwhile"):
        leave(world.owner, chosen)


def test_two_who_close_the_same_access_meet(world: World) -> None:
    version = db.session.scalars(select(Person.version).where(Person.id == world.owner)).one()
    with unit_of_work(by=None):
        roles.grant_role(world.owner, Role.STEERING_GROUP, None)

    with pytest.raises(Changed):
        leave(world.owner, dict.fromkeys(things(world.owner), world.colleague), version)


def test_the_deputy_is_suggested_and_does_not_stand_in_for_themselves(world: World) -> None:
    added("persons", world.a, Appointment(world.colleague, PersonPart.DEPUTY, date(2026, 1, 1)))
    (one,) = things(world.owner).values()
    assert one.suggested == world.colleague and one.needs_somebody

    left_to(world.owner, world.colleague)

    assert parts(world.a) == [
        (world.owner, PersonPart.OWNER, date(2024, 1, 1), BEFORE),
        (world.colleague, PersonPart.DEPUTY, date(2026, 1, 1), BEFORE),
        (world.colleague, PersonPart.OWNER, DAY, None),
    ]


def test_a_deputy_lapses_unless_somebody_is_chosen_and_is_never_the_owner(world: World) -> None:
    added("persons", world.a, Appointment(world.colleague, PersonPart.DEPUTY, date(2026, 1, 1), date(2026, 12, 24)))
    (one,) = things(world.colleague).values()
    assert one.suggested == NOBODY and not one.needs_somebody
    with pytest.raises(Refusal, match="does not stand in for themselves"):
        left_to(world.colleague, world.owner)

    left_to(world.colleague, world.manager)

    assert parts(world.a)[1:] == [
        (world.colleague, PersonPart.DEPUTY, date(2026, 1, 1), BEFORE),
        (world.manager, PersonPart.DEPUTY, DAY, date(2026, 12, 24)),
    ]


def test_what_would_have_begun_later_begins_then_for_the_other(world: World) -> None:
    first, last = date(2027, 7, 1), date(2027, 7, 31)
    added("persons", world.a, Appointment(world.colleague, PersonPart.DEPUTY, first, last))

    left_to(world.colleague, world.manager)

    assert parts(world.a)[1:] == [(world.manager, PersonPart.DEPUTY, first, last)]


def test_somebody_who_was_owner_once_can_be_so_again(world: World) -> None:
    left_to(world.owner, world.colleague)
    with unit_of_work(by=None):
        leaving.come_back(world.owner, None)
        roles_again = db.session.get_one(Person, world.owner)
        assert roles_again.active
    with unit_of_work(by=None):
        roles.grant_role(world.owner, Role.INITIATIVE_OWNER, world.mission)
    added("persons", world.a, Appointment(world.owner, PersonPart.OWNER, date(2026, 12, 1)))

    assert [(row[0], row[2], row[3]) for row in parts(world.a)] == [
        (world.owner, date(2024, 1, 1), BEFORE),
        (world.colleague, DAY, date(2026, 11, 30)),
        (world.owner, date(2026, 12, 1), None),
    ]


def test_whoever_edits_the_initiative_meanwhile_finds_out(world: World) -> None:
    version = db.session.get_one(Initiative, world.a).version

    left_to(world.owner, world.colleague)

    with pytest.raises(Changed), unit_of_work(by=None):
        appointment = Appointment(world.manager, PersonPart.CONTACT, DAY)
        services.add_part(services.PARTS["persons"], world.a, appointment, version=version, on=DAY)


def test_nothing_is_given_to_somebody_who_left_while_the_form_lay_open(world: World) -> None:
    left_to(world.owner, world.colleague)

    with pytest.raises(Refusal, match="has been closed") as refused:
        added("persons", world.b, Appointment(world.owner, PersonPart.OWNER, DAY))
    assert refused.value.field == "person_id"
    with pytest.raises(Refusal, match="has been closed"):
        a_risk(world, world.owner)
    with pytest.raises(Refusal, match="has been closed"):
        a_benefit(world, world.owner)


def test_nobody_is_erased_whose_things_would_be_nobodys(world: World) -> None:
    with pytest.raises(Refusal, match="hand it over first"), unit_of_work(by=None):
        leaving.erase(world.owner, on=DAY, now=NOW)

    left_to(world.owner, world.colleague)
    with unit_of_work(by=None):
        leaving.erase(world.owner, on=DAY, now=NOW)
    assert not followers_of(world.owner, on=DAY)
