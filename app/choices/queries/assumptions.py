"""What an alternative assumes, and what the mission says shuts out or helps each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from app.choices.models import (
    Interplay,
    InterplayGain,
    InterplayMember,
    InterplaySaving,
    Scenario,
    ScenarioBudget,
    ScenarioCapacity,
    ScenarioCover,
    ScenarioPick,
    ScenarioSource,
)
from app.choices.rules.interplay import InterplayKind
from app.choices.rules.scenarios import Applicants, CoverAsked, Pays, Picked, RunMoney, Scoring, Underway
from app.people.models import Organisation
from app.people.rules import OrganisationKind
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import FundingSource, SchemeRules
from app.portfolio.rules.words import Instrument, Use

# Bodies that a scheme for the state counts as the state's own; the others can only be partners.
STATE_BODIES = frozenset({OrganisationKind.MINISTRY, OrganisationKind.STATE_AGENCY})


@dataclass(frozen=True, slots=True)
class ScenarioHead:
    """An alternative as a list shows it."""

    id: int
    version: int
    mission_id: int
    code: str
    language: str
    title: str
    purpose: str
    weighing_id: int | None
    owner_id: int | None
    shared: bool
    archived_on: date | None
    first_year: int
    last_year: int
    underway: Underway
    run_money: RunMoney
    scoring: Scoring
    source: Source

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


@dataclass(frozen=True, slots=True)
class RulesRow:
    """One round's rules of a scheme, as far as they bind a choice; amounts are øre."""

    id: int
    source_id: int
    round: str
    category: str
    largest_share: Decimal | None
    smallest_cost_ore: int | None
    largest_cost_ore: int | None
    ceiling_ore: int | None
    budget_years: int | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A funding source, who pays, and when money asked for now comes at the earliest."""

    id: int
    code: str
    name: str
    instrument: Instrument
    payer_id: int | None
    earliest_year: int | None


@dataclass(frozen=True, slots=True)
class SourceAssumed:
    """A source in an alternative: its terms and its budget (øre by year)."""

    source: SourceRow
    pays: Pays
    applicants: Applicants
    rules: RulesRow | None
    budget: Mapping[int, int]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Assumed:
    """All assumptions of an alternative; keys are ids of bodies, initiatives and areas."""

    head: ScenarioHead
    sources: tuple[SourceAssumed, ...]
    capacity: Mapping[int, Decimal]
    picks: Mapping[int, Picked]
    cover: Mapping[int, CoverAsked]


@dataclass(frozen=True, slots=True)
class InterplayRow:
    """What shuts out or helps each other: initiatives by id, gains in points by criterion id, savings in øre."""

    id: int
    version: int
    code: str
    kind: InterplayKind
    reason: str
    source: Source
    members: frozenset[int]
    gains: Mapping[int, Decimal]
    savings: Mapping[tuple[int, Use], int]


_HEAD = tuple(field for field in ScenarioHead.__dataclass_fields__)


@Question
def _heads(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Scenario)
    return select(*(x.c[name] for name in _HEAD)).where(x.c.mission_id == given("mission")).order_by(x.c.id)


@Question
def _head(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Scenario)
    return select(*(x.c[name] for name in _HEAD)).where(x.c.id == given("scenario"))


def scenario_heads(mission_id: int, *, at: At) -> list[ScenarioHead]:
    """Every alternative of the mission, the oldest first, whoever may see it. One statement."""
    return [ScenarioHead(*row) for row in _heads(mission=mission_id, at=at)]


def scenario_head(scenario_id: int, *, at: At) -> ScenarioHead | None:
    """One statement."""
    row = _head(scenario=scenario_id, at=at).first()
    return None if row is None else ScenarioHead(*row)


@Question
def _sources(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(FundingSource)
    return select(x.c.id, x.c.code, x.c.name, x.c.instrument, x.c.payer_id, x.c.earliest_year).order_by(
        x.c.name, x.c.id
    )


def funding_sources(*, at: At) -> list[SourceRow]:
    """Every source there is, by name. One statement."""
    return [SourceRow(*row) for row in _sources(at=at)]


@Question
def _rules(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(SchemeRules)
    return select(*(x.c[name] for name in RulesRow.__dataclass_fields__)).order_by(x.c.source_id, x.c.id)


def scheme_rules(*, at: At) -> list[RulesRow]:
    """Every round's rules, those of a source together in the order they were entered. One statement."""
    return [RulesRow(*row) for row in _rules(at=at)]


