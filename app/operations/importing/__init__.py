"""Rows from files into a database that is in use: the diff first, then one deed or nothing."""

from app.operations.importing.applying import Outcome, apply, preview, read_own

__all__ = ["Outcome", "apply", "preview", "read_own"]
