"""One handoff: what its holder sees, and what everyone else may know about it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Account
from handoff.console.context import BACKGROUND, Console, ConsoleParts, Wijkteamlid
from handoff.queue import ATTEMPTS, UITKOMSTEN, Entry, HandoffGoneError, HandoffNotFoundError, Row

MAX_TEKST = 4000
MAX_BERICHT = 1000
HELD = ("claimed", "contacting")
UNSEEN = ("read", "messages_read", "refused", "link_cut")
router = APIRouter()


def row_of(console: Console, account: Account, handoff_id: str) -> Row:
    """
    Return a handoff of the teams of this account.

    Raises:
        HandoffNotFoundError: If it belongs to another team; that it exists is not told.
    """
    row = console.queue.get(handoff_id)
    if row.team not in account.teams:
        raise HandoffNotFoundError
    return row


@router.get("/overdracht/{handoff_id}")
def show_handoff(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str) -> Response:
    """Show a handoff as far as this account may see it; an open page that shows another view starts anew."""
    row = row_of(console, account, handoff_id)
    if request.headers.get(BACKGROUND, _view(row, account)) != _view(row, account):
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    return handoff_page(request, console, account, row)


def handoff_page(  # noqa: PLR0913 - each is one thing that the page shows
    request: Request,
    console: Console,
    account: Account,
    row: Row,
    *,
    status: int = 200,
    fout: str = "",
    melding: str = "",
    getoond: dict[str, str] | None = None,
    notitie: str | None = None,
    bericht: str = "",
    uitkomst: str = "",
) -> Response:
    """
    Return the page of a handoff.

    Args:
        getoond: Contact fields that were just revealed.
        notitie: What was typed in a note that could not be saved.
        bericht: What was typed in a message that could not be sent.
        uitkomst: What was chosen when it could not be closed.
    """
    if not _is_holder(row, account):
        return closed_door(request, console, account, row, status, fout)
    try:
        values = _shown_to_holder(console, account, row, getoond or {}, notitie)
    except HandoffGoneError:  # withdrawn between the two looks
        return closed_door(request, console, account, console.queue.get(row.id), status, fout)
    values |= {"fout": fout, "bericht": bericht, "gekozen": uitkomst}
    if melding:
        values["melding"] = console.pages.wording.text(f"melding_{melding}")
    return console.pages.show(request, "overdracht.html", account, status, **values)


def closed_door(
    request: Request, console: Console, account: Account, row: Row, status: int = 200, fout: str = ""
) -> Response:
    """Return what someone sees who doesn't hold the handoff: no line of the inwoner."""
    shown = console.queue.last_event()
    return console.pages.show(request, "overdracht_dicht.html", account, status, rij=row, na=shown, fout=fout)


def _view(row: Row, account: Account) -> str:
    return "houder" if _is_holder(row, account) else "ander"


def _is_holder(row: Row, account: Account) -> bool:
    return row.status in HELD and row.claimed_by_id == account.id


def _shown_to_holder(
    console: Console, account: Account, row: Row, getoond: dict[str, str], notitie: str | None
) -> dict[str, object]:
    queue = console.queue
    return {
        "na": queue.last_event(),
        "rij": row,
        "regels": queue.lines(row.id, account.id),
        "getoond": getoond,
        "notitie": queue.note(row.id, account.id) if notitie is None else notitie,
        "berichten": queue.messages(row.id, account.id) if row.hoe == "chat" else (),
        "verloop": _history(queue.history(row.id)),
        "pogingen": ATTEMPTS,
        "uitkomsten": UITKOMSTEN,
        "max_tekst": MAX_TEKST,
        "max_bericht": MAX_BERICHT,
    }


def _history(entries: list[Entry]) -> list[Entry]:
    """Return what happened, newest first, without each time that the page was read."""
    return [entry for entry in reversed(entries) if entry.action not in UNSEEN]
