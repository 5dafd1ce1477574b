"""Alternatives as pages show them: the list, one of them, and what its assumptions are held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, or_, select

from app.choices.models import Weighing
from app.choices.queries import weights as weighing
from app.choices.queries.assumptions import (
    Assumed,
    BodyRow,
    InterplayRow,
    ScenarioHead,
    assumed,
    bodies,
    interplays,
    scenario_head,
    scenario_heads,
)
from app.choices.queries.binding import LeftOut
from app.choices.queries.candidates import HUNDREDTHS, AreaRow, Candidate, areas, candidates
from app.choices.queries.outcome import Outcome
from app.choices.queries.posing import posed
from app.choices.queries.solutions import SolutionRow, latest_solutions
from app.choices.queries.weights import Weights
from app.choices.rules.scenarios import CoverAsked, Picked, SolutionKind
from app.people.queries import name_of
from app.plumbing.policy import Subject
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given
from app.plumbing.queue.queries import JobView, latest_of
from app.plumbing.record import At
from app.plumbing.refusals import N_, NotThere, Refusal
from app.portfolio.models import Capacity
from app.portfolio.rules.words import Use

JOB = "choices.solve"


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """An alternative in the list, with its latest best portfolio: how many are in it, and what it gives in points."""

    head: ScenarioHead
    owner: str
    budget_ore: int
    best: SolutionRow | None

    @property
    def size(self) -> int | None:
        return len(self.best.said["chosen"]) if self.best is not None and "chosen" in self.best.said else None

    @property
    def clashes(self) -> bool:
        return self.best is not None and "clashes" in self.best.said


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """One alternative. ``fault`` says why it cannot be posed, ``stale`` that the answer is to another problem."""

    assumed: Assumed
    weights: Weights
    owner: str
    left_out: tuple[LeftOut, ...]
    fault: Refusal | None
    best: SolutionRow | None
    robust: SolutionRow | None
    stale: bool
    outcome: Outcome | None
    clash: tuple[Mapping[str, Any], ...] | None
    job: JobView | None
    capacity: tuple[tuple[BodyRow, Decimal], ...]
    picks: tuple[tuple[Candidate, Picked], ...]
    cover: tuple[tuple[AreaRow, CoverAsked], ...]
    interplays: tuple[tuple[InterplayRow, tuple[str, ...]], ...]

    @property
    def head(self) -> ScenarioHead:
        return self.assumed.head

    @property
    def illustrative(self) -> bool:
        return self.head.source is Source.ILLUSTRATIVE or any(each.illustrative for each in self.assumed.sources)


@dataclass(frozen=True, slots=True)
class Load:
    """What all that could be chosen would ask of a body in the years, and what is registered that it can; weeks."""

    body: BodyRow
    asked: Decimal
    registered: Decimal | None


def visible_heads(mission_id: int, person_id: int | None, *, at: At) -> list[ScenarioHead]:
    """The alternatives of the mission that this person may see: those shared, and their own. One statement."""
    return [head for head in scenario_heads(mission_id, at=at) if head.shared or head.owner_id == person_id]


def scenario_rows(mission_id: int, person_id: int | None, *, archived: bool, at: At) -> list[ScenarioRow]:
    """The list, the newest first, those archived or those not."""
    heads = [head for head in visible_heads(mission_id, person_id, at=at) if (head.archived_on is not None) is archived]
    answers = latest_solutions([head.id for head in heads], at=at)
    budgets: defaultdict[int, int] = defaultdict(int)
    for head in heads:
        found = assumed(head.id, at=at)
        if found is not None:
            budgets[head.id] = sum(sum(each.budget.values()) for each in found.sources)
    return [
        ScenarioRow(
            head, name_of(head.owner_id) or "", budgets[head.id], answers.get(head.id, {}).get(SolutionKind.BEST)
        )
        for head in reversed(heads)
    ]


def assumed_of(subject: Subject, *, at: At) -> Assumed:
    """What the alternative assumes. Raises :class:`NotThere` for a moment before it was made."""
    found = assumed(subject.id, at=at)
    if found is None:
        raise NotThere(N_("This no longer exists."))
    return found


def head_of(subject: Subject, *, at: At) -> ScenarioHead:
    return assumed_of(subject, at=at).head


def scenario_page(scenario_id: int, *, at: At) -> ScenarioPage:
    """Everything on the page of an alternative. Some forty statements, whatever the number of initiatives."""
    found = assumed(scenario_id, at=at)
    if found is None:
        raise NotThere(N_("This no longer exists."))
    mission_id = found.head.mission_id
    fault, problem = None, None
    try:
        problem = posed(scenario_id, at=at)
    except Refusal as refusal:
        fault = refusal
    own = None if found.head.weighing_id is None else weighing.of(found.head.weighing_id, at=at)
    there, known = candidates(mission_id, at=at), areas(mission_id, at=at)
    by_id = {item.id: item for item in there}
    everybody = bodies(at=at)
    answers = latest_solutions([scenario_id], at=at).get(scenario_id, {})
    best, robust = answers.get(SolutionKind.BEST), answers.get(SolutionKind.ROBUST)
    outcome = Outcome.shaped(found, best, robust, there, known) if best is not None else None
    return ScenarioPage(
        assumed=found,
        weights=own or weighing.of_mission(mission_id, at=at),
        owner=name_of(found.head.owner_id) or "",
        left_out=problem.left_out if problem is not None else (),
        fault=fault,
        best=best,
        robust=outcome.robust if outcome is not None else None,
        stale=best is not None and (problem is None or problem.fingerprint != best.fingerprint),
        outcome=outcome,
        clash=tuple(best.said["clashes"]) if best is not None and "clashes" in best.said else None,
        job=latest_of(JOB, scenario_id=scenario_id) if at.deed is None else None,
        capacity=tuple((everybody[body], weeks) for body, weeks in sorted(found.capacity.items()) if body in everybody),
        picks=tuple((by_id[key], pick) for key, pick in found.picks.items() if key in by_id),
        cover=tuple((area, found.cover[area.id]) for area in known if area.id in found.cover),
        interplays=tuple(
            (row, tuple(item.code for item in there if item.id in row.members)) for row in interplays(mission_id, at=at)
        ),
    )


@dataclass(frozen=True, slots=True)
class WeightsPage:
    """What is weighed anew: the answers as they are kept, and the criteria."""

    head: ScenarioHead
    weights: Weights
    best: SolutionRow | None
    robust: SolutionRow | None


def weights_page(scenario_id: int, *, at: At) -> WeightsPage:
    """Little enough to be asked while somebody drags. Ten statements."""
    head = scenario_head(scenario_id, at=at)
    if head is None:
        raise NotThere(N_("This no longer exists."))
    own = None if head.weighing_id is None else weighing.of(head.weighing_id, at=at)
    answers = latest_solutions([scenario_id], at=at).get(scenario_id, {})
    best, robust = answers.get(SolutionKind.BEST), answers.get(SolutionKind.ROBUST)
    if best is None or robust is None or best.fingerprint != robust.fingerprint:
        best = robust = None
    return WeightsPage(head, own or weighing.of_mission(head.mission_id, at=at), best, robust)


def choosable(mission_id: int, *, at: At) -> list[Candidate]:
    """The initiatives that are neither finished nor gone, in natural order of codes."""
    return [item for item in candidates(mission_id, at=at) if not item.finished and not item.gone]


def needs_by_year(found: Assumed, *, at: At) -> dict[Use, dict[int, int]]:
    """What all that could be chosen needs in the alternative's years, less what is granted; øre."""
    sums: dict[Use, dict[int, int]] = {use: dict.fromkeys(found.head.years, 0) for use in Use}
    for item in choosable(found.head.mission_id, at=at):
        for (year, use), ore in item.needs.items():
            if year in sums[use]:
                sums[use][year] += ore
    return sums


