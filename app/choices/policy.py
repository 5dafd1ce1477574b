"""Who may do what with criteria, weights and scores. Pure."""

from __future__ import annotations

from enum import StrEnum

from app.people.policy import programme_manager, reader
from app.plumbing.policy import Policy


class ChoicePermission(StrEnum):
    VIEW = "choice:view"
    WEIGH = "choice:weigh"
    SCORE = "choice:score"
    VIEW_SCENARIO = "choice:view-scenario"
    EDIT_SCENARIO = "choice:edit-scenario"
    SOLVE = "choice:solve"


POLICY: Policy = {
    ChoicePermission.VIEW: reader,
    ChoicePermission.WEIGH: programme_manager,
    ChoicePermission.SCORE: programme_manager,
    # What is not shared yet is there for its owner alone: who may ask about it at all, its subject says.
    ChoicePermission.VIEW_SCENARIO: reader,
    ChoicePermission.EDIT_SCENARIO: programme_manager,
    ChoicePermission.SOLVE: programme_manager,
}
