"""Passing on, from offer to answer."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Account
from handoff.console.context import Console, ConsoleParts, Fields, Wijkteamlid
from handoff.console.detail import handoff_page, number, row_of
from handoff.console.overview import overview
from handoff.console.receivers import receiver
from handoff.console.rendering import go_to, see
from handoff.queue import OfferGoneError, TransferRefusedError

router = APIRouter(prefix="/overdracht/{handoff_id}")


@router.post("/doorgeven")
def offer(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str, form: Fields) -> Response:
    """Offer a handoff to a colleague or another team; until someone says yes, it stays where it is."""
    row = row_of(console, account, handoff_id)
    reden, version = form.get("reden", ""), number(form.get("versie", ""))
    try:
        to, members = receiver(row, form.get("naar", "")), console.accounts.members_by_team()
        console.queue.passing.offer(handoff_id, account.id, to, reden, version, members)
    except TransferRefusedError as error:
        fout = console.pages.wording.text(f"fout_doorgeven_{error.code}")
        return handoff_page(request, console, account, row, status=422, fout=fout)
    return see(request, f"/overdracht/{handoff_id}?melding=aangeboden")


@router.post("/doorgeven/intrekken")
def cancel(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str) -> Response:
    """Take the offer back."""
    row_of(console, account, handoff_id)
    console.queue.passing.cancel(handoff_id, account.id)
    return see(request, f"/overdracht/{handoff_id}?melding=aanbod_ingetrokken")


@router.post("/aanbod/aannemen")
def accept(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str) -> Response:
    """Take over what was offered."""
    try:
        console.queue.passing.accept(handoff_id, account.id, account.teams_for("handle"))
    except OfferGoneError:
        return _too_late(request, console, account)
    return go_to(request, f"/overdracht/{handoff_id}?melding=overgenomen")


@router.post("/aanbod/weigeren")
def refuse(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str) -> Response:
    """Say no; the sender keeps it and sees that."""
    try:
        console.queue.passing.refuse(handoff_id, account.id, account.teams_for("handle"))
    except OfferGoneError:
        return _too_late(request, console, account)
    return go_to(request, "/?melding=geweigerd")


def _too_late(request: Request, console: Console, account: Account) -> Response:
    return overview(request, console, account, 409, console.pages.wording.text("fout_aanbod_weg"))
