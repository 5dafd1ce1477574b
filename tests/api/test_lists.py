"""Lists and rows: pages that hold while rows are added, filters, chosen fields, days of the past, what is unchanged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assembly import RESOURCES
from app.missions.models import Evidence, Mission
from app.missions.rules import Act, EvidenceKind, EvidenceStrength
from app.people.models import Organisation
from app.people.rules import Role
from app.plumbing import clock, record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.record import At, Deed
from app.portfolio.models import Initiative, InitiativeText
from app.portfolio.rules.life import State
from app.reporting.models import StatusReport
from app.reporting.rules import GIVEN
from tests.api.programs import Program, demo_person
from tests.people import factories as people
from tests.statements import statements
from tests.walk import MISSION

Programs = Callable[..., Program]


@pytest.fixture
def office(seeded_app: Flask, program: Programs) -> Program:
    return program(demo_person(Role.PROGRAMME_MANAGER))


def known(code: str) -> None:
    """Something more is known."""
    with unit_of_work(by=None) as work:
        row = Evidence(
            mission_id=db.session.scalars(select(Mission.id)).one(), code=code, kind=EvidenceKind.SURVEY,
            strength=EvidenceStrength.MODERATE, title="Nytt",
        )  # fmt: skip
        db.session.add(row)
        work.record(Act.EVIDENCE_ADD, row)


# --- pages -----------------------------------------------------------------------------------------------------


def test_pages_hold_every_row_once_also_those_added_meanwhile(office: Program) -> None:
    before = [row["code"] for row in office.all("/evidence")]
    found: list[str] = []
    following: str | None = "/api/v1/evidence?limit=4"
    while following:
        answer = office.get(following.removeprefix("/api/v1"))
        assert answer.json
        found += [row["code"] for row in answer.json["data"]]
        following = answer.json["next"]
        if len(found) == 4:
            known("AAA")

    assert found == [*before, "AAA"]


def test_the_next_page_keeps_what_was_asked_and_stands_in_the_header_too(office: Program) -> None:
    answer = office.get("/initiatives?limit=3&state=ongoing&fields=code&as_of=2026-10-01")
    assert answer.json
    assert answer.headers["Link"] == f'<{answer.json["next"]}>; rel="next"'
    for wish in ("limit=3", "state=ongoing", "fields=code", "as_of=2026-10-01", "after="):
        assert wish in answer.json["next"]
    last = office.get("/missions")
    assert last.json and last.json["next"] is None and "Link" not in last.headers


def test_a_list_asks_as_often_for_two_hundred_rows_as_for_fifty(office: Program) -> None:
    asked: list[tuple[str, int, int]] = []
    for resource in RESOURCES:
        numbers: list[int] = []
        for limit in (50, 200):
            with statements() as said:
                office.data(f"/{resource.name}?limit={limit}")
            numbers.append(len(said))
        asked.append((resource.name, numbers[0], numbers[1]))

    assert not [line for line in asked if line[1] != line[2]]
    assert max(line[2] for line in asked) <= 16, asked  # alternatives have five parts that point into five tables


# --- filters ---------------------------------------------------------------------------------------------------


def test_a_filter_takes_one_value_or_several(office: Program) -> None:
    everything = list(office.all("/initiatives?fields=code,state,lead"))
    ongoing = [row["code"] for row in office.all("/initiatives?state=ongoing")]
    either = [row["code"] for row in office.all("/initiatives?state=ongoing&state=delivered&lead=HDIR&lead=KS")]

    assert ongoing == [row["code"] for row in everything if row["state"] == State.ONGOING]
    assert either == [
        row["code"]
        for row in everything
        if row["state"] in (State.ONGOING, State.DELIVERED) and row["lead"] in ("HDIR", "KS")
    ]
    assert 0 < len(either) < len(ongoing) < len(everything)


def test_days_and_whole_numbers_and_yes_and_no_filter_too(office: Program) -> None:
    rows = list(office.all("/initiatives?planned_finish_from=2027-01-01&planned_finish_to=2028-12-31"))
    assert rows and all("2027-01-01" <= row["planned_finish"]["first"] <= "2028-12-31" for row in rows)
    years = list(office.all("/needs?year=2027&year=2028&use=build"))
    assert years and {(row["year"], row["use"]) for row in years} == {(2027, "build"), (2028, "build")}
    main = list(office.all("/contributions?main=true"))
    assert main and all(row["main"] for row in main)
    deeds = list(office.all("/record?limit=200&at_from=2026-10-01&at_to=2026-10-31"))
    assert deeds and all("2026-09-30T22" <= row["at"] < "2026-10-31T23" for row in deeds)


@pytest.mark.parametrize("words", ["barn", "ØKONOMI", "okonomi", "t4", "helsedirektoratet", "rett på"])
def test_a_search_finds_what_the_register_finds(seeded_app: Flask, office: Program, words: str) -> None:
    from tests.walk import browser_of

    found = [row["code"] for row in office.all(f"/initiatives?q={words}&fields=code")]
    page = browser_of(seeded_app, Role.PROGRAMME_MANAGER).get(f"/portfolio/initiatives/download?q={words}").text

    shown = [line.partition(";")[0].partition(",")[0].strip('"\ufeff') for line in page.splitlines()[1:]]
    assert sorted(found) == sorted(shown)


def test_only_the_fields_asked_for_are_said_and_the_number(office: Program) -> None:
    rows = office.data("/initiatives?fields=title,code&limit=2")

    assert [list(row) for row in rows] == [["id", "code", "title"]] * 2
    with statements() as few:
        office.data("/initiatives?fields=code")
    with statements() as all_of_it:
        office.data("/initiatives")
    assert len(few) == 4 < len(all_of_it)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("unknown=1", ["unknown"]),
        ("limit=0&limit=2", ["limit"]),
        ("limit=201", ["limit"]),
        ("limit=ti", ["limit"]),
        ("after=../..", ["after"]),
        ("as_of=2026-02-30", ["as_of"]),
        ("as_of=2026-01-01&as_of=2026-01-02", ["as_of"]),
        ("fields=code,secret", ["fields"]),
        ("state=broken&phase=", ["state", "phase"]),
        ("planned_finish_from=soon", ["planned_finish_from"]),
        ("title=Rett", ["title"]),
        ("mission=&q=", ["mission", "q"]),
        ("&".join(f"lead=X{number}" for number in range(51)), ["lead"]),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(office: Program, query: str, fields: list[str]) -> None:
    answer = office.get(f"/initiatives?{query}")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json and [error["field"] for error in answer.json["errors"]] == fields
    assert all(error["detail"] for error in answer.json["errors"])


def test_every_filter_of_every_list_is_one_the_database_can_answer(office: Program) -> None:
    from app.plumbing.api import parameters
    from app.plumbing.limits import limiter

    samples = {"integer": "1", "boolean": "true", "string": "x"}
    wrong, asked = [], 0
    for resource in RESOURCES:
        for parameter in parameters.for_list(resource):
            limiter.reset()
            value = (parameter.schema.get("enum") or [None])[0] or (
                "2026-01-01" if parameter.schema.get("format") == "date" else samples[parameter.schema["type"]]
            )
            if parameter.name == "after":
                value = "f"
            answer = office.get(f"/{resource.name}?{parameter.name}={value}")
            asked += 1
            if answer.status_code != 200:
                wrong.append(f"{resource.name}?{parameter.name}={value}: {answer.status_code}")

    assert not wrong, "\n".join(wrong)
    assert asked > 200


# --- rows ------------------------------------------------------------------------------------------------------


def test_an_initiative_by_its_code_says_what_it_says_in_the_list(office: Program) -> None:
    one = office.get("/initiatives/ETI")
    (listed,) = [row for row in office.all("/initiatives") if row["code"] == "ETI"]

    assert one.json == listed
    assert listed["planned_start"] == {"first": "2022-07-01", "last": "2022-12-31", "precision": "half_year"}
    assert listed["source"] == "illustrative"
    assert listed["provenance"]["title"]["source"] == "published"
    assert listed["provenance"]["title"]["publisher"]
    assert listed["language"] == "nb" and set(listed["translations"]) <= {"nn", "en"}


def test_money_is_whole_ore_and_decimals_are_exact(office: Program) -> None:
    lines = list(office.all("/funding-lines?initiative=ETI&state=granted"))
    assert 57_383_633_00 in [line["amount_ore"] for line in lines]
    assert all(isinstance(row["likely"], str) for row in office.data("/scores"))
    assert "19" in [row["value"] for row in office.data("/measurements?indicator=I01")]


def test_a_code_of_several_missions_asks_which_one_is_meant(seeded_app: Flask, office: Program, tmp_path: Any) -> None:
    from app.operations import importing
    from app.operations.importing import mapping
    from tests.operations.test_foreign import MAPPING, QUIRKS

    assert office.get("/challenge-areas/1A").status_code == 200
    path = tmp_path / "projects.csv"
    path.write_bytes(QUIRKS.encode("latin-1"))
    importing.apply(mapping.translated(mapping.read(MAPPING), path).rows, by=None)
    other = db.session.scalars(select(Mission.id).where(Mission.slug != MISSION)).one()
    with unit_of_work(by=None) as work:
        row = Evidence(
            mission_id=other, code="IS-2858", kind=EvidenceKind.SURVEY, strength=EvidenceStrength.MODERATE, title="Same"
        )
        db.session.add(row)
        work.record(Act.EVIDENCE_ADD, row)

    unclear = office.get("/evidence/IS-2858")
    assert unclear.status_code == 400
    assert unclear.json and unclear.json["errors"][0]["field"] == "mission"
    clear = office.get(f"/evidence/IS-2858?mission={MISSION}")
    assert clear.json and clear.json["mission"] == MISSION
    assert office.get("/evidence/IS-2858?mission=nowhere").status_code == 404


def test_a_deed_by_itself_says_what_it_did(office: Program) -> None:
    deeds = office.data("/record?act=initiative:state:move&limit=1")
    one = office.get(f"/record/{deeds[0]['number']}").json

    assert "changes" not in deeds[0]
    assert one and any("state" in change["fields"] for change in one["changes"])
    assert {**deeds[0], "changes": one["changes"]} == one


# --- people ----------------------------------------------------------------------------------------------------


def test_addresses_are_for_the_office_and_for_oneself(seeded_app: Flask, program: Programs) -> None:
    office = program(demo_person(Role.PROGRAMME_MANAGER))
    reader = program(demo_person(Role.STEERING_GROUP))

    assert all(row["email"] for row in office.all("/people"))
    seen = {row["id"] for row in reader.all("/people") if row["email"] or row["phone"]}
    assert seen == {demo_person(Role.STEERING_GROUP)}
    assert "password" not in reader.get("/people").text


def test_an_erased_person_has_no_name_on_any_day(seeded_app: Flask, program: Programs) -> None:
    from app.people.models import Person
    from app.people.services import leaving

    person = people.a_person("Kari Borte", Role.STEERING_GROUP)
    code = db.session.scalars(select(Person.code).where(Person.id == person)).one()
    office = program(demo_person(Role.PROGRAMME_MANAGER))
    assert office.get(f"/people/{code}").json["name"] == "Kari Borte"  # type: ignore[index]
    with unit_of_work(by=None):
        leaving.erase(person, on=clock.today(), now=clock.now())

    for query in ("", f"?as_of={clock.today()}"):
        answer = office.get(f"/people/{code}{query}")
        assert answer.json and answer.json["name"] == "" and answer.json["email"] is None
        assert "Borte" not in office.get(f"/people{query}{'&' if query else '?'}limit=200").text


# --- the past --------------------------------------------------------------------------------------------------


def test_an_earlier_day_shows_the_rows_of_that_day(seeded_app: Flask, office: Program) -> None:
    day = date(2026, 9, 30)
    with seeded_app.test_request_context():
        at = record.at_day(day)
    wrong = []
    for resource in RESOURCES:
        then = at.of(resource.model)
        expected = (
            set(db.session.scalars(select(Deed.number).where(Deed.number <= at.deed)))
            if resource.model is Deed
            else set(db.session.scalars(select(then.id)))  # type: ignore[attr-defined]
        )
        listed = {
            row[resource.id] for row in office.all(f"/{resource.name}?as_of={day}&limit=200&fields={resource.id}")
        }
        if listed != expected:
            wrong.append(f"{resource.name}: {len(listed)} listed, {len(expected)} were there")

    assert not wrong, "\n".join(wrong)


def test_values_are_those_of_the_day(seeded_app: Flask, office: Program) -> None:
    changed = db.session.execute(
        select(func.min(Deed.number), Deed.subject_id)
        .where(Deed.act == "initiative:state:move", Deed.at > datetime(2023, 1, 1, tzinfo=clock.OSLO))
        .group_by(Deed.subject_id)
        .limit(1)
    ).one()
    code = db.session.scalars(select(Initiative.code).where(Initiative.id == changed.subject_id)).one()
    moved = office.get(f"/record/{changed[0]}").json
    assert moved
    (before, after) = next(c["fields"]["state"] for c in moved["changes"] if "state" in c["fields"])
    day = datetime.fromisoformat(moved["at"]).astimezone(clock.OSLO).date()

    then = office.get(f"/initiatives/{code}?as_of={date.fromordinal(day.toordinal() - 1)}").json
    that_day = office.get(f"/initiatives/{code}?as_of={day}").json
    assert then and that_day and (then["state"], that_day["state"]) == (before, after)
    assert office.get(f"/initiatives/{code}?as_of=2001-01-01").status_code == 404
    assert office.data("/initiatives?as_of=0001-01-01") == []
    assert len(list(office.all("/initiatives?as_of=9999-12-31"))) == 45


def test_on_an_earlier_day_too_a_draft_is_its_writers(seeded_app: Flask, program: Programs) -> None:
    office, reader = program(demo_person(Role.PROGRAMME_MANAGER)), program(demo_person(Role.STEERING_GROUP))
    days = {moment.astimezone(clock.OSLO).date() for moment in db.session.scalars(select(Deed.at))}
    hidden = 0
    for day in sorted(days)[-6:]:
        all_of_them = list(office.all(f"/status-reports?as_of={day}&limit=200&fields=state"))
        given = [row["id"] for row in all_of_them if row["state"] in GIVEN]
        assert [row["id"] for row in reader.all(f"/status-reports?as_of={day}&limit=200&fields=state")] == given
        hidden += len(all_of_them) - len(given)

    assert hidden
    with seeded_app.test_request_context():
        assert db.session.scalars(select(At().of(StatusReport).id)).first()


# --- unchanged -------------------------------------------------------------------------------------------------


def test_what_did_not_change_is_not_sent_again(office: Program) -> None:
    for path in ("/evidence", "/evidence/IS-2858", "/evidence?as_of=2026-09-30"):
        first = office.get(path)
        again = office.get(path, If_None_Match=first.headers["ETag"])
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert "no-store" not in again.headers["Cache-Control"] and "private" in again.headers["Cache-Control"]


def test_an_unchanged_list_is_known_without_reading_a_row(office: Program) -> None:
    tag = office.get("/initiatives").headers["ETag"]
    with statements() as said:
        assert office.get("/initiatives", If_None_Match=tag).status_code == 304

    assert len(said) == 3 and not [line for line in said if "initiative" in line]


def test_any_deed_makes_the_lists_new(seeded_app: Flask, office: Program) -> None:
    evidence, one = office.get("/evidence").headers["ETag"], office.get("/evidence/IS-2858").headers["ETag"]
    known("NYTT")

    assert office.get("/evidence", If_None_Match=evidence).status_code == 200
    assert office.get("/evidence/IS-2858", If_None_Match=one).status_code == 304


def test_one_persons_list_is_not_anothers(seeded_app: Flask, program: Programs) -> None:
    office, reader = program(demo_person(Role.PROGRAMME_MANAGER)), program(demo_person(Role.STEERING_GROUP))

    assert reader.get("/people", If_None_Match=office.get("/people").headers["ETag"]).status_code == 200


def test_the_answer_says_which_deed_it_is_of(seeded_app: Flask, office: Program) -> None:
    with seeded_app.test_request_context():
        head = record.head(At())[0]

    assert office.get("/missions").json["deed"] == head  # type: ignore[index]
    assert db.session.scalar(select(func.count()).select_from(InitiativeText))
    assert db.session.scalar(select(func.count()).select_from(Organisation))
