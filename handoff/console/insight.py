"""A contact field of somebody else's handoff, for a coordinator who says why."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.console.context import ConsoleParts, Fields, Wijkteamlid
from handoff.console.detail import closed_door, row_of
from handoff.queue import NoReasonError

router = APIRouter()


@router.post("/overdracht/{handoff_id}/inzien")
def reveal(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str, form: Fields) -> Response:
    """Show one field, in this answer only; who, what and why are in the audit log."""
    row, veld = row_of(console, account, handoff_id), form.get("veld", "")
    teams = account.teams_for("reveal_with_reason")
    try:
        waarde = console.queue.insight.reveal(handoff_id, veld, account.id, teams, form.get("reden", ""))
    except NoReasonError:
        fout = console.pages.wording.text("fout_geen_reden")
        return closed_door(request, console, account, row, 422, fout)
    return closed_door(request, console, account, row, ingezien={veld: waarde})
