"""Why an account is refused; the console turns each into one Dutch sentence."""


class AccountError(Exception):
    """Something the accounts refuse; the message holds no personal data."""


class WrongSetupCodeError(AccountError):
    """The one-time code is wrong, used or too old: make a new one with `python -m handoff account`."""


class WrongAccessCodeError(AccountError):
    """The code that an admin handed over is wrong, used, too old or for something else: ask for a new one."""


class WrongPasswordError(AccountError):
    """The password, or the code of the app that was asked beside it, isn't right."""


class WeakPasswordError(AccountError):
    """The password is shorter than 12 characters, longer than 128, easy to guess, or holds the account's name."""


class NameTakenError(AccountError):
    """Another account has this gebruikersnaam."""


class AccountNotFoundError(AccountError):
    """No account with this id in the gemeente of the admin."""


class OwnAccountError(AccountError):
    """Nobody changes their own roles, or disables themselves: a colleague does that."""


class WrongPlaceError(AccountError):
    """An account needs a role, and only teams of its own gemeente; the gemeente decides about those it signs in."""


class WrongEmailError(AccountError):
    """What was typed isn't one e-mail address and nothing more."""
