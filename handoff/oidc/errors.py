"""Why signing in through the gemeente is refused. The message is a fixed word for the log, never what was received."""


class OidcError(Exception):
    """The provider doesn't answer as it should, or somebody else does."""


class NoSecondFactorError(OidcError):
    """The provider doesn't say that a second factor was used."""


class NoGroupError(OidcError):
    """Somebody is in no group that may do something here."""
