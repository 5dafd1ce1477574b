"""A mission with rounds and an initiative that reports; each call says only what matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.missions.models import Mission, StatusWord, StatusWordText
from app.missions.rules import Light
from app.people.models import Person
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.periods import Period
from app.portfolio.models import Deliverable, Initiative
from app.portfolio.rules.acts import Act
from app.portfolio.rules.words import PersonPart
from app.reporting.models import ReportingRound
from app.reporting.rules import RoundState
from tests.portfolio.factories import (
    a_mission,
    a_person,
    a_report,
    a_round,
    an_initiative,
    appointed,
    kept,
    light_words,
    named,
)

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """Ids of a mission with one closed round (all reported green) and one open, due in three days.

    T10 belongs to ``owner`` and ``deputy``, T11 to somebody else. T10 has one deliverable done and one open.
    """

    mission: int
    closed: int
    open: int
    t10: int
    t11: int
    done: int
    undone: int
    owner: int
    deputy: int
    manager: int
    steering: int
    administrator: int
    stranger: int


def a_story() -> Story:
    with unit_of_work(by=None):
        mission = a_mission("barn")
        light_words(mission)
        _not_reported(mission)
        closed = a_round(mission, "T2", date(2026, 8, 31))
        ring = a_round(mission, "T3", date(2026, 11, 21), RoundState.OPEN)
        ring.due_on = date(2026, 11, 25)
        t10 = an_initiative(
            mission, "T10", "Barnekoordinator",
            original_finish=Period(date(2027, 6, 30)),
            planned_finish=Period(date(2027, 12, 31)),
            forecast_finish=Period(date(2027, 12, 31)),
            build_likely_ore=1_200_000_000,
        )  # fmt: skip
        t11 = an_initiative(mission, "T11", "Samarbeidsflate")
        done = kept(Deliverable(initiative_id=t10.id, code="L1", title="Modell", delivered_on=date(2026, 5, 1)))
        undone = kept(Deliverable(initiative_id=t10.id, code="L2", title="Veileder"))
        before = a_report(closed, t10, Light.YELLOW, mission)
        before.comment = "Rekrutteringen er forsinket."
        a_report(closed, t11, Light.GREEN, mission)
        persons = _persons(mission, t10, t11)
        named(Act.INITIATIVE_ADD, mission)
        return Story(
            mission.id, closed.id, ring.id, t10.id, t11.id, done.id, undone.id,
            *(persons[name].id for name in (
                "owner", "deputy", "manager", "steering", "administrator", "stranger",
            )),
        )  # fmt: skip


def _persons(mission: Mission, t10: Initiative, t11: Initiative) -> dict[str, Person]:
    found = {
        "owner": a_person("Eier", Role.INITIATIVE_OWNER, mission),
        "deputy": a_person("Vara", Role.INITIATIVE_OWNER, mission),
        "other": a_person("En annen eier", Role.INITIATIVE_OWNER, mission),
        "manager": a_person("Portefølje", Role.PROGRAMME_MANAGER, mission),
        "steering": a_person("Styring", Role.STEERING_GROUP, mission),
        "administrator": a_person("Forvalter", Role.ADMINISTRATOR),
        "stranger": a_person("Fra et annet oppdrag", Role.PROGRAMME_MANAGER, a_mission("annet")),
    }
    appointed(t10, found["owner"])
    appointed(t10, found["deputy"], PersonPart.DEPUTY)
    appointed(t11, found["other"])
    return found


def _not_reported(mission: Mission) -> None:
    word = kept(StatusWord(scale_id=mission.scale_id, code="none", position=9, light=Light.NONE, reportable=False))
    kept(StatusWordText(word_id=word.id, language="nb", title="ikke rapportert"))


def a_planned_round(mission_id: int, code: str) -> ReportingRound:
    """A round still to come, inside a unit of work."""
    return kept(
        ReportingRound(
            mission_id=mission_id, code=code, title=f"Runde {code}", cut_off=date(2026, 12, 31),
            opens_on=date(2026, 12, 20), due_on=date(2027, 1, 10), state=RoundState.PLANNED,
        )
    )  # fmt: skip
