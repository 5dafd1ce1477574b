"""Every figure draws what it was asked to, on this machine alone, and has its numbers in a table beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Flask

from app.people.rules import Role
from tests.journeys.conftest import SignedIn
from tests.walk import addresses

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# What became of a figure once it is drawn.
DRAWN = """(place) => ({
  types: place._fullData.map((trace) => trace.type),
  separators: place._fullLayout.separators,
  marks: place.querySelectorAll(".main-svg :is(.point, .js-line)").length,
  buttons: place.querySelectorAll(".modebar-btn").length,
  links: Array.from(place.querySelectorAll("a[href]"), (link) => link.href),
})"""


def pages_with_figures(app: Flask, page: Page) -> list[str]:
    found = []
    for address in addresses(app, "GET"):
        answer = page.request.get(address.path)
        if answer.status == 200 and "data-figure=" in answer.text():
            found.append(address.path)
    return found


def figures(page: Page) -> list[Locator]:
    places = page.locator("[data-figure]")
    for number in range(places.count()):
        places.nth(number).locator(".main-svg").first.wait_for()
    return places.all()


def asked(page: Page, place: Locator) -> dict[str, Any]:
    text = page.locator(f"script#{place.get_attribute('data-figure')}").inner_text()
    wanted: dict[str, Any] = json.loads(text)
    return wanted


def test_every_figure_is_drawn_as_it_was_asked_for(signed_in: SignedIn, seeded_app: Flask) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    walked = pages_with_figures(seeded_app, page)
    assert len(walked) >= 4
    for path in walked:
        page.goto(path)
        for place in figures(page):
            wanted, drawn = asked(page, place), place.evaluate(DRAWN)
            # What the library does not know is drawn as scatter without a word.
            assert drawn["types"] == [trace["type"] for trace in wanted["data"]], path
            assert drawn["marks"] > 0, path
            assert drawn["separators"] == ",\u00a0", path
            # Nothing but «download as picture»: no button or link that sends the data away.
            assert (drawn["buttons"], drawn["links"]) == (1, []), path


def test_every_figure_has_its_numbers_in_a_table(signed_in: SignedIn, seeded_app: Flask) -> None:
    page = signed_in(Role.PROGRAMME_MANAGER)
    for path in pages_with_figures(seeded_app, page):
        page.goto(path)
        for place in figures(page):
            wanted = asked(page, place)
            twin = place.locator("xpath=ancestor::figure").locator("table")
            if twin.count() == 0:
                # The section's own table says it all.
                assert place.locator("xpath=ancestor::section[1]").locator("table tbody tr").count() > 0, path
                continue
            across = {json.dumps(value) for trace in wanted["data"] for value in trace[along(trace)]}
            # Money without a year has a row, and no place on the axis.
            yearless = 1 if twin.get_by_text("Året er ikke publisert").count() else 0
            assert twin.locator("tbody tr").count() - yearless == len(across), path


def along(trace: dict[str, Any]) -> str:
    """The axis of the names: up the side where the bars lie."""
    return "y" if trace.get("orientation") == "h" or isinstance(trace["y"][0], str) else "x"


def test_in_english_the_figures_write_english_numbers(signed_in: SignedIn) -> None:
    page = signed_in(Role.ADMINISTRATOR)
    page.locator(".languages button[value=en]").click()
    page.goto("/missions/alvorlig-sykt-barn")
    assert figures(page)[0].evaluate("(place) => place._fullLayout.separators") == ".,"
    page.locator(".languages button[value=nb]").click()
