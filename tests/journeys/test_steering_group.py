"""The steering group before the projector, in bokmål: the mission on one page, and what it rests on."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn

MISSION = "/missions/alvorlig-sykt-barn"
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}


def test_follows_a_figure_of_the_roll_up_to_its_rows(signed_in: SignedIn) -> None:
    page = signed_in(Role.STEERING_GROUP, **PROJECTOR)
    page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Samlet status").click()
    expect(page.locator(".sentence")).to_contain_text(re.compile(r"\d+\smill\.\skr mangler til drift fram til 2032"))

    area = page.locator("#areas tbody tr").nth(2)
    counted = int(area.locator("td").first.inner_text())
    area.locator("th a").first.click()

    expect(page.locator(".chip")).to_contain_text("Hovedområde: 2 Ledelse")
    expect(page.locator(".register-table tbody tr")).to_have_count(counted)


def test_opens_the_table_twin_of_a_figure_by_keyboard(signed_in: SignedIn) -> None:
    page = signed_in(Role.STEERING_GROUP, **PROJECTOR)
    page.goto(MISSION)
    twin = page.locator("#build-money .figure-table")
    expect(page.locator("#build-money .main-svg").first).to_be_visible()
    expect(twin.locator("table")).to_be_hidden()

    twin.locator("summary").focus()
    page.keyboard.press("Enter")

    expect(twin.locator("table")).to_be_visible()
    expect(twin.locator("tbody")).to_contain_text("141,2")
    page.keyboard.press("Tab")
    expect(twin.locator(".table-frame")).to_be_focused()


def test_looks_at_an_earlier_day_from_page_to_page_and_back(signed_in: SignedIn) -> None:
    page = signed_in(Role.STEERING_GROUP, **PROJECTOR)
    page.goto(MISSION)
    today = page.locator("p.trace").inner_text()

    page.goto(f"{MISSION}?as_of=2022-12-31")
    expect(page.locator(".as-of")).to_contain_text("31.12.2022")
    assert page.locator("p.trace").inner_text() != today

    page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Tiltak", exact=True).click()
    expect(page).to_have_url(re.compile("as_of=2022-12-31"))
    expect(page.locator(".sentence")).to_contain_text("43 tiltak")

    page.locator(".as-of a").click()
    expect(page.locator(".as-of")).to_have_count(0)
    expect(page.locator(".sentence")).to_contain_text("45 tiltak")


def test_on_paper_there_is_the_matter_and_no_navigation(signed_in: SignedIn) -> None:
    page = signed_in(Role.STEERING_GROUP, **PROJECTOR)
    page.goto(MISSION)
    page.emulate_media(media="print")

    for gone in (".masthead", ".navigation", ".footer", ".contents"):
        expect(page.locator(gone)).to_be_hidden()
    for stays in (".sentence", ".key-figures", "#areas table", "main .tag-illustrative"):
        expect(page.locator(stays).first).to_be_visible()


def test_reads_and_changes_nothing(signed_in: SignedIn) -> None:
    page = signed_in(Role.STEERING_GROUP, **PROJECTOR)
    for address in (MISSION, "/portfolio/initiatives", "/portfolio/initiatives/ETI", "/reporting/rounds"):
        page.goto(address)
        assert page.locator("main a[href$='/facts'], main a[href$='/edit'], main a[href$='/add']").count() == 0, address
        assert page.locator("main form[method=post]").count() == 0, address
