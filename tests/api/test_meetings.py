"""Meetings, cases and decisions as programs read them, and initiatives by what was adopted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.missions.rules import Act
from app.people.rules import Role
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.portfolio.rules.words import Adoption
from app.steering import services
from app.steering.models import Decision
from app.steering.rules.meetings import Adopted, DecisionWords
from app.steering.services.recomputing import Recomputed, keep_recomputation
from tests.api.programs import Program, demo_person
from tests.steering.factories import DAY, a_case, solved, the_seeds

WORDS = DecisionWords("Vedtatt.", reasons="Best for pengene.")


@pytest.fixture
def group(seeded_app: Flask, program: Callable[..., Program]) -> Program:
    return program(demo_person(Role.STEERING_GROUP))


@pytest.fixture
def decided(seeded_app: Flask) -> Decision:
    """T05 of the seed's first alternative is adopted."""
    mission, scenario = the_seeds()
    meeting, solution = a_case(mission, scenario_id=scenario), solved(scenario, ["T05"])
    with unit_of_work(by=None):
        adopted = Adopted(solution, {"T05": Adoption.PRIORITISED})
        return services.decide(meeting, None, 1, WORDS, adopted, on=DAY)


def test_a_meeting_tells_who_was_there_by_code_and_a_case_what_was_decided_in_it(group: Program) -> None:
    (meeting,) = group.data("/meetings?held_on_from=2026-06-01&held_on_to=2026-06-30")
    assert (meeting["code"], meeting["mission"], meeting["held_on"]) == ("M2026-1", "alvorlig-sykt-barn", "2026-06-10")
    first = {"person": "P-STYR-1", "function": "", "presence": "present", "reason": "", "source": "illustrative"}
    assert meeting["attendance"][0] == first
    assert meeting["attendance"][3]["person"] is None and meeting["attendance"][3]["function"]

    cases = {case["number"]: case["decisions"] for case in group.data("/agenda-items?meeting=M2026-1")}
    assert cases[2] == ["V2026-1"]
    assert not any(codes for number, codes in cases.items() if number != 2)
    assert group.data("/agenda-items?meeting=M2026-1&as_of=2026-06-09&fields=decisions,title") != []
    assert not [case for case in group.data("/agenda-items?as_of=2026-06-09") if case["decisions"]]


def test_a_decision_tells_its_deed_what_it_adopted_and_each_time_it_was_solved_again(
    group: Program, decided: Decision
) -> None:
    code, deed = decided.code, decided.at_deed
    answer = group.get(f"/decisions/{code}")
    assert answer.json
    assert (answer.json["at_deed"], answer.json["scenario"]) == (deed, "A1")
    (adopted,) = answer.json["initiatives"]
    assert (adopted["initiative"], adopted["adoption"]) == ("T05", "prioritised")
    assert answer.json["recomputations"] == []
    with unit_of_work(None):
        found = Recomputed(True, True, True, 7, True, True, ("T05",))
        keep_recomputation(decided.id, found, now=clock.now())

    again = group.get(f"/decisions/{code}", If_None_Match=answer.headers["ETag"])
    assert again.status_code == 200 and again.json
    (run,) = again.json["recomputations"]
    assert (run["same_choice"], run["chosen"], "ortools" in run["versions"]) == (True, ["T05"], True)
    later = (clock.today() + timedelta(days=1)).isoformat()
    assert group.get(f"/decisions/{code}?as_of={later}&fields=recomputations").json["recomputations"] == [run]  # type: ignore[index]
    assert "recomputations" not in group.data("/decisions?limit=1")[0]


def test_a_run_of_a_later_day_is_not_there_yet(group: Program, decided: Decision) -> None:
    with unit_of_work(None):
        found = Recomputed(True, True, True, 7, True, True, ("T05",))
        keep_recomputation(decided.id, found, now=clock.now() + timedelta(days=3))

    then, now = (
        len(group.get(f"/decisions/{decided.code}{query}").json["recomputations"])  # type: ignore[index]
        for query in (f"?as_of={clock.today()}", "")
    )
    assert (then, now) == (0, 1)


def test_initiatives_are_found_by_what_was_adopted_and_by_what_they_lack(group: Program, decided: Decision) -> None:
    assert [row["code"] for row in group.all("/initiatives?adoption=prioritised&fields=code")] == ["T05"]
    assert group.data("/initiatives?adoption=recommended") == []
    assert group.data("/initiatives?adoption=prioritised&mission=finnes-ikke") == []
    assert group.data("/initiatives?adoption=prioritised&as_of=2026-06-01") == []
    (place,) = group.data("/initiatives?adoption=prioritised&adoption=recommended")[0]["missions"]
    assert place["adoption"] == "prioritised"

    every = {row["code"]: row["state"] for row in group.all("/initiatives?fields=code,state&limit=200")}
    idle = {row["code"] for row in group.all("/initiatives?lacks=progress&fields=code&limit=200")}
    assert idle == {code for code, state in every.items() if state not in ("ongoing", "delivered", "in_realisation")}
    short = {row["code"] for row in group.all("/initiatives?lacks=money&fields=code&limit=200")}
    assert short == {code for code in every if every[code] not in ("stopped", "refused") and lacks_money(group, code)}
    assert group.get("/initiatives?adoption=perhaps").status_code == 400
    assert group.get("/initiatives/T05?adoption=prioritised").status_code == 400


def lacks_money(group: Program, code: str) -> bool:
    """Added up from what the API itself says of needs and lines."""
    sums = {"build": 0, "run": 0}
    for need in group.all(f"/needs?initiative={code}&limit=200"):
        sums[need["use"]] += need["amount_ore"]
    for line in group.all(f"/funding-lines?initiative={code}&state=granted&limit=200"):
        sums[line["use"]] -= line["amount_ore"]
    return any(left > 0 for left in sums.values())


def test_nobody_reads_another_missions_meetings(
    seeded_app: Flask, program: Callable[..., Program], decided: Decision
) -> None:
    from tests.people import factories as people
    from tests.portfolio.factories import a_mission, named

    with unit_of_work(by=None):
        other = a_mission("annet-oppdrag")
        named(Act.MISSION_ADD, other)
    outsider = program(people.a_person("", Role.STEERING_GROUP, other.id))

    for address in ("/meetings", "/agenda-items", "/decisions"):
        assert outsider.data(address) == []
    for address in ("/meetings/M2026-1", "/agenda-items/1", f"/decisions/{decided.code}"):
        assert outsider.get(address).status_code == 404
