"""The programme manager's day, in bokmål: the mission, the register, one initiative, the ranking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn

if TYPE_CHECKING:
    from playwright.sync_api import Page

REGISTER = "/portfolio/initiatives"


def codes(page: Page) -> list[str]:
    return page.locator(".register-table td.code").all_inner_texts()


def test_goes_from_sign_in_by_way_of_home_to_the_mission(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    expect(page.locator("h1")).to_have_text("Venter på deg")

    page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Samlet status").click()

    expect(page.locator("h1")).to_have_text("Alvorlig sykt barn")
    expect(page.locator(".sentence")).to_contain_text(re.compile(r"\d+ av \d+ indikatorer er bedre enn nullpunktet"))
    expect(page.locator("#areas tbody tr")).to_have_count(6)


def test_the_register_says_45_and_lists_45(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    page.goto(REGISTER)
    expect(page.locator(".sentence")).to_contain_text("45 tiltak.")

    listed = codes(page)
    while (following := page.locator(".pagination a[rel=next]")).count():
        following.click()
        listed += codes(page)

    assert len(listed) == len(set(listed)) == 45


def test_filter_sort_and_columns_stand_in_the_address(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    page.goto(REGISTER)
    page.locator("details.more:has([name=columns]) > summary").click()
    page.locator("[name=columns][value=owner]").check()
    page.locator("[name=columns][value=phase]").uncheck()
    page.locator("details.more:has([name=columns]) button").click()
    page.locator("#filter-light").select_option("yellow")
    page.locator(".register-search ~ button").click()
    page.get_by_role("columnheader", name="Tittel").get_by_role("link").click()

    shown, headings = codes(page), page.locator(".register-table thead th").all_inner_texts()
    assert 5 < len(shown) < 25
    assert "Eier" in headings and "Fase" not in headings
    expect(page.locator(".chip")).to_contain_text("Status: Noe avvik")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Tittel")

    page.reload()
    assert codes(page) == shown
    assert page.locator(".register-table thead th").all_inner_texts() == headings

    page.locator(".chip").click()
    expect(page.locator(".sentence")).to_contain_text("45 tiltak.")


def test_edits_a_fact_and_finds_the_line_in_the_record(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    page.goto(f"{REGISTER}?q=kompetanseløft")
    page.locator(".register-title a").first.click()
    expect(page).to_have_url(re.compile(r"/portfolio/initiatives/T20$"))

    page.locator("a[href$='/T20/facts']").first.click()
    page.locator("#summary").fill("Koordinatorene lærer av hverandre i faste grupper.")
    page.locator("main form button[type=submit]").click()

    expect(page.locator(".notice[data-tone=success]")).to_have_text("Lagret.")
    expect(page.locator("#what")).to_contain_text("Koordinatorene lærer av hverandre i faste grupper.")

    page.locator("#history .deeds li").first.get_by_role("link").click()
    expect(page.locator("#changes")).to_contain_text("Koordinatorene lærer av hverandre i faste grupper.")
    expect(page.locator(".definitions")).to_contain_text("Porteføljeansvarlig, porteføljekontoret")


def test_links_an_initiative_to_a_challenge_area_by_how_it_works(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    page.goto(f"{REGISTER}/T20")
    page.locator("a[href$='/T20/contributions/add']").click()
    page.locator("#area_id").select_option(label=next(
        words for words in page.locator("#area_id option").all_inner_texts() if words.startswith("4")
    ))  # fmt: skip
    page.locator("#strength").select_option("medium")
    page.locator("main form button[type=submit]").click()

    # The mechanism is asked for, and what was chosen is still there.
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#strength")).to_have_value("medium")

    page.locator("#mechanism").fill("Fordi koordinatoren kjenner skolen, får barnet hjelp der det er.")
    page.locator("main form button[type=submit]").click()

    expect(page.locator("#contributions")).to_contain_text("Fordi koordinatoren kjenner skolen")
    page.goto(f"{REGISTER}?area=4")
    assert "T20" in codes(page)


def test_other_weights_give_another_order_and_each_place_its_reason(signed_in: SignedIn) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    page.goto("/choices/ranking")
    places = page.locator("tr[id]:has(.choice-why)")
    before = [row.get_attribute("id") for row in places.all()]
    expect(page.locator(".sentence")).to_contain_text(f"{before[0]} kommer først")

    weights = page.locator("input[name^=weight_]")
    for number in range(weights.count()):
        weights.nth(number).fill("0")
    page.locator("[name=weight_FORDELING]").fill("60")
    page.locator("[name=weight_BARN]").fill("40")
    # The list follows by itself.
    expect(page.locator(".weights-save input[name=weight_BARN]")).to_have_value("40")
    expect(page.locator(".weights-save input[name=weight_FORDELING]")).to_have_value("60")

    after = [row.get_attribute("id") for row in places.all()]
    assert sorted(map(str, after)) == sorted(map(str, before)) and after != before
    assert "weight_FORDELING=60" in page.url
    reasons = page.locator(".choice-why").all_inner_texts()
    assert len(reasons) == len(after) == 45
    assert all(len(reason) > 20 for reason in reasons)

    page.locator("form.weights-save button[type=submit]").click()
    expect(page.locator(".notice[data-tone=success]")).to_be_visible()
    expect(page.locator("#weight_FORDELING")).to_have_value("60")
    assert [row.get_attribute("id") for row in places.all()] == after


def test_the_second_to_save_is_told_and_loses_nothing_typed(signed_in: SignedIn) -> None:
    first, second = signed_in(Role.PROGRAMME_MANAGER), signed_in(Role.ADMINISTRATOR)
    for page, words in ((first, "Den første var raskest."), (second, "Den andre skrev lenger.")):
        page.goto(f"{REGISTER}/T21/facts")
        page.locator("#summary").fill(words)
    first.locator("main form button[type=submit]").click()
    expect(first.locator("#what")).to_contain_text("Den første var raskest.")

    second.locator("main .form-actions button[type=submit]").click()

    expect(second.locator(".conflict")).to_contain_text("En annen lagret mens du skrev")
    expect(second.locator(".conflict")).to_contain_text("Den første var raskest.")
    expect(second.locator("#summary")).to_have_value("Den andre skrev lenger.")

    second.locator("button[name=save_anyway]").click()
    expect(second.locator("#what")).to_contain_text("Den andre skrev lenger.")
