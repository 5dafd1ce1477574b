"""Forms about an initiative: filled from a row, they hand over one decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from app.plumbing import clock
from app.plumbing.amounts import sign_of
from app.plumbing.forms import AmountField, ChoiceField, DayField, Form, NumberField, PeriodField, TextField
from app.plumbing.record import NOW
from app.portfolio.queries import editing
from app.portfolio.queries.editing import Opened
from app.portfolio.rules.facts import Decision

LONG_LINE = 200
Sections = Sequence[tuple[Any, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Question:
    """One field as the page asks it: its unit, and how wide its answer is (None leaves it to the macro)."""

    field: Any
    unit: Any
    width: str | None


class InitiativeForm(Form):
    """``decides`` is the decision's class; the form has a field for each of its fields, called the same.

    ``sections`` are (heading, names of fields) in the order asked; without them the fields stand as declared.
    ``units`` are shown beside inputs; amounts are in the mission's currency.
    """

    decides: ClassVar[type[Any]]
    sections: ClassVar[Sections] = ()
    units: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, about: Opened, values: Mapping[str, Any] | None = None, *, typed: bool = True) -> None:
        """``typed`` False shows the values whatever was posted."""
        self.about = about
        super().__init__(data=dict(values or {}), **({} if typed else {"formdata": None}))
        self.offer()

    def offer(self) -> None:
        """Set what can be chosen where it depends on the initiative.

        What is offered because it stands there already is told by ``object_data``: ``data`` is what somebody posted,
        and would make any answer a good one.
        """

    @property
    def today(self) -> date:
        return clock.today()

    def decision(self) -> Decision:
        """What was typed, as one frozen decision; call it when the form has been submitted."""
        typed = {name: self._fields[name].data for name in (field.name for field in fields(self.decides))}
        decided: Decision = self.decides(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in typed.items()}
        )
        return decided

    def laid_out(self) -> list[tuple[Any, list[Question]]]:
        """The questions as the page asks them, by heading (None for none)."""
        names = [name for name in self._fields if name != "csrf_token"]
        sections = self.sections or ((None, names),)
        return [
            (heading, [Question(self._fields[name], self._unit(name), _width(self._fields[name])) for name in asked])
            for heading, asked in sections
        ]

    def in_words(self) -> list[tuple[Any, str]]:
        """What the form is filled with, for a page that asks before something is removed."""
        said = []
        for section in self.laid_out():
            for asked in section[1]:
                text = _words_of(asked.field)
                if text:
                    said.append((asked.field.label.text, f"{text} {asked.unit}" if asked.unit else text))
        return said

    def _unit(self, name: str) -> Any:
        return sign_of(self.about.currency) if isinstance(self._fields[name], AmountField) else self.units.get(name)

    def offer_organisations(self, *names: str) -> None:
        chosen = [self._fields[name].object_data for name in names]
        bodies = editing.organisations(on=self.today, keep=chosen, at=NOW)
        for name in names:
            self._fields[name].offer(bodies)

    def offer_persons(self, name: str) -> None:
        self._fields[name].offer(editing.persons(keep=[self._fields[name].object_data], at=NOW))


def _width(field: Any) -> str | None:
    """A line of words is as wide as the text below it; a date or a number is short."""
    if isinstance(field, NumberField | DayField | PeriodField):
        return "short"
    return "full" if isinstance(field, TextField) and (field.flags.maxlength or 0) >= LONG_LINE else None


def _words_of(field: Any) -> str:
    if isinstance(field, BooleanField):
        return str(_("Yes")) if field.data else ""
    if hasattr(field, "iter_choices"):
        return ", ".join(choice.label for choice in field.iter_choices() if choice.selected and choice.value)
    return str(field._value())


def _answer(value: object) -> bool:
    if value not in (True, False, "yes", "no"):
        raise ValueError
    return value in (True, "yes")


def yes_no_field(label: Any, **more: Any) -> ChoiceField:
    """Yes, no, or not said."""
    return ChoiceField(label, lambda: (("yes", str(_("Yes"))), ("no", str(_("No")))), coerce=_answer, **more)


def one_to_five(label: Any, **more: Any) -> ChoiceField:
    return ChoiceField(label, lambda: ((str(step), str(step)) for step in range(1, 6)), coerce=int, **more)
