"""Forms for contributions, goals, participation, persons, missions, assignments and translations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _

from app.missions.queries import visible_missions
from app.missions.rules import Strength
from app.plumbing.access import can
from app.plumbing.forms import (
    ChoiceField,
    DayField,
    NumberField,
    RowField,
    TextField,
    TextsField,
    WholeField,
    WordField,
    YesNoField,
)
from app.plumbing.policy import Subject
from app.plumbing.record import NOW
from app.portfolio.forms.base import InitiativeForm
from app.portfolio.forms.facts import languages
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries import editing
from app.portfolio.rules.taking_part import (
    Appointment,
    AssignmentFacts,
    ContributionFacts,
    GoalFacts,
    MissionPlace,
    ParticipationFacts,
    TranslationFacts,
)
from app.portfolio.rules.words import Commitment, Moscow, ParticipationPart, PersonPart, Segment

A_DAY = _("For example 31.12.2026.")


class ContributionForm(InitiativeForm):
    decides = ContributionFacts

    area_id = RowField(_("Challenge area"), lambda: (), required=True)
    strength = WordField(_("How strong the contribution is"), Strength, required=True)
    main = YesNoField(
        _("This is the main contribution"), description=_("There is one; the former main one steps down.")
    )
    mechanism = TextField(
        _("How it works"),
        required=True,
        lines=3,
        description=_("What changes for whom: because …, families can …, so that …"),
    )
    line_change = TextField(_("What the line must do differently"), lines=3)
    evidence = TextsField(
        _("What it rests on"), lambda: (), description=_("With nothing chosen it bears the mark “judgement only”.")
    )

    def offer(self) -> None:
        self.area_id.offer(editing.areas(self.about.missions, at=NOW))
        self.evidence.offer(editing.evidence(self.about.missions, at=NOW))


class GoalForm(InitiativeForm):
    decides = GoalFacts

    goal_id = RowField(_("Strategic goal"), lambda: (), required=True)
    main = YesNoField(_("This is the main goal"))

    def offer(self) -> None:
        self.goal_id.offer(editing.goals(self.about.missions, at=NOW))


class ParticipationForm(InitiativeForm):
    decides = ParticipationFacts
    units: ClassVar[Mapping[str, Any]] = {"person_weeks": _("person-weeks")}

    organisation_id = RowField(_("Body"), lambda: (), required=True)
    part = WordField(_("Its part"), ParticipationPart, required=True)
    commitment = WordField(_("Its answer"), Commitment, required=True)
    reservation = TextField(
        _("Reservation"),
        lines=2,
        description=_("In the body's own words, for example: provided money in the letter of allocation."),
    )
    answered_on = DayField(_("Answered on"), description=A_DAY)
    person_weeks = NumberField(
        _("What it puts in"), least=0, most=100000, description=_("A man-year is about 44 person-weeks.")
    )

    def offer(self) -> None:
        self.offer_organisations("organisation_id")


class AppointmentForm(InitiativeForm):
    decides = Appointment

    person_id = RowField(_("Person"), lambda: (), required=True)
    part = WordField(
        _("Part"),
        PersonPart,
        required=True,
        description=_("A new owner takes over; the old one's time ends the day before."),
    )
    from_date = DayField(_("From"), description=A_DAY)
    to_date = DayField(
        _("Until"),
        description=_(
            "Leave empty if it holds until further notice. A deputy in the holidays: from 01.07 until 31.07; the same "
            "person may stand in again later."
        ),
    )

    def offer(self) -> None:
        self.offer_persons("person_id")


class MissionPlaceForm(InitiativeForm):
    decides = MissionPlace

    mission_id = RowField(_("Mission"), lambda: (), required=True)
    segment = WordField(_("Segment"), Segment, description=_("How closely the portfolio office follows it."))
    moscow = WordField(_("Priority"), Moscow)
    wave = WholeField(_("Group that starts together"), least=1, most=99, description=_("1 starts first."))

    def offer(self) -> None:
        """The missions one may prioritise in, and the one that is chosen."""
        self.mission_id.offer(
            (mission.id, mission.name)
            for mission in visible_missions()
            if mission.id == self.mission_id.object_data
            or can(InitiativePermission.PRIORITISE, Subject(id=0, missions=frozenset({mission.id})))
        )


class AssignmentForm(InitiativeForm):
    decides = AssignmentFacts

    assignment_id = RowField(
        _("Assignment"), lambda: (), required=True, description=_("What a ministry has asked for, by letter.")
    )

    def offer(self) -> None:
        self.assignment_id.offer(editing.assignments(self.about.missions, at=NOW))


class TranslationForm(InitiativeForm):
    decides = TranslationFacts

    language = ChoiceField(_("Language"), languages, required=True)
    title = TextField(_("Title"), required=True, longest=200)
    summary = TextField(_("Summary"), lines=6)
