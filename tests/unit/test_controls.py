"""Words that work in every state, and only when they are the whole message."""

from pathlib import Path

import pytest

from content.catalogue import CONTENT
from content.controls import Controls, plain
from content.source import ContentError
from tests.harness.content_copy import ContentCopy

CONTROLS = Controls.load(CONTENT)


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


@pytest.mark.parametrize(
    ("tekst", "command"),
    [
        ("stop", "stop"),
        ("STOP!", "stop"),
        ("  stop aub. ", "stop"),
        ("Weet ik niet", "weet_niet"),
        ("weet ik niet...", "weet_niet"),
        ("?", "weet_niet"),
        (" ? ", "weet_niet"),
        ("Terug, graag", "terug"),
        ("wis alles", "wis"),
        ("praat met een mens", "mens"),
        ("begín", "menu"),
        ("help", "menu"),
        ("sos", "hulp"),
        ("stop mijn loonbeslag", None),
        ("hoe stop ik een abonnement", None),
        ("ik wil niet terug naar huis", None),
        ("", None),
        ("!!!", None),
    ],
)
def test_a_control_word_counts_only_as_the_whole_message(tekst: str, command: str | None) -> None:
    assert CONTROLS.find(tekst) == command


def test_plain_takes_away_what_does_not_matter() -> None:
    assert plain("Één  PORTIE, alstublieft!") == "een portie"


def test_a_word_under_two_commands_is_refused_at_its_line(copy: ContentCopy) -> None:
    line = copy.replace("besturing.yml", "terug: [terug,", "terug: [terug, laat maar,")
    with pytest.raises(ContentError) as caught:
        Controls.load(copy.root)
    assert str(caught.value) == f"content/besturing.yml, regel {line}: 'laat maar' staat ook bij 'stop'"


@pytest.mark.parametrize("text", ["", "- stop\n", "stop: klaar\n", "stop:\n"])
def test_another_shape_is_told_as_a_mistake(copy: ContentCopy, text: str) -> None:
    copy.write("besturing.yml", text)
    with pytest.raises(ContentError, match=r"besturing\.yml"):
        Controls.load(copy.root)
