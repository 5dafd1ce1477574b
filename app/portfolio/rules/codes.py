"""Codes are stable keys; the next free one is proposed. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from app.plumbing.refusals import N_, Refusal

_CODE = re.compile(r"[A-ZÆØÅ][A-ZÆØÅ0-9-]{0,38}")


def check_code(code: str) -> None:
    """A code stands in addresses and never changes."""
    if not _CODE.fullmatch(code):
        raise Refusal(N_("Use capital letters, digits and hyphens, beginning with a letter: T46."), field="code")


def next_code(prefix: str, taken: Iterable[str], *, width: int = 1) -> str:
    """The first number above all that have been used: L3 after L1 and L2, T46 after T45."""
    pattern = re.compile(rf"{re.escape(prefix)}(\d+)")
    numbers = [int(found.group(1)) for code in taken if (found := pattern.fullmatch(code))]
    return f"{prefix}{max(numbers, default=0) + 1:0{width}}"


def grant_code(initiative: str, year: int, taken: Collection[str]) -> str:
    """TD-T03-2024, and TD-T03-2024-2 for the second letter of a year (tildeling)."""
    first = f"TD-{initiative}-{year}"
    return first if first not in taken else next_code(f"{first}-", [f"{first}-1", *taken])
