"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.plumbing.words import Words
from app.portfolio.policy import InitiativePermission
from app.portfolio.rules.acts import Act
from app.portfolio.rules.life import Move, State
from app.portfolio.rules.words import (
    Adoption,
    AppraisalLevel,
    BenefitClass,
    BenefitKind,
    Commitment,
    ConditionKind,
    ConditionStage,
    ConditionTie,
    DependencyKind,
    Employment,
    EstimateBound,
    GateOutcome,
    GatePoint,
    GrantStep,
    Handling,
    Instrument,
    Kind,
    Lack,
    LineState,
    Moscow,
    ParticipationPart,
    PersonPart,
    Phase,
    RiskDimension,
    RiskNature,
    RolloutGroup,
    Segment,
    Skill,
    Trend,
    Use,
)

LIFE: Words = {
    Kind: {
        Kind.LAW: _("Law and regulation"),
        Kind.MONEY: _("Money and incentives"),
        Kind.ORGANISATION: _("Organisation"),
        Kind.COMPETENCE: _("Competence"),
        Kind.DIGITAL: _("Digital"),
        Kind.INQUIRY: _("Inquiry"),
        Kind.TRIAL: _("Trial"),
    },
    State: {
        State.PROPOSED: _("Proposed"),
        State.CONSIDERED: _("Under consideration"),
        State.IN_PORTFOLIO: _("In the portfolio"),
        State.ONGOING: _("Under way"),
        State.ON_HOLD: _("On hold"),
        State.DELIVERED: _("Delivered"),
        State.IN_REALISATION: _("Benefits being realised"),
        State.STOPPED: _("Stopped"),
        State.REFUSED: _("Refused"),
    },
    Move: {
        Move.CONSIDER: _("Take under consideration"),
        Move.ADMIT: _("Take into the portfolio"),
        Move.START: _("Start"),
        Move.HOLD: _("Put on hold"),
        Move.RESUME: _("Resume"),
        Move.DELIVER: _("Record as delivered"),
        Move.REALISE: _("Start realising the benefits"),
        Move.STOP: _("Stop"),
        Move.REFUSE: _("Refuse"),
        Move.REOPEN: _("Consider again"),
    },
    Phase: {
        Phase.IDEA: _("Idea"),
        Phase.CONCEPT: _("Concept"),
        Phase.PLANNING: _("Planning"),
        Phase.EXECUTION: _("Execution"),
        Phase.CLOSING: _("Closing"),
        Phase.REALISATION: _("Realisation"),
    },
    Segment: {
        Segment.OBSERVE: _("Observe"),
        Segment.FOLLOW: _("Follow up"),
        Segment.STEER: _("Steer"),
    },
    Adoption: {
        Adoption.PRIORITISED: _("Prioritised"),
        Adoption.RECOMMENDED: _("Recommended"),
    },
    Lack: {
        Lack.PROGRESS: _("Not under way"),
        Lack.MONEY: _("Less granted than needed"),
    },
    Moscow: {
        Moscow.MUST: _("Must"),
        Moscow.SHOULD: _("Should"),
        Moscow.COULD: _("Could"),
        Moscow.WONT: _("Not now"),
    },
    GatePoint: {
        GatePoint.BP1: _("BP1 – start the concept phase"),
        GatePoint.BP2: _("BP2 – start planning"),
        GatePoint.BP3: _("BP3 – start execution"),
        GatePoint.BP4: _("BP4 – start closing"),
        GatePoint.BP5: _("BP5 – close the project"),
        GatePoint.BP6: _("BP6 – end the realisation"),
    },
    GateOutcome: {
        GateOutcome.ONWARDS: _("Onwards"),
        GateOutcome.AGAIN: _("Once more"),
        GateOutcome.STOP: _("Stop"),
    },
    AppraisalLevel: {
        AppraisalLevel.SIMPLE: _("Simplified analysis"),
        AppraisalLevel.FULL: _("Full analysis"),
    },
    EstimateBound: {
        EstimateBound.P10_P90: _("P10 and P90"),
        EstimateBound.P05_P95: _("P05 and P95"),
        EstimateBound.MINIMUM_MAXIMUM: _("lowest and highest thinkable"),
        EstimateBound.UNSTATED: _("not stated"),
    },
}

