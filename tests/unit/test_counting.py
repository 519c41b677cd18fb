"""What the bot counts of a talk: each thing once, without the talk, and only of talks with inwoners."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from bot import app as application
from bot.settings import BotSettings
from handoff.desk import DeskUnavailableError, HandoffSettings
from privacy.counters import Count, Tally
from tests.harness.talking import Bot, Talker, whole_bot

SEND = ("mens", "overslaan", "antwoord:chat", "overslaan", "overslaan", "antwoord:akkoord")


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with whole_bot(tmp_path) as built:
        yield built


def counted(bot: Bot) -> dict[tuple[str, str], int]:
    """Return what was counted since the last time."""
    return {(count.wat, count.soort): number for count, number in bot.tally.take().items()}


async def test_a_talk_a_topic_and_a_handoff_are_each_counted_once(bot: Bot) -> None:
    talker = bot.talker()
    for _ in range(3):
        await talker.sends("onderwerp:huurachterstand")
    await talker.sends("meer:huurachterstand")
    for keuze in SEND:
        await talker.sends(keuze)
    assert counted(bot) == {
        ("gesprek", "widget"): 1,
        ("onderwerp", "huurachterstand"): 1,
        ("toestemming_gevraagd", ""): 1,
        ("toestemming_gegeven", ""): 1,
    }


async def test_consent_that_was_asked_for_and_not_given(bot: Bot) -> None:
    talker = bot.talker()
    for keuze in (*SEND[:-1], "stop"):
        await talker.sends(keuze)
    assert counted(bot) == {("gesprek", "widget"): 1, ("toestemming_gevraagd", ""): 1}


async def test_a_check_is_begun_and_done_once_also_when_an_answer_is_changed(bot: Bot) -> None:
    talker = bot.talker()
    await talker.sends("check")
    assert counted(bot) == {("gesprek", "widget"): 1, ("check_begonnen", ""): 1}
    await _answer_everything(talker)
    assert counted(bot) == {("check_klaar", ""): 1}
    await talker.sends("uitkomst:alles")
    await talker.sends("check")
    await talker.sends("verder")
    assert counted(bot) == {}


async def _answer_everything(talker: Talker) -> None:
    for _ in range(40):
        if talker.conversation.stand.stroom is None:
            return
        await talker.sends("weet_niet")
    raise AssertionError("the check did not end")


async def test_danger_is_counted_as_its_topic(bot: Bot) -> None:
    talker = bot.talker()
    await talker.types("ik wil niet meer leven")
    assert ("onderwerp", "crisis_suicide") in counted(bot)


async def test_a_talk_of_an_editor_or_in_the_terminal_does_not_count(bot: Bot) -> None:
    for kanaal in ("proef", "terminal", "iemand"):
        conversation, _ = bot.conversations.begin(gemeente="leiden", kanaal=kanaal)
        bot.dialogue.welcome(conversation)
        await Talker(bot, conversation).sends("onderwerp:huurachterstand")
    assert counted(bot) == {}


async def test_a_gemeente_without_a_folder_counts_as_the_country_and_stops_no_talk(bot: Bot) -> None:
    talker = bot.talker()
    await talker.types("ik woon in 's-Hertogenbosch")
    assert talker.conversation.stand.gemeente not in bot.catalogue.gemeenten
    assert await talker.sends("onderwerp:huurachterstand")
    assert {count.gemeente for count in bot.tally.take()} == {"leiden", "landelijk"}


async def test_erasing_a_talk_erases_what_was_remembered_to_count_once(bot: Bot) -> None:
    talker = bot.talker()
    await talker.sends("onderwerp:huurachterstand")
    await talker.sends("wis:ja")
    assert talker.conversation.counted == set()


def test_what_can_not_be_written_is_written_the_next_time(bot: Bot) -> None:
    bot.tally.add(Count("leiden", "gesprek", "widget"))
    with bot.desk.engine.begin() as connection:
        connection.execute(text("ALTER TABLE counter RENAME TO away"))
    with pytest.raises(DeskUnavailableError):
        bot.desk.write_counts(bot.tally)
    with bot.desk.engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO counter"))
    bot.desk.write_counts(bot.tally)
    bot.desk.write_counts(bot.tally)
    with bot.desk.engine.connect() as connection:
        assert connection.execute(
            text("SELECT wat, soort, team, sum(aantal) FROM counter GROUP BY wat, soort, team")
        ).all() == [("gesprek", "widget", "", 1)]


def test_counts_are_written_while_it_runs_and_when_it_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A restart loses nothing: what was counted since the last minute is written at the end."""
    monkeypatch.setattr(application, "COUNTS_EVERY_SECONDS", 0.05)
    handoff = HandoffSettings(database_url=f"sqlite:///{tmp_path}/app.db", key_file=tmp_path / "app.key")
    built = application.build_app(BotSettings(reload_seconds=0), handoff)
    tally: Tally = built.state.bot.tally
    with TestClient(built):
        tally.add(Count("leiden", "check_klaar"))
        until = time.monotonic() + 5
        while _written(built) != 1:
            assert time.monotonic() < until
            time.sleep(0.02)
        monkeypatch.setattr(application, "COUNTS_EVERY_SECONDS", 60)
        time.sleep(0.1)
        tally.add(Count("leiden", "check_klaar"))
    assert _written(built) == 2
    built.state.bot.desk.close()


def _written(built: object) -> int:
    engine = built.state.bot.desk.engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        return connection.execute(text("SELECT sum(aantal) FROM counter")).scalar() or 0
