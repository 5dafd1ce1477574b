"""Words and rules of choosing. Pure; the arithmetic of value is ``app.analysis``'."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """The names of this chapter's deeds in the record."""

    CRITERION_ADD = "criterion:facts:add"
    CRITERION_EDIT = "criterion:facts:edit"
    WEIGHTS_SET = "mission:weights:set"
    SCORE_PUT = "initiative:score:put"
