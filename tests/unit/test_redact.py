"""What is taken out of a sentence, and what a question needs and keeps."""

import time

import pytest

from privacy.redact import redact


@pytest.mark.parametrize(
    ("tekst", "kept"),
    [
        ("Ik heet Jan en ik heb schulden", "Ik heet [naam] en ik heb schulden"),
        ("ik heet jan en ik heb schulden", "ik heet [naam] en ik heb schulden"),
        ("mijn naam is Fatima el Amrani", "mijn naam is [naam]"),
        ("Mijn naam is jan de vries, help", "Mijn naam is [naam], help"),
        ("Mn naam is J. de Vries", "Mn naam is [naam]"),
        ("Met vriendelijke groet,\nJan Jansen", "Met vriendelijke groet, [naam]"),
        ("groetjes van Anna", "groetjes van [naam]"),
        ("mvg, Anna", "mvg, [naam]"),
        ("Ik ben Anna van der Berg", "Ik ben [naam]"),
        ("ik ben blut", "ik ben blut"),
        ("Ik ben ZZP'er met schulden", "Ik ben ZZP'er met schulden"),
        ("ik ben 67 en krijg AOW", "ik ben 67 en krijg AOW"),
    ],
)
def test_a_name_goes_and_what_someone_is_stays(tekst: str, kept: str) -> None:
    assert redact(tekst) == kept


@pytest.mark.parametrize(
    ("tekst", "kept"),
    [
        ("ik woon op Hoofdstraat 12b in Leiden", "ik woon op [adres] in Leiden"),
        ("Lange Dorpsweg 3", "Lange [adres]"),
        ("wilhelminaplantsoen 110", "[adres]"),
        ("2332 AB 12", "2332 [adres]"),
        ("2332AB", "2332 [adres]"),
        ("2332ab in leiden", "2332 [adres] in leiden"),
        ("mijn postcode is 2332 kz", "mijn postcode is 2332 [adres]"),
        ("postcode 2332", "postcode 2332"),
        ("ik heb 1200 op mijn rekening", "ik heb 1200 op mijn rekening"),
        ("inkomen 1500 en huur 900", "inkomen 1500 en huur 900"),
        ("2000 in de maand", "2000 in de maand"),
    ],
)
def test_an_address_goes_and_an_amount_before_a_short_word_stays(tekst: str, kept: str) -> None:
    assert redact(tekst) == kept


@pytest.mark.parametrize(
    ("tekst", "kept"),
    [
        ("bel 06-00000000 of 071 - 000 00 00", "bel [telefoon] of [telefoon]"),
        ("bel+31 (0)6 0000 0000", "bel[telefoon]"),
        ("(071) 000 00 00", "[telefoon]"),
        ("bsn 111222333.", "bsn [bsn]."),
        ("bsn: 111.222.333", "bsn: [bsn]"),
        ("mail naam@voorbeeld.nl of naam @ voorbeeld.nl", "mail [email] of [email]"),
        ("o'naam+geld@voorbeeld.nl", "[email]"),
        ("NL91ABNA0417164300 is van mij", "[iban] is van mij"),
        ("nl91 abna 0417 1643 00", "[iban]"),
        ("NL00ABNA0417164300 met een tikfout", "[iban] met een tikfout"),
        ("BE68 5390 0754 7034 is van mij", "[iban] is van mij"),
        ("geboren op 31-12-1980", "geboren op [datum]"),
        ("geboren 1 mei 1980", "geboren [datum]"),
        ("geboren 1980-05-01", "geboren [datum]"),
        ("over 2025-2026", "over 2025-2026"),
        ("tussen 1200-1500 euro", "tussen 1200-1500 euro"),
        ("2 maanden", "2 maanden"),
        ("12.500,75", "12.500,75"),
        ("klantnummer 1234567890", "klantnummer [telefoon]"),
    ],
)
def test_numbers_that_name_a_person_go_and_others_stay(tekst: str, kept: str) -> None:
    assert redact(tekst) == kept


@pytest.mark.parametrize("piece", ["a", "1", "1 ", "A1", "naam is ", "@", "NL91 ", "Van ", "0-"])
def test_a_long_text_is_read_at_once(piece: str) -> None:
    begin = time.perf_counter()
    redact(piece * (2_000 // len(piece)))
    assert time.perf_counter() - begin < 1
