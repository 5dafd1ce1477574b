"""A real mail server on loopback that keeps what it is given, for tests."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from flask import Flask

from app.config import MailSettings, MailTls
from tests.servers import free_port

PUBLIC_URL = "https://floke.example.no"


@dataclass
class Postbox:
    """The server. ``answer`` is what it says to a letter, ``refuses`` whom it takes no letter for."""

    answer: str = "250 OK"
    refuses: str = ""
    letters: list[EmailMessage] = field(default_factory=list)
    users: dict[str, str] = field(default_factory=dict)
    signed_in: list[str] = field(default_factory=list)
    port: int = field(default_factory=free_port)

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - by the name aiosmtpd calls
        if self.answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            letter = message_from_bytes(content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
        return self.answer

    def knows(self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        known = self.users.get(data.login.decode()) == data.password.decode()
        if known:
            self.signed_in.append(data.login.decode())
        return AuthResult(success=known, handled=known)

    @contextmanager
    def open(self, **options: Any) -> Iterator[Postbox]:
        """Listen until the end of the block. ``options`` are aiosmtpd's."""
        if self.users:
            options = {"authenticator": self.knows, "auth_required": True, **options}
        controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()

    def settings(self, **changes: Any) -> MailSettings:
        plain = MailSettings(
            host="127.0.0.1", port=self.port, sender="Floke <floke@example.no>", tls=MailTls.NONE, seconds=5
        )
        return replace(plain, **changes)

    def text(self) -> str:
        """The text of the only letter."""
        assert len(self.letters) == 1, [letter["Subject"] for letter in self.letters]
        body = self.letters[0].get_body()
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")


@contextmanager
def mail_through(app: Flask, chosen: MailSettings | None) -> Iterator[None]:
    """The application with this mail server meanwhile."""
    kept = app.extensions["floke_settings"]
    app.extensions["floke_settings"] = replace(kept, mail=chosen, public_url=PUBLIC_URL if chosen else None)
    try:
        yield
    finally:
        app.extensions["floke_settings"] = kept


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's context for 127.0.0.1 with a certificate of its own making, and the file to trust it by."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public
