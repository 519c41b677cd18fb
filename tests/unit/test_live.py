"""Content that changes under a running bot: seen soon, whole, and never broken. Over real HTTP, with real files."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from structlog.testing import capture_logs

from bot.app import build_app
from bot.settings import BotSettings
from content.answers import topic_answer
from content.catalogue import TekstOntbreektError
from content.live import LiveContent
from content.watching import Watcher, stamp_of
from handoff.desk import HandoffSettings
from tests.harness.content_copy import ContentCopy
from tests.harness.inwoner import Inwoner
from tests.harness.serving import free_port, served

FILE = "faq/schaamte.yml"
OLD = "kort: |"
NEW = "kort: |\n  Haal eerst diep adem."
KEUZE = "onderwerp:schaamte"
PATIENCE = 8.0


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


@pytest.fixture
def live(copy: ContentCopy) -> LiveContent:
    return LiveContent(copy.root)


@contextmanager
def talking(url: str) -> Iterator[Inwoner]:
    """Give an inwoner whose connection is closed at the end."""
    inwoner = Inwoner(url)
    with closing(inwoner.http):
        yield inwoner


@contextmanager
def app(copy: ContentCopy, folder: Path, reload_seconds: float = 0.2) -> Iterator[str]:
    """Serve the real app on a copy of the content, without Rasa."""
    settings = BotSettings(rasa_url=f"http://127.0.0.1:{free_port()}", reload_seconds=reload_seconds, _env_file=None)
    handoff = HandoffSettings(database_url=f"sqlite:///{folder}/live.db", key_file=folder / "live.key", _env_file=None)
    built = build_app(settings, handoff, copy.root)
    with served(built, lifespan="on") as url:
        yield url
    built.state.bot.desk.close()


def seconds_until(true: Callable[[], bool]) -> float:
    """Wait, and return how long it took."""
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < PATIENCE
        time.sleep(0.05)
    return time.monotonic() - started


# ---- a running bot


def test_a_saved_answer_is_heard_in_the_same_talk_within_seconds(copy: ContentCopy, tmp_path: Path) -> None:
    with app(copy, tmp_path) as url, talking(url) as inwoner:
        inwoner.keuze(KEUZE)
        assert "diep adem" not in inwoner.text
        copy.replace(FILE, OLD, NEW)
        took = seconds_until(lambda: "diep adem" in str(inwoner.keuze(KEUZE)))
    assert took < 5


def test_a_broken_file_leaves_the_old_text_and_its_repair_is_heard(copy: ContentCopy, tmp_path: Path) -> None:
    with app(copy, tmp_path) as url, talking(url) as inwoner:
        before = inwoner.keuze(KEUZE)[0]["tekst"]
        whole = copy.path(FILE).read_text()
        copy.replace(FILE, OLD, "kort: @")
        copy.replace("telefoon.yml", "naam: ", "naamm: ")
        time.sleep(2.5)
        assert inwoner.keuze(KEUZE)[0]["tekst"] == before
        copy.replace("telefoon.yml", "naamm: ", "naam: ")
        copy.write(FILE, whole.replace(OLD, NEW, 1))
        seconds_until(lambda: "diep adem" in str(inwoner.keuze(KEUZE)))


def test_a_fixed_text_of_the_widget_follows_too(copy: ContentCopy, tmp_path: Path) -> None:
    with app(copy, tmp_path) as url:
        copy.replace("teksten/widget.yml", "Weg hier", "Snel weg")
        seconds_until(lambda: httpx.get(f"{url}/v1/teksten").json()["weg"] == "Snel weg")


def test_nothing_is_watched_when_the_setting_is_zero(copy: ContentCopy, tmp_path: Path) -> None:
    with app(copy, tmp_path, reload_seconds=0):
        names = [thread.name for thread in threading.enumerate()]
    assert "content-watcher" not in names


# ---- the exchange


def test_danger_words_and_control_words_are_renewed_with_the_answers(copy: ContentCopy, live: LiveContent) -> None:
    assert live.lexicon.find("de paarse olifant komt") is None
    copy.replace("crisis/woorden.yml", "  crisis_geweld:\n", "  crisis_geweld:\n    - paarse olifant\n")
    copy.replace("besturing.yml", "stop: [", "stop: [genoeg zo, ")
    assert live.renew() == "vernieuwd"
    assert live.lexicon.find("de paarse olifant komt") == "crisis_geweld"
    assert live.controls.find("genoeg zo") == "stop"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (FILE, OLD, "kort: |\n  Bel {telefoon:niemand}.\n "),
        (FILE, "verloopt_op: 2027", "verloopt_op: 2029"),
        ("crisis/woorden.yml", "idioom:", "idiomen:"),
        ("besturing.yml", "stop:", "stop: menu\nstoppen:"),
        ("bedragen.yml", "waarde: ", "waarde: veel"),
    ],
)
def test_what_check_finds_wrong_changes_nothing_and_is_logged_without_its_text(
    copy: ContentCopy, live: LiveContent, name: str, old: str, new: str
) -> None:
    before = live.now
    copy.replace(name, old, new)
    with capture_logs() as logs:
        assert live.renew() == "fout"
    assert live.now is before
    assert f"content/{name}" in {fout.bestand for fout in live.fouten}
    assert logs == [{"event": "content_not_renewed", "log_level": "warning", "count": len(live.fouten)}]


def test_another_team_or_a_text_that_is_gone_waits_for_a_restart(copy: ContentCopy, live: LiveContent) -> None:
    before = live.now
    copy.replace("teksten/algemeen.yml", "knop_menu:", "knop_anders:")
    assert live.renew() == "herstart"
    copy.replace("teksten/algemeen.yml", "knop_anders:", "knop_menu:")
    copy.append("gemeenten/leiden/teams.yml", "")
    copy.replace("gemeenten/leiden/teams.yml", "teams:\n", 'teams:\n  - {id: nieuw, naam: "Nieuw team"}\n')
    assert live.renew() == "herstart"
    assert live.now is before


def test_an_expired_answer_stops_no_renewal(copy: ContentCopy, live: LiveContent) -> None:
    text = copy.path(FILE).read_text()
    lines = [
        "gecontroleerd_op: 2025-01-01"
        if line.startswith("gecontroleerd_op:")
        else "verloopt_op: 2025-02-01"
        if line.startswith("verloopt_op:")
        else line
        for line in text.splitlines()
    ]
    copy.write(FILE, "\n".join(lines) + "\n")
    assert live.renew() == "vernieuwd"


async def test_a_turn_sees_one_content_from_begin_to_end(copy: ContentCopy, live: LiveContent) -> None:
    with live.turn("a"):
        first = topic_answer(live.catalogue, "schaamte", gemeente="leiden")
        copy.replace(FILE, OLD, NEW)
        assert await asyncio.to_thread(live.renew) == "vernieuwd"
        assert topic_answer(live.catalogue, "schaamte", gemeente="leiden") == first
        assert await asyncio.create_task(called_back(live, "a")) == first.tekst
        assert "diep adem" in await asyncio.create_task(called_back(live, "b"))
    assert "diep adem" in topic_answer(live.catalogue, "schaamte", gemeente="leiden").tekst
    assert "diep adem" in await called_back(live, "a")


async def called_back(live: LiveContent, talk: str) -> str:
    """Answer as Rasa's webhook does: in a task of its own that knows only which talk it is."""
    with live.turn(talk):
        return topic_answer(live.catalogue, "schaamte", gemeente="leiden").tekst


