"""How people come: an invitation by letter or by hand, the first password, and a password that was forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select

from app.people.models import Identity, OneTimeLink, Person, SignIn
from app.people.queries.links import Link, link, link_behind
from app.people.rules import LINK_LASTS, Purpose, Role
from app.people.services import invitations, leaving, persons, sign_ins
from app.people.sign_in import SESSION_KEY
from app.plumbing import clock
from app.plumbing.db import db
from app.plumbing.queue import queries
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import JobState
from app.plumbing.record import Deed
from app.plumbing.refusals import NotThere, Refusal
from tests.people.factories import PASSWORD, Browser, a_person, code_of, did, of
from tests.postbox import PUBLIC_URL, Postbox, mail_through

BrowserOf = Callable[..., Browser]
WorkOff = Callable[[], int]

NEW = "nye ord å huske på"
NOW = datetime(2026, 5, 17, 12, tzinfo=UTC)


@pytest.fixture
def postbox(app: Flask) -> Iterator[Postbox]:
    with Postbox().open() as box, mail_through(app, box.settings()):
        yield box


def refused(deed: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        did(deed)
    return caught.value


def invited(person: int, at: datetime | None = None) -> Link:
    """Invite the person; the link."""
    found = link(did(lambda: invitations.invite(person, now=at or clock.now())))
    assert found is not None
    return found


def stranger(app: Flask) -> Browser:
    """Somebody's browser, in English."""
    browser = Browser(app.test_client())
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def left(person: int) -> None:
    leaving.leave(person, None, {}, on=NOW.date(), now=NOW)


def link_in(postbox: Postbox) -> str:
    """The path of the address in the only letter."""
    found = re.search(rf"^{re.escape(PUBLIC_URL)}(/links/\S+)$", postbox.text(), re.MULTILINE)
    assert found, postbox.text()
    return found[1]


def password_of(person_id: int) -> str | None:
    return db.session.scalars(select(Identity.password_hash).where(Identity.person_id == person_id)).one()


def choose(browser: Browser, path: str, password: str = NEW) -> Any:
    return browser.post(path, {"password": password, "again": password})


# --- inviting ----------------------------------------------------------------------------------------------------


def test_an_invited_person_comes_in_by_the_letter(
    app: Flask, browser_of: BrowserOf, postbox: Postbox, work_off: WorkOff
) -> None:
    administrator = browser_of(Role.ADMINISTRATOR)
    typed = {"name": "Kåre Ås", "email": "Kare@Example.no", "language": "nb", "invite": "y"}
    added = administrator.post("/people/new", typed, seen="/people/new").location
    assert added is not None
    assert "The letter is on its way" in administrator.get(added).text

    work_off()

    letter = postbox.letters[0]
    assert (letter["To"], letter["Subject"]) == ("kare@example.no", "Invitasjon til Floke")
    assert "har gitt deg tilgang til Floke på floke.example.no" in postbox.text()
    assert "Sent" in administrator.get(added).text
    browser = stranger(app)
    assert "Kåre Ås" in browser.get(link_in(postbox)).text
    assert choose(browser, link_in(postbox)).location == "/"
    assert browser.get("/account").status_code == 200
    assert stranger(app).sign_in("kare@example.no", NEW).status_code == 302


def test_a_letter_is_written_in_the_receivers_language(app: Flask, postbox: Postbox, work_off: WorkOff) -> None:
    subjects = {"nb": "Invitasjon til Floke", "nn": "Invitasjon til Floke", "en": "Invitation to Floke"}
    for language, subject in subjects.items():
        invited(a_person(language=language))
        work_off()
        assert postbox.letters[-1]["Subject"] == subject
    texts = [str(letter.get_content()) for letter in postbox.letters]
    assert "Opne denne adressa" in texts[1] and "Åpne denne adressen" in texts[0]


@pytest.mark.db
def test_a_link_works_once(app: Flask) -> None:
    person = a_person()
    made = invited(person, NOW)

    assert did(lambda: invitations.use_link(made.id, made.nonce, NEW, now=NOW)) == person
    kept = password_of(person)

    with pytest.raises(NotThere):
        did(lambda: invitations.use_link(made.id, made.nonce, "noe ganske annet", now=NOW))
    assert password_of(person) == kept


@pytest.mark.db
@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_works_until_its_time_is_out(app: Flask, purpose: Purpose) -> None:
    person = a_person(password=PASSWORD if purpose is Purpose.RESET else None)
    send = invitations.invite if purpose is Purpose.INVITATION else invitations.send_reset
    made = link(did(lambda: send(person, now=NOW)))
    assert made is not None
    end = NOW + LINK_LASTS[purpose]

    assert made.is_open(now=end - timedelta(seconds=1)) and not made.is_open(now=end)
    with pytest.raises(NotThere):
        did(lambda: invitations.use_link(made.id, made.nonce, NEW, now=end))
    did(lambda: invitations.use_link(made.id, made.nonce, NEW, now=end - timedelta(seconds=1)))


