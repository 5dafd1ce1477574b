"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from app.choices.policy import ChoicePermission
from app.choices.queries import CriterionRow, Reason, StatementRow
from app.choices.rules.acts import Act
from app.choices.rules.interplay import InterplayKind
from app.choices.rules.scenarios import Applicants, Pays, Pick, RunMoney, Scoring, SolutionKind, Underway
from app.choices.rules.weighing import Answer, Holding, StatementKind
from app.plumbing.formats import number
from app.plumbing.words import Words, word

WORDS: Words = {
    Holding: {
        Holding.POINTS: _("Exactly these points"),
        Holding.ORDER: _("Only the order of the criteria"),
        Holding.STATEMENTS: _("What has been answered and stated"),
    },
    StatementKind: {
        StatementKind.ORDER: _("Order of two criteria"),
        StatementKind.AT_LEAST: _("At least this share"),
        StatementKind.AT_MOST: _("At most this share"),
        StatementKind.TRADE_OFF: _("Trade-off"),
    },
    Answer: {
        Answer.FIRST: _("The first is worth more"),
        Answer.SECOND: _("The second is worth more"),
        Answer.EQUAL: _("They are worth the same"),
        Answer.SKIPPED: _("Skipped"),
    },
    Underway: {
        Underway.GOES_ON: _("Goes on"),
        Underway.UP_FOR_CHOICE: _("Is up for choice again"),
    },
    RunMoney: {
        RunMoney.TOLD: _("Only tell where it is missing"),
        RunMoney.BINDING: _("Choose nothing that cannot be run"),
    },
    Scoring: {
        Scoring.LIKELY: _("The likely score alone"),
        Scoring.INTERVALS: _("The whole interval of each score"),
    },
    Pays: {
        Pays.BUILD: _("To build"),
        Pays.RUN: _("To run"),
        Pays.BOTH: _("To build and to run"),
    },
    Applicants: {
        Applicants.EVERYONE: _("All initiatives"),
        Applicants.STATE_BODIES: _("Initiatives led by state bodies"),
        Applicants.PAYER: _("The payer’s own initiatives"),
    },
    Pick: {Pick.IN: _("In"), Pick.OUT: _("Out")},
    InterplayKind: {
        InterplayKind.EXCLUSION: _("Shut each other out"),
        InterplayKind.SYNERGY: _("Help each other"),
    },
    SolutionKind: {
        SolutionKind.BEST: _("Best portfolio"),
        SolutionKind.ROBUST: _("What holds whatever the weights"),
    },
}

# What its tables are called where the record speaks of a row.
TABLES: Mapping[str, LazyString] = {
    "criterion": _("criterion"),
    "criterion_text": _("words of a criterion"),
    "criterion_level": _("level of a criterion"),
    "score": _("score"),
    "score_evidence": _("evidence of a score"),
    "score_opinion": _("one appraiser’s score"),
    "weighing": _("weighing"),
    "weighing_point": _("points of a weighing"),
    "weight_statement": _("statement about weights"),
    "scenario": _("alternative"),
    "scenario_source": _("source in an alternative"),
    "scenario_budget": _("budget in an alternative"),
    "scenario_capacity": _("capacity in an alternative"),
    "scenario_pick": _("in or out by hand"),
    "scenario_cover": _("cover asked for"),
    "interplay": _("interplay"),
    "interplay_member": _("initiative in an interplay"),
    "interplay_gain": _("gain of an interplay"),
    "interplay_saving": _("saving of an interplay"),
}

# What its long-running work is called.
JOBS: Mapping[str, LazyString] = {
    "choices.solve": _("Solving an alternative"),
    "choices.places": _("Drawing places"),
}

# What one may do, as the page of roles says it.
PERMISSIONS: Mapping[StrEnum, LazyString] = {
    ChoicePermission.VIEW: _("See criteria, scores and ranking"),
    ChoicePermission.WEIGH: _("Set criteria and weights"),
    ChoicePermission.SCORE: _("Score initiatives"),
    ChoicePermission.VIEW_SCENARIO: _("See alternatives that are shared"),
    ChoicePermission.EDIT_SCENARIO: _("Make and edit alternatives"),
    ChoicePermission.SOLVE: _("Have an alternative solved"),
}

# What was done, as the record says it.
ACTS: Mapping[StrEnum, LazyString] = {
    Act.CRITERION_ADD: _("Added a criterion"),
    Act.CRITERION_EDIT: _("Edited a criterion"),
    Act.CRITERIA_ADD: _("Added a set of criteria"),
    Act.WEIGHTS_SET: _("Set the weights of the criteria"),
    Act.WEIGHING_PUT: _("Chose what counts of a weighing"),
    Act.STATEMENT_MAKE: _("Said something about the weights"),
    Act.STATEMENT_WITHDRAW: _("Withdrew something said about the weights"),
    Act.SCORE_PUT: _("Scored an initiative"),
    Act.OPINION_PUT: _("Gave an appraiser’s score"),
    Act.SCENARIO_MAKE: _("Made an alternative"),
    Act.SCENARIO_COPY: _("Copied an alternative"),
    Act.SCENARIO_EDIT: _("Edited an alternative"),
    Act.SCENARIO_SHARE: _("Shared an alternative"),
    Act.SCENARIO_ARCHIVE: _("Archived an alternative"),
    Act.SCENARIO_RESTORE: _("Took an alternative back from the archive"),
    Act.SCENARIO_MONEY: _("Set the money of an alternative"),
    Act.SCENARIO_CAPACITY: _("Set the capacity of an alternative"),
    Act.SCENARIO_PICKS: _("Chose initiatives by hand in an alternative"),
    Act.SCENARIO_COVER: _("Set the cover of an alternative"),
    Act.INTERPLAY_PUT: _("Described an interplay"),
    Act.INTERPLAY_REMOVE: _("Removed an interplay"),
    Act.OPINION_WITHDRAW: _("Set an appraiser’s score aside"),
}


