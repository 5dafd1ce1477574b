"""Pages of rounds and reports: who gets in, what they say, and that nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, g, render_template
from flask.testing import FlaskClient
from html5lib import HTMLParser
from sqlalchemy import select

from app.people.sign_in import SignedIn
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.policy import Actor, Subject
from app.plumbing.record import NOW
from app.reporting import panels, queries, services
from app.reporting.models import StatusReport
from app.reporting.rules import ReportState, ReportWords
from tests.portfolio.factories import signed_in
from tests.reporting.factories import DAY, NOON, Story, a_planned_round, a_story

WRITE = "/reporting/reports/T3/T10/write"
As = Callable[[str], FlaskClient]


@pytest.fixture
def story(app: Flask) -> Iterator[Story]:
    app.config["WTF_CSRF_ENABLED"] = False
    with clock.frozen(NOON):
        yield a_story()
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def as_(app: Flask, story: Story) -> As:
    return lambda who: signed_in(app.test_client(), getattr(story, who))


def report_of(story: Story) -> StatusReport | None:
    return db.session.scalar(
        select(StatusReport)
        .where(StatusReport.round_id == story.open, StatusReport.initiative_id == story.t10)
        .execution_options(populate_existing=True)
    )


def given(story: Story, words: ReportWords | None = None) -> None:
    with unit_of_work(by=story.owner):
        services.submit(
            story.open, story.t10, 0, words or ReportWords(overall="green", comment="Alt vel"), now=NOON, on=DAY
        )


def form_of(html: str) -> dict[str, str]:
    """What a browser would send of the page's form if nobody touched it: the two-minute report."""
    tree = HTMLParser(namespaceHTMLElements=False).parse(html)
    form = next(form for form in tree.iter("form") if "data-guard" in form.attrib)
    sent: dict[str, str] = {}
    for field in form.iter("input"):
        kind = field.get("type", "text")
        if kind in ("radio", "checkbox") and "checked" not in field.attrib:
            continue
        if kind != "submit" and field.get("name"):
            sent[field.attrib["name"]] = field.get("value", "")
    for area in form.iter("textarea"):
        sent[area.attrib["name"]] = (area.text or "").strip()
    return sent


#              owner  deputy steering manager administrator stranger
WHO = ("owner", "deputy", "steering", "manager", "administrator", "stranger")
PAGES = {
    "/reporting/rounds":                      (200, 200, 200, 200, 200, 200),
    "/reporting/rounds/T3":                   (200, 200, 200, 200, 200, 404),
    "/reporting/rounds/T4":                   (404, 404, 404, 404, 404, 404),
    "/reporting/rounds/add":                  (403, 403, 403, 200, 403, 200),
    "/reporting/rounds/T3/edit":              (403, 403, 403, 200, 403, 404),
    "/reporting/rounds/T3/close":             (403, 403, 403, 200, 403, 404),
    "/reporting/reports/T3/T10":              (302, 302, 200, 200, 200, 404),
    "/reporting/reports/T3/T10/write":        (200, 200, 403, 200, 200, 404),
    "/reporting/reports/T3/T11/write":        (403, 403, 403, 200, 200, 404),
    "/reporting/reports/T3/ETI":              (404, 404, 404, 404, 404, 404),
    "/reporting/reports/T2/T10/return":       (403, 403, 403, 200, 403, 404),
    "/reporting/reports/T3/T10/assessment":   (403, 403, 403, 200, 403, 404),
    "/reporting/reports/T2/T10/receipt":      (200, 200, 403, 200, 200, 404),
}  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_who_gets_in(as_: As, path: str) -> None:
    assert tuple(as_(who).get(path).status_code for who in WHO) == PAGES[path]


