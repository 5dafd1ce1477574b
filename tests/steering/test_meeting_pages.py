"""Meetings over their pages: planned by the office, decided by the group, corrected; and by nobody else."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from app.missions.rules import Act as MissionAct
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.portfolio.rules.words import Adoption
from app.steering import services
from app.steering.rules.meetings import Adopted, DecisionWords, MeetingFacts
from tests.portfolio.factories import a_mission, named
from tests.steering.factories import DAY, a_case, solved, the_seeds
from tests.walk import browser_of

MEETING = "/steering/meetings/M2026-3"


def sent(client: FlaskClient, path: str, **typed: str) -> tuple[int, str]:
    """Post the page's own form with these answers typed into it; the code, and where it leads or what it says."""
    page = client.get(path).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    answer = client.post(path, data={**hidden, **typed})
    return answer.status_code, answer.location or answer.text


def test_a_case_goes_from_the_agenda_to_a_decision_and_its_correction(seeded_app: Flask) -> None:
    office, group = browser_of(seeded_app, Role.PROGRAMME_MANAGER), browser_of(seeded_app, Role.STEERING_GROUP)

    added = sent(office, "/steering/meetings/add", title="Ekstra møte", held_on="20.11.2026", place="")
    assert added == (302, f"{MEETING}?mission=alvorlig-sykt-barn")
    assert sent(office, f"{MEETING}/agenda/add", kind="decision", title="Drift", proposal="")[0] == 422
    assert sent(office, f"{MEETING}/agenda/add", kind="decision", title="Drift", proposal="Drift sikres.")[0] == 302
    assert sent(group, f"{MEETING}/agenda/1/decide", wording="Drift sikres.")[0] == 422
    assert sent(office, f"{MEETING}/attendance", function_6="Leder", presence_6="present")[0] == 302

    assert (
        sent(group, f"{MEETING}/agenda/1/decide", wording="Drift sikres fra 2028.")[1] == "/steering/decisions/V2026-2"
    )
    again = {"because": "Feil årstall.", "wording": "Drift sikres fra 2027.", "reasons": "Referatet."}
    assert sent(group, "/steering/decisions/V2026-2/correct", **again)[1] == "/steering/decisions/V2026-3"

    old, new = (group.get(f"/steering/decisions/V2026-{number}").text for number in (2, 3))
    assert "Drift sikres fra 2028." in old and "V2026-3" in old
    assert "Drift sikres fra 2027." in new and "Feil årstall." in new
    assert "V2026-3" in office.get(MEETING).text


def test_the_office_decides_nothing_and_an_owner_prepares_nothing(seeded_app: Flask) -> None:
    office, owner = browser_of(seeded_app, Role.PROGRAMME_MANAGER), browser_of(seeded_app, Role.INITIATIVE_OWNER)

    assert office.get("/steering/meetings/M2026-2/agenda/1/decide").status_code == 403
    assert office.get("/steering/decisions/V2026-1/correct").status_code == 403
    assert owner.get("/steering/meetings/add").status_code == 403
    assert owner.get("/steering/meetings/M2026-2").status_code == 200


def test_a_day_before_a_meeting_was_planned_has_no_such_page(seeded_app: Flask) -> None:
    client = browser_of(seeded_app, Role.STEERING_GROUP)

    assert client.get("/steering/meetings/M2026-2?as_of=2026-10-01").status_code == 404
    assert client.get("/steering/decisions/V2026-1?as_of=2026-06-01").status_code == 404
    assert "M2026-1" not in client.get("/steering/decisions?as_of=2026-05-01").text
    assert client.get("/steering/decisions/V2026-1?as_of=2026-07-01").status_code == 200


def test_what_was_adopted_is_told_on_the_initiative_in_the_register_and_in_the_roll_up(seeded_app: Flask) -> None:
    """The seed adopts nothing: its first alternative is solved and adopted here."""
    mission, scenario = the_seeds()
    meeting = a_case(mission, scenario_id=scenario)
    solution = solved(scenario, ["T05"])
    with unit_of_work(by=None):
        words = DecisionWords("Vedtatt.", reasons="Best for pengene.")
        adopted = Adopted(solution, {"T05": Adoption.PRIORITISED})
        code = services.decide(meeting, None, 1, words, adopted, on=DAY).code
    client = browser_of(seeded_app, Role.STEERING_GROUP)

    heading = client.get("/portfolio/initiatives/T05").text.partition("<h1")[2].partition("sentence")[0]
    assert f'href="/steering/decisions/{code}">Prioritert</a>' in heading
    page = client.get("/missions/alvorlig-sykt-barn").text
    assert 'href="/portfolio/initiatives?adoption=prioritised">1</a>' in page
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.partition('id="adopted"')[2]))
    assert "1 tiltak er prioritert. Alle er i gang. Alle er tildelt det de trenger." in said
    file = client.get("/portfolio/initiatives/download?columns=adoption&adoption=prioritised").text.splitlines()
    assert [line.split(";")[0] for line in file[1:]] == ["T05"]
    assert "Prioritert" in file[1]
    assert client.get("/portfolio/initiatives?adoption=perhaps").status_code == 400


def test_an_alternative_is_offered_to_the_next_meeting_and_not_where_it_waits_already(seeded_app: Flask) -> None:
    office = browser_of(seeded_app, Role.PROGRAMME_MANAGER)
    waits, free = (office.get(f"/choices/scenarios/{code}").get_data(as_text=True) for code in ("A1", "A2"))

    assert "/steering/meetings/M2026-2/agenda/add?alternative=A2" in free
    assert "/steering/meetings/M2026-1/agenda/add" not in free
    assert "Venter på vedtak" in waits
    assert "/agenda/add" not in waits


def test_a_form_is_about_the_mission_it_was_opened_in_whatever_has_been_visited_since(seeded_app: Flask) -> None:
    """Codes are unique within a mission only, and two windows may show two missions."""
    with unit_of_work(by=None):
        other = a_mission("annet-oppdrag")
        named(MissionAct.MISSION_ADD, other)
    for title in ("Deres første", "Deres andre"):
        with unit_of_work(by=None):
            services.add_meeting(other.id, MeetingFacts(title, DAY))
    office = browser_of(seeded_app, Role.PROGRAMME_MANAGER)
    office.get("/missions/alvorlig-sykt-barn")
    page = office.get("/steering/meetings/M2026-2/edit").text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    typed = {"title": "Flyttet møte", "held_on": "26.11.2026", "place": ""}

    assert "Deres andre" in office.get("/steering/meetings/M2026-2?mission=annet-oppdrag").text
    assert office.get("/missions/annet-oppdrag").status_code == 200
    assert office.post("/steering/meetings/M2026-2/edit", data={**hidden, **typed}).status_code == 302

    assert "Flyttet møte" in office.get("/steering/meetings?mission=alvorlig-sykt-barn").text
    assert "Flyttet møte" not in office.get("/steering/meetings?mission=annet-oppdrag").text
    lost = {**hidden, **typed, "in_mission": "finnes-ikke"}
    assert office.post("/steering/meetings/M2026-2/edit", data=lost).status_code == 404
    assert office.post("/steering/meetings/M2026-2/edit?mission=finnes-ikke", data=typed).status_code in (400, 404)
