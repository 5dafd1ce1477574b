"""Every role × every collection × every object: listed and fetched if the policy's predicate holds, and never else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.assembly import POLICY, RESOURCES
from app.choices.rules.scenarios import RunMoney, ScenarioFacts, Underway
from app.choices.services.scenarios import make_scenario
from app.missions.models import Indicator, Mission
from app.operations import importing
from app.operations.importing import mapping
from app.people.rules import Role
from app.plumbing import clock
from app.plumbing.api.resources import Resource
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.limits import limiter
from app.plumbing.policy import Actor, Subject
from app.plumbing.provenance import Publication
from app.portfolio import services
from app.portfolio.models import Initiative, InitiativePerson
from app.portfolio.queries import initiative_subject
from app.portfolio.rules.taking_part import MissionPlace
from app.portfolio.rules.words import PersonPart
from app.reporting.models import StatusReport
from app.reporting.policy import ReportingPermission
from app.reporting.rules import GIVEN, ReportState
from tests.api.programs import Program, demo_person, token_of
from tests.operations.test_foreign import MAPPING, QUIRKS
from tests.people import factories as people
from tests.walk import INITIATIVE, MISSION

HERE = "gmpp-2021"

# Of no mission: whoever reads anywhere reads them.
SHARED = {"organisations", "people", "funding-sources"}


def id_of(slug: str) -> int:
    return db.session.scalars(select(Mission.id).where(Mission.slug == slug)).one()


@pytest.fixture
def world(seeded_app: Flask, tmp_path: Path) -> Flask:
    """Two missions, an initiative that serves both, drafts of reports, and alternatives that are not shared."""
    path = tmp_path / "projects.csv"
    path.write_bytes(QUIRKS.encode("latin-1"))
    importing.apply(mapping.translated(mapping.read(MAPPING), path).rows, by=None)
    with seeded_app.test_request_context(), unit_of_work(by=None):
        row = db.session.execute(select(Initiative.id, Initiative.version).where(Initiative.code == INITIATIVE)).one()
        place = MissionPlace(mission_id=id_of(HERE), segment=None, moscow=None, wave=None)
        services.add_part(services.PARTS["missions"], row.id, place, version=row.version, on=clock.today())
    a_scenario(MISSION, demo_person(Role.PROGRAMME_MANAGER))
    a_scenario(HERE, demo_person(Role.PROGRAMME_MANAGER))
    a_scenario(HERE, people.a_person("", Role.PROGRAMME_MANAGER, id_of(HERE)))
    assert db.session.scalars(select(StatusReport.id).where(StatusReport.state == ReportState.DRAFT)).all()
    return seeded_app


def a_scenario(slug: str, owner_id: int) -> int:
    """An alternative that its owner has not shared."""
    years = ScenarioFacts("Mitt", "", "nb", 2027, 2030, Underway.GOES_ON, RunMoney.TOLD)
    with unit_of_work(by=owner_id):
        return make_scenario(id_of(slug), years, owner_id=owner_id).id


def an_owner_of_a_draft() -> int:
    return (
        db.session.scalars(
            select(InitiativePerson.person_id)
            .join(StatusReport, StatusReport.initiative_id == InitiativePerson.initiative_id)
            .where(
                StatusReport.state == ReportState.DRAFT,
                InitiativePerson.part == PersonPart.OWNER,
                InitiativePerson.to_date.is_(None),
            )
            .order_by(StatusReport.id)
        ).first()
        or 0
    )


Who = Callable[[], tuple[int, dict[str, Any]]]


def of_all(role: Role) -> Who:
    return lambda: (demo_person(role), {})


def here(role: Role) -> Who:
    return lambda: (people.a_person("", role, id_of(HERE)), {})


# Who asks: how they come by their roles.
WHO: dict[str, Who] = {
    **{f"{role} of all": of_all(role) for role in Role},
    **{f"{role} here": here(role) for role in Role},
    "office of all by a token for one mission": lambda: (
        demo_person(Role.PROGRAMME_MANAGER),
        {"mission_id": id_of(HERE)},
    ),
    "an owner with a draft": lambda: (an_owner_of_a_draft(), {}),
    "nobody in particular": lambda: (people.a_person(""), {}),
}


def actor_of(person_id: int, mission_id: int | None = None) -> Actor:
    from app.people.models import RoleGrant

    held = db.session.execute(select(RoleGrant.role, RoleGrant.mission_id).where(RoleGrant.person_id == person_id))
    roles = {(str(role), mission) for role, mission in held}
    if mission_id is not None:
        roles = {(role, mission_id) for role, mission in roles if mission in (None, mission_id)}
    return Actor(person_id, frozenset(roles))


class Subjects:
    """Each row as the policy is asked about it, found out without the API's own statements."""

    def __init__(self) -> None:
        with_codes = db.session.execute(select(Initiative.id, Initiative.code)).all()
        self.initiatives = {row_id: initiative_subject(code) for row_id, code in with_codes}
        self.indicators = dict(db.session.execute(select(Indicator.id, Indicator.mission_id)).all())

    def of(self, resource: Resource, row: Any) -> Subject:
        values = row._mapping
        if resource.name == "missions":
            return Subject(id=row.id, missions=frozenset({row.id}))
        if resource.name == "initiatives":
            return self.initiatives[row.id]  # type: ignore[return-value]  # each has one
        if "mission_id" in values:
            return Subject(id=1, missions=frozenset({values["mission_id"]} - {None}))
        if "indicator_id" in values and resource.name == "measurements":
            return Subject(id=1, missions=frozenset({self.indicators[values["indicator_id"]]}))
        return self.initiatives[values["initiative_id"]]  # type: ignore[return-value]

    def may(self, actor: Actor, resource: Resource, row: Any) -> bool:
        predicate = POLICY[resource.permission]
        if resource.name in SHARED:
            return predicate.holds(actor, None)
        subject = self.of(resource, row)
        if not predicate.holds(actor, subject):
            return False
        if resource.name == "scenarios":
            return bool(row.shared) or row.owner_id == actor.person_id
        if resource.name != "status-reports" or row.state in GIVEN:
            return True
        initiative = self.initiatives[row.initiative_id]
        assert initiative is not None
        return POLICY[ReportingPermission.WRITE_REPORT].holds(actor, replace(initiative, missions=subject.missions))


