"""The frame of every page: who looks, in which language, at which mission, on which day, and where one can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from flask import Flask, current_app, g, has_request_context, request, session, url_for
from flask_babel import gettext, refresh
from flask_login import AnonymousUserMixin, current_user
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import HTTPException

from app.plumbing import watching
from app.plumbing.access import can
from app.plumbing.api.problems import below_api
from app.plumbing.asked import current_actor, moment
from app.plumbing.formats import language
from app.plumbing.pages import here
from app.plumbing.policy import Subject

LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}

# The field of a form that says which mission it was opened in.
IN_MISSION = "in_mission"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the main menu; it is shown to those who hold the permission."""

    words: str
    endpoint: str
    permission: StrEnum
    of_mission: bool = False


@dataclass(frozen=True, slots=True)
class MissionLink:
    """A mission as the frame shows it."""

    id: int
    slug: str
    name: str
    currency: str = "NOK"

    @property
    def url(self) -> str:
        return url_for("steering.mission", slug=self.slug)


class Missions(Protocol):
    """Tells the frame which missions a person may see; the missions chapter answers."""

    def __call__(self) -> Sequence[MissionLink]: ...


def chosen_language() -> str:
    """The person's choice, else this browser's, else what it prefers, else bokmål."""
    languages = g.get("floke_languages", ("nb",))
    if not has_request_context():
        return "nb"
    for wish in (session.get("language"), getattr(current_user, "language", None)):
        if wish in languages:
            return str(wish)
    # «no» is what many browsers say for bokmål. A program that names no language reads English names anyway.
    best = request.accept_languages.best_match([*languages, "no"], default="en" if below_api() else "nb")
    return "nb" if best == "no" else str(best)


def without_the_database() -> None:
    """From now on this request's page asks nothing of the database: its frame leaves out who looks."""
    g.adrift = True
    g.setdefault("floke_languages", current_app.extensions["floke_settings"].languages)  # it may not have come so far
    g._login_user = AnonymousUserMixin()  # where Flask-Login keeps whom it has loaded; it must not look again
    refresh()  # the language may have been the person's own


def current_mission() -> MissionLink | None:
    """The mission one is in: the address', else the one last visited, else the first one may see.

    What is sent is about the mission that its form was opened in, whatever another window has visited since: codes are
    unique within a mission only. Where that can't be seen there is none, and no other takes its place.
    """
    missions = missions_in_view()
    named = (request.view_args or {}).get("slug") or request.args.get("mission") or _opened_in()
    if named and request.method == "POST":
        return next((mission for mission in missions if mission.slug == named), None)
    wanted = named or g.get("mission_slug") or session.get("mission")
    return next((mission for mission in missions if mission.slug == wanted), missions[0] if missions else None)


def _opened_in() -> str | None:
    """The mission that the form sent was opened in; what is too large or broken to be read says none."""
    try:
        return request.form.get(IN_MISSION) if request.method == "POST" else None
    except HTTPException:
        return None


def seen_of(missions: frozenset[int]) -> frozenset[int]:
    """Those of the missions that the signed-in person may see: what serves several is shown in these only."""
    return missions & {mission.id for mission in missions_in_view()}


def missions_in_view() -> Sequence[MissionLink]:
    """The missions the signed-in person may see, asked for once in a request."""
    if "missions" not in g:
        g.missions = _missions()
    found: Sequence[MissionLink] = g.missions
    return found


def enter_mission(slug: str) -> None:
    """This page is about that mission: the frame shows it, and the next page stays in it."""
    g.mission_slug = slug
    if session.get("mission") != slug:
        session["mission"] = slug


def _missions() -> Sequence[MissionLink]:
    if current_actor().person_id is None:
        return ()
    ask: Missions = current_app.extensions["floke_missions"]
    return ask()


def _token() -> str:
    """The token of this session's forms: what it stands in is for this reader only."""
    watching.unsteady()
    return str(generate_csrf())


def _in_mission() -> str:
    """The mission that a form on this page is about."""
    watching.unsteady()
    mission = current_mission()
    return mission.slug if mission is not None else ""


def can_now(permission: StrEnum, subject: Subject | None = None) -> bool:
    """May do it, and the page shows today: nobody edits the past."""
    return moment().deed is None and can(permission, subject)


def init_app(app: Flask, *, languages: Sequence[str], menu: Sequence[MenuEntry], search: MenuEntry) -> None:
    """``search`` is the list that the masthead's search looks through."""
    app.add_template_global(can)
    app.add_template_global(can_now)
    app.add_template_global(here)
    app.add_template_global(_token, "csrf_token")
    app.add_template_global(_in_mission, IN_MISSION)

    @app.before_request
    def remember_languages() -> None:
        g.floke_languages = languages

    @app.url_defaults
    def carry_the_day(endpoint: str, values: dict[str, Any]) -> None:
        """A reader who looks at the past stays there from page to page."""
        at = g.get("at") if has_request_context() else None
        if at is not None and at.day is not None and endpoint != "static":
            values.setdefault("as_of", at.day.isoformat())

    @app.context_processor
    def frame() -> dict[str, Any]:
        code = language()
        if g.get("adrift"):
            return {"ui_language": code, "here": here}
        day: date | None = moment().day if request.endpoint else None
        # A page is rendered from several templates, each with the frame around it; it is the same one.
        about = (code, day, current_mission(), current_actor())
        if g.get("frame_about") != about:
            g.frame_about, g.frame = about, made(code, day)
        found: dict[str, Any] = g.frame
        return found

    def made(code: str, day: date | None) -> dict[str, Any]:
        return {
            "ui_language": code,
            "languages": [
                {
                    "code": other,
                    "label": LANGUAGE_NAMES[other],
                    "url": url_for("people.choose_language", as_of=None),
                    "current": other == code,
                }
                for other in languages
            ],
            "as_of": day,
            "as_of_here": here(as_of=None) if day else None,
            "here": here,
            "actor": current_user,
            "mission": current_mission(),
            "missions": g.get("missions", ()),
            "navigation": _navigation(menu),
            "search_url": url_for(search.endpoint) if current_mission() and can(search.permission) else None,
            "home_url": url_for("steering.home"),
            "account_url": url_for("people.account"),
            "sign_in_url": url_for("people.sign_in"),
            "sign_out_url": url_for("people.sign_out"),
        }


def _navigation(menu: Sequence[MenuEntry]) -> list[dict[str, object]]:
    mission = current_mission()
    entries = []
    for entry in menu:
        if not can(entry.permission) or (entry.of_mission and mission is None):
            continue
        values: dict[str, Any] = {"slug": mission.slug} if entry.of_mission and mission else {}
        url = url_for(entry.endpoint, **values)
        entries.append({"label": gettext(entry.words), "url": url, "current": request.path == url.partition("?")[0]})
    return entries
