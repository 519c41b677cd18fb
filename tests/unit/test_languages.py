"""In which language a message is: the ten that are answered, the others that aren't, and Dutch in every voice."""

import pytest

from content.catalogue import load_catalogue
from content.crisis import MOST_SERIOUS_FIRST
from content.examples import FOREIGN, Examples, load_examples
from content.languages import FEWEST_WORDS, Languages
from content.model import Taal

TALEN = load_catalogue().talen
SENTENCES = {
    "engels": (
        "My electricity bill is much too high this winter",
        "I lost my job and my savings are gone",
        "Who can explain this letter from the tax office to me?",
    ),
    "turks": (
        "Bu ay kirayı ödeyecek param kalmadı",
        "İşimi kaybettim ve üç çocuğum var",
        "Belediyeden gelen mektubu anlamıyorum, kim açıklayabilir?",
    ),
    "arabisch": (
        "فقدت عملي ولا أستطيع دفع فاتورة الغاز",
        "وصلتني رسالة من المحكمة وأنا خائف جدا",
        "أين أجد طعاما مجانيا لأطفالي؟",
    ),
    "pools": (
        "Straciłem pracę i nie mam z czego zapłacić czynszu",
        "Dostałam pismo z sądu i bardzo się boję",
        "Kto może mi wytłumaczyć ten list z gminy?",
    ),
    "oekraiens": (
        "Я втратила роботу і не маю чим платити за квартиру",
        "Мені прийшов рахунок за газ, що мені робити?",
        "Хто може пояснити цей лист від громади?",
    ),
    "tigrinya": (
        "ሰላም፣ ሓገዝ የድልየኒ ኣሎ",
        "ናይ ገዛ ክራይ ክኸፍል ኣይክእልን እየ",
        "ገንዘብ የብለይን",
    ),
    "frans": (
        "J'ai perdu mon travail et je n'ai plus d'argent",
        "La facture de gaz est beaucoup trop élevée ce mois-ci",
        "Qui peut m'expliquer cette lettre de la commune ?",
    ),
    "spaans": (
        "Perdí mi trabajo y no puedo pagar la factura del gas",
        "Tengo tres hijos y ya no queda dinero para comer",
        "¿Quién puede explicarme esta carta del ayuntamiento?",
    ),
    "duits": (
        "Ich habe meine Arbeit verloren und kann die Rechnung nicht bezahlen",
        "Wir haben kein Geld mehr für Essen",
        "Ich verstehe diesen Brief vom Gericht nicht",
    ),
    "fries": (
        "Wy hawwe gjin jild mear foar iten",
        "Ik kin myn rekken fan it gas net betelje",
        "Wêr moat ik hinne mei al dy skulden?",
    ),
}
ALL = [(taal, sentence) for taal, sentences in SENTENCES.items() for sentence in sentences]
GREETINGS = {
    "hello": "engels",
    "Merhaba!": "turks",
    "salam": "arabisch",
    "CZEŚĆ": "pools",
    "Привіт!": "oekraiens",
    "bonjour": "frans",
    "¡Hola!": "spaans",
    "Hilfe!!": "duits",
    "goeie": "fries",
    "مرحبا": "arabisch",
    "ሰላም": "tigrinya",
}
SECOND_LANGUAGE = (
    "Ik niet kan betaal huur, jij kan helpen mij?",
    "Man weg, ik geen geld, twee kinderen",
    "Brief komen van gemeente ik begrijp niet",
    "Ik moet betalen boete maar geld is niet",
    "Waar ik kan krijgen eten voor mijn kind",
    "My man heeft verloren werk, wij niet betalen",
    "hoe ik vraag toeslag voor huis",
    "alstublieft help mij ik heb geen werk",
)
OTHERS = {
    "bulgaars": "Загубих работата си и не мога да платя наема",
    "farsi": "کارم را از دست دادم و نمی‌توانم اجاره را بپردازم",
    "italiaans": "Ho perso il lavoro e non posso pagare l'affitto",
    "portugees": "Perdi o meu emprego e não consigo pagar a renda",
    "roemeens": "Nu am bani de chirie și nu știu ce să fac",
    "russisch": "Я потеряла работу и не могу платить за квартиру",
    "somalisch": "Waxaan lumiyay shaqadaydii lacagna ma haysto",
    "chinees": "我失业了，付不起房租",
}
# Of the training sentences, short ones included: what is left is answered in Dutch and English. Frisian is much like
# Dutch, and only its words tell it apart.
FOUND = {taal: 0.75 for taal in TALEN} | {"fries": 0.55}


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages.of(TALEN)


@pytest.fixture(scope="module")
def examples() -> Examples:
    return load_examples()


def name(taal: Taal | None) -> str | None:
    return taal.id if taal else None


def test_every_language_with_an_answer_is_tried_on_three_sentences() -> None:
    assert {taal: len(sentences) for taal, sentences in SENTENCES.items()} == dict.fromkeys(TALEN, 3)
    assert set(GREETINGS.values()) == set(TALEN)


