"""The guide and the accessibility statement, for everybody."""

from __future__ import annotations

from app.people.policy import PeoplePermission
from app.people.routes import bp
from app.people.rules import Role
from app.plumbing.access import requires
from app.plumbing.pages import render


@bp.get("/help")
@requires(PeoplePermission.SEE_HELP)
def help_page() -> tuple[str, int]:
    return render("people/help.html", roles=Role)


@bp.get("/accessibility")
@requires(PeoplePermission.SEE_HELP)
def accessibility() -> tuple[str, int]:
    return render("people/accessibility.html")
