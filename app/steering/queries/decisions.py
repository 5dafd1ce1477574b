"""Decisions: the list, one with all it rests on, and what was decided about an initiative."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.choices.models import Scenario
from app.missions.queries import wordings
from app.people.models import Identity, Person
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given, given_any
from app.plumbing.record import At
from app.plumbing.record.chain import Deed
from app.portfolio.models import Initiative, InitiativeMission, InitiativeText
from app.portfolio.rules.words import Adoption
from app.steering.models import Decision, DecisionItem, Meeting, Recomputation
from app.steering.rules.meetings import AgendaKind


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """``adopted`` initiatives; ``corrected_by`` is the code of the decision that stands instead."""

    id: int
    code: str
    kind: AgendaKind
    title: str
    decided_on: date
    meeting: str
    source: Source
    scenario: str
    adopted: int
    corrects: str
    corrected_by: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    code: str
    title: str
    words_language: str
    adoption: Adoption


@dataclass(frozen=True, slots=True)
class Run:
    """One time the problem was solved again."""

    made_at: datetime
    versions: Mapping[str, str]
    same_problem: bool
    feasible: bool
    proven: bool
    same_objective: bool
    same_choice: bool
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """``deed`` and ``hash`` are of the decision itself in the record; ``names`` today's, by the person's code."""

    row: DecisionRow
    number: int
    proposal: str
    wording: str
    reasons: str
    dissent: str
    follow_up: str
    follow_up_due: date | None
    at_deed: int | None
    record_hash: str
    fingerprint: str
    grounds: Mapping[str, Any]
    items: tuple[ItemRow, ...]
    runs: tuple[Run, ...]
    names: Mapping[str, str]
    deed: int | None
    hash: str


@Question
def _decisions(at: At) -> Select[*tuple[Any, ...]]:
    x, meeting, scenario, item = at.of(Decision), at.of(Meeting), at.of(Scenario), at.of(DecisionItem)
    new = at.again(Decision)
    adopted = select(func.count()).where(item.decision_id == x.id).scalar_subquery()
    return (
        select(
            x.id, x.code, x.kind, x.title, x.decided_on, meeting.code, x.source,
            func.coalesce(scenario.code, ""), adopted, func.coalesce(x.corrects, ""), func.coalesce(new.code, ""),
        )
        .join(meeting, meeting.id == x.meeting_id)
        .outerjoin(scenario, scenario.id == x.scenario_id)
        .outerjoin(new, (new.mission_id == x.mission_id) & (new.corrects == x.code))
        .where(x.mission_id == given("mission"))
        .order_by(x.decided_on.desc(), x.id.desc())
    )  # fmt: skip


def decisions(mission_id: int, *, at: At) -> list[DecisionRow]:
    """The latest first. One statement."""
    return [DecisionRow(*row) for row in _decisions(mission=mission_id, at=at)]


@Question
def _whole(at: At) -> Select[*tuple[Any, ...]]:
    x = at.of(Decision)
    return select(
        x.number, x.proposal, x.wording, x.reasons, x.dissent, x.follow_up, x.follow_up_due, x.at_deed,
        x.record_hash, x.fingerprint, x.grounds,
    ).where(x.id == given("decision"))  # fmt: skip


@Question
def _items(at: At) -> Select[*tuple[Any, ...]]:
    x, initiative = at.of(DecisionItem), at.of(Initiative)
    return (
        select(initiative.id, initiative.code, initiative.language, x.adoption)
        .join(initiative, initiative.id == x.initiative_id)
        .where(x.decision_id == given("decision"))
        .order_by(initiative.code_key)
    )


@Question
def _runs(_at: At) -> Select[*tuple[Any, ...]]:
    x = Recomputation
    return (
        select(
            x.made_at, x.versions, x.same_problem, x.feasible, x.proven, x.same_objective, x.same_choice, x.chosen
        )
        .where(x.decision_id == given("decision"))
        .order_by(x.id.desc())
    )  # fmt: skip


@Question
def _names(_at: At) -> Select[*tuple[Any, ...]]:
    return (
        select(Person.code, Identity.name)
        .join(Identity, Identity.person_id == Person.id)
        .where(Person.code.in_(given_any("codes")))
    )


@Question
def _deed(_at: At) -> Select[*tuple[Any, ...]]:
    return (
        select(Deed.number, Deed.hash)
        .where(Deed.subject_table == "decision", Deed.subject_id == given("decision"))
        .order_by(Deed.number)
    )


def decision_page(mission_id: int, code: str, *, at: At) -> DecisionPage | None:
    """Seven statements."""
    row = next((row for row in decisions(mission_id, at=at) if row.code == code), None)
    if row is None:
        return None
    words = dict(_whole(decision=row.id, at=at).one()._mapping)
    grounds = words.pop("grounds")
    told: Mapping[str, Any] = json.loads(grounds) if grounds else {}
    items = _items(decision=row.id, at=at).all()
    titles = wordings(InitiativeText, InitiativeText.initiative_id, {line.id: line.language for line in items}, at=at)
    codes = [line["person"] for line in told.get("present", ()) if line["person"]]
    deed = _deed(decision=row.id).first()
    return DecisionPage(
        row=row,
        **words,
        grounds=told,
        items=tuple(
            ItemRow(
                line.code,
                titles[line.id].title if line.id in titles else line.code,
                titles[line.id].language if line.id in titles else line.language,
                line.adoption,
            )
            for line in items
        ),
        runs=tuple(_run(dict(line._mapping)) for line in _runs(decision=row.id)),
        names=dict(iter(_names(codes=codes))) if codes else {},
        deed=deed.number if deed else None,
        hash=deed.hash if deed else "",
    )


def _run(named: dict[str, Any]) -> Run:
    versions, chosen = json.loads(named.pop("versions")), json.loads(named.pop("chosen"))
    return Run(versions=versions, chosen=tuple(chosen), **named)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decision says of one initiative; ``corrected`` ones no longer hold."""

    code: str
    title: str
    decided_on: date
    adoption: Adoption
    corrected: bool


@Question
def _about(at: At) -> Select[*tuple[Any, ...]]:
    x, item, new = at.of(Decision), at.of(DecisionItem), at.again(Decision)
    return (
        select(x.code, x.title, x.decided_on, item.adoption, new.id.is_not(None))
        .join(item, item.decision_id == x.id)
        .outerjoin(new, (new.mission_id == x.mission_id) & (new.corrects == x.code))
        .where(item.initiative_id == given("initiative"), x.mission_id == given("mission"))
        .order_by(x.decided_on.desc(), x.id.desc())
    )


@Question
def _standing(at: At) -> Select[*tuple[Any, ...]]:
    x = at.of(InitiativeMission)
    return select(x.adoption).where(x.initiative_id == given("initiative"), x.mission_id == given("mission"))


def decided_about(initiative_id: int, mission_id: int, *, at: At) -> tuple[Adoption | None, Sequence[Verdict]]:
    """What holds of the initiative, and every decision that named it, the latest first. Two statements."""
    holds = _standing(initiative=initiative_id, mission=mission_id, at=at).scalar()
    return holds, [Verdict(*row) for row in _about(initiative=initiative_id, mission=mission_id, at=at)]
