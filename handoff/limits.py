"""Counts what somebody did of late in the audit log, so that one account can't empty the queue or fill the list."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handoff import tables
from privacy.log import get_logger


class TooManyError(Exception):
    """An account did the same thing too often of late; `action` says what."""

    def __init__(self, action: str) -> None:
        """Keep what was done too often."""
        super().__init__(f"too often: {action}")
        self.action = action


def demand_room(session: Session, account_id: str, action: str, *, now: datetime, within: timedelta, most: int) -> None:
    """
    Refuse an action that this account already did `most` times within this time.

    Raises:
        TooManyError: If there is no room left; it is logged, because it may be somebody who copies the lot.
    """
    event = tables.Event
    of_late = (event.account_id == account_id) & (event.action == action) & (event.at > now - within)
    if (session.scalar(select(func.count()).where(of_late)) or 0) >= most:
        get_logger().warning("limit_reached", account_id=account_id, action=action)
        raise TooManyError(action)