BODIES: Words = {
    PersonPart: {
        PersonPart.OWNER: _("Initiative owner"),
        PersonPart.DEPUTY: _("Deputy"),
        PersonPart.CONTACT: _("Contact"),
    },
    ParticipationPart: {
        ParticipationPart.LEAD: _("Lead"),
        ParticipationPart.PARTNER: _("Partner"),
        ParticipationPart.PILOT: _("Pilot"),
        ParticipationPart.SUPPLIER: _("Supplier"),
        ParticipationPart.CONSULTED: _("Consulted"),
    },
    Commitment: {
        Commitment.PROPOSED: _("Proposed"),
        Commitment.CONFIRMED: _("Confirmed"),
        Commitment.WITH_RESERVATION: _("Confirmed with reservation"),
        Commitment.DECLINED: _("Declined"),
    },
    Skill: {
        Skill.PROJECT: _("Project management"),
        Skill.LEGAL: _("Legal"),
        Skill.SERVICE_DESIGN: _("Service design"),
        Skill.ARCHITECTURE: _("Architecture"),
        Skill.DEVELOPMENT: _("Development"),
        Skill.PROFESSIONAL: _("Professional field"),
    },
    Employment: {
        Employment.INTERNAL: _("Own staff"),
        Employment.HIRED: _("Hired"),
    },
    RolloutGroup: {
        RolloutGroup.MUNICIPALITIES: _("Municipalities"),
        RolloutGroup.COUNTIES: _("Counties"),
        RolloutGroup.HEALTH_TRUSTS: _("Health trusts"),
        RolloutGroup.STATE_OFFICES: _("State offices"),
    },
}

WAITING: Words = {
    DependencyKind: {
        DependencyKind.FINISH_TO_START: _("must be finished before this starts"),
        DependencyKind.START_TO_START: _("must have started before this starts"),
        DependencyKind.FINISH_TO_FINISH: _("must be finished before this finishes"),
        DependencyKind.SHARED_SOLUTION: _("shared solution"),
    },
    ConditionKind: {
        ConditionKind.LAW: _("Act of law"),
        ConditionKind.REGULATION: _("Regulation"),
        ConditionKind.DPIA: _("Data protection impact assessment (DPIA)"),
        ConditionKind.PROCUREMENT: _("Procurement"),
        ConditionKind.CONTROLLERSHIP: _("Controllership of personal data"),
        ConditionKind.PROCESSING_AGREEMENT: _("Data processing agreement"),
        ConditionKind.BUDGET: _("Budget decision"),
        ConditionKind.MUNICIPAL_DECISION: _("Municipal decision"),
        ConditionKind.STANDARD: _("Standard"),
        ConditionKind.OTHER: _("Other"),
    },
    ConditionStage: {
        ConditionStage.INQUIRY: _("Inquiry"),
        ConditionStage.HEARING: _("Public hearing"),
        ConditionStage.PROPOSITION: _("Bill to parliament"),
        ConditionStage.DECISION: _("Decision made"),
        ConditionStage.REGULATION: _("Regulation"),
        ConditionStage.IN_FORCE: _("In force"),
    },
    ConditionTie: {
        ConditionTie.WAITS_FOR: _("Waits for"),
        ConditionTie.DELIVERS: _("Delivers"),
    },
    RiskNature: {
        RiskNature.THREAT: _("Threat"),
        RiskNature.OPPORTUNITY: _("Opportunity"),
    },
    RiskDimension: {
        RiskDimension.TIME: _("Time"),
        RiskDimension.COST: _("Cost"),
        RiskDimension.BENEFIT: _("Benefit"),
        RiskDimension.PRIVACY: _("Privacy"),
        RiskDimension.REPUTATION: _("Reputation"),
    },
    Handling: {
        Handling.AVOID: _("Avoid"),
        Handling.TRANSFER: _("Transfer"),
        Handling.REDUCE: _("Reduce"),
        Handling.ACCEPT: _("Accept"),
    },
    Trend: {
        Trend.RISING: _("Rising"),
        Trend.STEADY: _("Steady"),
        Trend.FALLING: _("Falling"),
    },
}

