"""Several alternatives side by side, and portfolios that were found weighed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.analysis.value import weight_shares
from app.analysis.weights import surely_within
from app.choices.queries.assumptions import ScenarioHead, assumed
from app.choices.queries.candidates import AreaRow, Candidate, areas, candidates
from app.choices.queries.outcome import ItemOutcome, Outcome, SourceMoney, SourceYear
from app.choices.queries.posing import posed
from app.choices.queries.solutions import SolutionRow, latest_solutions
from app.choices.rules.scenarios import SolutionKind, points_of
from app.plumbing.record import At
from app.plumbing.refusals import Refusal

# More than these no page and no projector shows side by side.
MOST_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the alternatives. ``regret`` is what it loses against the best of them: by its own weights in one number,
    and at most for any weights that any of them holds possible; points.
    """

    head: ScenarioHead
    outcome: Outcome | None
    clashes: bool
    stale: bool
    lost: Fraction | None
    lost_at_most: Fraction | None

    @property
    def solved(self) -> bool:
        return self.outcome is not None


@dataclass(frozen=True, slots=True)
class ItemCompared:
    """An initiative in each of them, None where it was not asked about; ``moved`` where they differ."""

    item: Candidate
    rows: tuple[ItemOutcome | None, ...]

    @property
    def inside(self) -> tuple[bool, ...]:
        return tuple(row is not None and row.in_best for row in self.rows)

    @property
    def moved(self) -> bool:
        return len(set(self.inside)) > 1


@dataclass(frozen=True, slots=True)
class AreaCompared:
    """Which initiatives act on an area in each of them; what the others gain or lose against the first."""

    area: AreaRow
    codes: tuple[tuple[str, ...] | None, ...]

    def gained(self, place: int) -> tuple[str, ...]:
        return self._beside(place, 0)

    def lost(self, place: int) -> tuple[str, ...]:
        return self._beside(0, place)

    def _beside(self, one: int, other: int) -> tuple[str, ...]:
        first, second = self.codes[one], self.codes[other]
        return () if first is None or second is None else tuple(code for code in first if code not in second)

    @property
    def moved(self) -> bool:
        return len({codes for codes in self.codes if codes is not None}) > 1


