"""Who may read the roll-up and their own home page, who prepares meetings, and who decides. Pure."""

from __future__ import annotations

from enum import StrEnum

from app.people.policy import programme_manager, reader, steering_group
from app.plumbing.policy import Policy, SignedIn, either


class SteeringPermission(StrEnum):
    HOME = "steering:home"
    READ_ROLL_UP = "steering:read-roll-up"
    READ_DECISIONS = "steering:read-decisions"
    PREPARE_MEETING = "steering:prepare-meeting"
    DECIDE = "steering:decide"
    RECOMPUTE = "steering:recompute"


POLICY: Policy = {
    SteeringPermission.HOME: SignedIn(),
    SteeringPermission.READ_ROLL_UP: reader,
    SteeringPermission.READ_DECISIONS: reader,
    # The office is the group's secretariat: it calls, writes the agenda and notes who came. It decides nothing.
    SteeringPermission.PREPARE_MEETING: either(programme_manager, steering_group),
    SteeringPermission.DECIDE: steering_group,
    SteeringPermission.RECOMPUTE: either(programme_manager, steering_group),
}
