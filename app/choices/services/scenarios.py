"""Deeds on alternatives: made, copied, shared, archived, and their assumptions set. Run inside ``unit_of_work``.

The alternative is the head of all its assumptions: two people who edit one at once are two versions of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.choices.models import (
    Scenario,
    ScenarioBudget,
    ScenarioCapacity,
    ScenarioCover,
    ScenarioPick,
    ScenarioSource,
    Weighing,
    WeighingPoint,
    WeightStatement,
)
from app.choices.rules.acts import Act
from app.choices.rules.scenarios import CoverAsked, Picked, ScenarioFacts, SourceTerms, check_budget, check_scenario
from app.choices.rules.weighing import Holding, check_weights
from app.plumbing.db import Historied, db, locked, opened
from app.plumbing.provenance import Source, entered
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import SchemeRules

FACTS = ("title", "purpose", "first_year", "last_year", "underway", "run_money", "scoring", "weighing_id")
PARTS: tuple[type[Any], ...] = (ScenarioSource, ScenarioBudget, ScenarioCapacity, ScenarioPick, ScenarioCover)


def make_scenario(mission_id: int, facts: ScenarioFacts, *, owner_id: int | None) -> Scenario:
    """A new alternative without assumptions, seen by its owner alone."""
    check_scenario(facts)
    _check_weighing(facts.weighing_id, mission_id)
    row = Scenario(
        mission_id=mission_id,
        code=_free_code(Scenario, mission_id, "A"),
        language=facts.language,
        owner_id=owner_id,
        **{name: getattr(facts, name) for name in FACTS},
    )
    db.session.add(row)
    db.session.flush()
    current_work().record(Act.SCENARIO_MAKE, row, mission=mission_id)
    return row


def copy_scenario(scenario_id: int, title: str, *, owner_id: int | None) -> Scenario:
    """A new alternative with the same assumptions, its own weighing copied too. The copy is not shared."""
    row = _copied(scenario_id, title, owner_id=owner_id)
    current_work().record(Act.SCENARIO_COPY, row, mission=row.mission_id)
    return row


def _copied(scenario_id: int, title: str, *, owner_id: int | None, weighing: bool = True) -> Scenario:
    old = locked(Scenario, scenario_id)
    if not title.strip():
        raise Refusal(N_("Give the alternative a name."), field="title")
    kept = (
        "mission_id",
        "language",
        "purpose",
        "first_year",
        "last_year",
        "underway",
        "run_money",
        "scoring",
        "source",
    )
    row = Scenario(
        code=_free_code(Scenario, old.mission_id, "A"),
        title=title.strip(),
        owner_id=owner_id,
        weighing_id=_copied_weighing(old.weighing_id) if weighing else None,
        **{name: getattr(old, name) for name in kept},
    )
    db.session.add(row)
    db.session.flush()
    for part in PARTS:
        for line in db.session.scalars(select(part).where(part.scenario_id == old.id).order_by(part.id)):
            db.session.add(part(**{**_values(line), "scenario_id": row.id}))
        db.session.flush()  # budgets point at their sources
    return row


def copy_with_weights(scenario_id: int, title: str, points: Mapping[int, Decimal], *, owner_id: int | None) -> Scenario:
    """A copy that is weighed with exactly these points (by criterion id), to be solved beside the one it is from.

    Whoever has just that copy already is given it again: a form sent twice makes one.
    """
    check_weights(points)
    already = _such_a_copy(locked(Scenario, scenario_id), title, points, owner_id=owner_id)
    if already is not None:
        return already
    row = _copied(scenario_id, title, owner_id=owner_id, weighing=False)
    weighing = Weighing(
        mission_id=row.mission_id,
        code=_free_code(Weighing, row.mission_id, "V"),
        title=row.title,
        holding=Holding.POINTS,
        main=False,
    )
    db.session.add(weighing)
    db.session.flush()
    for criterion_id, own in points.items():
        db.session.add(
            WeighingPoint(mission_id=row.mission_id, weighing_id=weighing.id, criterion_id=criterion_id, points=own)
        )
    row.weighing_id = weighing.id
    db.session.flush()
    current_work().record(Act.SCENARIO_COPY, row, mission=row.mission_id)
    return row


def _such_a_copy(old: Scenario, title: str, points: Mapping[int, Decimal], *, owner_id: int | None) -> Scenario | None:
    """The person's own alternative that such a copy would be the same as, if there is one that is not put away."""
    named = select(Scenario).where(
        Scenario.mission_id == old.mission_id,
        Scenario.owner_id == owner_id,
        Scenario.title == title.strip(),
        Scenario.archived_on.is_(None),
        Scenario.id != old.id,
    )
    wanted = _assumed(old)
    for row in db.session.scalars(named.order_by(Scenario.id.desc())):
        own = select(WeighingPoint.criterion_id, WeighingPoint.points).where(
            WeighingPoint.weighing_id == row.weighing_id
        )
        if dict(iter(db.session.execute(own))) == dict(points) and _assumed(row) == wanted:
            return row
    return None


