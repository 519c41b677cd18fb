"""The handoff that is being prepared, as a series of questions in a talk. Nothing is stored before consent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from content.berichten import Bericht
from content.catalogue import Catalogue
from content.check_flow import check_lines
from content.talk import Outcome, Stand, Stroom
from handoff.availability import availability
from handoff.consent import contact_ask, contact_give, contact_open_step, postcode_of
from handoff.routing import route


class ContactFlow:
    """Asks how the wijkteam may reach the inwoner, and shows every line before anything is sent."""

    stroom: Stroom = "contact"

    def __init__(
        self,
        catalogue: Catalogue,
        today: Callable[[], date],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._catalogue = catalogue
        self._today = today
        self._now = now

    def begin(self, stand: Stand, *, vorm: str = "") -> Outcome:
        """Open the questions. What was given in an earlier attempt is asked again."""
        return Outcome((), replace(stand, stroom="contact", contact=stand.contact if vorm == "terug" else {}))

    def ask(self, stand: Stand) -> Bericht | None:
        """Return the next question, the preview at the end, or None once the inwoner agreed."""
        if stand.contact.get("voorbeeld") == "akkoord":
            return None
        return contact_ask(
            self._catalogue,
            stand.contact,
            gemeente=stand.gemeente,
            onderwerp=stand.onderwerp,
            uitkomsten=check_lines(self._catalogue, stand, self._today()),
            bereikbaar=self._available(stand) if contact_open_step(stand.contact) == "voorbeeld" else "",
        )

    def _available(self, stand: Stand) -> str:
        """Say when the team reads, at the moment that the inwoner decides."""
        postcode = postcode_of(stand.contact)
        return availability(self._catalogue, route(self._catalogue, stand.gemeente, postcode), postcode, self._now())

    def give(self, stand: Stand, value: str) -> Stand:
        """Take an answer, a line struck out, or the consent."""
        return replace(stand, contact=contact_give(self._catalogue, stand.contact, value))

    def finish(self, stand: Stand) -> Outcome:
        """Leave it to the dialogue to send what was agreed to: only it has the values."""
        return Outcome((), replace(stand, stroom=None), "verstuur")
