"""What is typed about weights, criteria and scores, made into decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import AnyOf, Regexp

from app.choices.queries import CriterionRow, ScoreRow
from app.choices.rules import DESCRIBED, MOST_WEIGHT, CriterionDecision, ScoreDecision, score_of
from app.missions.queries import EvidenceRow
from app.plumbing.forms import Form, NumberField, TextField, TextsField
from app.plumbing.refusals import Refusal

LANGUAGES = ("nb", "nn", "en", "se")


class WeightsForm(Form):
    """One number of points for each criterion, in fields ``weight_<code>``; see :func:`weights_form`."""

    rows: Sequence[CriterionRow] = ()

    def field_of(self, criterion: CriterionRow) -> Any:
        return self[f"weight_{criterion.code}"]

    def points(self) -> dict[int, Decimal]:
        """Points by criterion id; a field that is empty or cannot be read leaves the criterion's own weight."""
        found = {row.id: self.field_of(row).data for row in self.rows if not self.field_of(row).errors}
        return {row.id: row.weight if found.get(row.id) is None else found[row.id] for row in self.rows}


def weights_form(criteria: Sequence[CriterionRow], given: Mapping[str, str] | None = None) -> WeightsForm:
    """The form for these criteria: from the request's body, or to try out ``given`` (the address) without saving."""
    fields: dict[str, Any] = {
        f"weight_{row.code}": NumberField(row.title, required=True, places=2, least=0, most=MOST_WEIGHT)
        for row in criteria
    }
    kind = type("WeightsOfCriteria", (WeightsForm,), {"rows": tuple(criteria), **fields})
    saved = {f"weight_{row.code}": row.weight for row in criteria}
    if given is None:
        form: WeightsForm = kind(data=saved)
        return form
    form = kind(formdata=None, data=saved, meta={"csrf": False})
    for name in fields:
        if name in given:
            _try(form[name], given[name])
    return form


def _try(field: Any, text: str) -> None:
    """Read one field from the address; what cannot be read is said beside it."""
    field.raw_data = [text]
    field.errors = []
    try:
        field.process_formdata([text])
    except ValueError as fault:
        field.data, field.errors = None, [str(fault)]


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


class ScoresForm(Form):
    """Lowest, likely and highest, a reason and evidence for each criterion; see :func:`scores_form`."""

    rows: Sequence[CriterionRow] = ()

    def fields_of(self, criterion: CriterionRow) -> dict[str, Any]:
        return {part: self[f"{part}_{criterion.code}"] for part in ("low", "likely", "high", "reason", "evidence")}

    def decisions(self) -> dict[int, ScoreDecision | None]:
        """The scores by criterion id; None where all three numbers are empty. Refuses numbers out of order."""
        return {
            row.id: score_of(
                row.code,
                fields["low"].data,
                fields["likely"].data,
                fields["high"].data,
                reason=fields["reason"].data,
                evidence=fields["evidence"].data,
            )
            for row, fields in ((row, self.fields_of(row)) for row in self.rows)
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Also the order of each criterion's three numbers, so that all mistakes are shown at once."""
        good = bool(super().validate(extra_validators))
        for row in self.rows:
            fields = self.fields_of(row)
            if any(fields[part].errors for part in ("low", "likely", "high")):
                continue
            try:
                score_of(row.code, fields["low"].data, fields["likely"].data, fields["high"].data)
            except Refusal as refusal:
                self.refuse(refusal)
                good = False
        return good


def scores_form(
    criteria: Sequence[CriterionRow], scores: Mapping[int, ScoreRow], evidence: Sequence[EvidenceRow]
) -> ScoresForm:
    """The form for these criteria, filled with the present scores."""
    known = [(row.id, row.title) for row in evidence]
    fields: dict[str, Any] = {}
    present: dict[str, Any] = {}
    for row in criteria:
        for part, label in (("low", _("Lowest")), ("likely", _("Likely")), ("high", _("Highest"))):
            fields[f"{part}_{row.code}"] = NumberField(label, places=2, least=0, most=100)
        fields[f"reason_{row.code}"] = TextField(_("Reason"), lines=2, longest=1000)
        fields[f"evidence_{row.code}"] = TextsField(_("Evidence it rests on"), lambda: known)
        if score := scores.get(row.id):
            present |= {
                f"low_{row.code}": score.low,
                f"likely_{row.code}": score.likely,
                f"high_{row.code}": score.high,
                f"reason_{row.code}": score.reason,
                f"evidence_{row.code}": [item.id for item in score.evidence],
            }
    kind = type("ScoresOnCriteria", (ScoresForm,), {"rows": tuple(criteria), **fields})
    form: ScoresForm = kind(data=present)
    return form
