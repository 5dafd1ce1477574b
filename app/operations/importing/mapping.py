"""``floke import FILE --map FILE.toml``: a foreign file's columns read as rows of our own shape.

The mapping is data (docs/importing.md): it says how the file is written, which cell becomes which field, and what the
file's words mean. Whatever comes out goes the same way as a file of our own: the diff first, then one deed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.operations.collections import REGISTRY
from app.plumbing.refusals import N_, Refusal
from app.plumbing.sheets import cells, files, reading
from app.plumbing.sheets.faults import Fault, Faults
from app.plumbing.sheets.files import Line, Sheet
from app.plumbing.sheets.reading import Row


class OnUnreadable(StrEnum):
    REFUSE = "refuse"
    NULL_AND_LIST = "null-and-list"


class Kind(StrEnum):
    """What a foreign cell is read as."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Money:
    multiplier: Decimal = Decimal(1)
    signs: tuple[str, ...] = ()
    thousands: str = ""
    decimal: str = "."


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a field comes from: a column, a text with columns in it, or the same value for every row."""

    column: str = ""
    text: str = ""
    value: str | None = None
    kind: Kind = Kind.TEXT
    words: str = ""
    # Amounts of one column may be written in another unit than the rest of the file.
    multiplier: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """One collection's rows, one for each row of the file or (``fixed``) one in all."""

    collection: str
    fields: Mapping[str, Taken]
    needed: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A mapping file, read."""

    name: str
    encoding: str
    delimiter: str
    empty: frozenset[str]
    on_unreadable: OnUnreadable
    dates: tuple[str, ...]
    money: Money
    words: Mapping[str, Mapping[str, str]]
    rows: tuple[Rows, ...]


@dataclass(slots=True)
class Translated:
    """Rows of our own shape, and the cells that were left empty because they could not be read."""

    rows: list[Row] = field(default_factory=list)
    listed: tuple[Fault, ...] = ()


def read(path: Path) -> Plan:
    """Read a mapping file. Raises :class:`Refusal` naming what is wrong with it."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise Refusal(N_("%(file)s cannot be opened (%(why)s)"), file=path.name, why=fault.strerror) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refusal(N_("%(file)s is not well-formed TOML: %(why)s"), file=path.name, why=fault) from None
    try:
        return _mapping(path.name, said)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Refusal(N_("%(file)s is not a mapping: %(why)s"), file=path.name, why=fault) from None


def _mapping(name: str, said: Mapping[str, Any]) -> Plan:
    _known(said, {"file", "dates", "money", "words", "mission", "fixed", "rows"}, "the mapping")
    file = said.get("file", {})
    _known(file, {"encoding", "delimiter", "empty", "on_unreadable"}, "[file]")
    money = said.get("money", {})
    _known(money, {"multiplier", "signs", "thousands", "decimal"}, "[money]")
    rows = [Rows("missions", _fields(said["mission"]), fixed=True)] if "mission" in said else []
    for entry in said.get("fixed", ()):
        values = {key: value for key, value in entry.items() if key != "collection"}
        rows.append(Rows(entry["collection"], _fields(values), fixed=True))
    for entry in said.get("rows", ()):
        _known(entry, {"collection", "needed", "fields"}, "[[rows]]")
        fields = {key: _taken(value) for key, value in entry["fields"].items()}
        rows.append(Rows(entry["collection"], fields, tuple(entry.get("needed", ()))))
    for some in rows:
        _check_collection(some)
    words = {
        name: {_folded(word): step for word, step in table.items()} for name, table in said.get("words", {}).items()
    }
    for taken in (taken for some in rows for taken in some.fields.values()):
        if taken.words and taken.words not in words:
            raise ValueError(f"no [words.{taken.words}]")
    return Plan(
        name=name,
        encoding=file.get("encoding", "utf-8-sig"),
        delimiter=file.get("delimiter", ","),
        empty=frozenset(_folded(word) for word in ("", *file.get("empty", ()))),
        on_unreadable=OnUnreadable(file.get("on_unreadable", OnUnreadable.REFUSE)),
        dates=tuple(said.get("dates", {}).get("formats", ("%Y-%m-%d",))),
        money=Money(
            Decimal(str(money.get("multiplier", 1))),
            tuple(money.get("signs", ())),
            money.get("thousands", ""),
            money.get("decimal", "."),
        ),
        words=words,
        rows=tuple(rows),
    )


