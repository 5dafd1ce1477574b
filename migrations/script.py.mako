"""${message}"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
# SQLite numbers rows by itself only for INTEGER keys; a stored sort key sorts by its bytes.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
