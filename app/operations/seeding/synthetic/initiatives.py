"""An initiative: its words, its plan, who owns it and takes part, what it acts on and waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.operations.seeding.synthetic import words
from app.operations.seeding.synthetic.drawing import Draft, roughly, some, weighed
from app.operations.seeding.synthetic.ground import DEMO, MISSION, Ground
from app.plumbing.periods import Period, add_months

# Registered in so many lots at most, one a day.
BATCHES = 100
FIRST_DAY = date(2024, 2, 1)
# Initiatives wait for others registered not long before them.
WINDOW = 200
# These belong to the demo's initiative owner.
DEMO_OWNS = 4

STATES = {
    "proposed": 8, "considered": 8, "in_portfolio": 16, "ongoing": 44, "on_hold": 5, "delivered": 7,
    "in_realisation": 6, "stopped": 4, "refused": 2,
}  # fmt: skip
PHASES = {
    "proposed": {"idea": 1},
    "considered": {"idea": 1},
    "in_portfolio": {"idea": 1, "concept": 2, "planning": 1},
    "ongoing": {"concept": 1, "planning": 2, "execution": 4, "closing": 1},
    "on_hold": {"concept": 1, "planning": 1, "execution": 1},
    "delivered": {"closing": 1},
    "in_realisation": {"realisation": 1},
    "stopped": {"concept": 1, "planning": 1},
    "refused": {"idea": 1},
}
# Works by law or inquiry: no project phases.
UNPHASED = frozenset({"law", "inquiry"})
KINDS = {"digital": 8, "organisation": 3, "competence": 3, "money": 1, "law": 2, "inquiry": 2, "trial": 2}
DONE = frozenset({"delivered", "in_realisation"})
BEGUN = frozenset({"ongoing", "on_hold", *DONE})
REPORTING = frozenset({"in_portfolio", *BEGUN})
FROZEN = frozenset({"execution", "closing", "realisation"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the parts of an initiative must agree with. Amounts are whole kroner."""

    number: int
    code: str
    at: date
    state: str
    phase: str
    lead: str
    owner: str
    start: date
    finish: date
    planned_finish: Period
    build: int
    run: int

    @property
    def reports(self) -> bool:
        return self.state in REPORTING


def code_of(number: int) -> str:
    return f"S{number}"


def initiative(draft: Draft, on: Ground, number: int) -> Drawn:
    """One initiative with its people, its partners, what it acts on and what it waits for."""
    stream = draft.stream("initiative", number)
    drawn = _facts(draft, on, stream, number)
    _people(draft, on, stream, drawn)
    _participation(draft, on, stream, drawn)
    _contributions(draft, on, stream, drawn)
    _waiting(draft, on, stream, drawn)
    return drawn


