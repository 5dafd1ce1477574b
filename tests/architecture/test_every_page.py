"""Every page that is shown: well-formed, titled, labelled; and nothing illustrative passed off as fact."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from html5lib import HTMLParser

from app.people.rules import Role
from app.plumbing import record
from app.plumbing.limits import limiter
from app.plumbing.record import At
from tests.walk import Address, addresses, browser_of

# Answers that are no pages: files, probes.
NO_PAGES = {"plumbing.healthz", "plumbing.readyz", "plumbing.metrics", "portfolio.download_initiatives"}

LABELLED = ("input", "select", "textarea")


@pytest.fixture(params=list(Role), ids=str)
def pages(request: pytest.FixtureRequest, seeded_app: Flask) -> Iterator[list[tuple[Address, str]]]:
    """Every page the role is shown."""
    browser = browser_of(seeded_app, request.param)
    found = []
    for address in addresses(seeded_app, "GET"):
        if address.endpoint in NO_PAGES:
            continue
        limiter.reset()
        answer = browser.get(address.path)
        assert answer.status_code < 500, address
        if answer.status_code == 200:
            found.append((address, answer.text))
    yield found


def test_every_page_is_sound_html_and_changes_nothing(pages: list[tuple[Address, str]], seeded_app: Flask) -> None:
    assert len(pages) >= 20
    faults = [f"{address}: {fault}" for address, text in pages for fault in unsound(text)]

    assert not faults, "\n".join(sorted(faults)[:60])


def test_looking_writes_no_deed(seeded_app: Flask) -> None:
    with seeded_app.test_request_context():
        before = record.head(At())
    browser = browser_of(seeded_app, Role.PROGRAMME_MANAGER)
    for address in addresses(seeded_app, "GET"):
        limiter.reset()
        browser.get(address.path)
    with seeded_app.test_request_context():
        assert record.head(At()) == before


def unsound(text: str) -> Iterator[str]:
    parser = HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    for (line, _), code, values in parser.errors:
        yield f"line {line}: {code} {values or ''}"
    if len(headings := list(tree.iter("h1"))) != 1:
        yield f"{len(headings)} h1"
    if not (title := tree.findtext("head/title") or "").strip() or title.strip() == "– Floke":
        yield "no title"
    for name, times in Counter(e.attrib["id"] for e in tree.iter() if "id" in e.attrib).items():
        if times > 1:
            yield f"id {name} stands {times} times"
    labels = {e.attrib.get("for") for e in tree.iter("label")}
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if "style" in element.attrib or any(name.startswith("on") for name in element.attrib):
            yield f"<{element.tag}> has style or script of its own"
        if element.tag in LABELLED and element.attrib.get("type") not in ("hidden", "submit"):
            named = element.attrib.get("id") in labels or {"aria-label", "aria-labelledby"} & set(element.attrib)
            if not named and "hidden" not in element.attrib:
                yield f"<{element.tag} name={element.attrib.get('name')}> has no label"
        posts = element.tag == "form" and element.attrib.get("method", "").lower() == "post"
        if posts and not any(e.attrib.get("name") == "csrf_token" for e in element.iter("input")):
            yield f"form to {element.attrib.get('action')} has no CSRF token"


# --- nothing illustrative is shown as fact ---------------------------------------------------------------------

# Pages about the portfolio: whatever they show of the seed must say what it is.
OF_THE_PORTFOLIO = (
    "steering.home",
    "steering.mission",
    "portfolio.initiatives",
    "portfolio.initiative",
    "portfolio.dependencies",
    "choices.ranking",
    "choices.criteria",
    "missions.indicator",
    "missions.problem_model",
    "reporting.rounds",
    "reporting.one_round",
    "people.organisations",
    "people.organisation",
)


def test_pages_of_the_portfolio_say_what_is_illustrative(pages: list[tuple[Address, str]]) -> None:
    silent = [
        str(address)
        for address, text in pages
        if address.endpoint in OF_THE_PORTFOLIO and "tag-illustrative" not in text and "tag-source" not in text
    ]

    assert not silent, "tag what is illustrative and name who published the rest:\n" + "\n".join(silent)


def test_each_illustrative_row_of_the_register_wears_its_tag(seeded_app: Flask) -> None:
    browser = browser_of(seeded_app, Role.PROGRAMME_MANAGER)
    text = browser.get("/portfolio/initiatives?rows=100").text
    rows = [row for row in rows_of(text) if re.search(r"\bT\d\d\b", words(row))]

    assert len(rows) == 43
    assert [words(row)[:40] for row in rows if "tag-illustrative" not in ET.tostring(row, "unicode")] == []


def rows_of(text: str) -> Iterator[ET.Element]:
    for body in HTMLParser(namespaceHTMLElements=False).parse(text).iter("tbody"):
        yield from body.iter("tr")


def words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_published_grant_is_shown_to_the_krone_with_its_source(seeded_app: Flask) -> None:
    text = browser_of(seeded_app, Role.PROGRAMME_MANAGER).get("/portfolio/initiatives/ETI").text

    assert re.search(r"57(\u00a0|&nbsp;)383(\u00a0|&nbsp;)633(\u00a0|&nbsp;)kr", text)
    assert "Medfinansieringsordningen" in text
    tagged = [text[place.end() :][:600] for place in re.finditer("57\u00a0383\u00a0633", text)]
    assert any("tag-source" in near for near in tagged), "name who published it beside the amount"
