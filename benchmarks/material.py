"""The database that is measured on: synthetic initiatives, somebody who may do everything, and an open round.

Made once for each size and, with a folder to keep them in, never again; every run works on a copy.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.serving import ROOT, environment
from tests.servers import PostgreSQL

if TYPE_CHECKING:
    from flask import Flask

FLOKE = Path(sys.executable).with_name("floke")
EMAIL = "measuring@example.org"

# Of this share of all titles a searched word stands in: neither the only hit nor half the register.
SEARCHED = 0.05

# From one initiative that is changed to the next, so that they are spread over the register.
FAR = 7919


@dataclass(frozen=True, slots=True)
class Material:
    """What the pages that are measured are about."""

    size: int
    settings: Mapping[str, str]
    app: Flask
    password: str
    mission: str
    round_code: str
    round_id: int
    # Codes in the register's order, an area and a word to filter and search by, the light that needs no comment.
    initiatives: Sequence[str]
    area: str
    word: str
    green: str
    turns: Iterator[int] = field(default_factory=count)

    def some(self, number: int) -> list[str]:
        """So many initiatives, spread over the register."""
        step = max(1, len(self.initiatives) // number)
        return list(self.initiatives[::step][:number])

    def do_something(self) -> None:
        """A deed of somebody's: what one initiative costs to build changes, another one each time."""
        from sqlalchemy import select

        from app.plumbing.committer import unit_of_work
        from app.plumbing.db import db
        from app.plumbing.record import current_work
        from app.portfolio.models import Initiative
        from app.portfolio.rules.acts import Act

        code = self.initiatives[next(self.turns) * FAR % len(self.initiatives)]
        with self.app.app_context():
            with unit_of_work(by=None):
                row = db.session.scalars(select(Initiative).where(Initiative.code == code)).one()
                row.build_low_ore = row.build_high_ore = None
                row.build_likely_ore = (row.build_likely_ore or 0) + 100
                current_work().record(Act.INITIATIVE_ESTIMATE, row)
            db.session.remove()

    def give_back(self) -> None:
        """Return every report of the open round that was given, so that it can be given once more."""
        from sqlalchemy import select

        from app.plumbing.committer import unit_of_work
        from app.plumbing.db import db
        from app.reporting.models import StatusReport
        from app.reporting.rules import ReportState
        from app.reporting.services.reports import return_report

        with self.app.app_context():
            given = db.session.scalars(
                select(StatusReport.id).where(
                    StatusReport.round_id == self.round_id, StatusReport.state == ReportState.SUBMITTED
                )
            ).all()
            for report_id in given:
                with unit_of_work(by=None):
                    return_report(report_id, None, "Once more, for the measuring")
            db.session.remove()


@contextmanager
def sqlite(size: int, folder: Path, kept: Path | None) -> Iterator[Material]:
    """On an SQLite file in ``folder``."""
    place = folder / "floke.sqlite3"
    settings = environment(folder, f"sqlite:///{place}")
    template = (kept or folder) / f"pages-{size}.sqlite3"
    if not template.exists():
        template.parent.mkdir(parents=True, exist_ok=True)
        aside = template.with_suffix(".new")
        aside.unlink(missing_ok=True)
        fill(size, {**settings, "DATABASE_URL": f"sqlite:///{aside}"})
        _folded(aside)
        aside.rename(template)
    shutil.copyfile(template, place)
    migrate(settings)
    yield _opened(size, settings)


@contextmanager
def postgresql(size: int, folder: Path, kept: Path | None) -> Iterator[tuple[Material, int]]:
    """On a PostgreSQL server of its own; also its first process. It is as careful with its files as in production."""
    server = (
        PostgreSQL(durable=True) if kept is None else PostgreSQL(folder=kept / "postgresql", durable=True, kept=True)
    )
    server.start()
    try:
        template, database = f"pages_{size}", f"run_{os.getpid()}"
        if (template,) not in server.rows("SELECT datname FROM pg_database"):
            server.execute(f"DROP DATABASE IF EXISTS {template}_new")
            server.execute(f"CREATE DATABASE {template}_new")
            fill(size, environment(folder, server.url(f"{template}_new")))
            server.execute("VACUUM ANALYZE", f"{template}_new")
            server.execute(f"ALTER DATABASE {template}_new RENAME TO {template}")
        server.execute(f"CREATE DATABASE {database} TEMPLATE {template}")
        try:
            migrate(environment(folder, server.url(database)))
            # What was loaded must not be tidied up while we measure.
            server.execute("VACUUM ANALYZE", database)
            server.execute("CHECKPOINT")
            yield _opened(size, environment(folder, server.url(database))), server.pid
        finally:
            server.execute(f"DROP DATABASE {database} WITH (FORCE)")
    finally:
        server.stop()


