"""Criteria, scores, weighings, alternatives and their answers, as programs read them and ask for them."""

from __future__ import annotations

from app.choices.api.criteria import CRITERIA, OPINIONS, SCORES, WEIGHINGS
from app.choices.api.scenarios import SCENARIOS, SOLVE

RESOURCES = (CRITERIA, SCORES, OPINIONS, WEIGHINGS, SCENARIOS)
ACTIONS = (SOLVE,)
