"""The administrator keeps people, roles and organisations, and proves the record, in bokmål."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn
from tests.journeys.inspection import violations


def test_adds_a_person_and_gives_a_role_that_is_seen_everywhere(signed_in: SignedIn) -> None:
    page = signed_in(Role.ADMINISTRATOR)
    page.goto("/people")
    page.locator("a[href='/people/new']").click()
    page.locator("#name").fill("Rådgiver analyse, porteføljekontoret")
    page.locator("#email").fill("analyse@example.no")
    page.locator("main form button[type=submit]").click()
    # No mail server is set up here: the way in is a link that the administrator hands over.
    expect(page.locator("h1")).to_have_text("Gi lenken videre")
    page.locator("main").get_by_role("link", name="Rådgiver analyse").click()
    expect(page.locator("h1")).to_have_text("Rådgiver analyse, porteføljekontoret")
    expect(page.locator("#roles")).to_contain_text("Ingen rolle")

    page.locator("#roles a[href$='/roles/new']").click()
    page.locator("#role").select_option("steering_group")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#roles tbody tr")).to_contain_text("Styringsgruppe")

    page.goto("/roles")
    expect(page.locator("#holders")).to_contain_text("Rådgiver analyse, porteføljekontoret")

    page.goto("/record")
    page.locator("tbody tr").first.locator("a").first.click()
    expect(page.locator("#changes")).to_contain_text("steering_group")


def test_has_the_record_verified_by_the_worker(signed_in: SignedIn) -> None:
    page = signed_in(Role.ADMINISTRATOR)
    page.goto("/record")
    page.get_by_role("button", name="Kontroller endringsloggen").click()
    expect(page).to_have_url(re.compile(r"/jobs/\d+$"))

    expect(page.locator("#job .notice[data-tone=success]")).to_be_visible(timeout=60_000)
    expect(page.locator("#job")).to_contain_text("Ferdig")
    assert violations(page) == []


def test_merges_an_organisation_into_another(signed_in: SignedIn) -> None:
    page = signed_in(Role.ADMINISTRATOR)
    page.goto("/organisations/PILOT-K")
    page.locator("a[href$='/PILOT-K/merge']").click()
    page.locator("#successor_id").select_option(label="Flekkefjord kommune")
    page.locator("#last_day").fill("31.10.2026")
    page.locator("main form button[type=submit]").click()

    expect(page.locator("main")).to_contain_text("Flekkefjord kommune")
    page.goto("/organisations/PILOT-K")
    expect(page.locator(".notice[data-tone=warning]")).to_contain_text("Flekkefjord kommune")
    page.goto("/organisations/FLEKKEFJORD")
    expect(page.locator("#merged")).to_contain_text("Pilotkommuner")
