"""Sign-in through a provider: who one is there, and which roles its groups give"""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "external_identity",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_external_identity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_identity")),
    )
    op.create_index(
        op.f("ix_external_identity_issuer_subject"), "external_identity", ["issuer", "subject"], unique=True
    )
    op.create_index(
        op.f("ix_external_identity_person_id_issuer"), "external_identity", ["person_id", "issuer"], unique=True
    )
    # Null in every row there is: a person gave those roles, and the record says nothing of the column.
    op.add_column("role_grant", sa.Column("from_issuer", sa.String(length=255), nullable=True))
    op.add_column("role_grant_history", sa.Column("from_issuer", sa.String(length=255), nullable=True))



def downgrade() -> None:
    op.drop_column("role_grant_history", "from_issuer")
    op.drop_column("role_grant", "from_issuer")
    op.drop_index(op.f("ix_external_identity_person_id_issuer"), table_name="external_identity")
    op.drop_index(op.f("ix_external_identity_issuer_subject"), table_name="external_identity")
    op.drop_table("external_identity")
