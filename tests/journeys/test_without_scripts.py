"""With scripts switched off the job can be done all the same."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn


def test_signs_in_and_narrows_the_register(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER, java_script_enabled=False)
    page.goto("/portfolio/initiatives")
    page.locator("#filter-q").fill("samtykke")
    page.locator(".register-search ~ button").click()

    expect(page).to_have_url(re.compile("q=samtykke"))
    expect(page.locator(".register-title").filter(has_text="Samtykke og fullmakt")).to_be_visible()
    assert page.locator(".register-table tbody tr").count() < 10


def test_edits_an_initiative(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER, java_script_enabled=False)
    page.goto("/portfolio/initiatives/T22/facts")
    page.locator("#title").fill("")
    page.locator("#summary").fill("Skrevet uten skript.")
    page.locator("main .form-actions button[type=submit]").click()
    expect(page.locator("#error-summary a[href='#title']")).to_be_visible()
    expect(page.locator("#summary")).to_have_value("Skrevet uten skript.")

    page.locator("#title").fill("Styringsdata for kommuneledelsen")
    page.locator("main .form-actions button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Styringsdata for kommuneledelsen")
    expect(page.locator("#what")).to_contain_text("Skrevet uten skript.")


def test_sends_a_report(signed_in: SignedIn) -> None:
    page = signed_in(Role.INITIATIVE_OWNER, java_script_enabled=False)
    page.locator(".waiting-item .ds-button").click()
    page.locator("[name=overall][value=green]").check()
    page.locator("#comment").fill("I rute igjen.")
    page.locator("button[name=submit]").click()

    expect(page.locator("main")).to_contain_text("I rute igjen.")
    page.goto("/")
    expect(page.locator(".waiting-item")).to_have_count(0)


def test_figures_give_their_numbers_as_tables(signed_in: SignedIn) -> None:
    page = signed_in(Role.STEERING_GROUP, java_script_enabled=False)
    page.goto("/missions/alvorlig-sykt-barn")
    page.locator("#build-money .figure-table summary").click()
    expect(page.locator("#build-money .figure-table table")).to_be_visible()
