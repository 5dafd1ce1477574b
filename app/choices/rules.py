"""Words and rules of choosing. Pure; the arithmetic of value is ``app.analysis``'."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import median

from app.analysis.weights import MOST_CRITERIA as MOST_CRITERIA
from app.missions.rules import Strength
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import Use

# The fixed scale of every criterion, and the scores whose meaning is described.
LOWEST, HIGHEST = Decimal(0), Decimal(100)
DESCRIBED = tuple(Decimal(score) for score in (0, 25, 50, 75, 100))
MOST_WEIGHT = Decimal(1000)
CENT = Decimal("0.01")
# The points of the best swing, which the others are held against.
BEST_SWING = 100


class Act(StrEnum):
    """The names of this chapter's deeds in the record."""

    CRITERION_ADD = "criterion:facts:add"
    CRITERION_EDIT = "criterion:facts:edit"
    CRITERIA_ADD = "mission:criteria:add"
    WEIGHTS_SET = "mission:weights:set"
    WEIGHING_PUT = "weighing:facts:put"
    STATEMENT_MAKE = "weighing:statement:make"
    STATEMENT_WITHDRAW = "weighing:statement:withdraw"
    SCORE_PUT = "initiative:score:put"
    OPINION_PUT = "initiative:opinion:put"
    SCENARIO_MAKE = "scenario:facts:make"
    SCENARIO_COPY = "scenario:facts:copy"
    SCENARIO_EDIT = "scenario:facts:edit"
    SCENARIO_SHARE = "scenario:facts:share"
    SCENARIO_ARCHIVE = "scenario:facts:archive"
    SCENARIO_RESTORE = "scenario:facts:restore"
    SCENARIO_MONEY = "scenario:money:set"
    SCENARIO_CAPACITY = "scenario:capacity:set"
    SCENARIO_PICKS = "scenario:picks:set"
    SCENARIO_COVER = "scenario:cover:set"
    INTERPLAY_PUT = "interplay:facts:put"
    INTERPLAY_REMOVE = "interplay:facts:remove"
    OPINION_WITHDRAW = "initiative:opinion:withdraw"


class Holding(StrEnum):
    """What of a weighing counts: exactly its points, no more than their order, or what has been stated."""

    POINTS = "points"
    ORDER = "order"
    STATEMENTS = "statements"


class StatementKind(StrEnum):
    """What can be said about weights."""

    ORDER = "order"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    TRADE_OFF = "trade_off"


class Answer(StrEnum):
    """What one may answer to a trade-off; ``skipped`` says nothing about the weights and is not asked again."""

    FIRST = "first"
    SECOND = "second"
    EQUAL = "equal"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ScoreDecision:
    """A score as it is given: 0–100, why, and the evidence (ids) it rests on."""

    low: Decimal
    likely: Decimal
    high: Decimal
    reason: str = ""
    evidence: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CriterionDecision:
    """A criterion's words in one language, and what its scores look like (score to description)."""

    title: str
    definition: str
    language: str
    levels: Mapping[Decimal, str]


def score_of(
    criterion: str,
    low: Decimal | None,
    likely: Decimal | None,
    high: Decimal | None,
    *,
    reason: str = "",
    evidence: Collection[int] = (),
) -> ScoreDecision | None:
    """The score these three numbers give; None where none is given. ``criterion`` is its code.

    A likely value alone is a score without spread. Refuses bounds without a likely value, and numbers out of order.
    """
    if likely is None:
        if low is None and high is None:
            return None
        raise Refusal(N_("Give the likely score too, or leave all three empty."), field=f"likely_{criterion}")
    low, high = likely if low is None else low, likely if high is None else high
    if not LOWEST <= low <= high <= HIGHEST:
        blamed = "low" if low < LOWEST else "high"
        raise Refusal(N_("Scores run from 0 to 100, the lowest first."), field=f"{blamed}_{criterion}")
    if low > likely:
        raise Refusal(N_("The lowest score is above the likely one."), field=f"low_{criterion}")
    if likely > high:
        raise Refusal(N_("The highest score is below the likely one."), field=f"high_{criterion}")
    return ScoreDecision(low, likely, high, reason, frozenset(evidence))


def check_weights(points: Mapping[int, Decimal]) -> None:
    """Refuse weights that rank nothing."""
    if not any(points.values()):
        raise Refusal(N_("At least one criterion must have a weight above 0."))


class Underway(StrEnum):
    """What becomes of initiatives that have begun to be carried out (past BP3)."""

    GOES_ON = "goes_on"
    UP_FOR_CHOICE = "up_for_choice"


class RunMoney(StrEnum):
    """Whether money to run what is built must be found too, or is only told where it is missing."""

    TOLD = "told"
    BINDING = "binding"


class Pays(StrEnum):
    """What a source may pay for."""

    BUILD = "build"
    RUN = "run"
    BOTH = "both"


class Applicants(StrEnum):
    """Whose initiatives a source may pay: by the body that leads them."""

    EVERYONE = "everyone"
    STATE_BODIES = "state_bodies"
    PAYER = "payer"


class Pick(StrEnum):
    """Decided by hand."""

    IN = "in"
    OUT = "out"


class InterplayKind(StrEnum):
    EXCLUSION = "exclusion"
    SYNERGY = "synergy"


class SolutionKind(StrEnum):
    """The best portfolio for one set of weights, or all that may be best for weights nobody rules out."""

    BEST = "best"
    ROBUST = "robust"