@pytest.mark.parametrize(("taal", "sentence"), ALL)
def test_a_sentence_in_one_of_the_ten_languages_is_found_with_or_without_a_model(
    languages: Languages, taal: str, sentence: str
) -> None:
    assert name(languages.find(sentence)) == taal
    assert name(languages.surely_foreign(sentence)) == taal


@pytest.mark.parametrize(("taal", "sentence"), ALL)
def test_capitals_and_signs_make_no_difference(languages: Languages, taal: str, sentence: str) -> None:
    assert name(languages.find(f"  {sentence.upper()}!!! 🙏")) == taal


@pytest.mark.parametrize(("greeting", "taal"), GREETINGS.items())
def test_a_greeting_is_enough_once_the_model_says_that_it_is_no_dutch(
    languages: Languages, greeting: str, taal: str
) -> None:
    assert name(languages.find(greeting)) == taal


@pytest.mark.parametrize("taal", TALEN)
def test_most_training_sentences_of_a_language_are_answered_in_it(
    languages: Languages, examples: Examples, taal: str
) -> None:
    sentences = examples.voorbeelden[FOREIGN].zinnen[taal]
    found = [name(languages.find(sentence)) == taal for sentence in sentences]
    assert sum(found) / len(found) >= FOUND[taal]


@pytest.mark.parametrize("sentence", OTHERS.values(), ids=OTHERS)
def test_a_language_without_an_answer_is_not_taken_for_one_with_an_answer(languages: Languages, sentence: str) -> None:
    assert languages.find(sentence) is None
    assert languages.surely_foreign(sentence) is None


@pytest.mark.parametrize("sentence", SECOND_LANGUAGE)
def test_dutch_as_a_second_language_is_dutch(languages: Languages, sentence: str) -> None:
    assert languages.surely_foreign(sentence) is None


def test_of_five_hundred_dutch_sentences_at_most_one_is_taken_for_another_language(
    languages: Languages, examples: Examples
) -> None:
    sentences = [zin for topic, item in examples.voorbeelden.items() if topic != FOREIGN for _, zin in item.sentences()]
    assert len(sentences) > 10_000
    taken = [zin for zin in sentences if languages.surely_foreign(zin)]
    assert len(taken) <= len(sentences) / 500, taken


def test_of_five_hundred_dutch_messages_in_danger_at_most_one_gets_a_line_in_another_language(
    languages: Languages, examples: Examples
) -> None:
    """Two words are enough there: the answer is given in Dutch as well, so that a mistake costs little."""
    sentences = [zin for topic in MOST_SERIOUS_FIRST for _, zin in examples.voorbeelden[topic].sentences()]
    sentences += [one.zin for topic in MOST_SERIOUS_FIRST for _, one in examples.proefvragen[topic].sentences()]
    taken = [zin for zin in sentences if languages.surely_foreign(zin, fewest_words=2)]
    assert len(taken) <= len(sentences) / 500, taken


@pytest.mark.parametrize("short", ["help", "money", "no", "danke schön", "merci", "hi there", "no money please"])
def test_a_few_words_are_too_short_to_be_sure(languages: Languages, short: str) -> None:
    assert len(short.split()) < FEWEST_WORDS
    assert languages.surely_foreign(short) is None


def test_from_how_many_words_on_it_is_sure_can_be_chosen(languages: Languages) -> None:
    assert languages.surely_foreign("no money please") is None
    assert name(languages.surely_foreign("no money please", fewest_words=3)) == "engels"


@pytest.mark.parametrize(("short", "taal"), [("ገንዘብ", "tigrinya"), ("gjin jild", "fries")])
def test_a_script_or_words_of_its_own_are_sure_at_any_length(languages: Languages, short: str, taal: str) -> None:
    assert name(languages.surely_foreign(short)) == taal


def test_one_letter_in_another_script_is_no_other_language(languages: Languages) -> None:
    assert languages.surely_foreign("de brief is van meneer ሀ en ik begrijp hem niet") is None


@pytest.mark.parametrize("empty", ["", "   ", "...", "12345", "€ 50,-", "👍🙏", "\n"])
def test_a_message_without_words_is_in_no_language(languages: Languages, empty: str) -> None:
    assert languages.find(empty) is None
    assert languages.surely_foreign(empty, fewest_words=0) is None


@pytest.mark.parametrize("gone", TALEN)
def test_a_language_that_an_editor_takes_out_is_not_found_any_more(gone: str) -> None:
    without = Languages.of({taal: known for taal, known in TALEN.items() if taal != gone})
    kept = next(taal for taal in ("spaans", "pools") if taal != gone)
    assert {name(without.find(sentence)) for sentence in SENTENCES[gone]} & {gone} == set()
    assert {name(without.find(sentence)) for sentence in SENTENCES[kept]} == {kept}
