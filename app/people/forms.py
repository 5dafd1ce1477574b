"""The forms of this chapter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from flask import g
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.people.queries.heirs import Heir
from app.people.rules import LONGEST_TOKEN_DAYS, PASSWORD_MAXIMUM, TOKEN_DAYS, OrganisationKind, Role, Scope
from app.people.services.organisations import OrganisationFacts
from app.people.services.persons import PersonFacts
from app.plumbing.forms import ChoiceField, DayField, Form, RowField, TextField, WordField, YesNoField
from app.plumbing.frame import LANGUAGE_NAMES
from app.plumbing.leaving import NOBODY, Belonging
from app.plumbing.refusals import N_, Refusal


def _password(label: Any) -> Any:
    return PasswordField(label, [InputRequired(), Length(max=PASSWORD_MAXIMUM)])


def _token_days() -> list[tuple[str, str]]:
    return [
        *((str(days), gettext("%(days)s days", days=days)) for days in (30, TOKEN_DAYS, 180)),
        (str(LONGEST_TOKEN_DAYS), gettext("One year")),
    ]


def _languages() -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES[code]) for code in g.floke_languages]


class SignInForm(Form):
    email = TextField(_("E-mail address"), required=True, longest=254)
    password = _password(_("Password"))


class PasswordForm(Form):
    """One's own password: the present one proves who asks."""

    present = _password(_("Present password"))
    password = _password(_("New password"))
    again = _password(_("New password once more"))

    def decision(self) -> tuple[str, str]:
        """Present and new password. Refuses when the new one was typed in two ways."""
        if self.password.data != self.again.data:
            raise Refusal(N_("The two are not the same."), field="again")
        return str(self.present.data), str(self.password.data)


class ChosenPasswordForm(Form):
    """A password chosen with a one-time link."""

    password = _password(_("New password"))
    again = _password(_("New password once more"))

    def decision(self) -> str:
        """The password. Refuses when it was typed in two ways."""
        if self.password.data != self.again.data:
            raise Refusal(N_("The two are not the same."), field="again")
        return str(self.password.data)


# Digits on a telephone's keyboard, and what a password program or a message may fill in by itself.
_CODE: dict[str, Any] = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


class CodeForm(Form):
    """A code from the app, or a recovery code."""

    code = TextField(_("Code"), required=True, longest=40, render_kw=_CODE)


class FirstCodeForm(Form):
    """The first code from an app that has just been told the key, which travels sealed in ``offer``."""

    offer = HiddenField(validators=[InputRequired(), Length(max=1000)])
    present: Any = None
    code = TextField(_("Code from the app"), required=True, longest=10, render_kw={**_CODE, "inputmode": "numeric"})


class MovedFactorForm(FirstCodeForm):
    """Somebody who has a second factor already proves it before another takes its place."""

    present = TextField(
        _("Code from the app you use now, or a recovery code"), required=True, longest=40, render_kw=_CODE
    )


class ForgottenForm(Form):
    email = TextField(_("E-mail address"), required=True, longest=254)


class NewPasswordForm(Form):
    """A first password, given by an administrator."""

    password = _password(_("New password"))


class NewOrganisationForm(Form):
    code: Any = TextField(_("Code"), required=True, longest=40)
    name = TextField(_("Name"), required=True, longest=200)
    short_name = TextField(_("Short name"), longest=40)
    kind = WordField(_("Kind of organisation"), OrganisationKind, required=True)
    number = TextField(_("Organisation number"), longest=20)
    valid_from = DayField(_("Exists from"))
    valid_to = DayField(_("Exists until"))

    def decision(self) -> OrganisationFacts:
        return OrganisationFacts(
            name=self.name.data,
            short_name=self.short_name.data,
            kind=self.kind.data,
            number="".join(self.number.data.split()) or None,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )


class OrganisationForm(NewOrganisationForm):
    """The code is for good."""

    code = None


class MergeForm(Form):
    successor_id = RowField(_("Merged into"), lambda: g.organisations, required=True)
    last_day = DayField(_("Last day as an organisation of its own"), required=True)

    def decision(self) -> tuple[int, date]:
        return int(self.successor_id.data), cast(date, self.last_day.data)


