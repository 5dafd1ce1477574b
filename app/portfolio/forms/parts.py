"""The parts of an initiative as pages: which form asks, what the page is called, what is proposed.

The deeds are in ``app.portfolio.services.parts``; both tables have the same keys, and a test holds them together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.plumbing import clock
from app.plumbing.record import NOW
from app.portfolio.forms.base import InitiativeForm
from app.portfolio.forms.benefits import BenefitForm, RolloutForm
from app.portfolio.forms.delivery import AppraisalForm, DeliverableForm, GateCorrectionForm, GateForm, RiskForm
from app.portfolio.forms.funding import GrantForm, LineForm, NeedForm
from app.portfolio.forms.taking_part import (
    AppointmentForm,
    AssignmentForm,
    ContributionForm,
    GoalForm,
    MissionPlaceForm,
    ParticipationForm,
    TranslationForm,
)
from app.portfolio.forms.waiting import ConditionForm, DependencyForm
from app.portfolio.models import Benefit, Deliverable, Risk
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries import editing
from app.portfolio.queries.editing import Opened
from app.portfolio.rules.codes import grant_code, next_code
from app.portfolio.rules.words import Commitment, DependencyKind, GrantStep, RiskNature, Trend

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PartPage:
    """What the pages of one kind of part are called and who may use them.

    ``anchor`` is the section of the initiative's page where the part is shown. ``proposes`` fills a new part's form;
    ``completes`` adds to a stored row's values what is kept beside it.
    """

    form: type[InitiativeForm]
    add: LazyString
    edit: LazyString
    remove: LazyString
    anchor: str
    permission: StrEnum = InitiativePermission.EDIT
    corrects: type[InitiativeForm] | None = None
    notice: LazyString | None = None
    proposes: Callable[[Opened], Values] = lambda about: {}
    completes: Callable[[Opened, Values], Values] = lambda about, values: values

    @property
    def edit_form(self) -> type[InitiativeForm]:
        return self.corrects or self.form


def _coded(model: Any, prefix: str, **more: Any) -> Callable[[Opened], Values]:
    return lambda about: {"code": next_code(prefix, editing.part_codes(model, about.id, at=NOW)), **more}


def _grant(about: Opened) -> Values:
    year = clock.today().year
    taken = editing.grant_codes(f"TD-{about.code}-{year}", at=NOW)
    return {"code": grant_code(about.code, year, taken), "step": GrantStep.FINAL}


def _with_evidence(about: Opened, values: Values) -> Values:
    return {**values, "evidence": editing.evidence_of(values["id"], at=NOW)}


def _seen_from_here(about: Opened, values: Values) -> Values:
    """A shared solution is stored once; the form shows the other end."""
    if values["needs_id"] == about.id:
        return {**values, "needs_id": values["initiative_id"]}
    return values


PAGES: Mapping[str, PartPage] = {
    "contributions": PartPage(
        ContributionForm,
        _("Add a contribution"),
        _("Edit the contribution"),
        _("Remove the contribution"),
        "contributions",
        completes=_with_evidence,
    ),
    "goals": PartPage(GoalForm, _("Add a strategic goal"), _("Edit the goal"), _("Remove the goal"), "what"),
    "participation": PartPage(
        ParticipationForm,
        _("Add a body that takes part"),
        _("Edit how it takes part"),
        _("Remove the body"),
        "participation",
        proposes=lambda about: {"commitment": Commitment.PROPOSED},
    ),
    "persons": PartPage(
        AppointmentForm,
        _("Appoint a person"),
        _("Edit the appointment"),
        _("Remove the person"),
        "participation",
        permission=InitiativePermission.APPOINT,
        proposes=lambda about: {"from_date": clock.today()},
    ),
    "missions": PartPage(
        MissionPlaceForm,
        _("Let it serve another mission"),
        _("Edit segment and priority"),
        _("Take it out of the mission"),
        "what",
        permission=InitiativePermission.PRIORITISE,
    ),
    "assignments": PartPage(
        AssignmentForm,
        _("Tie it to an assignment"),
        _("Change the assignment"),
        _("Let go of the assignment"),
        "assignments",
    ),
    "translations": PartPage(
        TranslationForm,
        _("Add words in another language"),
        _("Edit the translation"),
        _("Remove the translation"),
        "what",
    ),
    "dependencies": PartPage(
        DependencyForm,
        _("Add a dependency"),
        _("Edit the dependency"),
        _("Remove the dependency"),
        "dependencies",
        notice=_("Say what this initiative waits for. What waits for this one is registered on the one that waits."),
        proposes=lambda about: {"kind": DependencyKind.FINISH_TO_START},
        completes=_seen_from_here,
    ),
    "conditions": PartPage(
        ConditionForm,
        _("Tie it to a condition"),
        _("Edit the tie to the condition"),
        _("Let go of the condition"),
        "dependencies",
    ),
    "needs": PartPage(NeedForm, _("Add a need"), _("Edit the need"), _("Remove the need"), "money"),
    "grants": PartPage(
        GrantForm,
        _("Record a grant"),
        _("Correct the grant"),
        _("Remove the grant"),
        "money",
        permission=InitiativePermission.RECORD_GRANT,
        notice=_("A grant is the granting body's decision, by letter. Adopting an initiative grants nothing."),
        proposes=_grant,
    ),
    "funding-lines": PartPage(
        LineForm, _("Add a funding line"), _("Edit the funding line"), _("Remove the funding line"), "money"
    ),
    "benefits": PartPage(
        BenefitForm,
        _("Add a benefit"),
        _("Edit the benefit"),
        _("Remove the benefit"),
        "benefits",
        proposes=_coded(Benefit, "G"),
    ),
    "rollouts": PartPage(RolloutForm, _("Add a rollout"), _("Edit the rollout"), _("Remove the rollout"), "rollouts"),
    "deliverables": PartPage(
        DeliverableForm,
        _("Add a deliverable"),
        _("Edit the deliverable"),
        _("Remove the deliverable"),
        "deliverables",
        proposes=_coded(Deliverable, "L"),
    ),
    "risks": PartPage(
        RiskForm,
        _("Add a risk"),
        _("Edit the risk"),
        _("Remove the risk"),
        "risks",
        proposes=_coded(Risk, "R", nature=RiskNature.THREAT, trend=Trend.STEADY),
    ),
    "gates": PartPage(
        GateForm,
        _("Record a decision at a gate"),
        _("Correct the gate"),
        _("Remove the gate"),
        "gates",
        permission=InitiativePermission.DECIDE_GATE,
        corrects=GateCorrectionForm,
        notice=_(
            "BP3 freezes the plan in force as the approved plan. Co-funding has to be applied for after the concept "
            "phase and before BP3: passed too early, it cannot be had."
        ),
        proposes=lambda about: {"decided_on": clock.today()},
    ),
    "appraisal": PartPage(
        AppraisalForm, _("Add the appraisal"), _("Edit the appraisal"), _("Remove the appraisal"), "what"
    ),
}
