"""What a person decides about who takes part and what the initiative serves. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.missions.rules import Strength
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules import orders
from app.portfolio.rules.words import Commitment, Moscow, ParticipationPart, PersonPart, Segment


@dataclass(frozen=True, slots=True)
class ContributionFacts:
    """``evidence`` are the ids of what it rests on; none is «judgement only»."""

    area_id: int
    strength: Strength
    main: bool
    mechanism: str
    line_change: str = ""
    evidence: tuple[int, ...] = ()

    def check(self, *, on: date) -> None:
        if not self.mechanism:
            raise Refusal(N_("Say how it works: what changes for whom."), field="mechanism")


@dataclass(frozen=True, slots=True)
class ParticipationFacts:
    organisation_id: int
    part: ParticipationPart
    commitment: Commitment
    reservation: str = ""
    answered_on: date | None = None
    person_weeks: Decimal | None = None

    def check(self, *, on: date) -> None:
        if self.commitment is Commitment.WITH_RESERVATION and not self.reservation:
            raise Refusal(N_("Write the reservation in words."), field="reservation")
        if self.commitment is not Commitment.WITH_RESERVATION and self.reservation:
            raise Refusal(N_("There is a reservation in words; choose confirmed with reservation."), field="commitment")
        if self.commitment is not Commitment.PROPOSED and self.answered_on is None:
            raise Refusal(N_("Give the day of the answer."), field="answered_on")
        orders.check_not_future(self.answered_on, on=on, field="answered_on")


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person's part in the initiative. Without a last day it holds until further notice."""

    person_id: int
    part: PersonPart
    from_date: date | None
    to_date: date | None = None

    def check(self, *, on: date) -> None:
        if self.from_date and self.to_date and self.to_date < self.from_date:
            raise Refusal(N_("The last day is before the first."), field="to_date")


Days = tuple[date | None, date | None]


def overlap(one: Days, other: Days) -> bool:
    """Whether two spans have a day in common; both ends are included, and no date is no bound."""
    (first, last), (begins, ends) = one, other
    return (first is None or ends is None or first <= ends) and (begins is None or last is None or begins <= last)


def last_day_of_former(former_from: date | None, new_from: date | None) -> date:
    """The former owner's last day: the one before the new owner's first. Raises :class:`Refusal`."""
    if new_from is None:
        raise Refusal(N_("There is an owner already: say from which day the new one takes over."), field="from_date")
    if former_from is not None and new_from <= former_from:
        raise Refusal(
            N_("The present owner began on %(day)s; the new one must begin later."),
            field="from_date",
            day=former_from.strftime("%d.%m.%Y"),
        )
    return new_from - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MissionPlace:
    """The mission an initiative serves, and its segment, priority and group (pulje) there."""

    mission_id: int
    segment: Segment | None = None
    moscow: Moscow | None = None
    wave: int | None = None

    def check(self, *, on: date) -> None:
        if self.wave is not None and self.wave < 1:
            raise Refusal(N_("Groups are counted from one."), field="wave")


@dataclass(frozen=True, slots=True)
class GoalFacts:
    goal_id: int
    main: bool = False

    def check(self, *, on: date) -> None:
        """Any goal of a mission it serves."""


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    assignment_id: int

    def check(self, *, on: date) -> None:
        """Any assignment of a mission it serves."""


@dataclass(frozen=True, slots=True)
class TranslationFacts:
    """The initiative's words in one more language."""

    language: str
    title: str
    summary: str = ""

    def check(self, *, on: date) -> None:
        if not self.title:
            raise Refusal(N_("Give the initiative a title."), field="title")
