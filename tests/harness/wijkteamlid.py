"""A wijkteamlid in the console, over real HTTP and real forms (no script: what works here works for everybody)."""

import html
import re
import subprocess
from typing import Any

import httpx
import pyotp

from tests.harness.stack import ROOT, Stack

PASSWORD = "een zin die niemand raadt"
TOKEN = re.compile(r'name="token" value="([^"]+)"')
SECRET = re.compile(r'id="geheim">([A-Z2-7 ]+)<')
CODE = re.compile(r"\b[A-Z0-9]{4,}(?:-[A-Z0-9]{4,})+\b")
_members: dict[str, "Wijkteamlid"] = {}


class Wijkteamlid:
    """Signs in once per stack, then picks up the newest handoff and works on it."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self.http = httpx.Client(base_url=stack.url, timeout=30, follow_redirects=True)
        self.page = ""
        self.handoff = ""
        self._make_account()

    @classmethod
    def of(cls, stack: Stack) -> "Wijkteamlid":
        """Return the one member of this stack: there is one first account."""
        key = str(stack.folder)
        if key not in _members:
            _members[key] = cls(stack)
        return _members[key]

    def pakt_op(self, _what: dict[str, Any] | None = None) -> None:
        """Pick up the newest waiting handoff, wherever it stands in the list."""
        self._get("/console/")
        waiting = re.findall(r'action="/console/overdracht/([\w-]+)/oppakken"', self.page)
        assert waiting, "er wacht niets"
        self.handoff = self._stack.newest(waiting)
        self._post(f"/console/overdracht/{self.handoff}/oppakken")
        self._get(f"/console/overdracht/{self.handoff}")

    def ziet(self, what: dict[str, Any]) -> None:
        """Look at the handoff again and check what is and isn't on the page."""
        self._get(f"/console/overdracht/{self.handoff}")
        self._expect(what)

    def toont(self, what: dict[str, Any]) -> None:
        """Reveal one contact field."""
        self._post(f"/console/overdracht/{self.handoff}/toon", veld=what["veld"])
        self._expect(what)

    def belt(self, what: dict[str, Any]) -> None:
        """Note an attempt to reach the inwoner."""
        self._post(f"/console/overdracht/{self.handoff}/poging", soort=what["soort"])

    def schrijft_op(self, what: dict[str, Any]) -> None:
        """Write a private note."""
        self._get(f"/console/overdracht/{self.handoff}")
        self._post(f"/console/overdracht/{self.handoff}/notitie", tekst=what["tekst"], versie=self._version())

    def schrijft(self, what: dict[str, Any]) -> None:
        """Write to the inwoner in the chat."""
        self._post(f"/console/overdracht/{self.handoff}/bericht", tekst=what["tekst"])

    def sluit_af(self, what: dict[str, Any]) -> None:
        """Close with an outcome."""
        self._get(f"/console/overdracht/{self.handoff}")
        body = {"uitkomst": what["uitkomst"], "gewist": "ja", "versie": self._version()}
        self._post(f"/console/overdracht/{self.handoff}/afronden", **body)

    def token(self) -> str:
        """Return the token that a form of this session needs."""
        self._get("/console/")
        assert self._token
        return self._token.group(1)

    def _expect(self, what: dict[str, Any]) -> None:
        for text in what.get("bevat", []):
            assert text in self.page, f"console mist '{text}'"
        for text in what.get("bevat_niet", []):
            assert text not in self.page, f"console toont '{text}'"

    def _make_account(self) -> None:
        command = [str(ROOT / ".venv/bin/python"), "-m", "handoff", "account"]
        told = subprocess.check_output(command, cwd=ROOT, env=self._stack.environment(), text=True)
        code = CODE.search(told)
        assert code, f"no code in: {told!r}"
        self._get("/console/begin")
        form = {"naam": "Voorbeeld Medewerker", "gebruikersnaam": "voorbeeld", "gemeente": "leiden"}
        self._post("/console/begin", code=code.group(), **form, wachtwoord=PASSWORD, wachtwoord_nogmaals=PASSWORD)
        secret = SECRET.search(self.page)
        assert secret, "no secret for the authenticator app"
        totp = pyotp.TOTP(secret.group(1).replace(" ", ""))
        self._post("/console/begin/app", code=totp.now())
        assert "herstelcode" in self.page.lower()

    def _version(self) -> str:
        found = re.search(r'name="versie" value="(\d+)"', self.page)
        assert found, "geen versie op de pagina"
        return found.group(1)

    def _get(self, path: str) -> None:
        answer = self.http.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        self.page = html.unescape(answer.text)
        self._token = TOKEN.search(self.page)

    def _post(self, path: str, **form: str) -> None:
        assert self._token, "no form token on this page"
        headers = {"Origin": self._stack.url, "Sec-Fetch-Site": "same-origin"}
        answer = self.http.post(path, data={"token": self._token.group(1), **form}, headers=headers)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:300]}"
        self.page = html.unescape(answer.text)
        self._token = TOKEN.search(self.page) or self._token
