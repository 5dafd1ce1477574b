"""Whatever is written in an address or a form: a page or a refusal, never a failure, never somebody else's code."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from html5lib import HTMLParser
from werkzeug.datastructures import MultiDict

from app.people.rules import Role
from app.plumbing.limits import limiter
from tests.walk import INITIATIVE, Address, addresses, browser_of

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"

# Each is put into the address of every page. What a person may write by hand and what a machine may try.
QUERIES = (
    "as_of=9999-12-31", "as_of=0001-01-01", "as_of=2026-13-40", "as_of=%00", "as_of=2026-05-01&as_of=nonsense",
    "page=1000000000", "page=-1&rows=-1", "sort=unknown&access=x&role=x&show=x&validity=x", "sort=-", "columns=unknown",
    "q=%00", "q=%25_%5C&mission=unknown&mission=%F0%9F%92%A9", "q=" + "a" * 5000,
    "endpoint=x", "_external=1&_scheme=javascript&_anchor=x&_method=POST", "_scheme=javascript",
    "actor=99999999999999999&first=9999-12-31&last=0001-01-01", "actor=99999999999999999999999&act=x&subject=x",
    "NYTTE=99999999999999999999999999999999999999", "NYTTE=NaN&language=xx&next=//evil.example",
    "next=https://evil.example/", "next=/%5Cevil.example&return=//evil.example&return_to=//evil.example",
    "redirect=//evil.example&redirect_uri=//evil.example&url=//evil.example&back=//evil.example&to=//evil.example",
)  # fmt: skip

# Each is put into every question of every form.
ANSWERS = (
    "", SCRIPT, "=cmd|' /C calc'!A0", "-1", "9" * 400, "9" * 17, "1." + "9" * 500, "1e400", "NaN", "²", "٣٤",
    "\u202eabc\u200b", "a\0b", "A" * 1_000_000, "9999-12-31", "0001-01-01", "31.12.2299", "1800", "99999", "0",
)  # fmt: skip

# Of these, the ones that are also put where something is to be chosen.
ALSO_CHOSEN = (SCRIPT, "-1", "9" * 400, "²", "a\0b")

OF_THE_ADMINISTRATOR = ("people.", "missions.")

# What ends one's own sign-in, or somebody's access, would end the walk.
LEFT_OUT = {
    "people.sign_out", "people.end_sign_in", "people.end_other_sign_ins", "people.change_password",
    "people.leave", "people.erase_person", "people.revoke_role",
}  # fmt: skip


def fetched(browser: FlaskClient, path: str, query: str = "") -> tuple[int, str, str]:
    """Code, text and where it leads."""
    limiter.reset()
    answer = browser.get(f"{path}{'&' if '?' in path else '?'}{query}" if query else path)
    return answer.status_code, answer.text if answer.mimetype == "text/html" else "", answer.headers.get("Location", "")


def test_no_address_makes_a_page_fail_or_lead_elsewhere(seeded_app: Flask) -> None:
    browser, wrong, seen = browser_of(seeded_app, Role.PROGRAMME_MANAGER), [], set()
    for address in addresses(seeded_app, "GET"):
        if address.endpoint in seen or address.endpoint == "plumbing.readyz":
            continue
        seen.add(address.endpoint)
        for query in QUERIES:
            code, text, location = fetched(browser, address.path, query)
            if code >= 500:
                wrong.append(f"{address}?{query[:60]}: {code}")
            abroad = [href for href in re.findall(r'(?:href|action|src)="([^"]*)"', text) if not is_ours(href)]
            if abroad or not is_ours(location):
                wrong.append(f"{address}?{query[:60]}: leads to {abroad[:2] or location}")

    assert not wrong, "\n".join(wrong[:40])


def is_ours(href: str) -> bool:
    """A path of ours, or a page that the words of the interface link to on purpose."""
    parts = urlsplit(unescape(href))
    if parts.scheme in ("", "mailto", "data", "blob"):
        return not parts.netloc
    return parts.scheme in ("http", "https") and "evil" not in parts.netloc


def questions(text: str, path: str) -> list[tuple[str, str, bool]]:
    """Name, answer and whether it is typed, of the form that posts to this page."""
    for form in HTMLParser(namespaceHTMLElements=False).parse(text).iter("form"):
        action = form.attrib.get("action", "").partition("?")[0]
        if form.attrib.get("method", "").lower() == "post" and action in ("", path.partition("?")[0]):
            return list(_questions(form))
    return [("version", "0", False)]


def _questions(form: Element) -> Iterator[tuple[str, str, bool]]:
    for e in form.iter():
        name = e.attrib.get("name")
        if not name or name == "csrf_token":
            continue
        if e.tag == "select":
            options = list(e.iter("option"))
            chosen = [o for o in options if "selected" in o.attrib] or [o for o in options if o.attrib.get("value")]
            yield name, chosen[0].attrib.get("value", "") if chosen else "", False
        elif e.tag == "textarea":
            yield name, "".join(e.itertext()), True
        elif e.tag == "input":
            kind = e.attrib.get("type", "text")
            if kind not in ("checkbox", "radio") or "checked" in e.attrib:
                yield name, e.attrib.get("value", ""), kind not in ("hidden", "checkbox", "radio", "submit")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER], ids=str)
def test_no_answer_makes_a_form_fail_and_none_comes_back_as_code(seeded_app: Flask, role: Role) -> None:
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    browser, wrong = browser_of(seeded_app, role), []
    try:
        for address in once_each(addresses(seeded_app, "POST")):
            if address.endpoint.startswith(OF_THE_ADMINISTRATOR) != (role is Role.ADMINISTRATOR):
                continue  # each form once, by somebody who may send it
            asked = questions(fetched(browser, address.path)[1], address.path)
            for answer in ANSWERS:
                for everywhere in (False, True) if answer in ALSO_CHOSEN else (False,):
                    limiter.reset()
                    given = MultiDict((n, answer if typed or everywhere else v) for n, v, typed in asked)
                    found = browser.post(address.path, data=given)
                    if found.status_code >= 500:
                        wrong.append(f"{address} with {answer[:20]!r}: {found.status_code}")
                    if is_code(found.text):
                        wrong.append(f"{address} with {answer[:20]!r} says it back as code")
        for address in addresses(seeded_app, "GET"):
            code, text, _ = fetched(browser, address.path)
            if (code >= 500 and address.endpoint != "plumbing.readyz") or is_code(text):
                wrong.append(f"{address}: {code} after the forms were sent")
    finally:
        seeded_app.config["WTF_CSRF_ENABLED"] = True

    assert not wrong, "\n".join(wrong[:40])


def once_each(found: list[Address]) -> Iterator[Address]:
    """Every form once: the parts of an initiative are many, and each has a form of its own."""
    seen = set()
    for address in found:
        key = (address.endpoint, address.values.get("part"))
        if key not in seen and address.endpoint not in LEFT_OUT and not address.endpoint.startswith("portfolio.remove"):
            seen.add(key)
            yield address


def is_code(text: str) -> bool:
    return "<script>alert(1)" in text or "<img src=x" in text


def test_a_form_that_leaves_out_its_version_overwrites_nobody(seeded_app: Flask) -> None:
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    wrong, held = [], 0
    try:
        for role in (Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR):
            browser = browser_of(seeded_app, role)
            for address in once_each(addresses(seeded_app, "POST")):
                asked = questions(fetched(browser, address.path)[1], address.path)
                if {name: answer for name, answer, _ in asked}.get("version", "0") == "0":
                    continue
                limiter.reset()
                given = MultiDict((name, answer) for name, answer, _ in asked if name != "version")
                code = browser.post(address.path, data=given).status_code
                held += code == 409
                if code not in (403, 404, 409, 422):
                    wrong.append(f"{address}: {code}")
    finally:
        seeded_app.config["WTF_CSRF_ENABLED"] = True

    assert not wrong, "\n".join(wrong)
    assert held > 20


def test_a_title_that_is_a_formula_is_text_in_the_file(seeded_app: Flask) -> None:
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    browser, path = browser_of(seeded_app, Role.PROGRAMME_MANAGER), f"/portfolio/initiatives/{INITIATIVE}/facts"
    try:
        asked = questions(fetched(browser, path)[1], path)
        browser.post(path, data=MultiDict((n, "=cmd|' /C calc'!A0" if n == "title" else v) for n, v, _ in asked))
    finally:
        seeded_app.config["WTF_CSRF_ENABLED"] = True
    rows = csv.reader(io.StringIO(browser.get("/portfolio/initiatives/download").text), delimiter=";")
    titles = {row[0]: row[1] for row in rows}

    assert titles[INITIATIVE] == "'=cmd|' /C calc'!A0"


@pytest.mark.db
def test_what_no_database_holds_is_a_bad_request_on_both(app: Flask) -> None:
    client = app.test_client()

    assert client.get("/sign-in?next=%00").status_code == 400
    assert client.get("/portfolio/initiatives/%00").status_code == 400
    assert client.post("/language", data={"language": "nb\0"}).status_code == 400
    assert client.get(f"/record/{'9' * 30}").status_code == 404
