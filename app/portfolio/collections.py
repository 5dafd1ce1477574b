"""What this chapter keeps, as files show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from app.analysis.graphs import circle_through, find_circle
from app.missions.rules import Act as MissionAct
from app.plumbing.keys import sort_key
from app.plumbing.refusals import N_
from app.plumbing.sheets.collections import Collection, Key, Together, Values, described
from app.plumbing.sheets.faults import Faults
from app.plumbing.sheets.parts import Beside, CodeList, Words, existing
from app.plumbing.sheets.reading import Row
from app.plumbing.sheets.store import Store
from app.plumbing.sheets.translations import translations
from app.portfolio.models import (
    PLAN_DATES,
    Appraisal,
    Benefit,
    Capacity,
    Condition,
    ConditionStep,
    Contribution,
    ContributionEvidence,
    Deliverable,
    Dependency,
    ExternalNode,
    FundingLine,
    FundingSource,
    Gate,
    Grant,
    Initiative,
    InitiativeAssignment,
    InitiativeCondition,
    InitiativeGoal,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
    Need,
    Participation,
    Risk,
    Rollout,
    SchemeRules,
)
from app.portfolio.rules.acts import Act
from app.portfolio.rules.keys import initiative_keys
from app.portfolio.rules.taking_part import overlap
from app.portfolio.rules.words import DependencyKind, PersonPart

# «source» is where a row's facts are from, so money's source has a name of its own.
MONEY = {"source_id": "funding_source"}


def _keys(values: Values) -> dict[str, str]:
    return initiative_keys(values["code"], values["title"], values["summary"])


def _renew_keys(store: Store, ids: Iterable[int]) -> None:
    """A search finds an initiative by its titles in every language, and those stand in rows of their own."""
    wanted = sorted(ids)
    words: defaultdict[int, list[InitiativeText]] = defaultdict(list)
    for line in existing(InitiativeText, "initiative_id", wanted):
        words[line.initiative_id].append(line)
    for row in existing(Initiative, "id", wanted):
        own = next((line for line in words[row.id] if line.language == row.language), None)
        others = sorted((line for line in words[row.id] if line is not own), key=lambda line: line.language)
        if own is not None:
            titles = [line.title for line in others]
            for name, key in initiative_keys(row.code, own.title, own.summary, titles).items():
                setattr(row, name, key)


def _part(name: str, model: Any, *key: str, **more: Any) -> Collection:
    """A part of an initiative: what is registered of it on one day is one deed."""
    more.setdefault("add", Act.PART_ADD)
    more.setdefault("edit", Act.PART_EDIT)
    return described(name, model, *key, together=Together.INITIATIVE, **more)


def _shared_once(values: Values) -> Values:
    """A shared solution is symmetric: a file writes the lower code first."""
    if values.get("kind") is DependencyKind.SHARED_SOLUTION and values.get("needs"):
        pair = sorted((values["initiative"], values["needs"]), key=sort_key)
        values["initiative"], values["needs"] = pair
    return values


def _shared_stored(attrs: dict[str, Any]) -> dict[str, Any]:
    """… and the table keeps the lower id first."""
    if attrs.get("kind") is DependencyKind.SHARED_SOLUTION and attrs.get("needs_id"):
        attrs["initiative_id"], attrs["needs_id"] = sorted((attrs["initiative_id"], attrs["needs_id"]))
    return attrs


def _no_circles(store: Store, rows: Iterable[tuple[Row, Values]], faults: Faults) -> None:
    """Refuse the rows that would close a circle of waiting, with the circle written out."""
    waits: dict[str, dict[str, list[str]]] = {}

    def take(values: Values) -> None:
        if values["needs"] and values["kind"] is not DependencyKind.SHARED_SOLUTION:
            waits.setdefault(values["mission"], {}).setdefault(values["initiative"], []).append(values["needs"])

    for stored in store.rows("dependencies").values():
        take(stored.values)
    wanted = list(rows)
    for row, values in wanted:
        if bool(values["needs"]) == bool(values["external_node"]):
            reason = N_("must name either an initiative or something outside that is waited for")
            faults.add(row.file, row.number, "needs", reason)
        take(values)
    for mission, graph in waits.items():
        if find_circle(graph) is None:
            continue
        for row, values in wanted:
            found = circle_through(graph, values["initiative"]) if values["mission"] == mission else None
            if found and values["needs"] in found:
                reason = N_("closes a circle of waiting: %(circle)s")
                faults.add(row.file, row.number, "needs", reason, circle=" → ".join(found))


def _one_at_a_time(store: Store, rows: Iterable[tuple[Row, Values]], faults: Faults) -> None:
    """Nobody has the same part twice on one day, and an initiative has one owner at a time."""
    present = {key: row.values for key, row in store.rows("initiative-persons").items()}
    wanted = list(rows)
    named = ("initiative", "person", "part", "from_date")
    present |= {tuple(values[name] for name in named): values for _row, values in wanted}
    by_initiative: defaultdict[str, list[Values]] = defaultdict(list)
    for values in present.values():
        by_initiative[values["initiative"]].append(values)
    for row, values in wanted:
        for other in by_initiative[values["initiative"]]:
            same = all(other[name] == values[name] for name in named)
            owners = values["part"] is other["part"] is PersonPart.OWNER
            if same or not (owners or all(other[name] == values[name] for name in named[:3])):
                continue
            if overlap((values["from_date"], values["to_date"]), (other["from_date"], other["to_date"])):
                faults.add(row.file, row.number, "from_date", N_("has days in common with another row of this part"))
                break


def _second_or_later(store: Store, key: Key) -> bool:
    """The first mission of an initiative stands in the initiative's own row."""
    initiative, mission = key
    return bool(store.rows("initiatives")[initiative,].values["mission"] != mission)


