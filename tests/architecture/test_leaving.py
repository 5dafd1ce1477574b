"""Whatever points at a person is handed over, ended, or stays for a stated reason when they leave; and whatever names
an organisation moves, or stays, when it is taken over.
"""

from __future__ import annotations

from collections import Counter

from app.assembly import LEAVING, MERGING
from app.plumbing.db import Base


def pointing_at(table: str) -> set[str]:
    return {
        f"{key.parent.table.name}.{key.parent.name}"
        for found in Base.metadata.tables.values()
        for key in found.foreign_keys
        if key.target_fullname == f"{table}.id"
    }


def test_every_column_that_points_at_a_person_is_in_one_list_of_what_becomes_of_it() -> None:
    told = Counter(
        [
            *(column for estate in LEAVING.estates for column in estate.columns),
            *(column for ending in LEAVING.endings for column in ending.columns),
            *(column for opening in LEAVING.openings for column in opening.columns),
            *LEAVING.stays,
        ]
    )

    assert {column for column, times in told.items() if times > 1} == set(), "in more than one list"
    missing = pointing_at("person") - set(told)
    assert not missing, f"say in LEAVING (app/assembly.py) what becomes of {sorted(missing)} when the person leaves"
    assert set(told) <= pointing_at("person"), "no longer a column that points at a person"


def test_every_column_that_names_an_organisation_moves_or_stays_when_it_is_merged() -> None:
    told = Counter([*(column for each in MERGING.successions for column in each.columns), *MERGING.stays])

    assert {column for column, times in told.items() if times > 1} == set(), "moves and stays"
    missing = pointing_at("organisation") - set(told)
    assert not missing, f"say in MERGING (app/assembly.py) what becomes of {sorted(missing)} when the body is merged"
    assert set(told) <= pointing_at("organisation"), "no longer a column that names an organisation"
