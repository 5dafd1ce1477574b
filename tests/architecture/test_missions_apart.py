"""Whoever has a role in one mission learns nothing of another and changes nothing in it, whatever address is tried.

The mission of the seed is the other one here; a small foreign file makes the mission in which the roles are held.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.choices.models import Criterion, CriterionText
from app.missions.models import Area, AreaText, Assignment, Evidence, Indicator, IndicatorText, Mission, MissionText
from app.operations import importing
from app.operations.importing import mapping
from app.people.models import SignIn
from app.people.rules import Proof, Role
from app.people.services import roles
from app.people.sign_in import SESSION_KEY, key_hash
from app.plumbing import clock, record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import Historied, db
from app.plumbing.limits import limiter
from app.plumbing.record import NOW, current_work
from app.portfolio import services
from app.portfolio.models import (
    Benefit,
    Condition,
    Contribution,
    ExternalNode,
    Initiative,
    InitiativeAssignment,
    InitiativeMission,
    InitiativeText,
)
from app.portfolio.queries.history import history
from app.portfolio.rules.taking_part import MissionPlace
from app.portfolio.rules.words import BenefitClass, BenefitKind
from app.reporting.models import ReportingRound
from tests.operations.test_foreign import MAPPING, QUIRKS
from tests.people import factories as people
from tests.portfolio.typed import filled
from tests.walk import INITIATIVE, MISSION, Address, addresses

HERE = "gmpp-2021"

# These change only what is the person's own, belongs to no mission, or is the mission one is in, as they should.
OWN = {
    "people.sign_out",
    "people.choose_language",
    "people.end_other_sign_ins",
    "people.verify_record",
    "choices.add_preset",
}

# What no mission owns is shown to everybody who reads anywhere: bodies, people, help, one's own account.
SHARED = ("people.", "plumbing.", "static")


@pytest.fixture
def missions(seeded_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    path = tmp_path / "projects.csv"
    path.write_bytes(QUIRKS.encode("latin-1"))
    importing.apply(mapping.translated(mapping.read(MAPPING), path).rows, by=None)
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    yield seeded_app
    seeded_app.config["WTF_CSRF_ENABLED"] = True


def id_of(slug: str) -> int:
    return db.session.scalars(select(Mission.id).where(Mission.slug == slug)).one()


def browser_with(app: Flask, role: Role, slug: str = HERE) -> FlaskClient:
    """Somebody new, who holds the role in that mission and nothing else."""
    person = people.a_person(f"Ny {role}", role=role, mission_id=id_of(slug))
    key = f"apart-{role}-{db.session.scalar(select(func.count()).select_from(SignIn))}"
    # With a code: who administers and signed in by a password alone is let in to nothing but the second factor.
    signed_in = SignIn(person_id=person, key_hash=key_hash(key), proof=Proof.CODE, began_at=clock.now())
    signed_in.seen_at = clock.now()
    db.session.add(signed_in)
    db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session[SESSION_KEY] = str(person), True, key
    return client


def words_of_the_other() -> list[str]:
    """What only the mission of the seed says: names of its initiatives, areas, indicators, criteria, rounds …"""
    there = id_of(MISSION)
    serve_here = select(InitiativeMission.initiative_id).where(InitiativeMission.mission_id == id_of(HERE))
    queries = (
        select(InitiativeText.title).where(InitiativeText.initiative_id.not_in(serve_here)),
        select(MissionText.title).where(MissionText.mission_id == there),
        select(AreaText.title).join(Area, Area.id == AreaText.area_id).where(Area.mission_id == there),
        select(IndicatorText.title)
        .join(Indicator, Indicator.id == IndicatorText.indicator_id)
        .where(Indicator.mission_id == there),
        select(CriterionText.title)
        .join(Criterion, Criterion.id == CriterionText.criterion_id)
        .where(Criterion.mission_id == there),
        select(Evidence.title).where(Evidence.mission_id == there),
        select(Assignment.title).where(Assignment.mission_id == there),
        select(Condition.title).where(Condition.mission_id == there),
        select(ExternalNode.title).where(ExternalNode.mission_id == there),
        select(ReportingRound.title).where(ReportingRound.mission_id == there),
        select(Contribution.mechanism).where(Contribution.mission_id == there),
    )
    found = {text for query in queries for text in db.session.scalars(query)}
    return [MISSION, *sorted(text for text in found if len(text) >= 12)]


def said(text: str, words: list[str]) -> list[str]:
    from html import unescape

    plain = unescape(text)
    return [word for word in words if word in plain]


@pytest.mark.parametrize("role", Role, ids=str)
def test_no_page_says_a_word_of_a_mission_one_has_no_role_in(missions: Flask, role: Role) -> None:
    found = addresses(missions, "GET")
    browser, words = browser_with(missions, role), words_of_the_other()
    assert len(words) > 60
    wrong = []
    for address in found:
        for query in ("", f"mission={MISSION}&q=Tiltak", "as_of=2026-09-30"):
            limiter.reset()
            joined = f"{address.path}{'&' if '?' in address.path else '?'}{query}" if query else address.path
            answer = browser.get(joined)
            if address.endpoint in ("static",):
                continue
            if leaks := said(answer.text, [word for word in words if word not in joined]):
                wrong.append(f"{joined}: {answer.status_code} {leaks[:2]}")
            if answer.status_code == 200 and is_theirs(address):
                wrong.append(f"{joined}: shown")

    assert not wrong, "\n".join(wrong[:60])


def is_theirs(address: Address) -> bool:
    """The address names something of the mission of the seed."""
    return bool(address.values) and not address.endpoint.startswith(SHARED)


@pytest.mark.parametrize("role", Role, ids=str)
def test_no_form_changes_anything_in_a_mission_one_has_no_role_in(missions: Flask, role: Role) -> None:
    found = addresses(missions, "POST")  # before the sign-in, so that the one they end is not this one
    browser = browser_with(missions, role)
    wrong = []
    for address in found:
        if address.endpoint in OWN:
            continue
        with missions.test_request_context():
            before = record.head(NOW)
        limiter.reset()
        answer = browser.post(address.path, data={"version": "1", "submit": "1", "reason": "Fordi", "note": "Fordi"})
        with missions.test_request_context():
            after = record.head(NOW)
        if before != after and not address.endpoint.startswith(SHARED):
            wrong.append(f"{address}: wrote a deed")
        if is_theirs(address) and answer.status_code != 404:
            wrong.append(f"{address}: {answer.status_code}")

    assert not wrong, "\n".join(wrong[:60])


def test_the_register_the_search_and_the_file_count_only_ones_own(missions: Flask) -> None:
    browser = browser_with(missions, Role.PROGRAMME_MANAGER)

    for path in ("/portfolio/initiatives", f"/portfolio/initiatives?mission={MISSION}"):
        assert ">3<" in "".join(browser.get(path).text.split()) or "3 " in browser.get(path).text
    lines = browser.get(f"/portfolio/initiatives/download?mission={MISSION}").text.strip().splitlines()
    assert len(lines) == 1 + 3
    assert INITIATIVE not in browser.get(f"/portfolio/initiatives?q={INITIATIVE}&mission={MISSION}").text.replace(
        f'value="{INITIATIVE}"', ""
    ).replace(f"q={INITIATIVE}", "").replace(f"«{INITIATIVE}»", "")


def test_the_record_shows_only_deeds_of_ones_own_mission(missions: Flask) -> None:
    browser = browser_with(missions, Role.PROGRAMME_MANAGER)
    theirs = db.session.scalars(
        select(record.Deed.number).where(record.Deed.mission_id == id_of(MISSION)).order_by(record.Deed.number)
    ).all()

    assert browser.get(f"/record/{theirs[-1]}").status_code == 404
    assert f'href="/record/{theirs[-1]}"' not in browser.get("/record").text
    assert 'href="/record/' not in browser.get(f"/record?subject={INITIATIVE}").text


# --- an initiative that serves both ----------------------------------------------------------------------------


@pytest.fixture
def shared(missions: Flask) -> Flask:
    """``INITIATIVE`` serves the mission of the roles too."""
    with missions.test_request_context(), unit_of_work(by=None):
        row = db.session.execute(select(Initiative.id, Initiative.version).where(Initiative.code == INITIATIVE)).one()
        services.add_part(
            services.PARTS["missions"],
            row.id,
            MissionPlace(mission_id=id_of(HERE), segment=None, moscow=None, wave=None),
            version=row.version,
            on=clock.today(),
        )
    return missions


@pytest.mark.parametrize("role", Role, ids=str)
def test_what_a_shared_initiative_does_in_the_other_mission_stays_there(shared: Flask, role: Role) -> None:
    paths = [address.path for address in addresses(shared, "GET") if f"/{INITIATIVE}" in address.path]
    browser, words = browser_with(shared, role), words_of_the_other()
    wrong = []
    shown = 0
    for path in [*paths, f"/portfolio/initiatives?q={INITIATIVE}", "/"]:
        limiter.reset()
        answer = browser.get(path)
        shown += answer.status_code == 200
        if leaks := said(answer.text, words):
            wrong.append(f"{path}: {leaks[:2]}")

    assert not wrong, "\n".join(wrong)
    assert shown >= 3
    assert browser.get(f"/portfolio/initiatives/{INITIATIVE}").status_code == 200


def test_a_part_in_the_other_mission_cannot_be_edited_from_ones_own(shared: Flask) -> None:
    browser = browser_with(shared, Role.PROGRAMME_MANAGER)
    part = db.session.scalars(
        select(Contribution.id)
        .join(Initiative, Initiative.id == Contribution.initiative_id)
        .where(Initiative.code == INITIATIVE)
    ).first()
    place = db.session.scalars(
        select(InitiativeMission.id)
        .join(Initiative, Initiative.id == InitiativeMission.initiative_id)
        .where(Initiative.code == INITIATIVE, InitiativeMission.mission_id == id_of(MISSION))
    ).one()

    for row in (f"contributions/{part}", f"missions/{place}"):
        for verb in ("edit", "remove"):
            path = f"/portfolio/initiatives/{INITIATIVE}/{row}/{verb}"
            assert browser.get(path).status_code == 404, path
            assert browser.post(path, data={"version": "1"}).status_code == 404, path


def test_what_is_tied_to_the_other_mission_without_being_a_part_of_it_is_not_edited_either(shared: Flask) -> None:
    browser = browser_with(shared, Role.PROGRAMME_MANAGER)
    with shared.test_request_context():
        initiative = db.session.scalars(select(Initiative.id).where(Initiative.code == INITIATIVE)).one()
        theirs = db.session.scalars(select(Assignment.id).where(Assignment.mission_id == id_of(MISSION))).first()
        tie = people.did(lambda: put(InitiativeAssignment(initiative_id=initiative, assignment_id=theirs)))

    for verb in ("edit", "remove"):
        path = f"/portfolio/initiatives/{INITIATIVE}/assignments/{tie}/{verb}"
        assert browser.get(path).status_code == 404, path
        assert browser.post(path, data={"version": "1"}).status_code == 404, path


def test_an_indicator_one_may_not_see_is_not_lost_when_one_saves_the_benefit(shared: Flask) -> None:
    with shared.test_request_context():
        initiative = db.session.scalars(select(Initiative.id).where(Initiative.code == INITIATIVE)).one()
        theirs = db.session.scalars(select(Indicator.id).where(Indicator.mission_id == id_of(MISSION))).first()
        facts = {"kind": next(iter(BenefitKind)), "benefit_class": BenefitClass.NOT_PRICED, "indicator_id": theirs}
        benefit = people.did(lambda: put(Benefit(initiative_id=initiative, code="G99", title="En gevinst", **facts)))
    browser = browser_with(shared, Role.PROGRAMME_MANAGER)
    path = f"/portfolio/initiatives/{INITIATIVE}/benefits/{benefit}/edit"
    page = browser.get(path).text
    assert "An indicator of another mission" in page

    answer = browser.post(path, data={**filled(page), "title": "En bedre gevinst"})

    assert answer.status_code == 302, answer.text
    row = db.session.get_one(Benefit, benefit)
    assert (row.title, row.indicator_id) == ("En bedre gevinst", theirs)
    other = db.session.scalars(select(Indicator.id).where(Indicator.mission_id == id_of(MISSION))).all()[-1]
    typed = {**filled(browser.get(path).text), "indicator_id": str(other)}
    assert browser.post(path, data=typed).status_code == 422, "only what stands there is offered"


def test_the_history_tells_of_the_other_mission_to_those_who_see_it_and_to_nobody_else(shared: Flask) -> None:
    page = f"/portfolio/initiatives/{INITIATIVE}"
    with shared.test_request_context():
        part = db.session.execute(
            select(Contribution.id, Contribution.initiative_id)
            .join(Initiative, Initiative.id == Contribution.initiative_id)
            .where(Initiative.code == INITIATIVE)
        ).first()
        assert part is not None
        here, there = (queries_of_history(part[1], frozenset({id_of(slug)})) for slug in (HERE, MISSION))

        def edit() -> None:
            initiative = db.session.get_one(Initiative, part[1])
            initiative.version += 1
            db.session.get_one(Contribution, part[0]).mechanism = "Slik virker det nå"
            current_work().record("initiative:part:edit", initiative, mission=id_of(MISSION), note="Bare for dem")

        people.did(edit)
        assert queries_of_history(part[1], frozenset({id_of(HERE)})) == here
        assert queries_of_history(part[1], frozenset({id_of(MISSION)})) == there + 1

    assert "Bare for dem" not in browser_with(shared, Role.PROGRAMME_MANAGER).get(page).text
    assert "Bare for dem" in browser_with(shared, Role.PROGRAMME_MANAGER, MISSION).get(page).text


def queries_of_history(initiative: int, seen: frozenset[int]) -> int:
    return history(initiative, seen=seen, at=NOW).total


def put(row: Historied) -> int:
    db.session.add(row)
    db.session.flush()
    current_work().record("initiative:part:add", row)
    return row.id


def test_an_initiative_is_not_put_into_a_mission_where_one_only_reads(missions: Flask) -> None:
    with missions.test_request_context():
        there, code = id_of(MISSION), "MOD_0106_1617-Q1"
    browser = browser_with(missions, Role.PROGRAMME_MANAGER)
    with browser.session_transaction() as session:
        person = int(session["_user_id"])
    people.did(lambda: roles.grant_role(person, Role.STEERING_GROUP, there))
    version = db.session.scalars(select(Initiative.version).where(Initiative.code == code)).one()
    limiter.reset()

    answer = browser.post(
        f"/portfolio/initiatives/{code}/missions/add", data={"version": str(version), "mission_id": str(there)}
    )

    assert answer.status_code == 422
    with missions.test_request_context():
        served = db.session.scalars(
            select(InitiativeMission.mission_id)
            .join(Initiative, Initiative.id == InitiativeMission.initiative_id)
            .where(Initiative.code == code)
        ).all()
        assert list(served) == [id_of(HERE)]
