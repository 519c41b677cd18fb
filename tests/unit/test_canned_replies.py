"""Texts for the wijkteam: edited in YAML, checked like all others, and never more than the console can fill in."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from content.canned_replies import CONSOLE_VALUES
from content.catalogue import Catalogue
from tests.harness.content_copy import TODAY, ContentCopy

FILE = "standaardberichten.yml"
OWN = f"gemeenten/leiden/{FILE}"
WEGEN = ("chat", "telefoon", "email")
LOCAL = f"""standaardberichten:
  - id: begroeting
    knop: Begroeten
    bij: [chat]
    tekst: Welkom bij {{team}} in Leiden.
    gecontroleerd_op: {TODAY}
    gecontroleerd_door: Wijkteam Mors
    verloopt_op: {TODAY + timedelta(days=90)}
  - id: inloop
    knop: Inloop
    bij: [chat, email]
    tekst: Kom gerust langs.
    gecontroleerd_op: {TODAY}
    gecontroleerd_door: Wijkteam Mors
    verloopt_op: {TODAY + timedelta(days=90)}
"""


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


def ids(catalogue: Catalogue, weg: str = "chat", gemeente: str = "leiden") -> list[str]:
    return [one.id for one in catalogue.canned_replies(gemeente, weg)]


def told(copy: ContentCopy) -> list[str]:
    return [f"{one.bestand}, regel {one.regel}: {one.melding}" for one in copy.check_mistakes() if not one.verlopen]


@pytest.mark.parametrize("weg", WEGEN)
def test_every_way_of_contact_has_a_greeting_an_end_and_the_numbers_for_danger(copy: ContentCopy, weg: str) -> None:
    found = ids(copy.load(), weg)
    assert found[0].startswith("begroeting")
    assert {"wie_ik_ben", "afronden", "signaal_zelfdoding", "signaal_geweld"} <= set(found)
    assert len(found) >= 8


def test_every_text_can_be_filled_in_by_the_console(copy: ContentCopy) -> None:
    catalogue = copy.load()
    values = dict.fromkeys(CONSOLE_VALUES, "iets") | catalogue.gemeente_values("leiden")
    for weg in WEGEN:
        for one in catalogue.canned_replies("leiden", weg):
            assert "{" not in catalogue.fill(one.tekst, values)


def test_a_gemeente_says_one_in_its_own_words_and_adds_another(copy: ContentCopy) -> None:
    national = ids(copy.load())
    copy.write(OWN, LOCAL)
    catalogue = copy.load()
    assert copy.check_mistakes() == []
    assert ids(catalogue) == [*national, "inloop"]
    assert catalogue.canned_replies("leiden", "chat")[0].tekst == "Welkom bij {team} in Leiden."
    assert ids(catalogue, gemeente="nijmegen") == national
    assert "begroeting" not in ids(catalogue, "email"), "the gemeente has it for the chat only"


def test_what_nobody_in_the_gemeente_checked_gives_way_to_the_national_text(copy: ContentCopy) -> None:
    copy.write(OWN, LOCAL.replace("    gecontroleerd_door: Wijkteam Mors\n", "", 1))
    assert "Leiden" not in copy.load().canned_replies("leiden", "chat")[0].tekst
    assert any("horen ook: gecontroleerd_door" in one for one in told(copy))


def test_after_its_last_day_a_text_is_not_offered_but_danger_stays(copy: ContentCopy) -> None:
    catalogue = copy.load()
    later = replace(catalogue, today=lambda: TODAY + timedelta(days=400))
    assert ids(later) == ["signaal_zelfdoding", "signaal_geweld"]
    on = TODAY + timedelta(days=400)
    assert any("'begroeting' is verlopen" in one.melding for one in copy.check_mistakes(on=on) if one.verlopen)


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("van {team}. Ik heb", "van {teem}. Ik heb", "noemt {teem}, maar dat ken ik niet. Bedoelt u 'team'?"),
        ("{telefoon:alarm}", "{telefoon:alarmm}", "noemt {telefoon:alarmm}, maar dat ken ik niet."),
        ("Fijn dat u het vertelt.", "Bel 06 00000000.", "bevat een telefoonnummer: 06 00000000"),
        ("bij: [chat, email]", "bij: [chat, brief]", "moet een van deze zijn: chat, telefoon, email"),
        ("knop: Begroeten aan", "kop: Begroeten aan", "'kop' ken ik niet. Bedoelt u 'knop'?"),
        ("verloopt_op: 2027-05-26", "verloopt_op: 2028-05-26", "'verloopt_op' moet na 'gecontroleerd_op' zijn"),
        ("- id: begroeting_telefoon", "- id: begroeting", "'begroeting' staat er twee keer"),
        ("knop: Ik zoek het uit", "knop: Afronden", "staat ook bij 'even_uitzoeken'"),
        ("Ik neem nu de tijd voor u.", "Ik neem " + "nu " * 22 + "de tijd.", "heeft een zin van"),
        ("Ik neem nu de tijd voor u.", "Tijd genoeg. " * 70, "is te lang: hoogstens 800 tekens"),
        ("Bent u nu veilig?", "Dat is {bedrag:zorgtoeslag_inkomen_alleen}.", "noemt een bedrag, en een bedrag"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_dutch_with_its_line(copy: ContentCopy, old: str, new: str, meant: str) -> None:
    copy.replace(FILE, old, new)
    assert any(one.startswith(f"content/{FILE}, regel ") and meant in one for one in told(copy)), told(copy)


def test_without_the_file_the_check_says_so(copy: ContentCopy) -> None:
    copy.path(FILE).unlink()
    assert any(FILE in one for one in told(copy))
