"""A person may have the same part in an initiative more than once, at different times"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'

def checks() -> tuple[sa.CheckConstraint, ...]:
    """SQLite copies the table, and what it is told of its CHECKs is all the copy gets."""
    return (
        sa.CheckConstraint("part IN ('owner', 'deputy', 'contact')", name=op.f('ck_initiative_person_part_known')),
        sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_initiative_person_source_known')),
        sa.CheckConstraint('to_date >= from_date', name=op.f('ck_initiative_person_dates_in_order')),
    )


def upgrade() -> None:
    with op.batch_alter_table('initiative_person', table_args=checks()) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_initiative_person_initiative_id_person_id_part'), type_='unique')
    op.create_index(op.f('uq_initiative_person_once_from'), 'initiative_person', ['initiative_id', 'person_id', 'part', 'from_date'], unique=True, sqlite_where=sa.text('from_date IS NOT NULL'), postgresql_where=sa.text('from_date IS NOT NULL'))
    op.create_index(op.f('uq_initiative_person_once_undated'), 'initiative_person', ['initiative_id', 'person_id', 'part'], unique=True, sqlite_where=sa.text('from_date IS NULL'), postgresql_where=sa.text('from_date IS NULL'))


def downgrade() -> None:
    """Where a part came again, it must be decided first which row stands: the constraint refuses otherwise."""
    op.drop_index(op.f('uq_initiative_person_once_undated'), 'initiative_person')
    op.drop_index(op.f('uq_initiative_person_once_from'), 'initiative_person')
    with op.batch_alter_table('initiative_person', table_args=checks()) as batch_op:
        batch_op.create_unique_constraint(batch_op.f('uq_initiative_person_initiative_id_person_id_part'), ['initiative_id', 'person_id', 'part'])
