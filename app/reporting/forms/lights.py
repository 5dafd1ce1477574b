"""Choosing a light: one of the scale's words, each with its shape and its definition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from app.missions.rules import Light
from app.reporting.queries import LightWord

# What a part of the work (time, cost, benefit) can be rated by; on hold and stopped are said of the whole.
RATING = frozenset({Light.GREEN, Light.YELLOW, Light.RED})


class LightField(RadioField):
    """A word of the scale, held as its code; None where none was chosen. :meth:`offer` says which there are."""

    def __init__(self, label: Any, *, required: bool = False, **kw: Any) -> None:
        super().__init__(
            label,
            [InputRequired() if required else Optional()],
            choices=[],
            coerce=lambda value: str(value) if value else None,
            **kw,
        )

    def offer(self, words: Sequence[LightWord]) -> None:
        self.choices = [
            SelectChoice(
                word.code, word.word, {"hint": word.definition, "light": word.light.value, "language": word.language}
            )
            for word in words
        ]

    def pre_validate(self, form: Any) -> None:
        if self.data is not None:
            super().pre_validate(form)
