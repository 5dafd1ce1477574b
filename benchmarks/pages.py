"""What a page costs: ``python -m benchmarks.pages --size 1000``.

Starts the servers itself, on synthetic data, and prints for each page the CPU time of web and database for one request
as a multiple of what an empty Flask answer costs in the same run on the same server. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import consumption, material, serving
from benchmarks.clients import Browser, Connection, visit
from benchmarks.counting import FORGETS
from benchmarks.starting import Starts, starts
from benchmarks.visits import ROUND, Page, pages

DATABASES = ("sqlite", "postgresql")
SERVERS = ("gunicorn", "waitress")

# The empty answer is measured around each part of a page's measuring, so that a machine that others use too slows
# both alike.
PARTS = 3
BARE_REQUESTS = 300
# As many as the pages of single initiatives go round, so that each has been asked for.
WARM_UP = ROUND
CLIENTS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One page. CPU is milliseconds of web and database for one request, asked by one client; latencies are
    milliseconds, those of ``_at_four`` with four clients at once, as is ``requests_per_s``.
    """

    page: str
    size: int
    cpu_ms: float
    bare_cpu_ms: float
    multiple: float
    bar: int | None
    kept: bool | None
    sql: int | None
    bytes: int
    p50_ms: float
    p95_ms: float
    p50_ms_at_four: float
    p95_ms_at_four: float
    requests_per_s: float
    web_cpu_ms: float
    database_cpu_ms: float
    broker_cpu_ms: float
    requests: int
    database: str
    server: str
    workers: int
    keep_alive: bool
    forgetful: bool
    after_deeds: bool
    at: str
    load: str


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: requests of one client for each page, and about how many seconds at most."""

    repetitions: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Running:
    """The processes of one run; ``database`` None where the web process is the database."""

    about: material.Material
    web: serving.Web
    bare: serving.Web
    broker: int
    database: int | None
    keeps: bool

    def cpu(self) -> tuple[float, float, float]:
        """Seconds so far of web, database and broker."""
        return (
            consumption.cpu_seconds([self.web.pid]),
            consumption.cpu_seconds([self.database]) if self.database else 0.0,
            consumption.cpu_seconds([self.broker]),
        )


def main(words: Sequence[str] | None = None) -> int:
    arguments = _arguments(words)
    effort = Effort(arguments.repetitions, arguments.seconds)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="floke-pages-") as name, ExitStack() as stack:
        folder = Path(name)
        broker = stack.enter_context(serving.queue(folder))
        database: int | None = None
        if arguments.database == "sqlite":
            about = stack.enter_context(material.sqlite(arguments.size, folder, arguments.keep))
        else:
            folder.chmod(0o711)
            about, database = stack.enter_context(material.postgresql(arguments.size, folder, arguments.keep))
        _say(_heading(arguments))
        settings = {**about.settings, FORGETS: "1"} if arguments.forgetful else about.settings
        throughput: dict[int, dict[str, float]] = {}
        for workers in arguments.workers:
            with (
                serving.web("bare", about.settings, server=arguments.server, workers=1, port=None) as bare,
                serving.web("floke", settings, server=arguments.server, workers=workers, port=arguments.port) as web,
            ):
                running = Running(about, web, bare, broker, database, arguments.keep_alive)
                chosen = [
                    page
                    for page in pages(about, web.port, keeps=arguments.keep_alive)
                    if not arguments.pages or page.name in arguments.pages
                ]
                if workers == arguments.workers[0]:
                    _say(TABLE_HEAD)
                    for page in chosen:
                        rows.append(_measured(page, running, effort, arguments, workers))
                        _say(_line(rows[-1]))
                    _say("\n" + _memory(running))
                if len(arguments.workers) > 1:
                    throughput[workers] = {page.name: _throughput(page, running, effort) for page in chosen}
        if len(arguments.workers) > 1:
            _say("\n" + _beside(throughput))
    if arguments.starts:
        _say("\n" + _said_of(starts()))
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
    return 0


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--size", type=int, required=True, help="how many initiatives")
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there too")
    parser.add_argument("--server", choices=SERVERS, default="gunicorn")
    parser.add_argument(
        "--workers",
        type=lambda text: [int(word) for word in text.split(",")],
        default=[1],
        metavar="N[,M]",
        help="web processes; with two numbers, also how much more the second serves",
    )
    parser.add_argument("--pages", type=lambda text: text.split(","), help="only these, with commas between")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the made databases there, for the next run")
    parser.add_argument("--repetitions", type=int, default=240, help="requests for each page by one client (240)")
    parser.add_argument("--seconds", type=float, default=12, help="about how long for each page at most (12)")
    parser.add_argument("--starts", action="store_true", help="also how long a start takes, and its memory")
    parser.add_argument("--keep-alive", action="store_true", help="keep connections open, the empty answer's too")
    parser.add_argument("--forgetful", action="store_true", help="answer each request as if nobody had asked before")
    parser.add_argument("--after-deeds", action="store_true", help="do a deed before each request, and do not count it")
    parser.add_argument("--port", type=int, help="of the web server; any free one without it")
    arguments = parser.parse_args(words)
    if arguments.keep is not None:
        arguments.keep = arguments.keep.resolve()
    return arguments


def _measured(page: Page, running: Running, effort: Effort, arguments: argparse.Namespace, workers: int) -> Row:
    visit(running.web.port, page.ready(1), status=page.status, each=WARM_UP, seconds=effort.seconds)
    if arguments.after_deeds:
        # What is asked after a deed and at no other time is made the first times.
        for _ in range(5):
            running.about.do_something()
            visit(running.web.port, page.ready(1), status=page.status, each=1, seconds=effort.seconds)
    used = [0.0, 0.0, 0.0]
    bare_costs = [_bare(running)]
    alone: list[float] = []
    for _ in range(PARTS):
        requests = page.ready(1)
        each, seconds = max(1, effort.repetitions // PARTS), effort.seconds / PARTS
        rounds, end = (each if arguments.after_deeds else 1), time.monotonic() + seconds
        for _ in range(rounds):
            if arguments.after_deeds:
                if time.monotonic() > end:
                    break
                running.about.do_something()
            before = running.cpu()
            timed = visit(running.web.port, requests, status=page.status, each=each // rounds, seconds=seconds)
            for place, (earlier, later) in enumerate(zip(before, running.cpu(), strict=True)):
                used[place] += later - earlier
            alone += timed.latencies
        bare_costs.append(_bare(running))
    together = visit(
        running.web.port,
        page.ready(CLIENTS),
        status=page.status,
        each=max(1, effort.repetitions // CLIENTS),
        seconds=effort.seconds / 2,
    )
    web, database, broker = (1000 * seconds / len(alone) for seconds in used)
    bare = statistics.median(bare_costs)
    multiple = (web + database) / bare
    answer = timed.last
    return Row(
        page=page.name,
        size=arguments.size,
        cpu_ms=round(web + database, 3),
        bare_cpu_ms=round(bare, 3),
        multiple=round(multiple, 1),
        bar=page.bar,
        kept=None if page.bar is None else multiple <= page.bar,
        sql=answer.statements,
        bytes=len(answer.body),
        p50_ms=_ms(alone, 0.5),
        p95_ms=_ms(alone, 0.95),
        p50_ms_at_four=_ms(together.latencies, 0.5),
        p95_ms_at_four=_ms(together.latencies, 0.95),
        requests_per_s=round(together.count / together.seconds, 1),
        web_cpu_ms=round(web, 3),
        database_cpu_ms=round(database, 3),
        broker_cpu_ms=round(broker, 3),
        requests=len(alone),
        database=arguments.database,
        server=arguments.server,
        workers=workers,
        keep_alive=running.keeps,
        forgetful=arguments.forgetful,
        after_deeds=arguments.after_deeds,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        load=consumption.load(),
    )


def _bare(running: Running) -> float:
    """CPU milliseconds of one empty answer."""
    request = Browser(Connection(running.bare.port), running.keeps).get_request("/")
    before = consumption.cpu_seconds([running.bare.pid])
    timed = visit(running.bare.port, [itertools.repeat(request)], status=200, each=BARE_REQUESTS, seconds=5)
    return 1000 * (consumption.cpu_seconds([running.bare.pid]) - before) / timed.count


def _throughput(page: Page, running: Running, effort: Effort) -> float:
    """Requests a second with four clients at once, each page warm in every worker."""
    visit(running.web.port, page.ready(CLIENTS), status=page.status, each=WARM_UP, seconds=effort.seconds)
    timed = visit(
        running.web.port, page.ready(CLIENTS), status=page.status, each=effort.repetitions, seconds=effort.seconds
    )
    return timed.count / timed.seconds


def _ms(seconds: Sequence[float], share: float) -> float:
    """Nearest rank, in milliseconds."""
    ordered = sorted(seconds)
    return round(1000 * ordered[max(0, -(-int(share * 100) * len(ordered) // 100) - 1)], 1)


def _heading(arguments: argparse.Namespace) -> str:
    said = "; ".join(f"{name} {value}" for name, value in consumption.machine().items())
    connections = "connections kept open" if arguments.keep_alive else "a connection for each request"
    memory = ", nothing remembered" if arguments.forgetful else ""
    memory += ", a deed before each request" if arguments.after_deeds else ""
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {arguments.size} initiatives on {arguments.database}; "
        f"{arguments.server}, {arguments.workers[0]} process, {serving.THREADS} threads, {connections}{memory}; "
        f"load {consumption.load()}\n{said}\n"
    )


TABLE_HEAD = (
    f"{'page':<18} {'CPU ms':>8} {'bare ms':>8} {'times':>6} {'bar':>4}   {'SQL':>4} {'bytes':>8} "
    f"{'p50 ms':>7} {'p95 ms':>7} {'p50 at 4':>8} {'p95 at 4':>8} {'per s':>7}"
)


def _line(row: Row) -> str:
    verdict = {True: "✓", False: "✗", None: " "}[row.kept]
    return (
        f"{row.page:<18} {row.cpu_ms:>8.2f} {row.bare_cpu_ms:>8.3f} {row.multiple:>6.1f} {row.bar or '':>4} {verdict} "
        f"{'' if row.sql is None else row.sql:>4} {row.bytes:>8} {row.p50_ms:>7.1f} {row.p95_ms:>7.1f} "
        f"{row.p50_ms_at_four:>8.1f} {row.p95_ms_at_four:>8.1f} {row.requests_per_s:>7.1f}"
    )


def _memory(running: Running) -> str:
    """Proportional memory after the run; what the web's processes share is counted once."""
    parts = {
        f"web ({len(consumption.family(running.web.pid))} processes)": consumption.family(running.web.pid),
        "broker": [running.broker],
        **({"database": consumption.family(running.database)} if running.database else {}),
    }
    said = ", ".join(f"{name} {sum(map(consumption.pss, pids)) / 2**20:.0f} MiB" for name, pids in parts.items())
    return f"Memory (PSS): {said}. Web server's start to its first answer: {running.web.started_in:.1f} s."


def _beside(throughput: dict[int, dict[str, float]]) -> str:
    """Requests a second by number of web processes, and the later numbers over the first."""
    first, *others = throughput
    lines = [
        f"Requests a second, {CLIENTS} clients on the same machine (they take their share of its cores)",
        f"{'page':<18} " + " ".join(f"{f'{number} proc.':>10}" for number in throughput) + f" {'times':>7}",
    ]
    for name, base in throughput[first].items():
        shown = " ".join(f"{throughput[number][name]:>10.1f}" for number in throughput)
        last = throughput[others[-1]][name] / base
        lines.append(f"{name:<18} {shown} {last:>7.2f}")
    return "\n".join(lines)


def _said_of(found: Starts) -> str:
    memory = ", ".join(f"{name} {value / 2**20:.0f} MiB" for name, value in found.memory.items())
    return (
        f"`floke run` on an empty folder answers after {found.first:.1f} s (database made and seeded), "
        f"the second time after {found.second:.1f} s.\nMemory (PSS) then, each page seen once: {memory}."
    )


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
