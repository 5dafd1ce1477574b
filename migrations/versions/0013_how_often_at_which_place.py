"""How often each initiative comes at each place"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rank_acceptability",
        sa.Column("id", BIG, nullable=False),
        sa.Column("mission_id", BIG, nullable=False),
        sa.Column("at_deed", BIG, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("draws", BIG, nullable=False),
        sa.Column("job_id", BIG, nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("at_deed >= 0", name=op.f("ck_rank_acceptability_deed_counted")),
        sa.CheckConstraint("draws > 0", name=op.f("ck_rank_acceptability_draws_positive")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_rank_acceptability_mission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rank_acceptability")),
    )
    op.create_index(
        op.f("ix_rank_acceptability_mission_id_id"), "rank_acceptability", ["mission_id", "id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("rank_acceptability")
