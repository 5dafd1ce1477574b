"""The closed lists of words an initiative and its parts are described with."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """tiltakstype: what an initiative works by. Only some are projects, and not all are digital."""

    LAW = "law"
    MONEY = "money"
    ORGANISATION = "organisation"
    COMPETENCE = "competence"
    DIGITAL = "digital"
    INQUIRY = "inquiry"
    TRIAL = "trial"


class Phase(StrEnum):
    """Prosjektveiviseren (Digdir): Idé, Konsept, Planlegge, Gjennomføre, Avslutte, Realisere."""

    IDEA = "idea"
    CONCEPT = "concept"
    PLANNING = "planning"
    EXECUTION = "execution"
    CLOSING = "closing"
    REALISATION = "realisation"


class Segment(StrEnum):
    """How closely the office follows an initiative; may be left open."""

    OBSERVE = "observe"
    FOLLOW = "follow"
    STEER = "steer"


class Moscow(StrEnum):
    MUST = "must"
    SHOULD = "should"
    COULD = "could"
    WONT = "wont"


class Adoption(StrEnum):
    """What a steering group has decided about an initiative (prioritert, innstilt). It grants no money."""

    PRIORITISED = "prioritised"
    RECOMMENDED = "recommended"


class Lack(StrEnum):
    """What an initiative may be without: work that goes on, or money granted for all it needs."""

    PROGRESS = "progress"
    MONEY = "money"


class PersonPart(StrEnum):
    OWNER = "owner"
    DEPUTY = "deputy"
    CONTACT = "contact"


class ParticipationPart(StrEnum):
    LEAD = "lead"
    PARTNER = "partner"
    PILOT = "pilot"
    SUPPLIER = "supplier"
    CONSULTED = "consulted"


class Commitment(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    WITH_RESERVATION = "with_reservation"
    DECLINED = "declined"


class DependencyKind(StrEnum):
    """The first three are directed; a shared solution is symmetric and makes nobody wait."""

    FINISH_TO_START = "finish_to_start"
    START_TO_START = "start_to_start"
    FINISH_TO_FINISH = "finish_to_finish"
    SHARED_SOLUTION = "shared_solution"


class ConditionKind(StrEnum):
    LAW = "law"
    REGULATION = "regulation"
    DPIA = "dpia"
    PROCUREMENT = "procurement"
    CONTROLLERSHIP = "controllership"
    PROCESSING_AGREEMENT = "processing_agreement"
    BUDGET = "budget"
    MUNICIPAL_DECISION = "municipal_decision"
    STANDARD = "standard"
    OTHER = "other"


class ConditionStage(StrEnum):
    INQUIRY = "inquiry"
    HEARING = "hearing"
    PROPOSITION = "proposition"
    DECISION = "decision"
    REGULATION = "regulation"
    IN_FORCE = "in_force"


class ConditionTie(StrEnum):
    WAITS_FOR = "waits_for"
    DELIVERS = "delivers"


class Instrument(StrEnum):
    """By which road the money comes."""

    OWN_APPROPRIATION = "own_appropriation"
    BUDGET_PROPOSAL = "budget_proposal"
    REVISED_BUDGET = "revised_budget"
    REALLOCATION = "reallocation"
    SUBSIDY = "subsidy"
    CO_FUNDING = "co_funding"
    ON_BEHALF = "on_behalf"
    USER_PAYMENT = "user_payment"


class Use(StrEnum):
    BUILD = "build"
    RUN = "run"


class LineState(StrEnum):
    APPLIED = "applied"
    PRELIMINARY = "preliminary"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PAID = "paid"
    SPENT = "spent"


class GrantStep(StrEnum):
    PRELIMINARY = "preliminary"
    FINAL = "final"


class BenefitKind(StrEnum):
    """DFØ's three kinds, with the municipalities told apart from other others."""

    STATE_EFFICIENCY = "state_efficiency"
    STATE_QUALITY = "state_quality"
    MUNICIPAL = "municipal"
    CITIZENS = "citizens"
    BUSINESS = "business"


class BenefitClass(StrEnum):
    """gevinsttype in the benefits plan (Prosjektveiviseren)."""

    BUDGET_EFFECT = "budget_effect"
    OTHER_USE = "other_use"
    PRICED_ELSEWHERE = "priced_elsewhere"
    NOT_PRICED = "not_priced"


class RolloutGroup(StrEnum):
    MUNICIPALITIES = "municipalities"
    COUNTIES = "counties"
    HEALTH_TRUSTS = "health_trusts"
    STATE_OFFICES = "state_offices"


class RiskNature(StrEnum):
    THREAT = "threat"
    OPPORTUNITY = "opportunity"


class RiskDimension(StrEnum):
    TIME = "time"
    COST = "cost"
    BENEFIT = "benefit"
    PRIVACY = "privacy"
    REPUTATION = "reputation"


class Handling(StrEnum):
    AVOID = "avoid"
    TRANSFER = "transfer"
    REDUCE = "reduce"
    ACCEPT = "accept"


class Trend(StrEnum):
    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"


class GatePoint(StrEnum):
    BP1 = "BP1"
    BP2 = "BP2"
    BP3 = "BP3"
    BP4 = "BP4"
    BP5 = "BP5"
    BP6 = "BP6"


class GateOutcome(StrEnum):
    ONWARDS = "onwards"
    AGAIN = "again"
    STOP = "stop"


class AppraisalLevel(StrEnum):
    SIMPLE = "simple"
    FULL = "full"


class Skill(StrEnum):
    PROJECT = "project"
    LEGAL = "legal"
    SERVICE_DESIGN = "service_design"
    ARCHITECTURE = "architecture"
    DEVELOPMENT = "development"
    PROFESSIONAL = "professional"


class Employment(StrEnum):
    INTERNAL = "internal"
    HIRED = "hired"


class EstimateBound(StrEnum):
    """What the low and the high of an estimate are: an estimate that does not say is worth little."""

    P10_P90 = "p10_p90"
    P05_P95 = "p05_p95"
    MINIMUM_MAXIMUM = "minimum_maximum"
    UNSTATED = "unstated"
