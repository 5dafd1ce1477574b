"""One alternative, so that choosing can be tried and measured on a portfolio of any size."""

from __future__ import annotations

from collections import Counter
from datetime import date

from app.operations.seeding.synthetic.drawing import Draft
from app.operations.seeding.synthetic.ground import MISSION

# With fewer there is nothing to choose among.
FEWEST = 45
FIRST, LAST = 2027, 2030
# Three schemes share this much of what is needed in a year beside what is granted: choosing must hurt.
SCHEMES = ("SATSING", "TILSKUDD", "MEDFIN")
PERCENT = 45
ENDED = ("delivered", "in_realisation", "refused", "stopped")


def scenario(draft: Draft) -> None:
    """Registered with the last of the initiatives. Draws nothing: it follows from what they need."""
    if draft.count < FEWEST:
        return
    on = max(date.fromisoformat(row["at"]) for row in draft.rows["initiatives"])
    draft.add(
        "scenarios", on, mission=MISSION, code="A1", language="nb", title="Oppdiktet alternativ",
        purpose="Hva kommer med når det er penger til under halvparten?", owner="P-LEDER", shared=True,
        first_year=FIRST, last_year=LAST, underway="up_for_choice", run_money="told",
        scoring="likely",
    )  # fmt: skip
    needed = _needed(draft)
    for source in SCHEMES:
        draft.add(
            "scenario-sources", on, mission=MISSION, scenario="A1", funding_source=source, pays="build",
            applicants="everyone",
        )  # fmt: skip
        for year in range(FIRST, LAST + 1):
            amount = needed[year] * PERCENT // 100 // len(SCHEMES) // 100_000 * 100_000
            draft.add(
                "scenario-budgets", on, mission=MISSION, scenario="A1", funding_source=source, year=year,
                amount=amount,
            )  # fmt: skip


def _needed(draft: Draft) -> Counter[int]:
    """Kroner to build what can be chosen and is not granted yet, by year."""
    scored = {row["initiative"] for row in draft.rows["scores"]}
    choosable = {
        row["code"] for row in draft.rows["initiatives"] if row["code"] in scored and row["state"] not in ENDED
    }
    needed: Counter[int] = Counter()
    for row in draft.rows["needs"]:
        if row["initiative"] in choosable and row["use"] == "build":
            needed[int(row["year"])] += int(row["amount"])
    for row in draft.rows["funding-lines"]:
        if row["initiative"] in choosable and row["use"] == "build" and row["state"] == "granted":
            needed[int(row["year"])] -= int(row["amount"])
    return needed
