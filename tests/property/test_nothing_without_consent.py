"""Whatever is typed or chosen at whatever step: nothing is sent without a preview that was shown and a yes after it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.harness.talking import Bot, Talker, whole_bot

TYPED = st.sampled_from(
    (
        *("ja", "nee", "akkoord", "ja, stuur dit", "ok", "terug", "overslaan", "stop", "wis", "mens", "verder", "menu"),
        *("06 0000 0000", "06 0000", "naam@voorbeeld.nl", "bellen", "mailen", "via dit gesprek", "Jo", "2332", "2331"),
        *("verander mijn nummer", "laat mijn naam weg", "wijzig", "naam", "vandaag", "ik wil dood", "[telefoon]"),
        *("- Telefoon: +31600000000", "ik vraag dit voor mijn buurvrouw", "wat is zorgtoeslag", "?"),
    )
)
FORGED = st.sampled_from(
    (
        *("antwoord:akkoord", "antwoord:weg:naam", "antwoord:wijzig", "antwoord:wijzig:hoe", "antwoord:wijzig:naam"),
        *("antwoord:telefoon:[telefoon]", "antwoord:[telefoon]", "antwoord:chat", "antwoord:telefoon", "antwoord:hoe"),
        *("mens", "stop", "overslaan", "verder", "onderwerp:huisuitzetting", "antwoord:terug", "antwoord:voorbeeld"),
        "check",
    )
)
STEPS = st.lists(st.one_of(st.tuples(st.just("typt"), TYPED), st.tuples(st.just("kiest"), FORGED),
                           st.tuples(st.just("knop"), st.integers(0, 5))), min_size=4, max_size=18)  # fmt: skip
YES = frozenset({"antwoord:akkoord", "ja", "akkoord", "ja, stuur dit"})


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("bot")
    with whole_bot(folder, limit=100_000) as built:
        yield built


async def play(bot: Bot, steps: list[tuple[str, str | int]]) -> None:
    talker = bot.talker()
    await talker.sends("mens")
    for kind, what in steps:
        await take(bot, talker, kind, what)


async def take(bot: Bot, talker: Talker, kind: str, what: str | int) -> None:
    """Take one step, and look whether something was sent by it."""
    talk = talker.conversation
    offered = [keuze.keuze for sent in talker.heard for keuze in sent.bericht.keuzes]
    said = offered[int(what) % len(offered)] if kind == "knop" and offered else str(what)
    before, preview = bot.desk.status(talk.id), talk.preview
    await (talker.types(said) if kind == "typt" else talker.sends(said))
    if bot.desk.status(talk.id) == before or before != "geen":
        return
    assert preview, "something was sent and nothing was shown"
    assert said in YES, f"something was sent on '{said}'"
    row = bot.desk.queue.of_conversation(talk.id)
    assert row
    proof = bot.desk.queue.prove(row.referentie)
    assert proof.klopt
    assert proof.tekst_versie == bot.catalogue.text("overdracht.versie")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nothing_is_sent_without_a_preview_and_a_yes_after_it(bot: Bot, steps: list[tuple[str, str | int]]) -> None:
    asyncio.run(play(bot, steps))


def test_the_shortest_way_does_send(bot: Bot) -> None:
    """Without this, the test above could pass because nothing is ever sent."""
    steps = [("kiest", "overslaan"), ("kiest", "antwoord:chat"), ("kiest", "overslaan"), ("kiest", "overslaan")]
    waiting = len(bot.desk.queue.waiting(frozenset({"wijkteam_leiden"})))
    asyncio.run(play(bot, [*steps, ("typt", "ja")]))
    assert len(bot.desk.queue.waiting(frozenset({"wijkteam_leiden"}))) == waiting + 1
