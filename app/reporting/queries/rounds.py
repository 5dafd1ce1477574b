"""Reporting rounds: which there are, who was asked, and what each answered."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.sql.functions import coalesce

from app.missions.rules import Light
from app.people.models import Identity
from app.plumbing import clock, record
from app.plumbing.db import db
from app.plumbing.formats import language
from app.plumbing.periods import Period
from app.plumbing.provenance import Origin, Origins, Source, origins_of
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import Initiative, InitiativeMission, InitiativePerson, InitiativeText
from app.portfolio.rules.life import REPORTING, State
from app.portfolio.rules.words import PersonPart
from app.reporting.models import Assessment, ReportingRound, StatusReport
from app.reporting.queries.scales import LightWord, Scales, light_words
from app.reporting.rules import GIVEN, Difference, ReportState, RoundState, difference, period_of


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round: which day its reports count for, when it is asked, how far it has come."""

    id: int
    mission_id: int
    code: str
    title: str
    cut_off: date
    opens_on: date
    due_on: date
    state: RoundState
    version: int
    source: Source


@dataclass(frozen=True, slots=True)
class CountedRound(RoundRow):
    """How many reports in the round are given, and how many of those wait to be accepted."""

    given: int
    to_accept: int


COUNTS = ("given", "to_accept")


