"""What one signs in with."""

from __future__ import annotations

import re

from flask import request
from flask_babel import gettext as _

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device() -> str:
    """The browser and the machine in two words, for the list of sign-ins; no version, nothing to trace anybody by."""
    said = request.user_agent.string
    browser = next((name for mark, name in _BROWSERS if mark in said), "")
    system = next((name for mark, name in _SYSTEMS if mark in said), "")
    other = re.match(r"[A-Za-z][A-Za-z-]{0,20}", said)
    return ", ".join(part for part in (browser, system) if part) or (other.group() if other else _("Unknown device"))
