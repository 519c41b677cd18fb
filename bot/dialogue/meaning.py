"""What a text was found to mean, and what is said when it isn't clear."""

from dataclasses import dataclass

from bot.messages import Event
from content import answers
from content.berichten import Bericht
from content.catalogue import Catalogue
from content.talk import Stand

BUTTONS = {None: ("menu", "mens"), "check": ("verder", "stop", "mens"), "contact": ("verder", "terug", "stop")}


@dataclass(frozen=True)
class Meant:
    """
    What a text means: an event for the rules, a message to say at once, or a command of the dialogue itself.

    Attributes:
        danger: The crisis topic that the model sees in it. An event beside it is an answer worth keeping.
    """

    event: Event | None = None
    bericht: Bericht | None = None
    command: str | None = None
    danger: str | None = None


def unclear(catalogue: Catalogue, stand: Stand, key: str) -> Bericht:
    """Return a fixed text with the buttons that help in this state of the talk."""
    keuzes = [answers.button(catalogue, name, name) for name in BUTTONS[stand.stroom]]
    return answers.fixed(catalogue, key, gemeente=stand.gemeente, keuzes=keuzes)