@Question
def _registered(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Capacity)
    return select(x.c.organisation_id, x.c.quarter, x.c.person_weeks)


def loads(found: Assumed, *, at: At) -> list[Load]:
    """Every body that takes part in something, by name; and those the alternative limits already."""
    years = found.head.years
    asked: defaultdict[int, int] = defaultdict(int)
    for item in choosable(found.head.mission_id, at=at):
        for body in item.weeks:
            asked[body] += item.weeks_within(body, years)
    registered: defaultdict[int, Decimal] = defaultdict(Decimal)
    for row in _registered(at=at):
        if row.quarter.year in years:
            registered[row.organisation_id] += row.person_weeks
    return [
        Load(body, Decimal(asked[body.id]) / HUNDREDTHS, registered.get(body.id))
        for body in bodies(at=at).values()
        if body.id in asked or body.id in found.capacity
    ]


@Question
def _weighings(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Weighing)
    return (
        select(x.c.id, x.c.code, x.c.title)
        .where(x.c.mission_id == given("mission"), or_(x.c.main.is_(None), ~x.c.main))
        .order_by(x.c.id)
    )


def weighing_choices(mission_id: int, *, at: At) -> Sequence[tuple[int, str]]:
    """The weighings beside the mission's own: id and words. One statement."""
    rows = _weighings(mission=mission_id, at=at)
    return [(row.id, " ".join(part for part in (row.code, row.title) if part)) for row in rows]
