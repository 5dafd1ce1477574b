"""Somebody leaves: the administrator hands over, and the new owner sees what waits, in bokmål and in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn
from tests.journeys.inspection import overflow, violations

# Leads information services; the demo's initiative owner takes over from them.
LEAVES = "/people/P-HDIR-2/leave"
OWNS = "RETTPA"


def test_somebody_leaves_and_the_new_owner_sees_it_waiting(signed_in: SignedIn) -> None:
    owner = signed_in(Role.INITIATIVE_OWNER)
    expect(owner.locator("main")).not_to_contain_text("Rett på (RettPÅ)")
    name = owner.locator(".menu-who strong").first.text_content() or ""

    page = signed_in(Role.ADMINISTRATOR)
    page.goto("/people/P-HDIR-2")
    page.get_by_role("link", name="Steng tilgangen").click()
    expect(page).to_have_url(re.compile(f"{LEAVES}$"))
    expect(page.locator("#things")).to_contain_text("Rett på (RettPÅ)")
    expect(page.locator("#followers")).to_contain_text("Rett på (RettPÅ)")
    assert violations(page) == []
    assert overflow(page) == []

    page.locator("main form button[type=submit]").click()
    expect(page.locator("#error-summary")).to_contain_text("Velg hvem som overtar")
    assert violations(page) == []

    page.locator("#rest").select_option(label=name)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/people/P-HDIR-2$"))
    expect(page.locator("main")).to_contain_text("Tilgangen for denne personen er stengt")
    expect(page.locator("#roles")).to_contain_text("Ingen rolle")
    page.goto(f"/portfolio/initiatives/{OWNS}")
    expect(page.locator(".dossier-facts")).to_contain_text(name)
    expect(page.locator("#history")).to_contain_text("Stengte tilgangen for en person")

    owner.goto("/")
    expect(owner.locator("main")).to_contain_text("Rett på (RettPÅ)")
    owner.goto(f"/portfolio/initiatives/{OWNS}/facts")
    expect(owner.locator("h1")).to_be_visible()
