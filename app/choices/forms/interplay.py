"""What is typed about initiatives that shut each other out or help each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired

from app.choices.queries.assumptions import InterplayRow
from app.choices.queries.candidates import Candidate
from app.choices.queries.criteria import CriterionRow
from app.choices.rules.interplay import InterplayFacts, InterplayKind
from app.plumbing.forms import AmountField, Form, NumberField, TextField, TextsField, WholeField, WordField
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import Use

# Savings are typed in so many rows at least; what is there already always has a row.
ROWS = 3


class InterplayForm(Form):
    kind = WordField(_("They"), InterplayKind, required=True)
    reason = TextField(_("Why"), lines=2, longest=500)

    criteria: Sequence[CriterionRow] = ()
    saving_rows: Sequence[int] = ()

    def gain_of(self, criterion: CriterionRow) -> Any:
        return self[f"gain_{criterion.id}"]

    def saving(self, row: int) -> dict[str, Any]:
        return {name: self[f"{name}_{row}"] for name in ("year", "use", "amount")}

    def facts(self) -> InterplayFacts:
        """Refuses half a saving, which would be lost. Two of the same year and use are added up."""
        savings: dict[tuple[int, Use], int] = {}
        for row in self.saving_rows:
            own = self.saving(row)
            year, use, amount = (own[name].data for name in ("year", "use", "amount"))
            if amount and year is not None and use is not None:
                savings[year, use] = savings.get((year, use), 0) + amount
            elif amount or year is not None or use is not None:
                missing = next(name for name, said in (("amount", amount), ("year", year), ("use", use)) if not said)
                blamed = own[missing].name
                raise Refusal(N_("Give the year, the use and the sum, or leave all three empty."), field=blamed)
        return InterplayFacts(
            kind=self.kind.data or InterplayKind.EXCLUSION,
            members=frozenset(self["members"].data),
            reason=self.reason.data,
            gains={row.id: gain for row in self.criteria if (gain := self.gain_of(row).data)},
            savings=savings,
        )


def interplay_form(
    there: Sequence[Candidate], criteria: Sequence[CriterionRow], row: InterplayRow | None = None
) -> InterplayForm:
    """The form for a mission's initiatives and criteria, filled with what is there."""
    savings = list(row.savings.items()) if row is not None else []
    numbers = range(max(ROWS, len(savings) + 1))
    offered = [(item.id, f"{item.code} {item.title}") for item in there]
    fields: dict[str, Any] = {"members": TextsField(_("Initiatives"), lambda: offered, validators=[InputRequired()])}
    present: dict[str, Any] = {}
    if row is not None:
        present = {"kind": row.kind, "reason": row.reason, "members": sorted(row.members)}
    for criterion in criteria:
        fields[f"gain_{criterion.id}"] = NumberField(criterion.title, places=2, least=0, most=100)
        if row is not None:
            present[f"gain_{criterion.id}"] = row.gains.get(criterion.id)
    for number in numbers:
        fields[f"year_{number}"] = WholeField(_("Year"), least=1990, most=2100)
        fields[f"use_{number}"] = WordField(_("Use"), Use)
        fields[f"amount_{number}"] = AmountField(_("Saved"))
        if number < len(savings):
            (year, use), ore = savings[number]
            present |= {f"year_{number}": year, f"use_{number}": use, f"amount_{number}": ore}
    kind = type(
        "InterplayOfMission", (InterplayForm,), {"criteria": tuple(criteria), "saving_rows": tuple(numbers), **fields}
    )
    form: InterplayForm = kind(data=present)
    return form
