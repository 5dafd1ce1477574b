"""Alternatives side by side, and portfolios that were found weighed anew."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services
from app.choices.forms import WeightsForm, weights_form
from app.choices.policy import ChoicePermission
from app.choices.queries import mission_in_view, scenario_subject
from app.choices.queries.comparing import MOST_COMPARED, comparison, weighed_anew
from app.choices.routes import bp
from app.choices.words import solved
from app.people.routes.returning import done
from app.plumbing.access import requires
from app.plumbing.asked import current_actor, moment
from app.plumbing.frame import enter_mission
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.portfolio.rules.words import Use


@bp.route("/choices/compare")
@requires(ChoicePermission.VIEW_SCENARIO, of=mission_in_view)
def compare(mission: Subject) -> tuple[str, int]:
    """Two to five: in the address as ``a=A1&b=A2``, or ``s=`` for each that is ticked in the list."""
    enter_mission(mission.code)
    asked = [*(request.args.get(name, "") for name in "abcde"), *request.args.getlist("s")]
    seen = queries.visible_heads(mission.id, current_actor().person_id, at=moment())
    by_code = {head.code: head for head in seen}
    chosen = [by_code[code] for code in dict.fromkeys(asked) if code in by_code][:MOST_COMPARED]
    return render(
        "choices/compare.html",
        chosen_mission=mission,
        heads=[head for head in seen if head.archived_on is None or head in chosen],
        chosen=chosen,
        too_many=len({code for code in asked if code in by_code}) > MOST_COMPARED,
        found=comparison(chosen, at=moment()) if len(chosen) > 1 else None,
        listed=solved.listed,
        Use=Use,
    )


@bp.route("/choices/scenarios/<scenario_code>/rescored")
@requires(ChoicePermission.VIEW_SCENARIO, of=scenario_subject)
def rescored(subject: Subject, scenario_code: str) -> tuple[str, int]:
    """The portfolios that were found, with the weights in the address; nothing is solved."""
    found = queries.weights_page(subject.id, at=moment())
    form = weights_form(found.weights, given=request.args)
    broken = any(form.field_of(row).errors for row in form.rows)
    anew = None
    if found.best is not None and found.robust is not None and not broken:
        by_id = form.points()
        anew = weighed_anew(
            found.best, found.robust, [Fraction(by_id[row.id]) for row in found.weights.criteria], at=moment()
        )
    return render(
        "choices/rescored.html",
        subject=subject,
        page=found,
        rescoring=form,
        anew=anew,
        anew_fault=_fault(found, broken=broken, anew=anew is not None),
        listed=solved.listed,
        SOLVE=ChoicePermission.SOLVE,
    )


def _fault(found: queries.WeightsPage, *, broken: bool, anew: bool) -> str | None:
    if anew:
        return None
    if found.robust is None:
        return _("The alternative is not solved yet.")
    return _("Write a number in every field.") if broken else _("At least one criterion must have a weight above 0.")


@bp.post("/choices/scenarios/<scenario_code>/with-weights")
@requires(ChoicePermission.SOLVE, of=scenario_subject)
def solve_with_weights(subject: Subject, scenario_code: str) -> Response:
    """A copy with exactly these weights, and the exact answer to it."""
    found = queries.weights_page(subject.id, at=moment())
    form: WeightsForm = weights_form(found.weights)
    made: list[str] = []

    def copied() -> None:
        points: dict[int, Decimal] = form.points()
        title = _("%(title)s (other weights)", title=found.head.title)
        row = services.copy_with_weights(subject.id, title, points, owner_id=current_actor().person_id)
        made.append(row.code)
        services.ask_for_solution(row.id)

    if not form.submitted():
        flash(_("Write a number in every field."), "error")
        return redirect(url_for(".scenario", scenario_code=scenario_code))
    if done(copied, _("The copy is made, and is being solved.")):
        return redirect(url_for(".scenario", scenario_code=made[0], _anchor="answer"))
    return redirect(url_for(".scenario", scenario_code=scenario_code))
