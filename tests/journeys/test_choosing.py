"""The whole way of choosing: six answers, a ranked list, two funding lines, two alternatives compared, a decision, the
record. Once in bokmål on a projector, once in English on a phone."""

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

PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
PHONE = {"viewport": {"width": 390, "height": 844}}
MINUTES = 180_000


def looked_over(page: Page) -> None:
    size = page.viewport_size
    assert size is not None
    assert violations(page) == []
    assert overflow(page, [size["width"]]) == []
    page.set_viewport_size(size)


def in_language(page: Page, language: str) -> None:
    page.locator(f"button[name=language][value={language}]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def solved(page: Page, code: str) -> None:
    page.goto(f"/choices/scenarios/{code}")
    page.locator(f"form[action$='/{code}/solve'] button").first.click()
    expect(page.locator("#standing")).to_be_visible(timeout=MINUTES)
    expect(page.locator("#answer progress")).to_have_count(0, timeout=MINUTES)


@pytest.mark.parametrize(("language", "size"), [("nb", PROJECTOR), ("en", PHONE)], ids=["nb-projector", "en-phone"])
def test_from_six_answers_to_a_decision_in_the_record(
    language: str, size: dict[str, object], signed_in: SignedIn
) -> None:
    office = signed_in(Role.PROGRAMME_MANAGER, **size)
    in_language(office, language)

    office.goto("/choices/trade-offs")
    for _ in range(6):
        if not office.locator(".trade-choose").count():
            break  # so much has been answered before that nothing is left to ask
        count = office.locator(".progress-words").inner_text()
        office.locator(".trade-choose").first.click()
        expect(office.locator(".progress-words")).not_to_have_text(count)
    office.goto("/choices/ranking")
    expect(office.locator("#result .choice-why")).to_have_count(45)
    looked_over(office)

    # A copy of the first alternative, with more on two funding lines.
    office.goto("/choices/scenarios/A1/copy")
    title = f"Mer til to rammer ({language})"
    office.locator("main input[name=title]").fill(title)
    office.locator("main form button[type=submit]").last.click()
    expect(office.locator("h1")).to_contain_text(title)
    code = office.url.split("?")[0].split("#")[0].rsplit("/", 1)[1]
    office.goto(f"/choices/scenarios/{code}/money")
    office.get_by_label("Omdisponering innenfor helsebudsjettet 2028").fill("14,5" if language == "nb" else "14.5")
    office.get_by_label("Satsingsforslag i statsbudsjettet 2028").fill("60")
    looked_over(office)
    office.locator("main form button[type=submit]").last.click()
    expect(office).to_have_url(re.compile(f"/choices/scenarios/{code}$"))
    office.locator(f"form[action$='/{code}/share'] button").click()
    for each in ("A1", code):
        solved(office, each)
    looked_over(office)

    office.goto(f"/choices/compare?a=A1&b={code}")
    expect(office.locator("#moved")).to_be_visible()
    value = office.locator("section[aria-labelledby=figures] tbody tr").nth(1).locator("td").all_inner_texts()
    before, after = (int(re.sub(r"\D", "", text)) for text in value)
    assert after > before, "more money bought nothing"
    looked_over(office)

    office.goto("/steering/meetings/M2026-2/agenda/add")
    office.locator("#kind").select_option("decision")
    office.locator("#title").fill(title)
    office.locator("#proposal").fill("Styringsgruppen vedtar alternativet.")
    offered = office.locator("#scenario_id option", has_text=title).get_attribute("value")
    office.locator("#scenario_id").select_option(offered)
    office.locator("main form button[type=submit]").last.click()
    expect(office.locator("#agenda article", has_text=title)).to_be_visible()

    group = signed_in(Role.STEERING_GROUP, **size)
    in_language(group, language)
    group.goto("/steering/meetings/M2026-2")
    group.locator("#agenda article", has_text=title).locator("a[href$='/decide']").first.click()
    group.locator("#wording").fill("Styringsgruppen vedtar alternativet.")
    group.locator("#reasons").fill("Det gir mest for barna.")
    looked_over(group)
    group.locator("main form button[type=submit]").last.click()
    expect(group).to_have_url(re.compile("/steering/decisions/V"))
    expect(group.locator("#adopted")).to_be_visible()
    looked_over(group)
    decision = group.url.rsplit("/", 1)[1]

    office.goto("/record")
    expect(office.locator("main")).to_contain_text(decision)
    looked_over(office)
    in_language(office, "nb")
    in_language(group, "nb")
