"""``floke tokens``: make a token for a person, list tokens, revoke one. The same deeds as on the pages."""

from __future__ import annotations

import argparse

from app.operations.cli import application, say

DAYS = 90


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="create|list|revoke")
    create = commands.add_parser("create", help="make a token and print it, this once")
    create.add_argument("--person", required=True, metavar="EMAIL", help="whose it is, by e-mail address")
    create.add_argument("--name", required=True, help="what it is for")
    create.add_argument(
        "--scope",
        default="read",
        choices=("read", "solve"),
        help="what it may do: read, or read and have alternatives solved (default: read)",
    )
    create.add_argument("--mission", metavar="SLUG", help="let it see this mission only")
    create.add_argument("--days", type=int, default=DAYS, help=f"how long it lasts (default: {DAYS}, at most 365)")
    listed = commands.add_parser("list", help="say which tokens count")
    listed.add_argument("--person", metavar="EMAIL", help="whose; everybody's without it")
    revoke = commands.add_parser("revoke", help="end a token at once")
    revoke.add_argument("prefix", help="how the token begins, as `floke tokens list` says it")


def run(arguments: argparse.Namespace) -> int:
    """Raises :class:`Refusal`."""
    with application():
        match arguments.command:
            case "create":
                return _create(arguments)
            case "list":
                return _list(arguments.person)
        return _revoke(arguments.prefix)


def _create(arguments: argparse.Namespace) -> int:
    from app.people.queries.persons import person_with
    from app.people.rules import Scope
    from app.people.services import tokens
    from app.plumbing import clock
    from app.plumbing.committer import unit_of_work

    person = person_with(arguments.person)
    mission_id = None if arguments.mission is None else _mission(arguments.mission)
    secret = tokens.new_secret()
    with unit_of_work(by=None):
        tokens.make(
            person.id,
            secret,
            name=arguments.name,
            days=arguments.days,
            scope=Scope(arguments.scope),
            mission_id=mission_id,
            now=clock.now(),
        )
    say(secret.text)
    return 0


def _list(email: str | None) -> int:
    from app.people.queries.persons import person_with
    from app.people.queries.tokens import tokens
    from app.plumbing import clock

    for row in tokens(None if email is None else person_with(email).id, now=clock.now()):
        used = f"last used {row.used_at.date()}" if row.used_at else "never used"
        say(f"{row.prefix}  {row.person_code}  {row.name}: {row.scope}, ends {row.expires_at.date()}, {used}")
    return 0


def _revoke(prefix: str) -> int:
    from app.people.queries.tokens import tokens as listed
    from app.people.services import tokens
    from app.plumbing import clock
    from app.plumbing.committer import unit_of_work
    from app.plumbing.refusals import N_, Refusal

    found = [row for row in listed(now=clock.now()) if row.prefix == prefix]
    if len(found) != 1:
        raise Refusal(N_("No single token that counts begins like that."))
    with unit_of_work(by=None):
        tokens.revoke(found[0].id, now=clock.now())
    say(f"{found[0].name} was revoked.")
    return 0


def _mission(slug: str) -> int:
    from sqlalchemy import select

    from app.missions.models import Mission
    from app.plumbing.db import db
    from app.plumbing.refusals import N_, Refusal

    found = db.session.scalar(select(Mission.id).where(Mission.slug == slug))
    if found is None:
        raise Refusal(N_("No mission is called %(slug)s."), slug=slug)
    return found
