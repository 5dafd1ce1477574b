"""The picture of the README. It is taken anew with FLOKE_SCREENSHOT=1, and must be there otherwise."""

from __future__ import annotations

import os
import struct
from pathlib import Path

from app.people.rules import Role
from tests.journeys.conftest import SignedIn

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "screenshot.png"
WIDTH, HEIGHT = 1366, 1400
PNG = b"\x89PNG\r\n\x1a\n"


def test_the_picture_of_the_roll_up_is_there(signed_in: SignedIn) -> None:
    if os.environ.get("FLOKE_SCREENSHOT") == "1":
        page = signed_in(Role.STEERING_GROUP, viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto("/missions/alvorlig-sykt-barn", wait_until="networkidle")
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)

    head = PICTURE.read_bytes()[:24]
    assert head[:8] == PNG
    assert struct.unpack(">II", head[16:24]) == (WIDTH, HEIGHT)
