"""Finding a handoff by its number, as somebody says it on the phone or as it stands in a mail."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.console.context import ConsoleParts, Fields, Wijkteamlid
from handoff.console.overview import overview
from handoff.console.rendering import go_to

SIGNS = " .-"
LONGEST = 20
router = APIRouter()


@router.post("/zoeken")
def find(request: Request, console: ConsoleParts, account: Wijkteamlid, form: Fields) -> Response:
    """Open the handoff with this number; what was typed stays in the field, and out of addresses and logs."""
    typed = form.get("nummer", "")[:LONGEST].strip()
    number = typed.translate(str.maketrans("", "", SIGNS))
    if not (number.isascii() and number.isdigit()):
        fout = console.pages.wording.text("fout_zoek_vorm")
        return overview(request, console, account, 422, fout, gezocht=typed)
    found = console.queue.find(number, account.id, account.teams_for("see_queue"))
    if found is None:
        return overview(request, console, account, 404, console.pages.wording.text("fout_zoek_weg"), gezocht=typed)
    return go_to(request, f"/overdracht/{found}")
