"""Deeds on what shuts out or helps each other. Run inside ``unit_of_work``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.choices.models import Interplay, InterplayGain, InterplayMember, InterplaySaving
from app.choices.rules.acts import Act
from app.choices.rules.interplay import InterplayFacts, check_interplay
from app.choices.services.scenarios import _free_code
from app.plumbing.db import db, opened
from app.plumbing.provenance import Source, entered
from app.plumbing.record import current_work


def put_interplay(mission_id: int, facts: InterplayFacts, *, interplay_id: int | None, version: int | None) -> None:
    """A new interplay (``interplay_id`` None), or exactly these facts for one that is there."""
    check_interplay(facts)
    if interplay_id is None:
        row = Interplay(mission_id=mission_id, code=_free_code(Interplay, mission_id, "S"), kind=facts.kind)
        row.reason = facts.reason
        db.session.add(row)
        db.session.flush()
    else:
        row = opened(Interplay, interplay_id, version)
        changed = [name for name in ("kind", "reason") if getattr(row, name) != getattr(facts, name)]
        row.kind, row.reason = facts.kind, facts.reason
        entered(row, changed)
    own = {"interplay_id": row.id}
    of_mission = {**own, "mission_id": row.mission_id}
    _put(InterplayMember, own, {(member,): {} for member in facts.members}, ("initiative_id",), of_mission)
    gains = {(criterion,): {"points": points} for criterion, points in facts.gains.items()}
    _put(InterplayGain, own, gains, ("criterion_id",), of_mission)
    savings = {key: {"amount_ore": amount_ore} for key, amount_ore in facts.savings.items()}
    _put(InterplaySaving, own, savings, ("year", "use"), own)
    current_work().record(Act.INTERPLAY_PUT, row, mission=row.mission_id)


def remove_interplay(interplay_id: int, *, version: int | None) -> None:
    row = opened(Interplay, interplay_id, version)
    for part in (InterplayMember, InterplayGain, InterplaySaving):
        for line in db.session.scalars(select(part).where(part.interplay_id == row.id)):
            db.session.delete(line)
    db.session.flush()
    current_work().record(Act.INTERPLAY_REMOVE, row, mission=row.mission_id)
    db.session.delete(row)


def _put(
    model: type[Any],
    own: Mapping[str, int],
    lines: Mapping[tuple[Any, ...], Mapping[str, Any]],
    key: tuple[str, ...],
    given: Mapping[str, int],
) -> None:
    """These lines and no others."""
    found = db.session.scalars(select(model).where(model.interplay_id == own["interplay_id"]))
    kept = {tuple(getattr(line, name) for name in key): line for line in found}
    for at in kept.keys() - lines.keys():
        db.session.delete(kept[at])
    for at, values in lines.items():
        line = kept.get(at)
        if line is None:
            db.session.add(model(**given, **dict(zip(key, at, strict=True)), **values))
            continue
        changed = [name for name, value in values.items() if getattr(line, name) != value]
        for name in changed:
            setattr(line, name, values[name])
        if changed:
            line.source = Source.ENTERED
    db.session.flush()
