"""What the lists of organisations and of people share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import current_app, render_template, request
from markupsafe import Markup

from app.plumbing import clock
from app.plumbing.asked import moment
from app.plumbing.frame import Missions
from app.plumbing.pages import ROWS, Slice, here, page_number
from app.plumbing.panels import panels_of
from app.plumbing.policy import Subject

W = TypeVar("W", bound=StrEnum)
R = TypeVar("R")


def mission_names() -> Mapping[int, str]:
    """Names of the missions the signed-in person may see, by id."""
    ask: Missions = current_app.extensions["floke_missions"]
    return {mission.id: mission.name for mission in ask()}


def panels(page: str, subject: Subject) -> Sequence[tuple[str, str, Markup]]:
    """Anchor, title and body of what other chapters add to the page."""
    return [
        (panel.anchor, panel.title, Markup(render_template(panel.template, **panel.values)))  # noqa: S704 - our own templates, escaped by Jinja
        for panel in panels_of(page, subject, moment())
    ]


def day_shown() -> date:
    """The day the page is about."""
    return moment().day or clock.today()


def word_asked(name: str, words: type[W]) -> W | None:
    """The filter's word, None when none or an unknown one is asked for."""
    asked = request.args.get(name, "")
    return words(asked) if asked in set(words) else None


def sort_asked(sorts: Sequence[str]) -> str:
    asked = request.args.get("sort", "")
    return asked if asked.removeprefix("-") in sorts else sorts[0]


def sort_url(value: str) -> str:
    return here(sort=value, page=None)


def paged(ask: Callable[[int, int], tuple[Sequence[R], int]]) -> tuple[Sequence[R], Slice]:
    """The rows of the page asked for, or of the last one when there are fewer; ``ask`` takes offset and limit."""
    wanted = page_number()
    rows, total = ask((wanted - 1) * ROWS, ROWS)
    page = Slice(wanted, ROWS, total)
    if wanted > page.last:
        page = Slice(page.last, ROWS, total)
        rows, _ = ask(page.offset, ROWS)
    return rows, page
