"""A way to PostgreSQL that can be cut or made to hang in the middle of a commit."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from enum import Enum
from pathlib import Path


class Mode(Enum):
    PASS = "everything goes through"
    CUT_BEFORE = "the connection is cut when a commit is asked for: the server never hears of it"
    CUT_AFTER = "the commit reaches the server, its answer is lost and the connection cut"
    HANG_AFTER = "the commit reaches the server, and no answer ever comes"
    REFUSE = "no new connection is let in"


class Proxy:
    """Listens on loopback and passes on to the server's unix socket. After one disturbed commit it is in ``then``."""

    def __init__(self, server: Path) -> None:
        self.server = server
        self.mode = Mode.PASS
        self.then = Mode.PASS
        self.database = "postgres"
        self.disturbed = 0
        self._hangs = False
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}?sslmode=disable&gssencmode=disable"

    def cut_all(self) -> None:
        """Cut every connection there is, as a restarted server does."""
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.close()
        self.cut_all()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.mode is Mode.REFUSE:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self.server / ".s.PGSQL.5432"))
            self._open += [client, server]
            silent = threading.Event()
            threading.Thread(target=self._ask, args=(client, server, silent), daemon=True).start()
            threading.Thread(target=self._answer, args=(server, client, silent), daemon=True).start()

    def _ask(self, client: socket.socket, server: socket.socket, silent: threading.Event) -> None:
        with suppress(OSError):
            while words := client.recv(65536):
                mode = self.mode
                if b"COMMIT" in words and mode not in (Mode.PASS, Mode.REFUSE):
                    self.disturbed += 1
                    self.mode = self.then
                    if mode is Mode.CUT_BEFORE:
                        break
                    self._hangs = mode is Mode.HANG_AFTER
                    silent.set()
                server.sendall(words)
        if not silent.is_set():
            _end(client, server)

    def _answer(self, server: socket.socket, client: socket.socket, silent: threading.Event) -> None:
        """What the server says is passed on, unless a commit was asked for and its answer is to be lost."""
        with suppress(OSError):
            while words := server.recv(65536):
                if silent.is_set():
                    if self._hangs:
                        continue
                    break
                client.sendall(words)
        _end(client, server)


def _end(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
