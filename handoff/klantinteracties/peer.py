"""What every step needs, and the two ways to make a thing at the peer once only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handoff.klantinteracties.client import Client, Thing
from handoff.klantinteracties.faults import RefusedError
from handoff.klantinteracties.memory import Hold
from handoff.klantinteracties.settings import ExportSettings
from handoff.klantinteracties.wording import Texts
from handoff.outbox.records import GiveUpError

Ours = Callable[[Thing], bool]
NUMBER_FIELDS = ("referentienummer", "nummer")


@dataclass(frozen=True)
class Peer:
    """The server at the other side, with what is said there."""

    client: Client
    texts: Texts
    settings: ExportSettings


def numbered(hold: Hold, client: Client, soort: str, path: str, body: Thing, numbers: Sequence[str], ours: Ours) -> str:
    """
    Make a thing under a number that the peer takes once, and return its uuid.

    When the peer refuses, we look who has the number. Is it ours, then an earlier answer was lost and we go on with
    that one. Is it of another system, then the next number is tried: theirs is never touched.

    Raises:
        RefusedError: If it was refused, and not for its number.
        GiveUpError: If others have all the numbers.
    """
    for number in numbers:
        hold.mark(soort)
        try:
            made: str = client.create(path, {**body, **dict.fromkeys(NUMBER_FIELDS, number)})["uuid"]
        except RefusedError:
            found = with_number(client, path, number)
            if not found:
                raise
            mine = sorted(one["uuid"] for one in found if ours(one))
            if not mine:
                continue
            made = mine[0]
        hold.remember(soort, made)
        return made
    raise GiveUpError("export_numbers")


def with_number(client: Client, path: str, number: str) -> list[Thing]:
    """Return what has a number at the peer, in either field."""
    found = {one["uuid"]: one for field in NUMBER_FIELDS for one in client.find(path, **{field: number})}
    return list(found.values())


def looked_up(hold: Hold, client: Client, soort: str, path: str, body: Thing, query: dict[str, str], ours: Ours) -> str:
    """Make a thing that has no number of its own, and return its uuid; look first, when it may be there already."""
    if soort in hold.known():
        there = sorted(one["uuid"] for one in client.find(path, **query) if ours(one))
        if there:
            hold.remember(soort, there[0])
            return str(there[0])
    hold.mark(soort)
    made: str = client.create(path, body)["uuid"]
    hold.remember(soort, made)
    return made
