"""A backup: one moment while people write, exact, whole or not there, and every altered byte is noticed."""

from __future__ import annotations

import errno
import random
import stat
import threading
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text, types

from app.operations.carrying import archive
from app.operations.carrying.snapshot import snapshot
from app.operations.carrying.values import Kind, NotCarried, from_plain, kind_of, line, read_line, to_plain
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.outages import Outage
from tests.plumbing.test_record import an_organisation, renamed

OSLO_SUMMER = datetime(2026, 6, 1, 12, 0, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        (types.Boolean(), True),
        (types.BigInteger(), -(2**63)),
        (types.BigInteger(), 2**63 - 1),
        (types.Integer(), 0),
        (types.Text(), "Å, «hermetegn», 🧶\n\t\"'\\ \u2028"),
        (types.String(40), ""),
        (types.Date(), date(9999, 12, 31)),
        (types.Numeric(30, 10), Decimal("-12345678901234567890.0123456789")),
        (types.Double(), 0.1 + 0.2),
        (types.LargeBinary(), bytes(range(256))),
        (types.Text(), None),
    ],
)
def test_a_value_comes_back_as_it_was(dialect: str, column: types.TypeEngine[object], value: object) -> None:
    kind = kind_of("t.c", column)

    plain = read_line(line([to_plain("t.c", kind)(value)]))[0]

    assert from_plain("t.c", kind, zoned=True, dialect=dialect)(plain) == value


@pytest.mark.parametrize("zoned", [True, False])
def test_a_moment_is_the_same_moment_with_and_without_a_zone(zoned: bool) -> None:
    bare = OSLO_SUMMER.replace(tzinfo=None)
    plain = to_plain("t.c", Kind.MOMENT)(bare)

    assert plain == to_plain("t.c", Kind.MOMENT)(OSLO_SUMMER)
    assert from_plain("t.c", Kind.MOMENT, zoned=zoned, dialect="")(plain) == (OSLO_SUMMER if zoned else bare)


def test_what_no_form_is_known_for_is_refused_by_name() -> None:
    with pytest.raises(NotCarried, match=r"person\.settings"):
        kind_of("person.settings", types.JSON())
    with pytest.raises(NotCarried, match=r"need\.amount_ore holds a float"):
        to_plain("need.amount_ore", Kind.WHOLE)(0.5)
    with pytest.raises(NotCarried, match="NUL"):
        from_plain("risk.cause", Kind.TEXT, zoned=False, dialect="postgresql")("a\0b")


def test_a_backup_is_for_its_owner_only_and_any_zip_program_reads_it(seeded: Flask, tmp_path: Path) -> None:
    place = tmp_path / "backup.zip"
    with seeded.app_context(), snapshot(db.engine) as taken:
        manifest = archive.write(place, taken)

    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "unfinished" in path.name] == []
    with zipfile.ZipFile(place) as opened:
        assert opened.testzip() is None
        lines = opened.read("tables/initiative.jsonl").splitlines()
    assert len(lines) == 45 == next(table.rows for table in manifest.tables if table.name == "initiative")


def test_two_backups_of_the_same_rows_say_the_same(seeded: Flask, tmp_path: Path) -> None:
    with seeded.app_context(), snapshot(db.engine) as taken:
        first, second = (archive.write(tmp_path / name, taken) for name in ("a", "b"))

    assert first.tables == second.tables and first.head == second.head


@pytest.mark.db
def test_it_is_one_moment_though_people_write_meanwhile(real_app: Flask, tmp_path: Path) -> None:
    place = tmp_path / "backup.zip"
    with real_app.app_context():
        row = an_organisation()

        def write_on() -> None:
            with real_app.app_context():
                renamed(row, "Afterwards")
                db.session.remove()

        with snapshot(db.engine) as taken:
            writer = threading.Thread(target=write_on)
            writer.start()
            writer.join(30)
            assert not writer.is_alive(), "a backup must not keep people from writing"
            manifest = archive.write(place, taken)
        assert db.session.execute(text("SELECT number FROM deed_head")).scalar_one() == 2
        db.session.remove()

    with archive.opened(place) as backup:
        organisations = next(told for told in manifest.tables if told.name == "organisation")
        place_of_name = [name for name, _ in organisations.columns].index("name")
        names = [row[place_of_name] for row in backup.rows("organisation")]
    assert manifest.head is not None and manifest.head[0] == 1
    assert names == ["Helsedirektoratet"]


def test_a_fence_keeps_writers_out_until_the_end(real_app: Flask) -> None:
    with real_app.app_context():
        with snapshot(db.engine, fenced=True):
            db.session.execute(text("PRAGMA busy_timeout=50"))
            with pytest.raises(Outage, match="Too many are writing"), unit_of_work(None):
                pass
            db.session.remove()
        an_organisation()


def test_a_cut_or_altered_file_is_refused_wherever_it_was_touched(seeded: Flask, tmp_path: Path) -> None:
    place, broken = tmp_path / "backup.zip", tmp_path / "broken.zip"
    with seeded.app_context(), snapshot(db.engine) as taken:
        archive.write(place, taken)
    whole = place.read_bytes()
    chance = random.Random(1)
    places = [0, 20, len(whole) - 1, len(whole) - 65, len(whole) - 90, *chance.sample(range(len(whole)), 60)]

    for at in places:
        altered = bytearray(whole)
        altered[at] ^= 1 << chance.randrange(8)
        broken.write_bytes(altered)
        with pytest.raises(NotCarried), archive.opened(broken):
            pass
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        broken.write_bytes(whole[:length])
        with pytest.raises(NotCarried), archive.opened(broken):
            pass
    with archive.opened(place) as backup:
        assert backup.manifest.rows > 10_000


def test_what_cannot_be_read_or_written_is_said(seeded: Flask, tmp_path: Path) -> None:
    with pytest.raises(NotCarried, match="cannot be read: No such file"), archive.opened(tmp_path / "nothing"):
        pass
    with seeded.app_context(), snapshot(db.engine) as taken, pytest.raises(NotCarried, match="cannot be written"):
        archive.write(tmp_path / "no" / "such" / "folder", taken)


def test_a_failed_backup_leaves_the_former_one(seeded: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "backup.zip"
    place.write_bytes(b"yesterday's")

    def full(_file: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with seeded.app_context(), snapshot(db.engine) as taken:
        monkeypatch.setattr(archive, "_seal", full)
        with pytest.raises(NotCarried, match="No space left"):
            archive.write(place, taken)

    assert place.read_bytes() == b"yesterday's"
    assert [path for path in tmp_path.iterdir() if "unfinished" in path.name] == []


def test_a_damaged_sqlite_file_is_not_backed_up_as_if_it_were_sound(seeded: Flask, tmp_path: Path) -> None:
    with seeded.app_context():
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    place = tmp_path / "seeded.sqlite3"
    content = bytearray(place.read_bytes())
    for page in range(40, 60):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    place.write_bytes(content)

    with seeded.app_context(), pytest.raises(Exception, match=r"damaged|malformed"), snapshot(db.engine):
        pass
