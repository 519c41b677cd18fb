"""The editor in Chromium: who doesn't use git changes one sentence, and only that sentence changes on disk."""

from difflib import unified_diff

import pytest
from playwright.sync_api import Page, expect

from tests.browser.preview_fixtures import OpenPage, browser, open_page, preview, rasa
from tests.harness.previewing import Preview

__all__ = ["browser", "open_page", "preview", "rasa"]
pytestmark = pytest.mark.browser
FILE = "faq/schaamte.yml"
PATIENCE = 30_000


def edit(open_page: OpenPage, place: str) -> Page:
    """Open a file in the editor."""
    page = open_page(f"/bewerken/#/collections/{place}")
    page.get_by_role("button", name="Inloggen").click(timeout=PATIENCE)
    expect(page.get_by_text("Wijzigingen opgeslagen")).to_be_visible(timeout=PATIENCE)
    return page


def save(page: Page) -> None:
    """Choose to save."""
    page.get_by_role("button", name="Publiceer").click()
    page.get_by_role("menuitem", name="Publiceer nu").click()


def lines(before: str, after: str) -> list[str]:
    """Return what a diff shows."""
    return [line for line in unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)][3:]


def test_a_changed_sentence_is_the_only_thing_that_changes_on_disk(open_page: OpenPage, preview: Preview) -> None:
    before = preview.copy.path(FILE).read_text()
    page = edit(open_page, "faq/entries/schaamte")
    kort = page.get_by_label("Kort", exact=True).first
    kort.fill(kort.input_value().replace("Vertel het vandaag", "Vertel het deze week"))
    save(page)
    expect(page.get_by_text("Gepubliceerd").first).to_be_visible(timeout=PATIENCE)
    changed = lines(before, preview.copy.path(FILE).read_text())
    assert [line[0] for line in changed] == ["-", "+"]
    assert changed[1] == changed[0].replace("Vertel het vandaag", "Vertel het deze week").replace("-", "+", 1)
    expect(page.get_by_role("link", name="Bekijk Live")).to_have_attribute(
        "href", f"{preview.url}/?tekst=onderwerp:schaamte"
    )


def test_a_wrong_value_is_refused_in_dutch_and_nothing_changes(open_page: OpenPage, preview: Preview) -> None:
    before = preview.copy.path(FILE).read_text()
    page = edit(open_page, "faq/entries/schaamte")
    page.get_by_label("Kort", exact=True).first.fill("Bel {telefoon:niemand}.")
    save(page)
    expect(page.get_by_text("niet bewaard. Regel 14: 'kort' noemt {telefoon:niemand}")).to_be_visible(timeout=PATIENCE)
    assert preview.copy.path(FILE).read_text() == before


def test_what_must_be_there_is_asked_for_before_anything_is_sent(open_page: OpenPage, preview: Preview) -> None:
    before = preview.copy.path(FILE).read_text()
    page = edit(open_page, "faq/entries/schaamte")
    page.get_by_label("Eigenaar").fill("")
    save(page)
    expect(page.get_by_text("Eigenaar is vereist")).to_be_visible()
    assert preview.copy.path(FILE).read_text() == before


def test_a_date_is_saved_as_a_date(open_page: OpenPage, preview: Preview) -> None:
    before = preview.copy.path(FILE).read_text()
    page = edit(open_page, "faq/entries/schaamte")
    page.get_by_label("Gecontroleerd op").fill("2026-11-22")
    save(page)
    expect(page.get_by_text("Gepubliceerd").first).to_be_visible(timeout=PATIENCE)
    changed = lines(before, preview.copy.path(FILE).read_text())
    assert changed == [f"-gecontroleerd_op: {changed[0][-10:]}", "+gecontroleerd_op: 2026-11-22"]


def test_a_list_of_numbers_and_fixed_texts_have_forms_too(open_page: OpenPage, preview: Preview) -> None:
    page = edit(open_page, "lijsten/entries/telefoon")
    expect(page.get_by_text("Alarmnummer", exact=True)).to_be_visible()
    page = edit(open_page, "teksten/entries/teksten_widget")
    page.get_by_label("Ondertitel").fill("Hulp bij geldzorgen")
    save(page)
    expect(page.get_by_text("Gepubliceerd").first).to_be_visible(timeout=PATIENCE)
    assert "ondertitel: Hulp bij geldzorgen\n" in preview.copy.path("teksten/widget.yml").read_text()
