"""One handoff: what its holder sees, and what everyone else may know about it."""

from secrets import token_hex

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Account
from handoff.console.canned import choices
from handoff.console.context import BACKGROUND, Console, ConsoleParts, Wijkteamlid
from handoff.console.receivers import receivers
from handoff.queue import (
    ATTEMPTS,
    INZAGE_REDENEN,
    LEAD_REDENEN,
    OPEN_STATUSES,
    REDENEN,
    UITKOMSTEN,
    Entry,
    HandoffGoneError,
    Row,
)

MAX_TEKST = 4000
MAX_BERICHT = 4000
HELD = ("claimed", "contacting")
AT_THE_INWONER = ("message_in", "came_back", "unreachable", "inwoner_left")
UNSEEN = ("read", "messages_read", "refused", "link_cut", "searched")
router = APIRouter()


def row_of(console: Console, account: Account, handoff_id: str) -> Row:
    """
    Return a handoff of the teams of this account.

    Raises:
        HandoffNotFoundError: If it is of another team: that it exists is not told; that this account tried is logged.
    """
    return console.queue.of_team(handoff_id, account.id, account.teams_for("see_queue"))


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
    values |= {"fout": fout, "bericht": bericht or values["bericht"], "gekozen": uitkomst}
    if melding:
        values["melding"] = console.pages.wording.text(f"melding_{melding}")
    return console.pages.show(request, "overdracht.html", account, status, **values)


def closed_door(
    request: Request,
    console: Console,
    account: Account,
    row: Row,
    status: int = 200,
    fout: str = "",
    ingezien: dict[str, str] | None = None,
) -> Response:
    """
    Return what someone sees who doesn't hold the handoff: no line of the inwoner.

    Args:
        ingezien: Contact fields that a coordinator was just shown, with a reason.
    """
    values = {
        "rij": row,
        "na": console.queue.last_event(),
        "heropenen": account.may("lead") and row.team in account.teams_for("lead"),
        "te_heropenen": console.queue.care.can_reopen(row.id),
        "in_te_zien": _to_look_into(console, account, row),
        "ingezien": ingezien or {},
        "redenen": INZAGE_REDENEN,
        **_to_pass_on(console, account, row),
        "fout": fout,
    }
    return console.pages.show(request, "overdracht_dicht.html", account, status, **values)


def _to_pass_on(console: Console, account: Account, row: Row) -> dict[str, object]:
    """Return what a coordinator needs to offer to somebody else what a colleague holds."""
    may_pass = row.status in HELD and row.team in account.teams_for("lead")
    if not may_pass:
        return {"overdragen": False}
    return {
        "overdragen": True,
        "aanbod": console.queue.leading.offer(row.id),
        "ontvangers": receivers(console, row, without=row.claimed_by_id),
        "redenen_lead": LEAD_REDENEN,
    }


def _to_look_into(console: Console, account: Account, row: Row) -> list[tuple[str, str]]:
    teams = account.teams_for("reveal_with_reason")
    if row.team not in teams or row.status not in OPEN_STATUSES or _is_holder(row, account):
        return []
    try:
        return console.queue.insight.fields(row.id, teams)
    except HandoffGoneError:  # withdrawn between the two looks
        return []


def number(value: str) -> int:
    """Return the version that a form was made for; what isn't a number is never a version."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


def _view(row: Row, account: Account) -> str:
    return "houder" if _is_holder(row, account) else "ander"


def _is_holder(row: Row, account: Account) -> bool:
    return row.status in HELD and row.claimed_by_id == account.id


def _shown_to_holder(
    console: Console, account: Account, row: Row, getoond: dict[str, str], notitie: str | None
) -> dict[str, object]:
    queue, history = console.queue, console.queue.history(row.id)
    half = queue.unsent(row.id, account.id)
    saved = queue.note(row.id, account.id)
    return {
        "na": queue.last_event(),
        "rij": row,
        "regels": queue.lines(row.id, account.id, already_logged=bool(getoond)),
        "getoond": getoond,
        "notitie": half.get("notitie", saved) if notitie is None else notitie,
        "half": frozenset(half),
        "bericht": half.get("bericht", ""),
        "berichten": queue.messages(row.id, account.id, already_logged=True) if row.hoe == "chat" else (),
        "verloop": _history(history),
        "aanbod": queue.passing.offered_by(account.id).get(row.id),
        "geweigerd": _refused(history),
        "ontvangers": receivers(console, row, without=account.id),
        "redenen": REDENEN,
        "standaard": choices(console, account, row),
        "pogingen": ATTEMPTS,
        "uitkomsten": UITKOMSTEN,
        "max_tekst": MAX_TEKST,
        "max_bericht": MAX_BERICHT,
        "eenmalig": token_hex(16),
        "kant_inwoner": _at_the_inwoner(history),
    }


def _history(entries: list[Entry]) -> list[Entry]:
    """Return what happened, newest first, without each time that the page was read."""
    return [entry for entry in reversed(entries) if entry.action not in UNSEEN]


def _at_the_inwoner(entries: list[Entry]) -> str:
    """Return what is to be known of where the inwoner reads; nothing when they just wrote."""
    found = [entry.action for entry in entries if entry.action in AT_THE_INWONER]
    return "" if found[-1:] in ([], ["message_in"]) else found[-1]


def _refused(entries: list[Entry]) -> Entry | None:
    """Return the last answer to an offer, when it was no."""
    answers = [entry for entry in entries if entry.action.startswith("transfer_")]
    return answers[-1] if answers and answers[-1].action == "transfer_refused" else None
