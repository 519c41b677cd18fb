"""Nothing gets lost: half-written words, opening again, and what the coordinator must look at."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Account
from handoff.console.context import Console, ConsoleParts, Fields, Wijkteamlid
from handoff.console.detail import MAX_TEKST, closed_door, row_of
from handoff.console.rendering import go_to
from handoff.queue import CONCEPTEN, DataGoneError, Finding
from handoff.queue.reconciling import KINDS

router = APIRouter()


@router.post("/overdracht/{handoff_id}/concept")
def keep(
    request: Request,  # noqa: ARG001
    console: ConsoleParts,
    account: Wijkteamlid,
    handoff_id: str,
    form: Fields,
) -> Response:
    """Keep what is being typed; the page stays as it is."""
    row_of(console, account, handoff_id)
    soort, tekst = form.get("soort", ""), form.get("tekst", "").replace("\r\n", "\n")
    if soort in CONCEPTEN and len(tekst) <= MAX_TEKST:
        console.queue.keep_unsent(handoff_id, account.id, soort, tekst)
    return Response(status_code=204)


@router.post("/overdracht/{handoff_id}/heropenen")
def reopen(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str) -> Response:
    """Open a finished handoff again, or say that there is nothing left to open."""
    row = row_of(console, account, handoff_id)
    try:
        console.queue.care.reopen(handoff_id, account.id, account.teams_for("lead"))
    except DataGoneError:
        fout = console.pages.wording.text("fout_heropenen")
        return closed_door(request, console, account, row, 410, fout)
    return go_to(request, "/?melding=heropend")


@router.get("/controle")
def show_findings(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Show whether anything could get lost: the count should be zero."""
    found = findings_for(console, account)
    counts = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
    return console.pages.show(request, "controle.html", account, gevonden=found, aantallen=counts)


def findings_for(console: Console, account: Account) -> list[Finding]:
    """Return what is wrong in the gemeente of a coordinator; what belongs to no gemeente any more is for each."""
    teams = account.teams_for("lead")
    found = console.queue.care.findings(console.accounts.members_by_team())
    return [one for one in found if one.team in teams or one.gemeente in ("", account.gemeente)]
