"""The accounts as one object, for the console and the command line."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine

from handoff.accounts import (
    access_codes,
    delays,
    external,
    logbook,
    members,
    places,
    presence,
    rewrapping,
    second_factor,
    sessions,
    setup,
    signing_in,
)
from handoff.accounts.administration import Administration
from handoff.accounts.logbook import LogLine
from handoff.accounts.own import OwnAccount
from handoff.accounts.records import Account, Duty, NewAccount
from handoff.accounts.store import Store
from handoff.keys import KeyRing
from handoff.rights import Rol
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
        self.admin = Administration(self._store)
        self.own = OwnAccount(self._store)

    def setup_code(self) -> str | None:
        """Return a fresh one-time code while there is no account in use yet."""
        return setup.setup_code(self._store)

    def create_first(self, code: str, naam: str, gebruikersnaam: str, wachtwoord: str, gemeente: str) -> NewAccount:
        """Make the first account, for whoever holds the one-time code."""
        return setup.create_first(self._store, code, naam, gebruikersnaam, wachtwoord, gemeente)

    def create(
        self,
        naam: str,
        gebruikersnaam: str,
        wachtwoord: str,
        gemeente: str,
        rollen: frozenset[Rol] = frozenset({"agent"}),
        teams: frozenset[str] | None = None,
    ) -> NewAccount:
        """Make an account for a colleague, for all teams unless some are named; who may do that is for the caller."""
        return setup.create(self._store, naam, gebruikersnaam, wachtwoord, gemeente, Duty(rollen, teams))

    def accept_invitation(self, code: str, wachtwoord: str) -> NewAccount:
        """Choose a password with the code of an invitation."""
        return access_codes.accept_invitation(self._store, code, wachtwoord)

    def couple_app(self, code: str, wachtwoord: str) -> NewAccount:
        """Couple another app with a code of an admin and the password."""
        return access_codes.couple_app(self._store, code, wachtwoord)

    def choose_password(self, code: str, totp: str, wachtwoord: str) -> None:
        """Choose another password with a code of an admin and the app."""
        access_codes.choose_password(self._store, code, totp, wachtwoord)

    def confirm_totp(self, account_id: str, totp: str) -> bool:
        """Switch the account on when the authenticator app shows the right code."""
        return second_factor.confirm_totp(self._store, account_id, totp)

    def check_password(self, gebruikersnaam: str, wachtwoord: str, adres: str = "") -> Account | None:
        """Return the account when the password is right and no delay runs for the name or the address."""
        return signing_in.check_password(self._store, gebruikersnaam, wachtwoord, adres)

    def check_totp(self, account_id: str, code: str) -> bool:
        """Accept a code of the app or a recovery code, each one once."""
        return second_factor.check_totp(self._store, account_id, code)

    def wait_seconds(self, gebruikersnaam: str, adres: str = "") -> int:
        """Return how long this name has to wait at this address before the next try."""
        return signing_in.wait_seconds(self._store, gebruikersnaam, adres)

    def start_session(self, account_id: str, adres: str = "") -> str:
        """Start a session and return its token, for the cookie."""
        return sessions.start(self._store, account_id, adres)

    def sign_in_outside(self, issuer: str, subject: str, naam: str, gemeente: str, duty: Duty) -> str | None:
        """Return the account of somebody whom the gemeente signed in, None when it is switched off."""
        return external.sign_in(self._store, issuer, subject, naam, gemeente, duty)

    def session(self, token: str, *, touch: bool = True) -> Account | None:
        """Return whose session this is; `touch=False` (SSE) does not keep it alive."""
        return sessions.find(self._store, token, touch=touch)

    def present(self) -> frozenset[str]:
        """Return the ids of the accounts that are signed in somewhere now."""
        return sessions.present(self._store)

    def end_session(self, token: str) -> None:
        """End one session."""
        sessions.end(self._store, token)

    def log_lines(self, auditor: Account, before: int | None = None) -> list[LogLine]:
        """Return a page of the audit log of the own gemeente, the newest line first; reading it is a line too."""
        return logbook.read(self._store, auditor, before)

    def refused(self, account_id: str, address: str) -> None:
        """Write in the audit log that an account asked for a page that its roles don't open."""
        with self._store.writing() as session:
            self._store.log(session, "refused", account_id, address[:60])

    def members_of(self, team: str) -> list[Account]:
        """Return the accounts that can pick up for a team, by name."""
        return members.members_of(self._store, team)

    def members_by_team(self) -> Mapping[str, frozenset[str]]:
        """Return the ids of the accounts that can pick up, for each team that has any."""
        return members.members_by_team(self._store)

    def presence(self, since: datetime) -> Mapping[str, presence.Presence]:
        """Return for each team with people whether somebody is signed in, was since a moment, or wasn't."""
        return presence.presence(self._store, since)

    def rewrap_keys(self) -> int:
        """Encrypt every secret of an account with the wrapping key in use, while others write; returns how many."""
        return rewrapping.rewrap(self._store)

    def keys_in_use(self) -> Mapping[str, int]:
        """Return how many secrets of accounts each wrapping key encrypts."""
        return rewrapping.keys_in_use(self._store)

    def purge(self, now: datetime) -> None:
        """Delete sessions and codes that are over, and failures and addresses of long ago."""
        sessions.end_old(self._store, now)
        delays.forget_old(self._store, now)
        places.forget_old(self._store, now)
        with self._store.writing() as session:
            access_codes.forget_old(self._store, session)
