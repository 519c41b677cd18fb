"""Accounts of wijkteamleden: the first account, colleagues, signing in, sessions."""

from handoff.accounts.errors import (
    AccountError,
    AccountNotFoundError,
    NameTakenError,
    OwnAccountError,
    WeakPasswordError,
    WrongAccessCodeError,
    WrongEmailError,
    WrongPasswordError,
    WrongPlaceError,
    WrongSetupCodeError,
)
from handoff.accounts.facade import Accounts
from handoff.accounts.records import Account, Duty, NewAccount, Person, Soort
from handoff.accounts.tabular import harmless

__all__ = [
    "Account",
    "AccountError",
    "AccountNotFoundError",
    "Accounts",
    "Duty",
    "NameTakenError",
    "NewAccount",
    "OwnAccountError",
    "Person",
    "Soort",
    "WeakPasswordError",
    "WrongAccessCodeError",
    "WrongEmailError",
    "WrongPasswordError",
    "WrongPlaceError",
    "WrongSetupCodeError",
    "harmless",
]
