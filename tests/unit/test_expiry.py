"""What is past its date is never shown as a fact, except where silence is worse: in danger."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from content import answers
from content.catalogue import Catalogue, load_catalogue
from content.source import Fout
from tests.harness.content_copy import TODAY, ContentCopy

CATALOGUE = load_catalogue()
TOPICS = sorted(CATALOGUE.onderwerpen)
DANGER = sorted(CATALOGUE.crisis)
VORMEN: tuple[answers.Vorm, ...] = ("kort", "meer", "makkelijker")
LONG_AFTER = date(2031, 1, 1)
LAST_DAY = min(bedrag.geldig_tot for bedrag in CATALOGUE.bedragen.values())
DAY_AFTER = LAST_DAY + timedelta(days=1)


def on(day: date) -> Catalogue:
    """Return the catalogue as it is on a day."""
    return replace(CATALOGUE, today=lambda: day)


# Answers


@pytest.mark.parametrize("topic", TOPICS)
def test_an_answer_is_shown_until_the_day_before_it_expires(topic: str) -> None:
    expires = CATALOGUE.onderwerpen[topic].verloopt_op
    catalogue = on(expires - timedelta(days=1))
    values = catalogue.gemeente_values("leiden")
    shown = answers.topic_answer(catalogue, topic, gemeente="leiden").tekst
    assert catalogue.fill(CATALOGUE.onderwerpen[topic].kort, values) in shown


@pytest.mark.parametrize("topic", TOPICS)
def test_an_expired_answer_is_replaced_by_whom_to_call(topic: str) -> None:
    """In every form and variant, and also by the button of an old message."""
    catalogue = on(CATALOGUE.onderwerpen[topic].verloopt_op)
    contact = catalogue.text("algemeen.verlopen", **catalogue.gemeente_values("leiden"))
    variants = ("", *(one.id for one in CATALOGUE.onderwerpen[topic].varianten))
    for vorm, variant in product(VORMEN, variants):
        bericht = answers.topic_answer(catalogue, topic, gemeente="leiden", vorm=vorm, variant=variant)
        assert (bericht.tekst, bericht.onderwerp) == (contact, topic)
        assert [keuze.keuze for keuze in bericht.keuzes] == ["mens", "menu"]
    assert "⟦14 071|14071⟧" in contact


# Danger


@pytest.mark.parametrize(("topic", "taal"), list(product(DANGER, ("", "turks"))))
def test_an_answer_to_danger_is_always_shown_and_the_same(topic: str, taal: str) -> None:
    today = on(CATALOGUE.crisis[topic].gecontroleerd_op)
    for day in (CATALOGUE.crisis[topic].verloopt_op, LONG_AFTER, date(1999, 1, 1)):
        later = answers.crisis_answer(on(day), topic, gemeente="leiden", taal=taal)
        assert later == answers.crisis_answer(today, topic, gemeente="leiden", taal=taal)
        assert "⟦" in later.tekst


@pytest.mark.parametrize("topic", DANGER)
def test_danger_names_a_number_that_can_be_called_and_no_amount(topic: str) -> None:
    crisis = CATALOGUE.crisis[topic]
    assert all(CATALOGUE.telefoon[phone].nummer for phone in crisis.telefoon)
    assert "{bedrag:" not in crisis.kort


# What `content check` tells of a day to come


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> ContentCopy:
    return ContentCopy(tmp_path_factory.mktemp("content")).with_known()


def expired(copy: ContentCopy, day: date) -> dict[str, list[Fout]]:
    """Return what will have expired, by file, and check that nothing else is told."""
    found: dict[str, list[Fout]] = {}
    for fout in copy.check_mistakes(on=day):
        assert fout.verlopen, fout
        found.setdefault(fout.bestand, []).append(fout)
    return found


def test_on_their_last_day_amounts_still_hold_and_the_day_after_they_have_expired(copy: ContentCopy) -> None:
    assert "content/bedragen.yml" not in expired(copy, LAST_DAY)
    ended = [bedrag.id for bedrag in copy.load().bedragen.values() if bedrag.geldig_tot < DAY_AFTER]
    told = [fout.melding.split("'")[1] for fout in expired(copy, DAY_AFTER)["content/bedragen.yml"]]
    assert sorted(told) == sorted(ended)


def test_a_regeling_and_its_figures_expire_too(copy: ContentCopy) -> None:
    found = expired(copy, LONG_AFTER)
    figures = found["content/regelingen/parameters/zorgtoeslag.yml"]
    assert [f"er zijn geen cijfers voor {LONG_AFTER}" in fout.melding for fout in figures] == [True]
    assert found["content/regelingen/zorgtoeslag.yml"][0].melding.startswith("'zorgtoeslag' is verlopen op ")


def test_long_after_every_answer_has_expired_and_danger_stays(copy: ContentCopy) -> None:
    found = expired(copy, LONG_AFTER)
    assert {f"content/faq/{topic}.yml" for topic in TOPICS} <= found.keys()
    for topic in DANGER:
        (fout,) = found[f"content/crisis/{topic}.yml"]
        assert fout.melding.endswith("Bij gevaar blijft het staan.")


def test_an_amount_that_does_not_hold_yet_is_told(copy: ContentCopy) -> None:
    line = copy.replace("bedragen.yml", "  geldig_van: 2026-07-01\n", "  geldig_van: 2026-12-01\n")
    try:
        (fout,) = expired(copy, date(2026, 11, 25))["content/bedragen.yml"]
        assert (fout.regel, fout.melding) == (line, "'proef_een' geldt pas vanaf 2026-12-01: tot dan blijft het weg.")
    finally:
        copy.replace("bedragen.yml", "  geldig_van: 2026-12-01\n", "  geldig_van: 2026-07-01\n")


def test_a_number_or_language_that_nobody_looked_at_for_a_year_is_a_hint(copy: ContentCopy) -> None:
    assert not [fout for fout in copy.check_hints(TODAY) if "meer dan een jaar" in fout.melding]
    told = {fout.bestand for fout in copy.check_hints(LONG_AFTER) if "meer dan een jaar" in fout.melding}
    assert {"content/telefoon.yml", "content/talen.yml", "content/gemeenten/leiden/gemeente.yml"} <= told


def test_a_number_or_amount_that_nothing_uses_is_a_hint_and_no_mistake(copy: ContentCopy) -> None:
    unused = {fout.melding.split("'")[1] for fout in copy.check_hints() if "nergens gebruikt" in fout.melding}
    assert {"proef_een", "proef_twee"} <= unused
    assert not {"geldfit", "alarm", "veilig_thuis"} & unused
    line = copy.append(
        "telefoon.yml", "- {id: nergens, naam: Nergens, web: voorbeeld.nl, gecontroleerd_op: 2026-11-25}\n"
    )
    assert Fout("content/telefoon.yml", line, "'nergens' wordt nergens gebruikt. Kan het weg?") in copy.check_hints()
    assert not [fout for fout in copy.check_mistakes() if not fout.verlopen]