def _facts(draft: Draft, on: Ground, stream: Random, number: int) -> Drawn:
    code = code_of(number)
    at = FIRST_DAY + timedelta(days=(number - 1) * BATCHES // max(BATCHES, draft.count))
    if draft.count < BATCHES:
        at = FIRST_DAY + timedelta(days=number - 1)
    kind = weighed(stream, KINDS)
    state = weighed(stream, STATES)
    phase = "" if kind in UNPHASED else weighed(stream, PHASES[state])
    lead = stream.choice(on.bodies[1:])
    start = add_months(date(2024, 3, 1), stream.randint(0, 30) if state in BEGUN else stream.randint(24, 60))
    if state in DONE:
        start = add_months(date(2023, 1, 1), stream.randint(0, 8))
    finish = add_months(start, stream.choice((9, 12, 18, 24, 24, 36, 48)))
    planned = roughly(stream, start), roughly(stream, finish)
    if planned[1].first < planned[0].first:  # «2026» begins before autumn 2026
        planned = planned[0], Period(finish)
    forecast = ended = None
    if state == "ongoing":
        forecast = roughly(stream, add_months(finish, stream.choice((0, 0, 1, 3, 6, 12))))
    if state in DONE:
        ended = roughly(stream, min(add_months(finish, stream.choice((-1, 0, 1))), date(2025, 10, 1)))
    began = roughly(stream, start) if state in BEGUN and start <= date(2026, 9, 1) else None
    if began and ended and began.first > ended.first:
        began = None
    build = stream.choice((2, 3, 4, 6, 8, 12, 18, 25, 40, 60, 95)) * 1_000_000 + stream.randint(0, 9) * 100_000
    run = build * stream.randint(8, 20) // 100
    estimated = stream.random() < 0.85
    run_by = stream.choice(on.bodies[1:]) if stream.random() < 0.4 else None
    draft.add(
        "initiatives", at, code=code, language="nn" if number % 11 == 0 else "nb", title=words.title(stream, number),
        summary=words.summary(stream), kind=kind,
        second_kind=stream.choice([other for other in KINDS if other != kind]) if stream.random() < 0.2 else None,
        state=state, phase=phase, lead=lead, registered_on=at,
        planned_start=planned[0], planned_finish=planned[1],
        original_start=planned[0] if phase in FROZEN else None, original_finish=planned[1] if phase in FROZEN else None,
        forecast_finish=forecast, actual_start=began, actual_finish=ended,
        build_low=build * 8 // 10 if estimated else None, build_likely=build if estimated else None,
        build_high=build * 13 // 10 if estimated else None,
        run_low=run * 8 // 10 if estimated else None, run_likely=run if estimated else None,
        run_high=run * 14 // 10 if estimated else None,
        bounds_are="p10_p90" if estimated else "unstated", price_year=2024 if estimated else None,
        with_vat=True if estimated else None,
        duration_low_months=9, duration_likely_months=18, duration_high_months=30,
        run_by=run_by, run_from=finish.year + 1 if run_by else None,
        mission=MISSION, segment=weighed(stream, {"observe": 3, "follow": 4, "steer": 2, None: 1}),
        moscow=weighed(stream, {"must": 3, "should": 4, "could": 3, "wont": 1, None: 1}),
        wave=weighed(stream, {1: 2, 2: 2, 3: 1, None: 2}), goals=" ".join(some(stream, on.goals, 0, 1, 1, 2)),
        assignments=" ".join(some(stream, on.assignments, 0, 0, 1)),
    )  # fmt: skip
    if number % 20 == 0:
        draft.add(
            "translations", at, collection="initiatives", key=code, language="en",
            title=f"Made-up initiative number {number}", summary="Made up, for measuring and trying out.",
        )  # fmt: skip
    owner = DEMO[1][0] if number <= DEMO_OWNS else stream.choice(on.owners[lead])
    return Drawn(number, code, at, state, phase, lead, owner, start, finish, planned[1], build, run)


def _people(draft: Draft, on: Ground, stream: Random, drawn: Drawn) -> None:
    draft.add(
        "initiative-persons", drawn.at, initiative=drawn.code, person=drawn.owner, part="owner", from_date=drawn.at
    )
    others = [person for person in on.owners[drawn.lead] if person != drawn.owner]
    for part, odds in (("deputy", 0.5), ("contact", 0.3)):
        if others and stream.random() < odds:
            draft.add(
                "initiative-persons", drawn.at, initiative=drawn.code, person=stream.choice(others), part=part,
                from_date=drawn.at,
            )  # fmt: skip


def _participation(draft: Draft, on: Ground, stream: Random, drawn: Drawn) -> None:
    draft.add(
        "participation", drawn.at, initiative=drawn.code, organisation=drawn.lead, part="lead", commitment="confirmed",
        answered_on=drawn.at, person_weeks=stream.randint(10, 120),
    )  # fmt: skip
    for body in some(stream, [body for body in on.bodies[1:] if body != drawn.lead], 0, 1, 1, 2, 3):
        said = weighed(stream, {"proposed": 3, "confirmed": 4, "with_reservation": 1, "declined": 1})
        draft.add(
            "participation", drawn.at, initiative=drawn.code, organisation=body,
            part=weighed(stream, {"partner": 4, "pilot": 2, "supplier": 1, "consulted": 2}), commitment=said,
            reservation="Forutsatt midler i tildelingsbrevet." if said == "with_reservation" else None,
            answered_on=None if said == "proposed" else drawn.at,
            person_weeks=stream.randint(2, 40) if stream.random() < 0.6 else None,
        )  # fmt: skip


def _contributions(draft: Draft, on: Ground, stream: Random, drawn: Drawn) -> None:
    for place, area in enumerate(some(stream, on.areas, 1, 1, 2, 2, 3) if stream.random() < 0.96 else []):
        draft.add(
            "contributions", drawn.at, mission=MISSION, initiative=drawn.code, area=area,
            strength=weighed(stream, {"weak": 2, "medium": 3, "strong": 1}), main=place == 0,
            mechanism=stream.choice(words.MECHANISMS), evidence=" ".join(some(stream, on.evidence, 0, 0, 1, 2)),
        )  # fmt: skip


def _waiting(draft: Draft, on: Ground, stream: Random, drawn: Drawn) -> None:
    """It waits only for initiatives with a lower number, so nobody waits in a circle."""
    earlier = range(max(1, drawn.number - WINDOW), drawn.number)
    for other in some(stream, earlier, 0, 0, 1, 1, 2, 3):
        kind = weighed(stream, {"finish_to_start": 6, "start_to_start": 2, "finish_to_finish": 1, "shared_solution": 2})
        draft.add(
            "dependencies", drawn.at, mission=MISSION, initiative=drawn.code, needs=code_of(other), kind=kind,
            lag_days=0 if kind == "shared_solution" else stream.choice((0, 0, 0, 14, 30, 90)),
            reason=stream.choice(words.REASONS),
        )  # fmt: skip
    if stream.random() < 0.05:
        draft.add(
            "dependencies", drawn.at, mission=MISSION, initiative=drawn.code, external_node=stream.choice(on.outside),
            kind="finish_to_start", lag_days=0,
        )  # fmt: skip
    if stream.random() < 0.15:
        draft.add(
            "initiative-conditions", drawn.at, mission=MISSION, initiative=drawn.code,
            condition=stream.choice(on.conditions), tie=weighed(stream, {"waits_for": 5, "delivers": 1}),
        )  # fmt: skip
