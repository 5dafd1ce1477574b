"""Rows that stand as they were written: the database itself refuses to change or delete them.

Services that cannot edit are not enough: a repaired query or a later version might. What was wrong is corrected by a
new row that names the old one.
"""

from __future__ import annotations

from sqlalchemy import DDL, Table, event

# What the database says when somebody tries; ``constraints`` knows the name by its ending.
STAYS = "_stays"

FUNCTION = """
CREATE OR REPLACE FUNCTION row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this row stands as it was written'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_stays';
END $$
"""


def statements(table: str, dialect: str) -> list[str]:
    """What makes the rows of a table stand, in the words of the database."""
    if dialect == "postgresql":
        return [
            FUNCTION,
            f"CREATE TRIGGER {table}{STAYS} BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION row_stays()",
        ]
    return [
        f"CREATE TRIGGER {table}{STAYS}_{deed.lower()} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}{STAYS}'); END"
        for deed in ("UPDATE", "DELETE")
    ]


def stays(*tables: Table) -> None:
    """Make the rows of these tables stand, wherever the tables are made."""
    for table in tables:
        for dialect in ("postgresql", "sqlite"):
            for statement in statements(table.name, dialect):
                words = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]  # SQLAlchemy's gap
                event.listen(table, "after_create", words.execute_if(dialect=dialect))
