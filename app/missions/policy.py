"""Who may do what with missions. Pure."""

from __future__ import annotations

from enum import StrEnum

from app.people.policy import administrator, office, reader
from app.plumbing.policy import Policy


class MissionPermission(StrEnum):
    VIEW = "mission:view"
    EDIT = "mission:edit"
    ADD = "mission:add"


POLICY: Policy = {
    MissionPermission.VIEW: reader,
    MissionPermission.EDIT: office,
    MissionPermission.ADD: administrator,
}
