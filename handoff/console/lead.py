"""What a coordinator sees of the team: who has what, what is late, who is there; and offering it to somebody else."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.console.context import ConsoleParts, Fields, Wijkteamlid
from handoff.console.detail import closed_door, number, row_of
from handoff.console.receivers import receiver
from handoff.console.rendering import see
from handoff.console.workload import Workload
from handoff.queue import OfferGoneError, TransferRefusedError

router = APIRouter()


@router.get("/team")
def show_team(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Show numbers and names of colleagues; of a handoff only what everybody in the team sees of it."""
    shown, teams = console.queue.last_event(), account.teams_for("lead")
    load = Workload(
        waiting=tuple(console.queue.waiting(teams)),
        held=tuple(console.queue.leading.held(teams)),
        members={team: tuple(console.accounts.members_of(team)) for team in teams},
        here=console.accounts.present(),
        now=datetime.now(UTC),
    )
    terugval = {one.terugval for one in console.catalogue.gemeenten.values()}
    return console.pages.show(request, "team.html", account, na=shown, stand=load, terugval=terugval)


@router.post("/overdracht/{handoff_id}/overdragen")
def reassign(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str, form: Fields) -> Response:
    """Offer what a colleague holds to somebody else, with a reason; that one has to say yes."""
    row, reden = row_of(console, account, handoff_id), form.get("reden", "")
    version, teams = number(form.get("versie", "")), account.teams_for("lead")
    try:
        to, members = receiver(row, form.get("naar", "")), console.accounts.members_by_team()
        console.queue.leading.reassign(handoff_id, account.id, teams, to, reden, version, members)
    except TransferRefusedError as error:
        fout = console.pages.wording.text(f"fout_doorgeven_{error.code}")
        return closed_door(request, console, account, row, 422, fout)
    return see(request, f"/overdracht/{handoff_id}?melding=aangeboden_namens")


@router.post("/overdracht/{handoff_id}/overdragen/intrekken")
def cancel(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str) -> Response:
    """Take an offer back, unless somebody said yes already."""
    row = row_of(console, account, handoff_id)
    try:
        console.queue.leading.cancel(handoff_id, account.id, account.teams_for("lead"))
    except OfferGoneError:
        return closed_door(request, console, account, row, 409, console.pages.wording.text("fout_aanbod_weg"))
    return see(request, f"/overdracht/{handoff_id}?melding=aanbod_ingetrokken_namens")
