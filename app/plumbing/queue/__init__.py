"""Work that outlives a request.

job        a row in SQL: which deed, with which arguments, how far it has come, what came of it
deed       a function in the closed table ``deeds.DEEDS``; only what is in it can be asked for
promise    a job asked for inside a unit of work: delivered after the commit, forgotten with a rollback
delivery   the job's number handed to a worker; may be lost or come twice, and neither does harm
occasion   what a job of the night's table is for; the same occasion makes one job however many clocks tick
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask, queue_url: str) -> None:
    """Tell the application where its broker is, and enter the plumbing's own jobs in the table of deeds."""
    from importlib import import_module

    from app.plumbing.queue import delivery

    # Entering is what the import does.
    import_module("app.plumbing.jobs")

    delivery.init_app(app, queue_url)
