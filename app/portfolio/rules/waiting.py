"""What a person decides about what an initiative waits for. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.analysis.graphs import circle_through
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import ConditionTie, DependencyKind

N = TypeVar("N", bound=Hashable)

# A shared solution is symmetric and makes nobody wait.
DIRECTED = (DependencyKind.FINISH_TO_START, DependencyKind.START_TO_START, DependencyKind.FINISH_TO_FINISH)


@dataclass(frozen=True, slots=True)
class DependencyFacts:
    """The initiative one stands in waits for another (``needs_id``) or for something outside the mission."""

    needs_id: int | None
    external_node_id: int | None
    kind: DependencyKind
    lag_days: int = 0
    reason: str = ""

    def check(self, *, on: date) -> None:
        if (self.needs_id is None) == (self.external_node_id is None):
            raise Refusal(N_("Choose one: an initiative, or something outside the mission."), field="external_node_id")
        if self.kind is DependencyKind.SHARED_SOLUTION and self.needs_id is None:
            raise Refusal(N_("A solution is shared with another initiative; choose which."), field="needs_id")
        if self.kind is DependencyKind.SHARED_SOLUTION and self.lag_days:
            raise Refusal(N_("Nobody waits for a shared solution: leave the delay empty."), field="lag_days")


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    condition_id: int
    tie: ConditionTie

    def check(self, *, on: date) -> None:
        """Any condition of the mission may be waited for or delivered."""


def check_no_circle(waits: Mapping[N, Iterable[N]], start: N, codes: Mapping[N, str]) -> None:
    """Refuse what would make initiatives wait for each other in a circle, with the circle written out."""
    circle = circle_through(waits, start)
    if circle:
        raise Refusal(
            N_("This closes a circle in which nobody can begin: %(circle)s."),
            field="needs_id",
            circle=" → ".join(codes[node] for node in circle),
        )
