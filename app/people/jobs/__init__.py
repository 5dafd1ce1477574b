"""Work of this chapter that outlives a request: letters to persons, and tidying up at night."""

from app.people.jobs import letters, tidying

__all__ = ["letters", "tidying"]
