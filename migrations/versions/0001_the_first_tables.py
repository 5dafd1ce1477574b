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
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_area_history')
    )
    with op.batch_alter_table('area_history', schema=None) as batch_op:
        batch_op.create_index('ix_area_history_to_deed', ['to_deed'], unique=False)

    op.create_table('area_text_history',
    sa.Column('area_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_area_text_history')
    )
    with op.batch_alter_table('area_text_history', schema=None) as batch_op:
        batch_op.create_index('ix_area_text_history_to_deed', ['to_deed'], unique=False)

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
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_assignment_history')
    )
    with op.batch_alter_table('assignment_history', schema=None) as batch_op:
        batch_op.create_index('ix_assignment_history_to_deed', ['to_deed'], unique=False)

    op.create_table('database_trait',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name='pk_database_trait')
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
    sa.CheckConstraint('number > 0', name='ck_deed_number_positive'),
    sa.PrimaryKeyConstraint('number', name='pk_deed')
    )
    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.create_index('ix_deed_act', ['act'], unique=False)
        batch_op.create_index('ix_deed_actor_id', ['actor_id'], unique=False)
        batch_op.create_index('ix_deed_at', ['at'], unique=False)
        batch_op.create_index('ix_deed_mission_id', ['mission_id'], unique=False)
        batch_op.create_index('ix_deed_subject_table_subject_id', ['subject_table', 'subject_id'], unique=False)

    op.create_table('deed_head',
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('number', BIG, nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('id = 1', name='ck_deed_head_one_row'),
    sa.PrimaryKeyConstraint('id', name='pk_deed_head')
    )
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
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_evidence_history')
    )
    with op.batch_alter_table('evidence_history', schema=None) as batch_op:
        batch_op.create_index('ix_evidence_history_to_deed', ['to_deed'], unique=False)

    op.create_table('indicator_area_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('indicator_id', BIG, autoincrement=False, nullable=True),
    sa.Column('area_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_indicator_area_history')
    )
    with op.batch_alter_table('indicator_area_history', schema=None) as batch_op:
        batch_op.create_index('ix_indicator_area_history_to_deed', ['to_deed'], unique=False)

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
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_indicator_history')
    )
    with op.batch_alter_table('indicator_history', schema=None) as batch_op:
        batch_op.create_index('ix_indicator_history_to_deed', ['to_deed'], unique=False)

    op.create_table('indicator_text_history',
    sa.Column('indicator_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_indicator_text_history')
    )
    with op.batch_alter_table('indicator_text_history', schema=None) as batch_op:
        batch_op.create_index('ix_indicator_text_history_to_deed', ['to_deed'], unique=False)

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
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_influence_history')
    )
    with op.batch_alter_table('influence_history', schema=None) as batch_op:
        batch_op.create_index('ix_influence_history_to_deed', ['to_deed'], unique=False)

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
    sa.CheckConstraint("(state IN ('done', 'failed', 'stopped')) = (finished_at IS NOT NULL)", name='ck_job_ended_has_finished'),
    sa.CheckConstraint("state <> 'running' OR started_at IS NOT NULL", name='ck_job_running_has_started'),
    sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'stopped')", name='ck_job_state_known'),
    sa.CheckConstraint('attempts >= 0', name='ck_job_attempts_counted'),
    sa.CheckConstraint('progress BETWEEN 0 AND 100', name='ck_job_progress_percent'),
    sa.PrimaryKeyConstraint('id', name='pk_job'),
    sa.UniqueConstraint('occasion', name='uq_job_occasion')
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index('ix_job_person_id_id', ['person_id', 'id'], unique=False)
        batch_op.create_index('ix_job_state_id', ['state', 'id'], unique=False)

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
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_measurement_history')
    )
    with op.batch_alter_table('measurement_history', schema=None) as batch_op:
        batch_op.create_index('ix_measurement_history_to_deed', ['to_deed'], unique=False)

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
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_mission_history')
    )
    with op.batch_alter_table('mission_history', schema=None) as batch_op:
        batch_op.create_index('ix_mission_history_to_deed', ['to_deed'], unique=False)

    op.create_table('mission_text_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_mission_text_history')
    )
    with op.batch_alter_table('mission_text_history', schema=None) as batch_op:
        batch_op.create_index('ix_mission_text_history_to_deed', ['to_deed'], unique=False)

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
    sa.CheckConstraint("kind IN ('ministry', 'state_agency', 'health_trust', 'municipality', 'county', 'own_legal_person', 'association', 'supplier', 'other')", name='ck_organisation_kind_known'),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_organisation_source_known'),
    sa.CheckConstraint('length(number) = 9', name='ck_organisation_number_has_nine_digits'),
    sa.CheckConstraint('successor_id <> id', name='ck_organisation_succeeded_by_another'),
    sa.CheckConstraint('successor_id IS NULL OR valid_to IS NOT NULL', name='ck_organisation_succeeded_when_ended'),
    sa.CheckConstraint('valid_to >= valid_from', name='ck_organisation_validity_in_order'),
    sa.ForeignKeyConstraint(['successor_id'], ['organisation.id'], name='fk_organisation_successor_id'),
    sa.PrimaryKeyConstraint('id', name='pk_organisation'),
    sa.UniqueConstraint('code', name='uq_organisation_code'),
    sa.UniqueConstraint('number', name='uq_organisation_number')
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index('ix_organisation_sort_key', ['sort_key'], unique=False)
        batch_op.create_index('ix_organisation_successor_id', ['successor_id'], unique=False)

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
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_organisation_history')
    )
    with op.batch_alter_table('organisation_history', schema=None) as batch_op:
        batch_op.create_index('ix_organisation_history_to_deed', ['to_deed'], unique=False)

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
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_person_history')
    )
    with op.batch_alter_table('person_history', schema=None) as batch_op:
        batch_op.create_index('ix_person_history_to_deed', ['to_deed'], unique=False)

    op.create_table('provenance_history',
    sa.Column('subject_table', sa.String(length=60), autoincrement=False, nullable=True),
    sa.Column('subject_id', BIG, autoincrement=False, nullable=True),
    sa.Column('field', sa.String(length=60), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('publication_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_provenance_history')
    )
    with op.batch_alter_table('provenance_history', schema=None) as batch_op:
        batch_op.create_index('ix_provenance_history_to_deed', ['to_deed'], unique=False)

    op.create_table('publication',
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('publisher', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('page', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.PrimaryKeyConstraint('id', name='pk_publication'),
    sa.UniqueConstraint('code', name='uq_publication_code')
    )
    op.create_table('publication_history',
    sa.Column('code', sa.String(length=60), autoincrement=False, nullable=True),
    sa.Column('publisher', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('page', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_publication_history')
    )
    with op.batch_alter_table('publication_history', schema=None) as batch_op:
        batch_op.create_index('ix_publication_history_to_deed', ['to_deed'], unique=False)

    op.create_table('role_grant_history',
    sa.Column('person_id', BIG, autoincrement=False, nullable=True),
    sa.Column('role', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_role_grant_history')
    )
    with op.batch_alter_table('role_grant_history', schema=None) as batch_op:
        batch_op.create_index('ix_role_grant_history_to_deed', ['to_deed'], unique=False)

    op.create_table('status_scale',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.PrimaryKeyConstraint('id', name='pk_status_scale'),
    sa.UniqueConstraint('code', name='uq_status_scale_code')
    )
    op.create_table('status_scale_history',
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_status_scale_history')
    )
    with op.batch_alter_table('status_scale_history', schema=None) as batch_op:
        batch_op.create_index('ix_status_scale_history_to_deed', ['to_deed'], unique=False)

    op.create_table('status_word_history',
    sa.Column('scale_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('light', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('reportable', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_status_word_history')
    )
    with op.batch_alter_table('status_word_history', schema=None) as batch_op:
        batch_op.create_index('ix_status_word_history_to_deed', ['to_deed'], unique=False)

    op.create_table('status_word_text_history',
    sa.Column('word_id', BIG, autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('summary', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_status_word_text_history')
    )
    with op.batch_alter_table('status_word_text_history', schema=None) as batch_op:
        batch_op.create_index('ix_status_word_text_history_to_deed', ['to_deed'], unique=False)

    op.create_table('strategic_goal_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name='pk_strategic_goal_history')
    )
    with op.batch_alter_table('strategic_goal_history', schema=None) as batch_op:
        batch_op.create_index('ix_strategic_goal_history_to_deed', ['to_deed'], unique=False)

    op.create_table('deed_change',
    sa.Column('deed', BIG, autoincrement=False, nullable=False),
    sa.Column('position', BIG, autoincrement=False, nullable=False),
    sa.Column('table_name', sa.String(length=60), nullable=False),
    sa.Column('row_id', BIG, nullable=False),
    sa.Column('operation', sa.String(length=6), nullable=False),
    sa.Column('fields', sa.Text(), nullable=False),
    sa.CheckConstraint("operation IN ('insert', 'update', 'delete')", name='ck_deed_change_operation_known'),
    sa.ForeignKeyConstraint(['deed'], ['deed.number'], name='fk_deed_change_deed'),
    sa.PrimaryKeyConstraint('deed', 'position', name='pk_deed_change')
    )
    with op.batch_alter_table('deed_change', schema=None) as batch_op:
        batch_op.create_index('ix_deed_change_table_name_row_id', ['table_name', 'row_id'], unique=False)

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
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_mission_source_known'),
    sa.CheckConstraint('start_date < target_date', name='ck_mission_starts_before_target'),
    sa.ForeignKeyConstraint(['scale_id'], ['status_scale.id'], name='fk_mission_scale_id'),
    sa.PrimaryKeyConstraint('id', name='pk_mission'),
    sa.UniqueConstraint('slug', name='uq_mission_slug')
    )
    op.create_table('person',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('organisation_id', BIG, nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('demo_role', sa.String(40), nullable=True),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("demo_role IN ('programme_manager', 'initiative_owner', 'steering_group', 'administrator')", name='ck_person_demo_role_known'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name='fk_person_organisation_id'),
    sa.PrimaryKeyConstraint('id', name='pk_person'),
    sa.UniqueConstraint('code', name='uq_person_code'),
    sa.UniqueConstraint('demo_role', name='uq_person_demo_role')
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index('ix_person_organisation_id', ['organisation_id'], unique=False)

    op.create_table('provenance',
    sa.Column('subject_table', sa.String(length=60), nullable=False),
    sa.Column('subject_id', BIG, nullable=False),
    sa.Column('field', sa.String(length=60), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('publication_id', BIG, nullable=True),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("(source = 'published') = (publication_id IS NOT NULL)", name='ck_provenance_published_names_publication'),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_provenance_source_known'),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name='fk_provenance_publication_id'),
    sa.PrimaryKeyConstraint('id', name='pk_provenance'),
    sa.UniqueConstraint('subject_table', 'subject_id', 'field', name='uq_provenance_subject_table_subject_id_field')
    )
    with op.batch_alter_table('provenance', schema=None) as batch_op:
        batch_op.create_index('ix_provenance_publication_id', ['publication_id'], unique=False)

    op.create_table('status_word',
    sa.Column('scale_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('light', sa.String(40), nullable=False),
    sa.Column('reportable', sa.Boolean(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("light IN ('green', 'yellow', 'red', 'none', 'done', 'on_hold', 'stopped', 'not_started')", name='ck_status_word_light_known'),
    sa.ForeignKeyConstraint(['scale_id'], ['status_scale.id'], name='fk_status_word_scale_id'),
    sa.PrimaryKeyConstraint('id', name='pk_status_word'),
    sa.UniqueConstraint('scale_id', 'code', name='uq_status_word_scale_id_code'),
    sa.UniqueConstraint('scale_id', 'position', name='uq_status_word_scale_id_position')
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
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_area_source_known'),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name='fk_area_mission_id'),
    sa.PrimaryKeyConstraint('id', name='pk_area'),
    sa.UniqueConstraint('id', 'mission_id', name='uq_area_id_mission_id'),
    sa.UniqueConstraint('mission_id', 'code', name='uq_area_mission_id_code')
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
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_assignment_source_known'),
    sa.CheckConstraint('answered_on >= given_on', name='ck_assignment_answered_after_given'),
    sa.CheckConstraint('due_on >= given_on', name='ck_assignment_due_after_given'),
    sa.ForeignKeyConstraint(['giver_id'], ['organisation.id'], name='fk_assignment_giver_id'),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name='fk_assignment_mission_id'),
    sa.ForeignKeyConstraint(['receiver_id'], ['organisation.id'], name='fk_assignment_receiver_id'),
    sa.PrimaryKeyConstraint('id', name='pk_assignment'),
    sa.UniqueConstraint('code', name='uq_assignment_code'),
    sa.UniqueConstraint('id', 'mission_id', name='uq_assignment_id_mission_id')
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index('ix_assignment_giver_id', ['giver_id'], unique=False)
        batch_op.create_index('ix_assignment_mission_id', ['mission_id'], unique=False)
        batch_op.create_index('ix_assignment_receiver_id', ['receiver_id'], unique=False)

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
    sa.CheckConstraint("kind IN ('law', 'evaluation', 'research', 'survey', 'audit', 'trial', 'statistics', 'user_insight', 'practice')", name='ck_evidence_kind_known'),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_evidence_source_known'),
    sa.CheckConstraint("strength IN ('weak', 'moderate', 'strong')", name='ck_evidence_strength_known'),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name='fk_evidence_mission_id'),
    sa.PrimaryKeyConstraint('id', name='pk_evidence'),
    sa.UniqueConstraint('id', 'mission_id', name='uq_evidence_id_mission_id'),
    sa.UniqueConstraint('mission_id', 'code', name='uq_evidence_mission_id_code')
    )
    op.create_table('identity',
    sa.Column('person_id', BIG, autoincrement=False, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('function', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('sort_key', KEY, nullable=False),
    sa.Column('search_key', sa.Text(), nullable=False),
    sa.CheckConstraint("email LIKE '%_@_%'", name='ck_identity_email_has_at'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name='fk_identity_person_id'),
    sa.PrimaryKeyConstraint('person_id', name='pk_identity')
    )
    with op.batch_alter_table('identity', schema=None) as batch_op:
        batch_op.create_index('ix_identity_sort_key', ['sort_key'], unique=False)

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
    sa.CheckConstraint("coverage IN ('sample', 'full_count', 'estimate')", name='ck_indicator_coverage_known'),
    sa.CheckConstraint("direction IN ('up', 'down')", name='ck_indicator_direction_known'),
    sa.CheckConstraint("level IN ('society', 'effect', 'result')", name='ck_indicator_level_known'),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_indicator_source_known'),
    sa.CheckConstraint('months_between > 0', name='ck_indicator_measured_at_intervals'),
    sa.CheckConstraint('publication_lag_months >= 0', name='ck_indicator_published_after_period'),
    sa.ForeignKeyConstraint(['baseline_id'], ['measurement.id'], name='fk_indicator_baseline_id', use_alter=True),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name='fk_indicator_mission_id'),
    sa.PrimaryKeyConstraint('id', name='pk_indicator'),
    sa.UniqueConstraint('id', 'mission_id', name='uq_indicator_id_mission_id'),
    sa.UniqueConstraint('mission_id', 'code', name='uq_indicator_mission_id_code')
    )
    op.create_table('mission_text',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name='fk_mission_text_mission_id'),
    sa.PrimaryKeyConstraint('id', name='pk_mission_text'),
    sa.UniqueConstraint('mission_id', 'language', name='uq_mission_text_mission_id_language')
    )
    op.create_table('role_grant',
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('role', sa.String(40), nullable=False),
    sa.Column('mission_id', BIG, nullable=True),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("role IN ('programme_manager', 'initiative_owner', 'steering_group', 'administrator')", name='ck_role_grant_role_known'),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name='fk_role_grant_mission_id'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name='fk_role_grant_person_id'),
    sa.PrimaryKeyConstraint('id', name='pk_role_grant')
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index('ix_role_grant_mission_id', ['mission_id'], unique=False)
        batch_op.create_index('ix_role_grant_person_id', ['person_id'], unique=False)
        batch_op.create_index('uq_role_grant_all_missions', ['person_id', 'role'], unique=True, sqlite_where=sa.text('mission_id IS NULL'), postgresql_where=sa.text('mission_id IS NULL'))
        batch_op.create_index('uq_role_grant_one_mission', ['person_id', 'role', 'mission_id'], unique=True, sqlite_where=sa.text('mission_id IS NOT NULL'), postgresql_where=sa.text('mission_id IS NOT NULL'))

    op.create_table('saved_view',
    sa.Column('id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('page', sa.String(length=80), nullable=False),
    sa.Column('query', sa.Text(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name='fk_saved_view_person_id'),
    sa.PrimaryKeyConstraint('id', name='pk_saved_view')
    )
    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.create_index('ix_saved_view_person_id_page_name', ['person_id', 'page', 'name'], unique=True)

    op.create_table('sign_in',
    sa.Column('id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('device', sa.Text(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name='fk_sign_in_person_id'),
    sa.PrimaryKeyConstraint('id', name='pk_sign_in'),
    sa.UniqueConstraint('key_hash', name='uq_sign_in_key_hash')
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index('ix_sign_in_person_id', ['person_id'], unique=False)

    op.create_table('status_word_text',
    sa.Column('word_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['word_id'], ['status_word.id'], name='fk_status_word_text_word_id'),
    sa.PrimaryKeyConstraint('id', name='pk_status_word_text'),
    sa.UniqueConstraint('word_id', 'language', name='uq_status_word_text_word_id_language')
    )
    op.create_table('strategic_goal',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_strategic_goal_source_known'),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name='fk_strategic_goal_mission_id'),
    sa.PrimaryKeyConstraint('id', name='pk_strategic_goal'),
    sa.UniqueConstraint('id', 'mission_id', name='uq_strategic_goal_id_mission_id'),
    sa.UniqueConstraint('mission_id', 'code', name='uq_strategic_goal_mission_id_code')
    )
    op.create_table('area_text',
    sa.Column('area_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name='fk_area_text_area_id'),
    sa.PrimaryKeyConstraint('id', name='pk_area_text'),
    sa.UniqueConstraint('area_id', 'language', name='uq_area_text_area_id_language')
    )
    op.create_table('indicator_area',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('indicator_id', BIG, nullable=False),
    sa.Column('area_id', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['area_id', 'mission_id'], ['area.id', 'area.mission_id'], name='fk_indicator_area_area_id_mission_id'),
    sa.ForeignKeyConstraint(['indicator_id', 'mission_id'], ['indicator.id', 'indicator.mission_id'], name='fk_indicator_area_indicator_id_mission_id'),
    sa.PrimaryKeyConstraint('id', name='pk_indicator_area'),
    sa.UniqueConstraint('indicator_id', 'area_id', name='uq_indicator_area_indicator_id_area_id')
    )
    with op.batch_alter_table('indicator_area', schema=None) as batch_op:
        batch_op.create_index('ix_indicator_area_area_id', ['area_id'], unique=False)

    op.create_table('indicator_text',
    sa.Column('indicator_id', BIG, nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name='fk_indicator_text_indicator_id'),
    sa.PrimaryKeyConstraint('id', name='pk_indicator_text'),
    sa.UniqueConstraint('indicator_id', 'language', name='uq_indicator_text_indicator_id_language')
    )
    op.create_table('influence',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('source_area_id', BIG, nullable=False),
    sa.Column('target_area_id', BIG, nullable=False),
    sa.Column('strength', sa.String(40), nullable=False),
    sa.Column('mechanism', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_influence_source_known'),
    sa.CheckConstraint("strength IN ('weak', 'medium', 'strong')", name='ck_influence_strength_known'),
    sa.CheckConstraint('source_area_id <> target_area_id', name='ck_influence_joins_two_areas'),
    sa.ForeignKeyConstraint(['source_area_id', 'mission_id'], ['area.id', 'area.mission_id'], name='fk_influence_source_area_id_mission_id'),
    sa.ForeignKeyConstraint(['target_area_id', 'mission_id'], ['area.id', 'area.mission_id'], name='fk_influence_target_area_id_mission_id'),
    sa.PrimaryKeyConstraint('id', name='pk_influence'),
    sa.UniqueConstraint('source_area_id', 'target_area_id', name='uq_influence_source_area_id_target_area_id')
    )
    with op.batch_alter_table('influence', schema=None) as batch_op:
        batch_op.create_index('ix_influence_target_area_id', ['target_area_id'], unique=False)

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
    sa.CheckConstraint("period_precision IN ('day', 'month', 'quarter', 'half_year', 'year')", name='ck_measurement_period_precision_known'),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name='ck_measurement_source_known'),
    sa.CheckConstraint('(low IS NULL) = (high IS NULL)', name='ck_measurement_interval_has_both_ends'),
    sa.CheckConstraint('low <= value AND value <= high', name='ck_measurement_value_inside_interval'),
    sa.CheckConstraint('sample_size >= 5', name='ck_measurement_no_small_cells'),
    sa.CheckConstraint('series > 0', name='ck_measurement_series_counted_from_one'),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name='fk_measurement_indicator_id'),
    sa.PrimaryKeyConstraint('id', name='pk_measurement'),
    sa.UniqueConstraint('indicator_id', 'period', 'series', name='uq_measurement_indicator_id_period_series')
    )
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
    op.drop_table('measurement')
    with op.batch_alter_table('influence', schema=None) as batch_op:
        batch_op.drop_index('ix_influence_target_area_id')

    op.drop_table('influence')
    op.drop_table('indicator_text')
    with op.batch_alter_table('indicator_area', schema=None) as batch_op:
        batch_op.drop_index('ix_indicator_area_area_id')

    op.drop_table('indicator_area')
    op.drop_table('area_text')
    op.drop_table('strategic_goal')
    op.drop_table('status_word_text')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index('ix_sign_in_person_id')

    op.drop_table('sign_in')
    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.drop_index('ix_saved_view_person_id_page_name')

    op.drop_table('saved_view')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index('uq_role_grant_one_mission', sqlite_where=sa.text('mission_id IS NOT NULL'), postgresql_where=sa.text('mission_id IS NOT NULL'))
        batch_op.drop_index('uq_role_grant_all_missions', sqlite_where=sa.text('mission_id IS NULL'), postgresql_where=sa.text('mission_id IS NULL'))
        batch_op.drop_index('ix_role_grant_person_id')
        batch_op.drop_index('ix_role_grant_mission_id')

    op.drop_table('role_grant')
    op.drop_table('mission_text')
    op.drop_table('indicator')
    with op.batch_alter_table('identity', schema=None) as batch_op:
        batch_op.drop_index('ix_identity_sort_key')

    op.drop_table('identity')
    op.drop_table('evidence')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index('ix_assignment_receiver_id')
        batch_op.drop_index('ix_assignment_mission_id')
        batch_op.drop_index('ix_assignment_giver_id')

    op.drop_table('assignment')
    op.drop_table('area')
    op.drop_table('status_word')
    with op.batch_alter_table('provenance', schema=None) as batch_op:
        batch_op.drop_index('ix_provenance_publication_id')

    op.drop_table('provenance')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index('ix_person_organisation_id')

    op.drop_table('person')
    op.drop_table('mission')
    with op.batch_alter_table('deed_change', schema=None) as batch_op:
        batch_op.drop_index('ix_deed_change_table_name_row_id')

    op.drop_table('deed_change')
    with op.batch_alter_table('strategic_goal_history', schema=None) as batch_op:
        batch_op.drop_index('ix_strategic_goal_history_to_deed')

    op.drop_table('strategic_goal_history')
    with op.batch_alter_table('status_word_text_history', schema=None) as batch_op:
        batch_op.drop_index('ix_status_word_text_history_to_deed')

    op.drop_table('status_word_text_history')
    with op.batch_alter_table('status_word_history', schema=None) as batch_op:
        batch_op.drop_index('ix_status_word_history_to_deed')

    op.drop_table('status_word_history')
    with op.batch_alter_table('status_scale_history', schema=None) as batch_op:
        batch_op.drop_index('ix_status_scale_history_to_deed')

    op.drop_table('status_scale_history')
    op.drop_table('status_scale')
    with op.batch_alter_table('role_grant_history', schema=None) as batch_op:
        batch_op.drop_index('ix_role_grant_history_to_deed')

    op.drop_table('role_grant_history')
    with op.batch_alter_table('publication_history', schema=None) as batch_op:
        batch_op.drop_index('ix_publication_history_to_deed')

    op.drop_table('publication_history')
    op.drop_table('publication')
    with op.batch_alter_table('provenance_history', schema=None) as batch_op:
        batch_op.drop_index('ix_provenance_history_to_deed')

    op.drop_table('provenance_history')
    with op.batch_alter_table('person_history', schema=None) as batch_op:
        batch_op.drop_index('ix_person_history_to_deed')

    op.drop_table('person_history')
    with op.batch_alter_table('organisation_history', schema=None) as batch_op:
        batch_op.drop_index('ix_organisation_history_to_deed')

    op.drop_table('organisation_history')
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_index('ix_organisation_successor_id')
        batch_op.drop_index('ix_organisation_sort_key')

    op.drop_table('organisation')
    with op.batch_alter_table('mission_text_history', schema=None) as batch_op:
        batch_op.drop_index('ix_mission_text_history_to_deed')

    op.drop_table('mission_text_history')
    with op.batch_alter_table('mission_history', schema=None) as batch_op:
        batch_op.drop_index('ix_mission_history_to_deed')

    op.drop_table('mission_history')
    with op.batch_alter_table('measurement_history', schema=None) as batch_op:
        batch_op.drop_index('ix_measurement_history_to_deed')

    op.drop_table('measurement_history')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index('ix_job_state_id')
        batch_op.drop_index('ix_job_person_id_id')

    op.drop_table('job')
    with op.batch_alter_table('influence_history', schema=None) as batch_op:
        batch_op.drop_index('ix_influence_history_to_deed')

    op.drop_table('influence_history')
    with op.batch_alter_table('indicator_text_history', schema=None) as batch_op:
        batch_op.drop_index('ix_indicator_text_history_to_deed')

    op.drop_table('indicator_text_history')
    with op.batch_alter_table('indicator_history', schema=None) as batch_op:
        batch_op.drop_index('ix_indicator_history_to_deed')

    op.drop_table('indicator_history')
    with op.batch_alter_table('indicator_area_history', schema=None) as batch_op:
        batch_op.drop_index('ix_indicator_area_history_to_deed')

    op.drop_table('indicator_area_history')
    with op.batch_alter_table('evidence_history', schema=None) as batch_op:
        batch_op.drop_index('ix_evidence_history_to_deed')

    op.drop_table('evidence_history')
    op.drop_table('deed_head')
    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.drop_index('ix_deed_subject_table_subject_id')
        batch_op.drop_index('ix_deed_mission_id')
        batch_op.drop_index('ix_deed_at')
        batch_op.drop_index('ix_deed_actor_id')
        batch_op.drop_index('ix_deed_act')

    op.drop_table('deed')
    op.drop_table('database_trait')
    with op.batch_alter_table('assignment_history', schema=None) as batch_op:
        batch_op.drop_index('ix_assignment_history_to_deed')

    op.drop_table('assignment_history')
    with op.batch_alter_table('area_text_history', schema=None) as batch_op:
        batch_op.drop_index('ix_area_text_history_to_deed')

    op.drop_table('area_text_history')
    with op.batch_alter_table('area_history', schema=None) as batch_op:
        batch_op.drop_index('ix_area_history_to_deed')

    op.drop_table('area_history')
