"""One report with all that an owner needs beside it to judge, and an initiative's lights from round to round."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Mission
from app.people.queries import names_of
from app.plumbing.db import db
from app.plumbing.formats import language
from app.plumbing.periods import Period
from app.plumbing.provenance import Origins, origins
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import Deliverable, Initiative, InitiativeText
from app.portfolio.rules.life import State
from app.reporting.models import Assessment, ReportDraft, ReportingRound, StatusReport
from app.reporting.queries.rounds import OfficeRating, RoundRow, round_before
from app.reporting.queries.scales import LightWord, light_words
from app.reporting.rules import GIVEN, WRITABLE, ReportState, period_of


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """``settled`` ones were delivered before this round and are not asked for again."""

    id: int
    code: str
    title: str
    planned: Period | None
    forecast: Period | None
    delivered_on: date | None
    settled: bool
    origins: Origins


@dataclass(frozen=True, slots=True)
class Given:
    """What one report says. The lights are words of the report's own scale."""

    id: int
    round_code: str
    round_title: str
    cut_off: date
    state: ReportState
    version: int
    language: str
    reporter_id: int | None
    reporter: str
    overall: LightWord | None
    overall_word: str
    time: LightWord | None
    cost: LightWord | None
    benefit: LightWord | None
    comment: str
    forecast_finish: Period | None
    forecast_cost_ore: int | None
    deliverables_done: int | None
    deliverables_total: int | None
    submitted_at: datetime | None
    returned_because: str
    origins: Origins

    @property
    def given(self) -> bool:
        return self.state in GIVEN

    @property
    def writable(self) -> bool:
        return self.state in WRITABLE


@dataclass(frozen=True, slots=True)
class Reported:
    """The initiative as a report needs it: its words, its three finish dates, its likely cost (øre)."""

    id: int
    code: str
    title: str
    title_language: str
    language: str
    currency: str
    state: State
    planned: Period | None
    original: Period | None
    forecast: Period | None
    actual: Period | None
    build_likely_ore: int | None
    origins: Origins


@dataclass(frozen=True, slots=True)
class ReportPage:
    """``previous`` is the latest report given in an earlier round, fresh if no round was closed without one since."""

    round: RoundRow
    initiative: Reported
    report: Given | None
    previous: Given | None
    previous_is_fresh: bool
    office: OfficeRating | None
    deliverables: tuple[DeliverableRow, ...]

    @property
    def done(self) -> int:
        return sum(row.delivered_on is not None for row in self.deliverables)


def report_page(this: RoundRow, initiative_id: int, *, at: At) -> ReportPage | None:
    """All of one report's page, or None where the initiative was not there on the day. At most 13 statements."""
    initiative = _reported(this.mission_id, initiative_id, at)
    if initiative is None:
        return None
    given = reports_of(initiative_id, this.mission_id, at=at, until=this.cut_off)
    report = next((row for row in given if row.round_code == this.code), None)
    previous = next((row for row in given if row.given and row.cut_off < this.cut_off), None)
    before = round_before(this, at=at)
    asked_from = previous.cut_off if previous else this.opens_on
    return ReportPage(
        round=this,
        initiative=initiative,
        report=report,
        previous=previous,
        previous_is_fresh=previous is not None and (before is None or previous.cut_off >= before.cut_off),
        office=_office(this.id, initiative_id, at),
        deliverables=tuple(_deliverables(initiative_id, asked_from, at)),
    )


@Question
def _reports(at: At) -> Select[*tuple[Any, ...]]:
    then, rounds = at.of(StatusReport), at.of(ReportingRound)
    return (
        select(
            *(getattr(then, column.key) for column in StatusReport.__table__.columns),
            rounds.code.label("round_code"),
            rounds.title.label("round_title"),
            rounds.cut_off,
        )
        .join(rounds, rounds.id == then.round_id)
        .where(
            then.initiative_id == given("initiative"),
            then.mission_id == given("mission"),
            rounds.cut_off <= given("until"),
        )
        .order_by(rounds.cut_off.desc(), then.id.desc())
    )


