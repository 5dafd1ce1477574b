"""Decisions, as programs read them. They stand as they were written: there is nothing to write here."""

from __future__ import annotations

from app.plumbing.api.parts import Nested
from app.plumbing.api.resources import of_mission, resource
from app.steering import collections
from app.steering.models import DecisionItem
from app.steering.policy import SteeringPermission

DECISIONS = resource(
    collections.DECISIONS,
    called="Decision",
    about="A decision with its own copy of what it rests on (JSON as text). A correction names what it corrects.",
    permission=SteeringPermission.READ_DECISIONS,
    reach=of_mission(),
    key="code",
    parts=(Nested("initiatives", DecisionItem, "decision_id", about="What it says of each initiative."),),
)

RESOURCES = (DECISIONS,)
