"""Forms for dependencies and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _

from app.plumbing.forms import RowField, TextField, WholeField, WordField
from app.plumbing.record import NOW
from app.portfolio.forms.base import InitiativeForm
from app.portfolio.queries import editing
from app.portfolio.rules.waiting import ConditionFacts, DependencyFacts
from app.portfolio.rules.words import ConditionTie, DependencyKind


class DependencyForm(InitiativeForm):
    decides = DependencyFacts
    units: ClassVar[Mapping[str, Any]] = {"lag_days": _("days")}

    kind = WordField(_("How they depend"), DependencyKind, required=True)
    needs_id = RowField(
        _("Which initiative"),
        lambda: (),
        description=_("The one this initiative waits for, or shares a solution with."),
    )
    external_node_id = RowField(
        _("Or something outside the mission"),
        lambda: (),
        description=_("For example a vendor's release or a national component."),
    )
    lag_days = WholeField(_("Delay"), least=-3650, most=3650, description=_("Days between the two, if any."))
    reason = TextField(_("Why"), lines=3)

    def offer(self) -> None:
        self.needs_id.offer(editing.neighbours(self.about.id, self.about.missions, at=NOW))
        self.external_node_id.offer(editing.external_nodes(self.about.missions, at=NOW))

    def decision(self) -> DependencyFacts:
        return DependencyFacts(
            needs_id=self.needs_id.data,
            external_node_id=self.external_node_id.data,
            kind=self.kind.data,
            lag_days=self.lag_days.data or 0,
            reason=self.reason.data,
        )


class ConditionForm(InitiativeForm):
    decides = ConditionFacts

    tie = WordField(_("The initiative"), ConditionTie, required=True)
    condition_id = RowField(_("Which condition"), lambda: (), required=True)

    def offer(self) -> None:
        self.condition_id.offer(editing.conditions(self.about.missions, at=NOW))
