"""When somebody leaves: what is theirs and who takes it over, what of their access ends, and what stays where it is.

The person belongs to the lowest chapter; initiatives, risks and reports do not. ``assembly`` lists, in order, what each
chapter hands over (estates), what it ends (endings), what it shows to others (openings), and what points at a person
and stays, with the reason. A test holds the four against every foreign key to a person: a new table is in one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app

# No row has this id: what is left to nobody.
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Belonging:
    """Something that is a person's on a day.

    ``key`` names it in the form and is the same as long as it is the person's; ``row`` is its row, ``head`` the
    aggregate it is a part of. ``kind``, ``what`` and ``detail`` are words for the page, ``address`` tells it where to
    read more. ``suggested`` is who takes it over if nobody else is chosen, NOBODY where it may lapse. Something that
    ``needs_somebody`` cannot be left to nobody. Whoever takes over something of ``missions`` must hold a role in one
    of them (empty: anybody can).
    """

    key: str
    row: int
    head: int
    kind: str
    what: str
    address: Callable[[], str]
    detail: str = ""
    suggested: int | None = None
    needs_somebody: bool = False
    missions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Estate:
    """One kind of thing that is handed over, and the columns («table.column») by which it points at a person.

    ``belongings`` asks what is the person's on the day; ``lock`` locks their heads in the order in which other deeds
    lock them; ``hand_over`` gives one thing to somebody else from that day on, or to nobody.
    """

    columns: tuple[str, ...]
    belongings: Callable[[int, date], Sequence[Belonging]]
    lock: Callable[[Collection[int]], None]
    hand_over: Callable[[Belonging, int | None, date], None]


@dataclass(frozen=True, slots=True)
class Follower:
    """Something that is found through what is handed over and comes with it, shown so that it is expected."""

    kind: str
    what: str
    detail: str
    address: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that opens a door to the person (a session, a token) and ends with their access.

    ``end`` takes the person's id and the moment. ``for_good`` is true when the identity is erased: then also what
    somebody who comes back would want to find again must go.
    """

    columns: tuple[str, ...]
    end: Callable[[int, datetime, bool], None]


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that the person alone could see: nobody would see it any more, so others do from then on.

    It stays under the person's number. ``open`` takes their id.
    """

    columns: tuple[str, ...]
    open: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Leaving:
    """The lists of ``assembly``. ``stays`` gives, for a column that nothing is done to, the reason."""

    estates: Sequence[Estate]
    followers: Sequence[Callable[[int, date], Sequence[Follower]]]
    endings: Sequence[Ending]
    openings: Sequence[Opening]
    stays: Mapping[str, str]


def leaving() -> Leaving:
    found: Leaving = current_app.extensions["floke_leaving"]
    return found


def belongings_of(person_id: int, *, on: date) -> list[tuple[Estate, Belonging]]:
    """Everything that is the person's on the day, in the order of ``assembly``."""
    return [(estate, one) for estate in leaving().estates for one in estate.belongings(person_id, on)]


def followers_of(person_id: int, *, on: date) -> list[Follower]:
    """What comes along with it."""
    return [one for offer in leaving().followers for one in offer(person_id, on)]


def end_access(person_id: int, *, now: datetime, for_good: bool = False) -> None:
    """Close every door the person has, of every chapter, and open to others what they alone could see."""
    for ending in leaving().endings:
        ending.end(person_id, now, for_good)
    for opening in leaving().openings:
        opening.open(person_id)
