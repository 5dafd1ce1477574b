"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.choices.policy import ChoicePermission
from app.choices.rules import Act
from app.plumbing.words import Words

WORDS: Words = {}

# What one may do, as the page of roles says it.
PERMISSIONS: Mapping[StrEnum, LazyString] = {
    ChoicePermission.VIEW: _("See criteria, scores and ranking"),
    ChoicePermission.WEIGH: _("Set criteria and weights"),
    ChoicePermission.SCORE: _("Score initiatives"),
}

# What was done, as the record says it.
ACTS: Mapping[StrEnum, LazyString] = {
    Act.CRITERION_ADD: _("Added a criterion"),
    Act.CRITERION_EDIT: _("Edited a criterion"),
    Act.WEIGHTS_SET: _("Set the weights of the criteria"),
    Act.SCORE_PUT: _("Scored an initiative"),
}
