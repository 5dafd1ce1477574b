"""The stored sort and search keys of an initiative, computed in one place. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from app.plumbing import keys


def initiative_keys(code: str, title: str, summary: str = "", others: Iterable[str] = ()) -> dict[str, str]:
    """The derived columns of an initiative. ``others`` are its titles in other languages: a search finds those too."""
    return {
        "sort_key": keys.sort_key(title),
        "code_key": keys.sort_key(code),
        "search_key": keys.search_key(code, title, *others, summary),
    }
