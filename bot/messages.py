"""Plain shapes that every part of the bot shares."""

from dataclasses import dataclass, field
from typing import Any

from content.berichten import Bericht


@dataclass(frozen=True)
class Incoming:
    """
    What an inwoner sends: typed text or a chosen button, never both.

    Attributes:
        id: The channel's own id of the message; sending it again gives the same answer once more.
        source: From where it comes, to slow down who guesses codes; it is never kept.
    """

    id: str
    tekst: str | None = None
    keuze: str | None = None
    source: str = ""


@dataclass(frozen=True)
class Sent:
    """A message as it went to the channel, numbered from 1 within its conversation."""

    id: int
    bericht: Bericht


@dataclass(frozen=True)
class Event:
    """What Rasa hears of a turn: an intent and choices, never what was typed."""

    intent: str
    entities: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Understanding:
    """
    What Rasa makes of a sentence.

    Attributes:
        intent: `faq`, or the id of a crisis or gesprek topic.
        topic: The id of the nearest topic.
        nearest: The nearest topics, best first.
        decision: `antwoord`, `bedoelt_u`, `weet_niet` or `crisis`.
        two: The two problems that the sentence tells of, the urgent one first; empty when it is one.
        chances: How likely each of `nearest` is, from 0 to 1.
        danger: How likely any danger is.
    """

    intent: str
    topic: str
    nearest: tuple[str, ...]
    decision: str
    two: tuple[str, ...] = ()
    chances: tuple[float, ...] = field(default=(), compare=False)
    danger: float = field(default=0.0, compare=False)
