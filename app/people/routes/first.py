"""First addresses; replaced page by page."""

from __future__ import annotations

from app.people.policy import PeoplePermission
from app.people.routes import bp
from app.plumbing.access import requires


@bp.route("/sign-in", methods=["GET", "POST"])
@requires(PeoplePermission.SIGN_IN)
def sign_in() -> str:
    return "sign_in"


@bp.route("/sign-out", methods=["GET", "POST"])
@requires(PeoplePermission.OWN_ACCOUNT)
def sign_out() -> str:
    return "sign_out"


@bp.route("/account", methods=["GET", "POST"])
@requires(PeoplePermission.OWN_ACCOUNT)
def account() -> str:
    return "account"


@bp.route("/language", methods=["GET", "POST"])
@requires(PeoplePermission.SEE_HELP)
def choose_language() -> str:
    return "choose_language"


@bp.route("/organisations", methods=["GET", "POST"])
@requires(PeoplePermission.SEE_DIRECTORY)
def organisations() -> str:
    return "organisations"


@bp.route("/people", methods=["GET", "POST"])
@requires(PeoplePermission.SEE_DIRECTORY)
def people() -> str:
    return "people"


@bp.route("/roles", methods=["GET", "POST"])
@requires(PeoplePermission.SEE_ROLES)
def roles() -> str:
    return "roles"


@bp.route("/record", methods=["GET", "POST"])
@requires(PeoplePermission.READ_RECORD)
def record() -> str:
    return "record"
