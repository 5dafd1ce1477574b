"""The seed files against themselves: whole, consistent, and honest about what is published."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from app.plumbing.periods import read
from tests.operations.seed_files import (
    KEYS,
    MISSION,
    NO_POINTER,
    POINTS,
    REAL,
    SEED,
    Row,
    by_key,
    day,
    initiatives,
    key_of,
    reports,
    rows,
)

# Columns that hold several codes, separated by spaces.
LISTS = {"goals", "areas", "assignments", "evidence", "initiatives"}


def test_every_file_has_its_key_and_no_row_twice() -> None:
    assert {path.stem for path in SEED.glob("*.csv")} == {*KEYS, "changes"}
    for name in KEYS:
        assert rows(name), f"{name} is empty"
        assert next(iter(rows(name)[0])) == "at"
        assert list(rows(name)[0])[-2:] == ["source", "published_fields"]
        assert len(by_key(name)) == len(rows(name)), f"{name} holds a key twice"
        assert all(None not in row and None not in row.values() for row in rows(name)), f"{name} has ragged rows"


def test_every_code_points_at_a_row_registered_by_then() -> None:
    for name in KEYS:
        for row in rows(name):
            for column, cell in row.items():
                if column not in POINTS or (name, column) in NO_POINTER or not cell:
                    continue
                if (name, column) in {("indicators", "baseline"), ("evidence", "code")}:
                    continue
                target, before = POINTS[column]
                scope = [row.get(part) or MISSION for part in before]
                for code in cell.split() if column in LISTS else [cell]:
                    found = by_key(target).get((*scope, code))
                    assert found is not None, f"{name} {key_of(name, row)}: no {code} among {target}"
                    if column not in {"assignments", "successor"}:
                        assert day(found["at"]) <= day(row["at"]), f"{name} {key_of(name, row)}: {code} comes later"


def test_baselines_are_measurements_of_the_first_series() -> None:
    for row in rows("indicators"):
        assert (row["mission"], row["code"], row["baseline"], "1") in by_key("measurements")


def test_every_date_can_be_read() -> None:
    periods = ("planned", "original", "forecast", "actual")
    for row in rows("initiatives"):
        for which in periods:
            ends = [read(row[f"{which}_{end}"]) if row[f"{which}_{end}"] else None for end in ("start", "finish")]
            if ends[0] and ends[1]:
                assert ends[0].first <= ends[1].first, f"{row['code']} {which}"
    for name in KEYS:
        for row in rows(name):
            day(row["at"])


def test_what_is_published_of_the_real_ones() -> None:
    grant = by_key("grants")["TD-ETI-2022",]
    assert (grant["total"], grant["decided"], grant["body"]) == ("57383633", "2022-06", "DIGDIR")
    assert grant["step"] == "final"
    (line,) = (row for row in rows("funding-lines") if row["initiative"] == "ETI")
    assert (line["amount"], line["year"], line["state"]) == ("57383633", "", "granted")
    eti = initiatives()["ETI"]
    low, likely, high = (int(eti[f"build_{point}"]) for point in ("low", "likely", "high"))
    assert 57_383_633 / 0.85 <= low <= likely <= high <= 100_000_000
    assert "build" not in eti["published_fields"]
    old = reports("2024-T1")
    assert {code: row["overall_word"] for code, row in old.items()} == {
        "ETI": "Noen utfordringer",
        "RETTPA": "Under kontroll",
    }
    counts = {code: (row["deliverables_done"], row["deliverables_total"]) for code, row in old.items()}
    assert counts == {"ETI": ("0", "2"), "RETTPA": ("9", "17")}
    for code in REAL:
        assert all(code not in reports(number) for number in ("2026-T1", "2026-T2", "2026-T3"))
        assert not any(row["initiative"] == code for row in rows("gates"))


def test_areas_four_and_five_keep_what_is_published_and_no_more() -> None:
    areas = {row["code"]: row for row in rows("challenge-areas")}
    assert areas["4"]["title"] == "Universelle arenaer som barnehage og skole …"
    assert areas["5"]["title"] == "(tittel ikke publisert her)"
    assert areas["5"]["published_fields"] == ""


def test_no_published_field_lacks_a_publication() -> None:
    for name in KEYS:
        for row in rows(name):
            assert row["source"] in {"published", "illustrative"}, f"{name} {key_of(name, row)}"
            said = [part.strip() for part in row["published_fields"].split(";") if part.strip()]
            assert said or row["source"] == "illustrative", f"{name} {key_of(name, row)} names no publication"
            for part in said:
                field, _, code = part.partition("=")
                assert field == "*" or field in row, f"{name} {key_of(name, row)}: no column {field}"
                assert field == "*" or row[field], f"{name} {key_of(name, row)}: {field} is empty"
                paper = by_key("publications").get((code,))
                assert paper is not None, f"{name} {key_of(name, row)}: no publication {code}"
                assert day(paper["at"]) <= day(row["at"]), f"{name} {key_of(name, row)}: {code} comes later"


def test_only_facts_of_the_real_ones_are_published_among_initiatives() -> None:
    for name in ("initiatives", "grants", "funding-lines", "deliverables", "status-reports", "participation"):
        for row in rows(name):
            if row["published_fields"]:
                assert row.get("initiative", row.get("code")) in REAL


def test_nobody_real_can_be_reached() -> None:
    for path in SEED.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert all(mail.endswith("@example.no") for mail in re.findall(r"[\w.+-]+@[\w.-]+", text)), path.name
        assert not re.search(r"(?<!\d)\d{11}(?!\d)", text), f"{path.name} holds an eleven-digit number"
        assert not re.search(r"(?<!\d)\d{6} \d{5}(?!\d)", text), f"{path.name} holds a birth number"
    assert all(row["phone"] == "" for row in rows("people"))
    assert all(row["number"] == "" for row in rows("organisations"))


def test_four_demo_persons_with_their_roles() -> None:
    demo = {row["demo_role"]: row["code"] for row in rows("people") if row["demo_role"]}
    assert set(demo) == {"programme_manager", "initiative_owner", "steering_group", "administrator"}
    held = {(row["person"], row["role"]) for row in rows("role-grants")}
    assert {(person, role) for role, person in demo.items()} <= held
    owner = demo["initiative_owner"]
    parts = {(row["initiative"], row["part"]) for row in rows("initiative-persons") if row["person"] == owner}
    assert parts == {("T10", "owner"), ("T13", "deputy")}
    assert "T10" not in reports("2026-T3"), "one report waits for the demo owner"
    assert reports("2026-T3")["T13"]["state"] == "submitted"


def test_every_initiative_has_one_owner_with_the_role() -> None:
    owners = Counter(row["initiative"] for row in rows("initiative-persons") if row["part"] == "owner")
    assert owners == dict.fromkeys(initiatives(), 1)
    may = {row["person"] for row in rows("role-grants") if row["role"] == "initiative_owner"}
    assert {row["person"] for row in rows("initiative-persons") if row["part"] in {"owner", "deputy"}} <= may
    owning = {row["person"] for row in rows("initiative-persons") if row["part"] == "owner"}
    assert not {row["responsible"] for row in rows("benefits")} & owning, "benefits belong to the line"


def test_other_languages_are_there() -> None:
    have = {(row["collection"], row["key"], row["language"]) for row in rows("translations")}
    wanted = {("missions", MISSION)}
    wanted |= {("challenge-areas", f"{MISSION}/{row['code']}") for row in rows("challenge-areas")}
    wanted |= {("indicators", f"{MISSION}/{row['code']}") for row in rows("indicators")}
    wanted |= {("criteria", f"{MISSION}/{row['code']}") for row in rows("criteria")}
    wanted |= {("status-words", f"{row['scale']}/{row['code']}") for row in rows("status-words")}
    assert {(name, key, language) for name, key in wanted for language in ("nn", "en")} <= have
    assert {("initiatives", code, "en") for code in initiatives()} <= have


@pytest.fixture(scope="module")
def chains() -> dict[tuple[str, str, str], list[Row]]:
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows("changes"):
        found[row["collection"], row["key"], row["field"]].append(row)
    return found


def test_changes_end_at_what_the_files_say(chains: dict[tuple[str, str, str], list[Row]]) -> None:
    days = [day(row["at"]) for row in rows("changes")]
    assert days == sorted(days)
    assert len(rows("changes")) >= 40
    assert {moment.year for moment in days} == {2022, 2023, 2024, 2025, 2026}
    for (name, key, field), chain in chains.items():
        present = by_key(name).get(tuple(key.split("/")))
        assert present is not None, f"no {key} among {name}"
        assert chain[-1]["to"] == present[field], f"{name} {key} {field}"
        assert day(chain[0]["at"]) >= day(present["at"]), f"{name} {key} changed before it was registered"
        for earlier, later in pairwise(chain):
            assert earlier["to"] == later["from"], f"{name} {key} {field}"
        assert all(row["from"] != row["to"] and row["note"] for row in chain)


def test_the_merger_happens_on_its_day(chains: dict[tuple[str, str, str], list[Row]]) -> None:
    for field, value in (("valid_to", "2023-12-31"), ("successor", "HDIR")):
        (row,) = chains["organisations", "EHELSE", field]
        assert (row["at"], row["from"], row["to"]) == ("2024-01-01", "", value)
