"""What an alternative may assume, and how its answer is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.missions.rules import Strength
from app.plumbing.refusals import N_, Refusal


class Underway(StrEnum):
    """What becomes of initiatives that have begun to be carried out (past BP3)."""

    GOES_ON = "goes_on"
    UP_FOR_CHOICE = "up_for_choice"


class RunMoney(StrEnum):
    """Whether money to run what is built must be found too, or is only told where it is missing."""

    TOLD = "told"
    BINDING = "binding"


class Scoring(StrEnum):
    """Which values of the scores count: the likely one of each alone, or all from the lowest to the highest.

    The one best portfolio always counts the likely ones; the choice is about what may be best.
    """

    LIKELY = "likely"
    INTERVALS = "intervals"


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


class SolutionKind(StrEnum):
    """The best portfolio for one set of weights, or all that may be best for weights (and scores) nobody rules out."""

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
    scoring: Scoring = Scoring.LIKELY


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
