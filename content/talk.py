"""
The state of a talk and its steps as pure functions.

Rasa's actions call these when its rules choose an action; the bot calls the same when Rasa can't be reached.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Protocol, cast

from content import answers
from content.berichten import Bericht, Keuze
from content.catalogue import LANDELIJK, Catalogue
from content.nearby import nearby

Stroom = Literal["check", "contact"]


@dataclass(frozen=True)
class Stand:
    """
    Where a talk stands: choices and placeholders only, nothing that identifies.

    Attributes:
        stroom: The series of questions that is open, if one is.
        check: Question id → option id of the regelingencheck.
        contact: Step → value or placeholder of the handoff that is being prepared.
        onderwerp: The topic that was answered last.
        variant: The situation for which it was answered, if one was told or chosen.
    """

    gemeente: str = LANDELIJK
    stroom: Stroom | None = None
    check: dict[str, str] = field(default_factory=dict)
    contact: dict[str, str] = field(default_factory=dict)
    onderwerp: str | None = None
    variant: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the state as JSON, the shape of Rasa's slot `stand`."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any] | None) -> "Stand":
        """Read back what `as_dict` wrote; an empty state when there is none."""
        return cls(**data) if data else cls()


@dataclass(frozen=True)
class Outcome:
    """
    What one event leads to.

    Attributes:
        opdracht: Something that the dialogue must do, because only it may: `verstuur` opens the handoff.
    """

    berichten: tuple[Bericht, ...]
    stand: Stand
    opdracht: Literal["verstuur"] | None = None


class Flow(Protocol):
    """A series of questions: the regelingencheck, or the handoff that is being prepared."""

    @property
    def stroom(self) -> Stroom:
        """Which series it is."""

    def begin(self, stand: Stand, *, vorm: str = "") -> Outcome:
        """Open the series; `vorm` says how: `terug` to change an answer, or what to tell of the outcome."""

    def ask(self, stand: Stand) -> Bericht | None:
        """Return the open question, or None when nothing is left to ask."""

    def give(self, stand: Stand, value: str) -> Stand:
        """Take an answer. One that doesn't fit leaves the state as it was."""

    def finish(self, stand: Stand) -> Outcome:
        """Close the series."""


def answer(catalogue: Catalogue, stand: Stand, onderwerp: str, vorm: str, *, variant: str = "") -> Outcome:
    """Answer an ordinary topic; one that is no topic of ours gets the honest "I don't know"."""
    if onderwerp not in catalogue.topics("vraag"):
        return say(catalogue, stand, "buiten_bereik")
    shape = cast(answers.Vorm, vorm if vorm in ("kort", "meer", "makkelijker") else "kort")
    if vorm == "buurt":
        bericht = nearby(catalogue, onderwerp, gemeente=stand.gemeente)
    elif onderwerp in catalogue.onderwerpen:
        bericht = answers.topic_answer(catalogue, onderwerp, gemeente=stand.gemeente, vorm=shape, variant=variant)
    else:
        bericht = answers.no_answer_yet(catalogue, onderwerp, gemeente=stand.gemeente)
    if stand.stroom:
        bericht = replace(bericht, keuzes=(answers.button(catalogue, "verder", "verder"), *bericht.keuzes))
    # While a handoff is being prepared its topic stays what the inwoner saw in the preview.
    topic = stand.onderwerp if stand.stroom == "contact" else onderwerp
    return Outcome((bericht,), replace(stand, onderwerp=topic, variant=variant if topic == onderwerp else ""))


def danger(catalogue: Catalogue, stand: Stand, topic: str, *, taal: str = "") -> Outcome:
    """Answer danger; the open question stays open."""
    bericht = answers.crisis_answer(
        catalogue, topic, gemeente=stand.gemeente, open_question=bool(stand.stroom), taal=taal
    )
    return Outcome((bericht,), stand)


def offer(
    catalogue: Catalogue, stand: Stand, intent: str, *, thema: str = "", kandidaten: str = "", vorm: str = ""
) -> Outcome:
    """Offer choices: the menu, the topics of a theme, the nearest topics, or the two that were told of (`twee`)."""
    name, _, page = thema.partition(":")
    if intent == "thema" and name in catalogue.themas:
        bericht = answers.theme(catalogue, name, int(page) if page.isdecimal() and int(page) else 1)
    elif intent == "bedoelt_u" and kandidaten:
        bericht = answers.candidates(catalogue, kandidaten.split(","), both=vorm == "twee")
    else:
        bericht = answers.menu(catalogue, gemeente=stand.gemeente)
    if stand.stroom:
        bericht = replace(bericht, keuzes=(answers.button(catalogue, "verder", "verder"), *bericht.keuzes))
    return Outcome((bericht,), stand)


def say(catalogue: Catalogue, stand: Stand, intent: str, *, taal: str = "") -> Outcome:
    """Give the fixed reply to something that steers the talk, with a way back to the open question."""
    if intent == "andere_taal" and taal in catalogue.talen:
        bericht = answers.foreign_answer(catalogue, taal, gemeente=stand.gemeente)
    else:
        bericht = answers.gesprek_answer(catalogue, intent, gemeente=stand.gemeente)
    if stand.stroom:
        bericht = replace(bericht, keuzes=(answers.button(catalogue, "verder", "verder"), *bericht.keuzes))
    return Outcome((bericht,), stand)


def stop(catalogue: Catalogue, stand: Stand) -> Outcome:
    """Leave the open questions. What was prepared for the wijkteam is forgotten; nothing was sent."""
    key = {"contact": "overdracht.geweigerd", "check": "algemeen.gestopt"}.get(
        stand.stroom or "", "algemeen.niets_te_stoppen"
    )
    keuzes = [answers.button(catalogue, "menu", "menu"), answers.button(catalogue, "mens", "mens")]
    if stand.stroom == "check" and stand.check:  # what is known so far isn't lost
        keuzes.insert(0, Keuze(catalogue.text("check.knop_uitkomst"), "uitkomst:alles"))
    if stand.stroom == "contact":  # other help, not the question that was just answered with no
        keuzes[-1:] = [answers.back_to(catalogue, stand.onderwerp)] if stand.onderwerp else []
        keuzes.append(answers.button(catalogue, "direct_hulp", "hulp"))
    bericht = answers.fixed(catalogue, key, gemeente=stand.gemeente, keuzes=keuzes)
    return Outcome((bericht,), replace(stand, stroom=None, contact={}))
