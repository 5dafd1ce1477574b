"""What counts is said in a quarter of an hour: an order, six answers, and places that hold.

With a keyboard, on a phone, without scripts, in bokmål and in English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn
from tests.journeys.inspection import overflow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Language, and what the pages say in it.
NB = {
    "save": "Lagre denne rekkefølgen",
    "counts": "Bare rekkefølgen på kriteriene teller.",
    "answered": "6 av 12",
    "stop": "Stopp her og se prioriteringen",
    "holds": re.compile("Det står seg for alle mulige vekter|Andre mulige vekter snur det"),
}
EN = {
    "save": "Save this order",
    "counts": "Only the order of the criteria counts.",
    "answered": "6 of 12",
    "stop": "Stop here and see the ranking",
    "holds": re.compile("It holds for all possible weights|Other possible weights turn it around"),
}


def order(page: Page) -> list[str]:
    return [str(item.get_attribute("data-code")) for item in page.locator("[data-order] > li").all()]


def sound(page: Page, *widths: int) -> list[str]:
    return [*violations(page), *overflow(page, widths or (390, 1366))]


@pytest.mark.parametrize(("language", "words"), [("nb", NB), ("en", EN)], ids=["nb", "en"])
def test_an_order_and_six_answers_give_places_that_hold(
    language: str, words: dict[str, str], signed_in: SignedIn
) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    page.locator(f"button[name=language][value={language}]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    faults = []

    page.goto("/choices/weights")
    before = order(page)
    lifted = before[-1]
    up = page.locator(f"[data-code={lifted}] [data-move='-1']")
    up.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert order(page).index(lifted) == len(before) - 3
    expect(up).to_be_focused()
    expect(page.locator("[data-order-status]")).to_contain_text(str(len(before) - 2))
    faults += sound(page)
    page.get_by_role("button", name=words["save"]).click()
    expect(page.locator(".sentence")).to_contain_text(words["counts"])
    assert order(page).index(lifted) == len(before) - 3

    page.locator(".page-heading-aside a").click()
    for _ in range(6):
        count = page.locator(".progress-words").inner_text()
        page.locator(".trade-choose").first.click()
        expect(page.locator(".progress-words")).not_to_have_text(count)
    expect(page.locator(".progress-words")).to_contain_text(words["answered"])
    faults += sound(page, 390, 1920)

    page.get_by_role("link", name=words["stop"]).click()
    expect(page.locator("#result .sentence")).to_be_visible()
    expect(page.locator(".choice-why").filter(has_text=words["holds"]).first).to_be_visible()
    ranges = page.locator("#result .choice-place .nowrap").all_inner_texts()
    assert len(ranges) == 45
    assert any("–" in text for text in ranges)
    faults += sound(page, 390, 1920)

    # As it was: exactly these points, in bokmål.
    page.locator("button[name=language][value=nb]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    page.goto("/choices/weights")
    page.locator("input[name=holding][value=points]").check()
    page.locator("section[aria-labelledby=counts] button[type=submit]").last.click()
    for number in range(page.locator("#statements ~ .table-cards form").count(), 1, -1):
        page.locator("#statements ~ .table-cards form button").nth(number - 1).click()
    assert not faults, "\n".join(faults)


def test_dragging_a_criterion_and_a_slider_changes_the_list_at_once(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER, viewport={"width": 1366, "height": 1400})
    page.goto("/choices/weights")
    before = order(page)
    grip, target = page.locator("[data-grip]").last, page.locator("[data-order] > li").first
    page.locator("#order").scroll_into_view_if_needed()
    page.locator("[data-order]").evaluate("(list) => list.scrollIntoView()")
    start, end = grip.bounding_box(), target.bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, end["y"] + 60, steps=8)
    page.mouse.move(start["x"] + 10, end["y"] + 2, steps=4)
    page.mouse.up()
    assert order(page) == [before[-1], *before[:-1]]
    expect(page.locator("input[name=order]")).to_have_value(".".join([before[-1], *before[:-1]]))

    page.goto("/choices/ranking")
    listed = page.locator("#result tbody th a").all_inner_texts()
    slider = page.locator("[data-slides=weight_FORDELING]")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator("#weight_FORDELING")).to_have_value("100")
    expect(page.locator("#result .weights-save")).to_be_visible()
    expect(page).to_have_url(re.compile("weight_FORDELING=100"))
    assert page.locator("#result tbody th a").all_inner_texts() != listed
    expect(slider).to_be_focused()


def test_a_criterion_moves_without_scripts(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER, java_script_enabled=False)
    page.goto("/choices/weights")
    before = [str(item.get_attribute("data-code")) for item in page.locator(".order-item").all()]
    page.locator(".order-item").nth(1).locator("[data-move='-1']").click()

    after = [str(item.get_attribute("data-code")) for item in page.locator(".order-item").all()]
    assert after == [before[1], before[0], *before[2:]]
    expect(page.locator("input[name=order]")).to_have_value(".".join(after))


def test_two_who_weigh_at_once_hear_of_each_other(signed_in: SignedIn) -> None:
    one, other = (signed_in(Role.PROGRAMME_MANAGER) for _ in range(2))
    for page in (one, other):
        page.goto("/choices/weights")
        page.locator("#criterion").select_option(index=1)
        page.locator("#bound").select_option("at_most")
        page.locator("#percent").fill("90")
    add = "form[action*='/bounds'] button[type=submit]:visible"
    one.locator(add).last.click()
    expect(one.locator(".notice[data-tone=success]")).to_be_visible()
    other.locator(add).last.click()

    expect(other.locator(".conflict .conflict-changes")).to_contain_text("statements")
    expect(other.locator("#percent")).to_have_value("90")
