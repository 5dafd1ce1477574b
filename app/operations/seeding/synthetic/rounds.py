"""Three rounds of reports, all closed, with the office's own ratings, and what the reports changed in the plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.operations.seeding.synthetic import words
from app.operations.seeding.synthetic.drawing import Draft, roughly, weighed
from app.operations.seeding.synthetic.ground import DEMO, MISSION, SCALE
from app.operations.seeding.synthetic.initiatives import Drawn
from app.plumbing.periods import add_months

LIGHTS = {"green": 50, "yellow": 33, "red": 12}
WORSE = {"green": "yellow", "yellow": "red", "red": "red", "on_hold": "on_hold"}


@dataclass(frozen=True, slots=True)
class Round:
    code: str
    title: str
    cut_off: date
    due: date


ROUNDS = (
    Round("2025-T3", "Tertial 3 2025", date(2025, 12, 31), date(2026, 1, 16)),
    Round("2026-T1", "Tertial 1 2026", date(2026, 4, 30), date(2026, 5, 15)),
    Round("2026-T2", "Tertial 2 2026", date(2026, 8, 31), date(2026, 9, 15)),
)
OFFICE = DEMO[0][0]


def rounds(draft: Draft, initiatives: Iterable[Drawn], delivered: Mapping[int, tuple[int, int]]) -> None:
    """``delivered`` is by the initiative's number: how many deliverables are done of how many."""
    wanted = [drawn for drawn in initiatives if drawn.reports]
    for each in ROUNDS:
        draft.add(
            "reporting-rounds", each.due, mission=MISSION, code=each.code, title=each.title, cut_off=each.cut_off,
            opens_on=each.due - timedelta(days=14), due_on=each.due, state="closed",
        )  # fmt: skip
        for drawn in wanted:
            stream = draft.stream("report", each.code, drawn.number)
            # One in eight is late, and not always the same ones.
            if stream.random() < 0.88:
                _report(draft, stream, each, drawn, delivered[drawn.number])
    _forecasts(draft, wanted)


def _report(draft: Draft, stream: Random, each: Round, drawn: Drawn, delivered: tuple[int, int]) -> None:
    light = "on_hold" if drawn.state == "on_hold" else weighed(stream, LIGHTS)
    done, total = delivered
    if each is not ROUNDS[-1]:
        done = min(done, total // 2)
    draft.add(
        "status-reports", each.due, mission=MISSION, round=each.code, initiative=drawn.code, state="locked",
        reporter=drawn.owner, language="nb", scale=SCALE, overall=light, time=weighed(stream, LIGHTS),
        cost=weighed(stream, LIGHTS), benefit=weighed(stream, LIGHTS), comment=stream.choice(words.COMMENTS),
        forecast_cost=drawn.build * stream.randint(90, 125) // 100, deliverables_done=done, deliverables_total=total,
        submitted_at=each.due - timedelta(days=stream.randint(0, 12)),
    )  # fmt: skip
    if stream.random() < 0.3:
        draft.add(
            "assessments", each.due, mission=MISSION, round=each.code, initiative=drawn.code, scale=SCALE,
            overall=WORSE[light] if stream.random() < 0.3 else light, comment="Oppdiktet vurdering.", made_by=OFFICE,
            made_on=each.due,
        )  # fmt: skip


def _forecasts(draft: Draft, initiatives: Iterable[Drawn]) -> None:
    """One in three moved its finish after the second round; that is what is forecast today, and nothing was before."""
    days = {row["code"]: row for row in draft.rows["initiatives"]}
    day = ROUNDS[1].due + timedelta(days=1)
    for drawn in initiatives:
        stream = draft.stream("forecast", drawn.number)
        if drawn.state == "ongoing" and stream.random() < 0.35:
            said = roughly(stream, add_months(drawn.finish, stream.choice((3, 6, 12))))
            days[drawn.code]["forecast_finish"] = str(said)
            draft.change(day, "initiatives", drawn.code, "forecast_finish", None, said)
