"""Deeds on rounds and reports, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.plumbing import record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.periods import Period
from app.plumbing.provenance import Source, origins
from app.plumbing.record import Deed
from app.plumbing.refusals import Changed, Refusal
from app.portfolio.models import Deliverable, Initiative
from app.reporting import queries, services
from app.reporting.models import Assessment, ReportDraft, ReportingRound, StatusReport
from app.reporting.rules import Act, ReportState, ReportWords, RoundState
from tests.reporting.factories import DAY, NOON, Story, a_planned_round, a_story

pytestmark = pytest.mark.db

GREEN = ReportWords(overall="green", forecast_finish=Period(date(2027, 12, 31)))
LATER = Period(date(2028, 3, 31))


@pytest.fixture
def story(app: Flask) -> Story:
    return a_story()


def submitted(story: Story, words: ReportWords = GREEN, *, version: int = 0, by: int | None = None) -> StatusReport:
    with unit_of_work(by=by or story.owner):
        services.submit(story.open, story.t10, version, words, now=NOON, on=DAY)
    return report_of(story)


def report_of(story: Story) -> StatusReport:
    return db.session.scalars(
        select(StatusReport)
        .where(StatusReport.round_id == story.open, StatusReport.initiative_id == story.t10)
        .execution_options(populate_existing=True)
    ).one()


def acts() -> list[str]:
    return list(db.session.scalars(select(Deed.act).order_by(Deed.number)))


def test_a_draft_keeps_what_was_typed_and_counts_for_nobody(story: Story) -> None:
    words = ReportWords(overall="red", comment="Halvferdig", delivered={story.undone: DAY})
    with unit_of_work(by=story.owner):
        services.save_draft(story.open, story.t10, 0, words, typed={"forecast_finish": "kanskje til høsten"})
    report = report_of(story)
    assert (report.state, report.overall, report.submitted_at) == (ReportState.DRAFT, "red", None)
    assert queries.typed_words(report.id) == {"forecast_finish": "kanskje til høsten"}
    assert db.session.get_one(Deliverable, story.undone).delivered_on is None
    by_code = {row.code: row for row in queries.confidence_by_initiative(story.mission, at=record.NOW)}
    assert by_code["T10"].owner is not None and by_code["T10"].owner.round_code == "T2"


def test_submitting_counts_the_deliverables_and_forgets_the_typed_words(story: Story) -> None:
    with unit_of_work(by=story.owner):
        services.save_draft(story.open, story.t10, 0, GREEN, typed={"comment": "…"})
    report = submitted(story, ReportWords(overall="green", delivered={story.undone: DAY}), version=1)
    assert (report.deliverables_done, report.deliverables_total) == (2, 2)
    assert (report.reporter_id, report.submitted_at) == (story.owner, NOON)
    assert db.session.get_one(Deliverable, story.undone).delivered_on == DAY
    assert db.session.scalar(select(ReportDraft)) is None
    assert acts()[-2:] == [Act.REPORT_SAVE, Act.REPORT_SUBMIT]


def test_a_deliverable_is_not_delivered_tomorrow(story: Story) -> None:
    with pytest.raises(Refusal) as refused, unit_of_work(by=story.owner):
        words = ReportWords(overall="green", delivered={story.undone: date(2026, 11, 23)})
        services.submit(story.open, story.t10, 0, words, now=NOON, on=DAY)
    assert refused.value.field == f"delivered_on_{story.undone}"
    assert db.session.get_one(Deliverable, story.undone).delivered_on is None


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (ReportWords(), "overall"),
        (ReportWords(overall="none"), "overall"),
        (ReportWords(overall="yellow"), "comment"),
        (ReportWords(overall="green", time="purple"), "time"),
    ],
)
def test_a_report_that_says_too_little_is_refused(story: Story, words: ReportWords, field: str) -> None:
    with pytest.raises(Refusal) as refused, unit_of_work(by=story.owner):
        services.submit(story.open, story.t10, 0, words, now=NOON, on=DAY)
    assert refused.value.field == field


def test_owner_and_deputy_at_once_lose_nothing(story: Story) -> None:
    submitted(story)
    with pytest.raises(Changed) as lost, unit_of_work(by=story.deputy):
        services.submit(story.open, story.t10, 0, GREEN, now=NOON, on=DAY)
    assert (lost.value.since, lost.value.version) == (0, 1)


def test_accepting_makes_the_forecast_the_initiatives_own(story: Story) -> None:
    report = submitted(story, ReportWords(overall="red", comment="Hjemmel mangler", forecast_finish=LATER))
    before = db.session.get_one(Initiative, story.t10)
    assert before.forecast_finish == date(2027, 12, 31)
    version = before.version
    with unit_of_work(by=story.manager):
        services.accept(report.id, report.version)
    after = db.session.get_one(Initiative, story.t10, populate_existing=True)
    assert (after.forecast_finish, after.forecast_finish_precision) == (LATER.first, LATER.precision)
    assert after.version == version + 1
    assert after.original_finish == date(2027, 6, 30)


def test_accepting_an_unchanged_forecast_leaves_the_initiative_alone(story: Story) -> None:
    report = submitted(story)
    version = db.session.get_one(Initiative, story.t10).version
    with unit_of_work(by=story.manager):
        services.accept(report.id, report.version)
    assert db.session.get_one(Initiative, story.t10, populate_existing=True).version == version


def test_a_returned_report_says_why_and_comes_back(story: Story) -> None:
    report = submitted(story)
    with pytest.raises(Refusal) as refused, unit_of_work(by=story.manager):
        services.return_report(report.id, report.version, "  ")
    assert refused.value.field == "reason"
    with unit_of_work(by=story.manager):
        services.return_report(report.id, 1, "Skriv hva som er forsinket.")
    assert report_of(story).state is ReportState.RETURNED
    owed = queries.reports_owed(story.owner, on=DAY)
    assert [(row.state, row.returned_because) for row in owed] == [
        (ReportState.RETURNED, "Skriv hva som er forsinket.")
    ]
    assert submitted(story, version=2).state is ReportState.SUBMITTED
    assert queries.reports_owed(story.owner, on=DAY) == []


def test_closing_locks_what_was_given_and_takes_over_its_forecasts(story: Story) -> None:
    report = submitted(story, ReportWords(overall="green", forecast_finish=LATER))
    with unit_of_work(by=story.owner):
        services.save_draft(story.open, story.t11, 0, ReportWords(), typed={})
    with unit_of_work(by=story.manager):
        services.close_round(story.open, 1)
    assert report_of(story).state is ReportState.LOCKED
    assert db.session.get_one(Initiative, story.t10, populate_existing=True).forecast_finish == LATER.first
    drafts = select(StatusReport.state).where(StatusReport.initiative_id == story.t11)
    assert ReportState.DRAFT in db.session.scalars(drafts).all()
    for deed in (
        lambda: services.submit(story.open, story.t11, 1, GREEN, now=NOON, on=DAY),
        lambda: services.return_report(report.id, 2, "For sent"),
        lambda: services.close_round(story.open, 2),
    ):
        with pytest.raises(Refusal), unit_of_work(by=story.manager):
            deed()


def test_one_round_is_open_at_a_time(story: Story) -> None:
    with unit_of_work(by=story.manager):
        facts = services.RoundFacts("T1-27", "Første", date(2027, 4, 30), date(2027, 4, 20), date(2027, 5, 6))
        planned = services.add_round(story.mission, facts).id
    with pytest.raises(Refusal, match="T3"), unit_of_work(by=story.manager):
        services.open_round(planned, 1)
    with unit_of_work(by=story.manager):
        services.close_round(story.open, 1)
    with unit_of_work(by=story.manager):
        services.open_round(planned, 1)
    assert db.session.get_one(ReportingRound, planned).state is RoundState.OPEN


def test_a_code_is_taken_once_and_a_closed_round_stays_as_it_is(story: Story) -> None:
    facts = services.RoundFacts("T2", "Andre", date(2026, 8, 31), date(2026, 8, 20), date(2026, 9, 9))
    with pytest.raises(Refusal) as refused, unit_of_work(by=story.manager):
        services.add_round(story.mission, facts)
    assert refused.value.field == "code"
    with pytest.raises(Refusal), unit_of_work(by=story.manager):
        services.edit_round(story.closed, 1, facts)


def test_editing_an_illustrative_round_makes_its_days_entered(story: Story) -> None:
    with unit_of_work(by=None) as work:
        ring = a_planned_round(story.mission, "T4")
        ring.source = Source.ILLUSTRATIVE
        work.record(Act.ROUND_ADD, ring)
        ring_id = ring.id
    facts = services.RoundFacts("T4", "Runde T4", date(2026, 12, 31), date(2026, 12, 20), date(2027, 1, 15))
    with unit_of_work(by=story.manager):
        services.edit_round(ring_id, 1, facts)
    said = origins("reporting_round", [(ring_id, Source.ILLUSTRATIVE)], at=record.NOW)[ring_id]
    assert said.of("due_on").source is Source.ENTERED
    assert said.of("cut_off").source is Source.ILLUSTRATIVE


def test_the_office_rates_and_rates_again(story: Story) -> None:
    with unit_of_work(by=story.manager):
        services.assess(story.closed, story.t10, 0, overall="red", comment="For optimistisk", on=DAY)
    with pytest.raises(Changed), unit_of_work(by=story.manager):
        services.assess(story.closed, story.t10, 0, overall="green", comment="", on=DAY)
    with unit_of_work(by=story.manager):
        services.assess(story.closed, story.t10, 1, overall="yellow", comment="", on=DAY)
    row = db.session.scalars(select(Assessment).where(Assessment.round_id == story.closed)).one()
    assert (row.overall, row.version, row.made_by_id) == ("yellow", 2, story.manager)


def test_the_record_holds_after_a_whole_round(story: Story) -> None:
    report = submitted(story, ReportWords(overall="green", forecast_finish=LATER, delivered={story.undone: DAY}))
    with unit_of_work(by=story.manager):
        services.accept(report.id, report.version)
    with unit_of_work(by=story.manager):
        services.close_round(story.open, 1)
    assert record.verify().faults == ()
