"""How often: the rate limits, counted in the broker so that several workers share one count."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, headers_enabled=False, strategy="moving-window", swallow_errors=True)


def storage(queue_url: str) -> str:
    """The broker, as the limiter names it: a socket is «redis+unix» to it."""
    return f"redis+{queue_url}" if queue_url.startswith("unix:") else queue_url


def init_app(app: Flask) -> None:
    """With the broker away the limits are counted in memory; no page is refused for it, and none waits long."""
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", True)
    if app.config["RATELIMIT_STORAGE_URI"].startswith("redis"):
        app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", {"socket_timeout": 1, "socket_connect_timeout": 1})
    limiter.init_app(app)
