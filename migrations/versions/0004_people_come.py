"""People come: one-time links, second factors, and jobs that are tried again later"""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

revision = '0004'
down_revision = '0003'

PROOFS = "'password', 'code', 'recovery', 'provider', 'provider_strong', 'demo'"


def upgrade() -> None:
    op.create_table('half_sign_in',
    sa.Column('id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('began_at', INSTANT, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_half_sign_in_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_half_sign_in')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_half_sign_in_key_hash'))
    )
    op.create_index(op.f('ix_half_sign_in_person_id'), 'half_sign_in', ['person_id'], unique=False)

    op.create_table('one_time_link',
    sa.Column('id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=True),
    sa.Column('purpose', sa.String(40), nullable=False),
    sa.Column('nonce', sa.String(length=43), nullable=False),
    sa.Column('made_by_id', BIG, nullable=True),
    sa.Column('job_id', BIG, nullable=True),
    sa.Column('made_at', INSTANT, nullable=False),
    sa.Column('ends_at', INSTANT, nullable=False),
    sa.Column('sent_at', INSTANT, nullable=True),
    sa.Column('used_at', INSTANT, nullable=True),
    sa.Column('withdrawn_at', INSTANT, nullable=True),
    sa.CheckConstraint("purpose IN ('invitation', 'reset')", name=op.f('ck_one_time_link_purpose_known')),
    sa.CheckConstraint("ends_at > made_at", name=op.f('ck_one_time_link_ends_after_made')),
    sa.CheckConstraint("used_at IS NULL OR withdrawn_at IS NULL", name=op.f('ck_one_time_link_used_or_withdrawn')),
    sa.CheckConstraint("person_id IS NOT NULL OR purpose = 'reset'", name=op.f('ck_one_time_link_invites_somebody')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_one_time_link_person_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_one_time_link_made_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_link'))
    )
    op.create_index(op.f('ix_one_time_link_person_id'), 'one_time_link', ['person_id'], unique=False)

    op.create_table('recovery_code',
    sa.Column('id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('used_at', INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recovery_code_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_recovery_code_code_hash'))
    )
    op.create_index(op.f('ix_recovery_code_person_id'), 'recovery_code', ['person_id'], unique=False)

    op.create_table('second_factor',
    sa.Column('person_id', BIG, autoincrement=False, nullable=False),
    sa.Column('sealed_secret', sa.Text(), nullable=False),
    sa.Column('set_at', INSTANT, nullable=False),
    sa.Column('last_step', BIG, nullable=False),
    sa.Column('failures', BIG, nullable=False),
    sa.Column('failed_at', INSTANT, nullable=True),
    sa.CheckConstraint('failures >= 0', name=op.f('ck_second_factor_failures_counted')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_second_factor_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_second_factor'))
    )

    # Added in place: a batch would copy the table and lose its CHECKs.
    op.add_column('job', sa.Column('not_before', INSTANT, nullable=True))

    with op.batch_alter_table('sign_in') as batch_op:
        batch_op.add_column(sa.Column('proof', sa.String(40), nullable=True))
    op.execute("UPDATE sign_in SET proof = 'password'")
    op.execute("UPDATE sign_in SET proof = 'demo' WHERE person_id IN (SELECT id FROM person WHERE demo_role IS NOT NULL)")
    with op.batch_alter_table('sign_in') as batch_op:
        batch_op.alter_column('proof', existing_type=sa.String(40), nullable=False)
        batch_op.create_check_constraint(op.f('ck_sign_in_proof_known'), f'proof IN ({PROOFS})')


def downgrade() -> None:
    with op.batch_alter_table('sign_in') as batch_op:
        batch_op.drop_constraint(op.f('ck_sign_in_proof_known'), type_='check')
        batch_op.drop_column('proof')
    op.drop_column('job', 'not_before')
    op.drop_table('second_factor')
    op.drop_table('recovery_code')
    op.drop_table('one_time_link')
    op.drop_table('half_sign_in')
