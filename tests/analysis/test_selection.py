"""Funding, clashes and bad input, held against every portfolio there is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from app.analysis.robustness.enumerating import NonDominated, non_dominated
from app.analysis.selection.clashes import clashes
from app.analysis.selection.model import Effort
from app.analysis.selection.problem import BadProblem, Cover, Funding, Limit, Problem, Source, value
from app.analysis.selection.solving import Answer, best, funded
from tests.analysis.random_problems import a_problem, portfolios


def payable(problem: Problem, chosen: frozenset[int]) -> bool:
    """Whether the sources can pay, as a flow: what goes from source-and-year over item-and-slot is small and whole.

    Tried by handing out whole kroner one need after the other, every way (the needs of these cases are a few kroner).
    """
    funding = problem.funding
    assert funding is not None
    needs = [
        (item, slot, amount) for item in sorted(chosen) for slot, amount in sorted(funding.needs.get(item, {}).items())
    ]
    budgets = {(source.name, year): most for source in funding.sources for year, most in source.budget.items()}
    rules = {
        (source.name, item): min(
            [
                *([source.ceiling] if source.ceiling is not None else []),
                *([int(source.share * funding.total(item))] if source.share is not None else []),
            ],
            default=10**6,
        )
        for source in funding.sources
        for item in chosen
    }
    states = {(tuple(sorted(budgets.items())), tuple(sorted(rules.items())))}
    for item, slot, amount in needs:
        sources = [source.name for source in funding.sources if source.pays(item, slot)]
        following = set()
        for budget_left, rules_left in states:
            for parts in product(range(amount + 1), repeat=len(sources)):
                if sum(parts) != amount:
                    continue
                budget, rule = dict(budget_left), dict(rules_left)
                for name, part in zip(sources, parts, strict=True):
                    budget[name, slot[0]] -= part
                    rule[name, item] -= part
                if min([*budget.values(), *rule.values()], default=0) >= 0:
                    following.add((tuple(sorted(budget.items())), tuple(sorted(rule.items()))))
        states = following
    return bool(states)


def small(seed: int) -> Problem:
    """A funded problem small enough to hand out every krone in every way."""
    problem = a_problem(seed, funding=True)
    assert problem.funding is not None
    needs = {
        item: {slot: min(amount, 2) for slot, amount in list(slots.items())[:2]}
        for item, slots in list(problem.funding.needs.items())[:4]
    }
    return replace(problem, funding=Funding(needs, problem.funding.sources[:2]))


def test_a_portfolio_is_chosen_only_where_somebody_can_pay() -> None:
    for seed in range(120):
        problem = small(seed)
        truth = max(
            (sum(value(problem, chosen)) for chosen in portfolios(problem) if payable(problem, chosen)),
            default=None,
        )

        answer = best(problem, [1] * len(problem.objectives))

        assert (answer.objective if answer else None) == truth, seed
        if answer:
            allocation = funded(problem, answer.chosen)
            assert allocation is not None
            check_allocation(problem, answer.chosen, allocation)


def check_allocation(problem: Problem, chosen: frozenset[int], allocation: object) -> None:
    assert isinstance(allocation, dict)
    funding = problem.funding
    assert funding is not None
    for item in problem.items:
        for slot, amount in funding.needs.get(item, {}).items():
            paid = sum(part for (one, _, at), part in allocation.items() if (one, at) == (item, slot))
            assert paid == (amount if item in chosen else 0)
    for source in funding.sources:
        for year, budget in source.budget.items():
            spent = sum(part for (_, name, slot), part in allocation.items() if (name, slot[0]) == (source.name, year))
            assert spent <= budget


def test_a_clash_is_minimal_and_giving_way_is_just_enough() -> None:
    met = 0
    for seed in range(400):
        problem = a_problem(seed)
        if next(portfolios(problem), None) is not None:
            assert clashes(problem) == []
            continue
        met += 1
        found = clashes(problem)
        names = {clash.name for clash in found}
        assert names, seed
        assert next(portfolios(only(problem, names)), None) is None, seed
        for name in names:
            assert next(portfolios(only(problem, names - {name})), None) is not None, seed
        for clash in found:
            if clash.gives is not None:
                assert next(portfolios(loosened(problem, clash.name, clash.gives)), None) is not None, seed
                assert next(portfolios(loosened(problem, clash.name, clash.gives - 1)), None) is None, seed
    assert met >= 20


def only(problem: Problem, names: set[str]) -> Problem:
    """The problem with these constraints alone."""
    return replace(
        problem,
        limits=tuple(limit for limit in problem.limits if limit.name in names),
        covers=tuple(cover for cover in problem.covers if cover.name in names),
        requires=tuple(need for need in problem.requires if need.name in names),
        exclusives=tuple(either for either in problem.exclusives if either.name in names),
        synergies=tuple(
            replace(s, relieves={name: by for name, by in s.relieves.items() if name in names})
            for s in problem.synergies
        ),
        must=frozenset(item for item in problem.must if f"must:{item}" in names),
        must_not=frozenset(item for item in problem.must_not if f"must-not:{item}" in names),
    )


def loosened(problem: Problem, name: str, by: int) -> Problem:
    return replace(
        problem,
        limits=tuple(replace(one, most=one.most + by) if one.name == name else one for one in problem.limits),
        covers=tuple(replace(one, least=one.least - by) if one.name == name else one for one in problem.covers),
    )


def test_infeasible_money_names_the_budget_and_what_it_lacks() -> None:
    problem = Problem(
        values=((1,), (1,)),
        costs=(7, 5),
        must=frozenset({0, 1}),
        funding=Funding(
            {0: {(2026, "build"): 7}, 1: {(2026, "build"): 5}},
            (Source("fund", {2026: 10}, frozenset({"build"})),),
        ),
    )

    found = {clash.name: clash.gives for clash in clashes(problem)}

    assert found["budget:fund:2026"] == 2
    assert {"must:0", "must:1"} <= set(found)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"limits": (Limit("money", {0: -1}, 3),)}, "money: below 0"),
        ({"limits": (Limit("money", {5: 1}, 3),)}, "money: an item that is not there"),
        ({"limits": (Limit("money", {0: 1}, 3), Limit("money", {0: 1}, 3))}, "the same name"),
        ({"values": ((), ())}, "no criterion"),
        ({"values": ((1,) * 10_000,) * 2}, "10000 objectives are too many"),
        ({"limits": (Limit("money", {0: 1}, -3),)}, "money: below 0"),
        ({"costs": (1,)}, "2 items have values, 1 have costs"),
        ({"values": ((1,), (1, 2))}, "a value on each objective"),
        ({"values": ((float("nan"),), (1,))}, "not a whole number"),
        ({"values": ((2**60,), (1,))}, "too large"),
        ({"covers": (Cover("area", frozenset({9}), 1),)}, "area: an item that is not there"),
        ({"funding": Funding({0: {(2026, "run"): -4}}, ())}, "need: below 0"),
        (
            {"funding": Funding({}, (Source("scheme", {2026: 1}, frozenset({"run"}), share=Fraction(3, 2)),))},
            "scheme: a share is between 0 and 1",
        ),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused_in_words(change: dict[str, object], said: str) -> None:
    sound = Problem(values=((1,), (2,)), costs=(1, 1))

    with pytest.raises(BadProblem, match=said):
        replace(sound, **change)  # type: ignore[arg-type]


def test_with_nothing_to_choose_from_the_empty_portfolio_is_the_only_one() -> None:
    nothing = Problem(values=(), costs=())
    short = replace(nothing, covers=(Cover("area", frozenset(), 1),))

    assert non_dominated(nothing).portfolios == (frozenset(),)
    assert best(nothing, ()) == Answer(frozenset(), 0, 0, proven=True)
    assert non_dominated(short) == NonDominated((), complete=True, open_zones=0)
    assert best(short, ()) is None


@pytest.mark.parametrize("scale", [1, 10**8, 10**11])
def test_the_best_is_proven_also_where_floating_point_cannot_tell_neighbours_apart(scale: int) -> None:
    """Weights in whole numbers grow long. Portfolios one unit apart are then as good as equal to a linear bound."""
    for seed in range(30):
        problem = a_problem(seed)
        every = list(portfolios(problem))
        weights = [scale + place for place, _ in enumerate(problem.objectives)]

        found = best(problem, weights, effort=Effort(work=5, seconds=5))

        if not every:
            assert found is None
            continue
        assert found is not None
        assert found.proven
        assert found.objective == max(weighted(problem, weights, one) for one in every), seed
        assert found.objective == weighted(problem, weights, found.chosen)


def weighted(problem: Problem, weights: list[int], chosen: frozenset[int]) -> int:
    return sum(a * b for a, b in zip(weights, value(problem, chosen), strict=True))
