"""The way by keyboard: into the page, along what is focused, and the shortcuts, which can be turned off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What has focus without showing it: neither the element nor the field around it has an outline or a shadow.
UNMARKED = """() => {
  const focused = document.activeElement;
  const marked = (element) => {
    if (!element) return false;
    const style = getComputedStyle(element);
    return style.boxShadow !== "none" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  };
  return focused === document.body || marked(focused) || marked(focused.closest(".ds-field"))
    ? null : focused.outerHTML.slice(0, 160);
}"""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_first_stop_leads_past_the_menu(signed_in: SignedIn) -> None:
    page = signed_in(Role.STEERING_GROUP)
    page.goto("/portfolio/initiatives")
    press(page, "Tab")
    skip = page.locator(".ds-skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    press(page, "Enter")
    expect(page.locator("main")).to_be_focused()
    press(page, "Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_has_focus_can_be_seen(signed_in: SignedIn) -> None:
    page = signed_in(Role.INITIATIVE_OWNER)
    for address in (
        "/portfolio/initiatives",
        "/reporting/reports/2026-T3/T13/write",
        "/reporting/reports/2026-T3/T10/write",
    ):
        page.goto(address)
        unseen = set()
        for _step in range(45):
            press(page, "Tab")
            unseen.add(page.evaluate(UNMARKED))
        assert unseen <= {None}, address


def test_shortcuts_lead_where_they_say_and_can_be_turned_off(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    press(page, "/")
    expect(page.locator("#site-search")).to_be_focused()
    page.keyboard.type("barnekoordinator")
    press(page, "Enter")
    expect(page).to_have_url(re.compile(r"/portfolio/initiatives\?.*q=barnekoordinator"))
    expect(page.locator(".register-title").first).to_contain_text("barnekoordinator")
    page.wait_for_load_state()

    press(page, "g", "m")
    expect(page).to_have_url(re.compile("/missions/alvorlig-sykt-barn$"))
    page.wait_for_load_state()
    press(page, "g", "p")
    expect(page).to_have_url(re.compile("/portfolio/initiatives$"))
    page.wait_for_load_state()

    press(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("[data-keys-on]").uncheck()
    press(page, "Escape")
    expect(page.locator("#keys")).to_be_hidden()

    page.goto("/")
    press(page, "/")
    expect(page.locator("#site-search")).not_to_be_focused()
    press(page, "g", "m", "?")
    expect(page).to_have_url(re.compile(r"\d/$"))
    expect(page.locator("#keys")).to_be_hidden()

    page.locator("[data-open-keys]").click()
    expect(page.locator("[data-keys-on]")).not_to_be_checked()
