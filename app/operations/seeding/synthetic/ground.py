"""What initiatives stand on: bodies, people, the mission, its problem model, what is measured, sources of money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.operations.seeding.synthetic import words
from app.operations.seeding.synthetic.drawing import Draft, some, weighed

MISSION = "synthetic"
BEGIN = date(2024, 1, 8)
SCALE = "lights"
# Places in the palette; more areas than that share them.
COLOURS = 8

# code, light, may be reported, and its title in nb, nn and en
STATUS_WORDS = (
    ("green", "green", True, "Etter plan", "Etter planen", "On plan"),
    ("yellow", "yellow", True, "Noe avvik", "Noko avvik", "Some deviation"),
    ("red", "red", True, "Vesentlige avvik", "Vesentlege avvik", "Substantial deviation"),
    ("on_hold", "on_hold", True, "Satt på vent", "Sett på vent", "On hold"),
    ("none", "none", False, "Ikke rapportert", "Ikkje rapportert", "Not reported"),
)

# One for each role, opened by the demo sign-in where there is one.
DEMO = (
    ("P-LEDER", "programme_manager", "Programleder, oppdiktet"),
    ("P-EIER", "initiative_owner", "Tiltakseier, oppdiktet"),
    ("P-STYRE", "steering_group", "Medlem av styringsgruppen, oppdiktet"),
    ("P-ADMIN", "administrator", "Administrator, oppdiktet"),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """The codes that initiatives may point at. ``owners`` by the body they work in."""

    bodies: Sequence[str]
    owners: dict[str, Sequence[str]]
    areas: Sequence[str]
    goals: Sequence[str]
    indicators: Sequence[str]
    evidence: Sequence[str]
    assignments: Sequence[str]
    conditions: Sequence[str]
    outside: Sequence[str]
    sources: Sequence[str]


def ground(draft: Draft) -> Ground:
    """Everything that stands before the first initiative, registered on the first day."""
    bodies = _bodies(draft)
    owners = _people(draft, bodies)
    _mission(draft)
    goals = [f"G{number}" for number in range(1, len(words.GOALS) + 1)]
    for position, (code, title) in enumerate(zip(goals, words.GOALS, strict=True), start=1):
        draft.add("strategic-goals", BEGIN, mission=MISSION, code=code, position=position, title=title)
    areas = _problem_model(draft)
    indicators = _indicators(draft, areas)
    _criteria(draft)
    return Ground(
        bodies=bodies,
        owners=owners,
        areas=areas,
        goals=goals,
        indicators=indicators,
        evidence=_evidence(draft),
        assignments=_assignments(draft, bodies),
        conditions=_conditions(draft),
        outside=_outside(draft),
        sources=_sources(draft, bodies),
    )


def _bodies(draft: Draft) -> list[str]:
    """A dozen, and more for a large portfolio."""
    stream = draft.stream("bodies")
    count = 12 + draft.count // 200
    kinds = {"state_agency": 4, "municipality": 4, "county": 1, "health_trust": 1, "association": 1}
    codes = []
    for number in range(1, count + 1):
        code = f"V{number}"
        kind = "ministry" if number == 1 else weighed(stream, kinds)
        draft.add(
            "organisations", BEGIN, code=code, name=f"Oppdiktet virksomhet {number}", short_name=f"OV {number}",
            kind=kind,
        )  # fmt: skip
        codes.append(code)
    return codes


def _people(draft: Draft, bodies: Sequence[str]) -> dict[str, Sequence[str]]:
    """The demo persons, and an owner for every eighth initiative, at least one in each body."""
    for code, role, name in DEMO:
        draft.add(
            "people", BEGIN, code=code, organisation=bodies[0], language="nb", active=True, demo_role=role, name=name,
            function=name.split(",")[0], email=f"{code.lower()}@synthetic.example",
        )  # fmt: skip
        everywhere = role == "administrator"
        draft.add("role-grants", BEGIN, person=code, role=role, mission=None if everywhere else MISSION)
    owners: dict[str, Sequence[str]] = {}
    each = max(1, draft.count // 8 // len(bodies))
    number = 0
    for body in bodies:
        codes = []
        for _ in range(each):
            number += 1
            code = f"P{number}"
            draft.add(
                "people", BEGIN, code=code, organisation=body, language="nn" if number % 8 == 0 else "nb", active=True,
                name=f"Oppdiktet person {number}", function="Prosjektleder", email=f"p{number}@synthetic.example",
            )  # fmt: skip
            draft.add("role-grants", BEGIN, person=code, role="initiative_owner", mission=MISSION)
            codes.append(code)
        owners[body] = codes
    return owners


def _mission(draft: Draft) -> None:
    draft.add("status-scales", BEGIN, code=SCALE, title="Lys for måling")
    for position, (code, light, reportable, nb, nn, en) in enumerate(STATUS_WORDS, start=1):
        draft.add(
            "status-words", BEGIN, scale=SCALE, code=code, position=position, light=light, reportable=reportable,
            language="nb", title=nb,
        )  # fmt: skip
        for language, title in (("nn", nn), ("en", en)):
            draft.add(
                "translations", BEGIN, collection="status-words", key=f"{SCALE}/{code}", language=language, title=title
            )
    draft.add(
        "missions", BEGIN, slug=MISSION, currency="NOK", language="nb", start_date="2024-01-01",
        target_date="2032-12-31", scale=SCALE, title=f"Oppdiktet samfunnsoppdrag med {draft.count} tiltak",
        summary="Innen 2032 skal alle få hjelpen de trenger, når de trenger den. Oppdiktet, til måling og utprøving.",
    )  # fmt: skip


def _problem_model(draft: Draft) -> list[str]:
    stream = draft.stream("problem-model")
    codes = [f"O{number}" for number in range(1, len(words.AREAS) + 1)]
    for position, (code, title) in enumerate(zip(codes, words.AREAS, strict=True), start=1):
        draft.add(
            "challenge-areas", BEGIN, mission=MISSION, code=code, position=position,
            colour=(position - 1) % COLOURS + 1, language="nb", title=title,
        )  # fmt: skip
    for code in codes:
        for other in some(stream, [area for area in codes if area != code], 1, 2, 3):
            draft.add(
                "influences", BEGIN, mission=MISSION, source_area=code, target_area=other,
                strength=weighed(stream, {"weak": 2, "medium": 3, "strong": 1}),
                mechanism="Det ene gjør det andre vanskeligere.",
            )  # fmt: skip
    return codes


def _indicators(draft: Draft, areas: Sequence[str]) -> list[str]:
    """Each with a baseline and yearly values on their way to the target, some of them the wrong way."""
    stream = draft.stream("indicators")
    codes = []
    for number, (title, unit, direction) in enumerate(words.INDICATORS, start=1):
        code = f"I{number:02}"
        codes.append(code)
        baseline = stream.randint(20, 60)
        better = 1 if direction == "up" else -1
        coverage = weighed(stream, {"sample": 2, "full_count": 1})
        draft.add(
            "indicators", BEGIN, mission=MISSION, code=code, position=number,
            level=weighed(stream, {"society": 1, "effect": 2, "result": 1}), direction=direction, coverage=coverage,
            language="nb", unit=unit, method="Oppdiktet årlig måling.", target_value=baseline + better * 15,
            target_date="2032-12-31", months_between=12, publication_lag_months=3, baseline="2023",
            areas=" ".join(some(stream, areas, 1, 2)), title=title,
        )  # fmt: skip
        value = baseline
        for year in (2023, 2024, 2025):
            published = BEGIN if year == 2023 else date(year + 1, 4, 1)
            spread = stream.randint(1, 3) if coverage == "sample" else None
            draft.add(
                "measurements", published, mission=MISSION, indicator=code, period=year, series=1,
                published_on=published, value=value, low=spread and value - spread, high=spread and value + spread,
                sample_size=stream.randint(150, 900) if spread else None,
            )  # fmt: skip
            value += better * stream.randint(-2, 4)
    return codes


def _criteria(draft: Draft) -> None:
    for position, (code, title, weight) in enumerate(words.CRITERIA, start=1):
        draft.add(
            "criteria", BEGIN, mission=MISSION, code=code, position=position, colour=position, language="nb",
            weight=weight, title=title,
        )  # fmt: skip
        for score, described in words.LEVELS:
            draft.add("criterion-levels", BEGIN, mission=MISSION, criterion=code, score=score, described=described)


def _evidence(draft: Draft) -> list[str]:
    stream = draft.stream("evidence")
    codes = [f"K{number}" for number in range(1, 13 + draft.count // 50)]
    for code in codes:
        draft.add(
            "evidence", BEGIN, mission=MISSION, code=code,
            kind=weighed(stream, {"evaluation": 2, "research": 2, "survey": 2, "statistics": 1, "user_insight": 2}),
            strength=weighed(stream, {"weak": 1, "moderate": 2, "strong": 1}),
            title=f"Oppdiktet kunnskap {code[1:]} om {stream.choice(words.ABOUT)}", publisher="Oppdiktet utgiver",
            year=stream.randint(2016, 2023), finding=stream.choice(words.MECHANISMS),
        )  # fmt: skip
    return codes


def _assignments(draft: Draft, bodies: Sequence[str]) -> list[str]:
    stream = draft.stream("assignments")
    codes = [f"OPPDRAG-{number}" for number in range(1, 9 + draft.count // 100)]
    for number, code in enumerate(codes, start=1):
        draft.add(
            "assignments", BEGIN, mission=MISSION, code=code, giver=bodies[0], receiver=stream.choice(bodies[1:]),
            letter="Oppdiktet tildelingsbrev 2024", number=number, title=f"Oppdrag om {stream.choice(words.ABOUT)}",
            given_on=BEGIN, due_on=BEGIN + timedelta(days=stream.randint(200, 900)), joint=stream.random() < 0.2,
        )  # fmt: skip
    return codes


def _conditions(draft: Draft) -> list[str]:
    stream = draft.stream("conditions")
    codes = [f"F{number}" for number in range(1, 7)]
    for code in codes:
        draft.add(
            "conditions", BEGIN, mission=MISSION, code=code,
            kind=weighed(stream, {"law": 2, "dpia": 2, "procurement": 1, "budget": 1}),
            title=f"Oppdiktet forutsetning {code[1:]}", owner="Oppdiktet eier",
        )  # fmt: skip
        year = stream.randint(2024, 2027)
        for position, stage in enumerate(("inquiry", "hearing", "decision", "in_force"), start=1):
            planned = year + position // 2
            draft.add(
                "condition-steps", BEGIN, mission=MISSION, condition=code, stage=stage, position=position,
                planned=planned, reached_on="2024-01-05" if position == 1 and year == 2024 else None,
            )  # fmt: skip
    return codes


def _outside(draft: Draft) -> list[str]:
    codes = [f"X{number}" for number in range(1, 6)]
    for number, code in enumerate(codes, start=1):
        draft.add(
            "external-nodes", BEGIN, mission=MISSION, code=code, title=f"Oppdiktet leveranse utenfra {number}",
            owner="Oppdiktet leverandør", expected=f"{2026 + number}-H1",
        )  # fmt: skip
    return codes


def _sources(draft: Draft, bodies: Sequence[str]) -> list[str]:
    """Own money of the larger bodies, and a few schemes."""
    codes = []
    schemes = (("SATSING", "budget_proposal"), ("TILSKUDD", "subsidy"), ("MEDFIN", "co_funding"))
    for code, instrument in (*schemes, *((f"EGEN-{body}", "own_appropriation") for body in bodies[1:10])):
        draft.add(
            "funding-sources", BEGIN, code=code, name=f"Oppdiktet kilde {code}", instrument=instrument,
            payer=code.removeprefix("EGEN-") if code.startswith("EGEN") else bodies[0], earliest_year=2027,
            currency="NOK",
        )  # fmt: skip
        codes.append(code)
    return codes
