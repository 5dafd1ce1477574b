"""Headers of every answer, static addresses that never change their content, and what a browser may do here."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, request, url_for

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_YEAR = 365 * 24 * 60 * 60


class StaticFiles:
    """Static addresses carry a part of the file's hash, so that a browser may keep them for good."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._urls: dict[tuple[str, str], str] = {}

    def url(self, path: str) -> str:
        """The address of ``path`` below the static folder."""
        # A page has some thirty; where a proxy puts us below a path of its own, the same file has another address.
        known = self._urls.get((request.script_root, path))
        if known is None:
            version = hashlib.sha256((self._folder / path).read_bytes()).hexdigest()[:12]
            known = self._urls[request.script_root, path] = url_for("static", filename=path, v=version)
        return known


def init_app(app: Flask, *, secure: bool) -> None:
    files = StaticFiles(Path(app.static_folder or ""))
    app.add_template_global(files.url, "static_url")

    @app.after_request
    def complete(answer: Response) -> Response:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if secure:
            answer.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}; includeSubDomains")
        if request.endpoint == "static" and "v" in request.args:
            answer.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        elif request.endpoint != "static":
            # Pages are one person's view of the moment: no cache may show them to another, or later.
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer
