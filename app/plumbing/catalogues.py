"""The interface's catalogues. A page looks up a hundred sentences, in one language."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask import g
from flask_babel import Babel, Domain

from app.plumbing.words import language


class Catalogues(Domain):  # type: ignore[misc]  # the library has no types
    """Found by language alone once they have been read."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._read: dict[str, Any] = {}

    def get_translations(self) -> Any:
        if not g:
            return super().get_translations()
        spoken = language()
        if spoken not in self._read:
            self._read[spoken] = super().get_translations()
        return self._read[spoken]


class Languages(Babel):  # type: ignore[misc]  # Flask-Babel is untyped
    """Flask-Babel, with one set of catalogues for as long as the process lives."""

    @cached_property
    def domain_instance(self) -> Catalogues:
        return Catalogues(domain=self.domain)
