"""Fields that read what Norwegians write: 57 383 633,50 and 31.12.2026 and «høsten 2026»."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, Field, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TextArea, TextInput

from app.plumbing import words
from app.plumbing.amounts import exact
from app.plumbing.formats import number
from app.plumbing.periods import Period, Precision, read
from app.plumbing.refusals import Refusal

# Scores keep four decimals, so this is what 64 bits hold of them.
LARGEST = 10**14
FIVE_DIGITS = 10**4

_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def _presence(required: bool) -> list[Any]:
    return [InputRequired()] if required else [Optional()]


class TextField(StringField):
    """Words. ``lines`` above 1 makes a text area; the text is stripped, and empty is «»."""

    def __init__(self, label: Any, *, required: bool = False, lines: int = 1, longest: int = 4000, **kw: Any) -> None:
        super().__init__(label, [*_presence(required), Length(max=longest)], **kw)
        if lines > 1:
            self.widget = TextArea()

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = valuelist[0].strip() if valuelist else ""
        self.raw_data = [self.data]  # blanks alone are no answer to a required question

    def process_data(self, value: Any) -> None:
        self.data = value or ""


class _ReadField(Field, ABC):
    """A text input whose words are read into a value; what was typed stays when it cannot be."""

    widget = TextInput()
    raw_data: Sequence[Any] | None = None

    def __init__(self, label: Any, *, required: bool = False, **kw: Any) -> None:
        super().__init__(label, _presence(required), **kw)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.written(self.data)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        if not text:
            self.raw_data = []  # blanks alone are no answer to a required question
        self.data = self.read(text) if text else None

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value of what was typed. Raises ``ValueError`` with a sentence for the person."""

    def written(self, value: Any) -> str:
        return str(value)


