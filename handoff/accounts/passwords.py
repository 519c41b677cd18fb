"""Passwords: what is accepted, and how they are kept."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from handoff.accounts.errors import WeakPasswordError

MIN_LENGTH = 12
MAX_LENGTH = 128  # long enough for any sentence, short enough not to keep the server busy
AT_ONCE = BoundedSemaphore(2)  # each check takes 64 MiB

_hasher = PasswordHasher()
_hash_of_nobody = _hasher.hash("a password that no account has")


def hash_password(wachtwoord: str, gebruikersnaam: str) -> str:
    """
    Return the argon2id hash, with the parameters that the library advises.

    Raises:
        WeakPasswordError: If the length is wrong, or the account's name is in it.
    """
    if not MIN_LENGTH <= len(wachtwoord) <= MAX_LENGTH or gebruikersnaam.lower() in wachtwoord.lower():
        raise WeakPasswordError
    with AT_ONCE:
        return _hasher.hash(wachtwoord)


def is_right(stored: str | None, wachtwoord: str) -> bool:
    """Check a password; for an unknown name it takes the same time and is never right."""
    try:
        with AT_ONCE:
            _hasher.verify(stored or _hash_of_nobody, wachtwoord[: MAX_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
