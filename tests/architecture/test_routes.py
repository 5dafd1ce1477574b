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
