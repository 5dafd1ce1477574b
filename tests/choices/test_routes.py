"""The pages of choosing: wiring, permission, wording."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.choices import queries
from app.missions.models import Mission
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.provenance import Source
from app.plumbing.record import NOW
from tests.choices.factories import a_criterion, a_score
from tests.portfolio.factories import a_mission, a_person, an_initiative, named, signed_in, some_evidence

READING = ("/choices/ranking", "/choices/criteria")
EDITING = ("/choices/criteria/new", "/choices/criteria/NYTTE/edit", "/choices/initiatives/T10/scores")


@pytest.fixture
def barn(app: Flask) -> int:
    with unit_of_work(None):
        mission = a_mission("barn")
        benefit, cost = a_criterion(mission, "NYTTE", 30, "Nytte"), a_criterion(mission, "KOST", 10, "Kostnad")
        first, second = an_initiative(mission, "T10", build_likely_ore=1_200_000_000), an_initiative(mission, "T12")
        an_initiative(mission, "T13")
        some_evidence(mission, "E1", title="Evalueringen")
        for initiative, one, other in ((first, 80, 40), (second, 60, 60)):
            a_score(initiative, benefit, one, spread=10, source=Source.ILLUSTRATIVE)
            a_score(initiative, cost, other, source=Source.ILLUSTRATIVE)
        named("mission:facts:add", mission)
        return mission.id


def as_role(client: FlaskClient, role: Role, mission_id: int) -> FlaskClient:
    with unit_of_work(None):
        person = a_person(role=role, mission=db.session.get(Mission, mission_id), language="en")
        named("person:identity:add", person)
        person_id = person.id
    return signed_in(client, person_id)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(csrf_token|version|weight_\w+)" value="([^"]*)"', page))


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_the_ranking_and_only_the_programme_manager_weighs(
    client: FlaskClient, barn: int, role: Role
) -> None:
    browser = as_role(client, role, barn)
    assert [browser.get(path).status_code for path in READING] == [200, 200]
    allowed = role is Role.PROGRAMME_MANAGER
    assert {browser.get(path).status_code for path in EDITING} == ({200} if allowed else {403})
    token = hidden(browser.get("/account").text)["csrf_token"]
    assert browser.post("/choices/weights", data={"csrf_token": token}).status_code == (422 if allowed else 403)


def test_the_ranking_says_who_is_first_why_and_who_is_left_out(client: FlaskClient, barn: int) -> None:
    page = as_role(client, Role.STEERING_GROUP, barn).get("/choices/ranking").text
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "T10 comes first with 70 of 100 points." in text
    assert "1 initiative lacks scores and is not ranked." in text
    assert "Ahead of T12 because Nytte gives 15.0 points more; only Kostnad pulls the other way (−5.0)." in text
    assert "12.0 million kr" in text.replace("\u00a0", " ")
    assert "Judgement only" in text
    assert "tag-illustrative" in page


def test_weights_are_tried_in_the_address_and_saved_only_when_posted(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.PROGRAMME_MANAGER, barn)
    tried = browser.get("/choices/ranking?weight_NYTTE=1&weight_KOST=9").text
    assert "exactly these points, which are not saved" in tried
    assert tried.index('id="T12"') < tried.index('id="T10"')
    assert {row.code: row.weight for row in queries.criteria(barn, at=NOW)} == {"NYTTE": 30, "KOST": 10}
    answer = browser.post("/choices/weights?mission=barn", data=hidden(tried))
    assert answer.status_code == 302
    assert {row.code: row.weight for row in queries.criteria(barn, at=NOW)} == {"NYTTE": 1, "KOST": 9}
    stale = browser.post("/choices/weights?mission=barn", data={**hidden(tried), "weight_NYTTE": "7"})
    assert stale.status_code == 409
    assert 'value="7"' in stale.text


@pytest.mark.parametrize("typed", ["mye", "-3", "1001"])
def test_a_weight_that_cannot_be_read_is_said_and_the_list_still_shown(
    client: FlaskClient, barn: int, typed: str
) -> None:
    page = as_role(client, Role.STEERING_GROUP, barn).get(f"/choices/ranking?weight_NYTTE={typed}").text
    assert f'value="{typed}"' in page
    assert 'id="weight_NYTTE-error"' in page
    assert 'id="T10"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [("0", "a weight above 0"), ("-1", "At least 0"), ("NaN", "is not a number"), ("", "is required")],
)
def test_weights_that_weigh_nothing_or_are_none_are_refused_in_words(
    client: FlaskClient, barn: int, typed: str, said: str
) -> None:
    browser = as_role(client, Role.PROGRAMME_MANAGER, barn)
    sent = hidden(browser.get("/choices/ranking?weight_NYTTE=1&weight_KOST=9").text)

    answer = browser.post(
        "/choices/weights?mission=barn", data={**sent, **{name: typed for name in sent if name.startswith("weight_")}}
    )

    assert answer.status_code == 422
    assert said in answer.text


def test_scores_out_of_order_keep_what_was_typed(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.PROGRAMME_MANAGER, barn)
    path = "/choices/initiatives/T13/scores"
    form = hidden(browser.get(path).text)
    evidence = re.search(r'name="evidence_NYTTE"[^>]*value="(\d+)"', browser.get(path).text)
    assert evidence is not None
    typed = {"low_NYTTE": "70", "likely_NYTTE": "60", "high_NYTTE": "80", "reason_NYTTE": "Prøvd i Bergen"}
    refused = browser.post(path, data={**form, **typed})
    assert refused.status_code == 422
    assert 'value="70"' in refused.text
    assert "Prøvd i Bergen" in refused.text
    assert "The lowest score is above the likely one." in refused.text
    good = {**form, **typed, "low_NYTTE": "50", "likely_KOST": "55,5", "evidence_NYTTE": evidence.group(1)}
    assert browser.post(path, data=good).status_code == 302
    row = queries.ranked(barn, at=NOW).rows[-1]
    assert (row.initiative.code, row.likely, row.judgement_only) == ("T13", Decimal("58.88"), 1)
    assert browser.post(path, data=good).status_code == 409


def test_a_criterion_is_added_with_levels_and_edited(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.PROGRAMME_MANAGER, barn)
    page = browser.get("/choices/criteria/new").text
    sent = {
        **hidden(page), "language": "en", "code": "LAW", "title": "Lawful", "definition": "", "weight": "5",
        "level_0": "Needs a new law", "level_100": "Lawful today",
    }  # fmt: skip
    assert browser.post("/choices/criteria/new", data={**sent, "code": "NO GO"}).status_code == 422
    assert browser.post("/choices/criteria/new", data=sent).status_code == 302
    edit = "/choices/criteria/LAW/edit"
    page = browser.get(edit).text
    assert "Needs a new law" in page
    answer = browser.post(edit, data={**hidden(page), "language": "en", "title": "Legal", "definition": ""})
    assert answer.status_code == 302
    row = queries.criterion_by_code(barn, "LAW", at=NOW)
    assert row is not None
    assert (row.title, row.levels) == ("Legal", ())


def test_the_initiatives_page_tells_its_rank(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.INITIATIVE_OWNER, barn)
    ranked = browser.get("/portfolio/initiatives/T10").text
    assert "Number 1 of 2, with 70 of 100 points." in ranked
    assert "judgement only" in ranked
    assert "Not ranked: there is no score on Nytte, Kostnad." in browser.get("/portfolio/initiatives/T13").text


def test_the_past_shows_no_way_to_edit(client: FlaskClient, barn: int) -> None:
    from app.plumbing import clock

    browser = as_role(client, Role.PROGRAMME_MANAGER, barn)
    today = clock.today().isoformat()
    assert "/choices/criteria/new" not in browser.get(f"/choices/criteria?as_of={today}").text
    tried = browser.get(f"/choices/ranking?as_of={today}&weight_NYTTE=1").text
    assert "Save these weights" not in tried


def test_a_mission_without_criteria_is_offered_a_set_and_takes_it_once(client: FlaskClient, app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission("tom")
        named("mission:facts:add", mission)
        mission_id = mission.id
    browser = as_role(client, Role.PROGRAMME_MANAGER, mission_id)
    page = browser.get("/choices/criteria").text
    assert "Begin with a set" in page
    sent = hidden(page)
    assert browser.post("/choices/criteria/preset", data=sent).status_code == 302
    rows = queries.criteria(mission_id, at=NOW)
    assert [row.code for row in rows] == ["NYTTE", "RESSURS", "ALVOR", "BARN", "FORDELING", "GJENNOMFOR"]
    assert all(len(row.levels) == 5 and row.words_language == "en" for row in rows)
    assert browser.post("/choices/criteria/preset", data=sent).status_code == 409
    assert "Begin with a set" not in browser.get("/choices/criteria").text


def test_a_bound_that_cannot_hold_is_said_beside_its_question(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.PROGRAMME_MANAGER, barn)
    for percent, code in (("60", 302), ("50", 422), ("-1", 422), ("NaN", 422), ("101", 422)):
        page = browser.get("/choices/weights").text
        criterion = dict(re.findall(r'<option value="(\d+)">(Nytte|Kostnad)</option>', page))
        ids = {title: key for key, title in criterion.items()}
        answer = browser.post(
            "/choices/weights/bounds",
            data={
                **hidden(page),
                "criterion": ids["Nytte" if percent == "60" else "Kostnad"],
                "bound": "at_least",
                "percent": percent,
            },
        )
        assert answer.status_code == code, percent
        if code == 422:
            assert 'id="percent-error"' in answer.text
            assert f'value="{percent}"' in answer.text
        if percent == "50":
            assert "This cannot hold together with number 1 in the list." in answer.text


def test_an_answer_to_a_question_that_is_not_ours_is_refused(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.PROGRAMME_MANAGER, barn)
    page = browser.get("/choices/trade-offs").text
    asked = dict(re.findall(r'name="(version|first|first_part|second|second_part)" value="([^"]*)"', page))
    sent = {**hidden(page), **asked}
    wrong = (
        {"answer": "first", "second": asked["first"]},
        {"answer": "perhaps"},
        {"answer": "first", "first_part": "9"},
    )
    for some in wrong:
        assert browser.post("/choices/trade-offs", data={**sent, **some}).status_code == 422
    assert browser.post("/choices/trade-offs", data={**sent, "answer": "second"}).status_code == 302
    assert "1 of 12" in browser.get("/choices/trade-offs").text