def test_a_newer_invitation_ends_the_older_one(app: Flask) -> None:
    person = a_person()
    first, second = invited(person, NOW), invited(person, NOW)

    with pytest.raises(NotThere):
        did(lambda: invitations.use_link(first.id, first.nonce, NEW, now=NOW))
    did(lambda: invitations.use_link(second.id, second.nonce, NEW, now=NOW))


def test_a_withdrawn_invitation_lets_nobody_in(app: Flask, browser_of: BrowserOf) -> None:
    administrator, person = browser_of(Role.ADMINISTRATOR), a_person()
    made = invited(person)
    page = f"/people/{code_of(person)}"

    administrator.post(f"{page}/invitation/withdraw", seen=page)

    answer = stranger(app).get(f"/links/{made.token}")
    assert answer.status_code == 410 and "works no longer" in answer.text
    assert "There is no open invitation" in administrator.post(
        f"{page}/invitation/withdraw", seen=page, follow_redirects=True
    ).text  # fmt: skip


def test_looking_at_the_link_uses_nothing_up(app: Flask) -> None:
    person = a_person()
    made = invited(person)
    scanner = app.test_client()

    assert [scanner.get(f"/links/{made.token}").status_code for _ in range(3)] == [200] * 3

    assert choose(stranger(app), f"/links/{made.token}").location == "/"


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t + "a", lambda _t: "nothing"])
def test_a_link_that_was_touched_opens_nothing(app: Flask, spoil: Callable[[str], str]) -> None:
    made = invited(a_person())

    assert link_behind(made.token) is not None
    assert link_behind(spoil(made.token)) is None
    assert app.test_client().get(f"/links/{spoil(made.token)}").status_code == 410


def test_neither_the_database_nor_the_key_alone_makes_a_link(app: Flask) -> None:
    person = a_person()
    made = invited(person)
    token = made.token

    did(lambda: setattr(db.session.get(OneTimeLink, made.id), "nonce", "another"))
    assert link_behind(token) is None, "another row under the same number"
    did(lambda: setattr(db.session.get(OneTimeLink, made.id), "nonce", made.nonce))
    key, app.config["SECRET_KEY"] = app.config["SECRET_KEY"], "another"
    try:
        assert link_behind(token) is None, "another key"
    finally:
        app.config["SECRET_KEY"] = key


def test_no_secret_and_no_address_stands_in_the_job_or_the_record(app: Flask) -> None:
    person = a_person("Kåre Ås", email="kare.as@example.no")
    made = invited(person)

    job = db.session.scalars(select(Job).where(Job.id == made.job_id)).one()
    assert job.arguments == f'{{"link_id": {made.id}}}'
    deeds = db.session.execute(select(Deed.act, Deed.note).order_by(Deed.number.desc()).limit(1)).all()
    assert deeds == [("person:access:invite", "")]


def test_whoever_has_a_password_or_no_address_or_no_access_is_not_invited(app: Flask) -> None:
    closed = a_person()
    did(lambda: left(closed))

    for person in (a_person(password=PASSWORD), a_person(email=None), closed):
        with pytest.raises(Refusal):
            invited(person, NOW)
    newcomer = a_person()
    refused(lambda: invitations.send_reset(newcomer, now=NOW))


@pytest.mark.parametrize(
    "after",
    [
        lambda person: left(person),
        lambda person: persons.edit_person(person, None, of(email="ny.postkasse@example.no")),
        lambda person: sign_ins.set_password(person, PASSWORD, now=NOW),
    ],
)
def test_a_link_ends_with_the_access_the_address_and_a_new_password(app: Flask, after: Callable[[int], None]) -> None:
    person = a_person()
    made = invited(person, NOW)

    did(lambda: after(person))

    with pytest.raises(NotThere):
        did(lambda: invitations.use_link(made.id, made.nonce, NEW, now=NOW))


def test_an_erased_persons_links_are_gone_and_the_letter_is_not_sent(
    app: Flask, postbox: Postbox, work_off: WorkOff
) -> None:
    person = a_person()
    did(lambda: invitations.invite(person, now=clock.now()))

    did(lambda: leaving.erase(person, on=NOW.date(), now=NOW))
    work_off()

    assert not db.session.scalars(select(OneTimeLink.id)).all()
    assert postbox.letters == []


def test_without_mail_the_administrator_is_shown_the_link(app: Flask, browser_of: BrowserOf, work_off: WorkOff) -> None:
    administrator, person = browser_of(Role.ADMINISTRATOR), a_person("Ola Nordmann")
    page = f"/people/{code_of(person)}"

    answer = administrator.post(f"{page}/invitation", seen=page)
    assert answer.location == f"{page}/link"
    work_off()
    shown = administrator.get(answer.location).text

    path = re.search(r"http://localhost(/links/[^<\s]+)", shown)
    assert path, shown
    assert choose(stranger(app), path[1]).location == "/"
    assert administrator.get(f"{page}/link").status_code == 404, "used up"


