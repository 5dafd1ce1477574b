"""A client that costs little: requests made beforehand, answers read only as far as needed.

Each request has a connection of its own, as behind a reverse proxy that keeps none open (nginx as it comes); the empty
answer too, so that the multiples compare like with like. Kept connections make every answer some 0.1 ms cheaper.

The machine that asks is the machine that answers. Whatever the client computes is taken from the server, so it does
not parse pages while it measures.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.counting import HEADER

HOST = "127.0.0.1"
PATIENCE = 120.0

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_COUNTED = re.compile(rb"\r\n" + HEADER.lower().encode() + rb": *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r\n]+)=([^;\r\n]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r\n]+)", re.IGNORECASE)


class Unexpected(Exception):
    """An answer that is not the one being measured; the message says which was asked for and what came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``head`` with its line ends, ``body`` as bytes."""

    status: int
    head: bytes
    body: bytes

    @property
    def statements(self) -> int | None:
        found = _COUNTED.search(self.head)
        return int(found[1]) if found else None

    @property
    def location(self) -> str:
        found = _LOCATION.search(self.head)
        return found[1].decode() if found else ""

    def header(self, name: str) -> str:
        found = re.search(rb"\r\n" + name.encode() + rb": *([^\r\n]*)", self.head, re.IGNORECASE)
        return found[1].decode() if found else ""


class Connection:
    """A connection to the server, opened anew whenever the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._rest = b""

    def ask(self, request: bytes) -> Answer:
        """Send the request, wait for the whole answer."""
        for attempt in (1, 2):
            kept = self._socket is not None
            try:
                return self._asked(request)
            except ConnectionError:
                # A server may close an idle connection just as we write; only a kept one is worth a second try.
                self.close()
                if attempt == 2 or not kept:
                    raise
        raise AssertionError

    def _asked(self, request: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection((HOST, self._port), timeout=PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._rest = b""
        self._socket.sendall(request)
        held = self._rest
        while (end := held.find(b"\r\n\r\n")) < 0:
            held += self._received()
        head, body = held[: end + 4], held[end + 4 :]
        status = int(head[9:12])
        found = _LENGTH.search(head)
        length = int(found[1]) if found and status not in (204, 304) else 0
        pieces, got = [body], len(body)
        while got < length:
            pieces.append(self._received())
            got += len(pieces[-1])
        whole = b"".join(pieces)
        self._rest = whole[length:]
        if _CLOSES.search(head):
            self.close()
        return Answer(status, head, whole[:length])

    def _received(self) -> bytes:
        assert self._socket is not None
        some = self._socket.recv(262144)
        if not some:
            raise ConnectionResetError("the server closed the connection")
        return some

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


@dataclass(slots=True)
class Browser:
    """Somebody's cookies, and the requests made with them. ``keeps`` asks the server to keep the connection open."""

    connection: Connection
    keeps: bool = False
    cookies: dict[str, str] = field(default_factory=dict)

    def get_request(self, path: str, **headers: str) -> bytes:
        return self._request("GET", path, headers)

    def post_request(self, path: str, values: Sequence[tuple[str, str]]) -> bytes:
        body = urlencode(values).encode()
        return (
            self._request(
                "POST",
                path,
                {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))},
            )
            + body
        )

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask(self.get_request(path, **headers))

    def post(self, path: str, values: Sequence[tuple[str, str]]) -> Answer:
        return self.ask(self.post_request(path, values))

    def ask(self, request: bytes) -> Answer:
        """Ask, and keep the cookies of the answer."""
        answer = self.connection.ask(request)
        for name, value in _COOKIE.findall(answer.head):
            self.cookies[name.decode()] = value.decode()
        return answer

    def _request(self, method: str, path: str, headers: dict[str, str]) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Accept-Language: nb", "User-Agent: benchmarks.pages"]
        if not self.keeps:
            lines.append("Connection: close")
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


@dataclass(frozen=True, slots=True)
class Timed:
    """What some requests took: each one's wall seconds, all of it in wall seconds, and the last answer."""

    latencies: tuple[float, ...]
    seconds: float
    last: Answer

    @property
    def count(self) -> int:
        return len(self.latencies)


def visit(port: int, requests: Sequence[Iterator[bytes]], *, status: int, each: int, seconds: float) -> Timed:
    """One client for each iterator, at the same time: at most ``each`` requests and about ``seconds`` long.

    Raises :class:`Unexpected` where an answer has another status.
    """
    latencies: list[list[float]] = [[] for _ in requests]
    last: list[Answer | None] = [None] * len(requests)
    faults: list[BaseException] = []
    begin = threading.Barrier(len(requests) + 1)

    def work(place: int) -> None:
        connection = Connection(port)
        try:
            begin.wait()
            until = time.perf_counter() + seconds
            for request in requests[place]:
                started = time.perf_counter()
                answer = connection.ask(request)
                ended = time.perf_counter()
                if answer.status != status:
                    raise Unexpected(f"{request[:120]!r} answered {answer.status}: {answer.body[:2000]!r}")
                latencies[place].append(ended - started)
                last[place] = answer
                if len(latencies[place]) >= each or ended > until:
                    break
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(requests))]
    for thread in threads:
        thread.start()
    begin.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - started
    if faults:
        raise faults[0]
    answer = next(one for one in last if one is not None)
    return Timed(tuple(value for some in latencies for value in some), taken, answer)
