"""What may stand after the question mark: one list that is read by, and that the OpenAPI document is written from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.plumbing.api.problems import Fault, bad_request
from app.plumbing.api.resources import Resource
from app.plumbing.api.shown import CODE, DATE, LARGEST, By, Schema

LIMIT, LARGEST_LIMIT = 50, 200
MANY = 50
LONGEST = 200

WHOLE: Schema = {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}
WORD: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": CODE["pattern"]}

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name. ``many``: may be repeated, and then any of the values will do; ``listed``: one text with commas."""

    name: str
    schema: Schema
    about: str
    many: bool = False
    listed: bool = False


AS_OF = Parameter("as_of", DATE, "As it was at the end of that day in Oslo. What you may see is today's.")
AFTER = Parameter(
    "after",
    {"type": "string", "pattern": "^[0-9a-f]{1,12}$"},
    "Where to go on: taken from `next` of the page before.",
)


def _fields(names: Iterable[str]) -> Parameter:
    return Parameter("fields", {"type": "string", "enum": list(names)}, "Only these fields.", listed=True)


def for_list(resource: Resource) -> tuple[Parameter, ...]:
    """Every parameter of a list."""
    own: list[Parameter] = []
    if resource.reach.in_mission is not None:
        own.append(Parameter("mission", CODE, "Only what is in these missions, by slug.", many=True))
    if resource.search is not None:
        own.append(Parameter("q", WORD, "Words to look for, as in the search of the pages."))
    return (
        Parameter("limit", {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": LIMIT}, "How many."),
        AFTER,
        AS_OF,
        _fields(resource.fields),
        *own,
        *_filters(resource),
    )


def for_one(resource: Resource) -> tuple[Parameter, ...]:
    """Every parameter of one row."""
    return (AS_OF, _fields(resource.fields_alone), *for_action(resource))


def for_action(resource: Resource) -> tuple[Parameter, ...]:
    """Every parameter of something that is done to one row: it is done today, whatever day one looks at."""
    which = Parameter("mission", CODE, "Which mission's, where several have the code.")
    return (which,) if resource.scoped else ()


def _filters(resource: Resource) -> Iterator[Parameter]:
    for narrowing in resource.narrowings:
        words: Schema = {"type": "string", "enum": [word.value for word in narrowing.words]}
        yield Parameter(narrowing.name, words, narrowing.about, many=True)
    for column in resource.columns:
        name = column.name
        if name == "mission":
            continue
        match column.by:
            case By.VALUE | By.CODE:
                yield Parameter(name, _one_value(column.schema), f"Only where `{name}` is one of these.", many=True)
            case By.DAYS:
                yield Parameter(f"{name}_from", DATE, f"Only where `{name}` begins on this day or later.")
                yield Parameter(f"{name}_to", DATE, f"Only where `{name}` begins on this day or earlier.")
            case By.INSTANTS:
                yield Parameter(f"{name}_from", DATE, f"Only where `{name}` is on this day or later, in Oslo.")
                yield Parameter(f"{name}_to", DATE, f"Only where `{name}` is on this day or earlier, in Oslo.")


def _one_value(schema: Schema) -> Schema:
    if "enum" in schema:
        return {"type": "string", "enum": list(schema["enum"])}
    match schema["type"]:
        case "integer":
            return WHOLE
        case "boolean":
            return {"type": "boolean"}
    return WORD


def read(parameters: Iterable[Parameter], given: MultiDict[str, str]) -> Mapping[str, Any]:
    """The values by name: one, or a tuple where there may be several. Raises a problem that names every fault."""
    known = {parameter.name: parameter for parameter in parameters}
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, texts in given.lists():
        parameter = known.get(name)
        if parameter is None:
            faults.append(Fault(name[:LONGEST], _("There is no such parameter.")))
            continue
        if len(texts) > 1 and not parameter.many:
            faults.append(Fault(name, _("This can be said once only.")))
            continue
        said = texts[0].split(",") if parameter.listed else texts
        if len(said) > MANY:
            faults.append(Fault(name, _("At most %(many)s values.", many=MANY)))
            continue
        values = []
        for text in said:
            fault, value = _read(parameter.schema, text)
            if fault:
                faults.append(Fault(name, fault))
                break
            values.append(value)
        else:
            found[name] = tuple(values) if parameter.many or parameter.listed else values[0]
    if faults:
        raise bad_request(*faults)
    return found


def _read(schema: Schema, text: str) -> tuple[str, Any]:
    """A fault, or the value."""
    if "enum" in schema:
        return ("", text) if text in schema["enum"] else (_("This is not one of the words that stand here."), None)
    if schema["type"] == "integer":
        low, high = schema["minimum"], schema["maximum"]
        if _WHOLE.fullmatch(text) and low <= int(text) <= high:
            return "", int(text)
        return _("This must be a whole number from %(low)s to %(high)s.", low=low, high=high), None
    if schema["type"] == "boolean":
        return ("", text == "true") if text in ("true", "false") else (_("This must be true or false."), None)
    if schema.get("format") == "date":
        try:
            if _DAY.fullmatch(text):
                return "", date.fromisoformat(text)
        except ValueError:
            pass
        return _("This must be a day, such as 2026-12-31."), None
    if not schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", LONGEST):
        return _("This is empty or too long."), None
    if not re.search(schema["pattern"], text):
        return _("This does not have the form it must have."), None
    return "", text
