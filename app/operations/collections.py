"""Every collection of every chapter, in an order in which no row comes before one it points at."""

from __future__ import annotations

from app.choices import collections as choices
from app.missions import collections as missions
from app.people import collections as people
from app.plumbing.sheets.collections import Registry
from app.portfolio import collections as portfolio
from app.reporting import collections as reporting
from app.steering import collections as steering

REGISTRY = Registry(
    (
        people.PUBLICATIONS,
        people.ORGANISATIONS,
        people.PEOPLE,
        missions.STATUS_SCALES,
        missions.STATUS_WORDS,
        missions.MISSIONS,
        people.ROLE_GRANTS,
        missions.STRATEGIC_GOALS,
        missions.AREAS,
        missions.INFLUENCES,
        missions.INDICATORS,
        missions.MEASUREMENTS,
        missions.EVIDENCE,
        missions.ASSIGNMENTS,
        portfolio.FUNDING_SOURCES,
        portfolio.SCHEME_RULES,
        portfolio.EXTERNAL_NODES,
        portfolio.CONDITIONS,
        portfolio.CONDITION_STEPS,
        portfolio.CAPACITY,
        portfolio.INITIATIVES,
        *portfolio.PARTS,
        portfolio.DEPENDENCIES,
        choices.CRITERIA,
        choices.LEVELS,
        choices.SCORES,
        choices.OPINIONS,
        choices.WEIGHINGS,
        choices.POINTS,
        choices.STATEMENTS,
        choices.INTERPLAYS,
        choices.GAINS,
        choices.SAVINGS,
        choices.SCENARIOS,
        choices.SCENARIO_SOURCES,
        choices.SCENARIO_BUDGETS,
        choices.SCENARIO_CAPACITY,
        choices.SCENARIO_PICKS,
        choices.SCENARIO_COVER,
        reporting.ROUNDS,
        reporting.REPORTS,
        reporting.ASSESSMENTS,
        steering.MEETINGS,
        steering.AGENDA,
        steering.ATTENDANCE,
        steering.DECISIONS,
        steering.DECISION_ITEMS,
        *missions.TRANSLATIONS,
        *portfolio.TRANSLATIONS,
        *choices.TRANSLATIONS,
    )
)
INITIATIVES = portfolio.INITIATIVES
# Registered on the same day, these make one deed with their initiative.
PARTS = frozenset(collection.name for collection in portfolio.PARTS)
