"""Tokens that may have alternatives solved"""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    _known("scope IN ('read', 'solve')")


def downgrade() -> None:
    # What may do more than the older program knows ends: it does not go on with less than it was made for.
    op.execute("DELETE FROM api_token WHERE scope = 'solve'")
    _known("scope IN ('read')")


def _known(words: str) -> None:
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_api_token_scope_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_api_token_scope_known"), words)
