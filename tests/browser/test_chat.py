"""The widget and the console side by side: an inwoner and a wijkteamlid who write each other."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.widget_fixtures import Inwoner, browser
from tests.harness.stack import Stack
from tests.harness.wijkteamlid import Wijkteamlid

__all__ = ["browser"]
pytestmark = pytest.mark.browser
CHAT = "/chat?gemeente=leiden"
PATIENCE = 40_000
TO_CHAT = ("Praat met een mens", "Overslaan", "Via dit gesprek", "Overslaan", "Overslaan", "Ja, stuur dit")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Stack]:
    """Start the app without Rasa, so in button mode."""
    stack = Stack(tmp_path)
    try:
        stack.start_app()
        yield stack
    finally:
        stack.stop()


@dataclass
class Scene:
    """An inwoner at the website with a chat, and the page of the wijkteamlid who picked it up."""

    app: Stack
    inwoner: Inwoner
    desk: Page
    words: str
    phone: Inwoner

    def writes(self, text: str) -> None:
        """Let the wijkteamlid write, with the double click of somebody in a hurry."""
        self.desk.locator("#bericht-tekst").fill(text)
        self.desk.locator("#versturen").dblclick()
        expect(self.desk.locator("#bericht-tekst")).to_have_value("")


@pytest.fixture
def scene(app: Stack, browser: Browser) -> Iterator[Scene]:
    """Begin a chat, and open every window."""
    with ExitStack() as closing:

        def window() -> BrowserContext:
            context = browser.new_context(viewport={"width": 1100, "height": 800})
            closing.callback(context.close)
            return context

        inwoner = Inwoner(app.url, window()).open(CHAT)
        inwoner.choose(*TO_CHAT)
        receipt = inwoner.find("#gesprek .soort-overdracht").last
        expect(receipt).to_contain_text("Schrijf deze drie woorden op")
        words = receipt.inner_text().split("drie woorden op: ")[1].split("\n")[0]
        yield Scene(app, inwoner, console(app, window()), words, Inwoner(app.url, window()))


def console(app: Stack, context: BrowserContext) -> Page:
    """Pick up the newest question, in a window in which the wijkteamlid is signed in."""
    member = Wijkteamlid.of(app)
    member.pakt_op()
    for one in member.http.cookies.jar:
        context.add_cookies([{"name": one.name, "value": one.value or "", "url": f"{app.url}/console/"}])
    page = context.new_page()
    page.goto(f"{app.url}/console/overdracht/{member.handoff}")
    return page


def of_team(inwoner: Inwoner) -> list[str]:
    return [part.split("\n")[-1] for part in inwoner.find("#gesprek .soort-mens .inhoud").all_inner_texts()]


def test_they_write_each_other_and_a_restart_loses_and_doubles_nothing(scene: Scene) -> None:
    inwoner, desk = scene.inwoner, scene.desk
    expect(inwoner.find("#gesprek")).to_contain_text("Er leest nu iemand van het wijkteam mee.")
    scene.writes("Goedemorgen, waarmee kan ik helpen?")
    expect(inwoner.find("#gesprek")).to_contain_text("waarmee kan ik helpen?")
    inwoner.say("ik snap mijn brief niet")
    expect(desk.locator("#berichten")).to_contain_text("ik snap mijn brief niet")
    inwoner.must_be_accessible()
    scene.app.kill_app()
    inwoner.say("is er nog iemand?")
    scene.app.start_app()
    expect(desk.locator("#berichten")).to_contain_text("is er nog iemand?", timeout=PATIENCE)
    desk.reload()
    scene.writes("Ja, ik ben er.")
    expect(inwoner.find("#gesprek")).to_contain_text("Ja, ik ben er.", timeout=PATIENCE)
    assert of_team(inwoner) == ["Wijkteam: Goedemorgen, waarmee kan ik helpen?", "Wijkteam: Ja, ik ben er."]
    expect(desk.locator("#berichten .bericht")).to_have_count(4)


def test_with_three_words_it_goes_on_on_another_device_and_nowhere_else(scene: Scene) -> None:
    inwoner, desk, phone = scene.inwoner, scene.desk, scene.phone.open(CHAT)
    inwoner.say("ik schrijf thuis")
    expect(desk.locator("#berichten")).to_contain_text("ik schrijf thuis")
    phone.choose("Verder praten met het wijkteam")
    expect(phone.find("#gesprek")).to_contain_text("Typ de drie woorden")
    phone.say(scene.words)
    expect(phone.find("#gesprek")).to_contain_text("Welkom terug")
    expect(phone.find("#gesprek .soort-inwoner").last).to_contain_text("ik schrijf thuis")
    phone.must_be_accessible()
    expect(inwoner.find("#gesprek")).to_contain_text("gaat ergens anders verder")
    expect(desk.locator("#kant-inwoner")).to_contain_text("op een andere plek")
    scene.writes("Fijn dat u er weer bent.")
    expect(phone.find("#gesprek")).to_contain_text("Fijn dat u er weer bent.")
    expect(inwoner.find("#gesprek")).not_to_contain_text("Fijn dat u er weer bent.")
