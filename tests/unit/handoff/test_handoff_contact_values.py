"""What an inwoner types about contact is read in its one shape, or asked again."""

import pytest

from handoff.contact_values import value_in


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        ("0600000000", "+31600000000"),
        ("06-00 00 00 00", "+31600000000"),
        ("mijn nummer is 06 00000000.", "+31600000000"),
        ("+31 (0)6 00 00 00 00", "+31600000000"),
        ("0031600000000", "+31600000000"),
        ("+32 400 00 00 00", "+32400000000"),
        ("071 000 0000", "+31710000000"),
        ("06000000", None),
        ("06000000000", None),
        ("0800-0000", None),
        ("0900 0000000", None),
        ("112", None),
        ("nul zes nul nul nul nul nul nul nul nul", "+31600000000"),
        ("Mijn nummer is nul zes, 00 00 nul nul 00.", "+31600000000"),
        ("nul zes nul nul", None),
        ("ik heb geen telefoon", None),
        ("", None),
    ],
)
def test_a_phone_number_becomes_e164_or_is_asked_again(tekst: str, expected: str | None) -> None:
    assert value_in("telefoon", tekst) == expected


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        ("Naam@Voorbeeld.NL", "Naam@voorbeeld.nl"),
        ("mail maar naar naam@voorbeeld.nl.", "naam@voorbeeld.nl"),
        ("naam apenstaartje voorbeeld punt nl", "naam@voorbeeld.nl"),
        ("naam@voorbeeld", None),
        ("naam voorbeeld.nl", None),
        (f"{'n' * 80}@voorbeeld.nl", None),
    ],
)
def test_an_email_address_is_found_in_a_sentence(tekst: str, expected: str | None) -> None:
    assert value_in("email", tekst) == expected


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        ("2332", "2332"),
        ("2332 ab", "2332"),
        ("ik woon in 2332AB", "2332"),
        ("0123", None),
        ("23321", None),
        ("leiden", None),
    ],
)
def test_only_the_four_digits_of_a_postcode_are_kept(tekst: str, expected: str | None) -> None:
    assert value_in("postcode", tekst) == expected


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        ("Jo", "Jo"),
        ("ik heet Jo", "Jo"),
        ("zeg maar Jo-Ann.", "Jo-Ann"),
        ("wat doen jullie met mijn naam?", None),
        ("ik wil liever niet zeggen hoe ik heet", None),
        ("?", None),
        ("ja", None),
    ],
)
def test_a_question_is_not_taken_for_a_name(tekst: str, expected: str | None) -> None:
    assert value_in("naam", tekst) == expected


@pytest.mark.parametrize(
    ("step", "tekst", "expected"),
    [
        ("hoe", "Bel me maar", "telefoon"),
        ("hoe", "mailen", "email"),
        ("hoe", "ik heb geen telefoon", None),
        ("wanneer", "'s avonds", "avond"),
        ("wanneer", "maakt niet uit", "maakt_niet_uit"),
        ("haast", "vandaag nog", "vandaag"),
        ("haast", "geen haast", "later"),
        ("discreet", "inspreken mag", "voicemail"),
        ("voorbeeld", "Ja, stuur dit", "akkoord"),
        ("voorbeeld", "ja maar niet mijn naam", None),
        ("voorbeeld", "nee", None),
        ("onbekend", "iets", None),
    ],
)
def test_a_typed_choice_counts_only_when_it_is_clear(step: str, tekst: str, expected: str | None) -> None:
    assert value_in(step, tekst) == expected


def test_own_words_become_one_line_and_a_very_long_story_is_visibly_cut() -> None:
    assert value_in("eigen_woorden", " ik slaap\n\nslecht ") == "ik slaap slecht"
    assert (value_in("eigen_woorden", "a" * 2000) or "").endswith("…")
