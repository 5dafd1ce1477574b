"""Deciding a case: in words, and where it is to adopt an alternative, what of its answer, all in one unit of work.

Adopting sets initiatives to prioritised or recommended. It grants no money: that is the granting body's own letter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from app.choices.models import Scenario
from app.choices.queries.posing import posed
from app.choices.rules.scenarios import SolutionKind
from app.people.models import Person
from app.plumbing.db import db, locked, opened
from app.plumbing.record import At, current_work, head
from app.plumbing.record.chain import canonical
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import Initiative, InitiativeMission
from app.portfolio.rules.words import Adoption
from app.portfolio.services.aggregate import open_initiative
from app.steering.models import AgendaItem, Attendance, Decision, DecisionItem, Meeting
from app.steering.queries.grounds import Answered, answered, assumptions, moved_on
from app.steering.rules.meetings import Act, Adopted, DecisionWords, check_adoption, check_present
from app.steering.services.meetings import free_code
from app.steering.services.recomputing import versions


def decide(
    meeting_id: int,
    version: int | None,
    number: int,
    words: DecisionWords,
    adopted: Adopted | None,
    *,
    on: date,
) -> Decision:
    """Decide the case of that number, once. ``adopted`` is told where the case is to adopt an alternative."""
    meeting = opened(Meeting, meeting_id, version)
    item = db.session.scalars(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.number == number).with_for_update()
    ).one_or_none()
    if item is None:
        raise Refusal(N_("This case is no longer on the agenda."))
    words.check(held_on=meeting.held_on, on=on)
    present = _present(meeting.id)
    row = Decision(
        mission_id=meeting.mission_id,
        meeting_id=meeting.id,
        code=free_code(Decision, meeting.mission_id, f"V{meeting.held_on.year}-"),
        number=item.number,
        kind=item.kind,
        decided_on=meeting.held_on,
        title=item.title,
        proposal=item.proposal,
        source=item.source,
        **_worded(words),
    )
    if _already(meeting.id, number):
        raise Refusal(N_("This case has been decided already. Correct the decision instead."))
    grounds: dict[str, Any] = {"present": present}
    items: Mapping[str, Adoption] = {}
    if item.scenario_id is not None:
        if adopted is None:
            raise Refusal(N_("Say what of the alternative is adopted."))
        items = adopted.items
        grounds |= _adopting(row, item.scenario_id, words, adopted)
    row.grounds = canonical(grounds)
    _write(row, items)
    current_work().record(Act.DECISION_MAKE, row, mission=row.mission_id)
    return row


def correct(
    decision_id: int, words: DecisionWords, items: Mapping[str, Adoption], *, because: str, on: date
) -> Decision:
    """A new decision instead of one that was written down wrongly; the old one stands and is named.

    It rests on the same answer. What the old one had adopted and the new one does not is no longer adopted.
    """
    old = locked(Decision, decision_id)
    if not because:
        raise Refusal(N_("Write what was wrong."), field="because")
    again = select(Decision.id).where(Decision.mission_id == old.mission_id, Decision.corrects == old.code)
    if db.session.scalar(again) is not None:
        raise Refusal(N_("This decision has been corrected already. Correct the correction instead."))
    words.check(held_on=old.decided_on, on=on)
    before = _loaded(old.grounds)
    row = Decision(
        mission_id=old.mission_id,
        meeting_id=old.meeting_id,
        code=free_code(Decision, old.mission_id, f"V{old.decided_on.year}-"),
        corrects=old.code,
        **{
            name: getattr(old, name)
            for name in (
                "number", "kind", "decided_on", "title", "proposal", "source", "scenario_id", "solution_id",
                "at_deed", "record_hash", "fingerprint",
            )
        },
        **_worded(words),
    )  # fmt: skip
    if old.scenario_id is not None:
        told = Adopted(old.solution_id or 0, items, knowing=True)
        check_adoption(words, told, frozenset(before["answer"]["chosen"]), stale=False, proven=True)
        before |= _said(items, before["answer"]["chosen"])
    row.grounds = canonical({**before, "corrected_because": because})
    _write(row, items, instead_of=old)
    current_work().record(Act.DECISION_CORRECT, row, mission=row.mission_id)
    return row


def _adopting(row: Decision, scenario_id: int, words: DecisionWords, adopted: Adopted) -> dict[str, Any]:
    """Check what is adopted against the answer, and give the decision its own copy of all of it."""
    scenario = locked(Scenario, scenario_id)
    if scenario.archived_on is not None:
        raise Refusal(N_("The alternative is archived. It must be restored before it can be adopted."))
    answer = answered(scenario.id)
    if answer is None:
        raise Refusal(N_("The alternative has not been solved yet."))
    if answer.id != adopted.solution_id:
        raise Refusal(
            N_("The alternative has been solved anew since you opened the page. Look at the new answer first.")
        )
    if not answer.chosen:
        raise Refusal(N_("The assumptions of the alternative clash: there is nothing to adopt."))
    stale = moved_on(answer)
    check_adoption(words, adopted, frozenset(answer.chosen), stale=stale, proven=answer.proven)
    then = posed(scenario.id, at=At(deed=answer.at_deed))
    if then is None or then.fingerprint != answer.fingerprint:
        raise Refusal(N_("The problem can't be read again as it was when it was solved. Solve the alternative anew."))
    row.scenario_id, row.solution_id, row.at_deed = scenario.id, answer.id, answer.at_deed
    row.fingerprint, row.record_hash = answer.fingerprint, head(At(deed=answer.at_deed))[1]
    return {
        "assumptions": assumptions(then),
        "answer": dict(answer.said),
        "solved_at": answer.solved_at,
        "proven": answer.proven,
        "stale": stale,
        "versions": versions(),
        "standing": _standing(answer),
        **_said(adopted.items, answer.chosen),
    }


def _standing(answer: Answered) -> dict[str, Any]:
    """How each initiative stood when weights are uncertain, where that was found for the same problem."""
    robust = answered(answer.scenario_id, SolutionKind.ROBUST)
    if robust is None or robust.fingerprint != answer.fingerprint:
        return {}
    return {"complete": robust.complete, "of": dict(robust.said.get("standing", {}))}


def _said(items: Mapping[str, Adoption], chosen: Any) -> dict[str, Any]:
    return {"adopted": dict(items), "not_adopted": [code for code in chosen if code not in items]}


def _worded(words: DecisionWords) -> dict[str, Any]:
    return {name: getattr(words, name) for name in ("wording", "reasons", "dissent", "follow_up", "follow_up_due")}


def _already(meeting_id: int, number: int) -> bool:
    query = select(Decision.id).where(Decision.meeting_id == meeting_id, Decision.number == number)
    return db.session.scalar(query.limit(1)) is not None


def _present(meeting_id: int) -> list[dict[str, str]]:
    """Who was there, by the code of the person: names stand in no record."""
    rows = db.session.execute(
        select(Attendance.presence, Attendance.function, Attendance.reason, Person.code)
        .outerjoin(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Attendance.position)
    ).all()
    check_present([row.presence for row in rows])
    return [
        {"person": row.code or "", "function": row.function, "presence": row.presence, "reason": row.reason}
        for row in rows
    ]


def _write(row: Decision, items: Mapping[str, Adoption], *, instead_of: Decision | None = None) -> None:
    """The decision, what it says of each initiative, and the initiatives themselves."""
    db.session.add(row)
    db.session.flush()
    named = select(Initiative.code, Initiative.id).where(Initiative.code.in_(items))
    ids = {row.code: row.id for row in db.session.execute(named)}
    wanted: dict[int, Adoption | None] = {}
    if instead_of is not None:
        formerly = select(DecisionItem.initiative_id).where(DecisionItem.decision_id == instead_of.id)
        wanted = _otherwise(row, list(db.session.scalars(formerly)))
    for code, adoption in items.items():
        if code not in ids:
            raise Refusal(N_("%(codes)s is not in the answer that is adopted."), codes=code)
        wanted[ids[code]] = adoption
        db.session.add(
            DecisionItem(mission_id=row.mission_id, decision_id=row.id, initiative_id=ids[code], adoption=adoption)
        )
    db.session.flush()
    for initiative_id in sorted(wanted):  # in order, so that two decisions never wait for each other in a circle
        place = db.session.scalars(
            select(InitiativeMission).where(
                InitiativeMission.initiative_id == initiative_id, InitiativeMission.mission_id == row.mission_id
            )
        ).one_or_none()
        if place is None:
            raise Refusal(N_("An initiative no longer serves the mission. Solve the alternative anew."))
        if place.adoption is not wanted[initiative_id]:
            open_initiative(initiative_id, None)
            place.adoption = wanted[initiative_id]


def _otherwise(row: Decision, initiatives: list[int]) -> dict[int, Adoption | None]:
    """What the other decisions in force say of these initiatives: the latest where there are several."""
    later = aliased(Decision)
    corrected = exists().where(later.mission_id == Decision.mission_id, later.corrects == Decision.code)
    said = (
        select(DecisionItem.initiative_id, DecisionItem.adoption)
        .join(Decision, Decision.id == DecisionItem.decision_id)
        .where(
            DecisionItem.initiative_id.in_(initiatives),
            Decision.mission_id == row.mission_id,
            Decision.id != row.id,
            ~corrected,
        )
        .order_by(Decision.decided_on, Decision.id)
    )
    return {**dict.fromkeys(initiatives), **dict(iter(db.session.execute(said)))}


def _loaded(grounds: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(grounds)
    return found
