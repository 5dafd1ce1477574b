"""What names an organisation in initiatives, made to name the one that took over. Names no deed of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.plumbing import provenance
from app.plumbing.db import db, locked
from app.plumbing.merging import Naming
from app.portfolio.models import Benefit, Initiative, Participation
from app.portfolio.services.handing_over import lock_initiatives

MODELS: Mapping[str, type[Any]] = {model.__tablename__: model for model in (Initiative, Participation, Benefit)}


def lock_named(namings: Sequence[Naming]) -> None:
    found = (_initiative_of(one) for one in namings)
    lock_initiatives({initiative_id for initiative_id in found if initiative_id is not None})


def give(naming: Naming, to: int) -> bool:
    """Make the row name the other body. A body that has the same part in the initiative already keeps its own row."""
    row = locked(MODELS[naming.table], naming.row)
    if isinstance(row, Participation) and _takes_part(row, to):
        return False
    setattr(row, naming.column, to)
    provenance.entered(row, [naming.column])
    db.session.flush()
    return True


def _takes_part(row: Participation, organisation_id: int) -> bool:
    same = select(Participation.id).where(
        Participation.initiative_id == row.initiative_id,
        Participation.organisation_id == organisation_id,
        Participation.part == row.part,
    )
    return db.session.scalar(same) is not None


def _initiative_of(naming: Naming) -> int | None:
    if naming.table == Initiative.__tablename__:
        return naming.row
    model = MODELS[naming.table]
    return db.session.scalar(select(model.initiative_id).where(model.id == naming.row))
