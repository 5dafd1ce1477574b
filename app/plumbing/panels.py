"""Panels: parts of a page that chapters above its own offer.

The page of an initiative belongs to ``portfolio``; its rank is known by ``choices``. ``assembly`` lists, in order, the
functions that offer a panel, so that a lower chapter never imports a higher one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from app.plumbing.policy import Subject
from app.plumbing.record import At


@dataclass(frozen=True, slots=True)
class Mark:
    """What a panel has to say in the page's heading, in a word or two, and the address that tells more."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page: where its template is, what it is told, a heading to jump to, and a mark for the page's own."""

    anchor: str
    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    mark: Mark | None = None


Offer = Callable[[Subject, At], Panel | None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the signed-in person: what, where, until when, and how pressing (days left)."""

    title: str
    url: str
    detail: str = ""
    days_left: int | None = None
    action: str = ""


def panels_of(page: str, subject: Subject, at: At) -> list[Panel]:
    """The panels the chapters offer for this page and subject, in the order of ``assembly``."""
    offers: Mapping[str, Iterable[Offer]] = current_app.extensions["floke_panels"]
    return [panel for offer in offers.get(page, ()) if (panel := offer(subject, at)) is not None]


WaitingOffer = Callable[[], list[Waiting]]


def waiting() -> list[Waiting]:
    """What waits for the signed-in person, from every chapter; what is due first comes first."""
    offers: Iterable[WaitingOffer] = current_app.extensions["floke_waiting"]
    found = [item for offer in offers for item in offer()]
    return sorted(found, key=lambda item: (item.days_left is None, item.days_left or 0))
