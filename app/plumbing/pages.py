"""What every page shares: its address with changes, its place in a list, its answer code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import g, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from app.plumbing import watching
from app.plumbing.forms import Form

ROWS = 25
# Stands for a value in an address, and would stand so in it.
_ANY = "any-value"


def here(**changes: object) -> str:
    """The address of this page with some query parameters changed; None takes one away."""
    return same_query(request.endpoint or "steering.home", request.view_args, **changes)


def same_query(endpoint: str, values: Mapping[str, Any] | None = None, **changes: object) -> str:
    """The address of ``endpoint`` with this page's query parameters, some of them changed.

    What somebody wrote in the address never becomes an argument of ``url_for``: «_external», «_scheme» and «endpoint»
    would make it lead elsewhere, or nowhere.
    """
    watching.unsteady()
    query: MultiDict[str, str] = MultiDict(request.args)
    for name, value in changes.items():
        query.poplist(name)
        if value is not None and value != "":
            query[name] = str(value)
    # A list asks for dozens of addresses of its own path.
    paths: dict[tuple[object, ...], str] = g.setdefault("paths", {})
    key = (endpoint, *sorted((values or {}).items()))
    if key not in paths:
        paths[key] = url_for(
            endpoint, **{**(values or {}), "as_of": None}
        )  # the day is in the query, or was taken away
    path = paths[key]
    return f"{path}?{urlencode(list(query.items(multi=True)))}" if query else path


def addresses(endpoint: str, name: str) -> Callable[[str], str]:
    """The address of ``endpoint`` for any value of ``name``, on the day the reader looks at.

    To build an address takes a tenth of a millisecond, and a list has one in each row.
    """
    values: dict[str, Any] = {name: _ANY}
    before, _, after = url_for(endpoint, **values).partition(_ANY)
    return lambda value: f"{before}{quote(value, safe='')}{after}"


@dataclass(frozen=True, slots=True)
class Slice:
    """Which rows of a list a page shows. ``number`` counts from 1."""

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def last_row(self) -> int:
        return min(self.total, self.number * self.size)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def url(self, number: int) -> str:
        return here(page=number if number > 1 else None)


def page_number() -> int:
    """The page asked for; anything that is not a page is the first."""
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked) < 10**6 else 1


def render(template: str, /, *, form: Form | None = None, **values: Any) -> tuple[str, int]:
    """The page, with 422 for a form that was refused and 409 for a lost race (both keep what was typed)."""
    if form is not None:
        values["form"] = form
    return render_template(template, **values), form.answer_code if form is not None else 200
