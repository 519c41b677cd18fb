"""The trained model behind Rasa's real HTTP API: what the bot relies on, under some pressure."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from content.crisis import CrisisLexicon
from rasa_project import server
from rasa_project.evaluation import Listener, Sentence
from rasa_project.server import RasaNotReadyError, free_port, is_ready, own_server, wait_until_ready
from rasa_project.settings import RasaSettings

PARSES = 60
SLOWEST = 0.150  # generous: tests share their processors; alone it is some 15 ms
STORY = (
    "Hallo, vorig jaar ben ik verhuisd naar een andere stad. Daar ken ik nog niet veel mensen. Dat is best lastig. "
    "Nu loop ik twee maanden achter met de huur en de verhuurder stuurt brieven. Groetjes en een fijne dag."
)
DANGER_IN_A_STORY = f"{STORY} Ik wil niet meer leven."
LONG_STORY = STORY + " Ik woon in een flat. Ik heb een hond en een kat. De flat is groot en mooi."

TWO_PROBLEMS = {
    "ik kan de huur niet betalen en mijn zorgtoeslag is gestopt": ("huurachterstand", "zorgtoeslag"),
    "ik heb een boete en ik ben ontslagen": ("boete_cjib", "ontslag"),
    "ik heb huurachterstand. ik kan de energierekening niet betalen": ("huurachterstand", "energie_achterstand"),
    "ik kan de huur niet betalen. ik kan de zorgpremie niet betalen": ("huurachterstand", "zorgpremie_achterstand"),
    "ik heb huurachterstand en ik heb een schuld bij mijn telefoonprovider": ("huurachterstand", "telefoon_schuld"),
    "er staat een deurwaarder voor de deur en ik kan de huur niet betalen": ("deurwaarder", "huurachterstand"),
}


@pytest.fixture(scope="module")
def rasa() -> Iterator[httpx.Client]:
    """Give the real server with the model that is there."""
    settings = RasaSettings()
    assert settings.model.exists(), "there is no model; first: python -m rasa_project train"
    with own_server(settings) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client
    assert not is_ready(url), "the server stayed behind"


def parse(rasa: httpx.Client, text: str) -> dict[str, Any]:
    found: dict[str, Any] = rasa.post("/model/parse", json={"text": text}).raise_for_status().json()
    return found


@pytest.mark.parametrize(
    ("text", "intent", "topic", "decision"),
    [
        ("ik loop achter met de huur", "faq", "huurachterstand", "antwoord"),
        ("ik kan de huur niet betaln", "faq", "huurachterstand", "antwoord"),
        (STORY, "faq", "huurachterstand", "antwoord"),
        ("ik wil niet meer leven", "crisis_suicide", "crisis_suicide", "crisis"),
        (DANGER_IN_A_STORY, "crisis_suicide", "crisis_suicide", "crisis"),
        (f"Ik ben er liever niet meer. {LONG_STORY}", "crisis_suicide", "crisis_suicide", "crisis"),
        ("goedemorgen", "begroeting", "begroeting", "antwoord"),
        ("?!", None, None, "weet_niet"),
    ],
)
def test_a_message_has_its_intent_topic_and_decision(
    rasa: httpx.Client, text: str, intent: str | None, topic: str | None, decision: str
) -> None:
    found = parse(rasa, text)
    assert (found["intent"]["name"], found.get("topic"), found["beslissing"]) == (intent, topic, decision)
    assert 0 <= found["intent"]["confidence"] <= 1
    ranking = found["ranking"]
    assert [row["topic"] for row in ranking][:1] == ([topic] if topic else [])
    assert len(ranking) == (5 if topic else 0)
    assert found["twee"] == []


def test_of_two_problems_both_are_offered(rasa: httpx.Client) -> None:
    """Not of every message: one near the threshold is answered after another training."""
    answers = {text: parse(rasa, text) for text in TWO_PROBLEMS}
    offered = {text: found for text, found in answers.items() if found["twee"]}
    assert len(offered) >= len(TWO_PROBLEMS) / 2
    for text, found in offered.items():
        assert found["beslissing"] == "bedoelt_u", text
        assert found["intent"]["name"] == "faq"
        assert (
            sorted(found["twee"]) == sorted(row["topic"] for row in found["ranking"][:2]) == sorted(TWO_PROBLEMS[text])
        )


def test_of_two_problems_the_urgent_one_stands_first(rasa: httpx.Client) -> None:
    hunger = "ik heb geen geld voor eten"
    texts = [f"{hunger} en ik loop achter met de huur", f"ik loop achter met de huur en {hunger}"]
    offered = [found["twee"] for found in (parse(rasa, text) for text in texts) if found["twee"]]
    assert offered
    assert all(two == ["geen_geld_eten", "huurachterstand"] for two in offered)


def test_how_likely_danger_is_is_told_of_the_message_and_of_its_sentences(rasa: httpx.Client) -> None:
    calm, danger = parse(rasa, STORY)["gevaar"], parse(rasa, DANGER_IN_A_STORY)["gevaar"]
    assert set(calm) == {"bericht", "zin"}
    assert 0 <= calm["bericht"] < 0.1 and 0 <= calm["zin"] < 0.3
    assert danger["bericht"] < 0.5 < danger["zin"] <= 1
    short = parse(rasa, "ik wil niet meer leven")["gevaar"]
    assert short["bericht"] > 0.9
    assert short["zin"] == 0
    assert parse(rasa, "?!")["gevaar"] == {"bericht": 0, "zin": 0}


def test_an_event_of_the_bot_is_not_touched_by_the_classifier(rasa: httpx.Client) -> None:
    found = parse(rasa, '/faq{"onderwerp": "huurachterstand", "vorm": "kort"}')
    assert found["intent"]["name"] == "faq"
    assert found["intent"]["confidence"] == 1
    assert {row["entity"]: row["value"] for row in found["entities"]} == {
        "onderwerp": "huurachterstand",
        "vorm": "kort",
    }
    assert not {"topic", "ranking", "beslissing", "twee", "gevaar"} & found.keys()


def test_words_of_danger_in_an_event_change_nothing(rasa: httpx.Client) -> None:
    found = parse(rasa, '/antwoord{"antwoord": "ik wil niet meer leven"}')
    assert found["intent"]["name"] == "antwoord"
    assert "beslissing" not in found


def test_parsing_is_quick(rasa: httpx.Client) -> None:
    """Every message differs, so that nothing is remembered."""
    times = seconds(rasa, [f"ik kan rekening {number} van mijn energie niet betalen" for number in range(PARSES)])
    assert times[int(PARSES * 0.95)] < SLOWEST


def test_a_story_of_nine_sentences_is_understood_within_half_a_second(rasa: httpx.Client) -> None:
    times = seconds(rasa, [f"{number} {LONG_STORY}" for number in range(9)])
    assert times[len(times) // 2] < 0.5


def seconds(rasa: httpx.Client, texts: list[str]) -> list[float]:
    """Return how long each took, shortest first."""
    times = []
    for text in texts:
        began = time.perf_counter()
        parse(rasa, text)
        times.append(time.perf_counter() - began)
    return sorted(times)


def test_sixteen_at_once_are_all_understood_as_if_they_were_alone(rasa: httpx.Client) -> None:
    texts = ["ik heb een boete van het cjib", "hoe vraag ik huurtoeslag aan", "ik wil niet meer leven", STORY] * 4
    alone = {text: parse(rasa, text) for text in set(texts)}
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda text: parse(rasa, text), texts))
    for text, found in zip(texts, together, strict=True):
        assert (found["topic"], found["beslissing"]) == (alone[text]["topic"], alone[text]["beslissing"])
        assert found["intent"]["confidence"] == pytest.approx(alone[text]["intent"]["confidence"], abs=1e-4)


def test_an_empty_list_of_events_erases_a_conversation(rasa: httpx.Client) -> None:
    events = [
        {"event": "slot", "name": "stand", "value": {"gemeente": "leiden"}},
        {"event": "action", "name": "action_listen"},
    ]
    tracker = "/conversations/erase-me/tracker"
    rasa.put(f"{tracker}/events", json=events).raise_for_status()
    assert rasa.get(tracker).json()["slots"]["stand"] == {"gemeente": "leiden"}
    rasa.put(f"{tracker}/events", json=[]).raise_for_status()
    after = rasa.get(tracker).json()
    assert after["slots"]["stand"] is None
    assert "leiden" not in str(after)


def test_a_conversation_at_rest_is_kept_without_its_texts(rasa: httpx.Client) -> None:
    tracker = "/conversations/at-rest/tracker"
    events = [
        {"event": "action", "name": "action_listen"},
        {"event": "user", "text": "SECRET-woord", "parse_data": {"intent": {"name": "faq", "confidence": 1.0}}},
        {"event": "action", "name": "action_antwoord"},
        {"event": "slot", "name": "stand", "value": {"onderwerp": "boete"}},
        {"event": "action", "name": "action_listen"},
    ]
    rasa.put(f"{tracker}/events", json=events).raise_for_status()
    kept = rasa.get(tracker, params={"include_events": "ALL"}).json()
    assert kept["slots"]["stand"] == {"onderwerp": "boete"}
    assert "SECRET" not in str(kept)


def test_the_measuring_hears_the_lexicon_before_the_model(rasa: httpx.Client) -> None:
    listener = Listener(str(rasa.base_url), CrisisLexicon.load())
    danger = listener.hear(Sentence("ik wil dood", "crisis_suicide"))
    assert (danger.predicted, danger.top3[0], danger.confidence, danger.decision) == (
        *("crisis_suicide", "crisis_suicide", 1.0, "crisis"),
    )
    assert danger.by_lexicon
    assert danger.danger > 0.5
    ordinary = listener.hear(Sentence("ik loop achter met de huur", "huurachterstand"))
    assert (ordinary.predicted, ordinary.decision, len(set(ordinary.top3))) == ("huurachterstand", "antwoord", 3)
    assert not ordinary.by_lexicon
    assert ordinary.danger < 0.1
    assert listener.hear(Sentence(DANGER_IN_A_STORY, "crisis_suicide")).danger_in_sentence > 0.5
    assert listener.hear(Sentence("?!", "begroeting")).decision == "weet_niet"
    listener.close()


def test_the_server_listens_on_loopback_only_and_needs_its_token() -> None:
    argv, environment = server.rasa_command(RasaSettings(token="geheim-van-test", _env_file=None))
    assert argv[argv.index("-i") + 1] == "127.0.0.1"
    assert argv[argv.index("--auth-token") + 1] == "geheim-van-test"
    assert environment["LOG_LEVEL"] == "WARNING"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"


def script(folder: Path, text: str) -> Path:
    path = folder / "python"
    path.write_text(f"#!{sys.executable}\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_server_that_ends_is_told_at_once(tmp_path: Path) -> None:
    settings = RasaSettings(python=script(tmp_path, "raise SystemExit(7)"), _env_file=None)
    began = time.monotonic()
    with pytest.raises(RasaNotReadyError, match="code 7"), own_server(settings):
        pass
    assert time.monotonic() - began < 10


def test_waiting_for_a_server_ends() -> None:
    with pytest.raises(RasaNotReadyError, match="not ready within"):
        wait_until_ready(f"http://127.0.0.1:{free_port()}", 0.3)


def test_a_server_that_does_not_listen_is_ended_by_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('{}', 'w').close(); time.sleep(60)"
    started, processes = tmp_path / "started", []
    begin = subprocess.Popen

    def remember(*given: Any, **named: Any) -> Any:
        processes.append(begin(*given, **named))
        while not started.exists():
            time.sleep(0.02)
        return processes[0]

    monkeypatch.setattr(server.subprocess, "Popen", remember)
    monkeypatch.setattr(server, "STOP_SECONDS", 0.3)
    settings = RasaSettings(python=script(tmp_path, deaf.format(started)), start_seconds=0.3, _env_file=None)
    with pytest.raises(RasaNotReadyError), own_server(settings):
        pass
    assert processes[0].poll() == -9
