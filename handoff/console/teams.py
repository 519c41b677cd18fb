"""Who is in which team, and who has access at all: on the screen, and as a file for the yearly review."""

import csv
import io

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Person, harmless
from handoff.console.context import Console, ConsoleParts, Wijkteamlid
from handoff.console.people import team_names

COLUMNS = ("naam", "inlognaam", "rollen", "teams", "stand", "ingelogd", "gemaakt")
router = APIRouter()


@router.get("/teams")
def show_teams(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Show each team with the people who see its handoffs."""
    names = team_names(console, account)
    people = [one for one in console.accounts.admin.people(account) if one.stand != "uit"]
    seeing = [one for one in people if one.account.may("see_queue")]
    members = {team: [one for one in seeing if team in one.account.teams] for team in names}
    return console.pages.show(request, "teams.html", account, namen=names, leden=members)


@router.post("/accounts/toegang.csv")
def access_review(console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Send who has access and since when, for a spreadsheet."""
    people, names = console.accounts.admin.review(account), team_names(console, account)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([console.pages.wording.text(f"toegang_{column}") for column in COLUMNS])
    writer.writerows([[harmless(value) for value in _row(console, one, names)] for one in people])
    headers = {"Content-Disposition": 'attachment; filename="toegang.csv"'}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _row(console: Console, person: Person, names: dict[str, str]) -> list[str]:
    words, account = console.pages.wording, person.account
    teams = [words.text("alle_teams")] if person.alle_teams else [names.get(team, team) for team in account.teams]
    return [
        account.naam,
        account.gebruikersnaam,
        ", ".join(words.one_of("rol", rol) for rol in sorted(account.rollen)),
        ", ".join(sorted(teams)),
        words.one_of("stand", person.stand),
        words.moment(person.signed_in_at) if person.signed_in_at else words.text("nooit_ingelogd"),
        words.moment(person.made_at),
    ]
