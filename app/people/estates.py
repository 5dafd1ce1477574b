"""What of this chapter moves when an organisation is merged into another: those who work there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from app.people.queries import persons
from app.people.services import merging
from app.plumbing.merging import Moving, Naming, Succession
from app.plumbing.record import NOW


def _staff(organisation_id: int, to: int | None, on: date) -> list[Moving]:
    return [
        Moving(
            Naming("person", "organisation_id", person.id),
            kind=_("Works there"),
            what=person.name or _("Erased person"),
            address=_address(person.code),
        )
        for person in persons.people_of(organisation_id, at=NOW)
    ]


def _address(code: str) -> Callable[[], str]:
    return lambda: url_for("people.person", code=code)


STAFF = Succession(("person.organisation_id",), _staff, merging.lock_persons, merging.give_person)
