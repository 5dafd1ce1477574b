"""Branch and bound over many zones at once, each bound from one linear programme kept warm through the whole search.

The linear programme asks, for one zone with corner l, for the largest t with z[k](x) >= l[k] + t * scale[k] on every
objective. Its dual prices the objectives, and the same price list bounds every other zone: one solve closes many zones
and fixes many items. Going from zone to zone changes right-hand sides only, going from node to node bounds only, so the
last basis always stays dual feasible and a few steps of the bounded dual simplex method (Koberstein 2005, with the long
step ratio test) answer the next question.

Compiled at first use and kept on disk: a second process starts in a blink. Only called where numba may be loaded.
"""

from __future__ import annotations

import numba
import numpy as np

# What a number in the (scaled) linear programme may be off by.
TINY = 1e-9
LOOSE = 1e-7
# Steps after which the tableau is computed afresh, so that errors do not pile up.
FRESH_AFTER = 120

EMPTY, FOUND, SPENT, LAST = 0, 1, 2, 3
OPTIMAL, BELOW, IMPOSSIBLE, STUCK = 0, 1, 2, 3


@numba.njit(cache=True, nogil=True)
def refresh(matrix, right, cost, basis, place, tableau, beta, reduced):
    """The tableau of the present basis, from the programme itself. ``matrix`` has a column a variable, slacks too."""
    rows, columns = matrix.shape[0], matrix.shape[1]
    square = np.empty((rows, rows))
    for r in range(rows):
        square[:, r] = matrix[:, basis[r]]
    rest = np.empty((rows, columns - rows + 1))
    for j in range(columns - rows):
        rest[:, j] = matrix[:, place[j]]
    rest[:, columns - rows] = right
    solved = np.linalg.solve(square, rest)
    for r in range(rows):
        for j in range(columns - rows):
            tableau[r, j] = solved[r, j]
        beta[r] = solved[r, columns - rows]
    for j in range(columns - rows):
        total = cost[place[j]]
        for r in range(rows):
            total -= cost[basis[r]] * tableau[r, j]
        reduced[j] = total


