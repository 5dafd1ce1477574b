"""The names of this chapter's deeds in the record."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    INITIATIVE_ADD = "initiative:facts:add"
    INITIATIVE_EDIT = "initiative:facts:edit"
    INITIATIVE_PLAN = "initiative:plan:edit"
    INITIATIVE_ESTIMATE = "initiative:estimate:edit"
    INITIATIVE_MOVE = "initiative:state:move"
    INITIATIVE_MISSION = "initiative:mission:edit"
    PERSON_PUT = "initiative:person:put"
    PART_ADD = "initiative:part:add"
    PART_EDIT = "initiative:part:edit"
    PART_REMOVE = "initiative:part:remove"
    CAPACITY_PUT = "organisation:capacity:put"
    GRANT_RECORD = "initiative:grant:record"
    GATE_DECIDE = "initiative:gate:decide"
    SOURCE_ADD = "funding:source:add"
    SOURCE_EDIT = "funding:source:edit"
    CONDITION_ADD = "mission:condition:add"
    CONDITION_EDIT = "mission:condition:edit"
    NODE_ADD = "mission:external-node:add"
    NODE_EDIT = "mission:external-node:edit"
    COLLECTION_IMPORT = "collection:rows:import"