EXTERNAL_NODES = described("external-nodes", ExternalNode, "mission", "code", add=Act.NODE_ADD, edit=Act.NODE_EDIT)
CONDITIONS = described("conditions", Condition, "mission", "code", add=Act.CONDITION_ADD, edit=Act.CONDITION_EDIT)
CONDITION_STEPS = described(
    "condition-steps",
    ConditionStep,
    "mission",
    "condition",
    "stage",
    add=Act.CONDITION_EDIT,
    edit=Act.CONDITION_EDIT,
)
FUNDING_SOURCES = described("funding-sources", FundingSource, "code", add=Act.SOURCE_ADD, edit=Act.SOURCE_EDIT)
SCHEME_RULES = described(
    "scheme-rules",
    SchemeRules,
    "funding_source",
    "round",
    "category",
    add=Act.SOURCE_EDIT,
    edit=Act.SOURCE_EDIT,
    called=MONEY,
)
CAPACITY = described(
    "capacity",
    Capacity,
    "organisation",
    "quarter",
    "skill",
    "employment",
    add=Act.CAPACITY_PUT,
    edit=Act.CAPACITY_PUT,
)
INITIATIVES = described(
    "initiatives",
    Initiative,
    "code",
    add=Act.INITIATIVE_ADD,
    edit=Act.INITIATIVE_EDIT,
    acts={
        "state": Act.INITIATIVE_MOVE,
        **dict.fromkeys(PLAN_DATES, Act.INITIATIVE_PLAN),
        **dict.fromkeys(("mission", "segment", "moscow", "wave", "adoption"), Act.INITIATIVE_MISSION),
        **{
            f"{use}_{point}": Act.INITIATIVE_ESTIMATE for use in ("build", "run") for point in ("low", "likely", "high")
        },
    },
    derived=_keys,
    renew=_renew_keys,
    parts=(
        Words(InitiativeText, "initiative_id"),
        Beside(InitiativeMission, "initiative_id"),
        CodeList("goals", InitiativeGoal, "initiative_id", "goal_id", "strategic_goal", main=True),
        CodeList("assignments", InitiativeAssignment, "initiative_id", "assignment_id", "assignment"),
    ),
    together=Together.INITIATIVE,
)
PARTS = (
    _part(
        "initiative-persons",
        InitiativePerson,
        "initiative",
        "person",
        "part",
        "from_date",
        add=Act.PERSON_PUT,
        edit=Act.PERSON_PUT,
        check=_one_at_a_time,
    ),
    _part(
        "initiative-missions",
        InitiativeMission,
        "initiative",
        "mission",
        add=Act.INITIATIVE_MISSION,
        edit=Act.INITIATIVE_MISSION,
        exported=_second_or_later,
    ),
    _part("grants", Grant, "code", add=Act.GRANT_RECORD, edit=Act.GRANT_RECORD, called=MONEY),
    _part(
        "contributions",
        Contribution,
        "mission",
        "initiative",
        "area",
        parts=(CodeList("evidence", ContributionEvidence, "contribution_id", "evidence_id", "evidence"),),
    ),
    _part("participation", Participation, "initiative", "organisation", "part"),
    _part("initiative-conditions", InitiativeCondition, "mission", "initiative", "condition", "tie"),
    _part("needs", Need, "initiative", "use", "year"),
    _part("funding-lines", FundingLine, "initiative", "funding_source", "use", "state", "year", called=MONEY),
    _part("benefits", Benefit, "initiative", "code"),
    _part("rollouts", Rollout, "initiative", "bodies", "planned"),
    _part("deliverables", Deliverable, "initiative", "code"),
    _part("risks", Risk, "initiative", "code"),
    _part("gates", Gate, "initiative", "point", "decided_on", add=Act.GATE_DECIDE, edit=Act.GATE_DECIDE),
    _part("appraisals", Appraisal, "initiative"),
)
DEPENDENCIES = _part(
    "dependencies",
    Dependency,
    "mission",
    "initiative",
    "needs",
    "external_node",
    "kind",
    arranged=_shared_once,
    stored=_shared_stored,
    check=_no_circles,
)
TRANSLATIONS = (
    translations(
        "initiatives", InitiativeText, "initiative_id", "initiative", act=MissionAct.TRANSLATION_PUT, renew=_renew_keys
    ),
)
