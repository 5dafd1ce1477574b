"""The pages of organisations, people, roles, the record and long-running work."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.assembly import ACT_WORDS, PERMISSION_WORDS, POLICY
from app.people.models import Identity, Organisation, RoleGrant
from app.people.rules import Reach, Role, reach
from app.people.services import organisations, persons
from app.plumbing.clock import now
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import JobState
from app.plumbing.record import Deed
from tests.people.factories import (
    PASSWORD,
    Browser,
    a_person,
    an_organisation,
    code_of,
    day,
    did,
    mission,
    of,
    some_facts,
)
from tests.statements import statements

BrowserOf = Callable[..., Browser]
FORM = {"name": "Nytt navn", "kind": "state_agency", "language": "nb"}


def test_an_organisation_bears_the_name_of_the_day_one_looks_at(browser_of: BrowserOf) -> None:
    row = an_organisation("HDIR", "Sosial- og helsedirektoratet", at=day("2020-01-01"))
    did(lambda: organisations.edit_organisation(row, 1, some_facts("Helsedirektoratet")), at=day("2024-01-01"))
    browser = browser_of(Role.STEERING_GROUP)

    assert "<h1>Helsedirektoratet</h1>" in browser.get("/organisations/HDIR").text
    then = browser.get("/organisations/HDIR?as_of=2022-06-01").text
    assert "<h1>Sosial- og helsedirektoratet</h1>" in then
    listed = browser.get("/organisations?as_of=2022-06-01").text
    assert "Sosial- og helsedirektoratet" in listed and ">Helsedirektoratet<" not in listed


def test_a_merged_organisation_names_its_successor_and_is_marked_as_past(browser_of: BrowserOf) -> None:
    an_organisation("HDIR", "Helsedirektoratet")
    an_organisation("EHELSE", "Direktoratet for e-helse")
    browser = browser_of(Role.PROGRAMME_MANAGER)
    heir = db.session.scalars(select(Organisation.id).where(Organisation.code == "HDIR")).one()

    browser.post(
        "/organisations/EHELSE/merge",
        {"successor_id": heir, "last_day": "31.12.2023", "version": 1},
        seen="/organisations/EHELSE/merge",
    )

    assert "No longer exists" in browser.get("/organisations").text
    assert "EHELSE" not in browser.get("/organisations?validity=current").text
    assert "Direktoratet for e-helse" in browser.get("/organisations/HDIR").text


def test_a_search_finds_norwegian_letters_written_plainly(browser_of: BrowserOf) -> None:
    an_organisation("DFO", "Direktoratet for forvaltning og økonomistyring")
    browser = browser_of(Role.STEERING_GROUP)

    assert "økonomistyring" in browser.get("/organisations?q=okonomi").text
    assert "No organisation fits" in browser.get("/organisations?q=100%25").text


def test_a_refused_form_keeps_what_was_typed(browser_of: BrowserOf) -> None:
    typed = {**FORM, "code": "NY", "number": "123456789", "short_name": "Kortnavn"}

    answer = browser_of(Role.PROGRAMME_MANAGER).post("/organisations/new", typed, seen="/organisations/new")

    assert answer.status_code == 422
    assert 'value="Kortnavn"' in answer.text and 'value="123456789"' in answer.text
    assert "not a Norwegian organisation number" in answer.text


def test_a_lost_race_shows_what_the_other_changed_and_keeps_what_was_typed(browser_of: BrowserOf) -> None:
    row = an_organisation("UDIR", "Utdanningsdirektoratet")
    browser = browser_of(Role.PROGRAMME_MANAGER)
    did(lambda: organisations.edit_organisation(row, 1, some_facts("Udir")))

    stale = {**FORM, "version": 1}
    answer = browser.post("/organisations/UDIR/edit", stale, seen="/organisations/UDIR/edit")

    assert answer.status_code == 409
    assert "<ins>Udir</ins>" in answer.text and 'value="Nytt navn"' in answer.text
    again = browser.post("/organisations/UDIR/edit", {**stale, "save_anyway": 2}, seen="/organisations/UDIR/edit")
    assert again.status_code == 302


def test_addresses_are_for_the_office_only_also_in_a_search(browser_of: BrowserOf) -> None:
    person = a_person("Kari Nordmann", email="kari.skjult@example.no")
    office, group = browser_of(Role.PROGRAMME_MANAGER), browser_of(Role.STEERING_GROUP)

    for page in ("/people", f"/people/{code_of(person)}"):
        assert "kari.skjult@example.no" in office.get(page).text
        assert "kari.skjult@example.no" not in group.get(page).text
    assert "Kari Nordmann" in office.get("/people?q=kari.skjult").text
    assert "Kari Nordmann" not in group.get("/people?q=kari.skjult").text


def test_an_administrator_adds_a_person_gives_a_role_and_a_password(app: Flask, browser_of: BrowserOf) -> None:
    administrator = browser_of(Role.ADMINISTRATOR)

    added = administrator.post("/people/new", {**FORM, "email": "ny@example.no"}, seen="/people/new").location
    assert added is not None
    administrator.post(f"{added}/roles/new", {"role": "steering_group", "mission_id": ""}, seen=f"{added}/roles/new")
    administrator.post(f"{added}/password", {"password": PASSWORD}, seen=f"{added}/password")

    newcomer = Browser(app.test_client())
    assert newcomer.sign_in("ny@example.no").status_code == 302
    assert newcomer.get("/people").status_code == 200


def test_an_administrator_of_one_mission_gives_roles_there_and_nowhere_else(browser_of: BrowserOf) -> None:
    ours, theirs = mission("vaart"), mission("deres")
    code = code_of(a_person())
    browser = browser_of(Role.ADMINISTRATOR, ours)

    def give(mission_id: int | str) -> int:
        words = {"role": "administrator", "mission_id": mission_id}
        return browser.post(f"/people/{code}/roles/new", words, seen=f"/people/{code}/roles/new").status_code

    assert [give(ours), give(theirs), give("")] == [302, 422, 403]
    for deed in ("edit", "password", "erase"):
        assert browser.get(f"/people/{code}/{deed}").status_code == 403
    assert browser.post(f"/people/{code}/leave").status_code == 403
    assert len(db.session.scalars(select(RoleGrant.id)).all()) == 2


def test_the_last_administrator_is_told_why_the_role_stays(browser_of: BrowserOf) -> None:
    me = a_person("Siste", Role.ADMINISTRATOR, password=PASSWORD)
    browser = browser_of(me)
    grant = db.session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == me)).one()

    browser.post(f"/people/{code_of(me)}/roles/{grant}/revoke", seen="/account")

    assert "last administrator" in browser.get("/account").text
    assert db.session.scalars(select(RoleGrant.id)).all() == [grant]


def test_erasing_asks_twice_and_then_shows_a_number_only(browser_of: BrowserOf) -> None:
    person = a_person("Ola Nordmann", Role.STEERING_GROUP)
    code = code_of(person)
    browser = browser_of(Role.ADMINISTRATOR)

    assert browser.post(f"/people/{code}/erase", seen=f"/people/{code}/erase").status_code == 422
    browser.post(f"/people/{code}/erase", {"understood": "y"}, seen=f"/people/{code}/erase")

    assert db.session.get(Identity, person) is None
    assert "Erased person" in browser.get(f"/people/{code}").text
    assert "Ola Nordmann" not in "".join(
        browser.get(page).text for page in ("/people?access=all", "/roles", "/record", f"/people/{code}")
    )


def test_the_roles_page_is_the_policy(browser_of: BrowserOf) -> None:
    page = browser_of(Role.STEERING_GROUP).get("/roles").text
    word = {"Yes": Reach.ALL, "Own": Reach.OWN, "No": Reach.NONE}
    shown = {
        permission: [word[said] for said in re.findall(r">(Yes|Own|No)<", row)]
        for permission, row in re.findall(r'<tr data-permission="([^"]+)">(.*?)</tr>', page, re.DOTALL)
    }

    assert shown == {
        permission.value: [reach(predicate, role) for role in (None, *Role)] for permission, predicate in POLICY.items()
    }


def test_every_permission_has_words() -> None:
    assert set(PERMISSION_WORDS) == set(POLICY)


def test_the_record_lists_the_latest_first_and_filters_by_what_who_whom_and_when(browser_of: BrowserOf) -> None:
    kari = a_person("Kari Nordmann")
    did(lambda: organisations.add_organisation("HDIR", some_facts("Hdir")), by=kari, at=day("2040-01-10"))
    did(lambda: organisations.add_organisation("UDIR", some_facts("Udir")), at=day("2040-02-10"))
    browser = browser_of(Role.PROGRAMME_MANAGER)

    def found(query: str) -> list[str]:
        page = browser.get(f"/record?{query}").text
        return [code for code in re.findall(r'href="/organisations/(\w+)"', page) if code in ("HDIR", "UDIR")]

    assert found("") == ["UDIR", "HDIR"]
    assert found("act=organisation:facts:add") == ["UDIR", "HDIR"]
    assert found("act=person:identity:add") == []
    assert found(f"actor={kari}") == ["HDIR"]
    assert found("actor=0&subject=UDIR") == ["UDIR"]
    assert found("first=2040-02-01") == ["UDIR"]
    assert found("last=2040-01-10&act=organisation:facts:add") == ["HDIR"]


def test_a_deed_shows_what_was_before_and_after_and_how_it_is_chained(browser_of: BrowserOf) -> None:
    row = an_organisation("UDIR", "Utdanningsdirektoratet")
    with unit_of_work(by=None) as work:
        organisations.edit_organisation(row, 1, some_facts("Udir"))
    kept = db.session.execute(select(Deed.hash, Deed.previous_hash).where(Deed.number == work.deed)).one()

    page = browser_of(Role.PROGRAMME_MANAGER).get(f"/record/{work.deed}").text

    assert kept.hash in page and kept.previous_hash in page
    assert re.search(r"<code>name</code></th>\s*<td>Utdanningsdirektoratet</td>\s*<td>Udir</td>", page)


def test_the_office_of_one_mission_reads_the_deeds_of_that_mission_only(browser_of: BrowserOf) -> None:
    ours, theirs = mission("vaart"), mission("deres")
    person = a_person("", Role.STEERING_GROUP, ours)
    did(lambda: persons.edit_person(person, None, of()))
    a_person("", Role.STEERING_GROUP, theirs)
    numbers = {
        row.mission_id: row.number
        for row in db.session.execute(select(Deed.number, Deed.mission_id).order_by(Deed.number.desc()))
    }
    browser = browser_of(Role.PROGRAMME_MANAGER, ours)

    listed = set(re.findall(r'href="/record/(\d+)"', browser.get("/record").text))

    assert str(numbers[ours]) in listed
    assert not {str(numbers[theirs]), str(numbers[None])} & listed
    assert browser.get(f"/record/{numbers[theirs]}").status_code == 404


def test_no_deed_is_without_words_in_the_chapters_tables() -> None:
    from app.choices.rules.acts import Act as Choosing
    from app.missions.rules import Act as Mission
    from app.people.rules import Act as People
    from app.portfolio.rules.acts import Act as Initiative
    from app.reporting.rules import Act as Reporting

    unsaid = [
        act for acts in (Choosing, Mission, People, Initiative, Reporting) for act in acts if act not in ACT_WORDS
    ]

    assert not unsaid, f"give {unsaid} words in the chapter's words.py"


def test_verifying_the_record_is_work_one_can_come_back_to(browser_of: BrowserOf, work_off: Callable[[], int]) -> None:
    browser = browser_of(Role.PROGRAMME_MANAGER)

    address = browser.post("/record/verify", seen="/record").location
    assert address is not None and re.fullmatch(r"/jobs/\d+", address)
    waiting = browser.get(address).text
    assert 'hx-trigger="every 2s"' in waiting and f'href="{address}"' in waiting
    work_off()

    finished = browser.get(address).text
    assert "The record holds" in finished and "hx-trigger" not in finished


@pytest.mark.parametrize(("state", "buttons"), [("queued", ["stop"]), ("failed", ["retry"]), ("done", [])])
def test_work_is_stopped_while_it_waits_and_done_again_when_it_failed(
    browser_of: BrowserOf, state: str, buttons: list[str]
) -> None:
    me = a_person("", Role.STEERING_GROUP, password=PASSWORD)
    ended = None if state == "queued" else now()
    with unit_of_work(by=me):
        row = Job(
            name="record.verify", arguments="{}", state=JobState(state), person_id=me, enqueued_at=now(),
            finished_at=ended, message="The work took too long and was ended." if state == "failed" else "",
            result=json.dumps({"deeds": 3, "head": "abc"}) if state == "done" else None,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        job_id = row.id
    browser = browser_of(me)

    page = browser.get(f"/jobs/{job_id}").text
    assert re.findall(rf'action="/jobs/{job_id}/(\w+)"', page) == buttons
    for button in buttons:
        browser.post(f"/jobs/{job_id}/{button}", seen="/account")
    left = db.session.scalars(select(Job.state).where(Job.id == job_id)).one()

    assert left == {"queued": "stopped", "failed": "queued", "done": "done"}[state]


def test_work_is_shown_to_whoever_asked_for_it_and_to_administrators(browser_of: BrowserOf) -> None:
    me = a_person("", Role.STEERING_GROUP, password=PASSWORD)
    with unit_of_work(by=me):
        row = Job(name="record.verify", arguments="{}", person_id=me, enqueued_at=now())
        db.session.add(row)
        db.session.flush()
        address = f"/jobs/{row.id}"

    seen = [browser_of(who).get(address).status_code for who in (me, Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER)]

    assert seen == [200, 200, 403]


@pytest.mark.parametrize("page", ["/help", "/accessibility", "/sign-in"])
def test_help_is_for_everybody(app: Flask, page: str) -> None:
    assert app.test_client().get(page).status_code == 200


@pytest.mark.parametrize("page", ["/organisations", "/people", "/roles", "/record"])
def test_a_list_asks_the_database_as_often_for_many_as_for_few(browser_of: BrowserOf, page: str) -> None:
    browser = browser_of(Role.ADMINISTRATOR)
    a_person("", Role.STEERING_GROUP, organisation_id=an_organisation())

    def asked() -> int:
        with statements() as said:
            assert browser.get(page).status_code == 200
        return len(said)

    asked()
    few = asked()
    for _ in range(4):
        a_person("", Role.STEERING_GROUP, organisation_id=an_organisation())

    assert asked() == few
