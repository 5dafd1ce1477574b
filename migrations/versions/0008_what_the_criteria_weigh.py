"""What the criteria weigh: weighings, what is stated about weights, and what each appraiser holds"""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table('score_opinion_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('criterion_id', BIG, autoincrement=False, nullable=True),
    sa.Column('person_id', BIG, autoincrement=False, nullable=True),
    sa.Column('low', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('likely', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('high', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('reason', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_score_opinion_history'))
    )
    op.create_index(op.f('ix_score_opinion_history_initiative_id'), 'score_opinion_history', ['initiative_id'], unique=False)
    op.create_index(op.f('ix_score_opinion_history_to_deed'), 'score_opinion_history', ['to_deed'], unique=False)
    op.create_table('weighing_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=40), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('holding', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('main', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_weighing_history'))
    )
    op.create_index(op.f('ix_weighing_history_to_deed'), 'weighing_history', ['to_deed'], unique=False)
    op.create_table('weighing_point_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('weighing_id', BIG, autoincrement=False, nullable=True),
    sa.Column('criterion_id', BIG, autoincrement=False, nullable=True),
    sa.Column('points', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_weighing_point_history'))
    )
    op.create_index(op.f('ix_weighing_point_history_to_deed'), 'weighing_point_history', ['to_deed'], unique=False)
    op.create_table('weight_statement_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('weighing_id', BIG, autoincrement=False, nullable=True),
    sa.Column('position', BIG, autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('first_id', BIG, autoincrement=False, nullable=True),
    sa.Column('first_part', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('second_id', BIG, autoincrement=False, nullable=True),
    sa.Column('second_part', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('answer', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('share', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('said_by_id', BIG, autoincrement=False, nullable=True),
    sa.Column('withdrawn', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_weight_statement_history'))
    )
    op.create_index(op.f('ix_weight_statement_history_to_deed'), 'weight_statement_history', ['to_deed'], unique=False)
    op.create_table('weighing',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('holding', sa.String(40), nullable=False),
    sa.Column('main', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("holding IN ('points', 'order', 'statements')", name=op.f('ck_weighing_holding_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_weighing_source_known')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_weighing_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weighing')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_weighing_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_weighing_mission_id_code'))
    )
    op.create_index('uq_weighing_one_main', 'weighing', ['mission_id'], unique=True, sqlite_where=sa.text('main'), postgresql_where=sa.text('main'))
    op.create_table('score_opinion',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('criterion_id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('low', sa.BigInteger(), nullable=False),
    sa.Column('likely', sa.BigInteger(), nullable=False),
    sa.Column('high', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_score_opinion_source_known')),
    sa.CheckConstraint('0 <= low AND low <= likely', name=op.f('ck_score_opinion_low_in_order')),
    sa.CheckConstraint('likely <= high AND high <= 10000', name=op.f('ck_score_opinion_high_in_order')),
    sa.ForeignKeyConstraint(['criterion_id', 'mission_id'], ['criterion.id', 'criterion.mission_id'], name=op.f('fk_score_opinion_criterion_id_mission_id')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_score_opinion_initiative_id_mission_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_score_opinion_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score_opinion')),
    sa.UniqueConstraint('initiative_id', 'criterion_id', 'person_id', name=op.f('uq_score_opinion_initiative_id_criterion_id_person_id'))
    )
    op.create_index(op.f('ix_score_opinion_criterion_id'), 'score_opinion', ['criterion_id'], unique=False)
    op.create_index(op.f('ix_score_opinion_person_id'), 'score_opinion', ['person_id'], unique=False)
    op.create_table('weighing_point',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('weighing_id', BIG, nullable=False),
    sa.Column('criterion_id', BIG, nullable=False),
    sa.Column('points', sa.BigInteger(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_weighing_point_source_known')),
    sa.CheckConstraint('points >= 0', name=op.f('ck_weighing_point_points_not_negative')),
    sa.ForeignKeyConstraint(['criterion_id', 'mission_id'], ['criterion.id', 'criterion.mission_id'], name=op.f('fk_weighing_point_criterion_id_mission_id')),
    sa.ForeignKeyConstraint(['weighing_id', 'mission_id'], ['weighing.id', 'weighing.mission_id'], name=op.f('fk_weighing_point_weighing_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weighing_point')),
    sa.UniqueConstraint('weighing_id', 'criterion_id', name=op.f('uq_weighing_point_weighing_id_criterion_id'))
    )
    op.create_index(op.f('ix_weighing_point_criterion_id'), 'weighing_point', ['criterion_id'], unique=False)
    op.create_table('weight_statement',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('weighing_id', BIG, nullable=False),
    sa.Column('position', BIG, nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('first_id', BIG, nullable=False),
    sa.Column('first_part', sa.BigInteger(), nullable=True),
    sa.Column('second_id', BIG, nullable=True),
    sa.Column('second_part', sa.BigInteger(), nullable=True),
    sa.Column('answer', sa.String(40), nullable=True),
    sa.Column('share', sa.BigInteger(), nullable=True),
    sa.Column('said_by_id', BIG, nullable=True),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("(kind = 'trade_off') = (answer IS NOT NULL)", name=op.f('ck_weight_statement_trade_off_has_answer')),
    sa.CheckConstraint("(kind = 'trade_off') = (first_part IS NOT NULL)", name=op.f('ck_weight_statement_trade_off_has_first_part')),
    sa.CheckConstraint("(kind IN ('at_least', 'at_most')) = (second_id IS NULL)", name=op.f('ck_weight_statement_bound_is_of_one')),
    sa.CheckConstraint("(kind IN ('at_least', 'at_most')) = (share IS NOT NULL)", name=op.f('ck_weight_statement_bound_has_share')),
    sa.CheckConstraint("answer IN ('first', 'second', 'equal', 'skipped')", name=op.f('ck_weight_statement_answer_known')),
    sa.CheckConstraint("kind IN ('order', 'at_least', 'at_most', 'trade_off')", name=op.f('ck_weight_statement_kind_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_weight_statement_source_known')),
    sa.CheckConstraint('(first_part IS NULL) = (second_part IS NULL)', name=op.f('ck_weight_statement_both_parts')),
    sa.CheckConstraint('first_id <> second_id', name=op.f('ck_weight_statement_of_two_criteria')),
    sa.CheckConstraint('first_part BETWEEN 1 AND 100', name=op.f('ck_weight_statement_first_part_of_swing')),
    sa.CheckConstraint('second_part BETWEEN 1 AND 100', name=op.f('ck_weight_statement_second_part_of_swing')),
    sa.CheckConstraint('share BETWEEN 0 AND 10000', name=op.f('ck_weight_statement_share_of_all')),
    sa.ForeignKeyConstraint(['first_id', 'mission_id'], ['criterion.id', 'criterion.mission_id'], name=op.f('fk_weight_statement_first_id_mission_id')),
    sa.ForeignKeyConstraint(['said_by_id'], ['person.id'], name=op.f('fk_weight_statement_said_by_id')),
    sa.ForeignKeyConstraint(['second_id', 'mission_id'], ['criterion.id', 'criterion.mission_id'], name=op.f('fk_weight_statement_second_id_mission_id')),
    sa.ForeignKeyConstraint(['weighing_id', 'mission_id'], ['weighing.id', 'weighing.mission_id'], name=op.f('fk_weight_statement_weighing_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weight_statement')),
    sa.UniqueConstraint('weighing_id', 'position', name=op.f('uq_weight_statement_weighing_id_position'))
    )
    op.create_index(op.f('ix_weight_statement_first_id'), 'weight_statement', ['first_id'], unique=False)
    op.create_index(op.f('ix_weight_statement_said_by_id'), 'weight_statement', ['said_by_id'], unique=False)
    op.create_index(op.f('ix_weight_statement_second_id'), 'weight_statement', ['second_id'], unique=False)


def downgrade() -> None:
    op.drop_table('weight_statement')
    op.drop_table('weighing_point')
    op.drop_table('score_opinion')
    op.drop_table('weighing')
    op.drop_table('weight_statement_history')
    op.drop_table('weighing_point_history')
    op.drop_table('weighing_history')
    op.drop_table('score_opinion_history')