@Question
def _terms(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(ScenarioSource)
    return select(x.c.source_id, x.c.pays, x.c.applicants, x.c.rules_id, x.c.source).where(
        x.c.scenario_id == given("scenario")
    )


@Question
def _budgets(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(ScenarioBudget)
    return select(x.c.source_id, x.c.year, x.c.amount_ore, x.c.source).where(x.c.scenario_id == given("scenario"))


@Question
def _capacity(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(ScenarioCapacity)
    return select(x.c.organisation_id, x.c.person_weeks).where(x.c.scenario_id == given("scenario"))


@Question
def _picks(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(ScenarioPick)
    return select(x.c.initiative_id, x.c.pick, x.c.reason).where(x.c.scenario_id == given("scenario"))


@Question
def _cover(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(ScenarioCover)
    return select(x.c.area_id, x.c.least, x.c.strength).where(x.c.scenario_id == given("scenario"))


def assumed(scenario_id: int, *, at: At) -> Assumed | None:
    """What the alternative assumes; None where it is not there at that moment. Eight statements."""
    head = scenario_head(scenario_id, at=at)
    if head is None:
        return None
    rules = {row.id: row for row in scheme_rules(at=at)}
    terms = {row.source_id: row for row in _terms(scenario=scenario_id, at=at)}
    budgets: defaultdict[int, dict[int, int]] = defaultdict(dict)
    made_up = {row.source_id for row in terms.values() if row.source is Source.ILLUSTRATIVE}
    for row in _budgets(scenario=scenario_id, at=at):
        budgets[row.source_id][row.year] = row.amount_ore
        if row.source is Source.ILLUSTRATIVE:
            made_up.add(row.source_id)
    return Assumed(
        head=head,
        sources=tuple(
            SourceAssumed(
                source=row,
                pays=terms[row.id].pays,
                applicants=terms[row.id].applicants,
                rules=rules.get(terms[row.id].rules_id),
                budget=dict(sorted(budgets[row.id].items())),
                illustrative=row.id in made_up,
            )
            for row in funding_sources(at=at)
            if row.id in terms
        ),
        capacity={row.organisation_id: row.person_weeks for row in _capacity(scenario=scenario_id, at=at)},
        picks={row.initiative_id: Picked(row.pick, row.reason) for row in _picks(scenario=scenario_id, at=at)},
        cover={row.area_id: CoverAsked(row.least, row.strength) for row in _cover(scenario=scenario_id, at=at)},
    )


@Question
def _interplays(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Interplay)
    return (
        select(x.c.id, x.c.version, x.c.code, x.c.kind, x.c.reason, x.c.source)
        .where(x.c.mission_id == given("mission"))
        .order_by(x.c.id)
    )


@Question
def _members(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(InterplayMember)
    return select(x.c.interplay_id, x.c.initiative_id).where(x.c.mission_id == given("mission"))


@Question
def _gains(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(InterplayGain)
    return select(x.c.interplay_id, x.c.criterion_id, x.c.points).where(x.c.mission_id == given("mission"))


@Question
def _savings(at: At) -> Select[*tuple[Any, ...]]:
    x, whole = at.rows(InterplaySaving), at.rows(Interplay)
    return (
        select(x.c.interplay_id, x.c.year, x.c.use, x.c.amount_ore)
        .select_from(x.join(whole, whole.c.id == x.c.interplay_id))
        .where(whole.c.mission_id == given("mission"))
    )


def interplays(mission_id: int, *, at: At) -> list[InterplayRow]:
    """What shuts out or helps each other in the mission, the oldest first. Four statements."""
    members: defaultdict[int, set[int]] = defaultdict(set)
    gains: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
    savings: defaultdict[int, dict[tuple[int, Use], int]] = defaultdict(dict)
    for row in _members(mission=mission_id, at=at):
        members[row.interplay_id].add(row.initiative_id)
    for row in _gains(mission=mission_id, at=at):
        gains[row.interplay_id][row.criterion_id] = row.points
    for row in _savings(mission=mission_id, at=at):
        savings[row.interplay_id][row.year, row.use] = row.amount_ore
    return [
        InterplayRow(
            row.id, row.version, row.code, row.kind, row.reason, row.source, frozenset(members[row.id]),
            gains[row.id], dict(sorted(savings[row.id].items())),
        )
        for row in _interplays(mission=mission_id, at=at)
    ]  # fmt: skip


@Question
def _bodies(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Organisation)
    return select(x.c.id, x.c.code, x.c.name, x.c.kind).order_by(x.c.name, x.c.id)


@dataclass(frozen=True, slots=True)
class BodyRow:
    id: int
    code: str
    name: str
    kind: OrganisationKind

    @property
    def of_state(self) -> bool:
        return self.kind in STATE_BODIES


def bodies(*, at: At) -> dict[int, BodyRow]:
    """Every organisation by id, in order of names. One statement."""
    return {row.id: BodyRow(*row) for row in _bodies(at=at)}
