"""How often each initiative comes where: the job's answer, what makes it stale, a stop and a failure, and the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.choices import jobs, queries, services
from app.choices.models import RankAcceptability, Score
from app.choices.queries import PlacesPage
from app.choices.rules.acts import Act
from app.choices.rules.weighing import Holding
from app.choices.services import placing
from app.missions.models import Mission
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import running
from app.plumbing.queue import services as queue
from app.plumbing.queue.queries import job
from app.plumbing.queue.rules import JobState
from app.plumbing.record import NOW, At, current_work, head
from app.portfolio.models import Initiative
from tests.choices.factories import a_criterion
from tests.choices.scenario_factories import Small, a_small_mission
from tests.portfolio.factories import a_mission, named
from tests.walk import browser_of


def drawn(small: Small, work_off: Callable[[], int]) -> PlacesPage:
    with unit_of_work(small.person):
        services.ask_for_places(small.mission)
    assert work_off() == 1
    return queries.places_page(small.mission, at=NOW)


def widened(small: Small, code: str, criterion: str, low: int, high: int) -> None:
    """A score that is no longer known exactly."""
    with unit_of_work(None):
        row = db.session.scalars(
            select(Score).where(
                Score.initiative_id == small.initiatives[code], Score.criterion_id == small.criteria[criterion]
            )
        ).one()
        row.low, row.high = Decimal(low), Decimal(high)
        current_work().record(Act.SCORE_PUT, db.session.get_one(Initiative, row.initiative_id))


@pytest.mark.db
def test_exact_weights_and_scores_always_give_the_same_place(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()

    page = drawn(small, work_off)

    assert page.found is not None
    ranked = queries.ranked(small.mission, at=NOW)
    assert [row.initiative.code for row in page.found.rows] == [row.initiative.code for row in ranked.rows]
    for place, row in enumerate(page.found.rows, start=1):
        assert (row.expected, row.usual, row.most_often) == (place, (place, place), ((place, place), 1))
    assert page.found.leading == 1
    assert not page.stale


def test_all_weights_that_are_possible_are_drawn_evenly(app: Flask, work_off: Callable[[], int]) -> None:
    """B has 80 and 40, C 60 and 90: B is before C where the first criterion has more than 5/7 of the weight."""
    small = a_small_mission()
    with unit_of_work(None):
        services.hold_to(small.mission, Holding.STATEMENTS, version=None)

    page = drawn(small, work_off)

    assert page.found is not None
    b, c = (next(row for row in page.found.rows if row.initiative.code == code) for code in "BC")
    assert b.first == pytest.approx(2 / 7, abs=page.found.margin)
    assert b.first + c.first == 1
    assert b.central == pytest.approx((6 / 7, 1 / 7), abs=0.01)
    assert c.central == pytest.approx((5 / 14, 9 / 14), abs=0.01)
    assert page.found.criteria == ("N", "R")
    # Everybody's shares add up, and nobody is where the bounds of the ranking say it cannot be.
    bounds = {row.initiative.code: (row.best, row.worst) for row in queries.ranked(small.mission, at=NOW).rows}
    for row in page.found.rows:
        best, worst = bounds[row.initiative.code]
        assert sum(row.counts) == page.found.draws
        assert all(best <= low and high <= worst for (low, high), _ in row.cells)


def test_scores_that_are_not_known_exactly_are_drawn_too(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    widened(small, "A", "N", 0, 100)

    page = drawn(small, work_off)

    assert page.found is not None
    row = next(row for row in page.found.rows if row.initiative.code == "A")
    assert row.usual[0] < row.usual[1]
    assert 1 < row.expected < 4


def test_the_same_weights_and_scores_give_the_same_figures(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    widened(small, "A", "N", 0, 100)
    first, second = drawn(small, work_off).found, drawn(small, work_off).found
    assert first is not None
    assert second is not None
    assert first.rows == second.rows


def test_other_scores_or_weights_make_it_stale_and_other_things_do_not(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    assert not drawn(small, work_off).stale
    with unit_of_work(None):
        mission = db.session.get_one(Mission, small.mission)
        mission.currency = "SEK"
        current_work().record(Act.WEIGHTS_SET, mission)
    assert not queries.places_page(small.mission, at=NOW).stale
    # The highest alone.
    widened(small, "C", "R", 90, 95)
    assert queries.places_page(small.mission, at=NOW).stale
    assert not drawn(small, work_off).stale
    with unit_of_work(None):
        services.set_weights(small.mission, {small.criteria["N"]: Decimal(10)}, version=None)
    assert queries.places_page(small.mission, at=NOW).stale


def test_what_was_known_then_is_shown_for_then(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    drawn(small, work_off)
    then = At(deed=head(NOW)[0])
    widened(small, "A", "N", 0, 100)
    drawn(small, work_off)
    page = queries.places_page(small.mission, at=then)
    assert page.found is not None
    assert not page.stale
    assert all(row.usual[0] == row.usual[1] for row in page.found.rows)


def test_a_stop_keeps_nothing_and_what_was_there_stands(
    app: Flask, work_off: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = a_small_mission()
    drawn(small, work_off)
    with unit_of_work(small.person):
        number = services.ask_for_places(small.mission)
    draw = placing.draw_places

    def stopped_on_the_way(*given: object) -> object:
        with unit_of_work(None):
            queue.stop(number)
        monkeypatch.setattr(jobs, "BETWEEN", 0.0)
        return draw(*given)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(placing, "draw_places", stopped_on_the_way)
    work_off()
    assert job(number).state is JobState.STOPPED
    assert db.session.scalar(select(func.count()).select_from(RankAcceptability)) == 1
    page = queries.places_page(small.mission, at=NOW)
    assert page.found is not None
    assert not page.stale


def test_where_nothing_is_ranked_the_job_says_so(app: Flask, work_off: Callable[[], int]) -> None:
    with unit_of_work(None):
        mission = a_mission()
        a_criterion(mission, "N", weight=30)
        named("mission:facts:add", mission)
        number = services.ask_for_places(mission.id)
    work_off()
    assert job(number).state is JobState.FAILED
    assert job(number).message == "Nothing is ranked yet, so there is nothing to draw."
    page = queries.places_page(mission.id, at=NOW)
    assert page.found is None
    assert not page.rankable


def test_asked_for_twice_it_is_drawn_once(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    with unit_of_work(small.person):
        first = services.ask_for_places(small.mission)
        assert services.ask_for_places(small.mission) == first
    assert work_off() == 1
    with unit_of_work(small.person):
        assert services.ask_for_places(small.mission) != first


def test_every_mission_with_criteria_is_asked_about(app: Flask) -> None:
    small = a_small_mission()
    with unit_of_work(None):
        services.ask_for_all_places()
    assert services.places_job(small.mission) is not None


@pytest.fixture
def office(seeded_app: Flask) -> Iterator[FlaskClient]:
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    yield browser_of(seeded_app, Role.PROGRAMME_MANAGER)


PAGE = "/choices/ranking/places"


def seed_drawn() -> int:
    mission = db.session.scalars(select(Mission.id).order_by(Mission.id)).first()
    assert mission is not None
    with unit_of_work(None):
        number = services.ask_for_places(mission)
    running.perform(number)
    return mission


def test_the_page_tells_what_to_do_then_how_often_and_who_could_lead(seeded_app: Flask, office: FlaskClient) -> None:
    before = office.get(PAGE).get_data(as_text=True)
    assert "Ikke trukket ennå" in before
    assert office.post(f"{PAGE}/draw").status_code == 302
    assert "Trekkes: 0" in office.get(PAGE).get_data(as_text=True)
    mission = seed_drawn()
    page = office.get(PAGE).get_data(as_text=True)
    found = queries.places_page(mission, at=NOW).found
    assert found is not None
    assert found.total == 45
    assert f"{found.rows[0].initiative.code} kommer først i" in page
    assert page.count('class="place-bars"') == 45
    assert "inntil 1,0 prosentpoeng feil" in page
    assert "Hva en må mene for å sette det først" in page
    assert "Illustrativ" in page
    assert "Trekk på nytt" in page


def test_a_stop_from_the_page_and_who_may_only_read(seeded_app: Flask, office: FlaskClient) -> None:
    office.post(f"{PAGE}/draw")
    assert office.post(f"{PAGE}/stop").status_code == 302
    assert "Siste forsøk ble stoppet." in office.get(PAGE).get_data(as_text=True)
    group = browser_of(seeded_app, Role.STEERING_GROUP)
    assert "/draw" not in group.get(PAGE).get_data(as_text=True)
    assert group.post(f"{PAGE}/draw").status_code == 403
    assert group.post(f"{PAGE}/stop").status_code == 403


def test_shares_that_are_hardly_any_are_told_apart_from_none(app: Flask) -> None:
    from app.choices import words

    with app.test_request_context():
        assert [words.share(count, 10_000) for count in (0, 1, 99, 100, 9_901, 10_000)] == [
            "0\u00a0%", "under 1\u00a0%", "under 1\u00a0%", "1\u00a0%", "over 99\u00a0%", "100\u00a0%",
        ]  # fmt: skip
        assert [words.span((4, 4)), words.span((4, 9))] == ["4", "4–9"]
