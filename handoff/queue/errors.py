"""Why the queue says no; the console turns each into one Dutch sentence."""

from datetime import datetime


class QueueError(Exception):
    """Something the queue refuses; the message holds no personal data."""


class RefusedError(QueueError):
    """Something that this account may not do; that it tried is logged."""

    why = "refused"

    def __init__(self, handoff_id: str | None = None, account_id: str | None = None) -> None:
        """Keep who tried it, with which handoff."""
        super().__init__(self.why)
        self.handoff_id = handoff_id
        self.account_id = account_id


class HandoffNotFoundError(QueueError):
    """No handoff with this id in the teams of this account."""


class OtherTeamError(RefusedError, HandoffNotFoundError):
    """It is of another team; whoever asks hears the same as when it didn't exist."""

    why = "team"


class FieldNotFoundError(QueueError):
    """The inwoner did not send this field."""


class NotHolderError(RefusedError):
    """Only the wijkteamlid who picked this handoff up may do this."""

    why = "holder"


class StaleVersionError(QueueError):
    """The handoff changed after this page was opened: show it again, keep what was typed."""


class NotChatError(QueueError):
    """The inwoner did not choose to be reached by chat."""


class NoConsentError(QueueError):
    """A handoff without consent, or without a line to send, is never stored."""


class OfferGoneError(QueueError):
    """A colleague answered this offer, the sender took it back, or it went back to the team."""


class DataGoneError(QueueError):
    """What the inwoner sent is destroyed: there is nothing to open again."""


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


class TransferRefusedError(QueueError):
    """It can't be passed on like this; `code` says why: reden, team, collega or niemand."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(f"transfer refused: {code}")
        self.code = code
