"""The embedded start, with real processes: start, stop, leftovers, taken ports and deaths."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

from tests.servers import FLOKE, Floke, eventually, free_port

pytestmark = pytest.mark.processes

Start = Callable[..., Floke]


@pytest.fixture
def start(seeded_database: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts `floke run` on a copy of the seed; whatever a test leaves is ended."""
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    shutil.copyfile(seeded_database, instance / "floke.sqlite3")
    started: list[Floke] = []

    def begin(**environment: str) -> Floke:
        floke = Floke(instance, environment=environment)
        started.append(floke)
        floke.start()
        return floke

    yield begin
    for floke in started:
        floke.stop()
    for process in of(instance):
        process.kill()


def of(instance: Path) -> list[psutil.Process]:
    """Every living process that belongs to an instance folder."""
    found = []
    for process in psutil.process_iter():
        try:
            words = " ".join(process.cmdline())
            theirs = str(instance) in words or process.environ().get("FLOKE_INSTANCE") == str(instance)
            if theirs and process.status() != psutil.STATUS_ZOMBIE and process.pid != os.getpid():
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def none_left(instance: Path) -> bool:
    return eventually(lambda: not of(instance), 6)


def children(floke: Floke) -> list[psutil.Process]:
    """Web, worker and clock; not the broker, which may outlive them."""
    assert floke.process is not None
    broker = broker_pid(floke)
    return [child for child in psutil.Process(floke.process.pid).children() if child.pid != broker]


