"""Second factors: codes from a telephone (TOTP, RFC 6238) and recovery codes on paper, inside a unit of work.

What the codes are made from must be read again each time, so it can't be hashed. It is sealed with a key made from the
application's secret, together with whose it is: a copy of the database alone makes no code, and a row copied to
somebody else opens nothing. With a new secret key nobody's codes are right any more; recovery codes, which are only
hashed, are.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from app.people.models import Person, RecoveryCode, SecondFactor
from app.people.rules import RECOVERY_CODES, STEP_SECONDS, Act, Proof, must_wait_until
from app.people.services import sign_ins
from app.plumbing import sealing
from app.plumbing.db import db, locked
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal

log = logging.getLogger(__name__)

SEAL = "second factor"
BEING_SET_UP = "second factor being set up"
# How long somebody may take from the picture to the first code.
HOUR = 60 * 60

# 32 letters and digits, 16 of them: 80 bits, which nobody guesses, so a plain hash is enough.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a code: proven by it, or wrong, or not even looked at before that moment."""

    proof: Proof | None = None
    not_before: datetime | None = None


def offered(person_id: int) -> str:
    """A new secret, sealed, to be shown and sent back: nothing is kept before a first code proves that it arrived."""
    import pyotp

    return sealing.sealed(BEING_SET_UP, person_id, pyotp.random_base32())


def offered_secret(person_id: int, offer: str) -> str:
    """The secret of an offer, to be shown to whom it was made. Refuses another's, and one that is an hour old."""
    parts = sealing.opened_seal(BEING_SET_UP, offer, seconds=HOUR)
    if parts is None or parts[0] != person_id:
        raise Refusal(N_("This took too long. Begin anew with the code below."), field="code")
    return str(parts[1])


def fits(person_id: int, offer: str, code: str, *, now: datetime) -> bool:
    """Whether :func:`set_up` would take this first code."""
    parts = sealing.opened_seal(BEING_SET_UP, offer, seconds=HOUR)
    return parts is not None and parts[0] == person_id and _step_of(str(parts[1]), _plain(code), now=now) is not None


def set_up(person_id: int, offer: str, code: str, *, now: datetime) -> list[str]:
    """Take the offered secret into use, in place of an earlier one; the new recovery codes, said only now.

    Every sign-in of the person ends, this one too: it was begun with less. Refuses where the first code is not right.
    """
    secret = offered_secret(person_id, offer)
    step = _step_of(secret, _plain(code), now=now)
    if step is None:
        raise Refusal(
            N_("This code is not right. Look at the app once more; a code counts for half a minute."), field="code"
        )
    _forget(person_id)
    sign_ins.end_all(person_id, None, now)
    db.session.add(
        SecondFactor(
            person_id=person_id, sealed_secret=sealing.sealed(SEAL, person_id, secret), set_at=now, last_step=step
        )
    )
    codes = _new_codes(person_id)
    current_work().record(Act.FACTOR_SET, locked(Person, person_id), bare=True)
    return codes


def prove(person_id: int, typed: str, *, now: datetime) -> Tried:
    """Try a code from the app, or a recovery code. A wrong one is counted, so this must be committed either way."""
    row = db.session.get(SecondFactor, person_id, populate_existing=True, with_for_update=True)
    if row is None:
        return Tried()
    plain = _plain(typed)
    if not (plain.isdigit() and len(plain) == 6):
        # Also while codes of the app must wait: otherwise whoever knows the password could keep the person out.
        return Tried(Proof.RECOVERY) if _use_recovery_code(person_id, plain, now=now) else Tried()
    wait = must_wait_until(row.failures, row.failed_at)
    if wait is not None and now < wait:
        return Tried(not_before=wait)
    step = _step_of(_secret_of(row), plain, now=now)
    # A code that was seen over a shoulder is worth nothing once it was used, nor is any before it.
    if step is None or step <= row.last_step:
        row.failures, row.failed_at = row.failures + 1, now
        return Tried(not_before=must_wait_until(row.failures, now))
    row.last_step, row.failures, row.failed_at = step, 0, None
    return Tried(Proof.CODE)


def renew_recovery_codes(person_id: int) -> list[str]:
    """New recovery codes, said only now; the earlier ones work no longer."""
    if db.session.get(SecondFactor, person_id) is None:
        raise Refusal(N_("There is no second factor."))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = _new_codes(person_id)
    current_work().record(Act.RECOVERY_CODES, locked(Person, person_id), bare=True)
    return codes


def remove(person_id: int) -> None:
    """The person signs in with the password alone, until a second factor is set up anew."""
    if db.session.get(SecondFactor, person_id) is None:
        raise Refusal(N_("There is no second factor."))
    _forget(person_id)
    current_work().record(Act.FACTOR_REMOVE, locked(Person, person_id), bare=True)


def reset(person_id: int, *, now: datetime) -> None:
    """An administrator removes somebody's second factor, because the telephone is lost; every sign-in ends."""
    sign_ins.end_all(person_id, None, now)
    remove(person_id)


def end_factor(person_id: int, now: datetime, for_good: bool) -> None:
    """The person leaves. Whoever comes back finds their second factor again; erasing takes it."""
    if for_good:
        _forget(person_id)


def _forget(person_id: int) -> None:
    for kept in (SecondFactor, RecoveryCode):
        db.session.execute(delete(kept).where(kept.person_id == person_id))


def _secret_of(row: SecondFactor) -> str | None:
    parts = sealing.opened_seal(SEAL, row.sealed_secret)
    if parts is None or parts[0] != row.person_id:
        log.warning("the second factor of person %s cannot be opened; was SECRET_KEY changed?", row.person_id)
        return None
    return str(parts[1])


def _step_of(secret: str | None, code: str, *, now: datetime) -> int | None:
    """The half minute of which this is the code, among the present one and its neighbours; the latest that fits."""
    import pyotp

    if secret is None:
        return None
    codes = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = int(now.timestamp()) // STEP_SECONDS
    fitting = [
        step for step in (present - 1, present, present + 1) if hmac.compare_digest(codes.generate_otp(step), code)
    ]
    return max(fitting, default=None)


def _new_codes(person_id: int) -> list[str]:
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(16)) for _ in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(person_id=person_id, code_hash=_hash(code)) for code in codes)
    return ["-".join(code[start : start + 4] for start in range(0, 16, 4)) for code in codes]


def _use_recovery_code(person_id: int, plain: str, *, now: datetime) -> bool:
    found = db.session.scalar(
        select(RecoveryCode)
        .where(
            RecoveryCode.person_id == person_id, RecoveryCode.code_hash == _hash(plain), RecoveryCode.used_at.is_(None)
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        return False
    found.used_at = now
    return True


def _plain(typed: str) -> str:
    """As it was meant: with or without blanks and hyphens, in capitals or not."""
    return "".join(letter for letter in typed.upper() if letter.isalnum() and letter.isascii())


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
