"""How an initiative is paid for, what it gives, what is delivered, what may happen, and which gates it has passed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from app.operations.seeding.synthetic import words
from app.operations.seeding.synthetic.drawing import Draft, roughly, some, weighed
from app.operations.seeding.synthetic.ground import MISSION, Ground
from app.operations.seeding.synthetic.initiatives import BEGUN, DONE, Drawn
from app.plumbing.periods import add_months

# The last day that figures tell of.
LAST = date(2026, 8, 31)
POINTS = {"concept": 1, "planning": 2, "execution": 3, "closing": 4, "realisation": 5}


def parts(draft: Draft, on: Ground, drawn: Drawn) -> tuple[int, int]:
    """Draw them all; how many deliverables are done, and how many there are."""
    _money(draft, on, draft.stream("money", drawn.number), drawn)
    _benefits(draft, on, draft.stream("benefits", drawn.number), drawn)
    _risks(draft, draft.stream("risks", drawn.number), drawn)
    _gates(draft, draft.stream("gates", drawn.number), drawn)
    _scores(draft, on, draft.stream("scores", drawn.number), drawn)
    return _deliverables(draft, draft.stream("deliverables", drawn.number), drawn)


def _money(draft: Draft, on: Ground, stream: Random, drawn: Drawn) -> None:
    """Needed by year, granted by letter for some of it, applied for or not for the rest, spent in years gone by."""
    if stream.random() < 0.15:
        return
    years = list(range(drawn.start.year, min(drawn.finish.year, drawn.start.year + 4) + 1))
    needs = {year: drawn.build // len(years) // 100_000 * 100_000 for year in years}
    for year, amount in needs.items():
        draft.add("needs", drawn.at, initiative=drawn.code, use="build", year=year, amount=amount, price_year=2024)
    for year in range(years[-1] + 1, years[-1] + stream.choice((1, 2, 3))):
        draft.add("needs", drawn.at, initiative=drawn.code, use="run", year=year, amount=drawn.run, price_year=2024)
    source = stream.choice(on.sources)
    if stream.random() < 0.55:
        covered = years[: stream.randint(1, len(years))]
        letter = f"TB-{drawn.code}"
        draft.add(
            "grants", drawn.at, code=letter, initiative=drawn.code, funding_source=source, body=on.bodies[0],
            step="final", decided=drawn.at, total=sum(needs[year] for year in covered),
            letter=f"Oppdiktet tilsagnsbrev {drawn.number}",
        )  # fmt: skip
        for year in covered:
            line = {"initiative": drawn.code, "funding_source": source, "recipient": drawn.lead, "year": year}
            draft.add("funding-lines", drawn.at, **line, grant=letter, use="build", state="granted", amount=needs[year])
            if year < 2026 and drawn.state in BEGUN:
                spent = needs[year] * stream.randint(60, 100) // 100
                draft.add("funding-lines", drawn.at, **line, use="build", state="spent", amount=spent)
    elif stream.random() < 0.5:
        draft.add(
            "funding-lines", drawn.at, initiative=drawn.code, funding_source=source, recipient=drawn.lead,
            year=years[0], use="build", state="applied", amount=needs[years[0]],
        )  # fmt: skip


def _benefits(draft: Draft, on: Ground, stream: Random, drawn: Drawn) -> None:
    for number in range(1, stream.choice((0, 1, 1, 2)) + 1):
        priced = stream.random() < 0.6
        yearly = stream.randint(1, 40) * 500_000
        draft.add(
            "benefits", drawn.at, initiative=drawn.code, code=f"G{number}", title=stream.choice(words.BENEFITS),
            kind=weighed(stream, {"state_efficiency": 2, "state_quality": 2, "municipal": 2, "citizens": 3}),
            benefit_class=stream.choice(("budget_effect", "other_use")) if priced else "not_priced",
            responsible=stream.choice(on.owners[drawn.lead]), falls_in=stream.choice(on.bodies[1:]),
            indicator=stream.choice(on.indicators) if stream.random() < 0.7 else None,
            yearly_low=yearly * 6 // 10 if priced else None, yearly_likely=yearly if priced else None,
            yearly_high=yearly * 15 // 10 if priced else None, from_year=drawn.finish.year + 1,
            described="Oppdiktet gevinst.",
        )  # fmt: skip


def _deliverables(draft: Draft, stream: Random, drawn: Drawn) -> tuple[int, int]:
    count = stream.choice((0, 2, 3, 3, 4))
    done = 0
    months = max(1, (drawn.finish.year - drawn.start.year) * 12 + drawn.finish.month - drawn.start.month)
    for number in range(1, count + 1):
        due = add_months(drawn.start, months * number // count)
        delivered = None
        if drawn.state in DONE or (drawn.state in BEGUN and due < LAST and stream.random() < 0.8):
            delivered = min(due + timedelta(days=stream.randint(-20, 60)), LAST)
            done += 1
        draft.add(
            "deliverables", drawn.at, initiative=drawn.code, code=f"L{number}", title=words.DELIVERABLES[number - 1],
            planned=roughly(stream, due), delivered_on=delivered,
            forecast=None if delivered or stream.random() < 0.6 else roughly(stream, add_months(due, 3)),
        )  # fmt: skip
    return done, count


def _risks(draft: Draft, stream: Random, drawn: Drawn) -> None:
    for number in range(1, stream.choice((0, 1, 1, 2, 3)) + 1):
        likelihood, consequence = stream.randint(1, 5), stream.randint(1, 5)
        draft.add(
            "risks", drawn.at, initiative=drawn.code, code=f"R{number}", nature="threat",
            dimension=stream.choice(("time", "cost", "benefit", "privacy", "reputation")),
            cause=stream.choice(words.CAUSES), event=stream.choice(words.EVENTS), effect=stream.choice(words.EFFECTS),
            likelihood=likelihood, consequence=consequence,
            handling=weighed(stream, {"reduce": 4, "accept": 2, "avoid": 1, "transfer": 1}),
            measure="Avtale ny frist og følge opp hver måned.", residual_likelihood=max(1, likelihood - 1),
            residual_consequence=consequence, trend=weighed(stream, {"steady": 3, "rising": 1, "falling": 1}),
            owner=drawn.owner,
        )  # fmt: skip


def _gates(draft: Draft, stream: Random, drawn: Drawn) -> None:
    passed = POINTS.get(drawn.phase, 0)
    day = drawn.at - timedelta(days=120 * passed + stream.randint(0, 60))
    for point in range(1, passed + 1):
        draft.add(
            "gates", drawn.at, initiative=drawn.code, point=f"BP{point}", decided_on=day, outcome="onwards",
            decided_by=drawn.lead, documents="Mandat", reason="Oppdiktet begrunnelse.",
        )  # fmt: skip
        day += timedelta(days=stream.randint(20, 110))


def _scores(draft: Draft, on: Ground, stream: Random, drawn: Drawn) -> None:
    """Most that were let in are scored, on every criterion."""
    if drawn.state in ("proposed", "refused", "stopped") or stream.random() < 0.2:
        return
    for code, _, _ in words.CRITERIA:
        likely = stream.randint(10, 90)
        draft.add(
            "scores", drawn.at, mission=MISSION, initiative=drawn.code, criterion=code,
            low=max(0, likely - stream.randint(0, 20)), likely=likely, high=min(100, likely + stream.randint(0, 20)),
            evidence=" ".join(some(stream, on.evidence, 0, 0, 0, 1)),
        )  # fmt: skip