class NumberField(_ReadField):
    """A decimal, with comma or point; ``places`` at most, never rounded."""

    def __init__(
        self,
        label: Any,
        *,
        places: int = 2,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(label, **kw)
        self.places, self.least, self.most = places, least, most

    def read(self, text: str) -> Decimal:
        plain = _SPACES.sub("", text).replace("−", "-")
        if "," in plain:
            # 1.234,5 is Norwegian with points between thousands; 1,234.5 is not and is refused below.
            whole, _, rest = plain.partition(",")
            plain = f"{whole.replace('.', '') if re.fullmatch(r'-?[0-9]{1,3}([.][0-9]{3})+', whole) else whole}.{rest}"
        found = re.fullmatch(r"([+-]?)0*([0-9]+?)(?:[.]([0-9]*?)0*)?", plain)
        if found is None:
            raise ValueError(self._no_number(text))
        sign, whole, decimals = found.group(1), found.group(2), found.group(3) or ""
        # Told by their length, before anything reckons with them: nobody waits for a number of a million digits.
        if len(whole) > len(str(LARGEST)):
            raise self._beyond(sign)
        if len(decimals) > self.places == 0:
            raise ValueError(self._no_number(text))
        if len(decimals) > self.places:
            raise ValueError(gettext("At most %(places)s decimals.", places=self.places))
        value = Decimal(f"{sign}{whole}.{decimals or 0}")
        if abs(value) > LARGEST:
            raise self._beyond(sign)
        if self.least is not None and value < self.least:
            raise ValueError(gettext("At least %(least)s.", least=_plain(self.least)))
        if self.most is not None and value > self.most:
            raise ValueError(gettext("At most %(most)s.", most=_plain(self.most)))
        return value

    def _no_number(self, text: str) -> str:
        return gettext("“%(text)s” is not a number. Write for example 1 234,5.", text=text)

    def _beyond(self, sign: str) -> ValueError:
        if sign == "-":
            return ValueError(
                gettext("At least %(least)s.", least=_plain(-LARGEST if self.least is None else self.least))
            )
        return ValueError(gettext("At most %(most)s.", most=_plain(LARGEST if self.most is None else self.most)))

    def written(self, value: Decimal) -> str:
        return format(Decimal(value), "f").replace(".", ",")


class WholeField(NumberField):
    """A whole number."""

    def __init__(self, label: Any, **kw: Any) -> None:
        super().__init__(label, places=0, **kw)

    def read(self, text: str) -> Any:
        return int(super().read(text))

    def _no_number(self, text: str) -> str:
        return gettext("“%(text)s” is not a whole number. Write for example 12.", text=text)


def _plain(limit: Decimal | int) -> str:
    """A limit as it is read: large numbers in groups of three, years not."""
    return number(limit) if Decimal(limit).copy_abs() >= FIVE_DIGITS else str(limit)


class AmountField(NumberField):
    """An amount typed in kroner (or the mission's currency) and held in øre."""

    def __init__(self, label: Any, *, least: int = 0, **kw: Any) -> None:
        super().__init__(label, places=2, least=least, most=10**13, **kw)

    def read(self, text: str) -> Any:
        plain = re.sub(r"\s*(kr|NOK)\.?\s*$", "", text, flags=re.IGNORECASE)
        return int(super().read(plain).scaleb(2))

    def written(self, value: Any) -> str:
        return exact(int(value))


class PeriodField(_ReadField):
    """A date of any precision: 31.12.2026, 09.2026, Q3 2026, høsten 2026, 2026. Held as a :class:`Period`."""

    def read(self, text: str) -> Period:
        try:
            return read(text)
        except Refusal as refusal:
            raise ValueError(gettext(refusal.message, **refusal.values)) from None

    def written(self, value: Period) -> str:
        return value.first.strftime("%d.%m.%Y") if value.precision is Precision.DAY else str(value)


class DayField(_ReadField):
    """One day, Norwegian or ISO."""

    def read(self, text: str) -> date:
        try:
            period = read(text)
        except Refusal as refusal:
            raise ValueError(gettext(refusal.message, **refusal.values)) from None
        if period.precision is not Precision.DAY:
            raise ValueError(gettext("Give the day too, for example 31.12.2026."))
        return period.first

    def written(self, value: date) -> str:
        return value.strftime("%d.%m.%Y")


class ChoiceField(SelectField):
    """One of some (value, words); not required offers an empty choice, called ``none``, which reads as None."""

    def __init__(
        self,
        label: Any,
        options: Callable[[], Iterable[tuple[str, str]]],
        *,
        required: bool = False,
        coerce: Callable[[str], Any] = str,
        none: Any = "",
        **kw: Any,
    ) -> None:
        self._options, self._read = options, coerce
        super().__init__(
            label,
            _presence(required),
            coerce=lambda value: None if value in (None, "") else coerce(value),
            choices=lambda: [
                *([] if required and self.data else [SelectChoice("", none)]),
                *(SelectChoice(value, text) for value, text in self._options()),
            ],
            **kw,
        )

    def offer(self, options: Iterable[tuple[Any, str]]) -> None:
        """Set what can be chosen, where that depends on what the form is about; before it is validated or shown."""
        offered = [(str(value), text) for value, text in options]
        self._options = lambda: offered

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("Choose one of those in the list.")) from None

    def pre_validate(self, form: Any) -> None:
        if self.data is not None:
            super().pre_validate(form)


class WordField(ChoiceField):
    """A word of a closed list, held as the enum's member."""

    def __init__(self, label: Any, members: type[StrEnum], **kw: Any) -> None:
        super().__init__(label, lambda: words.choices(members), coerce=members, **kw)


class RowField(ChoiceField):
    """A row of another table, held as its id; ``options`` are (id, words) read when the form is shown."""

    def __init__(self, label: Any, options: Callable[[], Iterable[tuple[int, str]]], **kw: Any) -> None:
        super().__init__(label, lambda: ((str(row), text) for row, text in options()), coerce=int, **kw)


class TextsField(SelectMultipleField):
    """Several of some (id, words), as check boxes; held as a list of ids."""

    def __init__(self, label: Any, options: Callable[[], Iterable[tuple[int, str]]], **kw: Any) -> None:
        from wtforms.widgets import CheckboxInput, ListWidget

        super().__init__(
            label,
            coerce=int,
            choices=lambda: [SelectChoice(str(row), text) for row, text in options()],
            option_widget=CheckboxInput(),
            widget=ListWidget(prefix_label=False),
            **kw,
        )

    def offer(self, options: Iterable[tuple[int, str]]) -> None:
        """As :meth:`ChoiceField.offer`."""
        self.choices = [SelectChoice(str(row), text) for row, text in options]


class YesNoField(BooleanField):
    """A check box."""
