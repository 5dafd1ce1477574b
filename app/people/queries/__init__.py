"""Questions about people, organisations, roles, sign-ins and the record."""

from __future__ import annotations

from app.people.queries.names import name_of, names_of

__all__ = ["name_of", "names_of"]