@dataclass(frozen=True, slots=True)
class SourceCompared:
    code: str
    name: str
    rows: tuple[SourceMoney | None, ...]


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """What a source (or, without a name, all of them) pays in one year in each of the alternatives."""

    name: str
    year: int
    cells: tuple[SourceYear | None, ...]

    @property
    def differs(self) -> bool:
        return len({(cell.paid_ore, cell.budget_ore) if cell is not None else (0, 0) for cell in self.cells}) > 1

    @property
    def empty(self) -> bool:
        return not any(cell is not None and (cell.paid_ore or cell.budget_ore) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    compared: tuple[Compared, ...]
    items: tuple[ItemCompared, ...]
    areas: tuple[AreaCompared, ...]
    sources: tuple[SourceCompared, ...]
    years: tuple[int, ...]
    same_weights: bool

    @property
    def by_source(self) -> tuple[MoneyLine, ...]:
        """Line by line, sources by name; a year in which nobody has anything is left out."""
        lines = (
            MoneyLine(
                source.name,
                year,
                tuple(
                    None if own is None else next((each for each in own.years if each.year == year), None)
                    for own in source.rows
                ),
            )
            for source in self.sources
            for year in self.years
        )
        return tuple(line for line in lines if not line.empty)

    @property
    def by_year(self) -> tuple[MoneyLine, ...]:
        """All sources together."""
        return tuple(
            MoneyLine(
                "",
                year,
                tuple(
                    None
                    if own.outcome is None
                    else SourceYear(
                        year,
                        sum(each.paid_ore for row in own.outcome.sources for each in row.years if each.year == year),
                        sum(each.budget_ore for row in own.outcome.sources for each in row.years if each.year == year),
                    )
                    for own in self.compared
                ),
            )
            for year in self.years
        )

    @property
    def moved(self) -> tuple[ItemCompared, ...]:
        return tuple(row for row in self.items if row.moved)

    @property
    def in_all(self) -> tuple[ItemCompared, ...]:
        return tuple(row for row in self.items if all(row.inside))

    @property
    def in_none(self) -> tuple[ItemCompared, ...]:
        return tuple(row for row in self.items if not any(row.inside))


def comparison(heads: Sequence[ScenarioHead], *, at: At) -> Comparison:
    """These alternatives of one mission, in this order. Some forty statements for each."""
    mission_id = heads[0].mission_id
    there, known = candidates(mission_id, at=at), areas(mission_id, at=at)
    answers = latest_solutions([head.id for head in heads], at=at)
    outcomes: list[Outcome | None] = []
    marks: list[tuple[bool, bool]] = []
    for head in heads:
        found = assumed(head.id, at=at)
        own = answers.get(head.id, {})
        best = own.get(SolutionKind.BEST)
        outcomes.append(
            None
            if found is None or best is None
            else Outcome.shaped(found, best, own.get(SolutionKind.ROBUST), there, known)
        )
        marks.append((best is not None and "clashes" in best.said, best is not None and _stale(head.id, best, at=at)))
    lost = _losses(outcomes)
    compared = tuple(
        Compared(head, outcome, clashes, stale, *own)
        for head, outcome, (clashes, stale), own in zip(heads, outcomes, marks, lost, strict=True)
    )
    rows = [{row.item.id: row for row in outcome.items} if outcome is not None else {} for outcome in outcomes]
    money = [
        {each.assumed.source.code: each for each in outcome.sources} if outcome is not None else {}
        for outcome in outcomes
    ]
    names = {code: each.assumed.source.name for own in money for code, each in own.items()}
    cover = [
        {each.area.id: each.chosen for each in outcome.cover} if outcome is not None else None for outcome in outcomes
    ]
    return Comparison(
        compared=compared,
        items=tuple(
            ItemCompared(item, tuple(own.get(item.id) for own in rows))
            for item in there
            if any(item.id in own for own in rows)
        ),
        areas=tuple(
            AreaCompared(area, tuple(None if own is None else own.get(area.id, ()) for own in cover)) for area in known
        ),
        sources=tuple(
            SourceCompared(code, name, tuple(own.get(code) for own in money))
            for code, name in sorted(names.items(), key=lambda pair: pair[1])
        ),
        years=tuple(sorted({year for head in heads for year in head.years})),
        same_weights=len({tuple(one.best.said["weights"]) for one in outcomes if one is not None}) < 2,
    )


def _stale(scenario_id: int, best: SolutionRow, *, at: At) -> bool:
    try:
        problem = posed(scenario_id, at=at)
    except Refusal:
        return True
    return problem is None or problem.fingerprint != best.fingerprint


def _losses(outcomes: Sequence[Outcome | None]) -> list[tuple[Fraction | None, Fraction | None]]:
    """What each loses against the best of them. The largest loss over a set of weights is at one of its corners."""
    there = [outcome for outcome in outcomes if outcome is not None]
    criteria = {tuple(outcome.best.said["criteria"]) for outcome in there}
    if len(there) < 2 or len(criteria) > 1:
        return [(None, None)] * len(outcomes)
    sums = [outcome.best.said["sums"] for outcome in there]
    corners = [
        ray for outcome in there if outcome.robust is not None for ray in outcome.robust.said["rays"]
    ]  # fmt: skip
    corners += [outcome.best.said["weights"] for outcome in there]
    lost: list[tuple[Fraction | None, Fraction | None]] = []
    for outcome in outcomes:
        if outcome is None:
            lost.append((None, None))
            continue
        own = outcome.best.said["sums"]
        by_corner = [max(points_of(other, ray) for other in sums) - points_of(own, ray) for ray in corners]
        central = outcome.best.said["weights"]
        lost.append((max(points_of(other, central) for other in sums) - points_of(own, central), max(by_corner)))
    return lost


@dataclass(frozen=True, slots=True)
class Anew:
    """The portfolios that were found, weighed with other weights: which is best now, and what that changes.

    ``lead`` is how many points it gives more than the portfolio that is best with the saved weights. ``exact``: no
    other portfolio can be better with these weights.
    """

    moved: bool
    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    value: Fraction
    lead: Fraction
    exact: bool


def weighed_anew(best: SolutionRow, robust: SolutionRow, points: Sequence[Fraction], *, at: At) -> Anew | None:
    """``points`` in the order of the criteria. None where nothing has any weight. Asks nothing."""
    if not any(points):
        return None
    shares = list(weight_shares(dict(enumerate(points))).values())
    said = robust.said
    portfolios = [(tuple(own), sums) for own, sums in zip(said["portfolios"], said["sums"], strict=True)]
    saved = (tuple(best.said["chosen"]), best.said["sums"])
    if saved[0] not in [codes for codes, _ in portfolios]:
        portfolios.append(saved)
    worth = [
        sum((share * own for share, own in zip(shares, sums, strict=True)), Fraction(0)) / 100 for _, sums in portfolios
    ]
    before = worth[[codes for codes, _ in portfolios].index(saved[0])]
    place = max(range(len(portfolios)), key=lambda number: (worth[number], worth[number] == before))
    chosen = saved[0] if worth[place] == before else portfolios[place][0]
    return Anew(
        moved=chosen != saved[0],
        enters=tuple(code for code in chosen if code not in saved[0]),
        leaves=tuple(code for code in saved[0] if code not in chosen),
        value=worth[place],
        lead=worth[place] - before,
        exact=robust.complete and surely_within(shares, said["rays"]),
    )
