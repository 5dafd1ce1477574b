"""What came of solving an alternative, put together for a page: where each initiative stands, and the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.analysis.robustness.enumerating import Standing
from app.choices.queries.assumptions import Assumed, SourceAssumed
from app.choices.queries.candidates import AreaRow, Candidate
from app.choices.queries.solutions import SolutionRow
from app.choices.rules.scenarios import Scoring, points_of, with_codes
from app.portfolio.rules.words import Use

ORDER = (Standing.CORE, Standing.BORDERLINE, Standing.EXTERIOR)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What it costs to have an initiative otherwise than in the best portfolio.

    ``lost`` in points; ``instead`` comes in and ``dropped`` goes out by the way, as codes. ``impossible``: there is no
    such portfolio, and ``names`` are the constraints that clash.
    """

    lost: Fraction | None
    instead: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    impossible: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """One initiative. ``inside`` of ``of`` portfolios that may be best hold it; amounts are øre within the years.

    ``fixed`` says why it was not up for choice: goes_on, must, or a reason of ``binding.Because``; ``of_other`` is the
    code of the initiative that was the reason.
    """

    item: Candidate
    in_best: bool
    standing: Standing | None
    inside: int
    of: int
    certain: bool
    build_ore: int
    run_ore: int
    later_build_ore: int
    run_missing_ore: int
    fixed: str = ""
    of_other: str = ""
    otherwise: Otherwise | None = None

    @property
    def core_index(self) -> Fraction | None:
        return Fraction(self.inside, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class SourceYear:
    """What a source pays in one year, and what it had; øre."""

    year: int
    paid_ore: int
    budget_ore: int


@dataclass(frozen=True, slots=True)
class SourceMoney:
    assumed: SourceAssumed
    years: tuple[SourceYear, ...]

    @property
    def paid_ore(self) -> int:
        return sum(year.paid_ore for year in self.years)

    @property
    def budget_ore(self) -> int:
        return sum(year.budget_ore for year in self.years)


@dataclass(frozen=True, slots=True)
class AreaCover:
    """How many initiatives of the best portfolio (or there already) act on the area, and how many of all could."""

    area: AreaRow
    chosen: tuple[str, ...]
    all: tuple[str, ...]
    asked: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of it. ``value`` is what the best portfolio gives, in points; each initiative counts up to 100."""

    best: SolutionRow
    robust: SolutionRow | None
    items: tuple[ItemOutcome, ...]
    finished: tuple[Candidate, ...]
    value: Fraction
    sources: tuple[SourceMoney, ...]
    cover: tuple[AreaCover, ...]

    @property
    def chosen(self) -> tuple[ItemOutcome, ...]:
        return tuple(row for row in self.items if row.in_best)

    @property
    def portfolios(self) -> int:
        return len(self.robust.said["portfolios"]) if self.robust is not None else 0

    @property
    def counts_intervals(self) -> bool:
        """Whether all scores within their intervals were looked at, not the likely ones alone."""
        return self.robust is not None and self.robust.said.get("scoring") == Scoring.INTERVALS

    @property
    def exact_weights(self) -> bool:
        """The weights are given exactly, and nobody asks for other scores: then there is one answer."""
        return self.robust is not None and len(self.robust.said["rays"]) == 1 and not self.counts_intervals

    @property
    def placed(self) -> tuple[ItemOutcome, ...]:
        """The initiatives that were looked for among the portfolios."""
        return tuple(row for row in self.items if row.standing is not None)

    @property
    def proved(self) -> tuple[ItemOutcome, ...]:
        """Those of them whose standing no portfolio that may be missing can change."""
        return tuple(row for row in self.placed if row.certain)

    @property
    def built_not_run(self) -> tuple[ItemOutcome, ...]:
        """Paid to build in the years or being carried out, and not paid in full to run in them."""
        return tuple(row for row in self.chosen if row.run_missing_ore)

    def total_ore(self, use: Use) -> int:
        """What the best portfolio needs in the years, beside what is granted."""
        return sum(row.build_ore if use is Use.BUILD else row.run_ore for row in self.chosen)

    @property
    def run_missing_ore(self) -> int:
        return sum(row.run_missing_ore for row in self.chosen)

    @property
    def later_ore(self) -> int:
        """What it commits to build after the last year."""
        return sum(row.later_build_ore for row in self.chosen)

    @staticmethod
    def shaped(
        found: Assumed,
        best: SolutionRow,
        robust: SolutionRow | None,
        there: Sequence[Candidate],
        areas: Sequence[AreaRow],
    ) -> Outcome | None:
        """What the answers say, in words of the register. Asks nothing; None where no portfolio keeps the demands."""
        said = best.said
        if "chosen" not in said:
            return None
        by_code = {item.code: item for item in there}
        chosen = set(said["chosen"])
        missing: dict[str, int] = {}
        for line in said["run_missing"]:
            missing[line["initiative"]] = missing.get(line["initiative"], 0) + line["ore"]
        fixed = {each["initiative"]: (each["because"], each["of"]) for each in said["left_out"]}
        fixed |= dict.fromkeys(said["goes_on"], ("goes_on", "")) | dict.fromkeys(said["must"], ("must", ""))
        # Answers about other problems are not mixed: the two are of one run or the second is not shown.
        if robust is not None and robust.fingerprint != best.fingerprint:
            robust = None
        placed = robust.said["standing"] if robust is not None else {}
        codes = [code for code in [*said["initiatives"], *fixed] if code in by_code]
        items = [
            ItemOutcome(
                item=by_code[code],
                in_best=code in chosen,
                standing=Standing(placed[code]["standing"]) if code in placed else None,
                inside=placed[code]["inside"] if code in placed else 0,
                of=placed[code]["of"] if code in placed else 0,
                certain=placed[code]["certain"] if code in placed else False,
                build_ore=said["needs"].get(code, {}).get("build", 0),
                run_ore=said["needs"].get(code, {}).get("run", 0),
                later_build_ore=said["needs"].get(code, {}).get("later_build", 0),
                run_missing_ore=missing.get(code, 0),
                fixed=fixed.get(code, ("", ""))[0],
                of_other=fixed.get(code, ("", ""))[1],
                otherwise=_otherwise(said["otherwise"].get(code), said["initiatives"]),
            )
            for code in dict.fromkeys(codes)
        ]
        return Outcome(
            best=best,
            robust=robust,
            items=tuple(items),
            finished=tuple(by_code[code] for code in said["finished"] if code in by_code),
            value=points_of(said["sums"], said["weights"]),
            sources=_sources(found, said),
            cover=_cover(found, said, areas, chosen | set(said["finished"])),
        )

    def standing(self, standing: Standing) -> tuple[ItemOutcome, ...]:
        return tuple(row for row in self.items if row.standing == standing)


def _otherwise(said: Mapping[str, Any] | None, codes: Sequence[str]) -> Otherwise | None:
    if said is None:
        return None
    if "impossible" in said:
        return Otherwise(
            None, impossible=True, names=tuple(with_codes(each["name"], codes) for each in said["impossible"])
        )
    return Otherwise(Fraction(said["lost"]), tuple(said["instead"]), tuple(said["dropped"]))


def _sources(found: Assumed, said: Mapping[str, Any]) -> tuple[SourceMoney, ...]:
    paid: dict[tuple[str, int], int] = {}
    for line in said["paid"]:
        key = (line["source"], line["year"])
        paid[key] = paid.get(key, 0) + line["ore"]
    return tuple(
        SourceMoney(
            each,
            tuple(
                SourceYear(year, paid.get((each.source.code, year), 0), each.budget.get(year, 0))
                for year in found.head.years
            ),
        )
        for each in found.sources
    )


def _cover(found: Assumed, said: Mapping[str, Any], areas: Sequence[AreaRow], there: set[str]) -> tuple[AreaCover, ...]:
    covers = []
    for area in areas:
        acts = said["cover"].get(area.code, {})
        asked = found.cover.get(area.id)
        covers.append(
            AreaCover(
                area=area,
                chosen=tuple(code for code in acts if code in there),
                all=tuple(acts),
                asked=asked.least if asked is not None else None,
            )
        )
    return tuple(covers)
