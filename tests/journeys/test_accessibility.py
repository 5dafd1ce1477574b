"""Every page of every role, looked over by axe in light and dark, at the width of a phone, a laptop and a projector."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from app.people.rules import Role
from tests.journeys.conftest import Heard, SignedIn
from tests.journeys.inspection import OF_COLOUR, overflow, violations
from tests.walk import addresses

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Answers that are no pages: files, probes.
NO_PAGES = {"plumbing.healthz", "plumbing.readyz", "plumbing.metrics", "portfolio.download_initiatives"}

# The contents of pages that were looked over for one role already.
seen: set[str] = set()


def contents(text: str) -> str:
    """What stands between masthead and footer, without the tokens, which differ each time."""
    main = text[text.index("<main") : text.index("</main>")]
    return re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", main)


@pytest.mark.parametrize("role", Role, ids=str)
def test_every_page_of_the_role_can_be_used_by_all(role: Role, signed_in: SignedIn, seeded_app: Flask) -> None:
    page = signed_in(role, viewport={"width": 1366, "height": 900})
    faults, shown = [], 0
    for address in addresses(seeded_app, "GET"):
        if address.endpoint in NO_PAGES:
            continue
        answer = page.request.get(address.path)
        assert answer.status < 500, address
        if answer.status != 200 or (what := contents(answer.text())) in seen:
            continue
        seen.add(what)
        shown += 1
        page.goto(address.path)
        found = violations(page)
        page.emulate_media(color_scheme="dark")
        found += [f"dark, {fault}" for fault in violations(page, only=OF_COLOUR)]
        page.emulate_media(color_scheme="light")
        found += overflow(page, (390, 1920, 1366))
        faults += [f"{address.path}: {fault}" for fault in found]

    assert shown > 5
    assert not faults, "\n".join(faults[:60])


# Where a phone is most at home, and whose.
ON_A_PHONE = (
    (Role.INITIATIVE_OWNER, ("/", "/reporting/reports/2026-T3/T10/write", "/portfolio/initiatives/T10")),
    (Role.STEERING_GROUP, ("/missions/alvorlig-sykt-barn", "/portfolio/initiatives", "/choices/ranking")),
)


@pytest.mark.parametrize(("role", "paths"), ON_A_PHONE, ids=lambda value: str(value) if isinstance(value, Role) else "")
def test_the_main_pages_can_be_used_on_a_phone(role: Role, paths: tuple[str, ...], signed_in: SignedIn) -> None:
    page = signed_in(role, viewport={"width": 390, "height": 844}, has_touch=True)
    faults = []
    for path in paths:
        page.goto(path)
        # What is folded away is looked over too.
        page.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")
        faults += [f"{path}: {fault}" for fault in violations(page)]
        faults += [f"{path}: {fault}" for fault in overflow(page, (390,))]

    assert not faults, "\n".join(faults[:60])


def test_before_signing_in_and_where_nothing_is_found(open_page: Callable[..., Page], heard: Heard) -> None:
    page = open_page()
    heard.listen(page)
    faults = []
    for path in ("/sign-in", "/help", "/accessibility", "/no-such-page"):
        page.goto(path)
        found = violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, only=OF_COLOUR)
        page.emulate_media(color_scheme="light")
        faults += [f"{path}: {fault}" for fault in [*found, *overflow(page)]]

    assert not faults, "\n".join(faults[:60])


def test_what_opens_over_the_page(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    page.locator(".account > summary").click()
    assert violations(page) == []
    page.locator("[data-open-keys]").click()
    assert violations(page) == []
