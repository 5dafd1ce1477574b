"""Every address declares what it needs, is spelt in kebab-case, and only POST changes anything."""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.routing import Rule

from app.assembly import POLICY

# Flask's own; it serves only what lies below plumbing/static.
PUBLIC_ON_PURPOSE = {"static"}

SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.json)?")


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in PUBLIC_ON_PURPOSE]


def test_every_route_declares_a_permission_of_the_policy(app: Flask) -> None:
    bare = [
        f"{rule.rule} ({rule.endpoint}): put @requires(SomePermission.X) on the view, below the route"
        for rule in rules(app)
        if getattr(app.view_functions[rule.endpoint], "permission", None) not in POLICY
    ]

    assert not bare, "\n".join(bare)


def test_addresses_are_kebab_case(app: Flask) -> None:
    wrong = [
        f"{rule.rule}: «{segment}» should be kebab-case"
        for rule in rules(app)
        for segment in rule.rule.strip("/").split("/")
        if segment and not segment.startswith("<") and not SEGMENT.fullmatch(segment)
    ]

    assert not wrong, "\n".join(wrong)


def test_every_permission_guards_something_or_is_asked_for_in_a_page(app: Flask) -> None:
    from pathlib import Path

    guarding = {getattr(view, "permission", None) for view in app.view_functions.values()}
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for kind in ("*.py", "*.html")
        for path in Path("app").rglob(kind)
        if path.name != "policy.py"
    )
    idle = [
        f"{type(permission).__name__}.{permission.name}: nothing asks for it; guard a route with it or delete it"
        for permission in POLICY
        if permission not in guarding and f"{type(permission).__name__}.{permission.name}" not in sources
    ]

    assert not idle, "\n".join(idle)


# Reading alone; whoever may only read must not reach what changes anything.
READING = re.compile(r"(VIEW|SEE|READ|LIST|HOME|EXPORT|PROBE)")

CHANGES_NOTHING_OF_OTHERS = {
    "people.choose_language": "one's own language",
    "people.stop_job": "a job of one's own",
    "people.retry_job": "a job of one's own",
    "people.verify_record": "asks for a proof of what one may read",
}


def test_what_changes_something_asks_for_more_than_reading(app: Flask) -> None:
    loose = [
        f"{rule.rule}: guarded by {permission.name}; guard it with the permission to do it"
        for rule in rules(app)
        if "POST" in (rule.methods or set()) and rule.endpoint not in CHANGES_NOTHING_OF_OTHERS
        for permission in [getattr(app.view_functions[rule.endpoint], "permission")]  # noqa: B009 - a view has no such type
        if READING.match(permission.name)
    ]

    assert not loose, "\n".join(loose)
