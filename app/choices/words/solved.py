"""What came of solving an alternative, in sentences: why an initiative is in or out, and what clashes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from app.analysis.robustness.enumerating import Standing
from app.analysis.robustness.learning import scores_that_move
from app.analysis.robustness.settling import Settling, settling
from app.choices.queries.binding import Because
from app.choices.queries.candidates import HUNDREDTHS
from app.choices.queries.outcome import ItemOutcome
from app.choices.queries.pages import ScenarioPage
from app.choices.rules.scenarios import with_codes
from app.plumbing.formats import million, number

# So many codes are named before the rest is only counted.
NAMED = 4


def listed(codes: Sequence[str]) -> str:
    """«T04», «T04 and T11», «T04, T11 and 3 more»."""
    if len(codes) > NAMED + 1:
        return gettext("%(first)s and %(count)s more", first=", ".join(codes[:NAMED]), count=len(codes) - NAMED)
    if len(codes) > 1:
        return gettext("%(first)s and %(last)s", first=", ".join(codes[:-1]), last=codes[-1])
    return codes[0] if codes else ""


def why_placed(row: ItemOutcome, sources: Mapping[str, str]) -> str:
    """Why the initiative is in the best portfolio or not, in one sentence. ``sources`` are names by code."""
    if row.fixed:
        return _fixed(row)
    other = row.otherwise
    if other is None:
        return gettext("Not looked into.")
    if row.in_best:
        if other.impossible:
            return gettext("Without it the demands cannot all be kept.")
        if not other.lost:
            return gettext(
                "Could be exchanged for %(instead)s with nothing lost.", instead=listed(other.instead) or "–"
            )
        if other.instead:
            return gettext(
                "Without it %(lost)s points are lost; %(instead)s would come instead.",
                lost=number(float(other.lost), 1),
                instead=listed(other.instead),
            )
        return gettext("Without it %(lost)s points are lost, and nothing else can take its place.",
                       lost=number(float(other.lost), 1))  # fmt: skip
    if other.impossible:
        said = [constraint(name, sources) for name in other.names]
        if not said:
            return gettext("Cannot be in: the demands cannot all be kept with it.")
        return gettext("Cannot be in, for these cannot all be kept: %(clash)s.", clash="; ".join(said))
    if not other.dropped:
        return gettext("Would be as good: nothing is lost with it in.")
    return gettext(
        "Would push out %(dropped)s and lose %(lost)s points.",
        dropped=listed(other.dropped),
        lost=number(float(other.lost or 0), 1),
    )


def _fixed(row: ItemOutcome) -> str:
    match row.fixed:
        case "goes_on":
            return gettext("Is being carried out and goes on.")
        case "must":
            return gettext("Put in by hand.")
        case Because.PICKED_OUT:
            return gettext("Taken out by hand.")
        case Because.NO_SCORES:
            return gettext("Lacks scores, so it cannot be compared.")
        case Because.WAITS_FOR_NO_SCORES:
            return gettext("Waits for %(other)s, which lacks scores.", other=row.of_other)
        case Because.WAITS_FOR_GONE:
            return gettext("Waits for %(other)s, which is stopped.", other=row.of_other)
        case Because.SHUT_OUT_BY_DELIVERED:
            return gettext("Shut out by %(other)s, which is delivered.", other=row.of_other)
    return ""


def constraint(name: str, sources: Mapping[str, str]) -> str:
    """What a constraint's name (with codes) means to a reader."""
    kind, *rest = name.split(":")
    match kind, rest:
        case "budget", [source, year]:
            return gettext("the budget of %(source)s in %(year)s", source=sources.get(source, source), year=year)
        case "scheme", [source, code]:
            return gettext("the rules of %(source)s for %(code)s", source=sources.get(source, source), code=code)
        case "paid", [code]:
            return gettext("that %(code)s is paid in full", code=code)
        case "capacity", [body]:
            return gettext("the capacity of %(body)s", body=body)
        case "cover", [area]:
            return gettext("the cover of area %(area)s", area=area)
        case "requires", [code, other]:
            return gettext("that %(code)s waits for %(other)s", code=code, other=other)
        case "exclusive", [code]:
            return gettext("that the initiatives in %(code)s shut each other out", code=code)
        case "must", [code]:
            return gettext("that %(code)s is in", code=code)
        case "must-not", [code]:
            return gettext("that %(code)s is out", code=code)
    return name