def test_with_mail_nobody_but_the_receiver_sees_the_link(
    browser_of: BrowserOf, postbox: Postbox, work_off: WorkOff
) -> None:
    administrator, person = browser_of(Role.ADMINISTRATOR), a_person()
    page = f"/people/{code_of(person)}"
    administrator.post(f"{page}/invitation", seen=page)

    assert administrator.get(f"{page}/link").status_code == 404
    work_off()
    assert administrator.get(f"{page}/link").status_code == 404


def test_a_letter_waits_for_a_server_that_is_away_and_is_sent_once(
    app: Flask, browser_of: BrowserOf, work_off: WorkOff
) -> None:
    administrator, person, box = browser_of(Role.ADMINISTRATOR), a_person(), Postbox()
    page = f"/people/{code_of(person)}"
    with mail_through(app, box.settings()):
        made = invited(person)
        assert made.job_id is not None
        work_off()
        assert "waits for the mail server" in administrator.get(page).text
        assert administrator.get(f"{page}/link").status_code == 200
        with box.open():
            assert work_off() == 0, "not yet"
            with clock.frozen(clock.now() + timedelta(minutes=2)):
                assert work_off() == 1
                did(lambda: did_again(made.job_id))
                work_off()

    assert queries.job(made.job_id).state is JobState.DONE
    assert len(box.letters) == 1
    sent = link(made.id)
    assert sent is not None and sent.sent_at is not None


def did_again(job_id: int | None) -> None:
    """As if the same job were delivered once more."""
    row = db.session.get(Job, job_id)
    assert row is not None
    row.state, row.finished_at = JobState.QUEUED, None


def test_an_address_the_server_refuses_is_said_on_the_persons_page(
    app: Flask, browser_of: BrowserOf, work_off: WorkOff
) -> None:
    administrator, person = browser_of(Role.ADMINISTRATOR), a_person(email="borte@example.no")
    with Postbox(refuses="borte@example.no").open() as box, mail_through(app, box.settings()):
        did(lambda: invitations.invite(person, now=clock.now()))
        work_off()
        text = administrator.get(f"/people/{code_of(person)}").text

    assert "could not be sent" in text and "did not take the receiver" in text


def test_only_administrators_invite(browser_of: BrowserOf) -> None:
    person = a_person()
    manager = browser_of(Role.PROGRAMME_MANAGER)

    for path in ("invitation", "invitation/withdraw", "password/link", "sign-ins/end"):
        assert manager.post(f"/people/{code_of(person)}/{path}").status_code == 403
    assert manager.get(f"/people/{code_of(person)}/link").status_code == 403


def test_an_administrator_ends_every_sign_in_of_a_person(browser_of: BrowserOf) -> None:
    administrator, person = browser_of(Role.ADMINISTRATOR), a_person(password=PASSWORD)
    theirs, page = browser_of(person), f"/people/{code_of(person)}"
    assert "On 1 device" in administrator.get(page).text

    administrator.post(f"{page}/sign-ins/end", seen=page)

    assert theirs.get("/account").status_code == 302
    assert administrator.get("/account").status_code == 200


# --- a password that was forgotten -----------------------------------------------------------------------------


def test_a_forgotten_password_is_chosen_anew_by_the_letter(
    app: Flask, browser_of: BrowserOf, postbox: Postbox, work_off: WorkOff
) -> None:
    person = a_person(email="kari@example.no", password=PASSWORD, language="nn")
    elsewhere, browser = browser_of(person), stranger(app)

    asked = browser.post("/sign-in/forgotten", {"email": " Kari@Example.no "}, seen="/sign-in/forgotten")
    work_off()

    assert asked.status_code == 200 and "Look in your mailbox" in asked.text
    assert postbox.letters[0]["Subject"] == "Nytt passord til Floke"
    assert elsewhere.get("/account").status_code == 200, "asking alone changes nothing"
    assert choose(browser, link_in(postbox)).location == "/"
    assert elsewhere.get("/account").status_code == 302
    assert stranger(app).sign_in("kari@example.no").status_code == 422
    assert stranger(app).sign_in("kari@example.no", NEW).status_code == 302


def test_asking_again_does_not_end_the_link_one_has(app: Flask) -> None:
    person = a_person(email="kari@example.no", password=PASSWORD)
    did(lambda: invitations.ask_reset("kari@example.no", now=NOW))
    did(lambda: invitations.ask_reset("kari@example.no", now=NOW))
    first, second = (link(row) for row in db.session.scalars(select(OneTimeLink.id).order_by(OneTimeLink.id)))
    assert first is not None and second is not None

    did(lambda: invitations.use_link(first.id, first.nonce, NEW, now=NOW))

    assert password_of(person) is not None
    with pytest.raises(NotThere):
        did(lambda: invitations.use_link(second.id, second.nonce, NEW, now=NOW))


