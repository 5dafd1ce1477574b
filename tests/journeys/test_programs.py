"""A token is made on a page, a program reads with it, and it is revoked, in bokmål."""

from __future__ import annotations

from typing import Any

import requests
from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn
from tests.journeys.inspection import overflow, violations
from tests.servers import Floke


def read(server: Floke, path: str, token: str) -> Any:
    answer = requests.get(f"{server.address}/api/v1{path}", headers={"Authorization": f"Bearer {token}"}, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(server: Floke, token: str) -> bool:
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{server.address}/api/v1/initiatives", headers=headers, timeout=30).status_code == 401


def test_a_token_made_on_the_page_reads_until_it_is_revoked(signed_in: SignedIn, live_server: Floke) -> None:
    page = signed_in(Role.STEERING_GROUP)
    page.goto("/account")
    page.locator("#tokens a").click()
    expect(page.locator("h1")).to_have_text("Tilgangsnøkler for programmer")
    expect(page.locator("main")).to_contain_text("Du har ingen tilgangsnøkler")
    page.locator("main a[href$='/tokens/new']").click()
    page.locator("#name").fill("Power BI")
    page.locator("#days").select_option("30")
    page.locator("main form button[type=submit]").click()
    token = page.locator("#token").input_value()
    assert violations(page) == [] and overflow(page) == []

    found = read(live_server, "/initiatives?limit=200&fields=code,title", token)
    assert len(found["data"]) == 45 and found["next"] is None
    page.goto("/portfolio/initiatives/ETI")
    expect(page.locator("h1")).to_contain_text(read(live_server, "/initiatives/ETI", token)["title"])

    page.goto("/account/tokens")
    expect(page.locator("tbody tr")).to_contain_text("Power BI")
    assert token not in page.content()
    page.get_by_role("button", name="Trekk tilbake").click()
    expect(page.locator("main")).to_contain_text("Du har ingen tilgangsnøkler")
    assert refused(live_server, token)


def test_the_administrator_sees_everybodys(signed_in: SignedIn, live_server: Floke) -> None:
    owner = signed_in(Role.PROGRAMME_MANAGER)
    owner.goto("/account/tokens/new")
    owner.locator("#name").fill("Rapport hver natt")
    owner.locator("main form button[type=submit]").click()
    token = owner.locator("#token").input_value()
    page = signed_in(Role.ADMINISTRATOR)
    page.goto("/account/tokens")
    page.locator("main a[href='/tokens']").click()
    expect(page.locator("tbody tr")).to_contain_text("Rapport hver natt")
    assert violations(page) == [] and overflow(page) == []

    page.locator("tbody tr").get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("Ingen har en tilgangsnøkkel")
    assert refused(live_server, token)