def why(reason: Reason) -> str:
    """Why the one stands before the other, in one sentence with its points."""
    other = reason.behind.code
    if not reason.gains:
        return gettext("Level with %(other)s on every criterion.", other=other)
    if reason.lead == 0:
        return gettext("Level with %(other)s: what is gained on some criteria is lost on others.", other=other)
    most = reason.gains[0]
    values = {"other": other, "criterion": most.criterion.title, "points": number(most.points, 1)}
    if not reason.losses:
        return gettext(
            "Ahead of %(other)s because %(criterion)s gives %(points)s points more; nothing pulls the other way.",
            **values,
        )
    least = reason.losses[0]
    values |= {"loss": least.criterion.title, "minus": number(least.points, 1)}
    if len(reason.losses) == 1:
        return gettext(
            "Ahead of %(other)s because %(criterion)s gives %(points)s points more; only %(loss)s pulls the other "
            "way (%(minus)s).",
            **values,
        )
    return gettext(
        "Ahead of %(other)s because %(criterion)s gives %(points)s points more; %(loss)s pulls most the other way "
        "(%(minus)s).",
        **values,
    )


def why_behind(reason: Reason) -> str:
    """How far the one stands behind the other, and what would have to change most."""
    values = {"other": reason.ahead.code, "points": number(reason.lead, 1)}
    if not reason.gains or reason.lead == 0:
        return gettext("Level with %(other)s.", other=reason.ahead.code)
    return gettext(
        "%(points)s points behind %(other)s, most of it on %(criterion)s.",
        **values,
        criterion=reason.gains[0].criterion.title,
    )


def meant(holding: Holding) -> str:
    """What it means that this counts."""
    match holding:
        case Holding.POINTS:
            return gettext("One set of weights. Only the scores are uncertain.")
        case Holding.ORDER:
            return gettext("All weights in this order are possible. The list shows what holds for all of them.")
        case Holding.STATEMENTS:
            return gettext("All weights that agree with your answers, orders and bounds are possible.")


def bounds() -> list[tuple[str, str]]:
    """The two kinds of bounds, to choose from."""
    return [(kind.value, word(kind)) for kind in (StatementKind.AT_LEAST, StatementKind.AT_MOST)]


def said(statement: StatementRow) -> str:
    """What was said about the weights, in one sentence."""
    text = _said(statement)
    return text[:1].upper() + text[1:]


def _said(statement: StatementRow) -> str:
    first = statement.first.title
    share = _percent(statement.share)
    if statement.kind is StatementKind.AT_LEAST:
        return gettext("%(criterion)s has at least %(share)s %% of all weight.", criterion=first, share=share)
    if statement.kind is StatementKind.AT_MOST:
        return gettext("%(criterion)s has at most %(share)s %% of all weight.", criterion=first, share=share)
    second = statement.second.title if statement.second else ""
    if statement.kind is StatementKind.ORDER:
        return gettext("%(first)s is worth at least as much as %(second)s.", first=first, second=second)
    one, other = part_of(first, statement.first_part), part_of(second, statement.second_part)
    match statement.answer:
        case Answer.FIRST:
            return gettext("%(more)s is worth more than %(less)s.", more=one, less=other)
        case Answer.SECOND:
            return gettext("%(more)s is worth more than %(less)s.", more=other, less=one)
        case Answer.EQUAL:
            return gettext("%(one)s is worth as much as %(other)s.", one=one, other=other)
    return gettext("Skipped: %(one)s against %(other)s.", one=one, other=other)


def part_of(criterion: str, part: Decimal | None) -> str:
    """A part (0–1) of the step from a criterion's worst level to its best, in words within a sentence."""
    if part is None or part == 1:
        return gettext("the whole step on %(criterion)s", criterion=criterion)
    if part == Decimal("0.5"):
        return gettext("half the step on %(criterion)s", criterion=criterion)
    return gettext("%(percent)s %% of the step on %(criterion)s", percent=_percent(part), criterion=criterion)


def _percent(share: Decimal | None) -> str:
    """A share (0–1) in per cent, with the decimals it needs and no more."""
    percent = 100 * (share or Decimal(0))
    places = max(0, -int(percent.normalize().as_tuple().exponent))
    return number(percent, places)


@dataclass(frozen=True, slots=True)
class Improvement:
    """One side of a trade-off: what it is like before and after; empty where the levels are not described."""

    criterion: CriterionRow
    score: Decimal
    before: str
    after: str


def improvement(criterion: CriterionRow, part: Decimal) -> Improvement:
    """This part (0–1) of the criterion's swing, from its worst level up."""
    described = {level.score: level.described for level in criterion.levels}
    score = 100 * part
    return Improvement(criterion, score, described.get(Decimal(0), ""), described.get(score, ""))


def share(count: float, of: float = 1) -> str:
    """A share in whole per cent, with what is hardly ever and nearly always told apart from never and always."""
    part = count / of
    if 0 < part < 0.01:
        return gettext("under %(share)s", share="1\u00a0%")
    if 0.99 < part < 1:
        return gettext("over %(share)s", share="99\u00a0%")
    return f"{number(100 * part, 0)}\u00a0%"


def span(places: tuple[int, int]) -> str:
    """«4», or «4–9»."""
    low, high = places
    return number(low) if low == high else f"{number(low)}–{number(high)}"
