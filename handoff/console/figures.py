"""The figures: how many, how soon and with what outcome, per month and team. Never a single question of an inwoner."""

import csv
import io

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from handoff.accounts import Account
from handoff.console.context import Console, ConsoleParts, Fields, Wijkteamlid
from handoff.console.figure_tables import FigureTables
from handoff.console.pictures import Picture, columns
from handoff.counters import ALL, LEAST_IN_TEAM, LEAST_OUTSIDE, Figures

MONTH_LENGTH = len("2026-11")
router = APIRouter()


def least_for(account: Account) -> int:
    """Return the smallest number that an account may see: who leads a team sees more of it than who is outside."""
    return LEAST_IN_TEAM if "coordinator" in account.rollen else LEAST_OUTSIDE


def teams_for(account: Account, figures: Figures) -> list[str]:
    """Return the teams that an account may see apart; all together are always there."""
    mine = account.teams_for("read_figures")
    return [team for team in figures.teams if team in mine]


@router.get("/cijfers")
def show_figures(
    request: Request, console: ConsoleParts, account: Wijkteamlid, periode: str = "", team: str = ALL
) -> Response:
    """Show one month or year, of one team or of all; only what is in the two lists can be asked for."""
    years = console.queue.figure_years(account.gemeente)
    if not years:
        return console.pages.show(request, "cijfers.html", account, cijfers=None)
    year = next((year for year in years if periode.startswith(str(year))), years[0])
    figures = console.queue.figures(account.gemeente, year, least_for(account))
    teams = teams_for(account, figures)
    chosen = periode if periode in figures.periods else _newest(figures)
    shown = team if team in teams else ALL
    tables = FigureTables(figures, console.pages.wording, account.gemeente)
    return console.pages.show(
        request,
        "cijfers.html",
        account,
        cijfers=tables,
        jaren=years,
        jaar=year,
        perioden=figures.periods,
        periode=chosen,
        teams=[ALL, *teams],
        team=shown,
        tabellen=tables.tables(chosen, shown),
        beeld=_year(tables, shown),
        minst=least_for(account),
        minst_buiten=LEAST_OUTSIDE,
    )


@router.post("/cijfers.csv")
def take_out(console: ConsoleParts, account: Wijkteamlid, form: Fields) -> Response:
    """Give the figures of a year as a file, with more hidden than on the page; each time is logged."""
    year = next((year for year in _years(console, account) if str(year) == form.get("jaar", "")), None)
    if year is None:
        raise HTTPException(404)
    figures = console.queue.export_figures(account.gemeente, year, account.id)
    tables = FigureTables(figures, console.pages.wording, account.gemeente)
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(tables.lines(teams_for(account, figures)))
    name = f"cijfers-{account.gemeente}-{year}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def _years(console: Console, account: Account) -> list[int]:
    return console.queue.figure_years(account.gemeente)


def _newest(figures: Figures) -> str:
    return [period for period in figures.periods if len(period) == MONTH_LENGTH][-1]


def _year(tables: FigureTables, team: str) -> Picture:
    """Return a picture of how many handoffs there were in each month."""
    months = [period for period in tables.figures.periods if len(period) == MONTH_LENGTH]
    numbers = [tables.figures.number(month, team, "overdracht") for month in months]
    words = "; ".join(
        f"{tables.period(month)}: {tables.number(number)}" for month, number in zip(months, numbers, strict=True)
    )
    return columns(words, [(tables.short_month(month), number) for month, number in zip(months, numbers, strict=True)])