MONEY: Words = {
    Instrument: {
        Instrument.OWN_APPROPRIATION: _("Own appropriation"),
        Instrument.BUDGET_PROPOSAL: _("Budget proposal"),
        Instrument.REVISED_BUDGET: _("Revised budget"),
        Instrument.REALLOCATION: _("Reallocation"),
        Instrument.SUBSIDY: _("Subsidy"),
        Instrument.CO_FUNDING: _("Co-funding"),
        Instrument.ON_BEHALF: _("Charged on behalf of another body"),
        Instrument.USER_PAYMENT: _("User payment"),
    },
    Use: {
        Use.BUILD: _("Build"),
        Use.RUN: _("Run"),
    },
    LineState: {
        LineState.APPLIED: _("Applied for"),
        LineState.PRELIMINARY: _("Preliminary grant"),
        LineState.GRANTED: _("Granted"),
        LineState.REFUSED: _("Refused"),
        LineState.WITHDRAWN: _("Withdrawn"),
        LineState.PAID: _("Paid out"),
        LineState.SPENT: _("Spent"),
    },
    GrantStep: {
        GrantStep.PRELIMINARY: _("Preliminary grant"),
        GrantStep.FINAL: _("Final grant"),
    },
    BenefitKind: {
        BenefitKind.STATE_EFFICIENCY: _("Efficiency in the state"),
        BenefitKind.STATE_QUALITY: _("Quality in the state"),
        BenefitKind.MUNICIPAL: _("For the municipalities"),
        BenefitKind.CITIZENS: _("For citizens"),
        BenefitKind.BUSINESS: _("For business"),
    },
    BenefitClass: {
        BenefitClass.BUDGET_EFFECT: _("Budget effect in the body itself"),
        BenefitClass.OTHER_USE: _("Freed for other use"),
        BenefitClass.PRICED_ELSEWHERE: _("Priced gain elsewhere in the public sector"),
        BenefitClass.NOT_PRICED: _("Not priced"),
    },
}

WORDS: Words = {**LIFE, **BODIES, **WAITING, **MONEY}

# What its tables are called where the record speaks of a row.
TABLES: Mapping[str, LazyString] = {
    "appraisal": _("appraisal"),
    "benefit": _("benefit"),
    "contribution": _("contribution"),
    "deliverable": _("deliverable"),
    "dependency": _("dependency"),
    "funding_line": _("funding line"),
    "gate": _("gate"),
    "grant_letter": _("grant"),
    "initiative_assignment": _("assignment"),
    "initiative_condition": _("condition"),
    "initiative_goal": _("strategic goal"),
    "initiative_mission": _("place in the mission"),
    "initiative_person": _("person"),
    "initiative_text": _("title and summary"),
    "need": _("need"),
    "participation": _("participation"),
    "risk": _("risk"),
    "rollout": _("rollout"),
    "initiative": _("initiative"),
    "contribution_evidence": _("evidence of a contribution"),
    "capacity": _("capacity"),
    "external_node": _("external dependency"),
    "condition": _("condition"),
    "condition_step": _("stage of a condition"),
    "funding_source": _("funding source"),
    "scheme_rules": _("rules of a scheme"),
}

# What one may do, as the page of roles says it.
PERMISSIONS: Mapping[StrEnum, LazyString] = {
    InitiativePermission.VIEW: _("Read an initiative"),
    InitiativePermission.LIST: _("See the register of initiatives"),
    InitiativePermission.ADD: _("Add an initiative"),
    InitiativePermission.EDIT: _("Edit an initiative and its parts"),
    InitiativePermission.PRIORITISE: _("Set priority and segment"),
    InitiativePermission.MOVE: _("Move an initiative from one state to another"),
    InitiativePermission.DECIDE_GATE: _("Record a gate decision"),
    InitiativePermission.RECORD_GRANT: _("Record a grant"),
    InitiativePermission.APPOINT: _("Appoint owner, deputy and contact"),
    InitiativePermission.EXPORT: _("Download what the register shows"),
}

# What was done, as the record says it.
ACTS: Mapping[StrEnum, LazyString] = {
    Act.INITIATIVE_ADD: _("Added the initiative"),
    Act.INITIATIVE_EDIT: _("Edited the facts"),
    Act.INITIATIVE_PLAN: _("Edited the plan"),
    Act.INITIATIVE_ESTIMATE: _("Edited the estimates"),
    Act.INITIATIVE_MOVE: _("Changed the state"),
    Act.INITIATIVE_MISSION: _("Edited the place in the mission"),
    Act.PERSON_PUT: _("Appointed persons"),
    Act.PART_ADD: _("Added a part"),
    Act.PART_EDIT: _("Edited a part"),
    Act.PART_REMOVE: _("Removed a part"),
    Act.CAPACITY_PUT: _("Set the capacity of an organisation"),
    Act.GRANT_RECORD: _("Recorded a grant"),
    Act.GATE_DECIDE: _("Decided at a gate"),
    Act.SOURCE_ADD: _("Added a funding source"),
    Act.SOURCE_EDIT: _("Edited a funding source"),
    Act.CONDITION_ADD: _("Added a condition"),
    Act.CONDITION_EDIT: _("Edited a condition"),
    Act.NODE_ADD: _("Added something external to wait for"),
    Act.NODE_EDIT: _("Edited something external to wait for"),
    Act.COLLECTION_IMPORT: _("Imported rows"),
}
