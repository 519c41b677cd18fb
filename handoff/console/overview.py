"""The overview: what waits, what is mine, what is late; and picking up."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Account
from handoff.console.context import Console, ConsoleParts, Wijkteamlid
from handoff.console.rendering import go_to
from handoff.console.wording import is_late
from handoff.queue import AlreadyClaimedError, Row

router = APIRouter()


@dataclass(frozen=True)
class Lists:
    """The three lists; a handoff that waits too long is only among the late ones."""

    te_laat: tuple[Row, ...]
    wachtend: tuple[Row, ...]
    van_mij: tuple[Row, ...]

    @property
    def aantal(self) -> int:
        """Return how many wait for somebody to pick them up."""
        return len(self.te_laat) + len(self.wachtend)


def lists_for(console: Console, account: Account) -> Lists:
    """Return the lists of one wijkteamlid; what has to be done first is on top, then what waits longest."""
    now = datetime.now(UTC)
    waiting = sorted(console.queue.waiting(account.teams), key=lambda row: row.due_at)
    return Lists(
        te_laat=tuple(row for row in waiting if is_late(row.due_at, now)),
        wachtend=tuple(row for row in waiting if not is_late(row.due_at, now)),
        van_mij=tuple(console.queue.mine(account.id)),
    )


@router.get("/")
def show_overview(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Show the three lists."""
    return overview(request, console, account)


def overview(request: Request, console: Console, account: Account, status: int = 200, fout: str = "") -> Response:
    """Return the overview, with the reason why something didn't go."""
    shown = console.queue.last_event()
    lists = lists_for(console, account)
    return console.pages.show(request, "overzicht.html", account, status, lijsten=lists, na=shown, fout=fout)


@router.post("/overdracht/{handoff_id}/oppakken")
def claim(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str) -> Response:
    """Pick up a handoff; who is too late hears who has it."""
    try:
        console.queue.claim(handoff_id, account.id, account.teams)
    except AlreadyClaimedError as error:
        words = console.pages.wording
        sinds = words.since(error.since, datetime.now(UTC))
        fout = words.text("fout_al_opgepakt", naam=error.holder, sinds=sinds)
        return overview(request, console, account, 409, fout)
    return go_to(request, f"/overdracht/{handoff_id}?melding=opgepakt")
