"""Hands a mail to the one server that the settings name, over TLS that is verified."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage

from handoff.outbox.records import GiveUpError, NotToldError, TryAgainError
from handoff.settings import HandoffSettings

TIMEOUT_SECONDS = 10.0  # for each answer of the server
LOGIN_FIRST = (530, 534, 535, 538)  # about our settings, not about this mail


class Mailer:
    """Sends through one server: its host and port come from the settings, and from nowhere else."""

    def __init__(self, settings: HandoffSettings) -> None:
        """Keep the settings; a connection lives as long as one mail."""
        self._settings = settings
        self._context = ssl.create_default_context(cafile=settings.smtp_ca_file)
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2

    def send(self, message: EmailMessage) -> None:
        """
        Return when the server took the mail.

        Raises:
            TryAgainError: If it can't now: down, busy, no trusted TLS, or our password is refused.
            GiveUpError: If it says that this mail will never go.
        """
        try:
            connection = self._connected()
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            raise _at_the_door(error) from error
        try:
            connection.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise _at_the_counter(error) from error
        finally:
            with suppress(OSError, smtplib.SMTPException):  # it has the mail: how it says goodbye doesn't matter
                connection.quit()
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        settings, us = self._settings, self._settings.smtp_from.rpartition("@")[2]
        host, port = settings.smtp_host, settings.smtp_port
        connection: smtplib.SMTP
        if settings.smtp_security == "tls":
            connection = smtplib.SMTP_SSL(host, port, us, timeout=TIMEOUT_SECONDS, context=self._context)
        else:
            connection = smtplib.SMTP(host, port, us, timeout=TIMEOUT_SECONDS)
        try:
            if settings.smtp_security == "starttls":
                self._start_tls(connection)
            if settings.smtp_username and settings.smtp_password is not None:
                connection.login(settings.smtp_username, settings.smtp_password.get_secret_value())
        except BaseException:
            connection.close()
            raise
        return connection

    def _start_tls(self, connection: smtplib.SMTP) -> None:
        try:
            connection.starttls(context=self._context)
        except smtplib.SMTPResponseException as error:
            raise TryAgainError("tls_refused") from error


def _at_the_door(error: Exception) -> NotToldError:
    """Say why the server didn't let us in: always worth another try, since nothing is wrong with the mail."""
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return TryAgainError("tls_refused")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return TryAgainError("login_refused")
    if isinstance(error, smtplib.SMTPResponseException):
        return TryAgainError("server_busy")
    return TryAgainError("server_unreachable")


def _at_the_counter(error: Exception) -> NotToldError:
    """Say why the mail wasn't taken: a 5xx is about this mail and for good, all else may pass."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = {code for code, _ in error.recipients.values()}
        return GiveUpError("address_refused") if min(codes) >= 500 else TryAgainError("server_busy")
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code)
    return TryAgainError("connection_lost")


def _answered(code: int) -> NotToldError:
    if code in LOGIN_FIRST:
        return TryAgainError("login_refused")
    return GiveUpError("mail_refused") if code >= 500 else TryAgainError("server_busy")
