"""Deeds that are begun at the same moment, each in a thread and on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from flask import Flask

from app.plumbing.committer import unit_of_work
from app.plumbing.refusals import Refusal

# How long who has taken a lock waits for the other to have taken theirs.
PATIENCE = 0.4


def at_once(app: Flask, deeds: Sequence[Callable[[], object]]) -> list[str]:
    """Do the deeds at once; «done», the refusal, or the fault of each, in their order."""
    start, said = Barrier(len(deeds)), [""] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        with app.app_context():
            start.wait(10)
            try:
                with unit_of_work(by=None):
                    deed()
            except Refusal as refusal:
                said[place] = str(refusal)
            except Exception as fault:
                said[place] = f"{type(fault).__name__}: {fault}"
            else:
                said[place] = "done"

    threads = [Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def meeting(monkeypatch: pytest.MonkeyPatch, module: object, name: str, *, at: int = 2) -> None:
    """Whoever comes back from ``module.name`` waits a moment for the others: what can lock crosswise does."""
    real, met = getattr(module, name), Barrier(at)

    def meets(*args: object, **values: object) -> object:
        found = real(*args, **values)
        with suppress(BrokenBarrierError):  # the other waits for a lock, as they should
            met.wait(PATIENCE)
        return found

    monkeypatch.setattr(module, name, meets)
