"""Accounts of wijkteamleden: the first account, signing in, sessions."""

from handoff.accounts.errors import AccountError, NameTakenError, WeakPasswordError, WrongSetupCodeError
from handoff.accounts.facade import Accounts
from handoff.accounts.records import Account, NewAccount

__all__ = [
    "Account",
    "AccountError",
    "Accounts",
    "NameTakenError",
    "NewAccount",
    "WeakPasswordError",
    "WrongSetupCodeError",
]
