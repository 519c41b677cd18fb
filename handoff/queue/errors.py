"""Why the queue says no; the console turns each into one Dutch sentence."""

from datetime import datetime


class QueueError(Exception):
    """Something the queue refuses; the message holds no personal data."""


class HandoffNotFoundError(QueueError):
    """No handoff with this id in the teams of this account."""


class FieldNotFoundError(QueueError):
    """The inwoner did not send this field."""


class NotHolderError(QueueError):
    """Only the wijkteamlid who picked this handoff up may do this."""


class StaleVersionError(QueueError):
    """The handoff changed after this page was opened: show it again, keep what was typed."""


class NotChatError(QueueError):
    """The inwoner did not choose to be reached by chat."""


class NoConsentError(QueueError):
    """A handoff without consent, or without a line to send, is never stored."""


class CodeTakenError(QueueError):
    """Another open handoff has this code: draw again."""


class HandoffGoneError(QueueError):
    """The handoff is closed, withdrawn or expired; `status` says which."""

    def __init__(self, status: str) -> None:
        """Keep which of the end states it is."""
        super().__init__(f"handoff is {status}")
        self.status = status


class AlreadyClaimedError(QueueError):
    """A colleague was first; `holder` and `since` say who and when."""

    def __init__(self, holder: str, since: datetime) -> None:
        """Keep who has it and since when."""
        super().__init__("handoff is already claimed")
        self.holder = holder
        self.since = since
