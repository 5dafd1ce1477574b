"""The initiative owner reports from a phone, in bokmål, in two minutes."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn
from tests.journeys.inspection import overflow

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def test_sends_the_report_that_waits(signed_in: SignedIn) -> None:
    page = signed_in(Role.INITIATIVE_OWNER, **PHONE)
    expect(page.locator("h1")).to_have_text("Venter på deg")
    waiting = page.locator(".waiting-item")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("frist om 3 dager")
    waiting.get_by_role("link", name="Skriv rapporten").tap()

    # Filled in from last time.
    expect(page.locator(".sentence")).to_contain_text("fylt ut fra forrige gang")
    expect(page.locator("[name=overall][value=yellow]")).to_be_checked()
    expect(page.locator("#comment")).to_have_value(re.compile("Utprøvingen er åtte uker etter planen"))
    expect(page.locator("#forecast_finish")).to_have_value("30.04.2027")
    assert overflow(page, (390,)) == []

    page.locator("[name=overall][value=red]").check()
    page.locator("#comment").fill("To pilotkommuner har trukket seg. Vi har bedt KS om hjelp til å finne nye.")
    page.get_by_label("Utprøving i ti kommuner", exact=True).check()
    page.locator("button[name=submit]").tap()

    expect(page.locator("h1")).to_have_text("Takk, rapporten er sendt inn")
    receipt = page.locator("main")
    expect(receipt).to_contain_text("Vesentlige avvik")
    expect(receipt).to_contain_text("To pilotkommuner har trukket seg.")
    expect(receipt).to_contain_text("3 av 4")

    page.get_by_role("link", name="Til forsiden").tap()
    expect(waiting).to_have_count(0)
    expect(page.locator(".empty")).to_contain_text("Ingenting venter på deg")


def test_edits_own_initiatives_and_nobody_elses(signed_in: SignedIn) -> None:
    page = signed_in(Role.INITIATIVE_OWNER, **PHONE)
    page.goto("/portfolio/initiatives/T10")
    expect(page.locator("a[href$='/T10/facts']").first).to_be_visible()

    page.goto("/portfolio/initiatives/T11")
    expect(page.locator("h1")).to_contain_text("Digital samarbeidsflate")
    assert page.locator("main a[href$='/facts'], main a[href$='/edit'], main a[href$='/add']").count() == 0

    refused = page.goto("/portfolio/initiatives/T11/facts")
    assert refused is not None and refused.status == 403
    expect(page.locator("h1")).to_be_visible()
