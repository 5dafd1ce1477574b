"""What the criteria weigh: points, an order, and what is stated about weights.

All of it is the mission's and is checked against the mission's version: it is one statement, and only makes sense
together. What is said last counts, until somebody chooses otherwise (:func:`hold_to`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from sqlalchemy import ColumnElement, func, select

from app.analysis.weights import rank_order_centroid
from app.choices.models import Criterion, Weighing, WeightStatement
from app.choices.queries import weights
from app.choices.rules.acts import Act
from app.choices.rules.scoring import CENT
from app.choices.rules.weighing import (
    BEST_SWING,
    Answer,
    Holding,
    StatementDecision,
    StatementKind,
    TradeOff,
    check_weights,
)
from app.missions.models import Mission
from app.plumbing.db import db, opened
from app.plumbing.provenance import entered
from app.plumbing.record import NOW, current_work
from app.plumbing.refusals import N_, NotThere, Refusal

# The mission's own weighing, as files and addresses name it.
MAIN = "MAIN"


def set_weights(mission_id: int, points: Mapping[int, Decimal], *, version: int | None) -> None:
    """Give the mission's criteria these weights (points by criterion id); criteria not named keep theirs.

    From now on exactly these points count.
    """
    mission = opened(Mission, mission_id, version)
    rows = _criteria(mission_id)
    check_weights({row.id: points.get(row.id, row.weight) for row in rows})
    _weigh(rows, points)
    _hold(mission_id, Holding.POINTS)
    current_work().record(Act.WEIGHTS_SET, mission, mission=mission_id)


def put_in_order(mission_id: int, order: Sequence[int], *, version: int | None) -> None:
    """Put the criteria (ids) in this order of weight, the heaviest first; from now on no more than the order counts.

    Points that stand in this order already stay. Otherwise they become the rank order centroid's, the heaviest 100, as
    something to begin with. Criteria that are not named are left out: they get no points.
    """
    mission = opened(Mission, mission_id, version)
    rows = {row.id: row for row in _criteria(mission_id)}
    if not order or len(set(order)) < len(order) or not rows.keys() >= set(order):
        raise Refusal(N_("Name each criterion once."), field="order")
    given = [rows[key].weight for key in order]
    strict = all(more > less for more, less in pairwise(given)) and given[-1] > 0
    points = dict.fromkeys(rows.keys() - set(order), Decimal(0))
    if not strict:
        centroid = rank_order_centroid(order)
        most = max(centroid.values())
        for key, share in centroid.items():
            exact = BEST_SWING * share / most
            points[key] = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT)
    _weigh(rows.values(), points)
    _hold(mission_id, Holding.ORDER)
    current_work().record(Act.WEIGHTS_SET, mission, mission=mission_id)


def hold_to(mission_id: int, holding: Holding, *, version: int | None) -> None:
    """Choose what of the mission's weighing counts; nothing that was said is lost."""
    opened(Mission, mission_id, version)
    row = _hold(mission_id, holding)
    current_work().record(Act.WEIGHING_PUT, row, mission=mission_id, bare=True)


def state(mission_id: int, decision: StatementDecision, *, version: int | None) -> None:
    """Say something about the weights outright. Refuses what cannot hold together with what is said already."""
    opened(Mission, mission_id, version)
    row = _begin_to_say(mission_id)
    named = [decision.first_id, *([] if decision.second_id is None else [decision.second_id])]
    _check_counted(mission_id, named)
    said = _say(
        row, decision.kind, decision.first_id, second_id=decision.second_id, share=decision.share
    )  # fmt: skip
    found = weights.of_mission(mission_id, at=NOW)
    clashing = [other.position for other in found.clashing]
    if said.position in clashing:
        raise Refusal(
            N_("This cannot hold together with number %(numbers)s in the list. Withdraw one of them first."),
            field=decision.blamed,
            numbers=", ".join(str(number) for number in clashing if number != said.position) or "–",
        )
    current_work().record(Act.STATEMENT_MAKE, row, mission=mission_id)


def answer_trade_off(mission_id: int, answered: TradeOff, *, version: int | None) -> None:
    """Answer one trade-off question. An answer that clashes with others is kept: which of them is wrong is not ours."""
    opened(Mission, mission_id, version)
    row = _begin_to_say(mission_id)
    _check_counted(mission_id, [answered.first_id, answered.second_id])
    _say(
        row,
        StatementKind.TRADE_OFF,
        answered.first_id,
        first_part=answered.first_part,
        second_id=answered.second_id,
        second_part=answered.second_part,
        answer=answered.answer,
    )
    current_work().record(Act.STATEMENT_MAKE, row, mission=mission_id)


