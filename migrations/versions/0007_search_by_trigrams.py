"""Search by trigrams: a word anywhere in an initiative's words is found by an index on PostgreSQL"""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_index(
        op.f("ix_initiative_search_key_trigrams"),
        "initiative",
        ["search_key"],
        postgresql_using="gin",
        postgresql_ops={"search_key": "gin_trgm_ops"},
    )


def downgrade() -> None:
    # The extension stays: somebody else may use it by now.
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(op.f("ix_initiative_search_key_trigrams"), table_name="initiative")
