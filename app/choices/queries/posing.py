"""An alternative made into a problem of pure numbers, at any moment: the same moment gives the same problem.

Scaling. Values are whole: each extreme weight is an integer ray, each score counts in hundredths of a point, and an
objective is their product. Money is øre, effort hundredths of a person-week. Ties: the cheaper portfolio, then the one
whose initiatives come first in the order of codes.

What is chosen among. Delivered initiatives are there already and neither chosen nor paid; stopped and refused ones are
not there. One that is being carried out (past BP3) goes on and is in by itself, unless the alternative says that all is
up for choice, or somebody picked it out. The others are up for choice. Waiting binds what has not begun: an initiative
comes only together with those it waits for. One without a score on every criterion that counts is left out and said so;
where it goes on all the same it is counted with no value.

What binds. Needs in the alternative's years, less what is granted, must be paid in full by its sources. Money to run
binds only where the alternative says so. A body's person-weeks are spread evenly over an initiative's plan, and those
that fall in the years count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.analysis.selection.problem import (
    Cover,
    Exclusive,
    Funding,
    Limit,
    Portfolio,
    Problem,
    Requires,
    Slot,
    Source,
    Synergy,
)
from app.analysis.weights import Ray
from app.choices.queries import weights as weighing
from app.choices.queries.assumptions import (
    Assumed,
    BodyRow,
    InterplayRow,
    SourceAssumed,
    assumed,
    bodies,
    interplays,
)
from app.choices.queries.candidates import HUNDREDTHS, STRENGTHS, AreaRow, Candidate, areas, candidates
from app.choices.queries.scores import scores
from app.choices.queries.weights import Weights
from app.choices.rules.interplay import InterplayKind
from app.choices.rules.scenarios import Applicants, Pays, Pick, RunMoney, Underway
from app.plumbing.record import At
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import Use

KINDS = {
    Pays.BUILD: frozenset({Use.BUILD.value}),
    Pays.RUN: frozenset({Use.RUN.value}),
    Pays.BOTH: frozenset({Use.BUILD.value, Use.RUN.value}),
}
# Pays what no source of the alternative does, so that it can be told how much that is.
NOBODY = "—"


class Because(StrEnum):
    """Why an initiative is not up for choice."""

    NO_SCORES = "no_scores"
    WAITS_FOR_NO_SCORES = "waits_for_no_scores"
    WAITS_FOR_GONE = "waits_for_gone"
    SHUT_OUT_BY_DELIVERED = "shut_out_by_delivered"
    PICKED_OUT = "picked_out"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An initiative that cannot be chosen, and why; ``of`` is the code of the other one that is the reason."""

    item: Candidate
    because: Because
    of: str = ""


