"""A real mail server on this computer that can be told to misbehave."""

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USERNAME, PASSWORD = "rondkomen", "geheim-van-de-test"


class Certificates:
    """An authority of our own with a certificate for this computer."""

    def __init__(self, folder: Path, name: str = "localhost") -> None:
        """Make both; `ca_file` is what a client must trust."""
        authority = trustme.CA()
        self.ca_file = folder / "ca.pem"
        authority.cert_pem.write_to_path(self.ca_file)
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(self.server)


class MailServer:
    """
    Takes mail over STARTTLS, for who signs in.

    Attributes:
        rcpt_answer: What it says instead of taking a recipient.
        data_answer: What it says instead of "250" after the mail.
        cut: Break the connection when the whole mail came in, before any answer.
        slow: How many seconds it thinks before it takes a mail: who is killed meanwhile didn't send it.
    """

    def __init__(self, certificates: Certificates | None) -> None:
        """Choose a port; nothing listens yet."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.mails: list[EmailMessage] = []
        self.peers: list[str] = []
        self.rcpt_answer = self.data_answer = ""
        self.cut = False
        self.slow = 0.0
        self._certificates = certificates

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take mail for as long as this runs."""
        secure = self._certificates is not None
        controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            tls_context=self._certificates.server if self._certificates else None,
            require_starttls=secure,
            auth_required=secure,
            authenticator=_authenticate,
        )
        controller.start()
        try:
            yield
        finally:
            controller.stop()

    def ids(self) -> list[str]:
        """Return the Message-ID of each mail that came in, in order."""
        return [mail["Message-ID"] for mail in self.mails]

    def wait_for(self, count: int, seconds: float = 20) -> None:
        """Wait until so many different mails came in."""
        until = time.monotonic() + seconds
        while len(set(self.ids())) < count:
            assert time.monotonic() < until, f"{len(set(self.ids()))} of {count} mails came in"
            time.sleep(0.02)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient or refuse it."""
        await asyncio.sleep(self.slow)
        if self.rcpt_answer:
            return self.rcpt_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or not."""
        if self.data_answer:
            return self.data_answer
        content = envelope.original_content or b""
        self.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        if self.cut:
            assert server.transport is not None
            server.transport.abort()
        return "250 OK"


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    right = data == LoginPassword(USERNAME.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)
