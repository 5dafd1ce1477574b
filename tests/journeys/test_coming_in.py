"""Somebody is invited, comes in by the letter, is made administrator and sets up a second factor, in bokmål."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyotp
import pytest
from playwright.sync_api import expect

from app.people.rules import Role
from tests.journeys.conftest import SignedIn
from tests.journeys.inspection import OF_COLOUR, overflow, violations
from tests.postbox import Postbox
from tests.servers import Floke, eventually, free_port

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "fire rare ord her"


@pytest.fixture(scope="module")
def postbox() -> Iterator[Postbox]:
    with Postbox().open() as box:
        yield box


@pytest.fixture(scope="module")
def live_server(seeded_database: Path, tmp_path_factory: pytest.TempPathFactory, postbox: Postbox) -> Iterator[Floke]:
    """As everybody's, with a mail server."""
    port = free_port()
    mail = {
        "MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(postbox.port), "MAIL_TLS": "none",
        "MAIL_FROM": "Floke <floke@example.no>", "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    server = Floke(tmp_path_factory.mktemp("mail") / "instance", port=port, environment=mail)
    server.instance.mkdir(mode=0o700)
    shutil.copyfile(seeded_database, server.database)
    server.start()
    yield server
    server.stop()


def looked_over(page: Page) -> None:
    """Nothing for axe to find, in light and dark, and nothing sticks out at any width."""
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, only=OF_COLOUR) == []
    page.emulate_media(color_scheme="light")
    assert overflow(page, (390, 1920, 1280)) == []


def letter(postbox: Postbox, subject: str, live_server: Floke) -> str:
    """The address in the letter with this subject, once it has come."""
    assert eventually(lambda: any(each["Subject"] == subject for each in postbox.letters), 20)
    body = next(each for each in reversed(postbox.letters) if each["Subject"] == subject).get_content()
    found = re.search(rf"{re.escape(live_server.address)}/links/\S+", str(body))
    assert found, body
    return found[0]


def test_from_the_invitation_to_the_second_factor(
    signed_in: SignedIn, open_page: Callable[..., Page], postbox: Postbox, live_server: Floke
) -> None:
    administrator = signed_in(Role.ADMINISTRATOR)
    administrator.goto("/people/new")
    administrator.locator("#name").fill("Åse Ny")
    administrator.locator("#email").fill("ase.ny@example.no")
    expect(administrator.locator("#invite")).to_be_checked()
    administrator.locator("main form button[type=submit]").click()
    expect(administrator.locator(".messages")).to_contain_text("Invitasjonen er på vei")
    person = administrator.url
    address = letter(postbox, "Invitasjon til Floke", live_server)
    administrator.reload()
    expect(administrator.locator("#access")).to_contain_text("Sendt")
    looked_over(administrator)

    newcomer = open_page()
    newcomer.goto(address)
    expect(newcomer.locator("h1")).to_have_text("Velkommen til Floke")
    looked_over(newcomer)
    newcomer.locator("#password").fill("kort")
    newcomer.locator("#again").fill("kort")
    newcomer.locator("main form button[type=submit]").click()
    expect(newcomer.locator("#error-summary")).to_be_visible()
    newcomer.locator("#password").fill(PASSWORD)
    newcomer.locator("#again").fill(PASSWORD)
    newcomer.locator("main form button[type=submit]").click()
    newcomer.wait_for_url("**/")
    newcomer.goto(address)
    expect(newcomer.locator("h1")).to_have_text("Denne lenken virker ikke lenger")
    looked_over(newcomer)

    administrator.goto(f"{person}/roles/new")
    administrator.locator("#role").select_option("administrator")
    administrator.locator("main form button[type=submit]").click()
    newcomer.goto("/people")
    expect(newcomer.locator("h1")).to_have_text("Sett opp totrinnsinnlogging")
    looked_over(newcomer)
    secret = newcomer.locator(".key").inner_text().replace(" ", "")
    assert newcomer.locator("img.qr").evaluate("picture => picture.naturalWidth") > 100
    newcomer.locator("#code").fill(pyotp.TOTP(secret).now())
    newcomer.locator("main form button[type=submit]").click()
    expect(newcomer.locator("h1")).to_have_text("Gjenopprettingskodene dine")
    expect(newcomer.locator(".recovery-codes li")).to_have_count(10)
    looked_over(newcomer)
    recovery = newcomer.locator(".recovery-codes code").first.inner_text()
    newcomer.goto("/people")
    expect(newcomer.locator("h1")).to_have_text("Personer")
    newcomer.goto("/account")
    expect(newcomer.locator("#second-factor")).to_contain_text("10 gjenopprettingskoder er igjen")
    looked_over(newcomer)

    again = open_page()
    again.goto("/sign-in?next=/account/second-factor")
    again.locator(".demo-password summary").click()
    again.locator("#email").fill("ase.ny@example.no")
    again.locator("#password").fill(PASSWORD)
    again.locator(".demo-password button[type=submit]").click()
    expect(again.locator("h1")).to_have_text("Koden")
    looked_over(again)
    again.locator("#code").fill("000000")
    again.locator("main form button[type=submit]").click()
    expect(again.locator("#error-summary")).to_contain_text("ikke riktig")
    again.locator("#code").fill(recovery)
    again.locator("main form button[type=submit]").click()
    expect(again.locator("h1")).to_have_text("Totrinnsinnlogging")
    looked_over(again)


def test_a_forgotten_password(open_page: Callable[..., Page], postbox: Postbox, live_server: Floke) -> None:
    page = open_page()
    page.goto("/sign-in")
    page.get_by_role("link", name="Glemt passordet").click()
    looked_over(page)
    page.locator("#email").fill("ingen@example.no")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Se i postkassen din")
    looked_over(page)
