"""Every portfolio that may be best, and where each initiative stands among them. Run by the worker only."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction

from app.analysis.robustness.acceptability import USUAL_DRAWS, best_of
from app.analysis.robustness.enumerating import NonDominated, Progress, Standing, non_dominated, settle_each
from app.analysis.robustness.frontier import along
from app.analysis.robustness.intervals import non_dominated_within
from app.analysis.robustness.narrowing import Within
from app.analysis.selection.model import Effort
from app.analysis.selection.problem import BadProblem, cost
from app.choices.queries.candidates import HUNDREDTHS
from app.choices.queries.posing import Posed
from app.choices.services.solving import FOR_ONE_MORE, Said, about, codes_of

# How hard to try (seconds of one core) to find all.
FOR_ALL = Effort(work=240, seconds=240)
# What is open after that is settled initiative by initiative.
FOR_SETTLING = Effort(work=60, seconds=60)
# With interval scores there may be thousands: each initiative's standing comes first, and that in a minute.
FOR_INTERVALS = Effort(work=40, seconds=45)
# Of more portfolios than this it takes too long to tell what would settle each initiative.
MOST_NARROWED = 150


def find_all(posed: Posed, best: Said, go_on: Progress, settling: Progress) -> tuple[Said, bool]:
    """Every portfolio that may be best for weights (and scores) nobody has ruled out, as many as the effort allows.

    What is open then is settled one initiative at a time, first those that cost least to have otherwise than in the
    ``best`` portfolio. ``settling`` is told how many initiatives' standing is certain, and how many are not.
    """
    near = _nearest(posed, best)
    if posed.counts_intervals:
        problem, highest = posed.within()
        found = non_dominated_within(
            problem,
            highest,
            likely=posed.problem.values,
            order=near,
            effort=FOR_INTERVALS,
            go_on=lambda _found, unsure: settling(len(posed.items) - unsure, unsure),
        )
    else:
        found = non_dominated(posed.problem, effort=FOR_ALL, go_on=go_on)
        if not found.complete and go_on(len(found.portfolios), found.open_zones):
            found = settle_each(posed.problem, found, near, effort=FOR_SETTLING, go_on=settling)
    return {
        **said_of_all(posed, found),
        **(_within(posed, found) if posed.counts_intervals else {}),
        "sensitivity": _sensitivity(posed, go_on),
    }, found.complete


def _nearest(posed: Posed, best: Said) -> list[int]:
    """The items in the order of what it costs to have them otherwise; last those that cannot be."""
    lost = {code: Fraction(own["lost"]) for code, own in best.get("otherwise", {}).items() if "lost" in own}
    known = [number for number, item in enumerate(posed.items) if item.code in lost]
    others = [number for number, item in enumerate(posed.items) if item.code not in lost]
    return [*sorted(known, key=lambda number: lost[posed.items[number].code]), *others]


def said_of_all(posed: Posed, found: NonDominated) -> Said:
    """What is kept of them."""
    said: Said = {
        **about(posed),
        "scoring": posed.assumed.head.scoring.value,
        "rays": posed.weights.extreme,
        "portfolios": [codes_of(posed, portfolio) for portfolio in found.portfolios],
        "sums": [posed.sums(portfolio) for portfolio in found.portfolios],
        "costs_ore": [cost(posed.problem, portfolio) for portfolio in found.portfolios],
        "open": found.open_zones,
        "standing": {},
    }
    if found.portfolios:
        # Of weights drawn evenly among the possible: how many make each of them the best.
        said["draws"] = USUAL_DRAWS
        said["best_for"] = best_of(said["sums"], posed.weights.extreme)
        for number, item in enumerate(posed.items):
            placed = found.placed(number)
            said["standing"][item.code] = {
                "standing": placed.standing.value,
                "inside": placed.inside,
                "of": placed.of,
                "certain": placed.certain,
            }
    return said


def _within(posed: Posed, found: NonDominated) -> Said:
    """What would settle each borderline initiative, where that can be told exactly: of a list that is complete."""
    settles: Said = {}
    if found.complete and 1 < len(found.portfolios) <= MOST_NARROWED:
        within = Within(
            found.portfolios,
            posed.lowest,
            posed.highest,
            [posed.gains(chosen) for chosen in found.portfolios],
            posed.weights.extreme,
        )
        for number, item in enumerate(posed.items):
            if found.placed(number).standing is not Standing.BORDERLINE:
                continue
            order = within.order(number)
            settles[item.code] = {
                "order": None if order is None else asdict(order),
                "scores": [
                    {
                        **asdict(one),
                        "low": posed.lowest[number][one.criterion],
                        "high": posed.highest[number][one.criterion],
                    }
                    for one in within.scores(number, HUNDREDTHS)
                ],
            }
    return {"settles": settles}


def _sensitivity(posed: Posed, go_on: Progress) -> list[Said]:
    """Which portfolio is best as one criterion's share goes from 0 to 1; what could not be proved is left out."""
    weights = posed.weights.proportion
    if sum(weight > 0 for weight in weights) < 2:
        return []
    found: list[Said] = []
    for place, row in enumerate(posed.weights.criteria):
        alone = tuple(int(place == other) for other in range(len(weights)))
        others = tuple(0 if place == other else weight for other, weight in enumerate(weights))
        if not weights[place] or not any(others):
            continue
        if not go_on(1, 0):
            break
        try:
            stretches = along(posed.valued([alone, others]), (1, sum(others)), effort=FOR_ONE_MORE)
        except (TimeoutError, BadProblem):
            continue
        found.append(
            {
                "criterion": row.code,
                "stretches": [
                    {"low": str(one.low), "high": str(one.high), "chosen": codes_of(posed, one.portfolio)}
                    for one in stretches
                ],
            }
        )
    return found
