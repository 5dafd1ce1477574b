"""``floke people``: add a person, give and take roles, remove a second factor. The same deeds as on the pages."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.operations.cli import application, say

if TYPE_CHECKING:
    from app.people.queries.persons import PersonRow
    from app.people.rules import Role

ROLES = ("programme-manager", "initiative-owner", "steering-group", "administrator")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="add|roles|reset-factor")
    add = commands.add_parser("add", help="add a person who can sign in")
    add.add_argument("--name", required=True)
    add.add_argument("--email", required=True)
    add.add_argument("--function", default="")
    add.add_argument("--organisation", metavar="CODE")
    add.add_argument("--language", default="nb", choices=("nb", "nn", "en"))
    _role(add, "--role")
    add.add_argument(
        "--password-stdin", action="store_true", help="read the first password from standard input, not the terminal"
    )
    add.add_argument("--no-password", action="store_true", help="set no password; an administrator can do it later")
    roles = commands.add_parser("roles", help="say who holds which role, or give and take roles")
    roles.add_argument("--email", help="whose roles; everybody's without it")
    _role(roles, "--give")
    _role(roles, "--take")
    reset = commands.add_parser("reset-factor", help="remove somebody's second factor, because the telephone is lost")
    reset.add_argument("--email", required=True)


def _role(parser: argparse.ArgumentParser, name: str) -> None:
    parser.add_argument(
        name,
        action="append",
        default=[],
        metavar="ROLE[:MISSION]",
        help=f"{', '.join(ROLES)}; for one mission by its slug, else for all",
    )


def run(arguments: argparse.Namespace) -> int:
    """Everything asked for is read before anything is done. Raises :class:`Refusal`."""
    with application():
        commands = {"add": _add, "roles": _roles, "reset-factor": _reset_factor}
        return commands[arguments.command](arguments)


def _add(arguments: argparse.Namespace) -> int:
    from app.people.services import passwords, persons, sign_ins
    from app.people.services.persons import PersonFacts
    from app.people.services.roles import grant_role
    from app.plumbing import clock
    from app.plumbing.committer import unit_of_work

    wanted = [_meant(text) for text in arguments.role]
    facts = PersonFacts(
        name=arguments.name,
        function=arguments.function,
        email=arguments.email,
        phone="",
        organisation_id=_organisation(arguments.organisation),
        language=arguments.language,
    )
    password = None if arguments.no_password else _password(arguments.password_stdin)
    if password is not None:
        passwords.check(password, about=(arguments.name, arguments.email))
    with unit_of_work(by=None):
        person = persons.add_person(facts)
        person_id, code = person.id, person.code
    for role, mission_id in wanted:
        with unit_of_work(by=None):
            grant_role(person_id, role, mission_id)
    if password is not None:
        with unit_of_work(by=None):
            sign_ins.set_password(person_id, password, now=clock.now())
    say(f"{arguments.name} was added as {code}.")
    return 0


def _roles(arguments: argparse.Namespace) -> int:
    from app.people.queries import persons
    from app.people.services.roles import grant_role, revoke_role
    from app.plumbing.committer import unit_of_work
    from app.plumbing.record import NOW
    from app.plumbing.refusals import N_, Refusal

    if arguments.email is None:
        if arguments.give or arguments.take:
            raise Refusal(N_("Say whose roles with --email."))
        for person in persons.holders(at=NOW):
            say(f"{person.email or person.code}: {_held(person)}")
        return 0
    person = persons.person_with(arguments.email)
    given = [_meant(text) for text in arguments.give]
    taken = [_meant(text) for text in arguments.take]
    held = {(grant.role, grant.mission_id): grant.id for grant in person.grants}
    if any(role not in held for role in taken):
        raise Refusal(N_("The person does not hold that role; nothing was changed."))
    for role, mission_id in given:
        with unit_of_work(by=None):
            grant_role(person.id, role, mission_id)
    for pair in taken:
        with unit_of_work(by=None):
            revoke_role(held[pair])
    say(f"{arguments.email}: {_held(persons.person_with(arguments.email))}")
    return 0


def _reset_factor(arguments: argparse.Namespace) -> int:
    from app.people.queries import persons
    from app.people.services import second_factors
    from app.plumbing import clock
    from app.plumbing.committer import unit_of_work

    person = persons.person_with(arguments.email)
    with unit_of_work(by=None):
        second_factors.reset(person.id, now=clock.now())
    say(f"{arguments.email} signs in with the password alone, until another second factor is set up.")
    return 0


def _held(person: PersonRow) -> str:
    slugs = {mission_id: slug for slug, mission_id in _missions().items()}
    return ", ".join(
        grant.role.value.replace("_", "-") + ("" if grant.mission_id is None else f":{slugs[grant.mission_id]}")
        for grant in person.grants
    ) or "no role"  # fmt: skip


def _meant(text: str) -> tuple[Role, int | None]:
    """The role and the mission of «initiative-owner:alvorlig-sykt-barn»; no mission is all. Raises :class:`Refusal`."""
    from app.people.rules import Role
    from app.plumbing.refusals import N_, Refusal

    name, colon, slug = text.partition(":")
    if name not in ROLES:
        raise Refusal(N_("No role is called %(name)s; known are %(known)s."), name=name, known=", ".join(ROLES))
    missions = _missions()
    if colon and slug not in missions:
        raise Refusal(
            N_("No mission is called %(slug)s; known are %(known)s."), slug=slug, known=", ".join(missions) or "none"
        )
    return Role(name.replace("-", "_")), missions[slug] if colon else None


def _missions() -> Mapping[str, int]:
    from sqlalchemy import select

    from app.missions.models import Mission
    from app.plumbing.db import db

    return dict(db.session.execute(select(Mission.slug, Mission.id).order_by(Mission.slug)).all())


def _organisation(code: str | None) -> int | None:
    from app.people.queries.organisations import organisation
    from app.plumbing import clock
    from app.plumbing.record import NOW

    return None if code is None else organisation(code, on=clock.today(), at=NOW).id


def _password(from_stdin: bool) -> str:
    """The first password: never an argument, which the machine's other users could read."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return getpass.getpass("First password: ")