@numba.njit(cache=True, nogil=True)
def optimize(matrix, right, cost, low, high, basis, place, tableau, beta, reduced, at, inside, aim, count):
    """Dual simplex from a dual feasible basis. ``at`` gets the values of the nonbasic, ``inside`` those of the basic.

    Stops with BELOW as soon as the programme's bound falls under 0. ``count`` = [steps, steps since fresh].
    """
    rows, width = tableau.shape
    for j in range(width):
        v = place[j]
        if reduced[j] > TINY:
            at[j] = high[v]
        elif reduced[j] < -TINY or at[j] != high[v]:
            at[j] = low[v]
    for r in range(rows):
        total = beta[r]
        for j in range(width):
            total -= tableau[r, j] * at[j]
        inside[r] = total
    ratio = np.empty(width)
    order = np.empty(width, np.int64)
    for _ in range(2000):
        # The objective's value, a bound on what can be reached.
        top = 0.0
        found = False
        for r in range(rows):
            if basis[r] == aim:
                top = inside[r]
                found = True
        if not found:
            for j in range(width):
                if place[j] == aim:
                    top = at[j]
        if top < -TINY:
            return BELOW, top
        worst, leaving, over = LOOSE * 0.01, -1, False
        for r in range(rows):
            v = basis[r]
            if inside[r] - high[v] > worst:
                worst, leaving, over = inside[r] - high[v], r, True
            elif low[v] - inside[r] > worst:
                worst, leaving, over = low[v] - inside[r], r, False
        if leaving < 0:
            return OPTIMAL, top
        sign = 1.0 if over else -1.0
        many = 0
        for j in range(width):
            v = place[j]
            if high[v] - low[v] < TINY:
                continue
            step = sign * tableau[leaving, j]
            if (step > TINY * 10 and at[j] == low[v]) or (step < -TINY * 10 and at[j] == high[v]):
                ratio[many] = abs(reduced[j]) / abs(step)
                order[many] = j
                many += 1
        if many == 0:
            return IMPOSSIBLE, top
        slope = worst
        entering = -1
        while many > 0:
            best = 0
            for c in range(1, many):
                if ratio[c] < ratio[best] - 1e-13 or (
                    ratio[c] <= ratio[best] + 1e-13
                    and abs(tableau[leaving, order[c]]) > abs(tableau[leaving, order[best]])
                ):
                    best = c
            j = order[best]
            v = place[j]
            slope -= abs(tableau[leaving, j]) * (high[v] - low[v])
            if slope <= 0 or many == 1:
                if slope > TINY:
                    # Even with everything turned the row stays outside its bound.
                    return IMPOSSIBLE, top
                entering = j
                break
            other = low[v] if at[j] == high[v] else high[v]
            change = other - at[j]
            at[j] = other
            for r in range(rows):
                inside[r] -= tableau[r, j] * change
            many -= 1
            ratio[best], order[best] = ratio[many], order[many]
        pivot = tableau[leaving, entering]
        out, into = basis[leaving], place[entering]
        target = high[out] if over else low[out]
        move = (inside[leaving] - target) / pivot
        for r in range(rows):
            inside[r] -= tableau[r, entering] * move
        inside[leaving] = at[entering] + move
        at[entering] = target
        inverse = 1.0 / pivot
        for j in range(width):
            tableau[leaving, j] *= inverse
        tableau[leaving, entering] = inverse
        beta[leaving] *= inverse
        for r in range(rows):
            if r != leaving:
                factor = tableau[r, entering]
                if factor != 0.0:
                    tableau[r, entering] = 0.0
                    for j in range(width):
                        tableau[r, j] -= factor * tableau[leaving, j]
                    beta[r] -= factor * beta[leaving]
        factor = reduced[entering]
        reduced[entering] = 0.0
        for j in range(width):
            reduced[j] -= factor * tableau[leaving, j]
        basis[leaving], place[entering] = into, out
        count[0] += 1
        count[1] += 1
        if count[1] >= max(FRESH_AFTER, rows):
            count[1] = 0
            refresh(matrix, right, cost, basis, place, tableau, beta, reduced)
            for r in range(rows):
                total = beta[r]
                for j in range(width):
                    total -= tableau[r, j] * at[j]
                inside[r] = total
    return STUCK, top


