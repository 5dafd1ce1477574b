"""The compiled part of the heuristic for many items under several limits: simulated annealing by swaps.

An item goes in, what then is too much goes out again, and what fits is filled in: each by what it is worth beyond the
prices of a linear programme, with chance. After Kirkpatrick, Gelatt and Vecchi (Science 220 (1983)); prices guide the
choice as in Puchinger, Raidl and Pferschy's core concept (INFORMS Journal on Computing 22 (2010) 250–265).
"""

from __future__ import annotations

import numba
import numpy as np


@numba.njit(cache=True, nogil=True)
def anneal(gains, uses, room, beyond, core, start, hot, cold, turns, seed):
    """The best choice found in so many turns. ``uses`` has a row an item; ``core`` are the items that may move.

    ``beyond[i]`` is what item i is worth beyond what its uses cost at the prices; ``start`` keeps the limits.
    """
    np.random.seed(seed)
    items, limits = uses.shape
    inside = start.copy()
    load = np.zeros(limits, np.int64)
    worth = 0
    for i in range(items):
        if inside[i]:
            worth += gains[i]
            for k in range(limits):
                load[k] += uses[i, k]
    best, best_worth = inside.copy(), worth
    size = len(core)
    # Outside first, then inside; ``seat`` is where an item sits.
    seats, seat = np.empty(size, np.int64), np.full(items, -1, np.int64)
    outside = 0
    for i in core:
        if not inside[i]:
            seats[outside] = i
            outside += 1
    taken = outside
    for i in core:
        if inside[i]:
            seats[taken] = i
            taken += 1
    for s in range(size):
        seat[seats[s]] = s
    changed = np.empty(size + 8, np.int64)
    ratio = (cold / hot) ** (1.0 / max(1, turns // 100))
    heat = hot
    by_worth = core[np.argsort(-beyond[core])]
    for turn in range(turns):
        if turn % 100 == 99:
            heat *= ratio
        if outside == 0 or outside == size:
            break
        many = 0
        gained = 0
        # In: of two at random the better, mostly.
        i = seats[np.random.randint(outside)]
        j = seats[np.random.randint(outside)]
        if beyond[j] > beyond[i]:
            i = j
        for step in range(size):
            if step > 0:
                over = False
                for k in range(limits):
                    if load[k] > room[k]:
                        over = True
                        break
                if not over or outside == size:
                    break
                # Out: of three at random the one that is missed least for the room it gives where room lacks.
                i = -1
                least = 0.0
                for _ in range(3):
                    j = seats[outside + np.random.randint(size - outside)]
                    if many > 0 and j == changed[0]:
                        continue
                    if i < 0 or beyond[j] < least:
                        i, least = j, beyond[j]
                if i < 0:
                    continue
            # Turn item i, and change its seat with the one at the border.
            sign = -1 if inside[i] else 1
            inside[i] = not inside[i]
            gained += sign * gains[i]
            for k in range(limits):
                load[k] += sign * uses[i, k]
            if sign > 0:
                outside -= 1
            other, place = seats[outside], seat[i]
            seats[outside], seats[place] = i, other
            seat[i], seat[other] = outside, place
            if sign < 0:
                outside += 1
            changed[many] = i
            many += 1
            if many >= size:
                break
        # What fits is filled in.
        for i in by_worth:
            if inside[i]:
                continue
            fits = True
            for k in range(limits):
                if load[k] + uses[i, k] > room[k]:
                    fits = False
                    break
            if fits and many < size + 7:
                inside[i] = True
                gained += gains[i]
                for k in range(limits):
                    load[k] += uses[i, k]
                outside -= 1
                other, place = seats[outside], seat[i]
                seats[outside], seats[place] = i, other
                seat[i], seat[other] = outside, place
                changed[many] = i
                many += 1
        kept = True
        for k in range(limits):
            if load[k] > room[k]:
                kept = False
        if kept and (gained >= 0 or np.random.random() < np.exp(gained / heat)):
            worth += gained
            if worth > best_worth:
                best_worth = worth
                best[:] = inside
            continue
        for c in range(many - 1, -1, -1):
            i = changed[c]
            sign = -1 if inside[i] else 1
            inside[i] = not inside[i]
            for k in range(limits):
                load[k] += sign * uses[i, k]
            if sign > 0:
                outside -= 1
            other, place = seats[outside], seat[i]
            seats[outside], seats[place] = i, other
            seat[i], seat[other] = outside, place
            if sign < 0:
                outside += 1
    return best, best_worth