@dataclass(frozen=True, slots=True)
class Posed:
    """The problem, and what its numbers mean.

    ``items`` in the order of the problem's indices; ``scores`` are theirs in hundredths of a point, in the order of
    ``weights.criteria``. ``finished`` are there already. ``problem`` has an objective for each extreme weight;
    :meth:`valued` is the same for other weights, :meth:`paying` for finding out who pays.
    """

    assumed: Assumed
    weights: Weights
    items: tuple[Candidate, ...]
    finished: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    scores: tuple[tuple[int, ...], ...]
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

    def paying(self) -> Problem:
        """The same with all needs, those to run too, and somebody who pays whatever nobody else does to run."""
        years = self.assumed.head.years
        needs = {place: _slots(item, years, frozenset(Use)) for place, item in enumerate(self.items)}
        within = self.problem.funding
        sources = within.sources if within is not None else ()
        open_end = Source(
            NOBODY, dict.fromkeys(years, sum(sum(own.values()) for own in needs.values())), KINDS[Pays.RUN]
        )
        return replace(self.problem, funding=Funding(needs, (*sources, open_end)))

    def sums(self, chosen: Portfolio) -> tuple[int, ...]:
        """What a portfolio scores on each criterion, in hundredths of a point, what its members give together too."""
        rows = [self.scores[item] for item in chosen] + [gain for items, gain in self.joint if items <= chosen]
        return tuple(sum(row[k] for row in rows) for k in range(len(self.weights.criteria)))

    def need_ore(self, item: int, use: Use) -> int:
        """What the initiative needs in the alternative's years, less what is granted."""
        return sum(_slots(self.items[item], self.assumed.head.years, frozenset({use})).values())

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
            initiative: {criterion: int(score.likely * HUNDREDTHS) for criterion, score in own.items()}
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
    scored: Mapping[int, Mapping[int, int]],
    joined: Sequence[InterplayRow],
    known: Mapping[int, BodyRow],
    covered: Sequence[AreaRow],
) -> Posed:
    """Everything :func:`posed` read, put together; asks nothing. ``scored``: hundredths by initiative and criterion id.

    Refuses weights that weigh nothing.
    """
    if not weights.weigh:
        raise Refusal(N_("No criterion has any weight: give at least one some points first."))
    measures = [row.id for row in weights.criteria]
    counted = [row.id for row in weights.counted]
    head = found.head
    finished = tuple(item for item in there if item.finished)
    alive = [item for item in there if not item.finished and not item.gone]
    picked_out = {key for key, pick in found.picks.items() if pick.pick is Pick.OUT}
    going = {
        item.id
        for item in alive
        if item.carried_out and head.underway is Underway.GOES_ON and item.id not in picked_out
    }
    complete = {item.id for item in alive if all(criterion in scored.get(item.id, {}) for criterion in counted)}
    items = tuple(item for item in alive if item.id in complete or item.id in going)
    left_out = [LeftOut(item, Because.NO_SCORES) for item in alive if item.id not in complete and item.id not in going]
    place = {item.id: number for number, item in enumerate(items)}
    barred = _barred(items, there, place, going, picked_out, joined)
    own = tuple(tuple(scored.get(item.id, {}).get(criterion, 0) for criterion in measures) for item in items)
    funding = _funding(found, items, known)
    synergies, joint = _synergies(joined, place, measures, weights.extreme, funding)
    problem = Problem(
        values=tuple(_on(row, weights.extreme) for row in own),
        costs=tuple(sum(_slots(item, head.years, frozenset(Use)).values()) for item in items),
        limits=tuple(_limits(found, items, known)),
        covers=tuple(_covers(found, items, finished, covered)),
        requires=tuple(
            Requires(number, place[needed])
            for number, item in enumerate(items)
            if item.id not in going and not item.carried_out
            for needed in sorted(item.waits_for & place.keys(), key=lambda key: place[key])
        ),
        exclusives=tuple(
            Exclusive(f"exclusive:{row.code}", members)
            for row in joined
            if row.kind is InterplayKind.EXCLUSION
            and len(members := frozenset(place[key] for key in row.members if key in place)) > 1
        ),
        synergies=synergies,
        must=frozenset(place[key] for key in going)
        | {place[key] for key, pick in found.picks.items() if pick.pick is Pick.IN and key in place},
        must_not=frozenset(place[each.item.id] for each in barred),
        funding=funding,
    )
    return Posed(
        assumed=found,
        weights=weights,
        items=items,
        finished=finished,
        left_out=(*left_out, *barred),
        scores=own,
        joint=joint,
        problem=problem,
        bodies=known,
        areas=tuple(covered),
        goes_on=frozenset(place[key] for key in going),
        fingerprint=_fingerprint(problem, [item.code for item in items], own, weights),
    )


def _on(row: Sequence[int], rays: Sequence[Ray]) -> tuple[int, ...]:
    return tuple(sum(a * b for a, b in zip(ray, row, strict=True)) for ray in rays)


def _slots(item: Candidate, years: range, uses: frozenset[Use]) -> dict[Slot, int]:
    return {(year, use.value): ore for (year, use), ore in item.needs.items() if year in years and use in uses}


def _barred(
    items: Sequence[Candidate],
    there: Sequence[Candidate],
    place: Mapping[int, int],
    going: set[int],
    picked_out: set[int],
    joined: Sequence[InterplayRow],
) -> list[LeftOut]:
    """The items that cannot be in, whatever else is, each with its first reason."""
    by_id = {item.id: item for item in there}
    shut = {
        key: next(by_id[other].code for other in sorted(row.members) if other in by_id and by_id[other].finished)
        for row in joined
        if row.kind is InterplayKind.EXCLUSION
        and any(other in by_id and by_id[other].finished for other in row.members)
        for key in row.members
    }
    barred = []
    for item in items:
        if item.id in picked_out:
            barred.append(LeftOut(item, Because.PICKED_OUT))
            continue
        if item.id in going:
            continue
        if item.id in shut:
            barred.append(LeftOut(item, Because.SHUT_OUT_BY_DELIVERED, shut[item.id]))
            continue
        missing = sorted(
            (by_id[key] for key in item.waits_for if key in by_id and key not in place and not by_id[key].finished),
            key=lambda other: other.code,
        )
        if missing and not item.carried_out:
            why = Because.WAITS_FOR_GONE if missing[0].gone else Because.WAITS_FOR_NO_SCORES
            barred.append(LeftOut(item, why, missing[0].code))
    return barred


