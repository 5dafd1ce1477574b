"""What is typed about missions, made into decisions."""

from __future__ import annotations

from typing import Any, TypeVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import AnyOf, Regexp

from app.missions.rules import (
    Coverage,
    Direction,
    GoalLevel,
    IndicatorDecision,
    MeasurementDecision,
    MissionDecision,
    Strength,
)
from app.plumbing.forms import (
    DayField,
    Form,
    NumberField,
    PeriodField,
    RowField,
    TextField,
    TextsField,
    WholeField,
    WordField,
    YesNoField,
)
from app.plumbing.refusals import N_, Refusal

LANGUAGES = ("nb", "nn", "en", "se")


T = TypeVar("T")


def _given(value: T | None) -> T:
    """What a required field holds once the form reads."""
    if value is None:
        raise Refusal(N_("Something that is required is missing."))
    return value


def _offered_later() -> list[tuple[int, str]]:
    """The route offers what can be chosen in the mission at hand."""
    return []


class MissionForm(Form):
    language = HiddenField(validators=[AnyOf(LANGUAGES)])
    title = TextField(_("Name"), required=True, longest=200)
    statement = TextField(_("Mission statement"), lines=5, longest=2000)
    start_date = DayField(_("Start"))
    target_date = DayField(_("Target date"), required=True)

    def decision(self) -> MissionDecision:
        return MissionDecision(
            title=self.title.data,
            statement=self.statement.data,
            language=self.language.data,
            start_date=self.start_date.data,
            target_date=_given(self.target_date.data),
        )


class NewMissionForm(MissionForm):
    slug = TextField(
        _("Address"),
        required=True,
        longest=60,
        description=_("Small letters, digits and hyphens. It stands in addresses and cannot be changed later."),
    )
    currency = TextField(_("Currency"), required=True, longest=3, description=_("Three letters, for example NOK."))
    scale = RowField(_("Words for status"), _offered_later, required=True)

    def validate_slug(self, field: Any) -> None:
        Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$", message=gettext("Use small letters, digits and hyphens."))(self, field)

    def validate_currency(self, field: Any) -> None:
        Regexp(r"^[A-Z]{3}$", message=gettext("Use three capital letters."))(self, field)


class InfluenceForm(Form):
    """How strongly one area acts on another; the empty strength is none."""

    strength = WordField(_("Strength"), Strength, description=_("Leave empty to take the influence away."))
    mechanism = TextField(_("How it works"), lines=3, longest=1000)


class NewInfluenceForm(InfluenceForm):
    source_area_id = RowField(_("This area"), _offered_later, required=True)
    target_area_id = RowField(_("acts on this area"), _offered_later, required=True)


class IndicatorForm(Form):
    language = HiddenField(validators=[AnyOf(LANGUAGES)])
    title = TextField(_("Title"), required=True, longest=200)
    summary = TextField(_("What it tells"), lines=3, longest=1000)
    level = WordField(_("Level of goal"), GoalLevel, required=True)
    unit = TextField(_("Unit"), required=True, longest=60)
    direction = WordField(_("Which way is better"), Direction, required=True)
    coverage = WordField(_("Sample or full count"), Coverage, required=True)
    method = TextField(_("Method"), lines=3, longest=1000)
    target_value = NumberField(_("Target"), places=4)
    target_date = DayField(_("Target date"))
    months_between = WholeField(_("Months between measurements"), least=1, most=240)
    publication_lag_months = WholeField(_("Months from period to publication"), least=0, most=120)
    areas = TextsField(_("Challenge areas it tells about"), _offered_later, description=_("None means all areas."))

    def decision(self) -> IndicatorDecision:
        return IndicatorDecision(
            title=self.title.data,
            summary=self.summary.data,
            language=self.language.data,
            level=self.level.data,
            direction=self.direction.data,
            coverage=self.coverage.data,
            unit=self.unit.data,
            method=self.method.data,
            target_value=self.target_value.data,
            target_date=self.target_date.data,
            months_between=self.months_between.data,
            publication_lag_months=self.publication_lag_months.data or 0,
            area_ids=frozenset(self.areas.data or ()),
        )


class NewIndicatorForm(IndicatorForm):
    code = TextField(
        _("Code"),
        required=True,
        longest=20,
        description=_("Letters and digits. The code stands in addresses and cannot be changed later."),
    )

    def validate_code(self, field: Any) -> None:
        Regexp(r"^[0-9A-Za-zÆØÅæøå]+$", message=gettext("Use letters and digits only."))(self, field)


class MeasurementForm(Form):
    period = PeriodField(_("Period"), required=True)
    published_on = DayField(_("Published"))
    value = NumberField(_("Value"), places=4, required=True)
    low = NumberField(_("Lower end of the interval"), places=4)
    high = NumberField(_("Upper end of the interval"), places=4)
    sample_size = WholeField(_("Number of answers"), least=0)
    note = TextField(_("Note"), lines=2, longest=1000)
    new_method = YesNoField(_("The method is new: begin a new series"))
    baseline = YesNoField(_("This is the baseline"))

    def decision(self) -> MeasurementDecision:
        return MeasurementDecision(
            period=_given(self.period.data),
            published_on=self.published_on.data,
            value=_given(self.value.data),
            low=self.low.data,
            high=self.high.data,
            sample_size=self.sample_size.data,
            note=self.note.data,
            new_method=self.new_method.data,
            baseline=self.baseline.data,
        )
