"""An alternative made into a problem of pure numbers, at any moment: the same moment gives the same problem.

Scaling. Values are whole: each extreme weight is an integer ray, each score counts in hundredths of a point, and an
objective is their product. Money is øre, effort hundredths of a person-week. Ties: the cheaper portfolio, then the one
whose initiatives come first in the order of codes.

What is chosen among. Delivered initiatives are there already and neither chosen nor paid; stopped and refused ones are
not there. One that is being carried out (past BP3) goes on and is in by itself, unless the alternative says that all is
up for choice, or somebody picked it out. The others are up for choice; what binds them is in :mod:`.binding`. One
without a score on every criterion that counts is left out and said so; where it goes on all the same it is counted with
no value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.analysis.selection.problem import Funding, Portfolio, Problem, Source, Synergy
from app.analysis.weights import Ray
from app.choices.queries import weights as weighing
from app.choices.queries.assumptions import Assumed, BodyRow, InterplayRow, assumed, bodies, interplays
from app.choices.queries.binding import KINDS, Because, Binding, LeftOut
from app.choices.queries.candidates import HUNDREDTHS, AreaRow, Candidate, areas, candidates
from app.choices.queries.scores import ScoreRow, scores
from app.choices.queries.weights import Weights
from app.choices.rules.scenarios import Pays, Pick, Scoring, Underway
from app.plumbing.record import At
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import Use

# The lowest, likely and highest score of one initiative on one criterion, in hundredths of a point.
Bounds = tuple[int, int, int]
NO_SCORE: Bounds = (0, 0, 0)

# Pays what no source of the alternative does, so that it can be told how much that is.
NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Posed:
    """The problem, and what its numbers mean.

    ``items`` in the order of the problem's indices; ``scores`` are theirs in hundredths of a point, in the order of
    ``weights.criteria``, and ``lowest`` and ``highest`` how low and high they may be. ``finished`` are there already.
    ``problem`` has an objective for each extreme weight; :meth:`valued` is the same for other weights, :meth:`within`
    for all scores in their intervals, :meth:`paying` for finding out who pays.
    """

    assumed: Assumed
    weights: Weights
    items: tuple[Candidate, ...]
    finished: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    scores: tuple[tuple[int, ...], ...]
    lowest: tuple[tuple[int, ...], ...]
    highest: tuple[tuple[int, ...], ...]
    joint: tuple[tuple[frozenset[int], tuple[int, ...]], ...]
    problem: Problem
    bodies: Mapping[int, BodyRow]
    areas: tuple[AreaRow, ...]
    goes_on: frozenset[int]
    fingerprint: str

    def valued(self, rays: Sequence[Ray]) -> Problem:
        """The same problem with one objective for each of these weights."""
        return replace(
            self.problem,
            values=tuple(_on(own, rays) for own in self.scores),
            synergies=tuple(
                replace(synergy, extra=_on(gain, rays))
                for synergy, (_, gain) in zip(self.problem.synergies, self.joint, strict=True)
            ),
        )

    @property
    def counts_intervals(self) -> bool:
        return self.assumed.head.scoring is Scoring.INTERVALS

    def within(self) -> tuple[Problem, tuple[tuple[int, ...], ...]]:
        """The problem with all scores at their lowest, and what each item is worth with its scores at their highest."""
        rays = self.weights.extreme
        low = replace(self.problem, values=tuple(_on(own, rays) for own in self.lowest))
        return low, tuple(_on(own, rays) for own in self.highest)

    def paying(self) -> Problem:
        """The same with all needs, those to run too, and somebody who pays whatever nobody else does to run."""
        years = self.assumed.head.years
        needs = {place: item.needs_within(years) for place, item in enumerate(self.items)}
        within = self.problem.funding
        sources = within.sources if within is not None else ()
        open_end = Source(
            NOBODY, dict.fromkeys(years, sum(sum(own.values()) for own in needs.values())), KINDS[Pays.RUN]
        )
        return replace(self.problem, funding=Funding(needs, (*sources, open_end)))

    def sums(self, chosen: Portfolio) -> tuple[int, ...]:
        """What a portfolio scores on each criterion, in hundredths of a point, what its members give together too."""
        rows = [*(self.scores[item] for item in chosen), self.gains(chosen)]
        return tuple(sum(row[k] for row in rows) for k in range(len(self.weights.criteria)))

    def gains(self, chosen: Portfolio) -> tuple[int, ...]:
        """What its members give together on each criterion."""
        rows = [gain for items, gain in self.joint if items <= chosen]
        return tuple(sum(row[k] for row in rows) for k in range(len(self.weights.criteria)))

    def need_ore(self, item: int, use: Use) -> int:
        """What the initiative needs in the alternative's years, less what is granted."""
        return sum(self.items[item].needs_within(self.assumed.head.years, frozenset({use})).values())

    def later_ore(self, item: int, use: Use) -> int:
        """What it needs after the alternative's last year."""
        last = self.assumed.head.last_year
        return sum(amount for (year, own), amount in self.items[item].needs.items() if year > last and own is use)


