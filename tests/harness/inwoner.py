"""An inwoner on the website, over the real API."""

import itertools
from typing import Any

import httpx

Bericht = dict[str, Any]


class Inwoner:
    """Types, chooses buttons, and remembers what the bot said last."""

    def __init__(self, url: str, *, gemeente: str = "leiden") -> None:
        self.http = httpx.Client(base_url=url, timeout=30)
        answer = self.http.post("/v1/gesprekken", json={"gemeente": gemeente, "kanaal": "widget"})
        assert answer.status_code == 201, answer.text
        begun = answer.json()
        self.id: str = begun["id"]
        self.http.headers["Authorization"] = f"Bearer {begun['token']}"
        self.berichten: list[Bericht] = begun["berichten"]
        self.all: list[Bericht] = list(self.berichten)
        self._numbers = itertools.count(1)

    def types(self, tekst: str) -> list[Bericht]:
        """Send a text."""
        return self._send({"tekst": tekst})

    def chooses(self, label: str) -> list[Bericht]:
        """Choose a button of the last answer by its label (or the first that contains it)."""
        buttons = [keuze for bericht in self.berichten for keuze in bericht["keuzes"]]
        exact = [keuze for keuze in buttons if keuze["label"] == label]
        fitting = exact or [keuze for keuze in buttons if label.lower() in keuze["label"].lower()]
        assert fitting, f"no button '{label}' among {[keuze['label'] for keuze in buttons]}"
        return self._send({"keuze": fitting[0]["keuze"]})

    def keuze(self, keuze: str) -> list[Bericht]:
        """Send a button's value as it is."""
        return self._send({"keuze": keuze})

    def fetches(self) -> list[Bericht]:
        """Fetch the messages that came without asking."""
        last = self.all[-1]["id"] if self.all else 0
        answer = self.http.get(f"/v1/gesprekken/{self.id}/berichten", params={"na": last})
        assert answer.status_code == 200, answer.text
        return self._keep(answer.json()["berichten"])

    def erases(self) -> int:
        """Erase the conversation and return the status."""
        return self.http.delete(f"/v1/gesprekken/{self.id}").status_code

    @property
    def text(self) -> str:
        """Return the last answer as one text."""
        return "\n\n".join(bericht["tekst"] for bericht in self.berichten)

    def _send(self, body: dict[str, str]) -> list[Bericht]:
        number = f"c{next(self._numbers)}"
        answer = self.http.post(f"/v1/gesprekken/{self.id}/berichten", json={"id": number, **body})
        assert answer.status_code == 200, answer.text
        return self._keep(answer.json()["berichten"])

    def _keep(self, berichten: list[Bericht]) -> list[Bericht]:
        self.berichten = berichten
        self.all += berichten
        return berichten
