"""Turns templates into pages: everything escaped, links relative to where the console is mounted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse

from handoff.accounts import Account
from handoff.console.access import menu_for
from handoff.console.countdown import countdown
from handoff.console.security import form_token
from handoff.console.sessions import Cookies
from handoff.console.static_files import StaticFile
from handoff.console.wording import Wording, urgency
from handoff.queue.working_time import Hours

TEMPLATES = Path(__file__).resolve().parent / "templates"


def new_environment() -> Environment:
    """Return the templates; a value that is missing is an error, never an empty place."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True)
class Pages:
    """Makes answers out of templates."""

    wording: Wording
    files: dict[str, StaticFile]
    cookies: Cookies
    hours: Callable[[str], Hours]
    environment: Environment = field(default_factory=new_environment)

    def show(
        self,
        request: Request,
        template: str,
        account: Account | None = None,
        status: int = 200,
        **values: Any,  # noqa: ANN401 - whatever the template asks for
    ) -> Response:
        """
        Return a page.

        Args:
            account: Who is signed in; its forms bear the token of the session, others that of the browser.
        """
        response = HTMLResponse(status_code=status)
        seed = self.cookies.session(request) if account else self.cookies.before(request)
        token = form_token(seed or self.cookies.start_before(request, response))
        now = datetime.now(UTC)
        shared = {
            "account": account,
            "menu": menu_for(account) if account else (),
            "basis": base(request),
            "static": lambda name: f"{base(request)}/static/{name}?v={self.files[name].version}",
            "token": token,
            "zegt": self.wording,
            "sinds": lambda moment: self.wording.since(moment, now),
            "termijn": lambda moment: self.wording.term(moment, now),
            "teller": lambda row, moment: countdown(self.wording, self.hours(row.team), moment, now),
            "nood": lambda moment: urgency(moment, now),
            "melding": self.notice(request),
            "sneltoetsen": account is not None and self.cookies.shortcuts(request),
            "seintje": account is not None and self.cookies.notices(request),
            "geluid": account is not None and self.cookies.sound(request),
            "fout": "",
        }
        page = self.environment.get_template(template).render(shared | values)
        response.body = page.encode()
        response.headers["Content-Length"] = str(len(response.body))
        return response

    def notice(self, request: Request) -> str:
        """Return the sentence that the address asks for; only fixed sentences can be."""
        return self.wording.one_of("melding", request.query_params.get("melding", ""), fallback=" ").strip()


def base(request: Request) -> str:
    """Return where the console is mounted."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def see(request: Request, path: str) -> Response:
    """Send the browser on to another address of the same page, after a form was handled."""
    return RedirectResponse(f"{base(request)}{path}", status_code=303)


def go_to(request: Request, path: str, status: int = 303) -> Response:
    """Send the browser to another page; htmx is told so, because it would put that page inside this one."""
    if "HX-Request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": f"{base(request)}{path}"})
    return RedirectResponse(f"{base(request)}{path}", status_code=status)
