"""The handoff that is being prepared, as a series of questions in a talk. Nothing is stored before consent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from content import answers
from content.berichten import Bericht
from content.catalogue import Catalogue
from content.check_flow import check_lines
from content.talk import Outcome, Stand, Stroom
from handoff.availability import UNKNOWN, Outlook, availability
from handoff.contact.asking import ask
from handoff.contact.giving import give
from handoff.contact.lines import kept_postcode
from handoff.contact.steps import AGREED, ANOTHER, PREVIEW, open_step, unserved
from handoff.routing import route


def _nothing_known(_gemeente: str, _team: str) -> Outlook:
    return UNKNOWN


class ContactFlow:
    """Asks how the wijkteam may reach the inwoner, and shows every line before anything is sent."""

    stroom: Stroom = "contact"

    def __init__(
        self,
        catalogue: Catalogue,
        today: Callable[[], date],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        outlook: Callable[[str, str], Outlook] = _nothing_known,
    ) -> None:
        """Keep where to look; `outlook` tells from memory whether somebody of a team is there."""
        self._catalogue = catalogue
        self._today = today
        self._now = now
        self._outlook = outlook

    def begin(self, stand: Stand, *, vorm: str = "") -> Outcome:
        """
        Open the questions; `ander` when it is asked for somebody else.

        Who left for the check in between finds what was prepared; after a stop or once sent there is nothing left.
        """
        prepared = {} if stand.contact.get(PREVIEW) == AGREED else stand.contact
        helps = {"voor": ANOTHER} if vorm == ANOTHER else {}
        return Outcome((), replace(stand, stroom="contact", contact={**prepared, **helps}))

    def ask(self, stand: Stand) -> Bericht | None:
        """Return the open question, at the end the preview; None once the inwoner agreed, or without a team."""
        step = open_step(self._catalogue, stand)
        if step is None:
            return None
        uitkomsten = check_lines(self._catalogue, stand, self._today())
        return ask(self._catalogue, stand, uitkomsten, self._available(stand) if step == PREVIEW else "")

    def _available(self, stand: Stand) -> str:
        """Say when the team reads, at the moment that the inwoner decides."""
        postcode = kept_postcode(stand)
        where = route(self._catalogue, stand.gemeente, postcode)
        return availability(self._catalogue, where, postcode, self._now(), self._outlook(where.gemeente, where.team))

    def give(self, stand: Stand, value: str) -> Stand:
        """Take an answer, a change at the preview, or the consent."""
        return give(self._catalogue, stand, value)

    def finish(self, stand: Stand) -> Outcome:
        """Leave it to the dialogue to send what was agreed to: only it has the values. Without a team, say so."""
        lives = unserved(self._catalogue, stand)
        if lives is None and stand.contact.get(PREVIEW) == AGREED:
            return Outcome((), replace(stand, stroom=None), "verstuur")
        names = ("menu", "direct_hulp")
        keuzes = [answers.button(self._catalogue, one, {"direct_hulp": "hulp"}.get(one, one)) for one in names]
        told = answers.fixed(self._catalogue, "overdracht.geen_team", gemeente=lives or stand.gemeente, keuzes=keuzes)
        return Outcome((told,), replace(stand, stroom=None, contact={}))