def test_nothing_changed_means_one_press(as_: As, story: Story) -> None:
    client = as_("owner")
    page = client.get(WRITE)
    assert "3 dager" in page.text or "3 days" in page.text
    sent = form_of(page.text)
    assert (sent["overall"], sent["comment"]) == ("yellow", "Rekrutteringen er forsinket.")
    assert client.post(WRITE, data={**sent, "submit": "1"}).location.endswith("/receipt")
    report = report_of(story)
    assert report is not None and report.state is ReportState.SUBMITTED
    assert (report.deliverables_done, report.deliverables_total) == (1, 2)
    assert client.get("/reporting/reports/T3/T10/receipt").status_code == 200


def test_a_tick_delivers_on_the_day_the_reports_count_for(as_: As, story: Story) -> None:
    client = as_("owner")
    sent = form_of(client.get(WRITE).text)
    client.post(WRITE, data={**sent, f"done_{story.undone}": "y", "submit": "1"})
    page = queries.report_page(_open(story), story.t10, at=NOW)
    assert page is not None
    assert [row.delivered_on.isoformat() for row in page.deliverables if row.delivered_on] == [
        "2026-05-01",
        "2026-11-21",
    ]


def test_what_cannot_be_read_stays_in_the_form(as_: As) -> None:
    client = as_("owner")
    sent = {**form_of(client.get(WRITE).text), "forecast_finish": "når vi blir ferdige", "comment": "Ny tekst"}
    answer = client.post(WRITE, data={**sent, "submit": "1"})
    assert answer.status_code == 422
    assert form_of(answer.text) == sent


def test_red_without_words_is_asked_to_explain(as_: As) -> None:
    client = as_("owner")
    answer = client.post(WRITE, data={**form_of(client.get(WRITE).text), "overall": "red", "comment": ""})
    assert answer.status_code == 422
    assert 'href="#comment"' in answer.text


def test_a_draft_comes_back_as_it_was_typed(as_: As, story: Story) -> None:
    client = as_("owner")
    first = form_of(client.get(WRITE).text)
    typed = {**first, "overall": "red", "comment": "", "forecast_finish": "kanskje 2028?", "forecast_cost": "mye"}
    typed[f"done_{story.undone}"] = "y"
    assert client.post(WRITE, data={**typed, "draft": "1"}).status_code == 302
    again = client.get(WRITE)
    assert again.text.count("ds-validation-message") == 2
    there = form_of(again.text)
    assert there == {**typed, "version": "1", "csrf_token": there["csrf_token"]}
    assert "kanskje 2028?" not in as_("steering").get("/reporting/reports/T3/T10").text


def test_a_lost_race_keeps_both(as_: As, story: Story) -> None:
    owner, deputy = as_("owner"), as_("deputy")
    mine = {**form_of(owner.get(WRITE).text), "comment": "Min tekst"}
    theirs = {**form_of(deputy.get(WRITE).text), "comment": "Varaens tekst", "draft": "1"}
    assert deputy.post(WRITE, data=theirs).status_code == 302
    answer = owner.post(WRITE, data={**mine, "submit": "1"})
    assert answer.status_code == 409
    assert "Min tekst" in answer.text and "Varaens tekst" in answer.text and "Vara" in answer.text
    assert owner.post(WRITE, data={**mine, "save_anyway": "1"}).status_code == 302
    report = report_of(story)
    assert report is not None and report.comment == "Min tekst"


def test_a_report_submitted_meanwhile_loses_nothing_typed(as_: As, story: Story) -> None:
    client = as_("owner")
    mine = {**form_of(client.get(WRITE).text), "comment": "Min tekst"}
    given(story)
    answer = client.post(WRITE, data={**mine, "submit": "1"})
    assert answer.status_code == 409
    assert "Min tekst" in answer.text


