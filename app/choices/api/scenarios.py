"""Alternatives as programs read them, and having one solved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, or_, select

from app.choices import collections
from app.choices.api.solutions import SolutionOf
from app.choices.models import (
    ScenarioBudget,
    ScenarioCapacity,
    ScenarioCover,
    ScenarioPick,
    ScenarioSource,
)
from app.choices.policy import ChoicePermission
from app.choices.queries.pages import JOB
from app.choices.services import solving
from app.people.rules import Scope
from app.plumbing.api.actions import Action
from app.plumbing.api.codes import IDS, as_was, plain
from app.plumbing.api.parts import Nested
from app.plumbing.api.resources import of_mission, resource
from app.plumbing.api.shown import CODE, Shown
from app.plumbing.asked import current_actor
from app.plumbing.record import At
from app.portfolio.models import SchemeRules


def _shared_or_ones_own(x: FromClause) -> ColumnElement[bool]:
    """An alternative that is not shared is there for its owner alone."""
    return or_(x.c.shared, x.c.owner_id == current_actor().person_id)


@dataclass(frozen=True)
class Payers(Nested):
    """The sources of an alternative, each with the round whose rules it pays by."""

    @cached_property
    def columns(self) -> tuple[Shown, ...]:
        own = super().columns
        about = "The round whose rules it pays by, and the rules' category; null where it has none."
        rules = (
            Shown("round", CODE, ("round",), nullable=True, about=about),
            Shown("category", {"type": "string"}, ("category",), nullable=True, about=about),
        )
        return (*own, *rules)

    def statement(self, at: At) -> Select[*tuple[Any, ...]]:
        x, rules = as_was(self.model, at), as_was(SchemeRules, at).alias()
        own = (plain(x, attr) for attr in self.attrs if attr not in ("round", "category"))
        return (
            select(x.c[self.owner].label("owner_of"), *own, rules.c.round, rules.c.category)
            .outerjoin(rules, rules.c.id == x.c.rules_id)
            .where(x.c[self.owner].in_(IDS))
            .order_by(x.c[self.owner], x.c.id)
        )


SCENARIOS = resource(
    collections.SCENARIOS,
    called="Scenario",
    about="An alternative: assumptions about money, capacity, weights and cover, beside the live portfolio.",
    permission=ChoicePermission.VIEW_SCENARIO,
    reach=of_mission(),
    key="code",
    also=_shared_or_ones_own,
    said={
        "weighing": "Whose weights count; null means the mission's own.",
        "last_year": "Budgets bind from `first_year` to `last_year`, both included.",
        "underway": "What becomes of initiatives that are being carried out.",
        "run_money": "Whether money to run must be found too, or is only told where it is missing.",
        "scoring": "Whether what may be best is asked for the likely scores alone, or for all scores within intervals.",
    },
    parts=(
        Payers(
            "sources", ScenarioSource, "scenario_id", called=(("source_id", "funding_source"),), without=("rules_id",),
            about="The sources that may pay: for what, and for whom.",
        ),
        Nested(
            "budgets", ScenarioBudget, "scenario_id", called=(("source_id", "funding_source"),), order="year",
            about="New money from a source in one budget year.",
        ),
        Nested(
            "capacity", ScenarioCapacity, "scenario_id",
            about="What a body can put in over all the years; a body that is not named binds nothing.",
        ),
        Nested(
            "picks", ScenarioPick, "scenario_id", without=("mission_id",), about="Initiatives in or out by hand.",
        ),
        Nested(
            "cover", ScenarioCover, "scenario_id", without=("mission_id",),
            about="At least so many initiatives act on the area, each at least so strongly.",
        ),
    ),
    alone=(SolutionOf(),),
)  # fmt: skip

SOLVE = Action(
    resource=SCENARIOS,
    name="solve",
    about="Have an alternative solved",
    permission=ChoicePermission.SOLVE,
    scope=Scope.SOLVE,
    ask=solving.ask_for_solution,
    job=JOB,
    argument="scenario_id",
)
