"""The audit log on the screen, for an auditor only."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.console.context import ConsoleParts, Wijkteamlid
from handoff.console.detail import number

router = APIRouter()


@router.get("/logboek")
def show_log(request: Request, console: ConsoleParts, account: Wijkteamlid, voor: str = "") -> Response:
    """Show a page of the log, the newest line first."""
    before = number(voor)
    lines = console.accounts.log_lines(account, before if before > 0 else None)
    return console.pages.show(request, "logboek.html", account, regels=lines)
