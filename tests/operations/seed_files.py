"""The seed files as they stand, read without a database."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

SEED = Path(__file__).resolve().parents[2] / "seed"
MISSION = "alvorlig-sykt-barn"
# The two initiatives that are real: nothing is published of their gates, so none are given.
REAL = ("ETI", "RETTPA")
# Any day will do for «start+3d»; it only has to lie after the fixed days.
START = date(2026, 11, 22)

Row = dict[str, str]

KEYS: dict[str, tuple[str, ...]] = {
    "publications": ("code",),
    "organisations": ("code",),
    "people": ("code",),
    "role-grants": ("person", "role", "mission"),
    "status-scales": ("code",),
    "status-words": ("scale", "code"),
    "missions": ("slug",),
    "strategic-goals": ("mission", "code"),
    "challenge-areas": ("mission", "code"),
    "influences": ("mission", "source_area", "target_area"),
    "indicators": ("mission", "code"),
    "measurements": ("mission", "indicator", "period", "series"),
    "evidence": ("mission", "code"),
    "assignments": ("code",),
    "initiatives": ("code",),
    "initiative-persons": ("initiative", "person", "part", "from_date"),
    "contributions": ("mission", "initiative", "area"),
    "participation": ("initiative", "organisation", "part"),
    "capacity": ("organisation", "quarter", "skill", "employment"),
    "external-nodes": ("mission", "code"),
    "conditions": ("mission", "code"),
    "condition-steps": ("mission", "condition", "stage"),
    "initiative-conditions": ("mission", "initiative", "condition", "tie"),
    "dependencies": ("mission", "initiative", "needs", "external_node", "kind"),
    "funding-sources": ("code",),
    "scheme-rules": ("funding_source", "round", "category"),
    "needs": ("initiative", "use", "year"),
    "grants": ("code",),
    "funding-lines": ("initiative", "funding_source", "use", "state", "year"),
    "benefits": ("initiative", "code"),
    "rollouts": ("initiative", "bodies", "planned"),
    "deliverables": ("initiative", "code"),
    "risks": ("initiative", "code"),
    "gates": ("initiative", "point", "decided_on"),
    "appraisals": ("initiative",),
    "criteria": ("mission", "code"),
    "criterion-levels": ("mission", "criterion", "score"),
    "scores": ("mission", "initiative", "criterion"),
    "score-opinions": ("mission", "initiative", "criterion", "person"),
    "weighings": ("mission", "code"),
    "weight-statements": ("mission", "weighing", "position"),
    "interplays": ("mission", "code"),
    "interplay-gains": ("mission", "interplay", "criterion"),
    "interplay-savings": ("mission", "interplay", "year", "use"),
    "scenarios": ("mission", "code"),
    "scenario-sources": ("mission", "scenario", "funding_source"),
    "scenario-budgets": ("mission", "scenario", "funding_source", "year"),
    "scenario-capacity": ("mission", "scenario", "organisation"),
    "scenario-picks": ("mission", "scenario", "initiative"),
    "scenario-cover": ("mission", "scenario", "area"),
    "reporting-rounds": ("mission", "code"),
    "status-reports": ("mission", "round", "initiative"),
    "assessments": ("mission", "round", "initiative"),
    "meetings": ("mission", "code"),
    "agenda-items": ("mission", "meeting", "number"),
    "attendance": ("mission", "meeting", "position"),
    "decisions": ("mission", "code"),
    "translations": ("collection", "key", "language"),
}

# Column → the collection it points into. In brackets: the columns before it in the key it points at.
POINTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "organisation": ("organisations", ()),
    "successor": ("organisations", ()),
    "lead": ("organisations", ()),
    "run_by": ("organisations", ()),
    "giver": ("organisations", ()),
    "receiver": ("organisations", ()),
    "payer": ("organisations", ()),
    "body": ("organisations", ()),
    "recipient": ("organisations", ()),
    "falls_in": ("organisations", ()),
    "decided_by": ("organisations", ()),
    "person": ("people", ()),
    "responsible": ("people", ()),
    "owner": ("people", ()),
    "reporter": ("people", ()),
    "made_by": ("people", ()),
    "initiative": ("initiatives", ()),
    "needs": ("initiatives", ()),
    "funding_source": ("funding-sources", ()),
    "grant": ("grants", ()),
    "assignments": ("assignments", ()),
    "mission": ("missions", ()),
    "scale": ("status-scales", ()),
    "goals": ("strategic-goals", ("mission",)),
    "areas": ("challenge-areas", ("mission",)),
    "area": ("challenge-areas", ("mission",)),
    "source_area": ("challenge-areas", ("mission",)),
    "target_area": ("challenge-areas", ("mission",)),
    "evidence": ("evidence", ("mission",)),
    "condition": ("conditions", ("mission",)),
    "external_node": ("external-nodes", ("mission",)),
    "criterion": ("criteria", ("mission",)),
    "weighing": ("weighings", ("mission",)),
    "first": ("criteria", ("mission",)),
    "second": ("criteria", ("mission",)),
    "said_by": ("people", ()),
    "interplay": ("interplays", ("mission",)),
    "initiatives": ("initiatives", ()),
    "scenario": ("scenarios", ("mission",)),
    "meeting": ("meetings", ("mission",)),
    "decision": ("decisions", ("mission",)),
    "round": ("reporting-rounds", ("mission",)),
    "indicator": ("indicators", ("mission",)),
    "overall": ("status-words", ("scale",)),
    "time": ("status-words", ("scale",)),
    "cost": ("status-words", ("scale",)),
    "benefit": ("status-words", ("scale",)),
}
# Who owns a condition or something outside the mission is words, not a person of the register; a scheme's round is a
# year's name, not a reporting round.
NO_POINTER = {("conditions", "owner"), ("external-nodes", "owner"), ("scheme-rules", "round")}


@cache
def rows(name: str) -> tuple[Row, ...]:
    with (SEED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, strict=True))


@cache
def by_key(name: str) -> dict[tuple[str, ...], Row]:
    return {key_of(name, row): row for row in rows(name)}


def key_of(name: str, row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in KEYS[name])


def day(text: str) -> date:
    relative = re.fullmatch(r"start([+-]\d+)d", text)
    return START + timedelta(days=int(relative[1])) if relative else date.fromisoformat(text)


def whole(text: str) -> int:
    return int(text) if text else 0


def initiatives() -> dict[str, Row]:
    return {row["code"]: row for row in rows("initiatives")}


def reports(code: str) -> dict[str, Row]:
    return {row["initiative"]: row for row in rows("status-reports") if row["round"] == code}
