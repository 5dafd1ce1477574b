"""Sentences for the constraints of this chapter that two people at once can still break. Pure."""

from __future__ import annotations

from app.plumbing.refusals import N_

# Constraint name → sentence, and the input to blame.
SENTENCES: dict[str, tuple[str, str]] = {
    "uq_initiative_code": (N_("Another initiative has this code."), "code"),
    "uq_grant_letter_code": (N_("Another grant has this code."), "code"),
    "uq_deliverable_initiative_id_code": (N_("Another deliverable of this initiative has this code."), "code"),
    "uq_risk_initiative_id_code": (N_("Another risk of this initiative has this code."), "code"),
    "uq_benefit_initiative_id_code": (N_("Another benefit of this initiative has this code."), "code"),
    "uq_contribution_initiative_id_area_id": (N_("The initiative contributes to this area already."), "area_id"),
    "uq_contribution_one_main": (N_("There is another main contribution."), "main"),
    "uq_participation_initiative_id_organisation_id_part": (
        N_("This body has this part in the initiative already."),
        "organisation_id",
    ),
    "uq_initiative_person_once_from": (N_("This person has this part already."), "person_id"),
    "uq_initiative_person_once_undated": (N_("This person has this part already."), "person_id"),
    "uq_initiative_person_one_owner": (N_("The initiative has another owner."), "person_id"),
    "uq_initiative_mission_initiative_id_mission_id": (N_("The initiative serves this mission already."), "mission_id"),
    "uq_initiative_goal_initiative_id_goal_id": (N_("The initiative supports this goal already."), "goal_id"),
    "uq_initiative_goal_one_main": (N_("There is another main goal."), "main"),
    "uq_initiative_assignment_initiative_id_assignment_id": (
        N_("The initiative answers this assignment already."),
        "assignment_id",
    ),
    "uq_initiative_text_initiative_id_language": (N_("There are words in this language already."), "language"),
    "uq_initiative_condition_initiative_id_condition_id_tie": (
        N_("The initiative is tied to this condition like this already."),
        "condition_id",
    ),
    "uq_dependency_initiative": (N_("This is registered already."), "needs_id"),
    "uq_dependency_external": (N_("This is registered already."), "external_node_id"),
    "uq_need_initiative_id_use_year": (N_("There is a need for this year already; edit that one."), "year"),
    "uq_funding_line_year": (N_("There is a line for this source, use, state and year already."), "year"),
    "uq_funding_line_total": (N_("There is a line without year for this source, use and state already."), "year"),
    "uq_rollout_initiative_id_bodies_planned": (N_("This rollout is registered already."), "planned"),
    "uq_gate_initiative_id_point_decided_on": (N_("This gate was decided that day already."), "decided_on"),
    "uq_appraisal_initiative_id": (N_("The initiative has an appraisal already; edit that one."), "level"),
}
