"""What an appraiser types about one initiative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.choices.queries import CriterionRow, OpinionRow, ScoreRow
from app.choices.rules.scoring import ScoreDecision, score_of
from app.missions.queries import EvidenceRow
from app.plumbing.forms import Form, NumberField, TextField, TextsField
from app.plumbing.refusals import Refusal


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
                reason=fields["reason"].data.replace("\r\n", "\n"),
                evidence=fields["evidence"].data,
            )
            for row, fields in ((row, self.fields_of(row)) for row in self.rows)
        }

    def resting(self) -> dict[int, frozenset[int]]:
        """The evidence (ids) each score rests on, by criterion id."""
        return {row.id: frozenset(self.fields_of(row)["evidence"].data) for row in self.rows}

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
    criteria: Sequence[CriterionRow],
    scores: Mapping[int, ScoreRow],
    opinions: Mapping[int, Sequence[OpinionRow]],
    mine: int | None,
    evidence: Sequence[EvidenceRow],
) -> ScoresForm:
    """The form for these criteria, filled with what the person ``mine`` holds.

    Where nobody holds anything, with the present score, which somebody's opinion replaces.
    """
    known = [(row.id, row.title) for row in evidence]
    fields: dict[str, Any] = {}
    present: dict[str, Any] = {}
    for row in criteria:
        for part, label in (("low", _("Lowest")), ("likely", _("Likely")), ("high", _("Highest"))):
            fields[f"{part}_{row.code}"] = NumberField(label, places=2, least=0, most=100)
        fields[f"reason_{row.code}"] = TextField(_("Reason"), lines=2, longest=1000)
        fields[f"evidence_{row.code}"] = TextsField(_("Evidence it rests on"), lambda: known)
        score, held = scores.get(row.id), opinions.get(row.id, ())
        shown = next((one for one in held if one.person_id == mine), None) if held else score
        if shown:
            for part in ("low", "likely", "high", "reason"):
                present[f"{part}_{row.code}"] = getattr(shown, part)
        if score:
            present[f"evidence_{row.code}"] = [item.id for item in score.evidence]
    kind = type("ScoresOnCriteria", (ScoresForm,), {"rows": tuple(criteria), **fields})
    form: ScoresForm = kind(data=present)
    return form