def _assumed(row: Scenario) -> tuple[object, ...]:
    """All that an alternative assumes but for its weights, to be compared with another's."""
    kept = tuple(getattr(row, name) for name in ("purpose", "first_year", "last_year", "underway", "run_money"))
    lines = (
        Counter(
            tuple(sorted((name, str(value)) for name, value in _values(line).items() if name != "scenario_id"))
            for line in db.session.scalars(select(part).where(part.scenario_id == row.id))
        )
        for part in PARTS
    )
    return (*kept, *lines)


def edit_scenario(scenario_id: int, facts: ScenarioFacts, *, version: int | None) -> None:
    """Other words or years. Budgets in years that are no longer among them go."""
    check_scenario(facts)
    row = _open(scenario_id, version)
    _check_weighing(facts.weighing_id, row.mission_id)
    changed = [name for name in FACTS if getattr(row, name) != getattr(facts, name)]
    for name in changed:
        setattr(row, name, getattr(facts, name))
    entered(row, changed)
    for line in db.session.scalars(select(ScenarioBudget).where(ScenarioBudget.scenario_id == row.id)):
        if not facts.first_year <= line.year <= facts.last_year:
            db.session.delete(line)
    current_work().record(Act.SCENARIO_EDIT, row, mission=row.mission_id)


def share_scenario(scenario_id: int, *, version: int | None) -> None:
    """Let everybody who reads the mission see it. What was shared is not made secret again."""
    row = _open(scenario_id, version)
    row.shared = True
    current_work().record(Act.SCENARIO_SHARE, row, mission=row.mission_id)


def archive_scenario(scenario_id: int, *, on: date, version: int | None) -> None:
    """Put the alternative away: it can be seen and copied, but neither edited nor solved."""
    row = _open(scenario_id, version)
    row.archived_on = on
    current_work().record(Act.SCENARIO_ARCHIVE, row, mission=row.mission_id)


def restore_scenario(scenario_id: int, *, version: int | None) -> None:
    row = opened(Scenario, scenario_id, version)
    row.archived_on = None
    current_work().record(Act.SCENARIO_RESTORE, row, mission=row.mission_id)


def set_money(scenario_id: int, terms: Mapping[int, SourceTerms], *, version: int | None) -> None:
    """Exactly these sources (by id) may pay, on these terms and within these budgets."""
    row = _open(scenario_id, version)
    for source_id, given in terms.items():
        check_budget(given, first_year=row.first_year, last_year=row.last_year)
        _check_rules(source_id, given.rules_id)
    budgets = {
        (source_id, year): {"amount_ore": amount_ore}
        for source_id, given in terms.items()
        for year, amount_ore in given.budget.items()
    }
    sources = {
        (source_id,): {"pays": given.pays, "applicants": given.applicants, "rules_id": given.rules_id}
        for source_id, given in terms.items()
    }
    # What is not among the sources any more goes after its budgets, what is new comes before them.
    gone = {key: None for key in _kept(ScenarioBudget, row, ("source_id", "year")) if key not in budgets}
    _put(ScenarioBudget, row, ("source_id", "year"), gone)
    _put(ScenarioSource, row, ("source_id",), _whole(ScenarioSource, row, ("source_id",), sources))
    _put(ScenarioBudget, row, ("source_id", "year"), budgets)
    current_work().record(Act.SCENARIO_MONEY, row, mission=row.mission_id)


def set_capacity(scenario_id: int, person_weeks: Mapping[int, Decimal], *, version: int | None) -> None:
    """Exactly these bodies (by id) have a limit, in person-weeks over all the years."""
    row = _open(scenario_id, version)
    if any(weeks < 0 for weeks in person_weeks.values()):
        raise Refusal(N_("A capacity cannot be below 0."))
    lines = {(body,): {"person_weeks": weeks} for body, weeks in person_weeks.items()}
    _put(ScenarioCapacity, row, ("organisation_id",), _whole(ScenarioCapacity, row, ("organisation_id",), lines))
    current_work().record(Act.SCENARIO_CAPACITY, row, mission=row.mission_id)


