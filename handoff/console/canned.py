"""The texts that a wijkteamlid can choose for one handoff, with the names and times filled in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.catalogue import TekstOntbreektError
from handoff.accounts import Account
from handoff.console.context import Console
from handoff.console.working_hours import in_words
from handoff.queue import Row
from privacy.log import get_logger

MARKED = re.compile(r"⟦([^|⟧]*)\|[^⟧]*⟧")  # a number as a channel of the bot shows it; a person sends it as plain text


@dataclass(frozen=True)
class Choice:
    """One text, ready to be changed and sent."""

    id: str
    knop: str
    tekst: str


def choices(console: Console, account: Account, row: Row) -> list[Choice]:
    """Return what suits the way in which this inwoner wants to be reached."""
    return list(_filled(console, row, _values(console, account, row)))


def _values(console: Console, account: Account, row: Row) -> Mapping[str, str]:
    words = console.pages.wording
    return {
        "medewerker": account.naam,
        "team": words.team(row.gemeente, row.team),
        "nummer": row.referentie,
        "werktijden": in_words(words, console.queue.care.hours(row.team)),
        **console.catalogue.gemeente_values(row.gemeente),
    }


def _filled(console: Console, row: Row, values: Mapping[str, str]) -> Iterator[Choice]:
    """Fill them in; one that `content check` would refuse is left out, and doesn't close the whole page."""
    for one in console.catalogue.canned_replies(row.gemeente, row.hoe):
        try:
            tekst = console.catalogue.fill(one.tekst, values)
        except (TekstOntbreektError, KeyError) as error:
            get_logger().warning("canned_reply_left_out", soort=one.id, error=type(error).__name__)
            continue
        yield Choice(one.id, one.knop, MARKED.sub(r"\1", tekst))
