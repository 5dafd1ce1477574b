"""A small mission with something to choose between, for tests of alternatives. Run inside ``unit_of_work``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.choices import services
from app.choices.rules.scenarios import Applicants, Pays, RunMoney, ScenarioFacts, SourceTerms, Underway
from app.missions.models import Mission
from app.plumbing.committer import unit_of_work
from app.portfolio.models import Dependency, FundingLine, FundingSource, Initiative, Need
from app.portfolio.rules.life import State
from app.portfolio.rules.words import DependencyKind, Instrument, LineState, Phase, Use
from tests.choices.factories import a_criterion, a_score
from tests.missions.factories import _kept as kept
from tests.portfolio.factories import (
    a_contribution,
    a_mission,
    a_person,
    an_area,
    an_initiative,
    an_organisation,
    named,
)

MILLION = 10**8


@dataclass
class Small:
    """Ids of what was made: initiatives by code, criteria N (30 points) and R (10), one source, two areas."""

    mission: int
    person: int
    lead: int
    other: int
    source: int
    areas: dict[str, int] = field(default_factory=dict)
    criteria: dict[str, int] = field(default_factory=dict)
    initiatives: dict[str, int] = field(default_factory=dict)


def facts(title: str = "Alternativet", **said: Any) -> ScenarioFacts:
    given: dict[str, Any] = {
        "title": title,
        "purpose": "",
        "language": "nb",
        "first_year": 2027,
        "last_year": 2028,
        "underway": Underway.GOES_ON,
        "run_money": RunMoney.TOLD,
        **said,
    }
    return ScenarioFacts(**given)


def terms(budget: dict[int, int], **said: Any) -> SourceTerms:
    given: dict[str, Any] = {"pays": Pays.BOTH, "applicants": Applicants.EVERYONE, "rules_id": None, **said}
    return SourceTerms(budget={year: amount * MILLION for year, amount in budget.items()}, **given)


def a_need(initiative: Initiative, year: int, million: int, use: Use = Use.BUILD) -> Need:
    return kept(Need(initiative_id=initiative.id, year=year, use=use, amount_ore=million * MILLION))


def a_line(initiative: Initiative, source: FundingSource, year: int | None, million: int) -> FundingLine:
    return kept(
        FundingLine(
            initiative_id=initiative.id,
            source_id=source.id,
            year=year,
            use=Use.BUILD,
            state=LineState.GRANTED,
            amount_ore=million * MILLION,
        )
    )


def waits(mission: Mission, item: Initiative, needed: Initiative) -> Dependency:
    return kept(
        Dependency(
            mission_id=mission.id, initiative_id=item.id, needs_id=needed.id, kind=DependencyKind.FINISH_TO_START
        )
    )


def a_small_mission() -> Small:
    """Six initiatives: A, B, C are up for choice (B waits for A), G goes on, D is delivered, U lacks scores."""
    with unit_of_work(None):
        mission = a_mission()
        person = a_person("Kari")
        lead, other = an_organisation("LED"), an_organisation("MED")
        source = kept(
            FundingSource(code="KILDE", name="Kilden", instrument=Instrument.BUDGET_PROPOSAL, payer_id=lead.id)
        )
        areas = {code: an_area(mission, code) for code in ("X", "Y")}
        criteria = {"N": a_criterion(mission, "N", weight=30), "R": a_criterion(mission, "R", weight=10)}
        columns_of: dict[str, dict[str, Any]] = {
            "A": {"state": State.IN_PORTFOLIO, "phase": Phase.CONCEPT, "build_likely_ore": 10 * MILLION},
            "B": {"state": State.CONSIDERED, "phase": Phase.IDEA, "build_likely_ore": 10 * MILLION},
            "C": {"state": State.PROPOSED, "phase": Phase.IDEA, "build_likely_ore": 12 * MILLION},
            "G": {"state": State.ONGOING, "phase": Phase.EXECUTION},
            "D": {"state": State.DELIVERED, "phase": Phase.REALISATION},
            "U": {"state": State.PROPOSED, "phase": Phase.IDEA},
        }
        made = {
            code: an_initiative(mission, code, lead_id=(other if code == "C" else lead).id, **columns)
            for code, columns in columns_of.items()
        }
        for code, (benefit, resources) in {"A": (40, 40), "B": (80, 40), "C": (60, 90), "G": (50, 50)}.items():
            a_score(made[code], criteria["N"], benefit)
            a_score(made[code], criteria["R"], resources)
        a_score(made["U"], criteria["N"], 90)
        a_need(made["A"], 2027, 10)
        a_need(made["B"], 2028, 10)
        a_need(made["B"], 2029, 5)
        a_need(made["B"], 2028, 2, Use.RUN)
        a_need(made["C"], 2027, 12)
        a_need(made["G"], 2027, 6)
        a_line(made["G"], source, 2027, 4)
        waits(mission, made["B"], made["A"])
        a_contribution(made["A"], areas["X"])
        a_contribution(made["C"], areas["Y"])
        a_contribution(made["D"], areas["Y"])
        named("mission:facts:add", mission)
        return Small(
            mission.id,
            person.id,
            lead.id,
            other.id,
            source.id,
            {code: row.id for code, row in areas.items()},
            {code: row.id for code, row in criteria.items()},
            {code: row.id for code, row in made.items()},
        )


def a_scenario(small: Small, budget: dict[int, int] | None = None, *, shared: bool = True, **said: Any) -> int:
    """An alternative of the small mission with this money (millions by year) from its one source; its id."""
    with unit_of_work(small.person):
        row = services.make_scenario(small.mission, facts(**said), owner_id=small.person)
        scenario_id = row.id
    if budget is not None:
        with unit_of_work(small.person):
            services.set_money(scenario_id, {small.source: terms(budget)}, version=1)
    if shared:
        with unit_of_work(small.person):
            services.share_scenario(scenario_id, version=None)
    return scenario_id
