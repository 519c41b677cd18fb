"""The overview: what waits, what is mine, what is late; and picking up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Account
from handoff.console.access import home_of
from handoff.console.context import Console, ConsoleParts, Wijkteamlid
from handoff.console.deep_links import wanted
from handoff.console.notices import troubles
from handoff.console.rendering import go_to
from handoff.console.wording import is_late
from handoff.queue import AlreadyClaimedError, Offer, Row

router = APIRouter()


@dataclass(frozen=True)
class Lists:
    """
    The lists; a handoff that waits too long is only among the late ones.

    Attributes:
        aangeboden: What a colleague wants to pass on to this account or one of its teams.
        dreigt: What is about to come back to the team, for the coordinator.
        aanbod: The open offers of this account, by the id of the handoff.
    """

    te_laat: tuple[Row, ...]
    wachtend: tuple[Row, ...]
    van_mij: tuple[Row, ...]
    aangeboden: tuple[tuple[Row, Offer], ...]
    dreigt: tuple[Row, ...]
    aanbod: Mapping[str, Offer]

    @property
    def aantal(self) -> int:
        """Return how many wait for somebody to pick them up."""
        return len(self.te_laat) + len(self.wachtend)


def lists_for(console: Console, account: Account) -> Lists:
    """Return the lists of one wijkteamlid; what has to be done first is on top, then what waits longest."""
    now = datetime.now(UTC)
    waiting = sorted(
        console.queue.waiting(account.teams_for("see_queue")), key=lambda row: (row.pick_up_by, row.due_at)
    )
    late = {row.id for row in waiting if is_late(row.due_at, now) or is_late(row.pick_up_by, now)}
    queue = console.queue
    return Lists(
        te_laat=tuple(row for row in waiting if row.id in late),
        wachtend=tuple(row for row in waiting if row.id not in late),
        van_mij=tuple(queue.mine(account.id)),
        aangeboden=tuple(queue.passing.offered_to(account.id, account.teams_for("handle"))),
        dreigt=tuple(queue.care.stalling(account.teams_for("lead"))),
        aanbod=queue.passing.offered_by(account.id),
    )


@router.get("/")
def show_overview(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Show the three lists; who has none to see starts elsewhere."""
    if not account.may("see_queue"):
        return go_to(request, home_of(account))
    if wanted(request, console):
        response = go_to(request, wanted(request, console))
        console.cookies.forget_wanted(request, response)
        return response
    return overview(request, console, account)


def overview(
    request: Request, console: Console, account: Account, status: int = 200, fout: str = "", gezocht: str = ""
) -> Response:
    """Return the overview, with the reason why something didn't go, and the number that was searched for."""
    shown = console.queue.last_event()
    lists = lists_for(console, account)
    values = {"lijsten": lists, "storingen": troubles(console, account), "na": shown, "fout": fout}
    values["gezocht"] = gezocht
    return console.pages.show(request, "overzicht.html", account, status, **values)


@router.post("/overdracht/{handoff_id}/oppakken")
def claim(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str) -> Response:
    """Pick up a handoff; who is too late hears who has it."""
    try:
        console.queue.claim(handoff_id, account.id, account.teams_for("handle"))
    except AlreadyClaimedError as error:
        words = console.pages.wording
        sinds = words.since(error.since, datetime.now(UTC))
        fout = words.text("fout_al_opgepakt", naam=error.holder, sinds=sinds)
        return overview(request, console, account, 409, fout)
    return go_to(request, f"/overdracht/{handoff_id}?melding=opgepakt")
