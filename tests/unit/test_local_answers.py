"""A gemeente may answer in its own words; what nobody there checked, or what expired, gives way to the national one."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from content.answers import topic_answer
from content.catalogue import CONTENT, Catalogue
from content.new_gemeente import new_gemeente
from content.texts import visible_texts
from tests.harness.content_copy import ContentCopy

OWN = "gemeenten/leiden/faq/schaamte.yml"
TODAY = date.today()
HEAD = """id: schaamte
eigenaar: gemeente Leiden
bronnen:
  - {titel: "Gemeente Leiden: hulp bij geldzorgen", adres: "https://gemeente.leiden.nl"}
"""
CHECKED = f"""gecontroleerd_op: {TODAY}
gecontroleerd_door: Wijkteam Mors
verloopt_op: {TODAY + timedelta(days=90)}
"""
SHORT = "kort: Kom langs in de Mors. Dat mag zonder afspraak.\n"


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


def answered(catalogue: Catalogue, gemeente: str = "leiden", vorm: str = "kort") -> str:
    return topic_answer(catalogue, "schaamte", gemeente=gemeente, vorm=vorm).tekst  # type: ignore[arg-type]


def test_an_own_text_is_shown_in_its_gemeente_only(copy: ContentCopy) -> None:
    before = answered(copy.load(), "nijmegen")
    copy.write(OWN, HEAD + CHECKED + SHORT)
    catalogue = copy.load()
    assert answered(catalogue).startswith("Kom langs in de Mors.")
    assert answered(catalogue, "nijmegen") == before
    assert catalogue.answer("schaamte", "heiloo") == catalogue.onderwerpen["schaamte"]


def test_what_is_not_said_differently_is_the_national_text(copy: ContentCopy) -> None:
    national = copy.load().onderwerpen["schaamte"]
    copy.write(OWN, HEAD + CHECKED + SHORT + "telefoon: [humanitas]\nvervolg: [privacy]\n")
    own = copy.load().answer("schaamte", "leiden")
    assert (own.meer, own.zorg, own.makkelijker) == (national.meer, national.zorg, national.makkelijker)
    assert (own.varianten, own.stap) == (national.varianten, national.stap)
    assert (own.telefoon, own.vervolg) == (("humanitas",), ("privacy",))
    assert own.bronnen == (own.bronnen[0], *national.bronnen)


def test_the_longer_text_names_the_sources_of_both(copy: ContentCopy) -> None:
    copy.write(OWN, HEAD + CHECKED + SHORT)
    text = answered(copy.load(), vorm="meer")
    assert "Bron: Gemeente Leiden: hulp bij geldzorgen; " in text


def test_it_holds_as_long_as_both_and_was_checked_when_the_first_was(copy: ContentCopy) -> None:
    national = copy.load().onderwerpen["schaamte"]
    copy.write(OWN, HEAD + CHECKED + SHORT)
    own = copy.load().answer("schaamte", "leiden")
    assert own.verloopt_op == min(TODAY + timedelta(days=90), national.verloopt_op)
    assert own.gecontroleerd_op == min(TODAY, national.gecontroleerd_op)


@pytest.mark.parametrize("missing", ["gecontroleerd_op", "gecontroleerd_door", "verloopt_op", None])
def test_what_nobody_checked_gives_way_to_the_national_text(copy: ContentCopy, missing: str | None) -> None:
    before = answered(copy.load())
    lines = [line for line in CHECKED.splitlines() if missing and not line.startswith(missing)]
    copy.write(OWN, HEAD + "\n".join(lines) + "\n" + SHORT)
    assert answered(copy.load()) == before


def test_what_expired_today_gives_way_to_the_national_text(copy: ContentCopy) -> None:
    before = answered(copy.load())
    copy.write(OWN, HEAD + CHECKED.replace(str(TODAY + timedelta(days=90)), str(TODAY)) + SHORT)
    assert answered(copy.load()) == before


def test_its_texts_are_looked_at_like_all_others_also_before_somebody_checked_them(copy: ContentCopy) -> None:
    copy.write(OWN, HEAD + SHORT + "zorg: Wees niet bang.\n")
    places = [(text.veld, text.tekst) for text in visible_texts(copy.load()) if text.document.name == f"content/{OWN}"]
    assert places == [("kort", "Kom langs in de Mors. Dat mag zonder afspraak."), ("zorg", "Wees niet bang.")]
    copy.write(OWN, HEAD + "kort: Bel 06-00000000. Betaal 5 euro aan {naam}. " + "woord " * 30 + "\n")
    told = [fout.melding for fout in copy.check_mistakes() if fout.bestand == f"content/{OWN}"]
    for words in ("bevat een telefoonnummer", "noemt '5 euro'", "noemt {naam}", "heeft een zin van"):
        assert any(words in melding for melding in told), words


def test_the_examples_for_editors_are_right(copy: ContentCopy) -> None:
    guide = (CONTENT / "README.md").read_text(encoding="utf-8")
    place, own = re.findall(r"```yaml\n(plekken:.*?|id: inloop.*?)```", guide, re.DOTALL)
    new_gemeente("Heiloo", copy.root)
    copy.write("gemeenten/heiloo/sociale_kaart.yml", place)
    copy.write("gemeenten/heiloo/faq/inloop.yml", own)
    assert copy.check_mistakes(TODAY) == []
    assert [plek.id for plek in copy.load().gemeenten["heiloo"].plekken] == ["voedselbank_heiloo"]