def test_the_office_accepts_returns_and_closes(as_: As, story: Story) -> None:
    given(story)
    client = as_("manager")
    page = client.get("/reporting/rounds/T3").text
    assert "/reporting/reports/T3/T10/accept" in page
    assert "/reporting/reports/T3/T10/accept" not in as_("owner").get("/reporting/rounds/T3").text
    assert client.post("/reporting/reports/T3/T10/accept", data={"version": "7"}).status_code == 409
    assert client.post("/reporting/reports/T3/T10/accept", data={"version": "1"}).status_code == 302
    assert client.post("/reporting/reports/T3/T10/return", data={"version": "2", "reason": ""}).status_code == 422
    sent = {"version": "2", "reason": "Skriv mer"}
    assert client.post("/reporting/reports/T3/T10/return", data=sent).status_code == 302
    assert "Skriv mer" in as_("owner").get(WRITE).text
    assert client.post("/reporting/rounds/T3/close", data={"version": "1"}).status_code == 302
    assert as_("owner").get(WRITE).status_code == 302


def test_the_office_plans_moves_opens_and_rates(as_: As, story: Story) -> None:
    client = as_("manager")
    facts = {"title": "Første 2027", "cut_off": "30.04.2027", "opens_on": "20.4.2027", "due_on": "6. mai 2027"}
    assert client.post("/reporting/rounds/add", data={**facts, "code": "T1-2027"}).status_code == 302
    assert client.post("/reporting/rounds/T1-2027/open", data={"version": "1"}).status_code == 422
    moved = {**facts, "due_on": "1.4.2027", "version": "1"}
    assert client.post("/reporting/rounds/T1-2027/edit", data=moved).status_code == 422
    assert client.post("/reporting/rounds/T1-2027/edit", data={**facts, "version": "1"}).status_code == 302
    rated = {"overall": "red", "comment": "Vi ser det mørkere", "version": "0"}
    assert client.post("/reporting/reports/T2/T10/assessment", data=rated).status_code == 302
    assert "Vi ser det mørkere" in client.get("/reporting/reports/T2/T10").text
    assert "T11" not in _rows(client.get("/reporting/rounds/T2?show=differs").text)


def test_an_earlier_day_offers_no_deeds(as_: As, story: Story) -> None:
    given(story)
    page = as_("manager").get("/reporting/rounds/T3?as_of=2026-11-22").text
    assert "/accept" not in page and "/close" not in page and "/edit" not in page
    assert as_("owner").get("/reporting/reports/T3/T10?as_of=2026-11-22").status_code == 200


def test_what_waits_for_whom(app: Flask, as_: As, story: Story) -> None:
    with unit_of_work(by=None) as work:
        work.record("round:facts:add", a_planned_round(story.mission, "T4"))

    def waits(who: str) -> list[str]:
        role = {"manager": "programme_manager", "owner": "initiative_owner"}.get(who, "steering_group")
        actor = Actor(person_id=getattr(story, who), roles=frozenset({(role, story.mission)}))
        with app.test_request_context():
            g._login_user = SignedIn(getattr(story, who), actor, display_name="", language="nb", sign_in_id=0)
            return [item.url for item in panels.waiting()]

    assert waits("owner") == ["/reporting/reports/T3/T10/write?mission=barn"]
    assert waits("manager") == ["/reporting/rounds/T3?mission=barn"]
    assert waits("steering") == []


def _rows(html: str) -> str:
    return " ".join(re.findall(r'<td class="code"[^>]*>\s*(\w+)', html))


def _open(story: Story) -> queries.RoundRow:
    found = queries.round_at(story.mission, "T3", at=NOW)
    assert found is not None
    return found


def test_the_panel_says_what_was_said_and_since_when(app: Flask, story: Story) -> None:
    def panel() -> str:
        with app.test_request_context("/"):
            found = panels.latest_report(Subject(story.t10, "T10", missions=frozenset({story.mission})), NOW)
            assert found is not None
            return " ".join(render_template(found.template, **found.values).split())

    with unit_of_work(by=story.manager):
        services.assess(story.closed, story.t10, 0, overall="red", comment="For optimistisk", on=DAY)
    html = panel()
    assert "noe avvik" in html and "For optimistisk" in html and 'data-tone="warning"' in html
    with unit_of_work(by=story.manager):
        services.close_round(story.open, 1)
    assert "31.08.2026" in panel()
    assert "since" in panel() or "siden" in panel()
