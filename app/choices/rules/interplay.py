"""Initiatives that shut each other out, or give more or cost less together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import Use


class InterplayKind(StrEnum):
    EXCLUSION = "exclusion"
    SYNERGY = "synergy"


@dataclass(frozen=True, slots=True)
class InterplayFacts:
    """Which initiatives (ids) shut each other out or belong together, why, and what they give and save together.

    ``gains`` are points (0–100) by criterion id, ``savings`` øre by year and use.
    """

    kind: InterplayKind
    members: frozenset[int]
    reason: str
    gains: Mapping[int, Decimal]
    savings: Mapping[tuple[int, Use], int]


def check_interplay(facts: InterplayFacts) -> None:
    """Refuse what joins nothing, or says nothing about what is joined."""
    if len(facts.members) < 2:
        raise Refusal(N_("Choose at least two initiatives."), field="members")
    if facts.kind is InterplayKind.EXCLUSION and (facts.gains or facts.savings):
        raise Refusal(N_("Initiatives that shut each other out give and save nothing together."), field="kind")
    if facts.kind is InterplayKind.SYNERGY and not (facts.gains or facts.savings):
        raise Refusal(N_("Say what they give or save together."), field="kind")
