"""Passwords: what is accepted, and how they are kept."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from handoff.accounts.errors import WeakPasswordError

MIN_LENGTH = 12
MAX_LENGTH = 128  # long enough for any sentence, short enough not to keep the server busy
READ_LENGTH = 72  # as much as the estimate reads
SAFE = 3  # of 4: more than 100 million guesses; the estimate knows 30,000 passwords that people often choose
OUR_WORDS = ("wachtwoord", "welkom", "geheim", "wijkteam", "gemeente", "rondkomen", "inloggen", "schulden")
AT_ONCE = BoundedSemaphore(2)  # each check takes 64 MiB

_hasher = PasswordHasher()
_hash_of_nobody = _hasher.hash("a password that no account has")


def hash_password(wachtwoord: str, gebruikersnaam: str) -> str:
    """
    Return the argon2id hash, with the parameters that the library advises.

    No rules about capitals or signs: they make passwords harder to remember, not to guess.

    Raises:
        WeakPasswordError: If the length is wrong, the account's name is in it, or many people choose it.
    """
    if not MIN_LENGTH <= len(wachtwoord) <= MAX_LENGTH or gebruikersnaam.lower() in wachtwoord.lower():
        raise WeakPasswordError
    if zxcvbn(wachtwoord[:READ_LENGTH], user_inputs=[*OUR_WORDS, gebruikersnaam])["score"] < SAFE:
        raise WeakPasswordError
    with AT_ONCE:
        return _hasher.hash(wachtwoord)


def is_right(stored: str | None, wachtwoord: str) -> bool:
    """Check a password; for an unknown name, or an account without one, it takes the same time and is never right."""
    try:
        with AT_ONCE:
            _hasher.verify(stored or _hash_of_nobody, wachtwoord[: MAX_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)
