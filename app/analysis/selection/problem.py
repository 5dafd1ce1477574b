"""What there is to choose from, and what binds the choice.

A portfolio is a set of items (0 … n-1), each in or out. Value, money and effort are integers in whatever unit the
caller keeps to (øre, person-weeks, hundredths of a point).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

# Past this a sum of products could leave 64 bits in the solver.
LARGEST = 2**53
# More extreme points of weights than this say that hardly anything is known of the weights.
MOST_OBJECTIVES = 500

Portfolio = frozenset[int]
Slot = tuple[int, str]


class BadProblem(ValueError):
    """The problem as stated makes no sense; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` of something: an owner's capacity in a quarter, one year's money. ``uses`` item → amount."""

    name: str
    uses: Mapping[int, int]
    most: int


@dataclass(frozen=True, slots=True)
class Cover:
    """At least ``least`` of ``items``: each challenge area is served by so many."""

    name: str
    items: frozenset[int]
    least: int


@dataclass(frozen=True, slots=True)
class Requires:
    """``item`` only together with ``needed``."""

    item: int
    needed: int

    @property
    def name(self) -> str:
        return f"requires:{self.item}:{self.needed}"


@dataclass(frozen=True, slots=True)
class Exclusive:
    """At most one of ``items``."""

    name: str
    items: frozenset[int]


@dataclass(frozen=True, slots=True)
class Synergy:
    """When all of ``items`` are in: ``extra`` value per objective, and so much less use of the named limits.

    ``saves`` names slots of :class:`Funding` by ``(year, kind)``: what the items together need less of.
    """

    items: frozenset[int]
    extra: tuple[int, ...]
    relieves: Mapping[str, int] = field(default_factory=dict)
    saves: Mapping[Slot, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Who may pay what: so much a year, for some kinds of money, perhaps by the rules of a scheme.

    ``ceiling`` is the most one item may be given in all; ``share`` the largest part of an item's whole need that may
    come from here; ``eligible`` the items that may apply (None: all); ``years`` in which years an item that is named
    there may be paid.
    """

    name: str
    budget: Mapping[int, int]
    kinds: frozenset[str]
    ceiling: int | None = None
    share: Fraction | None = None
    eligible: frozenset[int] | None = None
    years: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def pays(self, item: int, slot: Slot) -> bool:
        year, kind = slot
        if item in self.years and year not in self.years[item]:
            return False
        return year in self.budget and kind in self.kinds and (self.eligible is None or item in self.eligible)


@dataclass(frozen=True, slots=True)
class Funding:
    """What each item needs by (year, kind), and who can pay: a chosen item is paid in full."""

    needs: Mapping[int, Mapping[Slot, int]]
    sources: tuple[Source, ...]

    def total(self, item: int) -> int:
        return sum(self.needs.get(item, {}).values())


@dataclass(frozen=True, slots=True)
class Problem:
    """Items with their value on each objective, and all that binds the choice.

    ``values`` has a row an item and a column an objective. ``costs`` breaks ties: of portfolios worth the same on every
    objective the cheapest counts. Raises :class:`BadProblem`.
    """

    values: tuple[tuple[int, ...], ...]
    costs: tuple[int, ...]
    limits: tuple[Limit, ...] = ()
    covers: tuple[Cover, ...] = ()
    requires: tuple[Requires, ...] = ()
    exclusives: tuple[Exclusive, ...] = ()
    synergies: tuple[Synergy, ...] = ()
    must: frozenset[int] = frozenset()
    must_not: frozenset[int] = frozenset()
    funding: Funding | None = None

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise BadProblem(fault)

    @property
    def items(self) -> range:
        return range(len(self.values))

    @property
    def objectives(self) -> range:
        return range(len(self.values[0]) if self.values else 0)


def value(problem: Problem, chosen: Collection[int]) -> tuple[int, ...]:
    """What the portfolio is worth on each objective, synergies included."""
    inside = frozenset(chosen)
    joint = [synergy.extra for synergy in problem.synergies if synergy.items <= inside]
    return tuple(
        sum(problem.values[item][k] for item in inside) + sum(extra[k] for extra in joint) for k in problem.objectives
    )


def cost(problem: Problem, chosen: Collection[int]) -> int:
    """What the portfolio costs, for breaking ties."""
    return sum(problem.costs[item] for item in frozenset(chosen))


def used(problem: Problem, limit: Limit, chosen: Collection[int]) -> int:
    """How much of a limit the portfolio uses, less what its synergies relieve."""
    inside = frozenset(chosen)
    return sum(amount for item, amount in limit.uses.items() if item in inside) - sum(
        synergy.relieves.get(limit.name, 0) for synergy in problem.synergies if synergy.items <= inside
    )


def violations(problem: Problem, chosen: Collection[int]) -> list[str]:
    """The names of the constraints that the portfolio breaks; funding is not looked at (see ``solving.funded``)."""
    inside = frozenset(chosen)
    return [
        *(limit.name for limit in problem.limits if used(problem, limit, inside) > limit.most),
        *(cover.name for cover in problem.covers if len(cover.items & inside) < cover.least),
        *(need.name for need in problem.requires if need.item in inside and need.needed not in inside),
        *(either.name for either in problem.exclusives if len(either.items & inside) > 1),
        *(f"must:{item}" for item in sorted(problem.must - inside)),
        *(f"must-not:{item}" for item in sorted(problem.must_not & inside)),
    ]


def _faults(problem: Problem) -> Iterator[str]:
    if problem.values and not problem.values[0]:
        yield "there is no criterion to choose by"
        return
    if len(problem.objectives) > MOST_OBJECTIVES:
        yield f"{len(problem.objectives)} objectives are too many: at most {MOST_OBJECTIVES}"
        return
    if len(problem.costs) != len(problem.values):
        yield f"{len(problem.values)} items have values, {len(problem.costs)} have costs"
        return
    if any(len(row) != len(problem.objectives) for row in problem.values):
        yield "every item needs a value on each objective"
        return
    yield from _not_whole("values", [number for row in problem.values for number in row])
    yield from _negative("costs", problem.costs)
    for limit in problem.limits:
        yield from _negative(limit.name, [limit.most])
        yield from _negative(limit.name, limit.uses.values())
        yield from _unknown(problem, limit.name, limit.uses)
    for cover in problem.covers:
        yield from _unknown(problem, cover.name, cover.items)
    for need in problem.requires:
        yield from _unknown(problem, need.name, (need.item, need.needed))
    for either in problem.exclusives:
        yield from _unknown(problem, either.name, either.items)
    named: tuple[Limit | Cover | Exclusive, ...] = (*problem.limits, *problem.covers, *problem.exclusives)
    names = [each.name for each in named]
    if len(set(names)) < len(names):
        yield "two constraints have the same name"
    yield from _synergy_faults(problem)
    yield from _unknown(problem, "must", problem.must | problem.must_not)
    if problem.funding is not None:
        yield from _funding_faults(problem, problem.funding)


def _synergy_faults(problem: Problem) -> Iterator[str]:
    limits = {limit.name for limit in problem.limits}
    for synergy in problem.synergies:
        yield from _unknown(problem, "synergy", synergy.items)
        yield from _not_whole("synergy", synergy.extra)
        yield from _negative("synergy", (*synergy.relieves.values(), *synergy.saves.values()))
        if len(synergy.items) < 2 or len(synergy.extra) != len(problem.objectives):
            yield "a synergy is between two items or more and has a value on each objective"
        if not set(synergy.relieves) <= limits:
            yield "a synergy relieves a limit that is not there"
        for slot, saved in synergy.saves.items():
            needs = problem.funding.needs if problem.funding else {}
            if saved > sum(needs.get(item, {}).get(slot, 0) for item in synergy.items):
                yield f"a synergy saves more in {slot} than its items need"


def _funding_faults(problem: Problem, funding: Funding) -> Iterator[str]:
    yield from _unknown(problem, "funding", funding.needs)
    for needs in funding.needs.values():
        yield from _negative("need", needs.values())
    for source in funding.sources:
        yield from _negative(source.name, source.budget.values())
        if source.ceiling is not None:
            yield from _negative(source.name, [source.ceiling])
        if source.share is not None and not 0 <= source.share <= 1:
            yield f"{source.name}: a share is between 0 and 1"
    names = [source.name for source in funding.sources]
    if len(set(names)) < len(names):
        yield "two funding sources have the same name"


def _unknown(problem: Problem, where: str, items: Collection[int]) -> Iterator[str]:
    if any(item not in problem.items for item in items):
        yield f"{where}: an item that is not there"


def _negative(where: str, numbers: Collection[int]) -> Iterator[str]:
    yield from _not_whole(where, numbers)
    if any(number < 0 for number in numbers):
        yield f"{where}: below 0"


def _not_whole(where: str, numbers: Collection[int]) -> Iterator[str]:
    for number in numbers:
        if type(number) is not int:
            yield f"{where}: {number!r} is not a whole number"
            return
        if abs(number) > LARGEST:
            yield f"{where}: {number} is too large"
            return
