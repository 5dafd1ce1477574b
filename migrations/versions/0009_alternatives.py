"""Alternatives: their assumptions, what shuts out or helps each other, and what came of solving them"""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = '0009'
down_revision = '0008'


def upgrade() -> None:
    op.create_table('interplay_gain_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('interplay_id', BIG, autoincrement=False, nullable=True),
    sa.Column('criterion_id', BIG, autoincrement=False, nullable=True),
    sa.Column('points', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_interplay_gain_history'))
    )
    op.create_index(op.f('ix_interplay_gain_history_to_deed'), 'interplay_gain_history', ['to_deed'], unique=False)

    op.create_table('interplay_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('kind', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('reason', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_interplay_history'))
    )
    op.create_index(op.f('ix_interplay_history_to_deed'), 'interplay_history', ['to_deed'], unique=False)

    op.create_table('interplay_member_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('interplay_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_interplay_member_history'))
    )
    op.create_index(op.f('ix_interplay_member_history_initiative_id'), 'interplay_member_history', ['initiative_id'], unique=False)
    op.create_index(op.f('ix_interplay_member_history_to_deed'), 'interplay_member_history', ['to_deed'], unique=False)

    op.create_table('interplay_saving_history',
    sa.Column('interplay_id', BIG, autoincrement=False, nullable=True),
    sa.Column('year', BIG, autoincrement=False, nullable=True),
    sa.Column('use', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('amount_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_interplay_saving_history'))
    )
    op.create_index(op.f('ix_interplay_saving_history_to_deed'), 'interplay_saving_history', ['to_deed'], unique=False)

    op.create_table('scenario_budget_history',
    sa.Column('scenario_id', BIG, autoincrement=False, nullable=True),
    sa.Column('source_id', BIG, autoincrement=False, nullable=True),
    sa.Column('year', BIG, autoincrement=False, nullable=True),
    sa.Column('amount_ore', BIG, autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_scenario_budget_history'))
    )
    op.create_index(op.f('ix_scenario_budget_history_to_deed'), 'scenario_budget_history', ['to_deed'], unique=False)

    op.create_table('scenario_capacity_history',
    sa.Column('scenario_id', BIG, autoincrement=False, nullable=True),
    sa.Column('organisation_id', BIG, autoincrement=False, nullable=True),
    sa.Column('person_weeks', sa.BigInteger(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_scenario_capacity_history'))
    )
    op.create_index(op.f('ix_scenario_capacity_history_to_deed'), 'scenario_capacity_history', ['to_deed'], unique=False)

    op.create_table('scenario_cover_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('scenario_id', BIG, autoincrement=False, nullable=True),
    sa.Column('area_id', BIG, autoincrement=False, nullable=True),
    sa.Column('least', BIG, autoincrement=False, nullable=True),
    sa.Column('strength', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_scenario_cover_history'))
    )
    op.create_index(op.f('ix_scenario_cover_history_to_deed'), 'scenario_cover_history', ['to_deed'], unique=False)

    op.create_table('scenario_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('code', sa.String(length=20), autoincrement=False, nullable=True),
    sa.Column('language', sa.String(length=2), autoincrement=False, nullable=True),
    sa.Column('title', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('purpose', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('weighing_id', BIG, autoincrement=False, nullable=True),
    sa.Column('owner_id', BIG, autoincrement=False, nullable=True),
    sa.Column('shared', sa.Boolean(), autoincrement=False, nullable=True),
    sa.Column('archived_on', sa.Date(), autoincrement=False, nullable=True),
    sa.Column('first_year', BIG, autoincrement=False, nullable=True),
    sa.Column('last_year', BIG, autoincrement=False, nullable=True),
    sa.Column('underway', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('run_money', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('version', BIG, autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_scenario_history'))
    )
    op.create_index(op.f('ix_scenario_history_to_deed'), 'scenario_history', ['to_deed'], unique=False)

    op.create_table('scenario_pick_history',
    sa.Column('mission_id', BIG, autoincrement=False, nullable=True),
    sa.Column('scenario_id', BIG, autoincrement=False, nullable=True),
    sa.Column('initiative_id', BIG, autoincrement=False, nullable=True),
    sa.Column('pick', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('reason', sa.Text(), autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_scenario_pick_history'))
    )
    op.create_index(op.f('ix_scenario_pick_history_initiative_id'), 'scenario_pick_history', ['initiative_id'], unique=False)
    op.create_index(op.f('ix_scenario_pick_history_to_deed'), 'scenario_pick_history', ['to_deed'], unique=False)

    op.create_table('scenario_source_history',
    sa.Column('scenario_id', BIG, autoincrement=False, nullable=True),
    sa.Column('source_id', BIG, autoincrement=False, nullable=True),
    sa.Column('pays', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('applicants', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('rules_id', BIG, autoincrement=False, nullable=True),
    sa.Column('source', sa.String(40), autoincrement=False, nullable=True),
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('from_deed', BIG, autoincrement=False, nullable=False),
    sa.Column('to_deed', BIG, nullable=True),
    sa.PrimaryKeyConstraint('id', 'from_deed', name=op.f('pk_scenario_source_history'))
    )
    op.create_index(op.f('ix_scenario_source_history_to_deed'), 'scenario_source_history', ['to_deed'], unique=False)

    op.create_table('interplay',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("kind IN ('exclusion', 'synergy')", name=op.f('ck_interplay_kind_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_interplay_source_known')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_interplay_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interplay')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_interplay_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_interplay_mission_id_code'))
    )
    op.create_table('interplay_gain',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('interplay_id', BIG, nullable=False),
    sa.Column('criterion_id', BIG, nullable=False),
    sa.Column('points', sa.BigInteger(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_interplay_gain_source_known')),
    sa.CheckConstraint('points BETWEEN 1 AND 10000', name=op.f('ck_interplay_gain_points_on_scale')),
    sa.ForeignKeyConstraint(['criterion_id', 'mission_id'], ['criterion.id', 'criterion.mission_id'], name=op.f('fk_interplay_gain_criterion_id_mission_id')),
    sa.ForeignKeyConstraint(['interplay_id', 'mission_id'], ['interplay.id', 'interplay.mission_id'], name=op.f('fk_interplay_gain_interplay_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interplay_gain')),
    sa.UniqueConstraint('interplay_id', 'criterion_id', name=op.f('uq_interplay_gain_interplay_id_criterion_id'))
    )
    op.create_index(op.f('ix_interplay_gain_criterion_id'), 'interplay_gain', ['criterion_id'], unique=False)

    op.create_table('interplay_member',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('interplay_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_interplay_member_initiative_id_mission_id')),
    sa.ForeignKeyConstraint(['interplay_id', 'mission_id'], ['interplay.id', 'interplay.mission_id'], name=op.f('fk_interplay_member_interplay_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interplay_member')),
    sa.UniqueConstraint('interplay_id', 'initiative_id', name=op.f('uq_interplay_member_interplay_id_initiative_id'))
    )
    op.create_index(op.f('ix_interplay_member_initiative_id'), 'interplay_member', ['initiative_id'], unique=False)

    op.create_table('interplay_saving',
    sa.Column('interplay_id', BIG, nullable=False),
    sa.Column('year', BIG, nullable=False),
    sa.Column('use', sa.String(40), nullable=False),
    sa.Column('amount_ore', BIG, nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_interplay_saving_source_known')),
    sa.CheckConstraint("use IN ('build', 'run')", name=op.f('ck_interplay_saving_use_known')),
    sa.CheckConstraint('amount_ore > 0', name=op.f('ck_interplay_saving_amount_positive')),
    sa.CheckConstraint('year BETWEEN 1990 AND 2100', name=op.f('ck_interplay_saving_year_plausible')),
    sa.ForeignKeyConstraint(['interplay_id'], ['interplay.id'], name=op.f('fk_interplay_saving_interplay_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interplay_saving')),
    sa.UniqueConstraint('interplay_id', 'year', 'use', name=op.f('uq_interplay_saving_interplay_id_year_use'))
    )
    op.create_table('scenario',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('weighing_id', BIG, nullable=True),
    sa.Column('owner_id', BIG, nullable=True),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('archived_on', sa.Date(), nullable=True),
    sa.Column('first_year', BIG, nullable=False),
    sa.Column('last_year', BIG, nullable=False),
    sa.Column('underway', sa.String(40), nullable=False),
    sa.Column('run_money', sa.String(40), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('version', BIG, nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("run_money IN ('told', 'binding')", name=op.f('ck_scenario_run_money_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_scenario_source_known')),
    sa.CheckConstraint("underway IN ('goes_on', 'up_for_choice')", name=op.f('ck_scenario_underway_known')),
    sa.CheckConstraint('first_year BETWEEN 1990 AND 2100', name=op.f('ck_scenario_first_year_plausible')),
    sa.CheckConstraint('last_year BETWEEN first_year AND 2100', name=op.f('ck_scenario_years_in_order')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_scenario_mission_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_scenario_owner_id')),
    sa.ForeignKeyConstraint(['weighing_id', 'mission_id'], ['weighing.id', 'weighing.mission_id'], name=op.f('fk_scenario_weighing_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario')),
    sa.UniqueConstraint('id', 'mission_id', name=op.f('uq_scenario_id_mission_id')),
    sa.UniqueConstraint('mission_id', 'code', name=op.f('uq_scenario_mission_id_code'))
    )
    op.create_index(op.f('ix_scenario_owner_id'), 'scenario', ['owner_id'], unique=False)
    op.create_index(op.f('ix_scenario_weighing_id'), 'scenario', ['weighing_id'], unique=False)

    op.create_table('scenario_capacity',
    sa.Column('scenario_id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('person_weeks', sa.BigInteger(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_scenario_capacity_source_known')),
    sa.CheckConstraint('person_weeks >= 0', name=op.f('ck_scenario_capacity_person_weeks_not_negative')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_scenario_capacity_organisation_id')),
    sa.ForeignKeyConstraint(['scenario_id'], ['scenario.id'], name=op.f('fk_scenario_capacity_scenario_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario_capacity')),
    sa.UniqueConstraint('scenario_id', 'organisation_id', name=op.f('uq_scenario_capacity_scenario_id_organisation_id'))
    )
    op.create_index(op.f('ix_scenario_capacity_organisation_id'), 'scenario_capacity', ['organisation_id'], unique=False)

    op.create_table('scenario_cover',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('scenario_id', BIG, nullable=False),
    sa.Column('area_id', BIG, nullable=False),
    sa.Column('least', BIG, nullable=False),
    sa.Column('strength', sa.String(40), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_scenario_cover_source_known')),
    sa.CheckConstraint("strength IN ('weak', 'medium', 'strong')", name=op.f('ck_scenario_cover_strength_known')),
    sa.CheckConstraint('least BETWEEN 1 AND 1000', name=op.f('ck_scenario_cover_least_plausible')),
    sa.ForeignKeyConstraint(['area_id', 'mission_id'], ['area.id', 'area.mission_id'], name=op.f('fk_scenario_cover_area_id_mission_id')),
    sa.ForeignKeyConstraint(['scenario_id', 'mission_id'], ['scenario.id', 'scenario.mission_id'], name=op.f('fk_scenario_cover_scenario_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario_cover')),
    sa.UniqueConstraint('scenario_id', 'area_id', name=op.f('uq_scenario_cover_scenario_id_area_id'))
    )
    op.create_index(op.f('ix_scenario_cover_area_id'), 'scenario_cover', ['area_id'], unique=False)

    op.create_table('scenario_pick',
    sa.Column('mission_id', BIG, nullable=False),
    sa.Column('scenario_id', BIG, nullable=False),
    sa.Column('initiative_id', BIG, nullable=False),
    sa.Column('pick', sa.String(40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("pick IN ('in', 'out')", name=op.f('ck_scenario_pick_pick_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_scenario_pick_source_known')),
    sa.ForeignKeyConstraint(['initiative_id', 'mission_id'], ['initiative_mission.initiative_id', 'initiative_mission.mission_id'], name=op.f('fk_scenario_pick_initiative_id_mission_id')),
    sa.ForeignKeyConstraint(['scenario_id', 'mission_id'], ['scenario.id', 'scenario.mission_id'], name=op.f('fk_scenario_pick_scenario_id_mission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario_pick')),
    sa.UniqueConstraint('scenario_id', 'initiative_id', name=op.f('uq_scenario_pick_scenario_id_initiative_id'))
    )
    op.create_index(op.f('ix_scenario_pick_initiative_id'), 'scenario_pick', ['initiative_id'], unique=False)

    op.create_table('scenario_source',
    sa.Column('scenario_id', BIG, nullable=False),
    sa.Column('source_id', BIG, nullable=False),
    sa.Column('pays', sa.String(40), nullable=False),
    sa.Column('applicants', sa.String(40), nullable=False),
    sa.Column('rules_id', BIG, nullable=True),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("applicants IN ('everyone', 'state_bodies', 'payer')", name=op.f('ck_scenario_source_applicants_known')),
    sa.CheckConstraint("pays IN ('build', 'run', 'both')", name=op.f('ck_scenario_source_pays_known')),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_scenario_source_source_known')),
    sa.ForeignKeyConstraint(['rules_id'], ['scheme_rules.id'], name=op.f('fk_scenario_source_rules_id')),
    sa.ForeignKeyConstraint(['scenario_id'], ['scenario.id'], name=op.f('fk_scenario_source_scenario_id')),
    sa.ForeignKeyConstraint(['source_id'], ['funding_source.id'], name=op.f('fk_scenario_source_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario_source')),
    sa.UniqueConstraint('scenario_id', 'source_id', name=op.f('uq_scenario_source_scenario_id_source_id'))
    )
    op.create_index(op.f('ix_scenario_source_rules_id'), 'scenario_source', ['rules_id'], unique=False)
    op.create_index(op.f('ix_scenario_source_source_id'), 'scenario_source', ['source_id'], unique=False)

    op.create_table('solution',
    sa.Column('id', BIG, nullable=False),
    sa.Column('scenario_id', BIG, nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('at_deed', BIG, nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('complete', sa.Boolean(), nullable=False),
    sa.Column('job_id', BIG, nullable=True),
    sa.Column('solved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('best', 'robust')", name=op.f('ck_solution_kind_known')),
    sa.CheckConstraint('at_deed >= 0', name=op.f('ck_solution_deed_counted')),
    sa.ForeignKeyConstraint(['scenario_id'], ['scenario.id'], name=op.f('fk_solution_scenario_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_solution'))
    )
    op.create_index(op.f('ix_solution_scenario_id_kind_id'), 'solution', ['scenario_id', 'kind', 'id'], unique=False)

    op.create_table('scenario_budget',
    sa.Column('scenario_id', BIG, nullable=False),
    sa.Column('source_id', BIG, nullable=False),
    sa.Column('year', BIG, nullable=False),
    sa.Column('amount_ore', BIG, nullable=False),
    sa.Column('source', sa.String(40), nullable=False),
    sa.Column('id', BIG, nullable=False),
    sa.CheckConstraint("source IN ('published', 'illustrative', 'entered', 'imported')", name=op.f('ck_scenario_budget_source_known')),
    sa.CheckConstraint('amount_ore >= 0', name=op.f('ck_scenario_budget_amount_not_negative')),
    sa.CheckConstraint('year BETWEEN 1990 AND 2100', name=op.f('ck_scenario_budget_year_plausible')),
    sa.ForeignKeyConstraint(['scenario_id', 'source_id'], ['scenario_source.scenario_id', 'scenario_source.source_id'], name=op.f('fk_scenario_budget_scenario_id_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario_budget')),
    sa.UniqueConstraint('scenario_id', 'source_id', 'year', name=op.f('uq_scenario_budget_scenario_id_source_id_year'))
    )


def downgrade() -> None:
    op.drop_table('scenario_budget')
    op.drop_table('solution')
    op.drop_table('scenario_source')
    op.drop_table('scenario_pick')
    op.drop_table('scenario_cover')
    op.drop_table('scenario_capacity')
    op.drop_table('scenario')
    op.drop_table('interplay_saving')
    op.drop_table('interplay_member')
    op.drop_table('interplay_gain')
    op.drop_table('interplay')
    op.drop_table('scenario_source_history')
    op.drop_table('scenario_pick_history')
    op.drop_table('scenario_history')
    op.drop_table('scenario_cover_history')
    op.drop_table('scenario_capacity_history')
    op.drop_table('scenario_budget_history')
    op.drop_table('interplay_saving_history')
    op.drop_table('interplay_member_history')
    op.drop_table('interplay_history')
    op.drop_table('interplay_gain_history')
