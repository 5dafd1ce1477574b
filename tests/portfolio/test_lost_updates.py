"""Many people save the same initiative at once: one wins, the rest are told what changed and lose nothing typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier, Thread
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from waitress.server import create_server

from app.people.models import SignIn
from app.people.sign_in import SESSION_KEY, key_hash
from app.plumbing import record
from app.plumbing.clock import now
from app.plumbing.db import db
from app.portfolio.models import InitiativeText
from tests.portfolio.factories import signed_in
from tests.portfolio.test_editing_parts import rows_of, version_of
from tests.portfolio.typed import Typed, filled
from tests.portfolio.worlds import World, a_world

EDITORS = 50
FACTS = "/portfolio/initiatives/A/facts"


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


@pytest.fixture
def office(client: FlaskClient, world: World) -> FlaskClient:
    return signed_in(client, world.manager)


def test_who_comes_second_sees_what_the_first_changed_and_may_save_all_the_same(
    world: World, office: FlaskClient
) -> None:
    mine, theirs = filled(office.get(FACTS).text), filled(office.get(FACTS).text)
    assert office.post(FACTS, data={**theirs, "title": "Deres tittel"}).status_code == 302

    lost = office.post(FACTS, data={**mine, "title": "Min tittel", "summary": "Mitt sammendrag"})
    assert lost.status_code == 409
    assert "Deres tittel" in lost.text and "Mona" in lost.text
    kept = filled(lost.text)
    assert (kept["title"], kept["summary"]) == ("Min tittel", "Mitt sammendrag")

    assert office.post(FACTS, data=kept).status_code == 409, "saving again is no answer to the question"
    (version,) = re.findall(r'name="save_anyway" value="(\d+)"', lost.text)
    assert office.post(FACTS, data={**kept, "save_anyway": version}).status_code == 302
    assert words(world.a) == "Min tittel"


def test_two_parts_of_one_initiative_are_one_thing_to_save(world: World, office: FlaskClient) -> None:
    facts = filled(office.get(FACTS).text)
    need = filled(office.get("/portfolio/initiatives/A/needs/add").text)
    typed = {"use": "run", "year": "2028", "amount_ore": "100"}
    assert office.post("/portfolio/initiatives/A/needs/add", data={**need, **typed}).status_code == 302
    assert office.post(FACTS, data={**facts, "title": "Ny"}).status_code == 409


def test_what_was_typed_about_a_part_that_is_gone_is_still_shown(world: World, office: FlaskClient) -> None:
    typed = {"use": "run", "year": "2028", "amount_ore": "100"}
    office.post(
        "/portfolio/initiatives/A/needs/add",
        data={**filled(office.get("/portfolio/initiatives/A/needs/add").text), **typed},
    )
    (row,) = rows_of("needs", world.a)
    edit, remove = (f"/portfolio/initiatives/A/needs/{row}/{verb}" for verb in ("edit", "remove"))
    mine = filled(office.get(edit).text)
    assert office.post(remove, data=filled(office.get(remove).text)).status_code == 302
    lost = office.post(edit, data={**mine, "amount_ore": "200"})
    assert lost.status_code == 409
    assert filled(lost.text)["amount_ore"] == "200"
    (version,) = re.findall(r'name="save_anyway" value="(\d+)"', lost.text)
    gone = office.post(edit, data={**mine, "amount_ore": "200", "save_anyway": version})
    assert gone.status_code == 422
    assert filled(gone.text)["amount_ore"] == "200"


def test_a_form_that_says_no_version_overwrites_nobody(world: World, office: FlaskClient) -> None:
    typed = filled(office.get(FACTS).text)
    del typed["version"]
    assert office.post(FACTS, data={**typed, "title": "Ny"}).status_code == 409
    assert words(world.a) == "Tiltak A"


def words(initiative_id: int) -> str:
    return db.session.execute(
        select(InitiativeText.title).where(InitiativeText.initiative_id == initiative_id)
    ).scalar_one()


# --- fifty at once, over real connections ----------------------------------------------------------------------


@dataclass
class Editor:
    """One person's browser on a real connection."""

    port: int
    cookie: str
    number: int
    code: int = 0
    page: str = ""

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": f"floke={self.cookie}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def typed(self, form: Typed) -> Typed:
        return {**form, "title": f"Tittel {self.number}", "summary": f"Sammendrag {self.number}"}


@pytest.fixture
def served(real_app: Flask) -> Iterator[tuple[Flask, int]]:
    server = create_server(real_app, host="127.0.0.1", port=0, threads=EDITORS)
    thread = Thread(target=server.run)
    thread.start()
    yield real_app, int(server.effective_port)
    server.close()
    server.task_dispatcher.shutdown(cancel_pending=True, timeout=5)
    thread.join(timeout=10)


def cookie_of(app: Flask, person_id: int) -> str:
    key = f"the key of {person_id}"
    db.session.add(SignIn(person_id=person_id, key_hash=key_hash(key), began_at=now(), seen_at=now()))
    db.session.commit()
    with app.test_request_context():
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own
        return str(signer.dumps({"_user_id": str(person_id), "_fresh": True, SESSION_KEY: key}))


@pytest.mark.db
def test_of_fifty_who_save_at_once_one_wins_and_forty_nine_lose_nothing(served: tuple[Flask, int]) -> None:
    app, port = served
    with app.app_context():
        world = a_world()
        cookie = cookie_of(app, world.manager)
        before = version_of(world.a)
        db.session.remove()
    first = Editor(port, cookie, 0)
    code, page = first.ask("GET", FACTS)
    assert code == 200
    # All have opened the same form; a session cookie renewed on the way would carry another token.
    form = filled(page)
    cookie = session_with_token(app, cookie, form)
    editors = [Editor(port, cookie, number) for number in range(1, EDITORS + 1)]
    barrier = Barrier(EDITORS)

    def save(editor: Editor) -> None:
        barrier.wait()
        editor.code, editor.page = editor.ask("POST", FACTS, urlencode(editor.typed(form)))

    threads = [Thread(target=save, args=(editor,)) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winners = [editor for editor in editors if editor.code == 302]
    losers = [editor for editor in editors if editor.code == 409]
    assert (len(winners), len(losers)) == (1, EDITORS - 1), sorted(editor.code for editor in editors)
    winner = winners[0].number
    for editor in losers:
        kept = filled(editor.page)
        assert (kept["title"], kept["summary"]) == (f"Tittel {editor.number}", f"Sammendrag {editor.number}")
        assert f"<ins>Tittel {winner}</ins>" in editor.page, "the refusal shows what the winner wrote"
    with app.app_context():
        assert words(world.a) == f"Tittel {winner}"
        assert version_of(world.a) == before + 1
        assert record.verify().faults == ()


def session_with_token(app: Flask, cookie: str, form: Typed) -> str:
    """The session as it is after the form was opened: its token is the one the form carries."""
    from itsdangerous import URLSafeTimedSerializer

    token = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").loads(form["csrf_token"])
    with app.test_request_context():
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own
        return str(signer.dumps({**signer.loads(cookie), "csrf_token": token}))
