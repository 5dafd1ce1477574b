"""Letters to a real mail server: open and closed ways, servers that refuse, and one that is away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.config import MailTls, Settings, SettingsError
from app.people.rules import Role
from app.plumbing import clock, mail
from app.plumbing.mail import Letter, NotSent
from tests.postbox import Postbox, certificate, mail_through

LETTER = Letter(name="link-1-abc", to="kari.skjult@example.no", subject="Nytt passord på Floke", text="Hei Kåre.\n")


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with Postbox().open() as box:
        yield box


def not_sent(app: Flask, chosen: Any) -> NotSent:
    with mail_through(app, chosen), pytest.raises(NotSent) as caught:
        mail.send(LETTER)
    assert "kari" not in str(caught.value)
    return caught.value


def test_a_letter_arrives_as_it_was_written(app: Flask, postbox: Postbox) -> None:
    with mail_through(app, postbox.settings()):
        mail.send(LETTER)

    letter = postbox.letters[0]
    assert letter["To"] == "kari.skjult@example.no"
    assert letter["From"] == "Floke <floke@example.no>"
    assert letter["Subject"] == "Nytt passord på Floke"
    assert letter["Message-ID"] == "<link-1-abc@example.no>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert postbox.text() == "Hei Kåre.\n"


def test_sent_twice_it_is_the_same_letter(app: Flask, postbox: Postbox) -> None:
    with mail_through(app, postbox.settings()):
        mail.send(LETTER)
        mail.send(LETTER)

    assert len({letter["Message-ID"] for letter in postbox.letters}) == 1


def test_starttls_closes_the_way_before_the_password_is_told(app: Flask, tmp_path: Path) -> None:
    context, trusted = certificate(tmp_path)
    box = Postbox(users={"floke": "hemmelig"})
    with box.open(tls_context=context, require_starttls=True):
        closed = box.settings(tls=MailTls.STARTTLS, username="floke", password="hemmelig", ca_file=str(trusted))
        with mail_through(app, closed):
            mail.send(LETTER)

    assert box.signed_in == ["floke"]
    assert len(box.letters) == 1


def test_tls_from_the_first_byte(app: Flask, tmp_path: Path) -> None:
    context, trusted = certificate(tmp_path)
    box = Postbox()
    with (
        box.open(server_hostname="127.0.0.1", ssl_context=context),
        mail_through(app, box.settings(tls=MailTls.TLS, ca_file=str(trusted))),
    ):
        mail.send(LETTER)

    assert len(box.letters) == 1


def test_a_certificate_nobody_knows_is_not_trusted(app: Flask, tmp_path: Path) -> None:
    context, _trusted = certificate(tmp_path)
    box = Postbox(users={"floke": "hemmelig"})
    with box.open(tls_context=context):
        fault = not_sent(app, box.settings(tls=MailTls.STARTTLS, username="floke", password="hemmelig"))

    assert "certificate" in fault.message and fault.again
    assert box.signed_in == [] and box.letters == []


def test_a_server_without_starttls_gets_nothing_in_the_open(app: Flask, postbox: Postbox) -> None:
    fault = not_sent(app, postbox.settings(tls=MailTls.STARTTLS))

    assert fault.again and postbox.letters == []


def test_a_wrong_password_is_said_and_may_be_put_right(app: Flask, tmp_path: Path) -> None:
    context, trusted = certificate(tmp_path)
    box = Postbox(users={"floke": "hemmelig"})
    with box.open(tls_context=context):
        chosen = box.settings(tls=MailTls.STARTTLS, username="floke", password="feil", ca_file=str(trusted))
        fault = not_sent(app, chosen)

    assert "MAIL_PASSWORD" in fault.message and fault.again and "feil" not in str(fault)


@pytest.mark.parametrize(("answer", "again"), [("451 come back", True), ("554 never", False)])
def test_a_server_that_refuses_for_now_may_take_it_later(app: Flask, answer: str, again: bool) -> None:
    with Postbox(answer=answer).open() as box:
        assert not_sent(app, box.settings()).again is again


def test_a_mailbox_that_is_not_there_is_for_good_and_never_in_the_log(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with Postbox(refuses="kari.skjult@example.no").open() as box:
        assert not not_sent(app, box.settings()).again

    assert "550" in caplog.text
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("app.")]
    assert ours and not any("kari" in line for line in ours)


def test_a_server_that_is_away_may_come_back(app: Flask) -> None:
    fault = not_sent(app, Postbox().settings())

    assert fault.again and "cannot be reached" in fault.message


def test_without_a_server_nothing_is_sent_and_that_is_said(app: Flask) -> None:
    assert not not_sent(app, None).again


def test_nobody_writes_headers_of_their_own(app: Flask, postbox: Postbox) -> None:
    forged = Letter(name="a", to="kari@example.no", subject="Hei\r\nBcc: alle@example.no", text="")
    with mail_through(app, postbox.settings()), pytest.raises(ValueError, match="linefeed"):
        mail.send(forged)

    assert postbox.letters == []


# --- a job whose server is away waits, longer each time -----------------------------------------------------------


def test_a_job_that_asks_to_be_tried_later_waits_and_fails_visibly_in_the_end(
    app: Flask, work_off: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.plumbing.committer import unit_of_work
    from app.plumbing.queue import deeds, queries, services
    from app.plumbing.queue.rules import WAITS, JobState
    from app.plumbing.queue.running import TryLater

    def away() -> None:
        raise TryLater("The mail server cannot be reached.")

    monkeypatch.setitem(deeds.DEEDS, "test.away", away)
    now = clock.now()
    with clock.frozen(now):
        with unit_of_work(None):
            job_id = services.promise("test.away")
        assert work_off() == 1
        assert queries.job(job_id).state is JobState.QUEUED
        assert "cannot be reached" in queries.job(job_id).message
    for wait in WAITS:
        with clock.frozen(now + wait - timedelta(seconds=1)):
            assert work_off() == 0, "too early"
        now += wait
        with clock.frozen(now):
            assert work_off() == 1

    assert queries.job(job_id).state is JobState.FAILED
    assert "cannot be reached" in queries.job(job_id).message
    with unit_of_work(None):
        services.retry(job_id)
    assert work_off() == 1, "tried again by hand, and at once"


# --- the settings -------------------------------------------------------------------------------------------------

GIVEN = {
    "SECRET_KEY": "s" * 32, "TRUSTED_HOSTS": "floke.example.no", "QUEUE_URL": "redis://",
    "MAIL_HOST": "mail.example.no", "MAIL_FROM": "Floke <floke@example.no>", "PUBLIC_URL": "https://floke.example.no/",
}  # fmt: skip


def test_mail_goes_through_starttls_unless_said_otherwise() -> None:
    chosen = Settings.from_environment(GIVEN)

    assert chosen.mail is not None
    assert (chosen.mail.tls, chosen.mail.port, chosen.public_url) == (MailTls.STARTTLS, 587, "https://floke.example.no")
    assert "hemmelig" not in repr(
        Settings.from_environment({**GIVEN, "MAIL_USERNAME": "floke", "MAIL_PASSWORD": "hemmelig"})
    )


def test_without_a_host_there_is_no_mail() -> None:
    assert Settings.from_environment({**GIVEN, "MAIL_HOST": ""}).mail is None


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"MAIL_FROM": ""}, "MAIL_FROM"),
        ({"MAIL_FROM": "floke"}, "MAIL_FROM"),
        ({"MAIL_FROM": "a@example.no\nBcc: b@example.no"}, "MAIL_FROM"),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "http://floke.example.no"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://floke.example.no/app"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "floke.example.no"}, "PUBLIC_URL"),
        ({"MAIL_PORT": "smtp"}, "MAIL_PORT"),
        ({"MAIL_TLS": "ssl"}, "MAIL_TLS"),
        ({"MAIL_USERNAME": "floke"}, "MAIL_PASSWORD"),
        ({"MAIL_TLS": "none", "MAIL_USERNAME": "floke", "MAIL_PASSWORD": "x"}, "MAIL_TLS"),
        ({"MAIL_CA_FILE": "/nowhere.pem"}, "MAIL_CA_FILE"),
        ({"FLOKE_SECOND_FACTOR": "boss"}, "FLOKE_SECOND_FACTOR"),
    ],
)
def test_a_setting_that_cannot_be_is_named(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        Settings.from_environment({**GIVEN, **wrong})


def test_administrators_need_two_factors_and_others_where_it_is_said() -> None:
    assert Settings.from_environment(GIVEN).second_factor_roles == (Role.ADMINISTRATOR,)
    more = Settings.from_environment({**GIVEN, "FLOKE_SECOND_FACTOR": "programme-manager"})
    assert set(more.second_factor_roles) == {Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}
    every = Settings.from_environment(
        {**GIVEN, "FLOKE_SECOND_FACTOR": "programme-manager,initiative-owner,steering-group"}
    )
    assert set(every.second_factor_roles) == set(Role)
