"""The session's cookie, on a machine whose clock is set back.

A cookie that was signed «in the future» is refused by the library as if it were too old: a clock that is put right by a
second, or a second machine a second behind, would sign everybody out and lose what they were typing.
"""

from __future__ import annotations

from datetime import UTC

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, SignatureExpired

from app.plumbing import clock
from app.plumbing.api.problems import PREFIX, below_api


class Sessions(SecureCookieSessionInterface):
    """Flask's own, which takes a cookie from the future that is no farther away than one from the past may be.

    It is for pages: below ``/api`` the cookie is neither read nor renewed, so none can be misused there.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not below_api():
            super().save_session(app, session, response)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if request.path.startswith(PREFIX):
            return self.session_class()
        serializer = self.get_signing_serializer(app)
        kept = request.cookies.get(self.get_cookie_name(app))
        if serializer is None or not kept:
            return super().open_session(app, request)
        lifetime = app.permanent_session_lifetime
        try:
            return self.session_class(serializer.loads(kept, max_age=int(lifetime.total_seconds())))
        except SignatureExpired as expired:
            signed = expired.date_signed
            if signed is None or not clock.now() < signed.astimezone(UTC) <= clock.now() + lifetime:
                return self.session_class()
            return self.session_class(serializer.loads(kept))
        except BadSignature:
            return self.session_class()


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