@pytest.mark.db
def test_asking_does_the_same_work_for_an_address_nobody_has(app: Flask) -> None:
    """By the statements sent to the database and the jobs promised, rather than by the clock."""
    a_person(email="kari@example.no", password=PASSWORD)
    a_person(email="uten.passord@example.no")
    closed = a_person(email="stengt@example.no", password=PASSWORD)
    did(lambda: left(closed))

    def work(address: str) -> list[str]:
        said: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if "SAVEPOINT" not in statement:
                said.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            did(lambda: invitations.ask_reset(address, now=NOW))
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return said

    known = work("kari@example.no")
    assert len(known) >= 3
    for other in ("nobody@example.no", "uten.passord@example.no", "stengt@example.no"):
        assert work(other) == known
    assert len(db.session.scalars(select(Job.id)).all()) == 4


def test_nobody_is_written_to_under_an_address_nobody_has(app: Flask, postbox: Postbox, work_off: WorkOff) -> None:
    a_person(email="uten.passord@example.no")
    browser = stranger(app)

    answers = [
        browser.post("/sign-in/forgotten", {"email": address}, seen="/sign-in/forgotten").text
        for address in ("nobody@example.no", "uten.passord@example.no")
    ]

    assert work_off() == 2
    assert postbox.letters == []
    assert answers[0] == answers[1]


def test_asking_is_no_deed_and_choosing_is_one(app: Flask) -> None:
    person = a_person(email="kari@example.no", password=PASSWORD)
    before = db.session.scalars(select(Deed.number)).all()

    did(lambda: invitations.ask_reset("kari@example.no", now=NOW))
    assert db.session.scalars(select(Deed.number)).all() == before
    made = link(db.session.scalars(select(OneTimeLink.id)).one())
    assert made is not None
    did(lambda: invitations.use_link(made.id, made.nonce, NEW, now=NOW), by=person)

    assert db.session.scalars(select(Deed.act).where(Deed.number > max(before))).all() == ["person:password:set"]


def test_nobodys_mailbox_is_filled_through_us(app: Flask, postbox: Postbox) -> None:
    a_person(email="kari@example.no", password=PASSWORD)

    def asks(place: str, email: str) -> int:
        browser = stranger(app)
        browser.client.environ_base["REMOTE_ADDR"] = place
        return browser.post("/sign-in/forgotten", {"email": email}, seen="/sign-in/forgotten").status_code

    codes = [asks(f"192.0.2.{number}", "kari@example.no") for number in range(6)]
    nobody = [asks(f"192.0.2.{number}", "nobody@example.no") for number in range(6)]

    assert codes == nobody == [200] * 5 + [429]
    assert asks("192.0.2.1", "ola@example.no") == 200, "others are not stopped"


def test_without_mail_one_is_sent_to_the_administrator(app: Flask) -> None:
    browser = stranger(app)

    assert "/sign-in/forgotten" not in browser.get("/sign-in").text
    page = browser.get("/sign-in/forgotten")
    assert page.status_code == 200 and "Mail is not set up" in page.text
    assert not db.session.scalars(select(OneTimeLink.id)).all()


def test_a_password_too_short_too_common_or_typed_in_two_ways_leaves_the_link_open(app: Flask) -> None:
    person = a_person()
    made = invited(person)
    browser, path = stranger(app), f"/links/{made.token}"

    assert choose(browser, path, "kort").status_code == 422
    assert choose(browser, path, "passord12345").status_code == 422
    assert browser.post(path, {"password": NEW, "again": NEW + "!"}).status_code == 422
    assert password_of(person) is None
    assert choose(browser, path).location == "/"


def test_coming_by_a_link_begins_a_session_of_its_own(app: Flask) -> None:
    made = invited(a_person())
    browser = stranger(app)
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session[SESSION_KEY] = "a key somebody else knows"

    choose(browser, f"/links/{made.token}")

    with browser.client.session_transaction() as session:
        assert "planted" not in session and session[SESSION_KEY] != "a key somebody else knows"
    assert len(db.session.scalars(select(SignIn.id)).all()) == 1


def test_the_day_a_person_was_invited_is_on_no_page_of_others(browser_of: BrowserOf) -> None:
    person = a_person("Ola Nordmann")
    did(lambda: invitations.invite(person, now=clock.now()))

    page = browser_of(Role.PROGRAMME_MANAGER).get(f"/people/{code_of(person)}").text

    assert "Invitation" not in page
    assert db.session.scalars(select(Person.active).where(Person.id == person)).one()
