"""Opening a demo person without a password.

Three locks, each of which holds alone: the database was made as a demo, the request comes straight from this machine,
and the person is one of the demo's own.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from app.people import sign_in as signing
from app.people.policy import PeoplePermission
from app.people.queries import sign_ins as questions
from app.people.routes import bp
from app.people.routes.device import device
from app.people.routes.returning import local
from app.people.rules import Proof
from app.plumbing.access import requires
from app.plumbing.probes import LOOPBACK, forwarded

_LOOPBACK_HOSTS = LOOPBACK | {"localhost"}


def is_open() -> bool:
    """Whether demo sign-in is offered to this request."""
    return _straight_on_loopback() and questions.is_demo()


def _straight_on_loopback() -> bool:
    """From this machine, asked for by a loopback name, and not passed on for somebody else by a proxy."""
    try:
        name = urlsplit(f"//{request.host}").hostname
    except ValueError:
        return False
    straight = current_app.extensions["floke_proxies"] == 0 and not forwarded()
    return straight and request.remote_addr in LOOPBACK and name in _LOOPBACK_HOSTS


@bp.post("/demo/sign-in")
@requires(PeoplePermission.SIGN_IN, timeless=True)
def demo_sign_in() -> Response:
    if not is_open():
        abort(404)
    wanted = request.form.get("role", "").replace("-", "_")
    person = next((person for person in questions.demo_persons() if person.role == wanted), None)
    if person is None:
        abort(404)
    signing.begin(person.id, device(), Proof.DEMO)
    return redirect(local(request.form.get("next")) or url_for("steering.home"))
