"""Who may read the roll-up and their own home page. Pure."""

from __future__ import annotations

from enum import StrEnum

from app.people.policy import reader
from app.plumbing.policy import Policy, SignedIn


class SteeringPermission(StrEnum):
    HOME = "steering:home"
    READ_ROLL_UP = "steering:read-roll-up"


POLICY: Policy = {
    SteeringPermission.HOME: SignedIn(),
    SteeringPermission.READ_ROLL_UP: reader,
}
