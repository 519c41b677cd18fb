"""What `content check` looks at beyond the shape of each file."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from content.source import Fout
from tests.harness.content_copy import TODAY, ContentCopy

FILE = "faq/schaamte.yml"
NAME = f"content/{FILE}"
INSTEAD = "Zet het in content/telefoon.yml en schrijf {telefoon:<id>}, zoals {telefoon:geldfit}."
HALF_A_YEAR = (
    "'verloopt_op' mag hoogstens een half jaar na 'gecontroleerd_op' zijn: uiterlijk 2027-05-30. U schreef: 2027-12-01."
)


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path).with_known()


def told(copy: ContentCopy, name: str = NAME, today: date = TODAY) -> list[tuple[int, str]]:
    fouten = copy.check_mistakes(today)
    assert {fout.bestand for fout in fouten} <= {name}, fouten
    return [(fout.regel, fout.melding) for fout in fouten]


def line_of(copy: ContentCopy, start: str) -> int:
    lines = copy.path(FILE).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))


def test_the_content_of_the_project_is_fit_to_show(copy: ContentCopy) -> None:
    assert [fout for fout in copy.check_mistakes() if not fout.verlopen] == []


def test_an_unknown_phone_id_is_told(copy: ContentCopy) -> None:
    line = copy.replace(FILE, "telefoon: [geldfit]", "telefoon: [geldfitt]")
    assert told(copy) == [(line, "'geldfitt' staat niet in content/telefoon.yml. Bedoelt u 'geldfit'?")]


def test_a_phone_number_written_out_in_an_answer_is_told(copy: ContentCopy) -> None:
    line = copy.replace(FILE, "Vertel het vandaag", "Bel 06-00000000. Vertel het vandaag")
    assert (line, f"'kort' bevat een telefoonnummer: 06-00000000. {INSTEAD}") in told(copy)


def test_a_phone_number_is_known_in_every_notation_and_a_date_or_an_amount_is_none(copy: ContentCopy) -> None:
    numbers = ["0800-8115", "0600000000", "+31 6 00000000", "071 - 000 00 00", "(071) 000 00 00", "14 071"]
    others = ["op 01-01-2026", "tussen € 100 en € 1.250 per maand", "0,5 procent", "in 2025-2026", "bel 112"]
    rows = [f"proef_{index}: Dat is {text}.\n" for index, text in enumerate(numbers + others)]
    first = copy.append("teksten/algemeen.yml", "".join(rows))
    lines = [line for line, _ in told(copy, "content/teksten/algemeen.yml")]
    assert lines == list(range(first, first + len(numbers)))


def test_a_phone_number_in_a_fixed_text_is_told(copy: ContentCopy) -> None:
    line = copy.append("teksten/algemeen.yml", "proef: Bel 0600000000.\n")
    assert told(copy, "content/teksten/algemeen.yml") == [
        (line, f"'proef' bevat een telefoonnummer: 0600000000. {INSTEAD}")
    ]


def test_a_fixed_text_with_an_unknown_phone_is_told(copy: ContentCopy) -> None:
    line = copy.append("teksten/algemeen.yml", 'proef: "Bel {telefoon:niemand}."\n')
    ((where, message),) = told(copy, "content/teksten/algemeen.yml")
    assert (where, message.partition(", maar ")[0]) == (line, "'proef' noemt {telefoon:niemand}")


def test_an_unknown_placeholder_is_told(copy: ContentCopy) -> None:
    line = copy.replace(FILE, "Vertel het vandaag", "{naam}, vertel het vandaag")
    assert told(copy)[0][0] == line
    assert "noemt {naam}, maar dat ken ik niet" in told(copy)[0][1]


def test_an_expired_answer_is_told(copy: ContentCopy) -> None:
    line = line_of(copy, "verloopt_op:")
    found = [fout for fout in copy.check_mistakes(date(2027, 5, 25)) if fout.bestand == NAME]
    melding = "dit antwoord is verlopen op 2027-05-25: controleer de feiten."
    assert found == [Fout(NAME, line, melding, verlopen=True)]
    assert not [fout for fout in copy.check_mistakes(date(2027, 5, 24)) if fout.bestand == NAME]


def test_an_answer_that_holds_longer_than_half_a_year_is_told(copy: ContentCopy) -> None:
    line = copy.replace(FILE, "verloopt_op: 2027-05-25", "verloopt_op: 2027-12-01")
    assert told(copy) == [(line, HALF_A_YEAR)]


def test_an_answer_checked_in_the_future_is_told(copy: ContentCopy) -> None:
    tomorrow = TODAY + timedelta(days=1)
    line = copy.replace(FILE, "gecontroleerd_op: 2026-11-25", f"gecontroleerd_op: {tomorrow}")
    assert told(copy) == [(line, f"'gecontroleerd_op' ligt in de toekomst. U schreef: {tomorrow}.")]


def test_a_date_that_does_not_exist_is_told(copy: ContentCopy) -> None:
    line = copy.replace(FILE, "gecontroleerd_op: 2026-11-25", "gecontroleerd_op: 2026-11-31")
    assert told(copy) == [(line, "'2026-11-31' is geen bestaande datum. Zoals: 2026-01-31")]


@pytest.mark.parametrize("topic", ["bestaat_niet", "schaamte"])
def test_a_vervolg_that_leads_nowhere_or_to_itself_is_told(copy: ContentCopy, topic: str) -> None:
    line = copy.replace(FILE, "vervolg: [privacy,", f"vervolg: [{topic},")
    assert told(copy) == [(line, f"'vervolg' noemt '{topic}', maar dat antwoord is er niet.")]


def test_a_postcode_of_two_teams_is_told(copy: ContentCopy) -> None:
    name = "gemeenten/leiden/teams.yml"
    line = copy.replace(name, 'postcodes: ["2331"]', 'postcodes: ["2331", "2332"]')
    assert told(copy, f"content/{name}") == [(line, "postcode 2332 hoort al bij 'wijkteam_mors'.")]


def test_an_id_that_is_not_the_file_name_is_told(copy: ContentCopy) -> None:
    line = copy.replace(FILE, "id: schaamte", "id: schaamtes")
    assert told(copy) == [(line, "'id' moet gelijk zijn aan de bestandsnaam: schaamte. U schreef: schaamtes.")]


def test_a_topic_that_is_not_in_the_list_of_topics_is_told(copy: ContentCopy) -> None:
    copy.path(FILE).rename(copy.path("faq/iets_nieuws.yml"))
    line = copy.replace("faq/iets_nieuws.yml", "id: schaamte", "id: iets_nieuws")
    found = [fout for fout in copy.check_mistakes() if fout.bestand == "content/faq/iets_nieuws.yml"]
    message = "'iets_nieuws' staat in onderwerpen.yml niet als soort 'vraag'. Kies uit: schaamte."
    assert found == [Fout("content/faq/iets_nieuws.yml", line, message)]


def test_a_reply_for_something_that_is_no_talk_is_told(copy: ContentCopy) -> None:
    copy.write("gesprek/schaamte.yml", "id: schaamte\nantwoord: Goed.\n")
    name = "content/gesprek/schaamte.yml"
    assert told(copy, name) == [(1, "'schaamte' staat in onderwerpen.yml niet als soort 'gesprek'.")]


def test_a_topic_may_be_without_an_answer(copy: ContentCopy) -> None:
    copy.append("onderwerpen.yml", '  - {id: iets_nieuws, titel: "Iets nieuws", thema: contact, wat: "een proef"}\n')
    assert copy.check_mistakes() == []


def test_too_many_words_and_too_long_a_sentence_are_told(copy: ContentCopy) -> None:
    copy.replace(FILE, "kort: |\n", "kort: |\n" + "  " + "woord " * 61 + "\n\n")
    messages = [melding for _, melding in told(copy)]
    assert any("woorden; hoogstens 60." in melding for melding in messages)
    assert any("heeft een zin van 61 woorden; hoogstens 20" in melding for melding in messages)


@pytest.mark.parametrize("name", ["besturing.yml", "crisis/woorden.yml", "regelingen/vragen.yml"])
def test_the_files_beside_the_answers_are_looked_at_too(copy: ContentCopy, name: str) -> None:
    copy.write(name, "stop: [a: b\n")
    assert {fout.bestand for fout in copy.check_mistakes()} == {f"content/{name}"}
