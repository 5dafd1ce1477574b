"""Two alternatives with other money: typed, solved and held side by side, on a projector and a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn
from tests.journeys.inspection import OF_COLOUR, overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
PHONE = {"viewport": {"width": 390, "height": 844}}
MINUTES = 180_000


def looked_over(page: Page) -> None:
    faults = violations(page)
    page.emulate_media(color_scheme="dark")
    faults += violations(page, only=OF_COLOUR)
    page.emulate_media(color_scheme="light")
    assert faults == []
    assert overflow(page) == []


def solve(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#standing")).to_be_visible(timeout=MINUTES)
    expect(page.locator("#answer progress")).to_have_count(0, timeout=MINUTES)


def test_money_on_two_lines_two_alternatives_solved_and_compared(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER, **PROJECTOR)
    page.goto("/choices/scenarios/A1/copy")
    page.get_by_label("Navn på kopien").fill("Mer til satsing")
    page.get_by_role("button", name="Lag kopien").click()
    expect(page.locator("h1")).to_have_text("Mer til satsing")
    expect(page.locator("main")).to_contain_text("Ses bare av deg")

    page.get_by_role("link", name="Rediger Nye penger").click()
    page.get_by_label("Satsingsforslag i statsbudsjettet 2028").fill("-5")
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator(".error-summary")).to_contain_text("Minst 0")
    page.get_by_label("Satsingsforslag i statsbudsjettet 2028").fill("32,5")
    page.get_by_label("Omdisponering innenfor helsebudsjettet 2027").fill("18")
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("section", has=page.locator("#assumptions"))).to_contain_text("32,5")
    copy = re.search(r"/scenarios/(A\d+)", page.url)
    assert copy is not None

    solve(page, "Regn ut")
    expect(page.locator("#answer .sentence")).to_contain_text("tiltak er valgt")
    looked_over(page)
    page.goto("/choices/scenarios/A1")
    solve(page, "Regn ut")

    page.goto(f"/choices/compare?a=A1&b={copy[1]}")
    expect(page.locator(".sentence")).to_contain_text("i det ene og ikke i det andre")
    expect(page.locator("#figures ~ *, section:has(#figures)").first).to_contain_text(
        "Bygd, men ikke finansiert i drift"
    )
    looked_over(page)


def test_weights_are_tried_by_keyboard_while_the_page_answers_without_solving(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER, **PHONE)
    page.goto("/choices/scenarios/A1")
    if page.locator("#standing").count() == 0:
        solve(page, "Regn ut")
    slider = page.get_by_label("Nytte for barn og familie, dra")
    slider.focus()
    slider.press("Home")
    expect(page.get_by_label("Nytte for barn og familie", exact=True)).to_have_value("0")
    expect(page.locator("#rescored .sentence")).to_contain_text("best")
    expect(page.get_by_role("button", name="Lag en kopi med disse vektene")).to_be_visible()
    looked_over(page)


def test_the_same_in_english_for_the_steering_group(signed_in: SignedIn) -> None:
    page = signed_in(Role.STEERING_GROUP, **PHONE)
    page.locator("button[name=language][value=en], a[href*='language=en']").first.click()
    page.goto("/choices/scenarios")
    expect(page.locator("h1")).to_have_text("Alternatives")
    expect(page.get_by_role("link", name="New alternative")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("Mer til satsing")
    page.goto("/choices/scenarios/A1")
    expect(page.locator("main")).to_contain_text("What is assumed")
    expect(page.get_by_role("button", name="Solve")).to_have_count(0)
    looked_over(page)
