"""The names of this chapter's deeds in the record."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """The names of this chapter's deeds in the record."""

    CRITERION_ADD = "criterion:facts:add"
    CRITERION_EDIT = "criterion:facts:edit"
    CRITERIA_ADD = "mission:criteria:add"
    WEIGHTS_SET = "mission:weights:set"
    WEIGHING_PUT = "weighing:facts:put"
    STATEMENT_MAKE = "weighing:statement:make"
    STATEMENT_WITHDRAW = "weighing:statement:withdraw"
    SCORE_PUT = "initiative:score:put"
    OPINION_PUT = "initiative:opinion:put"
    SCENARIO_MAKE = "scenario:facts:make"
    SCENARIO_COPY = "scenario:facts:copy"
    SCENARIO_EDIT = "scenario:facts:edit"
    SCENARIO_SHARE = "scenario:facts:share"
    SCENARIO_ARCHIVE = "scenario:facts:archive"
    SCENARIO_RESTORE = "scenario:facts:restore"
    SCENARIO_MONEY = "scenario:money:set"
    SCENARIO_CAPACITY = "scenario:capacity:set"
    SCENARIO_PICKS = "scenario:picks:set"
    SCENARIO_COVER = "scenario:cover:set"
    INTERPLAY_PUT = "interplay:facts:put"
    INTERPLAY_REMOVE = "interplay:facts:remove"
    OPINION_WITHDRAW = "initiative:opinion:withdraw"