def set_picks(scenario_id: int, picks: Mapping[int, Picked], *, version: int | None) -> None:
    """Exactly these initiatives (by id) are in or out by hand."""
    row = _open(scenario_id, version)
    lines = {
        (initiative,): {"pick": picked.pick, "reason": picked.reason, "mission_id": row.mission_id}
        for initiative, picked in picks.items()
    }
    _put(ScenarioPick, row, ("initiative_id",), _whole(ScenarioPick, row, ("initiative_id",), lines))
    current_work().record(Act.SCENARIO_PICKS, row, mission=row.mission_id)


def set_cover(scenario_id: int, cover: Mapping[int, CoverAsked], *, version: int | None) -> None:
    """Exactly these areas (by id) must be covered."""
    row = _open(scenario_id, version)
    if any(asked.least < 1 for asked in cover.values()):
        raise Refusal(N_("Ask for at least one initiative, or leave the area open."))
    lines = {
        (area,): {"least": asked.least, "strength": asked.strength, "mission_id": row.mission_id}
        for area, asked in cover.items()
    }
    _put(ScenarioCover, row, ("area_id",), _whole(ScenarioCover, row, ("area_id",), lines))
    current_work().record(Act.SCENARIO_COVER, row, mission=row.mission_id)


def share_when_they_leave(person_id: int) -> None:
    """Somebody's access ends: what they alone could see would be seen by nobody, so it is shared."""
    mine = select(Scenario).where(Scenario.owner_id == person_id, Scenario.shared.is_(False)).with_for_update()
    for row in db.session.scalars(mine.order_by(Scenario.id).execution_options(populate_existing=True)):
        row.shared = True
        row.version += 1


def _open(scenario_id: int, version: int | None) -> Scenario:
    row = opened(Scenario, scenario_id, version)
    if row.archived_on is not None:
        raise Refusal(N_("The alternative is archived. Restore it or make a copy to go on with."))
    return row


def _free_code(model: type[Any], mission_id: int, letter: str) -> str:
    """The letter and the next number that no row of the mission has."""
    codes = db.session.scalars(select(model.code).where(model.mission_id == mission_id))
    numbers = [int(code[1:]) for code in codes if code[:1] == letter and code[1:].isascii() and code[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _check_weighing(weighing_id: int | None, mission_id: int) -> None:
    if weighing_id is None:
        return
    if db.session.scalar(select(Weighing.mission_id).where(Weighing.id == weighing_id)) != mission_id:
        raise Refusal(N_("Choose one of the mission's weighings."), field="weighing_id")


def _check_rules(source_id: int, rules_id: int | None) -> None:
    if rules_id is None:
        return
    if db.session.scalar(select(SchemeRules.source_id).where(SchemeRules.id == rules_id)) != source_id:
        raise Refusal(N_("These rules are another source's."))


def _values(row: Historied) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in type(row).__table__.columns if column.name != "id"}


def _copied_weighing(weighing_id: int | None) -> int | None:
    """A weighing of its own for the copy; the mission's main one is everybody's."""
    old = None if weighing_id is None else db.session.get(Weighing, weighing_id)
    if old is None or old.main:
        return None
    row = Weighing(**{**_values(old), "version": 1, "code": _free_code(Weighing, old.mission_id, "V")})
    db.session.add(row)
    db.session.flush()
    parts: tuple[type[Any], ...] = (WeighingPoint, WeightStatement)
    for part in parts:
        for line in db.session.scalars(select(part).where(part.weighing_id == old.id).order_by(part.id)):
            db.session.add(part(**{**_values(line), "weighing_id": row.id}))
    return row.id


Key = tuple[Any, ...]
Line = Mapping[str, Any] | None


def _kept(model: type[Any], row: Scenario, key: tuple[str, ...]) -> dict[Key, Any]:
    found = db.session.scalars(select(model).where(model.scenario_id == row.id))
    return {tuple(getattr(line, name) for name in key): line for line in found}


def _whole(model: type[Any], row: Scenario, key: tuple[str, ...], lines: Mapping[Key, Line]) -> dict[Key, Line]:
    """These lines and no others: what is not named goes."""
    return {**dict.fromkeys(_kept(model, row, key)), **lines}


def _put(model: type[Any], row: Scenario, key: tuple[str, ...], lines: Mapping[Key, Line]) -> None:
    """Add, change and (None) take away lines of the alternative. A changed line is somebody's own from now on."""
    kept = _kept(model, row, key)
    for at, values in lines.items():
        line = kept.get(at)
        if values is None:
            if line is not None:
                db.session.delete(line)
        elif line is None:
            named = dict(zip(key, at, strict=True))
            db.session.add(model(scenario_id=row.id, source=Source.ENTERED, **named, **values))
        else:
            changed = [name for name, value in values.items() if getattr(line, name) != value]
            for name in changed:
                setattr(line, name, values[name])
            if changed:
                line.source = Source.ENTERED
    db.session.flush()