def reports_of(initiative_id: int, mission_id: int, *, at: At, until: date | None = None) -> list[Given]:
    """The initiative's reports in the mission, drafts too, newest round first. Five statements."""
    rows = _reports(initiative=initiative_id, mission=mission_id, until=until or date.max, at=at).all()
    words = light_words({row.scale_id for row in rows}, at=at)
    names = names_of(row.reporter_id for row in rows)
    said = origins("status_report", [(row.id, row.source) for row in rows], at=at)
    return [
        Given(
            id=row.id,
            round_code=row.round_code,
            round_title=row.round_title,
            cut_off=row.cut_off,
            state=row.state,
            version=row.version,
            language=row.language,
            reporter_id=row.reporter_id,
            reporter=names.get(row.reporter_id, ""),
            overall=words.get((row.scale_id, row.overall or "")),
            overall_word=row.overall_word,
            time=words.get((row.scale_id, row.time or "")),
            cost=words.get((row.scale_id, row.cost or "")),
            benefit=words.get((row.scale_id, row.benefit or "")),
            comment=row.comment,
            forecast_finish=period_of(row.forecast_finish, row.forecast_finish_precision),
            forecast_cost_ore=row.forecast_cost_ore,
            deliverables_done=row.deliverables_done,
            deliverables_total=row.deliverables_total,
            submitted_at=row.submitted_at,
            returned_because=row.returned_because,
            origins=said[row.id],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class RoundRating:
    """The office's word on an initiative in one round."""

    round_code: str
    cut_off: date
    rating: OfficeRating


@Question
def _assessments_of(at: At) -> Select[*tuple[Any, ...]]:
    then, rounds = at.of(Assessment), at.of(ReportingRound)
    return (
        select(
            rounds.code.label("round_code"),
            rounds.cut_off,
            then.scale_id,
            then.overall,
            then.overall_word,
            then.comment,
            then.made_on,
            then.source,
            then.version,
        )
        .join(rounds, rounds.id == then.round_id)
        .where(then.initiative_id == given("initiative"), then.mission_id == given("mission"))
        .order_by(rounds.cut_off.desc(), then.id.desc())
    )


def assessments_of(initiative_id: int, mission_id: int, *, at: At) -> list[RoundRating]:
    """The office's ratings of the initiative in the mission, newest round first. Three statements."""
    rows = list(_assessments_of(initiative=initiative_id, mission=mission_id, at=at))
    words = light_words({row.scale_id for row in rows}, at=at)
    return [
        RoundRating(
            round_code=row.round_code,
            cut_off=row.cut_off,
            rating=OfficeRating(
                word=words.get((row.scale_id, row.overall)),
                own_word=row.overall_word,
                comment=row.comment,
                made_on=row.made_on,
                source=row.source,
                version=row.version,
            ),
        )
        for row in rows
    ]


@Question
def _office_rows(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(Assessment)
    return select(
        then.scale_id,
        then.overall,
        then.overall_word,
        then.comment,
        then.made_on,
        then.source,
        then.version,
    ).where(then.round_id == given("round"), then.initiative_id == given("initiative"))


def _office(round_id: int, initiative_id: int, at: At) -> OfficeRating | None:
    row = _office_rows(initiative=initiative_id, round=round_id, at=at).first()
    if row is None:
        return None
    return OfficeRating(
        word=light_words([row.scale_id], at=at).get((row.scale_id, row.overall)),
        own_word=row.overall_word,
        comment=row.comment,
        made_on=row.made_on,
        source=row.source,
        version=row.version,
    )


@Question
def _reported_rows(at: At) -> Select[*tuple[Any, ...]]:
    then, mission = at.of(Initiative), at.of(Mission)
    wanted, own = at.again(InitiativeText), at.again(InitiativeText)
    return (
        select(
            then.id,
            then.code,
            coalesce(wanted.title, own.title, then.code).label("title"),
            case((wanted.id.is_not(None), given("language")), else_=then.language).label("title_language"),
            then.language,
            mission.currency,
            then.state,
            then.planned_finish,
            then.planned_finish_precision,
            then.original_finish,
            then.original_finish_precision,
            then.forecast_finish,
            then.forecast_finish_precision,
            then.actual_finish,
            then.actual_finish_precision,
            then.build_likely_ore,
            then.source,
        )
        .select_from(then)
        .join(mission, mission.id == given("mission"))
        .outerjoin(wanted, and_(wanted.initiative_id == then.id, wanted.language == given("language")))
        .outerjoin(own, and_(own.initiative_id == then.id, own.language == then.language))
        .where(then.id == given("initiative"))
    )


def _reported(mission_id: int, initiative_id: int, at: At) -> Reported | None:
    row = _reported_rows(initiative=initiative_id, mission=mission_id, language=language(), at=at).first()
    if row is None:
        return None
    return Reported(
        id=row.id,
        code=row.code,
        title=row.title,
        title_language=row.title_language,
        language=row.language,
        currency=row.currency,
        state=row.state,
        planned=period_of(row.planned_finish, row.planned_finish_precision),
        original=period_of(row.original_finish, row.original_finish_precision),
        forecast=period_of(row.forecast_finish, row.forecast_finish_precision),
        actual=period_of(row.actual_finish, row.actual_finish_precision),
        build_likely_ore=row.build_likely_ore,
        origins=origins("initiative", [(row.id, row.source)], at=at)[row.id],
    )


@Question
def _deliverables_rows(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(Deliverable)
    return (
        select(
            then.id,
            then.code,
            then.title,
            then.planned,
            then.planned_precision,
            then.forecast,
            then.forecast_precision,
            then.delivered_on,
            then.source,
        )
        .where(then.initiative_id == given("initiative"))
        .order_by(then.planned, then.id)
    )


def _deliverables(initiative_id: int, asked_from: date, at: At) -> list[DeliverableRow]:
    rows = list(_deliverables_rows(initiative=initiative_id, at=at))
    said = origins("deliverable", [(row.id, row.source) for row in rows], at=at)
    return [
        DeliverableRow(
            id=row.id,
            code=row.code,
            title=row.title,
            planned=period_of(row.planned, row.planned_precision),
            forecast=period_of(row.forecast, row.forecast_precision),
            delivered_on=row.delivered_on,
            settled=row.delivered_on is not None and row.delivered_on <= asked_from,
            origins=said[row.id],
        )
        for row in rows
    ]


def typed_words(report_id: int) -> dict[str, str]:
    """What was typed into a draft, by input, at present: drafts have no past. Empty where nothing was kept."""
    kept = db.session.scalar(select(ReportDraft.typed).where(ReportDraft.report_id == report_id))
    return dict(json.loads(kept)) if kept else {}
