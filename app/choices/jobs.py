"""Having an alternative solved, and places drawn. The worker is told its number and reads the rest itself.

Twice is no harm: each run reads the alternative as it stands and writes whole answers. A run that is stopped keeps the
best portfolio if that was found, and what it had found of the others as «not all»; one that is killed keeps what was
written before.
"""

from __future__ import annotations

from time import monotonic

from app.choices.queries.acceptability import PLACES_JOB, drawn_from
from app.choices.queries.pages import JOB
from app.choices.queries.posing import Posed, posed
from app.choices.rules.scenarios import SolutionKind
from app.choices.services import placing, robust, solving
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.queue.deeds import job
from app.plumbing.queue.running import StopAsked, progress, this_job
from app.plumbing.record import NOW, At, head
from app.plumbing.refusals import N_, Refusal

# Seconds between two signs of progress: each is a write.
BETWEEN = 1.0


@job(JOB)
def solve(scenario_id: int) -> dict[str, object]:
    """Find the best portfolio of the alternative, then all that may be best; what came of it in a few numbers."""
    progress(1, N_("Reading the assumptions"))
    deed = head(NOW)[0]
    found = posed(scenario_id, at=At(deed=deed))
    if found is None:
        raise Refusal(N_("This no longer exists."))
    told = Told()
    told.tell(3, N_("Looking for the best portfolio"))
    best = solving.find_best(
        found, lambda percent: told.now_and_then(percent, N_("Looking for the best portfolio")), told.on_frontier
    )
    _keep(found, SolutionKind.BEST, best.said, deed=deed, complete=best.complete)
    if told.stopped:
        raise StopAsked
    if best.chosen is None:
        return {"portfolios": 0}
    told.tell(60, N_("Looking for everything that may be best"))
    said, complete = robust.find_all(found, best.said, told.go_on, told.settling)
    _keep(found, SolutionKind.ROBUST, said, deed=deed, complete=complete)
    if told.stopped:
        raise StopAsked
    return {"portfolios": len(said["portfolios"]), "complete": complete}


@job(PLACES_JOB)
def draw_places(mission_id: int) -> dict[str, object]:
    """Draw weights and scores of the mission, and keep how often each initiative came where. A stop keeps nothing."""
    progress(1, N_("Reading scores and weights"))
    deed = head(NOW)[0]
    asked = drawn_from(mission_id, at=At(deed=deed))
    if asked is None:
        raise Refusal(N_("Nothing is ranked yet, so there is nothing to draw."))
    told = Told()
    draws, said = placing.draw_places(
        asked, lambda share: told.now_and_then(5 + int(90 * share), N_("Drawing weights and scores"))
    )
    with unit_of_work(None):
        placing.keep_places(mission_id, asked, draws, said, at_deed=deed, job_id=this_job(), now=clock.now())
    return {"draws": draws, "initiatives": len(asked.ids)}


def _keep(found: Posed, kind: SolutionKind, said: solving.Said, *, deed: int, complete: bool) -> None:
    with unit_of_work(None):
        solving.keep(found, kind, said, at_deed=deed, complete=complete, job_id=this_job(), now=clock.now())


class Told:
    """Signs of progress, not more often than somebody can read them."""

    def __init__(self) -> None:
        self.last = 0.0
        self.stopped = False

    def tell(self, percent: int, words: str) -> None:
        self.last = monotonic()
        progress(percent, words)

    def now_and_then(self, percent: int, words: str) -> None:
        if monotonic() - self.last >= BETWEEN:
            self.tell(percent, words)

    def on_frontier(self, found: int, still_open: int) -> bool:
        """Whether the frontier is walked on."""
        return self._goes_on(50, 10, N_("Looking for what each sum of money buys"), found, still_open)

    def go_on(self, found: int, still_open: int) -> bool:
        """Whether the search for all goes on."""
        return self._goes_on(60, 38, N_("Looking for everything that may be best"), found, still_open)

    def settling(self, certain: int, still_open: int) -> bool:
        """Whether one more initiative is asked about."""
        return self._goes_on(60, 38, N_("Proving where each initiative stands"), certain, still_open)

    def _goes_on(self, start: int, share: int, words: str, found: int, still_open: int) -> bool:
        """A stop ends a search with what it has, and nothing is lost."""
        try:
            # Nobody knows how much is left; the nearer to the end, the less is open beside what was found.
            done = found / (found + still_open) if found + still_open else 0.0
            self.now_and_then(start + int(share * done), words)
        except StopAsked:
            self.stopped = True
        return not self.stopped