def _known(table: Mapping[str, Any], names: set[str], where: str) -> None:
    unknown = sorted(set(table) - names)
    if unknown:
        raise ValueError(f"{where} does not know {', '.join(unknown)}")


def _fields(values: Mapping[str, Any]) -> dict[str, Taken]:
    return {name: Taken(value=_plain(value)) for name, value in values.items()}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _taken(said: str | Mapping[str, Any]) -> Taken:
    if isinstance(said, str):
        return Taken(column=said)
    _known(said, {"column", "text", "value", "as", "words", "multiplier"}, "a field")
    if sum(name in said for name in ("column", "text", "value")) != 1:
        raise ValueError("a field is taken from a column, a text or a value: one of the three")
    return Taken(
        column=said.get("column", ""),
        text=said.get("text", ""),
        value=_plain(said["value"]) if "value" in said else None,
        kind=Kind(said.get("as", Kind.TEXT)),
        words=said.get("words", ""),
        multiplier=Decimal(str(said["multiplier"])) if "multiplier" in said else None,
    )


def _check_collection(some: Rows) -> None:
    if some.collection not in REGISTRY.by_name:
        raise ValueError(f"there is no collection {some.collection}")
    unknown = sorted(set(some.fields) - set(REGISTRY[some.collection].columns))
    if unknown:
        raise ValueError(f"{some.collection} has no {', '.join(unknown)}")


def translated(plan: Plan, path: Path) -> Translated:
    """The rows that a foreign file means. Raises :class:`~app.plumbing.sheets.faults.Unreadable`.

    With ``on_unreadable = "null-and-list"`` cells that cannot be read as what they should be are left empty and
    listed; a row without a field it needs is left out. Otherwise all of them are refused together.
    """
    sheet = files.read(path, encoding=plan.encoding, delimiter=plan.delimiter)
    faults = Faults()
    _check_columns(plan, sheet, faults)
    faults.refuse()
    cells_read = _Cells(plan, sheet.name)
    result = Translated()
    for some in plan.rows:
        lines = sheet.lines[:1] if some.fixed else sheet.lines
        own = [line for line in (_own(some, line, cells_read) for line in lines) if line is not None]
        shaped = Sheet(sheet.name, tuple(some.fields), tuple(_first_of_each(some, own)), f"{some.collection}.csv")
        rows = reading.rows(REGISTRY, shaped, faults)
        for row in rows:
            row.only_new = some.fixed
        result.rows.extend(rows)
    place = {name: number for number, name in enumerate(sheet.columns)}
    unreadable = sorted(cells_read.unreadable.values(), key=lambda fault: (fault.row, place[fault.column]))
    refused = plan.on_unreadable is OnUnreadable.REFUSE
    bad_rows = {fault.row for fault in faults.list}
    # A row that cannot do without the cell is refused either way, and the cell says why.
    faults.list[:0] = [fault for fault in unreadable if refused or fault.row in bad_rows]
    faults.refuse()
    result.listed = tuple(unreadable)
    return result


def _check_columns(plan: Plan, sheet: Sheet, faults: Faults) -> None:
    wanted: set[str] = set()
    for taken in (taken for some in plan.rows for taken in some.fields.values()):
        wanted |= {taken.column} if taken.column else set(re.findall(r"\{([^{}]+)\}", taken.text))
    for name in sorted(wanted - set(sheet.columns)):
        faults.add(sheet.name, 1, name, N_("is not in the file, but in the mapping %(mapping)s"), mapping=plan.name)


