"""The shapes that every part of the bot shares."""

from dataclasses import FrozenInstanceError

import pytest

from bot.messages import Event, Incoming, Sent, Understanding
from content.berichten import Bericht


@pytest.mark.parametrize(
    "shape",
    [
        Incoming("1", tekst="x"),
        Sent(1, Bericht("melding", "x")),
        Event("faq"),
        Understanding("faq", "x", (), "antwoord"),
    ],
)
def test_a_message_does_not_change_after_it_was_made(shape: object) -> None:
    with pytest.raises(FrozenInstanceError):
        shape.id = "anders"  # type: ignore[attr-defined]


def test_two_events_never_share_their_choices() -> None:
    one, other = Event("faq"), Event("faq")
    one.entities["onderwerp"] = "schaamte"
    assert other.entities == {}
