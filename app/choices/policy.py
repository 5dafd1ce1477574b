"""Who may do what with criteria, weights and scores. Pure."""

from __future__ import annotations

from enum import StrEnum

from app.people.policy import programme_manager, reader
from app.plumbing.policy import Policy


class ChoicePermission(StrEnum):
    VIEW = "choice:view"
    WEIGH = "choice:weigh"
    SCORE = "choice:score"


POLICY: Policy = {
    ChoicePermission.VIEW: reader,
    ChoicePermission.WEIGH: programme_manager,
    ChoicePermission.SCORE: programme_manager,
}
