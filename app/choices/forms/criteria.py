"""What is typed about criteria."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import AnyOf, Regexp

from app.choices.rules.scoring import DESCRIBED, CriterionDecision
from app.choices.rules.weighing import MOST_WEIGHT
from app.plumbing.forms import Form, NumberField, TextField

LANGUAGES = ("nb", "nn", "en", "se")


class CriterionForm(Form):
    """A criterion's words in the language they are shown in."""

    language = HiddenField(validators=[AnyOf(LANGUAGES)])
    title = TextField(_("Title"), required=True, longest=120)
    definition = TextField(_("Definition"), lines=3, longest=1000)

    def levels(self) -> list[tuple[Decimal, Any]]:
        """The described scores and their fields, lowest first."""
        return [(score, self[f"level_{score}"]) for score in DESCRIBED]

    def decision(self) -> CriterionDecision:
        return CriterionDecision(
            title=self.title.data,
            definition=self.definition.data,
            language=self.language.data,
            levels={score: field.data for score, field in self.levels()},
        )


for _score in DESCRIBED:
    setattr(CriterionForm, f"level_{_score}", TextField(_("What %(score)s looks like", score=_score), longest=500))


class NewCriterionForm(CriterionForm):
    code = TextField(
        _("Code"),
        required=True,
        longest=20,
        description=_("Letters and digits. The code stands in addresses and cannot be changed later."),
    )
    weight = NumberField(_("Weight in points"), required=True, places=2, least=0, most=MOST_WEIGHT)

    def points(self) -> Decimal:
        return self.weight.data or Decimal(0)

    def validate_code(self, field: Any) -> None:
        Regexp(r"^[0-9A-Za-zÆØÅæøå]+$", message=str(_("Use letters and digits only.")))(self, field)
