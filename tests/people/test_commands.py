"""``floke people`` and ``floke record`` on a database of their own."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.operations.cli import main
from tests.conftest import Databases

PASSWORD = "fire rare ord her"


@pytest.fixture
def database(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = databases.copy()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("FLOKE_INSTANCE", str(tmp_path))
    for name, value in {"SECRET_KEY": "x", "TRUSTED_HOSTS": "localhost", "QUEUE_URL": "unix:///nonexistent"}.items():
        monkeypatch.setenv(name, value)
    # There is one limiter in a process: the commands' application must not leave it counting in a broker that is away.
    monkeypatch.setattr("app.plumbing.limits.storage", lambda queue_url: "memory://")
    return url


def add(monkeypatch: pytest.MonkeyPatch, email: str, *more: str, password: str = PASSWORD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return main(["people", "add", "--name", "Kari Nordmann", "--email", email, "--password-stdin", *more])


def test_the_first_administrator_comes_from_the_command_line(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(monkeypatch, "Kari@example.no", "--role", "administrator") == 0
    assert main(["people", "roles"]) == 0

    assert "kari@example.no: administrator" in capsys.readouterr().out


def test_the_last_administrators_role_is_not_taken_from_the_command_line_either(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch, "kari@example.no", "--role", "administrator")

    assert main(["people", "roles", "--email", "kari@example.no", "--take", "administrator"]) == 1
    assert "last administrator" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "password"),
    [
        (["--role", "keiser"], PASSWORD),
        (["--role", "administrator:ingen-slik"], PASSWORD),
        (["--organisation", "FINNES-IKKE"], PASSWORD),
        ([], "kort"),
    ],
)
def test_a_refused_person_is_not_added_by_halves(
    database: str, monkeypatch: pytest.MonkeyPatch, more: list[str], password: str
) -> None:
    assert add(monkeypatch, "kari@example.no", *more, password=password) == 1

    with create_engine(database).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 0


def test_an_altered_past_is_found_by_record_verify(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch, "kari@example.no")
    assert main(["record", "verify"]) == 0
    assert "The record holds" in capsys.readouterr().out

    with create_engine(database).begin() as connection:
        connection.execute(text("UPDATE person_history SET language = 'nn'"))

    assert main(["record", "verify"]) == 1
    said = capsys.readouterr().err
    assert "language of person 1" in said and "does not hold" in said


def test_a_lost_telephone_is_forgotten_from_the_command_line(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch, "kari@example.no", "--role", "administrator")
    assert main(["people", "reset-factor", "--email", "kari@example.no"]) == 1
    assert "no second factor" in capsys.readouterr().err
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO second_factor (person_id, sealed_secret, set_at, last_step, failures) "
                "SELECT person_id, 'sealed', CURRENT_TIMESTAMP, 0, 0 FROM identity"
            )
        )

    assert main(["people", "reset-factor", "--email", "kari@example.no"]) == 0

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM second_factor")) == 0
    engine.dispose()