@Question
def _rounds(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(ReportingRound)
    return (
        select(
            then.id,
            then.mission_id,
            then.code,
            then.title,
            then.cut_off,
            then.opens_on,
            then.due_on,
            then.state,
            then.version,
            then.source,
        )
        .where(then.mission_id == given("mission"))
        .order_by(then.cut_off.desc(), then.id.desc())
    )


def rounds(mission_id: int, *, at: At) -> list[RoundRow]:
    """The mission's rounds, newest first. One statement."""
    return [RoundRow(**row) for row in _rounds(mission=mission_id, at=at).mappings()]


@Question
def _counts(at: At) -> Select[*tuple[Any, ...]]:
    report = at.of(StatusReport)
    return (
        select(
            report.round_id,
            func.count(case((report.state.in_(GIVEN), 1))).label("given"),
            func.count(case((report.state == ReportState.SUBMITTED, 1))).label("to_accept"),
        )
        .where(report.mission_id == given("mission"))
        .group_by(report.round_id)
    )


def counted_rounds(mission_id: int, *, at: At) -> list[CountedRound]:
    """The mission's rounds with their reports counted, newest first. Two statements."""
    counts = {row.round_id: (row.given, row.to_accept) for row in _counts(mission=mission_id, at=at)}
    rows = _rounds(mission=mission_id, at=at).mappings()
    return [CountedRound(**row, **dict(zip(COUNTS, counts.get(row["id"], (0, 0)), strict=True))) for row in rows]


def round_at(mission_id: int, code: str, *, at: At) -> RoundRow | None:
    """The round of that code, or None where there was none on the day. One statement."""
    return next((found for found in rounds(mission_id, at=at) if found.code == code), None)


def round_before(this: RoundRow, *, at: At) -> RoundRow | None:
    """The closed round before this one. One statement."""
    return next(
        (
            other
            for other in rounds(this.mission_id, at=at)
            if other.state is RoundState.CLOSED and other.cut_off < this.cut_off
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class OfficeRating:
    """The office's own word on an initiative in a round."""

    word: LightWord | None
    own_word: str
    comment: str
    made_on: date
    source: Source
    version: int


@dataclass(frozen=True, slots=True)
class Line:
    """One initiative of a round: what its owner said, what the office says, and what was said last time.

    ``state`` is None where nothing was begun, or where what was begun is not for this reader.
    """

    initiative_id: int
    code: str
    title: str
    title_language: str
    life: State
    origins: Origins
    owner: str
    state: ReportState | None
    version: int
    word: LightWord | None
    own_word: str
    submitted_at: datetime | None
    comment: str
    forecast: Period | None
    original: Period | None
    report_origins: Origins | None
    office: OfficeRating | None
    word_before: LightWord | None
    comment_before: str

    @property
    def given(self) -> bool:
        return self.state in GIVEN

    @property
    def light(self) -> Light:
        return self.word.light if self.word and self.given else Light.NONE

    @property
    def light_before(self) -> Light:
        return self.word_before.light if self.word_before else Light.NONE

    @property
    def difference(self) -> Difference | None:
        office = self.office.word if self.office else None
        return difference(self.word.light if self.word and self.given else None, office.light if office else None)

    @property
    def shown(self) -> tuple[Origin, ...]:
        """Where each value that a list shows of the row is from."""
        fields = ["title", *(["original_finish"] if self.original else [])]
        found = [self.origins.of(name) for name in fields]
        if self.given and self.report_origins is not None:
            said = {"overall": True, "overall_word": bool(self.own_word), "forecast_finish": self.forecast is not None}
            found += [self.report_origins.of(name) for name, is_shown in said.items() if is_shown]
        if self.office is not None:
            found.append(Origin(self.office.source))
        return tuple(found)

    @property
    def illustrative(self) -> str:
        """«all», «partly» or nothing: how much of what a list shows of the row is made up."""
        sources = {origin.source for origin in self.shown}
        if sources == {Source.ILLUSTRATIVE}:
            return "all"
        return "partly" if Source.ILLUSTRATIVE in sources else ""

    @property
    def published(self) -> tuple[Origin, ...]:
        """The publications something in the row is from, each once."""
        return tuple(dict.fromkeys(origin for origin in self.shown if origin.source is Source.PUBLISHED))

    @property
    def same_comment(self) -> bool:
        """The owner sent last time's comment once more."""
        return self.given and bool(self.comment) and self.comment == self.comment_before


def lines(this: RoundRow, before: RoundRow | None, *, at: At, drafts_of: Collection[int] | None = None) -> list[Line]:
    """The initiatives asked in the round, by code. Nine statements at most.

    Asked are those in a state that reports, on the last day of a closed round, else now; and whoever reported, or was
    rated by the office, all the same. ``drafts_of`` names the initiatives whose drafts the reader may see, None all of
    them.
    """
    report, office = at.of(StatusReport), at.of(Assessment)
    round_ids = [this.id] if before is None else [this.id, before.id]
    reports = {
        (row.round_id, row.initiative_id): row
        for row in db.session.execute(
            select(
                report.id,
                report.round_id,
                report.initiative_id,
                report.state,
                report.version,
                report.scale_id,
                report.overall,
                report.overall_word,
                report.comment,
                report.forecast_finish,
                report.forecast_finish_precision,
                report.submitted_at,
                report.source,
            ).where(report.round_id.in_(round_ids))
        )
    }
    ratings = {
        row.initiative_id: row
        for row in db.session.execute(
            select(
                office.initiative_id,
                office.scale_id,
                office.overall,
                office.overall_word,
                office.comment,
                office.made_on,
                office.source,
                office.version,
            ).where(office.round_id == this.id)
        )
    }
    scales = light_words({row.scale_id for row in (*reports.values(), *ratings.values())}, at=at)
    reported = {initiative for (round_id, initiative), row in reports.items() if round_id == this.id}
    asked = _asked(this, at) | reported | set(ratings)
    found = []
    initiatives = list(_initiatives(this.mission_id, asked, at))
    origin = origins_of(
        {
            "initiative": [(row.id, row.source) for row in initiatives],
            "status_report": [(row.id, row.source) for row in reports.values() if row.round_id == this.id],
        },
        at=at,
    )
    for row in initiatives:
        said = reports.get((this.id, row.id))
        last = reports.get((before.id, row.id)) if before else None
        if last is not None and last.state not in GIVEN:
            last = None
        if said is not None and said.state not in GIVEN and drafts_of is not None and row.id not in drafts_of:
            said = None
        rating = ratings.get(row.id)
        found.append(
            Line(
                initiative_id=row.id,
                code=row.code,
                title=row.title,
                title_language=row.title_language,
                life=row.state,
                origins=origin["initiative", row.id],
                owner=row.owner or "",
                state=said.state if said else None,
                version=said.version if said else 0,
                word=_word(scales, said),
                own_word=said.overall_word if said else "",
                submitted_at=said.submitted_at if said else None,
                comment=said.comment if said else "",
                forecast=period_of(said.forecast_finish, said.forecast_finish_precision) if said else None,
                original=period_of(row.original_finish, row.original_finish_precision),
                report_origins=origin["status_report", said.id] if said else None,
                office=None
                if rating is None
                else OfficeRating(
                    word=_word(scales, rating),
                    own_word=rating.overall_word,
                    comment=rating.comment,
                    made_on=rating.made_on,
                    source=rating.source,
                    version=rating.version,
                ),
                word_before=_word(scales, last),
                comment_before=last.comment if last else "",
            )
        )
    return found


def _word(scales: Scales, row: object) -> LightWord | None:
    return scales.get((getattr(row, "scale_id", 0), getattr(row, "overall", None) or ""))


def _asked(this: RoundRow, at: At) -> set[int]:
    """The mission's initiatives that were to report. Two statements."""
    if this.state is RoundState.CLOSED:
        ended = record.at_day(this.due_on).deed
        at = at if at.deed is not None and ended is not None and at.deed < ended else At(deed=ended)
    then, serves = at.of(Initiative), at.of(InitiativeMission)
    return set(
        db.session.scalars(
            select(then.id)
            .join(serves, serves.initiative_id == then.id)
            .where(serves.mission_id == this.mission_id, then.state.in_(REPORTING))
        )
    )


def _initiatives(mission_id: int, ids: Collection[int], at: At) -> Iterator[Any]:
    """Their titles, plans and present owners, by code. One statement."""
    then, serves, part = at.of(Initiative), at.of(InitiativeMission), at.of(InitiativePerson)
    wanted, own = at.again(InitiativeText), at.again(InitiativeText)
    on = at.day or clock.today()
    query = (
        select(
            then.id,
            then.code,
            coalesce(wanted.title, own.title, then.code).label("title"),
            case((wanted.id.is_not(None), language()), else_=then.language).label("title_language"),
            then.state,
            then.source,
            then.original_finish,
            then.original_finish_precision,
            Identity.name.label("owner"),
        )
        .join(serves, serves.initiative_id == then.id)
        .outerjoin(wanted, and_(wanted.initiative_id == then.id, wanted.language == language()))
        .outerjoin(own, and_(own.initiative_id == then.id, own.language == then.language))
        .outerjoin(
            part,
            and_(
                part.initiative_id == then.id,
                part.part == PersonPart.OWNER,
                or_(part.from_date.is_(None), part.from_date <= on),
                or_(part.to_date.is_(None), part.to_date >= on),
            ),
        )
        .outerjoin(Identity, Identity.person_id == part.person_id)
        .where(serves.mission_id == mission_id, then.id.in_(ids))
        .order_by(then.code_key, part.from_date.desc())
    )
    seen: set[int] = set()
    for row in db.session.execute(query):
        if row.id not in seen:
            seen.add(row.id)
            yield row
