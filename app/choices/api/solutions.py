"""The latest answer to an alternative, as programs read it: what is best, and what may be best.

An answer is kept and never changed. Whether it is still about the alternative as it stands is found out when it is
read, so only an alternative by itself has it, not each of a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from app.analysis.robustness.enumerating import Standing
from app.choices.queries.binding import Because
from app.choices.queries.posing import posed
from app.choices.queries.solutions import SolutionRow, latest_solutions
from app.choices.rules.scenarios import Scoring, SolutionKind, points_of, with_codes
from app.plumbing.api.asked import Asked
from app.plumbing.api.resources import Rows, Said
from app.plumbing.api.shown import DECIMAL, Schema, decimal, instant, ornull
from app.plumbing.record import At
from app.plumbing.refusals import Refusal
from app.portfolio.rules.words import Use

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
YES_NO: Schema = {"type": "boolean"}
CODES: Schema = {"type": "array", "items": TEXT}

# What a demand that must give is counted in, by its kind; the others hold or do not.
UNITS = {"budget": "ore", "scheme": "ore", "capacity": "person_weeks", "cover": "initiatives"}
# Why an initiative is in or out whatever is chosen.
SETTLED = ("goes_on", "must", *(because.value for because in Because))


def _about(schema: Schema, about: str) -> Schema:
    return {**schema, "description": about}


def _object(**fields: Schema) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _several(about: str, **fields: Schema) -> Schema:
    return {"type": "array", "items": _object(**fields), "description": about}


def _perhaps(about: str, **fields: Schema) -> Schema:
    return {"anyOf": [_object(**fields), {"type": "null"}], "description": about}


SOLUTION = _perhaps(
    "The latest answer; null where there is none.",
    solved_at={"type": "string", "format": "date-time"},
    deed=_about(WHOLE, "The number of the last deed of the record it takes account of."),
    job=_about(ornull(WHOLE), "The job that found it."),
    stale=_about(YES_NO, "Whether the alternative or what it rests on has changed since, so that it is about another."),
    clashes=_several(
        "A smallest set of demands that cannot all be kept; empty where a portfolio keeps them.",
        demand=_about(TEXT, "Its kind and what it is about, such as `budget:EGEN-HDIR:2027` or `must:T28`."),
        gives=_about(ornull(DECIMAL), "By how much it alone must give; null where no number is enough."),
        unit=ornull({"type": "string", "enum": sorted(set(UNITS.values()))}),
    ),
    best=_perhaps(
        "The best portfolio under the weights that count; null where none keeps the demands.",
        initiatives=CODES,
        value=_about(DECIMAL, "In points; each initiative gives up to 100."),
        proven=_about(YES_NO, "Whether it is proved that none is better."),
        gap=_about(DECIMAL, "How much better another could be at most, as a share of the value."),
        cost_ore=WHOLE,
        paid=_several(
            "Who pays, beside what is granted.",
            initiative=TEXT,
            funding_source=TEXT,
            year=WHOLE,
            use={"type": "string", "enum": [use.value for use in Use]},
            amount_ore=WHOLE,
        ),
        run_missing=_several(
            "Built, and not funded in operation.",
            initiative=TEXT,
            year=WHOLE,
            amount_ore=WHOLE,
        ),
        frontier=_object(
            complete=_about(YES_NO, "Whether no such portfolio is missing."),
            points=_several(
                "Portfolios that none betters for as little, by rising cost; each told against the one before it.",
                cost_ore=WHOLE,
                value=_about(DECIMAL, "In points."),
                comes_in=CODES,
                goes_out=CODES,
            ),
        ),
    ),
    robust=_perhaps(
        "All that may be best for weights that nobody has ruled out; null where it has not been found.",
        complete=_about(YES_NO, "Whether no such portfolio is missing."),
        scoring=_about(
            {"type": "string", "enum": [scoring.value for scoring in Scoring]},
            "Whether the likely scores alone counted, or all scores within their intervals.",
        ),
        initiatives=_several(
            "Where each initiative stands.",
            initiative=TEXT,
            standing={"type": "string", "enum": [standing.value for standing in Standing]},
            core_index=_about(ornull(DECIMAL), "The share of the portfolios that hold it, to four decimals."),
            inside=_about(WHOLE, "How many of the portfolios hold it."),
            certain=_about(YES_NO, "Whether no portfolio that may be missing can change where it stands."),
        ),
        portfolios=_several(
            "Each of them.",
            initiatives=CODES,
            cost_ore=WHOLE,
            best_for=_about(
                ornull(DECIMAL),
                "For what share of the possible weights it is best with likely scores, by draws; null in old answers.",
            ),
        ),
    ),
    settled=_several(
        "What was not up for choice, and why; `of` is the initiative that was the reason.",
        initiative=TEXT,
        because={"type": "string", "enum": sorted(SETTLED)},
        of=ornull(TEXT),
    ),
    finished=_about(CODES, "What is delivered and there already."),
)


@dataclass(frozen=True)
class SolutionOf:
    """The part ``solution`` of an alternative. Some forty statements for one that is solved: it is posed anew."""

    needs: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        return {"solution": SOLUTION}

    def load(self, rows: Rows, asked: Asked) -> Said:
        answers = latest_solutions(list(rows), at=asked.at)
        return {
            row_id: {"solution": _said(row_id, answers[row_id], asked.at) if row_id in answers else None}
            for row_id in rows
        }


def _said(scenario_id: int, answers: Mapping[SolutionKind, SolutionRow], at: At) -> dict[str, Any] | None:
    best, robust = answers.get(SolutionKind.BEST), answers.get(SolutionKind.ROBUST)
    if best is None:
        return None
    if robust is not None and robust.fingerprint != best.fingerprint:
        robust = None  # of an earlier run, about another problem
    said = best.said
    return {
        "solved_at": instant((robust or best).solved_at),
        "deed": best.at_deed,
        "job": best.job_id,
        "stale": _is_stale(scenario_id, best, at),
        "clashes": [_clash(each, said["initiatives"]) for each in said.get("clashes", ())],
        "best": _best(said) if "chosen" in said else None,
        "robust": None if robust is None else _robust(robust),
        "settled": _settled(said),
        "finished": said["finished"],
    }


def _is_stale(scenario_id: int, best: SolutionRow, at: At) -> bool:
    try:
        now = posed(scenario_id, at=at)
    except Refusal:
        return True
    return now is None or now.fingerprint != best.fingerprint


def _clash(each: Mapping[str, Any], codes: list[str]) -> dict[str, Any]:
    unit = UNITS.get(each["name"].partition(":")[0])
    gives = None if each["gives"] is None else Decimal(each["gives"]) / (100 if unit == "person_weeks" else 1)
    return {
        "demand": with_codes(each["name"], codes),
        "gives": None if gives is None else decimal(gives),
        "unit": unit,
    }


def _best(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "initiatives": said["chosen"],
        "value": f"{float(points_of(said['sums'], said['weights'])):.2f}",
        "proven": said["proven"],
        "gap": f"{said['gap']:.6f}",
        "cost_ore": said["cost_ore"],
        "paid": [
            {
                "initiative": line["initiative"],
                "funding_source": line["source"],
                "year": line["year"],
                "use": line["use"],
                "amount_ore": line["ore"],
            }
            for line in said["paid"]
        ],
        "run_missing": [
            {"initiative": line["initiative"], "year": line["year"], "amount_ore": line["ore"]}
            for line in said["run_missing"]
        ],
        "frontier": {
            "complete": said.get("frontier_complete", False),
            # What an answer of an earlier version kept, sums without portfolios, is not told.
            "points": [
                {"cost_ore": each["cost_ore"], "value": each["value"], "comes_in": each["in"], "goes_out": each["out"]}
                for each in said["frontier"]
                if "in" in each
            ],
        },
    }


def _robust(robust: SolutionRow) -> dict[str, Any]:
    said = robust.said
    return {
        "complete": robust.complete,
        "scoring": said.get("scoring", Scoring.LIKELY.value),
        "initiatives": [
            {
                "initiative": code,
                "standing": placed["standing"],
                "core_index": f"{placed['inside'] / placed['of']:.4f}" if placed["of"] else None,
                "inside": placed["inside"],
                "certain": placed["certain"],
            }
            for code, placed in (
                (code, said["standing"][code]) for code in said["initiatives"] if code in said["standing"]
            )
        ],
        "portfolios": [
            {
                "initiatives": portfolio,
                "cost_ore": cost,
                "best_for": None if count is None else f"{count / said['draws']:.4f}",
            }
            for portfolio, cost, count in zip(
                said["portfolios"],
                said["costs_ore"],
                said.get("best_for") or [None] * len(said["portfolios"]),
                strict=True,
            )
        ],
    }


def _settled(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    fixed = [{"initiative": code, "because": "goes_on", "of": None} for code in said["goes_on"]]
    must = [{"initiative": code, "because": "must", "of": None} for code in said["must"]]
    out = [
        {"initiative": each["initiative"], "because": each["because"], "of": each["of"] or None}
        for each in said["left_out"]
    ]
    return [*fixed, *must, *out]
