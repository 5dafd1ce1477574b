"""Stored keys for order and search, so that both databases sort and find Norwegian text alike."""

from __future__ import annotations

import re
import unicodedata

# Æ, Ø, Å come after Z; { | } come after z in every byte order.
_ORDER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_PLAIN = str.maketrans({"æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "å": "a", "ß": "ss"})
_NUMBER = re.compile(r"\d+")


def sort_key(text: str) -> str:
    """Norwegian order, numbers by size: «T9» before «T10», «Ål» after «Zebra»."""
    folded = _without_accents(text.casefold().translate(_ORDER))
    return _NUMBER.sub(lambda number: number.group().lstrip("0").zfill(12), folded).strip()


def search_key(*texts: str | None) -> str:
    """What a search looks in: «okonomi» and «Økonomi» meet."""
    joined = " ".join(text for text in texts if text)
    return " ".join(_without_accents(joined.casefold().translate(_PLAIN)).split())


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
