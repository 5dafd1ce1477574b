"""Initiatives and what hangs on them, for tests; each call says only what matters. Run inside ``unit_of_work``.

``signed_in`` stands outside: it makes a test client a person's browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient

from app.missions.models import Area, Assignment, Mission, StatusWord, StatusWordText
from app.missions.rules import Light, Strength
from app.people.models import Identity, Organisation, Person, RoleGrant, SignIn
from app.people.rules import OrganisationKind, Proof, Role
from app.people.sign_in import SESSION_KEY, SignedIn, key_hash
from app.plumbing import keys
from app.plumbing.clock import now
from app.plumbing.db import db
from app.plumbing.periods import Period
from app.plumbing.policy import Actor
from app.portfolio.models import (
    Contribution,
    Initiative,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
)
from app.portfolio.rules.keys import initiative_keys
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Kind, PersonPart
from app.reporting.models import ReportingRound, StatusReport
from app.reporting.rules import ReportState, RoundState
from tests.missions.factories import _kept as kept
from tests.missions.factories import a_mission, an_area, named, some_evidence

__all__ = [
    "a_contribution",
    "a_mission",
    "a_person",
    "a_report",
    "a_round",
    "an_area",
    "an_assignment",
    "an_initiative",
    "an_organisation",
    "appointed",
    "dated",
    "kept",
    "light_words",
    "looking",
    "named",
    "signed_in",
    "some_evidence",
]

_number = count(1)


def an_organisation(code: str = "", name: str = "", **columns: Any) -> Organisation:
    code = code or f"ORG{next(_number)}"
    name = name or f"Etaten {code}"
    given: dict[str, Any] = {
        "kind": OrganisationKind.STATE_AGENCY,
        "sort_key": keys.sort_key(name),
        "search_key": keys.search_key(name),
        **columns,
    }
    return kept(Organisation(code=code, name=name, **given))


def a_person(name: str = "", role: Role | None = None, mission: Mission | None = None, **columns: Any) -> Person:
    """A person, holding the role for the mission, or everywhere where none is given."""
    code = f"P{next(_number)}"
    name = name or f"Person {code}"
    person = kept(Person(code=code, **columns))
    db.session.add(
        Identity(person_id=person.id, name=name, sort_key=keys.sort_key(name), search_key=keys.search_key(name))
    )
    if role is not None:
        kept(RoleGrant(person_id=person.id, role=role, mission_id=mission.id if mission else None))
    return person


def dated(name: str, period: Period | None) -> dict[str, Any]:
    """The two columns of a date with a precision."""
    return {name: period and period.first, f"{name}_precision": period and period.precision}


def an_initiative(
    mission: Mission,
    code: str = "",
    title: str = "",
    *,
    summary: str = "",
    segment: Any = None,
    adoption: Any = None,
    **columns: Any,
) -> Initiative:
    """An initiative of the mission; a ``Period`` given for a plan date becomes its two columns."""
    code = code or f"X{next(_number)}"
    title = title or f"Tiltak {code}"
    given: dict[str, Any] = {"kind": Kind.DIGITAL, "state": State.ONGOING, **initiative_keys(code, title, summary)}
    for name, value in columns.items():
        given.update(dated(name, value) if isinstance(value, Period) else {name: value})
    initiative = kept(Initiative(code=code, **given))
    kept(InitiativeText(initiative_id=initiative.id, language=initiative.language, title=title, summary=summary))
    kept(InitiativeMission(initiative_id=initiative.id, mission_id=mission.id, segment=segment, adoption=adoption))
    return initiative


def appointed(
    initiative: Initiative, person: Person, part: PersonPart = PersonPart.OWNER, **columns: Any
) -> InitiativePerson:
    return kept(InitiativePerson(initiative_id=initiative.id, person_id=person.id, part=part, **columns))


def a_contribution(initiative: Initiative, area: Area, *, main: bool = False, **columns: Any) -> Contribution:
    return kept(
        Contribution(
            mission_id=area.mission_id,
            initiative_id=initiative.id,
            area_id=area.id,
            main=main,
            **{"strength": Strength.MEDIUM, **columns},
        )
    )


def an_assignment(mission: Mission, giver: Organisation, receiver: Organisation, **columns: Any) -> Assignment:
    code = f"O{next(_number)}"
    given: dict[str, Any] = {
        "letter": "Tildelingsbrev 2026",
        "number": "12",
        "title": "Utrede deling",
        "given_on": date(2026, 1, 20),
        **columns,
    }
    return kept(Assignment(mission_id=mission.id, code=code, giver_id=giver.id, receiver_id=receiver.id, **given))


def light_words(mission: Mission) -> None:
    """Green, yellow and red for the mission's scale, in bokmål."""
    for position, (light, title) in enumerate(
        ((Light.GREEN, "etter plan"), (Light.YELLOW, "noe avvik"), (Light.RED, "vesentlige avvik")), start=1
    ):
        word = kept(StatusWord(scale_id=mission.scale_id, code=light.value, position=position, light=light))
        kept(StatusWordText(word_id=word.id, language="nb", title=title))


def a_round(mission: Mission, code: str, cut_off: date, state: RoundState = RoundState.CLOSED) -> ReportingRound:
    return kept(
        ReportingRound(
            mission_id=mission.id,
            code=code,
            title=f"Runde {code}",
            cut_off=cut_off,
            opens_on=cut_off,
            due_on=cut_off,
            state=state,
        )
    )


def a_report(round_: ReportingRound, initiative: Initiative, overall: Light, mission: Mission) -> StatusReport:
    return kept(
        StatusReport(
            mission_id=round_.mission_id,
            round_id=round_.id,
            initiative_id=initiative.id,
            state=ReportState.SUBMITTED,
            scale_id=mission.scale_id,
            overall=overall.value,
            submitted_at=now(),
        )
    )


def signed_in(client: FlaskClient, person_id: int) -> FlaskClient:
    """The client, as this person's browser."""
    key = f"key-of-{person_id}-{next(_number)}"
    db.session.add(SignIn(person_id=person_id, key_hash=key_hash(key), proof=Proof.CODE, began_at=now(), seen_at=now()))
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = str(person_id)
        session["_fresh"] = True
        session[SESSION_KEY] = key
    return client


@contextmanager
def looking(app: Flask, role: Role = Role.PROGRAMME_MANAGER, *, person_id: int = 1) -> Iterator[None]:
    """Ask questions as a person with this role everywhere, without a page around them."""
    actor = Actor(person_id=person_id, roles=frozenset({(role.value, None)}))
    with app.test_request_context():
        g._login_user = SignedIn(id=person_id, actor=actor, display_name="", language="nb", sign_in_id=0)
        yield
