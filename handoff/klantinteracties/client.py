"""The peer over HTTP: look, make, change and remove, and what each answer means for trying again."""

import ssl
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from handoff.klantinteracties.connection import GuardedTransport, UnsafeAddressError
from handoff.klantinteracties.faults import GoneThereError, LostAnswerError, RefusedError
from handoff.klantinteracties.settings import Network
from handoff.outbox.records import GiveUpError, NotToldError, TryAgainError

Thing = dict[str, Any]
TIMEOUT = httpx.Timeout(10.0, connect=5.0)  # seconds
LONGEST_WAIT = timedelta(hours=1)
MOST_PAGES = 20
# Statuses after which the work may go on behind whatever answered.
MAYBE_DONE = frozenset({408, 502, 504})
BUSY = frozenset({429, 503})


class Client:
    """
    One server with one token. It never follows a redirect, and a URL holds ids and numbers only.

    Every method raises TryAgainError or GiveUpError. A change that got no answer is a LostAnswerError.
    """

    def __init__(
        self,
        url: str,
        token: SecretStr,
        networks: Collection[Network] = (),
        ca_file: Path | None = None,
        timeout: httpx.Timeout = TIMEOUT,
    ) -> None:
        """Keep the address; nothing is connected yet."""
        context = ssl.create_default_context(cafile=ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._http = httpx.Client(
            base_url=f"{url}/",
            headers={"Authorization": f"Token {token.get_secret_value()}", "Accept": "application/json"},
            transport=GuardedTransport(context, networks),
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
        )

    def find(self, path: str, **query: str) -> list[Thing]:
        """Return what matches, each once: the peer may list a thing several times for one match."""
        found: dict[str, Thing] = {}
        for page in range(1, MOST_PAGES + 1):
            answer = self._json("GET", path, params={**query, "page": str(page)})
            found |= {one["uuid"]: one for one in answer["results"]}
            if not answer.get("next"):
                break
        return list(found.values())

    def get(self, path: str, uuid: str) -> Thing | None:
        """Return one thing, None when it is there no more."""
        answer = self._ask("GET", f"{path}/{uuid}")
        return None if answer.status_code == 404 else _read(answer)

    def create(self, path: str, body: Thing) -> Thing:
        """Make a thing. Raises RefusedError when the peer says that it can't be."""
        return self._json("POST", path, body=body)

    def change(self, path: str, uuid: str, body: Thing) -> Thing:
        """Change a thing. Raises RefusedError when the peer says that it can't be."""
        return self._json("PATCH", f"{path}/{uuid}", body=body)

    def remove(self, path: str, uuid: str) -> None:
        """Remove a thing; one that is gone already is as good."""
        self._ask("DELETE", f"{path}/{uuid}")

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _json(self, method: str, path: str, params: dict[str, str] | None = None, body: Thing | None = None) -> Thing:
        answer = self._ask(method, path, params, body)
        if answer.status_code == 404:
            raise GoneThereError if method == "PATCH" else GiveUpError("export_refused")
        return _read(answer)

    def _ask(
        self, method: str, path: str, params: dict[str, str] | None = None, body: Thing | None = None
    ) -> httpx.Response:
        """Return an answer that is right, or says that there is nothing (404)."""
        try:
            answer = self._http.request(method, path, params=params, json=body)
        except UnsafeAddressError:
            raise TryAgainError("export_address") from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise TryAgainError("export_tls" if _is_about_tls(error) else "export_unreachable") from None
        except (httpx.HTTPError, httpx.InvalidURL):  # its text holds what was sent
            raise _lost(method) from None
        fault = None if answer.is_success or answer.status_code == 404 else _fault(method, answer)
        if fault is not None:
            raise fault
        return answer


def _read(answer: httpx.Response) -> Thing:
    """Return what an answer says; one that can't be read is as good as none."""
    try:
        said = answer.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise _lost(answer.request.method)
    return said


def _lost(method: str) -> NotToldError:
    return TryAgainError("export_lost") if method == "GET" else LostAnswerError()


def _fault(method: str, answer: httpx.Response) -> NotToldError:
    status = answer.status_code
    if status in BUSY:
        return TryAgainError("export_busy", _asked_to_wait(answer))
    if status in MAYBE_DONE:
        return _lost(method)
    if status in {401, 403}:
        return TryAgainError("export_login")  # about our settings, not about this handoff
    if status == 400:
        return RefusedError()
    return GiveUpError("export_refused") if 400 < status < 500 else TryAgainError("export_broken")


def _asked_to_wait(answer: httpx.Response) -> timedelta:
    """Read Retry-After: seconds or a date; never more than an hour, and nothing when it isn't understood."""
    said = answer.headers.get("Retry-After", "").strip()
    try:
        wait = timedelta(seconds=int(said)) if said.isdigit() else parsedate_to_datetime(said) - datetime.now(UTC)
    except (ValueError, TypeError, OverflowError):
        return timedelta()
    return min(max(wait, timedelta()), LONGEST_WAIT)


def _is_about_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
