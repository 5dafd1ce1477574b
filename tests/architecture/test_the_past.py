"""An earlier day can be looked at from any page, by whom today's policy lets in, and changed from none."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.people.rules import Role
from app.plumbing import record
from app.plumbing.db import db
from app.plumbing.limits import limiter
from app.plumbing.record import NOW, Deed
from tests.architecture.test_hostile_input import fetched, questions
from tests.walk import addresses, browser_of


def of_no_day(app: Flask, endpoint: str) -> bool:
    """Signing in and out, one's own account, the language, jobs: the guard says so (see ``requires``)."""
    return endpoint.startswith("plumbing.") or getattr(app.view_functions[endpoint], "timeless", False)


# Where a deed is done: a link there, with the day carried along, would lead to a page that is not there.
DEEDS = re.compile(
    r"/(edit|add|remove|new|write|scores|facts|plan|estimates|state|merge|erase|close|return)\?[^\"]*as_of="
)


def days() -> list[date]:
    """Before everything, the first day, one in the middle, and the day before the last deeds."""
    found = sorted({moment.date() for moment in db.session.scalars(select(Deed.at))})
    return [found[0] - timedelta(days=2), found[0], found[len(found) // 2], found[-2]]


@pytest.mark.parametrize("role", Role, ids=str)
def test_pages_of_earlier_days_are_shown_without_anything_to_edit(seeded_app: Flask, role: Role) -> None:
    browser, wrong = browser_of(seeded_app, role), []
    for address in addresses(seeded_app, "GET"):
        if of_no_day(seeded_app, address.endpoint):
            continue
        for day in days():
            code, text, _ = fetched(browser, address.path, f"as_of={day}")
            if code not in (200, 302, 403, 404):
                wrong.append(f"{address} of {day}: {code}")
            if code != 200:
                continue
            forms = re.findall(r'<form[^>]*method="post"[^>]*>', text)
            if [form for form in forms if not re.search("/(sign-out|language|account|record/verify|jobs)", form)]:
                wrong.append(f"{address} of {day} has a form")
            if link := DEEDS.search(text):
                wrong.append(f"{address} of {day} leads to {link.group()}")

    assert not wrong, "\n".join(wrong[:40])


@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR], ids=str)
def test_a_form_sent_from_an_earlier_day_is_refused(seeded_app: Flask, role: Role) -> None:
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    browser, wrong, sent = browser_of(seeded_app, role), [], 0
    try:
        for address in addresses(seeded_app, "POST"):
            if of_no_day(seeded_app, address.endpoint):
                continue
            with seeded_app.test_request_context():
                before, day = record.head(NOW), days()[2]
            asked = questions(fetched(browser, address.path)[1], address.path)
            limiter.reset()
            answer = browser.post(
                address.path,
                query_string={"as_of": str(day)},
                data=MultiDict((name, value) for name, value, _ in asked),
            )
            sent += answer.status_code == 422
            with seeded_app.test_request_context():
                if record.head(NOW) != before or answer.status_code not in (403, 404, 422):
                    wrong.append(f"{address}: {answer.status_code}")
    finally:
        seeded_app.config["WTF_CSRF_ENABLED"] = True

    assert not wrong, "\n".join(wrong[:40])
    assert sent > 20