# Budgets are typed year by year in one table: more years than this nobody can foresee or read.
MOST_YEARS = 10
YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class ScenarioFacts:
    """What an alternative is called, and what holds for all of it."""

    title: str
    purpose: str
    language: str
    first_year: int
    last_year: int
    underway: Underway
    run_money: RunMoney
    weighing_id: int | None = None


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """What a source may pay in an alternative, and its budget: øre by year; a year not named has none."""

    pays: Pays
    applicants: Applicants
    rules_id: int | None
    budget: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Picked:
    """In or out by hand, and why."""

    pick: Pick
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CoverAsked:
    """At least so many initiatives act on an area, at least so strongly."""

    least: int
    strength: Strength


@dataclass(frozen=True, slots=True)
class InterplayFacts:
    """Which initiatives (ids) shut each other out or belong together, why, and what they give and save together.

    ``gains`` are points (0–100) by criterion id, ``savings`` øre by year and use.
    """

    kind: InterplayKind
    members: frozenset[int]
    reason: str
    gains: Mapping[int, Decimal]
    savings: Mapping[tuple[int, Use], int]


def check_scenario(facts: ScenarioFacts) -> None:
    """Refuse an alternative without a name, or with years that make no table."""
    if not facts.title.strip():
        raise Refusal(N_("Give the alternative a name."), field="title")
    if facts.first_year not in YEARS:
        raise Refusal(N_("Give a year between 1990 and 2100."), field="first_year")
    if facts.last_year not in YEARS or facts.last_year < facts.first_year:
        raise Refusal(N_("The last year comes before the first."), field="last_year")
    if facts.last_year - facts.first_year >= MOST_YEARS:
        raise Refusal(N_("At most %(years)s budget years at a time."), field="last_year", years=MOST_YEARS)


def check_budget(terms: SourceTerms, *, first_year: int, last_year: int) -> None:
    """Refuse money below nothing, and money in a year that is not in the alternative."""
    for year, amount_ore in terms.budget.items():
        if amount_ore < 0:
            raise Refusal(N_("A budget cannot be below 0."))
        if not first_year <= year <= last_year:
            raise Refusal(N_("%(year)s is not among the years of the alternative."), year=year)


def check_interplay(facts: InterplayFacts) -> None:
    """Refuse what joins nothing, or says nothing about what is joined."""
    if len(facts.members) < 2:
        raise Refusal(N_("Choose at least two initiatives."), field="members")
    if facts.kind is InterplayKind.EXCLUSION and (facts.gains or facts.savings):
        raise Refusal(N_("Initiatives that shut each other out give and save nothing together."), field="kind")
    if facts.kind is InterplayKind.SYNERGY and not (facts.gains or facts.savings):
        raise Refusal(N_("Say what they give or save together."), field="kind")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One appraiser's score, or what several give together."""

    low: Decimal
    likely: Decimal
    high: Decimal
    reason: str = ""


def together(opinions: Sequence[Opinion]) -> Opinion | None:
    """What appraisers give together; None where there is none.

    The interval holds everybody's: from the lowest low to the highest high. The likely score is the median of theirs,
    so that one who is far off does not move it (of an even number, the middle of the two in the middle). Their reasons
    stand one below the other, each once.
    """
    if not opinions:
        return None
    likely = Decimal(median(opinion.likely for opinion in opinions)).quantize(CENT)
    reasons = dict.fromkeys(opinion.reason for opinion in opinions if opinion.reason)
    return Opinion(
        low=min(opinion.low for opinion in opinions),
        likely=likely,
        high=max(opinion.high for opinion in opinions),
        reason="\n".join(reasons),
    )


@dataclass(frozen=True, slots=True)
class TradeOff:
    """An answered question: is ``first_part`` (0–1) of the one criterion's swing worth more than the other's part?"""

    first_id: int
    first_part: Decimal
    second_id: int
    second_part: Decimal
    answer: Answer


@dataclass(frozen=True, slots=True)
class StatementDecision:
    """An order (``second_id``) or a bound (``share``, 0–1). ``blamed`` is the input that is wrong if it is refused."""

    kind: StatementKind
    first_id: int
    second_id: int | None = None
    share: Decimal | None = None
    blamed: str = "first"


def order_of(first_id: int, second_id: int) -> StatementDecision:
    """«The first is worth at least as much as the second.» Refuses a criterion held against itself."""
    if first_id == second_id:
        raise Refusal(N_("Choose two different criteria."), field="second")
    return StatementDecision(StatementKind.ORDER, first_id, second_id=second_id, blamed="second")


def bound_of(kind: StatementKind, criterion_id: int, percent: Decimal) -> StatementDecision:
    """«At least (at most) so many per cent of all weight.» Refuses what is no share."""
    if not 0 <= percent <= 100:
        raise Refusal(N_("A share runs from 0 to 100 per cent."), field="percent")
    if kind not in (StatementKind.AT_LEAST, StatementKind.AT_MOST):
        raise Refusal(N_("Choose at least or at most."), field="bound")
    return StatementDecision(kind, criterion_id, share=percent / 100, blamed="percent")


def points_of(sums: Sequence[int], weights: Sequence[int]) -> Fraction:
    """Sums by criterion (hundredths of a point) under weights in proportion: each initiative counts up to 100."""
    return Fraction(sum(a * b for a, b in zip(weights, sums, strict=True)), 100 * (sum(weights) or 1))


def with_codes(name: str, codes: Sequence[str]) -> str:
    """A constraint's name with codes for the problem's numbers: «requires:3:7» becomes «requires:T04:T42»."""
    kind, _, rest = name.partition(":")
    parts = rest.split(":")
    if kind in ("requires", "must", "must-not", "paid"):
        parts = [codes[int(part)] for part in parts]
    elif kind == "scheme":
        parts = [parts[0], codes[int(parts[1])]]
    return ":".join((kind, *parts))
