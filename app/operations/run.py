"""``floke run``: the embedded start. Database, queue server, worker, clock and web on one machine, for loopback only.

The decisions behind it are in docs/decisions/0003-embedded-start.md.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.config import Settings, SettingsError
from app.operations.broker import Broker
from app.operations.cli import say
from app.operations.instance import Instance
from app.operations.processes import Child, Keeper, call_this_process, die_with

if TYPE_CHECKING:
    from flask import Flask

HOST = "127.0.0.1"
THREADS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="the port to listen on (PORT, or 8000)")


def run(arguments: argparse.Namespace) -> int:
    """Start, keep running until SIGINT or SIGTERM, and leave no process behind."""
    begun = time.monotonic()
    port = arguments.port if arguments.port is not None else _port_of_environment()
    address = f"http://{HOST}:{port}"
    instance = Instance.of(os.environ)
    listener = _reserve(port, instance)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    maker = _maker()
    if maker is not None:
        die_with(maker, signal.SIGTERM)
    minds = maker is not None and _minds_interrupts(maker)
    instance.make()
    lock = instance.occupy(address)
    os.environ.update(instance.environment(os.environ))
    broker = None if os.environ["QUEUE_URL"] != Broker(instance).url else Broker(instance)
    try:
        if broker is not None and broker.launch():
            say("Took over the queue server that an earlier run left behind.")
        app, demo = _application()
        if broker is not None:
            broker.await_answer()
        _listen(listener, port)
        _greet(demo, address, time.monotonic() - begun)

        def watch() -> None:
            if broker is not None:
                broker.watch(say)
            if maker is not None and minds and not _minds_interrupts(maker):
                os.kill(os.getpid(), signal.SIGTERM)

        children = (
            Child("web", lambda: _serve(app, listener, lock.fileno())),
            Child("worker", lambda: _work(app, listener.fileno(), lock.fileno())),
            Child("clock", lambda: _tick(app, listener.fileno(), lock.fileno())),
        )
        Keeper(children, say=say, watch=watch).keep()
        say("Stopping …")
    finally:
        # A second Ctrl-C must not leave the queue server behind.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if broker is not None:
            broker.stop()
        lock.close()
        listener.close()
    say("Stopped.")
    return 0


def _port_of_environment() -> int:
    word = os.environ.get("PORT") or "8000"
    if not word.isdigit() or not 0 < int(word) < 65536:
        raise SettingsError(f"PORT is {word}; it must be a number from 1 to 65535.")
    return int(word)


def _have_alternatives_solved() -> None:
    """Whoever comes first finds answers, not only questions; the worker sees to it meanwhile."""
    from app.choices.services import ask_for_all_places, ask_for_shared
    from app.plumbing.committer import unit_of_work

    with unit_of_work(by=None):
        ask_for_all_places()
        ask_for_shared()


def _reserve(port: int, instance: Instance) -> socket.socket:
    """The socket on our port, before anything else is touched. Raises :class:`SettingsError` if it is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Connections of the last run may linger for a minute and must not be in the way.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as fault:
        listener.close()
        raise _taken(fault, port, instance) from None
    return listener


def _listen(listener: socket.socket, port: int) -> None:
    try:
        listener.listen(256)
    except OSError as fault:
        raise _taken(fault, port, None) from None


def _taken(fault: OSError, port: int, instance: Instance | None) -> SettingsError:
    if fault.errno == errno.EACCES:
        return SettingsError(f"Port {port} is not ours to use; try PORT=8000 make run.")
    if fault.errno != errno.EADDRINUSE:
        return SettingsError(f"Port {port} cannot be used: {fault.strerror}.")
    other = port + 1 if port < 65535 else 8000
    if instance is not None and instance.is_occupied():
        return SettingsError(
            f"Floke already runs: {instance.occupant()}. Port {port} is taken; for a second one try "
            f"FLOKE_INSTANCE=other PORT={other} make run."
        )
    return SettingsError(f"Port {port} is taken by another program; try PORT={other} make run.")


def _application() -> tuple[Flask, bool]:
    """The application on its ready database, and whether that is a demo."""
    from app.operations import database
    from app.people.queries.sign_ins import is_demo
    from app.plumbing.db import db

    app = database.opened(Settings.from_environment(), say, then=_have_alternatives_solved)
    with app.app_context():
        demo = is_demo()
        db.session.remove()
        db.engine.dispose()
    return app, demo


def _greet(demo: bool, address: str, seconds: float) -> None:
    say(f"Floke is ready after {seconds:.1f} s: {address}")
    if demo:
        say("Sign in: open the address and choose a role, no password needed (demo, from this machine only).")
    else:
        say("Sign in: open the address, with e-mail and password. `floke people add` makes a person.")
    say(f"Data: {os.environ['FLOKE_INSTANCE']}. Stop: Ctrl-C.")


def _serve(app: Flask, listener: socket.socket, lock: int) -> None:
    """The web process."""
    from waitress.server import create_server

    from app.plumbing.db import db

    os.close(lock)
    signal.signal(signal.SIGTERM, _leave)
    with app.app_context():
        db.engine.dispose(close=False)
    server = create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        # Demo sign-in must see that a request came through a proxy, so the traces of one stay.
        clear_untrusted_proxy_headers=False,
    )
    server.run()


def _work(app: Flask, listener: int, lock: int) -> None:
    """The worker process."""
    from app.plumbing.queue.worker import work

    os.close(listener)
    os.close(lock)
    me = os.getpid()

    def in_child() -> None:
        die_with(me)
        call_this_process("job")

    work(app, in_child=in_child)


def _tick(app: Flask, listener: int, lock: int) -> None:
    """The clock's process."""
    from app.plumbing.queue.timing import tick
    from app.schedule import SCHEDULE

    os.close(listener)
    os.close(lock)
    tick(app, SCHEDULE)


def _leave(_number: int, _frame: object) -> None:
    sys.exit(130)


def _maker() -> int | None:
    """The process of the `make` that started us, if one did: when it ends, we end."""
    return os.getppid() if os.environ.get("MAKELEVEL") else None


def _minds_interrupts(maker: int) -> bool:
    """Whether make would catch a SIGINT; when it stops to, it was interrupted and now waits for us.

    Make hands SIGTERM on but not SIGINT, which a terminal sends to both; a script that sends it to make alone would
    wait for ever. Having caught one, make lets the next through: on Linux that can be seen. A make in the background
    of a script never catches it.
    """
    try:
        status = Path(f"/proc/{maker}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    caught = next((line for line in status.splitlines() if line.startswith("SigCgt:")), "SigCgt: 0")
    return bool(int(caught.split()[1], 16) & (1 << (signal.SIGINT - 1)))
