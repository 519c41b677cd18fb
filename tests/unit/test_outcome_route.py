"""The outcome to keep or print: the same as in the talk, worked out from the answers alone, and let go at once."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.widget_api import Context, RateLimits, build_api, build_pages, routes
from content.catalogue import Catalogue
from content.check_flow import check_lines
from content.screening.model import Uitkomst
from content.screening.talk.overview import amount_in_words, overview
from content.screening.talk.steering import MEER
from content.screening.talk.telling import kept, result
from content.talk import Stand
from tests.harness.serving import served
from tests.harness.talking import Bot, catalogue, whole_bot
from tests.harness.written import written_log

URL = "/v1/uitkomst"
ANSWERS = {
    "woonsituatie": "alleen_kinderen",
    "leeftijd": "van_27_tot_aow",
    "inkomen": "rond_1850",
    "bron": "werk",
    "vermogen": "tot_1500",
    "woning": "van_715_tot_765",
    "kinderen_aantal": "twee",
    "kinderen_leeftijd": "leeftijden_3_7",
}
BIJSTAND = {"inkomen": "bijstand", "leeftijd": "van_27_tot_aow", "woonsituatie": "alleen"}
BEGINNING_OF_LINE = "- "
Start = Callable[..., httpx.Client]


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with whole_bot(tmp_path) as built:
        yield built


@pytest.fixture
def start(bot: Bot) -> Iterator[Start]:
    """Serve the API and the pages, and give a client."""
    closing: list[Any] = []

    def serve(known: Catalogue | None = None, begin: str = "100/minute") -> httpx.Client:
        app = FastAPI(openapi_url=None, docs_url=None)
        limits = RateLimits(None, begin=begin, message="100/minute", address="100/minute")
        app.mount("/v1", build_api(Context(bot.dialogue, bot.conversations, known or bot.catalogue, limits)))
        build_pages(app)
        server = served(app)
        client = httpx.Client(base_url=server.__enter__(), timeout=20)
        closing.extend([(client.close, ()), (server.__exit__, (None, None, None))])
        return client

    yield serve
    for close, arguments in closing:
        close(*arguments)


@pytest.fixture
def http(start: Start) -> httpx.Client:
    return start()


def ask(http: httpx.Client, antwoorden: Any, **body: Any) -> httpx.Response:
    return http.post(URL, json={"gemeente": "leiden", "antwoorden": antwoorden, **body})


def page(http: httpx.Client, antwoorden: dict[str, str], gemeente: str = "leiden") -> dict[str, Any]:
    answer = ask(http, antwoorden, gemeente=gemeente)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def regelingen(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["regeling"]: one for group in found["groepen"] for one in group["regelingen"]}


def from_chat(answers: dict[str, str], gemeente: str = "leiden") -> str:
    berichten = result(catalogue(), answers, gemeente, date.today())
    return "\n\n".join(bericht.tekst for bericht in berichten)


# ---- the same as in the talk


@pytest.mark.parametrize("answers", [ANSWERS, BIJSTAND, {"woonsituatie": "weet_niet"}])
def test_the_page_tells_what_the_talk_tells(http: httpx.Client, answers: dict[str, str]) -> None:
    talk, found = from_chat(answers), page(http, answers)
    headings = [line for line in talk.split("\n") if line.endswith(":") and not line.startswith(BEGINNING_OF_LINE)]
    assert [f"{group['kop']}:" for group in found["groepen"] if group["groep"] != "al"] == headings
    for group in found["groepen"]:
        for one in group["regelingen"]:
            assert one["naam"] in talk
            if group["groep"] in ("ja", "misschien"):
                shown = f"{one['naam']}, {one['bedrag']}" if one["bedrag"] else one["naam"]
                assert f"- {shown}. {one['reden']}" in talk
    told = sum(line.startswith(BEGINNING_OF_LINE) for line in talk.split("\n"))
    assert told <= len(regelingen(found))
    *closing, link = result(catalogue(), answers, "leiden", date.today())[-1].tekst.split("\n\n")
    assert "/uitkomst#" in link
    assert found["slot"].split("\n\n") == [part.strip() for part in closing]


@pytest.mark.parametrize("answers", [ANSWERS, BIJSTAND])
def test_the_groups_are_in_order_and_hold_every_regeling_once(http: httpx.Client, answers: dict[str, str]) -> None:
    expected = overview(answers, "leiden", date.today())
    found = page(http, answers)
    assert [group["groep"] for group in found["groepen"]] == [
        group for group in ("ja", "misschien", "navragen", "nee", "al") if expected.groepen[group]
    ]
    for group in found["groepen"]:
        outcomes: tuple[Uitkomst, ...] = expected.groepen[group["groep"]]
        assert [one["regeling"] for one in group["regelingen"]] == [one.regeling for one in outcomes]
        for shown, one in zip(group["regelingen"], outcomes, strict=True):
            name = f"{shown['naam']}, {shown['bedrag']}" if shown["bedrag"] else shown["naam"]
            assert name == amount_in_words(catalogue(), one)


def test_all_about_a_regeling_is_what_the_talk_says_when_asked(http: httpx.Client) -> None:
    found = regelingen(page(http, ANSWERS))
    for name in ("huurtoeslag", "zorgtoeslag"):
        talk = from_chat({**ANSWERS, MEER: name})
        assert found[name]["details"]
        for detail in found[name]["details"]:
            assert f"{detail['kop']}\n{detail['tekst']}" in talk
        assert re.fullmatch(r"Bron: .+\. Gecontroleerd op \d{1,2}-\d{1,2}-\d{4}\.", found[name]["bron"])


def test_what_somebody_has_already_stands_apart(http: httpx.Client) -> None:
    (group,) = (one for one in page(http, BIJSTAND)["groepen"] if one["groep"] == "al")
    assert group["kop"] == catalogue().text("uitkomst.kop_al")
    assert "bijstand" in {one["regeling"] for one in group["regelingen"]}


def test_answers_and_the_day_come_along_in_words(http: httpx.Client) -> None:
    found = page(http, ANSWERS)
    assert found["datum"] == date.today().isoformat()
    assert len(found["antwoorden"]) == len(ANSWERS)
    assert "€ 1.850" in {one["antwoord"] for one in found["antwoorden"]}
    assert not set(ANSWERS.values()) & {one["antwoord"] for one in found["antwoorden"]}


def test_what_is_no_answer_is_passed_over(http: httpx.Client) -> None:
    junk = {"klaar": "ja", "meer": "huurtoeslag", "bestaat_niet": "x", "woning": "kasteel"}
    assert page(http, {**junk, **BIJSTAND}) == {**page(http, BIJSTAND), "overgeslagen": len(junk)}
    assert page(http, {"woning": "kasteel"})["antwoorden"] == []


def test_the_link_of_the_talk_holds_all_that_the_page_needs(http: httpx.Client) -> None:
    link = httpx.QueryParams(kept({**ANSWERS, "klaar": "ja"}, "leiden"))
    answers = {key: value for key, value in link.items() if key != "gemeente"}
    assert link["gemeente"] == "leiden"
    assert page(http, answers) == page(http, ANSWERS)


def test_every_possible_answer_of_the_talk_fits_the_limits(http: httpx.Client) -> None:
    many = "leeftijden_" + "_".join(["17"] * 20)
    assert len(page(http, {"kinderen_aantal": "vier", "kinderen_leeftijd": many})["antwoorden"]) == 2


def test_an_unknown_gemeente_gets_the_national_outcome(http: httpx.Client) -> None:
    assert page(http, BIJSTAND, "atlantis") == page(http, BIJSTAND, "landelijk")


def test_a_day_without_figures_is_told_instead_of_guessed(start: Start) -> None:
    later = replace(catalogue(), today=lambda: date(2035, 1, 1))
    found = page(start(later), BIJSTAND)
    assert (found["groepen"], found["antwoorden"], found["datum"]) == ([], [], "2035-01-01")
    assert found["slot"] == later.text("check.geen_cijfers", **later.gemeente_values("leiden")).strip()


# ---- limits


@pytest.mark.parametrize(
    "antwoorden",
    [
        {f"vraag_{number}": "nee" for number in range(21)},
        {"woning": "x" * 81},
        {"w" * 41: "nee"},
        {"Woning": "nee"},
        {"woning": "<b>"},
        {"woning": "mijn geheime verhaal"},
        {"woning": ""},
        {"woning": 5},
        {"woning": ["nee"]},
        {"woning": None},
        ["woning"],
        "woning",
        None,
    ],
)
def test_what_cannot_be_answers_is_a_problem_without_an_echo(http: httpx.Client, antwoorden: Any) -> None:
    answer = ask(http, antwoorden)
    assert answer.status_code == 400
    assert answer.json()["detail"] == catalogue().text("fouten.bericht_ongeldig")
    assert "geheime" not in answer.text


def test_other_fields_and_an_impossible_gemeente_are_problems(http: httpx.Client) -> None:
    for body in ({"naam": "Noor"}, {"gemeente": "../leiden"}, {"gemeente": "a" * 41}):
        assert ask(http, BIJSTAND, **body).status_code == 400
    assert http.post(URL, json={}).status_code == 400
    assert http.get(URL).status_code == 405


def test_one_address_asks_only_so_often_and_can_still_begin_to_talk(start: Start) -> None:
    http = start(begin="2/minute")
    assert [ask(http, BIJSTAND).status_code for _ in range(3)] == [200, 200, 429]
    refused = ask(http, BIJSTAND)
    assert refused.json()["detail"] == catalogue().text("fouten.te_vaak")
    assert int(refused.headers["retry-after"]) > 0
    assert http.post("/v1/gesprekken", json={}).status_code == 201


# ---- nothing stays


def test_nothing_is_stored_or_logged(http: httpx.Client, bot: Bot, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with written_log("DEBUG") as log:
        answer = ask(http, ANSWERS)
        ask(http, {"woning": "Mijn geheime verhaal"})
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    for told in (*ANSWERS, *ANSWERS.values(), "geheime"):
        assert told not in log.getvalue()
    assert list(bot.conversations.ids()) == []
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_mistake_of_ours_does_not_write_the_answers_down(http: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_catalogue: object, antwoorden: dict[str, str], *_: object) -> None:
        raise RuntimeError(f"rond_1850 in {antwoorden}")

    monkeypatch.setattr(routes, "outcome", broken)
    with written_log() as log:
        answer = ask(http, ANSWERS)
    assert (answer.status_code, answer.json()["detail"]) == (500, catalogue().text("fouten.intern"))
    assert "1850" not in log.getvalue()
    assert json.loads(log.getvalue())["route"].endswith("/uitkomst")


async def test_the_wijkteam_gets_the_lines_and_nothing_of_the_link(bot: Bot) -> None:
    stand = Stand(gemeente="leiden", check=BIJSTAND)
    lines = check_lines(bot.catalogue, stand, date.today())
    talker = bot.talker()
    talker.conversation.stand = stand
    heard = await talker.sends("uitkomst:alles")
    assert "/uitkomst#" in heard, "else this proves nothing"
    for keuze in ("mens", "overslaan", "antwoord:chat", "overslaan", "overslaan", "antwoord:akkoord"):
        heard += await talker.sends(keuze)
    account = bot.desk.accounts.create("Proeflid", "proeflid", "een lange zin om mee te testen", "leiden")
    teams = frozenset({"wijkteam_leiden"})
    (row,) = bot.desk.queue.waiting(teams)
    bot.desk.queue.claim(row.id, account.id, teams)
    shown = repr(bot.desk.queue.lines(row.id, account.id))
    assert all(line in shown for line in lines)
    for part in ("/uitkomst", "⟦", "#", "van_27_tot_aow"):
        assert part not in shown


# ---- the page itself


def test_the_page_loads_nothing_from_others_and_stands_in_nobodys_frame(http: httpx.Client) -> None:
    answer = http.get("/uitkomst")
    policy = answer.headers["content-security-policy"]
    assert answer.status_code == 200
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert policy.endswith("frame-ancestors 'none'")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on\w+=|https?://", answer.text)


def test_every_word_of_the_page_is_content(http: httpx.Client) -> None:
    texts = http.get("/v1/teksten", params={"van": "uitkomst"}).json()
    assert texts == {
        key.removeprefix("uitkomst."): text for key, text in catalogue().teksten.items() if key.startswith("uitkomst.")
    }
    folder = Path(routes.__file__).parent.parent / "widget"
    asked = set(re.findall(r'data-tekst="(\w+)"', (folder / "uitkomst.html").read_text()))
    asked |= set(re.findall(r"\bwords\.(\w+)", (folder / "uitkomst.js").read_text()))
    assert asked == set(texts) - {"kop_al"}
    assert http.get("/v1/teksten", params={"van": "console"}).status_code == 400
