"""How much working time is left, short for who looks and in full for who listens."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handoff.console.wording import Wording, aware
from handoff.queue.working_time import DUTCH_TIME, Hours, between

AN_HOUR = timedelta(hours=1)
HOURS_IN_A_DAY = 8  # below this, hours say more than days


@dataclass(frozen=True)
class Countdown:
    """What a badge says: `kort` on the screen, `lang` to a screen reader; `nood` is how it is marked."""

    kort: str
    lang: str
    nood: str


def countdown(words: Wording, hours: Hours, until: datetime | None, now: datetime) -> Countdown | None:
    """Return the working time of a team until a moment, or since it; nothing without a moment."""
    if until is None:
        return None
    end = aware(until)
    late = end < now
    first, last = (end, now) if late else (now, end)
    amount, unit = _amount(hours, first, last)
    key = f"{'laat' if late else 'nog'}_{unit}"
    many = "en" if amount > 1 else ""
    values = {"aantal": str(amount)}
    nood = "laat" if late else "spoed" if unit != "dag" else ""
    return Countdown(words.text(f"teller_{key}{many}", **values), words.text(f"tellang_{key}{many}", **values), nood)


def _amount(hours: Hours, first: datetime, last: datetime) -> tuple[int, str]:
    """Return whole hours when it is less than a day of work, else the days on which the team works."""
    span = between(hours, first, last)
    begin, end = (moment.astimezone(DUTCH_TIME).date() for moment in (first, last))
    days = sum(bool(hours.spans(begin + timedelta(days=day))) for day in range(1, (end - begin).days + 1))
    if span >= HOURS_IN_A_DAY * AN_HOUR and days:
        return days, "dag"
    hours_left = int(span / AN_HOUR)
    return hours_left, "uur" if hours_left else "kort"
