"""What happens to organisations, persons, roles and sign-ins, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.people.models import Identity, Organisation, Person, RoleGrant, SignIn
from app.people.rules import Role
from app.people.services import leaving, merging, organisations, passwords, persons, roles, sign_ins
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.record import Deed, DeedChange
from app.plumbing.refusals import Changed, Refusal
from tests.people.factories import PASSWORD, a_person, an_organisation, did, mission, of, some_facts

pytestmark = pytest.mark.db

NOW = datetime(2026, 5, 17, 12, tzinfo=UTC)


def refused(deed: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        did(deed)
    return caught.value


def leave(person_id: int) -> None:
    """Somebody of whom nothing is to be handed over."""
    leaving.leave(person_id, None, {}, on=NOW.date(), now=NOW)


def erase(person_id: int) -> None:
    leaving.erase(person_id, on=NOW.date(), now=NOW)


def test_two_organisations_cannot_share_a_code_or_a_number(app: Flask) -> None:
    an_organisation("HDIR", number="983544622")

    assert refused(lambda: organisations.add_organisation("HDIR", some_facts("En annen"))).field == "code"
    again = some_facts("En annen", number="983544622")
    assert refused(lambda: organisations.add_organisation("HDIR2", again)).field == "number"


def test_a_stale_edit_of_an_organisation_is_a_lost_race(app: Flask) -> None:
    row = an_organisation("UDIR", "Utdanningsdirektoratet")
    did(lambda: organisations.edit_organisation(row, 1, some_facts("Utdanningsdirektoratet (Udir)")))

    with pytest.raises(Changed):
        did(lambda: organisations.edit_organisation(row, 1, some_facts("Noe annet")))


def test_organisations_cannot_be_merged_into_each_other_in_a_circle(app: Flask) -> None:
    first, second, third = an_organisation(), an_organisation(), an_organisation()
    day = date(2023, 12, 31)
    did(lambda: merging.merge(first, None, successor_id=second, last_day=day, on=NOW.date()))
    did(lambda: merging.merge(second, None, successor_id=third, last_day=day, on=NOW.date()))

    refusal = refused(lambda: merging.merge(third, None, successor_id=first, last_day=day, on=NOW.date()))

    assert refusal.field == "successor_id"
    assert db.session.scalars(select(Organisation.successor_id).where(Organisation.id == third)).one() is None


def test_one_mailbox_is_one_person(app: Flask) -> None:
    a_person(email="kari@example.no")

    assert refused(lambda: persons.add_person(of(email="Kari@Example.no"))).field == "email"


def test_a_role_is_held_once_for_a_mission_and_once_for_all(app: Flask) -> None:
    one, person = mission(), a_person()

    did(lambda: roles.grant_role(person, Role.STEERING_GROUP, one))
    did(lambda: roles.grant_role(person, Role.STEERING_GROUP, None))

    refused(lambda: roles.grant_role(person, Role.STEERING_GROUP, one))
    refused(lambda: roles.grant_role(person, Role.STEERING_GROUP, None))


@pytest.mark.parametrize(
    "leaving",
    [
        lambda person, grant: roles.revoke_role(grant),
        lambda person, grant: leave(person),
        lambda person, grant: erase(person),
    ],
)
def test_the_last_administrator_cannot_leave(app: Flask, leaving: Callable[[int, int], None]) -> None:
    last = a_person("Siste", Role.ADMINISTRATOR)
    closed = a_person("Stengt", Role.ADMINISTRATOR)
    a_person("Bare ett oppdrag", Role.ADMINISTRATOR, mission())
    did(lambda: leave(closed))
    grant = db.session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == last)).one()

    refused(lambda: leaving(last, grant))

    a_person("En til", Role.ADMINISTRATOR)
    did(lambda: leaving(last, grant))


def test_a_password_is_kept_as_argon2id_at_the_stated_cost(app: Flask) -> None:
    person = a_person(password=PASSWORD)

    kept = db.session.scalars(select(Identity.password_hash).where(Identity.person_id == person)).one()

    assert kept is not None and kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.matches(kept, PASSWORD)
    assert not passwords.matches(kept, PASSWORD.upper())


def test_nobodys_password_matches_nothing_but_is_verified_all_the_same(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []

    class Counting(type(passwords.HASHER)):  # type: ignore[misc]
        def verify(self, kept: str | bytes, password: str | bytes) -> bool:
            verified.append(str(kept))
            return super().verify(kept, password)

    monkeypatch.setattr(passwords, "HASHER", Counting())

    assert sign_ins.proven("nobody@example.no", "nobody has this password") is None
    assert len(verified) == 1


def test_changing_the_password_ends_every_other_sign_in(app: Flask) -> None:
    person = a_person(password=PASSWORD)
    kept = did(lambda: sign_ins.begin(person, key_hash="a" * 64, device="", now=NOW))
    other = did(lambda: sign_ins.begin(person, key_hash="b" * 64, device="", now=NOW))

    refusal = refused(
        lambda: sign_ins.change_password(person, "feil passord her", "nye ord å huske", keep=kept, now=NOW)
    )
    did(lambda: sign_ins.change_password(person, PASSWORD, "nye ord å huske", keep=kept, now=NOW))

    assert refusal.field == "present"
    ended = dict(db.session.execute(select(SignIn.id, SignIn.ended_at)).all())
    assert ended[kept] is None
    assert ended[other] == NOW


def test_somebody_elses_sign_in_cannot_be_ended(app: Flask) -> None:
    mine, yours = a_person(), a_person()
    sign_in = did(lambda: sign_ins.begin(yours, key_hash="c" * 64, device="", now=NOW))

    refused(lambda: sign_ins.end_one(mine, sign_in, now=NOW))


def test_what_an_erased_person_did_stays_under_their_number(app: Flask) -> None:
    a_person("Blir igjen", Role.ADMINISTRATOR)
    person = a_person("Går")
    did(lambda: organisations.add_organisation("NY", some_facts("Ny")), by=person)

    did(lambda: erase(person))

    assert db.session.scalars(select(Deed.act).where(Deed.actor_id == person)).all() == ["organisation:facts:add"]
    refused(lambda: persons.edit_person(person, None, of("Tilbake")))
    refused(lambda: leaving.come_back(person, None))


def test_closing_the_access_ends_the_sign_ins_and_takes_back_the_roles(app: Flask) -> None:
    person = a_person("", Role.STEERING_GROUP)
    did(lambda: sign_ins.begin(person, key_hash="e" * 64, device="", now=NOW))

    did(lambda: leave(person))

    assert not db.session.scalars(select(SignIn.id).where(SignIn.person_id == person)).all()
    assert not db.session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == person)).all()
    assert "already" in str(refused(lambda: leave(person)))
    did(lambda: leaving.come_back(person, None))
    assert "already" in str(refused(lambda: leaving.come_back(person, None)))


def test_signing_in_writes_no_deed_and_a_new_password_writes_a_bare_one(app: Flask) -> None:
    person = a_person(email="bare@example.no")
    before = db.session.scalar(select(func.max(Deed.number))) or 0

    did(lambda: sign_ins.begin(person, key_hash="f" * 64, device="", now=NOW))
    did(lambda: sign_ins.set_password(person, PASSWORD, now=NOW))

    numbers = db.session.scalars(select(Deed.number).where(Deed.number > before)).all()
    assert len(numbers) == 1
    assert not db.session.scalars(select(DeedChange.position).where(DeedChange.deed.in_(numbers))).all()


def test_a_password_that_others_would_guess_is_refused(app: Flask) -> None:
    person = a_person("Solveig Testesen", email="solveig.testesen@example.no")

    def guessed(password: str) -> bool:
        return "quickly guessed" in str(refused(lambda: sign_ins.set_password(person, password, now=NOW)))

    assert all(guessed(password) for password in ("passord12345", "qwertyuiop12", "solveigtestesen", "123456789012"))
    did(lambda: sign_ins.set_password(person, "korrekt hest batteri stift " * 18, now=NOW))


def test_a_person_edited_in_the_record_shows_no_name(app: Flask) -> None:
    person = a_person("Gammelt navn")

    with unit_of_work(by=None) as work:
        persons.edit_person(person, 1, of("Nytt navn"))

    fields = db.session.scalars(select(DeedChange.fields).where(DeedChange.deed == work.deed)).all()
    assert db.session.scalars(select(Person.version).where(Person.id == person)).one() == 2
    assert "navn" not in "".join(fields)
