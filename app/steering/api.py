"""Meetings, their cases and decisions, as programs read them. Decisions stand as they were written.

Nothing is written here: what a meeting decides is decided on the pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from app.plumbing import clock
from app.plumbing.api.codes import IDS, as_was
from app.plumbing.api.parts import Nested, Stated
from app.plumbing.api.resources import Rows, Said, of_mission, resource
from app.plumbing.api.shown import Schema, instant
from app.plumbing.record import At
from app.steering import collections
from app.steering.models import AgendaItem, Attendance, Decision, DecisionItem, Recomputation
from app.steering.policy import SteeringPermission

if TYPE_CHECKING:
    from app.plumbing.api.asked import Asked

TEXT: Schema = {"type": "string"}
YES_NO: Schema = {"type": "boolean"}
CODES: Schema = {"type": "array", "items": TEXT}


@dataclass(frozen=True)
class DecidedIn(Stated):
    """The decisions made in a case, corrections too."""

    needs: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        return {"decisions": {**CODES, "description": "What was decided in it, by code; the last one holds."}}

    def statement(self, at: At) -> Select[*tuple[Any, ...]]:
        case, made = as_was(AgendaItem, at), as_was(Decision, at).alias()
        return (
            select(case.c.id, made.c.code)
            .join(made, (made.c.meeting_id == case.c.meeting_id) & (made.c.number == case.c.number))
            .where(case.c.id.in_(IDS))
            .order_by(case.c.id, made.c.id)
        )

    def load(self, rows: Rows, asked: Asked) -> Said:
        found: Said = {row_id: {"decisions": []} for row_id in rows}
        for row_id, code in self.lines(rows, asked):
            found[row_id]["decisions"].append(code)
        return found


@dataclass(frozen=True)
class Recomputations(Stated):
    """Each time a decision's problem was read from the record and solved again."""

    needs: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        said: dict[str, Schema] = {
            "made_at": {"type": "string", "format": "date-time"},
            "versions": {"type": "object", "additionalProperties": TEXT, "description": "Of program and solver."},
            "same_problem": {**YES_NO, "description": "Whether the record gave the problem that was solved then."},
            "feasible": {**YES_NO, "description": "Whether what was chosen then keeps every demand."},
            "proven": {**YES_NO, "description": "Whether it is proved that the answer of now is the best."},
            "same_objective": YES_NO,
            "same_choice": YES_NO,
            "chosen": {**CODES, "description": "What is chosen now."},
        }
        item = {"type": "object", "properties": said, "required": list(said), "additionalProperties": False}
        about = "Each time its problem was read from the record and solved again, the first one first."
        return {"recomputations": {"type": "array", "items": item, "description": about}}

    def statement(self, at: At) -> Select[*tuple[Any, ...]]:
        x = Recomputation
        query = (
            select(
                x.decision_id, x.made_at, x.versions, x.same_problem, x.feasible, x.proven, x.same_objective,
                x.same_choice, x.chosen,
            )
            .where(x.decision_id.in_(IDS))
            .order_by(x.decision_id, x.id)
        )  # fmt: skip
        # These rows have no history: they are never changed, and tell themselves when they came.
        return query if at.day is None else query.where(x.made_at < clock.end_of_day(at.day))

    def load(self, rows: Rows, asked: Asked) -> Said:
        found: Said = {row_id: {"recomputations": []} for row_id in rows}
        for line in self.lines(rows, asked):
            values = dict(line._mapping)
            row_id = values.pop("decision_id")
            values |= {name: json.loads(values[name]) for name in ("versions", "chosen")}
            found[row_id]["recomputations"].append({**values, "made_at": instant(values["made_at"])})
        return found


MEETINGS = resource(
    collections.MEETINGS,
    called="Meeting",
    about="A meeting of a steering group, and who was there.",
    permission=SteeringPermission.READ_DECISIONS,
    reach=of_mission(),
    key="code",
    parts=(
        Nested(
            "attendance", Attendance, "meeting_id", order="position",
            about="Persons by code, or a function where no person of the directory came.",
        ),
    ),
)  # fmt: skip
AGENDA = resource(
    collections.AGENDA,
    called="AgendaItem",
    about="A case on a meeting's agenda, with the wording proposed; `scenario` is what the group is asked to adopt.",
    permission=SteeringPermission.READ_DECISIONS,
    reach=of_mission(),
    parts=(DecidedIn(),),
)
DECISIONS = resource(
    collections.DECISIONS,
    called="Decision",
    about="A decision with its own copy of what it rests on (JSON as text). A correction names what it corrects.",
    permission=SteeringPermission.READ_DECISIONS,
    reach=of_mission(),
    key="code",
    said={"at_deed": "The last deed of the record that the adopted answer takes account of."},
    parts=(Nested("initiatives", DecisionItem, "decision_id", about="What it says of each initiative."),),
    # Solving again is no deed, so a list, which is the same as long as the record is, can't tell of it.
    alone=(Recomputations(),),
)

RESOURCES = (MEETINGS, AGENDA, DECISIONS)
