"""Checks of plain words, synonyms, the cutting of stories and spelling."""

from rasa_project.components.spelling import Speller
from rasa_project.components.text import (
    MOST_SENTENCES,
    clauses,
    encodable,
    knowledge_synonyms,
    plain_words,
    sentences,
)

TRAINED_ON = [
    "ik kan mijn huur niet betalen",
    "mijn huur is te hoog",
    "ik heb een boete gekregen van justitie",
    "die boete van justitie kan ik niet betalen",
    "ik krijg een aanmaning van de deurwaarder",
    "wat is een aanmaning",
    "de deurwaarder staat voor de deur",
    "kan ik een betalingsregeling krijgen",
    "ik wil een betalingsregeling",
    "hoeveel huurtoeslag krijg ik",
    "huurtoeslag aanvragen",
    "de rekening is te hoog",
    "rekening betalen",
    "een woord dat hier zaansel heet",
]
SPELLER = Speller.learn([plain_words(text) for text in TRAINED_ON], ["cjib"])
SYNONYMS = knowledge_synonyms(
    {
        "vervang": {"ff": "even", "me eigen": "mijzelf", "Zo'n": "zulke", "op straat gezet": "uit huis gezet"},
        "vul_aan": {"cjib": "boete justitie", "rood staan": "lening krediet bank"},
    }
)


def spelled(text: str) -> str:
    """Return a text as the speller would have it."""
    return " ".join(SPELLER.correct(plain_words(text)))


def explained(text: str) -> str:
    """Return a text with its synonyms filled in."""
    return " ".join(SYNONYMS.apply(plain_words(text)))


def same(text: str) -> bool:
    """Tell whether the speller leaves a text alone."""
    return SPELLER.correct(plain_words(text)) == plain_words(text)


def test_accents_capitals_and_signs_say_nothing():
    assert " ".join(plain_words("HELP!!! Ik kán m'n húúr niet betalen…")) == "help ik kan mn huur niet betalen"


def test_an_amount_is_one_word_whichever_amount_it_is():
    for amount in ("€1.200,50", "€ 1200", "1200 euro", "15.000,-", "15000"):
        assert plain_words(f"ik heb {amount} schuld") == ["ik", "heb", "bedrag", "schuld"], amount


def test_an_age_and_a_number_of_children_stay():
    assert " ".join(plain_words("Ik ben 17 en heb 3 kinderen.")) == "ik ben 17 en heb 3 kinderen"


def test_placeholders_and_links_are_not_words():
    assert plain_words("bel [telefoon] of kijk op https://voorbeeld.nl/x?y=1 of naam@voorbeeld.nl") == [
        *("bel", "of", "kijk", "op", "of"),
    ]
    assert plain_words("[postcode] \N{CRYING FACE} ?!") == []


def test_a_letter_is_never_stretched_further_than_twice():
    assert plain_words("heeeelp sorryyyyy") == ["heelp", "sorryy"]


def test_the_encoder_reads_plain_words_with_their_mistakes():
    assert encodable("HELP!!! Ik kán m'n húúr van €800 niet betaln…") == "help ik kan mn huur van bedrag niet betaln"
    assert encodable("\N{CRYING FACE} ?!") == ""


def test_slang_is_replaced_and_a_name_is_explained():
    assert explained("wacht ff") == "wacht even"
    assert explained("het cjib belt") == "het cjib boete justitie belt"


def test_a_synonym_of_several_words_is_found_wherever_it_stands():
    assert explained("ik ben op straat gezet") == "ik ben uit huis gezet"
    assert explained("rood staan kost") == "rood staan lening krediet bank kost"
    assert explained("ik sta rood") == "ik sta rood"


def test_a_synonym_is_written_like_a_message():
    assert explained("zo’n boete") == "zulke boete"


def test_the_words_of_the_synonyms_are_words_that_exist():
    assert {"cjib", "justitie", "ff", "mijzelf"} <= set(SYNONYMS.words)


def test_words_that_exist_stay():
    for text in (*TRAINED_ON[:-1], "de verhuurder verhoogt de woning", "het cjib belt", "kapper fiets vergadering"):
        assert same(text), text


def test_a_word_is_trusted_when_it_is_common_or_used_twice():
    assert {"aanmaning", "huurtoeslag", "verhuurder"} <= SPELLER.known
    assert "zaansel" not in SPELLER.known


def test_a_compound_of_words_that_exist_stays():
    assert same("huurachterstandbrief")
    assert same("deurwaardersbrief")


def test_near_misses_are_corrected():
    wanted = {
        "betaln": "betalen",
        "deurwarder": "deurwaarder",
        "betalingsregelng": "betalingsregeling",
        "bettalingsregeling": "betalingsregeling",
        "huurtoeslga": "huurtoeslag",
        "hurtoeslag": "huurtoeslag",
    }
    assert {word: spelled(word) for word in wanted} == wanted


