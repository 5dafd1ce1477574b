"""Signing in through an OpenID provider: what is asked of it, and what is believed of what it says.

provider       whoever vouches for people: Ansattporten, Entra ID, … (the settings ``OIDC_*``); at most one
round          one trip of a browser to the provider and back: its state, nonce and code verifier
assertion      what the provider said of a person, after everything about it was verified
level          how surely the provider knows who it is (``acr``)

What speaks with the provider is authlib, which is imported at the first round and never without a provider.
"""

from __future__ import annotations

from flask import Flask, current_app

from app.config import ProviderSettings
from app.people.provider.assertions import Assertion
from app.people.provider.failures import Failed, Failure
from app.people.provider.rounds import Round
from app.people.provider.talking import Provider

__all__ = ["Assertion", "Failed", "Failure", "Provider", "Round", "here", "init_app"]


def here() -> Provider | None:
    """The provider of this application; None when people sign in without one."""
    found: Provider | None = current_app.extensions["floke_provider"]
    return found


def init_app(app: Flask, settings: ProviderSettings | None) -> None:
    app.extensions["floke_provider"] = None if settings is None else Provider(settings)
