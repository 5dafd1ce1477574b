"""Decisions: all or nothing, with reasons and who was there, and never changed again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.choices.models import Score
from app.choices.services import scenarios
from app.missions.models import Mission
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import services as queue
from app.plumbing.queue.models import Job
from app.plumbing.record import NOW, At, head
from app.plumbing.refusals import Changed, Refusal
from app.portfolio.models import Initiative, InitiativeMission
from app.portfolio.rules.words import Adoption
from app.portfolio.services import aggregate
from app.steering import jobs, queries, services
from app.steering.models import Decision, DecisionItem, Meeting, Recomputation
from app.steering.rules.meetings import Act, Adopted, AgendaFacts, AgendaKind, Attendee, DecisionWords, Presence
from tests.portfolio.factories import a_mission, an_initiative, looking, named
from tests.steering.factories import DAY, a_case, solved, somebody, the_seeds

WORDS = DecisionWords("Styringsgruppen vedtar alternativ A1.", "Det gir mest for barna innenfor rammene.")
FIRST, SECOND = Adoption.PRIORITISED, Adoption.RECOMMENDED


def decide(meeting: int, words: DecisionWords = WORDS, adopted: Adopted | None = None, *, by: int | None = None) -> str:
    with unit_of_work(by=by):
        return services.decide(meeting, None, 1, words, adopted, on=DAY).code


def adoption_of(code: str) -> Adoption | None:
    query = select(InitiativeMission.adoption).join(Initiative, Initiative.id == InitiativeMission.initiative_id)
    return db.session.scalars(query.where(Initiative.code == code)).one()


def adoptions() -> list[int]:
    """Decisions that adopt an alternative; the seed has none."""
    return list(db.session.scalars(select(Decision.id).where(Decision.scenario_id.is_not(None))))


def version_of(code: str) -> int:
    return db.session.scalars(select(Initiative.version).where(Initiative.code == code)).one()


# --- in words -------------------------------------------------------------------------------------------------------


@pytest.fixture
def mission(app: Flask) -> int:
    with unit_of_work(by=None):
        row = a_mission("barn")
        named("mission:facts:add", row)
        return row.id


@pytest.mark.db
def test_a_case_is_decided_once_and_the_decision_is_in_the_record(app: Flask, mission: int) -> None:
    meeting = a_case(mission)
    before = head(NOW)[0]

    assert decide(meeting) == "V2026-1"
    with pytest.raises(Refusal, match="decided already"):
        decide(meeting)

    assert head(NOW)[0] == before + 1
    with looking(app):
        page = queries.decision_page(mission, "V2026-1", at=NOW)
    assert page is not None and page.deed == before + 1
    assert (page.row.meeting, page.wording, page.grounds["present"][0]["function"]) == (
        "M2026-1",
        WORDS.wording,
        "Leder",
    )


@pytest.mark.db
@pytest.mark.parametrize("table", [Decision, DecisionItem])
def test_the_database_itself_changes_and_deletes_no_decision(app: Flask, mission: int, table: Any) -> None:
    decide(a_case(mission))
    if table is DecisionItem:  # a row of its own: only adopting writes them
        with unit_of_work(by=None):
            first = an_initiative(db.session.get_one(Mission, mission))
            decided = db.session.scalars(select(Decision)).one()
            db.session.add(
                DecisionItem(mission_id=mission, decision_id=decided.id, initiative_id=first.id, adoption=FIRST)
            )
            named("initiative:facts:add", first)

    for name in (table.__tablename__, f"{table.__tablename__}_history"):
        for statement in (f"UPDATE {name} SET mission_id = mission_id", f"DELETE FROM {name}"):
            with pytest.raises(IntegrityError), db.session.begin_nested():
                db.session.execute(text(statement))


@pytest.mark.db
def test_trying_to_change_one_is_refused_in_words(app: Flask, mission: int) -> None:
    decide(a_case(mission))

    with pytest.raises(Refusal, match="stands as it was written"), unit_of_work(by=None):
        row = db.session.scalars(select(Decision)).one()
        row.wording = "Noe annet"
        named(Act.DECISION_MAKE, row)


def test_a_decision_names_who_was_there_says_something_and_waits_for_its_day(app: Flask, mission: int) -> None:
    with pytest.raises(Refusal, match="who was present"):
        decide(a_case(mission, present=False))
    with pytest.raises(Refusal) as wordless:
        decide(a_case(mission), DecisionWords(""))
    assert wordless.value.field == "wording"
    with pytest.raises(Refusal, match="not been held"):
        decide(a_case(mission, held_on=date(2026, 12, 24)))


def test_what_has_been_decided_stays_on_the_agenda_as_it_was_put(app: Flask, mission: int) -> None:
    meeting = a_case(mission)
    decide(meeting)

    with pytest.raises(Refusal, match="stands as it was put"), unit_of_work(by=None):
        services.put_agenda_item(meeting, None, AgendaFacts(AgendaKind.DISCUSSION, "Noe annet"), number=1)
    with pytest.raises(Refusal, match="stands as it was put"), unit_of_work(by=None):
        services.remove_agenda_item(meeting, None, 1)
    assert [row.decision for row in page_of(app, mission)] == ["V2026-1"]


def page_of(app: Flask, mission: int) -> Any:
    with looking(app):
        page = queries.meeting_page(mission, "M2026-1", at=NOW)
        assert page is not None
        return page.agenda


def test_two_who_write_at_once_are_two_versions_of_the_meeting(app: Flask, mission: int) -> None:
    meeting = a_case(mission)
    seen = db.session.get_one(Meeting, meeting).version
    with unit_of_work(by=None):
        services.put_attendance(meeting, seen, [Attendee(None, "Nestleder", Presence.PRESENT)])

    with pytest.raises(Changed), unit_of_work(by=None):
        services.decide(meeting, seen, 1, WORDS, None, on=DAY)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Attendee(None, "", Presence.PRESENT), "a person or a function"),
        (Attendee(1, "Leder", Presence.PRESENT), "a person or a function"),
        (Attendee(None, "Leder", Presence.RECUSED), "stood aside"),
    ],
)
def test_a_line_of_attendance_is_of_one_and_says_why(app: Flask, mission: int, line: Attendee, words: str) -> None:
    meeting = a_case(mission)

    with pytest.raises(Refusal, match=words), unit_of_work(by=None):
        services.put_attendance(meeting, None, [line])


# --- adopting an alternative ------------------------------------------------------------------------------------------


@pytest.fixture
def adopting(seeded_app: Flask) -> Mapping[str, int]:
    """The seed's first alternative, solved, on the agenda."""
    mission, scenario = the_seeds()
    return {
        "mission": mission,
        "scenario": scenario,
        "solution": solved(scenario),
        "meeting": a_case(mission, scenario_id=scenario),
    }


def test_adopting_sets_the_initiatives_in_the_same_deed_and_keeps_all_it_rests_on(
    seeded_app: Flask, adopting: Mapping[str, int]
) -> None:
    answer = queries.answered(adopting["scenario"])
    assert answer is not None
    free = [code for code in answer.chosen if code not in answer.goes_on]
    first, second, other = free[0], free[1], free[2]
    version, before = version_of(first), head(NOW)[0]

    code = decide(adopting["meeting"], adopted=Adopted(adopting["solution"], {first: FIRST, second: SECOND}))

    assert (adoption_of(first), adoption_of(second), adoption_of(other)) == (FIRST, SECOND, None)
    assert (version_of(first), head(NOW)[0]) == (version + 1, before + 1)
    row = db.session.scalars(select(Decision).where(Decision.code == code)).one()
    assert (row.at_deed, row.fingerprint) == (answer.at_deed, answer.fingerprint)
    assert row.record_hash == head(At(deed=answer.at_deed))[1]
    grounds = json.loads(row.grounds)
    assert grounds["answer"]["chosen"] == list(answer.chosen)
    assert grounds["adopted"] == {first: "prioritised", second: "recommended"}
    assert other in grounds["not_adopted"]
    assert grounds["assumptions"]["alternative"] == "A1"
    assert grounds["assumptions"]["sources"][0]["budget_ore"]


