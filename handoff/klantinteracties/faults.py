"""How a call to the peer can end badly. A code never holds an address, a value or an answer of the peer."""

from datetime import timedelta

from handoff.outbox.records import GiveUpError, TryAgainError

# Longer than a peer works on one request: after this, what is not there yet will not come any more.
SETTLES = timedelta(seconds=60)


class LostAnswerError(TryAgainError):
    """A change was sent and no answer came: it may still be made, so nothing is looked up or erased for a while."""

    def __init__(self) -> None:
        """Wait until the peer is surely done with it."""
        super().__init__("export_lost", SETTLES)


class GoneThereError(TryAgainError):
    """What stood at the peer is there no more: somebody removed it there."""

    def __init__(self) -> None:
        """It is made again on the next try."""
        super().__init__("export_gone")


class BusyError(TryAgainError):
    """Another worker is at the same handoff or actor; what it doesn't see yet, we do after it."""

    def __init__(self) -> None:
        """It takes moments."""
        super().__init__("export_waits")


class RefusedError(GiveUpError):
    """The peer says that this will never be right (400)."""

    def __init__(self) -> None:
        """Somebody has to look."""
        super().__init__("export_refused")