def posed(scenario_id: int, *, at: At) -> Posed | None:
    """The alternative as a problem at that moment; None where it was not there. Some thirty statements."""
    found = assumed(scenario_id, at=at)
    if found is None:
        return None
    mission_id = found.head.mission_id
    own = None if found.head.weighing_id is None else weighing.of(found.head.weighing_id, at=at)
    given = scores(mission_id, at=at)
    return _pose(
        found,
        own or weighing.of_mission(mission_id, at=at),
        candidates(mission_id, at=at),
        {
            initiative: {criterion: _bounds(score) for criterion, score in own.items()}
            for initiative, own in given.items()
        },
        interplays(mission_id, at=at),
        bodies(at=at),
        areas(mission_id, at=at),
    )


def _pose(
    found: Assumed,
    weights: Weights,
    there: Sequence[Candidate],
    scored: Mapping[int, Mapping[int, Bounds]],
    joined: Sequence[InterplayRow],
    known: Mapping[int, BodyRow],
    covered: Sequence[AreaRow],
) -> Posed:
    """Everything :func:`posed` read, put together; asks nothing. ``scored``: by initiative and criterion id.

    Refuses weights that weigh nothing.
    """
    if not weights.weigh:
        raise Refusal(N_("No criterion has any weight: give at least one some points first."))
    measures = [row.id for row in weights.criteria]
    counted = [row.id for row in weights.counted]
    alive = [item for item in there if not item.finished and not item.gone]
    picked_out = {key for key, pick in found.picks.items() if pick.pick is Pick.OUT}
    going = frozenset(
        item.id
        for item in alive
        if item.carried_out and found.head.underway is Underway.GOES_ON and item.id not in picked_out
    )
    complete = {item.id for item in alive if all(criterion in scored.get(item.id, {}) for criterion in counted)}
    items = tuple(item for item in alive if item.id in complete or item.id in going)
    left_out = [LeftOut(item, Because.NO_SCORES) for item in alive if item.id not in complete and item.id not in going]
    binding = Binding(found, there, items, going, joined, known)
    place, barred = binding.place, binding.barred()
    given = [[scored.get(item.id, {}).get(criterion, NO_SCORE) for criterion in measures] for item in items]
    lowest, own, highest = (tuple(tuple(score[place] for score in row) for row in given) for place in range(3))
    funding = binding.funding()
    together = binding.together(measures, funding)
    problem = Problem(
        values=tuple(_on(row, weights.extreme) for row in own),
        costs=tuple(sum(item.needs_within(found.head.years).values()) for item in items),
        limits=binding.limits(),
        covers=binding.covers(covered),
        requires=binding.requires(),
        exclusives=binding.exclusives(),
        synergies=tuple(Synergy(members, _on(gain, weights.extreme), saves=saves) for members, gain, saves in together),
        must=binding.must(),
        must_not=frozenset(place[each.item.id] for each in barred),
        funding=funding,
    )
    return Posed(
        assumed=found,
        weights=weights,
        items=items,
        finished=tuple(item for item in there if item.finished),
        left_out=(*left_out, *barred),
        scores=own,
        lowest=lowest,
        highest=highest,
        joint=tuple((members, gain) for members, gain, _ in together),
        problem=problem,
        bodies=known,
        areas=tuple(covered),
        goes_on=frozenset(place[key] for key in going),
        fingerprint=_fingerprint(
            problem,
            [item.code for item in items],
            own,
            weights,
            (lowest, highest) if found.head.scoring is Scoring.INTERVALS else None,
        ),
    )


def _on(row: Sequence[int], rays: Sequence[Ray]) -> tuple[int, ...]:
    return tuple(sum(a * b for a, b in zip(ray, row, strict=True)) for ray in rays)


def _bounds(score: ScoreRow) -> Bounds:
    return (
        int(score.low * HUNDREDTHS),
        int(score.likely * HUNDREDTHS),
        int(score.high * HUNDREDTHS),
    )


def _fingerprint(
    problem: Problem,
    codes: Sequence[str],
    own: Sequence[Sequence[int]],
    weights: Weights,
    spread: tuple[Sequence[Sequence[int]], ...] | None,
) -> str:
    """The same for the same problem, whatever the order in which its parts were read.

    ``spread``: the bounds of the scores, where they count.
    """
    said: list[Any] = [
        codes,
        own,
        [weights.proportion, weights.extreme, [row.code for row in weights.criteria]],
        _plain(problem),
        *(() if spread is None else (spread,)),
    ]
    return hashlib.sha256(json.dumps(_plain(said), separators=(",", ":"), sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Lists, texts and whole numbers only, sets and mappings in order."""
    if isinstance(value, Mapping):
        return sorted([_plain(key), _plain(own)] for key, own in value.items())
    if isinstance(value, frozenset | set):
        return sorted(_plain(each) for each in value)
    if isinstance(value, Fraction):
        return str(value)
    if hasattr(value, "__dataclass_fields__"):
        return [_plain(getattr(value, name)) for name in value.__dataclass_fields__]
    if isinstance(value, str | int | None):
        return value
    return [_plain(each) for each in value]