def _limits(found: Assumed, items: Sequence[Candidate], known: Mapping[int, BodyRow]) -> list[Limit]:
    years = found.head.years
    return [
        Limit(
            f"capacity:{known[body].code}",
            {
                number: weeks
                for number, item in enumerate(items)
                if body in item.weeks and (weeks := item.weeks_within(body, years))
            },
            int(most * HUNDREDTHS),
        )
        for body, most in sorted(found.capacity.items())
        if body in known
    ]


def _covers(
    found: Assumed, items: Sequence[Candidate], finished: Sequence[Candidate], covered: Sequence[AreaRow]
) -> list[Cover]:
    """What is delivered counts too: only what is then missing must be chosen."""
    covers = []
    for area in covered:
        asked = found.cover.get(area.id)
        if asked is None:
            continue
        strong = STRENGTHS[asked.strength]
        acts = [area.id in item.areas and STRENGTHS[item.areas[area.id]] >= strong for item in items]
        there = sum(area.id in item.areas and STRENGTHS[item.areas[area.id]] >= strong for item in finished)
        if asked.least > there:
            chosen = frozenset(number for number, does in enumerate(acts) if does)
            covers.append(Cover(f"cover:{area.code}", chosen, asked.least - there))
    return covers


def _funding(found: Assumed, items: Sequence[Candidate], known: Mapping[int, BodyRow]) -> Funding:
    uses = frozenset(Use) if found.head.run_money is RunMoney.BINDING else frozenset({Use.BUILD})
    return Funding(
        {number: slots for number, item in enumerate(items) if (slots := _slots(item, found.head.years, uses))},
        tuple(_source(each, items, found.head.years, known) for each in found.sources),
    )


def _source(each: SourceAssumed, items: Sequence[Candidate], years: range, known: Mapping[int, BodyRow]) -> Source:
    rules = each.rules
    eligible = frozenset(number for number, item in enumerate(items) if _may_apply(each, item, known))
    return Source(
        name=each.source.code,
        budget={year: each.budget.get(year, 0) for year in years},
        kinds=KINDS[each.pays],
        ceiling=None if rules is None else rules.ceiling_ore,
        share=None if rules is None or rules.largest_share is None else Fraction(rules.largest_share),
        eligible=eligible,
        years={}
        if rules is None or rules.budget_years is None
        else {number: _first_years(items[number], each, years, rules.budget_years) for number in sorted(eligible)},
    )


def _may_apply(each: SourceAssumed, item: Candidate, known: Mapping[int, BodyRow]) -> bool:
    lead = known.get(item.lead_id) if item.lead_id is not None else None
    if each.applicants is Applicants.PAYER and (lead is None or lead.id != each.source.payer_id):
        return False
    if each.applicants is Applicants.STATE_BODIES and (lead is None or not lead.of_state):
        return False
    if each.rules is None:
        return True
    low, high = each.rules.smallest_cost_ore, each.rules.largest_cost_ore
    if item.build_ore is None:
        return low is None and high is None
    return (low is None or item.build_ore >= low) and (high is None or item.build_ore <= high)


def _first_years(item: Candidate, each: SourceAssumed, years: range, count: int) -> frozenset[int]:
    """The first budget years in which it needs what the source pays and the source has money: a scheme pays so many."""
    wanted = {
        year for (year, use) in item.needs if year in years and use.value in KINDS[each.pays] and each.budget.get(year)
    }
    return frozenset(sorted(wanted)[:count])


def _synergies(
    joined: Sequence[InterplayRow],
    place: Mapping[int, int],
    measures: Sequence[int],
    rays: Sequence[Ray],
    funding: Funding,
) -> tuple[tuple[Synergy, ...], tuple[tuple[frozenset[int], tuple[int, ...]], ...]]:
    """Those whose members are all up for choice; what they save is never more than what they need."""
    synergies, joint = [], []
    for row in joined:
        if row.kind is not InterplayKind.SYNERGY or not row.members <= place.keys() or len(row.members) < 2:
            continue
        members = frozenset(place[key] for key in row.members)
        gain = tuple(int(row.gains.get(criterion, Decimal(0)) * HUNDREDTHS) for criterion in measures)
        saves = {}
        for (year, use), ore in row.savings.items():
            slot = (year, use.value)
            most = sum(funding.needs.get(member, {}).get(slot, 0) for member in members)
            if min(ore, most):
                saves[slot] = min(ore, most)
        synergies.append(Synergy(members, _on(gain, rays), saves=saves))
        joint.append((members, gain))
    return tuple(synergies), tuple(joint)


def _fingerprint(problem: Problem, codes: Sequence[str], own: Sequence[Sequence[int]], weights: Weights) -> str:
    """The same for the same problem, whatever the order in which its parts were read."""
    said = [
        codes,
        own,
        [weights.proportion, weights.extreme, [row.code for row in weights.criteria]],
        _plain(problem),
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