class UnmergeForm(Form):
    last_day = DayField(_("Exists until"))


class PersonForm(Form):
    name = TextField(_("Name"), required=True, longest=200)
    function = TextField(_("Function"), longest=200)
    organisation_id = RowField(_("Organisation"), lambda: g.organisations)
    email = TextField(_("E-mail address"), longest=254)
    phone = TextField(_("Telephone"), longest=40)
    language = ChoiceField(_("Language of the interface"), _languages, required=True)

    def decision(self) -> PersonFacts:
        return PersonFacts(
            name=self.name.data,
            function=self.function.data,
            email=self.email.data or None,
            phone=self.phone.data,
            organisation_id=self.organisation_id.data,
            language=self.language.data,
        )


class NewPersonForm(PersonForm):
    invite = YesNoField(_("Send an invitation by e-mail"))


class RoleForm(Form):
    """A role for one mission, or for all when no mission is chosen."""

    role = WordField(_("Role"), Role, required=True)
    mission_id = RowField(_("Mission"), lambda: g.role_missions)

    def decision(self) -> tuple[Role, int | None]:
        return self.role.data, self.mission_id.data


class TokenForm(Form):
    """What a program may do, and until when; in one mission, or in all its person sees."""

    name: Any = TextField(_("What is it for?"), required=True, longest=80)
    scope = WordField(_("What may it do?"), Scope, required=True, default=Scope.READ)
    days = ChoiceField(
        _("How long shall it last?"), lambda: _token_days(), required=True, coerce=int, default=TOKEN_DAYS
    )
    mission_id = RowField(_("Mission"), lambda: g.token_missions)

    def decision(self) -> tuple[str, Scope, int, int | None]:
        """What it is for, what it may do, how many days, and the mission's id if it is for one."""
        return str(self.name.data), self.scope.data, int(self.days.data), self.mission_id.data


class ConfirmForm(Form):
    """A page that asks «is this right?» and takes yes for an answer."""


class EraseForm(Form):
    """Erasing cannot be undone, so it is said twice."""

    understood = YesNoField(_("I understand that this cannot be undone"), validators=[InputRequired()])


class LeaveForm(Form):
    """Who takes over what is somebody's: one person for the rest, and for each thing if it is somebody else."""

    rest = RowField(_("Takes over the rest"), lambda: g.heirs)

    @classmethod
    def of(cls, things: Sequence[Belonging], heirs: Sequence[Heir]) -> LeaveForm:
        """The form with a question for each thing, called by its key."""
        made: LeaveForm = type("LeaveForm", (cls,), {one.key: _heir_of(one, heirs) for one in things})()
        return made

    def heirs(self, things: Sequence[Belonging]) -> dict[str, int | None]:
        """Who takes over each thing, by its key. What nobody was chosen for is told at each question at once."""
        chosen: dict[str, int | None] = {}
        for one in things:
            heir = self[one.key].data if self[one.key].data is not None else self.rest.data
            if heir is None:
                self.refuse(Refusal(N_("Choose who takes this over, or who takes over the rest."), field=one.key))
            chosen[one.key] = heir or None
        return chosen


def _heir_of(one: Belonging, heirs: Sequence[Heir]) -> Any:
    """Somebody by id, NOBODY, or (None) whoever takes over the rest."""
    nobody = [] if one.needs_somebody else [(str(NOBODY), gettext("Nobody"))]
    offered = [*nobody, *((str(heir.id), heir.words) for heir in heirs if heir.may_have(one.missions))]
    return SelectField(
        gettext("Who takes over %(what)s (%(kind)s)", what=one.what, kind=one.kind.lower()),
        choices=[
            SelectChoice("", gettext("Whoever takes over the rest")),
            *(SelectChoice(value, words) for value, words in offered),
        ],
        coerce=lambda value: None if value in (None, "") else int(value),
        default=one.suggested if str(one.suggested) in dict(offered) else None,
    )
