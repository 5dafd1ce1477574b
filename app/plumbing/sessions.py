"""The session's cookie, on a machine whose clock is set back.

A cookie that was signed «in the future» is refused by the library as if it were too old: a clock that is put right by a
second, or a second machine a second behind, would sign everybody out and lose what they were typing.
"""

from __future__ import annotations

from datetime import UTC

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, SignatureExpired

from app.plumbing import clock


class Sessions(SecureCookieSessionInterface):
    """Flask's own, which takes a cookie from the future that is no farther away than one from the past may be."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
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
