"""Organisations, people and the record, as programs read them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import false, select, true

from app.people import collections
from app.people.models import Identity, RoleGrant
from app.people.policy import PeoplePermission
from app.people.queries.deeds import UNCALLED, called_of
from app.plumbing.access import SqlFacts, can
from app.plumbing.api.parts import TEXT, Nested
from app.plumbing.api.resources import EVERYBODYS, Reach, Resource, Rows, Said, resource
from app.plumbing.api.shown import CODE, By, Schema, Shown, instant, ornull
from app.plumbing.asked import current_actor
from app.plumbing.db import db
from app.plumbing.record import Deed, DeedChange

if TYPE_CHECKING:
    from app.plumbing.api.asked import Asked


@dataclass(frozen=True)
class Identities:
    """Present names, on any day; addresses for those who may see them on the pages, and one's own."""

    needs: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        hidden = "Empty for whoever may not see addresses."
        return {
            "name": {**TEXT, "description": "The present name; empty when the identity was erased."},
            "function": TEXT,
            "email": {**ornull(TEXT), "description": hidden},
            "phone": {**ornull(TEXT), "description": hidden},
        }

    def load(self, rows: Rows, asked: Asked) -> Said:
        found: Said = {row_id: {"name": "", "function": "", "email": None, "phone": None} for row_id in rows}
        all_addresses, own = can(PeoplePermission.SEE_ADDRESSES), current_actor().person_id
        query = select(Identity.person_id, Identity.name, Identity.function, Identity.email, Identity.phone)
        for person, name, function, email, phone in db.session.execute(query.where(Identity.person_id.in_(list(rows)))):
            found[person].update(name=name, function=function)
            if all_addresses or person == own:
                found[person].update(email=email, phone=phone or None)
        return found


@dataclass(frozen=True)
class Roles:
    """The roles a person holds, for all missions or for one that the bearer may see."""

    needs: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        role = Nested("", RoleGrant, "person_id", without=("mission_id",)).columns[0]
        item = {
            "type": "object",
            "properties": {"role": role.described, "mission": ornull(CODE)},
            "required": ["role", "mission"],
        }
        about = "Roles for all missions (`mission` is null), and for missions you may see."
        return {"roles": {"type": "array", "items": item, "description": about}}

    def load(self, rows: Rows, asked: Asked) -> Said:
        grant = asked.at.of(RoleGrant)
        query = (
            select(grant.person_id, grant.role, grant.mission_id)
            .where(grant.person_id.in_(list(rows)))
            .order_by(grant.person_id, grant.id)
        )
        found: Said = {row_id: {"roles": []} for row_id in rows}
        for person, role, mission in db.session.execute(query):
            if mission is None or mission in asked.missions:
                slug = None if mission is None else asked.missions[mission]
                found[person]["roles"].append({"role": role, "mission": slug})
        return found


@dataclass(frozen=True)
class DeedSubjects:
    """What a deed's subject is called in addresses, and the initiative it is a part of."""

    needs: tuple[str, ...] = ("subject_table", "subject_id")

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        return {
            "subject_code": {**TEXT, "description": "The code of the row the deed is about, if it has one."},
            "subject_part_of": {**TEXT, "description": "The code of the initiative that row is a part of, if it is."},
        }

    def load(self, rows: Rows, asked: Asked) -> Said:
        named = {number: (line["subject_table"], line["subject_id"]) for number, line in rows.items()}
        called = called_of(named.values())
        return {
            number: {"subject_code": found.code, "subject_part_of": found.part_of}
            for number, row in named.items()
            for found in [called.get(row, UNCALLED)]
        }


@dataclass(frozen=True)
class DeedChanges:
    """What a deed did, row by row, as the record keeps it."""

    needs: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        pair = {"type": "array", "minItems": 2, "maxItems": 2, "description": "Before and after."}
        item = {
            "type": "object",
            "properties": {
                "table": TEXT,
                "row": {"type": "integer"},
                "operation": {"type": "string", "enum": ["insert", "update", "delete"]},
                "fields": {"type": "object", "additionalProperties": pair},
            },
            "required": ["table", "row", "operation", "fields"],
        }
        return {"changes": {"type": "array", "items": item, "description": "Each changed row, with its columns."}}

    def load(self, rows: Rows, asked: Asked) -> Said:
        found: defaultdict[int, list[object]] = defaultdict(list)
        query = (
            select(DeedChange.deed, DeedChange.table_name, DeedChange.row_id, DeedChange.operation, DeedChange.fields)
            .where(DeedChange.deed.in_(list(rows)))
            .order_by(DeedChange.deed, DeedChange.position)
        )
        for deed, table, row_id, operation, fields in db.session.execute(query):
            found[deed].append({"table": table, "row": row_id, "operation": operation, "fields": json.loads(fields)})
        return {number: {"changes": found[number]} for number in rows}


ORGANISATIONS = resource(
    collections.ORGANISATIONS,
    called="Organisation",
    about="A body, from when to when, and who took over.",
    permission=PeoplePermission.SEE_DIRECTORY,
    reach=EVERYBODYS,
    key="code",
)
PEOPLE = resource(
    collections.PEOPLE,
    called="Person",
    about="Somebody as the record knows them, with the present name.",
    permission=PeoplePermission.SEE_DIRECTORY,
    reach=EVERYBODYS,
    key="code",
    parts=(Identities(), Roles()),
    without=("language", "demo_role"),
)

WORD: Schema = {"type": "string"}
MOMENT: Schema = {"type": "string", "format": "date-time"}

RECORD = Resource(
    name="record",
    called="Deed",
    about="One line of the record: who did what, when, and the hash that chains it to the line before.",
    model=Deed,
    permission=PeoplePermission.READ_RECORD,
    # A deed belongs to the mission it names; one of no mission only to those whose role is for all.
    reach=Reach(
        facts=lambda x: SqlFacts(
            in_missions=lambda ids: x.c.mission_id.in_(ids), entrusted_to=lambda person: false()
        ),
        in_mission=lambda x, at, mission: x.c.mission_id == mission,
    ),
    key="number",
    id="number",
    columns=(
        Shown("at", MOMENT, ("at",), instant, by=By.INSTANTS, about="The time the deed counts for."),
        Shown("recorded_at", MOMENT, ("recorded_at",), instant, about="The true clock."),
        Shown(
            "actor", CODE, ("actor_id",), by=By.CODE, target="person", nullable=True,
            about="The person's code; null for the program itself.",
        ),
        Shown("act", WORD, ("act",), by=By.VALUE, about="Subject, part and deed, such as `initiative:plan:edit`."),
        Shown("subject_table", WORD, ("subject_table",), by=By.VALUE),
        Shown("subject_id", {"type": "integer"}, ("subject_id",), by=By.VALUE),
        Shown("mission", CODE, ("mission_id",), by=By.CODE, target="mission", nullable=True),
        Shown("note", WORD, ("note",)),
        Shown("previous_hash", WORD, ("previous_hash",)),
        Shown("hash", WORD, ("hash",)),
    ),
    parts=(DeedSubjects(),),
    alone=(DeedChanges(),),
    upto=lambda x, at: true() if at.deed is None else x.c.number <= at.deed,
)  # fmt: skip

RESOURCES = (ORGANISATIONS, PEOPLE, RECORD)