def rows_of(resource: Resource) -> Iterator[Any]:
    yield from db.session.execute(select(resource.model.__table__).order_by(resource.model.__table__.c[resource.id]))


@pytest.mark.parametrize("who", WHO)
def test_a_list_holds_the_rows_the_policy_allows_and_no_others(world: Flask, who: str) -> None:
    person_id, more = WHO[who]()
    program = Program(world.test_client(), token_of(person_id, **more))
    actor, subjects = actor_of(person_id, more.get("mission_id")), Subjects()
    wrong, seen, unseen = [], 0, 0
    for resource in RESOURCES:
        limiter.reset()
        rows = list(rows_of(resource))
        allowed = {row._mapping[resource.id] for row in rows if subjects.may(actor, resource, row)}
        seen, unseen = seen + len(allowed), unseen + len(rows) - len(allowed)
        if not POLICY[resource.permission].holds(actor, None):
            answer = program.get(f"/{resource.name}")
            if answer.status_code != 403 or allowed:
                wrong.append(f"{resource.name}: {answer.status_code} for somebody without any such role")
            continue
        listed = [row[resource.id] for row in program.all(f"/{resource.name}?limit=200&fields={resource.id}")]
        if listed != sorted(allowed):
            wrong.append(f"{resource.name}: listed {len(listed)}, allowed {len(allowed)}")
        by_mission = {
            row[resource.id]
            for row in (
                program.all(f"/{resource.name}?limit=200&fields={resource.id}&mission={MISSION}")
                if resource.reach.in_mission
                else ()
            )
        }
        if not by_mission <= allowed:
            wrong.append(f"{resource.name}: the filter shows {by_mission - allowed}")
        for row in _some(rows):
            number = row._mapping[resource.id]
            limiter.reset()
            key, query = _address(resource, row)
            answer = program.get(f"/{resource.name}/{key}{query}")
            if answer.status_code != (200 if number in allowed else 404):
                wrong.append(f"{resource.name}/{key}: {answer.status_code}")
            if answer.status_code == 200 and answer.json and answer.json[resource.id] != number:
                wrong.append(f"{resource.name}/{key}: another row")

    assert not wrong, "\n".join(wrong)
    assert seen + unseen > 1500
    if "here" in who or "one mission" in who:
        assert seen < unseen


def _some(rows: list[Any]) -> list[Any]:
    """A dozen of them, from first to last; every row is in the list."""
    return rows[:: max(1, len(rows) // 12)]


def _address(resource: Resource, row: Any) -> tuple[str, str]:
    if resource.key == resource.id:
        return str(row._mapping[resource.id]), ""
    slug = db.session.scalar(select(Mission.slug).where(Mission.id == row.mission_id)) if resource.scoped else None
    return row._mapping[resource.key], f"?mission={slug}" if slug else ""


@pytest.mark.parametrize("role", Role, ids=str)
def test_no_answer_says_a_word_of_a_mission_one_has_no_role_in(world: Flask, role: Role) -> None:
    from tests.architecture.test_missions_apart import said, words_of_the_other

    program = Program(world.test_client(), token_of(people.a_person("", role, id_of(HERE))))
    publications = " ".join(db.session.scalars(select(Publication.title)))  # of no mission, though named after one
    words = [word for word in words_of_the_other() if word not in publications]
    assert len(words) > 60
    wrong = []
    for resource in RESOURCES:
        for query in ("", f"&mission={MISSION}", "&as_of=2026-09-30"):
            limiter.reset()
            text = program.get(f"/{resource.name}?limit=200{query}").text
            if leaks := said(text, [word for word in words if word not in query]):
                wrong.append(f"{resource.name}{query}: {leaks[:2]}")

    assert not wrong, "\n".join(wrong)
