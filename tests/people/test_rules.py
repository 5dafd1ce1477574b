"""Words and rules of people and organisations."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.people import rules
from app.people.policy import POLICY, PeoplePermission
from app.people.rules import Reach, Role, reach
from app.plumbing.policy import Anyone, Entrusted, HasRole, SignedIn, either
from app.plumbing.refusals import Refusal

NOON = datetime(2026, 5, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("predicate", "signed_out", "owner", "administrator"),
    [
        (Anyone(), Reach.ALL, Reach.ALL, Reach.ALL),
        (SignedIn(), Reach.NONE, Reach.ALL, Reach.ALL),
        (HasRole(Role.ADMINISTRATOR), Reach.NONE, Reach.NONE, Reach.ALL),
        (either(Entrusted(), HasRole(Role.ADMINISTRATOR)), Reach.NONE, Reach.OWN, Reach.ALL),
    ],
)
def test_a_permission_reaches_as_far_as_its_predicate(
    predicate: object, signed_out: Reach, owner: Reach, administrator: Reach
) -> None:
    reached = [reach(predicate, role) for role in (None, Role.INITIATIVE_OWNER, Role.ADMINISTRATOR)]  # type: ignore[arg-type]

    assert reached == [signed_out, owner, administrator]


def test_only_administrators_manage_people_and_only_the_office_reads_the_record() -> None:
    table = {
        permission: [reach(POLICY[permission], role).value for role in Role]
        for permission in (PeoplePermission.MANAGE_PEOPLE, PeoplePermission.READ_RECORD, PeoplePermission.SEE_ADDRESSES)
    }

    #                                     manager owner   group   administrator
    assert table == {
        PeoplePermission.MANAGE_PEOPLE: ["none", "none", "none", "all"],
        PeoplePermission.READ_RECORD: ["all", "none", "none", "all"],
        PeoplePermission.SEE_ADDRESSES: ["all", "none", "none", "all"],
    }


@pytest.mark.parametrize("password", ["kort", "elleve tegn", "x" * 501])
def test_a_password_is_long_enough_and_not_an_attack(password: str) -> None:
    with pytest.raises(Refusal):
        rules.check_password(password)


def test_a_password_of_twelve_characters_will_do() -> None:
    rules.check_password("tolv tegn ja")


@pytest.mark.parametrize("number", ["983544623", "12345678", "17057012345"])
def test_a_number_that_is_not_an_organisations_is_refused(number: str) -> None:
    with pytest.raises(Refusal):
        rules.check_organisation_number(number)


@pytest.mark.parametrize("code", ["", "new", "to ord", "a/b", "x" * 41, "-a"])
def test_a_code_that_cannot_stand_in_an_address_is_refused(code: str) -> None:
    with pytest.raises(Refusal):
        rules.check_code(code)


def test_the_directorate_of_health_has_a_valid_number() -> None:
    rules.check_organisation_number("983544622")


@pytest.mark.parametrize("email", ["kari", "@example.no", "kari@", "kari@no", "kari nordmann@example.no"])
def test_what_is_not_an_address_is_refused(email: str) -> None:
    with pytest.raises(Refusal):
        rules.check_email(email)


@pytest.mark.parametrize(
    ("seen", "began", "ended", "counts"),
    [
        (timedelta(hours=11), timedelta(hours=11), None, True),
        (timedelta(hours=13), timedelta(hours=13), None, False),
        (timedelta(hours=1), timedelta(days=8), None, False),
        (timedelta(hours=1), timedelta(hours=1), timedelta(0), False),
    ],
)
def test_a_sign_in_counts_while_it_is_used(
    seen: timedelta, began: timedelta, ended: timedelta | None, counts: bool
) -> None:
    ended_at = None if ended is None else NOON - ended

    limits = rules.Limits(idle=timedelta(hours=12), longest=timedelta(days=7))
    assert rules.is_open(NOON - began, NOON - seen, ended_at, now=NOON, limits=limits) is counts


def test_an_organisation_exists_to_the_end_of_its_last_day() -> None:
    last = date(2023, 12, 31)

    assert rules.is_valid(None, last, on=last)
    assert not rules.is_valid(None, last, on=last + timedelta(days=1))
