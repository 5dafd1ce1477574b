"""What choosing gives as a file: every row where a page shows some."""

from __future__ import annotations

from flask import Response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from app.choices import queries
from app.choices.policy import ChoicePermission
from app.choices.queries import scenario_subject
from app.choices.routes import bp
from app.choices.rules.scenarios import SolutionKind
from app.plumbing.access import requires
from app.plumbing.amounts import exact
from app.plumbing.asked import moment
from app.plumbing.formats import point
from app.plumbing.policy import Subject
from app.plumbing.sheets import files


@bp.route("/choices/scenarios/<scenario_code>/frontier/download")
@requires(ChoicePermission.VIEW_SCENARIO, of=scenario_subject)
def download_frontier(subject: Subject, scenario_code: str) -> Response | Redirect:
    """Every sum on the frontier of value against cost: what is chosen for it, and what changes from the one before.

    Semicolons and a byte order mark, as the register's file; amounts whole.
    """
    best = queries.latest_solutions([subject.id], at=moment()).get(subject.id, {}).get(SolutionKind.BEST)
    found = queries.ValueForMoney.shaped(best) if best is not None else None
    if best is None or found is None:
        # Its page says that it is not solved, and how it is.
        return redirect(url_for(".scenario", scenario_code=scenario_code))
    header = [
        _("Needed (kr)"),
        _("Points"),
        _("Initiatives"),
        _("More money (kr)"),
        _("More points"),
        _("Comes in"),
        _("Goes out"),
        _("Most for the money"),
        _("Chosen"),
    ]
    lines = (
        [
            _amount(step.point.cost_ore),
            _decimal(step.point.value),
            str(step.point.size),
            _amount(step.more_ore),
            _decimal(step.more_value),
            " ".join(step.comes_in),
            " ".join(step.goes_out),
            _("Yes") if step.point.efficient else _("No"),
            " ".join(step.point.codes),
        ]
        for step in found.steps
    )
    text = files.write(header, lines, delimiter=";")
    name = f"{subject.code}-frontier-{best.solved_at.date()}.csv"
    return Response(
        "\ufeff" + text, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _amount(ore: int | None) -> str:
    return "" if ore is None else exact(ore, point=point()).replace("\u00a0", "")


def _decimal(value: object) -> str:
    return "" if value is None else str(value).replace(".", point())
