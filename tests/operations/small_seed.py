"""The seed of a handful of rows in ``small-seed/``, which uses every mechanism of the collections once."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "small-seed"


def written(folder: Path, **instead: str) -> Path:
    """A copy of the files in a folder; a keyword ``status_words="…"`` replaces the text of status-words.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.csv"):
        text = instead.get(path.stem.replace("-", "_")) or path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


def changed(name: str, before: str, after: str) -> str:
    """The text of one file with one passage changed."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    if text.count(before) != 1:
        raise ValueError(f"{before!r} stands {text.count(before)} times in {name}")
    return text.replace(before, after)
