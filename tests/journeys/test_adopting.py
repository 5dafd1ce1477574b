"""From an alternative to the record: solved by the office, adopted by the group, solved again from the past."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn
from tests.journeys.inspection import overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
PHONE = {"viewport": {"width": 390, "height": 844}}
MINUTES = 180_000


def looked_over(page: Page) -> None:
    assert violations(page) == []
    assert overflow(page) == []


def test_an_alternative_is_solved_adopted_and_found_again_in_the_record(signed_in: SignedIn) -> None:
    office = signed_in(Role.PROGRAMME_MANAGER, **PROJECTOR)
    office.goto("/choices/scenarios/A1")
    office.get_by_role("button", name="Regn ut", exact=True).click()
    expect(office.locator("#answer .sentence")).to_contain_text("tiltak er valgt", timeout=MINUTES)
    expect(office.locator("#answer progress")).to_have_count(0, timeout=MINUTES)

    group = signed_in(Role.STEERING_GROUP, **PHONE)
    waits = group.locator(".waiting-item", has_text="Hvilke tiltak som går først")
    expect(waits).to_contain_text("Til vedtak i møtet 18.11.2026")
    waits.get_by_role("link").first.click()
    looked_over(group)
    group.set_viewport_size({"width": 390, "height": 844})
    group.get_by_role("button", name="Vedta", exact=True).click()
    expect(group.locator(".error-summary")).to_contain_text("Begrunnelse")
    group.get_by_label("Begrunnelse").fill("Det gir mest for barna innenfor rammene.")
    group.get_by_label(re.compile("^T14 ")).select_option("Innstilt")
    group.get_by_label(re.compile("^T09 ")).select_option("")
    group.get_by_role("button", name="Vedta", exact=True).click()

    expect(group).to_have_url(re.compile("/steering/decisions/V2026-2$"))
    expect(group.locator(".sentence")).to_contain_text("1 tiltak er innstilt")
    expect(group.locator("#adopted")).to_contain_text("I svaret, men ikke vedtatt: ")
    expect(group.locator("#adopted tbody tr", has_text="T14")).to_contain_text("Innstilt")
    expect(group.locator("#adopted tbody")).not_to_contain_text("T09 ")
    looked_over(group)

    group.get_by_role("button", name="Regn ut på nytt").click()
    expect(group.locator("#job .light-word")).to_have_text("Ferdig", timeout=MINUTES)
    group.goto("/steering/decisions/V2026-2")
    told = group.locator("#runs tbody tr").first
    expect(told.locator("td", has_text="Ja")).to_have_count(4)

    group.goto("/portfolio/initiatives/T14")
    expect(group.locator("#decisions")).to_contain_text("Innstilt")
    deeds = signed_in(Role.PROGRAMME_MANAGER, **PROJECTOR)
    deeds.goto("/record")
    expect(deeds.locator("main")).to_contain_text("Gjorde vedtak i en sak")


def test_the_decision_reads_in_english_on_the_projector(signed_in: SignedIn) -> None:
    page = signed_in(Role.STEERING_GROUP, **PROJECTOR)
    page.locator("[lang=en]").first.click()
    page.get_by_role("navigation").get_by_role("link", name="Decisions").click()
    looked_over(page)
    page.get_by_role("link", name=re.compile("V2026-1")).click()

    expect(page.locator(".sentence")).to_contain_text("Decided 10 June 2026 in case 2")
    looked_over(page)
