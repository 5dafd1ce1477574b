"""The compiled part of the dynamic programme for one budget: states, bounds and dominance.

A state is what some choice among the items looked at so far uses, is worth and costs. Bazgan, Hugot and Vanderpooten,
«Solving efficiently the 0–1 multi-objective knapsack problem», Computers & Operations Research 36 (2009) 260–279.
"""

from __future__ import annotations

import numba
import numpy as np

BLOCK = 32


@numba.njit(cache=True, nogil=True)
def suffix_bounds(weights, gains, room):
    """``bounds[k, j, r]``: the most of objective k from items j … with room r. Weights and room may be rounded down."""
    items, objectives = gains.shape
    bounds = np.zeros((objectives, items + 1, room + 1), np.int64)
    for k in range(objectives):
        for j in range(items - 1, -1, -1):
            w, g = weights[j], gains[j, k]
            after, here = bounds[k, j + 1], bounds[k, j]
            for r in range(room + 1):
                most = after[r]
                if w <= r and after[r - w] + g > most:
                    most = after[r - w] + g
                here[r] = most
    return bounds


@numba.njit(cache=True, nogil=True)
def best_by_weights(weights, gains, room, prices):
    """For each row of prices the items (0/1) of a knapsack that is best at those prices; weights are whole."""
    items, objectives = gains.shape
    chosen = np.zeros((len(prices), items), np.bool_)
    table = np.zeros((items + 1, room + 1))
    for t in range(len(prices)):
        for j in range(items - 1, -1, -1):
            g = 0.0
            for k in range(objectives):
                g += gains[j, k] * prices[t, k]
            w = weights[j]
            for r in range(room + 1):
                most = table[j + 1, r]
                if w <= r and table[j + 1, r - w] + g > most:
                    most = table[j + 1, r - w] + g
                table[j, r] = most
        r = room
        for j in range(items):
            if table[j, r] != table[j + 1, r]:
                chosen[t, j] = True
                r -= weights[j]
    return chosen


@numba.njit(cache=True, nogil=True)
def hopeless(upper, archive, many, last):
    """Whether some point of the archive is worth at least as much everywhere, and more somewhere."""
    objectives = len(upper)
    for turn in range(many + 1):
        a = last[0] if turn == 0 else turn - 1
        if a >= many:
            continue
        strict = False
        fine = True
        for k in range(objectives):
            if archive[a, k] < upper[k]:
                fine = False
                break
            if archive[a, k] > upper[k]:
                strict = True
        if fine and strict:
            last[0] = a
            return True
    return False


@numba.njit(cache=True, nogil=True)
def before(cost_a, mask_a, cost_b, mask_b):
    """Of two choices with the same worth: whether a is cheaper, or as cheap with its items first (or the same)."""
    if cost_a != cost_b:
        return cost_a < cost_b
    for word in range(len(mask_a)):
        if mask_a[word] != mask_b[word]:
            return mask_a[word] > mask_b[word]
    return True


@numba.njit(cache=True, nogil=True)
def step(used, worth, cost, mask, weight, gain, price, word, bit, budget, bounds, grain, archive):
    """The states after one more item, without those that nothing good can come of or that another dominates."""
    states, objectives = worth.shape
    many = len(archive)
    upper = np.empty(objectives, np.int64)
    last = np.zeros(1, np.int64)
    keep_out, keep_in = np.zeros(states, np.bool_), np.zeros(states, np.bool_)
    total = 0
    for s in range(states):
        room = (budget - used[s]) // grain
        for k in range(objectives):
            upper[k] = worth[s, k] + bounds[k, room]
        if not hopeless(upper, archive, many, last):
            keep_out[s] = True
            total += 1
        if used[s] + weight <= budget:
            room = (budget - used[s] - weight) // grain
            for k in range(objectives):
                upper[k] = worth[s, k] + gain[k] + bounds[k, room]
            if not hopeless(upper, archive, many, last):
                keep_in[s] = True
                total += 1
    words = mask.shape[1]
    new_used, new_worth = np.empty(total, np.int64), np.empty((total, objectives), np.int64)
    new_cost, new_mask = np.empty(total, np.int64), np.empty((total, words), np.uint64)
    side, sums = np.empty(total, np.bool_), np.empty(total, np.int64)
    blocks = total // BLOCK + 1
    tops = np.full((blocks, objectives + 1), np.iinfo(np.int64).min, np.int64)
    kept = 0
    out, into = 0, 0
    one_worth = np.empty(objectives, np.int64)
    one_mask = np.empty(words, np.uint64)
    while True:
        while out < states and not keep_out[out]:
            out += 1
        while into < states and not keep_in[into]:
            into += 1
        if out == states and into == states:
            break
        # Both lists stand in rising order of use, and of the same use in falling order of worth.
        take = False
        if out == states:
            take = True
        elif into < states:
            a, b = used[out], used[into] + weight
            if b != a:
                take = b < a
            else:
                sum_a, sum_b = 0, 0
                for k in range(objectives):
                    sum_a += worth[out, k]
                    sum_b += worth[into, k] + gain[k]
                take = sum_b > sum_a
        s = into if take else out
        if take:
            into += 1
        else:
            out += 1
        amount = used[s] + (weight if take else 0)
        one_cost = cost[s] + (price if take else 0)
        one_sum = 0
        for k in range(objectives):
            one_worth[k] = worth[s, k] + (gain[k] if take else 0)
            one_sum += one_worth[k]
        for i in range(words):
            one_mask[i] = mask[s, i]
        if take:
            one_mask[word] |= bit
        dominated = False
        for block in range((kept + BLOCK - 1) // BLOCK):
            if tops[block, objectives] < one_sum:
                continue
            fine = True
            for k in range(objectives):
                if tops[block, k] < one_worth[k]:
                    fine = False
                    break
            if not fine:
                continue
            for a in range(block * BLOCK, min(kept, block * BLOCK + BLOCK)):
                if side[a] == take or sums[a] < one_sum:
                    continue
                fine = True
                for k in range(objectives):
                    if new_worth[a, k] < one_worth[k]:
                        fine = False
                        break
                if fine and (sums[a] > one_sum or before(new_cost[a], new_mask[a], one_cost, one_mask)):
                    dominated = True
                    break
            if dominated:
                break
        if dominated:
            continue
        new_used[kept], new_cost[kept], side[kept], sums[kept] = amount, one_cost, take, one_sum
        block = kept // BLOCK
        for k in range(objectives):
            new_worth[kept, k] = one_worth[k]
            tops[block, k] = max(tops[block, k], one_worth[k])
        tops[block, objectives] = max(tops[block, objectives], one_sum)
        for i in range(words):
            new_mask[kept, i] = one_mask[i]
        kept += 1
    return new_used[:kept], new_worth[:kept], new_cost[:kept], new_mask[:kept]
