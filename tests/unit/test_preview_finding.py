"""How a question is found: what decides, how sure, and which words."""

import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from bot.preview.understanding import Rasa
from bot.settings import BotSettings
from content.catalogue import load_catalogue
from tests.harness.hearing import HearingRasa, hearing_rasa
from tests.harness.previewing import Preview, previewing
from tests.harness.serving import free_port

PATIENCE = 60.0


@pytest.fixture(scope="module")
def rasa() -> Iterator[tuple[HearingRasa, str]]:
    with hearing_rasa() as hearing:
        yield hearing


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, rasa: tuple[HearingRasa, str]) -> Iterator[Preview]:
    with previewing(tmp_path_factory.mktemp("finding"), rasa[1]) as running:
        yield running


def found(preview: Preview, question: str) -> str:
    """Return what the page says about a question."""
    page = unescape(preview.page("/vinden", vraag=question, gemeente="leiden"))
    return " ".join(page[page.index("Wat de bot besluit") :].split())


def test_an_answer_is_told_with_the_three_nearest_and_how_likely_each_is(
    preview: Preview, rasa: tuple[HearingRasa, str]
) -> None:
    question = "hoe zit het met mijn huur"
    rasa[0].understands(question, "huurachterstand", "huisuitzetting", "huurtoeslag", "privacy")
    chances = (0.71, 0.2, 0.05, 0.01)
    for row, chance in zip(rasa[0].known[question]["ranking"], chances, strict=True):
        row["confidence"] = chance
    page, register = found(preview, question), load_catalogue(preview.copy.root).register
    assert f"Antwoord:</strong> {register['huurachterstand'].titel}" in page
    nearest = [register[topic].titel for topic in ("huurachterstand", "huisuitzetting", "huurtoeslag")]
    assert [f"{titel}</a>: {percent}%" in page for titel, percent in zip(nearest, (71, 20, 5), strict=True)] == [
        True
    ] * 3
    assert register["privacy"].titel not in page
    assert "Geen herkend" in page


def test_the_variant_that_a_question_tells_of_is_named(preview: Preview, rasa: tuple[HearingRasa, str]) -> None:
    rasa[0].understands("ik ben 3 maanden huur achter", "huurachterstand", "privacy")
    page = found(preview, "ik ben 3 maanden huur achter")
    assert "bij: 3 maanden of meer" in page
    assert "tekst=onderwerp%3Ahuurachterstand%3Adrie_maanden" in page


@pytest.mark.parametrize(("beslissing", "told"), [("bedoelt_u", "Bedoelt u:"), ("weet_niet", "Weet niet:")])
def test_doubt_is_told_as_the_bot_tells_it(
    preview: Preview, rasa: tuple[HearingRasa, str], beslissing: str, told: str
) -> None:
    rasa[0].understands(f"iets met {beslissing}", "schaamte", "privacy", beslissing=beslissing)
    assert told in found(preview, f"iets met {beslissing}")


def test_two_problems_in_one_question_are_both_named(preview: Preview, rasa: tuple[HearingRasa, str]) -> None:
    rasa[0].understands(
        "huur en zorg", "huurachterstand", beslissing="bedoelt_u", twee=("huurachterstand", "zorgtoeslag")
    )
    assert "Twee vragen tegelijk" in found(preview, "huur en zorg")


def test_a_danger_word_is_named_with_the_line_that_heard_it(preview: Preview) -> None:
    page = found(preview, "ik wil niet meer leven")
    assert "Gevaar:" in page and "Ja, door deze regel: <code>" in page and " leven</code>" in page
    assert "tekst=gevaar%3Acrisis_suicide" in page


def test_danger_that_only_the_model_hears_is_told_apart(preview: Preview, rasa: tuple[HearingRasa, str]) -> None:
    rasa[0].understands("zachte woorden", "crisis_kind", "privacy", beslissing="crisis")
    rasa[0].known["zachte woorden"]["gevaar"] = {"bericht": 0.83, "zin": 0.2}
    page = found(preview, "zachte woorden")
    assert "Gevaar:" in page and "83%" in page and "<dt>Woordenlijst voor gevaar</dt> <dd>Nee</dd>" in page


def test_a_control_word_is_named(preview: Preview) -> None:
    assert "Een woord dat het gesprek stuurt:</strong> stop" in found(preview, "Stop!")


def test_what_identifies_never_reaches_the_model_and_the_editor_sees_that(
    preview: Preview, rasa: tuple[HearingRasa, str]
) -> None:
    assert "[telefoon]" in found(preview, "bel mij op 0600000000")


def test_without_a_model_the_page_says_how_to_get_one_and_danger_words_still_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASA_MODELS", str(tmp_path / "none"))
    with previewing(tmp_path, f"http://127.0.0.1:{free_port()}") as preview:
        until = time.monotonic() + PATIENCE
        while "nog geen taalmodel" not in (page := preview.page("/vinden", vraag="mijn huur")):
            assert time.monotonic() < until, page
            time.sleep(0.2)
        assert "de taalherkenning werkt nu niet" in page
        assert "Gevaar:" in found(preview, "ik wil niet meer leven")


def test_a_rasa_that_was_started_here_is_ended_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexec sleep 60\n")
    python.chmod(0o755)
    model = tmp_path / "rondkomen.tar.gz"
    model.touch()
    monkeypatch.setenv("RASA_MODELS", str(tmp_path))
    monkeypatch.setenv("RASA_PYTHON", str(python))
    rasa = Rasa(BotSettings(rasa_url=f"http://127.0.0.1:{free_port()}", _env_file=None))
    own = rasa._own
    assert own is not None and rasa.state == "start"
    rasa.stop()
    assert own.poll() is not None
