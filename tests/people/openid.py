"""A real OpenID provider in a thread, which can be told to misbehave; and somebody who signs in there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask, g, request
from flask.testing import FlaskClient
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.test import TestResponse

from app.config import ProviderSettings

# The provider's own, about the library that it and we are made of; they come from its thread.
QUIETLY = (
    pytest.mark.filterwarnings("ignore:.*get_jwt_config:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:authlib.jose module:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The httpx module:DeprecationWarning"),
)

CLIENT_SECRET = "the-clients-own-secret"


@dataclass
class OpenIdProvider:
    """``asked`` is what it was asked, in order; ``mischief`` is done to its storage before each request."""

    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    mischief: Callable[[Any], object] | None = None

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def settings(self, **said: Any) -> ProviderSettings:
        plain: dict[str, Any] = {
            "issuer": self.issuer, "client_id": "floke", "client_secret": CLIENT_SECRET, "name": "Prøveporten",
        }  # fmt: skip
        return ProviderSettings(**{**plain, **said})

    def knows(self, subject: str, **claims: Any) -> None:
        """Claims of the protocol (``iss``, ``nonce`` …) take the place of those that would be true."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def sign_in(self, address: str, subject: str) -> str:
        """Somebody signs in on the provider's page; the address it sends the browser back to."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def decline(self, address: str) -> str:
        """The address as the protocol would have it: this provider leaves the state out of its error."""
        answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=5)
        return f"{answer.headers['Location']}&state={words_of(address)['state']}"

    def token_request(self) -> dict[str, str]:
        return [words for path, words in self.asked if path == "/oauth2/token"][-1]


def _application(told: OpenIdProvider) -> Flask:
    import oidc_provider_mock

    app: Flask = oidc_provider_mock.app()
    app.debug = False

    @app.before_request
    def remember() -> None:
        told.asked.append((request.path, {**request.args.to_dict(), **request.form.to_dict()}))
        if told.mischief is not None:
            told.mischief(g.oidc_provider_mock_storage)

    return app


@contextmanager
def running(port: int = 0) -> Iterator[OpenIdProvider]:
    told = OpenIdProvider()
    application = _application(told)

    server: BaseWSGIServer = make_server("localhost", port, application)
    told.port = server.server_port
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def begun(client: FlaskClient, path: str = "/sign-in/provider") -> str:
    """The address at the provider that the browser is sent to."""
    answer = client.get(path)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def heard(records: list[logging.LogRecord]) -> str:
    """What was logged on this side, by us and by the libraries we speak with the provider through."""
    return "\n".join(r.getMessage() for r in records if not r.name.startswith(("werkzeug", "oidc_provider_mock")))


def words_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def returned(client: FlaskClient, address: str) -> TestResponse:
    """The browser comes back."""
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")
