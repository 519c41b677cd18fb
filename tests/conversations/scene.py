"""
Plays one conversation.

Steps, one key each:
    inwoner: what is typed            kiest: label of a button          stuurt: value of a button
    bot: {soort, onderwerp, bevat, bevat_niet, knop, geen_knop}; a plain text means `bevat`
    rasa: valt uit | komt terug       inwoner_haalt_op: true (fetch what came without asking)
    onthoudt_code: true               trekt_in: ergens anders | hier (with the code that was remembered)
    komt_terug: what is typed to ask for it; from then on the inwoner is at another device
    vorige_plek: what the device of before hears, in the form of `bot`
    app: valt uit en start
    wijkteam: {doet: pakt op | toont | sluit af | schrijft, ...}
    database_bevat_niet: [text]       logs_bevatten_niet: [text]
"""

import re
from typing import Any

from tests.harness.inwoner import Inwoner
from tests.harness.stack import Stack
from tests.harness.wijkteamlid import Wijkteamlid

CODE = re.compile(r"drie woorden op: (\S+ \S+ \S+)")


class Scene:
    """An inwoner, and a wijkteamlid when one is needed."""

    def __init__(self, stack: Stack, gemeente: str) -> None:
        self._stack = stack
        self._person = Inwoner(stack.url, gemeente=gemeente)
        self._wijkteamlid: Wijkteamlid | None = None
        self._code = ""
        self._before: Inwoner | None = None

    def play(self, steps: list[dict[str, Any]]) -> None:
        """Take the steps in their order."""
        for number, step in enumerate(steps, start=1):
            (name, value), *_ = step.items()
            try:
                getattr(self, f"_{name}")(value)
            except AssertionError as error:
                raise AssertionError(f"stap {number} ({name}: {value}): {error}\nbot zei: {self._said()}") from error

    def _said(self) -> str:
        return "\n".join(
            f"[{one['soort']}] {one['tekst']}\n   knoppen: {[keuze['label'] for keuze in one['keuzes']]}"
            for one in self._person.berichten
        )

    def _inwoner(self, tekst: str) -> None:
        self._person.types(tekst)

    def _kiest(self, label: str) -> None:
        self._person.chooses(label)

    def _stuurt(self, keuze: str) -> None:
        self._person.keuze(keuze)

    def _inwoner_haalt_op(self, _: bool) -> None:
        self._person.fetches()

    def _onthoudt_code(self, _: bool) -> None:
        found = CODE.search(self._person.text)
        assert found, "geen drie woorden"
        self._code = found.group(1)

    def _trekt_in(self, where: str) -> None:
        person = Inwoner(self._stack.url) if where == "ergens anders" else self._person
        person.types(f"Intrekken: {self._code}")
        assert "ingetrokken" in person.text, person.text

    def _komt_terug(self, asks: str) -> None:
        self._before, self._person = self._person, Inwoner(self._stack.url)
        self._person.types(asks)
        assert "drie woorden" in self._person.text, self._person.text
        self._person.types(self._code)

    def _vorige_plek(self, expected: str | dict[str, Any]) -> None:
        assert self._before, "er is geen vorige plek"
        here, self._person = self._person, self._before
        self._person.fetches()
        self._bot(expected)
        self._person = here

    def _app(self, _: str) -> None:
        self._stack.kill_app()
        self._stack.start_app()

    def _bot(self, expected: str | dict[str, Any]) -> None:
        berichten = self._person.berichten
        assert berichten, "de bot zei niets"
        wanted = {"bevat": [expected]} if isinstance(expected, str) else expected
        for field in ("soort", "onderwerp"):
            if field in wanted:
                found = [one[field] for one in berichten]
                assert wanted[field] in found, f"{field}: {found}"
        for text in _many(wanted.get("bevat")):
            assert text.lower() in self._person.text.lower(), f"mist '{text}'"
        for text in _many(wanted.get("bevat_niet")):
            assert text.lower() not in self._person.text.lower(), f"bevat '{text}'"
        labels = [keuze["label"] for one in berichten for keuze in one["keuzes"]]
        for label in _many(wanted.get("knop")):
            assert any(label.lower() in one.lower() for one in labels), f"geen knop '{label}' in {labels}"
        for label in _many(wanted.get("geen_knop")):
            assert not any(label.lower() in one.lower() for one in labels), f"knop '{label}' in {labels}"

    def _rasa(self, what: str) -> None:
        if what == "valt uit":
            self._stack.kill_rasa()
        else:
            self._stack.start_rasa()

    def _wijkteam(self, what: dict[str, Any]) -> None:
        self._wijkteamlid = self._wijkteamlid or Wijkteamlid.of(self._stack)
        getattr(self._wijkteamlid, what["doet"].replace(" ", "_"))(what)

    def _database_bevat_niet(self, texts: list[str]) -> None:
        for path in self._stack.folder.glob("rondkomen.db*"):
            content = path.read_bytes()
            for text in texts:
                assert text.encode() not in content, f"'{text}' staat in {path.name}"

    def _logs_bevatten_niet(self, texts: list[str]) -> None:
        logs = self._stack.logs()
        for text in texts:
            assert text not in logs, f"'{text}' staat in een log"


def _many(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []
