"""Alternatives that count scores as intervals: posed, copied, solved, and told on pages and to programs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.analysis.robustness.enumerating import NonDominated, Standing, non_dominated, settle_each
from app.analysis.robustness.intervals import non_dominated_within
from app.choices import jobs, queries, services
from app.choices.models import Score
from app.choices.rules.acts import Act
from app.choices.rules.scenarios import Pick, Picked, Scoring, SolutionKind
from app.choices.rules.weighing import Holding
from app.choices.services import robust
from app.choices.words import solved as words
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import running
from app.plumbing.queue.queries import queued
from app.plumbing.record import NOW, current_work
from tests.choices.scenario_factories import Small, a_scenario, a_small_mission, facts
from tests.walk import browser_of


def a_doubt(small: Small, code: str, criterion: str, spread: int) -> None:
    """The initiative's score may be so much lower or higher than is likely."""
    with unit_of_work(None):
        row = db.session.scalars(
            select(Score).where(
                Score.initiative_id == small.initiatives[code], Score.criterion_id == small.criteria[criterion]
            )
        ).one()
        row.low, row.high = row.likely - Decimal(spread), row.likely + Decimal(spread)
        current_work().record(Act.SCORE_PUT, row)


def in_doubt(scoring: Scoring) -> tuple[Small, int]:
    """A or C can be paid beside G, whatever the weights: C is likely to be better on both criteria, and may not be."""
    small = a_small_mission()
    with unit_of_work(None):
        services.hold_to(small.mission, Holding.STATEMENTS, version=None)
    a_doubt(small, "A", "N", 25)
    a_doubt(small, "C", "N", 25)
    scenario = a_scenario(small, {2027: 14}, scoring=scoring)
    with unit_of_work(None):
        services.set_picks(scenario, {small.initiatives["B"]: Picked(Pick.OUT)}, version=None)
    return small, scenario


def solved(small: Small, scenario: int, work_off: Callable[[], int]) -> queries.ScenarioPage:
    with unit_of_work(small.person):
        services.ask_for_solution(scenario)
    work_off()
    return queries.scenario_page(scenario, at=NOW)


def standings(page: queries.ScenarioPage) -> dict[str, tuple[Standing | None, bool]]:
    assert page.outcome is not None
    return {row.item.code: (row.standing, row.certain) for row in page.outcome.items if not row.fixed}


def test_what_the_likely_scores_decide_intervals_may_leave_open(app: Flask, work_off: Callable[[], int]) -> None:
    small, scenario = in_doubt(Scoring.LIKELY)
    page = solved(small, scenario, work_off)
    assert standings(page) == {"A": (Standing.EXTERIOR, True), "C": (Standing.CORE, True)}
    with unit_of_work(None):
        services.edit_scenario(scenario, facts(scoring=Scoring.INTERVALS), version=None)
    assert queries.scenario_page(scenario, at=NOW).stale

    page = solved(small, scenario, work_off)

    assert not page.stale
    assert standings(page) == {"A": (Standing.BORDERLINE, True), "C": (Standing.BORDERLINE, True)}
    assert page.outcome is not None
    assert page.outcome.counts_intervals
    assert len(page.outcome.proved) == len(page.outcome.placed) == 4


def test_what_would_settle_it_is_an_order_or_a_bound_on_one_score(app: Flask, work_off: Callable[[], int]) -> None:
    page = solved(*in_doubt(Scoring.INTERVALS), work_off)
    assert page.outcome is not None
    rows = {row.item.code: row for row in page.outcome.items}
    with app.test_request_context():
        # C is worth at least 125 and A at most 105 where the two weigh the same, and more of R helps C.
        assert words.what_moves(rows["C"], page) == "Alltid med hvis Kriterium R veier minst like mye som Kriterium N."
        assert words.what_moves(rows["A"], page) == "Aldri med hvis Kriterium R veier minst like mye som Kriterium N."
        # A may score up to 65 on N, and C is better on R.
        assert words.what_is_enough(rows["C"], page) == [
            "Alltid med hvis skåren er 65 eller mer på Kriterium N (nå 35–85)."
        ]
        assert words.what_is_enough(rows["A"], page) == [
            "Aldri med hvis skåren er 35 eller mindre på Kriterium N (nå 15–65)."
        ]