@numba.njit(cache=True, nogil=True)
def explore(
    matrix, right, cost, basis, place, tableau, beta, reduced, at, inside, count,
    lows, highs, first_slack, scale, items, whole, pool, live, many, phase, branch, first, value, where, current,
    refused, most_steps,
):  # fmt: skip
    """Go on with the search until something is found, nothing is left, or the steps are used up.

    The search's own state: at depth d ``lows[d]``, ``highs[d]`` bound the variables, ``live[d, :many[d]]`` are the
    places in ``pool`` (corners) of the zones still open, ``phase[d]`` counts the branches tried, ``branch[d]`` is the
    variable and ``value`` holds the portfolio found. ``where[0]`` is the depth, ``current[0]`` the zone last priced.
    ``refused``: what was found is not to be had, or is to be passed over: branch on.
    """
    rows, width = tableau.shape
    objectives = len(scale)
    aim = first_slack - 1
    price = np.zeros(objectives)
    depth = where[0]
    while depth >= 0:
        if count[0] >= most_steps:
            where[0] = depth
            return SPENT
        low, high = lows[depth], highs[depth]
        if phase[depth] == 3:
            depth -= 1
            continue
        if phase[depth] >= 1:
            # The next child of a node already priced.
            j = branch[depth]
            side = first[depth] if phase[depth] == 1 else 1 - first[depth]
            phase[depth] += 1
            lows[depth + 1] = low
            highs[depth + 1] = high
            lows[depth + 1, j] = side
            highs[depth + 1, j] = side
            for i in range(many[depth]):
                live[depth + 1, i] = live[depth, i]
            many[depth + 1] = many[depth]
            depth += 1
            phase[depth] = 0
            continue
        chosen_branch = -1
        while many[depth] > 0:
            zone = -1
            for i in range(many[depth]):
                if live[depth, i] == current[0]:
                    zone = current[0]
                    break
            if zone < 0:
                zone = live[depth, 0]
            current[0] = zone
            for k in range(objectives):
                row = rows - objectives + k
                change = -pool[zone, k] / scale[k] - right[row]
                if change != 0.0:
                    right[row] += change
                    slack = first_slack + row
                    for r in range(rows):
                        if basis[r] == slack:
                            beta[r] += change
                            break
                    for j in range(width):
                        if place[j] == slack:
                            for r in range(rows):
                                beta[r] += tableau[r, j] * change
                            break
            told, top = optimize(
                matrix, right, cost, low, high, basis, place, tableau, beta, reduced, at, inside, aim, count
            )
            if told == STUCK:
                count[1] = 0
                refresh(matrix, right, cost, basis, place, tableau, beta, reduced)
                told, top = optimize(
                    matrix, right, cost, low, high, basis, place, tableau, beta, reduced, at, inside, aim, count
                )
            if told == IMPOSSIBLE:
                many[depth] = 0
                break
            price[:] = 0.0
            for j in range(width):
                row = place[j] - first_slack - (rows - objectives)
                if row >= 0:
                    price[row] = max(0.0, -reduced[j])
            kept, best, best_zone = 0, -1.0, -1
            for i in range(many[depth]):
                other = live[depth, i]
                bound = top
                for k in range(objectives):
                    bound += price[k] * (pool[zone, k] - pool[other, k]) / scale[k]
                if bound >= -TINY and not (other == zone and told == BELOW):
                    live[depth, kept] = other
                    kept += 1
                    if bound > best:
                        best, best_zone = bound, other
            many[depth] = kept
            if told == BELOW:
                current[0] = best_zone
                continue
            again = refused[0] or told == STUCK
            if told == STUCK:
                best = 1e30
            # An item whose turning would cost more than any open zone can bear stays where it is.
            worst_off, pick = 0.0, -1
            for j in range(width):
                v = place[j]
                if v < whole and high[v] > low[v] and abs(reduced[j]) > best + LOOSE:
                    low[v] = at[j]
                    high[v] = at[j]
            spare = -1
            for r in range(rows):
                v = basis[r]
                if v < items:
                    off = min(inside[r] - np.floor(inside[r]), np.ceil(inside[r]) - inside[r])
                    if off > 1e-6 and off > worst_off:
                        worst_off, pick = off, v
                        first[depth] = 1 if inside[r] >= 0.5 else 0
                    if high[v] > low[v]:
                        spare = v
            refused[0] = 0
            if pick < 0 and again:
                for v in range(items):
                    if high[v] > low[v]:
                        spare = v
                if spare < 0:
                    if told == STUCK:
                        # Every item is fixed: the one portfolio that is left is looked at by itself.
                        for v in range(items):
                            value[v] = round(low[v])
                        phase[depth] = 3
                        where[0] = depth
                        return LAST
                    many[depth] = 0
                    break
                pick = spare
                first[depth] = 0
            if pick < 0:
                for j in range(width):
                    if place[j] < items:
                        value[place[j]] = round(at[j])
                for r in range(rows):
                    if basis[r] < items:
                        value[basis[r]] = round(inside[r])
                where[0] = depth
                return FOUND
            chosen_branch = pick
            break
        if many[depth] == 0 or chosen_branch < 0:
            phase[depth] = 3
            continue
        branch[depth] = chosen_branch
        phase[depth] = 1
    where[0] = depth
    return EMPTY
