"""The cookies: one while signing in, one for the session, one for a preference. A script can read none."""

import secrets
from dataclasses import dataclass

from fastapi import Request, Response

A_YEAR = 365 * 24 * 3600
WHILE_SIGNING_IN = 600


@dataclass(frozen=True)
class Cookies:
    """Sets and reads the cookies; over https their names make the browser refuse any looser copy."""

    secure: bool

    def session(self, request: Request) -> str | None:
        """Return the token of the session."""
        return request.cookies.get(self._name("sessie"))

    def before(self, request: Request) -> str | None:
        """Return the token of a browser that is not signed in yet."""
        return request.cookies.get(self._name("vooraf"))

    def start_session(self, request: Request, response: Response, token: str) -> None:
        """Give the browser its session and take the other cookie away."""
        self._set(request, response, "sessie", token)
        self._delete(request, response, "vooraf")

    def start_before(self, request: Request, response: Response) -> str:
        """Give the browser a new token to sign in with, and return it."""
        token = secrets.token_urlsafe(32)
        self._set(request, response, "vooraf", token)
        return token

    def end(self, request: Request, response: Response) -> None:
        """Take both cookies away."""
        self._delete(request, response, "sessie")
        self._delete(request, response, "vooraf")

    def journey(self, request: Request) -> str | None:
        """Return the token of a browser that is on its way to the gemeente and back."""
        return request.cookies.get(self._name("onderweg"))

    def start_journey(self, request: Request, response: Response) -> str:
        """Give the browser a token that it also brings along when another site sends it back (`lax`)."""
        token = secrets.token_urlsafe(32)
        response.set_cookie(
            self._name("onderweg"),
            token,
            max_age=WHILE_SIGNING_IN,
            path=self._path(request),
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )
        return token

    def end_journey(self, request: Request, response: Response) -> None:
        """Take the token of the journey away."""
        self._delete(request, response, "onderweg")

    def shortcuts(self, request: Request) -> bool:
        """Tell whether this browser wants the single-key shortcuts."""
        return request.cookies.get(self._name("sneltoetsen")) == "aan"

    def keep_shortcuts(self, request: Request, response: Response, *, on: bool) -> None:
        """Keep whether this browser wants the single-key shortcuts."""
        self._set(request, response, "sneltoetsen", "aan" if on else "uit", max_age=A_YEAR)

    def sound(self, request: Request) -> bool:
        """Tell whether this browser makes a sound when a question comes in."""
        return request.cookies.get(self._name("geluid")) == "aan"

    def keep_sound(self, request: Request, response: Response, *, on: bool) -> None:
        """Keep whether this browser makes a sound."""
        self._set(request, response, "geluid", "aan" if on else "uit", max_age=A_YEAR)

    def notices(self, request: Request) -> bool:
        """Tell whether this browser shows a notice when a question comes in while its window is out of sight."""
        return request.cookies.get(self._name("seintje")) == "aan"

    def keep_notices(self, request: Request, response: Response, *, on: bool) -> None:
        """Keep whether this browser shows a notice."""
        self._set(request, response, "seintje", "aan" if on else "uit", max_age=A_YEAR)

    def wanted(self, request: Request) -> str:
        """Return the handoff whose page was asked for before signing in."""
        return request.cookies.get(self._name("verder"), "")

    def keep_wanted(self, request: Request, response: Response, handoff_id: str) -> None:
        """Keep which handoff to go on to after signing in, for as long as that takes."""
        self._set(request, response, "verder", handoff_id, max_age=WHILE_SIGNING_IN)

    def forget_wanted(self, request: Request, response: Response) -> None:
        """Go on there once."""
        self._delete(request, response, "verder")

    def _name(self, name: str) -> str:
        return f"__Host-rondkomen_{name}" if self.secure else f"rondkomen_{name}"

    def _path(self, request: Request) -> str:
        return "/" if self.secure else str(request.scope.get("root_path")) or "/"

    def _set(self, request: Request, response: Response, name: str, value: str, max_age: int | None = None) -> None:
        response.set_cookie(
            self._name(name),
            value,
            max_age=max_age,
            path=self._path(request),
            secure=self.secure,
            httponly=True,
            samesite="strict",
        )

    def _delete(self, request: Request, response: Response, name: str) -> None:
        response.delete_cookie(
            self._name(name), path=self._path(request), secure=self.secure, httponly=True, samesite="strict"
        )
