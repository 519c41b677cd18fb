"""Times, terms and codes in plain Dutch words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from content.catalogue import Catalogue, TekstOntbreektError

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
SATURDAY = 5
SOON = 3  # working days: the law's term when someone's home, energy or health insurance is at risk


def aware(moment: datetime) -> datetime:
    """Return the moment in UTC; SQLite gives it back without its zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def working_days(start: date, end: date) -> int:
    """Count the weekdays after `start` up to and with `end`."""
    days = (end - start).days
    return sum((start + timedelta(days=day)).weekday() < SATURDAY for day in range(1, days + 1))


@dataclass(frozen=True)
class Wording:
    """The words of the console, from content/teksten/console.yml."""

    catalogue: Catalogue

    def text(self, key: str, **values: str) -> str:
        """Return a sentence of the console."""
        return self.catalogue.text(f"console.{key}", **values)

    def one_of(self, group: str, code: str, fallback: str = "") -> str:
        """Return the label of a code, such as an outcome; one without a label shows `fallback`."""
        key = f"{group}_{code}"
        return self.text(key) if f"console.{key}" in self.catalogue.teksten else fallback or code

    def topic(self, onderwerp: str | None) -> str:
        """Return the title of a topic; a topic that was removed since has no title."""
        if onderwerp is None:
            return self.text("onderwerp_geen")
        try:
            return self.catalogue.titel(onderwerp)
        except TekstOntbreektError:
            return self.text("onderwerp_geen")

    def team(self, gemeente: str, team: str) -> str:
        """Return the name of a team."""
        teams = self.catalogue.gemeente(gemeente).teams
        return next((one.naam for one in teams if one.id == team), team)

    def since(self, moment: datetime, now: datetime) -> str:
        """Say how long ago something was."""
        minutes = max(0, int((now - aware(moment)).total_seconds() // 60))
        if minutes < 1:
            return self.text("sinds_nu")
        if minutes < 60:
            return self._count(minutes, "sinds_minuut", "sinds_minuten")
        if minutes < 24 * 60:
            return self._count(minutes // 60, "sinds_uur", "sinds_uren")
        return self._count(minutes // (24 * 60), "sinds_dag", "sinds_dagen")

    def term(self, due_at: datetime | None, now: datetime) -> str:
        """Say how much time is left, or how much too late it is; nothing when there is no term."""
        if due_at is None:
            return ""
        due, today = aware(due_at).astimezone(DUTCH_TIME).date(), now.astimezone(DUTCH_TIME).date()
        if aware(due_at) < now:
            late = working_days(due, today)
            return self._count(late, "te_laat_werkdag", "te_laat_werkdagen", none="te_laat_vandaag")
        left = working_days(today, due)
        return self._count(left, "termijn_werkdag", "termijn_werkdagen", none="termijn_vandaag")

    def happened(self, action: str, result: str) -> str:
        """Say what was done with a handoff: the try to reach the inwoner, or the step."""
        if action == "attempt":
            return self.one_of("poging", result)
        return self.one_of("verloop", action, fallback=self.text("verloop_anders"))

    def moment(self, moment: datetime) -> str:
        """Return a date and time on the Dutch clock."""
        return aware(moment).astimezone(DUTCH_TIME).strftime("%d-%m-%Y %H:%M")

    def _count(self, count: int, one: str, more: str, none: str = "") -> str:
        if none and count == 0:
            return self.text(none)
        return self.text(one) if count == 1 else self.text(more, aantal=str(count))


def urgency(due_at: datetime | None, now: datetime) -> str:
    """Return how the term is to be marked: laat, spoed or nothing. The words beside it say the same."""
    if due_at is None:
        return ""
    if is_late(due_at, now):
        return "laat"
    left = working_days(now.astimezone(DUTCH_TIME).date(), aware(due_at).astimezone(DUTCH_TIME).date())
    return "spoed" if left <= SOON else ""


def is_late(due_at: datetime | None, now: datetime) -> bool:
    """Tell whether the term is over."""
    return due_at is not None and aware(due_at) < now
