"""The command line's own manners, the worker of production, and what `floke check` sees."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.operations import cli
from app.operations.database import MIGRATIONS
from app.operations.instance import LONGEST_SOCKET, Instance
from tests.servers import FLOKE, eventually

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_without_a_command_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert cli.main(["fly"]) == 2
    assert cli.main(["--help"]) == 0

    said = capsys.readouterr()
    assert all(name in said.out and name in said.err for name in cli.COMMANDS)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_is_there_and_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([name, "--help"])

    assert left.value.code == 0
    assert f"usage: floke {name}" in capsys.readouterr().out


def test_production_is_told_which_settings_are_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SECRET_KEY", "TRUSTED_HOSTS", "QUEUE_URL", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FLOKE_INSTANCE", str(tmp_path))

    assert cli.main(["check"]) == 1

    assert "Missing setting: SECRET_KEY, TRUSTED_HOSTS, QUEUE_URL" in capsys.readouterr().out


def test_a_socket_that_would_be_too_long_lies_in_a_short_place_of_our_own(tmp_path: Path) -> None:
    near, far = Instance(tmp_path / "i"), Instance(tmp_path / ("deep" * 30))

    assert near.socket.parent == near.broker
    assert len(os.fsencode(far.socket)) <= LONGEST_SOCKET
    far.make()
    assert far.socket.parent.stat().st_mode & 0o777 == 0o700
    far.socket.parent.rmdir()


def test_the_made_settings_give_way_to_those_given(tmp_path: Path) -> None:
    instance = Instance(tmp_path / "instance")
    assert instance.environment({"PORT": "1"}) == {"PORT": "1"}

    instance.make()
    made = instance.environment({"DATABASE_URL": "postgresql://x", "QUEUE_URL": ""})

    assert made["DATABASE_URL"] == "postgresql://x"
    assert made["QUEUE_URL"].startswith("unix://")
    assert made["TRUSTED_HOSTS"] == "localhost,127.0.0.1,[::1]"


def test_a_made_key_is_kept(tmp_path: Path) -> None:
    instance = Instance(tmp_path / "instance")
    instance.make()
    key = instance.secret_key.read_text()
    instance.make()

    assert len(key) == 64
    assert instance.secret_key.read_text() == key


@pytest.fixture
def floke(seeded_database: Path, queue_url: str, tmp_path: Path) -> Iterator[Run]:
    """Runs one command on a copy of the seed and a real queue, with the settings of production."""
    shutil.copyfile(seeded_database, tmp_path / "floke.sqlite3")
    (tmp_path / "floke.sqlite3").chmod(0o600)  # as Floke makes it; `check` tells of one that others can read
    environment = {
        **os.environ,
        "FLOKE_INSTANCE": str(tmp_path),
        "SECRET_KEY": "only-for-tests-0123456789-abcdefghijkl",
        "TRUSTED_HOSTS": "localhost",
        "QUEUE_URL": queue_url,
    }
    worker = subprocess.Popen([FLOKE, "worker", "--grace", "1"], env=environment, start_new_session=True)

    def run(*words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [FLOKE, *words], env={**environment, **changed}, capture_output=True, text=True, timeout=60, check=False
        )

    yield run
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0


@pytest.mark.processes
def test_check_names_each_fault_and_goes_on(floke: Run, tmp_path: Path) -> None:
    assert eventually(lambda: floke("check").returncode == 0, 30)
    good = floke("check").stdout
    for words in ("Configuration: complete", "Database: sqlite", "Migrations: at the last one", "1 worker", "Record: "):
        assert words in good

    no_queue = floke("check", QUEUE_URL=f"unix://{tmp_path}/nothing.sock")
    assert no_queue.returncode == 1
    assert "Queue: FAULT." in no_queue.stdout
    assert "Record: FAULT" not in no_queue.stdout

    empty = floke("check", DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3")
    assert empty.returncode == 1
    assert "Migrations: FAULT. The database is empty" in empty.stdout

    with closing(sqlite3.connect(tmp_path / "floke.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'tomorrow'")
        connection.commit()
    newer = floke("check")
    assert newer.returncode == 1
    assert "which this version of Floke does not know" in newer.stdout


def test_there_is_one_head_of_the_migrations() -> None:
    from alembic.script import ScriptDirectory

    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1
