"""Rank acceptability: how large a part of the possible weights and scores gives an alternative each place.

SMAA-2 (Lahdelma and Salminen, Operations Research 49 (2001) 444–454). Weights are drawn evenly from the set that their
extreme points span, scores from triangles of least, likely and most; the same seed gives the same answer. Shares of
draws, so off by about 0.01 at 10,000 draws (:func:`margin`); what is certain stands in ``places`` and ``enumerating``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from app.analysis.value import Interval
from app.analysis.weights import Ray, as_shares

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Beyond these, cutting the set of weights into simplices takes too long; then mixtures of its extreme points are drawn.
MOST_POINTS, MOST_DIMENSIONS = 120, 7
# Of so many alternatives each place is counted by itself; of more, places are counted in so many bands.
MOST_BANDS = 200
USUAL_DRAWS, FEWEST_DRAWS = 10_000, 1_000
# Values (alternatives × draws) in all, and at a time: what a worker has time and room for.
MOST_VALUES, AT_A_TIME = 5_000_000, 1_000_000

Band = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Acceptability:
    """``counts[b]``: how many of ``draws`` put the alternative in band b of places (:func:`bands`).

    ``expected`` is its mean place (1 …), ``firsts`` how many draws put it first. ``central`` are the mean weights of
    these: what one who prefers it would have to think. None where no draw did.
    """

    draws: int
    counts: tuple[int, ...]
    expected: float
    firsts: int
    central: tuple[float, ...] | None

    @property
    def places(self) -> tuple[float, ...]:
        """The share of draws (0–1) in each band."""
        return tuple(count / self.draws for count in self.counts)

    @property
    def first(self) -> float:
        return self.firsts / self.draws


def bands(count: int) -> tuple[Band, ...]:
    """The places (first, last) that are counted together when so many are ranked: each by itself, if they are few."""
    wide = max(1, -(-count // MOST_BANDS))
    return tuple((first, min(first + wide - 1, count)) for first in range(1, count + 1, wide))


def draws_for(count: int) -> int:
    """How many draws are made of so many alternatives: fewer where each takes long."""
    return max(FEWEST_DRAWS, min(USUAL_DRAWS, MOST_VALUES // max(count, 1)))


def margin(draws: int) -> float:
    """How far a share of draws may be from the true one, in 19 of 20 cases at most."""
    return 1.96 * sqrt(0.25 / draws)


def acceptability(
    scores: Sequence[Sequence[Interval]],
    rays: Sequence[Ray],
    *,
    draws: int = USUAL_DRAWS,
    seed: int = 1,
    tell: Callable[[float], None] = lambda _share: None,
) -> tuple[Acceptability, ...]:
    """Of each alternative, in the order given. ``scores`` has a row an alternative, a column a criterion.

    Equal values share no place: of equals the first in the list stands before. ``tell`` is told now and then what share
    is drawn. Raises ValueError without weights, without draws, or where rows and weights are of different length. Loads
    numpy: for jobs.
    """
    import numpy as np

    if not rays or draws < 1:
        raise ValueError("acceptability needs weights and draws")
    if any(len(row) != len(rays[0]) for row in scores):
        raise ValueError("every alternative needs a score on each criterion")
    if not scores:
        return ()
    many = len(scores)
    rng = np.random.default_rng(seed)
    weights = drawn(rays, draws, rng)
    bounds = np.array([[[float(s.low), float(s.likely), float(s.high)] for s in row] for row in scores])
    wide = bands(many)
    band_of = np.repeat(np.arange(len(wide)), [last - first + 1 for first, last in wide])
    counts = np.zeros((many, len(wide)), dtype=np.int64)
    sums, firsts, central = np.zeros(many), np.zeros(many, dtype=np.int64), np.zeros((many, weights.shape[1]))
    at_a_time = max(1, AT_A_TIME // many)
    for start in range(0, draws, at_a_time):
        some = weights[start : start + at_a_time]
        order = np.argsort(-_values(bounds, some, rng), axis=0, kind="stable")
        for place in range(many):
            np.add.at(counts, (order[place], band_of[place]), 1)
            sums += (place + 1) * np.bincount(order[place], minlength=many)
        firsts += np.bincount(order[0], minlength=many)
        np.add.at(central, order[0], some)
        tell(min(start + at_a_time, draws) / draws)
    return tuple(
        Acceptability(
            draws=draws,
            counts=tuple(counts[a].tolist()),
            expected=float(sums[a] / draws),
            firsts=int(firsts[a]),
            central=tuple((central[a] / firsts[a]).tolist()) if firsts[a] else None,
        )
        for a in range(many)
    )


def _values(bounds: NDArray[np.float64], weights: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """A row an alternative, a column a draw: worth by these weights, with scores drawn from their triangles."""
    import numpy as np

    values = bounds[:, :, 1] @ weights.T
    for a, k in zip(*np.nonzero(bounds[:, :, 2] > bounds[:, :, 0]), strict=True):
        low, middle, high = bounds[a, k]
        values[a] += (rng.triangular(low, middle, high, len(weights)) - middle) * weights[:, k]
    return values


def best_of(
    sums: Sequence[Sequence[int]], rays: Sequence[Ray], *, draws: int = USUAL_DRAWS, seed: int = 1
) -> tuple[int, ...]:
    """How many of the draws of weights make each portfolio the best; ``sums`` has what it scores on each criterion.

    Of equals the first in the list counts. A portfolio that no weights make best (an unsupported one) has none. Raises
    ValueError without weights or draws. Loads numpy: for jobs.
    """
    import numpy as np

    if not rays or draws < 1:
        raise ValueError("acceptability needs weights and draws")
    if not sums:
        return ()
    weights = drawn(rays, draws, np.random.default_rng(seed))
    best = np.argmax(weights @ np.array(sums, dtype=float).T, axis=1)
    return tuple(np.bincount(best, minlength=len(sums)).tolist())


def drawn(rays: Sequence[Ray], draws: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Weights (a row a draw, adding up to 1) spread evenly over what the extreme points span.

    Evenly: the set is cut into simplices (Delaunay), one is drawn by its volume, and a point in it. With very many
    extreme points mixtures of all of them are drawn instead, which keep more to the middle.
    """
    import numpy as np

    points = np.array([[float(share) for share in as_shares(ray)] for ray in rays])
    corners = list(_simplices(points))
    volumes = np.array([volume for _, volume in corners])
    which = rng.choice(len(corners), size=draws, p=volumes / volumes.sum())
    found = np.zeros((draws, points.shape[1]))
    for number, (places, _) in enumerate(corners):
        mine = which == number
        mixture = rng.dirichlet(np.ones(len(places)), int(mine.sum()))
        found[mine] = mixture @ points[list(places)]
    return found


def _simplices(points: NDArray[np.float64]) -> Iterator[tuple[tuple[int, ...], float]]:
    """The places of the corners of simplices that fill the hull, each with its volume; one where it is a simplex."""
    import numpy as np

    centred = points - points.mean(axis=0)
    _, lengths, axes = np.linalg.svd(centred, full_matrices=False)
    dimensions = int((lengths > 1e-9).sum())
    if len(points) <= dimensions + 1 or len(points) > MOST_POINTS or dimensions > MOST_DIMENSIONS:
        yield tuple(range(len(points))), 1.0
        return
    flat = centred @ axes[:dimensions].T
    if dimensions == 1:
        yield (int(flat[:, 0].argmin()), int(flat[:, 0].argmax())), 1.0
        return
    from scipy.spatial import Delaunay

    for simplex in Delaunay(flat, qhull_options="QJ Pp").simplices:
        edges = flat[simplex[1:]] - flat[simplex[0]]
        yield tuple(simplex.tolist()), float(abs(np.linalg.det(edges)))
