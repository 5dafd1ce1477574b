"""What binds the choice in an alternative: money, person-weeks, cover, waiting, either–or, and what is shut out.

Needs in the alternative's years, less what is granted, must be paid in full by its sources. Money to run binds only
where the alternative says so. A body's person-weeks are spread evenly over an initiative's plan, and those that fall in
the years count. Waiting binds what has not begun: an initiative comes only together with those it waits for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.analysis.selection.problem import Cover, Exclusive, Funding, Limit, Requires, Slot, Source
from app.choices.queries.assumptions import Assumed, BodyRow, InterplayRow, SourceAssumed
from app.choices.queries.candidates import HUNDREDTHS, STRENGTHS, AreaRow, Candidate
from app.choices.rules.interplay import InterplayKind
from app.choices.rules.scenarios import Applicants, Pays, Pick, RunMoney
from app.portfolio.rules.words import Use

KINDS = {
    Pays.BUILD: frozenset({Use.BUILD.value}),
    Pays.RUN: frozenset({Use.RUN.value}),
    Pays.BOTH: frozenset({Use.BUILD.value, Use.RUN.value}),
}


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
class Binding:
    """The assumptions held against what is chosen among: ``items`` in the order of the problem's indices.

    ``there`` are all initiatives of the mission, the delivered and stopped ones too; ``going`` the ids of those that
    are in by themselves; ``joined`` what initiatives have to do with each other; ``bodies`` by id.
    """

    found: Assumed
    there: Sequence[Candidate]
    items: tuple[Candidate, ...]
    going: frozenset[int]
    joined: Sequence[InterplayRow]
    bodies: Mapping[int, BodyRow]

    @property
    def place(self) -> Mapping[int, int]:
        """Where in the problem an initiative stands, by its id. Made anew each time."""
        return {item.id: number for number, item in enumerate(self.items)}

    def must(self) -> frozenset[int]:
        place = self.place
        picked = {key for key, pick in self.found.picks.items() if pick.pick is Pick.IN and key in place}
        return frozenset(place[key] for key in self.going | picked)

    def barred(self) -> list[LeftOut]:
        """The items that cannot be in, whatever else is, each with its first reason."""
        by_id = {item.id: item for item in self.there}
        place = self.place
        shut = {
            key: next(by_id[other].code for other in sorted(row.members) if other in by_id and by_id[other].finished)
            for row in self.joined
            if row.kind is InterplayKind.EXCLUSION
            and any(other in by_id and by_id[other].finished for other in row.members)
            for key in row.members
        }
        barred = []
        for item in self.items:
            if item.id in self.found.picks and self.found.picks[item.id].pick is Pick.OUT:
                barred.append(LeftOut(item, Because.PICKED_OUT))
                continue
            if item.id in self.going:
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

    def requires(self) -> tuple[Requires, ...]:
        place = self.place
        return tuple(
            Requires(number, place[needed])
            for number, item in enumerate(self.items)
            if item.id not in self.going and not item.carried_out
            for needed in sorted(item.waits_for & place.keys(), key=lambda key: place[key])
        )

    def exclusives(self) -> tuple[Exclusive, ...]:
        place = self.place
        return tuple(
            Exclusive(f"exclusive:{row.code}", members)
            for row in self.joined
            if row.kind is InterplayKind.EXCLUSION
            and len(members := frozenset(place[key] for key in row.members if key in place)) > 1
        )

    def limits(self) -> tuple[Limit, ...]:
        years = self.found.head.years
        return tuple(
            Limit(
                f"capacity:{self.bodies[body].code}",
                {
                    number: weeks
                    for number, item in enumerate(self.items)
                    if body in item.weeks and (weeks := item.weeks_within(body, years))
                },
                int(most * HUNDREDTHS),
            )
            for body, most in sorted(self.found.capacity.items())
            if body in self.bodies
        )

    def covers(self, areas: Sequence[AreaRow]) -> tuple[Cover, ...]:
        """What is delivered counts too: only what is then missing must be chosen."""
        covers = []
        for area in areas:
            asked = self.found.cover.get(area.id)
            if asked is None:
                continue
            strong = STRENGTHS[asked.strength]
            acts = [area.id in item.areas and STRENGTHS[item.areas[area.id]] >= strong for item in self.items]
            there = sum(
                item.finished and area.id in item.areas and STRENGTHS[item.areas[area.id]] >= strong
                for item in self.there
            )
            if asked.least > there:
                chosen = frozenset(number for number, does in enumerate(acts) if does)
                covers.append(Cover(f"cover:{area.code}", chosen, asked.least - there))
        return tuple(covers)

    def funding(self) -> Funding:
        years = self.found.head.years
        uses = frozenset(Use) if self.found.head.run_money is RunMoney.BINDING else frozenset({Use.BUILD})
        return Funding(
            {number: needs for number, item in enumerate(self.items) if (needs := item.needs_within(years, uses))},
            tuple(self._source(each, years) for each in self.found.sources),
        )

    def together(
        self, measures: Sequence[int], funding: Funding
    ) -> list[tuple[frozenset[int], tuple[int, ...], dict[Slot, int]]]:
        """What gives or saves more together, where all of it is up for choice.

        The members, what they gain in hundredths of a point on each of these criteria, and what they save: never more
        than they need.
        """
        place = self.place
        found = []
        for row in self.joined:
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
            found.append((members, gain, saves))
        return found

    def _source(self, each: SourceAssumed, years: range) -> Source:
        rules = each.rules
        eligible = frozenset(number for number, item in enumerate(self.items) if self._may_apply(each, item))
        return Source(
            name=each.source.code,
            budget={year: each.budget.get(year, 0) for year in years},
            kinds=KINDS[each.pays],
            ceiling=None if rules is None else rules.ceiling_ore,
            share=None if rules is None or rules.largest_share is None else Fraction(rules.largest_share),
            eligible=eligible,
            years={}
            if rules is None or rules.budget_years is None
            else {
                number: _first_years(self.items[number], each, years, rules.budget_years) for number in sorted(eligible)
            },
        )

    def _may_apply(self, each: SourceAssumed, item: Candidate) -> bool:
        lead = self.bodies.get(item.lead_id) if item.lead_id is not None else None
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
