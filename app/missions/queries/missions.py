"""Questions about missions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Evidence, Mission, MissionText, StatusScale
from app.missions.policy import MissionPermission
from app.missions.queries.wording import wordings
from app.missions.rules import EvidenceKind, EvidenceStrength
from app.plumbing import keys
from app.plumbing.access import SqlFacts, can
from app.plumbing.db import db
from app.plumbing.formats import language
from app.plumbing.frame import MissionLink
from app.plumbing.periods import months_between
from app.plumbing.policy import Subject
from app.plumbing.provenance import Origins, origins
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.plumbing.refusals import N_, NotThere

MISSION_FACTS = SqlFacts(in_missions=lambda ids: Mission.id.in_(ids), entrusted_to=lambda person: false())


def mission_subject(slug: str) -> Subject | None:
    """The mission as the policy sees it."""
    found = _called(slug=slug).first()
    return None if found is None else Subject(id=found.id, code=found.slug, missions=frozenset({found.id}))


@Question
def _called(at: At) -> Select[*tuple[Any, ...]]:
    return select(Mission.id, Mission.slug).where(Mission.slug == given("slug"))


def ids_by_slug(*, at: At) -> Mapping[str, int]:
    """Every mission there is, whoever asks: for what the settings say of one."""
    x = at.of(Mission)
    return {row.slug: row.id for row in db.session.execute(select(x.slug, x.id))}


@Question
def _all_missions(at: At) -> Select[*tuple[Any, ...]]:
    wanted, own = aliased(MissionText), aliased(MissionText)
    return (
        select(Mission.id, Mission.slug, coalesce(wanted.title, own.title, Mission.slug), Mission.currency)
        .outerjoin(wanted, (wanted.mission_id == Mission.id) & (wanted.language == given("language")))
        .outerjoin(own, (own.mission_id == Mission.id) & (own.language == Mission.language))
        .order_by(Mission.id)
    )


def visible_missions() -> Sequence[MissionLink]:
    """The missions the signed-in person may see, oldest first, in the language of the page where it has words.

    Missions are few and each page asks, so the predicate is held against each here and not made into SQL anew.
    """
    return [
        MissionLink(id=row[0], slug=row[1], name=row[2], currency=row[3])
        for row in _all_missions(language=language())
        if can(MissionPermission.VIEW, Subject(id=row[0], code=row[1], missions=frozenset({row[0]})))
    ]


@dataclass(frozen=True, slots=True)
class MissionPage:
    """A mission as its pages show it; ``title`` and ``statement`` are in ``words_language``.

    The origins of ``title`` and ``summary`` (the statement) stand with the mission's other fields.
    """

    id: int
    slug: str
    version: int
    language: str
    currency: str
    start_date: date | None
    target_date: date
    title: str
    statement: str
    words_language: str
    origins: Origins

    def months_left(self, *, on: date) -> int:
        """Whole months from ``on`` to the target date; none once it is past."""
        return max(0, months_between(on, self.target_date))


def mission_page(mission_id: int, *, at: At) -> MissionPage | None:
    """The mission as it was; None where it did not exist yet. Three statements."""
    found = _page(mission=mission_id, at=at).first()
    if found is None:
        return None
    words = wordings(MissionText, MissionText.mission_id, {found.id: found.language}, at=at).get(found.id)
    return MissionPage(
        id=found.id,
        slug=found.slug,
        version=found.version,
        language=found.language,
        currency=found.currency,
        start_date=found.start_date,
        target_date=found.target_date,
        title=words.title if words else found.slug,
        statement=words.summary if words else "",
        words_language=words.language if words else found.language,
        origins=origins("mission", [(found.id, found.source)], at=at)[found.id],
    )


@Question
def _page(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(Mission)
    return select(
        then.id,
        then.slug,
        then.version,
        then.language,
        then.currency,
        then.start_date,
        then.target_date,
        then.source,
    ).where(then.id == given("mission"))


def existing_mission(mission_id: int, *, at: At) -> MissionPage:
    """The mission as it was. Raises :class:`NotThere` where it did not exist yet."""
    found = mission_page(mission_id, at=at)
    if found is None:
        raise NotThere(N_("This did not exist on that day."))
    return found


def status_scales(*, at: At) -> list[tuple[int, str]]:
    """The sets of status words a mission may use, by title."""
    then = at.of(StatusScale)
    rows = db.session.execute(select(then.id, then.title).order_by(then.title, then.id))
    return [(row.id, row.title) for row in rows]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Something known; ``year`` and ``page`` are where it was published."""

    id: int
    code: str
    kind: EvidenceKind
    strength: EvidenceStrength
    title: str
    publisher: str
    year: int | None
    page: str
    finding: str
    origins: Origins


def evidence(mission_id: int, *, at: At) -> list[EvidenceRow]:
    """What is known in the mission, by code. Two statements."""
    then = at.of(Evidence)
    rows = db.session.execute(
        select(
            then.id,
            then.code,
            then.kind,
            then.strength,
            then.title,
            then.publisher,
            then.year,
            then.page,
            then.finding,
            then.source,
        ).where(then.mission_id == mission_id)
    ).all()
    said = origins("evidence", [(row.id, row.source) for row in rows], at=at)
    return [
        EvidenceRow(*row[:9], origins=said[row.id]) for row in sorted(rows, key=lambda row: keys.sort_key(row.code))
    ]