def fill(size: int, settings: Mapping[str, str]) -> None:
    """Migrate the empty database and seed it."""
    migrate(settings)
    _run([str(FLOKE), "seed", "--synthetic", str(size)], settings)


def migrate(settings: Mapping[str, str]) -> None:
    """To the tables of today: what was kept may be of an earlier day."""
    _run([str(Path(sys.executable).with_name("flask")), "--app", "app", "db", "upgrade"], settings)


def _run(words: Sequence[str], settings: Mapping[str, str]) -> None:
    done = subprocess.run(words, cwd=ROOT, env=dict(settings), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{words[0]}: {done.stdout}{done.stderr}")


def _folded(place: Path) -> None:
    """Fold SQLite's log into the file, so that the file alone is the database."""
    import sqlite3

    connection = sqlite3.connect(place)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _opened(size: int, settings: Mapping[str, str]) -> Material:
    from sqlalchemy import func, select

    from app import create_app
    from app.config import Settings
    from app.missions.models import Area, Mission, StatusWord
    from app.missions.rules import Light
    from app.people.rules import Role
    from app.people.services import persons, sign_ins
    from app.people.services.persons import PersonFacts
    from app.people.services.roles import grant_role
    from app.plumbing import clock
    from app.plumbing.committer import unit_of_work
    from app.plumbing.db import db
    from app.portfolio.models import Contribution, Initiative, InitiativeMission, InitiativeText
    from app.reporting.models import ReportingRound
    from app.reporting.rules import RoundState
    from app.reporting.services.rounds import RoundFacts, add_round, open_round

    app = create_app(replace(Settings.from_environment(settings), instance=Path(settings["FLOKE_INSTANCE"])))
    password = secrets.token_urlsafe(16)
    with app.app_context():
        with unit_of_work(by=None):
            person = persons.add_person(PersonFacts("Measuring", "", EMAIL, "", None, "nb")).id
        with unit_of_work(by=None):
            grant_role(person, Role.PROGRAMME_MANAGER, None)
        with unit_of_work(by=None):
            sign_ins.set_password(person, password, now=clock.now())
        # The mission with most initiatives: the one they were made in.
        mission_id, slug, scale = db.session.execute(
            select(Mission.id, Mission.slug, Mission.scale_id)
            .join(InitiativeMission, InitiativeMission.mission_id == Mission.id)
            .group_by(Mission.id, Mission.slug, Mission.scale_id)
            .order_by(func.count().desc())
        ).first() or (0, "", 0)
        ring = db.session.execute(
            select(ReportingRound.id, ReportingRound.code).where(
                ReportingRound.mission_id == mission_id, ReportingRound.state == RoundState.OPEN
            )
        ).first()
        if ring is not None:
            round_id, round_code = ring
        else:
            today = clock.today()
            facts = RoundFacts("measuring", "Measuring", today, today, today + timedelta(days=14))
            with unit_of_work(by=None):
                round_id = add_round(mission_id, facts).id
            with unit_of_work(by=None):
                open_round(round_id, None)
            round_code = facts.code
        codes = db.session.scalars(
            select(Initiative.code)
            .join(InitiativeMission, InitiativeMission.initiative_id == Initiative.id)
            .where(InitiativeMission.mission_id == mission_id)
            .order_by(Initiative.code_key)
        ).all()
        area = db.session.scalars(
            select(Area.code)
            .join(Contribution, Contribution.area_id == Area.id)
            .where(Area.mission_id == mission_id)
            .group_by(Area.code)
            .order_by(func.count().desc(), Area.code)
        ).first()
        titles = db.session.scalars(select(InitiativeText.title)).all()
        green = db.session.scalars(
            select(StatusWord.code).where(
                StatusWord.scale_id == scale, StatusWord.light == Light.GREEN, StatusWord.reportable
            )
        ).first()
        db.session.remove()
        db.engine.dispose()
    assert area is not None
    assert green is not None
    return Material(
        size, settings, app, password, slug, round_code, round_id, codes, area, _word_of(titles), green
    )  # fmt: skip


def _word_of(titles: Sequence[str]) -> str:
    """The word whose share of the titles is nearest to :data:`SEARCHED`; of equals the first in the alphabet."""
    counts = Counter(
        word
        for title in titles
        for word in {word.lower() for word in title.split() if word.isalpha() and len(word) > 4}
    )
    return min(sorted(counts), key=lambda word: abs(counts[word] / len(titles) - SEARCHED))
