"""What every journey begins with: a person who has signed in, and somebody who listens to the browser meanwhile.

signed_in    call it with a role (and options of a browser context) for a page of somebody of that role, on the home
             page. The demo sign-in is gone through once per role and server; later pages take over its cookie.
heard        what the browser complained of (console errors, which a broken content security policy is too) and which
             addresses outside the server it asked for. Both must be empty when the test ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from app.people.rules import Role
from tests.servers import Floke

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

SignedIn = Callable[..., "Page"]


@dataclass
class Heard:
    """What pages said in the console and asked of others."""

    address: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("request", lambda request: self._request(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        # An answer 4xx to a page asked for on purpose is no fault of the page.
        if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.strangers.append(url)


@pytest.fixture
def heard(live_server: Floke) -> Iterator[Heard]:
    ears = Heard(live_server.address)
    yield ears
    assert ears.complaints == []
    assert ears.strangers == []


@pytest.fixture(scope="module")
def _cookies(live_server: Floke) -> dict[Role, Any]:
    return {}


@pytest.fixture
def signed_in(open_page: Callable[..., Page], heard: Heard, _cookies: dict[Role, Any]) -> SignedIn:
    def opened(role: Role, **options: Any) -> Page:
        if role in _cookies:
            page = open_page(storage_state=_cookies[role], **options)
            heard.listen(page)
            page.goto("/")
            return page
        page = open_page(**options)
        heard.listen(page)
        page.goto("/")
        page.locator(f"button[name=role][value={role.replace('_', '-')}]").click()
        page.wait_for_url("**/")
        _cookies[role] = page.context.storage_state()
        return page

    return opened
