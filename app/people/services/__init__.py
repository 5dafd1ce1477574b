"""Deeds done to organisations, persons, roles and sign-ins, inside a unit of work."""
