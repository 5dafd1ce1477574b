"""Forms: HTTP words become one frozen decision; strings stop here.

A refusal by the domain is shown beside the question it blames, a lost race as what the other person changed; in both
cases the page comes back with everything that was typed.
"""

from app.plumbing.forms.base import Form
from app.plumbing.forms.fields import (
    AmountField,
    ChoiceField,
    DayField,
    NumberField,
    PeriodField,
    RowField,
    TextField,
    TextsField,
    WholeField,
    WordField,
    YesNoField,
)

__all__ = [
    "AmountField",
    "ChoiceField",
    "DayField",
    "Form",
    "NumberField",
    "PeriodField",
    "RowField",
    "TextField",
    "TextsField",
    "WholeField",
    "WordField",
    "YesNoField",
]