def content(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_leaves_no_process_and_says_so(start: Start, number: signal.Signals) -> None:
    floke = start()

    assert floke.stop(number) == 0

    assert none_left(floke.instance)
    assert "Stopped." in floke.said()


def test_it_says_where_it_is_and_how_to_sign_in_and_stop(start: Start) -> None:
    said = start().said()

    for words in ("http://127.0.0.1:", "Sign in:", "Stop: Ctrl-C"):
        assert words in said


def test_it_listens_on_loopback_only(start: Start) -> None:
    floke = start()

    listening = set()
    for process in of(floke.instance):
        with suppress(psutil.NoSuchProcess):  # what lives for an instant only does not listen
            listening |= {
                connection.laddr.ip
                for connection in process.net_connections(kind="inet")
                if connection.status == psutil.CONN_LISTEN
            }

    assert listening == {"127.0.0.1"}


def test_the_instance_is_its_owners_alone(start: Start) -> None:
    instance = start().instance

    assert instance.stat().st_mode & 0o777 == 0o700
    for name in ("secret-key", "broker/queue.sock", "broker/valkey.conf"):
        assert (instance / name).stat().st_mode & 0o077 == 0, name


def test_a_second_start_makes_nothing_anew_and_changes_no_data(start: Start) -> None:
    first = start()
    first.stop()
    before, key = content(first.database), (first.instance / "secret-key").read_text()

    second = start()

    assert "Making the database" not in second.said()
    second.stop()
    assert content(second.database) == before
    assert (second.instance / "secret-key").read_text() == key


def test_a_taken_port_is_said_before_anything_is_touched(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        ended = run_floke(tmp_path / "instance", PORT=str(port))

    assert ended.returncode == 1
    assert f"Port {port} is taken" in ended.stderr
    assert f"PORT={port + 1} make run" in ended.stderr
    assert not (tmp_path / "instance").exists()


def test_a_second_run_on_the_same_folder_is_told_where_the_first_is(start: Start) -> None:
    floke = start()

    on_another_port = run_floke(floke.instance, PORT=str(free_port()))
    on_the_same_port = run_floke(floke.instance, PORT=str(floke.port))

    for ended in (on_another_port, on_the_same_port):
        assert ended.returncode == 1
        assert "Floke already runs" in ended.stderr
        assert floke.address in ended.stderr


def test_a_port_that_is_no_number_is_refused(tmp_path: Path) -> None:
    ended = run_floke(tmp_path / "instance", PORT="http")

    assert (ended.returncode, ended.stderr.strip()) == (1, "PORT is http; it must be a number from 1 to 65535.")


def test_a_killed_run_takes_web_worker_and_clock_with_it_and_its_broker_is_adopted(start: Start) -> None:
    first = start()
    broker = broker_pid(first)
    assert first.process is not None
    mine = children(first)
    first.process.kill()
    first.process.wait()

    assert eventually(lambda: not any(living(child) for child in mine), 5)
    assert psutil.pid_exists(broker)

    second = start()
    assert "Took over the queue server" in second.said()
    assert broker_pid(second) == broker
    second.stop()
    assert none_left(second.instance)


def test_a_broker_that_does_not_answer_is_ended(start: Start) -> None:
    first = start()
    broker = psutil.Process(broker_pid(first))
    assert first.process is not None
    first.process.kill()
    first.process.wait()
    (first.instance / "broker" / "queue.sock").unlink()

    second = start()

    assert not living(broker)
    assert broker_pid(second) != broker.pid


def test_what_dies_is_started_again_and_said(start: Start) -> None:
    floke = start()
    before = {child.pid for child in children(floke)}
    broker = broker_pid(floke)

    for child in children(floke):
        child.kill()
    assert eventually(lambda: web_answers(floke) and len({c.pid for c in children(floke)} - before) >= 3, 15)

    for name in ("web", "worker", "clock"):
        assert f"The {name} process ended unexpectedly (signal SIGKILL)" in floke.said()
    psutil.Process(broker).kill()
    assert eventually(lambda: "The queue server ended unexpectedly" in floke.said(), 10)
    assert eventually(lambda: broker_pid(floke) != broker, 10)


def test_a_deep_instance_folder_has_its_socket_in_a_short_place(seeded_database: Path, tmp_path: Path) -> None:
    instance = tmp_path / ("deep" * 25) / "instance"
    instance.mkdir(parents=True)
    shutil.copyfile(seeded_database, instance / "floke.sqlite3")
    floke = Floke(instance)
    floke.start()

    assert floke.stop() == 0
    assert none_left(instance)


def test_a_signal_to_make_alone_ends_everything(start: Start, tmp_path: Path) -> None:
    floke = start()
    floke.stop()
    (tmp_path / "Makefile").write_text(f"run:\n\t@exec {FLOKE} run\n")
    for number in (signal.SIGINT, signal.SIGTERM):
        make = subprocess.Popen(
            ["make", "-f", tmp_path / "Makefile", "run"],
            env={**os.environ, "FLOKE_INSTANCE": str(floke.instance), "PORT": str(floke.port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert eventually(lambda: web_answers(floke), 20)
        make.send_signal(number)
        make.wait(15)
        assert none_left(floke.instance), number


def test_a_make_in_the_background_of_a_script_keeps_running(start: Start, tmp_path: Path) -> None:
    floke = start()
    floke.stop()
    (tmp_path / "Makefile").write_text(f"run:\n\t@exec {FLOKE} run\n")
    shell = subprocess.Popen(
        # A shell that is no terminal's lets its background ignore SIGINT.
        ["sh", "-c", f"make -f {tmp_path}/Makefile run & wait"],
        env={**os.environ, "FLOKE_INSTANCE": str(floke.instance), "PORT": str(floke.port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert eventually(lambda: web_answers(floke), 20)
        time.sleep(2.5)
        assert web_answers(floke)
    finally:
        os.killpg(shell.pid, signal.SIGTERM)
        shell.wait(15)
    assert none_left(floke.instance)


def run_floke(instance: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FLOKE, "run"],
        env={**os.environ, "FLOKE_INSTANCE": str(instance), **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def web_answers(floke: Floke) -> bool:
    try:
        with urllib.request.urlopen(f"{floke.address}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def broker_pid(floke: Floke) -> int:
    try:
        return int((floke.instance / "broker" / "pid").read_text())
    except (OSError, ValueError):
        return 0


def living(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