@pytest.mark.parametrize(
    ("words", "items", "said"),
    [
        (DecisionWords("Vedtatt."), {"first": FIRST}, "Write why"),
        (WORDS, {}, "at least one initiative"),
        (WORDS, {"T44": FIRST}, "T44"),
    ],
)
def test_adopting_is_refused_without_reasons_without_initiatives_and_beyond_the_answer(
    seeded_app: Flask, adopting: Mapping[str, int], words: DecisionWords, items: dict[str, Adoption], said: str
) -> None:
    answer = queries.answered(adopting["scenario"])
    assert answer is not None
    told = {answer.chosen[0] if code == "first" else code: adoption for code, adoption in items.items()}

    with pytest.raises(Refusal, match=said):
        decide(adopting["meeting"], words, Adopted(adopting["solution"], told))
    assert adoptions() == []


def move_the_data(code: str) -> None:
    """Somebody rates an initiative otherwise, so that the problem is another one."""
    with unit_of_work(by=None):
        for score in db.session.scalars(
            select(Score).join(Initiative, Initiative.id == Score.initiative_id).where(Initiative.code == code)
        ):
            score.low = score.likely = score.high = score.likely / 2 + 1
        named("initiative:score:put", db.session.scalars(select(Initiative).where(Initiative.code == code)).one())


def test_a_stale_answer_is_adopted_knowingly_or_not_at_all(seeded_app: Flask, adopting: Mapping[str, int]) -> None:
    answer = queries.answered(adopting["scenario"])
    assert answer is not None
    items = {answer.chosen[0]: FIRST}
    move_the_data(answer.chosen[0])

    with pytest.raises(Refusal, match="moved on") as refused:
        decide(adopting["meeting"], adopted=Adopted(adopting["solution"], items))
    assert refused.value.field == "knowing"
    code = decide(adopting["meeting"], adopted=Adopted(adopting["solution"], items, knowing=True))

    row = db.session.scalars(select(Decision).where(Decision.code == code)).one()
    assert json.loads(row.grounds)["stale"] is True


def test_an_unproved_answer_needs_the_words_a_clash_can_never_be_adopted_and_an_older_answer_is_not(
    seeded_app: Flask,
) -> None:
    mission, scenario = the_seeds()
    meeting = a_case(mission, scenario_id=scenario)
    with pytest.raises(Refusal, match="not been solved"):
        decide(meeting, adopted=Adopted(1, {"T05": FIRST}))
    old = solved(scenario, ["T05"])
    unproved = solved(scenario, ["T05"], proven=False)
    with pytest.raises(Refusal, match="solved anew"):
        decide(meeting, adopted=Adopted(old, {"T05": FIRST}))
    with pytest.raises(Refusal, match="not proved"):
        decide(meeting, adopted=Adopted(unproved, {"T05": FIRST}))
    clash = solved(scenario, [])
    with pytest.raises(Refusal, match="clash"):
        decide(meeting, adopted=Adopted(clash, {"T05": FIRST}, knowing=True))


