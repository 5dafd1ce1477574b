"""What the criteria weigh: an order, points, and what is stated, with what is still possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services, words
from app.choices.forms import BoundForm, HoldingForm, OrderForm, OrderStatementForm, weights_form
from app.choices.forms.weights import BETWEEN
from app.choices.policy import ChoicePermission
from app.choices.queries import CriterionRow, Weights, mission_in_view, statement_subject
from app.choices.queries import weights as weighing
from app.choices.routes import bp
from app.choices.rules.weighing import BEST_SWING, Holding
from app.missions.queries import mission_page
from app.people.queries.names import names_of
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.forms import Form
from app.plumbing.frame import enter_mission
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.provenance import Source
from app.plumbing.record import NOW


@bp.route("/choices/weights")
@requires(ChoicePermission.VIEW, of=mission_in_view)
def weights(mission: Subject) -> tuple[str, int]:
    """Another order can be tried in the address; nothing is saved by looking."""
    return _page(mission)


@bp.route("/choices/weights/holding", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def hold_to(mission: Subject) -> tuple[str, int] | Response:
    form = HoldingForm()
    if form.submitted() and form.accepts(lambda: services.hold_to(mission.id, form.holding.data, version=form.version)):
        flash(_("What counts is saved. The ranking follows."), "success")
        return _back(mission)
    return _page(mission, holding=form)


@bp.route("/choices/weights/order", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def put_in_order(mission: Subject) -> tuple[str, int] | Response:
    form, criteria = OrderForm(), queries.criteria(mission.id, at=NOW)
    if form.submitted() and form.accepts(
        lambda: services.put_in_order(mission.id, form.ids(criteria), version=form.version)
    ):
        flash(_("The order is saved. All weights in this order are possible now."), "success")
        return _back(mission)
    return _page(mission, order=form)


@bp.route("/choices/weights/orders", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def state_order(mission: Subject) -> tuple[str, int] | Response:
    form = _offered(OrderStatementForm(), queries.criteria(mission.id, at=NOW))
    return _stated(mission, form, "pair")


@bp.route("/choices/weights/bounds", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def state_bound(mission: Subject) -> tuple[str, int] | Response:
    form = _offered(BoundForm(), queries.criteria(mission.id, at=NOW))
    return _stated(mission, form, "bound")


@bp.route("/choices/weights/statements/<int:position>/withdraw", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=statement_subject)
def withdraw_statement(mission: Subject, position: int) -> tuple[str, int] | Response:
    form = Form()
    if form.submitted() and form.accepts(lambda: services.withdraw(mission.id, position)):
        flash(_("Number %(number)s is withdrawn and counts no more.", number=position), "success")
        return _back(mission)
    return _page(mission, withdrawing=form)


def _stated(mission: Subject, form: Any, name: str) -> tuple[str, int] | Response:
    if form.submitted() and form.accepts(lambda: services.state(mission.id, form.decision(), version=form.version)):
        flash(_("It is saved, and counts from now on."), "success")
        return _back(mission)
    return _page(mission, **{name: form})


def _back(mission: Subject) -> Response:
    return redirect(url_for(".weights", mission=mission.code))


def _offered(form: Any, criteria: Sequence[CriterionRow]) -> Any:
    """The form with the mission's criteria to choose from."""
    options = [(row.id, row.title) for row in criteria if row.weight > 0]
    for name in ("first", "second", "criterion"):
        if name in form:
            form[name].offer(options)
    return form


def _page(mission: Subject, **forms: Any) -> tuple[str, int]:
    enter_mission(mission.code)
    at = moment()
    held = weighing.of_mission(mission.id, at=at)
    page = mission_page(mission.id, at=at)
    criteria = held.criteria
    sent = next((form for form in forms.values()), None)
    asked = forms["order"].order.data if "order" in forms else request.args.get("order")
    order, tried = _in_order(held, asked)
    return render(
        "choices/weights.html",
        form=sent,
        forms={
            "holding": forms.get("holding") or HoldingForm(data={"holding": held.weighing.holding}),
            "pair": forms.get("pair") or _offered(OrderStatementForm(formdata=None), criteria),
            "bound": forms.get("bound") or _offered(BoundForm(formdata=None), criteria),
            "points": weights_form(held, given={}),
            "other": forms.get("withdrawing"),
        },
        held=held,
        illustrative=any(row.origins.of("weight").source is Source.ILLUSTRATIVE for row in criteria)
        and held.weighing.holding is not Holding.STATEMENTS,
        weighed_mission=mission,
        mission_version=page.version if page else None,
        order=order,
        tried=tried,
        moved=[(_moved(order, place, -1), _moved(order, place, 1)) for place in range(len(order))],
        order_text=_text(order),
        best_swing=BEST_SWING,
        said=words.said,
        names=names_of({row.said_by_id for row in held.said if row.said_by_id is not None}),
        WEIGH=ChoicePermission.WEIGH,
    )


def _in_order(held: Weights, asked: str | None) -> tuple[list[CriterionRow], bool]:
    """The criteria with points in the order asked for, else in that of their points; whether it is another one."""
    by_weight = sorted(
        (row for row, point in zip(held.criteria, held.points, strict=True) if point > 0),
        key=lambda row: (-row.weight, row.position),
    )
    by_code = {row.code: row for row in by_weight}
    codes = (asked or "").split(BETWEEN)
    if len(codes) != len(by_code) or set(codes) != set(by_code):
        return by_weight, False
    order = [by_code[code] for code in codes]
    return order, order != by_weight


def _moved(order: Sequence[CriterionRow], place: int, by: int) -> str | None:
    """The order with this one moved up (-1) or down (1), for an address; None where it stands at the end."""
    other = place + by
    if not 0 <= other < len(order):
        return None
    changed = list(order)
    changed[place], changed[other] = changed[other], changed[place]
    return _text(changed)


def _text(order: Sequence[CriterionRow]) -> str:
    return BETWEEN.join(row.code for row in order)
