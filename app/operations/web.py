"""``floke web``: the web of production, several processes of several threads each, behind a proxy.

Gunicorn keeps the processes. The program is loaded once and forked, so that each more costs little memory; all else
it would read from the environment or a file of its own is said here.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.config import SettingsError
from app.operations.cli import settings

if TYPE_CHECKING:
    from flask import Flask

# Seconds. A request that takes longer than a page may is ended; at the end each running one may finish.
LONGEST_REQUEST = 60
GRACE = 30
# Where the processes show that they live: memory, so that no busy disk can make one look dead.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - files of gunicorn's own making


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bind", default="127.0.0.1:8000", metavar="PLACE", help="ADDRESS:PORT or unix:/run/….sock")
    parser.add_argument("--workers", type=_some, default=2, metavar="N", help="processes (2); one per core is right")
    parser.add_argument("--threads", type=_some, default=8, metavar="N", help="requests at once in each process (8)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT; running requests are finished first."""
    chosen = settings()
    _refuse_the_open(arguments.bind)
    folder = chosen.instance / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as fault:
        raise SettingsError(f"FLOKE_INSTANCE: {folder} cannot be written ({fault.strerror}).") from None
    # Read when prometheus_client is loaded, which the application does.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)

    from app import create_app
    from app.plumbing import logs

    logs.begin()
    app = create_app(replace(chosen, threads=arguments.threads))
    _server(app, arguments).run()
    return 0


def _some(word: str) -> int:
    if not word.isdigit() or not 0 < int(word) <= 256:
        raise argparse.ArgumentTypeError(f"{word} is not a number from 1 to 256")
    return int(word)


def _refuse_the_open(bind: str) -> None:
    """What is said by the proxy alone (who asks, and whether over TLS) must come from the proxy alone."""
    if bind.startswith(("unix:", "127.", "[::1]", "localhost:")):
        return
    logging.getLogger(__name__).warning(
        "listening on %s: let nobody but the proxy reach it, or anybody says whom they are", bind
    )


def _server(app: Flask, arguments: argparse.Namespace) -> Any:
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    class Quiet(Logger):  # type: ignore[misc]  # gunicorn is untyped
        """Gunicorn's own lines, in our form and in our stream."""

        def setup(self, cfg: Any) -> None:
            for log in (self.error_log, self.access_log):
                log.handlers[:] = []
                log.propagate = True
            self.error_log.setLevel(logging.INFO)

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
        def load_config(self) -> None:
            for name, value in {
                "bind": arguments.bind,
                "workers": arguments.workers,
                "threads": arguments.threads,
                "worker_class": "gthread",
                "preload_app": True,
                "timeout": LONGEST_REQUEST,
                "graceful_timeout": GRACE,
                "keepalive": 15,
                "worker_tmp_dir": str(IN_MEMORY) if IN_MEMORY.is_dir() else None,
                "proc_name": "floke-web",
                "logger_class": Quiet,
                "umask": 0o117,
                # Whom to believe is a setting of ours (TRUSTED_PROXIES); gunicorn's own belief would come before it.
                "forwarded_allow_ips": "",
                "control_socket_disable": True,
                "post_fork": _forked,
                "child_exit": _gone,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    return Server()


def _forked(_server: Any, worker: Any) -> None:
    """A connection of the parent's must not be shared."""
    from app.operations.processes import call_this_process
    from app.plumbing.db import db

    call_this_process("web")
    with worker.app.load().app_context():
        db.engine.dispose(close=False)


def _gone(_server: Any, worker: Any) -> None:
    """Its counts stay; what it said of the moment goes."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # the library's gap