def gives(name: str, least: int | None, currency: str) -> str:
    """By how much a constraint must give for the demands to be kept, all others as they are."""
    if least is None:
        return gettext("Must be given up: no change of a number is enough.")
    match name.partition(":")[0]:
        case "budget":
            return gettext("Needs %(amount)s more.", amount=million(least, currency))
        case "scheme":
            return gettext("Must allow %(amount)s more.", amount=million(least, currency))
        case "capacity":
            return gettext("Needs %(weeks)s person-weeks more.", weeks=number(-(-least // 100)))
        case "cover":
            return ngettext("Must ask for %(num)s fewer.", "Must ask for %(num)s fewer.", least)
    return gettext("Must give by %(least)s.", least=number(least))


def codes_of(rows: Iterable[ItemOutcome]) -> str:
    return listed([row.item.code for row in rows])


@dataclass(frozen=True, slots=True)
class ClashRow:
    """One demand of a smallest set that clashes, and by how much it alone must give."""

    demand: str
    gives: str


def clash_rows(page: ScenarioPage, sources: Mapping[str, str]) -> list[ClashRow]:
    """The demands that clash, in words."""
    codes = page.best.said["initiatives"] if page.best is not None else []
    return [
        ClashRow(demand, gives(each["name"], each["gives"], "NOK"))
        for each in page.clash or ()
        if (demand := constraint(with_codes(each["name"], codes), sources))
    ]


def what_moves(row: ItemOutcome, page: ScenarioPage) -> str:
    """The order of two criteria that would settle a borderline initiative, in a sentence.

    Empty where that cannot be told exactly: where portfolios may be missing.
    """
    if page.robust is None or not page.robust.complete:
        return ""
    said = page.robust.said
    if page.outcome is not None and page.outcome.counts_intervals:
        if row.item.code not in said["settles"]:
            return ""
        order = said["settles"][row.item.code]["order"]
        found = None if order is None else Settling(**order)
    else:
        found = settling(said["rays"], said["sums"], [row.item.code in portfolio for portfolio in said["portfolios"]])
    if found is None:
        return gettext("No single order of two criteria settles it.")
    titles = {criterion.code: criterion.title for criterion in page.weights.criteria}
    words = {"more": titles.get(said["criteria"][found.more], ""), "less": titles.get(said["criteria"][found.less], "")}
    if found.either_way:
        return (
            gettext("Always in if %(more)s weighs more than %(less)s, never in if it weighs less.", **words)
            if found.core
            else gettext("Never in if %(more)s weighs more than %(less)s, always in if it weighs less.", **words)
        )
    return (
        gettext("Always in if %(more)s weighs at least as much as %(less)s.", **words)
        if found.core
        else gettext("Never in if %(more)s weighs at least as much as %(less)s.", **words)
    )


def what_is_enough(row: ItemOutcome, page: ScenarioPage) -> list[str]:
    """The smallest change of one score that would be enough to put it in for good, and to put it out for good.

    Where scores count as intervals, the bound on one score that would. Empty where portfolios may be missing.
    """
    if page.robust is None or not page.robust.complete:
        return []
    if page.outcome is not None and page.outcome.counts_intervals:
        return _narrower(row, page)
    said, code = page.robust.said, row.item.code
    codes = said["initiatives"]
    portfolios = [frozenset(codes.index(each) for each in portfolio) for portfolio in said["portfolios"]]
    found = scores_that_move(said["sums"], portfolios, said["rays"], codes.index(code))
    titles = {criterion.code: criterion.title for criterion in page.weights.criteria}
    told: dict[Standing, str] = {}
    for enough in found:
        # Scores count in hundredths, and end at 0 and 100.
        change = -(-abs(enough.change) // HUNDREDTHS)
        now = said["worth"][code][enough.criterion] / HUNDREDTHS
        if enough.becomes in told or not 0 <= now + (change if enough.change > 0 else -change) <= 100:
            continue
        words = {"points": number(int(change)), "criterion": titles.get(said["criteria"][enough.criterion], "")}
        told[enough.becomes] = (
            gettext("Always in if it scored %(points)s points more on %(criterion)s.", **words)
            if enough.becomes is Standing.CORE
            else gettext("Never in if it scored %(points)s points less on %(criterion)s.", **words)
        )
    return list(told.values())


def _narrower(row: ItemOutcome, page: ScenarioPage) -> list[str]:
    """The bounds on one of its own scores that would settle it, as they were found with the portfolios."""
    said = page.robust.said if page.robust is not None else {}
    titles = {criterion.code: criterion.title for criterion in page.weights.criteria}
    told = []
    for each in said.get("settles", {}).get(row.item.code, {}).get("scores", ()):
        words = {
            "criterion": titles.get(said["criteria"][each["criterion"]], ""),
            "bound": _score(each["bound"]),
            "low": _score(each["low"]),
            "high": _score(each["high"]),
        }
        told.append(
            gettext("Always in if its score on %(criterion)s is %(bound)s or more (now %(low)s–%(high)s).", **words)
            if each["core"]
            else gettext("Never in if its score on %(criterion)s is %(bound)s or less (now %(low)s–%(high)s).", **words)
        )
    return told


def _score(hundredths: int) -> str:
    """Without decimals where it has none."""
    whole, rest = divmod(hundredths, HUNDREDTHS)
    return number(hundredths / HUNDREDTHS, 2) if rest else number(whole)
