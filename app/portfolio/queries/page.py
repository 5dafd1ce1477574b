"""One initiative's whole page: every part of it, and where each value is from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.plumbing.provenance import Origins, Source, origins_of
from app.plumbing.record import At
from app.portfolio.queries import delivery, effects, money, waiting
from app.portfolio.queries import facts as of_facts
from app.portfolio.queries.history import History, history
from app.portfolio.rules.sums import Sums, sums
from app.portfolio.rules.words import DependencyKind, PersonPart


class _Sourced(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def source(self) -> Source: ...


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """Everything about one initiative in one of its missions, as it was at one moment."""

    facts: of_facts.Facts
    service: of_facts.Service
    services: Sequence[of_facts.Service]
    goals: Sequence[of_facts.GoalRow]
    persons: Sequence[of_facts.PersonRow]
    assignments: Sequence[of_facts.AssignmentRow]
    contributions: Sequence[effects.ContributionRow]
    participations: Sequence[effects.ParticipationRow]
    benefits: Sequence[effects.BenefitRow]
    rollouts: Sequence[effects.RolloutRow]
    appraisal: effects.AppraisalText | None
    deliverables: Sequence[delivery.DeliverableRow]
    risks: Sequence[delivery.RiskRow]
    gates: Sequence[delivery.GateRow]
    dependencies: waiting.Dependencies
    conditions: Sequence[waiting.ConditionRow]
    needs: Sequence[money.NeedRow]
    grants: Sequence[money.GrantRow]
    lines: Sequence[money.LineRow]
    sums: Sums
    history: History
    origins: Mapping[tuple[str, int], Origins]

    def said(self, table: str, row_id: int) -> Origins:
        """Where the fields of a row are from."""
        return self.origins[table, row_id]

    @property
    def own(self) -> Origins:
        """Where the initiative's own fields are from."""
        return self.origins["initiative", self.facts.id]

    def holding(self, part: PersonPart, *, on: date) -> list[of_facts.PersonRow]:
        """Who had this part on the day."""
        return [person for person in self.persons if person.part is part and person.holds(on=on)]

    def coming(self, part: PersonPart, *, on: date) -> list[of_facts.PersonRow]:
        """Who will have it later, the first first."""
        found = [person for person in self.persons if person.part is part and person.begins_after(on)]
        return sorted(found, key=lambda person: person.from_date or on)

    def former(self, *, on: date) -> list[of_facts.PersonRow]:
        """Who had a part before the day, the latest first."""
        found = [person for person in self.persons if person.ended_before(on)]
        return sorted(found, key=lambda person: person.to_date or on, reverse=True)

    def comes_late(self, tie: waiting.DependencyRow) -> bool:
        """What must come before the start is not there yet and is expected after the start now planned."""
        mine = self.facts.actual.start or self.facts.forecast.start or self.facts.planned.start
        if tie.kind is not DependencyKind.FINISH_TO_START or mine is None or self.facts.actual.start is not None:
            return False
        if tie.other is not None:
            theirs = None if tie.other.finished else tie.other.finish
        else:
            theirs = tie.outside.expected if tie.outside and tie.outside.arrived_on is None else None
        return theirs is not None and theirs.last > mine.last

    @property
    def delivered(self) -> int:
        return sum(row.delivered_on is not None for row in self.deliverables)


def initiative_page(
    initiative_id: int, *, mission: int | None, seen: frozenset[int] | None = None, at: At
) -> InitiativePage | None:
    """The page, seen from ``mission`` where the initiative serves it, else from the first it serves.

    ``seen`` are the missions the reader may see (None: all); the page knows of no other. None on a day the initiative
    was not registered yet or served none of them. The number of statements is the same for an
    initiative with nothing and for one with a hundred parts.
    """
    own = of_facts.facts(initiative_id, at=at)
    served = [row for row in of_facts.services(initiative_id, at=at) if seen is None or row.mission_id in seen]
    if own is None or not served:
        return None
    service = next((one for one in served if one.mission_id == mission), served[0])
    here, missions = service.mission_id, frozenset(row.mission_id for row in served)
    contributions = effects.contributions(initiative_id, here, at=at)
    participations = effects.participations(initiative_id, at=at)
    benefits, rollouts = effects.benefits(initiative_id, missions, at=at), effects.rollouts(initiative_id, at=at)
    appraisal = effects.appraisal(initiative_id, at=at)
    deliverables, risks = delivery.deliverables(initiative_id, at=at), delivery.risks(initiative_id, at=at)
    gates = delivery.gates(initiative_id, at=at)
    dependencies = waiting.dependencies(initiative_id, here, at=at)
    conditions = waiting.conditions(initiative_id, here, at=at)
    needs, grants = money.needs(initiative_id, at=at), money.grants(initiative_id, at=at)
    lines = money.funding_lines(initiative_id, at=at)
    persons, assignments = of_facts.persons(initiative_id, at=at), of_facts.assignments(initiative_id, missions, at=at)
    ties = (*dependencies.waits_for, *dependencies.waited_for_by, *dependencies.shared)
    parts: dict[str, Iterable[_Sourced]] = {
        "initiative": (own,),
        "initiative_person": persons,
        "contribution": contributions,
        "participation": participations,
        "benefit": benefits,
        "rollout": rollouts,
        "appraisal": () if appraisal is None else (appraisal,),
        "deliverable": deliverables,
        "risk": risks,
        "gate": gates,
        "dependency": ties,
        "initiative_condition": conditions,
        "need": needs,
        "grant_letter": grants,
        "funding_line": lines,
    }
    rows = {table: [(row.id, row.source) for row in of_table] for table, of_table in parts.items()}
    # These shapes stand for a row of another table as well as for the tie to it.
    rows["assignment"] = [(row.assignment_id, row.source) for row in assignments]
    rows["condition"] = [(row.condition_id, row.condition_source) for row in conditions]
    rows["evidence"] = [(mark.id, mark.source) for row in contributions for mark in row.evidence]
    return InitiativePage(
        facts=own,
        service=service,
        services=served,
        goals=of_facts.goals(initiative_id, here, at=at),
        persons=persons,
        assignments=assignments,
        contributions=contributions,
        participations=participations,
        benefits=benefits,
        rollouts=rollouts,
        appraisal=appraisal,
        deliverables=deliverables,
        risks=risks,
        gates=gates,
        dependencies=dependencies,
        conditions=conditions,
        needs=needs,
        grants=grants,
        lines=lines,
        sums=sums(needs, lines),
        history=history(initiative_id, seen=missions, at=at),
        origins=origins_of(rows, at=at),
    )
