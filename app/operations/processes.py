"""A few long-lived processes, kept running until somebody asks for the end.

The children are forked from a parent that has imported the program once: together they start in the time of one
import, and one that dies is back in a moment. None outlives the parent, however it ends.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15

# Seconds: a child that lived this long and then died (killed, out of memory) starts anew at once. What fails at its
# very start would only burn the processor: after the first time each such death in a row waits longer.
STEADY = 1.0
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Child:
    """One process to keep: ``work`` runs in it and returns only at its end."""

    name: str
    work: Callable[[], None]
    pid: int | None = None
    started: float = 0.0
    deaths: int = 0
    next_start: float = 0.0


@dataclass(slots=True)
class Keeper:
    """Keeps ``children`` until SIGINT or SIGTERM, then ends them all within ``grace`` seconds.

    ``watch`` is called about once a second for what is not a child of ours (the broker).
    """

    children: Sequence[Child]
    say: Callable[[str], None]
    watch: Callable[[], None] = field(default=lambda: None)
    grace: float = 6.0
    _asked: signal.Signals | None = None

    def listen(self) -> socket.socket:
        """Catch the signals from now on; the returned socket becomes readable when one came."""
        reader, writer = socket.socketpair()
        for end in (reader, writer):
            end.setblocking(False)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        # The writer must live as long as the reader, or the signal has nowhere to go.
        self._writer = writer
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        return reader

    _writer: socket.socket | None = None

    def _ask(self, number: int, _frame: object) -> None:
        self._asked = signal.Signals(number)

    def keep(self) -> None:
        """Start the children and stay until asked to stop; returns when the last one is gone."""
        wake = self.listen()
        try:
            while self._asked is None:
                self._start_the_missing()
                self.watch()
                select.select([wake], [], [], 1.0)
                with suppress(BlockingIOError):
                    wake.recv(512)
                self._notice_the_dead()
        finally:
            self._end()
            signal.set_wakeup_fd(-1)
            wake.close()
            if self._writer is not None:
                self._writer.close()

    def _start_the_missing(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.pid is None and now >= child.next_start:
                child.pid = fork(child.work, child.name)
                child.started = now

    def _notice_the_dead(self) -> None:
        for child in self.children:
            if child.pid is None or not (ended := _reap(child.pid)):
                continue
            child.pid = None
            if self._asked is not None:
                continue
            lived = time.monotonic() - child.started
            child.deaths = 0 if lived > STEADY else child.deaths + 1
            pause = 0.0 if child.deaths <= 1 else min(0.5 * 2 ** (child.deaths - 1), LONGEST_PAUSE)
            child.next_start = time.monotonic() + pause
            soon = "at once" if pause == 0 else f"in {pause:.0f} s"
            self.say(f"The {child.name} process ended unexpectedly ({ended}); it starts again {soon}.")

    def _end(self) -> None:
        """SIGTERM to every child, SIGKILL to whole groups that are still there after the grace."""
        for child in self.children:
            if child.pid is not None:
                with suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + self.grace
        while any(child.pid is not None for child in self.children) and time.monotonic() < deadline:
            for child in self.children:
                if child.pid is not None and _reap(child.pid):
                    child.pid = None
            time.sleep(0.02)
        for child in self.children:
            if child.pid is not None:
                with suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                _reap(child.pid, wait=True)
                child.pid = None


def fork(work: Callable[[], None], name: str = "child") -> int:
    """Run ``work`` in a child process with a group of its own, which dies with this one; the child's pid."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        # A Ctrl-C in the terminal reaches the parent only, which then ends its children in order.
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        die_with(parent)
        call_this_process(name)
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            # They may lead to a file on a full disk; a child that came back from here would be a second parent.
            with suppress(OSError, ValueError):
                stream.flush()
        # Not sys.exit: the clean-up at exit that was registered before the fork is the parent's to do.
        os._exit(code)


def die_with(parent: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Be sent ``number`` when the process ``parent`` is gone, even if it was killed.

    On Linux the kernel sees to it; elsewhere a thread looks twice a second.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    else:
        threading.Thread(target=_look_for, args=(parent, number), daemon=True).start()
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), number)


def call_this_process(name: str) -> None:
    """Be ``floke-<name>`` in ps and top (Linux), so that whoever looks knows which process eats the memory."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, f"floke-{name}".encode()[:15], 0, 0, 0)


def _look_for(parent: int, number: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), number)


def is_alive(pid: int) -> bool:
    """Whether there is such a process; a zombie is not one."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123 - a kernel file, read in a loop
            return file.read().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    except OSError:
        return True


def _reap(pid: int, *, wait: bool = False) -> str | None:
    """How the child ended, in words, or None while it runs."""
    try:
        ended, status = os.waitpid(pid, 0 if wait else os.WNOHANG)
    except ChildProcessError:
        return "somebody else noticed"
    if ended == 0:
        return None
    if os.WIFSIGNALED(status):
        return f"signal {signal.Signals(os.WTERMSIG(status)).name}"
    return f"exit {os.WEXITSTATUS(status)}"
