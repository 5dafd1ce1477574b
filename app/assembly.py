"""The table of contents: what the application is made of, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from app.choices import api as choices_api
from app.choices import jobs as choices_jobs
from app.choices import models as choices_models
from app.choices import panels as choices_panels
from app.choices import policy as choices_policy
from app.choices import routes as choices_routes
from app.choices import words as choices_words
from app.choices.policy import ChoicePermission
from app.choices.services import scenarios as choices_scenarios
from app.missions import api as missions_api
from app.missions import models as missions_models
from app.missions import policy as missions_policy
from app.missions import queries as missions_queries
from app.missions import routes as missions_routes
from app.missions import words as missions_words
from app.missions.policy import MissionPermission
from app.people import api as people_api
from app.people import bearer, provider, sign_in
from app.people import estates as people_estates
from app.people import jobs as people_jobs
from app.people import models as people_models
from app.people import policy as people_policy
from app.people import queries as people_queries
from app.people import routes as people_routes
from app.people import words as people_words
from app.people.policy import PeoplePermission
from app.people.services import leaving as people_leaving
from app.people.services import links, second_factors, sign_ins
from app.people.services import tokens as people_tokens
from app.plumbing import (
    access,
    answers,
    catalogues,
    connections,
    constraints,
    drawing,
    errors,
    formats,
    frame,
    headers,
    incoming,
    limits,
    logs,
    metrics,
    probes,
    provenance,
    record,
    rendering,
    sessions,
)
from app.plumbing.api import routes as api_routes
from app.plumbing.api.actions import Action
from app.plumbing.api.resources import Resource
from app.plumbing.db import db
from app.plumbing.frame import MenuEntry
from app.plumbing.leaving import Ending, Leaving, Opening
from app.plumbing.merging import Merging
from app.plumbing.panels import Offer, WaitingOffer
from app.plumbing.policy import Policy
from app.plumbing.queue import delivery
from app.plumbing.queue import models as queue_models
from app.plumbing.refusals import N_
from app.portfolio import api as portfolio_api
from app.portfolio import estates as portfolio_estates
from app.portfolio import models as portfolio_models
from app.portfolio import panels as portfolio_panels
from app.portfolio import policy as portfolio_policy
from app.portfolio import routes as portfolio_routes
from app.portfolio import words as portfolio_words
from app.portfolio.columns import RegisterColumn
from app.portfolio.policy import InitiativePermission
from app.portfolio.rules import broken as portfolio_broken
from app.reporting import api as reporting_api
from app.reporting import columns as reporting_columns
from app.reporting import estates as reporting_estates
from app.reporting import models as reporting_models
from app.reporting import panels as reporting_panels
from app.reporting import policy as reporting_policy
from app.reporting import routes as reporting_routes
from app.reporting import words as reporting_words
from app.reporting.policy import ReportingPermission
from app.steering import api as steering_api
from app.steering import jobs as steering_jobs
from app.steering import models as steering_models
from app.steering import panels as steering_panels
from app.steering import policy as steering_policy
from app.steering import routes as steering_routes
from app.steering import words as steering_words
from app.steering.policy import SteeringPermission

if TYPE_CHECKING:
    from flask_babel import LazyString

    from app.config import Settings

# Every table there is: what the migrations are held against.
TABLES: Sequence[ModuleType] = (
    record,
    provenance,
    queue_models,
    people_models,
    missions_models,
    portfolio_models,
    choices_models,
    reporting_models,
    steering_models,
)

# Lowest chapter first; each knows those above it in this list and none below it.
ROUTES: Sequence[ModuleType] = (
    people_routes,
    missions_routes,
    portfolio_routes,
    choices_routes,
    reporting_routes,
    steering_routes,
)

# What programs may read below /api/v1, in the order of the description.
RESOURCES: Sequence[Resource] = (
    *missions_api.RESOURCES,
    *people_api.RESOURCES,
    *portfolio_api.RESOURCES,
    *choices_api.RESOURCES,
    *reporting_api.RESOURCES,
    *steering_api.RESOURCES,
)

# What programs may have done to a row below /api/v1.
ACTIONS: Sequence[Action] = choices_api.ACTIONS

POLICY: Policy = {
    **access.POLICY,
    **people_policy.POLICY,
    **missions_policy.POLICY,
    **portfolio_policy.POLICY,
    **choices_policy.POLICY,
    **reporting_policy.POLICY,
    **steering_policy.POLICY,
}

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, LazyString]] = {
    **people_words.WORDS,
    **missions_words.WORDS,
    **portfolio_words.WORDS,
    **choices_words.WORDS,
    **reporting_words.WORDS,
    **steering_words.WORDS,
}

# What a job may be: importing them enters them into the closed table.
JOBS: Sequence[ModuleType] = (people_jobs, choices_jobs, steering_jobs)

# The words of the pages of roles, record and jobs.
PERMISSION_WORDS: Mapping[StrEnum, LazyString] = {
    **people_words.PERMISSIONS,
    **missions_words.PERMISSIONS,
    **portfolio_words.PERMISSIONS,
    **choices_words.PERMISSIONS,
    **reporting_words.PERMISSIONS,
    **steering_words.PERMISSIONS,
}
ACT_WORDS: Mapping[StrEnum, LazyString] = {
    **people_words.ACTS,
    **missions_words.ACTS,
    **portfolio_words.ACTS,
    **choices_words.ACTS,
    **reporting_words.ACTS,
    **steering_words.ACTS,
}
TABLE_WORDS: Mapping[str, LazyString] = {
    **people_words.TABLES,
    **missions_words.TABLES,
    **portfolio_words.TABLES,
    **choices_words.TABLES,
    **reporting_words.TABLES,
    **steering_words.TABLES,
}
JOB_WORDS: Mapping[str, LazyString] = {**people_words.JOBS, **choices_words.JOBS, **steering_words.JOBS}

# What is said when the database refuses, by the name of the broken constraint.
CONSTRAINTS: constraints.Sentences = {
    name: constraints.Said(message, field) for name, (message, field) in portfolio_broken.SENTENCES.items()
}

# What other chapters add to a page, in the order it is read.
PANELS: Mapping[str, Sequence[Offer]] = {
    "initiative": (
        reporting_panels.latest_report,
        choices_panels.rank,
        steering_panels.decided,
    ),
    "scenario": (steering_panels.put_before_the_group,),
}

# Columns that chapters above the portfolio add to its register.
REGISTER_COLUMNS: Sequence[RegisterColumn] = (reporting_columns.LIGHT, reporting_columns.RATING)

# What may wait for a person on the home page, most pressing chapter first.
WAITING: Sequence[WaitingOffer] = (
    reporting_panels.waiting,
    portfolio_panels.waiting,
    steering_panels.waiting,
)

# When somebody leaves: what is handed over, what comes along, which doors close, and what points at them and stays.
LEAVING = Leaving(
    estates=(portfolio_estates.PORTFOLIO,),
    followers=(reporting_estates.reports_due,),
    endings=(
        Ending(("sign_in.person_id",), people_leaving.end_sign_ins),
        Ending(("api_token.person_id",), people_tokens.end_of),
        Ending(("half_sign_in.person_id",), sign_ins.end_half_sign_ins),
        Ending(("one_time_link.person_id", "one_time_link.made_by_id"), links.end_links),
        Ending(("second_factor.person_id", "recovery_code.person_id"), second_factors.end_factor),
        Ending(("external_identity.person_id",), people_leaving.end_links),
        Ending(("saved_view.person_id",), people_leaving.end_views),
    ),
    openings=(Opening(("scenario.owner_id",), choices_scenarios.share_when_they_leave),),
    stays={
        "role_grant.person_id": "the deed itself takes roles back, each a row of the record",
        "identity.person_id": "who they were; erasing takes it away",
        "status_report.reporter_id": "who reported; whoever submits a draft is written down then",
        "assessment.made_by_id": "who rated",
        "reminder.person_id": "who was reminded",
        "attendance.person_id": "who was there",
        "score_opinion.person_id": "who appraised; their score is part of what all gave together",
        "weight_statement.said_by_id": "who said it",
    },
)

# When an organisation is taken over: what that is going on moves, and what stays under the name of its day.
MERGING = Merging(
    successions=(portfolio_estates.BODIES, people_estates.STAFF),
    stays={
        "organisation.successor_id": "what it took over itself; the chain leads on",
        "assignment.giver_id": "the letter is theirs",
        "assignment.receiver_id": "the letter was written to them",
        "capacity.organisation_id": "what a body could put in then; the successor says what it can",
        "scenario_capacity.organisation_id": "what was assumed of it; a new alternative assumes of the successor",
        "funding_source.payer_id": "whose appropriation it was; a new budget has a new source",
        "grant_letter.body_id": "the letter is theirs",
        "funding_line.recipient_id": "who received it",
        "gate.decided_by_id": "who decided",
    },
)

# The main menu, in order.
MENU: Sequence[MenuEntry] = (
    MenuEntry(N_("Home"), "steering.home", SteeringPermission.HOME),
    MenuEntry(N_("Overall status"), "steering.mission", SteeringPermission.READ_ROLL_UP, of_mission=True),
    MenuEntry(N_("Initiatives"), "portfolio.initiatives", InitiativePermission.LIST),
    MenuEntry(N_("Dependencies"), "portfolio.dependencies", InitiativePermission.LIST),
    MenuEntry(N_("Ranking"), "choices.ranking", ChoicePermission.VIEW),
    MenuEntry(N_("Alternatives"), "choices.scenarios", ChoicePermission.VIEW_SCENARIO),
    MenuEntry(N_("Reporting"), "reporting.rounds", ReportingPermission.VIEW_ROUND),
    MenuEntry(N_("Decisions"), "steering.decisions", SteeringPermission.READ_DECISIONS),
    MenuEntry(N_("Organisations"), "people.organisations", PeoplePermission.SEE_DIRECTORY),
    MenuEntry(N_("People"), "people.people", PeoplePermission.SEE_DIRECTORY),
    MenuEntry(N_("Roles"), "people.roles", PeoplePermission.SEE_ROLES),
    MenuEntry(N_("Record"), "people.record", PeoplePermission.READ_RECORD),
)

# What the masthead's search looks through.
SEARCH = MenuEntry(N_("Initiatives"), "portfolio.initiatives", InitiativePermission.LIST)

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
# Nobody sends files. A limit on forms alone would hold only for those in parts (multipart/form-data).
LARGEST_REQUEST = 2 * 1024 * 1024


def assemble(settings: Settings) -> Flask:
    """The application for these settings."""
    app = Flask("app", static_folder="plumbing/static", static_url_path="/static", template_folder="plumbing/templates")
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        TESTING=settings.testing,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.idle_minutes),
        SESSION_COOKIE_NAME="floke",
        SESSION_REFRESH_EACH_REQUEST=False,  # with each visit that is noted; see people.sign_in
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a form may lie open all day; the token lasts as long as the session
        WTF_CSRF_SSL_STRICT=settings.secure_cookies,
        BABEL_DEFAULT_LOCALE="nb",
        BABEL_DEFAULT_TIMEZONE="Europe/Oslo",
        BABEL_TRANSLATION_DIRECTORIES="translations",
        RATELIMIT_STORAGE_URI="memory://" if settings.testing else limits.storage(settings.queue_url),
    )
    app.extensions["floke_settings"] = settings
    app.extensions["floke_version"] = version("floke")
    app.extensions["floke_policy"] = POLICY
    app.extensions["floke_words"] = WORDS
    app.extensions["floke_table_words"] = TABLE_WORDS
    app.extensions["floke_permission_words"] = PERMISSION_WORDS
    app.extensions["floke_act_words"] = ACT_WORDS
    app.extensions["floke_job_words"] = JOB_WORDS
    app.extensions["floke_constraints"] = CONSTRAINTS
    app.extensions["floke_panels"] = PANELS
    app.extensions["floke_waiting"] = WAITING
    app.extensions["floke_leaving"] = LEAVING
    app.extensions["floke_merging"] = MERGING
    app.extensions["floke_register_columns"] = REGISTER_COLUMNS
    app.extensions["floke_names"] = people_queries.name_of
    app.extensions["floke_see_mission"] = MissionPermission.VIEW
    app.extensions["floke_missions"] = missions_queries.visible_missions
    app.extensions["floke_mission_ids"] = missions_queries.ids_by_slug

    logs.init_app(app)
    metrics.init_app(app)
    incoming.init_app(app, proxies=settings.proxies)
    app.jinja_environment = rendering.Templates
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    connections.init_app(app, threads=settings.threads)
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    csrf = CSRFProtect(app)
    catalogues.Languages(app, locale_selector=frame.chosen_language)
    delivery.init_app(app, settings.queue_url)
    sessions.init_app(app)
    sign_in.init_app(app, settings)
    provider.init_app(app, settings.provider)
    bearer.init_app(app)
    limits.init_app(app)
    headers.init_app(app, secure=settings.secure_cookies)
    formats.init_app(app)
    drawing.init_app(app)
    answers.init_app(app)
    frame.init_app(app, languages=settings.languages, menu=MENU, search=SEARCH)
    errors.init_app(app)
    app.after_request(api_routes.complete)
    app.register_blueprint(probes.bp)
    api = api_routes.blueprint(RESOURCES, ACTIONS, see_jobs=PeoplePermission.SEE_JOBS)
    csrf.exempt(api)  # no cookie counts there, so no other site's page can ask with somebody's browser
    app.register_blueprint(api)
    for chapter in ROUTES:
        app.register_blueprint(chapter.bp)
    return app
