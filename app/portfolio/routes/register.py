"""The register of the mission one is in, as a page and as a file."""

from __future__ import annotations

from flask import Response, abort, request, url_for
from flask_babel import gettext as _

from app.plumbing.access import requires
from app.plumbing.amounts import exact, sign_of
from app.plumbing.asked import moment
from app.plumbing.formats import period, point
from app.plumbing.frame import MissionLink, current_mission
from app.plumbing.pages import Slice, addresses, here, page_number, render, same_query
from app.plumbing.policy import Subject
from app.plumbing.sheets import files
from app.plumbing.words import word
from app.portfolio import queries
from app.portfolio.policy import InitiativePermission
from app.portfolio.routes import address, bp
from app.portfolio.routes.address import Column
from app.portfolio.routes.cells import cells_of


@bp.route("/portfolio/initiatives")
@requires(InitiativePermission.LIST)
def initiatives() -> tuple[str, int]:
    mission, at = current_mission(), moment()
    if mission is None:
        return render("portfolio/register/without_mission.html")
    asked = address.read(mission, at=at)
    page = asked.register(at=at).page(page_number(), asked.size)
    return render(
        "portfolio/register/page.html",
        address=asked,
        counts=page.counts,
        rows=page.rows,
        page=Slice(number=page.number, size=asked.size, total=page.counts.found),
        mission_subject=Subject(id=mission.id, code=mission.slug, missions=frozenset({mission.id})),
        may=InitiativePermission,
        cells=cells_of(asked.columns),
        url_of=addresses(".initiative", "code"),
        sort_url=lambda sort: here(sort=None if sort == "code" else sort, page=None),
        clear_url=url_for(".initiatives", columns=request.args.getlist("columns") or None),
        download_url=same_query("portfolio.download_initiatives", page=None),
    )


@bp.route("/portfolio/initiatives/download")
@requires(InitiativePermission.EXPORT)
def download_initiatives() -> Response:
    """What the register shows, all pages of it, for a spreadsheet.

    Semicolons and a byte order mark: Norwegian Excel then opens the file in columns and with its æ, ø and å by a
    double click, which is what most readers do with it. ``floke export`` writes the exact files for programs.
    """
    mission, at = current_mission(), moment()
    if mission is None:
        abort(404)
    asked = address.read(mission, at=at)
    header = [_("Code"), _("Title"), *(_headed(column, mission) for column in asked.columns), _("Illustrative")]
    lines = (
        [
            _harmless(cell)
            for cell in (
                row.code,
                row.title,
                *(_cell(row, column) for column in asked.columns),
                {"all": _("Yes"), "partly": _("Partly")}.get(row.illustrative, _("No")),
            )
        ]
        for row in asked.register(at=at).rows()
    )
    text = files.write(header, lines, delimiter=";")
    name = f"{mission.slug}-{at.day or asked.asked.day}.csv"
    return Response(
        "\ufeff" + text,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _headed(column: Column, mission: MissionLink) -> str:
    return f"{column.label} ({sign_of(mission.currency)})" if column.numeric else column.label


def _cell(row: queries.Row, column: Column) -> str:
    """The cell as plain text; amounts whole, not in millions, so that the file can be summed."""
    if column.offer is not None:
        return column.offer.text(row.offered[column.key])
    match column.key:
        case "area":
            return " ".join(mark.code for mark in row.areas)
        case "finish" | "original":
            value = row.finish if column.key == "finish" else row.original
            return period(value) if value else ""
        case "build" | "run":
            ore = row.build_ore if column.key == "build" else row.run_ore
            return "" if ore is None else exact(ore, point=point()).replace("\u00a0", "")
        case "assignment":
            return _("Yes") if row.has_assignment else _("No")
        case "lead" | "owner":
            return str(getattr(row, column.key))
    return word(getattr(row, column.key))


def _harmless(cell: str) -> str:
    """A spreadsheet must not take somebody's title for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
