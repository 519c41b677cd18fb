"""What the holder does with a handoff: reveal, note, contact, message, give back, finish."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.console.context import ConsoleParts, Fields, Wijkteamlid
from handoff.console.detail import MAX_BERICHT, MAX_TEKST, handoff_page, number, row_of
from handoff.console.rendering import go_to, see
from handoff.queue import ATTEMPTS, UITKOMSTEN, NotChatError, StaleVersionError

router = APIRouter(prefix="/overdracht/{handoff_id}")


@router.post("/toon")
def reveal(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str, form: Fields) -> Response:
    """Show one contact field, in this answer only; each time is logged."""
    row, veld = row_of(console, account, handoff_id), form.get("veld", "")
    waarde = console.queue.reveal(handoff_id, veld, account.id)
    return handoff_page(request, console, account, row, melding="getoond", getoond={veld: waarde})


@router.post("/poging")
def attempt(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str, form: Fields) -> Response:
    """Note a try to reach the inwoner."""
    row, soort = row_of(console, account, handoff_id), form.get("soort", "")
    if soort not in ATTEMPTS:
        fout = console.pages.wording.text("fout_onbekende_poging")
        return handoff_page(request, console, account, row, status=422, fout=fout)
    console.queue.attempt(handoff_id, account.id, soort)
    return see(request, f"/overdracht/{handoff_id}?melding=poging")


@router.post("/notitie")
def save_note(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str, form: Fields) -> Response:
    """Save the note; when it changed elsewhere, what was typed stays on the page."""
    row, tekst = row_of(console, account, handoff_id), _lines(form.get("tekst", ""))
    words = console.pages.wording
    if len(tekst) > MAX_TEKST:
        fout = words.text("fout_notitie_lang", aantal=str(MAX_TEKST))
        return handoff_page(request, console, account, row, status=422, fout=fout, notitie=tekst)
    try:
        console.queue.save_note(handoff_id, account.id, tekst, number(form.get("versie", "")))
    except StaleVersionError:
        row = console.queue.get(handoff_id)
        fout = words.text("fout_notitie_verouderd")
        return handoff_page(request, console, account, row, status=409, fout=fout, notitie=tekst)
    return see(request, f"/overdracht/{handoff_id}?melding=notitie")


@router.post("/bericht")
def send(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str, form: Fields) -> Response:
    """Send a chat message, once for each form; one that can't be sent stays in the box."""
    row, tekst = row_of(console, account, handoff_id), _lines(form.get("tekst", "")).strip()
    words = console.pages.wording
    if not tekst or len(tekst) > MAX_BERICHT:
        fout = words.text("fout_bericht_lang", aantal=str(MAX_BERICHT)) if tekst else words.text("fout_bericht_leeg")
        return handoff_page(request, console, account, row, status=422, fout=fout, bericht=tekst)
    try:
        console.queue.send_to_inwoner(handoff_id, account.id, tekst, once=form.get("eenmalig", ""))
    except NotChatError:
        fout = words.text("fout_geen_chat")
        return handoff_page(request, console, account, row, status=409, fout=fout)
    return see(request, f"/overdracht/{handoff_id}?melding=verstuurd")


@router.post("/teruggeven")
def release(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str, form: Fields) -> Response:
    """Give the handoff back to the team."""
    row_of(console, account, handoff_id)
    console.queue.release(handoff_id, account.id, number(form.get("versie", "")))
    return go_to(request, "/?melding=teruggegeven")


@router.post("/afronden")
def close(request: Request, console: ConsoleParts, account: Wijkteamlid, handoff_id: str, form: Fields) -> Response:
    """Finish the handoff, when the outcome and the loss of the data are both confirmed."""
    row, uitkomst = row_of(console, account, handoff_id), form.get("uitkomst", "")
    wrong = "fout_geen_uitkomst" if uitkomst not in UITKOMSTEN else ""
    wrong = wrong or ("" if form.get("gewist") == "ja" else "fout_niet_bevestigd")
    if wrong:
        fout = console.pages.wording.text(wrong)
        return handoff_page(request, console, account, row, status=422, fout=fout, uitkomst=uitkomst)
    console.queue.close(handoff_id, account.id, uitkomst, number(form.get("versie", "")))
    return go_to(request, f"/overdracht/{handoff_id}")


def _lines(tekst: str) -> str:
    return tekst.replace("\r\n", "\n")
