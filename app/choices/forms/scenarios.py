"""What is typed about an alternative: its words and years, its money, its capacity, its cover, and picks by hand.

The forms of a table are made for the rows there are: one field for each cell, named after the row's id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import AnyOf

from app.choices.forms.criteria import LANGUAGES
from app.choices.queries.assumptions import Assumed, BodyRow, RulesRow, SourceRow
from app.choices.queries.candidates import AreaRow, Candidate
from app.choices.rules.scenarios import (
    Applicants,
    CoverAsked,
    Pays,
    Pick,
    Picked,
    RunMoney,
    ScenarioFacts,
    Scoring,
    SourceTerms,
    Underway,
)
from app.missions.rules import Strength
from app.plumbing.forms import Form, NumberField, RowField, TextField, WholeField, WordField
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import Instrument

MILLION_ORE = 10**8
# A thousand billion kroner is more than the state spends in a year.
MOST_MILLION = 10**6


class ScenarioForm(Form):
    language = HiddenField(validators=[AnyOf(LANGUAGES)])
    title = TextField(_("Name"), required=True, longest=120)
    purpose = TextField(_("What it is to show"), lines=2, longest=1000)
    first_year = WholeField(_("First budget year"), required=True, least=1990, most=2100)
    last_year = WholeField(_("Last budget year"), required=True, least=1990, most=2100)
    underway = WordField(_("What is already being carried out"), Underway, required=True)
    run_money = WordField(_("Money to run what is built"), RunMoney, required=True)
    weighing_id = RowField(_("Weights"), list, none=_("As the mission weighs"))
    scoring = WordField(_("How scores count"), Scoring, required=True)

    def facts(self) -> ScenarioFacts:
        return ScenarioFacts(
            title=self.title.data,
            purpose=self.purpose.data,
            language=self.language.data,
            first_year=int(self.first_year.data or 0),
            last_year=int(self.last_year.data or 0),
            underway=self.underway.data,
            run_money=self.run_money.data,
            weighing_id=self.weighing_id.data,
            scoring=self.scoring.data,
        )


class CopyForm(Form):
    title = TextField(_("Name of the copy"), required=True, longest=120)


class MoneyForm(Form):
    """A row for each source: terms, and a budget in millions for each year; see :func:`money_form`."""

    sources: Sequence[SourceRow] = ()
    years: Sequence[int] = ()

    def budget_of(self, source: SourceRow, year: int) -> Any:
        return self[f"budget_{source.id}_{year}"]

    def terms_of(self, source: SourceRow) -> dict[str, Any]:
        names = {name: f"{name}_{source.id}" for name in ("pays", "applicants", "rules")}
        return {name: self[own] for name, own in names.items() if own in self}

    def terms(self) -> dict[int, SourceTerms]:
        """The sources with a budget in some year, 0 included; one whose cells are all empty is not among them."""
        found = {}
        for source in self.sources:
            budget = {
                year: int(amount * MILLION_ORE)
                for year in self.years
                if (amount := self.budget_of(source, year).data) is not None
            }
            own = self.terms_of(source)
            if budget:
                found[source.id] = SourceTerms(
                    pays=own["pays"].data,
                    applicants=own["applicants"].data,
                    rules_id=own["rules"].data if "rules" in own else None,
                    budget=budget,
                )
        return found


def usual_applicants(source: SourceRow) -> Applicants:
    """Whom a source of this kind usually pays."""
    if source.instrument is Instrument.OWN_APPROPRIATION:
        return Applicants.PAYER
    return Applicants.STATE_BODIES if source.instrument is Instrument.CO_FUNDING else Applicants.EVERYONE


def money_form(found: Assumed, sources: Sequence[SourceRow], rules: Iterable[RulesRow]) -> MoneyForm:
    """The form for these sources, those of the alternative first, filled with what it assumes."""
    by_source: dict[int, list[RulesRow]] = {}
    for row in rules:
        by_source.setdefault(row.source_id, []).append(row)
    assumed = {each.source.id: each for each in found.sources}
    ordered = sorted(sources, key=lambda source: source.id not in assumed)
    fields: dict[str, Any] = {}
    present: dict[str, Any] = {}
    for source in ordered:
        own = assumed.get(source.id)
        for year in found.head.years:
            fields[f"budget_{source.id}_{year}"] = NumberField(
                f"{source.name} {year}", places=6, least=0, most=MOST_MILLION
            )
            if own is not None and year in own.budget:
                present[f"budget_{source.id}_{year}"] = Decimal(own.budget[year]) / MILLION_ORE
        fields[f"pays_{source.id}"] = WordField(_("Pays"), Pays, required=True)
        fields[f"applicants_{source.id}"] = WordField(_("Who may apply"), Applicants, required=True)
        present[f"pays_{source.id}"] = own.pays if own else Pays.BOTH
        present[f"applicants_{source.id}"] = own.applicants if own else usual_applicants(source)
        if offered := by_source.get(source.id):
            fields[f"rules_{source.id}"] = RowField(_("Rules of the round"), _offer(offered))
            present[f"rules_{source.id}"] = own.rules.id if own and own.rules else None
    kind = type("MoneyOfSources", (MoneyForm,), {"sources": tuple(ordered), "years": found.head.years, **fields})
    form: MoneyForm = kind(data=present)
    return form


def _offer(rules: Sequence[RulesRow]) -> Any:
    said = [(row.id, ", ".join(part for part in (row.round, row.category) if part)) for row in rules]
    return lambda: said


class CapacityForm(Form):
    bodies: Sequence[BodyRow] = ()

    def field_of(self, body: BodyRow) -> Any:
        return self[f"weeks_{body.id}"]

    def person_weeks(self) -> dict[int, Decimal]:
        return {body.id: weeks for body in self.bodies if (weeks := self.field_of(body).data) is not None}


def capacity_form(found: Assumed, bodies: Sequence[BodyRow]) -> CapacityForm:
    """A number of person-weeks for each body, empty where nothing binds."""
    fields: dict[str, Any] = {
        f"weeks_{body.id}": NumberField(body.name, places=2, least=0, most=10**6) for body in bodies
    }
    kind = type("CapacityOfBodies", (CapacityForm,), {"bodies": tuple(bodies), **fields})
    form: CapacityForm = kind(data={f"weeks_{body}": weeks for body, weeks in found.capacity.items()})
    return form


class PicksForm(Form):
    items: Sequence[Candidate] = ()

    def fields_of(self, item: Candidate) -> dict[str, Any]:
        return {name: self[f"{name}_{item.id}"] for name in ("pick", "reason")}

    def picks(self) -> dict[int, Picked]:
        """Those that are in or out. Refuses a reason for neither, which would be lost."""
        found = {}
        for item in self.items:
            own = self.fields_of(item)
            if own["pick"].data is not None:
                found[item.id] = Picked(own["pick"].data, own["reason"].data)
            elif own["reason"].data:
                raise Refusal(N_("Say whether it is in or out, or take the reason away."), field=own["pick"].name)
        return found


def picks_form(found: Assumed, items: Sequence[Candidate]) -> PicksForm:
    """In, out or open for each initiative, and why."""
    fields: dict[str, Any] = {}
    present: dict[str, Any] = {}
    for item in items:
        fields[f"pick_{item.id}"] = WordField(item.code, Pick)
        fields[f"reason_{item.id}"] = TextField(_("Reason"), longest=300)
        if item.id in found.picks:
            present |= {f"pick_{item.id}": found.picks[item.id].pick, f"reason_{item.id}": found.picks[item.id].reason}
    kind = type("PicksOfInitiatives", (PicksForm,), {"items": tuple(items), **fields})
    form: PicksForm = kind(data=present)
    return form


class CoverForm(Form):
    areas: Sequence[AreaRow] = ()

    def fields_of(self, area: AreaRow) -> dict[str, Any]:
        return {name: self[f"{name}_{area.id}"] for name in ("least", "strength")}

    def cover(self) -> dict[int, CoverAsked]:
        return {
            area.id: CoverAsked(own["least"].data, own["strength"].data)
            for area in self.areas
            if (own := self.fields_of(area))["least"].data
        }


def cover_form(found: Assumed, areas: Sequence[AreaRow]) -> CoverForm:
    """How many initiatives each area asks for, empty or 0 where none, and how strongly they must act on it."""
    fields: dict[str, Any] = {}
    present: dict[str, Any] = {}
    for area in areas:
        fields[f"least_{area.id}"] = WholeField(area.code, least=0, most=100)
        fields[f"strength_{area.id}"] = WordField(_("At least as strongly as"), Strength, required=True)
        asked = found.cover.get(area.id)
        present |= {
            f"least_{area.id}": asked.least if asked else None,
            f"strength_{area.id}": asked.strength if asked else Strength.WEAK,
        }
    kind = type("CoverOfAreas", (CoverForm,), {"areas": tuple(areas), **fields})
    form: CoverForm = kind(data=present)
    return form
