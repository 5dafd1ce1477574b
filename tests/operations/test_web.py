"""`floke web`: several processes, counted together, ended gently; and whose word is believed about who asks."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask, request

from app.plumbing import logs
from app.plumbing.queue import lost
from tests.conftest import FreshClient, rolled_back, settings_for
from tests.servers import FLOKE, eventually, free_port


@pytest.fixture
def behind_proxies(seeded_database: Path, tmp_path: Path) -> Callable[[int], Flask]:
    """The application with so many trusted proxies, and a page that says whom it sees."""

    def made(proxies: int) -> Flask:
        from app import create_app
        from app.plumbing.access import PlumbingPermission, requires

        shutil.copyfile(seeded_database, tmp_path / "floke.sqlite3")
        settings = settings_for(f"sqlite:///{tmp_path / 'floke.sqlite3'}", tmp_path)
        application = create_app(replace(settings, proxies=proxies))
        application.test_client_class = FreshClient

        @application.get("/whom")
        @requires(PlumbingPermission.PROBE)
        def whom() -> dict[str, str | None]:
            return {"from": request.remote_addr, "scheme": request.scheme, "host": request.host}

        return application

    return made


FORGED = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "/evil",
}


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [
        (0, {"from": "127.0.0.1", "scheme": "http", "host": "localhost"}),
        (1, {"from": "198.51.100.7", "scheme": "https", "host": "localhost"}),
        (2, {"from": "203.0.113.9", "scheme": "https", "host": "localhost"}),
    ],
)
def test_as_many_proxies_are_believed_as_are_trusted_and_never_about_the_host(
    behind_proxies: Callable[[int], Flask], proxies: int, seen: dict[str, str]
) -> None:
    application = behind_proxies(proxies)

    assert application.test_client().get("/whom", headers=FORGED).json == seen


@pytest.mark.parametrize("headers", [{}, {"X-Forwarded-For": "127.0.0.1"}, {"X-Forwarded-Proto": "https"}])
def test_with_a_proxy_demo_sign_in_is_never_open(
    behind_proxies: Callable[[int], Flask], headers: dict[str, str]
) -> None:
    application = behind_proxies(1)

    with rolled_back(application):
        page = application.test_client().get("/sign-in", headers=headers).text
    assert "demo-role" not in page

    with rolled_back(behind_proxies(0)) as straight:
        assert "demo-role" in straight.test_client().get("/sign-in").text


def test_metrics_are_not_for_whom_the_proxy_passes_on(behind_proxies: Callable[[int], Flask]) -> None:
    client = behind_proxies(1).test_client()

    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("postgresql://floke:hemmelig@db/floke is away", "postgresql://floke:…@db/floke is away"),
        ("redis://:hemmelig@queue:6379/0", "redis://:…@queue:6379/0"),
        ("Authorization: Bearer flk_0123456789abcdef", "Authorization: Bearer …"),
        ("{'password': 'hemmelig', 'port': 25}", "{'password': '…', 'port': 25}"),
        ("SECRET_KEY=0123abc; next", "SECRET_KEY=…; next"),
        ("GET /portfolio/initiatives?q=hjelp", "GET /portfolio/initiatives?q=hjelp"),
    ],
)
def test_secrets_are_blotted_out_of_every_line(said: str, kept: str) -> None:
    assert logs.without_secrets(said) == kept


def test_a_line_is_json_and_tells_the_route_not_what_was_typed(
    seeded_app: Flask, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        logs.begin()
        seeded_app.test_client().get("/people/7?q=Kari+Nordmann")
        try:
            raise ValueError("postgresql://floke:hemmelig@db/x")
        except ValueError:
            logging.getLogger("app.x").exception("failed %s", "abc")
    finally:
        root.handlers[:], root.level = before, level
        logging.captureWarnings(False)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    asked = next(line for line in lines if line["event"] == "answered")
    failed = next(line for line in lines if line["event"] == "failed abc")
    assert asked["route"] == "/people/<code>" and asked["status"] == 302 and asked["ms"] > 0
    assert "Kari" not in json.dumps(asked)
    assert failed["level"] == "error" and "ValueError" in failed["exception"] and "hemmelig" not in failed["exception"]


@dataclass
class Web:
    process: subprocess.Popen[str]
    port: int
    log: Path

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as fault:
            return fault.code, ""

    def processes(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(word) for word in children.split()]


@pytest.fixture
def web(seeded_database: Path, queue_url: str, tmp_path: Path) -> Iterator[Web]:
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    shutil.copyfile(seeded_database, folder / "floke.sqlite3")
    port, log = free_port(), tmp_path / "log"
    environment = {**os.environ, "FLOKE_INSTANCE": str(folder), "SECRET_KEY": "0123456789abcdef" * 4,
                   "TRUSTED_HOSTS": "localhost,127.0.0.1", "QUEUE_URL": queue_url}  # fmt: skip
    environment.pop("DATABASE_URL", None)
    with log.open("w") as said:
        process = subprocess.Popen(
            [FLOKE, "web", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"],
            env=environment, stdout=said, stderr=said, text=True, start_new_session=True,
        )  # fmt: skip
    server = Web(process, port, log)

    def up() -> bool:
        assert process.poll() is None, log.read_text()
        try:
            return server.get("/healthz")[0] == 200
        except OSError:
            return False

    assert eventually(up, 60), log.read_text()
    yield server
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def counted(text: str, kind: str) -> int:
    found = re.search(rf'floke_answers_total{{code="2xx",of="{kind}"}} ([\d.]+)', text)
    return 0 if found is None else int(float(found[1]))


@pytest.mark.processes
@pytest.mark.skipif(sys.platform != "linux", reason="children are read from /proc")
def test_two_processes_count_together_outlive_a_kill_and_end_gently(web: Web) -> None:
    def ask() -> None:
        for _ in range(10):
            assert web.get("/sign-in")[0] == 200

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(60)
    first = web.processes()
    assert len(first) == 2
    assert {counted(web.get("/metrics")[1], "page") for _ in range(6)} == {40}, "whichever process is asked"

    os.kill(first[0], signal.SIGKILL)
    assert eventually(lambda: len(web.processes()) == 2 and first[0] not in web.processes(), 20)
    assert eventually(lambda: web.get("/sign-in")[0] == 200, 20)
    assert counted(web.get("/metrics")[1], "page") == 41, "what a killed process had counted stays counted"

    web.process.send_signal(signal.SIGTERM)
    assert web.process.wait(20) == 0
    lines = [json.loads(line) for line in web.log.read_text().splitlines()]
    assert sum(line.get("route") == "/sign-in" for line in lines) == 41
    assert not [line for line in lines if line["level"] not in ("info", "error")]


@pytest.mark.processes
def test_several_workers_listen_at_once(seeded_database: Path, queue_url: str, tmp_path: Path) -> None:
    """Two `floke worker` with a clock each, one of them with three at work."""
    from tests.operations.carrying.conftest import application_on

    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    shutil.copyfile(seeded_database, folder / "floke.sqlite3")
    environment = {**os.environ, "FLOKE_INSTANCE": str(folder), "SECRET_KEY": "0123456789abcdef" * 4,
                   "TRUSTED_HOSTS": "localhost", "QUEUE_URL": queue_url}  # fmt: skip
    environment.pop("DATABASE_URL", None)
    commands: list[list[str | Path]] = [
        [FLOKE, "worker", "--count", "3", "--grace", "1"],
        [FLOKE, "worker", "--grace", "1"],
    ]
    running = [subprocess.Popen(command, env=environment, start_new_session=True) for command in commands]
    try:
        with application_on(f"sqlite:///{folder / 'floke.sqlite3'}", folder) as application:
            from redis import Redis

            application.extensions["delivery"]._connection = Redis.from_url(queue_url)
            assert eventually(lambda: lost.workers() == 4, 60)
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        assert [process.wait(20) for process in running] == [0, 0]
