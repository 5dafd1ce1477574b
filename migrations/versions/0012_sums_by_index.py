"""A mission's money is summed from indexes, an initiative's lines are found by one, and SQLite searches keys alone"""

from alembic import op

revision = "0012"
down_revision = "0011"

INDEXES = {
    "need": (("use", "year", "initiative_id", "amount_ore"),),
    "funding_line": (("initiative_id",), ("use", "state", "year", "initiative_id", "amount_ore")),
    "participation": (("commitment", "initiative_id"),),
}


def upgrade() -> None:
    for table, indexes in INDEXES.items():
        for columns in indexes:
            op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
    # PostgreSQL has its trigrams, and an ordinary index there would refuse long texts.
    if op.get_bind().dialect.name == "sqlite":
        op.create_index(op.f("ix_initiative_search_key"), "initiative", ["search_key"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index(op.f("ix_initiative_search_key"), "initiative")
    for table, indexes in INDEXES.items():
        for columns in indexes:
            op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table)
