"""A snapshot as one file: a ZIP of one file of JSON lines per table and a manifest.

Its comment ends with the SHA-256 of every byte before: what is cut off or altered anywhere is noticed before the
first row is read. Any ZIP program opens it; nothing but Floke is needed to read the rows in twenty years.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.operations.carrying.content import Manifest, Tally
from app.operations.carrying.snapshot import Snapshot
from app.operations.carrying.values import NotCarried, Row, read_line

MARK = b"Floke backup; SHA-256 of all before: "
DIGITS = 64
MANIFEST = "manifest.json"

# Every member has the same date: the moment stands in the manifest.
NO_DATE = (1980, 1, 1, 0, 0, 0)


def write(path: Path, taken: Snapshot) -> Manifest:
    """Write the snapshot; the file is whole or is not there, and only its owner reads it.

    A file that is there already is replaced once the new one is whole.
    """
    with _aside(path) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            tables = []
            for name in taken.names:
                tally = Tally()
                with archive.open(_member(_place(name)), "w", force_zip64=True) as member:
                    for text in tally.passing(taken.rows(name)):
                        member.write(text)
                tables.append(taken.told(name, tally))
            manifest = taken.described(tuple(tables))
            archive.writestr(_member(MANIFEST), manifest.text())
            archive.comment = MARK + b"0" * DIGITS
        _seal(file)
    return manifest


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened backup that was proved whole."""

    manifest: Manifest
    _zip: zipfile.ZipFile

    def rows(self, table: str) -> Iterator[Row]:
        with self._zip.open(_place(table)) as member:
            yield from map(read_line, member)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The backup in ``path``. Raises :class:`NotCarried` when it is none, or not whole any more."""
    try:
        with path.open("rb") as file:
            _prove(file, path)
            with zipfile.ZipFile(file) as archive:
                yield Archive(Manifest.read(archive.read(MANIFEST).decode()), archive)
    except OSError as fault:
        raise NotCarried(f"{path} cannot be read: {fault.strerror or fault}.") from None


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, NO_DATE)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


def _place(table: str) -> str:
    return f"tables/{table}.jsonl"


@contextmanager
def _aside(path: Path) -> Iterator[IO[bytes]]:
    aside = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with os.fdopen(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as fault:
        raise NotCarried(f"{path} cannot be written: {fault.strerror or fault}.") from None
    finally:
        aside.unlink(missing_ok=True)


def _seal(file: IO[bytes]) -> None:
    size = file.seek(0, os.SEEK_END)
    digest = _digest(file, size - DIGITS)
    file.seek(size - DIGITS)
    file.write(digest)


def _prove(file: IO[bytes], path: Path) -> None:
    size = file.seek(0, os.SEEK_END)
    tail = len(MARK) + DIGITS
    file.seek(max(0, size - tail))
    said = file.read()
    if not said.startswith(MARK):
        raise NotCarried(f"{path} is no backup of Floke's, or its end is missing. Nothing was changed.")
    if _digest(file, size - DIGITS) != said[len(MARK) :]:
        raise NotCarried(f"{path} was altered or damaged after it was made. Nothing was changed.")


def _digest(file: IO[bytes], length: int) -> bytes:
    """The SHA-256 of the first ``length`` bytes, in hexadecimal digits."""
    file.seek(0)
    found = hashlib.sha256()
    while length:
        part = file.read(min(length, 1 << 20))
        if not part:
            break
        found.update(part)
        length -= len(part)
    return found.hexdigest().encode()
