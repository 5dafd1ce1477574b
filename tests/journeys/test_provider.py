"""Somebody signs in through an OpenID provider and out again, in bokmål, in a real browser that holds the policies."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.inspection import violations
from tests.people.openid import CLIENT_SECRET, QUIETLY, OpenIdProvider, running
from tests.servers import Floke

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [*QUIETLY]


@pytest.fixture(scope="module")
def openid() -> Iterator[OpenIdProvider]:
    with running() as provider:
        yield provider


@pytest.fixture(scope="module")
def live_server(
    openid: OpenIdProvider, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Floke]:
    server = Floke(
        tmp_path_factory.mktemp("provider") / "instance",
        environment={
            "OIDC_ISSUER": openid.issuer,
            "OIDC_CLIENT_ID": "floke",
            "OIDC_CLIENT_SECRET": CLIENT_SECRET,
            "OIDC_NAME": "Prøveporten",
            "OIDC_NEW_PEOPLE": "yes",
            "OIDC_ROLES": "styret=steering-group@alvorlig-sykt-barn",
        },
    )
    server.instance.mkdir(mode=0o700)
    shutil.copyfile(seeded_database, server.database)
    server.start()
    yield server
    server.stop()


def signs_in_there(page: Page, subject: str) -> None:
    page.locator("input[name=sub]").fill(subject)
    page.locator("form:has(input[name=sub]) button").first.click()


def test_signs_in_through_the_provider_sees_the_mission_and_signs_out(
    open_page: Callable[..., Page], openid: OpenIdProvider, live_server: Floke
) -> None:
    openid.knows("styremedlem", name="Sissel Styremedlem", email_verified=True, groups=["styret"])
    page, complaints = open_page(), []
    page.on("console", lambda said: complaints.append(said.text) if live_server.address in page.url else None)
    page.goto("/missions/alvorlig-sykt-barn")
    assert violations(page) == []

    page.get_by_role("link", name="Logg inn med Prøveporten").click()
    page.wait_for_url(f"{openid.issuer}/**")
    signs_in_there(page, "styremedlem")

    # Back on the page that was asked for, with the role that the group gives.
    page.wait_for_url("**/missions/alvorlig-sykt-barn")
    page.goto("/account")
    expect(page.locator("main")).to_contain_text("Sissel Styremedlem")
    expect(page.locator("main")).to_contain_text("Styringsgruppe")
    expect(page.locator("#provider")).to_contain_text("koblet siden")
    assert violations(page) == []

    page.locator("form[action='/sign-out'] button").first.evaluate("button => button.form.requestSubmit()")
    page.wait_for_url("**/signed-out")
    expect(page.locator("h1")).to_have_text("Du er logget ut av Floke")
    assert violations(page) == []
    page.get_by_role("link", name="Logg ut av Prøveporten også").click()
    page.wait_for_url(f"{openid.issuer}/oauth2/end_session**")
    page.locator("form button").first.click()
    page.wait_for_url("**/sign-in")
    page.goto("/account")
    page.wait_for_url("**/sign-in?next=/account")
    assert complaints == []


def test_somebody_unknown_is_told_what_to_do_and_can_try_again(
    open_page: Callable[..., Page], openid: OpenIdProvider
) -> None:
    openid.knows("fremmed", name="En Fremmed")
    page = open_page()
    page.goto("/sign-in")
    page.get_by_role("link", name="Logg inn med Prøveporten").click()
    signs_in_there(page, "fremmed")

    expect(page.locator("h1")).to_have_text("Ingen her er kjent med den kontoen")
    assert violations(page) == []
    openid.knows("fremmed", name="Ikke Lenger Fremmed", groups=["styret"])
    page.get_by_role("link", name="Prøv igjen").click()
    signs_in_there(page, "fremmed")
    page.goto("/account")
    expect(page.locator("main")).to_contain_text("Ikke Lenger Fremmed")
