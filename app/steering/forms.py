"""Forms of meetings and decisions. Rows that hang on the meeting or the answer are made with the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _

from app.plumbing.forms import DayField, Form, RowField, TextField, WordField, YesNoField
from app.portfolio.rules.words import Adoption
from app.steering.queries.meetings import AttendanceRow, Member
from app.steering.rules.meetings import (
    Adopted,
    AgendaFacts,
    AgendaKind,
    Attendee,
    DecisionWords,
    MeetingFacts,
    Presence,
)

# Lines for those who have no name in the directory.
MORE = 3


class MeetingForm(Form):
    title = TextField(_("Title"), required=True, longest=200)
    held_on = DayField(_("Day"), required=True)
    place = TextField(_("Place"), longest=200)

    def decision(self) -> MeetingFacts:
        return MeetingFacts(self.title.data, cast(date, self.held_on.data), self.place.data)


class AgendaForm(Form):
    kind = WordField(_("Kind"), AgendaKind, required=True)
    title = TextField(_("What it is about"), required=True, longest=200)
    scenario_id = RowField(_("Alternative to adopt"), lambda: ())
    proposal = TextField(_("Proposed wording"), lines=5)

    def decision(self) -> AgendaFacts:
        return AgendaFacts(self.kind.data, self.title.data, self.proposal.data, self.scenario_id.data)


class AttendanceForm(Form):
    """Made by :func:`attendance_form`, with four fields for each line."""

    people: Sequence[tuple[int | None, str]] = ()

    def lines(self) -> list[tuple[str, Any, Any, Any]]:
        """Name (empty for a function), and the fields of function, presence and reason."""
        return [
            (name, self._fields.get(f"function_{place}"), self[f"presence_{place}"], self[f"reason_{place}"])
            for place, (_person, name) in enumerate(self.people)
        ]

    def decision(self) -> list[Attendee]:
        """Lines nobody filled in are left out."""
        found = []
        for place, (person, _name) in enumerate(self.people):
            function = self[f"function_{place}"].data if person is None else ""
            presence = self[f"presence_{place}"].data
            if presence is not None and (person is not None or function):
                found.append(Attendee(person, function, presence, self[f"reason_{place}"].data))
        return found


def attendance_form(members: Sequence[Member], there: Sequence[AttendanceRow]) -> AttendanceForm:
    """Whoever was written down, then the members who were not, then free lines; filled in from what is stored."""
    known = {row.person_id for row in there}
    rows: list[tuple[int | None, str, str, Presence | None, str]] = [
        (row.person_id, row.name, row.function, row.presence, row.reason) for row in there
    ]
    rows += [
        (member.person_id, f"{member.name}, {member.body}" if member.body else member.name, "", None, "")
        for member in members
        if member.person_id not in known
    ]
    rows += [(None, "", "", None, "")] * MORE
    fields: dict[str, Any] = {"people": [(person, name) for person, name, *_rest in rows]}
    data: dict[str, Any] = {}
    for place, (person, _name, function, presence, reason) in enumerate(rows):
        if person is None:
            fields[f"function_{place}"] = TextField(_("Function"), longest=120)
            data[f"function_{place}"] = function
        fields[f"presence_{place}"] = WordField(_("Attendance"), Presence)
        fields[f"reason_{place}"] = TextField(_("Why"), longest=200)
        data |= {f"presence_{place}": presence, f"reason_{place}": reason}
    made: type[AttendanceForm] = type("AttendanceForm", (AttendanceForm,), fields)
    return made(data=data)


class DecideForm(Form):
    """What was decided, in words."""

    wording = TextField(_("Decided wording"), required=True, lines=5)
    reasons = TextField(_("Reasons"), lines=4)
    dissent = TextField(_("Dissent"), lines=2)
    follow_up = TextField(_("To be followed up"), lines=2)
    follow_up_due = DayField(_("Followed up by"))

    def decision(self) -> DecisionWords:
        return DecisionWords(
            self.wording.data, self.reasons.data, self.dissent.data, self.follow_up.data, self.follow_up_due.data
        )


class AdoptForm(DecideForm):
    """Made by :func:`adopt_form`, with a choice for each initiative of the answer."""

    reasons = TextField(_("Reasons"), required=True, lines=4)
    knowing = YesNoField(_("The group knows this, and adopts it all the same"))
    codes: Sequence[str] = ()

    def choices(self) -> list[tuple[str, Any]]:
        """Code and field, in the order of the answer."""
        return [(code, self[f"item_{place}"]) for place, code in enumerate(self.codes)]

    def items(self) -> Mapping[str, Adoption]:
        return {code: field.data for code, field in self.choices() if field.data is not None}

    def adopted(self, solution_id: int) -> Adopted:
        return Adopted(solution_id, self.items(), bool(self.knowing.data))


def adopt_form(
    base: type[AdoptForm], codes: Sequence[str], suggested: Mapping[str, Adoption], **data: Any
) -> AdoptForm:
    """``suggested`` is chosen until somebody chooses otherwise."""
    fields: dict[str, Any] = {"codes": tuple(codes)}
    for place, code in enumerate(codes):
        fields[f"item_{place}"] = WordField(code, Adoption)
        data[f"item_{place}"] = suggested.get(code)
    made: type[AdoptForm] = type(base.__name__, (base,), fields)
    return made(data=data)


class CorrectForm(AdoptForm):
    because = TextField(_("What was wrong"), required=True, lines=2)
