"""The regelingencheck as a series of questions in a talk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from content import answers
from content.berichten import Bericht
from content.catalogue import Catalogue
from content.screening import OVERSLAAN, WEET_NIET, MissingFiguresError, outcomes
from content.screening.talk import flow
from content.screening.talk.steering import change_answers, given, tell_more
from content.screening.talk.telling import result
from content.talk import Outcome, Stand, Stroom


class CheckFlow:
    """Asks what decides most, and tells what the inwoner is probably entitled to."""

    stroom: Stroom = "check"

    def __init__(self, catalogue: Catalogue, today: Callable[[], date]) -> None:
        self._catalogue = catalogue
        self._today = today

    def begin(self, stand: Stand, *, vorm: str = "") -> Outcome:
        """Open the check; `terug` asks which answer to change, `uitkomst:<regeling>` tells more of one regeling."""
        opened = replace(stand, stroom="check")
        kind, _, regeling = vorm.partition(":")
        if kind == "terug":
            return Outcome((), replace(opened, check=change_answers(stand.check)))
        if kind == "uitkomst":
            return Outcome((), replace(opened, check=tell_more(stand.check, regeling)))
        if given(stand.check) and not self.ask(opened):  # it was done already: tell what came out
            return Outcome((), opened)
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
        berichten = result(self._catalogue, stand.check, stand.gemeente, self._today())
        return Outcome(tuple(berichten), replace(stand, stroom=None, check=given(stand.check)))


def check_lines(catalogue: Catalogue, stand: Stand, on: date) -> tuple[str, ...]:
    """Return the outcome of the check as short lines for the wijkteam; none when nothing was really answered."""
    told = given(stand.check)
    if not set(told.values()) - {WEET_NIET, OVERSLAAN}:
        return ()
    try:
        found = outcomes(told, gemeente=stand.gemeente, on=on)
    except MissingFiguresError:
        return ()
    return tuple(f"{one.naam}: {catalogue.text(f'check.uitkomst_{one.uitkomst}')}" for one in found)
