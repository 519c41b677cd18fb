"""Which right each address asks for, and what the menu shows. An address that is not here is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fastapi import Request

from handoff.accounts import Account
from handoff.rights import Right

ROUTES: Mapping[str, Right] = MappingProxyType(
    {
        "GET /": "own_account",  # the overview, or the first page that this account may open
        "GET /hulp": "own_account",
        "POST /hulp/sneltoetsen": "own_account",
        "POST /uitloggen": "own_account",
        "GET /gebeurtenissen": "see_queue",
        "GET /overdracht/{handoff_id}": "see_queue",
        "POST /overdracht/{handoff_id}/oppakken": "handle",
        "POST /overdracht/{handoff_id}/toon": "handle",
        "POST /overdracht/{handoff_id}/poging": "handle",
        "POST /overdracht/{handoff_id}/notitie": "handle",
        "POST /overdracht/{handoff_id}/bericht": "handle",
        "POST /overdracht/{handoff_id}/teruggeven": "handle",
        "POST /overdracht/{handoff_id}/afronden": "handle",
        "POST /overdracht/{handoff_id}/concept": "handle",
        "POST /overdracht/{handoff_id}/doorgeven": "handle",
        "POST /overdracht/{handoff_id}/doorgeven/intrekken": "handle",
        "POST /overdracht/{handoff_id}/aanbod/aannemen": "handle",
        "POST /overdracht/{handoff_id}/aanbod/weigeren": "handle",
        "POST /overdracht/{handoff_id}/heropenen": "lead",
        "GET /team": "lead",
        "POST /overdracht/{handoff_id}/overdragen": "lead",
        "POST /overdracht/{handoff_id}/overdragen/intrekken": "lead",
        "POST /zoeken": "see_queue",
        "GET /controle": "lead",
        "POST /overdracht/{handoff_id}/inzien": "reveal_with_reason",
        "GET /logboek": "read_audit",
        "GET /cijfers": "read_figures",
        "POST /cijfers.csv": "read_figures",
        "GET /accounts": "manage_accounts",
        "GET /accounts/nieuw": "manage_accounts",
        "POST /accounts/nieuw": "manage_accounts",
        "POST /accounts/toegang.csv": "manage_accounts",
        "GET /accounts/{account_id}": "manage_accounts",
        "POST /accounts/{account_id}/rollen": "manage_accounts",
        "POST /accounts/{account_id}/uitzetten": "manage_accounts",
        "POST /accounts/{account_id}/aanzetten": "manage_accounts",
        "POST /accounts/{account_id}/sessies": "manage_accounts",
        "POST /accounts/{account_id}/code": "manage_accounts",
        "GET /teams": "manage_accounts",
        "GET /meldingen": "get_told",
        "POST /meldingen/adres": "see_queue",
        "POST /meldingen/geluid": "see_queue",
        "POST /meldingen/seintje": "see_queue",
        "POST /meldingen/opnieuw": "mend_notices",
        "GET /account": "own_account",
        "POST /account/wachtwoord": "own_account",
        "POST /account/app": "own_account",
        "POST /account/app/controleren": "own_account",
        "POST /account/herstelcodes": "own_account",
    }
)


@dataclass(frozen=True)
class Link:
    """One entry of the menu; its word is `menu_<id>` in content/teksten/console.yml."""

    id: str
    path: str
    right: Right


MENU = (
    Link("overzicht", "/", "see_queue"),
    Link("team", "/team", "lead"),
    Link("cijfers", "/cijfers", "read_figures"),
    Link("controle", "/controle", "lead"),
    Link("logboek", "/logboek", "read_audit"),
    Link("accounts", "/accounts", "manage_accounts"),
    Link("teams", "/teams", "manage_accounts"),
    Link("meldingen", "/meldingen", "get_told"),
    Link("hulp", "/hulp", "own_account"),
    Link("account", "/account", "own_account"),
)


class NotAllowedError(Exception):
    """No role of this account gives the right that this address asks for."""


def menu_for(account: Account) -> tuple[Link, ...]:
    """Return the pages that this account may open."""
    return tuple(link for link in MENU if account.may(link.right))


def right_of(request: Request) -> Right | None:
    """Return the right that the address of this request asks for, None when it is in no table."""
    return ROUTES.get(address_in_table(request))


def address_in_table(request: Request) -> str:
    """Return the address of this request as the table writes it, without the ids in it."""
    method = "GET" if request.method == "HEAD" else request.method
    return f"{method} {getattr(request.scope.get('route'), 'path', '')}"


def home_of(account: Account) -> str:
    """Return the first page of the menu: where this account starts."""
    return next((link.path for link in menu_for(account)), "/account")
