"""The office's own rating beside the owner's."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.missions.models import Mission, StatusWord
from app.plumbing.db import db, locked
from app.plumbing.provenance import entered
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Changed, Refusal
from app.reporting.models import Assessment, ReportingRound
from app.reporting.rules import Act


def assess(
    round_id: int, initiative_id: int, version: int | None, *, overall: str | None, comment: str, on: date
) -> Assessment:
    """Say how the office sees the initiative in this round. ``version`` is 0 where it had not said so before.

    It may be said of a closed round too: the office often rates after the owners have reported.
    """
    ring = locked(ReportingRound, round_id)
    scale_id = db.session.get_one(Mission, ring.mission_id).scale_id
    row = db.session.scalar(
        select(Assessment)
        .where(Assessment.round_id == round_id, Assessment.initiative_id == initiative_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is not None and version is not None and row.version != version:
        raise Changed((row.__tablename__, row.id), since=version, version=row.version)
    known = db.session.scalar(
        select(StatusWord.id).where(StatusWord.scale_id == scale_id, StatusWord.code == overall, StatusWord.reportable)
    )
    if overall is None or known is None:
        raise Refusal(N_("Choose one of the lights."), field="overall")
    if row is None:
        row = Assessment(
            mission_id=ring.mission_id,
            round_id=round_id,
            initiative_id=initiative_id,
            scale_id=scale_id,
            overall=overall,
            comment=comment.strip(),
            made_by_id=current_work().by,
            made_on=on,
        )
        db.session.add(row)
    else:
        entered(row, ["scale", "overall", "overall_word", "comment", "made_on"])
        row.scale_id, row.overall, row.overall_word = scale_id, overall, ""
        row.comment, row.made_by_id, row.made_on = comment.strip(), current_work().by, on
        row.version += 1
    current_work().record(Act.ASSESSMENT_PUT, row, mission=ring.mission_id)
    return row