def test_a_call_that_is_going_on_never_mixes_two_contents(copy: ContentCopy, live: LiveContent) -> None:
    copy.append("teksten/algemeen.yml", 'proef: "{telefoon:proef}"\n')
    copy.append("telefoon.yml", "- {id: proef, naam: Proef, web: voorbeeld.nl, gecontroleerd_op: 2026-11-21}\n")
    wrong: list[str] = []
    renewed = threading.Event()

    def read() -> None:
        while not renewed.is_set():
            try:
                assert live.catalogue.text("algemeen.proef") == "voorbeeld.nl"
            except LookupError as error:
                wrong.extend([] if isinstance(error, TekstOntbreektError) else ["half"])

    reader = threading.Thread(target=read)
    reader.start()
    assert live.renew() == "vernieuwd"
    renewed.set()
    reader.join()
    assert wrong == []


# ---- watching


def test_sentences_to_train_on_are_not_watched(tmp_path: Path) -> None:
    copy = ContentCopy(tmp_path, sentences=True)
    before = stamp_of(copy.root)
    copy.append("voorbeelden/schaamte.yml", "# niets\n")
    assert stamp_of(copy.root) == before
    copy.append(FILE, "# niets\n")
    assert stamp_of(copy.root) != before


def test_a_file_that_is_saved_by_renaming_is_noticed(copy: ContentCopy) -> None:
    before = stamp_of(copy.root)
    new = copy.path("faq/schaamte.yml.new")
    new.write_text(copy.path(FILE).read_text())
    new.replace(copy.path(FILE))
    assert stamp_of(copy.root) != before


def test_a_look_costs_a_few_milliseconds(copy: ContentCopy) -> None:
    started = time.process_time()
    for _ in range(20):
        stamp_of(copy.root)
    assert (time.process_time() - started) / 20 < 0.02


def test_a_failure_while_renewing_does_not_end_the_watching(copy: ContentCopy) -> None:
    calls: list[int] = []

    def saved() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OSError

    watcher = Watcher(copy.root, 0.05, saved)
    watcher.start()
    try:
        copy.append(FILE, "# een\n")
        seconds_until(lambda: len(calls) == 1)
        copy.append(FILE, "# twee\n")
        seconds_until(lambda: len(calls) == 2)
    finally:
        watcher.stop()
