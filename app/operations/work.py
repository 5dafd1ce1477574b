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
    parser.add_argument("--count", type=int, default=1, metavar="N", help="how many jobs at once (1)")
    parser.add_argument("--no-clock", action="store_true", help="do the jobs, but do not start the night's work")


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGINT or SIGTERM."""
    from app import create_app
    from app.plumbing import logs
    from app.plumbing.queue.timing import tick
    from app.plumbing.queue.worker import work
    from app.schedule import SCHEDULE

    chosen = settings()
    logs.begin()
    app = create_app(chosen)

    def work_here() -> None:
        me = os.getpid()

        def in_child() -> None:
            die_with(me)
            call_this_process("job")

        work(app, in_child=in_child, grace=arguments.grace)

    numbered = range(1, max(1, arguments.count) + 1)
    children = [Child("worker" if number == 1 else f"worker {number}", work_here) for number in numbered]
    if not arguments.no_clock:
        children.append(Child("clock", lambda: tick(app, SCHEDULE)))
    Keeper(children, say=say, grace=arguments.grace + 5).keep()
    return 0
