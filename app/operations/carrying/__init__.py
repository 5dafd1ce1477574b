"""Carrying a whole database: into a file, out of one, or straight into another database.

snapshot   one moment of a database, read while people write: every table, row by row
archive    a snapshot as one file, the same for SQLite and PostgreSQL; any altered byte is noticed
content    what the two have in common: the tables, their rows as plain values, and the record's head
restore    content written into a database, proved, and brought to this version, all in one transaction
passing    a table whose rows are of the moment (who is signed in); it is carried empty

Why one form of our own and not the databases' tools: docs/decisions/0018-carrying.md.
"""

from __future__ import annotations
