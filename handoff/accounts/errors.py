"""Why an account is refused; the console turns each into one Dutch sentence."""


class AccountError(Exception):
    """Something the accounts refuse; the message holds no personal data."""


class WrongSetupCodeError(AccountError):
    """The one-time code is wrong, used or too old: make a new one with `python -m handoff account`."""


class WeakPasswordError(AccountError):
    """The password is shorter than 12 characters, longer than 128, or holds the account's name."""


class NameTakenError(AccountError):
    """Another account has this gebruikersnaam."""
