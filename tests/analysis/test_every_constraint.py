"""Five hundred small problems with every kind of constraint, money too, held against every portfolio there is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.analysis.robustness.enumerating import Standing, non_dominated
from app.analysis.selection.problem import (
    Cover,
    Exclusive,
    Funding,
    Limit,
    Portfolio,
    Problem,
    Requires,
    Source,
    Synergy,
    value,
)
from app.analysis.selection.solving import best
from tests.analysis.random_problems import portfolios, truly_non_dominated

ITEMS = range(5)
SLOTS = tuple(product((2027, 2028), ("build", "run")))

some = st.frozensets(st.sampled_from(ITEMS), max_size=3)
two_or_more = st.frozensets(st.sampled_from(ITEMS), min_size=2, max_size=3)
amounts = st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 6), max_size=5)


@st.composite
def fundings(draw: st.DrawFn) -> Funding:
    needs = {
        item: draw(st.dictionaries(st.sampled_from(SLOTS), st.integers(1, 2), max_size=2))
        for item in draw(st.frozensets(st.sampled_from(ITEMS), max_size=4))
    }
    sources = [
        Source(
            f"source:{name}",
            draw(st.dictionaries(st.sampled_from((2027, 2028)), st.integers(0, 5), max_size=2)),
            draw(st.frozensets(st.sampled_from(("build", "run")), min_size=1)),
            ceiling=draw(st.none() | st.integers(0, 4)),
            share=draw(st.none() | st.sampled_from((Fraction(1, 2), Fraction(1, 3), Fraction(1)))),
            eligible=draw(st.none() | some),
        )
        for name in range(draw(st.integers(1, 2)))
    ]
    return Funding(needs, tuple(sources))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Each kind of constraint is there more often than not."""
    objectives = draw(st.integers(1, 3))
    gains = st.tuples(*[st.integers(0, 6)] * objectives)
    limits = tuple(
        Limit(f"limit:{k}", uses, draw(st.integers(0, max(1, sum(uses.values())))))
        for k, uses in enumerate(draw(st.lists(amounts, max_size=2)))
    )
    funding = draw(st.none() | fundings())
    synergies: list[Synergy] = []
    for items in draw(st.lists(two_or_more, max_size=2)):
        needed = {
            slot: sum(funding.needs.get(item, {}).get(slot, 0) for item in items) if funding else 0 for slot in SLOTS
        }
        saves = {slot: 1 for slot in SLOTS if needed[slot] and draw(st.booleans())} if not synergies else {}
        relieves = {limit.name: draw(st.integers(0, 3)) for limit in limits if draw(st.booleans())}
        extra = draw(st.tuples(*[st.integers(-2, 5)] * objectives))
        synergies.append(Synergy(items, extra, relieves, saves))
    return Problem(
        values=tuple(draw(gains) for _ in ITEMS),
        costs=tuple(draw(st.integers(0, 4)) for _ in ITEMS),
        limits=limits,
        covers=tuple(
            Cover(f"cover:{k}", mine, draw(st.integers(0, 2)))
            for k, mine in enumerate(draw(st.lists(some, max_size=2)))
        ),
        requires=tuple(
            Requires(a, b)
            for a, b in draw(st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS)), max_size=2))
        ),
        exclusives=tuple(
            Exclusive(f"either:{k}", mine) for k, mine in enumerate(draw(st.lists(two_or_more, max_size=2)))
        ),
        synergies=tuple(synergies),
        must=draw(st.frozensets(st.sampled_from(ITEMS), max_size=1)),
        must_not=draw(st.frozensets(st.sampled_from(ITEMS), max_size=1)),
        funding=funding,
    )


def payable(problem: Problem, chosen: Portfolio) -> bool:
    """Whether the sources can pay, by handing out krone after krone in every way; savings first, in every way too."""
    funding = problem.funding
    if funding is None:
        return True
    needs = {(i, slot): amount for i in chosen for slot, amount in funding.needs.get(i, {}).items()}
    lessened = [tuple(sorted(needs.items()))]
    for synergy in problem.synergies:
        for slot, amount in synergy.saves.items() if synergy.items <= chosen else ():
            lessened = list({less for before in lessened for less in _saved(dict(before), synergy.items, slot, amount)})
    return any(_paid(problem, funding, dict(each)) for each in lessened)


Needs = dict[tuple[int, tuple[int, str]], int]
Listed = tuple[tuple[tuple[int, tuple[int, str]], int], ...]


def _saved(needs: Needs, items: frozenset[int], slot: tuple[int, str], amount: int) -> list[Listed]:
    if amount == 0:
        return [tuple(sorted(needs.items()))]
    found: list[Listed] = []
    for item in items:
        if needs.get((item, slot), 0) > 0:
            found += _saved({**needs, (item, slot): needs[item, slot] - 1}, items, slot, amount - 1)
    return found


def _paid(problem: Problem, funding: Funding, needs: Needs) -> bool:
    budgets = {(source.name, year): most for source in funding.sources for year, most in source.budget.items()}
    caps = {
        (source.name, item): min(
            source.ceiling if source.ceiling is not None else 99,
            int(source.share * funding.total(item)) if source.share is not None else 99,
        )
        for source in funding.sources
        for item in problem.items
    }
    states = {(tuple(sorted(budgets.items())), tuple(sorted(caps.items())))}
    for (item, slot), amount in sorted(needs.items()):
        for _ in range(amount):
            following = set()
            for budget_left, caps_left in states:
                for source in funding.sources:
                    if source.pays(item, slot):
                        budget, cap = dict(budget_left), dict(caps_left)
                        budget[source.name, slot[0]] -= 1
                        cap[source.name, item] -= 1
                        if budget[source.name, slot[0]] >= 0 and cap[source.name, item] >= 0:
                            following.add((tuple(sorted(budget.items())), tuple(sorted(cap.items()))))
            states = following
    return bool(states)


@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(problems())
def test_optimum_non_dominated_set_and_standings_are_those_of_brute_force(problem: Problem) -> None:
    feasible = [chosen for chosen in portfolios(problem) if payable(problem, chosen)]
    truth = truly_non_dominated(problem, feasible)

    found = non_dominated(problem)

    assert found.complete
    assert set(found.portfolios) == truth
    for item in problem.items if truth else ():
        inside = sum(item in chosen for chosen in truth)
        placed = found.placed(item)
        assert (placed.inside, placed.of, placed.certain) == (inside, len(truth), True)
        assert placed.standing is {len(truth): Standing.CORE, 0: Standing.EXTERIOR}.get(inside, Standing.BORDERLINE)
    weights = [3, 1, 2][: len(problem.objectives)]
    worth = [sum(w * v for w, v in zip(weights, value(problem, chosen), strict=True)) for chosen in feasible]
    answer = best(problem, weights)
    assert (answer.objective if answer else None) == max(worth, default=None)
    assert answer is None or (answer.proven and answer.chosen in set(feasible))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(problems())
def test_more_budget_never_lowers_value(problem: Problem) -> None:
    roomier = replace(problem, limits=tuple(replace(limit, most=limit.most + 2) for limit in problem.limits))
    weights = [1] * len(problem.objectives)

    before, after = best(problem, weights), best(roomier, weights)

    assert before is None or (after is not None and after.objective >= before.objective)
