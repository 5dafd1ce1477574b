"""The form that can carry out a deed and come back with a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm

from app.plumbing.asked import current_actor
from app.plumbing.committer import unit_of_work
from app.plumbing.conflicts import Conflict, conflict_of
from app.plumbing.outages import Outage, Unclear
from app.plumbing.refusals import Changed, Refusal

# Whole numbers of so many digits fit the databases' 64 bits.
LONGEST_WHOLE = 18


class Form(FlaskForm):
    """``accepts`` runs the deed in a unit of work; ``conflict`` and ``answer_code`` tell what came of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: Conflict | None = None
        self.answer_code = 200

    @property
    def version(self) -> int:
        """The version the person saw. «Save mine anyway» says they have now seen the newer one."""
        return version_sent("save_anyway") or version_sent()

    def submitted(self) -> bool:
        """Posted, and every field reads; otherwise the errors stand beside the fields."""
        if self.validate_on_submit():
            return True
        if self.is_submitted():
            self.answer_code = 422
        return False

    def accepts(self, deed: Callable[[], object]) -> bool:
        """Do the deed as the signed-in person. False when it was refused, with the reason where it belongs.

        A full disk lets one read: the form comes back with what was typed. Where even that fails, so does the page, and
        :mod:`app.plumbing.errors` keeps what was typed.
        """
        try:
            with unit_of_work(by=current_actor().person_id):
                deed()
        except Changed as lost:
            self.conflict = conflict_of(lost, {name: field.label.text for name, field in self._fields.items()})
            self.answer_code = 409
            return False
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        except Unclear:
            raise  # a form that looks as before would say that it was not saved
        except Outage as outage:
            self.form_errors.append(gettext(outage.message))
            self.answer_code = outage.code
            return False
        return True

    def refuse(self, refusal: Refusal) -> None:
        """Put the refusal beside the field it blames, else on top of the form."""
        self.answer_code = 422
        sentence = translated(refusal)
        blamed = self._fields.get(refusal.field or "")
        if blamed is None:
            self.form_errors.append(sentence)
        else:
            blamed.errors = [*blamed.errors, sentence]


def version_sent(name: str = "version") -> int:
    """The version posted under this name.

    0 is what is not stored yet, and no stored row is ever at it: a form that leaves its version out overwrites nobody.
    """
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_WHOLE else 0


def translated(refusal: Refusal) -> str:
    """The refusal in the language of the page."""
    return gettext(refusal.message, **refusal.values)
