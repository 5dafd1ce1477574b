"""One trade-off question a page: which of two improvements is worth more?"""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services, words
from app.choices.forms import TradeOffForm
from app.choices.policy import ChoicePermission
from app.choices.queries import mission_in_view
from app.choices.queries.asking import ENOUGH, asking
from app.choices.routes import bp
from app.missions.queries import mission_page
from app.plumbing.access import requires
from app.plumbing.forms import Form
from app.plumbing.frame import enter_mission
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.route("/choices/trade-offs", methods=["GET", "POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def trade_offs(mission: Subject) -> tuple[str, int] | Response:
    form, criteria = TradeOffForm(), queries.criteria(mission.id, at=NOW)
    if form.submitted() and form.accepts(
        lambda: services.answer_trade_off(mission.id, form.decision(criteria), version=form.version)
    ):
        return redirect(url_for(".trade_offs", mission=mission.code))
    return _page(mission, form)


@bp.route("/choices/trade-offs/take-back", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def take_back_answer(mission: Subject) -> tuple[str, int] | Response:
    form = Form()
    if form.submitted() and form.accepts(lambda: services.take_back_answer(mission.id, version=form.version)):
        flash(_("The last answer is taken back. Here is the question again."), "success")
        return redirect(url_for(".trade_offs", mission=mission.code))
    return _page(mission, form)


def _page(mission: Subject, form: Form) -> tuple[str, int]:
    enter_mission(mission.code)
    found = asking(mission.id, at=NOW)
    page = mission_page(mission.id, at=NOW)
    question = found.question
    return render(
        "choices/trade_offs.html",
        form=form,
        weighed_mission=mission,
        mission_version=page.version if page else None,
        asking=found,
        enough=ENOUGH,
        sides=(
            words.improvement(question.first, question.first_part),
            words.improvement(question.second, question.second_part),
        )
        if question
        else (),
        said=words.said,
    )
