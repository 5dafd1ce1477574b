"""What choosing adds to pages of other chapters."""

from __future__ import annotations

from flask_babel import gettext as _

from app.choices import queries, words
from app.choices.policy import ChoicePermission
from app.plumbing.access import can
from app.plumbing.panels import Panel
from app.plumbing.policy import Subject
from app.plumbing.record import At


def rank(subject: Subject, at: At) -> Panel | None:
    """Where an initiative ranks in the mission it is viewed in, why, and how it scores on each criterion."""
    if not subject.missions or not can(ChoicePermission.VIEW, subject):
        return None
    found = queries.place_of(subject.id, queries.weighed_in(subject), at=at)
    if not found.criteria:
        return None
    return Panel(
        anchor="rank",
        title=_("Rank"),
        template="choices/panels/rank.html",
        values={
            "found": found,
            "row": found.row,
            "scores": found.scores,
            "missing": found.missing,
            "subject": subject,
            "why": words.why,
            "why_behind": words.why_behind,
            "SCORE": ChoicePermission.SCORE,
        },
    )