def test_a_word_written_by_ear_is_corrected():
    assert spelled("rekenink te hoog") == "rekening te hoog"
    assert spelled("mijn huir") != "mijn huis"


def test_a_forgotten_space_comes_back():
    assert spelled("ikkan de rekening niet betalen") == "ik kan de rekening niet betalen"


def test_short_words_and_words_with_digits_stay():
    assert same("bsn nr 12b x3y4z w8woord")


def test_names_are_not_turned_into_words():
    for text in ("mijn naam is krzysztof", "mohammed yilmaz achmed", "mijn vriendin agnieszka woont bij mij", "fatima"):
        assert same(text), text


def test_another_language_is_left_alone():
    for text in (
        "i cannot pay my rent this month please help me",
        "borcumu odeyemiyorum yardim lazim lutfen",
        "nie mam pieniedzy na czynsz prosze pomoc",
        "لا أستطيع دفع الإيجار",
    ):
        assert same(text), text


def test_a_word_in_another_language_that_looks_dutch_stays_too():
    speller = Speller(["een", "rekening"], {"betalen": 1})
    strange = ["qwexz", "zaxqw", "xuxyy"]
    assert speller.correct([*strange, "betaln"]) == [*strange, "betaln"]
    assert speller.correct(["een", "rekening", strange[0], "betaln"]) == ["een", "rekening", strange[0], "betalen"]


def test_correcting_twice_changes_nothing_more():
    for text in ("ikkan me huur niet betaln", "deurwarder rekenink", "hurtoeslag aanvraagn"):
        assert same(spelled(text)), text


def test_the_memory_of_the_speller_is_emptied_before_it_grows_large():
    speller = Speller([], {"betalen": 1})
    speller._seen.update({f"woord{number}": "" for number in range(20_001)})
    speller.correct(["betaln"])
    assert list(speller._seen) == ["betaln"]


def test_a_short_message_stays_whole():
    assert sentences("Ik heb een boete. Kan ik die later betalen?") == []


def test_a_story_is_cut_into_sentences():
    story = (
        "Vorig jaar ben ik gescheiden! Sindsdien loopt alles door elkaar; ik slaap slecht.\nHoe vraag ik toeslag aan?"
    )
    assert sentences(story) == [
        *("Vorig jaar ben ik gescheiden", "Sindsdien loopt alles door elkaar"),
        *("ik slaap slecht", "Hoe vraag ik toeslag aan"),
    ]


def test_an_amount_or_a_date_does_not_end_a_sentence():
    story = "Ik moet nu 1.250,50 betalen aan de verhuurder van het huis. Dat moet voor 1.12.2026 op de rekening staan."
    assert len(sentences(story)) == 2


def test_a_story_without_full_stops_is_cut_where_it_turns():
    story = (
        "ik ben vorige maand mijn baan kwijtgeraakt en heb nog geen uitkering maar de huur moet gewoon "
        "betaald worden want anders zetten ze mij uit huis dus ik weet het niet meer"
    )
    assert [part.split()[0] for part in sentences(story)] == ["ik", "maar", "want", "dus"]


def test_scraps_are_no_sentences():
    assert sentences("Hallo. Ik heb een vraag over de toeslag voor de huur van mijn woning in de stad.") == []


def test_nothing_of_a_long_story_is_left_out():
    numbers = range(MOST_SENTENCES)
    assert sentences(" ".join(f"Dit is zin {number}." for number in numbers)) == [f"Dit is zin {n}" for n in numbers]


def test_very_many_sentences_are_taken_together():
    for count in (MOST_SENTENCES + 1, 200):
        found = sentences(" ".join(f"Dit is zin {number}." for number in range(count)))
        assert len(found) <= MOST_SENTENCES
        assert ". ".join(found) == ". ".join(f"Dit is zin {number}" for number in range(count))


def test_a_second_problem_may_begin_after_a_sign_or_a_joining_word():
    first, second = "de huur is te laat", "mijn toeslag is gestopt"
    for joint in (" en ", " plus ", " EN ", ", ", ". ", "; ", "!! ", "?\n"):
        assert clauses(f"{first}{joint}{second}") == [first, second], joint


def test_an_amount_is_not_cut_into_clauses():
    assert clauses("ik moet 1.250,50 betalen aan mijn verhuurder") == []


def test_a_joining_word_inside_a_word_joins_nothing():
    assert clauses("ik verdien als kapper en dat is weinig") == ["ik verdien als kapper", "dat is weinig"]
    assert clauses("de maarten van de endenkamp betaalt de plusjes dusdanig") == []


def test_a_message_with_one_problem_is_not_cut_into_clauses():
    for text in ("", "de huur is te laat", "huur en zorgtoeslag", "Hallo, de huur is te laat. Help!"):
        assert clauses(text) == [], text


def test_a_story_is_not_cut_into_clauses():
    assert len(clauses("de huur is te laat en " * 4 + "mijn toeslag is gestopt")) == 5
    assert clauses("de huur is te laat en " * 6) == []
