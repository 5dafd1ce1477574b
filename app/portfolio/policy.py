"""Who may do what with initiatives. Pure."""

from __future__ import annotations

from enum import StrEnum

from app.people.policy import entrusted_reader, office, programme_manager, reader
from app.plumbing.policy import Policy, either


class InitiativePermission(StrEnum):
    VIEW = "initiative:view"
    LIST = "initiative:list"
    ADD = "initiative:add"
    EDIT = "initiative:edit"
    PRIORITISE = "initiative:prioritise"
    MOVE = "initiative:move"
    DECIDE_GATE = "initiative:decide-gate"
    RECORD_GRANT = "initiative:record-grant"
    APPOINT = "initiative:appoint"
    EXPORT = "initiative:export"


owner_or_office = either(entrusted_reader, office)

POLICY: Policy = {
    InitiativePermission.VIEW: reader,
    InitiativePermission.LIST: reader,
    InitiativePermission.EXPORT: reader,
    InitiativePermission.ADD: office,
    InitiativePermission.EDIT: owner_or_office,
    InitiativePermission.PRIORITISE: programme_manager,
    InitiativePermission.MOVE: office,
    InitiativePermission.DECIDE_GATE: owner_or_office,
    InitiativePermission.RECORD_GRANT: office,
    InitiativePermission.APPOINT: office,
}
