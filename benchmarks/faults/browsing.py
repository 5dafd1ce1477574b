"""A browser of few words: it signs in, reads a form with all it holds, and sends it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import requests

# Seconds until an answer is given up as lost.
PATIENCE = 40.0


class SignedOut(Exception):
    """The program does not know us any more."""


@dataclass(slots=True)
class Filled:
    """A form as the page gave it: where it is sent, and its fields with their values."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Filled] = []
        self._inside = False
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = True
            self.forms.append(Filled(given.get("action", "")))
        if not self._inside:
            return
        fields, name = self.forms[-1].fields, given.get("name", "")
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            fields[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            fields[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


def forms_of(page: str) -> list[Filled]:
    reader = _Reader()
    reader.feed(page)
    return reader.forms


class Browser:
    """One person's browser on one running Floke."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._session = requests.Session()
        self._session.headers["Accept-Language"] = "en"

    def get(self, path: str, *, patience: float = PATIENCE) -> requests.Response:
        return self._session.get(self.address + path, timeout=patience, allow_redirects=False)

    def post(self, path: str, fields: dict[str, str], *, patience: float = PATIENCE) -> requests.Response:
        return self._session.post(self.address + path, data=fields, timeout=patience, allow_redirects=False)

    def sign_in(self, role: str) -> None:
        """As one of the demo's persons."""
        token = forms_of(self.get("/sign-in").text)[0].fields["csrf_token"]
        answer = self.post("/demo/sign-in", {"csrf_token": token, "role": role})
        if answer.status_code != 302:
            raise SignedOut(f"demo sign-in answered {answer.status_code}")

    def form(self, path: str) -> Filled | None:
        """The form with a version on this page; None when the page is not shown now."""
        answer = self.get(path)
        if is_sign_in(answer):
            raise SignedOut(path)
        if answer.status_code != 200:
            return None
        return next((form for form in forms_of(answer.text) if "version" in form.fields), None)


def is_sign_in(answer: requests.Response) -> bool:
    return answer.status_code == 302 and "/sign-in" in answer.headers.get("Location", "")
