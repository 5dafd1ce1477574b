"""What may come in at all: said once for every address, before any chapter sees it."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from app.plumbing.forms.base import LONGEST_WHOLE


class Whole(IntegerConverter):
    """A number in an address that a database can hold; a longer one is no address of ours."""

    regex = rf"[0-9]{{1,{LONGEST_WHOLE}}}"


def init_app(app: Flask, *, proxies: int = 0) -> None:
    """Before the chapters' addresses are made, so that theirs are read this way.

    ``proxies`` of our own stand before us: what so many of them say of the client's address is believed, what the
    nearest says of TLS, and not a word more. The host's name is never taken from them: they pass `Host` on unchanged.
    """
    app.extensions["floke_proxies"] = proxies
    if proxies:
        behind = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=1, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = behind  # type: ignore[method-assign]  # Flask's own way to wrap an application
    app.url_map.converters["int"] = Whole

    @app.before_request
    def only_text() -> None:
        """PostgreSQL keeps no NUL and SQLite ends a text at it: a request with one was not written by a person."""
        if any("\0" in text for text in _texts()):
            abort(400)


def _texts() -> Iterator[str]:
    yield request.path
    for source in (request.args, request.form):  # the form of a GET is empty
        for name, values in source.lists():
            yield name
            yield from values
