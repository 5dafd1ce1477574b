"""``translations.csv``: words in other languages than the one a row was written in, for every collection with words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.plumbing.sheets import cells
from app.plumbing.sheets.collections import Collection, Field, Key, Values, key_text
from app.plumbing.sheets.parts import Origin
from app.plumbing.sheets.store import Store


def translations(
    of: str,
    model: Any,
    owner: str,
    table: str,
    *,
    act: str,
    renew: Callable[[Store, Sequence[int]], None] | None = None,
) -> Collection:
    """The translations of the collection ``of``, whose rows stand in ``table``; ``model`` holds the words.

    ``renew`` is told the ids of the rows whose words changed.
    """

    def points(_values: Values, code: str) -> Key:
        return tuple(code.split("/"))

    def in_another_language(store: Store, key: Key) -> bool:
        owned = store.rows(of)[tuple(key[0].split("/"))]
        return bool(owned.values["language"] != key[1])

    def renewed(store: Store, rows: Mapping[int, Values]) -> None:
        if renew is not None:
            owners = {store.id(of, points(values, values["key"])) for values in rows.values()}
            renew(store, sorted(found for found in owners if found is not None))

    return Collection(
        name=f"translations of {of}",
        model=model,
        key=("key", "language"),
        add=act,
        edit=act,
        fields=(
            Field("key", cells.Text(), (owner,), target=table, required=True, points=points, shows=key_text),
            Field("language", cells.Text(2), ("language",), required=True),
            Field("title", cells.Text(), ("title",), required=True),
            Field("summary", cells.Text(), ("summary",), default=""),
        ),
        parts=(Origin(sourced=False),),
        exported=in_another_language,
        renew=renewed,
        file="translations",
        tag=of,
    )
