"""When a question can't be stored: the inwoner hears so with a way out, and who watches over the server sees it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from bot import app as application
from bot.settings import BotSettings
from handoff.desk import HandoffSettings
from tests.harness.talking import Bot, whole_bot

TO_THE_PREVIEW = ("onderwerp:huurachterstand", "mens", "overslaan", "antwoord:chat", "overslaan", "overslaan")
AGREE = "antwoord:akkoord"


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with whole_bot(tmp_path) as built:
        yield built


@contextmanager
def without_table(engine: Engine) -> Iterator[None]:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE handoff RENAME TO away"))
    yield
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO handoff"))


async def test_who_can_not_be_helped_now_hears_that_nothing_was_sent_and_whom_to_call(bot: Bot) -> None:
    talker = bot.talker()
    for keuze in TO_THE_PREVIEW:
        await talker.sends(keuze)
    with without_table(bot.desk.engine):
        answer = await talker.sends(AGREE)
    assert "Er is niets verstuurd." in answer
    assert "Of bel" in answer
    assert bot.desk.misses.count == 1
    await talker.sends("verder")
    await talker.sends(AGREE)
    assert bot.desk.misses.count == 0
    with bot.desk.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM handoff")) == 1


def test_the_health_of_the_handoff_is_counts_and_an_alarm_when_a_person_must_look(tmp_path: Path) -> None:
    handoff = HandoffSettings(database_url=f"sqlite:///{tmp_path}/app.db", key_file=tmp_path / "app.key")
    built = application.build_app(BotSettings(reload_seconds=0), handoff)
    desk = built.state.bot.desk
    client = TestClient(built)
    well = {
        "status": "ok", "zoek": 0, "niet_opgeslagen": 0, "meldingen_mislukt": 0, "meldingen_opgegeven": 0,
    }  # fmt: skip
    answer = client.get("/gezond/wijkteam")
    assert (answer.status_code, answer.json()) == (200, well)
    desk.misses.add()
    answer = client.get("/gezond/wijkteam")
    assert (answer.status_code, answer.json()) == (503, well | {"status": "kijken", "niet_opgeslagen": 1})
    with without_table(desk.engine):
        answer = client.get("/gezond/wijkteam")
        assert (answer.status_code, answer.json()) == (503, {"status": "stuk"})
        assert client.get("/gezond").status_code == 200  # the app itself runs: starting it anew would help nobody
    desk.close()


def test_what_could_get_lost_is_looked_for_while_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "RECONCILE_EVERY_SECONDS", 0.05)
    handoff = HandoffSettings(database_url=f"sqlite:///{tmp_path}/app.db", key_file=tmp_path / "app.key")
    built = application.build_app(BotSettings(reload_seconds=0), handoff)
    desk, looked = built.state.bot.desk, []

    def look(*_: object) -> tuple[list[object], list[object]]:
        looked.append(True)
        if len(looked) == 1:
            raise OSError
        return [], []

    monkeypatch.setattr(type(desk), "reconcile", look)
    with TestClient(built):
        until = time.monotonic() + 10
        while len(looked) < 3:  # the first one failed, and that stopped nothing
            assert time.monotonic() < until
            time.sleep(0.02)
    desk.close()
