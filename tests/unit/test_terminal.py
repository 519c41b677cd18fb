"""The bot in a terminal."""

import builtins
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.terminal import plain, talk
from tests.harness.talking import Bot, whole_bot


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with whole_bot(tmp_path) as built:
        yield built


async def play(bot: Bot, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    typed = iter(lines)

    def next_line(_prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(builtins, "input", next_line)
    await talk(bot.dialogue, bot.conversations, "leiden")


async def test_a_number_chooses_a_button_and_text_is_text(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await play(bot, monkeypatch, "1", "ik wil niet meer leven", "99")
    shown = capsys.readouterr().out
    assert "Ik ben een computer" in shown
    assert "  1. " in shown
    theme = next(iter(bot.catalogue.themas.values()))
    assert bot.catalogue.text("algemeen.thema", thema=theme) in shown
    assert "113" in shown
    assert bot.catalogue.text("algemeen.knoppen_stand") in shown
    assert "⟦" not in shown


async def test_the_end_of_the_input_forgets_the_talk(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    await play(bot, monkeypatch, "mens", "mijn geheime verhaal")
    (name,) = bot.conversations.ids()
    conversation = bot.conversations.peek(name)
    assert conversation
    assert "geheime" not in repr(vars(conversation))


def test_a_phone_number_is_shown_without_its_marks() -> None:
    assert plain("Bel ⟦14 071|14071⟧.") == "Bel 14 071."


def test_a_page_of_ours_is_shown_with_its_whole_address_or_not_at_all() -> None:
    text = "Klaar.\n\n⟦Bewaar de uitkomst|/uitkomst#a=b&c=d⟧. Deel hem niet."
    shown = "Bewaar de uitkomst (https://rondkomen.voorbeeld.nl/uitkomst#a=b&c=d). Deel hem niet."
    assert plain(text, "https://rondkomen.voorbeeld.nl/") == f"Klaar.\n\n{shown}"
    assert plain(text) == "Klaar."
