"""Tables of people and organisations."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.people.rules import OrganisationKind, Proof, Purpose, Role, Scope
from app.plumbing.columns import BIG, KEY, Word
from app.plumbing.db import Base, Historied, Recorded, Root
from app.plumbing.provenance import Sourced


class Organisation(Sourced, Root):
    __tablename__ = "organisation"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[OrganisationKind] = mapped_column(Word(OrganisationKind))
    # Norwegian organisation number, nine digits with a mod-11 check.
    number: Mapped[str | None] = mapped_column(String(9), unique=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    sort_key: Mapped[str] = mapped_column(KEY, index=True)
    search_key: Mapped[str]

    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="validity_in_order"),
        CheckConstraint("successor_id <> id", name="succeeded_by_another"),
        CheckConstraint("successor_id IS NULL OR valid_to IS NOT NULL", name="succeeded_when_ended"),
        CheckConstraint("length(number) = 9", name="number_has_nine_digits"),
    )


class Person(Root):
    """What the record keeps of a person: an id and where they work, no name and no address."""

    __tablename__ = "person"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    organisation_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    language: Mapped[str] = mapped_column(String(2), default="nb")
    active: Mapped[bool] = mapped_column(default=True)
    # May be opened on the demo sign-in page, as this role; see docs/operating.md.
    demo_role: Mapped[Role | None] = mapped_column(Word(Role), unique=True)


class Identity(Recorded):
    """Name, address and function of a person: erasable, without history."""

    __tablename__ = "identity"

    unrecorded = frozenset({"password_hash"})

    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"), primary_key=True, autoincrement=False)
    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    email: Mapped[str | None] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str | None]
    sort_key: Mapped[str] = mapped_column(KEY, index=True)
    search_key: Mapped[str]

    __table_args__ = (
        CheckConstraint("email LIKE '%_@_%'", name="email_has_at"),
        # Kept in small letters, so that one mailbox is one person.
        CheckConstraint("email = lower(email)", name="email_in_small_letters"),
    )


class ExternalIdentity(Base):
    """A person as an OpenID provider knows them; goes with the identity.

    ``subject`` is the provider's own identifier, which means nothing elsewhere; never a national identity number.
    """

    __tablename__ = "external_identity"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"))
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    linked_at: Mapped[datetime]

    __table_args__ = (
        Index(None, "issuer", "subject", unique=True),
        # One person is one somebody at a provider: a second link would be somebody else's.
        Index(None, "person_id", "issuer", unique=True),
    )


class RoleGrant(Historied):
    """A person holds a role: for one mission, or for all when ``mission_id`` is null.

    ``from_issuer`` is the provider whose groups give it, and may take it back; null when a person gave it.
    """

    __tablename__ = "role_grant"

    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    mission_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("mission.id"), index=True)
    from_issuer: Mapped[str | None] = mapped_column(String(255))

    __table_args__ = (
        Index(
            "uq_role_grant_one_mission", "person_id", "role", "mission_id",
            unique=True, sqlite_where=text("mission_id IS NOT NULL"), postgresql_where=text("mission_id IS NOT NULL"),
        ),
        Index(
            "uq_role_grant_all_missions", "person_id", "role",
            unique=True, sqlite_where=text("mission_id IS NULL"), postgresql_where=text("mission_id IS NULL"),
        ),
    )  # fmt: skip


class SignIn(Base):
    """One browser's session. The cookie holds a random key; only its hash is kept. Ended here, it is over there."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(default="")
    proof: Mapped[Proof] = mapped_column(Word(Proof), default=Proof.PASSWORD)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    # Of the moment: not in a backup, so that no old session comes back to life.
    __table_args__ = ({"info": {"passing": True}},)


class ApiToken(Base):
    """What a program speaks with for a person. Only the hash is kept; ``prefix`` is how people tell tokens apart.

    ``mission_id`` narrows what it may see to one mission; ``used_at`` is right to five minutes.
    """

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    prefix: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[Scope] = mapped_column(Word(Scope))
    mission_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("mission.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("expires_at > made_at", name="expires_after_made"),)


class HalfSignIn(Base):
    """Somebody gave the right password and not yet the code. A table of its own: it opens nothing by mistake."""

    __tablename__ = "half_sign_in"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    began_at: Mapped[datetime]

    __table_args__ = ({"info": {"passing": True}},)


class OneTimeLink(Base):
    """A link that lets one person choose a password, once.

    The link is made from the row and the application's key whenever it is needed, and kept nowhere: neither a copy of
    the database nor the key alone makes one. ``person_id`` is null where somebody asked for a reset under an address
    that nobody has: the same work is done for it, so that nobody learns from the time who is here.
    """

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(Word(Purpose))
    nonce: Mapped[str] = mapped_column(String(43))
    # Who invited; null where the person asked.
    made_by_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("person.id"))
    # The job that sends it; no foreign key, as in the record.
    job_id: Mapped[int | None] = mapped_column(BIG)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("ends_at > made_at", name="ends_after_made"),
        CheckConstraint("used_at IS NULL OR withdrawn_at IS NULL", name="used_or_withdrawn"),
        CheckConstraint("person_id IS NOT NULL OR purpose = 'reset'", name="invites_somebody"),
    )


class SecondFactor(Base):
    """What a person's codes are made from, sealed with the application's key; and what guards against guessing."""

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"), primary_key=True, autoincrement=False)
    sealed_secret: Mapped[str]
    set_at: Mapped[datetime]
    # The half minute, counted from 1970, of the last code that was taken: none is taken twice.
    last_step: Mapped[int]
    # Wrong codes since the last right one or the last new password.
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("failures >= 0", name="failures_counted"),)


class RecoveryCode(Base):
    """A code that does once what the telephone does, for the day it is lost. Only its hash is kept."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None]


class SavedView(Base):
    """A list's address that a person wants to come back to."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"))
    name: Mapped[str]
    page: Mapped[str] = mapped_column(String(80))
    query: Mapped[str]
    shared: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index(None, "person_id", "page", "name", unique=True),)


class DatabaseTrait(Base):
    """What this database is, set once when it was made: ``demo`` opens the demo sign-in."""

    __tablename__ = "database_trait"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str]
