"""Rank acceptability: how large a part of the possible weights and scores gives an alternative each place.

SMAA-2 (Lahdelma and Salminen, Operations Research 49 (2001) 444–454). Weights are drawn evenly from the set that their
extreme points span, scores from triangles of least, likely and most; the same seed gives the same answer. Shares of
draws, so off by about 0.01 at 10,000 draws; what is certain stands in ``value`` and ``enumerating``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.analysis.value import Interval
from app.analysis.weights import Ray, as_shares

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Beyond these, cutting the set of weights into simplices takes too long; then mixtures of its extreme points are drawn.
MOST_POINTS, MOST_DIMENSIONS = 120, 7


@dataclass(frozen=True, slots=True)
class Acceptability:
    """``places[r]``: the share of draws (0–1) that put the alternative on place r + 1.

    ``central`` are the mean weights of the draws that put it first: what one who prefers it would have to think. None
    where no draw did.
    """

    places: tuple[float, ...]
    central: tuple[float, ...] | None

    @property
    def first(self) -> float:
        return self.places[0]


def acceptability(
    scores: Sequence[Sequence[Interval]], rays: Sequence[Ray], *, draws: int = 10_000, seed: int = 1
) -> tuple[Acceptability, ...]:
    """Of each alternative, in the order given. ``scores`` has a row an alternative, a column a criterion.

    Equal values share no place: of equals the first in the list stands before. Raises ValueError without weights,
    without draws, or where rows and weights are of different length. Loads numpy: for jobs.
    """
    import numpy as np

    if not rays or draws < 1:
        raise ValueError("acceptability needs weights and draws")
    if any(len(row) != len(rays[0]) for row in scores):
        raise ValueError("every alternative needs a score on each criterion")
    if not scores:
        return ()
    rng = np.random.default_rng(seed)
    weights = drawn(rays, draws, rng)
    bounds = np.array([[[float(s.low), float(s.likely), float(s.high)] for s in row] for row in scores])
    likely = bounds[:, :, 1]
    values = likely @ weights.T
    for a, k in zip(*np.nonzero(bounds[:, :, 2] > bounds[:, :, 0]), strict=True):
        low, middle, high = bounds[a, k]
        values[a] += (rng.triangular(low, middle, high, draws) - middle) * weights[:, k]
    order = np.argsort(-values, axis=0, kind="stable")
    counts = np.zeros((len(scores), len(scores)))
    for place in range(len(scores)):
        counts[:, place] = np.bincount(order[place], minlength=len(scores))
    return tuple(
        Acceptability(
            tuple((counts[a] / draws).tolist()),
            tuple(weights[order[0] == a].mean(axis=0).tolist()) if counts[a, 0] else None,
        )
        for a in range(len(scores))
    )


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
