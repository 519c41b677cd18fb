"""The regelingencheck as a series of questions in a talk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from content import answers
from content.berichten import Bericht
from content.catalogue import Catalogue
from content.screening import OVERSLAAN, WEET_NIET, flow, outcomes
from content.talk import Outcome, Stand, Stroom


class CheckFlow:
    """Asks what decides most, and tells what the inwoner is probably entitled to."""

    stroom: Stroom = "check"

    def __init__(self, catalogue: Catalogue, today: Callable[[], date]) -> None:
        self._catalogue = catalogue
        self._today = today

    def begin(self, stand: Stand, *, change_last: bool = False) -> Outcome:
        """Open the check; with `change_last`, take back the answer that was given last."""
        opened = replace(stand, stroom="check")
        if change_last:
            return Outcome((), self.give(opened, "terug"))
        intro = answers.fixed(self._catalogue, "algemeen.check_begin", gemeente=stand.gemeente)
        return Outcome((intro,), opened if self.ask(opened) else replace(opened, check={}))

    def ask(self, stand: Stand) -> Bericht | None:
        """Return the next question, or None when nothing would change the outcome any more."""
        return flow.ask(self._catalogue, stand.check, stand.gemeente, self._today())

    def give(self, stand: Stand, value: str) -> Stand:
        """Take an answer."""
        return replace(stand, check=flow.give(self._catalogue, stand.check, value, stand.gemeente, self._today()))

    def finish(self, stand: Stand) -> Outcome:
        """Tell the outcome."""
        berichten = flow.result(self._catalogue, stand.check, stand.gemeente, self._today())
        return Outcome(tuple(berichten), replace(stand, stroom=None))


def check_lines(catalogue: Catalogue, stand: Stand, on: date) -> tuple[str, ...]:
    """Return the outcome of the check as short lines for the wijkteam; none when nothing was really answered."""
    if not set(stand.check.values()) - {WEET_NIET, OVERSLAAN}:
        return ()
    found = outcomes(stand.check, gemeente=stand.gemeente, on=on)
    return tuple(f"{one.naam}: {catalogue.text(f'check.uitkomst_{one.uitkomst}')}" for one in found)
