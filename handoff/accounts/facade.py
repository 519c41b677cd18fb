"""The accounts as one object, for the console and the command line."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine

from handoff.accounts import delays, second_factor, sessions, setup
from handoff.accounts.passwords import is_right
from handoff.accounts.records import Account, NewAccount, Rol
from handoff.accounts.store import Store, by_name, name_key
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
        self._store = Store(engine, keys, teams, settings or HandoffSettings(), clock)

    def setup_code(self) -> str | None:
        """Return a fresh one-time code while there is no account in use yet."""
        return setup.setup_code(self._store)

    def create_first(self, code: str, naam: str, gebruikersnaam: str, wachtwoord: str, gemeente: str) -> NewAccount:
        """Make the first account, for whoever holds the one-time code."""
        return setup.create_first(self._store, code, naam, gebruikersnaam, wachtwoord, gemeente)

    def create(self, naam: str, gebruikersnaam: str, wachtwoord: str, gemeente: str, rol: Rol = "agent") -> NewAccount:
        """Make an account for a colleague; who may do that is for the caller to check."""
        return setup.create(self._store, naam, gebruikersnaam, wachtwoord, gemeente, rol)

    def confirm_totp(self, account_id: str, totp: str) -> bool:
        """Switch the account on when the authenticator app shows the right code."""
        return second_factor.confirm_totp(self._store, account_id, totp)

    def check_password(self, gebruikersnaam: str, wachtwoord: str) -> Account | None:
        """Return the account when the password is right and no delay runs; an unknown name takes as long."""
        what = f"name|{name_key(gebruikersnaam)}"
        if not delays.may_try(self._store, what):
            return None
        with self._store.reading() as session:
            stored = by_name(session, gebruikersnaam)
        right = is_right(stored.password_hash if stored else None, wachtwoord)
        with self._store.writing() as session:
            self._store.log(session, "password", stored.id if stored else None, "ok" if right else "wrong")
        if stored is None or not right or not stored.confirmed:
            return None
        delays.succeeded(self._store, what)
        return self._store.account(stored)

    def check_totp(self, account_id: str, code: str) -> bool:
        """Accept a code of the app or a recovery code, each one once."""
        return second_factor.check_totp(self._store, account_id, code)

    def wait_seconds(self, gebruikersnaam: str) -> int:
        """Return how long this name has to wait before the next try."""
        return delays.wait_seconds(self._store, f"name|{name_key(gebruikersnaam)}")

    def start_session(self, account_id: str) -> str:
        """Start a session and return its token, for the cookie."""
        return sessions.start(self._store, account_id)

    def session(self, token: str, *, touch: bool = True) -> Account | None:
        """Return whose session this is; `touch=False` (SSE) does not keep it alive."""
        return sessions.find(self._store, token, touch=touch)

    def end_session(self, token: str) -> None:
        """End one session."""
        sessions.end(self._store, token)

    def purge(self, now: datetime) -> None:
        """Delete sessions that are over and failures of long ago."""
        sessions.end_old(self._store, now)
        delays.forget_old(self._store, now)
