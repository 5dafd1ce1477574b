"""Alternatives may count scores as intervals"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.add_column(sa.Column("scoring", sa.String(40), nullable=True))
    with op.batch_alter_table("scenario_history", schema=None) as batch_op:
        batch_op.add_column(sa.Column("scoring", sa.String(40), nullable=True))
    # Until now the likely scores counted, in every alternative and at every moment.
    op.execute("UPDATE scenario SET scoring = 'likely'")
    op.execute("UPDATE scenario_history SET scoring = 'likely'")
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.alter_column("scoring", existing_type=sa.String(40), nullable=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_scenario_scoring_known"), "scoring IN ('likely', 'intervals')"
        )


def downgrade() -> None:
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_scenario_scoring_known"), type_="check")
        batch_op.drop_column("scoring")
    with op.batch_alter_table("scenario_history", schema=None) as batch_op:
        batch_op.drop_column("scoring")
