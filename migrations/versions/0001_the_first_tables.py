"""The first tables"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

# SQLite numbers rows by itself only for INTEGER keys; a stored sort key sorts by its bytes.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = '0001'
down_revision = None


def upgrade() -> None:
    op.create_table('appraisal_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('level', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('problem', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('alternatives', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('principles', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('effects', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('recommendation', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('conditions', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('net_present_value_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('not_priced', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('finished_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_appraisal_history'))
    )
    with op.batch_alter_table('appraisal_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('area_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('colour', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_area_history'))
    )
    with op.batch_alter_table('area_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_area_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('area_text_history',
    sa.Column('area_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_area_text_history'))
    )
    with op.batch_alter_table('area_text_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_area_text_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('assessment_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('round_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('scale_id', BIG, autoincrement=False, nullable=True),
    sa.Column('overall', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('overall_word', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('comment', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('made_by_id', BIG, autoincrement=False, nullable=True),
    sa.Column('made_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_assessment_history'))
    )
    with op.batch_alter_table('assessment_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('assignment_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('giver_id', BIG, autoincrement=False, nullable=True),
    sa.Column('receiver_id', BIG, autoincrement=False, nullable=True),
    sa.Column('letter', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('number', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('given_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('due_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('answered_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('joint', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('archive_reference', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('sort_key', KEY, autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_assignment_history'))
    )
    with op.batch_alter_table('assignment_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('benefit_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('benefit_class', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('responsible_id', BIG, autoincrement=False, nullable=True),
    sa.Column('falls_in_id', BIG, autoincrement=False, nullable=True),
    sa.Column('indicator_id', BIG, autoincrement=False, nullable=True),
    sa.Column('yearly_low_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('yearly_likely_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('yearly_high_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('from_year', BIG, autoincrement=False, nullable=True),
    sa.Column('described', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_benefit_history'))
    )
    with op.batch_alter_table('benefit_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_benefit_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('capacity_history',
    sa.Column('organisation_id', BIG, autoincrement=False, nullable=True),
    sa.Column('quarter', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('skill', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('employment', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('person_weeks', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_capacity_history'))
    )
    with op.batch_alter_table('capacity_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_capacity_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('condition_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('owner', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_condition_history'))
    )
    with op.batch_alter_table('condition_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_condition_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('condition_step_history',
    sa.Column('condition_id', BIG, autoincrement=False, nullable=True),
    sa.Column('stage', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('planned', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('planned_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('reached_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_condition_step_history'))
    )
    with op.batch_alter_table('condition_step_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_condition_step_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('contribution_evidence_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('contribution_id', BIG, autoincrement=False, nullable=True),
    sa.Column('evidence_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_contribution_evidence_history'))
    )
    with op.batch_alter_table('contribution_evidence_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contribution_evidence_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('contribution_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('area_id', BIG, autoincrement=False, nullable=True),
    sa.Column('strength', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('main', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('mechanism', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('line_change', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_contribution_history'))
    )
    with op.batch_alter_table('contribution_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contribution_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('criterion_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('colour', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('weight', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_criterion_history'))
    )
    with op.batch_alter_table('criterion_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_criterion_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('criterion_level_history',
    sa.Column('criterion_id', BIG, autoincrement=False, nullable=True),
    sa.Column('score', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('described', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_criterion_level_history'))
    )
    with op.batch_alter_table('criterion_level_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_criterion_level_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('criterion_text_history',
    sa.Column('criterion_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_criterion_text_history'))
    )
    with op.batch_alter_table('criterion_text_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_criterion_text_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('database_trait',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_database_trait'))
    )
    op.create_table('deed',
    sa.Column('number', BIG, autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', BIG, nullable=True),
    sa.Column('act', sa.String(length=80), nullable=False),
    sa.Column('subject_table', sa.String(length=60), nullable=False),
    sa.Column('subject_id', BIG, nullable=False),
    sa.Column('mission_id', BIG, nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('previous_hash', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.CheckConstraint('number > 0', name=op.f('ck_deed_number_positive')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_deed'))
    )
    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deed_act'), ['act'], unique=False)
        batch_op.create_index(batch_op.f('ix_deed_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deed_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_deed_mission_id'), ['mission_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deed_subject_table_subject_id'), ['subject_table', 'subject_id'], unique=False)

    op.create_table('deed_head',
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('number', BIG, nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_deed_head_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deed_head'))
    )
    op.create_table('deliverable_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('planned', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('planned_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('forecast', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('forecast_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('delivered_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_deliverable_history'))
    )
    with op.batch_alter_table('deliverable_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deliverable_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('dependency_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('needs_id', BIG, autoincrement=False, nullable=True),
    sa.Column('external_node_id', BIG, autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('lag_days', BIG, autoincrement=False, nullable=True),
    sa.Column('reason', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_dependency_history'))
    )
    with op.batch_alter_table('dependency_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_dependency_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('evidence_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('strength', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('publisher', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('year', BIG, autoincrement=False, nullable=True),
    sa.Column('page', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('finding', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_evidence_history'))
    )
    with op.batch_alter_table('evidence_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('external_node_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('owner', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('expected', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('expected_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('arrived_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_external_node_history'))
    )
    with op.batch_alter_table('external_node_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_external_node_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('funding_line_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('source_id', BIG, autoincrement=False, nullable=True),
    sa.Column('grant_id', BIG, autoincrement=False, nullable=True),
    sa.Column('recipient_id', BIG, autoincrement=False, nullable=True),
    sa.Column('year', BIG, autoincrement=False, nullable=True),
    sa.Column('use', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('state', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('amount_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('note', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_funding_line_history'))
    )
    with op.batch_alter_table('funding_line_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_funding_line_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('funding_source_history',
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('name', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('instrument', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('payer_id', BIG, autoincrement=False, nullable=True),
    sa.Column('chapter', sa.String(length=10), autoincrement=False, nullable=True),
    sa.Column('item', sa.String(length=10), autoincrement=False, nullable=True),
    sa.Column('earliest_year', BIG, autoincrement=False, nullable=True),
    sa.Column('currency', sa.String(length=3), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_funding_source_history'))
    )
    with op.batch_alter_table('funding_source_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_funding_source_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('gate_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('point', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('decided_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('outcome', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('decided_by_id', BIG, autoincrement=False, nullable=True),
    sa.Column('documents', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('reason', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_gate_history'))
    )
    with op.batch_alter_table('gate_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gate_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('grant_letter_history',
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('source_id', BIG, autoincrement=False, nullable=True),
    sa.Column('body_id', BIG, autoincrement=False, nullable=True),
    sa.Column('step', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('decided', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('decided_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('total_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('letter', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('terms', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_grant_letter_history'))
    )
    with op.batch_alter_table('grant_letter_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_grant_letter_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('indicator_area_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('indicator_id', BIG, autoincrement=False, nullable=True),
    sa.Column('area_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_indicator_area_history'))
    )
    with op.batch_alter_table('indicator_area_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_area_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('indicator_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('level', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('direction', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('coverage', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('unit', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('method', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('target_value', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('target_date', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('months_between', BIG, autoincrement=False, nullable=True),
    sa.Column('publication_lag_months', BIG, autoincrement=False, nullable=True),
    sa.Column('baseline_id', BIG, autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_indicator_history'))
    )
    with op.batch_alter_table('indicator_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('indicator_text_history',
    sa.Column('indicator_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_indicator_text_history'))
    )
    with op.batch_alter_table('indicator_text_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_text_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('influence_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('source_area_id', BIG, autoincrement=False, nullable=True),
    sa.Column('target_area_id', BIG, autoincrement=False, nullable=True),
    sa.Column('strength', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('mechanism', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_influence_history'))
    )
    with op.batch_alter_table('influence_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_influence_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('initiative_assignment_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('assignment_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_initiative_assignment_history'))
    )
    with op.batch_alter_table('initiative_assignment_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_assignment_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('initiative_condition_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('condition_id', BIG, autoincrement=False, nullable=True),
    sa.Column('tie', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_initiative_condition_history'))
    )
    with op.batch_alter_table('initiative_condition_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_condition_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('initiative_goal_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('goal_id', BIG, autoincrement=False, nullable=True),
    sa.Column('main', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_initiative_goal_history'))
    )
    with op.batch_alter_table('initiative_goal_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_goal_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('initiative_history',
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('second_kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('state', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('phase', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('lead_id', BIG, autoincrement=False, nullable=True),
    sa.Column('registered_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('planned_start', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('planned_start_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('planned_finish', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('planned_finish_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('original_start', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('original_start_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('original_finish', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('original_finish_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('forecast_start', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('forecast_start_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('forecast_finish', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('forecast_finish_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('actual_start', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('actual_start_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('actual_finish', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('actual_finish_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('build_low_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('build_likely_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('build_high_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('run_low_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('run_likely_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('run_high_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('bounds_are', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('price_year', BIG, autoincrement=False, nullable=True),
    sa.Column('with_vat', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('duration_low_months', BIG, autoincrement=False, nullable=True),
    sa.Column('duration_likely_months', BIG, autoincrement=False, nullable=True),
    sa.Column('duration_high_months', BIG, autoincrement=False, nullable=True),
    sa.Column('run_by_id', BIG, autoincrement=False, nullable=True),
    sa.Column('run_from', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('run_from_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('handed_over_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('archive_reference', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('withheld_ground', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('withheld_until', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('sort_key', KEY, autoincrement=False, nullable=True),
    sa.Column('code_key', KEY, autoincrement=False, nullable=True),
    sa.Column('search_key', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_initiative_history'))
    )
    with op.batch_alter_table('initiative_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('initiative_mission_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('segment', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('moscow', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('wave', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_initiative_mission_history'))
    )
    with op.batch_alter_table('initiative_mission_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_mission_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('initiative_person_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('person_id', BIG, autoincrement=False, nullable=True),
    sa.Column('part', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('from_date', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('to_date', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_initiative_person_history'))
    )
    with op.batch_alter_table('initiative_person_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_person_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('initiative_text_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_initiative_text_history'))
    )
    with op.batch_alter_table('initiative_text_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_text_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('job',
    sa.Column('id', BIG, nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('arguments', sa.Text(), nullable=False),
    sa.Column('state', sa.String(40), nullable=False),
    sa.Column('progress', BIG, nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('person_id', BIG, nullable=True),
    sa.Column('occasion', sa.String(length=120), nullable=True),
    sa.Column('attempts', BIG, nullable=False),
    sa.Column('worker', sa.String(length=120), nullable=True),
    sa.Column('stop_asked', sa.Boolean(), nullable=False),
    sa.Column('enqueued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state IN ('done', 'failed', 'stopped')) = (finished_at IS NOT NULL)", name=op.f('ck_job_ended_has_finished')),
    sa.CheckConstraint("state <> 'running' OR started_at IS NOT NULL", name=op.f('ck_job_running_has_started')),
    sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'stopped')", name=op.f('ck_job_state_known')),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_job_attempts_counted')),
    sa.CheckConstraint('progress BETWEEN 0 AND 100', name=op.f('ck_job_progress_percent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('occasion', name=op.f('uq_job_occasion'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_person_id_id'), ['person_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_state_id'), ['state', 'id'], unique=False)

    op.create_table('measurement_history',
    sa.Column('indicator_id', BIG, autoincrement=False, nullable=True),
    sa.Column('period', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('period_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('published_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('value', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('low', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('high', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('sample_size', BIG, autoincrement=False, nullable=True),
    sa.Column('series', BIG, autoincrement=False, nullable=True),
    sa.Column('note', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_measurement_history'))
    )
    with op.batch_alter_table('measurement_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measurement_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('mission_history',
    sa.Column('slug', sa.String(length=60), autoincrement=False, nullable=True),
    sa.Column('currency', sa.String(length=3), autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('start_date', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('target_date', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('scale_id', BIG, autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_mission_history'))
    )
    with op.batch_alter_table('mission_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mission_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('mission_text_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_mission_text_history'))
    )
    with op.batch_alter_table('mission_text_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mission_text_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('need_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('year', BIG, autoincrement=False, nullable=True),
    sa.Column('use', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('amount_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('price_year', BIG, autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_need_history'))
    )
    with op.batch_alter_table('need_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('organisation',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('short_name', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('number', sa.String(length=9), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('successor_id', BIG, nullable=True),
    sa.Column('sort_key', KEY, nullable=False),
    sa.Column('search_key', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("kind IN ('ministry', 'state_agency', 'health_trust', 'municipality', 'county', 'own_legal_person', 'association', 'supplier', 'other')", name=op.f('ck_organisation_kind_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_organisation_source_known')),
    sa.CheckConstraint('length(number) = 9', name=op.f('ck_organisation_number_has_nine_digits')),
    sa.CheckConstraint('successor_id <> id', name=op.f('ck_organisation_succeeded_by_another')),
    sa.CheckConstraint('successor_id IS NULL OR valid_to IS NOT NULL', name=op.f('ck_organisation_succeeded_when_ended')),
    sa.CheckConstraint('valid_to >= valid_from', name=op.f('ck_organisation_validity_in_order')),
    sa.ForeignKeyConstraint(['successor_id'], ['organisation.id'], name=op.f('fk_organisation_successor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('code', name=op.f('uq_organisation_code')),
    sa.UniqueConstraint('number', name=op.f('uq_organisation_number'))
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_sort_key'), ['sort_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_successor_id'), ['successor_id'], unique=False)

    op.create_table('organisation_history',
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('name', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('short_name', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('number', sa.String(length=9), autoincrement=False, nullable=True),
    sa.Column('valid_from', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('valid_to', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('successor_id', BIG, autoincrement=False, nullable=True),
    sa.Column('sort_key', KEY, autoincrement=False, nullable=True),
    sa.Column('search_key', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_organisation_history'))
    )
    with op.batch_alter_table('organisation_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('participation_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('organisation_id', BIG, autoincrement=False, nullable=True),
    sa.Column('part', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('commitment', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('reservation', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('answered_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('person_weeks', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_participation_history'))
    )
    with op.batch_alter_table('participation_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_participation_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('person_history',
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('organisation_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('active', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('demo_role', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_person_history'))
    )
    with op.batch_alter_table('person_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('provenance_history',
    sa.Column('subject_table', sa.String(length=60), autoincrement=False, nullable=True),
    sa.Column('subject_id', BIG, autoincrement=False, nullable=True),
    sa.Column('field', sa.String(length=60), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('publication_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_provenance_history'))
    )
    with op.batch_alter_table('provenance_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_provenance_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('publication',
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('publisher', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('page', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication')),
    sa.UniqueConstraint('code', name=op.f('uq_publication_code'))
    )
    op.create_table('publication_history',
    sa.Column('code', sa.String(length=60), autoincrement=False, nullable=True),
    sa.Column('publisher', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('page', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_publication_history'))
    )
    with op.batch_alter_table('publication_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_publication_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('reminder_history',
    sa.Column('round_id', BIG, autoincrement=False, nullable=True),
    sa.Column('person_id', BIG, autoincrement=False, nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_reminder_history'))
    )
    with op.batch_alter_table('reminder_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reminder_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('reporting_round_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('cut_off', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('opens_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('due_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('state', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_reporting_round_history'))
    )
    with op.batch_alter_table('reporting_round_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reporting_round_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('risk_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('nature', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('dimension', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('cause', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('event', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('effect', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('likelihood', BIG, autoincrement=False, nullable=True),
    sa.Column('consequence', BIG, autoincrement=False, nullable=True),
    sa.Column('handling', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('measure', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('residual_likelihood', BIG, autoincrement=False, nullable=True),
    sa.Column('residual_consequence', BIG, autoincrement=False, nullable=True),
    sa.Column('trend', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('owner_id', BIG, autoincrement=False, nullable=True),
    sa.Column('closed_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_risk_history'))
    )
    with op.batch_alter_table('risk_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_risk_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('role_grant_history',
    sa.Column('person_id', BIG, autoincrement=False, nullable=True),
    sa.Column('role', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_role_grant_history'))
    )
    with op.batch_alter_table('role_grant_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('rollout_history',
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('bodies', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('planned', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('planned_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('planned_count', BIG, autoincrement=False, nullable=True),
    sa.Column('of_count', BIG, autoincrement=False, nullable=True),
    sa.Column('actual_count', BIG, autoincrement=False, nullable=True),
    sa.Column('counted_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('population_share', BIG, autoincrement=False, nullable=True),
    sa.Column('local_cost_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_rollout_history'))
    )
    with op.batch_alter_table('rollout_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rollout_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('scheme_rules_history',
    sa.Column('source_id', BIG, autoincrement=False, nullable=True),
    sa.Column('round', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('category', sa.String(length=60), autoincrement=False, nullable=True),
    sa.Column('valid_from', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('valid_to', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('applications_due', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('largest_share', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('smallest_cost_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('largest_cost_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('ceiling_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('budget_years', BIG, autoincrement=False, nullable=True),
    sa.Column('applicants', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('note', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_scheme_rules_history'))
    )
    with op.batch_alter_table('scheme_rules_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scheme_rules_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('score_evidence_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('score_id', BIG, autoincrement=False, nullable=True),
    sa.Column('evidence_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_score_evidence_history'))
    )
    with op.batch_alter_table('score_evidence_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_score_evidence_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('score_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('criterion_id', BIG, autoincrement=False, nullable=True),
    sa.Column('low', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('likely', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('high', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('reason', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_score_history'))
    )
    with op.batch_alter_table('score_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_score_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('status_report_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('round_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('state', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('reporter_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('scale_id', BIG, autoincrement=False, nullable=True),
    sa.Column('overall', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('overall_word', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('time', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('cost', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('benefit', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('comment', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('forecast_finish', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('forecast_finish_precision', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('forecast_cost_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('deliverables_done', BIG, autoincrement=False, nullable=True),
    sa.Column('deliverables_total', BIG, autoincrement=False, nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), autoincrement=False, nullable=True),
    sa.Column('returned_because', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_status_report_history'))
    )
    with op.batch_alter_table('status_report_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_status_report_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('status_scale',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_scale')),
    sa.UniqueConstraint('code', name=op.f('uq_status_scale_code'))
    )
    op.create_table('status_scale_history',
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_status_scale_history'))
    )
    with op.batch_alter_table('status_scale_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_status_scale_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('status_word_history',
    sa.Column('scale_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('light', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('reportable', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_status_word_history'))
    )
    with op.batch_alter_table('status_word_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_status_word_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('status_word_text_history',
    sa.Column('word_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_status_word_text_history'))
    )
    with op.batch_alter_table('status_word_text_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_status_word_text_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('strategic_goal_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_strategic_goal_history'))
    )
    with op.batch_alter_table('strategic_goal_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_strategic_goal_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('capacity',
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('quarter', sa.Date(), nullable=False),
    sa.Column('skill', sa.String(40), nullable=False),
    sa.Column('employment', sa.String(40), nullable=False),
    sa.Column('person_weeks', sa.BigInteger(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("employment IN ('internal', 'hired')", name=op.f('ck_capacity_employment_known')),
    sa.CheckConstraint("skill IN ('project', 'legal', 'service_design', 'architecture', 'development', 'professional')", name=op.f('ck_capacity_skill_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_capacity_source_known')),
    sa.CheckConstraint('person_weeks >= 0', name=op.f('ck_capacity_person_weeks_not_negative')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_capacity_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_capacity')),
    sa.UniqueConstraint('organisation_id', 'quarter', 'skill', 'employment', name=op.f('uq_capacity_organisation_id_quarter_skill_employment'))
    )
    op.create_table('deed_change',
    sa.Column('deed', BIG, autoincrement=False, nullable=False),
    sa.Column('position', BIG, autoincrement=False, nullable=False),
    sa.Column('table_name', sa.String(length=60), nullable=False),
    sa.Column('row_id', BIG, nullable=False),
    sa.Column('operation', sa.String(length=6), nullable=False),
    sa.Column('fields', sa.Text(), nullable=False),
    sa.CheckConstraint("operation IN ('insert', 'update', 'delete')", name=op.f('ck_deed_change_operation_known')),
    sa.ForeignKeyConstraint(['deed'], ['deed.number'], name=op.f('fk_deed_change_deed')),
    sa.PrimaryKeyConstraint('deed', 'position', name=op.f('pk_deed_change'))
    )
    with op.batch_alter_table('deed_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deed_change_table_name_row_id'), ['table_name', 'row_id'], unique=False)

    op.create_table('funding_source',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('instrument', sa.String(40), nullable=False),
    sa.Column('payer_id', BIG, nullable=True),
    sa.Column('chapter', sa.String(length=10), nullable=False),
    sa.Column('item', sa.String(length=10), nullable=False),
    sa.Column('earliest_year', BIG, nullable=True),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("instrument IN ('own_appropriation', 'budget_proposal', 'revised_budget', 'reallocation', 'subsidy', 'co_funding', 'on_behalf', 'user_payment')", name=op.f('ck_funding_source_instrument_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_funding_source_source_known')),
    sa.ForeignKeyConstraint(['payer_id'], ['organisation.id'], name=op.f('fk_funding_source_payer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_funding_source')),
    sa.UniqueConstraint('code', name=op.f('uq_funding_source_code'))
    )
    with op.batch_alter_table('funding_source', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_funding_source_payer_id'), ['payer_id'], unique=False)

    op.create_table('initiative',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('second_kind', sa.String(40), nullable=True),
    sa.Column('state', sa.String(40), nullable=False),
    sa.Column('phase', sa.String(40), nullable=True),
    sa.Column('lead_id', BIG, nullable=True),
    sa.Column('registered_on', sa.Date(), nullable=True),
    sa.Column('planned_start', sa.Date(), nullable=True),
    sa.Column('planned_start_precision', sa.String(40), nullable=True),
    sa.Column('planned_finish', sa.Date(), nullable=True),
    sa.Column('planned_finish_precision', sa.String(40), nullable=True),
    sa.Column('original_start', sa.Date(), nullable=True),
    sa.Column('original_start_precision', sa.String(40), nullable=True),
    sa.Column('original_finish', sa.Date(), nullable=True),
    sa.Column('original_finish_precision', sa.String(40), nullable=True),
    sa.Column('forecast_start', sa.Date(), nullable=True),
    sa.Column('forecast_start_precision', sa.String(40), nullable=True),
    sa.Column('forecast_finish', sa.Date(), nullable=True),
    sa.Column('forecast_finish_precision', sa.String(40), nullable=True),
    sa.Column('actual_start', sa.Date(), nullable=True),
    sa.Column('actual_start_precision', sa.String(40), nullable=True),
    sa.Column('actual_finish', sa.Date(), nullable=True),
    sa.Column('actual_finish_precision', sa.String(40), nullable=True),
    sa.Column('build_low_ore', BIG, nullable=True),
    sa.Column('build_likely_ore', BIG, nullable=True),
    sa.Column('build_high_ore', BIG, nullable=True),
    sa.Column('run_low_ore', BIG, nullable=True),
    sa.Column('run_likely_ore', BIG, nullable=True),
    sa.Column('run_high_ore', BIG, nullable=True),
    sa.Column('bounds_are', sa.String(40), nullable=False),
    sa.Column('price_year', BIG, nullable=True),
    sa.Column('with_vat', sa.Boolean(), nullable=True),
    sa.Column('duration_low_months', BIG, nullable=True),
    sa.Column('duration_likely_months', BIG, nullable=True),
    sa.Column('duration_high_months', BIG, nullable=True),
    sa.Column('run_by_id', BIG, nullable=True),
    sa.Column('run_from', sa.Date(), nullable=True),
    sa.Column('run_from_precision', sa.String(40), nullable=True),
    sa.Column('handed_over_on', sa.Date(), nullable=True),
    sa.Column('archive_reference', sa.Text(), nullable=False),
    sa.Column('withheld_ground', sa.Text(), nullable=False),
    sa.Column('withheld_until', sa.Date(), nullable=True),
    sa.Column('sort_key', KEY, nullable=False),
    sa.Column('code_key', KEY, nullable=False),
    sa.Column('search_key', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("actual_finish_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_initiative_actual_finish_precision_known')),
    sa.CheckConstraint("actual_start_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_initiative_actual_start_precision_known')),
    sa.CheckConstraint("bounds_are IN ('p10_p90', 'p05_p95', 'minimum_maximum', 'unstated')", name=op.f('ck_initiative_bounds_are_known')),
    sa.CheckConstraint("forecast_finish_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_initiative_forecast_finish_precision_known')),
    sa.CheckConstraint("forecast_start_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_initiative_forecast_start_precision_known')),
    sa.CheckConstraint("kind IN ('law', 'money', 'organisation', 'competence', 'digital', 'inquiry', 'trial')", name=op.f('ck_initiative_kind_known')),
    sa.CheckConstraint("original_finish_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_initiative_original_finish_precision_known')),
    sa.CheckConstraint("original_start_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_initiative_original_start_precision_known')),
    sa.CheckConstraint("phase IN ('idea', 'concept', 'planning', 'execution', 'closing', 'realisation')", name=op.f('ck_initiative_phase_known')),
    sa.CheckConstraint("planned_finish_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_initiative_planned_finish_precision_known')),
    sa.CheckConstraint("planned_start_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_initiative_planned_start_precision_known')),
    sa.CheckConstraint("run_from_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_initiative_run_from_precision_known')),
    sa.CheckConstraint("second_kind IN ('law', 'money', 'organisation', 'competence', 'digital', 'inquiry', 'trial')", name=op.f('ck_initiative_second_kind_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_initiative_source_known')),
    sa.CheckConstraint("state IN ('proposed', 'considered', 'in_portfolio', 'ongoing', 'on_hold', 'delivered', 'in_realisation', 'stopped', 'refused')", name=op.f('ck_initiative_state_known')),
    sa.CheckConstraint('(actual_finish IS NULL) = (actual_finish_precision IS NULL)', name=op.f('ck_initiative_actual_finish_has_precision')),
    sa.CheckConstraint('(actual_start IS NULL) = (actual_start_precision IS NULL)', name=op.f('ck_initiative_actual_start_has_precision')),
    sa.CheckConstraint('(forecast_finish IS NULL) = (forecast_finish_precision IS NULL)', name=op.f('ck_initiative_forecast_finish_has_precision')),
    sa.CheckConstraint('(forecast_start IS NULL) = (forecast_start_precision IS NULL)', name=op.f('ck_initiative_forecast_start_has_precision')),
    sa.CheckConstraint('(original_finish IS NULL) = (original_finish_precision IS NULL)', name=op.f('ck_initiative_original_finish_has_precision')),
    sa.CheckConstraint('(original_start IS NULL) = (original_start_precision IS NULL)', name=op.f('ck_initiative_original_start_has_precision')),
    sa.CheckConstraint('(planned_finish IS NULL) = (planned_finish_precision IS NULL)', name=op.f('ck_initiative_planned_finish_has_precision')),
    sa.CheckConstraint('(planned_start IS NULL) = (planned_start_precision IS NULL)', name=op.f('ck_initiative_planned_start_has_precision')),
    sa.CheckConstraint('(run_from IS NULL) = (run_from_precision IS NULL)', name=op.f('ck_initiative_run_from_has_precision')),
    sa.CheckConstraint('0 <= build_low_ore AND build_low_ore <= build_likely_ore', name=op.f('ck_initiative_build_low_in_order')),
    sa.CheckConstraint('0 <= run_low_ore AND run_low_ore <= run_likely_ore', name=op.f('ck_initiative_run_low_in_order')),
    sa.CheckConstraint('actual_start <= actual_finish', name=op.f('ck_initiative_actual_in_order')),
    sa.CheckConstraint('build_likely_ore <= build_high_ore', name=op.f('ck_initiative_build_high_in_order')),
    sa.CheckConstraint('build_likely_ore >= 0', name=op.f('ck_initiative_build_not_negative')),
    sa.CheckConstraint('duration_likely_months <= duration_high_months', name=op.f('ck_initiative_duration_high_in_order')),
    sa.CheckConstraint('duration_low_months <= duration_likely_months', name=op.f('ck_initiative_duration_low_in_order')),
    sa.CheckConstraint('duration_low_months > 0 AND duration_likely_months > 0', name=op.f('ck_initiative_duration_positive')),
    sa.CheckConstraint('kind <> second_kind', name=op.f('ck_initiative_kinds_differ')),
    sa.CheckConstraint('original_start <= original_finish', name=op.f('ck_initiative_original_in_order')),
    sa.CheckConstraint('planned_start <= planned_finish', name=op.f('ck_initiative_planned_in_order')),
    sa.CheckConstraint('price_year BETWEEN 1990 AND 2100', name=op.f('ck_initiative_price_year_plausible')),
    sa.CheckConstraint('run_likely_ore <= run_high_ore', name=op.f('ck_initiative_run_high_in_order')),
    sa.CheckConstraint('run_likely_ore >= 0', name=op.f('ck_initiative_run_not_negative')),
    sa.ForeignKeyConstraint(['lead_id'], ['organisation.id'], name=op.f('fk_initiative_lead_id')),
    sa.ForeignKeyConstraint(['run_by_id'], ['organisation.id'], name=op.f('fk_initiative_run_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_initiative')),
    sa.UniqueConstraint('code', name=op.f('uq_initiative_code'))
    )
    with op.batch_alter_table('initiative', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_build_likely_ore'), ['build_likely_ore'], unique=False)
        batch_op.create_index(batch_op.f('ix_initiative_code_key'), ['code_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_initiative_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_initiative_lead_id'), ['lead_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_initiative_phase'), ['phase'], unique=False)
        batch_op.create_index(batch_op.f('ix_initiative_planned_finish'), ['planned_finish'], unique=False)
        batch_op.create_index(batch_op.f('ix_initiative_run_by_id'), ['run_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_initiative_sort_key'), ['sort_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_initiative_state'), ['state'], unique=False)

    op.create_table('mission',
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('start_date', sa.Date(), nullable=True),
    sa.Column('target_date', sa.Date(), nullable=False),
    sa.Column('scale_id', BIG, nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_mission_source_known')),
    sa.CheckConstraint('start_date < target_date', name=op.f('ck_mission_starts_before_target')),
    sa.ForeignKeyConstraint(['scale_id'], ['status_scale.id'], name=op.f('fk_mission_scale_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission')),
    sa.UniqueConstraint('slug', name=op.f('uq_mission_slug'))
    )
    op.create_table('person',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('organisation_id', BIG, nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('demo_role', sa.String(40), nullable=True),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("demo_role IN ('programme_manager', 'initiative_owner', 'steering_group', 'administrator')", name=op.f('ck_person_demo_role_known')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_person_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('code', name=op.f('uq_person_code')),
    sa.UniqueConstraint('demo_role', name=op.f('uq_person_demo_role'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('provenance',
    sa.Column('subject_table', sa.String(length=60), nullable=False),
    sa.Column('subject_id', BIG, nullable=False),
    sa.Column('field', sa.String(length=60), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('publication_id', BIG, nullable=True),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("(source = 'published') = (publication_id IS NOT NULL)", name=op.f('ck_provenance_published_names_publication')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_provenance_source_known')),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name=op.f('fk_provenance_publication_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_provenance')),
    sa.UniqueConstraint('subject_table', 'subject_id', 'field', name=op.f('uq_provenance_subject_table_subject_id_field'))
    )
    with op.batch_alter_table('provenance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_provenance_publication_id'), ['publication_id'], unique=False)

    op.create_table('status_word',
    sa.Column('scale_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('light', sa.String(40), nullable=False),
    sa.Column('reportable', sa.Boolean(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("light IN ('green', 'yellow', 'red', 'none', 'done', 'on_hold', 'stopped', 'not_started')", name=op.f('ck_status_word_light_known')),
    sa.ForeignKeyConstraint(['scale_id'], ['status_scale.id'], name=op.f('fk_status_word_scale_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_word')),
    sa.UniqueConstraint('scale_id', 'code', name=op.f('uq_status_word_scale_id_code')),
    sa.UniqueConstraint('scale_id', 'position', name=op.f('uq_status_word_scale_id_position'))
    )
    op.create_table('appraisal',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('level', sa.String(40), nullable=False),
    sa.Column('problem', sa.Text(), nullable=False),
    sa.Column('alternatives', sa.Text(), nullable=False),
    sa.Column('principles', sa.Text(), nullable=False),
    sa.Column('effects', sa.Text(), nullable=False),
    sa.Column('recommendation', sa.Text(), nullable=False),
    sa.Column('conditions', sa.Text(), nullable=False),
    sa.Column('net_present_value_ore', BIG, nullable=True),
    sa.Column('not_priced', sa.Text(), nullable=False),
    sa.Column('finished_on', sa.Date(), nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("level IN ('simple', 'full')", name=op.f('ck_appraisal_level_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_appraisal_source_known')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_appraisal_initiative_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal')),
    sa.UniqueConstraint('initiative_id', name=op.f('uq_appraisal_initiative_id'))
    )
    op.create_table('area',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('colour', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_area_source_known')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_area_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_area_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_area_mission_id_code'))
    )
    op.create_table('assignment',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('giver_id', BIG, nullable=False),
    sa.Column('receiver_id', BIG, nullable=False),
    sa.Column('letter', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('joint', sa.Boolean(), nullable=False),
    sa.Column('archive_reference', sa.Text(), nullable=False),
    sa.Column('sort_key', KEY, nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_assignment_source_known')),
    sa.CheckConstraint('answered_on >= given_on', name=op.f('ck_assignment_answered_after_given')),
    sa.CheckConstraint('due_on >= given_on', name=op.f('ck_assignment_due_after_given')),
    sa.ForeignKeyConstraint(['giver_id'], ['organisation.id'], name=op.f('fk_assignment_giver_id')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_assignment_mission_id')),
    sa.ForeignKeyConstraint(['receiver_id'], ['organisation.id'], name=op.f('fk_assignment_receiver_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('code', name=op.f('uq_assignment_code')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_assignment_id_mission_id'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_giver_id'), ['giver_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_mission_id'), ['mission_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_receiver_id'), ['receiver_id'], unique=False)

    op.create_table('condition',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('owner', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("kind IN ('law', 'regulation', 'dpia', 'procurement', 'controllership', 'processing_agreement', 'budget', 'municipal_decision', 'standard', 'other')", name=op.f('ck_condition_kind_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_condition_source_known')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_condition_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_condition')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_condition_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_condition_mission_id_code'))
    )
    op.create_table('criterion',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('colour', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('weight', sa.BigInteger(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_criterion_source_known')),
    sa.CheckConstraint('weight >= 0', name=op.f('ck_criterion_weight_not_negative')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_criterion_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_criterion_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_criterion_mission_id_code'))
    )
    op.create_table('deliverable',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('planned', sa.Date(), nullable=True),
    sa.Column('planned_precision', sa.String(40), nullable=True),
    sa.Column('forecast', sa.Date(), nullable=True),
    sa.Column('forecast_precision', sa.String(40), nullable=True),
    sa.Column('delivered_on', sa.Date(), nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("forecast_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_deliverable_forecast_precision_known')),
    sa.CheckConstraint("planned_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_deliverable_planned_precision_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_deliverable_source_known')),
    sa.CheckConstraint('(forecast IS NULL) = (forecast_precision IS NULL)', name=op.f('ck_deliverable_forecast_has_precision')),
    sa.CheckConstraint('(planned IS NULL) = (planned_precision IS NULL)', name=op.f('ck_deliverable_planned_has_precision')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_deliverable_initiative_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliverable')),
    sa.UniqueConstraint('initiative_id', 'code', name=op.f('uq_deliverable_initiative_id_code'))
    )
    op.create_table('evidence',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('strength', sa.String(40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('publisher', sa.Text(), nullable=False),
    sa.Column('year', BIG, nullable=True),
    sa.Column('page', sa.Text(), nullable=False),
    sa.Column('finding', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("kind IN ('law', 'evaluation', 'research', 'survey', 'audit', 'trial', 'statistics', 'user_insight', 'practice')", name=op.f('ck_evidence_kind_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_evidence_source_known')),
    sa.CheckConstraint("strength IN ('weak', 'moderate', 'strong')", name=op.f('ck_evidence_strength_known')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_evidence_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_evidence_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_evidence_mission_id_code'))
    )
    op.create_table('external_node',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('owner', sa.Text(), nullable=False),
    sa.Column('expected', sa.Date(), nullable=True),
    sa.Column('expected_precision', sa.String(40), nullable=True),
    sa.Column('arrived_on', sa.Date(), nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("expected_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_external_node_expected_precision_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_external_node_source_known')),
    sa.CheckConstraint('(expected IS NULL) = (expected_precision IS NULL)', name=op.f('ck_external_node_expected_has_precision')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_external_node_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_external_node')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_external_node_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_external_node_mission_id_code'))
    )
    op.create_table('gate',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('point', sa.String(40), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('outcome', sa.String(40), nullable=False),
    sa.Column('decided_by_id', BIG, nullable=True),
    sa.Column('documents', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("outcome IN ('onwards', 'again', 'stop')", name=op.f('ck_gate_outcome_known')),
    sa.CheckConstraint("point IN ('BP1', 'BP2', 'BP3', 'BP4', 'BP5', 'BP6')", name=op.f('ck_gate_point_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_gate_source_known')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['organisation.id'], name=op.f('fk_gate_decided_by_id')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_gate_initiative_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gate')),
    sa.UniqueConstraint('initiative_id', 'point', 'decided_on', name=op.f('uq_gate_initiative_id_point_decided_on'))
    )
    with op.batch_alter_table('gate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gate_decided_by_id'), ['decided_by_id'], unique=False)

    op.create_table('grant_letter',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('source_id', BIG, nullable=False),
    sa.Column('body_id', BIG, nullable=True),
    sa.Column('step', sa.String(40), nullable=False),
    sa.Column('decided', sa.Date(), nullable=False),
    sa.Column('decided_precision', sa.String(40), nullable=False),
    sa.Column('total_ore', BIG, nullable=False),
    sa.Column('letter', sa.Text(), nullable=False),
    sa.Column('terms', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("decided_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_grant_letter_decided_precision_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_grant_letter_source_known')),
    sa.CheckConstraint("step IN ('preliminary', 'final')", name=op.f('ck_grant_letter_step_known')),
    sa.CheckConstraint('total_ore > 0', name=op.f('ck_grant_letter_total_positive')),
    sa.ForeignKeyConstraint(['body_id'], ['organisation.id'], name=op.f('fk_grant_letter_body_id')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_grant_letter_initiative_id')),
    sa.ForeignKeyConstraint(['source_id'], ['funding_source.id'], name=op.f('fk_grant_letter_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grant_letter')),
    sa.UniqueConstraint('code', name=op.f('uq_grant_letter_code')),
    sa.UniqueConstraint('id', 'initiative_id', name=op.f('uq_grant_letter_id_initiative_id'))
    )
    with op.batch_alter_table('grant_letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_grant_letter_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_grant_letter_initiative_id'), ['initiative_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_grant_letter_source_id'), ['source_id'], unique=False)

    op.create_table('identity',
    sa.Column('person_id', BIG, autoincrement=False, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('function', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('sort_key', KEY, nullable=False),
    sa.Column('search_key', sa.Text(), nullable=False),
    sa.CheckConstraint("email LIKE '%_@_%'", name=op.f('ck_identity_email_has_at')),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_identity_email_in_small_letters')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_identity_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_identity')),
    sa.UniqueConstraint('email', name=op.f('uq_identity_email'))
    )
    with op.batch_alter_table('identity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_identity_sort_key'), ['sort_key'], unique=False)

    op.create_table('indicator',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('level', sa.String(40), nullable=False),
    sa.Column('direction', sa.String(40), nullable=False),
    sa.Column('coverage', sa.String(40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('method', sa.Text(), nullable=False),
    sa.Column('target_value', sa.BigInteger(), nullable=True),
    sa.Column('target_date', sa.Date(), nullable=True),
    sa.Column('months_between', BIG, nullable=True),
    sa.Column('publication_lag_months', BIG, nullable=False),
    sa.Column('baseline_id', BIG, nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("coverage IN ('sample', 'full_count', 'estimate')", name=op.f('ck_indicator_coverage_known')),
    sa.CheckConstraint("direction IN ('up', 'down')", name=op.f('ck_indicator_direction_known')),
    sa.CheckConstraint("level IN ('society', 'effect', 'result')", name=op.f('ck_indicator_level_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_indicator_source_known')),
    sa.CheckConstraint('months_between > 0', name=op.f('ck_indicator_measured_at_intervals')),
    sa.CheckConstraint('publication_lag_months >= 0', name=op.f('ck_indicator_published_after_period')),
    sa.ForeignKeyConstraint(['baseline_id'], ['measurement.id'], name='fk_indicator_baseline_id', use_alter=True),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_indicator_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_indicator_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_indicator_mission_id_code'))
    )
    op.create_table('initiative_mission',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('segment', sa.String(40), nullable=True),
    sa.Column('moscow', sa.String(40), nullable=True),
    sa.Column('wave', BIG, nullable=True),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("moscow IN ('must', 'should', 'could', 'wont')", name=op.f('ck_initiative_mission_moscow_known')),
    sa.CheckConstraint("segment IN ('observe', 'follow', 'steer')", name=op.f('ck_initiative_mission_segment_known')),
    sa.CheckConstraint('wave > 0', name=op.f('ck_initiative_mission_wave_counted_from_one')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_initiative_mission_initiative_id')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_initiative_mission_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_initiative_mission')),
    sa.UniqueConstraint('initiative_id', 'mission_id', name=op.f('uq_initiative_mission_initiative_id_mission_id'))
    )
    with op.batch_alter_table('initiative_mission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_mission_mission_id'), ['mission_id'], unique=False)

    op.create_table('initiative_person',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('part', sa.String(40), nullable=False),
    sa.Column('from_date', sa.Date(), nullable=True),
    sa.Column('to_date', sa.Date(), nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("part IN ('owner', 'deputy', 'contact')", name=op.f('ck_initiative_person_part_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_initiative_person_source_known')),
    sa.CheckConstraint('to_date >= from_date', name=op.f('ck_initiative_person_dates_in_order')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_initiative_person_initiative_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_initiative_person_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_initiative_person')),
    sa.UniqueConstraint('initiative_id', 'person_id', 'part', name=op.f('uq_initiative_person_initiative_id_person_id_part'))
    )
    with op.batch_alter_table('initiative_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_person_initiative_id'), ['initiative_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_initiative_person_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_initiative_person_one_owner', ['initiative_id'], unique=True, sqlite_where=sa.text("part = 'owner' AND to_date IS NULL"), postgresql_where=sa.text("part = 'owner' AND to_date IS NULL"))

    op.create_table('initiative_text',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_initiative_text_initiative_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_initiative_text')),
    sa.UniqueConstraint('initiative_id', 'language', name=op.f('uq_initiative_text_initiative_id_language'))
    )
    op.create_table('mission_text',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_mission_text_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission_text')),
    sa.UniqueConstraint('mission_id', 'language', name=op.f('uq_mission_text_mission_id_language'))
    )
    op.create_table('need',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('year', BIG, nullable=False),
    sa.Column('use', sa.String(40), nullable=False),
    sa.Column('amount_ore', BIG, nullable=False),
    sa.Column('price_year', BIG, nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_need_source_known')),
    sa.CheckConstraint("use IN ('build', 'run')", name=op.f('ck_need_use_known')),
    sa.CheckConstraint('amount_ore >= 0', name=op.f('ck_need_amount_not_negative')),
    sa.CheckConstraint('year BETWEEN 1990 AND 2100', name=op.f('ck_need_year_plausible')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_need_initiative_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need')),
    sa.UniqueConstraint('initiative_id', 'use', 'year', name=op.f('uq_need_initiative_id_use_year'))
    )
    op.create_table('participation',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('part', sa.String(40), nullable=False),
    sa.Column('commitment', sa.String(40), nullable=False),
    sa.Column('reservation', sa.Text(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('person_weeks', sa.BigInteger(), nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("commitment <> 'with_reservation' OR reservation <> ''", name=op.f('ck_participation_reservation_in_words')),
    sa.CheckConstraint("commitment = 'proposed' OR answered_on IS NOT NULL", name=op.f('ck_participation_answer_has_date')),
    sa.CheckConstraint("commitment IN ('proposed', 'confirmed', 'with_reservation', 'declined')", name=op.f('ck_participation_commitment_known')),
    sa.CheckConstraint("part IN ('lead', 'partner', 'pilot', 'supplier', 'consulted')", name=op.f('ck_participation_part_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_participation_source_known')),
    sa.CheckConstraint('person_weeks >= 0', name=op.f('ck_participation_person_weeks_not_negative')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_participation_initiative_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_participation_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participation')),
    sa.UniqueConstraint('initiative_id', 'organisation_id', 'part', name=op.f('uq_participation_initiative_id_organisation_id_part'))
    )
    with op.batch_alter_table('participation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_participation_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('reporting_round',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('cut_off', sa.Date(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(40), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_reporting_round_source_known')),
    sa.CheckConstraint("state IN ('planned', 'open', 'closed')", name=op.f('ck_reporting_round_state_known')),
    sa.CheckConstraint('opens_on <= due_on', name=op.f('ck_reporting_round_opens_before_due')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_reporting_round_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reporting_round')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_reporting_round_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_reporting_round_mission_id_code'))
    )
    op.create_table('risk',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('nature', sa.String(40), nullable=False),
    sa.Column('dimension', sa.String(40), nullable=False),
    sa.Column('cause', sa.Text(), nullable=False),
    sa.Column('event', sa.Text(), nullable=False),
    sa.Column('effect', sa.Text(), nullable=False),
    sa.Column('likelihood', BIG, nullable=False),
    sa.Column('consequence', BIG, nullable=False),
    sa.Column('handling', sa.String(40), nullable=False),
    sa.Column('measure', sa.Text(), nullable=False),
    sa.Column('residual_likelihood', BIG, nullable=True),
    sa.Column('residual_consequence', BIG, nullable=True),
    sa.Column('trend', sa.String(40), nullable=False),
    sa.Column('owner_id', BIG, nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("dimension IN ('time', 'cost', 'benefit', 'privacy', 'reputation')", name=op.f('ck_risk_dimension_known')),
    sa.CheckConstraint("handling IN ('avoid', 'transfer', 'reduce', 'accept')", name=op.f('ck_risk_handling_known')),
    sa.CheckConstraint("nature IN ('threat', 'opportunity')", name=op.f('ck_risk_nature_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_risk_source_known')),
    sa.CheckConstraint("trend IN ('rising', 'steady', 'falling')", name=op.f('ck_risk_trend_known')),
    sa.CheckConstraint('(residual_likelihood IS NULL) = (residual_consequence IS NULL)', name=op.f('ck_risk_residual_has_both')),
    sa.CheckConstraint('consequence BETWEEN 1 AND 5', name=op.f('ck_risk_consequence_one_to_five')),
    sa.CheckConstraint('likelihood BETWEEN 1 AND 5', name=op.f('ck_risk_likelihood_one_to_five')),
    sa.CheckConstraint('residual_consequence BETWEEN 1 AND 5', name=op.f('ck_risk_residual_consequence_one_to_five')),
    sa.CheckConstraint('residual_likelihood BETWEEN 1 AND 5', name=op.f('ck_risk_residual_likelihood_one_to_five')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_risk_initiative_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_risk_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk')),
    sa.UniqueConstraint('initiative_id', 'code', name=op.f('uq_risk_initiative_id_code'))
    )
    with op.batch_alter_table('risk', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_risk_owner_id'), ['owner_id'], unique=False)

    op.create_table('role_grant',
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('role', sa.String(40), nullable=False),
    sa.Column('mission_id', BIG, nullable=True),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("role IN ('programme_manager', 'initiative_owner', 'steering_group', 'administrator')", name=op.f('ck_role_grant_role_known')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_role_grant_mission_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_role_grant_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant'))
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_mission_id'), ['mission_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_grant_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_role_grant_all_missions', ['person_id', 'role'], unique=True, sqlite_where=sa.text('mission_id IS NULL'), postgresql_where=sa.text('mission_id IS NULL'))
        batch_op.create_index('uq_role_grant_one_mission', ['person_id', 'role', 'mission_id'], unique=True, sqlite_where=sa.text('mission_id IS NOT NULL'), postgresql_where=sa.text('mission_id IS NOT NULL'))

    op.create_table('rollout',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('bodies', sa.String(40), nullable=False),
    sa.Column('planned', sa.Date(), nullable=False),
    sa.Column('planned_precision', sa.String(40), nullable=False),
    sa.Column('planned_count', BIG, nullable=False),
    sa.Column('of_count', BIG, nullable=False),
    sa.Column('actual_count', BIG, nullable=True),
    sa.Column('counted_on', sa.Date(), nullable=True),
    sa.Column('population_share', BIG, nullable=True),
    sa.Column('local_cost_ore', BIG, nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("bodies IN ('municipalities', 'counties', 'health_trusts', 'state_offices')", name=op.f('ck_rollout_bodies_known')),
    sa.CheckConstraint("planned_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_rollout_planned_precision_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_rollout_source_known')),
    sa.CheckConstraint('(actual_count IS NULL) = (counted_on IS NULL)', name=op.f('ck_rollout_count_has_date')),
    sa.CheckConstraint('0 <= actual_count AND actual_count <= of_count', name=op.f('ck_rollout_actual_within_all')),
    sa.CheckConstraint('0 <= planned_count AND planned_count <= of_count', name=op.f('ck_rollout_planned_within_all')),
    sa.CheckConstraint('local_cost_ore >= 0', name=op.f('ck_rollout_local_cost_not_negative')),
    sa.CheckConstraint('population_share BETWEEN 0 AND 10000', name=op.f('ck_rollout_share_of_population')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_rollout_initiative_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rollout')),
    sa.UniqueConstraint('initiative_id', 'bodies', 'planned', name=op.f('uq_rollout_initiative_id_bodies_planned'))
    )
    with op.batch_alter_table('rollout', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rollout_initiative_id'), ['initiative_id'], unique=False)

    op.create_table('saved_view',
    sa.Column('id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('page', sa.String(length=80), nullable=False),
    sa.Column('query', sa.Text(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_saved_view_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_view'))
    )
    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_view_person_id_page_name'), ['person_id', 'page', 'name'], unique=True)

    op.create_table('scheme_rules',
    sa.Column('source_id', BIG, nullable=False),
    sa.Column('round', sa.String(length=40), nullable=False),
    sa.Column('category', sa.String(length=60), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('applications_due', sa.Date(), nullable=True),
    sa.Column('largest_share', sa.BigInteger(), nullable=True),
    sa.Column('smallest_cost_ore', BIG, nullable=True),
    sa.Column('largest_cost_ore', BIG, nullable=True),
    sa.Column('ceiling_ore', BIG, nullable=True),
    sa.Column('budget_years', BIG, nullable=True),
    sa.Column('applicants', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_scheme_rules_source_known')),
    sa.CheckConstraint('budget_years > 0', name=op.f('ck_scheme_rules_budget_years_positive')),
    sa.CheckConstraint('largest_share > 0 AND largest_share <= 10000', name=op.f('ck_scheme_rules_share_of_whole')),
    sa.CheckConstraint('smallest_cost_ore <= largest_cost_ore', name=op.f('ck_scheme_rules_costs_in_order')),
    sa.ForeignKeyConstraint(['source_id'], ['funding_source.id'], name=op.f('fk_scheme_rules_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scheme_rules')),
    sa.UniqueConstraint('source_id', 'round', 'category', name=op.f('uq_scheme_rules_source_id_round_category'))
    )
    op.create_table('sign_in',
    sa.Column('id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('device', sa.Text(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_sign_in_key_hash'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_person_id'), ['person_id'], unique=False)

    op.create_table('status_word_text',
    sa.Column('word_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['word_id'], ['status_word.id'], name=op.f('fk_status_word_text_word_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_word_text')),
    sa.UniqueConstraint('word_id', 'language', name=op.f('uq_status_word_text_word_id_language'))
    )
    op.create_table('strategic_goal',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_strategic_goal_source_known')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_strategic_goal_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_strategic_goal')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_strategic_goal_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_strategic_goal_mission_id_code'))
    )
    op.create_table('area_text',
    sa.Column('area_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_area_text_area_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area_text')),
    sa.UniqueConstraint('area_id', 'language', name=op.f('uq_area_text_area_id_language'))
    )
    op.create_table('assessment',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('round_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('scale_id', BIG, nullable=False),
    sa.Column('overall', sa.String(length=20), nullable=False),
    sa.Column('overall_word', sa.Text(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('made_by_id', BIG, nullable=True),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_assessment_source_known')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_assessment_initiative_id_mission_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_assessment_made_by_id')),
    sa.ForeignKeyConstraint(['round_id', 'mission_id'], ['reporting_round.id', 'reporting_round.mission_id'], name=op.f('fk_assessment_round_id_mission_id')),
    sa.ForeignKeyConstraint(['scale_id', 'overall'], ['status_word.scale_id', 'status_word.code'], name=op.f('fk_assessment_scale_id_overall')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment')),
    sa.UniqueConstraint('round_id', 'initiative_id', name=op.f('uq_assessment_round_id_initiative_id'))
    )
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_initiative_id'), ['initiative_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assessment_made_by_id'), ['made_by_id'], unique=False)

    op.create_table('benefit',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('benefit_class', sa.String(40), nullable=False),
    sa.Column('responsible_id', BIG, nullable=True),
    sa.Column('falls_in_id', BIG, nullable=True),
    sa.Column('indicator_id', BIG, nullable=True),
    sa.Column('yearly_low_ore', BIG, nullable=True),
    sa.Column('yearly_likely_ore', BIG, nullable=True),
    sa.Column('yearly_high_ore', BIG, nullable=True),
    sa.Column('from_year', BIG, nullable=True),
    sa.Column('described', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("benefit_class <> 'not_priced' OR yearly_likely_ore IS NULL", name=op.f('ck_benefit_not_priced_has_no_price')),
    sa.CheckConstraint("benefit_class IN ('budget_effect', 'other_use', 'priced_elsewhere', 'not_priced')", name=op.f('ck_benefit_benefit_class_known')),
    sa.CheckConstraint("kind IN ('state_efficiency', 'state_quality', 'municipal', 'citizens', 'business')", name=op.f('ck_benefit_kind_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_benefit_source_known')),
    sa.CheckConstraint('from_year BETWEEN 1990 AND 2100', name=op.f('ck_benefit_from_year_plausible')),
    sa.CheckConstraint('yearly_likely_ore <= yearly_high_ore', name=op.f('ck_benefit_yearly_high_in_order')),
    sa.CheckConstraint('yearly_low_ore <= yearly_likely_ore', name=op.f('ck_benefit_yearly_low_in_order')),
    sa.ForeignKeyConstraint(['falls_in_id'], ['organisation.id'], name=op.f('fk_benefit_falls_in_id')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_benefit_indicator_id')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_benefit_initiative_id')),
    sa.ForeignKeyConstraint(['responsible_id'], ['person.id'], name=op.f('fk_benefit_responsible_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_benefit')),
    sa.UniqueConstraint('initiative_id', 'code', name=op.f('uq_benefit_initiative_id_code'))
    )
    with op.batch_alter_table('benefit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_benefit_falls_in_id'), ['falls_in_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_benefit_indicator_id'), ['indicator_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_benefit_responsible_id'), ['responsible_id'], unique=False)

    op.create_table('condition_step',
    sa.Column('condition_id', BIG, nullable=False),
    sa.Column('stage', sa.String(40), nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('planned', sa.Date(), nullable=True),
    sa.Column('planned_precision', sa.String(40), nullable=True),
    sa.Column('reached_on', sa.Date(), nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("planned_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_condition_step_planned_precision_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_condition_step_source_known')),
    sa.CheckConstraint("stage IN ('inquiry', 'hearing', 'proposition', 'decision', 'regulation', 'in_force')", name=op.f('ck_condition_step_stage_known')),
    sa.CheckConstraint('(planned IS NULL) = (planned_precision IS NULL)', name=op.f('ck_condition_step_planned_has_precision')),
    sa.ForeignKeyConstraint(['condition_id'], ['condition.id'], name=op.f('fk_condition_step_condition_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_condition_step')),
    sa.UniqueConstraint('condition_id', 'stage', name=op.f('uq_condition_step_condition_id_stage'))
    )
    op.create_table('contribution',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('area_id', BIG, nullable=False),
    sa.Column('strength', sa.String(40), nullable=False),
    sa.Column('main', sa.Boolean(), nullable=False),
    sa.Column('mechanism', sa.Text(), nullable=False),
    sa.Column('line_change', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_contribution_source_known')),
    sa.CheckConstraint("strength IN ('weak', 'medium', 'strong')", name=op.f('ck_contribution_strength_known')),
    sa.ForeignKeyConstraint(['area_id', 'mission_id'], ['area.id', 'area.mission_id'], name=op.f('fk_contribution_area_id_mission_id')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_contribution_initiative_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_contribution_id_mission_id')),
    sa.UniqueConstraint('initiative_id', 'area_id', name=op.f('uq_contribution_initiative_id_area_id'))
    )
    with op.batch_alter_table('contribution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contribution_area_id'), ['area_id'], unique=False)
        batch_op.create_index('uq_contribution_one_main', ['initiative_id', 'mission_id'], unique=True, sqlite_where=sa.text('main'), postgresql_where=sa.text('main'))

    op.create_table('criterion_level',
    sa.Column('criterion_id', BIG, nullable=False),
    sa.Column('score', sa.BigInteger(), nullable=False),
    sa.Column('described', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_criterion_level_source_known')),
    sa.CheckConstraint('score BETWEEN 0 AND 10000', name=op.f('ck_criterion_level_score_on_scale')),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_criterion_level_criterion_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion_level')),
    sa.UniqueConstraint('criterion_id', 'score', name=op.f('uq_criterion_level_criterion_id_score'))
    )
    op.create_table('criterion_text',
    sa.Column('criterion_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_criterion_text_criterion_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion_text')),
    sa.UniqueConstraint('criterion_id', 'language', name=op.f('uq_criterion_text_criterion_id_language'))
    )
    op.create_table('dependency',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('needs_id', BIG, nullable=True),
    sa.Column('external_node_id', BIG, nullable=True),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('lag_days', BIG, nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("kind <> 'shared_solution' OR (needs_id IS NOT NULL AND initiative_id < needs_id)", name=op.f('ck_dependency_shared_stored_once')),
    sa.CheckConstraint("kind IN ('finish_to_start', 'start_to_start', 'finish_to_finish', 'shared_solution')", name=op.f('ck_dependency_kind_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_dependency_source_known')),
    sa.CheckConstraint('(needs_id IS NULL) <> (external_node_id IS NULL)', name=op.f('ck_dependency_waits_for_one_thing')),
    sa.CheckConstraint('initiative_id <> needs_id', name=op.f('ck_dependency_waits_for_another')),
    sa.ForeignKeyConstraint(['external_node_id', 'mission_id'], ['external_node.id', 'external_node.mission_id'], name=op.f('fk_dependency_external_node_id_mission_id')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_dependency_initiative_id_mission_id')),
    sa.ForeignKeyConstraint(['needs_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_dependency_needs_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dependency'))
    )
    with op.batch_alter_table('dependency', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_dependency_external_node_id'), ['external_node_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_dependency_mission_id'), ['mission_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_dependency_needs_id'), ['needs_id'], unique=False)
        batch_op.create_index('uq_dependency_external', ['initiative_id', 'external_node_id'], unique=True, sqlite_where=sa.text('external_node_id IS NOT NULL'), postgresql_where=sa.text('external_node_id IS NOT NULL'))
        batch_op.create_index('uq_dependency_initiative', ['initiative_id', 'needs_id', 'kind'], unique=True, sqlite_where=sa.text('needs_id IS NOT NULL'), postgresql_where=sa.text('needs_id IS NOT NULL'))

    op.create_table('funding_line',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('source_id', BIG, nullable=False),
    sa.Column('grant_id', BIG, nullable=True),
    sa.Column('recipient_id', BIG, nullable=True),
    sa.Column('year', BIG, nullable=True),
    sa.Column('use', sa.String(40), nullable=False),
    sa.Column('state', sa.String(40), nullable=False),
    sa.Column('amount_ore', BIG, nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_funding_line_source_known')),
    sa.CheckConstraint("state IN ('applied', 'preliminary', 'granted', 'refused', 'withdrawn', 'paid', 'spent')", name=op.f('ck_funding_line_state_known')),
    sa.CheckConstraint("use IN ('build', 'run')", name=op.f('ck_funding_line_use_known')),
    sa.CheckConstraint('amount_ore >= 0', name=op.f('ck_funding_line_amount_not_negative')),
    sa.CheckConstraint('year BETWEEN 1990 AND 2100', name=op.f('ck_funding_line_year_plausible')),
    sa.ForeignKeyConstraint(['grant_id'], ['grant_letter.id'], name=op.f('fk_funding_line_grant_id')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_funding_line_initiative_id')),
    sa.ForeignKeyConstraint(['recipient_id'], ['organisation.id'], name=op.f('fk_funding_line_recipient_id')),
    sa.ForeignKeyConstraint(['source_id'], ['funding_source.id'], name=op.f('fk_funding_line_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_funding_line'))
    )
    with op.batch_alter_table('funding_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_funding_line_grant_id'), ['grant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_funding_line_recipient_id'), ['recipient_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_funding_line_source_id'), ['source_id'], unique=False)
        batch_op.create_index('uq_funding_line_total', ['initiative_id', 'source_id', 'use', 'state'], unique=True, sqlite_where=sa.text('year IS NULL'), postgresql_where=sa.text('year IS NULL'))
        batch_op.create_index('uq_funding_line_year', ['initiative_id', 'source_id', 'use', 'state', 'year'], unique=True, sqlite_where=sa.text('year IS NOT NULL'), postgresql_where=sa.text('year IS NOT NULL'))

    op.create_table('indicator_area',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('indicator_id', BIG, nullable=False),
    sa.Column('area_id', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['area_id', 'mission_id'], ['area.id', 'area.mission_id'], name=op.f('fk_indicator_area_area_id_mission_id')),
    sa.ForeignKeyConstraint(['indicator_id', 'mission_id'], ['indicator.id', 'indicator.mission_id'], name=op.f('fk_indicator_area_indicator_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator_area')),
    sa.UniqueConstraint('indicator_id', 'area_id', name=op.f('uq_indicator_area_indicator_id_area_id'))
    )
    with op.batch_alter_table('indicator_area', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_area_area_id'), ['area_id'], unique=False)

    op.create_table('indicator_text',
    sa.Column('indicator_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_indicator_text_indicator_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator_text')),
    sa.UniqueConstraint('indicator_id', 'language', name=op.f('uq_indicator_text_indicator_id_language'))
    )
    op.create_table('influence',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('source_area_id', BIG, nullable=False),
    sa.Column('target_area_id', BIG, nullable=False),
    sa.Column('strength', sa.String(40), nullable=False),
    sa.Column('mechanism', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_influence_source_known')),
    sa.CheckConstraint("strength IN ('weak', 'medium', 'strong')", name=op.f('ck_influence_strength_known')),
    sa.CheckConstraint('source_area_id <> target_area_id', name=op.f('ck_influence_joins_two_areas')),
    sa.ForeignKeyConstraint(['source_area_id', 'mission_id'], ['area.id', 'area.mission_id'], name=op.f('fk_influence_source_area_id_mission_id')),
    sa.ForeignKeyConstraint(['target_area_id', 'mission_id'], ['area.id', 'area.mission_id'], name=op.f('fk_influence_target_area_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_influence')),
    sa.UniqueConstraint('source_area_id', 'target_area_id', name=op.f('uq_influence_source_area_id_target_area_id'))
    )
    with op.batch_alter_table('influence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_influence_target_area_id'), ['target_area_id'], unique=False)

    op.create_table('initiative_assignment',
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('assignment_id', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_initiative_assignment_assignment_id')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_initiative_assignment_initiative_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_initiative_assignment')),
    sa.UniqueConstraint('initiative_id', 'assignment_id', name=op.f('uq_initiative_assignment_initiative_id_assignment_id'))
    )
    with op.batch_alter_table('initiative_assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_assignment_assignment_id'), ['assignment_id'], unique=False)

    op.create_table('initiative_condition',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('condition_id', BIG, nullable=False),
    sa.Column('tie', sa.String(40), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_initiative_condition_source_known')),
    sa.CheckConstraint("tie IN ('waits_for', 'delivers')", name=op.f('ck_initiative_condition_tie_known')),
    sa.ForeignKeyConstraint(['condition_id', 'mission_id'], ['condition.id', 'condition.mission_id'], name=op.f('fk_initiative_condition_condition_id_mission_id')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_initiative_condition_initiative_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_initiative_condition')),
    sa.UniqueConstraint('initiative_id', 'condition_id', 'tie', name=op.f('uq_initiative_condition_initiative_id_condition_id_tie'))
    )
    with op.batch_alter_table('initiative_condition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_initiative_condition_condition_id'), ['condition_id'], unique=False)

    op.create_table('initiative_goal',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('goal_id', BIG, nullable=False),
    sa.Column('main', sa.Boolean(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['goal_id', 'mission_id'], ['strategic_goal.id', 'strategic_goal.mission_id'], name=op.f('fk_initiative_goal_goal_id_mission_id')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_initiative_goal_initiative_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_initiative_goal')),
    sa.UniqueConstraint('initiative_id', 'goal_id', name=op.f('uq_initiative_goal_initiative_id_goal_id'))
    )
    with op.batch_alter_table('initiative_goal', schema=None) as batch_op:
        batch_op.create_index('uq_initiative_goal_one_main', ['initiative_id', 'mission_id'], unique=True, sqlite_where=sa.text('main'), postgresql_where=sa.text('main'))

    op.create_table('measurement',
    sa.Column('indicator_id', BIG, nullable=False),
    sa.Column('period', sa.Date(), nullable=False),
    sa.Column('period_precision', sa.String(40), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.Column('low', sa.BigInteger(), nullable=True),
    sa.Column('high', sa.BigInteger(), nullable=True),
    sa.Column('sample_size', BIG, nullable=True),
    sa.Column('series', BIG, nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("period_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_measurement_period_precision_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_measurement_source_known')),
    sa.CheckConstraint('(low IS NULL) = (high IS NULL)', name=op.f('ck_measurement_interval_has_both_ends')),
    sa.CheckConstraint('low <= value AND value <= high', name=op.f('ck_measurement_value_inside_interval')),
    sa.CheckConstraint('sample_size >= 5', name=op.f('ck_measurement_no_small_cells')),
    sa.CheckConstraint('series > 0', name=op.f('ck_measurement_series_counted_from_one')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_measurement_indicator_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measurement')),
    sa.UniqueConstraint('indicator_id', 'period', 'series', name=op.f('uq_measurement_indicator_id_period_series'))
    )
    op.create_table('reminder',
    sa.Column('round_id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminder_person_id')),
    sa.ForeignKeyConstraint(['round_id'], ['reporting_round.id'], name=op.f('fk_reminder_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder'))
    )
    with op.batch_alter_table('reminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reminder_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reminder_round_id'), ['round_id'], unique=False)

    op.create_table('score',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('criterion_id', BIG, nullable=False),
    sa.Column('low', sa.BigInteger(), nullable=False),
    sa.Column('likely', sa.BigInteger(), nullable=False),
    sa.Column('high', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_score_source_known')),
    sa.CheckConstraint('0 <= low AND low <= likely', name=op.f('ck_score_low_in_order')),
    sa.CheckConstraint('likely <= high AND high <= 10000', name=op.f('ck_score_high_in_order')),
    sa.ForeignKeyConstraint(['criterion_id', 'mission_id'], ['criterion.id', 'criterion.mission_id'], name=op.f('fk_score_criterion_id_mission_id')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_score_initiative_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_score_id_mission_id')),
    sa.UniqueConstraint('initiative_id', 'criterion_id', name=op.f('uq_score_initiative_id_criterion_id'))
    )
    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_score_criterion_id'), ['criterion_id'], unique=False)

    op.create_table('status_report',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('round_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('state', sa.String(40), nullable=False),
    sa.Column('reporter_id', BIG, nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('scale_id', BIG, nullable=False),
    sa.Column('overall', sa.String(length=20), nullable=True),
    sa.Column('overall_word', sa.Text(), nullable=False),
    sa.Column('time', sa.String(length=20), nullable=True),
    sa.Column('cost', sa.String(length=20), nullable=True),
    sa.Column('benefit', sa.String(length=20), nullable=True),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('forecast_finish', sa.Date(), nullable=True),
    sa.Column('forecast_finish_precision', sa.String(40), nullable=True),
    sa.Column('forecast_cost_ore', BIG, nullable=True),
    sa.Column('deliverables_done', BIG, nullable=True),
    sa.Column('deliverables_total', BIG, nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_because', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("forecast_finish_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name=op.f('ck_status_report_forecast_finish_precision_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_status_report_source_known')),
    sa.CheckConstraint("state <> 'returned' OR returned_because <> ''", name=op.f('ck_status_report_returned_with_reason')),
    sa.CheckConstraint("state = 'draft' OR submitted_at IS NOT NULL", name=op.f('ck_status_report_submitted_has_moment')),
    sa.CheckConstraint("state IN ('draft', 'returned') OR overall IS NOT NULL", name=op.f('ck_status_report_submitted_has_light')),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'returned', 'accepted', 'locked')", name=op.f('ck_status_report_state_known')),
    sa.CheckConstraint('(forecast_finish IS NULL) = (forecast_finish_precision IS NULL)', name=op.f('ck_status_report_forecast_has_precision')),
    sa.CheckConstraint('0 <= deliverables_done AND deliverables_done <= deliverables_total', name=op.f('ck_status_report_done_within_total')),
    sa.CheckConstraint('forecast_cost_ore >= 0', name=op.f('ck_status_report_forecast_cost_not_negative')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_status_report_initiative_id_mission_id')),
    sa.ForeignKeyConstraint(['reporter_id'], ['person.id'], name=op.f('fk_status_report_reporter_id')),
    sa.ForeignKeyConstraint(['round_id', 'mission_id'], ['reporting_round.id', 'reporting_round.mission_id'], name=op.f('fk_status_report_round_id_mission_id')),
    sa.ForeignKeyConstraint(['scale_id', 'benefit'], ['status_word.scale_id', 'status_word.code'], name='fk_status_report_benefit'),
    sa.ForeignKeyConstraint(['scale_id', 'cost'], ['status_word.scale_id', 'status_word.code'], name='fk_status_report_cost'),
    sa.ForeignKeyConstraint(['scale_id', 'overall'], ['status_word.scale_id', 'status_word.code'], name='fk_status_report_overall'),
    sa.ForeignKeyConstraint(['scale_id', 'time'], ['status_word.scale_id', 'status_word.code'], name='fk_status_report_time'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_report')),
    sa.UniqueConstraint('round_id', 'initiative_id', name=op.f('uq_status_report_round_id_initiative_id'))
    )
    with op.batch_alter_table('status_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_status_report_initiative_id'), ['initiative_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_status_report_reporter_id'), ['reporter_id'], unique=False)

    op.create_table('contribution_evidence',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('contribution_id', BIG, nullable=False),
    sa.Column('evidence_id', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['contribution_id', 'mission_id'], ['contribution.id', 'contribution.mission_id'], name=op.f('fk_contribution_evidence_contribution_id_mission_id')),
    sa.ForeignKeyConstraint(['evidence_id', 'mission_id'], ['evidence.id', 'evidence.mission_id'], name=op.f('fk_contribution_evidence_evidence_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution_evidence')),
    sa.UniqueConstraint('contribution_id', 'evidence_id', name=op.f('uq_contribution_evidence_contribution_id_evidence_id'))
    )
    with op.batch_alter_table('contribution_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contribution_evidence_evidence_id'), ['evidence_id'], unique=False)

    op.create_table('report_draft',
    sa.Column('report_id', BIG, autoincrement=False, nullable=False),
    sa.Column('typed', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['status_report.id'], name=op.f('fk_report_draft_report_id')),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_report_draft'))
    )
    op.create_table('score_evidence',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('score_id', BIG, nullable=False),
    sa.Column('evidence_id', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['evidence_id', 'mission_id'], ['evidence.id', 'evidence.mission_id'], name=op.f('fk_score_evidence_evidence_id_mission_id')),
    sa.ForeignKeyConstraint(['score_id', 'mission_id'], ['score.id', 'score.mission_id'], name=op.f('fk_score_evidence_score_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score_evidence')),
    sa.UniqueConstraint('score_id', 'evidence_id', name=op.f('uq_score_evidence_score_id_evidence_id'))
    )
    with op.batch_alter_table('score_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_score_evidence_evidence_id'), ['evidence_id'], unique=False)

    # Indicator and measurement point at each other; SQLite took the key above, before there was a measurement.
    if op.get_bind().dialect.name != "sqlite":
        op.create_foreign_key(op.f("fk_indicator_baseline_id"), "indicator", "measurement", ["baseline_id"], ["id"])

    # The chain begins before the first deed.
    op.bulk_insert(
        sa.table(
            "deed_head",
            sa.column("id", sa.Integer()),
            sa.column("number", sa.Integer()),
            sa.column("hash", sa.String()),
            sa.column("at", sa.DateTime(timezone=True)),
        ),
        [{"id": 1, "number": 0, "hash": "0" * 64, "at": datetime(1970, 1, 1, tzinfo=UTC)}],
    )



def downgrade() -> None:
    with op.batch_alter_table('score_evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_score_evidence_evidence_id'))

    op.drop_table('score_evidence')
    op.drop_table('report_draft')
    with op.batch_alter_table('contribution_evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contribution_evidence_evidence_id'))

    op.drop_table('contribution_evidence')
    with op.batch_alter_table('status_report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_status_report_reporter_id'))
        batch_op.drop_index(batch_op.f('ix_status_report_initiative_id'))

    op.drop_table('status_report')
    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_score_criterion_id'))

    op.drop_table('score')
    with op.batch_alter_table('reminder', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reminder_round_id'))
        batch_op.drop_index(batch_op.f('ix_reminder_person_id'))

    op.drop_table('reminder')
    op.drop_table('measurement')
    with op.batch_alter_table('initiative_goal', schema=None) as batch_op:
        batch_op.drop_index('uq_initiative_goal_one_main', sqlite_where=sa.text('main'), postgresql_where=sa.text('main'))

    op.drop_table('initiative_goal')
    with op.batch_alter_table('initiative_condition', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_condition_condition_id'))

    op.drop_table('initiative_condition')
    with op.batch_alter_table('initiative_assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_assignment_assignment_id'))

    op.drop_table('initiative_assignment')
    with op.batch_alter_table('influence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_influence_target_area_id'))

    op.drop_table('influence')
    op.drop_table('indicator_text')
    with op.batch_alter_table('indicator_area', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_area_area_id'))

    op.drop_table('indicator_area')
    with op.batch_alter_table('funding_line', schema=None) as batch_op:
        batch_op.drop_index('uq_funding_line_year', sqlite_where=sa.text('year IS NOT NULL'), postgresql_where=sa.text('year IS NOT NULL'))
        batch_op.drop_index('uq_funding_line_total', sqlite_where=sa.text('year IS NULL'), postgresql_where=sa.text('year IS NULL'))
        batch_op.drop_index(batch_op.f('ix_funding_line_source_id'))
        batch_op.drop_index(batch_op.f('ix_funding_line_recipient_id'))
        batch_op.drop_index(batch_op.f('ix_funding_line_grant_id'))

    op.drop_table('funding_line')
    with op.batch_alter_table('dependency', schema=None) as batch_op:
        batch_op.drop_index('uq_dependency_initiative', sqlite_where=sa.text('needs_id IS NOT NULL'), postgresql_where=sa.text('needs_id IS NOT NULL'))
        batch_op.drop_index('uq_dependency_external', sqlite_where=sa.text('external_node_id IS NOT NULL'), postgresql_where=sa.text('external_node_id IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_dependency_needs_id'))
        batch_op.drop_index(batch_op.f('ix_dependency_mission_id'))
        batch_op.drop_index(batch_op.f('ix_dependency_external_node_id'))

    op.drop_table('dependency')
    op.drop_table('criterion_text')
    op.drop_table('criterion_level')
    with op.batch_alter_table('contribution', schema=None) as batch_op:
        batch_op.drop_index('uq_contribution_one_main', sqlite_where=sa.text('main'), postgresql_where=sa.text('main'))
        batch_op.drop_index(batch_op.f('ix_contribution_area_id'))

    op.drop_table('contribution')
    op.drop_table('condition_step')
    with op.batch_alter_table('benefit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_benefit_responsible_id'))
        batch_op.drop_index(batch_op.f('ix_benefit_indicator_id'))
        batch_op.drop_index(batch_op.f('ix_benefit_falls_in_id'))

    op.drop_table('benefit')
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assessment_made_by_id'))
        batch_op.drop_index(batch_op.f('ix_assessment_initiative_id'))

    op.drop_table('assessment')
    op.drop_table('area_text')
    op.drop_table('strategic_goal')
    op.drop_table('status_word_text')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_person_id'))

    op.drop_table('sign_in')
    op.drop_table('scheme_rules')
    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_view_person_id_page_name'))

    op.drop_table('saved_view')
    with op.batch_alter_table('rollout', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rollout_initiative_id'))

    op.drop_table('rollout')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index('uq_role_grant_one_mission', sqlite_where=sa.text('mission_id IS NOT NULL'), postgresql_where=sa.text('mission_id IS NOT NULL'))
        batch_op.drop_index('uq_role_grant_all_missions', sqlite_where=sa.text('mission_id IS NULL'), postgresql_where=sa.text('mission_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_role_grant_person_id'))
        batch_op.drop_index(batch_op.f('ix_role_grant_mission_id'))

    op.drop_table('role_grant')
    with op.batch_alter_table('risk', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_risk_owner_id'))

    op.drop_table('risk')
    op.drop_table('reporting_round')
    with op.batch_alter_table('participation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_participation_organisation_id'))

    op.drop_table('participation')
    op.drop_table('need')
    op.drop_table('mission_text')
    op.drop_table('initiative_text')
    with op.batch_alter_table('initiative_person', schema=None) as batch_op:
        batch_op.drop_index('uq_initiative_person_one_owner', sqlite_where=sa.text("part = 'owner' AND to_date IS NULL"), postgresql_where=sa.text("part = 'owner' AND to_date IS NULL"))
        batch_op.drop_index(batch_op.f('ix_initiative_person_person_id'))
        batch_op.drop_index(batch_op.f('ix_initiative_person_initiative_id'))

    op.drop_table('initiative_person')
    with op.batch_alter_table('initiative_mission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_mission_mission_id'))

    op.drop_table('initiative_mission')
    op.drop_table('indicator')
    with op.batch_alter_table('identity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_identity_sort_key'))

    op.drop_table('identity')
    with op.batch_alter_table('grant_letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_grant_letter_source_id'))
        batch_op.drop_index(batch_op.f('ix_grant_letter_initiative_id'))
        batch_op.drop_index(batch_op.f('ix_grant_letter_body_id'))

    op.drop_table('grant_letter')
    with op.batch_alter_table('gate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gate_decided_by_id'))

    op.drop_table('gate')
    op.drop_table('external_node')
    op.drop_table('evidence')
    op.drop_table('deliverable')
    op.drop_table('criterion')
    op.drop_table('condition')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_receiver_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_mission_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_giver_id'))

    op.drop_table('assignment')
    op.drop_table('area')
    op.drop_table('appraisal')
    op.drop_table('status_word')
    with op.batch_alter_table('provenance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_provenance_publication_id'))

    op.drop_table('provenance')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_organisation_id'))

    op.drop_table('person')
    op.drop_table('mission')
    with op.batch_alter_table('initiative', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_state'))
        batch_op.drop_index(batch_op.f('ix_initiative_sort_key'))
        batch_op.drop_index(batch_op.f('ix_initiative_run_by_id'))
        batch_op.drop_index(batch_op.f('ix_initiative_planned_finish'))
        batch_op.drop_index(batch_op.f('ix_initiative_phase'))
        batch_op.drop_index(batch_op.f('ix_initiative_lead_id'))
        batch_op.drop_index(batch_op.f('ix_initiative_kind'))
        batch_op.drop_index(batch_op.f('ix_initiative_code_key'))
        batch_op.drop_index(batch_op.f('ix_initiative_build_likely_ore'))

    op.drop_table('initiative')
    with op.batch_alter_table('funding_source', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_funding_source_payer_id'))

    op.drop_table('funding_source')
    with op.batch_alter_table('deed_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deed_change_table_name_row_id'))

    op.drop_table('deed_change')
    op.drop_table('capacity')
    with op.batch_alter_table('strategic_goal_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_strategic_goal_history_to_deed'))

    op.drop_table('strategic_goal_history')
    with op.batch_alter_table('status_word_text_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_status_word_text_history_to_deed'))

    op.drop_table('status_word_text_history')
    with op.batch_alter_table('status_word_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_status_word_history_to_deed'))

    op.drop_table('status_word_history')
    with op.batch_alter_table('status_scale_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_status_scale_history_to_deed'))

    op.drop_table('status_scale_history')
    op.drop_table('status_scale')
    with op.batch_alter_table('status_report_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_status_report_history_to_deed'))

    op.drop_table('status_report_history')
    with op.batch_alter_table('score_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_score_history_to_deed'))

    op.drop_table('score_history')
    with op.batch_alter_table('score_evidence_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_score_evidence_history_to_deed'))

    op.drop_table('score_evidence_history')
    with op.batch_alter_table('scheme_rules_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scheme_rules_history_to_deed'))

    op.drop_table('scheme_rules_history')
    with op.batch_alter_table('rollout_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rollout_history_to_deed'))

    op.drop_table('rollout_history')
    with op.batch_alter_table('role_grant_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_grant_history_to_deed'))

    op.drop_table('role_grant_history')
    with op.batch_alter_table('risk_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_risk_history_to_deed'))

    op.drop_table('risk_history')
    with op.batch_alter_table('reporting_round_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reporting_round_history_to_deed'))

    op.drop_table('reporting_round_history')
    with op.batch_alter_table('reminder_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reminder_history_to_deed'))

    op.drop_table('reminder_history')
    with op.batch_alter_table('publication_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_publication_history_to_deed'))

    op.drop_table('publication_history')
    op.drop_table('publication')
    with op.batch_alter_table('provenance_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_provenance_history_to_deed'))

    op.drop_table('provenance_history')
    with op.batch_alter_table('person_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_history_to_deed'))

    op.drop_table('person_history')
    with op.batch_alter_table('participation_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_participation_history_to_deed'))

    op.drop_table('participation_history')
    with op.batch_alter_table('organisation_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_history_to_deed'))

    op.drop_table('organisation_history')
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_successor_id'))
        batch_op.drop_index(batch_op.f('ix_organisation_sort_key'))

    op.drop_table('organisation')
    with op.batch_alter_table('need_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_history_to_deed'))

    op.drop_table('need_history')
    with op.batch_alter_table('mission_text_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mission_text_history_to_deed'))

    op.drop_table('mission_text_history')
    with op.batch_alter_table('mission_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mission_history_to_deed'))

    op.drop_table('mission_history')
    with op.batch_alter_table('measurement_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_measurement_history_to_deed'))

    op.drop_table('measurement_history')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_state_id'))
        batch_op.drop_index(batch_op.f('ix_job_person_id_id'))

    op.drop_table('job')
    with op.batch_alter_table('initiative_text_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_text_history_to_deed'))

    op.drop_table('initiative_text_history')
    with op.batch_alter_table('initiative_person_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_person_history_to_deed'))

    op.drop_table('initiative_person_history')
    with op.batch_alter_table('initiative_mission_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_mission_history_to_deed'))

    op.drop_table('initiative_mission_history')
    with op.batch_alter_table('initiative_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_history_to_deed'))

    op.drop_table('initiative_history')
    with op.batch_alter_table('initiative_goal_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_goal_history_to_deed'))

    op.drop_table('initiative_goal_history')
    with op.batch_alter_table('initiative_condition_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_condition_history_to_deed'))

    op.drop_table('initiative_condition_history')
    with op.batch_alter_table('initiative_assignment_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_initiative_assignment_history_to_deed'))

    op.drop_table('initiative_assignment_history')
    with op.batch_alter_table('influence_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_influence_history_to_deed'))

    op.drop_table('influence_history')
    with op.batch_alter_table('indicator_text_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_text_history_to_deed'))

    op.drop_table('indicator_text_history')
    with op.batch_alter_table('indicator_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_history_to_deed'))

    op.drop_table('indicator_history')
    with op.batch_alter_table('indicator_area_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_area_history_to_deed'))

    op.drop_table('indicator_area_history')
    with op.batch_alter_table('grant_letter_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_grant_letter_history_to_deed'))

    op.drop_table('grant_letter_history')
    with op.batch_alter_table('gate_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gate_history_to_deed'))

    op.drop_table('gate_history')
    with op.batch_alter_table('funding_source_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_funding_source_history_to_deed'))

    op.drop_table('funding_source_history')
    with op.batch_alter_table('funding_line_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_funding_line_history_to_deed'))

    op.drop_table('funding_line_history')
    with op.batch_alter_table('external_node_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_external_node_history_to_deed'))

    op.drop_table('external_node_history')
    with op.batch_alter_table('evidence_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_history_to_deed'))

    op.drop_table('evidence_history')
    with op.batch_alter_table('dependency_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_dependency_history_to_deed'))

    op.drop_table('dependency_history')
    with op.batch_alter_table('deliverable_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deliverable_history_to_deed'))

    op.drop_table('deliverable_history')
    op.drop_table('deed_head')
    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deed_subject_table_subject_id'))
        batch_op.drop_index(batch_op.f('ix_deed_mission_id'))
        batch_op.drop_index(batch_op.f('ix_deed_at'))
        batch_op.drop_index(batch_op.f('ix_deed_actor_id'))
        batch_op.drop_index(batch_op.f('ix_deed_act'))

    op.drop_table('deed')
    op.drop_table('database_trait')
    with op.batch_alter_table('criterion_text_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_criterion_text_history_to_deed'))

    op.drop_table('criterion_text_history')
    with op.batch_alter_table('criterion_level_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_criterion_level_history_to_deed'))

    op.drop_table('criterion_level_history')
    with op.batch_alter_table('criterion_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_criterion_history_to_deed'))

    op.drop_table('criterion_history')
    with op.batch_alter_table('contribution_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contribution_history_to_deed'))

    op.drop_table('contribution_history')
    with op.batch_alter_table('contribution_evidence_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contribution_evidence_history_to_deed'))

    op.drop_table('contribution_evidence_history')
    with op.batch_alter_table('condition_step_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_condition_step_history_to_deed'))

    op.drop_table('condition_step_history')
    with op.batch_alter_table('condition_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_condition_history_to_deed'))

    op.drop_table('condition_history')
    with op.batch_alter_table('capacity_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_capacity_history_to_deed'))

    op.drop_table('capacity_history')
    with op.batch_alter_table('benefit_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_benefit_history_to_deed'))

    op.drop_table('benefit_history')
    with op.batch_alter_table('assignment_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_history_to_deed'))

    op.drop_table('assignment_history')
    with op.batch_alter_table('assessment_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assessment_history_to_deed'))

    op.drop_table('assessment_history')
    with op.batch_alter_table('area_text_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_area_text_history_to_deed'))

    op.drop_table('area_text_history')
    with op.batch_alter_table('area_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_area_history_to_deed'))

    op.drop_table('area_history')
    with op.batch_alter_table('appraisal_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_history_to_deed'))

    op.drop_table('appraisal_history')
