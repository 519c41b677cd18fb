"""What a wijkteamlid changes about their own account; the password is asked again each time."""

from pyotp import random_base32

from handoff import tables
from handoff.accounts import delays, second_factor, sessions
from handoff.accounts.email import email_of, keep_email
from handoff.accounts.errors import WrongPasswordError
from handoff.accounts.passwords import hash_password, is_right
from handoff.accounts.store import Store


class OwnAccount:
    """The own password, app and recovery codes."""

    def __init__(self, store: Store) -> None:
        """Keep where the accounts are."""
        self._store = store

    def has_password(self, account_id: str) -> bool:
        """Tell whether this account signs in here; otherwise the gemeente does that."""
        with self._store.reading() as session:
            return bool(session.get_one(tables.Account, account_id).password_hash)

    def change_password(self, account_id: str, old: str, new: str, token: str) -> None:
        """
        Change the password, and end all other sessions than the one of `token`.

        Raises:
            WrongPasswordError: If the old password is wrong, or a delay runs.
            WeakPasswordError: If the new one isn't accepted.
        """
        account = self._prove(account_id, old)
        password_hash = hash_password(new, account.gebruikersnaam)
        with self._store.writing() as session:
            session.get_one(tables.Account, account_id).password_hash = password_hash
            sessions.end_all(session, account_id, but=token)
            self._store.log(session, "password_changed", account_id)

    def begin_app(self, account_id: str, wachtwoord: str) -> str:
        """Return the address for another app; nothing changes until `couple_app`. Raises WrongPasswordError."""
        account = self._prove(account_id, wachtwoord)
        return second_factor.totp_uri(random_base32(), account.gebruikersnaam)

    def couple_app(self, account_id: str, secret: str, code: str, token: str) -> bool:
        """Change to the app with this secret when it shows the right code; other sessions end."""
        what = f"totp|{account_id}"
        if not delays.may_try(self._store, what):
            return False
        step = second_factor.step_of(self._store, secret, "".join(code.split()))
        if step is None:
            return False
        with self._store.writing() as session:
            account = session.get_one(tables.Account, account_id)
            second_factor.keep_secret(self._store, account, secret)
            account.totp_last_step = step
            sessions.end_all(session, account_id, but=token)
            self._store.log(session, "app_changed", account_id)
        delays.succeeded(self._store, what)
        return True

    def new_recovery_codes(self, account_id: str, wachtwoord: str) -> tuple[str, ...]:
        """Replace the recovery codes and return the new ones. Raises WrongPasswordError."""
        self._prove(account_id, wachtwoord)
        with self._store.writing() as session:
            codes = second_factor.new_recovery_codes(self._store, session, account_id)
            self._store.log(session, "recovery_codes_made", account_id)
        return codes

    def email(self, account_id: str) -> str:
        """Return where this account is told that something waits, empty when not by mail."""
        return email_of(self._store, account_id)

    def keep_email(self, account_id: str, email: str) -> None:
        """Keep that address, or forget it when it is empty. Raises WrongEmailError."""
        keep_email(self._store, account_id, email)

    def _prove(self, account_id: str, wachtwoord: str) -> tables.Account:
        """Return the account when the password is right; guessing is slowed down."""
        what = f"own|{account_id}"
        if not delays.may_try(self._store, what):
            raise WrongPasswordError
        with self._store.reading() as session:
            account = session.get_one(tables.Account, account_id)
        if not is_right(account.password_hash, wachtwoord):
            with self._store.writing() as session:
                self._store.log(session, "password", account_id, "wrong")
            raise WrongPasswordError
        delays.succeeded(self._store, what)
        return account
