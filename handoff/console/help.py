"""The help page, with the switch for the single-key shortcuts."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.console.context import ConsoleParts, Fields, Wijkteamlid
from handoff.console.rendering import see
from handoff.queue import UITKOMSTEN
from handoff.rights import ROLLEN

router = APIRouter()


@router.get("/hulp")
def show_help(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Explain the console on one page."""
    return console.pages.show(request, "hulp.html", account, uitkomsten=UITKOMSTEN, rollen=ROLLEN)


@router.post("/hulp/sneltoetsen")
def switch_shortcuts(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Switch the shortcuts of this browser on or off; they are off at first, for who speaks to the computer."""
    response = see(request, "/hulp#sneltoetsen")
    console.cookies.keep_shortcuts(request, response, on=form.get("aan") == "ja")
    return response
