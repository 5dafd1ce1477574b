"""What cannot be taken from a file, said so that it can be found. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.plumbing.refusals import N_, Refusal

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell, row or file that cannot be taken. ``row`` counts as a spreadsheet does: the header is row 1.

    ``row`` 0 is the whole file, an empty ``column`` the whole row. ``reason`` is a msgid with ``values``.
    """

    file: str
    row: int
    column: str
    reason: str
    values: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def why(self) -> str:
        return self.reason % self.values if self.values else self.reason

    @property
    def where(self) -> str:
        place = [self.file]
        if self.row:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return ", ".join(place)

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


class Unreadable(Refusal):
    """Nothing of the files was taken, because of these faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            lines.append(f"… and {len(self.faults) - SHOWN} more")
        super().__init__(
            N_("Nothing was taken; %(count)s cells or rows cannot be read:\n%(faults)s"),
            count=len(self.faults),
            faults="\n".join(lines),
        )


class Faults:
    """Collects faults, so that a person mends a file once and not cell by cell."""

    def __init__(self) -> None:
        self.list: list[Fault] = []

    def add(self, file: str, row: int, column: str, reason: str, **values: object) -> None:
        self.list.append(Fault(file, row, column, reason, values))

    def refusal(self, file: str, row: int, column: str, refusal: Refusal) -> None:
        self.list.append(Fault(file, row, column, refusal.message, refusal.values))

    def refuse(self) -> None:
        """Raise :class:`Unreadable` if there is anything to say."""
        if self.list:
            raise Unreadable(self.list)
