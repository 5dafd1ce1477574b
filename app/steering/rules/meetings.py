"""Words and rules of meetings and decisions. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import Adoption


class Act(StrEnum):
    """The names of this chapter's deeds in the record."""

    MEETING_ADD = "meeting:facts:add"
    MEETING_EDIT = "meeting:facts:edit"
    AGENDA_PUT = "meeting:agenda:put"
    AGENDA_REMOVE = "meeting:agenda:remove"
    ATTENDANCE_PUT = "meeting:attendance:put"
    DECISION_MAKE = "decision:facts:make"
    DECISION_CORRECT = "decision:facts:correct"


class AgendaKind(StrEnum):
    """orientering, drøfting, beslutning"""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class Presence(StrEnum):
    """Whoever is not impartial in a case stands aside and says why."""

    PRESENT = "present"
    ABSENT = "absent"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    title: str
    held_on: date
    place: str = ""

    def check(self) -> None:
        if not self.title:
            raise Refusal(N_("Give the meeting a title."), field="title")


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """``scenario_id``: the alternative the group is asked to adopt."""

    kind: AgendaKind
    title: str
    proposal: str = ""
    scenario_id: int | None = None

    def check(self) -> None:
        if not self.title:
            raise Refusal(N_("Say what the case is about."), field="title")
        if self.scenario_id is not None and self.kind is not AgendaKind.DECISION:
            raise Refusal(N_("An alternative is adopted by a decision: choose that kind."), field="kind")
        if self.kind is AgendaKind.DECISION and not self.proposal:
            raise Refusal(N_("Write the proposed wording, so that the group knows what it is asked."), field="proposal")


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person of the directory, or else a function in words."""

    person_id: int | None
    function: str
    presence: Presence
    reason: str = ""


def check_attendance(rows: Sequence[Attendee]) -> None:
    """Refuse a row of nobody or of two, and somebody who stands aside without a reason."""
    for number, row in enumerate(rows):
        if (row.person_id is None) != bool(row.function):
            raise Refusal(N_("Name a person or a function, not both."), field=f"function_{number}")
        if row.presence is Presence.RECUSED and not row.reason:
            raise Refusal(N_("Write why somebody stood aside."), field=f"reason_{number}")


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """What was decided, in words."""

    wording: str
    reasons: str = ""
    dissent: str = ""
    follow_up: str = ""
    follow_up_due: date | None = None

    def check(self, *, held_on: date, on: date) -> None:
        if not self.wording:
            raise Refusal(N_("Write what was decided."), field="wording")
        if held_on > on:
            raise Refusal(N_("The meeting has not been held yet."))
        if self.follow_up_due is not None and not self.follow_up:
            raise Refusal(N_("Say what is to be followed up by that day."), field="follow_up")


@dataclass(frozen=True, slots=True)
class Adopted:
    """What of an alternative's answer is adopted, by the code of the initiative.

    ``knowing``: the group has been told that the data has moved on since, or that the answer is not proved, and adopts
    it all the same.
    """

    solution_id: int
    items: Mapping[str, Adoption]
    knowing: bool = False


def check_adoption(
    words: DecisionWords, adopted: Adopted, chosen: frozenset[str], *, stale: bool, proven: bool
) -> None:
    """Refuse adopting what the answer does not hold, nothing at all, without reasons, or unknowingly."""
    if not words.reasons:
        raise Refusal(N_("Write why: the reasons are kept with the decision."), field="reasons")
    if not adopted.items:
        raise Refusal(N_("Choose at least one initiative to prioritise or recommend."))
    if foreign := sorted(set(adopted.items) - chosen):
        raise Refusal(N_("%(codes)s is not in the answer that is adopted."), codes=", ".join(foreign))
    if stale and not adopted.knowing:
        raise Refusal(
            N_("The data has moved on since the alternative was solved. Solve it anew, or say that the group knows."),
            field="knowing",
        )
    if not proven and not adopted.knowing:
        raise Refusal(
            N_("It is not proved that the answer is the best there is. Solve it anew, or say that the group knows."),
            field="knowing",
        )


def check_present(presences: Sequence[Presence]) -> None:
    """A decision names who was there."""
    if Presence.PRESENT not in presences:
        raise Refusal(N_("Say first who was present: nobody has been written down yet."))
