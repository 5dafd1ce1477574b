"""What the steering group decides"""

import sqlalchemy as sa
from alembic import op

# SQLite numbers rows by itself only for INTEGER keys.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = '0010'
down_revision = '0009'

STAYING = ('decision', 'decision_history', 'decision_item', 'decision_item_history')


def checks() -> tuple[sa.CheckConstraint, ...]:
    """SQLite copies the table, and what it is told of its CHECKs is all the copy gets."""
    return (
        sa.CheckConstraint("moscow IN ('must', 'should', 'could', 'wont')", name=op.f('ck_initiative_mission_moscow_known')),
        sa.CheckConstraint("segment IN ('observe', 'follow', 'steer')", name=op.f('ck_initiative_mission_segment_known')),
        sa.CheckConstraint('wave > 0', name=op.f('ck_initiative_mission_wave_counted_from_one')),
    )


def make_stay(table: str) -> None:
    """What was decided is neither changed nor deleted, whoever tries."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("""
CREATE OR REPLACE FUNCTION row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this row stands as it was written'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_stays';
END $$
""")
        op.execute(f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION row_stays()")
    else:
        for deed in ('UPDATE', 'DELETE'):
            op.execute(f"CREATE TRIGGER {table}_stays_{deed.lower()} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, '{table}_stays'); END")


def upgrade() -> None:
    op.create_table('agenda_item_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('meeting_id', BIG, autoincrement=False, nullable=True),
    sa.Column('number', BIG, autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('proposal', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('scenario_id', BIG, autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_agenda_item_history'))
    )
    with op.batch_alter_table('agenda_item_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_item_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('attendance_history',
    sa.Column('meeting_id', BIG, autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('person_id', BIG, autoincrement=False, nullable=True),
    sa.Column('function', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('presence', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('reason', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_attendance_history'))
    )
    with op.batch_alter_table('attendance_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('decision_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('meeting_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('number', BIG, autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('decided_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('proposal', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('wording', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('reasons', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('dissent', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('follow_up', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('follow_up_due', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('scenario_id', BIG, autoincrement=False, nullable=True),
    sa.Column('solution_id', BIG, autoincrement=False, nullable=True),
    sa.Column('at_deed', BIG, autoincrement=False, nullable=True),
    sa.Column('record_hash', sa.String(length=64), autoincrement=False, nullable=True),
    sa.Column('fingerprint', sa.String(length=64), autoincrement=False, nullable=True),
    sa.Column('grounds', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('corrects', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_decision_history'))
    )
    with op.batch_alter_table('decision_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('decision_item_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('decision_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('adoption', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_decision_item_history'))
    )
    with op.batch_alter_table('decision_item_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_item_history_initiative_id'), ['initiative_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_item_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('meeting_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('held_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('place', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_meeting_history'))
    )
    with op.batch_alter_table('meeting_history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_history_to_deed'), ['to_deed'], unique=False)

    op.create_table('meeting',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_meeting_source_known')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_meeting_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_meeting_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_meeting_mission_id_code'))
    )
    op.create_table('attendance',
    sa.Column('meeting_id', BIG, nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=True),
    sa.Column('function', sa.Text(), nullable=False),
    sa.Column('presence', sa.String(40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("(person_id IS NULL) = (function <> '')", name=op.f('ck_attendance_person_or_function')),
    sa.CheckConstraint("presence <> 'recused' OR reason <> ''", name=op.f('ck_attendance_recused_with_reason')),
    sa.CheckConstraint("presence IN ('present', 'absent', 'recused')", name=op.f('ck_attendance_presence_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_attendance_source_known')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_attendance_meeting_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attendance_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('meeting_id', 'position', name=op.f('uq_attendance_meeting_id_position'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_attendance_person_once', ['meeting_id', 'person_id'], unique=True, sqlite_where=sa.text('person_id IS NOT NULL'), postgresql_where=sa.text('person_id IS NOT NULL'))

    op.create_table('agenda_item',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('meeting_id', BIG, nullable=False),
    sa.Column('number', BIG, nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('proposal', sa.Text(), nullable=False),
    sa.Column('scenario_id', BIG, nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("kind IN ('information', 'discussion', 'decision')", name=op.f('ck_agenda_item_kind_known')),
    sa.CheckConstraint("scenario_id IS NULL OR kind = 'decision'", name=op.f('ck_agenda_item_adopted_by_decision')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_agenda_item_source_known')),
    sa.CheckConstraint('number BETWEEN 1 AND 999', name=op.f('ck_agenda_item_number_counted')),
    sa.ForeignKeyConstraint(['meeting_id', 'mission_id'], ['meeting.id', 'meeting.mission_id'], name=op.f('fk_agenda_item_meeting_id_mission_id')),
    sa.ForeignKeyConstraint(['scenario_id', 'mission_id'], ['scenario.id', 'scenario.mission_id'], name=op.f('fk_agenda_item_scenario_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_agenda_item_meeting_id_number'))
    )
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_item_scenario_id'), ['scenario_id'], unique=False)

    op.create_table('decision',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('meeting_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('number', BIG, nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('proposal', sa.Text(), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('dissent', sa.Text(), nullable=False),
    sa.Column('follow_up', sa.Text(), nullable=False),
    sa.Column('follow_up_due', sa.Date(), nullable=True),
    sa.Column('scenario_id', BIG, nullable=True),
    sa.Column('solution_id', BIG, nullable=True),
    sa.Column('at_deed', BIG, nullable=True),
    sa.Column('record_hash', sa.String(length=64), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('grounds', sa.Text(), nullable=False),
    sa.Column('corrects', sa.String(length=20), nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("kind IN ('information', 'discussion', 'decision')", name=op.f('ck_decision_kind_known')),
    sa.CheckConstraint("scenario_id IS NULL OR reasons <> ''", name=op.f('ck_decision_adoption_has_reasons')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_decision_source_known')),
    sa.CheckConstraint("wording <> ''", name=op.f('ck_decision_says_something')),
    sa.CheckConstraint('(scenario_id IS NULL) = (at_deed IS NULL)', name=op.f('ck_decision_adoption_names_deed')),
    sa.CheckConstraint('corrects <> code', name=op.f('ck_decision_corrects_another')),
    sa.ForeignKeyConstraint(['mission_id', 'corrects'], ['decision.mission_id', 'decision.code'], name=op.f('fk_decision_mission_id_corrects'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['meeting_id', 'mission_id'], ['meeting.id', 'meeting.mission_id'], name=op.f('fk_decision_meeting_id_mission_id')),
    sa.ForeignKeyConstraint(['scenario_id', 'mission_id'], ['scenario.id', 'scenario.mission_id'], name=op.f('fk_decision_scenario_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('mission_id', 'corrects', name=op.f('uq_decision_mission_id_corrects')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_decision_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_decision_mission_id_code'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_scenario_id'), ['scenario_id'], unique=False)
        batch_op.create_index('uq_decision_once', ['meeting_id', 'number'], unique=True, sqlite_where=sa.text('corrects IS NULL'), postgresql_where=sa.text('corrects IS NULL'))

    op.create_table('decision_item',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('decision_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('adoption', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("adoption IN ('prioritised', 'recommended')", name=op.f('ck_decision_item_adoption_known')),
    sa.ForeignKeyConstraint(['decision_id', 'mission_id'], ['decision.id', 'decision.mission_id'], name=op.f('fk_decision_item_decision_id_mission_id')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_decision_item_initiative_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_item')),
    sa.UniqueConstraint('decision_id', 'initiative_id', name=op.f('uq_decision_item_decision_id_initiative_id'))
    )
    with op.batch_alter_table('decision_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_item_initiative_id'), ['initiative_id'], unique=False)

    op.create_table('recomputation',
    sa.Column('id', BIG, nullable=False),
    sa.Column('decision_id', BIG, nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('versions', sa.Text(), nullable=False),
    sa.Column('same_problem', sa.Boolean(), nullable=False),
    sa.Column('feasible', sa.Boolean(), nullable=False),
    sa.Column('proven', sa.Boolean(), nullable=False),
    sa.Column('objective', sa.Text(), nullable=False),
    sa.Column('same_objective', sa.Boolean(), nullable=False),
    sa.Column('same_choice', sa.Boolean(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_recomputation_decision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recomputation'))
    )
    with op.batch_alter_table('recomputation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recomputation_decision_id'), ['decision_id'], unique=False)

    with op.batch_alter_table('initiative_mission', table_args=checks()) as batch_op:
        batch_op.add_column(sa.Column('adoption', sa.String(40), nullable=True))
        batch_op.create_check_constraint(batch_op.f('ck_initiative_mission_adoption_known'), "adoption IN ('prioritised', 'recommended')")

    with op.batch_alter_table('initiative_mission_history', schema=None) as batch_op:
        batch_op.add_column(sa.Column('adoption', sa.String(40), autoincrement=False, nullable=True))

    for table in STAYING:
        make_stay(table)


def downgrade() -> None:
    with op.batch_alter_table('initiative_mission_history', schema=None) as batch_op:
        batch_op.drop_column('adoption')

    with op.batch_alter_table('initiative_mission', table_args=checks()) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_initiative_mission_adoption_known'), type_='check')
        batch_op.drop_column('adoption')

    with op.batch_alter_table('recomputation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recomputation_decision_id'))

    op.drop_table('recomputation')
    with op.batch_alter_table('decision_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_item_initiative_id'))

    op.drop_table('decision_item')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index('uq_decision_once', sqlite_where=sa.text('corrects IS NULL'), postgresql_where=sa.text('corrects IS NULL'))
        batch_op.drop_index(batch_op.f('ix_decision_scenario_id'))

    op.drop_table('decision')
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_item_scenario_id'))

    op.drop_table('agenda_item')
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index('uq_attendance_person_once', sqlite_where=sa.text('person_id IS NOT NULL'), postgresql_where=sa.text('person_id IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_attendance_person_id'))

    op.drop_table('attendance')
    op.drop_table('meeting')
    with op.batch_alter_table('meeting_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_history_to_deed'))

    op.drop_table('meeting_history')
    with op.batch_alter_table('decision_item_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_item_history_to_deed'))
        batch_op.drop_index(batch_op.f('ix_decision_item_history_initiative_id'))

    op.drop_table('decision_item_history')
    with op.batch_alter_table('decision_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_history_to_deed'))

    op.drop_table('decision_history')
    with op.batch_alter_table('attendance_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_history_to_deed'))

    op.drop_table('attendance_history')
    with op.batch_alter_table('agenda_item_history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_item_history_to_deed'))

    op.drop_table('agenda_item_history')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION IF EXISTS row_stays()')
