"""One initiative's page: everything there is, as it was, at the same price for a little and for a lot."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.missions.models import Mission
from app.missions.rules import Strength
from app.people.models import Person
from app.people.rules import Role
from app.plumbing import record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db, opened
from app.plumbing.periods import Period, Precision
from app.plumbing.provenance import Provenance, Publication, Source
from app.plumbing.record import NOW, current_work
from app.portfolio import charts
from app.portfolio.models import (
    ContributionEvidence,
    Deliverable,
    Dependency,
    ExternalNode,
    FundingLine,
    FundingSource,
    Grant,
    Initiative,
    Need,
    Participation,
    Risk,
)
from app.portfolio.queries import InitiativePage, initiative_page, initiative_subject
from app.portfolio.rules.acts import Act
from app.portfolio.rules.words import (
    Commitment,
    DependencyKind,
    GrantStep,
    Handling,
    Instrument,
    LineState,
    ParticipationPart,
    PersonPart,
    Phase,
    RiskDimension,
    Use,
)
from tests.portfolio.factories import (
    a_contribution,
    a_mission,
    a_person,
    an_area,
    an_initiative,
    an_organisation,
    appointed,
    kept,
    looking,
    named,
    signed_in,
    some_evidence,
)
from tests.statements import statements

pytestmark = pytest.mark.db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
GRANT_ORE = 5_738_363_300


class World:
    """ETI with something of most parts, T7 that waits for it, and the persons who look."""

    def __init__(self) -> None:
        mission = a_mission("barn")
        area = an_area(mission, "1A", "Manglende brukermedvirkning")
        hdir, digdir = an_organisation("HDIR", "Helsedirektoratet"), an_organisation("DIGDIR", "Digdir")
        self.owner = a_person("Kari Eier", Role.INITIATIVE_OWNER, mission).id
        self.manager = a_person("Per Porteføljen", Role.PROGRAMME_MANAGER, mission).id
        self.steering = a_person("Stine Styringsgruppen", Role.STEERING_GROUP, mission).id
        self.stranger = a_person("Siri Annetsted", Role.STEERING_GROUP, a_mission("annet")).id
        eti = an_initiative(
            mission, "ETI", "Enklere tilgang", summary="Samler kilder.", source=Source.ILLUSTRATIVE,
            lead_id=hdir.id, phase=Phase.EXECUTION, build_low_ore=100, build_likely_ore=200, build_high_ore=400,
            original_start=Period(date(2022, 7, 1), Precision.HALF_YEAR),
            original_finish=Period(date(2025, 1, 1), Precision.YEAR),
            forecast_finish=Period(date(2027, 6, 1), Precision.MONTH),
        )  # fmt: skip
        self.mission, self.eti = mission.id, eti.id
        other = an_initiative(mission, "T7", "Klart språk", planned_start=Period(date(2026, 1, 1)))
        person = db.session.get_one(Person, self.owner)
        appointed(eti, person)
        first = a_contribution(eti, area, main=True, strength=Strength.STRONG, mechanism="Samler rettigheter.")
        proof = some_evidence(mission, "IS-2858", title="Hvor skal man begynne?")
        kept(ContributionEvidence(mission_id=mission.id, contribution_id=first.id, evidence_id=proof.id))
        kept(
            Participation(
                initiative_id=eti.id, organisation_id=digdir.id, part=ParticipationPart.PARTNER,
                commitment=Commitment.WITH_RESERVATION, reservation="forutsatt midler i tildelingsbrevet",
                answered_on=date(2026, 1, 5),
            )
        )  # fmt: skip
        tie = {"mission_id": mission.id, "kind": DependencyKind.FINISH_TO_START}
        kept(Dependency(initiative_id=other.id, needs_id=eti.id, **tie))
        node = kept(ExternalNode(mission_id=mission.id, code="E1", title="Fullmakter", owner="Digdir"))
        kept(Dependency(initiative_id=eti.id, external_node_id=node.id, **tie))
        scheme = kept(FundingSource(code="MEDFIN", name="Medfinansieringsordningen", instrument=Instrument.CO_FUNDING))
        grant = kept(
            Grant(
                code="TD-1", initiative_id=eti.id, source_id=scheme.id, body_id=digdir.id, step=GrantStep.FINAL,
                decided=date(2022, 6, 1), decided_precision=Precision.MONTH, total_ore=GRANT_ORE,
            )
        )  # fmt: skip
        kept(
            FundingLine(
                initiative_id=eti.id, source_id=scheme.id, grant_id=grant.id, use=Use.BUILD, state=LineState.GRANTED,
                amount_ore=GRANT_ORE,
            )
        )  # fmt: skip
        kept(Need(initiative_id=eti.id, year=2027, use=Use.RUN, amount_ore=500_000_000))
        paper = kept(
            Publication(
                code="DIGDIR-2022", publisher="Digitaliseringsdirektoratet", title="Tildeling", page="digdir.no/x"
            )
        )
        for table, row, field in (("grant_letter", grant.id, "total_ore"), ("initiative", eti.id, "title")):
            kept(
                Provenance(
                    subject_table=table, subject_id=row, field=field, source=Source.PUBLISHED, publication_id=paper.id
                )
            )
        kept(Deliverable(initiative_id=eti.id, code="L1", title="Beta", delivered_on=date(2024, 5, 1)))
        kept(
            Deliverable(
                initiative_id=eti.id, code="L2", title="Full tjeneste", planned=date(2024, 12, 31),
                planned_precision=Precision.DAY,
            )
        )  # fmt: skip
        kept(
            Risk(
                initiative_id=eti.id, code="R1", dimension=RiskDimension.TIME, cause="Få jurister",
                event="Avklaring uteblir", effect="Venter", likelihood=4, consequence=3, handling=Handling.REDUCE,
            )
        )  # fmt: skip
        named(Act.INITIATIVE_ADD, eti)


@pytest.fixture
def world(app: Flask) -> World:
    with unit_of_work(by=None, at=MONDAY):
        return World()


def page_of(app: Flask, world: World, **moment: Any) -> InitiativePage:
    with looking(app):
        found = initiative_page(world.eti, mission=world.mission, at=moment.get("at", NOW))
    assert found is not None
    return found


def test_the_subject_is_entrusted_to_those_whose_dates_hold_today(app: Flask, world: World) -> None:
    with unit_of_work(by=None, at=TUESDAY):
        eti = opened(Initiative, world.eti, None)
        before, deputy, contact = a_person(), a_person(), a_person()
        appointed(eti, before, from_date=date(2020, 1, 1), to_date=date(2020, 12, 31))
        appointed(eti, deputy, PersonPart.DEPUTY, from_date=date(2020, 1, 1))
        appointed(eti, contact, PersonPart.CONTACT)
        current_work().record(Act.PERSON_PUT, eti)

    with looking(app):
        subject = initiative_subject("ETI")
        assert initiative_subject("INGEN") is None
    assert subject is not None
    assert (subject.missions, subject.entrusted_to) == (
        frozenset({world.mission}),
        frozenset({world.owner, deputy.id}),
    )
    assert subject.title == "Enklere tilgang"


def test_the_page_holds_every_part_in_its_place(app: Flask, world: World) -> None:
    page = page_of(app, world)

    assert (page.facts.title, page.facts.lead) == ("Enklere tilgang", "Helsedirektoratet")
    assert [row.evidence[0].title for row in page.contributions] == ["Hvor skal man begynne?"]
    assert page.participations[0].reservation == "forutsatt midler i tildelingsbrevet"
    assert [row.outside and row.outside.title for row in page.dependencies.waits_for] == ["Fullmakter"]
    assert [row.other and row.other.code for row in page.dependencies.waited_for_by] == ["T7"]
    assert [(row.code, row.is_late(on=date(2026, 1, 1))) for row in page.deliverables] == [("L2", True), ("L1", False)]
    assert page.risks[0].size == 12
    assert page.history.total == 1


def test_a_grant_without_a_year_is_in_the_total_and_in_no_year(app: Flask, world: World) -> None:
    sums = page_of(app, world).sums

    assert sums.in_state(LineState.GRANTED) == GRANT_ORE
    assert [year.year for year in sums.years] == [2027]
    assert sums.years[0].line(Use.BUILD, LineState.GRANTED) == 0
    assert sums.run_gap == 500_000_000


def test_each_field_says_where_it_is_from(app: Flask, world: World) -> None:
    page = page_of(app, world)
    grant = page.said("grant_letter", page.grants[0].id)

    assert (grant.of("total_ore").publisher, grant.of("total_ore").url) == (
        "Digitaliseringsdirektoratet",
        "https://digdir.no/x",
    )
    assert page.own.of("title").source is Source.PUBLISHED
    assert page.own.of("build_likely_ore").source is Source.ILLUSTRATIVE
    assert page.own.some_illustrative and not page.own.all_illustrative


def test_an_earlier_day_shows_what_stood_then(app: Flask, world: World) -> None:
    with unit_of_work(by=None, at=TUESDAY):
        eti = opened(Initiative, world.eti, None)
        eti.phase = Phase.CLOSING
        kept(Deliverable(initiative_id=world.eti, code="L3", title="Ny"))
        current_work().record(Act.INITIATIVE_EDIT, eti)

    before = page_of(app, world, at=record.at_day(date(2026, 3, 2)))
    now = page_of(app, world)
    assert (before.facts.phase, len(before.deliverables), before.history.total) == (Phase.EXECUTION, 2, 1)
    assert (now.facts.phase, len(now.deliverables), now.history.total) == (Phase.CLOSING, 3, 2)
    assert now.history.lines[0].tables == ("deliverable", "initiative")
    with looking(app):
        assert initiative_page(world.eti, mission=None, at=record.at_day(date(2026, 3, 1))) is None


def test_a_hundred_parts_cost_no_more_than_one(app: Flask, world: World) -> None:
    def price() -> int:
        with statements() as said:
            page_of(app, world)
        return len(said)

    few = price()
    with unit_of_work(by=None, at=TUESDAY):
        eti = opened(Initiative, world.eti, None)
        for number in range(20):
            kept(Deliverable(initiative_id=eti.id, code=f"N{number}", title="Mer"))
            kept(Need(initiative_id=eti.id, year=2030 + number, use=Use.RUN, amount_ore=1))
            other = an_initiative(opened_mission(world), f"N{number}")
            kept(
                Dependency(
                    mission_id=world.mission,
                    initiative_id=other.id,
                    needs_id=eti.id,
                    kind=DependencyKind.FINISH_TO_START,
                )
            )
        current_work().record(Act.PART_ADD, eti)

    assert price() == few <= 30


def opened_mission(world: World) -> Mission:
    return db.session.get_one(Mission, world.mission)


def test_the_plan_is_drawn_as_exact_as_it_is(app: Flask, world: World) -> None:
    with looking(app):
        figure = charts.plan_figure(page_of(app, world).facts, target=date(2032, 12, 31), today=date(2026, 3, 1))

    assert figure is not None
    pale, solid = figure["data"][:2]
    assert pale["x"] == ["2022-07-01", "2025-12-31"]
    assert solid["x"] == ["2022-12-31", "2025-01-01"]


def test_money_without_a_year_stands_apart_in_the_figure(app: Flask, world: World) -> None:
    with looking(app):
        figure = charts.money_figure(page_of(app, world).sums, unit="mill. kr")

    assert figure is not None
    granted = next(trace for trace in figure["data"] if trace["offsetgroup"] == "granted")
    assert (granted["x"][0], granted["y"]) == ("2027", [0, GRANT_ORE / 10**8])


# --- as pages --------------------------------------------------------------------------------------------------


def test_the_grant_is_shown_to_the_krone_with_its_source(client: FlaskClient, world: World) -> None:
    said = signed_in(client, world.steering).get("/portfolio/initiatives/ETI").get_data(as_text=True)

    assert "57\u00a0383\u00a0633\u00a0kr" in said
    grant = said[said.index('id="grants"') :]
    assert "Medfinansieringsordningen" in grant
    assert 'href="https://digdir.no/x"' in grant


def test_only_those_who_may_edit_are_shown_how(client: FlaskClient, world: World) -> None:
    def ways_in(person: int, query: str = "") -> set[str]:
        said = signed_in(client, person).get(f"/portfolio/initiatives/ETI{query}").get_data(as_text=True)
        return {way for way in ("risks/add", "grants/add", "/facts", "/state") if f"ETI/{way.lstrip('/')}" in said}

    assert ways_in(world.steering) == set()
    assert ways_in(world.owner) == {"risks/add", "/facts"}
    assert ways_in(world.manager) == {"risks/add", "/facts", "grants/add", "/state"}
    assert ways_in(world.manager, "?as_of=2026-03-02") == set()


def test_a_stranger_to_the_mission_does_not_learn_that_it_exists(client: FlaskClient, world: World) -> None:
    browser = signed_in(client, world.stranger)

    assert browser.get("/portfolio/initiatives/ETI").status_code == 404
    assert browser.get("/portfolio/initiatives/INGEN").status_code == 404


def test_the_register_says_how_many_and_downloads_the_same(client: FlaskClient, world: World) -> None:
    browser = signed_in(client, world.manager)
    page = browser.get("/portfolio/initiatives?q=enklere&columns=lead&columns=build").get_data(as_text=True)
    answer = browser.get("/portfolio/initiatives/download?q=enklere&columns=lead&columns=build")
    lines = answer.get_data(as_text=True).lstrip("\ufeff").splitlines()

    assert ">ETI<" in page and ">T7<" not in page
    assert answer.mimetype == "text/csv"
    assert len(lines) == 2
    assert lines[1].startswith("ETI;Enklere tilgang;Helsedirektoratet;2;")


@pytest.mark.parametrize("query", ["phase=flying", "sort=shoe-size", "columns=secret", "owner=you", "as_of=yesterday"])
def test_an_address_that_no_list_has_is_refused(client: FlaskClient, world: World, query: str) -> None:
    assert signed_in(client, world.manager).get(f"/portfolio/initiatives?{query}").status_code == 400


def test_a_title_is_never_a_formula_in_the_file(client: FlaskClient, world: World) -> None:
    with unit_of_work(by=None, at=TUESDAY):
        formula = an_initiative(opened_mission(world), "Z1", '=HYPERLINK("http://x")')
        named(Act.INITIATIVE_ADD, formula)
    file = signed_in(client, world.manager).get("/portfolio/initiatives/download?q=hyperlink").get_data(as_text=True)

    assert "'=HYPERLINK" in file
