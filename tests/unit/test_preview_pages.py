"""The pages for editors, over real HTTP: every text in the real widget, and mistakes beside the last good text."""

import re
import time
from collections.abc import Iterator

import httpx
import pytest

from bot.preview.shown import groups, shown
from bot.preview.widget import asked
from content.catalogue import load_catalogue
from tests.harness.hearing import HearingRasa, hearing_rasa
from tests.harness.previewing import Preview, previewing

PATIENCE = 15.0
FILE = "faq/schaamte.yml"
TOPIC = "onderwerp:schaamte"


@pytest.fixture(scope="module")
def rasa() -> Iterator[tuple[HearingRasa, str]]:
    with hearing_rasa() as hearing:
        yield hearing


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, rasa: tuple[HearingRasa, str]) -> Iterator[Preview]:
    with previewing(tmp_path_factory.mktemp("preview"), rasa[1]) as running:
        yield running


def wait_for(preview: Preview, found: str, **params: str) -> str:
    """Wait until a page holds something, and return it."""
    until = time.monotonic() + PATIENCE
    while found not in (page := preview.page("/", **params)):
        assert time.monotonic() < until, page
        time.sleep(0.1)
    return page


def test_every_form_and_variant_of_an_answer_is_measured_and_can_be_chosen(preview: Preview) -> None:
    page = preview.page("/", tekst="onderwerp:huurachterstand", gemeente="leiden")
    antwoord = load_catalogue(preview.copy.root).onderwerpen["huurachterstand"]
    forms = re.findall(r"tekst=((?:onderwerp|meer|makkelijker)%3Ahuurachterstand[^&]*)&", page)
    assert len(set(forms)) == 3 + sum(3 for _ in antwoord.varianten)
    assert page.count("(niveau ") >= 3
    assert "Flesch-Douma" in page and "Langste zin" in page


def test_the_page_tells_who_checked_when_and_from_which_source(preview: Preview) -> None:
    page = preview.page("/", tekst=TOPIC, gemeente="leiden")
    antwoord = load_catalogue(preview.copy.root).onderwerpen["schaamte"]
    assert antwoord.eigenaar in page
    assert all(bron.titel.split("&")[0] in page for bron in antwoord.bronnen)
    assert "content/faq/schaamte.yml" in page and "#/collections/faq/entries/schaamte" in page


def test_everything_that_a_resident_can_read_has_a_page_item(preview: Preview) -> None:
    catalogue = load_catalogue(preview.copy.root)
    items = [item.what for group in groups(catalogue) for item in group.items]
    assert len(items) == len(set(items))
    wanted = {f"onderwerp:{one}" for one in catalogue.onderwerpen} | {f"gevaar:{one}" for one in catalogue.crisis}
    assert wanted <= set(items)
    assert all(shown(catalogue, what, "leiden") for what in items)


@pytest.mark.parametrize("kind", ["gevaar", "gesprek", "taal", "vast"])
def test_texts_that_are_no_answer_open_in_the_widget_too(preview: Preview, kind: str) -> None:
    catalogue = load_catalogue(preview.copy.root)
    for what in [item.what for group in groups(catalogue) for item in group.items if item.what.startswith(f"{kind}:")]:
        assert preview.opens(what), what
    assert "Alle vormen" not in preview.page("/", tekst=what)


def test_the_widget_opens_with_the_chosen_form_and_variant_and_goes_on_from_there(preview: Preview) -> None:
    antwoord = load_catalogue(preview.copy.root).onderwerpen["huurachterstand"]
    variant = antwoord.varianten[0]
    assert antwoord.meer.split("\n")[0][:30] in preview.opens("meer:huurachterstand")
    assert variant.kort.split("{")[0][:30] in preview.opens(f"onderwerp:huurachterstand:{variant.id}")
    assert "14 071" in preview.opens("onderwerp:huurachterstand", gemeente="leiden")
    assert "14 071" not in preview.opens("onderwerp:huurachterstand", gemeente="landelijk")


def test_the_files_of_the_widget_are_the_real_ones(preview: Preview) -> None:
    page = httpx.get(f"{preview.url}/kijk/{TOPIC}/chat")
    assert 'src="chat.js"' in page.text
    assert httpx.get(f"{preview.url}/kijk/{TOPIC}/chat.js").status_code == 200
    assert "weg" in httpx.get(f"{preview.url}/kijk/{TOPIC}/v1/teksten").json()


def test_a_question_opens_in_the_widget_with_its_answer(preview: Preview, rasa: tuple[HearingRasa, str]) -> None:
    rasa[0].understands("wat als/dan?", "schaamte", "privacy")
    antwoord = load_catalogue(preview.copy.root).onderwerpen["schaamte"]
    assert antwoord.kort[:30] in preview.opens(asked("wat als/dan?"))


def test_a_name_that_is_nothing_gives_a_page_that_says_so(preview: Preview) -> None:
    for what in ("onderwerp:bestaat_niet", "iets", "vast:niets.niets", "vraag:%%%"):
        assert "Deze tekst is er niet" in preview.page("/", tekst=what)
        assert preview.opens(what.replace("%", "")) != ""


def test_a_saved_text_is_shown_and_open_pages_hear_of_it(preview: Preview) -> None:
    with httpx.stream("GET", f"{preview.url}/signalen", timeout=PATIENCE) as stream:
        versions = (line for line in stream.iter_lines() if line.startswith("data:"))
        first = next(versions)
        preview.copy.replace(FILE, "kort: |", "kort: |\n  Haal eerst diep adem.")
        assert next(versions) != first
    assert "diep adem" in preview.opens(TOPIC)


def test_a_mistake_is_told_in_place_while_the_last_good_text_stays(preview: Preview) -> None:
    before = preview.opens(TOPIC)
    whole = preview.copy.path(FILE).read_text()
    line = preview.copy.replace(FILE, "kort: |", "kort: |\n  Bel {telefoon:niemand}.\n ")
    page = wait_for(preview, "U ziet hieronder de laatste goede tekst", tekst=TOPIC, gemeente="leiden")
    assert f"Regel {line + 1}: " in page and "{telefoon:niemand}" in page
    assert preview.opens(TOPIC) == before
    assert "{telefoon:niemand}" in preview.page("/fouten")
    assert "laatste goede tekst" in preview.page("/", tekst="onderwerp:privacy")
    preview.copy.write(FILE, whole)
    wait_for(preview, "Fouten (0)", tekst=TOPIC)


def test_what_needs_a_restart_is_told(preview: Preview) -> None:
    whole = preview.copy.path("teksten/algemeen.yml").read_text()
    preview.copy.append("teksten/algemeen.yml", "zin_te_veel: Een zin te veel.\n")
    wait_for(preview, "algemeen.zin_te_veel")
    preview.copy.write("teksten/algemeen.yml", whole)
    wait_for(preview, "Nieuwe start nodig")


@pytest.mark.parametrize(
    ("headers", "method"),
    [
        ({"Host": "voorbeeld.nl"}, "GET"),
        ({"Host": "127.0.0.1.voorbeeld.nl"}, "GET"),
        ({"Origin": "https://voorbeeld.nl", "Sec-Fetch-Site": "cross-site"}, "POST"),
        ({"Sec-Fetch-Site": "same-site"}, "POST"),
        ({}, "POST"),
    ],
)
def test_another_website_gets_nothing_and_changes_nothing(
    preview: Preview, headers: dict[str, str], method: str
) -> None:
    for path in ("/", "/bewerken/api/v1", f"/kijk/{TOPIC}/v1/gesprekken"):
        assert httpx.request(method, f"{preview.url}{path}", headers=headers, json={}).status_code == 403