def withdraw(mission_id: int, position: int) -> None:
    """Take back what was said under this number; it counts no more, and its number is not given again.

    Without a version: whoever names it has seen what it says, and that never changes.
    """
    opened(Mission, mission_id, None)
    row = _main(mission_id)
    said = None if row is None else _said(row, WeightStatement.position == position)
    if row is None or said is None:
        raise NotThere(N_("This no longer exists."))
    _take_back(row, said)


def take_back_answer(mission_id: int, *, version: int | None) -> None:
    """Take back the last answer to a trade-off question, so that it is asked again."""
    opened(Mission, mission_id, version)
    row = _main(mission_id)
    said = None if row is None else _said(row, WeightStatement.kind == StatementKind.TRADE_OFF)
    if row is None or said is None:
        raise Refusal(N_("There is no answer to take back."))
    _take_back(row, said)


def _take_back(row: Weighing, said: WeightStatement) -> None:
    said.withdrawn = True
    row.version += 1
    current_work().record(Act.STATEMENT_WITHDRAW, row, mission=row.mission_id)


def _criteria(mission_id: int) -> Sequence[Criterion]:
    return db.session.scalars(
        select(Criterion).where(Criterion.mission_id == mission_id).order_by(Criterion.position, Criterion.id)
    ).all()


def _weigh(rows: Iterable[Criterion], points: Mapping[int, Decimal]) -> None:
    for row in rows:
        weight = points.get(row.id, row.weight)
        if weight != row.weight:
            row.weight = weight
            row.version += 1
            entered(row, ["weight"])


def _main(mission_id: int) -> Weighing | None:
    return db.session.scalar(select(Weighing).where(Weighing.mission_id == mission_id, Weighing.main))


def _hold(mission_id: int, holding: Holding) -> Weighing:
    """The mission's own weighing, holding to this; made where there is none yet."""
    row = _main(mission_id)
    if row is None:
        row = Weighing(mission_id=mission_id, code=MAIN, holding=holding, main=True)
        db.session.add(row)
        db.session.flush()
    elif row.holding is not holding:
        row.holding = holding
        row.version += 1
        entered(row, ["holding"])
    return row


def _begin_to_say(mission_id: int) -> Weighing:
    """What is stated counts from now on. An order that counted until now is kept as statements; each to withdraw."""
    before = _main(mission_id)
    in_order = before is not None and before.holding is Holding.ORDER
    row = _hold(mission_id, Holding.STATEMENTS)
    row.version += 1
    if in_order:
        counted = [criterion for criterion in _criteria(mission_id) if criterion.weight > 0]
        counted.sort(key=lambda criterion: -criterion.weight)
        said = select(WeightStatement.first_id, WeightStatement.second_id).where(
            WeightStatement.weighing_id == row.id,
            WeightStatement.kind == StatementKind.ORDER,
            WeightStatement.withdrawn.is_(False),
        )
        known = {(first, second) for first, second in db.session.execute(said)}
        for more, less in pairwise(counted):
            pairs = [(more, less)] if more.weight > less.weight else [(more, less), (less, more)]
            for first, second in pairs:
                if (first.id, second.id) not in known:
                    _say(row, StatementKind.ORDER, first.id, second_id=second.id)
    return row


def _say(
    row: Weighing,
    kind: StatementKind,
    first_id: int,
    *,
    first_part: Decimal | None = None,
    second_id: int | None = None,
    second_part: Decimal | None = None,
    answer: Answer | None = None,
    share: Decimal | None = None,
) -> WeightStatement:
    last = db.session.scalar(select(func.max(WeightStatement.position)).where(WeightStatement.weighing_id == row.id))
    said = WeightStatement(
        mission_id=row.mission_id,
        weighing_id=row.id,
        position=(last or 0) + 1,
        kind=kind,
        first_id=first_id,
        first_part=first_part,
        second_id=second_id,
        second_part=second_part,
        answer=answer,
        share=share,
        said_by_id=current_work().by,
    )
    db.session.add(said)
    db.session.flush()
    return said


def _said(row: Weighing, which: ColumnElement[bool]) -> WeightStatement | None:
    """The last one in force that is ``which``."""
    return db.session.scalar(
        select(WeightStatement)
        .where(WeightStatement.weighing_id == row.id, WeightStatement.withdrawn.is_(False), which)
        .order_by(WeightStatement.position.desc())
        .limit(1)
    )


def _check_counted(mission_id: int, ids: Sequence[int]) -> None:
    """Refuse to speak of criteria that are not the mission's, or that have no points."""
    rows = {row.id: row for row in _criteria(mission_id)}
    for key in ids:
        if key not in rows:
            raise NotThere(N_("This no longer exists."))
        if rows[key].weight == 0:
            raise Refusal(
                N_("%(code)s has 0 points and does not count. Give it points first."), code=rows[key].code
            )  # fmt: skip