def test_what_portfolios_may_be_missing_for_is_not_guessed(
    app: Flask, work_off: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_all(*asked: object, **said: object) -> NonDominated:
        every = non_dominated_within(*asked, **said)  # type: ignore[arg-type]
        return NonDominated(every.portfolios, complete=False, open_zones=0, settled=frozenset())

    monkeypatch.setattr(robust, "non_dominated_within", not_all)
    page = solved(*in_doubt(Scoring.INTERVALS), work_off)
    assert page.outcome is not None
    row = next(row for row in page.outcome.items if row.item.code == "C")
    with app.test_request_context():
        assert words.what_moves(row, page) == ""
        assert words.what_is_enough(row, page) == []
    # G goes on, so all portfolios hold it: that is true, but nobody has proved it here.
    assert [row.item.code for row in page.outcome.placed if not row.certain] == ["B", "G"]


def test_bounds_count_only_where_the_alternative_says_so(app: Flask) -> None:
    small, likely = in_doubt(Scoring.LIKELY)
    intervals = a_scenario(small, {2027: 14}, scoring=Scoring.INTERVALS)
    with unit_of_work(None):
        services.set_picks(intervals, {small.initiatives["B"]: Picked(Pick.OUT)}, version=None)
    before = [queries.posed(each, at=NOW) for each in (likely, intervals)]
    a_doubt(small, "C", "R", 5)
    after = [queries.posed(each, at=NOW) for each in (likely, intervals)]
    assert before[0] is not None and before[1] is not None and after[0] is not None and after[1] is not None
    assert before[0].fingerprint == after[0].fingerprint
    assert before[1].fingerprint not in (before[0].fingerprint, after[1].fingerprint)
    lowest, highest = after[1].within()
    place = [item.code for item in after[1].items].index("C")
    assert set(zip(lowest.values[place], highest[place], strict=True)) == {(3500, 8500), (8500, 9500)}


def test_a_copy_counts_scores_as_its_model_does(app: Flask) -> None:
    small, scenario = in_doubt(Scoring.INTERVALS)
    with unit_of_work(small.person):
        copy = services.copy_scenario(scenario, "Kopien", owner_id=small.person).id
    with unit_of_work(small.person):
        points = dict.fromkeys(small.criteria.values(), Decimal(10))
        weighed = services.copy_with_weights(scenario, "Veid", points, owner_id=small.person).id
    for each in (copy, weighed):
        found = queries.assumed(each, at=NOW)
        assert found is not None
        assert found.head.scoring is Scoring.INTERVALS


def test_what_the_search_left_open_is_settled_initiative_by_initiative_nearest_first(
    app: Flask, work_off: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def left_open(problem: object, **_said: object) -> NonDominated:
        every = non_dominated(problem)  # type: ignore[arg-type]
        return NonDominated(every.portfolios[:1], complete=False, open_zones=1)

    def watched(problem: object, so_far: object, order: list[int], **said: object) -> NonDominated:
        posed = queries.posed(scenario, at=NOW)
        assert posed is not None
        asked.append([posed.items[item].code for item in order])
        return settle_each(problem, so_far, order, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(robust, "non_dominated", left_open)
    monkeypatch.setattr(robust, "settle_each", watched)
    small, scenario = in_doubt(Scoring.LIKELY)
    page = solved(small, scenario, work_off)
    own = page.robust
    assert own is not None
    assert not own.complete
    assert page.outcome is not None
    assert len(page.outcome.proved) == len(page.outcome.placed) == 4
    # What the list would tell if it were all there is not told.
    row = next(row for row in page.outcome.items if row.item.code == "C")
    with app.test_request_context():
        assert words.what_moves(row, page) == ""
        assert words.what_is_enough(row, page) == []
    # A and C can change places at a price; B is out and G in by themselves.
    assert sorted(asked[0][:2]) == ["A", "C"]
    assert sorted(asked[0][2:]) == ["B", "G"]


def test_a_stop_is_heard_before_the_next_initiative(
    app: Flask, work_off: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _small, scenario = in_doubt(Scoring.INTERVALS)
    posed = queries.posed(scenario, at=NOW)
    assert posed is not None
    said, complete = robust.find_all(posed, {}, lambda _found, _open: True, lambda _certain, _open: False)
    assert not complete
    assert said["settles"] == {}
    assert SolutionKind.ROBUST not in queries.latest_solutions([scenario], at=NOW).get(scenario, {})
    told: list[tuple[int, int]] = []

    def heard(certain: int, still_open: int) -> bool:
        told.append((certain, still_open))
        return True

    robust.find_all(posed, {}, lambda _found, _open: True, heard)
    assert told[-1][1] == 0
    assert all(certain + still_open == 4 for certain, still_open in told)


def test_the_job_says_what_it_proves(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[int, str]] = []
    monkeypatch.setattr(jobs, "progress", lambda percent, message: said.append((percent, message)))
    monkeypatch.setattr(jobs, "BETWEEN", 0.0)
    told = jobs.Told()
    assert told.settling(3, 1)
    assert said == [(88, "Proving where each initiative stands")]


@pytest.fixture
def office(seeded_app: Flask) -> FlaskClient:
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    return browser_of(seeded_app, Role.PROGRAMME_MANAGER)


def test_on_the_example_intervals_are_asked_for_solved_and_told(office: FlaskClient) -> None:
    edit = office.get("/choices/scenarios/A2/edit").get_data(as_text=True)
    assert "Hvordan skårene teller" in edit
    scenario = next(head for head in queries.scenario_heads(_mission(), at=NOW) if head.code == "A2" and head.scoring)
    answer = office.post(
        "/choices/scenarios/A2/edit",
        data={
            "language": "nb", "title": scenario.title, "purpose": scenario.purpose, "first_year": "2027",
            "last_year": "2030", "underway": "goes_on", "run_money": "told", "scoring": "intervals",
            "weighing_id": "", "version": str(scenario.version),
        },
    )  # fmt: skip
    assert answer.status_code == 302
    office.post("/choices/scenarios/A2/solve")
    for number, _ in queued():
        running.perform(number)

    page = office.get("/choices/scenarios/A2").get_data(as_text=True)
    own = queries.latest_solutions([scenario.id], at=NOW)[scenario.id][SolutionKind.ROBUST]

    assert own.complete
    assert own.said["scoring"] == "intervals"
    assert set(own.said["settles"]) == {
        code for code, placed in own.said["standing"].items() if placed["standing"] == "borderline"
    }
    assert "Uansett vekter og skårer" in page
    assert "bevist" in page
    assert "alltid med uansett vekter og uansett skårer innenfor intervallene" in page
    both = office.get("/choices/compare?s=A1&s=A2").get_data(as_text=True)
    assert "Hvordan skårene teller" in both


def _mission() -> int:
    from app.missions.models import Mission

    return db.session.scalars(select(Mission.id)).one()


def test_nearest_are_those_that_cost_least_to_have_otherwise(app: Flask) -> None:
    _small, scenario = in_doubt(Scoring.LIKELY)
    posed = queries.posed(scenario, at=NOW)
    assert posed is not None
    best = {"otherwise": {"C": {"lost": str(Fraction(1, 2))}, "A": {"lost": "12.50"}, "B": {"impossible": []}}}
    order = robust._nearest(posed, best)
    assert [posed.items[item].code for item in order] == ["C", "A", "B", "G"]
