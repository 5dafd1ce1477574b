"""Where in the space of objectives something not yet dominated may still lie.

After some points are found, whatever they do not dominate lies in one of finitely many *zones*, each the set of vectors
at or above a corner in every objective (all integer, all maximised). Klamroth, Lacour and Vanderpooten, «On the
representation of the search region in multi-objective optimization», EJOR 245 (2015) 767–778. When every zone is proved
empty the set of points is complete. There are far fewer zones than one may fear: objectives that are the extreme points
of one set of weights rise and fall together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Corners = NDArray[np.int64]


class SearchRegion:
    """The zones still open, as rows of corners: each corner's zone is all z with z ≥ corner.

    ``most`` (one number an objective) is what no portfolio exceeds: a zone beyond it is empty.
    """

    def __init__(self, least: tuple[int, ...], most: tuple[int, ...]) -> None:
        import numpy as np

        self.most = np.array(most, dtype=np.int64)
        self.corners: Corners = np.array([least], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.corners)

    def exclude(self, point: tuple[int, ...]) -> None:
        """Take out all that the point dominates or equals: every zone that holds it is split along each objective."""
        import numpy as np

        found = np.array(point, dtype=np.int64)
        holding = (self.corners <= found).all(axis=1)
        kept, split = self.corners[~holding], self.corners[holding]
        children = []
        for k in range(len(found)):
            if found[k] < self.most[k]:
                child = split.copy()
                child[:, k] = found[k] + 1
                children.append(child)
        if children:
            fresh = np.unique(np.vstack(children), axis=0)
            everything = np.vstack([kept, fresh])
            # A zone inside another one adds nothing.
            alone = np.array([(everything <= corner).all(axis=1).sum() == 1 for corner in fresh], dtype=bool)
            kept = np.vstack([kept, fresh[alone]])
        self.corners = kept

    def close(self, rows: NDArray[np.int64]) -> None:
        """These zones (by their place in ``corners``) are proved empty."""
        import numpy as np

        self.corners = np.delete(self.corners, rows, axis=0)

    def clusters(self, how_many: int, size: int) -> list[NDArray[np.int64]]:
        """Up to ``how_many`` disjoint groups of up to ``size`` zones close to each other, as places in ``corners``.

        Each begins with the roomiest zone left: that is where something is most likely to be found.
        """
        import numpy as np

        room = np.log((self.most - self.corners + 1).astype(np.float64)).sum(axis=1)
        scale = np.maximum(1, self.most - self.corners.min(axis=0))
        left = np.arange(len(self.corners))
        groups: list[NDArray[np.int64]] = []
        while len(left) and len(groups) < how_many:
            first = left[room[left].argmax()]
            apart = (np.abs(self.corners[left] - self.corners[first]) / scale).sum(axis=1)
            nearest = np.argsort(apart, kind="stable")[:size]
            groups.append(left[nearest])
            left = np.delete(left, nearest)
        return groups
