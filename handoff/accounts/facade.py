"""The accounts as one object, for the console and the command line."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine

from handoff.accounts.records import Account, NewAccount
from handoff.keys import KeyRing
from handoff.settings import HandoffSettings


def utc_now() -> datetime:
    """Return the time that sessions and codes are measured by."""
    return datetime.now(UTC)


class Accounts:
    """Signing in: password, then a code of the authenticator app, then a session."""

    def __init__(
        self,
        engine: Engine,
        keys: KeyRing,
        teams: Mapping[str, frozenset[str]],
        settings: HandoffSettings | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Keep the engine and the keys; `teams` gives the team ids of each gemeente (handoff.routing)."""

    def setup_code(self) -> str | None:
        """Return a fresh one-time code while there is no account yet."""
        raise NotImplementedError

    def create_first(
        self, code: str, naam: str, gebruikersnaam: str, wachtwoord: str, gemeente: str
    ) -> NewAccount:
        """Make the first account, for whoever holds the one-time code."""
        raise NotImplementedError

    def confirm_totp(self, account_id: str, totp: str) -> bool:
        """Switch the account on when the authenticator app shows the right code."""
        raise NotImplementedError

    def check_password(self, gebruikersnaam: str, wachtwoord: str) -> Account | None:
        """Return the account when the password is right and no delay runs."""
        raise NotImplementedError

    def check_totp(self, account_id: str, code: str) -> bool:
        """Accept a code of the app or a recovery code, each one once."""
        raise NotImplementedError

    def wait_seconds(self, gebruikersnaam: str) -> int:
        """Return how long this name has to wait before the next try."""
        raise NotImplementedError

    def start_session(self, account_id: str) -> str:
        """Start a session and return its token, for the cookie."""
        raise NotImplementedError

    def session(self, token: str, *, touch: bool = True) -> Account | None:
        """Return whose session this is; `touch=False` (SSE) does not keep it alive."""
        raise NotImplementedError

    def end_session(self, token: str) -> None:
        """End one session."""
        raise NotImplementedError
