"""The pages that are measured, and the requests each is made of."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

from benchmarks.clients import Browser, Connection, Unexpected
from benchmarks.material import EMAIL, FLOKE, Material
from benchmarks.serving import ROOT

# How many initiatives the pages and forms of single ones go round.
ROUND = 40

Requests = list[Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Page:
    """``ready`` makes the requests of so many clients at once; ``bar`` is in multiples of the empty answer."""

    name: str
    ready: Callable[[int], Requests]
    status: int = 200
    bar: int | None = None


def pages(material: Material, port: int, *, keeps: bool) -> list[Page]:
    """Every page there is to measure, in the order of the table. One not there yet is left out.

    ``keeps`` asks the server to keep connections open.
    """
    somebody = signed_in(material, port, keeps=keeps)
    somebody.get(f"/missions/{material.mission}")
    filters = urlencode({"area": material.area, "state": "ongoing", "sort": "-build"})

    def reading(path: str) -> Callable[[int], Requests]:
        request = somebody.get_request(path)
        return lambda clients: [itertools.repeat(request) for _ in range(clients)]

    def each_initiative(clients: int) -> Requests:
        requests = [somebody.get_request(f"/portfolio/initiatives/{quote(code)}") for code in material.some(ROUND)]
        return [itertools.cycle(requests[place:] + requests[:place]) for place in range(clients)]

    found = [
        Page("register", reading("/portfolio/initiatives"), bar=20),
        Page("filtered register", reading(f"/portfolio/initiatives?{filters}"), bar=25),
        Page("text search", reading(f"/portfolio/initiatives?q={quote(material.word)}"), bar=30),
        Page("one initiative", each_initiative, bar=25),
        Page("roll-up", reading(f"/missions/{material.mission}"), bar=50),
        Page("home", reading("/")),
    ]
    if somebody.get("/portfolio/dependencies").status == 200:
        found.append(Page("dependency list", reading("/portfolio/dependencies")))
    found += [
        Page("edit POST", _editing(material, somebody), status=302, bar=40),
        Page("report POST", _reporting(material, somebody), status=302, bar=40),
        Page("sign-in POST", _signing_in(material, port, keeps=keeps), status=302),
    ]
    if token := _token(material):
        listing = Browser(Connection(port), keeps).get_request("/api/v1/initiatives", Authorization=f"Bearer {token}")
        if somebody.connection.ask(listing).status == 200:
            found.append(Page("API list", lambda clients: [itertools.repeat(listing) for _ in range(clients)], bar=20))
    return found


def signed_in(material: Material, port: int, *, keeps: bool) -> Browser:
    """Somebody who may do everything, signed in with a password."""
    browser = Browser(Connection(port), keeps)
    answer = browser.ask(next(_signing_in(material, port, browser=browser)(1)[0]))
    if answer.status != 302:
        raise Unexpected(f"signing in answered {answer.status}: {answer.body[:2000]!r}")
    return browser


def _signing_in(
    material: Material, port: int, *, keeps: bool = False, browser: Browser | None = None
) -> Callable[[int], Requests]:
    def ready(clients: int) -> Requests:
        visitor = browser or Browser(Connection(port), keeps)
        form = form_in(visitor.get("/sign-in").body, "password")
        request = visitor.post_request("/sign-in", [*(form | {"email": EMAIL, "password": material.password}).items()])
        return [itertools.repeat(request) for _ in range(clients)]

    return ready


def _editing(material: Material, browser: Browser) -> Callable[[int], Requests]:
    """Another summary each time; each initiative's version goes up by one with every round."""
    turn = itertools.count()

    def posts(forms: Mapping[str, dict[str, str]]) -> Iterator[bytes]:
        for lap in itertools.count():
            for path, form in forms.items():
                version = int(form["version"]) + lap
                changed = form | {"version": str(version), "summary": f"{form.get('summary', '')[:80]} {next(turn)}"}
                yield browser.post_request(path, [*changed.items()])

    def ready(clients: int) -> Requests:
        forms = {
            path: form_in(browser.get(path).body, "version")
            for path in (f"/portfolio/initiatives/{quote(code)}/facts" for code in material.some(ROUND))
        }
        return [posts(dict(itertools.islice(forms.items(), place, None, clients))) for place in range(clients)]

    return ready


def _reporting(material: Material, browser: Browser) -> Callable[[int], Requests]:
    """Every report once: what was given before is returned first."""

    def ready(clients: int) -> Requests:
        material.give_back()
        requests = []
        for code in material.some(ROUND):
            path = f"/reporting/reports/{quote(material.round_code)}/{quote(code)}/write"
            form = form_in(browser.get(path).body, "version")
            values = form | {"overall": material.green, "comment": f"As planned, {form['version']}"}
            requests.append(browser.post_request(path, [*values.items()]))
        return [itertools.islice(requests, place, None, clients) for place in range(clients)]

    return ready


def _token(material: Material) -> str | None:
    """A token for the API; None as long as there are none to be had."""
    done = subprocess.run(
        [FLOKE, "tokens", "create", "--person", EMAIL, "--name", "measuring"],
        cwd=ROOT, env=dict(material.settings), capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.findall(r"\S{20,}", done.stdout)
    return found[-1] if done.returncode == 0 and found else None


class _Forms(HTMLParser):
    """What a browser would post of each form on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._open: dict[str, str] | None = None
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "form":
            self._open = {}
            self.forms.append(self._open)
        if self._open is None:
            return
        if tag == "input" and name:
            kind = said.get("type", "text")
            if kind not in ("checkbox", "radio", "submit", "button") or (
                "checked" in said and kind in ("checkbox", "radio")
            ):
                self._open[name] = said.get("value", "on" if kind == "checkbox" else "")
        elif tag == "textarea":
            self._area = name
            self._open[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in said or self._select not in self._open):
            self._open[self._select] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            if self._open is not None and self._area:
                # The line end after the tag belongs to the page.
                self._open[self._area] = self._open[self._area].removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._area:
            self._open[self._area] += data


def form_in(page: bytes, field: str) -> dict[str, str]:
    """The values of the form on the page that asks for ``field``. Raises :class:`Unexpected` where there is none."""
    reader = _Forms()
    reader.feed(page.decode())
    for form in reader.forms:
        if field in form:
            return form
    raise Unexpected(f"no form asks for {field}: {page[:2000]!r}")
