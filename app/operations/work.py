"""``floke worker``: the worker and the clock, for a machine where the web is served by something else."""

from __future__ import annotations

import argparse
import os

from app.operations.cli import say, settings
from app.operations.processes import Child, Keeper, call_this_process, die_with


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--grace",
        type=float,
        default=20.0,
        help="seconds a running job gets at the end (20) before it is put back",
    )
    parser.add_argument("--no-clock", action="store_true", help="do the jobs, but do not start the night's work")


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGINT or SIGTERM."""
    from app import create_app
    from app.plumbing.queue.timing import tick
    from app.plumbing.queue.worker import work
    from app.schedule import SCHEDULE

    app = create_app(settings())

    def work_here() -> None:
        me = os.getpid()

        def in_child() -> None:
            die_with(me)
            call_this_process("job")

        work(app, in_child=in_child, grace=arguments.grace)

    children = [Child("worker", work_here)]
    if not arguments.no_clock:
        children.append(Child("clock", lambda: tick(app, SCHEDULE)))
    Keeper(children, say=say, grace=arguments.grace + 5).keep()
    return 0
