"""The words of draft reports, as they were typed"""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "report_draft",
        sa.Column("report_id", BIG, autoincrement=False, nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["status_report.id"], name="fk_report_draft_report_id"),
        sa.PrimaryKeyConstraint("report_id", name="pk_report_draft"),
    )


def downgrade() -> None:
    op.drop_table("report_draft")
