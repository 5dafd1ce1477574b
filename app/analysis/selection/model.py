"""A problem as a model of OR-Tools CP-SAT, and how hard it may try.

Exact on integers, and able to give the same answer each time when its effort is bounded by deterministic work rather
than by the clock. Imported only when called: it takes seconds to load.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.analysis.selection.problem import LARGEST, Funding, Limit, Portfolio, Problem, Slot, Source, Synergy

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoundedLinearExpression, CpModel, CpSolver, IntVar, LinearExpr


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: deterministic work (about seconds of one core), and a ceiling in seconds of the clock."""

    work: float = 60.0
    seconds: float = 60.0
    workers: int = 1


USUAL_EFFORT = Effort()


class Chooser:
    """A problem as a model of the solver; further constraints may be added to it.

    ``chosen[i]`` is the variable of item i, ``objectives[k]`` the expression of objective k. For explaining a clash:
    with ``named`` every constraint that a user stated holds only while its literal in ``stated`` does, and the one
    named ``loosened`` may be overstepped by ``slack``.
    """

    def __init__(self, problem: Problem, *, named: bool = False, loosened: str | None = None) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.model: CpModel = cp_model.CpModel()
        self.named, self.loosened = named, loosened
        self.slack: IntVar = self.model.new_int_var(0, LARGEST if loosened else 0, "slack")
        self.stated: dict[str, IntVar] = {}
        self.chosen: list[IntVar] = [self.model.new_bool_var(f"x{item}") for item in problem.items]
        self.together: list[IntVar] = [self._together(synergy) for synergy in problem.synergies]
        self.paid: dict[tuple[int, str, Slot], IntVar] = {}
        self.objectives: list[LinearExpr] = [self._objective(k) for k in problem.objectives]
        self.cost: LinearExpr = cp_model.LinearExpr.weighted_sum(self.chosen, problem.costs)
        for limit in problem.limits:
            self._at_most(limit.name, self.used(limit), limit.most)
        for cover in problem.covers:
            self._at_most(cover.name, -self._count(cover.items), -cover.least)
        for need in problem.requires:
            self._hold(need.name, self.chosen[need.item] <= self.chosen[need.needed])
        for either in problem.exclusives:
            self._hold(either.name, self._count(either.items) <= 1)
        for item in sorted(problem.must):
            self._hold(f"must:{item}", self.chosen[item] == 1)
        for item in sorted(problem.must_not):
            self._hold(f"must-not:{item}", self.chosen[item] == 0)
        if problem.funding is not None:
            self._fund(problem.funding)

    def used(self, limit: Limit) -> LinearExpr:
        """How much of the limit is used."""
        from ortools.sat.python.cp_model import LinearExpr

        relieved = [(both, synergy.relieves.get(limit.name, 0)) for both, synergy in self._joint()]
        variables = [self.chosen[item] for item in limit.uses] + [both for both, _ in relieved]
        return LinearExpr.weighted_sum(variables, [*limit.uses.values(), *(-saved for _, saved in relieved)])

    def portfolio(self, solver: CpSolver) -> Portfolio:
        """The items of the solver's present solution."""
        return frozenset(item for item, variable in enumerate(self.chosen) if solver.boolean_value(variable))

    def solver(self, effort: Effort) -> CpSolver:
        """A solver that answers the same each time for the same work."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.num_workers = effort.workers
        solver.parameters.max_deterministic_time = effort.work
        solver.parameters.max_time_in_seconds = effort.seconds
        solver.parameters.random_seed = 1
        return solver

    def _count(self, items: frozenset[int]) -> LinearExpr:
        from ortools.sat.python.cp_model import LinearExpr

        return LinearExpr.weighted_sum([self.chosen[item] for item in sorted(items)], [1] * len(items))

    def _joint(self) -> list[tuple[IntVar, Synergy]]:
        return list(zip(self.together, self.problem.synergies, strict=True))

    def _together(self, synergy: Synergy) -> IntVar:
        both = self.model.new_bool_var("together")
        members = [self.chosen[item] for item in sorted(synergy.items)]
        self.model.add_bool_and(members).only_enforce_if(both)
        self.model.add_bool_or([both, *(member.negated() for member in members)])
        return both

    def _objective(self, k: int) -> LinearExpr:
        from ortools.sat.python.cp_model import LinearExpr

        return LinearExpr.weighted_sum(
            [*self.chosen, *self.together],
            [*(row[k] for row in self.problem.values), *(synergy.extra[k] for synergy in self.problem.synergies)],
        )

    def _at_most(self, name: str, used: LinearExpr, most: int) -> None:
        if name == self.loosened:
            self.model.add(used <= most + self.slack)
        else:
            self._hold(name, used <= most)

    def _hold(self, name: str, constraint: BoundedLinearExpression | bool) -> None:
        added = self.model.add(constraint)
        if self.named:
            if name not in self.stated:
                self.stated[name] = self.model.new_bool_var(name)
            added.only_enforce_if(self.stated[name])

    def _paid_for(self, item: int, slot: Slot) -> list[IntVar]:
        return [variable for (one, _, at), variable in self.paid.items() if (one, at) == (item, slot)]

    def _fund(self, funding: Funding) -> None:
        """Every chosen item is paid in full, within each source's budget and rules."""
        from ortools.sat.python.cp_model import LinearExpr

        for item, needs in sorted(funding.needs.items()):
            for slot, amount in sorted(needs.items()):
                for source in funding.sources:
                    if amount and source.pays(item, slot):
                        self.paid[item, source.name, slot] = self.model.new_int_var(0, amount, "paid")
        saved = self._saved(funding)
        for item, needs in sorted(funding.needs.items()):
            for slot, amount in sorted(needs.items()):
                if amount:
                    met = LinearExpr.sum([*self._paid_for(item, slot), *saved.get((item, slot), ())])
                    self._hold(f"paid:{item}", met == amount * self.chosen[item])
        for source in funding.sources:
            self._keep_rules(funding, source)

    def _saved(self, funding: Funding) -> dict[tuple[int, Slot], list[IntVar]]:
        """What synergies save of each item's need: spread over their items, no more than each needs."""
        from ortools.sat.python.cp_model import LinearExpr

        saved: dict[tuple[int, Slot], list[IntVar]] = {}
        for both, synergy in self._joint():
            for slot, amount in synergy.saves.items():
                parts = []
                for item in sorted(synergy.items):
                    need = funding.needs.get(item, {}).get(slot, 0)
                    parts.append(self.model.new_int_var(0, min(need, amount), "saved"))
                    saved.setdefault((item, slot), []).append(parts[-1])
                self.model.add(LinearExpr.sum(parts) == amount * both)
        return saved

    def _keep_rules(self, funding: Funding, source: Source) -> None:
        from ortools.sat.python.cp_model import LinearExpr

        mine = {key: variable for key, variable in self.paid.items() if key[1] == source.name}
        for year, budget in sorted(source.budget.items()):
            this_year = [variable for (_, _, slot), variable in mine.items() if slot[0] == year]
            if this_year:
                self._at_most(f"budget:{source.name}:{year}", LinearExpr.sum(this_year), budget)
        caps = [cap for cap in (source.ceiling,) if cap is not None]
        for item in sorted({item for item, _, _ in mine}):
            most = list(caps)
            if source.share is not None:
                most.append(int(source.share * funding.total(item)))
            if most:
                given = LinearExpr.sum([variable for (one, _, _), variable in mine.items() if one == item])
                self._at_most(f"scheme:{source.name}:{item}", given, min(most))