def test_half_an_adoption_is_impossible(
    seeded_app: Flask, adopting: Mapping[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = queries.answered(adopting["scenario"])
    assert answer is not None
    first, second, *_rest = (code for code in answer.chosen if code not in answer.goes_on)
    before, opened = head(NOW), []

    def breaks_at_the_second(initiative_id: int, version: int | None) -> Initiative:
        opened.append(initiative_id)
        if len(opened) == 2:
            raise OSError("the power is gone")
        return aggregate.open_initiative(initiative_id, version)

    monkeypatch.setattr("app.steering.services.deciding.open_initiative", breaks_at_the_second)
    with pytest.raises(OSError, match="power"):
        decide(adopting["meeting"], adopted=Adopted(adopting["solution"], {first: FIRST, second: FIRST}))

    assert (adoption_of(first), adoption_of(second), head(NOW)) == (None, None, before)
    assert adoptions() == []


def test_a_correction_is_a_new_decision_and_takes_back_what_it_does_not_adopt(
    seeded_app: Flask, adopting: Mapping[str, int]
) -> None:
    answer = queries.answered(adopting["scenario"])
    assert answer is not None
    first, second, *_rest = (code for code in answer.chosen if code not in answer.goes_on)
    old = decide(adopting["meeting"], adopted=Adopted(adopting["solution"], {first: FIRST, second: FIRST}))
    old_id = db.session.scalars(select(Decision.id).where(Decision.code == old)).one()

    with unit_of_work(by=None):
        new = services.correct(old_id, WORDS, {second: SECOND}, because="Feil i referatet.", on=DAY).code

    assert (adoption_of(first), adoption_of(second)) == (None, SECOND)
    with looking(seeded_app):
        rows = queries.decisions(adopting["mission"], at=NOW)
    told = [(row.code, row.corrects, row.corrected_by) for row in rows if row.scenario]
    assert told == [(new, old, ""), (old, "", new)]
    with pytest.raises(Refusal, match="corrected already"), unit_of_work(by=None):
        services.correct(old_id, WORDS, {}, because="En gang til.", on=DAY)


def test_solved_again_after_the_data_moved_on_it_is_the_same_problem_value_and_choice(
    seeded_app: Flask, adopting: Mapping[str, int]
) -> None:
    answer = queries.answered(adopting["scenario"])
    assert answer is not None
    code = decide(adopting["meeting"], adopted=Adopted(adopting["solution"], {answer.chosen[0]: FIRST}))
    decided = db.session.scalars(select(Decision.id).where(Decision.code == code)).one()
    move_the_data(answer.chosen[0])

    found = services.recompute(decided)

    assert (found.same_problem, found.feasible, found.proven) == (True, True, True)
    assert (found.same_objective, found.same_choice) == (True, True)
    assert found.chosen == answer.chosen
    assert queries.moved_on(answer)


def test_each_run_of_the_job_is_kept(seeded_app: Flask, adopting: Mapping[str, int]) -> None:
    answer = queries.answered(adopting["scenario"])
    assert answer is not None
    code = decide(adopting["meeting"], adopted=Adopted(adopting["solution"], {answer.chosen[0]: FIRST}))
    decided = db.session.scalars(select(Decision.id).where(Decision.code == code)).one()
    with unit_of_work(by=somebody(Role.STEERING_GROUP)):
        number = services.ask_for_recomputation(decided)
    assert db.session.get_one(Job, number).name == "steering.recompute"

    for _time in range(2):
        assert jobs.recompute(decided)["same_choice"]

    runs = db.session.scalars(select(Recomputation)).all()
    assert [(run.same_choice, "ortools" in run.versions) for run in runs] == [(True, True)] * 2


# --- what an attacker, or somebody impatient, tries -------------------------------------------------------------------


def test_solving_again_is_asked_for_once_however_often(seeded_app: Flask, adopting: Mapping[str, int]) -> None:
    code = decide(adopting["meeting"], adopted=Adopted(adopting["solution"], {chosen(adopting): FIRST}))
    decision_id = db.session.scalars(select(Decision.id).where(Decision.code == code)).one()

    jobs = set()
    for _time in range(20):
        with unit_of_work(by=None):
            jobs.add(services.ask_for_recomputation(decision_id))
    assert len(jobs) == 1

    with unit_of_work(by=None):
        queue.stop(*jobs)
    with unit_of_work(by=None):
        assert services.ask_for_recomputation(decision_id) not in jobs


def test_a_correction_takes_back_nothing_that_another_decision_adopted(
    seeded_app: Flask, adopting: Mapping[str, int]
) -> None:
    first = chosen(adopting)
    other = a_case(adopting["mission"], scenario_id=adopting["scenario"])
    wrong = decide(adopting["meeting"], adopted=Adopted(adopting["solution"], {first: FIRST, "T24": FIRST}))
    decide(other, adopted=Adopted(adopting["solution"], {first: SECOND}))
    assert adoption_of(first) is SECOND

    row = db.session.scalars(select(Decision).where(Decision.code == wrong)).one()
    with unit_of_work(by=None):
        services.correct(row.id, WORDS, {"T24": SECOND}, because="Feil tiltak.", on=DAY)

    assert (adoption_of(first), adoption_of("T24")) == (SECOND, SECOND)


def chosen(adopting: Mapping[str, int]) -> str:
    """The first of the answer that does not go on by itself."""
    answer = queries.answered(adopting["scenario"])
    assert answer is not None
    return next(code for code in answer.chosen if code not in (*answer.goes_on, "T24"))


def test_what_was_archived_meanwhile_is_not_adopted(seeded_app: Flask, adopting: Mapping[str, int]) -> None:
    with unit_of_work(by=None):
        scenarios.archive_scenario(adopting["scenario"], on=DAY, version=None)

    with pytest.raises(Refusal, match="archived"):
        decide(adopting["meeting"], adopted=Adopted(adopting["solution"], {chosen(adopting): FIRST}))
    assert adoptions() == []