def _own(some: Rows, line: Line, foreign: _Cells) -> Line | None:
    """One row of our own shape as text, or None where a needed field is empty."""
    own = {name: foreign.text(taken, line) for name, taken in some.fields.items()}
    if any(not own[name] for name in some.needed):
        return None
    return Line(line.number, own)


def _first_of_each(some: Rows, lines: Iterable[Line]) -> Iterable[Line]:
    """Many rows of a file may name the same department; it is one organisation."""
    key = REGISTRY[some.collection].key
    found: dict[tuple[str, ...], Line] = {}
    for line in lines:
        found.setdefault(tuple(line.cells.get(name, "") for name in key), line)
    if len(key) == 1 and some.collection == "initiatives":
        return lines  # two rows with one code are a fault that the reading names
    return found.values()


class _Cells:
    """Foreign cells to the text our own files would have. What cannot be read is empty, and remembered."""

    def __init__(self, plan: Plan, file: str) -> None:
        self.plan = plan
        self.file = file
        self.unreadable: dict[tuple[int, str], Fault] = {}

    def text(self, taken: Taken, line: Line) -> str:
        if taken.value is not None:
            return taken.value
        if taken.text:
            return re.sub(r"\{([^{}]+)\}", lambda found: self._said(line, found[1], taken), taken.text)
        said = line.cells[taken.column].strip()
        if _folded(said) in self.plan.empty and not taken.words:
            return ""
        try:
            return self._converted(taken, said)
        except Refusal as refusal:
            fault = Fault(self.file, line.number, taken.column, refusal.message, refusal.values)
            self.unreadable.setdefault((line.number, taken.column), fault)
            return ""

    def _said(self, line: Line, column: str, taken: Taken) -> str:
        said = line.cells[column].strip()
        return _code(said) if taken.kind is Kind.CODE else said

    def _converted(self, taken: Taken, said: str) -> str:
        if taken.words:
            table = self.plan.words[taken.words]
            step = table.get(_folded(said), table.get("*"))
            if step is None:
                raise Refusal(N_("“%(word)s” is not in [words.%(table)s]"), word=_short(said), table=taken.words)
            return step
        match taken.kind:
            case Kind.MONEY:
                return cells.Money().write(self._ore(said, taken.multiplier or self.plan.money.multiplier))
            case Kind.DATE:
                return self._date(said)
            case Kind.CODE:
                return _code(said)
        return said

    def _ore(self, said: str, multiplier: Decimal) -> int:
        money = self.plan.money
        bare = said
        for sign in money.signs:
            bare = bare.replace(sign, "")
        bare = bare.strip()
        whole = rf"\d{{1,3}}(?:{re.escape(money.thousands)}\d{{3}})+|\d+" if money.thousands else r"\d+"
        if not re.fullmatch(rf"-?(?:{whole})(?:{re.escape(money.decimal)}\d+)?", bare):
            raise Refusal(N_("“%(text)s” is not an amount"), text=_short(said))
        if money.thousands:
            bare = bare.replace(money.thousands, "")
        ore = Decimal(bare.replace(money.decimal, ".")) * multiplier * 100
        if ore != ore.to_integral_value():
            raise Refusal(N_("“%(text)s” is not a whole number of hundredths"), text=_short(said))
        return int(ore)

    def _date(self, said: str) -> str:
        for pattern in self.plan.dates:
            try:
                if pattern == "period":
                    return str(cells.PeriodText().read(said, None))
                return datetime.strptime(said, pattern).replace(tzinfo=UTC).date().isoformat()
            except (ValueError, Refusal):
                continue
        raise Refusal(N_("“%(text)s” is not a date"), text=_short(said))


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def _code(said: str) -> str:
    """A code that may stand in an address."""
    return re.sub(r"[^\w]+", "-", said, flags=re.ASCII).strip("-")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
