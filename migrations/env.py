"""How Alembic reaches the database: through the application's own engine and tables.

All migrations of one call are one transaction, on SQLite too: a failed one leaves the database as it was. Whoever
already has a transaction open (a restore) lends its connection in ``config.attributes``.
"""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import BigInteger, Connection, Text
from sqlalchemy.types import TypeDecorator

from app.plumbing.columns import Exact, Instant, Word
from app.plumbing.db import Base, db
from app.plumbing.rebuilding import rebuilding

PLAIN = {Word: "sa.String(40)", Instant: "sa.DateTime(timezone=True)", Exact: "sa.BigInteger()"}


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Migrations name plain column types: they must go on working when our own types change."""
    if kind != "type":
        return False
    if isinstance(item, TypeDecorator):
        return PLAIN[type(item)]
    if isinstance(item, BigInteger):
        return "BIG"
    if isinstance(item, Text) and item._variant_mapping:
        return "KEY"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations run against a database; there is no script without one.")
lent = context.config.attributes.get("connection")
if lent is not None:
    migrate(lent)
else:
    with rebuilding(db.engine) as own:
        migrate(own)
